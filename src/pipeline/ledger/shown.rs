//! Puts into pages what the ledger has of the versions that they show, and stages them.

use super::receipts::Receipts;
use crate::error::{Error, Result};
use crate::ledger::Receipt;
use crate::model::VersionNumber;
use crate::pages::Page;
use crate::pipeline::job::Job;
use crate::pipeline::state::PolicyState;
use crate::publish::Publication;

impl Receipts<'_> {
    /// Completes the pages of the policy of `job` that are `waiting`, stages them, and tells what is `kept` of them.
    pub(super) fn show(
        &self,
        job: &Job<'_>,
        kept: &mut PolicyState,
        waiting: &[(Page, VersionNumber)],
        publication: &Publication<'_>,
    ) -> Result<()> {
        let (plan, ids, entry) = (self.plan, job.ids(), job.outline.entry);
        let mut batch = publication.batch();
        for (page, n) in waiting {
            let receipt = self.make(job, &ids, *n, &kept.files)?;
            let receipt = String::from_utf8(receipt).ok().and_then(|text| Receipt::parse(&text));
            let receipt =
                receipt.ok_or_else(|| Error::input(format!("no receipt of version {n} of `{}`", entry.id)))?;
            let at = (page.path.as_str(), &entry.lang);
            let bytes = plan.site.with_proof(publication.aside(&page.path)?, at, (&entry.id, *n), &receipt)?;
            batch.put(&plan.state.slot(page), &bytes)?;
            if let Some(file) = kept.files.get_mut(&page.path) {
                *file = file.with_bytes(&bytes); // with the key that the page has since all is read
            }
        }
        batch.add()
    }
}
