//! Reads the published branch: policies and their versions, from git's first-parent line.

mod along;
mod begin;
mod candidate;
mod correction;
mod encoding;
mod entries;
mod gate;
mod grow;
mod import;
mod lineage;
mod memory;
mod merged;
mod message;
mod name;
mod odd;
mod oid;
mod pointer;
mod print;
mod proposal;
mod refs;
mod rename;
mod repository;
mod revision;
mod scope;
mod snapshot;
mod step;
mod swapped;
mod tree;
mod trees;
mod walk;
mod work_tree;

pub use begin::Begun;
pub use correction::Correction;
pub use merged::Merged;
pub use message::{Message, Trailers};
pub use proposal::{DRAFT_MESSAGE, Proposal, Proposed};
pub use refs::ProposalRef;
pub use repository::{BlobId, LARGEST_TEXT, Repository, Tip};
pub use scope::{Patterns, Scope};
pub use snapshot::{Snapshot, patch};
pub use trees::{Thing, Trees};
pub use walk::{Advance, History};

use crate::error::{Error, Result};
use crate::model::{CommitId, Timestamp};
use crate::remark::{Words, remark};
use git2::{ErrorClass, Oid};
use serde::{Deserialize, Serialize};

/// A commit, as far as readers care.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Commit {
    /// Its id.
    pub id: CommitId,
    /// The committer date.
    pub date: Timestamp,
    /// The author's name; empty where authors are not shown.
    pub author: String,
    /// What it says.
    pub message: Message,
    /// Of a merge: the commits that it brought in and that touch what it changed, newest first.
    pub merged: Vec<Merged>,
    /// Whether most commits before it said the same, but for names and numbers.
    pub repeats: bool,
}

impl Commit {
    /// What it says in one line, whatever file is asked for.
    pub(crate) fn headline(&self) -> String {
        let merged = self.merged.iter().map(|merged| &merged.message);
        let said: Vec<Words<'_>> = std::iter::once(&self.message).chain(merged).map(Message::words).collect();
        remark(&said, "").text
    }

    /// What was said of the file that stands at `path` after this commit: the commit's own message first, then those of
    /// the commits that it merged and that touch this file, newest first.
    pub fn messages<'a>(&'a self, path: &'a str) -> impl Iterator<Item = &'a Message> {
        let merged = self.merged.iter().filter(move |merged| merged.touches(path));
        std::iter::once(&self.message).chain(merged.map(|merged| &merged.message))
    }
}

/// One policy's file over time, wherever it stood.
#[derive(Debug, Clone)]
pub struct Lineage {
    /// Where it stands, or stood before it was withdrawn.
    pub path: String,
    /// Oldest first; the first is a version.
    pub events: Vec<Event>,
}

impl Lineage {
    /// Whether its file is gone from the policies.
    pub fn is_withdrawn(&self) -> bool {
        let last = self.events.iter().rev().find(|event| !matches!(event.what, What::Moved { .. }));
        last.is_some_and(|event| event.what == What::Withdrawn)
    }

    /// The versions: where the file stood, its bytes, and the place of the commit on the published line.
    pub fn versions(&self) -> impl DoubleEndedIterator<Item = (&str, &BlobId, usize)> {
        self.events.iter().filter_map(|event| match &event.what {
            What::Version { path, blob } => Some((path.as_str(), blob, event.commit)),
            _ => None,
        })
    }
}

/// Something that a commit did to a policy.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Event {
    /// The place of the commit on the published line.
    pub commit: usize,
    /// What it did.
    pub what: What,
}

/// What a commit did to a policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// Its bytes are new, or it came back.
    Version {
        /// Where the file stands.
        path: String,
        /// Its bytes.
        blob: BlobId,
    },
    /// The same bytes stand at another path.
    Moved {
        /// The new path.
        to: String,
    },
    /// The file is gone from the policies.
    Withdrawn,
}

fn unreadable(oid: Oid, error: git2::Error) -> Error {
    if error.class() == ErrorClass::Os {
        return Error::environment(format!("can't read object `{oid}`"))
            .hint("check the disk and permissions, then retry")
            .because(error);
    }
    Error::input(format!("object {oid} can't be read"))
        .hint("the repository is damaged or incomplete: run `git fsck`, then make a fresh full clone")
        .because(error)
}

/// The id of a commit.
fn commit_id(oid: Oid) -> CommitId {
    CommitId::new(oid.to_string())
}
