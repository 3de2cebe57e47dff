//! Follows each policy from commit to commit: changes, renames, withdrawals, returns.

use super::rename::{Rename, renames};
use super::tree::Delta;
use super::{BlobId, Repository, Scope, What};
use crate::error::{Result, Warning};
use crate::model::PolicyId;
use git2::Oid;
use std::collections::HashMap;

/// An event and its commit, as walked.
pub(super) struct Walked {
    /// How many commits with events came before.
    pub(super) order: usize,
    pub(super) oid: Oid,
    pub(super) what: What,
}

/// Follows all texts through the commits, oldest first.
pub(super) struct Follower<'a> {
    repository: &'a Repository,
    scope: &'a Scope,
    lines: Vec<Line>,
    /// Which line stands at each path now.
    standing: HashMap<String, usize>,
    /// Which line was withdrawn from each address.
    withdrawn: HashMap<PolicyId, usize>,
    commits: usize,
    warnings: Vec<Warning>,
}

/// One text over time.
struct Line {
    /// Where it stands; while it is withdrawn, where it stood.
    path: String,
    /// Whether it ever was a policy.
    entered: bool,
    /// Whether it is a policy no more.
    withdrawn: bool,
    events: Vec<Walked>,
}

impl<'a> Follower<'a> {
    pub(super) fn new(repository: &'a Repository, scope: &'a Scope) -> Self {
        Self {
            repository,
            scope,
            lines: Vec::new(),
            standing: HashMap::new(),
            withdrawn: HashMap::new(),
            commits: 0,
            warnings: Vec::new(),
        }
    }

    pub(super) fn warnings(&mut self) -> &mut Vec<Warning> {
        &mut self.warnings
    }

    /// The policies, each with its path and events, and what is odd.
    pub(super) fn finish(self) -> (Vec<(String, Vec<Walked>)>, Vec<Warning>) {
        let policies = self.lines.into_iter().filter(|line| line.entered);
        (policies.map(|line| (line.path, line.events)).collect(), self.warnings)
    }

    /// What a commit did.
    pub(super) fn commit(&mut self, oid: Oid, deltas: &[Delta]) -> Result<()> {
        let scope = self.scope;
        let mut deltas: Vec<Delta> = deltas.iter().filter(|d| scope.follows(&d.path)).cloned().collect();
        if deltas.is_empty() {
            return Ok(());
        }
        let order = self.commits;
        self.commits += 1;
        let mut step = Step { follower: self, order, oid };
        step.returns(&mut deltas);
        let renames = renames(step.follower.repository, &deltas)?;
        step.moves(&renames, &deltas);
        step.rest(&renames, &deltas);
        Ok(())
    }
}

/// One commit.
struct Step<'f, 'a> {
    follower: &'f mut Follower<'a>,
    order: usize,
    oid: Oid,
}

impl Step<'_, '_> {
    fn event(&mut self, line: usize, what: What) {
        let walked = Walked { order: self.order, oid: self.oid, what };
        self.follower.lines[line].events.push(walked);
    }

    fn id(&self, path: &str) -> PolicyId {
        PolicyId::from_path(self.follower.scope.below(path))
    }

    /// A file that is new where a policy was withdrawn is that policy come back, wherever the file came from.
    fn returns(&mut self, deltas: &mut Vec<Delta>) {
        deltas.retain(|delta| {
            let (Some(new), None) = (delta.new, delta.old) else { return true };
            if !self.follower.scope.covers(&delta.path) {
                return true;
            }
            let id = self.id(&delta.path);
            let Some(line) = self.follower.withdrawn.remove(&id) else { return true };
            self.follower.standing.retain(|_, l| *l != line); // it may live on outside the policies, as another text
            self.follower.standing.insert(delta.path.clone(), line);
            self.stand(line, &delta.path, new);
            false
        });
    }

    /// Makes the bytes `blob` at `path` a version of `line`.
    fn stand(&mut self, line: usize, path: &str, blob: Oid) {
        let covers = self.follower.scope.covers(path);
        let at = &mut self.follower.lines[line];
        path.clone_into(&mut at.path);
        at.withdrawn = false;
        at.entered |= covers;
        self.event(line, What::Version { path: path.to_owned(), blob: BlobId(blob) });
    }

    fn moves(&mut self, renames: &[Rename], deltas: &[Delta]) {
        let moving: Vec<Option<usize>> = renames.iter().map(|r| self.follower.standing.remove(&r.from)).collect();
        for (rename, line) in renames.iter().zip(moving) {
            let find = |path: &str| deltas.iter().find(|d| d.path == path);
            let old = find(&rename.from).and_then(|d| d.old);
            let (Some(line), Some(new)) = (line, find(&rename.to).and_then(|d| d.new)) else { continue };
            self.follower.standing.insert(rename.to.clone(), line);
            let covered = self.follower.scope.covers(&rename.to);
            let at = &self.follower.lines[line];
            if at.entered && !covered {
                if !at.withdrawn {
                    self.withdraw(line);
                }
            } else if old == Some(new) && !at.withdrawn {
                let at = &mut self.follower.lines[line];
                at.path.clone_from(&rename.to);
                at.entered |= covered;
                self.event(line, What::Moved { to: rename.to.clone() });
            } else {
                let id = self.id(&self.follower.lines[line].path.clone());
                self.follower.withdrawn.retain(|other, l| *l != line || *other != id);
                self.stand(line, &rename.to, new);
            }
        }
    }

    fn withdraw(&mut self, line: usize) {
        self.follower.lines[line].withdrawn = true;
        let id = self.id(&self.follower.lines[line].path.clone());
        self.follower.withdrawn.insert(id, line);
        self.event(line, What::Withdrawn);
    }

    /// What is neither a return nor a rename.
    fn rest(&mut self, renames: &[Rename], deltas: &[Delta]) {
        for delta in deltas {
            let left = renames.iter().any(|r| r.from == delta.path);
            let came = renames.iter().any(|r| r.to == delta.path);
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
        match self.follower.standing.get(path) {
            Some(line) if self.follower.lines[*line].withdrawn => {} // a policy no more
            Some(line) => self.stand(*line, path, blob),
            None => self.begin(path, blob),
        }
    }

    fn begin(&mut self, path: &str, blob: Oid) {
        let line = self.follower.lines.len();
        let new = Line { path: path.to_owned(), entered: false, withdrawn: false, events: Vec::new() };
        self.follower.lines.push(new);
        self.follower.standing.insert(path.to_owned(), line);
        self.stand(line, path, blob);
    }

    fn end(&mut self, path: &str) {
        let Some(line) = self.follower.standing.remove(path) else { return };
        let at = &self.follower.lines[line];
        if at.entered && !at.withdrawn {
            self.withdraw(line);
        }
    }
}
