//! What tells of each month: a commit makes those parts anew to which it adds something.

use super::files::Files;
use super::lists::piece;
use super::state::State;
use crate::error::Result;
use crate::pages::{Months, Site};
use crate::publish::Batch;

/// Stages those pages and documents that are other than before. All of them, with their sizes.
pub(super) fn publish(site: &Site<'_>, months: &Months<'_>, state: &State, batch: &mut Batch<'_>) -> Result<Files> {
    let mut files = Files::new();
    for (page, telling) in months.pages(site) {
        piece(page, state, batch, &mut files, || months.render(site, telling))?;
    }
    Ok(files)
}
