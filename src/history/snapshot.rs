//! The files of a repository at one moment: of a commit, as they are staged, or as they stand in the work tree.

use super::repository::{BlobId, LARGEST_TEXT, Repository, Tip};
use super::{Error, Result};
use git2::{FileMode, Patch, Status, StatusOptions, TreeWalkMode, TreeWalkResult};
use std::collections::BTreeMap;
use std::path::Path;

/// The files of a repository at one moment. Paths have `/`; those that are not UTF-8 are left out, and so are symbolic links.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    files: BTreeMap<String, Stored>,
}

/// Where the bytes of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stored {
    Blob(BlobId),
    Disk,
}

impl Snapshot {
    /// The paths of the files, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Whether there is a file at a path, or a folder.
    pub fn has(&self, path: &str) -> bool {
        let below = format!("{path}/");
        self.files.contains_key(path)
            || self.files.range(below.clone()..).next().is_some_and(|(p, _)| p.starts_with(&below))
    }

    /// Whether there is a file at a path.
    pub fn has_file(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }
}

impl Repository {
    /// The files of a commit.
    pub fn committed(&self, tip: &Tip) -> Result<Snapshot> {
        let unreadable = |e| super::unreadable(tip.oid, e);
        let tree = self.commit(tip.oid)?.tree().map_err(unreadable)?;
        let mut files = BTreeMap::new();
        tree.walk(TreeWalkMode::PreOrder, |folder, entry| {
            let is_file = matches!(entry.filemode(), mode if mode == i32::from(FileMode::Blob)
                || mode == i32::from(FileMode::BlobExecutable)
                || mode == i32::from(FileMode::BlobGroupWritable));
            if is_file && let Ok(name) = entry.name() {
                files.insert(format!("{folder}{name}"), Stored::Blob(BlobId(super::oid::clean(entry.id()))));
            }
            TreeWalkResult::Ok
        })
        .map_err(unreadable)?;
        Ok(Snapshot { files })
    }

    /// The files as they are staged, in the repository's own index or in the file `index`.
    pub fn staged(&self, index: Option<&Path>) -> Result<Snapshot> {
        let unreadable = |e| Error::environment("the index of the repository can't be read").because(e);
        let index = index.map_or_else(|| self.git().index(), git2::Index::open);
        let mut index = index.map_err(unreadable)?;
        index.read(false).map_err(unreadable)?;
        let file = |entry: git2::IndexEntry| {
            let is_file = entry.mode & 0o170_000 == 0o100_000;
            let path = String::from_utf8(entry.path).ok()?;
            is_file.then(|| (path, Stored::Blob(BlobId(super::oid::clean(entry.id)))))
        };
        Ok(Snapshot { files: index.iter().filter_map(file).collect() })
    }

    /// The files as they stand in the work tree, but for those that git ignores.
    pub fn in_work_tree(&self) -> Result<Snapshot> {
        let root = self.work_tree().ok_or_else(|| {
            Error::misuse("a bare repository has no work tree").hint("name a range of commits, such as main~1..main")
        })?;
        let mut files = self.staged(None)?.files;
        let mut options = StatusOptions::new();
        options.include_untracked(true).recurse_untracked_dirs(true).exclude_submodules(true);
        let unreadable = |e| Error::environment(format!("the files in `{}` can't be read", root.display())).because(e);
        for status in self.git().statuses(Some(&mut options)).map_err(unreadable)?.iter() {
            let Ok(path) = status.path() else { continue };
            let here = root.join(path).symlink_metadata().is_ok_and(|file| file.is_file());
            if status.status().intersects(Status::WT_DELETED) || !here {
                files.remove(path);
            } else if status.status().intersects(
                Status::WT_NEW | Status::WT_MODIFIED | Status::WT_TYPECHANGE | Status::WT_RENAMED | Status::CONFLICTED,
            ) {
                files.insert(path.to_owned(), Stored::Disk);
            }
        }
        Ok(Snapshot { files })
    }

    /// The bytes of a file of a snapshot; `None` if there is none. Those on disk are as a commit would have them but for the
    /// ends of lines.
    ///
    /// # Errors
    /// It can't be read, or is larger than a text may be.
    pub fn bytes(&self, snapshot: &Snapshot, path: &str) -> Result<Option<Vec<u8>>> {
        match snapshot.files.get(path) {
            None => Ok(None),
            Some(Stored::Blob(id)) => self.blob(id).map(Some),
            Some(Stored::Disk) => {
                let place = self.work_tree().unwrap_or(Path::new("")).join(path);
                let unreadable = |e| Error::environment(format!("can't read `{}`", place.display())).because(e);
                if place.metadata().map_err(unreadable)?.len() > LARGEST_TEXT as u64 {
                    return Err(Error::input(format!("`{path}` is too large for a text")));
                }
                std::fs::read(&place).map(Some).map_err(unreadable)
            }
        }
    }

    /// The paths whose files differ between two snapshots and stand in the newer one.
    pub fn changed<'s>(&self, old: &Snapshot, new: &'s Snapshot) -> Result<Vec<&'s str>> {
        let mut changed = Vec::new();
        for (path, stored) in &new.files {
            let differs = match (old.files.get(path), stored) {
                (Some(before), _) if before == stored => false,
                (Some(Stored::Blob(id)), Stored::Disk) => {
                    !self.bytes(new, path).ok().flatten().is_some_and(|bytes| self.is_blob(id, &bytes))
                }
                _ => true,
            };
            if differs {
                changed.push(path.as_str());
            }
        }
        Ok(changed)
    }

    /// The paths of the files below a folder of a commit.
    pub fn files_below(&self, tip: &Tip, folder: &str) -> Result<Vec<String>> {
        let unreadable = |e| super::unreadable(tip.oid, e);
        let root = self.commit(tip.oid)?.tree().map_err(unreadable)?;
        let Ok(tree) = root.get_path(Path::new(folder)).and_then(|entry| self.git().find_tree(entry.id())) else {
            return Ok(Vec::new());
        };
        let mut paths = Vec::new();
        tree.walk(TreeWalkMode::PreOrder, |below, entry| {
            let is_file = entry.kind() == Some(git2::ObjectType::Blob);
            paths.extend(entry.name().ok().filter(|_| is_file).map(|name| format!("{folder}/{below}{name}")));
            TreeWalkResult::Ok
        })
        .map_err(unreadable)?;
        Ok(paths)
    }

    /// Whether there are files at a path in both snapshots, and they differ.
    pub fn differs(&self, old: &Snapshot, new: &Snapshot, path: &str) -> Result<bool> {
        match (old.files.get(path), new.files.get(path)) {
            (Some(before), Some(now)) if before == now => Ok(false),
            (Some(Stored::Blob(id)), Some(Stored::Disk)) => {
                Ok(!self.bytes(new, path)?.is_some_and(|bytes| self.is_blob(id, &bytes)))
            }
            (before, now) => Ok(before.is_some() && now.is_some()),
        }
    }

    /// The paths at which two commits have other files, or one has none.
    pub fn differing(&self, old: &Tip, new: &Tip) -> Result<Vec<String>> {
        let unreadable = |e| super::unreadable(new.oid, e);
        let tree = |tip: &Tip| self.commit(tip.oid)?.tree().map_err(unreadable);
        let diff = self.git().diff_tree_to_tree(Some(&tree(old)?), Some(&tree(new)?), None).map_err(unreadable)?;
        let path = |delta: git2::DiffDelta<'_>| delta.new_file().path()?.to_str().map(str::to_owned);
        Ok(diff.deltas().filter_map(path).collect())
    }

    /// The message of a commit, if the other one is its first parent.
    pub fn message_since(&self, tip: &Tip, base: &Tip) -> Result<Option<String>> {
        if self.first_parent(tip.oid)? != Some(base.oid) {
            return Ok(None);
        }
        Ok(Some(String::from_utf8_lossy(self.commit(tip.oid)?.message_bytes()).into_owned()))
    }
}

/// What changes from one text of the file at `path` to another, as `git diff` shows it.
pub fn patch(path: &str, old: &[u8], new: &[u8]) -> Result<String> {
    let place = Some(Path::new(path));
    let made =
        Patch::from_buffers(old, place, new, place, None).and_then(|mut patch| patch.to_buf().map(|buf| buf.to_vec()));
    let bytes = made.map_err(|e| Error::environment(format!("the changes of `{path}` can't be shown")).because(e))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
