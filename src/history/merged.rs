//! What a merge brought in: the commits of its other parents that touch the policies it changed.
//!
//! The cost depends on the merge: both sides are walked back, newest first, only until they meet, and never further
//! than [`MOST_WALKED`] commits; of the commits brought in, the newest [`MOST_LOOKED`] are compared with their
//! parents.

use super::message::Message;
use super::oid::clean;
use super::rename::Rename;
use super::tree::{self, Delta};
use super::{Repository, commit_id, unreadable};
use crate::error::Result;
use crate::model::CommitId;
use git2::Oid;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, BinaryHeap, HashMap};

/// Where the sides of a merge don't meet within so many commits, nothing is said of what it brought in.
const MOST_WALKED: usize = 10_000;
/// So many commits of a merge are looked at.
const MOST_LOOKED: usize = 500;
/// So many commits that touch the same file are told.
const MOST_TOLD: usize = 20;

/// A commit that a merge brought in.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Merged {
    /// Its id.
    pub id: CommitId,
    /// What it says.
    pub message: Message,
    /// The files that it touches, by their paths after the merge.
    paths: Vec<String>,
}

impl Merged {
    /// Whether it touches the file that stands at `path` after the merge.
    pub fn touches(&self, path: &str) -> bool {
        self.paths.iter().any(|touched| touched == path)
    }
}

/// The files that a commit changed: for each path, before or after it, the path after it.
pub(super) type Files = HashMap<String, String>;

/// The files of `deltas`.
pub(super) fn files(deltas: &[Delta], renames: &[Rename]) -> Files {
    let moved = renames.iter().map(|rename| (rename.from.clone(), rename.to.clone()));
    deltas.iter().map(|delta| (delta.path.clone(), delta.path.clone())).chain(moved).collect()
}

/// The commits that the merge `merge` brought to what stood at `before`, and that touch one of `files` in `folder`, newest
/// first. None if it is no merge.
pub(super) fn merged(
    repository: &Repository,
    (before, merge): (Oid, Oid),
    folder: &str,
    files: &Files,
) -> Result<Vec<Merged>> {
    if repository.commit(merge)?.parent_count() < 2 {
        return Ok(Vec::new());
    }
    let mut told: HashMap<&str, usize> = HashMap::new();
    let mut merged = Vec::new();
    for oid in brought(repository, before, merge)?.into_iter().take(MOST_LOOKED) {
        let mut paths = touched(repository, oid, folder, files)?;
        paths.retain(|path| {
            let told = told.entry(path).or_default();
            *told += 1;
            *told <= MOST_TOLD
        });
        if !paths.is_empty() {
            let (message, _) = repository.message(&repository.commit(oid)?);
            let paths = paths.into_iter().map(str::to_owned).collect();
            merged.push(Merged { id: commit_id(oid), message, paths });
        }
    }
    Ok(merged)
}

/// The files that a commit made other than they were in each of its parents, by their paths in `files`.
fn touched<'f>(repository: &Repository, oid: Oid, folder: &str, files: &'f Files) -> Result<BTreeSet<&'f str>> {
    let tree = repository.tree_of(oid)?;
    let changes = |before: Option<Oid>| -> Result<BTreeSet<&'f str>> {
        let deltas = tree::compare(repository, folder, before, tree, &BTreeSet::new())?.deltas;
        Ok(deltas.iter().filter_map(|delta| files.get(&delta.path)).map(String::as_str).collect())
    };
    let parents = parents(repository, oid)?;
    let Some(first) = parents.first() else { return changes(None) };
    let mut touched = changes(Some(repository.tree_of(*first)?))?;
    for parent in &parents[1..] {
        let other = changes(Some(repository.tree_of(*parent)?))?;
        touched.retain(|path| other.contains(path));
    }
    Ok(touched)
}

fn parents(repository: &Repository, oid: Oid) -> Result<Vec<Oid>> {
    let commit = repository.commit(oid)?;
    (0..commit.parent_count()).map(|n| commit.parent_id(n).map(clean).map_err(|e| unreadable(oid, e))).collect()
}

/// The commits that are part of the history of `merge`, but for itself, and not of that of `before`, newest first.
fn brought(repository: &Repository, before: Oid, merge: Oid) -> Result<Vec<Oid>> {
    let mut walk = Walk { repository, met: HashMap::new(), heap: BinaryHeap::new(), open: 0 };
    walk.meet(before, true)?;
    for parent in parents(repository, merge)? {
        walk.meet(parent, false)?;
    }
    let mut brought = Vec::new();
    let mut walked = 0;
    while walk.open > 0
        && let Some((oid, known)) = walk.next()
    {
        walked += 1;
        if walked > MOST_WALKED {
            return Ok(Vec::new());
        }
        brought.extend((!known).then_some(oid));
        for parent in parents(repository, oid)? {
            walk.meet(parent, known)?;
        }
    }
    brought.retain(|oid| !walk.met[oid].known);
    Ok(brought)
}

/// A walk back in time from two sides.
struct Walk<'r> {
    repository: &'r Repository,
    met: HashMap<Oid, Met>,
    /// By date, and of the same second by id.
    heap: BinaryHeap<(i64, Oid)>,
    /// How many commits wait that are not known to be part of what stood before.
    open: usize,
}

struct Met {
    /// Whether it is part of what stood before.
    known: bool,
    waits: bool,
}

impl Walk<'_> {
    /// A commit is met: once, and once more when it turns out to be part of what stood before.
    fn meet(&mut self, oid: Oid, known: bool) -> Result<()> {
        let waited = match self.met.get(&oid) {
            Some(met) if met.known || !known => return Ok(()),
            Some(met) => met.waits,
            None => false,
        };
        if waited {
            self.open -= 1; // it was taken for new
        } else {
            self.heap.push((self.repository.commit(oid)?.time().seconds(), oid));
            self.open += usize::from(!known);
        }
        self.met.insert(oid, Met { known, waits: true });
        Ok(())
    }

    /// The newest commit that waits, and whether it is part of what stood before.
    fn next(&mut self) -> Option<(Oid, bool)> {
        let (_, oid) = self.heap.pop()?;
        let met = self.met.get_mut(&oid)?;
        met.waits = false;
        self.open -= usize::from(!met.known);
        Some((oid, met.known))
    }
}
