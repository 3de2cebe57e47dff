//! The texts of a policy while it is read, as pages ask for them.

use super::read::Fresh;
use crate::document::Document;
use crate::error::Result;
use crate::model::VersionNumber;
use crate::pages::{self, Excerpts, Repeats};
use crate::weave::{Redline, Weave};
use std::borrow::Cow;

/// The texts of a policy while it is read.
pub(super) struct Live<'a> {
    pub(super) weave: &'a Weave,
    /// The version that was read last, if its text is still there.
    pub(super) fresh: Option<&'a Fresh>,
    pub(super) source: &'a dyn Fn(VersionNumber) -> Result<Vec<u8>>,
    pub(super) excerpts: &'a Excerpts,
    pub(super) repeats: &'a Repeats,
}

impl<'a> Live<'a> {
    fn fresh(&self, n: VersionNumber) -> Option<&'a Fresh> {
        self.fresh.filter(|fresh| fresh.number == n)
    }
}

impl pages::Texts for Live<'_> {
    fn document(&self, n: VersionNumber) -> Cow<'_, Document> {
        match self.fresh(n) {
            Some(fresh) => Cow::Borrowed(&fresh.text.parsed.document),
            None => Cow::Owned(self.weave.project(n)),
        }
    }

    fn redline(&self, a: VersionNumber, b: VersionNumber) -> Cow<'_, Redline> {
        let neighbours = a.index() + 1 == b.index();
        match self.fresh(b).and_then(|fresh| fresh.since.as_ref()).filter(|_| neighbours) {
            Some(pair) => Cow::Borrowed(&pair.redline),
            None => Cow::Owned(self.weave.redline(a, b)),
        }
    }

    fn weave(&self) -> &Weave {
        self.weave
    }

    fn source(&self, n: VersionNumber) -> Result<Vec<u8>> {
        match self.fresh(n).and_then(|fresh| fresh.text.bytes.clone()) {
            Some(bytes) => Ok(bytes),
            None => (self.source)(n),
        }
    }

    fn excerpts(&self) -> &Excerpts {
        self.excerpts
    }

    fn repeats(&self) -> &Repeats {
        self.repeats
    }
}
