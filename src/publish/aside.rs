//! Keeps pages of which a part is not known yet, until it is: nothing of them is part of the publication before.

use super::beneath::Access;
use super::stage::{Slot, write};
use super::staging::aside_place;
use super::{Publication, cannot};
use crate::error::Result;
use crate::places::SitePath;

/// The most bytes that the missing part of a page has.
const MOST: usize = 64_000;

impl Publication<'_> {
    /// Keeps the `bytes` of a page that will go to `slot`. As with [`put`](super::Batch::put), what is there and is not known
    /// to be ours is somebody's own, unless `is_it` says that it is this page, whole.
    ///
    /// # Errors
    /// A foreign file is there, or the disk fails.
    pub fn set_aside(&self, slot: &Slot<'_>, bytes: &[u8], is_it: impl Fn(&[u8]) -> bool) -> Result<()> {
        if !slot.known {
            self.folder().finds(slot, bytes.len()..=bytes.len() + MOST, is_it)?;
        }
        write(&self.folder().state.root, &aside_place(self.name(), slot.path), bytes, None, Access::Private)
    }

    /// The bytes that were set aside for the page at `path`.
    ///
    /// # Errors
    /// The disk fails.
    pub fn aside(&self, path: &SitePath) -> Result<Vec<u8>> {
        let (root, place) = (&self.folder().state.root, aside_place(self.name(), path));
        root.read(&place).map_err(|e| cannot("read", &root.path().join(&place), e))
    }
}
