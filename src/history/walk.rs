//! The published line: its commits in the order in which they were published, and what they changed.
//!
//! Invariant: the line only grows. A published commit keeps its position, whatever becomes of the repository.

use super::correction::{self, Correction};
use super::import::Seen;
use super::lineage::Follower;
use super::odd::{self, Noticed};
use super::oid::clean;
use super::step::Step;
use super::tree;
use super::{Commit, Lineage, Repository, Scope, Tip, commit_id, unreadable};
use crate::error::{Error, Fault, Result, Warning};
use crate::model::CommitId;
use crate::remark::Habit;
use crate::store;
use git2::Oid;
use std::collections::BTreeSet;

/// Everything that was published, without the texts.
#[derive(Debug, Clone)]
pub struct History {
    /// Oldest first.
    pub(super) line: Vec<Step>,
    corrections: Vec<Correction>,
    pub(super) follower: Follower,
    /// Whether authors' names are read.
    pub(super) authors: bool,
    /// What was seen outside of the policies folder, if files bring versions from there. It is not kept.
    pub(super) seen: Seen,
    /// Folders of the last commit that were too much to be read.
    pub(super) unread: BTreeSet<String>,
    /// What is odd about commits that were added and was not told yet.
    pub(super) noticed: Noticed,
    /// What the latest commits said, once that was needed.
    pub(super) habit: Option<Habit>,
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
        Self {
            line: Vec::new(),
            corrections: Vec::new(),
            follower: Follower::new(scope),
            authors,
            seen: Seen::new(),
            unread: BTreeSet::new(),
            noticed: Noticed::default(),
            habit: None,
        }
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
    /// Commits that ever made versions, whatever the settings were then, and are not part of the history of `tip` stop it,
    /// unless `accept` gives a reason to publish all the same.
    ///
    /// # Errors
    /// The repository can't be read; then the history is of no use any more. Or all that there is is too much.
    pub fn advance(
        &mut self,
        repository: &Repository,
        tip: &Tip,
        accept: Option<&str>,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Advance> {
        let mut warnings = Vec::new();
        let known = self.line.len();
        let last = self.line.last().map(|step| step.oid);
        let (mut fresh, met) = first_parents(repository, tip.oid, last)?;
        let before = match last {
            Some(last) if met && !fresh.is_empty() => Some(repository.tree_of(last)?),
            last => last.and_then(|last| repository.tree_of(last).ok()),
        };
        if met || last.is_none() {
            self.extend(repository, &fresh, before, &mut warnings, progress)?;
        } else {
            fresh.retain(|oid| last.is_some_and(|last| repository.descends(*oid, last)));
            if fresh.is_empty() {
                match (self.lost(repository, tip)?, accept) {
                    (None, _) => {}
                    (Some(correction), None) => return Ok(Advance::Rewritten(correction)),
                    (Some(mut correction), Some(reason)) => {
                        reason.clone_into(&mut correction.told.reason);
                        self.corrections.push(correction);
                    }
                }
                fresh.push(tip.oid);
            }
            self.leap(repository, fresh[0], &mut warnings)?;
            let before = Some(repository.tree_of(fresh[0])?);
            self.extend(repository, &fresh[1..], before, &mut warnings, progress)?;
        }
        if self.line.len() > known {
            let scope = self.follower.scope();
            let seen =
                tree::compare(repository, &scope.folder, before, repository.tree_of(tip.oid)?, &BTreeSet::new())?;
            warnings.extend(odd::warnings(scope, seen.odd));
        }
        warnings.extend(self.noticed.warnings());
        match warnings.first().filter(|_| self.lineages().is_empty()) {
            Some(first) => Err(Error::input(format!("no policy can be published; {first}"))
                .hint("policies are Markdown files (`.md`) with valid names, within the limits of size and number")),
            None => {
                warnings.extend(tip.warning.iter().cloned().chain(self.backward(known)));
                Ok(Advance::Grown(warnings))
            }
        }
    }

    /// The correction by which `tip` would follow, if published commits that made versions are not part of its history.
    fn lost(&self, repository: &Repository, tip: &Tip) -> Result<Option<Correction>> {
        let ids: Vec<Oid> = self.line.iter().map(|step| step.oid).collect();
        let mut correction = correction::correction(repository, &ids, tip)?;
        correction.gone.retain(|place| self.line[*place].frozen && !self.is_gone(*place));
        Ok(Some(correction).filter(|correction| !correction.gone.is_empty()))
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
            "its date {} is earlier than that of the commit before it ({} such commits); versions follow the order of the commits",
            first[1].date, count
        );
        Some(Warning::new(format!("commit {}", first[1].id.short()), message))
    }

    /// The policies by path, each with its number, which never changes.
    pub fn lineages(&self) -> Vec<(usize, &Lineage)> {
        let mut lineages: Vec<(usize, &Lineage)> =
            self.follower.lines().iter().enumerate().filter(|(_, line)| !line.events.is_empty()).collect();
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
            let frozen = step.frozen;
            match (repository.tree_of(step.oid), before) {
                (Ok(tree), Some(before)) if before == tree => history.line.push(Step::bare(step.oid, None)),
                (Ok(_), None) if done > 0 => history.leap(repository, step.oid, &mut warnings)?,
                (Ok(tree), before) => {
                    let seen = history.compare(repository, before, tree)?;
                    history.add(repository, step.oid, seen, &mut warnings)?;
                }
                (Err(error), _) if error.fault() == Fault::Environment => return Err(error),
                (Err(_), _) => history.replay(step)?,
            }
            history.line[done].frozen |= frozen;
            before = repository.tree_of(history.line[done].oid).ok();
            progress(done + 1, all);
        }
        warnings.extend(history.backward(0));
        warnings.extend(history.noticed.warnings());
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
            _ => Some(clean(commit.parent_id(0).map_err(|e| unreadable(oid, e))?)),
        };
    }
    line.reverse();
    Ok((line, next.is_some()))
}
