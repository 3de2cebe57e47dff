//! The entries of a tree, and the differences between two trees.

use super::name::{self, Odd};
use super::oid::clean;
use super::{Repository, unreadable};
use crate::error::Result;
use crate::model::stem;
use git2::{ObjectType, Oid, TreeEntry};
use std::collections::{BTreeMap, BTreeSet};

/// A larger tree is not read, in bytes: one of 200,000 files has some 10 MB.
pub(super) const LARGEST: usize = 32 << 20;

/// A folder before and after.
pub(super) type Pair = (Option<Oid>, Option<Oid>);

/// What differs within a folder, without what is in its folders.
#[derive(Default)]
pub(super) struct Node {
    /// Markdown files that differ: the name, the bytes before and after.
    pub(super) files: Vec<(String, Pair)>,
    /// Folders that differ.
    pub(super) folders: Vec<(String, Pair)>,
    /// What is left out, and was not left out before.
    pub(super) odd: Vec<(String, Odd)>,
    /// How many files and folders are to be looked at in and below it.
    pub(super) cost: usize,
}

impl Node {
    /// Compares two trees; `None` where one of them is too large to be read.
    pub(super) fn read(repository: &Repository, (old, new): Pair) -> Result<Option<Self>> {
        let (Some(mut old), Some(new)) = (Listing::read(repository, old)?, Listing::read(repository, new)?) else {
            return Ok(None);
        };
        let files = differing(&mut old.files, new.files);
        let folders = differing(&mut old.folders, new.folders);
        let odd = new.odd.difference(&old.odd).cloned().collect();
        Ok(Some(Self { files, folders, odd, cost: 0 }))
    }

    /// How much of it there is.
    pub(super) fn size(&self) -> usize {
        1 + self.files.len() + self.folders.len()
    }
}

fn differing(old: &mut BTreeMap<String, Oid>, new: BTreeMap<String, Oid>) -> Vec<(String, Pair)> {
    let mut differing: Vec<(String, Pair)> = Vec::new();
    for (name, new) in new {
        let old = old.remove(&name);
        if old != Some(new) {
            differing.push((name, (old, Some(new))));
        }
    }
    differing.extend(std::mem::take(old).into_iter().map(|(name, old)| (name, (Some(old), None))));
    differing
}

/// What stands in a tree, as far as it matters here.
#[derive(Default)]
struct Listing {
    files: BTreeMap<String, Oid>,
    folders: BTreeMap<String, Oid>,
    odd: BTreeSet<(String, Odd)>,
}

impl Listing {
    fn read(repository: &Repository, tree: Option<Oid>) -> Result<Option<Self>> {
        let mut listing = Self::default();
        let Some(oid) = tree else { return Ok(Some(listing)) };
        if repository.size(oid)? > LARGEST {
            return Ok(None);
        }
        let tree = repository.git().find_tree(oid).map_err(|e| unreadable(oid, e))?;
        for entry in &tree {
            listing.add(&entry);
        }
        Ok(Some(listing))
    }

    fn add(&mut self, entry: &TreeEntry<'_>) {
        let name = entry.name_bytes();
        let shown = || String::from_utf8_lossy(name).into_owned();
        let markdown = stem(&shown()).is_some();
        let folder = entry.kind() == Some(ObjectType::Tree);
        let odd = match (entry.kind(), entry.filemode_raw() & 0o170_000) {
            (Some(ObjectType::Tree), _) => name::wrong(name),
            (Some(ObjectType::Commit), _) => Some(Odd::Submodule),
            _ if !markdown => return,
            (Some(ObjectType::Blob), 0o100_000) => name::wrong(name),
            (Some(ObjectType::Blob), 0o120_000) => Some(Odd::Link),
            _ => return, // nothing that git writes
        };
        // a tree that names a thing twice is none that git writes: the first counts
        match (odd, std::str::from_utf8(name)) {
            (None, Ok(name)) if folder => _ = self.folders.entry(name.to_owned()).or_insert_with(|| clean(entry.id())),
            (None, Ok(name)) => _ = self.files.entry(name.to_owned()).or_insert_with(|| clean(entry.id())),
            (odd, _) => _ = self.odd.insert((shown(), odd.unwrap_or(Odd::Encoding))),
        }
    }
}
