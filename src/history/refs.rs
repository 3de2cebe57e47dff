//! Branches of a repository that hold proposals.

use super::oid::clean;
use super::{Repository, Result, Tip, commit_id};
use crate::error::Error;
use crate::model::CommitId;
use serde::Serialize;

/// The most proposals that are shown at a time.
const MOST: usize = 50;

/// A ref that holds a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProposalRef {
    /// Its whole name, such as `refs/heads/proposal/fees`.
    pub name: String,
    /// What it is called: what the `*` of the pattern stands for, such as `fees`.
    pub short: String,
    /// Its newest commit.
    pub commit: CommitId,
}

impl Repository {
    /// The refs whose names match one of `patterns`, such as `refs/heads/proposal/*`, by name: the first ones where they are too
    /// many, and how many there are. What is no commit is none.
    ///
    /// # Errors
    /// The refs can't be read.
    pub fn proposals(&self, patterns: &[String]) -> Result<(Vec<ProposalRef>, usize)> {
        let mut all: Vec<ProposalRef> = Vec::new();
        let failed = |e: git2::Error| Error::environment("can't read the branches of proposals").because(e);
        for pattern in patterns {
            let head = pattern.split('*').next().unwrap_or(pattern);
            for reference in self.git().references_glob(pattern).map_err(failed)? {
                let Ok(reference) = reference else { continue };
                let (Ok(name), Ok(commit)) = (std::str::from_utf8(reference.name_bytes()), reference.peel_to_commit())
                else {
                    continue;
                };
                let short = if head.len() < pattern.len() { name.strip_prefix(head) } else { name.rsplit('/').next() };
                let (name, short) = (name.to_owned(), short.unwrap_or(name).to_owned());
                all.push(ProposalRef { name, short, commit: commit_id(clean(commit.id())) });
            }
        }
        all.sort_by(|a, b| a.name.cmp(&b.name));
        all.dedup();
        let count = all.len();
        all.truncate(MOST);
        Ok((all, count))
    }

    /// Whether everything in `commit` is part of what `tip` has.
    pub fn has_merged(&self, tip: &Tip, commit: &CommitId) -> bool {
        git2::Oid::from_str(commit.as_str()).is_ok_and(|commit| self.descends(tip.oid, commit))
    }
}
