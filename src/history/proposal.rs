//! A proposal as one commit that follows what is published. It is made in memory; nothing is written into the repository.

use super::oid::clean;
use super::{Error, Repository, Result, Tip, commit_id, memory, unreadable, work_tree};
use crate::model::Timestamp;
use git2::{ErrorCode, Oid, Signature, Time};
use std::collections::BTreeSet;

/// What somebody proposes to publish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proposal {
    /// What a branch, tag or commit has.
    Revision(String),
    /// The files of the work tree, committed or not.
    WorkTree,
}

/// A proposal, read.
pub struct Proposed {
    /// The repository with the proposal in it.
    pub repository: Repository,
    /// What the proposal is compared with: what is published, or, if there are `conflicts`, what was published when the
    /// proposal began.
    pub base: Tip,
    /// The proposal as one commit: as if it had been merged into `base`.
    pub tip: Tip,
    /// The newest commit of the proposal, if that is not the work tree.
    pub commit: Option<Tip>,
    /// The files that were changed otherwise in what is published since the proposal began, so that git can't merge them.
    pub conflicts: Vec<String>,
}

/// What the commit says that stands for the proposal. It counts as the words of nobody: those of the commits that it brings
/// count.
pub const DRAFT_MESSAGE: &str = "Merge branch 'draft'";

impl Repository {
    /// `proposal` as one commit that follows `base`. Where `base` went on since the proposal began, they are merged as git
    /// would.
    ///
    /// # Errors
    /// The revision is not known, has nothing in common with `base`, or can't be read.
    pub fn propose(&self, base: &Tip, proposal: &Proposal) -> Result<Proposed> {
        let memory = Self::discover(self.location())?;
        let failed = |e: git2::Error| Error::environment("can't read the draft").because(e);
        memory::keep_in_memory(memory.git()).map_err(failed)?;
        let (head, commit) = match proposal {
            Proposal::Revision(rev) => {
                let tip = memory.tip(rev)?;
                (tip.oid, Some(tip))
            }
            Proposal::WorkTree => (work_tree::commit(memory.git())?, None),
        };
        let joined = join(&memory, base.oid, head)?;
        let merge = || -> std::result::Result<(Oid, Time), git2::Error> {
            let (git, head) = (memory.git(), memory.git().find_commit(head)?);
            let time = Time::new(head.time().seconds(), head.time().offset_minutes());
            let own = Signature::new("draft", "draft@localhost", &time)?;
            let parents = [&git.find_commit(joined.before)?, &head];
            Ok((clean(git.commit(None, &own, &own, DRAFT_MESSAGE, &git.find_tree(joined.tree)?, &parents)?), time))
        };
        let (oid, time) = merge().map_err(failed)?;
        let date = Timestamp::from_unix(time.seconds()).on_clock(time.offset_minutes());
        let held = memory::held(memory.git(), self.git(), &[oid])?;
        let before = if joined.before == base.oid { base.clone() } else { self.tip(&joined.before.to_string())? };
        Ok(Proposed {
            repository: Self::discover(self.location())?.holding(&held)?,
            base: before,
            tip: Tip { commit: commit_id(oid), date, oid, warning: None },
            commit,
            conflicts: joined.conflicts,
        })
    }
}

/// What would stand after a merge.
struct Joined {
    before: Oid,
    tree: Oid,
    conflicts: Vec<String>,
}

fn join(repository: &Repository, base: Oid, head: Oid) -> Result<Joined> {
    let sound = |before, tree| Joined { before, tree, conflicts: Vec::new() };
    if repository.descends(head, base) {
        return Ok(sound(base, repository.tree_of(head)?));
    }
    let git = repository.git();
    let began = git.merge_base(base, head).map(clean).map_err(|e| match e.code() {
        ErrorCode::NotFound => Error::input(format!(
            "{} has no commit in common with {}",
            commit_id(head).short(),
            commit_id(base).short()
        ))
        .hint("a draft is a branch of what is published; name that with --base REV"),
        _ => unreadable(head, e),
    })?;
    if began == head {
        return Ok(sound(base, repository.tree_of(base)?)); // it is part of it already
    }
    let merge = || {
        let mut index = git.merge_commits(&git.find_commit(base)?, &git.find_commit(head)?, None)?;
        if index.has_conflicts() {
            let sides =
                index.conflicts()?.flatten().flat_map(|conflict| [conflict.our, conflict.their, conflict.ancestor]);
            let paths: BTreeSet<String> =
                sides.flatten().map(|entry| String::from_utf8_lossy(&entry.path).into_owned()).collect();
            return Ok(Err(paths.into_iter().collect()));
        }
        index.write_tree_to(git).map(|tree| Ok(clean(tree)))
    };
    match merge().map_err(|e: git2::Error| unreadable(head, e))? {
        Ok(tree) => Ok(sound(base, tree)),
        Err(conflicts) => Ok(Joined { before: began, tree: repository.tree_of(head)?, conflicts }),
    }
}
