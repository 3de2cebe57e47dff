//! Stages the pages of all policies that changed, side by side.
//!
//! A policy that can't be published keeps everything that was published of it, and its name: where it would have received its
//! first address or another one, the publication starts again without it, so that no link leads to a page that is missing.

use super::failures;
use super::index::Index;
use super::inputs::Inputs;
use super::job::Job;
use super::plan::Plan;
use super::policy::{self, Shared, StagedPolicy};
use super::staged::StagedPolicies;
use super::{Progress, Stage, opened, side_by_side};
use crate::error::{Error, Fault, Result};
use crate::history::Repository;
use crate::model::PolicyId;
use crate::publish::Publication;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Stages the pages of all policies of `plan` that changed; a policy that fails fails alone. A policy comes after those
/// to whose versions its pages refer: the original of a translation, and what it replaced.
pub(super) fn policies(
    inputs: &Inputs<'_>,
    plan: &Plan<'_>,
    index: &Index,
    publication: &Publication<'_>,
) -> Result<StagedPolicies> {
    let is_due = |job: &&Job<'_>| !plan.is_barred(job.number) && job.is_due(&plan.site);
    let mut due: Vec<&Job<'_>> = plan.jobs.par_iter().filter(is_due).collect();
    due.sort_by_key(|job| std::cmp::Reverse(job.fresh())); // long work first
    let all = due.iter().map(|job| job.fresh()).sum();
    let (listener, done) = (inputs.listener, AtomicUsize::new(0));
    let tick = |count: usize| {
        let done = done.fetch_add(count, Ordering::Relaxed) + count;
        listener(Progress { stage: Stage::Versions, done, all });
    };
    let shared = Shared { plan, publication, index, tick: &tick };
    let location = inputs.archive.repository.location();
    let mut staged = StagedPolicies::default();
    for due in in_turn(due, &plan.jobs) {
        let stage = |repository: &mut Result<Repository>, job: &&Job<'_>| {
            let repository = opened(repository)?;
            let related = staged.related(job, &plan.jobs);
            let stage = || policy::stage(job, &related, &shared, repository);
            catch_unwind(AssertUnwindSafe(stage)).unwrap_or_else(|_| {
                Err(Error::input("internal error in this policy")
                    .hint("please report it with the text; the other policies were published"))
            })
        };
        let results = side_by_side(&due, || Repository::discover(location), stage);
        for (job, result) in due.iter().zip(results) {
            staged.add(job, result, plan)?;
        }
    }
    staged.changed.sort();
    Ok(staged)
}

impl StagedPolicies {
    fn add(&mut self, job: &Job<'_>, result: Result<StagedPolicy>, plan: &Plan<'_>) -> Result<()> {
        match result {
            Ok(StagedPolicy { kept, waiting, warnings }) => {
                self.fresh.insert(job.number, kept);
                self.waiting.insert(job.number, waiting);
                self.warnings.extend(warnings);
                self.changed.push(job.outline.entry.id.to_string());
            }
            Err(error) if error.fault() == Fault::Environment => return Err(error),
            Err(error) => {
                let failures = if is_led_to(job, plan) { &mut self.led_to } else { &mut self.failures };
                failures.insert(job.number, failures::of_policy(job.lineage, &error));
            }
        }
        Ok(())
    }
}

/// The jobs that are `due`, in groups one after the other: none refers to one of its own group or of a later one. Originals
/// come first, and each policy after those that it replaces.
fn in_turn<'a>(due: Vec<&'a Job<'a>>, all: &[Job<'_>]) -> Vec<Vec<&'a Job<'a>>> {
    let by_id: HashMap<&PolicyId, &Job<'_>> = all.iter().map(|job| (&job.outline.entry.id, job)).collect();
    let mut groups: BTreeMap<(bool, usize), Vec<&Job<'_>>> = BTreeMap::new();
    for job in due {
        groups.entry((job.outline.original.is_some(), turn(job, &by_id))).or_default().push(job);
    }
    groups.into_values().collect()
}

/// How many policies replaced one another before this one came; they never lead round.
fn turn(job: &Job<'_>, by_id: &HashMap<&PolicyId, &Job<'_>>) -> usize {
    let before = job.outline.succession.before.iter().filter_map(|handover| by_id.get(&handover.other));
    before.map(|job| turn(job, by_id) + 1).max().unwrap_or_default()
}

/// Whether other pages lead to those that a failed policy would have had: it has no pages yet, or has them at another
/// address, it replaces another one or is replaced, a proposal is compared with it, or a translation refers to it.
fn is_led_to(job: &Job<'_>, plan: &Plan<'_>) -> bool {
    let id = &job.outline.entry.id;
    let moves = || job.known_before.is_none_or(|known| known.id != *id);
    let is_translated = || plan.jobs.iter().any(|other| other.outline.entry.translation_of.as_ref() == Some(id));
    let hands_over = !job.outline.succession.is_empty() || !job.outline.proposals.is_empty();
    job.before.is_none() || moves() || hands_over || is_translated()
}
