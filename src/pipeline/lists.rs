//! The pages of a long list of policies, and home pages in other languages: a commit makes those anew on which a policy
//! changed.

use super::files::{File, Files};
use super::state::State;
use crate::error::Result;
use crate::model::{Digest, Timestamp};
use crate::pages::{Lists, Page, Site};
use crate::publish::Batch;

/// Stages those pages of the list of policies that are other than before. All of them, with their sizes.
pub(super) fn publish(
    site: &Site<'_>,
    lists: &Lists<'_>,
    keys: &[Option<Digest>],
    (state, modified): (&State, Timestamp),
    batch: &mut Batch<'_>,
) -> Result<Files> {
    let mut files = Files::new();
    for (page, shown) in lists.pages(site, keys, modified) {
        piece(page, state, batch, &mut files, || lists.render(site, &shown))?;
    }
    Ok(files)
}

/// Adds `page` to `files`, and stages what `render` gives if it is other than before.
pub(super) fn piece(
    page: Page,
    state: &State,
    batch: &mut Batch<'_>,
    files: &mut Files,
    render: impl FnOnce() -> Result<Vec<u8>>,
) -> Result<()> {
    let size = match state.record.shared.get(&page.path).filter(|file| file.is(&page)) {
        Some(file) => file.size,
        None => {
            let bytes = render()?;
            batch.put(&state.slot(&page), &bytes)?;
            bytes.len() as u64
        }
    };
    let file = File::new(&page, size);
    files.insert(page.path, file);
    Ok(())
}
