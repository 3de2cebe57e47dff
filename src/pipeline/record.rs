//! Records a publication for the next one: what was published, and what is no longer part of the site.

use super::compressed;
use super::files::{LogFiles, SiteFiles};
use super::inputs::Inputs;
use super::ledger::Ledger;
use super::logged::LoggedPolicy;
use super::plan::Plan;
use super::present::{KeptPolicy, Present};
use super::shared::SharedPages;
use super::staged::StagedPolicies;
use super::state::{self, PolicyRecord, Record};
use crate::error::{Result, Warning};
use crate::publish::Publication;
use std::collections::{HashMap, HashSet};

/// What is recorded of a publication.
pub(super) struct Recorded {
    pub(super) record: Record,
    /// The ledger's files, in pieces.
    pub(super) log: LogFiles,
    /// The numbers of all policies.
    pub(super) standing: HashSet<usize>,
    /// How many policies have pages.
    pub(super) policies: usize,
    /// How many versions of all of them.
    pub(super) versions: usize,
    /// Warnings about the shared pages.
    pub(super) warnings: Vec<Warning>,
}

/// Records the publication, and has it remove what is no longer part of the site. Then all of it is staged.
pub(super) fn record(
    inputs: &Inputs<'_>,
    plan: &Plan<'_>,
    staged: &StagedPolicies,
    (shared, ledger): (SharedPages<'_>, Ledger),
    publication: &Publication<'_>,
) -> Result<Recorded> {
    let SharedPages { present, files, mut batch, warnings } = shared;
    let (state, history) = (plan.state, &plan.line.history);
    let Ledger { logged, policies: of_policies, pieces: log, .. } = ledger;
    let mut record = next(inputs, plan, staged, &present, (files, &of_policies));
    record.ledger = Some(logged);
    let standing: HashSet<usize> = plan.jobs.iter().map(|job| job.number).collect();
    let obsolete = compressed::remove(state.obsolete(&record.shared, &staged.fresh, &standing), publication);
    if !state.lost.is_empty() && !state.is_reread {
        record.left.extend(obsolete); // what was published stays, even where nobody answers for it any more
    } else if !record.complete {
        record.late = obsolete; // nothing is removed while a policy fails
    } else {
        obsolete.iter().for_each(|(path, file)| publication.remove(path, file.rank));
    }
    state.drop_others(&standing, publication);
    state::keep_history(history, plan.line.kept, &mut batch)?;
    record.keep(&mut batch)?;
    batch.add()?;
    let versions = present.policies.iter().map(|policy| policy.versions.len()).sum();
    Ok(Recorded { record, log, standing, policies: present.policies.len(), versions, warnings })
}

/// The record of the publication, in which all policies share the `files`.
fn next(
    inputs: &Inputs<'_>,
    plan: &Plan<'_>,
    staged: &StagedPolicies,
    present: &Present<'_>,
    (files, logged): (SiteFiles, &HashMap<usize, LoggedPolicy>),
) -> Record {
    let (state, archive, history) = (plan.state, &inputs.archive, &plan.line.history);
    let known = |KeptPolicy { job, kept }: &KeptPolicy<'_>| -> Option<PolicyRecord> {
        let fails = staged.fails(job.number, plan);
        let before = job.known_before;
        if fails {
            return before.cloned();
        }
        let log = logged.get(&job.number).or(before.map(|known| &known.log)).cloned().unwrap_or_default();
        job.known(kept).map(|known| PolicyRecord { log, ..known })
    };
    let policies: Vec<PolicyRecord> = present.kept.iter().filter_map(known).collect();
    let numbers: HashSet<usize> = policies.iter().map(|known| known.number).collect();
    // what was published and has no pages now keeps its addresses all the same
    let away = state.record.policies.iter().filter(|known| !numbers.contains(&known.number));
    let complete = staged.failures.is_empty() && plan.naming.refused.is_empty() && plan.withheld.is_empty();
    Record {
        inputs: Some(inputs.key),
        reading: Some(archive.reading),
        folder: archive.scope.folder.clone(),
        commit: archive.tip.commit.as_str().to_owned(),
        line: history.len(),
        corrections: history.corrections().to_vec(),
        catalog: complete.then(|| plan.naming.catalog.key()),
        gone: state.record.gone.iter().chain(&state.lost).chain(away).cloned().collect(),
        policies,
        shared: files,
        left: state.record.left.clone(),
        late: SiteFiles::new(),
        complete,
        ..Record::default()
    }
}
