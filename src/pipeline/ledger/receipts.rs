//! Stages the receipts of versions, beside each copy of their texts. A receipt is made once and then copied.

use super::grow::Grown;
use super::mend::Whole;
use super::published::sound;
use crate::error::{Error, Result};
use crate::ledger::Receipt;
use crate::model::{PolicyId, VersionNumber};
use crate::pipeline::files::{SiteFile, SiteFiles};
use crate::pipeline::job::Job;
use crate::pipeline::logged::LoggedPolicy;
use crate::pipeline::plan::Plan;
use crate::pipeline::state::PolicyState;
use crate::places::{OfPolicy, Place};
use crate::publish::{Batch, Publication};
use std::collections::HashMap;

/// What is at hand for the receipts of a publication.
pub(super) struct Receipts<'a> {
    pub(super) plan: &'a Plan<'a>,
    pub(super) grown: &'a Grown,
    /// What the ledger has of each policy that was read just now, by number.
    pub(super) policies: &'a HashMap<usize, LoggedPolicy>,
    /// The whole ledger, for receipts that are nowhere any more.
    pub(super) whole: Whole<'a>,
}

impl Receipts<'_> {
    /// Stages the receipts of the policy of `job`, and adds them to what is `kept` of it.
    pub(super) fn stage(&self, job: &Job<'_>, kept: &mut PolicyState, publication: &Publication<'_>) -> Result<()> {
        let none = SiteFiles::new();
        let before = job.before.map_or(&none, |before| &before.files);
        let (ids, mut batch) = (job.ids(), publication.batch());
        for ix in 0..kept.moments.len() {
            let n = VersionNumber::at(ix);
            let mut bytes = None;
            for id in &ids {
                let path = Place::Policy(id, OfPolicy::Receipt(n)).path();
                if !kept.files.contains_key(&Place::Policy(id, OfPolicy::Source(n)).path()) {
                    continue;
                }
                if let Some(known) = before.get(&path) {
                    kept.files.insert(path, *known);
                    continue;
                }
                let bytes = match &mut bytes {
                    Some(bytes) => bytes,
                    none => none.insert(self.make(job, &ids, n, before)?),
                };
                let file = SiteFile::of_bytes(Place::Policy(id, OfPolicy::Receipt(n)).rank(), bytes);
                self.put(&mut batch, (&path, file), kept.moments[ix].published, bytes)?;
                kept.files.insert(path, file);
            }
        }
        batch.add()
    }

    fn put(
        &self,
        batch: &mut Batch<'_>,
        (path, file): (&crate::places::SitePath, SiteFile),
        date: crate::model::Timestamp,
        bytes: &[u8],
    ) -> Result<()> {
        batch.put(&self.plan.state.slot_of(path, file.rank, date, true), bytes)
    }

    /// The receipt of version `n`: of one that was added just now it is made; of others there is one at an address that the
    /// policy had before, unless somebody took it away.
    pub(super) fn make(
        &self,
        job: &Job<'_>,
        ids: &[PolicyId],
        n: VersionNumber,
        before: &SiteFiles,
    ) -> Result<Vec<u8>> {
        if let Some((index, checkpoint)) = self.grown.versions.get(&(job.number, n)) {
            let checkpoint = &self.grown.checkpoints[*checkpoint];
            let (proof, line) = (self.grown.tree.inclusion(*index, checkpoint.size), self.grown.line(*index));
            let receipt = proof.zip(line).map(|(proof, line)| {
                Receipt { line: line.to_owned(), index: *index, proof, checkpoint: checkpoint.note.clone() }.to_string()
            });
            return receipt.map(String::into_bytes).ok_or_else(|| nowhere(ids, n));
        }
        let paths = ids.iter().map(|id| Place::Policy(id, OfPolicy::Receipt(n)).path());
        let copy = paths.filter_map(|path| sound(self.plan.folder, &path, before.get(&path)?.digest)).next();
        match copy {
            Some(bytes) => Ok(bytes),
            None => {
                let name = self.policies.get(&job.number).and_then(|policy| policy.name.as_deref());
                let receipt = self.whole.receipt(name.unwrap_or_default(), n)?;
                receipt.map(|receipt| receipt.to_string().into_bytes()).ok_or_else(|| nowhere(ids, n))
            }
        }
    }
}

fn nowhere(ids: &[PolicyId], n: VersionNumber) -> Error {
    let id = ids.last().map_or("", PolicyId::as_str);
    Error::published_history(format!("version {n} of `{id}` is not in the ledger")).hint(
        "the state of the last publication and the published ledger don't belong together: restore both from a backup",
    )
}
