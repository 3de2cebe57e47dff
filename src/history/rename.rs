//! Which file of a commit is which file of the commit before, when names changed.

use super::Repository;
use super::tree::Delta;
use crate::error::Result;
use crate::history::BlobId;
use git2::Oid;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// Two texts are the same file if they share this part of the longer one, in percent; git's own default.
const SIMILAR: u64 = 50;
/// A file that kept its name in another folder needs to share only this.
const SIMILAR_NAMESAKE: u64 = 20;
/// With more pairs of files than this, only files of the same name are compared.
const MOST_PAIRS: usize = 40_000;

/// A file that went from one path to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Rename {
    pub(super) from: String,
    pub(super) to: String,
}

/// The renames among `deltas`: of deleted files, and of files that exchanged names with others.
pub(super) fn renames(repository: &Repository, deltas: &[Delta]) -> Result<Vec<Rename>> {
    let mut prints = Prints { repository, of: HashMap::new() };
    let exchanged = prints.exchanged(deltas)?;
    let side = |pick: fn(&Delta) -> Option<Oid>, other: fn(&Delta) -> Option<Oid>| -> Vec<(&str, Oid)> {
        let fits = |d: &&Delta| other(d).is_none() || exchanged.contains(d.path.as_str());
        deltas.iter().filter(fits).filter_map(|d| Some((d.path.as_str(), pick(d)?))).collect()
    };
    let sources = side(|d| d.old, |d| d.new);
    let targets = side(|d| d.new, |d| d.old);
    if sources.is_empty() || targets.is_empty() {
        return Ok(Vec::new());
    }
    let scores = prints.scores(&sources, &targets)?;
    let mut allowed: HashSet<&str> = exchanged;
    loop {
        let pairs = choose(&scores, &sources, &targets, &allowed);
        // a file gives up its own history only if that went on elsewhere
        let moved: HashSet<&str> = pairs.iter().map(|(from, _)| sources[*from].0).collect();
        let stays: Vec<&str> = allowed.iter().copied().filter(|path| !moved.contains(path)).collect();
        if stays.is_empty() {
            let rename = |(from, to): (usize, usize)| Rename { from: sources[from].0.into(), to: targets[to].0.into() };
            return Ok(pairs.into_iter().map(rename).filter(|r| r.from != r.to).collect());
        }
        stays.iter().for_each(|path| {
            allowed.remove(path);
        });
    }
}

/// (score, same file name, source, target), best first.
type Scores = Vec<(u64, bool, usize, usize)>;

/// The best pairs, each file once. Files that were only changed take part if they are `allowed` to.
fn choose(
    scores: &Scores,
    sources: &[(&str, Oid)],
    targets: &[(&str, Oid)],
    allowed: &HashSet<&str>,
) -> Vec<(usize, usize)> {
    let both: HashSet<&str> = {
        let targets: HashSet<&str> = targets.iter().map(|t| t.0).collect();
        sources.iter().map(|s| s.0).filter(|p| targets.contains(p)).collect()
    };
    let barred = |path: &str| both.contains(path) && !allowed.contains(path);
    let (mut from, mut to) = (vec![false; sources.len()], vec![false; targets.len()]);
    let mut pairs = Vec::new();
    for (_, _, i, j) in scores {
        if !from[*i] && !to[*j] && !barred(sources[*i].0) && !barred(targets[*j].0) {
            (from[*i], to[*j]) = (true, true);
            pairs.push((*i, *j));
        }
    }
    pairs
}

/// What is needed to compare texts, made once for each.
struct Prints<'a> {
    repository: &'a Repository,
    of: HashMap<Oid, Print>,
}

/// A text's pieces by their hash, with count and length, and the length of all.
#[derive(Default)]
struct Print {
    pieces: HashMap<u64, (u64, u64)>,
    length: u64,
}

impl Prints<'_> {
    /// Changed files that have little in common with what stood at their path, in a commit in which they may have
    /// exchanged names with other files.
    fn exchanged<'d>(&mut self, deltas: &'d [Delta]) -> Result<HashSet<&'d str>> {
        let mut exchanged = HashSet::new();
        if deltas.len() > 1 {
            for delta in deltas {
                if let (Some(old), Some(new)) = (delta.old, delta.new)
                    && self.score(old, new)? < SIMILAR
                {
                    exchanged.insert(delta.path.as_str());
                }
            }
        }
        Ok(exchanged)
    }

    fn scores(&mut self, sources: &[(&str, Oid)], targets: &[(&str, Oid)]) -> Result<Scores> {
        let many = sources.len() * targets.len() > MOST_PAIRS;
        let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
        let count = |files: &[(&str, Oid)], wanted: &str| files.iter().filter(|(path, _)| name(path) == wanted).count();
        let mut scores = Scores::new();
        for (i, (from, old)) in sources.iter().enumerate() {
            for (j, (to, new)) in targets.iter().enumerate() {
                let same_name = name(from) == name(to);
                if many && !same_name && old != new {
                    continue;
                }
                let score = if old == new { 101 } else { self.score(*old, *new)? };
                let namesake = same_name
                    && !matches!(name(from).as_str(), "index.md" | "README.md")
                    && count(sources, &name(from)) == 1
                    && count(targets, &name(to)) == 1;
                if score >= if namesake { SIMILAR_NAMESAKE } else { SIMILAR } {
                    scores.push((score, same_name, i, j));
                }
            }
        }
        scores.sort_by(|a, b| (b.0, b.1, a.2, a.3).cmp(&(a.0, a.1, b.2, b.3)));
        Ok(scores)
    }

    /// The part of the longer text that both share, in percent.
    fn score(&mut self, old: Oid, new: Oid) -> Result<u64> {
        for oid in [old, new] {
            if !self.of.contains_key(&oid) {
                let print = Print::of(&self.repository.blob(&BlobId(oid))?);
                self.of.insert(oid, print);
            }
        }
        let (old, new) = (&self.of[&old], &self.of[&new]);
        let longer = old.length.max(new.length);
        if longer == 0 || old.length.min(new.length) * 100 < longer * SIMILAR_NAMESAKE {
            return Ok(0);
        }
        let shared = old
            .pieces
            .iter()
            .filter_map(|(hash, (count, length))| new.pieces.get(hash).map(|(other, _)| count.min(other) * length));
        Ok(shared.sum::<u64>() * 100 / longer)
    }
}

impl Print {
    /// Cuts the text at line ends and, so that long lines without spaces compare too, where its own bytes say so.
    fn of(text: &[u8]) -> Self {
        let mut print = Self { pieces: HashMap::new(), length: text.len() as u64 };
        let (mut start, mut window, mut hash) = (0, 0u32, FNV);
        for (at, byte) in text.iter().enumerate() {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
            window = window << 8 | u32::from(*byte);
            if *byte == b'\n' || window.wrapping_mul(0x9e37_79b1) >> 27 == 0 || at + 1 == text.len() {
                let piece = print.pieces.entry(hash).or_insert((0, (at + 1 - start) as u64));
                piece.0 += 1;
                (start, hash) = (at + 1, FNV);
            }
        }
        print
    }
}

/// Where the hash of Fowler, Noll and Vo (FNV-1a, 64 bits) begins.
const FNV: u64 = 0xcbf2_9ce4_8422_2325;
