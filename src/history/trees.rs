//! The entry at a path of the repository, commit by commit of the published line.
//!
//! Reads only the requested paths: of a folder on the way, only those states that differ from the previous one, each
//! once for all paths below it. A publication asks about the commits since the last one, and about older ones only
//! where it reads a policy again.

use super::oid::clean;
use super::{BlobId, History, Repository, commit_id, entries};
use crate::error::{Fault, Result};
use crate::model::{CommitId, Timestamp};
use git2::{ObjectType, Oid};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The trees of the commits of a published line.
#[derive(Debug)]
pub struct Trees {
    /// The commits, oldest first.
    line: Vec<Oid>,
    /// Whoever asks about a place from here on is not told of those before.
    recent: usize,
    logs: Mutex<HashMap<(usize, String), Arc<Log>>>,
}

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    /// A file with these bytes.
    File(BlobId),
    /// A folder.
    Folder(BlobId),
    /// A symbolic link.
    Link,
    /// Something of another repository.
    Other,
}

/// For each name in a folder what stands there from which place of the line on, oldest first.
type Log = HashMap<String, Vec<(usize, Option<Thing>)>>;

impl Trees {
    /// The trees of `history`, of which most questions are about places from `recent` on.
    pub fn new(history: &History, recent: usize) -> Self {
        Self { line: history.line.iter().map(|step| step.oid).collect(), recent, logs: Mutex::default() }
    }

    /// The last place of the line.
    pub fn last(&self) -> usize {
        self.line.len().saturating_sub(1)
    }

    /// What stood at `path` at `place` of the line.
    ///
    /// # Errors
    /// The repository can't be read.
    pub fn at(&self, repository: &Repository, path: &str, place: usize) -> Result<Option<Thing>> {
        let (log, name) = self.log_around(repository, path, place)?;
        let states = log.get(name).map_or(&[][..], Vec::as_slice);
        let after = states.partition_point(|(from, _)| *from <= place);
        Ok(after.checked_sub(1).and_then(|ix| states[ix].1))
    }

    /// The places after `from`, up to `to`, at which something else stands at `path` than at the one before.
    ///
    /// # Errors
    /// The repository can't be read.
    pub fn changes(&self, repository: &Repository, path: &str, from: usize, to: usize) -> Result<Vec<usize>> {
        let (log, name) = self.log_around(repository, path, from)?;
        let states = log.get(name).map_or(&[][..], Vec::as_slice);
        Ok(states.iter().map(|(place, _)| *place).filter(|place| (from + 1..=to).contains(place)).collect())
    }

    /// The id and the date of the commit at `place`.
    ///
    /// # Errors
    /// The repository can't be read.
    pub fn commit(&self, repository: &Repository, place: usize) -> Result<(CommitId, Timestamp)> {
        let oid = self.line[place];
        let time = repository.commit(oid)?.time();
        Ok((commit_id(oid), Timestamp::from_unix(time.seconds()).on_clock(time.offset_minutes())))
    }

    fn log_around<'p>(&self, repository: &Repository, path: &'p str, place: usize) -> Result<(Arc<Log>, &'p str)> {
        let first = if place >= self.recent { self.recent } else { 0 };
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        Ok((self.log(repository, first, folder)?, name))
    }

    /// What stood in `folder` from place `first` on.
    fn log(&self, repository: &Repository, first: usize, folder: &str) -> Result<Arc<Log>> {
        let key = (first, folder.to_owned());
        if let Some(log) = self.logs.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(Arc::clone(log));
        }
        let states = match folder {
            "" => self.roots(repository, first)?,
            folder => {
                let (around, name) = folder.rsplit_once('/').unwrap_or(("", folder));
                let states = self.log(repository, first, around)?.get(name).cloned().unwrap_or_default();
                let tree = |thing| if let Some(Thing::Folder(tree)) = thing { Some(tree.0) } else { None };
                states.into_iter().map(|(place, thing)| (place, tree(thing))).collect()
            }
        };
        let log = Arc::new(follow(repository, &states)?);
        self.logs.lock().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&log));
        Ok(log)
    }

    /// The root tree from each place on at which it is another one. What the repository has lost says nothing.
    fn roots(&self, repository: &Repository, first: usize) -> Result<Vec<(usize, Option<Oid>)>> {
        let mut states: Vec<(usize, Option<Oid>)> = Vec::new();
        for (place, oid) in self.line.iter().enumerate().skip(first) {
            match repository.tree_of(*oid) {
                Ok(tree) if states.last().is_some_and(|(_, last)| *last == Some(tree)) => {}
                Ok(tree) => states.push((place, Some(tree))),
                Err(error) if error.fault() == Fault::Environment => return Err(error),
                Err(_) => {}
            }
        }
        Ok(states)
    }
}

/// What became of each name in a folder that was these trees one after the other.
fn follow(repository: &Repository, states: &[(usize, Option<Oid>)]) -> Result<Log> {
    let mut log = Log::new();
    let mut before: HashMap<String, Thing> = HashMap::new();
    for (place, tree) in states {
        let now = match tree {
            Some(tree) => listing(repository, *tree)?,
            None => HashMap::new(),
        };
        for (name, thing) in &now {
            if before.remove(name) != Some(*thing) {
                log.entry(name.clone()).or_default().push((*place, Some(*thing)));
            }
        }
        for (gone, _) in std::mem::replace(&mut before, now) {
            log.entry(gone).or_default().push((*place, None));
        }
    }
    Ok(log)
}

/// What stands in a tree; nothing where it can't be read, or is too large to be.
fn listing(repository: &Repository, oid: Oid) -> Result<HashMap<String, Thing>> {
    match repository.size(oid) {
        Ok(size) if size <= entries::LARGEST => {}
        Err(error) if error.fault() == Fault::Environment => return Err(error),
        _ => return Ok(HashMap::new()),
    }
    let Ok(tree) = repository.git().find_tree(oid) else { return Ok(HashMap::new()) };
    let mut listing = HashMap::new();
    for entry in &tree {
        let id = BlobId(clean(entry.id()));
        let thing = match (entry.kind(), entry.filemode_raw() & 0o170_000) {
            (Some(ObjectType::Blob), 0o100_000) => Thing::File(id),
            (Some(ObjectType::Tree), _) => Thing::Folder(id),
            (Some(ObjectType::Blob), _) => Thing::Link,
            _ => Thing::Other,
        };
        if let Ok(name) = std::str::from_utf8(entry.name_bytes()) {
            listing.entry(name.to_owned()).or_insert(thing);
        }
    }
    Ok(listing)
}
