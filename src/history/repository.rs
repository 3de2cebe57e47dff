//! Opens a git repository, and refuses one that would yield wrong dates.

use super::encoding::decode;
use super::memory::Unwritten;
use super::oid::clean;
use super::{Commit, Error, Message, Result, commit_id, gate, memory, message, revision, unreadable};
use crate::error::{Fault, Warning};
use crate::model::{CommitId, Timestamp};
use crate::tally::{Work, count};
use git2::{ErrorClass, ErrorCode, ObjectType, Oid};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The most bytes that a text can have: the largest of those that we know (terms of use, collections of laws) has 1.2 MB.
pub const LARGEST_TEXT: usize = 16_000_000;
/// The most bytes of settings.
const LARGEST_SETTINGS: usize = 1_000_000;
/// The most bytes of a commit: git reads each whole, so a message of any size would take as much memory.
const LARGEST_COMMIT: usize = 64_000_000;

/// A git repository that is whole: neither shallow nor partial, and in a format that can be read.
pub struct Repository {
    git: git2::Repository,
    location: PathBuf,
    /// What is read as if it were in there.
    unwritten: Arc<[Unwritten]>,
}

/// The revision that is published.
#[derive(Debug, Clone)]
pub struct Tip {
    /// Its commit.
    pub commit: CommitId,
    /// The committer date.
    pub date: Timestamp,
    pub(super) oid: Oid,
    /// What is odd about its name.
    pub(super) warning: Option<Warning>,
}

/// The id of a file's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BlobId(#[serde(with = "super::oid")] pub(super) Oid);

impl fmt::Display for BlobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Repository {
    /// Whether there is a repository at or above `dir`, of whatever kind.
    pub fn is_around(dir: &Path) -> bool {
        gate::refuse_odd(dir).is_err() || git2::Repository::discover_path(dir, [] as [&Path; 0]).is_ok()
    }

    /// Opens the repository around `dir`: a work tree, a linked one, or a bare repository.
    ///
    /// # Errors
    /// No repository; a shallow or partial clone; grafts; a format that can't be read; another owner's repository. Each
    /// with its remedy.
    pub fn discover(dir: &Path) -> Result<Self> {
        let shown = dir.display();
        let none = |e: git2::Error| match e.code() {
            ErrorCode::Owner => gate::foreign(dir).because(e),
            _ => Error::input(format!("no git repository at or above `{shown}`"))
                .hint("name one with --repo DIR, or create one: git init, git add, git commit"),
        };
        gate::refuse_odd(dir)?;
        let location = git2::Repository::discover_path(dir, [] as [&Path; 0]).map_err(none)?;
        gate::refuse_unreadable(&location)?;
        let git = git2::Repository::open(&location).map_err(|e| match e.code() {
            ErrorCode::Owner => gate::foreign(&location).because(e),
            _ if e.class() == ErrorClass::Os => {
                Error::environment(format!("the repository at `{}` can't be read", location.display()))
                    .hint("check the disk and permissions, then retry")
                    .because(e)
            }
            _ => Error::input(format!("the repository at `{}` can't be opened", location.display()))
                .hint("its format is not supported; a fresh clone of it may work: git clone")
                .because(e),
        })?;
        if git.is_shallow() {
            return Err(Error::input(format!(
                "`{shown}` is a shallow clone: most versions and their dates are missing"
            ))
            .hint("fetch the whole history: git fetch --unshallow (in CI: fetch-depth: 0, or GIT_DEPTH: \"0\")"));
        }
        Ok(Self { git, location, unwritten: Arc::default() })
    }

    /// Opens the same for another thread, with what is not written into it.
    pub fn opener(&self) -> impl Fn() -> Result<Self> + Send + Sync + 'static {
        let (location, unwritten) = (self.location.clone(), Arc::clone(&self.unwritten));
        move || Self::discover(&location)?.holding(&unwritten)
    }

    /// With these objects, which are not written into it.
    pub(super) fn holding(self, unwritten: &Arc<[Unwritten]>) -> Result<Self> {
        memory::hold(&self.git, unwritten)?;
        Ok(Self { unwritten: Arc::clone(unwritten), ..self })
    }

    /// Where it is, for messages.
    pub fn location(&self) -> &Path {
        &self.location
    }

    /// The git folder of this work tree, with its `HEAD`.
    pub fn own_folder(&self) -> &Path {
        self.git.path()
    }

    /// The git folder that all work trees share, with branches and tags; of an only work tree, its own.
    pub fn common_folder(&self) -> &Path {
        self.git.commondir()
    }

    /// The folder of its checked-out files, if it has one.
    pub fn work_tree(&self) -> Option<&Path> {
        self.git.workdir()
    }

    /// Whether there is, or ever was, a folder at `path` on the first-parent line of `tip`; "" is always there.
    pub fn ever_had_folder(&self, tip: &Tip, path: &str) -> Result<bool> {
        let mut seen = None;
        let mut next = Some(tip.oid);
        while let Some(oid) = next {
            let commit = self.commit(oid)?;
            if seen.replace(commit.tree_id()) != Some(commit.tree_id())
                && self.has_folder(&Tip { oid, ..tip.clone() }, path)?
            {
                return Ok(true);
            }
            next = commit.parent_id(0).ok().map(clean);
        }
        Ok(false)
    }

    /// What this work tree is in the middle of, if it makes `HEAD` name commits that nobody means to publish. A merge or
    /// the pick of a single commit moves `HEAD` only when it is done.
    pub fn in_between(&self) -> Option<&'static str> {
        use git2::RepositoryState as State;
        match self.git.state() {
            State::Clean | State::Merge | State::Revert | State::CherryPick => None,
            State::RevertSequence => Some("a revert of several commits"),
            State::CherryPickSequence => Some("a cherry-pick of several commits"),
            State::Bisect => Some("a bisection"),
            State::Rebase | State::RebaseInteractive | State::RebaseMerge => Some("a rebase"),
            State::ApplyMailbox | State::ApplyMailboxOrRebase => Some("a rebase, or patches being applied"),
        }
    }

    /// The first line of a commit's message.
    pub fn subject(&self, tip: &Tip) -> Result<String> {
        Ok(self.message(&self.commit(tip.oid)?).0.subject)
    }

    /// The commit that `rev` (`HEAD`, a branch, a tag, an id…) means; a branch, where a tag has the same name.
    pub fn tip(&self, rev: &str) -> Result<Tip> {
        let unborn = self.git.head().err().is_some_and(|e| e.code() == ErrorCode::UnbornBranch);
        if rev == "HEAD" && unborn {
            return Err(Error::input(format!("the repository at `{}` has no commit yet", self.location.display()))
                .hint("commit at least one policy: git add policy, git commit"));
        }
        let unknown = |e| {
            Error::input(format!("revision `{rev}` is not in the repository at `{}`", self.location.display()))
                .hint("name a branch, a tag or a commit with --rev")
                .because(e)
        };
        let (oid, warning) = revision::resolve(&self.git, rev).map_err(unknown)?;
        let date = instant(self.commit(oid)?.time());
        Ok(Tip { commit: CommitId::new(oid.to_string()), date, oid, warning })
    }

    /// The bytes of the settings' file at `path` in `tip`, if there is one.
    ///
    /// # Errors
    /// It has more than a megabyte.
    pub fn file(&self, tip: &Tip, path: &str) -> Result<Option<Vec<u8>>> {
        match self.entry(tip, path)? {
            Some((id, ObjectType::Blob)) if self.size(id)? > LARGEST_SETTINGS => Err(Error::input(format!(
                "`{path}` of {} is too large for settings ({} bytes)",
                tip.commit.short(),
                self.size(id)?
            ))
            .hint(format!("commit a file of at most {LARGEST_SETTINGS} bytes"))),
            Some((id, ObjectType::Blob)) => self.blob(&BlobId(id)).map(Some),
            _ => Ok(None),
        }
    }

    /// Whether `tip` has a folder at `path`; "" is the root, which is always there.
    pub fn has_folder(&self, tip: &Tip, path: &str) -> Result<bool> {
        Ok(path.is_empty() || self.entry(tip, path)?.is_some_and(|(_, kind)| kind == ObjectType::Tree))
    }

    fn entry(&self, tip: &Tip, path: &str) -> Result<Option<(Oid, ObjectType)>> {
        let tree = self.commit(tip.oid)?.tree().map_err(|e| unreadable(tip.oid, e))?;
        let found = match tree.get_path(Path::new(path)) {
            Ok(entry) => entry.kind().map(|kind| (clean(entry.id()), kind)),
            Err(_) => None,
        };
        Ok(found)
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// It can't be read, or has more than [`LARGEST_TEXT`]; so many are never read.
    pub fn blob(&self, id: &BlobId) -> Result<Vec<u8>> {
        let size = self.size(id.0)?;
        if size > LARGEST_TEXT {
            return Err(Error::input(format!(
                "this version has {} MB; at most {} MB of text can be published (object {})",
                size / 1_000_000,
                LARGEST_TEXT / 1_000_000,
                &id.to_string()[..10]
            ))
            .hint("commit a shorter text, or delete the file; this version is then skipped"));
        }
        count(Work::TextsRead, 1);
        Ok(self.git.find_blob(id.0).map_err(|e| unreadable(id.0, e))?.content().to_vec())
    }

    /// The bytes of a file of at most `most` bytes; of a longer one how many it has.
    ///
    /// # Errors
    /// They can't be read.
    pub fn file_of(&self, id: &BlobId, most: u64) -> Result<std::result::Result<Vec<u8>, u64>> {
        let size = self.size(id.0)? as u64;
        if size > most {
            return Ok(Err(size));
        }
        Ok(Ok(self.git.find_blob(id.0).map_err(|e| unreadable(id.0, e))?.content().to_vec()))
    }

    /// How many bytes an object has, from its header alone.
    pub(super) fn size(&self, oid: Oid) -> Result<usize> {
        let header = || self.git.odb().and_then(|odb| odb.read_header(oid));
        let unreadable = |e: git2::Error| unreadable(oid, e);
        match header().or_else(|_| header()) {
            Ok((size, _)) => Ok(size),
            Err(e) if e.code() == ErrorCode::NotFound => Err(unreadable(e)),
            // libgit2 says of a header only that it can't be read; of all of it, it says why
            Err(_) => Ok(self.git.odb().map_err(unreadable)?.read(oid).map_err(unreadable)?.len()),
        }
    }

    /// Whether an object has more bytes than a text may have. One that is missing or damaged fails when it is read, and
    /// its policy alone.
    pub(super) fn is_large(&self, oid: Oid) -> Result<bool> {
        match self.size(oid) {
            Err(e) if e.fault() == Fault::Input => Ok(false),
            size => Ok(size? > LARGEST_TEXT),
        }
    }

    /// Whether these are the bytes that `id` names.
    pub fn is_blob(&self, id: &BlobId, bytes: &[u8]) -> bool {
        let format = self.git.object_format();
        Oid::hash_object_ext(ObjectType::Blob, bytes, format).is_ok_and(|oid| oid == id.0)
    }

    pub(super) fn git(&self) -> &git2::Repository {
        &self.git
    }

    pub(super) fn commit(&self, oid: Oid) -> Result<git2::Commit<'_>> {
        let size = self.size(oid)?;
        if size > LARGEST_COMMIT {
            return Err(Error::input(format!("commit {oid} is too large to read ({} MB)", size / 1_000_000))
                .hint("rewrite it with a shorter message: git commit --amend, or git rebase"));
        }
        self.git.find_commit(oid).map_err(|e| unreadable(oid, e))
    }

    /// The commit before this one on the first-parent line.
    pub(super) fn first_parent(&self, oid: Oid) -> Result<Option<Oid>> {
        Ok(self.commit(oid)?.parent_id(0).ok().map(clean))
    }

    pub(super) fn tree_of(&self, oid: Oid) -> Result<Oid> {
        Ok(clean(self.commit(oid)?.tree_id()))
    }

    /// Whether `ancestor` is part of the history of `commit`; not if it is unknown.
    pub(super) fn descends(&self, commit: Oid, ancestor: Oid) -> bool {
        commit == ancestor || self.git.graph_descendant_of(commit, ancestor).unwrap_or(false)
    }

    /// What is read of a commit, with its author if `authors`, and what is odd about it.
    pub(super) fn describe(&self, oid: Oid, authors: bool) -> Result<(Commit, Option<Warning>)> {
        let commit = self.commit(oid)?;
        let (message, odd) = self.message(&commit);
        let commit = Commit {
            id: commit_id(oid),
            date: instant(commit.time()),
            author: if authors { author(&commit) } else { String::new() },
            message,
            merged: Vec::new(),
            repeats: false,
        };
        Ok((commit, odd))
    }

    /// What a commit says, and what is odd about how it says it.
    pub(super) fn message(&self, commit: &git2::Commit<'_>) -> (Message, Option<Warning>) {
        let encoding = encoding(commit);
        let (message, sound) = message::read(commit.message_bytes(), encoding.as_deref());
        let odd = match &encoding {
            None => "its message is not valid UTF-8 and declares no other encoding".to_owned(),
            Some(name) => {
                format!("its message can't be decoded as `{}`, the encoding that it declares", message::one_line(name))
            }
        };
        let hint = "unreadable bytes are shown as \u{fffd}; set `git config i18n.commitEncoding` to the encoding of your editor";
        let place = || format!("commit {}", commit_id(commit.id()).short());
        (message, (!sound).then(|| Warning::new(place(), format!("{odd}; {hint}"))))
    }
}

/// The encoding in which a commit says that it is written.
fn encoding(commit: &git2::Commit<'_>) -> Option<String> {
    let bytes = commit.header_field_bytes("encoding").ok()?;
    Some(String::from_utf8_lossy(&bytes).trim().to_owned()).filter(|name| !name.is_empty())
}

/// When it was, on the clock of the one who made it.
fn instant(time: git2::Time) -> Timestamp {
    Timestamp::from_unix(time.seconds()).on_clock(time.offset_minutes())
}

fn author(commit: &git2::Commit<'_>) -> String {
    message::one_line(&decode(commit.author().name_bytes(), encoding(commit).as_deref()).0)
}
