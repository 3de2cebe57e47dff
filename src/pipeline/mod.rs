//! The program in one function: from a repository to a published site.

mod read;

use crate::catalog::Catalog;
use crate::config::{self, Config};
use crate::document::{self, Parsed};
use crate::error::{Error, Result, Warning};
use crate::history::{BlobId, History, Lineage, Repository, Scope, Tip, What};
use crate::model::{Policy, VersionNumber};
use crate::pages::{self, Page, Site, Text, Theme};
use crate::publish::{Publication, Published};
use crate::weave::Weave;
use rayon::prelude::*;
use read::{Reading, Texts};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Where policies come from.
#[derive(Debug, Clone)]
pub struct Source {
    /// A folder in the repository.
    pub repo: PathBuf,
    /// The revision that is published.
    pub rev: String,
    /// The policies folder, in place of the configured one.
    pub policies: Option<String>,
    /// A configuration file, in place of the committed one.
    pub config: Option<PathBuf>,
}

/// Where long work stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// Done so far.
    pub done: usize,
    /// To be done.
    pub all: usize,
}

/// What long work is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Reading commits.
    Commits,
    /// Reading, comparing and rendering versions.
    Versions,
}

/// A function that is told where long work stands, from any thread.
pub type Watcher<'a> = &'a (dyn Fn(Progress) + Sync);

/// What was published.
#[derive(Debug)]
pub struct Report {
    /// The published commit.
    pub tip: Tip,
    /// How many policies.
    pub policies: usize,
    /// How many versions of all of them.
    pub versions: usize,
    /// What was written.
    pub published: Published,
    /// What is odd, by place.
    pub warnings: Vec<Warning>,
    /// Policies that could not be published; the others were.
    pub failures: Vec<Error>,
}

/// Publishes everything committed into the folder `out`.
///
/// # Errors
/// The repository, its configuration or the folder can't be used. Nothing that was published is lost.
pub fn build(source: &Source, out: &Path, theme: Option<&Path>, watcher: Watcher<'_>) -> Result<Report> {
    let theme = Theme::load(theme)?;
    let archive = Archive::open(source, watcher)?;
    let publication = Publication::begin(out)?;
    let site = Site::new(&archive.config, &archive.catalog, &theme, &archive.tip.commit, &archive.history.root);

    let outcome = archive.each_policy(watcher, |policy, weave, source| {
        let text = Text { weave, source };
        publish_pages(&publication, pages::of_policy(&site, policy, &text)?)
    })?;
    publish_pages(&publication, pages::of_site(&site, &outcome.policies)?)?;
    if !outcome.failed.is_empty() {
        publication.leave(|path| archive.catalog.owner(path).is_some_and(|ix| outcome.failed.contains(&ix)));
    }

    let mut warnings = archive.warnings;
    warnings.extend(outcome.warnings);
    warnings.sort();
    Ok(Report {
        tip: archive.tip,
        policies: outcome.policies.len(),
        versions: outcome.policies.iter().map(|p| p.versions.len()).sum(),
        published: publication.finish()?,
        warnings,
        failures: outcome.failures,
    })
}

fn publish_pages(publication: &Publication, pages: Vec<Page<'_>>) -> Result<()> {
    pages.iter().try_for_each(|page| publication.add(&page.path, &page.render()?))
}

/// The change log: every policy with its versions.
pub fn survey(source: &Source, watcher: Watcher<'_>) -> Result<Outcome> {
    let archive = Archive::open(source, watcher)?;
    let mut outcome = archive.each_policy(watcher, |_, _, _| Ok(()))?;
    outcome.warnings.splice(0..0, archive.warnings);
    Ok(outcome)
}

/// The weave of the policy that a person calls `name` (its id or its path), with its facts.
pub fn weave(source: &Source, name: &str, watcher: Watcher<'_>) -> Result<(Policy, Weave)> {
    let archive = Archive::open(source, watcher)?;
    let ix = archive.catalog.find(name).ok_or_else(|| {
        let known: Vec<&str> = archive.catalog.entries().iter().map(|e| e.id.as_str()).take(12).collect();
        Error::misuse(format!("there is no policy `{name}`")).hint(format!("known are: {}", known.join(", ")))
    })?;
    let Reading { policy, weave, .. } = archive.read(ix, &archive.repository, &|_| {})?;
    Ok((policy, weave))
}

/// The weave of two files: two versions.
pub fn weave_files(old: &Path, new: &Path) -> Result<Weave> {
    let mut weave = Weave::default();
    for path in [old, new] {
        let bytes = std::fs::read(path).map_err(|e| {
            Error::input(format!("can't read `{}`", path.display()))
                .hint("name two Markdown files, or a policy and two versions")
                .because(e)
        })?;
        weave.append(&document::parse(&bytes, &path.display().to_string()).document);
    }
    Ok(weave)
}

/// What came of going through all policies.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The policies, by path.
    pub policies: Vec<Policy>,
    /// What is odd.
    pub warnings: Vec<Warning>,
    /// Policies that failed; the others did not.
    pub failures: Vec<Error>,
    /// Their places among the lineages.
    failed: BTreeSet<usize>,
}

/// A repository as it is published, before its texts are read.
struct Archive {
    repository: Mutex<Repository>,
    tip: Tip,
    config: Config,
    history: History,
    catalog: Catalog,
    warnings: Vec<Warning>,
}

/// Reads a version's bytes.
type Sources<'a> = &'a (dyn Fn(VersionNumber) -> Result<Vec<u8>> + Sync);

impl Archive {
    fn open(source: &Source, watcher: Watcher<'_>) -> Result<Self> {
        let repository = Repository::discover(&source.repo)?;
        let tip = repository.tip(&source.rev)?;
        let config = configuration(source, &repository, &tip)?;
        let folder = policies_folder(source, &config, &repository, &tip)?;
        let scope = Scope::new(&folder, &config.include, &config.exclude)?;
        let mut history = repository.walk(&tip, &scope, &mut |done, all| {
            watcher(Progress { stage: Stage::Commits, done, all });
        })?;
        if history.lineages.is_empty() {
            let whole = if folder.is_empty() { "in the repository".into() } else { format!("in `{folder}/`") };
            return Err(Error::input(format!("there is no policy {whole}: no Markdown file was ever committed there"))
                .hint("policies are `.md` files; README, LICENSE and the like at the top are none; choose their folder with --policies DIR"));
        }
        let latest = latest(&repository, &history.lineages)?;
        let catalog = Catalog::new(&history.lineages, &latest, scope, config.lang.clone())?;
        let warnings = std::mem::take(&mut history.warnings);
        let repository = Mutex::new(repository);
        Ok(Self { repository, tip, config, history, catalog, warnings })
    }

    /// Reads each policy whole and gives it to `then`, policies side by side; a policy that fails fails alone.
    fn each_policy(
        &self,
        watcher: Watcher<'_>,
        then: impl Fn(&Policy, &Weave, Sources<'_>) -> Result<()> + Sync,
    ) -> Result<Outcome> {
        let all = self.history.lineages.iter().map(|l| versions(l).count()).sum();
        let done = AtomicUsize::new(0);
        let tick = |count: usize| {
            let done = done.fetch_add(count, Ordering::Relaxed) + count;
            watcher(Progress { stage: Stage::Versions, done, all });
        };
        let one = |repository: &mut Result<Mutex<Repository>>, ix: usize| -> Result<(Policy, Vec<Warning>)> {
            let repository = repository.as_ref().map_err(|e| Error::environment(e.to_string()))?;
            let Reading { policy, weave, warnings } = self.read(ix, repository, &tick)?;
            let lineage = &self.history.lineages[ix];
            let source = |n: VersionNumber| {
                let (_, blob) = versions(lineage).nth(n.index()).expect("a version of this policy");
                lock(repository).blob(blob)
            };
            then(&policy, &weave, &source)?;
            Ok((policy, warnings))
        };
        let guarded = |repository: &mut Result<Mutex<Repository>>, ix: usize| {
            catch_unwind(AssertUnwindSafe(|| one(repository, ix))).unwrap_or_else(|_| {
                Err(Error::input("the program failed on this policy")
                    .hint("please report it with the text; the other policies are published"))
            })
        };
        let results: Vec<Result<(Policy, Vec<Warning>)>> = (0..self.history.lineages.len())
            .into_par_iter()
            .map_init(|| lock(&self.repository).reopen().map(Mutex::new), guarded)
            .collect();

        let mut outcome = Outcome::default();
        for (ix, (result, lineage)) in results.into_iter().zip(&self.history.lineages).enumerate() {
            match result {
                Ok((policy, warnings)) => {
                    outcome.policies.push(policy);
                    outcome.warnings.extend(warnings);
                }
                Err(error) if error.fault() == crate::error::Fault::Environment => return Err(error),
                Err(error) => {
                    outcome.failed.insert(ix);
                    outcome.failures.push(
                        Error::input(format!("{}: {error}", lineage.path))
                            .hint(error.remedy().unwrap_or("mend the policy; the others are published").to_owned()),
                    );
                }
            }
        }
        Ok(outcome)
    }

    fn read(&self, ix: usize, repository: &Mutex<Repository>, tick: &dyn Fn(usize)) -> Result<Reading> {
        read::read(&Texts {
            lineage: &self.history.lineages[ix],
            entry: &self.catalog.entries()[ix],
            commits: &self.history.commits,
            show_authors: self.config.show_authors,
            blob: &|blob| lock(repository).blob(blob),
            tick,
        })
    }
}

fn configuration(source: &Source, repository: &Repository, tip: &Tip) -> Result<Config> {
    let (name, bytes) = match &source.config {
        Some(path) => {
            let bytes = std::fs::read(path)
                .map_err(|e| Error::input(format!("can't read the configuration `{}`", path.display())).because(e))?;
            (path.display().to_string(), Some(bytes))
        }
        None => (config::FILE.to_owned(), repository.file(tip, config::FILE)?),
    };
    let Some(bytes) = bytes else { return Ok(Config::default()) };
    let text = String::from_utf8(bytes).map_err(|e| Error::input(format!("{name} is not valid UTF-8")).because(e))?;
    Config::parse(&text, &name)
}

fn policies_folder(source: &Source, config: &Config, repository: &Repository, tip: &Tip) -> Result<String> {
    let chosen = source.policies.as_deref().or(config.policies.as_deref()).map(|f| f.trim_matches('/'));
    match chosen.map(|f| if f == "." { "" } else { f }) {
        Some(folder) if repository.has_folder(tip, folder)? => Ok(folder.to_owned()),
        Some(folder) => {
            Err(Error::input(format!("there is no folder `{folder}` in the published revision {}", tip.commit.short()))
                .hint("name the policies folder as it is in the repository, with --policies DIR or `policies = …`"))
        }
        None if repository.has_folder(tip, "policy")? => Ok("policy".into()),
        None => Ok(String::new()),
    }
}

/// The latest text of each policy.
fn latest(repository: &Repository, lineages: &[Lineage]) -> Result<Vec<Parsed>> {
    let parse = |lineage: &Lineage| {
        let (path, blob) = versions(lineage).last().expect("a policy has a version");
        Ok(document::parse(&repository.blob(blob)?, path))
    };
    lineages.iter().map(parse).collect()
}

/// The versions of a lineage: where the file stood, and its bytes.
fn versions(lineage: &Lineage) -> impl Iterator<Item = (&str, &BlobId)> {
    lineage.events.iter().filter_map(|event| match &event.what {
        What::Version { path, blob } => Some((path.as_str(), blob)),
        _ => None,
    })
}

fn lock(repository: &Mutex<Repository>) -> std::sync::MutexGuard<'_, Repository> {
    repository.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
