//! Publishes one policy: reads what is new of it and renders the pages that are other than before.
//!
//! A version's pages are rendered as soon as the next version is known, for they name it; so a text is held no longer than
//! that. Versions that were read by an earlier publication are read off the weave that it kept.

use super::annexes::Sources;
use super::ends::links;
use super::files::{File, Files};
use super::index::Index;
use super::live::Live;
use super::named::{excerpts_name, weave_name};
use super::read::{self, Facts, Fresh, Texts};
use super::state::{Kept, Known, State};
use super::texts;
use crate::catalog::{Catalog, Profile};
use crate::error::{Error, Result, Warning};
use crate::history::{BlobId, History, Lineage, Repository, What};
use crate::model::{Correction, Digest, Policy, PolicyId, Version, VersionNumber, Withdrawal};
use crate::pages::{self, Excerpts, Moment, Outline, Page, Repeats, Site};
use crate::places::{OfPolicy, Place, SitePath};
use crate::publish::{Batch, Folder, Publication};
use crate::store;
use crate::weave::Weave;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// A policy that is to be published, and what that needs.
pub(super) struct Job<'a> {
    /// Its place among all texts that were ever followed.
    pub(super) number: usize,
    pub(super) lineage: &'a Lineage,
    /// What its latest text says of it.
    pub(super) profile: Profile,
    pub(super) outline: Outline<'a>,
    /// What was published of it before.
    pub(super) before: Option<&'a Kept>,
}

impl Job<'_> {
    /// Whether pages of it are other than those that were published.
    pub(super) fn is_due(&self, site: &Site<'_>) -> bool {
        self.before.is_none_or(|kept| kept.sound_facts().is_none() || kept.key != Some(self.outline.key(site)))
    }

    /// How many versions were not read yet.
    pub(super) fn fresh(&self) -> usize {
        let read = self.before.and_then(Kept::sound_facts).map_or(0, |facts| facts.versions.len());
        self.outline.versions.len().saturating_sub(read)
    }

    /// The texts of the versions in `kept`: of a policy that fails there may be newer ones.
    pub(super) fn woven(&self, kept: &Kept, repository: &Repository, folder: &Folder) -> Result<Weave> {
        let known = kept.moments.len();
        let weave = folder.read(&weave_name(self.number))?.and_then(|bytes| Weave::from_bytes(&bytes));
        if let Some(weave) = weave.filter(|weave| weave.versions() == known) {
            return Ok(weave);
        }
        let versions = self.lineage.versions().map(|(path, blob, _)| (path, blob)).take(known);
        texts::weave(versions, |n, blob| text(repository, folder, &self.ids(), n, blob))
    }

    /// All ids that it ever had.
    fn ids(&self) -> Vec<PolicyId> {
        let entry = self.outline.entry;
        entry.former_ids.iter().map(|(id, _)| id).chain([&entry.id]).cloned().collect()
    }

    /// The policy as it stands in `kept`.
    pub(super) fn policy(&self, kept: &Kept) -> Option<Policy> {
        Some(policy(kept.facts.as_ref()?, &self.outline))
    }

    /// What is remembered of what was published of it, which is in `kept`.
    pub(super) fn known(&self, kept: &Kept) -> Option<Known> {
        Some(Known {
            number: self.number,
            id: self.outline.entry.id.clone(),
            former: self.outline.entry.former_ids.clone(),
            versions: kept.moments.len(),
            proof: kept.moments.last()?.proof,
        })
    }

    /// What is remembered of what was published of it before.
    pub(super) fn known_before<'s>(&self, state: &'s State) -> Option<&'s Known> {
        state.record.policies.iter().find(|known| known.number == self.number)
    }
}

fn policy(facts: &Facts, outline: &Outline<'_>) -> Policy {
    Policy {
        versions: facts.versions.iter().map(|v| marked(v, outline)).collect(),
        withdrawn: outline.withdrawn.clone(),
        corrections: outline.corrections.clone(),
        ..facts.policy(outline.entry)
    }
}

/// What all jobs of a publication share.
pub(super) struct Shared<'a> {
    pub(super) site: &'a Site<'a>,
    pub(super) catalog: &'a Catalog,
    pub(super) history: &'a History,
    pub(super) state: &'a State,
    pub(super) folder: &'a Folder,
    pub(super) publication: &'a Publication<'a>,
    /// The program that reads: facts depend on it.
    pub(super) reader: Digest,
    /// Where the files are to which texts lead.
    pub(super) files: &'a Sources<'a>,
    /// Gathers the words of the texts.
    pub(super) index: &'a Index,
    /// Is told how many versions were read.
    pub(super) tick: &'a (dyn Fn(usize) + Sync),
}

/// Stages the pages of a policy that are other than before. What is to be kept of it, and what is odd about it.
pub(super) fn publish(
    job: &Job<'_>,
    original: Option<&Policy>,
    shared: &Shared<'_>,
    repository: &Repository,
) -> Result<(Kept, Vec<Warning>)> {
    let outline = &job.outline;
    let ids = job.ids();
    let blob = |n: VersionNumber, blob: &BlobId| text(repository, shared.folder, &ids, n, blob);
    let (mut facts, mut weave) = resume(job, shared, &blob)?;
    let (known, events) = (facts.versions.len(), facts.events());
    let before = shared.index.words_before(&weave, outline.versions.len(), job.before.is_none());
    let excerpt_key = shared.site.excerpt_key(&outline.entry.lang);
    let mut excerpts = excerpts(job, shared, excerpt_key, known)?;
    let mut policy = policy(&facts, outline);
    let repeats = Repeats::default();
    let source = |n: VersionNumber| blob(n, &outline.versions[n.index()].blob);

    let plan = pages::of_policy(shared.site, outline, &policy);
    let mut work = Work::new((&plan, outline.versions.len()), job.before, original, shared);
    for n in 0..known.saturating_sub(1) {
        work.version(
            n,
            &policy,
            &Live { weave: &weave, fresh: None, source: &source, excerpts: &excerpts, repeats: &repeats },
        )?;
    }
    let mut latest: Option<Fresh> = None;
    let texts = Texts {
        lineage: job.lineage,
        commit: &|place| shared.history.commit(place),
        blob: &blob,
        language: &|parsed, path| shared.catalog.language(parsed, path),
        files: (shared.files, repository),
    };
    let warnings = facts.read(&mut weave, &texts, &mut |facts, weave, fresh| {
        // what the text before it was may be told only now
        if let Some(last) = policy.versions.last_mut() {
            *last = marked(&facts.versions[last.number.index()], outline);
        }
        policy.versions.push(marked(&facts.versions[fresh.number.index()], outline));
        policy.sections.follow(&facts.sections);
        policy.annexes.catch_up(&facts.followed.annexes);
        if let Some(pair) = &fresh.since {
            let excerpt = shared.site.excerpt((weave, &pair.redline), &policy.lang, &policy.annexes, fresh.number);
            excerpts.add(fresh.number, excerpt);
        }
        if let Some(before) = fresh.number.index().checked_sub(1) {
            let live = Live { weave, fresh: latest.as_ref(), source: &source, excerpts: &excerpts, repeats: &repeats };
            work.version(before, &policy, &live)?;
        }
        if excerpts.len() > MOST_EXCERPTS {
            excerpts = open(&policy, std::mem::take(&mut excerpts));
        }
        latest = Some(fresh);
        (shared.tick)(1);
        Ok(())
    })?;
    policy.annexes.catch_up(&facts.followed.annexes);
    policy.sections.clone_from(&facts.sections);
    let links = links(shared.catalog, &facts);
    let outline = Outline { links: links.clone(), annexes: facts.followed.key(), ..outline.clone() };
    let complete = pages::of_policy(shared.site, &outline, &policy);
    for n in pages::open(&policy.versions) {
        if let Some(before) = n.index().checked_sub(1).filter(|_| excerpts.get(n).is_none()) {
            let redline = weave.redline(VersionNumber::at(before), n);
            excerpts.add(n, shared.site.excerpt((&weave, &redline), &policy.lang, &policy.annexes, n));
        }
    }
    let live = Live { weave: &weave, fresh: latest.as_ref(), source: &source, excerpts: &excerpts, repeats: &repeats };
    work.version(policy.versions.len() - 1, &policy, &live)?;
    work.rest(&complete, &policy, &live)?;
    let Work { sizes, mut batch, .. } = work;
    shared.index.tell(job.number, (known, outline.versions.len()), before.as_ref(), &weave);
    let (_, blob, _) = job.lineage.versions().next_back().expect("a policy has a version");
    facts.profile = Some((job.lineage.path.clone(), *blob, job.profile.clone()));

    if !facts.is_of_few() && (facts.events() > events || known == 0) {
        batch.keep(&weave_name(job.number), &weave.to_bytes())?;
    }
    let excerpts = open(&policy, excerpts);
    batch.keep(&excerpts_name(job.number), &store::to_bytes(&(excerpt_key, &excerpts)))?;
    let size = |path: &SitePath| sizes.get(path).copied().or_else(|| job.before?.files.get(path).map(|file| file.size));
    let file = |page: Page| {
        let size = size(&page.path).unwrap_or_default();
        let file = File::new(&page, size);
        (page.path, file)
    };
    let files: Files = complete.iter().cloned().map(file).collect();
    let (key, moments) = (Some(outline.key(shared.site)), outline.versions);
    let kept = Kept { key, files, moments, links, stale: false, was: None, facts: Some(facts) };
    kept.keep(job.number, shared.reader, &mut batch)?;
    batch.add()?;
    Ok((kept, warnings))
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

/// What an earlier publication read, if there is all of it; else nothing.
fn resume(
    job: &Job<'_>,
    shared: &Shared<'_>,
    blob: &dyn Fn(VersionNumber, &BlobId) -> Result<Vec<u8>>,
) -> Result<(Facts, Weave)> {
    let Some(facts) = job.before.and_then(Kept::sound_facts) else { return Ok(Default::default()) };
    let weave = match facts.is_of_few() {
        true => facts.weave_again(job.lineage, blob)?,
        false => shared.folder.read(&weave_name(job.number))?.and_then(|bytes| Weave::from_bytes(&bytes)),
    };
    let Some(weave) = weave.filter(|w| w.versions() == facts.versions.len()) else { return Ok(Default::default()) };
    let mut facts = facts.clone();
    facts.followed.resume(shared.files);
    Ok((facts, weave))
}

/// How many excerpts are held while a policy is read.
const MOST_EXCERPTS: usize = 256;

/// Those of `excerpts` that documents show which are not yet as they stay.
fn open(policy: &Policy, excerpts: Excerpts) -> Excerpts {
    let open = pages::open(&policy.versions);
    excerpts.only(|n| open.contains(&n))
}

/// What feeds show of the newest of the versions that are `known`, if it was kept.
fn excerpts(job: &Job<'_>, shared: &Shared<'_>, key: Digest, known: usize) -> Result<Excerpts> {
    let bytes = if known > 0 { shared.folder.read(&excerpts_name(job.number))? } else { None };
    let kept = bytes.and_then(|bytes| store::from_bytes::<(Digest, Excerpts)>(&bytes));
    Ok(kept.filter(|(of, _)| *of == key).map(|(_, excerpts)| excerpts).unwrap_or_default())
}

/// The versions of a policy as far as they are known without their texts.
pub(super) fn moments(history: &History, lineage: &Lineage, before: Option<&Kept>) -> Vec<Moment> {
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
        .then(|| read::withdrawal(commit, lineage.versions().next_back().map_or("", |(path, ..)| path), last.commit))
}

/// Where what was published of a policy was rewritten.
pub(super) fn corrections(history: &History, lineage: &Lineage) -> Vec<Correction> {
    let touched = |gone: &[usize]| lineage.events.iter().any(|event| gone.contains(&event.commit));
    history.corrections().iter().filter(|c| touched(&c.gone)).map(|c| c.told.clone()).collect()
}

/// A version with what the published line says of it.
fn marked(version: &Arc<Version>, outline: &Outline<'_>) -> Arc<Version> {
    match outline.versions[version.number.index()].gone {
        true => Arc::new(Version { gone: true, ..Version::clone(version) }),
        false => Arc::clone(version),
    }
}

/// The most bytes that a page may have: many times more than any page of the archives that we know (8 MB), and as much as
/// a phone can still open.
const LARGEST_PAGE: usize = 64_000_000;

/// The pages that are to be rendered.
struct Work<'a> {
    /// By the version with which they are complete.
    versions: BTreeMap<usize, Vec<&'a Page>>,
    before: Option<&'a Kept>,
    /// The original, if the policy is a translation.
    original: Option<&'a Policy>,
    shared: &'a Shared<'a>,
    batch: Batch<'a>,
    /// The number of bytes of those that were rendered.
    sizes: HashMap<&'a SitePath, u64>,
}

impl<'a> Work<'a> {
    /// The pages of `plan` that are complete with one version.
    fn new(
        (plan, versions): (&'a [Page], usize),
        before: Option<&'a Kept>,
        original: Option<&'a Policy>,
        shared: &'a Shared<'a>,
    ) -> Self {
        let (batch, sizes) = (shared.publication.batch(), HashMap::new());
        let mut work = Self { versions: BTreeMap::new(), before, original, shared, batch, sizes };
        for page in plan {
            if let Some(n) = page.of_version(versions).filter(|_| work.is_new(page)) {
                work.versions.entry(n.index()).or_default().push(page);
            }
        }
        work
    }

    /// Whether it is other than before.
    fn is_new(&self, page: &Page) -> bool {
        self.before.and_then(|before| before.files.get(&page.path)).is_none_or(|file| !file.is(page))
    }

    fn version(&mut self, ix: usize, policy: &Policy, texts: &Live<'_>) -> Result<()> {
        let pages = self.versions.remove(&ix).unwrap_or_default();
        pages.into_iter().try_for_each(|page| self.render(page, policy, texts))
    }

    /// Those of `plan` that are complete with all versions.
    fn rest(&mut self, plan: &'a [Page], policy: &Policy, texts: &Live<'_>) -> Result<()> {
        for page in plan.iter().filter(|page| page.of_version(policy.versions.len()).is_none()) {
            if self.is_new(page) {
                self.render(page, policy, texts)?;
            }
        }
        Ok(())
    }

    fn render(&mut self, page: &'a Page, policy: &Policy, texts: &Live<'_>) -> Result<()> {
        let bytes = self.shared.site.render(page, policy, self.original, texts)?;
        if bytes.len() > LARGEST_PAGE && !page.is_frozen() {
            return Err(Error::input(format!("the page `{}` would have {} MB", page.path, bytes.len() / 1_000_000))
                .hint("split the text into several policies, or take out what makes it so large; the others are published"));
        }
        self.batch.put(&self.shared.state.slot(page), &bytes)?;
        self.sizes.insert(&page.path, bytes.len() as u64);
        Ok(())
    }
}
