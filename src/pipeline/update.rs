//! One publication.
//!
//! What decides whether a page is rendered is its key alone: a digest of everything that goes into it. The published line
//! of commits only grows; what was read of it, and of the texts, is kept.
//!
//! A policy that can't be published keeps everything that was published of it, and its name: where it would have got its
//! first or another address, the publication is made once more without it, so that nothing leads to what is not there.

use super::annexes::Sources;
use super::archive::Archive;
use super::attach;
use super::common;
use super::compressed;
use super::files::Files;
use super::index::Index;
use super::jobs::{Line, Lines, jobs};
use super::lists;
use super::months;
use super::policy::{self, Job, Shared};
use super::shelf::Shelf;
use super::state::{self, Kept, Known, Record, State};
use super::{Listener, Progress, Report, Stage, guard, opened, side_by_side};
use crate::catalog::{self, Catalog, Names};
use crate::error::{Error, Fault, Result, Warning};
use crate::history::{Advance, History, Lineage, Repository, Trees};
use crate::model::{Digest, Policy};
use crate::pages::{self, Lists, Months, Site, Theme};
use crate::publish::{Folder, Publication};
use crate::store;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Tells this program from every other that may have published before.
pub(super) const PROGRAM: &str = env!("PROMULGATE_PROGRAM");

/// One publication.
pub(super) struct Update<'a> {
    pub(super) archive: Archive,
    pub(super) theme: &'a Theme,
    pub(super) folder: &'a Folder,
    pub(super) reader: Digest,
    pub(super) inputs: Digest,
    pub(super) accept: Option<&'a str>,
    pub(super) listener: Listener<'a>,
}

/// Policies that can't be published now, by number, each with the reason.
type Withheld = BTreeMap<usize, Error>;

/// What came of an attempt.
enum Attempt {
    Published(Box<Done>),
    /// These could not be published, and others lead to where they would be.
    Again(Withheld),
}

/// What was published.
struct Done {
    record: Record,
    fresh: HashMap<usize, Kept>,
    /// The numbers of all policies.
    standing: HashSet<usize>,
    report: Report,
}

impl Update<'_> {
    /// Publishes, and brings `state` to what is published then; after an error it is of no use any more.
    pub(super) fn run(self, state: &mut State) -> Result<Report> {
        state.load_facts(self.folder, self.reader)?;
        let (history, line_before, mut warnings) = self.advance(state)?;
        let lineages = history.lineages();
        self.archive.check(&lineages)?;
        let lines = Lines::of(&self.archive, self.folder, &history, lineages, state)?;
        warnings.extend(old_state(self.folder));
        // where a policy failed, what is kept of it was followed less far
        let followed = if state.record.complete { line_before.saturating_sub(1) } else { 0 };
        let trees = Trees::new(&history, followed);
        let files = Sources::new(trees, &self.archive.scope, self.archive.config.annex_limit, followed);
        let mut withheld = Withheld::new();
        let Done { record, fresh, standing, mut report } = loop {
            match self.attempt(&history, line_before, &lines, state, (&withheld, &files))? {
                Attempt::Published(done) => break *done,
                Attempt::Again(more) => withheld.extend(more),
            }
        };
        report.failures.extend(withheld.into_values());
        report.warnings.extend(warnings);
        report.warnings.sort();
        report.warnings.dedup();
        state.replace(record, fresh, &standing);
        report.published.files = state.file_count();
        drop(lines);
        state.history = Some(history);
        Ok(report)
    }

    fn attempt(
        &self,
        history: &History,
        line_before: usize,
        lines: &Lines<'_>,
        state: &State,
        (withheld, files): (&Withheld, &Sources<'_>),
    ) -> Result<Attempt> {
        let published = state.published(&lines.numbers());
        let names = {
            let withheld = |ix: usize| withheld.contains_key(&lines.all[ix].number);
            let scope = &self.archive.scope;
            catalog::names(&lines.lineages(), &lines.profiles(), &published, scope, &withheld)
        };
        let mut warnings = guard::names(&names, &published);
        self.refuse_losses(state, &names, &mut warnings)?;
        let mut failures: BTreeMap<usize, Error> = BTreeMap::new();
        for (ix, error) in names.refused {
            failures.insert(lines.all[ix].number, named(lines.all[ix].lineage, &error));
        }
        let named: Vec<(usize, catalog::Name)> =
            names.all.into_iter().enumerate().filter_map(|(ix, name)| Some((ix, name?))).collect();
        let lines: Vec<&Line<'_>> = named.iter().map(|(ix, _)| &lines.all[*ix]).collect();
        let catalog = {
            let bare: Vec<&Lineage> = lines.iter().map(|line| line.lineage).collect();
            let profiles: Vec<catalog::Profile> = lines.iter().map(|line| line.profile.clone()).collect();
            let names = named.into_iter().map(|(_, name)| name).collect();
            Catalog::new(&bare, &profiles, names, self.archive.scope.clone(), self.archive.settings_of_all())
        };
        let tip = &self.archive.tip;
        let root = history.root().unwrap_or_else(|| tip.commit.clone());
        let site = Site::new(
            (&self.archive.config, self.archive.logo.as_ref()),
            &catalog,
            self.theme,
            &tip.commit,
            &root,
            store::key(&PROGRAM),
        );
        let barred: HashSet<usize> = withheld.keys().chain(failures.keys()).copied().collect();
        let repository = &self.archive.repository;
        let jobs = jobs(&lines, history, &catalog, state, &barred, (files, repository))?;
        let publication = self.folder.begin()?;
        let index = Index::begin(self.folder, state, store::key(&(self.reader, site.search_key())))?;
        let shared = (&site, &catalog, history, state, &publication, (files, &index));
        let runs = |job: &&Job<'_>| !barred.contains(&job.number);
        let outcome = self.publish_policies(&jobs, &runs, shared)?;
        let (again, stay): (Withheld, Withheld) =
            outcome.failures.into_iter().partition(|(number, _)| is_led_to(*number, &jobs, state));
        if !again.is_empty() {
            return Ok(Attempt::Again(again));
        }
        failures.extend(stay);
        warnings.extend(outcome.warnings);

        let kept: Vec<(&Job<'_>, &Kept)> =
            jobs.iter().filter_map(|job| Some((job, outcome.fresh.get(&job.number).or(job.before)?))).collect();
        let published: Vec<(usize, Option<Digest>, Policy)> =
            kept.iter().filter_map(|(job, kept)| Some((job.number, kept.key, job.policy(kept)?))).collect();
        let numbers: Vec<usize> = published.iter().map(|(number, ..)| *number).collect();
        let keys: Vec<Option<Digest>> = published.iter().map(|(_, key, _)| *key).collect();
        let policies: Vec<Policy> = published.into_iter().map(|(.., policy)| policy).collect();
        let all_well = failures.is_empty() && withheld.is_empty();
        if policies.is_empty() {
            return Err(nothing(failures.into_values().next(), withheld));
        }
        let newest = policies.iter().map(|p| p.current().published).max().unwrap_or(tip.date);
        let pages = pages::of_site(&site, (&policies, store::key(&keys)), newest, tip.date);
        // what is kept of policies that fail, under the numbers that they have now
        let fails = |job: &Job<'_>| barred.contains(&job.number) || failures.contains_key(&job.number);
        let mut batch = publication.batch();
        for (job, kept) in kept.iter().filter(|(job, _)| fails(job)) {
            kept.carry(job.number, self.reader, self.folder, &mut batch)?;
        }
        batch.add()?;
        let mut batch = publication.batch();
        let by_number: HashMap<usize, (&Job<'_>, &Kept)> = kept.iter().map(|one| (one.0.number, *one)).collect();
        let (again, place) = (Mutex::new(None), repository.location()); // for what is asked side by side; mostly nothing is
        let woven = |number: usize| {
            let mut again = again.lock().unwrap_or_else(PoisonError::into_inner);
            let repository = opened(again.get_or_insert_with(|| Repository::discover(place)))?;
            let (job, kept) = by_number[&number];
            job.woven(kept, repository, self.folder)
        };
        let shelf = Shelf::new(&publication, numbers.clone(), &woven);
        let lists = Lists::new(&site, &policies);
        let months = Months::new(&site, &policies);
        let mut shared_files = common::publish(&site, &pages, (&policies, &lists, &months, &shelf), state, &mut batch)?;
        shared_files.extend(lists::publish(&site, &lists, &keys, (state, newest), &mut batch)?);
        shared_files.extend(months::publish(&site, &months, state, &mut batch)?);
        let all = (&*numbers, &*policies, &shelf);
        shared_files.extend(index.publish(&site, all, (state, self.folder, newest), &mut batch)?);
        let from = (repository, self.folder);
        let (annexes, odd) = attach::publish(kept.iter().map(|(_, kept)| *kept), state, from, &mut batch)?;
        shared_files.extend(annexes);
        warnings.extend(odd);
        batch.add()?;
        if self.archive.config.precompress {
            let all = kept.iter().flat_map(|(_, kept)| &kept.files).chain(&shared_files);
            let files = compressed::publish(all, state, &publication)?;
            shared_files.extend(files);
        }
        let mut batch = publication.batch();

        let known = |(job, kept): &(&Job<'_>, &Kept)| -> Option<Known> {
            if fails(job) { job.known_before(state).cloned() } else { job.known(kept) }
        };
        let policies_known: Vec<Known> = kept.iter().filter_map(known).collect();
        let numbers: HashSet<usize> = policies_known.iter().map(|known| known.number).collect();
        // what was published and has no pages now keeps its addresses all the same
        let away = state.record.policies.iter().filter(|known| !numbers.contains(&known.number));
        let mut record = Record {
            inputs: Some(self.inputs),
            reading: Some(self.archive.reading),
            folder: self.archive.scope.folder.clone(),
            commit: tip.commit.as_str().to_owned(),
            line: history.len(),
            corrections: history.corrections().to_vec(),
            catalog: all_well.then(|| catalog.key()),
            gone: state.record.gone.iter().chain(&state.lost).chain(away).cloned().collect(),
            policies: policies_known,
            shared: shared_files,
            left: state.record.left.clone(),
            late: Files::new(),
            complete: all_well,
            ..Record::default()
        };
        let standing: HashSet<usize> = jobs.iter().map(|job| job.number).collect();
        let obsolete = compressed::remove(state.obsolete(&record.shared, &outcome.fresh, &standing), &publication);
        if !state.lost.is_empty() && !state.is_reread {
            record.left.extend(obsolete); // what was published stays, even where nobody answers for it any more
        } else if !all_well {
            record.late = obsolete; // nothing is removed while a policy fails
        } else {
            obsolete.iter().for_each(|(path, file)| publication.remove(path, file.rank));
        }
        state.drop_others(&standing, &publication);
        state::keep_history(history, line_before, &mut batch)?;
        record.keep(&mut batch)?;
        batch.add()?;
        let report = Report {
            tip: tip.clone(),
            policies: policies.len(),
            versions: policies.iter().map(|p| p.versions.len()).sum(),
            changed: outcome.changed,
            published: publication.finish()?,
            warnings,
            failures: failures.into_values().collect(),
        };
        Ok(Attempt::Published(Box::new(Done { record, fresh: outcome.fresh, standing, report })))
    }

    /// Refuses a publication by which published versions would no longer be at their addresses, unless settings leave them
    /// out, which can be taken back.
    fn refuse_losses(&self, state: &State, names: &Names, warnings: &mut Vec<Warning>) -> Result<()> {
        if state.lost.is_empty() {
            return Ok(());
        }
        let contested: Vec<Known> = state.lost.iter().filter(|k| names.contested.contains(&k.id)).cloned().collect();
        if !state.is_reread {
            return if self.accept.is_none() { Err(guard::moved(&state.lost)) } else { Ok(()) };
        }
        if !contested.is_empty() {
            return Err(guard::renumbered(&contested));
        }
        warnings.extend(state.lost.iter().map(guard::left_out));
        Ok(())
    }

    /// The published line with what was committed since, how much of it was kept before, and what is odd about the rest.
    fn advance(&self, state: &mut State) -> Result<(History, usize, Vec<Warning>)> {
        let Archive { repository, tip, config, scope, .. } = &self.archive;
        let progress = &mut |done, all| (self.listener)(Progress { stage: Stage::Commits, done, all });
        let mut history = state.take_history(self.folder, scope.clone(), config.show_authors)?;
        let (mut kept, mut warnings) = (history.len(), Vec::new());
        if kept > 0 && state.record.reading != Some(self.archive.reading) {
            (history, warnings) = history.reread(repository, scope.clone(), config.show_authors, progress)?;
            state.is_reread = true;
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

    /// Stages the pages of those policies that `runs` lets, side by side; a policy that fails fails alone. Translations
    /// come after their originals, of which they tell.
    fn publish_policies(
        &self,
        jobs: &[Job<'_>],
        runs: &dyn Fn(&&Job<'_>) -> bool,
        (site, catalog, history, state, publication, (files, index)): Parts<'_>,
    ) -> Result<Outcome> {
        let mut due: Vec<&Job<'_>> = jobs.iter().filter(|job| runs(job) && job.is_due(site)).collect();
        due.sort_by_key(|job| std::cmp::Reverse(job.fresh())); // long work first
        let all = due.iter().map(|job| job.fresh()).sum();
        let done = AtomicUsize::new(0);
        let tick = |count: usize| {
            let done = done.fetch_add(count, Ordering::Relaxed) + count;
            (self.listener)(Progress { stage: Stage::Versions, done, all });
        };
        let (folder, reader) = (self.folder, self.reader);
        let shared = Shared { site, catalog, history, state, folder, publication, reader, files, index, tick: &tick };
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

/// What policies are published with.
type Parts<'a> = (&'a Site<'a>, &'a Catalog, &'a History, &'a State, &'a Publication<'a>, (&'a Sources<'a>, &'a Index));

/// The warning about the state of an older version of this program.
fn old_state(folder: &Folder) -> Option<Warning> {
    let message = "is not used any more: the state is kept outside of the published folder; remove it";
    folder.has_old_state().then(|| Warning::new(".promulgate", message))
}

/// Whether others lead to what a policy that failed would have been: it has no pages yet, or has them at another address,
/// or a translation tells of it.
fn is_led_to(number: usize, jobs: &[Job<'_>], state: &State) -> bool {
    let Some(job) = jobs.iter().find(|job| job.number == number) else { return false };
    let id = &job.outline.entry.id;
    let moves = || job.known_before(state).is_none_or(|known| known.id != *id);
    let is_translated = || jobs.iter().any(|other| other.outline.entry.translation_of.as_ref() == Some(id));
    job.before.is_none() || moves() || is_translated()
}

/// A failure of the policy of `lineage`.
fn named(lineage: &Lineage, error: &Error) -> Error {
    Error::input(format!("{}: {error}", lineage.path))
        .hint(error.remedy().unwrap_or("mend the policy; the others are published").to_owned())
}

/// The refusal of a first publication in which nothing can be read.
fn nothing(first: Option<Error>, withheld: &Withheld) -> Error {
    let first = first.as_ref().or(withheld.values().next());
    let (why, hint) = first.map_or((String::new(), None), |e| (format!(": {e}"), e.remedy()));
    Error::input(format!("none of the policies can be published{why}"))
        .hint(hint.unwrap_or("mend the policies; nothing was published").to_owned())
}

/// What came of publishing policies.
#[derive(Default)]
struct Outcome {
    /// By number.
    fresh: HashMap<usize, Kept>,
    changed: Vec<String>,
    warnings: Vec<Warning>,
    failures: Withheld,
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
            Err(error) => {
                self.failures.insert(job.number, named(job.lineage, &error));
            }
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
