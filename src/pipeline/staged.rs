//! The policies that changed, once their pages are staged.

use super::failures::Failures;
use super::job::Job;
use super::plan::Plan;
use super::state::PolicyState;
use crate::error::Warning;
use crate::model::Policy;
use std::collections::HashMap;

/// The result of staging the policies that changed.
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

impl StagedPolicies {
    /// Whether the policy stays as it was published: it failed now, or could not be published from the start.
    pub(super) fn fails(&self, number: usize, plan: &Plan<'_>) -> bool {
        plan.is_barred(number) || self.failures.contains_key(&number)
    }

    /// The original of a translation, as it is published now.
    pub(super) fn original(&self, translation: &Job<'_>, jobs: &[Job<'_>]) -> Option<Policy> {
        let id = translation.outline.entry.translation_of.as_ref()?;
        let job = jobs.iter().find(|job| job.outline.entry.id == *id)?;
        job.policy(self.fresh.get(&job.number).or(job.before)?)
    }
}
