//! States which files the site has: the digests of those of each policy are in a list of its own, the others in one that has the
//! digests of these lists too, and the ledger states the digest of that one.

use super::inputs::Inputs;
use super::job::Job;
use super::ledger::Ledger;
use super::plan::Plan;
use super::shared::SharedPages;
use super::staged::StagedPolicies;
use super::sums;
use crate::error::Result;
use crate::ledger::SiteNote;
use crate::model::Digest;
use crate::places::{OfLog, OfPolicy, Place, SitePath};

/// Adds the list of all other digests, and what the ledger states of it, to the `shared` files.
pub(super) fn state_files(
    inputs: &Inputs<'_>,
    plan: &Plan<'_>,
    staged: &StagedPolicies,
    ledger: &Ledger,
    shared: &mut SharedPages<'_>,
) -> Result<()> {
    let modified = inputs.archive.tip.date;
    shared.files.extend(ledger.files.clone());
    let of_log = sums::list(ledger.pieces.values().flatten().chain(&ledger.files).filter(|(path, _)| is_listed(path)));
    let put = |place: OfLog<'_>, bytes: &[u8], shared: &mut SharedPages<'_>| {
        sums::put(Place::Log(place), bytes, modified, plan, &mut shared.batch, &mut shared.files)
    };
    put(OfLog::Sums, &of_log, shared)?;
    let kept = |job: &Job<'_>| staged.fresh.get(&job.number).or(plan.state.kept.get(&job.number));
    let ids = |job: &Job<'_>| {
        let known = job.known_before(plan.state);
        let before =
            known.into_iter().flat_map(|known| known.former.iter().map(|(id, _)| id).chain([&known.id]).cloned());
        job.ids().into_iter().chain(before).collect::<Vec<_>>()
    };
    let lists = plan.jobs.iter().filter_map(|job| Some((job, kept(job)?))).flat_map(|(job, kept)| {
        let paths = ids(job).into_iter().map(|id| Place::Policy(&id, OfPolicy::Sums).path());
        paths.filter_map(|path| kept.files.get_key_value(&path)).collect::<Vec<_>>()
    });
    let others = plan.state.record.left.iter().filter(|(path, _)| !shared.files.contains_key(*path));
    let in_log = |path: &&SitePath| path.folders().next() == Some(crate::places::LOG);
    let own = shared.files.iter().filter(|(path, _)| !in_log(path));
    let sums = Place::Log(OfLog::Sums).path();
    let log = shared.files.get_key_value(&sums);
    let all = sums::list(own.chain(log).chain(lists).chain(others));
    sums::put(Place::Sums, &all, modified, plan, &mut shared.batch, &mut shared.files)?;
    let (origin, size) = (ledger.origin.clone(), ledger.logged.edge.size());
    let note = SiteNote { origin, size, files: Digest::of(&all) };
    let note = inputs.signing.note(OfLog::Site, note.to_text(), &ledger.logged.announced);
    put(OfLog::Site, note.to_string().as_bytes(), shared)
}

/// Whether a file of the ledger is in the list of digests: not what changes with the list.
fn is_listed(path: &SitePath) -> bool {
    let not = [OfLog::Checkpoint, OfLog::Site, OfLog::Sums].map(|file| Place::Log(file).path());
    !not.contains(path)
}
