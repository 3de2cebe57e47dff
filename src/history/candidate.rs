//! Selects pairs of files of a commit that may be renames and are worth comparing: never more than a fixed number for
//! each file.

use super::Scope;
use super::print::{KEPT, Prints};
use crate::error::Result;
use crate::model::{PolicyId, stem};
use git2::Oid;
use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

/// Up to so many pairs of files, each is compared with each.
const MOST_PAIRS: usize = 40_000;
/// A group of files that have something in common is compared each with each up to so many pairs, else in order.
const GROUP: usize = 64;
/// A piece that stands in more of the files that are gone says nothing of where one of them went.
const COMMON: usize = 16;
/// How many files that are gone each new one is compared with, those first that share the most pieces with it.
const LIKELY: usize = 4;
/// How many bytes are read, in all, to find what is alike; where there are more, of the smaller texts.
const READ: usize = 1 << 30;

/// A file that is gone from a path, or new at one.
#[derive(Debug, Clone, Copy)]
pub(super) struct File<'d> {
    pub(super) path: &'d str,
    pub(super) blob: Oid,
}

/// Pairs of a file that is gone and one that is new, by their places.
pub(super) type Pairs = BTreeSet<(usize, usize)>;

/// Why two files may be one, besides what they say.
pub(super) struct Kinship {
    /// They lead to the same address.
    pub(super) same_id: Pairs,
    /// Each is the only one on its side with its file name, or with the words of its path in whatever order: those of
    /// `privacy/en.md`, `en/privacy.md` and `privacy.en.md` are the same.
    pub(super) namesakes: Pairs,
    same_bytes: Pairs,
}

impl Kinship {
    pub(super) fn of(scope: &Scope, sources: &[File<'_>], targets: &[File<'_>]) -> Self {
        let id = |file: &File<'_>| Some(PolicyId::from_path(scope.below(file.path)));
        let words = |file: &File<'_>| words(scope.below(file.path));
        let mut namesakes = only(sources, targets, telling);
        namesakes.extend(only(sources, targets, words));
        Self {
            same_id: alike(sources, targets, id),
            namesakes,
            same_bytes: alike(sources, targets, |file| Some(file.blob)),
        }
    }
}

/// The name of a file, if it tells one from others.
fn telling<'d>(file: &File<'d>) -> Option<&'d str> {
    Some(name(file.path)).filter(|name| !matches!(stem(name), Some("index" | "README")))
}

/// The name of the file at `path`.
pub(super) fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The words of a path, in alphabetical order.
fn words(path: &str) -> Option<Vec<String>> {
    let stem = stem(path).unwrap_or(path).to_lowercase();
    let mut words: Vec<String> =
        stem.split(['/', '.']).filter(|w| !matches!(*w, "" | "index" | "readme")).map(str::to_owned).collect();
    words.sort();
    Some(words).filter(|words| words.len() > 1)
}

/// The pairs of files that are worth a comparison.
pub(super) fn pairs(
    prints: &mut Prints<'_>,
    kinship: &Kinship,
    sources: &[File<'_>],
    targets: &[File<'_>],
) -> Result<Pairs> {
    let mut bytes = 0;
    for file in sources.iter().chain(targets) {
        bytes += prints.size(file.blob)?.unwrap_or(0);
    }
    if sources.len() * targets.len() <= MOST_PAIRS && bytes <= KEPT {
        return Ok((0..sources.len()).flat_map(|i| (0..targets.len()).map(move |j| (i, j))).collect());
    }
    let mut pairs = likely(prints, sources, targets)?;
    for kin in [&kinship.same_id, &kinship.namesakes, &kinship.same_bytes] {
        pairs.extend(kin);
    }
    Ok(pairs)
}

/// The files of each side by what `key` says of them.
fn groups<'f, K: Hash + Eq>(files: &[File<'f>], key: impl Fn(&File<'f>) -> Option<K>) -> HashMap<K, Vec<usize>> {
    let mut groups: HashMap<K, Vec<usize>> = HashMap::new();
    for (ix, file) in files.iter().enumerate() {
        if let Some(key) = key(file) {
            groups.entry(key).or_default().push(ix);
        }
    }
    groups
}

/// Files that are the only ones of their side of which `key` says the same.
fn only<'f, K: Hash + Eq>(sources: &[File<'f>], targets: &[File<'f>], key: impl Fn(&File<'f>) -> Option<K>) -> Pairs {
    let targets = groups(targets, &key);
    let pair = |(key, from): (K, Vec<usize>)| match (&*from, &**targets.get(&key)?) {
        ([i], [j]) => Some((*i, *j)),
        _ => None,
    };
    groups(sources, &key).into_iter().filter_map(pair).collect()
}

/// Files of which `key` says the same. Of a large group, those of the same name, and then one after the other.
fn alike<'f, K: Hash + Eq>(sources: &[File<'f>], targets: &[File<'f>], key: impl Fn(&File<'f>) -> Option<K>) -> Pairs {
    let mut pairs = Pairs::new();
    let groups_of_targets = groups(targets, &key);
    for (key, from) in groups(sources, &key) {
        let Some(to) = groups_of_targets.get(&key) else { continue };
        if from.len() * to.len() <= GROUP {
            pairs.extend(from.iter().flat_map(|i| to.iter().map(move |j| (*i, *j))));
            continue;
        }
        let by_name: HashMap<&str, usize> = from.iter().rev().map(|i| (name(sources[*i].path), *i)).collect();
        pairs.extend(to.iter().filter_map(|j| Some((*by_name.get(name(targets[*j].path))?, *j))));
        pairs.extend(from.iter().copied().zip(to.iter().copied()));
    }
    pairs
}

/// Files that share pieces which stand in few others.
fn likely(prints: &mut Prints<'_>, sources: &[File<'_>], targets: &[File<'_>]) -> Result<Pairs> {
    let mut sizes: Vec<(usize, bool, usize)> = Vec::new();
    for (new, files) in [(false, sources), (true, targets)] {
        for (ix, file) in files.iter().enumerate() {
            sizes.extend(prints.size(file.blob)?.map(|size| (size, new, ix)));
        }
    }
    sizes.sort_unstable();
    let mut left = READ;
    sizes.retain(|(size, ..)| {
        let fits = *size <= left;
        left -= if fits { *size } else { 0 };
        fits
    });
    let mut holders: HashMap<u64, Vec<usize>> = HashMap::new();
    for (_, _, i) in sizes.iter().filter(|(_, new, _)| !new) {
        for piece in prints.sketch(sources[*i].blob)? {
            let holders = holders.entry(piece).or_default();
            if holders.len() <= COMMON {
                holders.push(*i);
            }
        }
    }
    holders.retain(|_, holders| holders.len() <= COMMON);
    let mut pairs = Pairs::new();
    for (_, _, j) in sizes.iter().filter(|(_, new, _)| *new) {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for piece in prints.sketch(targets[*j].blob)? {
            for i in holders.get(&piece).into_iter().flatten() {
                *shared.entry(*i).or_default() += 1;
            }
        }
        let mut shared: Vec<(usize, usize)> = shared.into_iter().collect();
        shared.sort_unstable_by_key(|(i, count)| (std::cmp::Reverse(*count), *i));
        pairs.extend(shared.into_iter().take(LIKELY).map(|(i, _)| (i, *j)));
    }
    Ok(pairs)
}
