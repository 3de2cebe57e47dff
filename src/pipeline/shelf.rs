//! What the pages that all policies share need of each: what feeds show of its versions, which is kept, so that a commit reads
//! no text again but those that it changed; and its texts, for a search index that is made from nothing.

use super::named::excerpts_name;
use crate::error::{Error, Result};
use crate::model::{Digest, VersionNumber};
use crate::pages::search::{Left, TermSource, Terms};
use crate::pages::{self, Excerpts};
use crate::publish::{Publication, StateName, damaged};
use crate::store;
use crate::weave::Weave;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

/// The shelf of a publication: policies by their place among those that it publishes.
pub(super) struct StagedState<'a> {
    publication: &'a Publication<'a>,
    /// The number of each policy.
    numbers: Vec<usize>,
    /// Gives the texts of the policy with a number.
    woven: &'a (dyn Fn(usize) -> Result<Weave> + Sync),
    /// What this publication keeps already.
    fresh: HashSet<StateName>,
    /// What feeds show of the policies that are asked for: several feeds show the same.
    excerpts: Mutex<HashMap<usize, Arc<Excerpts>>>,
}

impl<'a> StagedState<'a> {
    /// What was kept of the policies with these `numbers`, by this publication or one before.
    /// `woven` reads the texts of one.
    pub(super) fn new(
        publication: &'a Publication<'a>,
        numbers: Vec<usize>,
        woven: &'a (dyn Fn(usize) -> Result<Weave> + Sync),
    ) -> Self {
        Self { publication, numbers, woven, fresh: publication.kept(), excerpts: Mutex::default() }
    }

    fn read(&self, name: &StateName) -> Result<Vec<u8>> {
        self.publication.read(name, &self.fresh)?.ok_or_else(|| self.damaged())
    }

    fn damaged(&self) -> Error {
        damaged(self.publication.state_place())
    }
}

impl TermSource for StagedState<'_> {
    fn terms(&self, ix: usize) -> Result<(Terms, Left)> {
        let weave = (self.woven)(self.numbers[ix])?;
        let now = Terms::of(&weave.project(VersionNumber::at(weave.versions() - 1)));
        let left = now.left(&weave, 0);
        Ok((now, left))
    }
}

impl pages::Shelf for StagedState<'_> {
    fn excerpts(&self, ix: usize) -> Result<Arc<Excerpts>> {
        // held while one is read: so each is read once, whoever asks first
        let mut known = self.excerpts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(&ix) {
            return Ok(Arc::clone(known));
        }
        let kept = store::from_bytes::<(Digest, Excerpts)>(&self.read(&excerpts_name(self.numbers[ix]))?);
        let excerpts = kept.map(|(_, excerpts)| Arc::new(excerpts)).ok_or_else(|| self.damaged())?;
        known.insert(ix, Arc::clone(&excerpts));
        Ok(excerpts)
    }
}
