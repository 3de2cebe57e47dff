//! What is kept of each policy for the pages that all share: what feeds show of its versions, and its current text. So a
//! commit reads again the texts that it changed, and no other.

use super::state::{excerpts_name, weave_name};
use crate::error::{Error, Result};
use crate::model::{Digest, VersionNumber};
use crate::pages::search::Terms;
use crate::pages::{self, Excerpts};
use crate::publish::{Publication, StateName, damaged};
use crate::store;
use crate::weave::Weave;
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
        let weave = Weave::from_bytes(&self.read(&weave_name(self.numbers[ix]))?).ok_or_else(|| self.damaged())?;
        Ok(Terms::of(&weave.project(VersionNumber::at(weave.versions() - 1))))
    }

    fn excerpts(&self, ix: usize) -> Result<Excerpts> {
        let kept = store::from_bytes::<(Digest, Excerpts)>(&self.read(&excerpts_name(self.numbers[ix]))?);
        kept.map(|(_, excerpts)| excerpts).ok_or_else(|| self.damaged())
    }
}
