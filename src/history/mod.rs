//! Reads what stood on the published branch: policies and their versions, from git's first-parent line.

mod lineage;
mod message;
mod rename;
mod repository;
mod scope;
mod tree;

pub use message::Trailers;
pub use repository::{BlobId, Repository, Tip};
pub use scope::Scope;

use crate::error::{Error, Result, Warning};
use crate::model::{CommitId, Timestamp};
use git2::Oid;
use lineage::Follower;
use std::collections::HashMap;

/// Everything that was published, without the texts.
#[derive(Debug)]
pub struct History {
    /// The commits that events refer to, oldest first.
    pub commits: Vec<Commit>,
    /// The oldest commit of the first-parent line.
    pub root: CommitId,
    /// One for each policy, by path.
    pub lineages: Vec<Lineage>,
    /// What is odd.
    pub warnings: Vec<Warning>,
}

/// A commit, as far as readers care.
#[derive(Debug, Clone)]
pub struct Commit {
    /// Its id.
    pub id: CommitId,
    /// The committer date.
    pub date: Timestamp,
    /// The author's name.
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

/// Something that a commit did to a policy.
#[derive(Debug, Clone)]
pub struct Event {
    /// The place of the commit in [`History::commits`].
    pub commit: usize,
    /// What it did.
    pub what: What,
}

/// What a commit did to a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
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

impl Repository {
    /// Reads the whole first-parent line up to `tip`, once for all policies: two trees are compared only where they
    /// differ. `progress` is told how many commits of how many are read.
    pub fn walk(&self, tip: &Tip, scope: &Scope, progress: &mut dyn FnMut(usize, usize)) -> Result<History> {
        let line = self.first_parents(tip)?;
        let mut follower = Follower::new(self, scope);
        let mut before = None;
        for (done, oid) in line.iter().enumerate() {
            let tree = self.tree_of(*oid)?;
            if before != Some(tree) {
                let deltas = tree::compare(self, before, tree, follower.warnings())?;
                follower.commit(*oid, &deltas)?;
            }
            before = Some(tree);
            progress(done + 1, line.len());
        }
        let root = line.first().map(|oid| CommitId::new(oid.to_string())).unwrap_or_else(|| tip.commit.clone());
        self.gather(follower, root)
    }

    /// The first-parent line, oldest first.
    fn first_parents(&self, tip: &Tip) -> Result<Vec<Oid>> {
        let mut line = vec![tip.oid];
        let mut commit = self.commit(tip.oid)?;
        while commit.parent_count() > 0 {
            let parent = commit.parent_id(0).map_err(|e| unreadable(tip.oid, e))?;
            line.push(parent);
            commit = self.commit(parent)?;
        }
        line.reverse();
        Ok(line)
    }

    fn gather(&self, follower: Follower<'_>, root: CommitId) -> Result<History> {
        let (lineages, mut warnings) = follower.finish();
        let mut places: HashMap<usize, usize> = HashMap::new();
        let mut commits = Vec::new();
        let mut order: Vec<(usize, Oid)> =
            lineages.iter().flat_map(|(_, events)| events.iter().map(|e| (e.order, e.oid))).collect();
        order.sort_unstable();
        order.dedup();
        for (order, oid) in order {
            places.insert(order, commits.len());
            commits.push(self.describe(oid)?);
        }
        let mut lineages: Vec<Lineage> = lineages
            .into_iter()
            .map(|(path, events)| Lineage {
                path,
                events: events.into_iter().map(|e| Event { commit: places[&e.order], what: e.what }).collect(),
            })
            .collect();
        lineages.sort_by(|a, b| a.path.as_bytes().cmp(b.path.as_bytes()));
        warnings.extend(backward_dates(&commits));
        Ok(History { commits, root, lineages, warnings })
    }
}

fn backward_dates(commits: &[Commit]) -> Option<Warning> {
    let mut backward = commits.windows(2).filter(|pair| pair[1].date < pair[0].date);
    let first = backward.next()?;
    let count = 1 + backward.count();
    let message = format!(
        "its date {} is earlier than that of the commit before it ({} such commits); the order of the commits counts",
        first[1].date, count
    );
    Some(Warning::new(format!("commit {}", first[1].id.short()), message))
}

fn unreadable(oid: Oid, error: git2::Error) -> Error {
    Error::input(format!("object {oid} can't be read"))
        .hint("the repository is damaged or incomplete: look at `git fsck`, then make a fresh full clone")
        .because(error)
}
