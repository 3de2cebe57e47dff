//! What is read from a repository without publishing it.

use super::annexes::{AnnexReader, Sources};
use super::archive::{Archive, Source, VersionBytes};
use super::read::{PolicySource, ReadState};
use super::stated;
use super::texts;
use super::withheld::Withheld;
use super::{Listener, Progress, Stage, opened, side_by_side};
use crate::addenda;
use crate::catalog::{self, Catalog, Profile, Published};
use crate::document;
use crate::error::{Error, Fault, Result, Warning};
use crate::history::{Advance, History, Lineage, Repository, Scope, Trees};
use crate::model::{Lang, Policy, PolicyId};
use crate::weave::Weave;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Policies that were read without being published.
#[derive(Debug, Default)]
pub struct Survey {
    /// The policies, by path.
    pub policies: Vec<Policy>,
    /// Warnings about them.
    pub warnings: Vec<Warning>,
}

/// Everything committed, read without publishing it.
struct Surveyed {
    archive: Archive,
    history: History,
    /// Warnings about the commits.
    warnings: Vec<Warning>,
}

/// Policies of a reading, by the names that they would be published under.
struct Named<'a> {
    history: &'a History,
    scope: &'a Scope,
    /// The largest size in bytes that a file which a text links to may have.
    limit: u64,
    /// Whether there are files of changes.
    has_changes: bool,
    catalog: Catalog,
    /// As the catalog has them.
    lineages: Vec<&'a Lineage>,
    warnings: Vec<Warning>,
}

impl Surveyed {
    fn of(source: &Source, listener: Listener<'_>) -> Result<Self> {
        let archive = Archive::open(source)?;
        let mut history = History::new(archive.scope.clone(), archive.config.show_authors);
        let progress = &mut |done, all| listener(Progress { stage: Stage::Commits, done, all });
        let Advance::Grown(warnings) = history.advance(&archive.repository, &archive.tip, None, progress)? else {
            unreachable!("nothing was published that could be lost")
        };
        archive.check(&history.lineages())?;
        Ok(Self { archive, history, warnings })
    }

    fn lineages(&self) -> Vec<&Lineage> {
        self.history.lineages().into_iter().map(|(_, lineage)| lineage).collect()
    }

    /// These of the policies.
    fn named<'a>(&'a self, lineages: &[&'a Lineage]) -> Result<Named<'a>> {
        let archive = &self.archive;
        let text: VersionBytes<'_> = &|repository, _, _, blob| repository.blob(blob);
        let numbered: Vec<(usize, &Lineage)> = lineages.iter().copied().enumerate().collect();
        let profiles = archive.profiles(&archive.repository, &numbered, text, &|_| (0, &[]))?;
        let names = catalog::names(lineages, &profiles, &Published::default(), &archive.scope, &|_| false);
        let standing: Vec<usize> = (0..lineages.len()).filter(|ix| names.all[*ix].is_some()).collect();
        let latest: Vec<Arc<Profile>> = standing.iter().map(|ix| Arc::clone(&profiles[*ix])).collect();
        let found = names.all.into_iter().flatten().collect();
        let warnings = names.warnings.into_iter().map(|(_, warning)| warning);
        let refused = names.refused.into_iter().map(|(ix, e)| Warning::new(&lineages[ix].path, e.to_string()));
        let warnings = warnings.chain(refused).collect();
        let lineages: Vec<&Lineage> = standing.into_iter().map(|ix| lineages[ix]).collect();
        let catalog = Catalog::new(&lineages, &latest, found, archive.scope.clone(), archive.settings_of_all());
        let (scope, limit) = (&archive.scope, archive.config.annex_limit);
        let has_changes = archive.repository.has_folder(&archive.tip, addenda::FOLDER)?;
        Ok(Named { history: &self.history, scope, limit, has_changes, catalog, lineages, warnings })
    }

    /// The policy that a person calls `name` (its id or its path), with those on which its name depends; and its place
    /// among them. PolicySource of others are not read, unless one of them may have that name.
    fn find(&self, name: &str) -> Result<(Named<'_>, usize)> {
        let all = self.lineages();
        let some = catalog::kin(&all, &self.archive.scope, name);
        if !some.is_empty() && !self.is_contested(&all, &some)? {
            let some: Vec<&Lineage> = some.into_iter().map(|ix| all[ix]).collect();
            let named = self.named(&some)?;
            if let Some(ix) = named.catalog.find(name) {
                return Ok((named, ix));
            }
        }
        let named = self.named(&all)?;
        match named.catalog.find(name) {
            Some(ix) => Ok((named, ix)),
            None => {
                let known: Vec<&str> = named.catalog.entries().iter().map(|e| e.id.as_str()).take(12).collect();
                Err(Error::misuse(format!("there is no policy `{name}`"))
                    .hint(format!("available policies: {}", known.join(", "))))
            }
        }
    }

    /// Whether the current text of a policy that is none of `some` asks for an id near theirs.
    fn is_contested(&self, all: &[&Lineage], some: &[usize]) -> Result<bool> {
        let ids: BTreeSet<PolicyId> =
            some.iter().flat_map(|ix| catalog::asked_for(all[*ix], &self.archive.scope)).collect();
        let ids: BTreeSet<&PolicyId> = ids.iter().collect();
        let others: Vec<&Lineage> = (0..all.len()).filter(|ix| !some.contains(ix)).map(|ix| all[ix]).collect();
        let asks = |repository: &mut Result<Repository>, lineage: &&Lineage| {
            let Some((_, blob, _)) = lineage.versions().next_back() else { return Ok(false) };
            match opened(repository)?.blob(blob) {
                Err(error) if error.fault() == Fault::Environment => Err(error),
                Err(_) => Ok(false), // it can't be published
                Ok(bytes) => Ok(document::written(&bytes)
                    .id
                    .is_some_and(|written| catalog::is_near(&PolicyId::new(&written), &ids))),
            }
        };
        let location = self.archive.repository.location();
        let asked = side_by_side(&others, || Repository::discover(location), asks);
        asked.into_iter().try_fold(false, |any, one| Ok(any || one?))
    }
}

impl Named<'_> {
    /// The files that texts link to.
    fn sources(&self) -> Sources<'_> {
        Sources::new(Trees::new(self.history, 0), self.scope, self.limit, 0)
    }

    fn policy(&self, ix: usize, files: AnnexReader<'_>) -> Result<(Policy, Vec<Warning>)> {
        let (mut facts, mut weave) = (ReadState::default(), Weave::default());
        let texts = PolicySource {
            lineage: self.lineages[ix],
            withheld: &Withheld::new(),
            commit: &|place| self.history.commit(place),
            blob: &|_, blob| files.repository.blob(blob),
            language: &|parsed, path| self.catalog.language(parsed, path),
            files,
        };
        let warnings = facts.read(None, &mut weave, &texts, &mut |_, _, _| Ok(()))?;
        let of = (&self.catalog.entries()[ix], self.lineages[ix]);
        Ok((stated::policy(&facts, of, self.history, files, self.has_changes)?, warnings))
    }
}

/// The change log: every policy with its versions.
pub fn survey(source: &Source, listener: Listener<'_>) -> Result<Survey> {
    let reading = Surveyed::of(source, listener)?;
    let named = reading.named(&reading.lineages())?;
    let all = named.lineages.iter().map(|lineage| lineage.versions().count()).sum();
    let done = AtomicUsize::new(0);
    let location = reading.archive.repository.location();
    let sources = named.sources();
    let places: Vec<usize> = (0..named.lineages.len()).collect();
    let results = side_by_side(
        &places,
        || Repository::discover(location),
        |repository, ix| {
            let (policy, warnings) =
                named.policy(*ix, AnnexReader { sources: &sources, repository: opened(repository)? })?;
            let done = done.fetch_add(policy.versions.len(), Ordering::Relaxed) + policy.versions.len();
            listener(Progress { stage: Stage::Versions, done, all });
            Ok((policy, warnings))
        },
    );
    let warnings = reading.warnings.iter().chain(&named.warnings).cloned().collect();
    let mut survey = Survey { warnings, ..Survey::default() };
    for result in results {
        let (policy, warnings) = result?;
        survey.policies.push(policy);
        survey.warnings.extend(warnings);
    }
    Ok(survey)
}

/// The policy that a person calls `name` (its id or its path), with its versions and warnings.
pub fn survey_one(source: &Source, name: &str, listener: Listener<'_>) -> Result<Survey> {
    let reading = Surveyed::of(source, listener)?;
    let (named, ix) = reading.find(name)?;
    let files = AnnexReader { sources: &named.sources(), repository: &reading.archive.repository };
    let (policy, warnings) = named.policy(ix, files)?;
    Ok(Survey { policies: vec![policy], warnings })
}

/// The policy that a person calls `name` (its id or its path), with its versions, and the folder of the files that are
/// checked out.
///
/// # Errors
/// There is no such policy, or the repository has no checked-out files.
pub fn checked_out(source: &Source, name: &str, listener: Listener<'_>) -> Result<(Policy, PathBuf)> {
    let reading = Surveyed::of(source, listener)?;
    let (named, ix) = reading.find(name)?;
    let repository = &reading.archive.repository;
    let folder = repository.work_tree().ok_or_else(|| {
        Error::misuse("this repository has no checked-out files").hint("run it in a clone that has some, and push")
    })?;
    let (policy, _) = named.policy(ix, AnnexReader { sources: &named.sources(), repository })?;
    Ok((policy, folder.to_owned()))
}

/// The weave of the policy that a person calls `name` (its id or its path), and its language.
pub fn weave(source: &Source, name: &str, listener: Listener<'_>) -> Result<(Weave, Lang)> {
    let reading = Surveyed::of(source, listener)?;
    let (named, ix) = reading.find(name)?;
    let versions = named.lineages[ix].versions().map(|(path, blob, _)| (path, blob));
    let weave = texts::weave(versions, |_, blob| reading.archive.repository.blob(blob))?;
    Ok((weave, named.catalog.entries()[ix].lang.clone()))
}

/// The weave of two files, which are two versions, and the language of the newer one.
pub fn weave_files(old: &Path, new: &Path) -> Result<(Weave, Lang)> {
    let (mut weave, mut lang) = (Weave::default(), None);
    for path in [old, new] {
        let bytes = std::fs::read(path).map_err(|e| {
            Error::input(format!("can't read `{}`", path.display()))
                .hint("name two Markdown files, or a policy and two versions")
                .because(e)
        })?;
        let parsed = document::parse(&bytes, &path.display().to_string());
        weave.append(&parsed.document);
        lang = Some(catalog::language(&parsed.front, &parsed.document, &path.to_string_lossy(), None));
    }
    Ok((weave, lang.expect("two files were read")))
}
