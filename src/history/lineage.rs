//! Follows each policy from commit to commit: changes, renames, withdrawals, returns.

use super::rename::Rename;
use super::tree::Delta;
use super::{BlobId, Event, Lineage, Scope, What};
use crate::error::Result;
use crate::model::PolicyId;
use git2::Oid;
use std::collections::{HashMap, HashSet};

/// Follows all policies through the commits, oldest first. What is no policy is not followed: of a text that was never
/// published nothing is known.
#[derive(Debug, Clone)]
pub(super) struct Follower {
    scope: Scope,
    /// Every text that was ever followed; a place in here never changes.
    lines: Vec<Lineage>,
    /// Which line stands at each path now.
    standing: HashMap<String, usize>,
    /// Which line was withdrawn from each address.
    withdrawn: HashMap<PolicyId, usize>,
    /// Bytes that are too many for a text. A version of them can't be published; the next event takes its place.
    large: HashSet<Oid>,
}

/// Tells, of the files that a commit changed, which went where.
pub(super) type Renames<'a> = &'a mut dyn FnMut(&[Delta]) -> Result<Vec<Rename>>;

/// What came of following a commit.
#[derive(Debug, Default)]
pub(super) struct Followed {
    /// Whether it did something that can be published.
    pub(super) made: bool,
    /// The lines that began with it.
    pub(super) begun: Vec<usize>,
}

impl Follower {
    pub(super) fn new(scope: Scope) -> Self {
        let (standing, withdrawn) = (HashMap::new(), HashMap::new());
        Self { scope, lines: Vec::new(), standing, withdrawn, large: HashSet::new() }
    }

    pub(super) fn scope(&self) -> &Scope {
        &self.scope
    }

    /// Every text that was ever followed.
    pub(super) fn lines(&self) -> &[Lineage] {
        &self.lines
    }

    /// The line that stands at `path`.
    pub(super) fn at(&self, path: &str) -> Option<usize> {
        self.standing.get(path).copied()
    }

    /// How many files stand now.
    pub(super) fn count(&self) -> usize {
        self.standing.len()
    }

    /// The files that stand now, with their bytes.
    pub(super) fn files(&self) -> HashMap<&str, Oid> {
        let blob = |line: usize| self.lines[line].versions().next_back().map(|(_, blob, _)| blob.0);
        self.standing.iter().filter_map(|(path, line)| Some((path.as_str(), blob(*line)?))).collect()
    }

    /// The deltas that are followed.
    pub(super) fn followed(&self, deltas: Vec<Delta>) -> Vec<Delta> {
        deltas.into_iter().filter(|d| self.scope.covers(&d.path)).collect()
    }

    /// What the commit at place `commit` of the published line did. It is asked once which files went where.
    pub(super) fn commit(&mut self, commit: usize, deltas: &[Delta], renames: Renames<'_>) -> Result<Followed> {
        self.large.extend(deltas.iter().filter(|d| d.large).filter_map(|d| d.new));
        let mut deltas = deltas.to_vec();
        let mut step = Step { follower: self, commit, followed: Followed::default() };
        step.returns(&mut deltas);
        let renames = renames(&deltas)?;
        step.moves(&renames, &deltas);
        step.rest(&renames, &deltas);
        Ok(step.followed)
    }

    /// Puts what became of a file before it was a policy before everything else that `line` has.
    pub(super) fn import(&mut self, line: usize, before: &[Event]) {
        let Lineage { events, .. } = &mut self.lines[line];
        let last = before.iter().rev().find_map(|event| match &event.what {
            What::Version { blob, .. } => Some(*blob),
            _ => None,
        });
        // a history begins with a version
        if let (Some(last), Some(Event { what, .. })) = (last, events.first_mut()) {
            if let What::Version { path, blob } = what
                && *blob == last
            {
                *what = What::Moved { to: std::mem::take(path) };
            }
            events.splice(0..0, before.iter().cloned());
        }
    }
}

/// One commit.
struct Step<'f> {
    follower: &'f mut Follower,
    commit: usize,
    followed: Followed,
}

impl Step<'_> {
    /// Adds an event, in place of a version that could not be published.
    fn event(&mut self, line: usize, mut what: What) {
        let Follower { lines, large, .. } = &mut *self.follower;
        let is_large = |what: &What| matches!(what, What::Version { blob, .. } if large.contains(&blob.0));
        let events = &mut lines[line].events;
        if let Some(last) = events.pop_if(|last| is_large(&last.what))
            && let (What::Moved { to }, What::Version { blob, .. }) = (&what, last.what)
        {
            what = What::Version { path: to.clone(), blob };
        }
        if events.is_empty() && what == What::Withdrawn {
            return; // nothing ever stood there that could be published
        }
        self.followed.made |= !is_large(&what);
        events.push(Event { commit: self.commit, what });
    }

    fn id(&self, path: &str) -> PolicyId {
        PolicyId::from_path(self.follower.scope.below(path))
    }

    /// A file that is new where a policy was withdrawn is that policy come back, wherever the file came from.
    fn returns(&mut self, deltas: &mut Vec<Delta>) {
        deltas.retain(|delta| {
            let (Some(new), None) = (delta.new, delta.old) else { return true };
            let id = self.id(&delta.path);
            let Some(line) = self.follower.withdrawn.remove(&id) else { return true };
            self.follower.standing.insert(delta.path.clone(), line);
            self.stand(line, &delta.path, new);
            false
        });
    }

    /// Makes the bytes `blob` at `path` a version of `line`.
    fn stand(&mut self, line: usize, path: &str, blob: Oid) {
        let at = &mut self.follower.lines[line];
        path.clone_into(&mut at.path);
        self.event(line, What::Version { path: path.to_owned(), blob: BlobId(blob) });
    }

    fn moves(&mut self, renames: &[Rename], deltas: &[Delta]) {
        if renames.is_empty() {
            return;
        }
        let by_path: HashMap<&str, &Delta> = deltas.iter().map(|d| (d.path.as_str(), d)).collect();
        let moving: Vec<Option<usize>> = renames.iter().map(|r| self.follower.standing.remove(&r.from)).collect();
        for (rename, line) in renames.iter().zip(moving) {
            let old = by_path.get(rename.from.as_str()).and_then(|d| d.old);
            let new = by_path.get(rename.to.as_str()).and_then(|d| d.new);
            let (Some(line), Some(new)) = (line, new) else { continue };
            self.follower.standing.insert(rename.to.clone(), line);
            if old == Some(new) {
                self.follower.lines[line].path.clone_from(&rename.to);
                self.event(line, What::Moved { to: rename.to.clone() });
            } else {
                self.stand(line, &rename.to, new);
            }
        }
    }

    /// What is neither a return nor a rename.
    fn rest(&mut self, renames: &[Rename], deltas: &[Delta]) {
        let left: HashSet<&str> = renames.iter().map(|r| r.from.as_str()).collect();
        let came: HashSet<&str> = renames.iter().map(|r| r.to.as_str()).collect();
        for delta in deltas {
            let (left, came) = (left.contains(delta.path.as_str()), came.contains(delta.path.as_str()));
            match (delta.old, delta.new) {
                (_, Some(_)) if came => {}
                (Some(_), None) if left => {}
                (Some(_), Some(blob)) if !left => self.change(&delta.path, blob),
                (_, Some(blob)) => self.begin(&delta.path, blob),
                (Some(_), None) => self.end(&delta.path),
                (None, None) => {}
            }
        }
    }

    fn change(&mut self, path: &str, blob: Oid) {
        match self.follower.at(path) {
            Some(line) => self.stand(line, path, blob),
            None => self.begin(path, blob),
        }
    }

    fn begin(&mut self, path: &str, blob: Oid) {
        let line = self.follower.lines.len();
        self.follower.lines.push(Lineage { path: path.to_owned(), events: Vec::new() });
        self.follower.standing.insert(path.to_owned(), line);
        self.stand(line, path, blob);
        self.followed.begun.push(line);
    }

    fn end(&mut self, path: &str) {
        let Some(line) = self.follower.standing.remove(path) else { return };
        self.event(line, What::Withdrawn);
        if !self.follower.lines[line].events.is_empty() {
            let id = self.id(path);
            self.follower.withdrawn.insert(id, line);
        }
    }
}
