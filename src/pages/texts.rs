//! What pages are made of beside what is known of a policy: its texts, and what is kept of all policies for the pages that
//! they share. Who publishes has them at hand.

use super::excerpt::Excerpts;
use super::repeats::Repeats;
use crate::document::Document;
use crate::error::Result;
use crate::model::{Handover, VersionNumber};
use crate::weave::{Redline, Weave};
use std::borrow::Cow;
use std::sync::Arc;

/// The texts of one policy.
pub trait Texts {
    /// Version `n` as a document.
    fn document(&self, n: VersionNumber) -> Cow<'_, Document>;
    /// What changed from the older version `a` to `b`.
    fn redline(&self, a: VersionNumber, b: VersionNumber) -> Cow<'_, Redline>;
    /// All versions read so far.
    fn weave(&self) -> &Weave;
    /// The bytes of version `n`'s file.
    ///
    /// # Errors
    /// They can't be read.
    fn source(&self, n: VersionNumber) -> Result<Vec<u8>>;
    /// The text that replaced the policy, as it began.
    ///
    /// # Errors
    /// It can't be read.
    fn successor(&self, handover: &Handover) -> Result<Document>;
    /// What feeds show of some versions, as [`Site::excerpt`](super::Site::excerpt) has it.
    fn excerpts(&self) -> &Excerpts;
    /// What was found of redlines that come again.
    fn repeats(&self) -> &Repeats;
}

/// What is kept of each policy for the pages that all share, by its place among the policies.
pub trait Shelf: Sync {
    /// What feeds show of its newest versions, those of [`open`](super::open) at least.
    ///
    /// # Errors
    /// They can't be read.
    fn excerpts(&self, ix: usize) -> Result<Arc<Excerpts>>;
}
