//! Adds to the ledger what is published: entries, tiles, checkpoints, and the receipt of each version.
//!
//! A commit that adds entries has a checkpoint of its own, whether it is published alone or with others. So the ledger
//! depends on the history and not on when somebody published, and receipts stay as they are.

mod base;
mod grow;
mod leaves;
mod mend;
mod published;
mod receipts;
mod shown;
mod tiles;

pub(super) use published::gone_on;

use super::continued::Continued;
use super::failures;
use super::files::{LogFiles, SiteFiles};
use super::inputs::Inputs;
use super::job::Job;
use super::logged::{Logged, LoggedPolicy};
use super::plan::Plan;
use super::staged::StagedPolicies;
use super::state::keep_log;
use super::sums;
use crate::error::{Error, Result};
use crate::ledger::{Checkpoint, PublicKey};
use crate::model::{Digest, Timestamp};
use crate::places::{OfLog, Place};
use crate::publish::{Batch, Publication};
use grow::{Grown, grow};
use mend::Whole;
use rayon::prelude::*;
use receipts::Receipts;
use std::collections::HashMap;
use std::sync::Arc;

/// The ledger as it is published now.
pub(super) struct Ledger {
    pub(super) logged: Logged,
    /// What it has of each policy that was read just now, by number.
    pub(super) policies: HashMap<usize, LoggedPolicy>,
    /// Those of its files that are listed with those that all policies share.
    pub(super) files: SiteFiles,
    /// The others, in pieces.
    pub(super) pieces: LogFiles,
    /// What it states of itself.
    pub(super) checkpoint: Checkpoint,
    /// Its name.
    pub(super) origin: String,
}

/// Adds what `staged` has read to the ledger, and keeps what is known of each of these policies.
pub(super) fn ledger(
    inputs: &Inputs<'_>,
    plan: &Plan<'_>,
    staged: &mut StagedPolicies,
    publication: &Publication<'_>,
) -> Result<Ledger> {
    let state = plan.state;
    let mut logged = state.record.ledger.clone().unwrap_or_default();
    refuse_other_keys(inputs, &logged)?;
    let mut planned = {
        let read = |number: usize| staged.fresh.get(&number)?.facts.as_ref();
        leaves::planned(plan, &inputs.archive.scope, &read, &logged)?
    };
    let mut base = Vec::new();
    if let Some(continued) = inputs.continued {
        let withholds = plan.jobs.iter().any(|job| !job.withheld.is_empty());
        base = match base::base(continued, logged.edge.size(), (inputs.signing.key().as_ref(), withholds), &mut planned)
        {
            // what is published of a policy that fails can't be gone on with
            Err(refusal) => {
                let mut failures = [&staged.failures, plan.withheld, &plan.naming.refused].into_iter().flatten();
                let failure = failures.next().map(|(_, failure)| failure);
                return Err(failure.map_or(refusal, |failure| failures::of_all(Some(failure))));
            }
            Ok(base) => base,
        };
    }
    announce(inputs, plan, &logged, &mut planned);
    let policies = std::mem::take(&mut planned.policies);
    let origin = inputs.signing.origin(&plan.line.root);
    let again = || {
        let all = |number: usize| staged.fresh.get(&number).or(state.kept.get(&number))?.facts.as_ref();
        leaves::again(plan, &inputs.archive.scope, &all)
    };
    let grown = grow((inputs, plan, &again), &mut logged, &origin, base, planned)?;
    let (mut pieces, mut batch) = (state.log.clone(), publication.batch());
    let mut changed = tiles::stage(&grown, &mut pieces, state, (publication, &mut batch))?;
    let whole = Whole::new((plan, &grown), &logged, &state.log, (&origin, &inputs.signing));
    let mended = mend::stage(&whole, inputs, &mut batch)?;
    let receipts = Receipts { plan, grown: &grown, policies: &policies, whole };
    keep(&receipts, staged, publication)?;
    for (number, path, file) in mended {
        Arc::make_mut(pieces.entry(number).or_default()).insert(path, file);
        changed.insert(number);
    }
    for number in changed {
        keep_log(number, pieces.get(&number).map(|files| SiteFiles::clone(files)).unwrap_or_default(), &mut batch)?;
    }
    let keys = inputs.signing.keys(&logged.announced);
    let modified = inputs.archive.tip.date;
    let files = shared_files(&grown, plan, (&keys, modified), &mut batch)?;
    logged.keys = keys.iter().map(|key| key.to_string()).collect();
    batch.add()?;
    let checkpoint = grown.stated(&origin);
    Ok(Ledger { logged, policies, files, pieces, checkpoint, origin })
}

/// Stages those files of the ledger that there is one of each.
fn shared_files(
    grown: &Grown,
    plan: &Plan<'_>,
    (keys, modified): (&[PublicKey], Timestamp),
    batch: &mut Batch<'_>,
) -> Result<SiteFiles> {
    let mut files = SiteFiles::new();
    let path = Place::Log(OfLog::Leaves).path();
    files.extend(plan.state.record.shared.get(&path).map(|file| (path, *file)));
    let mut put = |file: OfLog<'_>, bytes: &[u8]| sums::put(Place::Log(file), bytes, modified, plan, batch, &mut files);
    if let Some(text) = &grown.text {
        put(OfLog::Leaves, text.as_bytes())?;
    }
    put(OfLog::Checkpoint, grown.checkpoint.as_bytes())?;
    if let Some(first) = keys.first() {
        let all: String = keys.iter().map(|key| format!("{key}\n")).collect();
        put(OfLog::Keys, all.as_bytes())?;
        put(OfLog::Pem, first.to_pem().as_bytes())?;
    }
    Ok(files)
}

/// Keeps what is known of each policy that was read just now, with its receipts.
fn keep(receipts: &Receipts<'_>, staged: &mut StagedPolicies, publication: &Publication<'_>) -> Result<()> {
    let plan = receipts.plan;
    let jobs: HashMap<usize, &Job<'_>> = plan.jobs.iter().map(|job| (job.number, job)).collect();
    let StagedPolicies { fresh, waiting, .. } = staged;
    fresh.par_iter_mut().try_for_each(|(number, kept)| {
        receipts.stage(jobs[number], kept, publication)?;
        let waiting = waiting.get(number).map(Vec::as_slice).unwrap_or_default();
        receipts.show(jobs[number], kept, waiting, publication)?;
        let mut batch = publication.batch();
        kept.keep(*number, plan.reader, &mut batch)?;
        batch.add()
    })
}

/// Adds the entry that announces the next key.
fn announce(inputs: &Inputs<'_>, plan: &Plan<'_>, logged: &Logged, planned: &mut leaves::Planned) {
    let Some(next) = inputs.signing.next().map(|next| next.to_string()) else { return };
    let mut announced = logged.announced.iter().chain(inputs.continued.into_iter().flat_map(Continued::announced));
    if announced.any(|known| *known == next) {
        return;
    }
    if let Some(line) = (crate::ledger::Entry::Key { vkey: next.clone() }).to_line() {
        let (order, date) = (plan.line.history.len(), inputs.archive.tip.date);
        planned.leaves.push(leaves::Leaf { order, line, date, version: None, key: Some(next) });
    }
}

/// Refuses to go on with a signed ledger without its key, or with another one that it does not announce.
fn refuse_other_keys(inputs: &Inputs<'_>, logged: &Logged) -> Result<()> {
    let key = inputs.signing.key();
    let known = key.as_ref().map(PublicKey::to_string);
    let is_known = |key: &String| logged.keys.contains(key) || logged.announced.contains(key);
    let of_state = logged.keys.first().map(|first| (first.as_str(), known.as_ref().is_some_and(is_known)));
    let published = of_state.or_else(|| inputs.continued?.signer(key.as_ref()));
    match (published, known) {
        (None | Some((_, true)), _) => Ok(()),
        (Some((first, false)), None) => {
            Err(Error::misuse(format!("the published ledger is signed with `{first}`, and no key is named"))
                .hint("name the file of the key, with `key` in the settings or with PROMULGATE_KEY_FILE"))
        }
        (Some((first, false)), Some(key)) => Err(Error::published_history(format!(
            "the published ledger is signed with `{first}`, not with `{key}`"
        ))
        .hint(
            "sign with the published key; to change it, name the new one as `next_key` first: the ledger announces it",
        )),
    }
}

/// The digest of all lines of the ledger.
fn of_lines(text: &str) -> Digest {
    Digest::of(text.as_bytes())
}
