//! Every policy as it is published now, whether it was staged or stays as it was.

use super::failures;
use super::job::Job;
use super::plan::Plan;
use super::staged::StagedPolicies;
use super::state::PolicyState;
use crate::error::Result;
use crate::model::{Digest, Policy, Timestamp};
use rayon::prelude::*;

/// A policy with what is kept of it now.
pub(super) struct KeptPolicy<'a> {
    pub(super) job: &'a Job<'a>,
    pub(super) kept: &'a PolicyState,
}

/// Every policy as it is published now.
pub(super) struct Present<'a> {
    pub(super) kept: Vec<KeptPolicy<'a>>,
    /// The policies whose texts are known; never empty.
    pub(super) policies: Vec<Policy>,
    /// The number of each of them.
    pub(super) numbers: Vec<usize>,
    /// For each of them a digest of everything that its pages are made of.
    pub(super) keys: Vec<Option<Digest>>,
    /// When the newest version of any of them was published.
    pub(super) newest: Timestamp,
}

impl<'a> Present<'a> {
    /// Every policy of `plan`, those that were staged as in `staged`.
    ///
    /// # Errors
    /// No policy can be published.
    pub(super) fn of(plan: &'a Plan<'a>, staged: &'a StagedPolicies) -> Result<Self> {
        let kept = |job: &'a Job<'a>| Some(KeptPolicy { job, kept: staged.fresh.get(&job.number).or(job.before)? });
        let kept: Vec<KeptPolicy<'_>> = plan.jobs.iter().filter_map(kept).collect();
        let known = kept.par_iter().filter_map(|one| Some((one.job.policy(one.kept)?, (one.job.number, one.kept.key))));
        let (policies, known): (Vec<Policy>, Vec<(usize, Option<Digest>)>) = known.unzip();
        let (numbers, keys) = known.into_iter().unzip();
        let Some(newest) = policies.iter().map(|policy| policy.current().published).max() else {
            let failures = plan.naming.refused.iter().chain(&staged.failures).min_by_key(|(number, _)| **number);
            return Err(failures::of_all(failures.map(|(_, error)| error).or(plan.withheld.values().next())));
        };
        Ok(Self { kept, policies, numbers, keys, newest })
    }
}
