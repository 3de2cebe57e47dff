//! Stages one policy: reads its new versions and renders the pages that changed.
//!
//! A version's pages are rendered as soon as the next version is known, for they name it; so a text is held no longer than
//! that. Versions that were read by an earlier publication are read off the weave that it kept.

use super::annexes::AnnexReader;
use super::edition::Edition;
use super::ends::links;
use super::files::{SiteFile, SiteFiles};
use super::index::Index;
use super::job::{self, Job, marked};
use super::live::ReadTexts;
use super::named::{excerpts_name, weave_name};
use super::plan::Plan;
use super::read::{PolicySource, ReadState};
use super::state::PolicyState;
use super::{opened, side_by_side};
use crate::document::{self, Document};
use crate::error::{Error, Result, Warning};
use crate::history::{BlobId, Repository};
use crate::model::{Digest, Handover, Policy, VersionNumber};
use crate::pages::{self, Excerpts, Outline, Page, Related, Repeats};
use crate::places::SitePath;
use crate::publish::{Batch, Publication};
use crate::store;
use crate::weave::Weave;
use std::cell::LazyCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

/// What all jobs of a publication share.
pub(super) struct Shared<'a> {
    pub(super) plan: &'a Plan<'a>,
    pub(super) publication: &'a Publication<'a>,
    /// Gathers the words of the texts.
    pub(super) index: &'a Index,
    /// Called with the number of versions that were read.
    pub(super) tick: &'a (dyn Fn(usize) + Sync),
}

/// A policy whose pages were staged. What is kept of it is kept when the ledger has its versions.
pub(super) struct StagedPolicy {
    pub(super) kept: PolicyState,
    /// The pages that wait for what the ledger has of a version.
    pub(super) waiting: Vec<(Page, VersionNumber)>,
    pub(super) warnings: Vec<Warning>,
}

/// Stages the pages of a policy that changed.
pub(super) fn stage(
    job: &Job<'_>,
    related: &Related,
    shared: &Shared<'_>,
    repository: &Repository,
) -> Result<StagedPolicy> {
    let (plan, outline) = (shared.plan, &job.outline);
    let (site, history) = (&plan.site, &plan.line.history);
    let ids = job.ids();
    let blob = |n: VersionNumber, blob: &BlobId| job::text(repository, plan.folder, &ids, n, blob);
    let (mut facts, mut weave) = resume(job, plan, &blob)?;
    let (known, events) = (facts.versions.len(), facts.events);
    (facts.changes, facts.addenda) = (job.changes.clone(), job.addenda(plan.line, &blob, repository)?);
    facts.withheld.clone_from(&job.withheld);
    let outline = &Outline { addenda: facts.addenda.clone(), ..outline.clone() };
    let words_before = shared.index.words_before(&weave, outline.versions.len(), job.before.is_none());
    let excerpt_key = site.excerpt_key(&outline.entry.lang);
    let mut excerpts = excerpts(job, plan, excerpt_key, known)?;
    let mut policy = job::policy(&facts, outline);
    let repeats = Repeats::default();
    let source = |n: VersionNumber| blob(n, &outline.versions[n.index()].blob);

    let successor_of = |handover: &Handover| successor(plan, repository, handover);
    let pages = pages::of_policy(site, outline, &policy);
    let mut rendering = Rendering::new(&pages, job, related, shared);
    for n in 0..known.saturating_sub(1) {
        let texts = ReadTexts {
            weave: &weave,
            latest: None,
            source: &source,
            successor: &successor_of,
            excerpts: &excerpts,
            repeats: &repeats,
        };
        rendering.version(n, &policy, &texts)?;
    }
    let mut latest: Option<Edition> = None;
    let policy_source = PolicySource {
        lineage: &job.shown,
        withheld: &job.withheld,
        commit: &|place| history.commit(place),
        blob: &blob,
        language: &|parsed, path| plan.naming.catalog.language(parsed, path),
        files: AnnexReader { sources: &plan.line.sources, repository },
    };
    let mut warnings = facts.read(None, &mut weave, &policy_source, &mut |facts, weave, edition| {
        // only now is it known whether the version before was an error page
        if let Some(last) = policy.versions.last_mut() {
            *last = marked(&facts.versions[last.number.index()], outline, &facts.addenda);
        }
        policy.versions.push(marked(&facts.versions[edition.number.index()], outline, &facts.addenda));
        Arc::make_mut(&mut policy.sections).follow(&facts.sections);
        policy.annexes.catch_up(&facts.followed.annexes);
        if let Some(redline) = edition.redline() {
            excerpts.add(edition.number, site.excerpt((weave, redline), &policy.lang, &policy.annexes, edition.number));
        }
        if let Some(before) = edition.number.index().checked_sub(1) {
            let latest = latest.as_ref();
            let texts = ReadTexts {
                weave,
                latest,
                source: &source,
                successor: &successor_of,
                excerpts: &excerpts,
                repeats: &repeats,
            };
            rendering.version(before, &policy, &texts)?;
        }
        if excerpts.len() > MOST_EXCERPTS {
            excerpts = open(&policy, std::mem::take(&mut excerpts));
        }
        latest = Some(edition);
        (shared.tick)(1);
        Ok(())
    })?;
    policy.annexes.catch_up(&facts.followed.annexes);
    policy.sections.clone_from(&facts.sections);
    let links = links(&plan.naming.catalog, &facts);
    let outline = Outline { links: links.clone(), annexes: facts.followed.key(), ..outline.clone() };
    let complete = pages::of_policy(site, &outline, &policy);
    for n in pages::open(&policy.versions) {
        if let Some(before) = n.index().checked_sub(1).filter(|_| excerpts.get(n).is_none()) {
            let redline = weave.redline(VersionNumber::at(before), n);
            excerpts.add(n, site.excerpt((&weave, &redline), &policy.lang, &policy.annexes, n));
        }
    }
    let latest = latest.as_ref();
    let texts = ReadTexts {
        weave: &weave,
        latest,
        source: &source,
        successor: &successor_of,
        excerpts: &excerpts,
        repeats: &repeats,
    };
    rendering.version(policy.versions.len() - 1, &policy, &texts)?;
    let opener = repository.opener();
    let render = |repository: &mut LazyCell<Result<Repository>, _>, page: &Page| {
        let blob = |n: VersionNumber, blob: &BlobId| job::text(opened(repository)?, plan.folder, &ids, n, blob);
        let source = |n: VersionNumber| blob(n, &outline.versions[n.index()].blob);
        let successor = |handover: &Handover| successor(plan, opened(repository)?, handover);
        let (excerpts, repeats) = (&excerpts, &repeats);
        let texts = ReadTexts { weave: &weave, latest, source: &source, successor: &successor, excerpts, repeats };
        site.render(page, &policy, related, &texts)
    };
    rendering.rest(&complete, &policy, || LazyCell::new(&opener), render)?;
    let (files, waiting, mut batch) = rendering.end(&complete);
    shared.index.tell(job.number, (known, outline.versions.len()), words_before.as_ref(), &weave);
    facts.profile = Some(job.latest_profile());
    if !facts.is_of_few() && (facts.events > events || known == 0) {
        batch.keep(&weave_name(job.number), &weave.to_bytes())?;
    }
    let excerpts = open(&policy, excerpts);
    batch.keep(&excerpts_name(job.number), &store::to_bytes(&(excerpt_key, &excerpts)))?;
    let (key, moments) = (Some(outline.key(site)), outline.versions);
    let kept = PolicyState { key, files, moments, links, stale: false, was: None, facts: Some(facts) };
    batch.add()?;
    warnings.extend(job.odd.iter().cloned());
    Ok(StagedPolicy { kept, waiting, warnings })
}

/// The text that took the place of a policy, as it began.
fn successor(plan: &Plan<'_>, repository: &Repository, handover: &Handover) -> Result<Document> {
    let other = plan.jobs.iter().find(|other| other.outline.entry.id == handover.other);
    let missing = || Error::input(format!("there is no policy `{}`", handover.other));
    let other = other.ok_or_else(missing)?;
    let n = handover.since;
    let (_, id, _) = other.shown.versions().nth(n.index()).ok_or_else(missing)?;
    let bytes = job::text(repository, plan.folder, &other.ids(), n, id)?;
    Ok(document::parse(&bytes, other.lineage.path.as_str()).document)
}

/// What an earlier publication read, if there is all of it; else nothing.
fn resume(
    job: &Job<'_>,
    plan: &Plan<'_>,
    blob: &dyn Fn(VersionNumber, &BlobId) -> Result<Vec<u8>>,
) -> Result<(ReadState, Weave)> {
    let known = job.before.and_then(PolicyState::sound_facts).filter(|facts| facts.withheld == job.withheld);
    let Some(facts) = known else { return Ok(Default::default()) };
    let weave = match facts.is_of_few() {
        true => facts.weave_again(&job.shown, blob)?,
        false => plan.folder.read(&weave_name(job.number))?.and_then(|bytes| Weave::from_bytes(&bytes)),
    };
    let Some(weave) = weave.filter(|w| w.versions() == facts.versions.len()) else { return Ok(Default::default()) };
    let mut facts = facts.clone();
    facts.followed.resume(&plan.line.sources);
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
fn excerpts(job: &Job<'_>, plan: &Plan<'_>, key: Digest, known: usize) -> Result<Excerpts> {
    let bytes = if known > 0 { plan.folder.read(&excerpts_name(job.number))? } else { None };
    let kept = bytes.and_then(|bytes| store::from_bytes::<(Digest, Excerpts)>(&bytes));
    Ok(kept.filter(|(of, _)| *of == key).map(|(_, excerpts)| excerpts).unwrap_or_default())
}

/// The most bytes that a page may have: many times more than any page of the archives that we know (8 MB), and as much as
/// a phone can still open.
const LARGEST_PAGE: usize = 64_000_000;

/// Renders those pages of a policy that changed.
struct Rendering<'a> {
    /// By the version with which they are complete.
    versions: BTreeMap<usize, Vec<&'a Page>>,
    before: Option<&'a PolicyState>,
    related: &'a Related,
    plan: &'a Plan<'a>,
    publication: &'a Publication<'a>,
    batch: Batch<'a>,
    /// Those that wait for what the ledger has of a version.
    waiting: Vec<(Page, VersionNumber)>,
    /// Those that were rendered.
    rendered: HashMap<&'a SitePath, SiteFile>,
}

impl<'a> Rendering<'a> {
    /// Prepares those of `pages` that are complete with one version.
    fn new(pages: &'a [Page], job: &'a Job<'a>, related: &'a Related, shared: &Shared<'a>) -> Self {
        let (publication, plan) = (shared.publication, shared.plan);
        let mut rendering = Self {
            versions: BTreeMap::new(),
            before: job.before,
            related,
            plan,
            publication,
            batch: publication.batch(),
            waiting: Vec::new(),
            rendered: HashMap::new(),
        };
        for page in pages {
            let version = page.of_version(job.outline.versions.len());
            if let Some(n) = version.filter(|_| rendering.is_new(page)) {
                rendering.versions.entry(n.index()).or_default().push(page);
            }
        }
        rendering
    }

    /// Whether `page` changed.
    fn is_new(&self, page: &Page) -> bool {
        self.before.and_then(|before| before.files.get(&page.path)).is_none_or(|file| !file.is(page))
    }

    fn version(&mut self, ix: usize, policy: &Policy, texts: &ReadTexts<'_>) -> Result<()> {
        let pages = self.versions.remove(&ix).unwrap_or_default();
        pages.into_iter().try_for_each(|page| {
            let bytes = self.plan.site.render(page, policy, self.related, texts)?;
            self.put(page, &bytes, policy)
        })
    }

    /// Those of `plan` that are complete with all versions, side by side; `render` renders one, with what `begin` gives each
    /// thread.
    fn rest<S>(
        &mut self,
        plan: &'a [Page],
        policy: &Policy,
        begin: impl Fn() -> S + Sync,
        render: impl Fn(&mut S, &Page) -> Result<Vec<u8>> + Sync,
    ) -> Result<()> {
        let is_due = |page: &&Page| page.of_version(policy.versions.len()).is_none() && self.is_new(page);
        let due: Vec<&'a Page> = plan.iter().filter(is_due).collect();
        let desk = Mutex::new(self);
        let make = |state: &mut S, page: &&'a Page| {
            let bytes = render(state, page)?;
            desk.lock().unwrap_or_else(PoisonError::into_inner).put(page, &bytes, policy)
        };
        side_by_side(&due, begin, make).into_iter().collect()
    }

    fn put(&mut self, page: &'a Page, bytes: &[u8], policy: &Policy) -> Result<()> {
        if bytes.len() > LARGEST_PAGE && !page.is_frozen() {
            return Err(Error::input(format!("the page `{}` would have {} MB", page.path, bytes.len() / 1_000_000))
                .hint("split the text into several policies, or take out what makes it so large; the others were published"));
        }
        let slot = self.plan.state.slot(page);
        match page.proves(policy.versions.len()) {
            Some(n) => {
                self.publication.set_aside(&slot, bytes, |there| pages::is_page_with_proof(bytes, there))?;
                self.waiting.push((page.clone(), n));
            }
            None => self.batch.put(&slot, bytes)?,
        }
        self.rendered.insert(&page.path, SiteFile::new(page, bytes));
        Ok(())
    }

    /// The files of the policy, which are these `pages`, those of them that wait, and what was staged of the others.
    fn end(self, pages: &[Page]) -> (SiteFiles, Vec<(Page, VersionNumber)>, Batch<'a>) {
        let before = |path: &SitePath| self.before?.files.get(path);
        let file = |page: &Page| {
            let file = self.rendered.get(&page.path).or_else(|| before(&page.path))?;
            Some((page.path.clone(), file.of_page(page)))
        };
        (pages.iter().filter_map(file).collect(), self.waiting, self.batch)
    }
}
