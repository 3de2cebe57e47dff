//! The texts of a policy while it is read, as pages ask for them.

use super::edition::Edition;
use crate::document::Document;
use crate::error::Result;
use crate::model::{Handover, VersionNumber};
use crate::pages::{self, Excerpts, Repeats};
use crate::weave::{Redline, Weave};
use std::borrow::Cow;

/// The texts of a policy while it is read.
pub(super) struct ReadTexts<'a> {
    pub(super) weave: &'a Weave,
    /// The version that was read last, if its text is still there.
    pub(super) latest: Option<&'a Edition>,
    pub(super) source: &'a dyn Fn(VersionNumber) -> Result<Vec<u8>>,
    pub(super) successor: &'a dyn Fn(&Handover) -> Result<Document>,
    pub(super) excerpts: &'a Excerpts,
    pub(super) repeats: &'a Repeats,
}

impl<'a> ReadTexts<'a> {
    /// Version `n`, if it is the one that was read last.
    fn edition(&self, n: VersionNumber) -> Option<&'a Edition> {
        self.latest.filter(|edition| edition.number == n)
    }
}

impl pages::Texts for ReadTexts<'_> {
    fn document(&self, n: VersionNumber) -> Cow<'_, Document> {
        match self.edition(n) {
            Some(edition) => Cow::Borrowed(edition.document()),
            None => Cow::Owned(self.weave.project(n)),
        }
    }

    fn redline(&self, a: VersionNumber, b: VersionNumber) -> Cow<'_, Redline> {
        let neighbours = a.index() + 1 == b.index();
        match self.edition(b).and_then(Edition::redline).filter(|_| neighbours) {
            Some(redline) => Cow::Borrowed(redline),
            None => Cow::Owned(self.weave.redline(a, b)),
        }
    }

    fn weave(&self) -> &Weave {
        self.weave
    }

    fn source(&self, n: VersionNumber) -> Result<Vec<u8>> {
        match self.edition(n).and_then(Edition::bytes) {
            Some(bytes) => Ok(bytes.to_vec()),
            None => (self.source)(n),
        }
    }

    fn successor(&self, handover: &Handover) -> Result<Document> {
        (self.successor)(handover)
    }

    fn excerpts(&self) -> &Excerpts {
        self.excerpts
    }

    fn repeats(&self) -> &Repeats {
        self.repeats
    }
}
