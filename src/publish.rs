//! Puts a site into a folder: all new files first beside their places, then each into its place, what is obsolete last.
//!
//! # After a crash
//! Until the last new file is staged, the published folder is as it was but for `.promulgate/staged/`. Then the
//! manifest names every path that is about to be written, and files are renamed into place one by one, each whole; a
//! crash in between leaves new pages beside old ones, and the next run, knowing from the manifest which are ours,
//! publishes the rest. Nothing is deleted before all that is new stands in its place.

use crate::error::{Error, Result};
use crate::model::Digest;
use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// The folder, within the published one, for what is not part of the site.
const STATE: &str = ".promulgate";
/// Stands in the manifest for the digest of a file that was about to be written.
const PENDING: &str = "pending";

/// A publication in the making.
pub struct Publication {
    folder: PathBuf,
    /// What the last publication wrote: path, digest.
    before: BTreeMap<String, String>,
    /// What this one writes.
    now: Mutex<BTreeMap<String, (String, bool)>>,
    /// Held for as long as the publication lasts; the system releases it when the program ends, however it ends.
    _lock: File,
}

/// What a publication did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// Files of the site.
    pub files: usize,
    /// Files that are new or other than before.
    pub written: usize,
    /// Files that belonged to the last publication and not to this one.
    pub removed: usize,
}

impl Publication {
    /// Begins to publish into `folder`, which is made if it is not there.
    ///
    /// # Errors
    /// The folder can't be written, or another program publishes into it.
    pub fn begin(folder: &Path) -> Result<Self> {
        let state = folder.join(STATE);
        fs::create_dir_all(&state).map_err(|e| cannot("make the folder", &state, e))?;
        let path = state.join("lock");
        let lock = File::create(&path).map_err(|e| cannot("write", &path, e))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(Error::environment(format!("another promulgate publishes into `{}`", folder.display()))
                    .hint("wait until it is done, or stop it"));
            }
            Err(TryLockError::Error(e)) => return Err(cannot("lock", &path, e)),
        }
        let staged = state.join("staged");
        if staged.exists() {
            fs::remove_dir_all(&staged).map_err(|e| cannot("remove", &staged, e))?;
        }
        let before = read_manifest(&state.join("manifest"))?;
        Ok(Self { folder: folder.to_owned(), before, now: Mutex::default(), _lock: lock })
    }

    /// Adds a file to the site. `path` is relative to its root, with `/`.
    ///
    /// # Errors
    /// Two files at one path, or a foreign file stands there, or the disk fails.
    pub fn add(&self, path: &str, bytes: &[u8]) -> Result<()> {
        let digest = Digest::of(bytes).to_string();
        let place = self.folder.join(path);
        let known = self.before.get(path);
        let unchanged = known == Some(&digest) && fs::metadata(&place).is_ok_and(|m| m.len() == bytes.len() as u64);
        if known.is_none() && fs::symlink_metadata(&place).is_ok() {
            let same = fs::read(&place).is_ok_and(|there| there == bytes);
            if !same {
                return Err(Error::input(format!("`{}` is not ours: it was there before", place.display()))
                    .hint("publish into a folder of its own with --out DIR, or move the file away"));
            }
        }
        let earlier = self.entries().insert(path.to_owned(), (digest, unchanged));
        if earlier.is_some() {
            return Err(Error::input(format!("two pages would stand at `{path}`"))
                .hint("give one of the policies another address: a line `id: …` in its front matter"));
        }
        if unchanged {
            return Ok(());
        }
        let staged = self.staged(path);
        if let Some(parent) = staged.parent() {
            fs::create_dir_all(parent).map_err(|e| cannot("make the folder", parent, e))?;
        }
        fs::write(&staged, bytes).map_err(|e| cannot("write", &staged, e))
    }

    /// Leaves what the last publication wrote at the paths that `which` picks, whatever was added there since.
    pub fn leave(&self, which: impl Fn(&str) -> bool) {
        let mut now = self.entries();
        now.retain(|path, _| !which(path));
        let left = self.before.iter().filter(|(path, _)| which(path));
        now.extend(left.map(|(path, digest)| (path.clone(), (digest.clone(), true))));
    }

    /// Puts everything into its place and removes what the last publication wrote and this one did not.
    pub fn finish(self) -> Result<Published> {
        let now = std::mem::take(&mut *self.entries());
        let mut intent = self.before.clone();
        intent.extend(now.iter().map(|(path, (digest, unchanged))| {
            (path.clone(), if *unchanged { digest.clone() } else { PENDING.to_owned() })
        }));
        self.write_manifest(&intent)?;
        let mut written = 0;
        for path in now.iter().filter(|(_, (_, unchanged))| !unchanged).map(|(path, _)| path) {
            let place = self.folder.join(path);
            if let Some(parent) = place.parent() {
                fs::create_dir_all(parent).map_err(|e| cannot("make the folder", parent, e))?;
            }
            fs::rename(self.staged(path), &place).map_err(|e| cannot("put into place", &place, e))?;
            written += 1;
        }
        let mut removed = 0;
        for path in self.before.keys().filter(|path| !now.contains_key(*path)) {
            let place = self.folder.join(path);
            match fs::remove_file(&place) {
                Ok(()) => removed += 1,
                Err(e) if e.kind() == io::ErrorKind::NotFound => {}
                Err(e) => return Err(cannot("remove", &place, e)),
            }
            let mut folder = place.parent();
            while let Some(empty) = folder.filter(|f| *f != self.folder && fs::remove_dir(f).is_ok()) {
                folder = empty.parent();
            }
        }
        let staged = self.folder.join(STATE).join("staged");
        if staged.exists() {
            fs::remove_dir_all(&staged).map_err(|e| cannot("remove", &staged, e))?;
        }
        let files = now.len();
        self.write_manifest(&now.into_iter().map(|(path, (digest, _))| (path, digest)).collect())?;
        Ok(Published { files, written, removed })
    }

    /// Notes which files are ours, one line for each: digest, two spaces, path, as `sha256sum` does.
    fn write_manifest(&self, files: &BTreeMap<String, String>) -> Result<()> {
        let text: String = files.iter().map(|(path, digest)| format!("{digest}  {path}\n")).collect();
        let place = self.folder.join(STATE).join("manifest");
        let fresh = place.with_extension("new");
        fs::write(&fresh, text).map_err(|e| cannot("write", &fresh, e))?;
        fs::rename(&fresh, &place).map_err(|e| cannot("put into place", &place, e))
    }

    fn staged(&self, path: &str) -> PathBuf {
        self.folder.join(STATE).join("staged").join(path)
    }

    fn entries(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, (String, bool)>> {
        self.now.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

fn read_manifest(path: &Path) -> Result<BTreeMap<String, String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(text
            .lines()
            .filter_map(|line| line.split_once("  ").map(|(digest, path)| (path.to_owned(), digest.to_owned())))
            .collect()),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(BTreeMap::new()),
        Err(e) => Err(cannot("read", path, e)),
    }
}

fn cannot(what: &str, path: &Path, error: io::Error) -> Error {
    let hint = match error.kind() {
        io::ErrorKind::StorageFull => "the disk is full: make room and run it again; the site is as it was",
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "choose a folder that you may write with --out DIR, or change its permissions"
        }
        _ => "look at the folder and run it again; the published site is as it was",
    };
    Error::environment(format!("can't {what} `{}`", path.display())).hint(hint).because(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn publish(folder: &Path, files: &[(&str, &str)]) -> Result<Published> {
        let publication = Publication::begin(folder)?;
        for (path, text) in files {
            publication.add(path, text.as_bytes())?;
        }
        publication.finish()
    }

    #[test]
    fn only_what_is_new_is_written_and_only_what_is_ours_is_removed() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |path: &str| folder.path().join(path);
        fs::write(at("foreign.txt"), "x").expect("written");
        let first = publish(folder.path(), &[("a/b/c", "1"), ("d", "2")]).expect("published");
        assert_eq!(first, Published { files: 2, written: 2, removed: 0 });
        let second = publish(folder.path(), &[("d", "2"), ("e", "3")]).expect("published");
        assert_eq!(second, Published { files: 2, written: 1, removed: 1 });
        assert!(!at("a").exists() && at("foreign.txt").exists() && !at(".promulgate/staged").exists());
    }

    #[test]
    fn foreign_files_are_never_overwritten() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("a"), "mine").expect("written");
        let error = publish(folder.path(), &[("a", "ours")]).expect_err("refused");
        assert!(error.to_string().contains("not ours"), "{error}");
        assert_eq!(fs::read_to_string(folder.path().join("a")).expect("read"), "mine");
        publish(folder.path(), &[("a", "mine")]).expect("the same bytes do no harm");
    }

    #[test]
    fn a_failed_publication_changes_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        publish(folder.path(), &[("a", "1")]).expect("published");
        assert!(publish(folder.path(), &[("a", "2"), ("a", "3")]).is_err());
        assert_eq!(fs::read_to_string(folder.path().join("a")).expect("read"), "1");
    }

    #[test]
    fn an_interrupted_publication_is_completed_by_another() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |path: &str| folder.path().join(path);
        publish(folder.path(), &[("a", "1"), ("gone", "x")]).expect("published");
        let cut_short = Publication::begin(folder.path()).expect("begun");
        for (path, text) in [("a", "2"), ("b", "3"), ("blocked", "4")] {
            cut_short.add(path, text.as_bytes()).expect("staged");
        }
        fs::create_dir_all(at("blocked/by")).expect("made"); // stops it between two renames
        assert!(cut_short.finish().is_err());
        assert!(at("gone").exists(), "nothing is removed before all is there");
        fs::remove_dir_all(at("blocked")).expect("removed");
        publish(folder.path(), &[("a", "5"), ("b", "6")]).expect("`b` is known to be ours");
        let read = |path: &str| fs::read_to_string(at(path)).expect("read");
        assert_eq!((read("a"), read("b"), at("gone").exists()), ("5".into(), "6".into(), false));
    }

    #[test]
    fn what_is_left_alone_stays_as_it_was() {
        let folder = tempfile::tempdir().expect("a folder");
        publish(folder.path(), &[("a/1", "old"), ("a/2", "old"), ("b", "old")]).expect("published");
        let publication = Publication::begin(folder.path()).expect("begun");
        publication.add("a/1", b"half").expect("staged");
        publication.add("b", b"new").expect("staged");
        publication.leave(|path| path.starts_with("a/"));
        assert_eq!(publication.finish().expect("published"), Published { files: 3, written: 1, removed: 0 });
        let read = |path: &str| fs::read_to_string(folder.path().join(path)).expect("read");
        assert_eq!((read("a/1"), read("a/2"), read("b")), ("old".into(), "old".into(), "new".into()));
    }

    #[test]
    fn a_second_publisher_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let _first = Publication::begin(folder.path()).expect("begun");
        let error = Publication::begin(folder.path()).err().expect("refused");
        assert!(error.to_string().contains("another promulgate"), "{error}");
    }
}
