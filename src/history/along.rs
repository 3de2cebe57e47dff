//! Follows a published line again, from the commits that made something of it alone.

use super::oid::clean;
use super::{Advance, History, Repository, Tip, commit_id, unreadable};
use crate::error::{Error, Result, Warning};
use crate::model::CommitId;
use git2::{Oid, Sort};
use std::collections::HashSet;

impl Repository {
    /// All commits in the history of `tip`.
    ///
    /// # Errors
    /// The repository can't be read.
    pub fn ancestors(&self, tip: &Tip) -> Result<HashSet<CommitId>> {
        let walk = || -> std::result::Result<HashSet<CommitId>, git2::Error> {
            let mut walk = self.git().revwalk()?;
            walk.set_sorting(Sort::NONE)?;
            walk.push(tip.oid)?;
            walk.map(|oid| oid.map(commit_id)).collect()
        };
        walk().map_err(|e| unreadable(tip.oid, e))
    }

    /// The last of these commits, and each one before it that is not on the first-parent line of the one after: there the
    /// published line went on another way.
    fn turns(&self, commits: &[Oid]) -> Result<Vec<Oid>> {
        let mut open: Vec<Oid> = commits.to_vec();
        let mut turns = Vec::new();
        while let Some(last) = open.pop() {
            turns.push(last);
            let mut next = Some(last);
            while let Some(oid) = next.filter(|_| !open.is_empty()) {
                open.retain(|other| *other != oid);
                next = self.first_parent(oid)?;
            }
        }
        turns.reverse();
        Ok(turns)
    }
}

impl History {
    /// Adds the published line that these commits are of, oldest first; warnings about them.
    ///
    /// # Errors
    /// One of them is not in the repository, or does not follow on the one before.
    pub fn advance_along(
        &mut self,
        repository: &Repository,
        commits: &[CommitId],
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Vec<Warning>> {
        let oid = |commit: &CommitId| Oid::from_str_ext(commit.as_str(), repository.git().object_format()).map(clean);
        let unknown = |e| Error::input("a commit that the published ledger names can't be found").because(e);
        let oids: Vec<Oid> = commits.iter().map(oid).collect::<std::result::Result<_, _>>().map_err(unknown)?;
        let mut warnings = Vec::new();
        for turn in repository.turns(&oids)? {
            let tip = repository.tip(&turn.to_string())?;
            match self.advance(repository, &tip, None, progress)? {
                Advance::Grown(odd) => warnings.extend(odd),
                Advance::Rewritten(_) => {
                    return Err(Error::published_history(
                        "the published ledger names commits that follow on no others",
                    )
                    .hint("go on with the state of the last publication, without --continue"));
                }
            }
        }
        Ok(warnings)
    }
}
