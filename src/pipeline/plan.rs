//! Plans a publication: the site, and what each policy in it needs, before any text is read.

use super::advance::PublishedLine;
use super::annexes::{AnnexReader, FollowedFiles};
use super::catalog::Naming;
use super::changes::ChangesFile;
use super::ends::links;
use super::failures::Failures;
use super::inputs::{Inputs, PROGRAM};
use super::job::{self, Job};
use super::state::{PolicyRecord, PolicyState, State};
use super::succession;
use super::unnamed::Unnamed;
use super::withheld::Withheld;
use crate::error::Result;
use crate::history::{BlobId, Repository};
use crate::model::{Digest, PolicyId, Succession, VersionNumber};
use crate::pages::{Outline, Site};
use crate::publish::Folder;
use crate::store;
use std::borrow::Cow;
use std::collections::HashMap;

/// What is to be published, before any text is read.
pub(super) struct Plan<'a> {
    /// The published folder.
    pub(super) folder: &'a Folder,
    /// A digest of the program and of the settings on which the reading of a text depends.
    pub(super) reader: Digest,
    pub(super) line: &'a PublishedLine<'a>,
    pub(super) naming: &'a Naming,
    /// What the last publication left.
    pub(super) state: &'a State,
    /// Policies that failed in an attempt before: they stay as they were published.
    pub(super) withheld: &'a Failures,
    pub(super) site: Site<'a>,
    /// Every policy that has a name, in the order of the catalog.
    pub(super) jobs: Vec<Job<'a>>,
}

/// The plan of a publication of the policies that are named in `naming`.
pub(super) fn plan<'a>(
    inputs: &'a Inputs<'a>,
    line: &'a PublishedLine<'a>,
    unnamed: &[Unnamed<'a>],
    naming: &'a Naming,
    state: &'a State,
    withheld: &'a Failures,
) -> Result<Plan<'a>> {
    let archive = &inputs.archive;
    let site = Site::new(
        (&archive.config, archive.logo.as_ref()),
        &naming.catalog,
        inputs.theme,
        &archive.tip.commit,
        &line.root,
        store::key(&PROGRAM),
    )
    .live(inputs.live);
    let (folder, reader, jobs) = (inputs.folder, inputs.reader, Vec::with_capacity(naming.places.len()));
    let mut plan = Plan { folder, reader, line, naming, state, withheld, site, jobs };
    let records: HashMap<usize, &PolicyRecord> =
        state.record.policies.iter().map(|known| (known.number, known)).collect();
    let links_hold = state.record.catalog == Some(naming.catalog.key());
    for (ix, place) in naming.places.iter().enumerate() {
        let policy = &unnamed[*place];
        let record = records.get(&policy.number).copied();
        plan.jobs.push(plan.job(policy, ix, (record, links_hold), &archive.repository)?);
    }
    plan.refer_to_originals();
    plan.hand_over();
    Ok(plan)
}

impl<'a> Plan<'a> {
    /// Whether the policy stays as it was published: it has no name now, or failed in an attempt before.
    pub(super) fn is_barred(&self, number: usize) -> bool {
        self.withheld.contains_key(&number) || self.naming.refused.contains_key(&number)
    }

    /// What the policy needs that is entry `ix` of the catalog; with the record of it, and whether links lead to where they
    /// led before.
    fn job(
        &self,
        policy: &Unnamed<'a>,
        ix: usize,
        (known_before, links_hold): (Option<&'a PolicyRecord>, bool),
        repository: &Repository,
    ) -> Result<Job<'a>> {
        let (history, catalog) = (&self.line.history, &self.naming.catalog);
        let before = self.state.kept.get(&policy.number);
        let links = match before {
            Some(kept) if links_hold && !kept.stale => kept.links.clone(),
            Some(PolicyState { facts: Some(facts), .. }) => links(catalog, facts),
            _ => Vec::new(),
        };
        let files = AnnexReader { sources: &self.line.sources, repository };
        let annexes = match before.and_then(PolicyState::sound_facts).map(|facts| &facts.followed) {
            Some(followed) if followed.is_behind(files)? => Some(store::key(&"to be followed")),
            followed => followed.and_then(FollowedFiles::key),
        };
        let known = before.and_then(PolicyState::sound_facts);
        let changes = match self.line.has_changes {
            true => ChangesFile::follow(&job::ids(&catalog.entries()[ix]), known.map(|facts| &facts.changes), files)?,
            false => ChangesFile::default(),
        };
        let outline = Outline {
            entry: &catalog.entries()[ix],
            versions: policy.moments.clone(),
            withdrawn: job::withdrawn(history, policy.lineage),
            corrections: job::corrections(history, policy.lineage),
            links,
            annexes,
            changes: changes.key(),
            addenda: known.map(|facts| facts.addenda.clone()).unwrap_or_default(),
            original: None,
            succession: Succession::default(),
            proposals: Vec::new(),
        };
        let (number, lineage, profile) = (policy.number, policy.lineage, policy.profile.clone());
        let (withheld, shown) = (Withheld::new(), Cow::Borrowed(lineage));
        let odd = Vec::new();
        let mut job = Job { number, lineage, profile, outline, changes, withheld, shown, before, known_before, odd };
        if job.changes.key().is_some() {
            let ids = job.ids();
            let text = |n: VersionNumber, blob: &BlobId| job::text(repository, self.folder, &ids, n, blob);
            job.withhold(self.line, &text, repository);
        }
        Ok(job)
    }

    /// Gives each policy those that it replaces and those that replace it.
    fn hand_over(&mut self) {
        let (withheld, refused) = (self.withheld, &self.naming.refused);
        let is_barred = |number: usize| withheld.contains_key(&number) || refused.contains_key(&number);
        succession::settle(&mut self.jobs, &|job| match is_barred(job.number) {
            true => job.before.map_or(0, |kept| kept.moments.len()),
            false => job.outline.versions.len(),
        });
    }

    /// Gives each translation a digest of its original's versions, to which its pages refer.
    fn refer_to_originals(&mut self) {
        let last = |job: &Job<'_>| {
            let before = job.before.filter(|_| self.is_barred(job.number));
            before.map_or(&job.outline.versions, |kept| &kept.moments).last().map(|moment| moment.chain)
        };
        let originals: HashMap<PolicyId, (Digest, Option<Digest>)> = self
            .jobs
            .iter()
            .filter_map(|job| Some((job.outline.entry.id.clone(), (last(job)?, job.outline.changes))))
            .collect();
        for job in &mut self.jobs {
            job.outline.original = job.outline.entry.translation_of.as_ref().and_then(|id| originals.get(id)).copied();
        }
    }
}
