//! Opens a git repository, and refuses one that would tell false dates.

use super::{Commit, Error, Result, message, unreadable};
use crate::model::{CommitId, Timestamp};
use git2::{ErrorClass, ErrorCode, ObjectType, Oid};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::{Path, PathBuf};

/// A git repository that is whole: neither shallow nor partial, and in a format that can be read.
pub struct Repository {
    git: git2::Repository,
    location: PathBuf,
}

/// The revision that is published.
#[derive(Debug, Clone)]
pub struct Tip {
    /// Its commit.
    pub commit: CommitId,
    /// The committer date.
    pub date: Timestamp,
    pub(super) oid: Oid,
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
        git2::Repository::discover_path(dir, [] as [&Path; 0]).is_ok()
    }

    /// Opens the repository around `dir`: a work tree, a linked one, or a bare repository.
    ///
    /// # Errors
    /// No repository; a shallow or partial clone; grafts; a format that can't be read; another owner's repository. Each
    /// with its remedy.
    pub fn discover(dir: &Path) -> Result<Self> {
        let shown = dir.display();
        let none = |e: git2::Error| match e.code() {
            ErrorCode::Owner => foreign(dir).because(e),
            _ => Error::input(format!("no git repository at or above `{shown}`"))
                .hint("name one with --repo DIR, or make one: git init, git add, git commit"),
        };
        let location = git2::Repository::discover_path(dir, [] as [&Path; 0]).map_err(none)?;
        refuse_unreadable(&location)?;
        let git = git2::Repository::open(&location).map_err(|e| match e.code() {
            ErrorCode::Owner => foreign(dir).because(e),
            _ if e.class() == ErrorClass::Os => {
                Error::environment(format!("the repository at `{}` can't be read", location.display()))
                    .hint("look at the disk and at permissions, and run it again")
                    .because(e)
            }
            _ => Error::input(format!("the repository at `{}` can't be opened", location.display()))
                .hint("its format is one that this program can't read; a plain clone of it may do: git clone")
                .because(e),
        })?;
        if git.is_shallow() {
            return Err(Error::input(format!(
                "`{shown}` is a shallow clone: most versions and their dates are missing"
            ))
            .hint("fetch the whole history: git fetch --unshallow (in CI: fetch-depth: 0, or GIT_DEPTH: \"0\")"));
        }
        let grafts = git.commondir().join("info/grafts");
        if std::fs::read(&grafts).is_ok_and(|text| !text.trim_ascii().is_empty()) {
            return Err(Error::input(format!("`{}` changes what history seems to be", grafts.display()))
                .hint("remove the file; git itself no longer supports grafts"));
        }
        Ok(Self { git, location })
    }

    /// Another handle on the same repository, for another thread.
    pub fn reopen(&self) -> Result<Self> {
        Self::discover(&self.location)
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
            next = commit.parent_id(0).ok();
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
        Ok(self.describe(tip.oid, false)?.subject)
    }

    /// The commit that `rev` (`HEAD`, a branch, a tag, an id…) means.
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
        let commit = self.git.revparse_single(rev).and_then(|o| o.peel_to_commit()).map_err(unknown)?;
        let date = Timestamp::from_unix(commit.time().seconds());
        Ok(Tip { commit: CommitId::new(commit.id().to_string()), date, oid: commit.id() })
    }

    /// The bytes of the file at `path` in `tip`, if there is one.
    pub fn file(&self, tip: &Tip, path: &str) -> Result<Option<Vec<u8>>> {
        match self.entry(tip, path)? {
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
            Ok(entry) => entry.kind().map(|kind| (entry.id(), kind)),
            Err(_) => None,
        };
        Ok(found)
    }

    /// The bytes of a file.
    pub fn blob(&self, id: &BlobId) -> Result<Vec<u8>> {
        Ok(self.git.find_blob(id.0).map_err(|e| unreadable(id.0, e))?.content().to_vec())
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
        self.git.find_commit(oid).map_err(|e| unreadable(oid, e))
    }

    pub(super) fn tree_of(&self, oid: Oid) -> Result<Oid> {
        Ok(self.commit(oid)?.tree_id())
    }

    /// Whether `ancestor` is part of the history of `commit`; not if it is unknown.
    pub(super) fn descends(&self, commit: Oid, ancestor: Oid) -> bool {
        commit == ancestor || self.git.graph_descendant_of(commit, ancestor).unwrap_or(false)
    }

    /// What is read of a commit, with its author if `authors`.
    pub(super) fn describe(&self, oid: Oid, authors: bool) -> Result<Commit> {
        let commit = self.commit(oid)?;
        let message = message::read(&String::from_utf8_lossy(commit.message_bytes()));
        Ok(Commit {
            id: CommitId::new(oid.to_string()),
            date: Timestamp::from_unix(commit.time().seconds()),
            author: if authors { author(&commit) } else { String::new() },
            subject: message.subject,
            body: message.body,
            trailers: message.trailers,
        })
    }
}

fn author(commit: &git2::Commit<'_>) -> String {
    String::from_utf8_lossy(commit.author().name_bytes()).trim().to_owned()
}

fn foreign(dir: &Path) -> Error {
    Error::input(format!("the repository at `{}` belongs to another user", dir.display()))
        .hint(format!("if you trust it: git config --global --add safe.directory '{}'", dir.display()))
}

/// Refuses what libgit2 can't read or would read wrongly, from the configuration alone.
fn refuse_unreadable(location: &Path) -> Result<()> {
    let common = std::fs::read_to_string(location.join("commondir"));
    let common = common.map_or_else(|_| location.to_owned(), |relative| location.join(relative.trim_end()));
    let Ok(config) = git2::Config::open(&common.join("config")) else { return Ok(()) };
    let shown = common.display();
    if config.get_string("extensions.refstorage").is_ok_and(|format| format != "files") {
        return Err(Error::input(format!(
            "the repository at `{shown}` keeps its refs in a format that can't be read (reftable)"
        ))
        .hint("convert it: git refs migrate --ref-format=files"));
    }
    let mut partial = config.get_string("extensions.partialclone").is_ok();
    if let Ok(mut entries) = config.entries(Some(r"^remote\..*\.(promisor|partialclonefilter)$")) {
        while let Some(Ok(entry)) = entries.next() {
            partial |= entry.value().is_ok_and(|value| value != "false");
        }
    }
    if partial {
        return Err(Error::input(format!("`{shown}` is a partial clone: texts of older versions are missing")).hint(
            "fetch them: git fetch --refetch --no-filter, then `git config --unset-all` remote.<name>.promisor, \
                   remote.<name>.partialclonefilter and extensions.partialclone; or make a full clone",
        ));
    }
    Ok(())
}
