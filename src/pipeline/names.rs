//! The names that one publication gave, for the next one in the same process: most commits add a version and name nothing.

use crate::catalog::{Catalog, Entry, Profile};
use crate::history::{Lineage, What};
use crate::model::Digest;
use std::sync::Arc;

/// A policy: its number, its history, and what its texts say of it.
pub(super) type Followed<'a> = (usize, &'a Lineage, &'a Arc<Profile>);

/// A policy as it was: its number, how many events it had, and what its texts said of it.
type Known = (usize, usize, Arc<Profile>);

/// What names rest on beside the policies: a digest of the settings, and how often what was published was rewritten.
pub(super) type Basis = (Digest, usize);

/// The names of all policies; all of them have one.
#[derive(Debug)]
pub(super) struct KnownNames {
    pub(super) catalog: Arc<Catalog>,
    basis: Basis,
    policies: Vec<Known>,
}

impl KnownNames {
    /// Those that `catalog` gave these policies.
    pub(super) fn new<'a>(catalog: &Arc<Catalog>, basis: Basis, policies: impl Iterator<Item = Followed<'a>>) -> Self {
        let known = |(number, lineage, profile): Followed<'a>| (number, lineage.events.len(), Arc::clone(profile));
        Self { catalog: Arc::clone(catalog), basis, policies: policies.map(known).collect() }
    }

    /// Whether these policies are called so still: since then no more came than versions of the same files, which say the
    /// same of their policies.
    pub(super) fn hold<'a>(&self, basis: Basis, policies: impl ExactSizeIterator<Item = Followed<'a>>) -> bool {
        let stays = |((number, lineage, profile), known, entry): (Followed<'a>, &Known, &Entry)| {
            let (known_number, events, known_profile) = known;
            let is_more = |what: &What| matches!(what, What::Version { path, .. } if *path == entry.path);
            let grows = lineage.events.split_at_checked(*events).is_some_and(|(before, fresh)| {
                fresh.is_empty() || before.iter().rev().take(1).chain(fresh).all(|event| is_more(&event.what))
            });
            number == *known_number
                && lineage.path == entry.path
                && (Arc::ptr_eq(profile, known_profile) || profile == known_profile)
                && grows
        };
        self.basis == basis
            && self.policies.len() == policies.len()
            && policies
                .zip(&self.policies)
                .zip(self.catalog.entries())
                .map(|((one, known), entry)| (one, known, entry))
                .all(stays)
    }
}
