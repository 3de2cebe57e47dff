//! Checks texts before they are published: reads them, and those that are published, from a repository.

use super::archive::Source;
use super::renamed::{self, Origin};
use crate::annex;
use crate::check::{self, Files, Finding, Given, Neighbours, Rule, Subject, Text};
use crate::config::{self, Config};
use crate::error::{Error, Result};
use crate::history::{Patterns, Repository, Scope, Snapshot, Tip};
use crate::model::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Which texts are checked.
#[derive(Debug, Clone)]
pub enum What {
    /// Those of the work tree, against the published revision: these files and folders of it, or all policies.
    WorkTree(Vec<PathBuf>),
    /// Those that are staged and not yet committed: in the repository's index, or in this one, from which git commits where
    /// only some files go in.
    Staged(Option<PathBuf>),
    /// Those that one commit has otherwise than another: the older one, then the newer one.
    Range(String, String),
}

/// A request to check texts.
#[derive(Debug, Clone)]
pub struct CheckRequest {
    /// The repository and its settings; the revision is the published one.
    pub source: Source,
    /// Which texts.
    pub what: What,
    /// The message of the commit with which they are to be published, without comments.
    pub message: Option<String>,
    /// Texts as an editor has them, not saved yet, by their files.
    pub edited: Vec<(PathBuf, Vec<u8>)>,
    /// When they are checked.
    pub now: Timestamp,
}

/// A text that was checked.
#[derive(Debug, Clone)]
pub struct CheckedText {
    /// The path in the repository.
    pub path: String,
    /// The text.
    pub text: Arc<Text>,
    /// What was found.
    pub findings: Vec<Finding>,
}

/// What came of checking.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// The texts, by path.
    pub texts: Vec<CheckedText>,
    /// The message with which they were checked.
    pub message: Option<String>,
    /// The folder of the checked-out files, if there is one.
    pub work_tree: Option<PathBuf>,
}

/// The repository as it is to be published, and as it is.
pub(super) struct Desk {
    pub(super) repository: Mutex<Repository>,
    pub(super) now: Snapshot,
    pub(super) published: Snapshot,
    pub(super) policies: Vec<String>,
    /// What an editor has not saved yet, by path.
    pub(super) edited: BTreeMap<String, Vec<u8>>,
}

impl Files for Desk {
    fn has(&self, path: &str) -> bool {
        self.now.has(path)
    }

    fn policies(&self) -> &[String] {
        &self.policies
    }

    fn read(&self, path: &str) -> Option<Vec<u8>> {
        self.edited.get(path).cloned().or_else(|| self.bytes(&self.now, path))
    }

    fn published(&self, path: &str) -> Option<Vec<u8>> {
        self.bytes(&self.published, path)
    }

    fn is_replaced(&self, path: &str) -> bool {
        let repository = self.repository.lock().unwrap_or_else(PoisonError::into_inner);
        repository.differs(&self.published, &self.now, path).unwrap_or(false)
    }
}

impl Desk {
    fn bytes(&self, snapshot: &Snapshot, path: &str) -> Option<Vec<u8>> {
        self.repository.lock().unwrap_or_else(PoisonError::into_inner).bytes(snapshot, path).ok().flatten()
    }
}

/// Checks texts of a repository.
///
/// # Errors
/// There is no repository or no such file or revision; or the settings can't be read.
pub fn check(request: &CheckRequest) -> Result<Checked> {
    let CheckRequest { source, what, .. } = request;
    let repository = Repository::discover(&source.repo)?;
    let work_tree = repository.work_tree().map(Path::to_owned);
    let (now, published, said) = snapshots(&repository, source, what)?;
    let config = settings(&repository, &now, source)?;
    let folder = policies_folder(source, &config, &[&now, &published]);
    let scope = Scope::new(&folder, &config.include, &config.exclude)?;
    let policies: Vec<String> = now.paths().filter(|path| scope.covers(path)).map(str::to_owned).collect();
    let mut is_wide = false;
    let chosen: Vec<String> = match what {
        What::WorkTree(paths) if paths.is_empty() => policies.clone(),
        What::WorkTree(paths) => {
            let tree = work_tree.as_deref().unwrap_or(Path::new(""));
            named(paths, tree, &now, &policies)?
        }
        What::Staged(_) | What::Range(..) => {
            let changed = repository.changed(&published, &now)?;
            // whether what happened to other files has an effect on texts that stay as they are
            is_wide =
                changed.iter().any(|path| annex::is_of_a_kind(path)) || published.paths().any(|p| !now.has_file(p));
            changed.into_iter().filter(|path| scope.covers(path)).map(str::to_owned).collect()
        }
    };
    let off = Off::of(&config)?;
    let message = request.message.clone().or(said);
    let tree = work_tree.as_deref().unwrap_or(Path::new(""));
    let edited =
        request.edited.iter().filter_map(|(file, bytes)| Some((below(tree, file).ok()?, bytes.clone()))).collect();
    let desk = Desk { repository: Mutex::new(repository), now, published, policies, edited };
    let neighbours = Neighbours::new(&desk, &scope);
    let was: BTreeSet<&str> = desk.published.paths().filter(|path| scope.covers(path)).collect();
    let gone: Vec<String> = was.iter().filter(|path| !desk.now.has_file(path)).map(|path| (*path).to_owned()).collect();
    let new: Vec<String> = desk.policies.iter().filter(|path| !was.contains(path.as_str())).cloned().collect();
    let origins = renamed::origins((&gone, &new), &neighbours, &scope);
    let checked = |path: &str, is_meant: &dyn Fn(&Rule) -> bool| -> Result<CheckedText> {
        let Some(text) = neighbours.text(path) else {
            return Err(Error::input(format!("`{path}` can't be read")));
        };
        let off = off.for_file(scope.below(path));
        let (before, rewritten) = match origins.get(path) {
            Some(Origin::Same(before)) => (before.as_str(), None),
            Some(Origin::Rewritten(before)) => (path, Some(before.as_str())),
            None => (path, None),
        };
        let subject = Subject::new(Given {
            path,
            before: neighbours.published(before),
            gone: rewritten,
            text: Arc::clone(&text),
            message: message.as_deref(),
            neighbours: &neighbours,
            lang: config.lang.as_ref(),
            off: &off,
            today: request.now.date(&config.time_zone),
        });
        let findings = check::check_for(&subject, is_meant);
        drop(subject);
        Ok(CheckedText { path: path.to_owned(), text, findings })
    };
    let mut texts = chosen.iter().map(|path| checked(path, &|_| true)).collect::<Result<Vec<_>>>()?;
    if is_wide {
        // texts that lead to what is gone, or another one now
        let lost: BTreeSet<&str> = desk.published.paths().filter(|path| !desk.now.has_file(path)).collect();
        for path in desk.policies.iter().filter(|path| !chosen.contains(path)) {
            let mut text = checked(path, &|rule| matches!(rule.id, BROKEN | REPLACED))?;
            text.findings.retain(|finding| {
                finding.rule.id == REPLACED || finding.said.value("path").is_some_and(|to| lost.contains(to))
            });
            texts.extend(Some(text).filter(|text| !text.findings.is_empty()));
        }
        texts.sort_by(|a, b| a.path.cmp(&b.path));
    }
    Ok(Checked { texts, message, work_tree })
}

/// The rules by which texts are looked at that stay as they are.
const BROKEN: &str = "PM003";
const REPLACED: &str = "CH017";

/// The files as they are to be published and as they are, and the message of the commit, if there is one.
fn snapshots(repository: &Repository, source: &Source, what: &What) -> Result<(Snapshot, Snapshot, Option<String>)> {
    let published = |rev: &str| -> Result<Snapshot> {
        match repository.tip(rev) {
            Ok(tip) => repository.committed(&tip),
            Err(_) if rev == "HEAD" => Ok(Snapshot::default()), // there is no commit yet
            Err(error) => Err(error),
        }
    };
    Ok(match what {
        What::WorkTree(_) => (repository.in_work_tree()?, published(&source.rev)?, None),
        What::Staged(index) => (repository.staged(index.as_deref())?, published(&source.rev)?, None),
        What::Range(old, new) => {
            let (old, new): (Tip, Tip) = (repository.tip(old)?, repository.tip(new)?);
            let message = repository.message_since(&new, &old)?;
            (repository.committed(&new)?, repository.committed(&old)?, message)
        }
    })
}

/// The settings as they are to be published.
fn settings(repository: &Repository, now: &Snapshot, source: &Source) -> Result<Config> {
    let (name, bytes) = match &source.config {
        Some(path) => {
            let unreadable = |e| Error::input(format!("can't read the configuration `{}`", path.display())).because(e);
            (path.display().to_string(), Some(std::fs::read(path).map_err(unreadable)?))
        }
        None => (config::FILE.to_owned(), repository.bytes(now, config::FILE)?),
    };
    let Some(bytes) = bytes else { return Ok(Config::default()) };
    let text = std::str::from_utf8(&bytes);
    Config::parse(text.map_err(|e| Error::input(format!("{name} is not valid UTF-8")).because(e))?, &name)
}

/// The policies folder: the chosen one; else `policy`, if it is there, or the whole tree.
fn policies_folder(source: &Source, config: &Config, snapshots: &[&Snapshot]) -> String {
    let chosen = source.policies.as_deref().or(config.policies.as_deref()).map(|folder| folder.trim_matches('/'));
    let has = snapshots.iter().any(|snapshot| snapshot.has("policy") && !snapshot.has_file("policy"));
    chosen.map_or(if has { "policy" } else { "" }, |folder| if folder == "." { "" } else { folder }).to_owned()
}

/// The texts that these paths name, of files or of folders.
fn named(paths: &[PathBuf], tree: &Path, now: &Snapshot, policies: &[String]) -> Result<Vec<String>> {
    let mut all = BTreeSet::new();
    for path in paths {
        let shown = path.display();
        let below = below(tree, path)?;
        if path.is_dir() {
            let folder = if below.is_empty() { String::new() } else { format!("{below}/") };
            all.extend(policies.iter().filter(|policy| policy.starts_with(&folder)).cloned());
        } else if now.has_file(&below) {
            all.insert(below);
        } else {
            return Err(
                Error::misuse(format!("git ignores `{shown}`")).hint("only files that can be committed are checked")
            );
        }
    }
    Ok(all.into_iter().collect())
}

/// The path in the repository of a file or folder that is there.
pub(super) fn below(tree: &Path, path: &Path) -> Result<String> {
    let shown = path.display();
    let tree = tree.canonicalize().unwrap_or_else(|_| tree.to_owned());
    let none = || Error::misuse(format!("there is no file `{shown}`")).hint("name files or folders of the repository");
    let place = path.canonicalize().map_err(|e| none().because(e))?;
    let outside = || Error::misuse(format!("`{shown}` is not in the repository at `{}`", tree.display()));
    let below = place.strip_prefix(&tree).map_err(|_| outside())?;
    let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
    Ok(parts.ok_or_else(|| Error::input(format!("the path `{shown}` is not UTF-8")))?.join("/"))
}

/// The rules that the settings turn off.
pub(super) struct Off(Vec<(Patterns, Vec<String>)>);

impl Off {
    pub(super) fn of(config: &Config) -> Result<Self> {
        let all = config.check.disable.iter().map(|(pattern, rules): (&String, &Vec<String>)| {
            if let Some(unknown) = rules.iter().find(|name| check::rule(name).is_none()) {
                return Err(Error::input(format!("{}: there is no rule `{unknown}`", config::FILE))
                    .hint("`promulgate check --explain all` lists the rules"));
            }
            Ok((Patterns::new(std::slice::from_ref(pattern))?, rules.clone()))
        });
        all.collect::<Result<_>>().map(Self)
    }

    /// Those for the file at a path, seen from the policies folder.
    pub(super) fn for_file(&self, path: &str) -> Vec<String> {
        let of = self.0.iter().filter(|(patterns, _)| patterns.match_path(path));
        of.flat_map(|(_, rules)| rules.clone()).collect()
    }
}
