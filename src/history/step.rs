//! One commit of the published line, as it is stored.

use super::rename::Rename;
use super::tree::Delta;
use super::{Commit, Event};
use git2::Oid;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One commit of the published line. Of one that did nothing to policies, nothing but its id is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Step {
    #[serde(with = "super::oid")]
    pub(super) oid: Oid,
    /// Whether it ever did something to a policy that could be published, also if other settings left it out since.
    pub(super) frozen: bool,
    /// The folders that are too much to be read from this commit on, if they are others than before.
    pub(super) unread: Option<BTreeSet<String>>,
    /// What it did to policies, if anything.
    pub(super) change: Option<Box<Change>>,
}

/// What a commit did.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Change {
    pub(super) commit: Commit,
    pub(super) deltas: Vec<Delta>,
    pub(super) renames: Vec<Rename>,
    pub(super) imports: Imports,
}

/// What became of files before a commit made them policies.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub(super) struct Imports {
    /// For the path of each file that brought versions along, these.
    pub(super) files: Vec<(String, Vec<Event>)>,
    /// The commits of these versions, with their places on the published line.
    pub(super) commits: Vec<(usize, Commit)>,
}

impl Step {
    /// A commit that did nothing.
    pub(super) fn bare(oid: Oid, unread: Option<BTreeSet<String>>) -> Self {
        Self { oid, frozen: false, unread, change: None }
    }
}
