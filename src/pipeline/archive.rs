//! A repository as its settings see it.

use super::{opened, side_by_side};
use crate::catalog::{self, Past, Profile};
use crate::config::{self, Config};
use crate::document::{self, Parsed, Written};
use crate::error::{Error, Fault, Result};
use crate::history::{BlobId, Lineage, ProposalRef, Repository, Scope, Tip};
use crate::model::{Digest, Lang, VersionNumber};
use crate::pages::Logo;
use crate::store;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

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
    /// The logo of the office.
    pub(super) logo: Option<Logo>,
    pub(super) scope: Scope,
    /// A digest of the settings.
    pub(super) settings: Digest,
    /// A digest of the settings that decide which commits and files are read.
    pub(super) reading: Digest,
    /// A digest of the settings on which the reading of a text depends.
    pub(super) texts: Digest,
}

/// Gives the bytes of a version of the policy with a number.
pub(super) type VersionBytes<'a> = &'a (dyn Fn(&Repository, usize, VersionNumber, &BlobId) -> Result<Vec<u8>> + Sync);

/// A repository and the revision that is published, before its settings are understood.
pub(super) struct Discovered {
    repository: Repository,
    tip: Tip,
}

/// What authors wrote into the first versions of a policy: of how many it is known, and what is known.
pub(super) type KnownIds<'a> = &'a (dyn Fn(usize) -> (usize, &'a [(usize, Written)]) + Sync);

impl Discovered {
    pub(super) fn repository(&self) -> &Repository {
        &self.repository
    }

    /// Reads the settings. `recorded` is the policies folder of the last publication.
    pub(super) fn open(self, source: &Source, recorded: Option<&str>) -> Result<Archive> {
        let Self { repository, tip } = self;
        let (config, bytes) = configuration(source, &repository, &tip)?;
        let logo = config.office.logo.as_ref().map(|path| path.as_str().trim_start_matches('/'));
        let logo = logo.map(|path| Logo::read(path, repository.file(&tip, path)?)).transpose()?;
        let folder = policies_folder(source, &config, &repository, &tip, recorded)?;
        let scope = Scope::new(&folder, &config.include, &config.exclude)?.importing(config.import_history);
        Ok(Archive {
            settings: store::key(&(bytes, &folder)),
            reading: reading(&folder, &config),
            texts: store::key(&(config.show_authors, &config.lang)),
            repository,
            tip,
            config,
            logo,
            scope,
        })
    }
}

impl Archive {
    pub(super) fn find(source: &Source) -> Result<Discovered> {
        let repository = Repository::discover(&source.repo)?;
        let tip = repository.tip(&source.rev)?;
        Ok(Discovered { repository, tip })
    }

    pub(super) fn open(source: &Source) -> Result<Self> {
        Self::find(source)?.open(source, None)
    }

    /// What the settings say of all policies.
    pub(super) fn settings_of_all(&self) -> catalog::Settings {
        catalog::Settings { lang: self.config.lang.clone(), publisher: self.config.publisher.clone() }
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

    /// What the texts of each of `lineages`, in `repository`, say of it; of one that can't be read nothing is known. `text`
    /// gives the bytes of a version of one of them.
    pub(super) fn profiles(
        &self,
        repository: &Repository,
        lineages: &[(usize, &Lineage)],
        text: VersionBytes<'_>,
        written: KnownIds<'_>,
    ) -> Result<Vec<Arc<Profile>>> {
        let (scope, setting) = (&self.scope, self.config.lang.as_ref());
        let profile = |repository: &mut Result<Repository>, (number, lineage): &(usize, &Lineage)| {
            let repository = opened(repository)?;
            let bytes = |ix: usize, blob: &BlobId| match text(repository, *number, VersionNumber::at(ix), blob) {
                Err(error) if error.fault() == Fault::Environment => Err(error),
                other => Ok(other.ok()), // the policy fails alone when its versions are read
            };
            let parsed = |ix: usize, path: &str, blob: &BlobId| -> Result<Parsed> {
                Ok(bytes(ix, blob)?.map_or_else(Parsed::default, |bytes| document::parse(&bytes, path)))
            };
            let denied = denied(lineage, &parsed)?;
            let (ix, (path, blob, _)) = lineage.versions().enumerate().last().expect("a policy has a version");
            let latest = parsed(ix, path, blob)?;
            let (known, runs) = written(*number);
            let read = |ix: usize, other: &BlobId| match other == blob {
                true => Ok(latest.front.written()),
                false => Ok(bytes(ix, other)?.map(|bytes| document::written(&bytes)).unwrap_or_default()),
            };
            let written = written_runs(lineage, known, runs, read)?;
            let language = |parsed: &Parsed, path: &str| {
                catalog::language(&parsed.front, &parsed.document, scope.below(path), setting)
            };
            let lang = latest_language(lineage, &latest, &parsed, &language)?;
            let paths = (lineage.path.as_str(), scope.below(&lineage.path));
            Ok(Arc::new(Profile::new(&latest, paths, lang, Past { written, denied })))
        };
        side_by_side(lineages, repository.opener(), profile).into_iter().collect()
    }
}

/// Gives the text of a version, by its index, path and bytes.
type ReadVersion<'a> = &'a dyn Fn(usize, &str, &BlobId) -> Result<Parsed>;

/// The versions of `lineage` with which a stay at a path that names a language began, and whose text is in another one.
fn denied(lineage: &Lineage, parsed: ReadVersion<'_>) -> Result<Vec<usize>> {
    let (mut denied, mut before) = (Vec::new(), "");
    for (ix, (path, blob, _)) in lineage.versions().enumerate() {
        if path != before && catalog::names_a_language(path) && catalog::denies_its_name(&parsed(ix, path, blob)?, path)
        {
            denied.push(ix);
        }
        before = path;
    }
    Ok(denied)
}

/// The language of the latest texts of `lineage`, of which `latest` is the last, by the newest whose language is clear: where a text is too
/// short for once, the policy stays in the language that it was in.
fn latest_language(
    lineage: &Lineage,
    latest: &Parsed,
    parsed: ReadVersion<'_>,
    language: &dyn Fn(&Parsed, &str) -> Lang,
) -> Result<Lang> {
    const TEXTS: usize = 8;
    let versions: Vec<(&str, &BlobId, usize)> = lineage.versions().collect();
    let mut seen: Vec<&BlobId> = Vec::new();
    for (ix, (path, blob, _)) in versions.into_iter().enumerate().rev() {
        if seen.len() == TEXTS {
            break;
        }
        if !seen.contains(&blob) {
            let lang = match seen.is_empty() {
                true => language(latest, path),
                false => language(&parsed(ix, path, blob)?, path),
            };
            seen.push(blob);
            if lang.is_known() {
                return Ok(lang);
            }
        }
    }
    Ok(Lang::unknown())
}

/// What authors wrote into the versions of a policy, as runs: of the first `known` ones they are `runs`, the others are
/// read, each text once.
fn written_runs(
    lineage: &Lineage,
    known: usize,
    runs: &[(usize, Written)],
    written: impl Fn(usize, &BlobId) -> Result<Written>,
) -> Result<Vec<(usize, Written)>> {
    let mut runs = runs.to_vec();
    let mut read: HashMap<BlobId, Written> = HashMap::new();
    for (ix, (_, blob, _)) in lineage.versions().enumerate().skip(known) {
        let now = match read.get(blob) {
            Some(now) => now.clone(),
            None => {
                let now = written(ix, blob)?;
                read.insert(*blob, now.clone());
                now
            }
        };
        if runs.last().map_or(&Written::default(), |(_, last)| last) != &now {
            runs.push((ix, now));
        }
    }
    Ok(runs)
}

/// The proposals that are open now where `tip` is published.
///
/// # Errors
/// The settings or the branches can't be read.
pub fn proposals(source: &Source, repository: &Repository, tip: &Tip) -> Result<Vec<ProposalRef>> {
    let (config, _) = configuration(source, repository, tip)?;
    Ok(repository.proposals(&config.drafts)?.0)
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

/// A digest of the settings that decide which commits and files are read. It names every setting, so that nobody forgets a
/// new one.
fn reading(folder: &str, config: &Config) -> Digest {
    let Config {
        include,
        exclude,
        show_authors,
        import_history,
        annex_limit,
        policies: _, // they determine `folder`
        title: _,
        lang: _,
        publisher: _,
        time_zone: _,
        archive: _,
        base_url: _,
        machine_redlines: _,
        section_feeds: _,
        drafts: _,
        precompress: _,
        host: _,
        check: _,
        key: _,
        next_key: _,
        office: _,
    } = config;
    store::key(&(folder, include, exclude, show_authors, import_history, annex_limit))
}

/// The policies folder: the chosen one; else that of the last publication, `recorded`, whatever became of it since, so
/// that nothing else ever becomes public by its end; else `policy`, if it is there or was, or the whole tree.
fn policies_folder(
    source: &Source,
    config: &Config,
    repository: &Repository,
    tip: &Tip,
    recorded: Option<&str>,
) -> Result<String> {
    let chosen = source.policies.as_deref().or(config.policies.as_deref()).map(|f| f.trim_matches('/'));
    match chosen.map(|f| if f == "." { "" } else { f }) {
        Some(folder) if recorded == Some(folder) || repository.ever_had_folder(tip, folder)? => Ok(folder.to_owned()),
        Some(folder) => {
            Err(Error::input(format!("there is no folder `{folder}` in the published revision {}", tip.commit.short()))
                .hint("name the policies folder as it is in the repository, with --policies DIR or `policies = …`"))
        }
        None => match recorded {
            Some(folder @ ("" | DEFAULT)) => Ok(folder.to_owned()),
            _ if repository.ever_had_folder(tip, DEFAULT)? => Ok(DEFAULT.into()),
            recorded => Ok(recorded.unwrap_or_default().to_owned()),
        },
    }
}

/// The policies folder where none is chosen.
const DEFAULT: &str = "policy";
