//! What is kept of each policy for the pages that all share: what feeds show of its versions, and the words of its
//! current text. So a commit reads again the texts that it changed, and no other.

use super::state::{excerpts_name, terms_name};
use crate::error::{Error, Result};
use crate::model::{Digest, VersionNumber};
use crate::pages::{self, Excerpts, Moment, Terms, Texts};
use crate::publish::{Batch, Publication, StateName, damaged};
use crate::store;
use std::collections::HashSet;

/// The shelf of a publication: policies by their place among those that it publishes.
pub(super) struct Shelf<'a> {
    publication: &'a Publication<'a>,
    /// The number of each policy.
    numbers: Vec<usize>,
    /// What this publication has kept anew.
    fresh: HashSet<StateName>,
}

impl<'a> Shelf<'a> {
    /// What was kept of the policies with these `numbers`, by this publication or one before.
    pub(super) fn new(publication: &'a Publication<'a>, numbers: Vec<usize>) -> Self {
        Self { publication, numbers, fresh: publication.kept() }
    }

    fn read(&self, name: &StateName) -> Result<Vec<u8>> {
        self.publication.read(name, &self.fresh)?.ok_or_else(|| self.damaged())
    }

    fn damaged(&self) -> Error {
        damaged(self.publication.state_place())
    }
}

impl pages::Shelf for Shelf<'_> {
    fn terms(&self, ix: usize) -> Result<Terms> {
        let kept = store::from_bytes::<(Digest, Terms)>(&self.read(&terms_name(self.numbers[ix]))?);
        kept.map(|(_, terms)| terms).ok_or_else(|| self.damaged())
    }

    fn excerpts(&self, ix: usize) -> Result<Excerpts> {
        let kept = store::from_bytes::<(Digest, Excerpts)>(&self.read(&excerpts_name(self.numbers[ix]))?);
        kept.map(|(_, excerpts)| excerpts).ok_or_else(|| self.damaged())
    }
}

/// Keeps the words of the latest of `texts` of policy `number`, unless they are what was kept `before`.
pub(super) fn keep_terms(
    number: usize,
    moments: &[Moment],
    before: Option<Vec<u8>>,
    reader: Digest,
    texts: &dyn Texts,
    batch: &mut Batch<'_>,
) -> Result<()> {
    let last = moments.last().expect("a policy has a version");
    let key = store::key(&(reader, last.blob, last.chain));
    let known = before.and_then(|bytes| store::from_bytes::<(Digest, Terms)>(&bytes)).is_some_and(|(of, _)| of == key);
    if known {
        return Ok(());
    }
    let latest = VersionNumber::at(moments.len() - 1);
    batch.keep(&terms_name(number), &store::to_bytes(&(key, Terms::of(&texts.document(latest)))))
}
