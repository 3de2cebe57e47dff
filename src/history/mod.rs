//! Reads what stood on the published branch: policies and their versions, from git's first-parent line.

mod candidate;
mod correction;
mod entries;
mod gate;
mod grow;
mod import;
mod lineage;
mod message;
mod name;
mod odd;
mod oid;
mod print;
mod rename;
mod repository;
mod revision;
mod scope;
mod step;
mod tree;
mod trees;
mod walk;

pub use correction::Correction;
pub use message::Trailers;
pub use repository::{BlobId, LARGEST_TEXT, Repository, Tip};
pub use scope::Scope;
pub use trees::{Thing, Trees};
pub use walk::{Advance, History};

use crate::error::{Error, Result};
use crate::model::{CommitId, Timestamp};
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
    /// The first paragraph of the message, in one line.
    pub subject: String,
    /// The second paragraph, in one line, unless it is the trailers; may be empty.
    pub body: String,
    /// What the last paragraph says in `Key: value` lines.
    pub trailers: Trailers,
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
            .hint("look at the disk and at permissions, and run it again")
            .because(error);
    }
    Error::input(format!("object {oid} can't be read"))
        .hint("the repository is damaged or incomplete: look at `git fsck`, then make a fresh full clone")
        .because(error)
}

/// The id of a commit.
fn commit_id(oid: Oid) -> CommitId {
    CommitId::new(oid.to_string())
}
