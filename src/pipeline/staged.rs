//! The policies that changed, once their pages are staged.

use super::failures::Failures;
use super::job::Job;
use super::plan::Plan;
use super::state::PolicyState;
use crate::error::Warning;
use crate::model::{PolicyId, VersionNumber};
use crate::pages::{Page, Related};
use std::collections::HashMap;

/// The result of staging the policies that changed.
#[derive(Default)]
pub(super) struct StagedPolicies {
    /// What is kept of each that was staged, by number.
    pub(super) fresh: HashMap<usize, PolicyState>,
    /// Their pages that wait for what the ledger has of a version, by number.
    pub(super) waiting: HashMap<usize, Vec<(Page, VersionNumber)>>,
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

    /// The policies of which the pages of `job` tell, as they are published now.
    pub(super) fn related(&self, job: &Job<'_>, jobs: &[Job<'_>]) -> Related {
        let find = |id: &PolicyId| jobs.iter().find(|job| job.outline.entry.id == *id);
        let published = |job: &Job<'_>| job.policy(self.fresh.get(&job.number).or(job.before)?);
        let original = job.outline.entry.translation_of.as_ref().and_then(find).and_then(published);
        let before = |job: &Job<'_>| job.outline.succession.before.iter().rev().map(|one| one.other.clone()).collect();
        let (mut open, mut seen): (Vec<PolicyId>, Vec<PolicyId>) = (before(job), Vec::new());
        let mut replaced = Vec::new();
        while let Some(id) = open.pop() {
            if let Some(job) = find(&id).filter(|_| !seen.contains(&id)) {
                replaced.extend(published(job));
                open.extend(before(job));
                seen.push(id);
            }
        }
        Related { original, replaced }
    }
}
