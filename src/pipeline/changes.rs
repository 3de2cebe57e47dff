//! The file of changes of a policy, commit by commit: what it states about which version, and since when.

use super::annexes::AnnexReader;
use crate::addenda::{self, About, Entry, Summary};
use crate::brief;
use crate::error::{Error, Result};
use crate::history::{BlobId, Repository, Thing};
use crate::model::{
    Addenda, Addendum, ChangeType, CommitId, Digest, Kind, Lang, PolicyId, Said, Timestamp, VersionNumber,
};
use crate::store;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What became of a policy's file of changes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ChangesFile {
    /// What it was, oldest first. Empty where there is none now.
    states: Vec<FileState>,
}

/// What a policy's file of changes is from some commit on. A policy that got another id may have several files: what the one at
/// the newest id says of a version wins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct FileState {
    /// The place of the commit on the published line.
    place: usize,
    /// Its id and date: a repository may lose it.
    commit: (CommitId, Timestamp),
    /// Path and bytes of each file, the one at the newest id first.
    files: Vec<(String, BlobId)>,
}

/// The versions of a policy, as a file of changes may name them.
pub(super) struct Versions<'a> {
    /// The commits that made them, oldest first.
    pub(super) commits: Vec<&'a CommitId>,
    /// Gives the digest of the bytes of the version at an index.
    pub(super) digest: &'a dyn Fn(usize) -> Result<Digest>,
}

/// What is stated of a version, with its number.
type Statements = BTreeMap<(VersionNumber, Kind), Said>;

impl ChangesFile {
    /// Follows the file of the policy that has or had these `ids`, the last one now, to the end of the line: from what was
    /// `kept`, where that is sound, else from the first commit. Reads nothing where the published revision has no such file.
    pub(super) fn follow(ids: &[PolicyId], kept: Option<&Self>, from: AnnexReader<'_>) -> Result<Self> {
        let AnnexReader { sources, repository } = from;
        let (trees, last) = (&sources.trees, sources.trees.last());
        let paths: Vec<String> = ids.iter().rev().map(|id| addenda::path(id.as_str())).collect();
        let at = |place: usize| -> Result<Vec<(String, BlobId)>> {
            let mut files = Vec::new();
            for path in &paths {
                if let Some(Thing::File(blob)) = trees.at(repository, path, place)? {
                    files.push((path.clone(), blob));
                }
            }
            Ok(files)
        };
        if at(last)?.is_empty() {
            return Ok(Self::default());
        }
        let mut file = kept.cloned().unwrap_or_default();
        let from = if kept.is_some() { sources.followed } else { 0 };
        if file.states.is_empty() {
            let files = at(from)?;
            if !files.is_empty() {
                file.states.push(FileState { place: from, commit: trees.commit(repository, from)?, files });
            }
        }
        let mut places = BTreeSet::new();
        for path in &paths {
            places.extend(trees.changes(repository, path, from, last)?);
        }
        for place in places {
            let files = at(place)?;
            if file.states.last().map_or(&[][..], |before| &before.files) != files {
                file.states.push(FileState { place, commit: trees.commit(repository, place)?, files });
            }
        }
        Ok(file)
    }

    /// A digest of all of it; `None` where there is no file.
    pub(super) fn key(&self) -> Option<Digest> {
        (!self.states.is_empty()).then(|| store::key(&self.states))
    }

    /// What it states about `versions` of a policy in `lang`, and since when.
    ///
    /// # Errors
    /// The file, as it is now, has a mistake. Earlier mistakes stated nothing.
    pub(super) fn addenda(&self, versions: &Versions<'_>, lang: &Lang, repository: &Repository) -> Result<Addenda> {
        let mut stated: BTreeMap<(VersionNumber, Kind), (Said, usize)> = BTreeMap::new();
        for (ix, state) in self.states.iter().enumerate() {
            let of_file = |(path, blob): &(String, BlobId)| {
                repository.blob(blob).and_then(|bytes| statements(&bytes, path, versions, lang))
            };
            // of what several state, the last holds: that of the newest id
            let all = state.files.iter().rev().map(of_file).collect::<Result<Vec<_>>>();
            let now = match all.map(|all| all.into_iter().flatten().collect::<Statements>()) {
                Err(error) if ix + 1 == self.states.len() => return Err(error),
                Err(_) => continue,
                Ok(now) => now,
            };
            let since = |key: &(VersionNumber, Kind), said: &Said| {
                stated.get(key).filter(|(before, _)| before == said).map_or(ix, |(_, since)| *since)
            };
            stated = now.into_iter().map(|(key, said)| (key, (said.clone(), since(&key, &said)))).collect();
        }
        let addendum = |((number, _), (said, since)): ((VersionNumber, Kind), (Said, usize))| {
            let FileState { place, commit: (commit, date), .. } = &self.states[since];
            (number, Addendum { said, commit: commit.clone(), date: *date, order: *place })
        };
        Ok(Addenda::new(stated.into_iter().map(addendum)))
    }
}

/// What a file of changes states: the one at `path`, with these bytes.
fn statements(bytes: &[u8], path: &str, versions: &Versions<'_>, lang: &Lang) -> Result<Statements> {
    let mut all = Statements::new();
    for entry in addenda::read(bytes, path)? {
        let number = number(&entry, path, versions)?;
        for (said, line) in said(&entry, path, lang)? {
            if said.kind() == Kind::Withheld && number.index() + 1 == versions.commits.len() {
                let current = format!("version {number} is the current text, which can't be withheld");
                let hint = "publish a version without what must go; then withhold this one";
                return Err(addenda::wrong(path, line, &current).hint(hint));
            }
            let what = said.kind().as_str();
            if all.insert((number, said.kind()), said).is_some() {
                let twice = format!("`{what}` of version {number} is stated twice");
                return Err(addenda::wrong(path, line, &twice).hint("state it once"));
            }
        }
    }
    Ok(all)
}

/// The version that an entry is about.
fn number(entry: &Entry, path: &str, versions: &Versions<'_>) -> Result<VersionNumber> {
    let wrong = |what: &str| addenda::wrong(path, entry.line, what);
    let mut found = Vec::new();
    for (ix, commit) in versions.commits.iter().enumerate() {
        let is_it = match &entry.about {
            About::Number(number) => number.index() == ix,
            About::Commit(digits) => commit.as_str().starts_with(digits),
            About::Bytes(digest) => (versions.digest)(ix)?.to_string() == *digest,
        };
        if is_it {
            found.push(VersionNumber::at(ix));
        }
    }
    match (found.as_slice(), &entry.about) {
        ([number], _) => Ok(*number),
        ([], About::Number(number)) => Err(wrong(&format!("the policy has no version {number}"))
            .hint(format!("it has versions 1 to {}", versions.commits.len()))),
        ([], About::Commit(digits)) => Err(wrong(&format!("the commit `{digits}` made no version of this policy"))
            .hint("commits of versions are in versions.json, and in `promulgate log`")),
        ([], About::Bytes(digest)) => Err(wrong(&format!("no version of this policy has the SHA-256 {digest}"))
            .hint("the digests are in versions.json, and on the page of each version")),
        (several, _) => {
            let numbers: Vec<String> = several.iter().map(ToString::to_string).collect();
            Err(wrong(&format!("versions {} are meant equally", numbers.join(" and ")))
                .hint("name the version by its number"))
        }
    }
}

/// What an entry says, each with its line.
fn said(entry: &Entry, path: &str, lang: &Lang) -> Result<Vec<(Said, usize)>> {
    let mut all = Vec::new();
    match &entry.summary {
        Some(Summary::Plain(text)) => all.push((Said::Summary(text.clone(), BTreeMap::new()), entry.line)),
        Some(Summary::ByLang(texts)) => {
            let best = [lang.clone(), Lang::english()].into_iter().find_map(|lang| texts.get(&lang));
            let text = best.or_else(|| texts.values().next()).cloned().unwrap_or_default();
            all.push((Said::Summary(text, texts.clone()), entry.line));
        }
        None => {}
    }
    let wrong = |line: usize, what: String| -> Error { addenda::wrong(path, line, &what) };
    if let Some((text, line)) = &entry.effective {
        all.push((Said::Effective(brief::day(text).map_err(|what| wrong(*line, what))?), *line));
    }
    if let Some((text, line)) = &entry.change_type {
        let odd = || format!("`{text}` is not a valid kind of change; write `editorial` or `substantive`");
        all.push((Said::ChangeType(ChangeType::parse(text).ok_or_else(|| wrong(*line, odd()))?), *line));
    }
    all.extend(entry.reference.clone().map(|text| (Said::Reference(text), entry.line)));
    all.extend(entry.withheld.clone().map(|(reason, line)| (Said::Withheld(reason), line)));
    Ok(all)
}
