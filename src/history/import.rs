//! Finds the versions that a file had before it was moved into the policies folder.
//!
//! Nothing outside that folder is followed forwards. When a file appears in the folder, its earlier places are
//! searched backwards.

use super::pointer::is_pointer;
use super::rename::renames;
use super::tree::{self, Delta};
use super::{BlobId, Event, Repository, Scope, What};
use crate::error::{Fault, Result};
use git2::Oid;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// By place on the published line, what changed outside of the policies folder, by path.
pub(super) type Seen = HashMap<usize, Arc<Vec<Delta>>>;

/// The published line, as far as it is needed here, and what was seen of it.
pub(super) struct Outside<'a> {
    pub(super) repository: &'a Repository,
    pub(super) scope: &'a Scope,
    /// The commits, oldest first.
    pub(super) line: &'a [Oid],
    pub(super) seen: &'a mut Seen,
}

/// A file on its way back.
struct Trace {
    /// Where it is a policy.
    policy: String,
    path: String,
    blob: Oid,
    /// Latest first.
    events: Vec<Event>,
}

impl Outside<'_> {
    /// What became of the new policies `begun` (path and bytes) before the last commit of the line moved them in: the path
    /// of each that was moved, and its events, oldest first.
    pub(super) fn trace(&mut self, begun: &[(String, Oid)]) -> Result<Vec<(String, Vec<Event>)>> {
        let Some(last) = self.line.len().checked_sub(1).filter(|last| *last > 0 && !begun.is_empty()) else {
            return Ok(Vec::new());
        };
        let arrived = begun.iter().map(|(path, blob)| Delta::new(path.clone(), (None, Some(*blob)))).collect();
        let mut open: Vec<Trace> = self
            .sources(last, arrived)?
            .into_iter()
            .map(|(policy, (path, blob))| Trace { policy, path, blob, events: Vec::new() })
            .collect();
        let mut done = Vec::new();
        for place in (0..last).rev() {
            if open.is_empty() || self.changes(place)?.is_none() {
                break;
            }
            let (going, ended) = self.step(place, open)?;
            open = going;
            done.extend(ended);
        }
        done.extend(open);
        for trace in &mut done {
            let mut events = Vec::new();
            for event in trace.events.drain(..) {
                match &event.what {
                    What::Version { blob, .. }
                        if self.repository.is_large(blob.0)? || is_pointer(self.repository, Some(blob.0))? => {}
                    _ => events.push(event),
                }
            }
            trace.events = events;
        }
        let mut traces: Vec<(String, Vec<Event>)> = done.into_iter().filter_map(Trace::oldest_first).collect();
        traces.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(traces)
    }

    /// Goes back over the commit at `place`: the files that were there before it, and those that it began.
    fn step(&mut self, place: usize, open: Vec<Trace>) -> Result<(Vec<Trace>, Vec<Trace>)> {
        let (mut going, mut came) = (Vec::new(), Vec::new());
        let deltas = self.changes(place)?.unwrap_or_default();
        for mut trace in open {
            let delta = deltas.binary_search_by(|delta| delta.path.cmp(&trace.path)).ok().map(|ix| &deltas[ix]);
            match delta.filter(|delta| delta.new == Some(trace.blob)) {
                Some(Delta { old: Some(old), .. }) => {
                    trace.version(place);
                    trace.blob = *old;
                    going.push(trace);
                }
                Some(_) => came.push(trace),
                None => going.push(trace),
            }
        }
        let arrived = came.iter().map(|t| Delta::new(t.path.clone(), (None, Some(t.blob)))).collect();
        let mut sources: HashMap<String, (String, Oid)> = self.sources(place, arrived)?.into_iter().collect();
        let mut ended = Vec::new();
        for mut trace in came {
            match sources.remove(&trace.path) {
                Some((from, old)) => {
                    match old == trace.blob {
                        true => {
                            let what = What::Moved { to: trace.path.clone() };
                            trace.events.push(Event { commit: place, what });
                        }
                        false => trace.version(place),
                    }
                    (trace.path, trace.blob) = (from, old);
                    going.push(trace);
                }
                None => {
                    trace.version(place);
                    ended.push(trace);
                }
            }
        }
        Ok((going, ended))
    }

    /// For the path of each of `arrived` that the commit at `place` moved from outside: from where, with which bytes.
    fn sources(&mut self, place: usize, arrived: Vec<Delta>) -> Result<Vec<(String, (String, Oid))>> {
        if arrived.is_empty() {
            return Ok(Vec::new());
        }
        let changes = self.changes(place)?.unwrap_or_default();
        let left: Vec<Delta> = changes.iter().filter(|d| d.new.is_none()).cloned().collect();
        let old: HashMap<String, Oid> = left.iter().filter_map(|d| Some((d.path.clone(), d.old?))).collect();
        let mut deltas: Vec<Delta> = left.into_iter().chain(arrived).collect();
        deltas.sort_by(|a, b| a.path.cmp(&b.path));
        let renames = renames(self.repository, self.scope, &deltas)?;
        Ok(renames.into_iter().filter_map(|r| Some((r.to, (r.from.clone(), *old.get(&r.from)?)))).collect())
    }

    /// What the commit at `place` changed outside of the policies folder; `None` where that can't be known any more.
    fn changes(&mut self, place: usize) -> Result<Option<Arc<Vec<Delta>>>> {
        if let Some(seen) = self.seen.get(&place) {
            return Ok(Some(Arc::clone(seen)));
        }
        let before = match place.checked_sub(1) {
            Some(before) => match self.repository.tree_of(self.line[before]) {
                Ok(tree) => Some(tree),
                Err(error) if error.fault() == Fault::Environment => return Err(error),
                Err(_) => return Ok(None),
            },
            None => None,
        };
        let tree = match self.repository.tree_of(self.line[place]) {
            Ok(tree) => tree,
            Err(error) if error.fault() == Fault::Environment => return Err(error),
            Err(_) => return Ok(None),
        };
        let mut deltas = match before == Some(tree) {
            true => Vec::new(),
            false => tree::compare(self.repository, "", before, tree, &BTreeSet::new())?.deltas,
        };
        deltas.retain(|delta| !self.scope.is_inside(&delta.path));
        let deltas = Arc::new(deltas);
        self.seen.insert(place, Arc::clone(&deltas));
        Ok(Some(deltas))
    }
}

impl Trace {
    fn version(&mut self, place: usize) {
        let what = What::Version { path: self.path.clone(), blob: BlobId(self.blob) };
        self.events.push(Event { commit: place, what });
    }

    /// The events from the first version on, if there is one.
    fn oldest_first(mut self) -> Option<(String, Vec<Event>)> {
        self.events.reverse();
        let first = self.events.iter().position(|event| matches!(event.what, What::Version { .. }))?;
        Some((self.policy, self.events.split_off(first)))
    }
}
