//! Detects renames: which file of a commit is which file of the previous commit.

use super::candidate::{self, File, Kinship};
use super::print::Prints;
use super::tree::Delta;
use super::{Repository, Scope};
use crate::error::Result;
use git2::Oid;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// Two texts are the same file if they share this part of the longer one, in percent; git's own default.
const SIMILAR: u64 = 50;
/// A file that kept its name in another folder needs to share only this.
const SIMILAR_NAMESAKE: u64 = 20;
/// How often, in all, a pair is looked at while it is decided which files exchanged their names.
const MOST_LOOKS: usize = 16_000_000;

/// A file that went from one path to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Rename {
    pub(super) from: String,
    pub(super) to: String,
}

/// The renames among `deltas`: of deleted files, and of files that exchanged names with others. A file that is gone and
/// one that is new at the same address are one, whatever they say: an address has one history.
pub(super) fn renames(repository: &Repository, scope: &Scope, deltas: &[Delta]) -> Result<Vec<Rename>> {
    found(&mut Prints::new(repository), scope, deltas)
}

fn found(prints: &mut Prints<'_>, scope: &Scope, deltas: &[Delta]) -> Result<Vec<Rename>> {
    if deltas.iter().all(|d| d.old.is_none()) || deltas.iter().all(|d| d.new.is_none()) {
        return Ok(Vec::new());
    }
    let exchanged = exchanged(prints, deltas)?;
    let side = |pick: fn(&Delta) -> Option<Oid>, other: fn(&Delta) -> Option<Oid>| -> Vec<File<'_>> {
        let fits = |d: &&Delta| other(d).is_none() || exchanged.contains(d.path.as_str());
        deltas.iter().filter(fits).filter_map(|d| Some(File { path: &d.path, blob: pick(d)? })).collect()
    };
    let sources = side(|d| d.old, |d| d.new);
    let targets = side(|d| d.new, |d| d.old);
    if sources.is_empty() || targets.is_empty() {
        return Ok(Vec::new());
    }
    let scores = scores(prints, scope, &sources, &targets, &exchanged)?;
    let mut allowed: HashSet<&str> = exchanged.clone();
    let mut rounds = MOST_LOOKS / scores.len().max(1);
    loop {
        let pairs = choose(&scores, &sources, &targets, |path| exchanged.contains(path) && !allowed.contains(path));
        // a file gives up its own history only if that went on elsewhere
        let moved: HashSet<&str> = pairs.iter().map(|(from, _)| sources[*from].path).collect();
        let stays: Vec<&str> = allowed.iter().copied().filter(|path| !moved.contains(path)).collect();
        if stays.is_empty() {
            let rename =
                |(from, to): (usize, usize)| Rename { from: sources[from].path.into(), to: targets[to].path.into() };
            return Ok(pairs.into_iter().map(rename).filter(|r| r.from != r.to).collect());
        }
        stays.iter().for_each(|path| _ = allowed.remove(path));
        rounds = rounds.saturating_sub(1);
        if rounds == 0 {
            allowed.clear();
        }
    }
}

/// Changed files that have little in common with what stood at their path, in a commit in which they may have exchanged
/// names with other files.
fn exchanged<'d>(prints: &mut Prints<'_>, deltas: &'d [Delta]) -> Result<HashSet<&'d str>> {
    let mut exchanged = HashSet::new();
    if deltas.len() > 1 {
        for delta in deltas {
            if let (Some(old), Some(new)) = (delta.old, delta.new)
                && prints.size(old)?.is_some()
                && prints.size(new)?.is_some()
                && prints.score(old, new, SIMILAR_NAMESAKE)? < SIMILAR
            {
                exchanged.insert(delta.path.as_str());
            }
        }
    }
    Ok(exchanged)
}

/// (same address, score, same file name, source, target), best first.
type Scores = Vec<(bool, u64, bool, usize, usize)>;

fn scores(
    prints: &mut Prints<'_>,
    scope: &Scope,
    sources: &[File<'_>],
    targets: &[File<'_>],
    exchanged: &HashSet<&str>,
) -> Result<Scores> {
    let kinship = Kinship::of(scope, sources, targets);
    let mut scores = Scores::new();
    for pair in candidate::pairs(prints, &kinship, sources, targets)? {
        let (from, to) = (sources[pair.0], targets[pair.1]);
        let took_part = exchanged.contains(from.path) || exchanged.contains(to.path);
        let same_id = !took_part && kinship.same_id.contains(&pair);
        let least = if kinship.namesakes.contains(&pair) { SIMILAR_NAMESAKE } else { SIMILAR };
        let score = if from.blob == to.blob { 101 } else { prints.score(from.blob, to.blob, least)? };
        if same_id || score >= least {
            scores.push((same_id, score, candidate::name(from.path) == candidate::name(to.path), pair.0, pair.1));
        }
    }
    scores.sort_by(|a, b| (b.0, b.1, b.2, a.3, a.4).cmp(&(a.0, a.1, a.2, b.3, b.4)));
    Ok(scores)
}

/// The best pairs, each file once; those that are `barred` keep their names.
fn choose(
    scores: &Scores,
    sources: &[File<'_>],
    targets: &[File<'_>],
    barred: impl Fn(&str) -> bool,
) -> Vec<(usize, usize)> {
    let (mut from, mut to) = (vec![false; sources.len()], vec![false; targets.len()]);
    let mut pairs = Vec::new();
    for (.., i, j) in scores {
        if !from[*i] && !to[*j] && !barred(sources[*i].path) && !barred(targets[*j].path) {
            (from[*i], to[*j]) = (true, true);
            pairs.push((*i, *j));
        }
    }
    pairs
}

#[cfg(test)]
#[path = "rename_tests.rs"]
mod tests;
