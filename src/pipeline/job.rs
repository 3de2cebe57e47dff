//! A policy that is to be published, and what is known of it before its texts are read.

use super::advance::PublishedLine;
use super::changes::{ChangesFile, Versions};
use super::logged::LoggedPolicy;
use super::named::weave_name;
use super::note;
use super::read::ReadState;
use super::state::{PolicyRecord, PolicyState};
use super::texts;
use super::withheld::{self, Withheld};
use crate::catalog::{Entry, Profile};
use crate::error::{Result, Warning};
use crate::history::{BlobId, History, Lineage, Repository, What};
use crate::model::{Addenda, Correction, Digest, Policy, PolicyId, Version, VersionNumber, Withdrawal};
use crate::pages::{Moment, Outline, Site};
use crate::places::{OfPolicy, Place};
use crate::publish::Folder;
use crate::store;
use crate::weave::Weave;
use std::borrow::Cow;
use std::sync::Arc;

/// A policy that is to be published, and what that needs.
pub(super) struct Job<'a> {
    /// Its place among all texts that were ever followed.
    pub(super) number: usize,
    pub(super) lineage: &'a Lineage,
    /// What its latest text says of it.
    pub(super) profile: Arc<Profile>,
    pub(super) outline: Outline<'a>,
    /// What became of its file of changes.
    pub(super) changes: ChangesFile,
    /// The versions whose texts are withheld.
    pub(super) withheld: Withheld,
    /// The lineage without these texts.
    pub(super) shown: Cow<'a, Lineage>,
    /// What was published of it before.
    pub(super) before: Option<&'a PolicyState>,
    /// The record of that.
    pub(super) known_before: Option<&'a PolicyRecord>,
    /// What is odd about what its text says of other policies.
    pub(super) odd: Vec<Warning>,
}

impl Job<'_> {
    /// Whether any of its pages changed.
    pub(super) fn is_due(&self, site: &Site<'_>) -> bool {
        self.before.is_none_or(|kept| kept.sound_facts().is_none() || kept.key != Some(self.outline.key(site)))
    }

    /// How many versions were not read yet.
    pub(super) fn fresh(&self) -> usize {
        let read = self.before.and_then(PolicyState::sound_facts).map_or(0, |facts| facts.versions.len());
        self.outline.versions.len().saturating_sub(read)
    }

    /// The texts of the versions in `kept`: of a policy that fails there may be newer ones.
    pub(super) fn woven(&self, kept: &PolicyState, repository: &Repository, folder: &Folder) -> Result<Weave> {
        let known = kept.moments.len();
        let weave = folder.read(&weave_name(self.number))?.and_then(|bytes| Weave::from_bytes(&bytes));
        if let Some(weave) = weave.filter(|weave| weave.versions() == known) {
            return Ok(weave);
        }
        let versions = self.shown.versions().map(|(path, blob, _)| (path, blob)).take(known);
        texts::weave(versions, |n, blob| text(repository, folder, &self.ids(), n, blob))
    }

    /// All ids that it ever had.
    pub(super) fn ids(&self) -> Vec<PolicyId> {
        ids(self.outline.entry)
    }

    /// What its latest text says of it, with the path and the bytes of that text.
    pub(super) fn latest_profile(&self) -> (String, BlobId, Arc<Profile>) {
        let (_, blob, _) = self.lineage.versions().next_back().expect("a policy has a version");
        (self.lineage.path.clone(), *blob, self.profile.clone())
    }

    /// What its file of changes states; `text` gives the bytes of each version.
    ///
    /// # Errors
    /// The file has a mistake, or a text can't be read.
    pub(super) fn addenda(
        &self,
        line: &PublishedLine<'_>,
        text: &dyn Fn(VersionNumber, &BlobId) -> Result<Vec<u8>>,
        repository: &Repository,
    ) -> Result<Addenda> {
        let commits = self.lineage.versions().map(|(.., place)| &line.history.commit(place).id).collect();
        let digest = |ix: usize| self.bytes_of(VersionNumber::at(ix), text).map(|(digest, _)| digest);
        let versions = Versions { commits, digest: &digest };
        self.changes.addenda(&versions, &self.outline.entry.lang, repository)
    }

    /// The digest and the number of the bytes of version `n`.
    fn bytes_of(
        &self,
        n: VersionNumber,
        text: &dyn Fn(VersionNumber, &BlobId) -> Result<Vec<u8>>,
    ) -> Result<(Digest, u64)> {
        match self.before.and_then(PolicyState::sound_facts).and_then(|facts| facts.versions.get(n.index())) {
            Some(version) => Ok((version.sha256, version.size)),
            None => text(n, &self.outline.versions[n.index()].blob).map(|b| (Digest::of(&b), b.len() as u64)),
        }
    }

    /// Withholds the texts that its file of changes says are to be withheld. A file with a mistake withholds what it withheld
    /// before; the policy can't be published until it is mended.
    pub(super) fn withhold(
        &mut self,
        line: &PublishedLine<'_>,
        text: &dyn Fn(VersionNumber, &BlobId) -> Result<Vec<u8>>,
        repository: &Repository,
    ) {
        let known = self.before.and_then(PolicyState::sound_facts);
        let stated = || {
            let addenda = match known {
                Some(facts) if facts.changes == self.changes => facts.addenda.clone(),
                _ => self.addenda(line, text, repository)?,
            };
            addenda.withheld().map(|(n, _)| Ok((n, self.bytes_of(n, text)?))).collect::<Result<Withheld>>()
        };
        self.withheld = stated().unwrap_or_else(|_| known.map(|facts| facts.withheld.clone()).unwrap_or_default());
        self.shown = withheld::shown(self.lineage, &self.withheld);
    }

    /// The policy with what is kept of it.
    pub(super) fn policy(&self, kept: &PolicyState) -> Option<Policy> {
        Some(policy(kept.facts.as_ref()?, &self.outline))
    }

    /// The record of what is kept of it.
    pub(super) fn known(&self, kept: &PolicyState) -> Option<PolicyRecord> {
        Some(PolicyRecord {
            number: self.number,
            id: self.outline.entry.id.clone(),
            former: self.outline.entry.former_ids.clone(),
            versions: kept.moments.len(),
            proof: kept.moments.last()?.proof,
            log: LoggedPolicy::default(), // the ledger says it
        })
    }
}

/// All ids that a policy ever had, the last one now.
pub(super) fn ids(entry: &Entry) -> Vec<PolicyId> {
    entry.former_ids.iter().map(|(id, _)| id).chain([&entry.id]).cloned().collect()
}

/// The policy of which `facts` were read.
pub(super) fn policy(facts: &ReadState, outline: &Outline<'_>) -> Policy {
    let mut policy = Policy {
        withdrawn: outline.withdrawn.clone(),
        corrections: outline.corrections.clone(),
        succession: outline.succession.clone(),
        proposals: outline.proposals.clone(),
        ..facts.policy(outline.entry)
    };
    if !facts.addenda.is_empty() || outline.versions.iter().any(|moment| moment.gone) {
        policy.versions.iter_mut().for_each(|version| *version = marked(version, outline, &facts.addenda));
    }
    policy
}

/// The bytes of version `n` of a policy: from the repository, or, if it has lost them since, from the site, where they
/// are at one of the policy's `ids`.
pub(super) fn text(
    repository: &Repository,
    folder: &Folder,
    ids: &[PolicyId],
    n: VersionNumber,
    blob: &BlobId,
) -> Result<Vec<u8>> {
    repository.blob(blob).or_else(|error| {
        let published = ids.iter().filter_map(|id| folder.published(&Place::Policy(id, OfPolicy::Source(n)).path()));
        published.into_iter().find(|bytes| repository.is_blob(blob, bytes)).ok_or(error)
    })
}

/// The versions of a policy with what is known without their texts.
pub(super) fn moments(history: &History, lineage: &Lineage, before: Option<&PolicyState>) -> Vec<Moment> {
    let mut moments: Vec<Moment> = before.map_or_else(Vec::new, |kept| kept.moments.clone());
    let known = moments.len();
    let (mut ix, mut between) = (0, Vec::new());
    for event in &lineage.events {
        match &event.what {
            What::Version { .. } if ix < known => (ix, between) = (ix + 1, Vec::new()),
            What::Version { path, blob } => {
                let commit = history.commit(event.commit);
                let last = moments.last();
                let chain = store::key(&(last.map(|m| m.chain), std::mem::take(&mut between), blob, &commit.id, path));
                let proof = store::key(&(last.map(|m| m.proof), blob, &commit.id, path));
                moments.push(Moment { published: commit.date, blob: *blob, chain, proof, gone: false });
                ix += 1;
            }
            What::Moved { to } => between.push((to.as_str(), &history.commit(event.commit).id)),
            What::Withdrawn => between.push(("", &history.commit(event.commit).id)),
        }
    }
    if !history.corrections().is_empty() {
        for (moment, (_, _, place)) in moments.iter_mut().zip(lineage.versions()) {
            moment.gone = history.is_gone(place);
        }
    }
    moments
}

/// The withdrawal of a policy that is withdrawn.
pub(super) fn withdrawn(history: &History, lineage: &Lineage) -> Option<Withdrawal> {
    let last = lineage.events.iter().rev().find(|event| !matches!(event.what, What::Moved { .. }))?;
    let commit = history.commit(last.commit);
    (last.what == What::Withdrawn)
        .then(|| note::withdrawal(commit, lineage.versions().next_back().map_or("", |(path, ..)| path), last.commit))
}

/// Where what was published of a policy was rewritten.
pub(super) fn corrections(history: &History, lineage: &Lineage) -> Vec<Correction> {
    let touched = |gone: &[usize]| lineage.events.iter().any(|event| gone.contains(&event.commit));
    history.corrections().iter().filter(|c| touched(&c.gone)).map(|c| c.told.clone()).collect()
}

/// A version with what the published line and the policy's file of changes say of it.
pub(super) fn marked(version: &Arc<Version>, outline: &Outline<'_>, addenda: &Addenda) -> Arc<Version> {
    let version = addenda.applied(version).map_or_else(|| Arc::clone(version), Arc::new);
    match outline.versions[version.number.index()].gone {
        true => Arc::new(Version { gone: true, ..Version::clone(&version) }),
        false => version,
    }
}
