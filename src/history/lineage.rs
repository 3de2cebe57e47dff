//! Follows each policy from commit to commit: changes, renames, withdrawals, returns.

use super::rename::Rename;
use super::tree::Delta;
use super::{BlobId, Event, Lineage, Scope, What};
use crate::error::Result;
use crate::model::PolicyId;
use git2::Oid;
use std::collections::HashMap;

/// Follows all texts through the commits, oldest first.
#[derive(Debug)]
pub(super) struct Follower {
    scope: Scope,
    /// Every text that was ever followed; a place in here never changes.
    lines: Vec<Lineage>,
    /// Which line stands at each path now.
    standing: HashMap<String, usize>,
    /// Which line was withdrawn from each address.
    withdrawn: HashMap<PolicyId, usize>,
}

/// Tells, of the files that a commit changed, which went where.
pub(super) type Renames<'a> = &'a mut dyn FnMut(&[Delta]) -> Result<Vec<Rename>>;

impl Follower {
    pub(super) fn new(scope: Scope) -> Self {
        Self { scope, lines: Vec::new(), standing: HashMap::new(), withdrawn: HashMap::new() }
    }

    /// Every text that was ever followed.
    pub(super) fn lines(&self) -> &[Lineage] {
        &self.lines
    }

    /// The files that stand now, with their bytes.
    pub(super) fn files(&self) -> HashMap<&str, Oid> {
        let blob = |line: usize| {
            self.lines[line].events.iter().rev().find_map(|event| match event.what {
                What::Version { blob, .. } => Some(blob.0),
                _ => None,
            })
        };
        self.standing.iter().filter_map(|(path, line)| Some((path.as_str(), blob(*line)?))).collect()
    }

    /// The deltas that are followed.
    pub(super) fn followed(&self, deltas: Vec<Delta>) -> Vec<Delta> {
        deltas.into_iter().filter(|d| self.scope.follows(&d.path)).collect()
    }

    /// What the commit at place `commit` of the published line did. It is asked once which files went where.
    pub(super) fn commit(&mut self, commit: usize, deltas: &[Delta], renames: Renames<'_>) -> Result<()> {
        let mut deltas = deltas.to_vec();
        let mut step = Step { follower: self, commit };
        step.returns(&mut deltas);
        let renames = renames(&deltas)?;
        step.moves(&renames, &deltas);
        step.rest(&renames, &deltas);
        Ok(())
    }
}

/// One commit.
struct Step<'f> {
    follower: &'f mut Follower,
    commit: usize,
}

impl Step<'_> {
    fn event(&mut self, line: usize, what: What) {
        self.follower.lines[line].events.push(Event { commit: self.commit, what });
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
        let new = Lineage { path: path.to_owned(), entered: false, withdrawn: false, events: Vec::new() };
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
