//! The published line: its commits in the order in which they were published, and what they did.
//!
//! Invariant: the line only grows. What was published stays at its place, whatever becomes of the repository.

use super::correction::{self, Correction};
use super::lineage::Follower;
use super::rename::{Rename, renames};
use super::tree::{self, Delta};
use super::{Commit, Lineage, Repository, Scope, Tip, commit_id, unreadable};
use crate::error::{Result, Warning};
use crate::model::CommitId;
use crate::store;
use git2::Oid;
use serde::{Deserialize, Serialize};

/// Everything that was published, without the texts.
#[derive(Debug)]
pub struct History {
    /// Oldest first.
    line: Vec<Step>,
    corrections: Vec<Correction>,
    follower: Follower,
    /// Whether authors' names are read.
    authors: bool,
}

/// One commit of the published line.
#[derive(Debug, Serialize, Deserialize)]
struct Step {
    #[serde(with = "super::oid")]
    oid: Oid,
    /// What it did to texts that are followed, if anything.
    change: Option<Box<Change>>,
}

/// What a commit did.
#[derive(Debug, Serialize, Deserialize)]
struct Change {
    commit: Commit,
    deltas: Vec<Delta>,
    renames: Vec<Rename>,
}

/// How many commits stand in one piece of a history that is kept: few enough that a commit costs little to add.
const PIECE: usize = 64;

/// What came of going on to another revision.
#[derive(Debug)]
pub enum Advance {
    /// The history has grown; what is odd about the new commits.
    Grown(Vec<Warning>),
    /// Published commits that made versions are not part of the revision's history; nothing was added. What would have
    /// to be published to go on.
    Rewritten(Correction),
}

impl History {
    /// A history in which nothing is published yet; with the names of authors if `authors`.
    pub fn new(scope: Scope, authors: bool) -> Self {
        Self { line: Vec::new(), corrections: Vec::new(), follower: Follower::new(scope), authors }
    }

    /// Everything on the first-parent line up to `tip`.
    ///
    /// # Errors
    /// The repository can't be read.
    pub fn whole(repository: &Repository, tip: &Tip, scope: Scope) -> Result<Self> {
        let mut history = Self::new(scope, false);
        history.advance(repository, tip, None, &mut |_, _| {})?;
        Ok(history)
    }

    /// Adds what was committed up to `tip` since the last time: what follows on the first-parent line, each commit
    /// compared with the one before, trees read only where they differ. Where that line passes the last published commit
    /// by but a merge brings it in, the merge is one publication. `progress` is told how many commits of how many are
    /// read.
    ///
    /// Commits that made versions and are not part of the history of `tip` stop it, unless `accept` gives a reason to
    /// publish all the same.
    ///
    /// # Errors
    /// The repository can't be read; then the history is of no use any more.
    pub fn advance(
        &mut self,
        repository: &Repository,
        tip: &Tip,
        accept: Option<&str>,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Advance> {
        let mut warnings = Vec::new();
        let known = self.line.len();
        let Some(last) = self.line.last().map(|step| step.oid) else {
            self.extend(repository, &first_parents(repository, tip.oid, None)?.0, None, &mut warnings, progress)?;
            warnings.extend(self.backward(known));
            return Ok(Advance::Grown(warnings));
        };
        let (mut fresh, met) = first_parents(repository, tip.oid, Some(last))?;
        if met {
            let before = if fresh.is_empty() { None } else { Some(repository.tree_of(last)?) };
            self.extend(repository, &fresh, before, &mut warnings, progress)?;
            warnings.extend(self.backward(known));
            return Ok(Advance::Grown(warnings));
        }
        fresh.retain(|oid| repository.descends(*oid, last));
        if fresh.is_empty() {
            let ids: Vec<Oid> = self.line.iter().map(|step| step.oid).collect();
            let mut correction = correction::correction(repository, &ids, tip)?;
            correction.gone.retain(|place| self.line[*place].change.is_some());
            let lost = self.lineages().iter().flat_map(|(_, l)| &l.events).any(|e| correction.gone.contains(&e.commit));
            match accept {
                Some(reason) if lost => {
                    reason.clone_into(&mut correction.told.reason);
                    self.corrections.push(correction);
                }
                None if lost => return Ok(Advance::Rewritten(correction)),
                _ => {}
            }
            fresh.push(tip.oid);
        }
        self.leap(repository, fresh[0], &mut warnings)?;
        let before = Some(repository.tree_of(fresh[0])?);
        self.extend(repository, &fresh[1..], before, &mut warnings, progress)?;
        warnings.extend(self.backward(known));
        Ok(Advance::Grown(warnings))
    }

    /// Adds commits, each the next one's first parent; the first one's tree is compared with `before`.
    fn extend(
        &mut self,
        repository: &Repository,
        commits: &[Oid],
        mut before: Option<Oid>,
        warnings: &mut Vec<Warning>,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<()> {
        for (done, oid) in commits.iter().enumerate() {
            let tree = repository.tree_of(*oid)?;
            let deltas = match before {
                Some(before) if before == tree => Vec::new(),
                before => tree::compare(repository, before, tree, warnings)?,
            };
            self.add(repository, *oid, deltas)?;
            before = Some(tree);
            progress(done + 1, commits.len());
        }
        Ok(())
    }

    /// Adds a commit that does not follow on the last one: what it changed is seen from the files that stand.
    fn leap(&mut self, repository: &Repository, oid: Oid, warnings: &mut Vec<Warning>) -> Result<()> {
        let new = tree::compare(repository, None, repository.tree_of(oid)?, warnings)?;
        let files = self.follower.files();
        let mut deltas: Vec<Delta> =
            new.into_iter().map(|d| Delta { old: files.get(&*d.path).copied(), ..d }).collect();
        let stands = |path: &str| deltas.iter().any(|d| d.path == path);
        let gone: Vec<Delta> = files
            .iter()
            .filter(|(path, _)| !stands(path))
            .map(|(path, old)| Delta { path: (*path).to_owned(), old: Some(*old), new: None })
            .collect();
        deltas.extend(gone);
        deltas.retain(|d| d.old != d.new);
        deltas.sort_by(|a, b| a.path.cmp(&b.path));
        self.add(repository, oid, deltas)
    }

    /// Adds a commit as it was seen before.
    fn replay(&mut self, step: Step) -> Result<()> {
        if let Some(change) = &step.change {
            let deltas = self.follower.followed(change.deltas.clone());
            self.follower.commit(self.line.len(), &deltas, &mut |_| Ok(change.renames.clone()))?;
        }
        self.line.push(step);
        Ok(())
    }

    fn add(&mut self, repository: &Repository, oid: Oid, deltas: Vec<Delta>) -> Result<()> {
        let deltas = self.follower.followed(deltas);
        if deltas.is_empty() {
            self.line.push(Step { oid, change: None });
            return Ok(());
        }
        let commit = repository.describe(oid, self.authors)?;
        let mut found = Vec::new();
        self.follower.commit(self.line.len(), &deltas, &mut |deltas| {
            found = renames(repository, deltas)?;
            Ok(found.clone())
        })?;
        let change = Change { commit, deltas, renames: found };
        self.line.push(Step { oid, change: Some(Box::new(change)) });
        Ok(())
    }

    /// Dates that run backwards among the commits of the line from place `from` on.
    fn backward(&self, from: usize) -> Option<Warning> {
        let places = from.checked_sub(1).map_or(0, |before| before.min(self.line.len()));
        let commits: Vec<&Commit> =
            self.line[places..].iter().filter_map(|s| Some(&s.change.as_ref()?.commit)).collect();
        let mut backward = commits.windows(2).filter(|pair| pair[1].date < pair[0].date);
        let first = backward.next()?;
        let count = 1 + backward.count();
        let message = format!(
            "its date {} is earlier than that of the commit before it ({} such commits); the order of the commits counts",
            first[1].date, count
        );
        Some(Warning::new(format!("commit {}", first[1].id.short()), message))
    }

    /// The policies by path, each with its number, which never changes.
    pub fn lineages(&self) -> Vec<(usize, &Lineage)> {
        let mut lineages: Vec<(usize, &Lineage)> =
            self.follower.lines().iter().enumerate().filter(|(_, line)| line.entered).collect();
        lineages.sort_by(|(_, a), (_, b)| a.path.as_bytes().cmp(b.path.as_bytes()));
        lineages
    }

    /// The commit at this place of the published line, to which an event refers.
    pub fn commit(&self, place: usize) -> &Commit {
        &self.line[place].change.as_ref().expect("a commit with an event").commit
    }

    /// How many commits were published.
    pub fn len(&self) -> usize {
        self.line.len()
    }

    /// Whether nothing was published yet.
    pub fn is_empty(&self) -> bool {
        self.line.is_empty()
    }

    /// The oldest commit: it tells one repository from another.
    pub fn root(&self) -> Option<CommitId> {
        self.line.first().map(|step| commit_id(step.oid))
    }

    /// Where published history was rewritten, oldest first.
    pub fn corrections(&self) -> &[Correction] {
        &self.corrections
    }

    /// Whether the repository had lost the commit at this place of the line when a correction was published.
    pub fn is_gone(&self, place: usize) -> bool {
        self.corrections.iter().any(|c| c.gone.contains(&place))
    }

    /// The history in pieces that together are all of it; `from` is the number of the first that another history, of
    /// `len` commits, does not have, if this one went on from it.
    pub fn pieces(&self, len: usize) -> (usize, impl Iterator<Item = Vec<u8>>) {
        let first = len / PIECE;
        (first, self.line.chunks(PIECE).skip(first).map(|piece| store::to_bytes(&piece)))
    }

    /// How many pieces a history of `len` commits has.
    pub fn piece_count(len: usize) -> usize {
        len.div_ceil(PIECE)
    }

    /// The history of these pieces and corrections; `None` where they are damaged.
    pub fn read(
        scope: Scope,
        authors: bool,
        pieces: impl Iterator<Item = Vec<u8>>,
        corrections: Vec<Correction>,
    ) -> Option<Self> {
        let mut history = Self { corrections, ..Self::new(scope, authors) };
        for piece in pieces {
            for step in store::from_bytes::<Vec<Step>>(&piece)? {
                history.replay(step).ok()?;
            }
        }
        Some(history)
    }

    /// The same published line seen with other eyes: another choice of policies, or with or without authors. Of a commit
    /// that the repository has lost since it was published that is seen which was seen before.
    ///
    /// # Errors
    /// The repository can't be read.
    pub fn reread(
        self,
        repository: &Repository,
        scope: Scope,
        authors: bool,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<(Self, Vec<Warning>)> {
        let mut history = Self { corrections: self.corrections, ..Self::new(scope, authors) };
        let mut warnings = Vec::new();
        let mut before = None;
        let all = self.line.len();
        for (done, step) in self.line.into_iter().enumerate() {
            match (repository.tree_of(step.oid), before) {
                (Ok(tree), Some(before)) if before == tree => history.line.push(Step { oid: step.oid, change: None }),
                (Ok(_), None) if done > 0 => history.leap(repository, step.oid, &mut warnings)?,
                (Ok(tree), before) => {
                    let deltas = tree::compare(repository, before, tree, &mut warnings)?;
                    history.add(repository, step.oid, deltas)?;
                }
                (Err(_), _) => history.replay(step)?,
            }
            before = repository.tree_of(history.line[done].oid).ok();
            progress(done + 1, all);
        }
        warnings.extend(history.backward(0));
        Ok((history, warnings))
    }
}

/// The first-parent line, oldest first, from `tip` back to its root or up to but without `last`, and whether that was
/// met.
fn first_parents(repository: &Repository, tip: Oid, last: Option<Oid>) -> Result<(Vec<Oid>, bool)> {
    let mut line = Vec::new();
    let mut next = Some(tip);
    while let Some(oid) = next.filter(|oid| Some(*oid) != last) {
        line.push(oid);
        let commit = repository.commit(oid)?;
        next = match commit.parent_count() {
            0 => None,
            _ => Some(commit.parent_id(0).map_err(|e| unreadable(oid, e))?),
        };
    }
    line.reverse();
    Ok((line, next.is_some()))
}
