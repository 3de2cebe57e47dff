//! States which files the site has: the digests of those of policies are in lists of their own, the others in one that has the
//! digests of these lists too, and the ledger states the digest of that one.
//!
//! A list is of the policies whose ids have a digest that begins with the same byte: at most 256 lists, of which a commit makes
//! anew those of the policies that it changes.

use super::inputs::Inputs;
use super::job::Job;
use super::ledger::Ledger;
use super::plan::Plan;
use super::shared::SharedPages;
use super::staged::StagedPolicies;
use super::sums;
use crate::error::Result;
use crate::ledger::SiteNote;
use crate::model::{Digest, PolicyId};
use crate::places::{LOG, OfLog, Place, SitePath};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Adds the lists of all other digests, and what the ledger states of them, to the `shared` files.
pub(super) fn state_files(
    inputs: &Inputs<'_>,
    plan: &Plan<'_>,
    staged: &StagedPolicies,
    ledger: &Ledger,
    shared: &mut SharedPages<'_>,
) -> Result<()> {
    let modified = inputs.archive.tip.date;
    shared.files.extend(ledger.files.clone());
    let of_log = sums::list(
        ledger.pieces.values().flat_map(|files| files.iter()).chain(&ledger.files).filter(|(path, _)| is_listed(path)),
    );
    let put = |place: OfLog<'_>, bytes: &[u8], shared: &mut SharedPages<'_>| {
        sums::put(Place::Log(place), bytes, modified, plan, &mut shared.batch, &mut shared.files)
    };
    put(OfLog::Sums, &of_log, shared)?;
    let mut lists = vec![Place::Log(OfLog::Sums).path()];
    let by_list = by_list(plan);
    let changed = changed_lists(plan, staged, &by_list);
    for (first, jobs) in by_list {
        let path = Place::Log(OfLog::PolicySums(first)).path();
        match plan.state.record.shared.get(&path).filter(|_| !changed.contains(&first)) {
            Some(file) => drop(shared.files.insert(path.clone(), *file)),
            None => {
                let kept = jobs.iter().filter_map(|job| staged.fresh.get(&job.number).or(job.before));
                let bytes = sums::list(kept.flat_map(|kept| &kept.files));
                put(OfLog::PolicySums(first), &bytes, shared)?;
            }
        }
        lists.push(path);
    }
    let others = plan.state.record.left.iter().filter(|(path, _)| !shared.files.contains_key(*path));
    let own = shared.files.iter().filter(|(path, _)| path.folders().next() != Some(LOG));
    let lists = lists.iter().filter_map(|path| shared.files.get_key_value(path));
    let all = sums::list(own.chain(lists).chain(others));
    sums::put(Place::Sums, &all, modified, plan, &mut shared.batch, &mut shared.files)?;
    let (origin, size) = (ledger.origin.clone(), ledger.logged.edge.size());
    let note = SiteNote { origin, size, files: Digest::of(&all) };
    let note = inputs.signing.note(OfLog::Site, note.to_text(), &ledger.logged.announced);
    put(OfLog::Site, note.to_string().as_bytes(), shared)
}

/// The list in which the digests of a policy's files are.
fn list_of(id: &PolicyId) -> u8 {
    Digest::of(id.as_str().as_bytes()).bytes()[0]
}

/// The policies of each list.
fn by_list<'j>(plan: &'j Plan<'_>) -> BTreeMap<u8, Vec<&'j Job<'j>>> {
    let mut lists: BTreeMap<u8, Vec<&Job<'_>>> = BTreeMap::new();
    for job in &plan.jobs {
        lists.entry(list_of(&job.outline.entry.id)).or_default().push(job);
    }
    lists
}

/// The lists that are not as they were published: those of policies that changed, or are not where they were.
fn changed_lists(plan: &Plan<'_>, staged: &StagedPolicies, now: &BTreeMap<u8, Vec<&Job<'_>>>) -> BTreeSet<u8> {
    let is_there = |job: &Job<'_>| job.known_before.is_some_and(|known| known.id == job.outline.entry.id);
    let stays = |job: &&Job<'_>| is_there(job) && !staged.fresh.contains_key(&job.number);
    let come = now.iter().filter(|(_, jobs)| !jobs.iter().all(stays)).map(|(first, _)| *first);
    let there: HashSet<usize> = plan.jobs.iter().filter(|job| is_there(job)).map(|job| job.number).collect();
    let gone = plan.state.record.policies.iter().filter(|known| !there.contains(&known.number));
    come.chain(gone.map(|known| list_of(&known.id))).collect()
}

/// Whether a file of the ledger is in the list of digests: not what changes with the list.
fn is_listed(path: &SitePath) -> bool {
    let not = [OfLog::Checkpoint, OfLog::Site, OfLog::Sums].map(|file| Place::Log(file).path());
    !not.contains(path)
}
