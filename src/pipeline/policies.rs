//! Stages the pages of all policies that changed, side by side.
//!
//! A policy that can't be published keeps everything that was published of it, and its name: where it would have got its
//! first or another address, the publication starts again without it, so that no link leads to a page that is missing.

use super::failures::{self, Failures};
use super::index::Index;
use super::inputs::Inputs;
use super::job::Job;
use super::plan::Plan;
use super::policy::{self, Shared, Staged};
use super::state::PolicyState;
use super::{Progress, Stage, opened, side_by_side};
use crate::error::{Error, Fault, Result, Warning};
use crate::history::Repository;
use crate::model::Policy;
use crate::publish::Publication;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};

/// What came of the policies that changed.
#[derive(Default)]
pub(super) struct StagedPolicies {
    /// What is kept of each that was staged, by number.
    pub(super) fresh: HashMap<usize, PolicyState>,
    /// Their ids.
    pub(super) changed: Vec<String>,
    pub(super) warnings: Vec<Warning>,
    pub(super) failures: Failures,
    /// Those that failed although other pages would lead to them: the publication must start again without them.
    pub(super) led_to: Failures,
}

/// Stages the pages of all policies of `plan` that changed; a policy that fails fails alone. Translations come after their
/// originals, of which they tell.
pub(super) fn policies(
    inputs: &Inputs<'_>,
    plan: &Plan<'_>,
    index: &Index,
    publication: &Publication<'_>,
) -> Result<StagedPolicies> {
    let is_due = |job: &&Job<'_>| !plan.is_barred(job.number) && job.is_due(&plan.site);
    let mut due: Vec<&Job<'_>> = plan.jobs.iter().filter(is_due).collect();
    due.sort_by_key(|job| std::cmp::Reverse(job.fresh())); // long work first
    let all = due.iter().map(|job| job.fresh()).sum();
    let (listener, done) = (inputs.listener, AtomicUsize::new(0));
    let tick = |count: usize| {
        let done = done.fetch_add(count, Ordering::Relaxed) + count;
        listener(Progress { stage: Stage::Versions, done, all });
    };
    let shared = Shared { plan, publication, index, tick: &tick };
    let location = inputs.archive.repository.location();
    let (translations, originals): (Vec<&Job<'_>>, Vec<&Job<'_>>) =
        due.into_iter().partition(|job| job.outline.original.is_some());
    let mut staged = StagedPolicies::default();
    for due in [originals, translations] {
        let stage = |repository: &mut Result<Repository>, job: &&Job<'_>| {
            let repository = opened(repository)?;
            let original = staged.original(job, &plan.jobs);
            let stage = || policy::stage(job, original.as_ref(), &shared, repository);
            catch_unwind(AssertUnwindSafe(stage)).unwrap_or_else(|_| {
                Err(Error::input("the program failed on this policy")
                    .hint("please report it with the text; the other policies are published"))
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
    fn add(&mut self, job: &Job<'_>, result: Result<Staged>, plan: &Plan<'_>) -> Result<()> {
        match result {
            Ok(Staged { kept, warnings }) => {
                self.fresh.insert(job.number, kept);
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

    /// Whether the policy stays as it was published: it failed now, or could not be published from the start.
    pub(super) fn fails(&self, number: usize, plan: &Plan<'_>) -> bool {
        plan.is_barred(number) || self.failures.contains_key(&number)
    }

    /// The original of a translation, as it is published now.
    fn original(&self, translation: &Job<'_>, jobs: &[Job<'_>]) -> Option<Policy> {
        let id = translation.outline.entry.translation_of.as_ref()?;
        let job = jobs.iter().find(|job| job.outline.entry.id == *id)?;
        job.policy(self.fresh.get(&job.number).or(job.before)?)
    }
}

/// Whether other pages lead to those that a failed policy would have had: it has no pages yet, or has them at another
/// address, or a translation tells of it.
fn is_led_to(job: &Job<'_>, plan: &Plan<'_>) -> bool {
    let id = &job.outline.entry.id;
    let moves = || job.known_before(plan.state).is_none_or(|known| known.id != *id);
    let is_translated = || plan.jobs.iter().any(|other| other.outline.entry.translation_of.as_ref() == Some(id));
    job.before.is_none() || moves() || is_translated()
}
