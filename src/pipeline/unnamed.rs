//! The policies before they have names: who is followed, with what their texts say of them.

use super::advance::PublishedLine;
use super::archive::Archive;
use super::inputs::Inputs;
use super::job;
use super::state::State;
use crate::catalog::Profile;
use crate::error::Result;
use crate::history::{BlobId, Lineage, Repository};
use crate::model::{PolicyId, VersionNumber};
use crate::pages::Moment;
use crate::publish::Folder;
use std::collections::HashMap;
use std::sync::Arc;

/// A policy before it has a name.
pub(super) struct Unnamed<'a> {
    /// Its place among all texts that were ever followed.
    pub(super) number: usize,
    pub(super) lineage: &'a Lineage,
    /// What its texts say of it.
    pub(super) profile: Arc<Profile>,
    /// Its versions, with what is known without their texts.
    pub(super) moments: Vec<Moment>,
}

impl<'a> Unnamed<'a> {
    /// All policies of the published line, by path. Those of `state` get the numbers that they have now.
    pub(super) fn all(inputs: &Inputs<'_>, line: &'a PublishedLine<'_>, state: &mut State) -> Result<Vec<Self>> {
        let lineages = line.history.lineages();
        let before = |number: &usize| state.kept.get(number).filter(|_| !state.is_reread);
        let moments: Vec<Vec<Moment>> =
            lineages.iter().map(|(number, lineage)| job::moments(&line.history, lineage, before(number))).collect();
        state.adopt(&lineages, &moments);
        let profiles = profiles(&inputs.archive, inputs.folder, &lineages, state)?;
        let one = |(((number, lineage), profile), moments)| Self { number, lineage, profile, moments };
        Ok(lineages.into_iter().zip(profiles).zip(moments).map(one).collect())
    }
}

/// What the texts of each policy say of it, read only where it is not known.
fn profiles(
    archive: &Archive,
    folder: &Folder,
    lineages: &[(usize, &Lineage)],
    state: &State,
) -> Result<Vec<Arc<Profile>>> {
    let last = |number: &usize| state.kept.get(number)?.sound_facts()?.profile.as_ref();
    let known = |(number, lineage): &(usize, &Lineage)| -> Option<Arc<Profile>> {
        let (path, blob, profile) = last(number)?;
        let latest = lineage.versions().next_back().is_some_and(|(_, latest, _)| latest == blob);
        let all = state.kept.get(number)?.sound_facts()?.versions.len() == lineage.versions().count();
        (latest && all && *path == lineage.path).then(|| Arc::clone(profile))
    };
    let known: Vec<Option<Arc<Profile>>> = lineages.iter().map(known).collect();
    let unknown: Vec<(usize, &Lineage)> =
        lineages.iter().zip(&known).filter(|(_, known)| known.is_none()).map(|(lineage, _)| *lineage).collect();
    let published: HashMap<usize, Vec<PolicyId>> = state.addresses();
    let text = |repository: &Repository, number: usize, n: VersionNumber, blob: &BlobId| {
        job::text(repository, folder, published.get(&number).map_or(&[], Vec::as_slice), n, blob)
    };
    let written = |number: usize| {
        let facts = state.kept.get(&number).and_then(|kept| kept.sound_facts());
        let profile = facts.and_then(|facts| facts.profile.as_ref());
        (facts.map_or(0, |facts| facts.versions.len()), profile.map_or(&[][..], |(_, _, profile)| profile.written()))
    };
    let mut read = archive.profiles(&archive.repository, &unknown, &text, &written)?.into_iter();
    Ok(known.into_iter().filter_map(|profile| profile.or_else(|| read.next())).collect())
}
