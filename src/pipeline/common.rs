//! The pages that all policies share.

use super::files::{File, Files};
use super::shelf::Shelf;
use super::side_by_side;
use super::state::State;
use crate::error::Result;
use crate::model::Policy;
use crate::pages::{Lists, Months, Page, Site};
use crate::publish::Batch;

/// Stages those pages that are other than before. All of them, with their sizes.
pub(super) fn publish(
    site: &Site<'_>,
    pages: &[Page],
    (policies, lists, months, shelf): (&[Policy], &Lists<'_>, &Months<'_>, &Shelf<'_>),
    state: &State,
    batch: &mut Batch<'_>,
) -> Result<Files> {
    let same = |page: &Page| state.record.shared.get(&page.path).filter(|file| file.is(page)).map(|file| file.size);
    let render = |(): &mut (), page: &Page| match same(page) {
        Some(_) => Ok(Vec::new()),
        None => site.render_shared(page, policies, (lists, months), shelf),
    };
    let mut files = Files::new();
    for (page, bytes) in pages.iter().zip(side_by_side(pages, || (), render)) {
        let (bytes, known) = (bytes?, same(page));
        if known.is_none() {
            batch.put(&state.slot(page), &bytes)?;
        }
        let size = known.unwrap_or(bytes.len() as u64);
        files.insert(page.path.clone(), File::new(page, size));
    }
    Ok(files)
}
