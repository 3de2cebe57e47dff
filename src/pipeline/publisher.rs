//! Publishes again and again into one folder, each time what is new.
//!
//! What decides whether a page is rendered is its key alone: a digest of everything that goes into it. The published line
//! of commits only grows; what was read of it, and of the texts, is kept beside the site and in memory.

use super::archive::{Archive, Source};
use super::policy::{self, Job, Shared};
use super::shelf::Shelf;
use super::state::{self, Files, Kept, Record, State};
use super::{Listener, Progress, Report, Stage, guard, opened, side_by_side};
use crate::catalog::{Catalog, Entry, Profile};
use crate::error::{Error, Fault, Result, Warning};
use crate::history::{Advance, BlobId, History, Lineage, Repository};
use crate::model::{Digest, Policy, PolicyId, VersionNumber};
use crate::pages::{self, Outline, Page, Site, Theme, ThemeFiles};
use crate::publish::{Batch, Folder, Publication, Published};
use crate::store;
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Tells this program from every other that may have published before.
const PROGRAM: &str = env!("PROMULGATE_PROGRAM");

/// Publishes a repository into a folder, as often as there is something new.
pub struct Publisher {
    out: PathBuf,
    /// Where the state is kept, if not in the published folder.
    keep: Option<PathBuf>,
    theme: Option<PathBuf>,
    /// The theme as it was read last.
    read: Option<Theme>,
    /// The folder and what the last publication left, held from the first publication on: nobody else may publish there
    /// meanwhile. After one that failed both are taken anew, so that it is completed, or forgotten, first.
    held: Option<(Folder, State)>,
}

impl Publisher {
    /// Publishes into the folder `out`, with the templates of the folder `theme` in place of built-in ones of the same
    /// name. What the next publication needs to know is kept in the folder `keep`, or else in `out` itself.
    pub fn new(out: &Path, theme: Option<&Path>, keep: Option<&Path>) -> Self {
        Self {
            out: out.to_owned(),
            keep: keep.map(Path::to_owned),
            theme: theme.map(Path::to_owned),
            read: None,
            held: None,
        }
    }

    /// Publishes what `source` names, as far as it is not published yet. The first time it also writes again what was
    /// removed from the folder. `accept` is the reason for which a history that was rewritten is published all the same.
    ///
    /// # Errors
    /// The repository, its configuration or the folder can't be used, or published history would be broken: then the site
    /// is as it was. The disk failed while files were put into place: then what is there is whole, and the next
    /// publication completes it.
    pub fn publish(&mut self, source: &Source, accept: Option<&str>, listener: Listener<'_>) -> Result<Report> {
        let archive = Archive::open(source)?;
        let files = ThemeFiles::read(self.theme.as_deref())?;
        let (folder, mut state) = match self.held.take().filter(|(folder, _)| folder.is_held()) {
            Some(held) => held,
            None => self.take()?,
        };
        let reader = store::key(&(PROGRAM, archive.config.show_authors));
        let inputs = store::key(&(PROGRAM, files.key(), archive.settings, archive.reading));
        let record = &state.record;
        let nothing_new =
            record.inputs == Some(inputs) && record.commit == archive.tip.commit.as_str() && record.complete;
        let report = match nothing_new {
            true => unchanged(archive, &state),
            false => {
                let theme = match self.read.take().filter(|theme| theme.key() == files.key()) {
                    Some(theme) => theme,
                    None => Theme::new(&files)?,
                };
                let theme = self.read.insert(theme);
                Update { archive, theme, folder: &folder, reader, inputs, accept, listener }.run(&mut state)?
            }
        };
        self.held = Some((folder, state));
        Ok(report)
    }

    /// Takes the folder, with the state that the last publication left; files that were removed since count as never
    /// written.
    fn take(&self) -> Result<(Folder, State)> {
        let folder = Folder::open(&self.out, self.keep.as_deref())?;
        let mut state = State::load(&folder)?;
        let all: Vec<(&str, u64)> = state.files().collect();
        let missing = all.par_iter().filter(|(path, size)| !folder.holds(path, *size));
        let missing: Vec<String> = missing.map(|(path, _)| (*path).to_owned()).collect();
        missing.iter().for_each(|path| state.forget(path));
        Ok((folder, state))
    }
}

fn unchanged(archive: Archive, state: &State) -> Report {
    Report {
        tip: archive.tip,
        policies: state.record.policies.len(),
        versions: state.record.policies.iter().map(|p| p.versions).sum(),
        changed: Vec::new(),
        published: Published { files: state.files().count(), ..Published::default() },
        warnings: Vec::new(),
        failures: Vec::new(),
    }
}

/// One publication.
struct Update<'a> {
    archive: Archive,
    theme: &'a Theme,
    folder: &'a Folder,
    reader: Digest,
    inputs: Digest,
    accept: Option<&'a str>,
    listener: Listener<'a>,
}

impl Update<'_> {
    /// Publishes, and brings `state` to what is published then; after an error it is of no use any more.
    fn run(self, state: &mut State) -> Result<Report> {
        state.load_facts(self.folder, self.reader)?;
        let (history, line_before, mut warnings) = self.advance(state)?;
        let lineages = history.lineages();
        self.archive.check(&lineages)?;
        let profiles = self.profiles(&lineages, state)?;
        let bare: Vec<&Lineage> = lineages.iter().map(|(_, lineage)| *lineage).collect();
        let lang = self.archive.config.lang.clone();
        let catalog = Catalog::new(&bare, &profiles, state.published(&lineages), self.archive.scope.clone(), lang)?;
        let root = history.root().unwrap_or_else(|| self.archive.tip.commit.clone());
        let tip = &self.archive.tip;
        let site = Site::new(&self.archive.config, &catalog, self.theme, &tip.commit, &root, store::key(&PROGRAM));

        let jobs = jobs(&lineages, profiles, &history, &catalog, state);
        let lost = guard::lost(&state.record.policies, &jobs);
        match &lost {
            // other settings say what is published, and can be taken back
            Some(lost) if state.is_disowned() => warnings.extend(lost.iter().map(guard::left_out)),
            Some(lost) if self.accept.is_none() => return Err(guard::moved(lost)),
            _ => {}
        }
        let publication = self.folder.begin();
        let shared = (&site, &catalog, &history, &*state, &publication);
        let outcome = self.publish_policies(&jobs, shared)?;
        warnings.extend(outcome.warnings);

        let kept: Vec<(&Job<'_>, &Kept)> =
            jobs.iter().filter_map(|job| Some((job, outcome.fresh.get(&job.number).or(job.before)?))).collect();
        let (numbers, policies): (Vec<usize>, Vec<Policy>) =
            kept.iter().filter_map(|(job, kept)| Some((job.number, job.policy(kept)?))).unzip();
        let keys: Vec<Option<Digest>> = kept.iter().map(|(_, kept)| kept.key).collect();
        let newest = policies.iter().map(|p| p.current().published).max().unwrap_or(tip.date);
        let pages = pages::of_site(&site, store::key(&keys), newest, tip.date);
        let mut batch = publication.batch();
        let shelf = Shelf::new(&publication, numbers);
        let shared_files = publish_shared(&site, &pages, (&policies, &shelf), state, &mut batch)?;

        let mut record = Record {
            inputs: Some(self.inputs),
            reading: Some(self.archive.reading),
            commit: tip.commit.as_str().to_owned(),
            line: history.len(),
            corrections: history.corrections().to_vec(),
            catalog: Some(catalog.key()),
            policies: kept.iter().filter_map(|(job, kept)| job.known(kept)).collect(),
            shared: shared_files,
            left: state.record.left.clone(),
            complete: outcome.failures.is_empty(),
            ..Record::default()
        };
        let standing: HashSet<usize> = jobs.iter().map(|job| job.number).collect();
        let gone = state.obsolete(&record.shared, &outcome.fresh, &standing);
        if lost.is_some() && !state.is_disowned() {
            record.left.extend(gone); // what was published stays, even where nobody answers for it any more
        } else {
            gone.keys().for_each(|path| publication.remove(path));
        }
        state::keep_history(&history, line_before, &mut batch)?;
        record.keep(&mut batch)?;
        batch.add();
        let count = policies.len();
        let versions = policies.iter().map(|p| p.versions.len()).sum();
        let published = publication.finish()?;
        state.replace(record, outcome.fresh, &standing);
        state.history = Some(history);
        warnings.sort();
        Ok(Report {
            policies: count,
            versions,
            changed: outcome.changed,
            published: Published { files: state.files().count(), ..published },
            warnings,
            failures: outcome.failures,
            tip: self.archive.tip,
        })
    }

    /// The published line with what was committed since, how much of it was kept before, and what is odd about the rest.
    fn advance(&self, state: &mut State) -> Result<(History, usize, Vec<Warning>)> {
        let Archive { repository, tip, config, scope, .. } = &self.archive;
        let progress = &mut |done, all| (self.listener)(Progress { stage: Stage::Commits, done, all });
        let mut history = state.take_history(self.folder, scope.clone(), config.show_authors)?;
        let (mut kept, mut warnings) = (history.len(), Vec::new());
        if kept > 0 && state.record.reading != Some(self.archive.reading) {
            (history, warnings) = history.reread(repository, scope.clone(), config.show_authors, progress)?;
            state.disown();
            kept = 0;
        }
        match history.advance(repository, tip, self.accept, progress)? {
            Advance::Grown(odd) => warnings.extend(odd),
            Advance::Rewritten(correction) => {
                return Err(guard::rewritten(&history, &state.record.policies, &correction));
            }
        }
        Ok((history, kept, warnings))
    }

    /// What the latest text of each policy says, read only where it is not known.
    fn profiles(&self, lineages: &[(usize, &Lineage)], state: &State) -> Result<Vec<Profile>> {
        let known = |(number, lineage): &(usize, &Lineage)| -> Option<Profile> {
            let facts = state.kept.get(number)?.facts.as_ref()?;
            let (path, blob, profile) = facts.profile.as_ref()?;
            let latest = lineage.versions().next_back().is_some_and(|(_, latest, _)| latest == blob);
            (latest && *path == lineage.path).then(|| profile.clone())
        };
        let known: Vec<Option<Profile>> = lineages.iter().map(known).collect();
        let unknown: Vec<(usize, &Lineage)> =
            lineages.iter().zip(&known).filter(|(_, known)| known.is_none()).map(|(lineage, _)| *lineage).collect();
        let text = |repository: &Repository, number: usize, n: VersionNumber, blob: &BlobId| match state
            .record
            .policies
            .iter()
            .find(|k| k.number == number && state.kept.contains_key(&number))
        {
            Some(known) => policy::text(repository, self.folder, &known.id, n, blob),
            None => repository.blob(blob),
        };
        let mut read = self.archive.profiles(&unknown, &text)?.into_iter();
        Ok(known.into_iter().filter_map(|profile| profile.or_else(|| read.next())).collect())
    }

    /// Stages the pages of policies, side by side; a policy that fails fails alone. Translations come after their
    /// originals, of which they tell.
    fn publish_policies(
        &self,
        jobs: &[Job<'_>],
        (site, catalog, history, state, publication): (&Site<'_>, &Catalog, &History, &State, &Publication<'_>),
    ) -> Result<Outcome> {
        let mut due: Vec<&Job<'_>> = jobs.iter().filter(|job| job.is_due(site)).collect();
        due.sort_by_key(|job| std::cmp::Reverse(job.fresh())); // long work first
        let all = due.iter().map(|job| job.fresh()).sum();
        let done = AtomicUsize::new(0);
        let tick = |count: usize| {
            let done = done.fetch_add(count, Ordering::Relaxed) + count;
            (self.listener)(Progress { stage: Stage::Versions, done, all });
        };
        let (folder, reader) = (self.folder, self.reader);
        let shared = Shared { site, catalog, history, state, folder, publication, reader, tick: &tick };
        let location = self.archive.repository.location();
        let (translations, originals): (Vec<&Job<'_>>, Vec<&Job<'_>>) =
            due.into_iter().partition(|job| job.outline.original.is_some());
        let mut outcome = Outcome::default();
        for due in [originals, translations] {
            let results = side_by_side(
                &due,
                || Repository::discover(location),
                |repository, job| {
                    let repository = opened(repository)?;
                    let original = outcome.original(job, jobs);
                    let publish = || policy::publish(job, original.as_ref(), &shared, repository);
                    catch_unwind(AssertUnwindSafe(publish)).unwrap_or_else(|_| {
                        Err(Error::input("the program failed on this policy")
                            .hint("please report it with the text; the other policies are published"))
                    })
                },
            );
            for (job, result) in due.iter().zip(results) {
                outcome.add(job, result)?;
            }
        }
        outcome.changed.sort();
        Ok(outcome)
    }
}

/// What came of publishing policies.
#[derive(Default)]
struct Outcome {
    /// By number.
    fresh: HashMap<usize, Kept>,
    changed: Vec<String>,
    warnings: Vec<Warning>,
    failures: Vec<Error>,
}

impl Outcome {
    fn add(&mut self, job: &Job<'_>, result: Result<(Kept, Vec<Warning>)>) -> Result<()> {
        match result {
            Ok((kept, odd)) => {
                self.fresh.insert(job.number, kept);
                self.warnings.extend(odd);
                self.changed.push(job.outline.entry.id.to_string());
            }
            Err(error) if error.fault() == Fault::Environment => return Err(error),
            Err(error) => self.failures.push(
                Error::input(format!("{}: {error}", job.lineage.path))
                    .hint(error.remedy().unwrap_or("mend the policy; the others are published").to_owned()),
            ),
        }
        Ok(())
    }

    /// The original of a translation, as it is published now.
    fn original(&self, translation: &Job<'_>, jobs: &[Job<'_>]) -> Option<Policy> {
        let id = translation.outline.entry.translation_of.as_ref()?;
        let job = jobs.iter().find(|job| job.outline.entry.id == *id)?;
        job.policy(self.fresh.get(&job.number).or(job.before)?)
    }
}

/// Every policy with what publishing it needs, by path.
fn jobs<'a>(
    lineages: &[(usize, &'a Lineage)],
    profiles: Vec<Profile>,
    history: &History,
    catalog: &'a Catalog,
    state: &'a State,
) -> Vec<Job<'a>> {
    let links_stand = state.record.catalog == Some(catalog.key());
    let job = |(((number, lineage), profile), entry): (((&usize, &&'a Lineage), Profile), &'a Entry)| {
        let before = state.kept.get(number);
        let links = match before {
            Some(kept) if links_stand => kept.links.clone(),
            Some(Kept { facts: Some(facts), .. }) => policy::links(catalog, &facts.links, facts.versions.len()),
            _ => Vec::new(),
        };
        let outline = Outline {
            entry,
            versions: policy::moments(history, lineage, before),
            withdrawn: policy::withdrawn(history, lineage),
            corrections: policy::corrections(history, lineage),
            links,
            original: None,
        };
        Job { number: *number, lineage, profile, outline, before }
    };
    let mut jobs: Vec<Job<'_>> =
        lineages.iter().map(|(n, l)| (n, l)).zip(profiles).zip(catalog.entries()).map(job).collect();
    let last = |job: &Job<'_>| job.outline.versions.last().map(|moment| moment.chain);
    let originals: HashMap<PolicyId, Digest> =
        jobs.iter().filter_map(|job| Some((job.outline.entry.id.clone(), last(job)?))).collect();
    for job in &mut jobs {
        job.outline.original = job.outline.entry.translation_of.as_ref().and_then(|id| originals.get(id)).copied();
    }
    jobs
}

/// Stages the pages that all policies share, where they are other than before. All of them, with their sizes.
fn publish_shared(
    site: &Site<'_>,
    pages: &[Page],
    (policies, shelf): (&[Policy], &Shelf<'_>),
    state: &State,
    batch: &mut Batch<'_>,
) -> Result<Files> {
    let same =
        |page: &Page| state.record.shared.get(&page.path).filter(|(key, _)| *key == page.key).map(|(_, size)| *size);
    let render = |(): &mut (), page: &Page| match same(page) {
        Some(_) => Ok(Vec::new()),
        None => site.render_shared(page, policies, shelf),
    };
    let mut files = Files::new();
    for (page, bytes) in pages.iter().zip(side_by_side(pages, || (), render)) {
        let (bytes, known) = (bytes?, same(page));
        if known.is_none() {
            batch.put(&page.path, &bytes, page.modified, state.knows(&page.path))?;
        }
        files.insert(page.path.clone(), (page.key, known.unwrap_or(bytes.len() as u64)));
    }
    Ok(files)
}
