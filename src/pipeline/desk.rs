//! Where the files that all policies share are staged: only those that changed since the last publication.

use super::files::{SiteFile, SiteFiles};
use super::state::State;
use crate::error::Result;
use crate::pages::Page;
use crate::publish::{Batch, Folder};

/// The files that all policies share, as staged so far.
pub(super) struct SharedDesk<'a> {
    /// What the last publication left.
    pub(super) state: &'a State,
    /// The published folder.
    pub(super) folder: &'a Folder,
    pub(super) batch: Batch<'a>,
    /// All of them, whether they changed or not.
    pub(super) files: SiteFiles,
}

impl SharedDesk<'_> {
    /// The file of `page` as the last publication wrote it, if it is still the same.
    pub(super) fn known(&self, page: &Page) -> Option<SiteFile> {
        self.state.record.shared.get(&page.path).filter(|file| file.is(page)).copied()
    }

    /// Adds `page`, and stages what `render` returns if it changed.
    pub(super) fn put(&mut self, page: Page, render: impl FnOnce() -> Result<Vec<u8>>) -> Result<()> {
        let file = match self.known(&page) {
            Some(file) => file,
            None => {
                let bytes = render()?;
                self.batch.put(&self.state.slot(&page), &bytes)?;
                SiteFile::new(&page, &bytes)
            }
        };
        self.files.insert(page.path, file);
        Ok(())
    }
}
