//! A repository as its settings see it, and what is read from it without publishing.

use super::read::{Facts, Texts};
use super::{Listener, Progress, Stage, opened, side_by_side};
use crate::catalog::{Catalog, Profile};
use crate::config::{self, Config};
use crate::document::{self, Parsed};
use crate::error::{Error, Fault, Result, Warning};
use crate::history::{Advance, BlobId, History, Lineage, Repository, Scope, Tip};
use crate::model::{Digest, Policy, VersionNumber};
use crate::store;
use crate::weave::Weave;
use std::path::{Path, PathBuf};
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

/// A repository and the revision that is published, with its settings.
pub(super) struct Archive {
    pub(super) repository: Repository,
    pub(super) tip: Tip,
    pub(super) config: Config,
    pub(super) scope: Scope,
    /// A digest of the settings.
    pub(super) settings: Digest,
    /// A digest of what decides which commits and files are read.
    pub(super) reading: Digest,
}

/// Gives the bytes of a version of the policy with a number.
pub(super) type Text<'a> = &'a (dyn Fn(&Repository, usize, VersionNumber, &BlobId) -> Result<Vec<u8>> + Sync);

impl Archive {
    pub(super) fn open(source: &Source) -> Result<Self> {
        let repository = Repository::discover(&source.repo)?;
        let tip = repository.tip(&source.rev)?;
        let (config, bytes) = configuration(source, &repository, &tip)?;
        let folder = policies_folder(source, &config, &repository, &tip)?;
        let scope = Scope::new(&folder, &config.include, &config.exclude)?.importing(config.import_history);
        Ok(Self {
            settings: store::key(&(bytes, &folder)),
            reading: store::key(&(
                &folder,
                &config.include,
                &config.exclude,
                config.show_authors,
                config.import_history,
            )),
            repository,
            tip,
            config,
            scope,
        })
    }

    /// Refuses a history without a policy.
    pub(super) fn check(&self, lineages: &[(usize, &Lineage)]) -> Result<()> {
        if !lineages.is_empty() {
            return Ok(());
        }
        let folder = &self.scope.folder;
        let whole = if folder.is_empty() { "in the repository".into() } else { format!("in `{folder}/`") };
        Err(Error::input(format!("there is no policy {whole}: no Markdown file was ever committed there")).hint(
            "policies are `.md` files; README, LICENSE and the like at the top are none; choose their folder with --policies DIR",
        ))
    }

    /// What the latest text of each of `lineages` says; of one that can't be read nothing is known. `text` gives the bytes
    /// of a version of one of them.
    pub(super) fn profiles(&self, lineages: &[(usize, &Lineage)], text: Text<'_>) -> Result<Vec<Profile>> {
        let profile = |repository: &mut Result<Repository>, (number, lineage): &(usize, &Lineage)| {
            let repository = opened(repository)?;
            let (ix, (path, blob, _)) = lineage.versions().enumerate().last().expect("a policy has a version");
            let parsed = match text(repository, *number, VersionNumber::at(ix), blob) {
                Ok(bytes) => document::parse(&bytes, path),
                Err(error) if error.fault() == Fault::Environment => return Err(error),
                Err(_) => Parsed::default(), // it is told, and fails alone, when its versions are read
            };
            Ok(Profile::new(&parsed, &lineage.path))
        };
        let location = self.repository.location();
        side_by_side(lineages, || Repository::discover(location), profile).into_iter().collect()
    }
}

fn configuration(source: &Source, repository: &Repository, tip: &Tip) -> Result<(Config, Option<Vec<u8>>)> {
    let (name, bytes) = match &source.config {
        Some(path) => {
            let bytes = std::fs::read(path)
                .map_err(|e| Error::input(format!("can't read the configuration `{}`", path.display())).because(e))?;
            (path.display().to_string(), Some(bytes))
        }
        None => (config::FILE.to_owned(), repository.file(tip, config::FILE)?),
    };
    let Some(bytes) = bytes else { return Ok((Config::default(), None)) };
    let text = std::str::from_utf8(&bytes);
    let text = text.map_err(|e| Error::input(format!("{name} is not valid UTF-8")).because(e))?;
    Ok((Config::parse(text, &name)?, Some(bytes)))
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

/// What came of reading all policies.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The policies, by path.
    pub policies: Vec<Policy>,
    /// What is odd.
    pub warnings: Vec<Warning>,
}

/// Everything committed, read without publishing it.
struct Reading {
    history: History,
    catalog: Catalog,
    warnings: Vec<Warning>,
}

impl Reading {
    fn of(source: &Source, listener: Listener<'_>) -> Result<(Repository, Self)> {
        let archive = Archive::open(source)?;
        let mut history = History::new(archive.scope.clone(), archive.config.show_authors);
        let progress = &mut |done, all| listener(Progress { stage: Stage::Commits, done, all });
        let Advance::Grown(warnings) = history.advance(&archive.repository, &archive.tip, None, progress)? else {
            unreachable!("nothing was published that could be lost")
        };
        let lineages = history.lineages();
        archive.check(&lineages)?;
        let profiles = archive.profiles(&lineages, &|repository, _, _, blob| repository.blob(blob))?;
        let lineages: Vec<&Lineage> = lineages.into_iter().map(|(_, lineage)| lineage).collect();
        let catalog =
            Catalog::new(&lineages, &profiles, Vec::new(), archive.scope.clone(), archive.config.lang.clone())?;
        Ok((archive.repository, Self { history, catalog, warnings }))
    }

    fn policy(&self, ix: usize, lineage: &Lineage, repository: &Repository) -> Result<(Policy, Weave, Vec<Warning>)> {
        let (mut facts, mut weave) = (Facts::default(), Weave::default());
        let texts =
            Texts { lineage, commit: &|place| self.history.commit(place), blob: &|_, blob| repository.blob(blob) };
        let warnings = facts.read(&mut weave, &texts, &mut |_, _, _| Ok(()))?;
        Ok((facts.policy(&self.catalog.entries()[ix]), weave, warnings))
    }
}

/// The change log: every policy with its versions.
pub fn survey(source: &Source, listener: Listener<'_>) -> Result<Outcome> {
    let (repository, reading) = Reading::of(source, listener)?;
    let lineages: Vec<(usize, &Lineage)> =
        reading.history.lineages().into_iter().enumerate().map(|(ix, (_, lineage))| (ix, lineage)).collect();
    let all = lineages.iter().map(|(_, l)| l.versions().count()).sum();
    let done = AtomicUsize::new(0);
    let location = repository.location();
    let results = side_by_side(
        &lineages,
        || Repository::discover(location),
        |repository, (ix, lineage)| {
            let repository = opened(repository)?;
            let (policy, _, warnings) = reading.policy(*ix, lineage, repository)?;
            let done = done.fetch_add(policy.versions.len(), Ordering::Relaxed) + policy.versions.len();
            listener(Progress { stage: Stage::Versions, done, all });
            Ok((policy, warnings))
        },
    );
    let mut outcome = Outcome { warnings: reading.warnings.clone(), ..Outcome::default() };
    for result in results {
        let (policy, warnings) = result?;
        outcome.policies.push(policy);
        outcome.warnings.extend(warnings);
    }
    Ok(outcome)
}

/// The weave of the policy that a person calls `name` (its id or its path), with its facts.
pub fn weave(source: &Source, name: &str, listener: Listener<'_>) -> Result<(Policy, Weave)> {
    let (repository, reading) = Reading::of(source, listener)?;
    let ix = reading.catalog.find(name).ok_or_else(|| {
        let known: Vec<&str> = reading.catalog.entries().iter().map(|e| e.id.as_str()).take(12).collect();
        Error::misuse(format!("there is no policy `{name}`")).hint(format!("known are: {}", known.join(", ")))
    })?;
    let (_, lineage) = reading.history.lineages()[ix];
    let (policy, weave, _) = reading.policy(ix, lineage, &repository)?;
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
