//! Every policy with what publishing it needs.

use super::annexes::{Followed, Sources};
use super::archive::Archive;
use super::ends::links;
use super::policy::{self, Job};
use super::state::{Kept, State};
use crate::catalog::{Catalog, Profile};
use crate::error::Result;
use crate::history::{BlobId, History, Lineage, Repository};
use crate::model::{Digest, PolicyId, VersionNumber};
use crate::pages::{Moment, Outline};
use crate::publish::Folder;
use crate::store;
use std::collections::{HashMap, HashSet};

/// A policy before it has a name.
pub(super) struct Line<'a> {
    /// Its place among all texts that were ever followed.
    pub(super) number: usize,
    pub(super) lineage: &'a Lineage,
    /// What its texts say of it.
    pub(super) profile: Profile,
    /// Its versions, as far as they are known without their texts.
    moments: Vec<Moment>,
}

/// All policies before they have names, by path.
pub(super) struct Lines<'a> {
    pub(super) all: Vec<Line<'a>>,
}

impl<'a> Lines<'a> {
    /// The policies of `lineages`. Those of `state` get the numbers that they have now.
    pub(super) fn of(
        archive: &Archive,
        folder: &Folder,
        history: &History,
        lineages: Vec<(usize, &'a Lineage)>,
        state: &mut State,
    ) -> Result<Self> {
        let before = |number: &usize| state.kept.get(number).filter(|_| !state.is_reread);
        let moments: Vec<Vec<Moment>> =
            lineages.iter().map(|(number, lineage)| policy::moments(history, lineage, before(number))).collect();
        state.adopt(&lineages, &moments);
        let profiles = profiles(archive, folder, &lineages, state)?;
        let line = |(((number, lineage), profile), moments)| Line { number, lineage, profile, moments };
        Ok(Self { all: lineages.into_iter().zip(profiles).zip(moments).map(line).collect() })
    }

    pub(super) fn numbers(&self) -> Vec<usize> {
        self.all.iter().map(|line| line.number).collect()
    }

    pub(super) fn lineages(&self) -> Vec<&'a Lineage> {
        self.all.iter().map(|line| line.lineage).collect()
    }

    pub(super) fn profiles(&self) -> Vec<Profile> {
        self.all.iter().map(|line| line.profile.clone()).collect()
    }
}

/// What the texts of each policy say of it, read only where it is not known.
fn profiles(archive: &Archive, folder: &Folder, lineages: &[(usize, &Lineage)], state: &State) -> Result<Vec<Profile>> {
    let last = |number: &usize| state.kept.get(number)?.sound_facts()?.profile.as_ref();
    let known = |(number, lineage): &(usize, &Lineage)| -> Option<Profile> {
        let (path, blob, profile) = last(number)?;
        let latest = lineage.versions().next_back().is_some_and(|(_, latest, _)| latest == blob);
        let all = state.kept.get(number)?.sound_facts()?.versions.len() == lineage.versions().count();
        (latest && all && *path == lineage.path).then(|| profile.clone())
    };
    let known: Vec<Option<Profile>> = lineages.iter().map(known).collect();
    let unknown: Vec<(usize, &Lineage)> =
        lineages.iter().zip(&known).filter(|(_, known)| known.is_none()).map(|(lineage, _)| *lineage).collect();
    let published: HashMap<usize, Vec<PolicyId>> = state.addresses();
    let text = |repository: &Repository, number: usize, n: VersionNumber, blob: &BlobId| {
        policy::text(repository, folder, published.get(&number).map_or(&[], Vec::as_slice), n, blob)
    };
    let written = |number: usize| {
        let facts = state.kept.get(&number).and_then(|kept| kept.sound_facts());
        let profile = facts.and_then(|facts| facts.profile.as_ref());
        (facts.map_or(0, |facts| facts.versions.len()), profile.map_or(&[][..], |(_, _, profile)| profile.written()))
    };
    let mut read = archive.profiles(&unknown, &text, &written)?.into_iter();
    Ok(known.into_iter().filter_map(|profile| profile.or_else(|| read.next())).collect())
}

/// What each of `lines`, as `catalog` names it, needs. Those with the numbers `barred` stay as they were published.
pub(super) fn jobs<'a>(
    lines: &[&Line<'a>],
    history: &History,
    catalog: &'a Catalog,
    state: &'a State,
    barred: &HashSet<usize>,
    files: (&Sources<'_>, &Repository),
) -> Result<Vec<Job<'a>>> {
    let links_hold = state.record.catalog == Some(catalog.key());
    let mut jobs: Vec<Job<'_>> = Vec::with_capacity(lines.len());
    for (line, entry) in lines.iter().zip(catalog.entries()) {
        let before = state.kept.get(&line.number);
        let links = match before {
            Some(kept) if links_hold && !kept.stale => kept.links.clone(),
            Some(Kept { facts: Some(facts), .. }) => links(catalog, facts),
            _ => Vec::new(),
        };
        let annexes = match before.and_then(Kept::sound_facts).map(|facts| &facts.followed) {
            Some(followed) if followed.is_behind(files)? => Some(store::key(&"to be followed")),
            followed => followed.and_then(Followed::key),
        };
        let outline = Outline {
            entry,
            versions: line.moments.clone(),
            withdrawn: policy::withdrawn(history, line.lineage),
            corrections: policy::corrections(history, line.lineage),
            links,
            annexes,
            original: None,
        };
        jobs.push(Job { number: line.number, lineage: line.lineage, profile: line.profile.clone(), outline, before });
    }
    let last = |job: &Job<'_>| {
        let before = job.before.filter(|_| barred.contains(&job.number));
        before.map_or(&job.outline.versions, |kept| &kept.moments).last().map(|moment| moment.chain)
    };
    let originals: HashMap<PolicyId, Digest> =
        jobs.iter().filter_map(|job| Some((job.outline.entry.id.clone(), last(job)?))).collect();
    for job in &mut jobs {
        job.outline.original = job.outline.entry.translation_of.as_ref().and_then(|id| originals.get(id)).copied();
    }
    Ok(jobs)
}
