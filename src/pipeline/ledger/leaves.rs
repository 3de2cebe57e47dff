//! The entries that follow from what is published: in the order in which it stood on the published branch.

use crate::error::{Error, Result};
use crate::history::{Scope, What};
use crate::ledger::Entry;
use crate::model::{Annex, Digest, Timestamp, VersionNumber};
use crate::pipeline::job::Job;
use crate::pipeline::logged::{Logged, LoggedPolicy};
use crate::pipeline::plan::Plan;
use crate::pipeline::read::ReadState;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// An entry that is to be added.
#[derive(Debug)]
pub(super) struct Leaf {
    /// The place of the commit on the published line with which it became public.
    pub(super) order: usize,
    /// The line.
    pub(super) line: String,
    /// The committer date of the commit.
    pub(super) date: Timestamp,
    /// The policy's number and the version, if it is one.
    pub(super) version: Option<(usize, VersionNumber)>,
    /// The key that it announces, if it does: such an entry has a checkpoint of its own.
    pub(super) key: Option<String>,
}

/// Gives all lines as they follow from everything that was ever published.
pub(super) type Again<'a> = &'a dyn Fn() -> Result<Vec<Leaf>>;

/// What the ledger gets, and has then.
#[derive(Debug, Default)]
pub(super) struct Planned {
    /// In their order.
    pub(super) leaves: Vec<Leaf>,
    /// What it has then of each policy that it gets something of.
    pub(super) policies: HashMap<usize, LoggedPolicy>,
    /// The files that it gets.
    pub(super) files: BTreeSet<(Digest, String)>,
}

/// An entry and its place: by commit, then by path, then as it came.
struct Candidate {
    place: (usize, Vec<u8>, usize),
    entry: Entry,
    date: Timestamp,
    version: Option<(usize, VersionNumber)>,
}

/// The entries that `logged` does not have: of the policies that were read just now, each with what was read, and of
/// corrections.
pub(super) fn planned<'p>(
    plan: &Plan<'_>,
    scope: &Scope,
    read: &dyn Fn(usize) -> Option<&'p ReadState>,
    logged: &Logged,
) -> Result<Planned> {
    let known = |job: &Job<'_>| job.known_before.map(|known| known.log.clone()).unwrap_or_default();
    planned_since(plan, scope, read, logged, &known)
}

/// The entries that come after what `logged` and `known` tell of.
fn planned_since<'p>(
    plan: &Plan<'_>,
    scope: &Scope,
    read: &dyn Fn(usize) -> Option<&'p ReadState>,
    logged: &Logged,
    known: &dyn Fn(&Job<'_>) -> LoggedPolicy,
) -> Result<Planned> {
    let mut planned = Planned::default();
    let mut all = corrections(plan, logged.rewrites);
    for (job, facts) in plan.jobs.iter().filter_map(|job| Some((job, read(job.number)?))) {
        let mut policy = Policy::new(scope, job, facts, known(job));
        policy.follow(plan);
        all.extend(policy.found);
        planned.policies.insert(job.number, policy.now);
    }
    all.sort_by(|a, b| a.place.cmp(&b.place));
    for Candidate { place: (order, ..), entry, date, version } in all {
        if let Entry::File { sha256, name, .. } = &entry {
            let file = (*sha256, name.clone());
            if logged.files.contains(&file) || !planned.files.insert(file) {
                continue;
            }
        }
        let line = entry.to_line().ok_or_else(|| {
            Error::input("the entry of a version in the ledger would be too long").hint("shorten the path of the file")
        })?;
        planned.leaves.push(Leaf { order, line, date, version, key: None });
    }
    Ok(planned)
}

/// All lines of the ledger, as they follow from everything that was ever published.
pub(super) fn again<'p>(
    plan: &Plan<'_>,
    scope: &Scope,
    read: &dyn Fn(usize) -> Option<&'p ReadState>,
) -> Result<Vec<Leaf>> {
    Ok(planned_since(plan, scope, read, &Logged::default(), &|_| LoggedPolicy::default())?.leaves)
}

fn corrections(plan: &Plan<'_>, known: usize) -> Vec<Candidate> {
    let told = plan.line.history.corrections().iter().map(|correction| &correction.told).skip(known);
    let candidate = |(seq, told): (usize, &crate::model::Correction)| Candidate {
        place: (told.order, Vec::new(), seq),
        entry: Entry::Rewrite { old: told.old.clone(), new: told.new.clone(), date: Some(told.date) },
        date: told.date,
        version: None,
    };
    told.enumerate().map(candidate).collect()
}

/// A policy while its events are followed.
struct Policy<'a> {
    job: &'a Job<'a>,
    facts: &'a ReadState,
    /// What the ledger has of it.
    known: LoggedPolicy,
    /// What it has then.
    now: LoggedPolicy,
    name: String,
    /// The commit with which the policy became one, and its path then: versions that it brought along are as old as that.
    arrival: Option<(usize, String)>,
    found: Vec<Candidate>,
}

impl<'a> Policy<'a> {
    fn new(scope: &Scope, job: &'a Job<'a>, facts: &'a ReadState, known: LoggedPolicy) -> Self {
        let entry = job.outline.entry;
        let first = || entry.former_ids.first().map_or(&entry.id, |(id, _)| id).to_string();
        let name = known.name.clone().unwrap_or_else(first);
        let now = LoggedPolicy { name: Some(name.clone()), ..LoggedPolicy::default() };
        let arrival = job.lineage.events.iter().find_map(|event| match &event.what {
            What::Version { path, .. } | What::Moved { to: path } if scope.covers(path) => {
                Some((event.commit, path.clone()))
            }
            _ => None,
        });
        Self { job, facts, known, now, name, arrival, found: Vec::new() }
    }

    fn follow(&mut self, plan: &Plan<'_>) {
        let (history, facts) = (&plan.line.history, self.facts);
        let mut path = "";
        let mut events = facts.followed.annexes.events.iter().peekable();
        for event in self.job.lineage.events.iter().take(facts.events) {
            while let Some(annexed) = events.next_if(|annexed| annexed.order < event.commit) {
                self.files(annexed.order, path, annexed.date, annexed.new.iter());
            }
            match &event.what {
                What::Moved { to } => path = to,
                What::Withdrawn => {
                    self.now.withdrawals += 1;
                    let commit = history.commit(event.commit);
                    if self.now.withdrawals > self.known.withdrawals {
                        let (policy, n) = (self.name.clone(), self.now.versions as u32);
                        let (commit, date) = (commit.id.clone(), Some(commit.date));
                        let entry = Entry::Withdrawn { policy, n, commit, date };
                        self.add(event.commit, path, entry, history.commit(event.commit).date, None);
                    }
                }
                What::Version { path: at, .. } => {
                    path = at;
                    self.version(at);
                }
            }
        }
        for annexed in events {
            self.files(annexed.order, path, annexed.date, annexed.new.iter());
        }
    }

    fn version(&mut self, path: &str) {
        let version = Arc::clone(&self.facts.versions[self.now.versions]);
        self.now.versions += 1;
        if self.known.has(version.number) {
            return;
        }
        let (order, date) = (version.order, version.published);
        let files = self.facts.followed.annexes.at(version.number);
        self.files(order, path, date, files.values());
        let entry = Entry::Version {
            policy: self.name.clone(),
            n: version.number.get(),
            sha256: version.sha256,
            size: version.size,
            commit: version.commit.clone(),
            date: Some(date),
            path: version.path.clone(),
        };
        self.add(order, path, entry, date, Some((self.job.number, version.number)));
    }

    fn files<'f>(&mut self, order: usize, path: &str, date: Timestamp, files: impl Iterator<Item = &'f Arc<Annex>>) {
        let all: BTreeSet<&Arc<Annex>> = files.collect();
        for annex in all {
            let entry = Entry::File { sha256: annex.digest, size: annex.size, name: annex.name.clone() };
            self.add(order, path, entry, date, None);
        }
    }

    fn add(
        &mut self,
        order: usize,
        path: &str,
        entry: Entry,
        date: Timestamp,
        version: Option<(usize, VersionNumber)>,
    ) {
        let (order, path) = match &self.arrival {
            Some((arrived, at)) if order < *arrived => (*arrived, at.as_str()),
            _ => (order, path),
        };
        let place = (order, path.as_bytes().to_vec(), self.found.len());
        self.found.push(Candidate { place, entry, date, version });
    }
}
