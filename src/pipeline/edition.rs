//! A version that was just read.

use super::pairs::TextPair;
use super::texts::ReadText;
use crate::document::Document;
use crate::model::VersionNumber;
use crate::weave::Redline;
use std::sync::Arc;

/// A version that was just read: what pages are made of.
pub(super) struct Edition {
    pub(super) number: VersionNumber,
    pub(super) text: Arc<ReadText>,
    /// What changed since the version before, if there is one.
    pub(super) since: Option<Arc<TextPair>>,
}

impl Edition {
    pub(super) fn document(&self) -> &Document {
        &self.text.parsed.document
    }

    /// The bytes of its file, if they were read just now.
    pub(super) fn bytes(&self) -> Option<&[u8]> {
        self.text.bytes.as_deref()
    }

    /// What changed since the version before, if there is one.
    pub(super) fn redline(&self) -> Option<&Redline> {
        self.since.as_ref().map(|pair| &pair.redline)
    }
}
