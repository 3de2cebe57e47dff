//! Puts files into a published folder so that no reader, at any instant, meets a half-written page or a link that leads
//! nowhere.
//!
//! # How
//! All new bytes are staged in files of their own. Then the *intent* is recorded: the list of what goes where. Then each
//! file is renamed into its place: first the pages that are new, then those that take the place of others, and what is
//! obsolete is removed last. New pages may link to one another in circles, so a placeholder, a page without links that
//! says that it is about to be published, stands at the address of each before any of them is put there.
//!
//! # After a crash
//! The program may be killed at any instant, and the machine may lose power:
//! - before the intent is recorded, the site is as it was;
//! - after it, every page is whole, old or new, and every link leads to a page, perhaps a placeholder; [`Folder::open`]
//!   puts the rest into place before anything else is done;
//! - after power was lost too: the bytes of everything staged, and the intent, are on the disk before the first rename,
//!   what is new before what points to it is replaced, and all of that before anything is removed. Between two of these
//!   three points the file system may keep any part of the renames; the next run does them again.
//!
//! An intent is the same whether it is carried out once or several times, and its state files (which tell the next
//! publication what this one did) are on its list: state and site never tell different stories once it is done.

mod apply;
mod intent;

use crate::error::{Error, Result};
use crate::model::Timestamp;
use intent::{Intent, Move};
use std::collections::HashMap;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

/// The folder, within the published one, for what is not part of the site.
const STATE: &str = ".promulgate";
/// Where new bytes stand until they are put into place, within [`STATE`].
const STAGED: &str = "staged";

/// A folder into which this program, and no other, publishes for as long as this value lives.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    /// Where state files and the intent are.
    state: PathBuf,
    /// The system releases it when the program ends, however it ends.
    lock: File,
}

/// A publication in the making. Dropped before [`Publication::finish`], it leaves nothing behind.
#[derive(Debug)]
pub struct Publication<'a> {
    folder: &'a Folder,
    staged: AtomicUsize,
    intent: Mutex<Intent>,
}

/// What a publication did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Published {
    /// Files of the site.
    pub files: usize,
    /// Files that are new or other than before.
    pub written: usize,
    /// Files that belonged to the last publication and not to this one.
    pub removed: usize,
}

impl Folder {
    /// Takes the folder `root`, which is made if it is not there, and completes a publication that was interrupted. State
    /// files are in the folder `state`, or else in `root/.promulgate`.
    ///
    /// # Errors
    /// The folder can't be written, or another program publishes into it.
    pub fn open(root: &Path, state: Option<&Path>) -> Result<Self> {
        let own = root.join(STATE);
        let state = state.unwrap_or(&own);
        for folder in [&own, state] {
            fs::create_dir_all(folder).map_err(|e| cannot("make the folder", folder, e))?;
        }
        let path = own.join("lock");
        let open = File::options().write(true).create(true).truncate(false).open(&path);
        let lock = open.map_err(|e| cannot("write", &path, e))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(Error::environment(format!("another promulgate publishes into `{}`", root.display()))
                    .hint("wait until it is done, or stop it"));
            }
            Err(TryLockError::Error(e)) => return Err(cannot("lock", &path, e)),
        }
        let folder = Self { root: root.to_owned(), state: state.to_owned(), lock };
        match Intent::read(&folder.state("intent"))? {
            Some(intent) => folder.apply(&intent)?,
            None => {
                let _ = fs::remove_file(folder.state("intent")); // one that was not written to its end
            }
        }
        folder.clear()?;
        Ok(folder)
    }

    /// Whether the folder is still the one that was taken: nobody removed it meanwhile.
    pub fn is_held(&self) -> bool {
        match (self.lock.metadata(), fs::metadata(self.root.join(STATE).join("lock"))) {
            (Ok(ours), Ok(there)) => same_file(&ours, &there),
            _ => false,
        }
    }

    /// The state file `name` as the last publication left it, if it did.
    ///
    /// # Errors
    /// The disk fails.
    pub fn read(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let path = self.state(name);
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(cannot("read", &path, e)),
        }
    }

    /// The bytes of the site's file at `path`, if there is one.
    pub fn published(&self, path: &str) -> Option<Vec<u8>> {
        fs::read(self.root.join(path)).ok()
    }

    /// Whether the site has a file of `size` bytes at `path`.
    pub fn holds(&self, path: &str, size: u64) -> bool {
        fs::symlink_metadata(self.root.join(path)).is_ok_and(|m| m.is_file() && m.len() == size)
    }

    /// Begins a publication.
    pub fn begin(&self) -> Publication<'_> {
        Publication { folder: self, staged: AtomicUsize::new(0), intent: Mutex::default() }
    }

    fn state(&self, name: &str) -> PathBuf {
        self.state.join(name)
    }

    /// Where the file at `path`, of the site or the state, belongs.
    fn place(&self, path: &str) -> PathBuf {
        match path.strip_prefix(STATE) {
            Some(name) => self.state.join(name.trim_start_matches('/')),
            None => self.root.join(path),
        }
    }

    /// Where the file that belongs to `path` is staged: on the same file system.
    fn staged(&self, number: usize, path: &str) -> PathBuf {
        let folder = if path.starts_with(STATE) { self.state.clone() } else { self.root.join(STATE) };
        folder.join(STAGED).join(number.to_string())
    }

    /// Whether the file `bytes` stands at `path` already, although we do not know that we wrote it.
    ///
    /// # Errors
    /// Something else stands there, or in place of a folder around it; `folders` tells of folders that were looked for
    /// before whether they are there.
    fn finds(&self, path: &str, bytes: &[u8], folders: &mut HashMap<String, bool>) -> Result<bool> {
        let foreign = |place: &Path| {
            Error::input(format!("`{}` is not ours: it was there before", place.display()))
                .hint("publish into a folder of its own with --out DIR, or move it away")
        };
        for (end, _) in path.match_indices('/') {
            let folder = &path[..end];
            let there = match folders.get(folder) {
                Some(there) => *there,
                None => {
                    let place = self.root.join(folder);
                    let there = fs::symlink_metadata(&place).ok();
                    if there.as_ref().is_some_and(|there| !there.is_dir()) {
                        return Err(foreign(&place));
                    }
                    folders.insert(folder.to_owned(), there.is_some());
                    there.is_some()
                }
            };
            if !there {
                return Ok(false);
            }
        }
        let place = self.root.join(path);
        match fs::symlink_metadata(&place) {
            Err(_) => Ok(false),
            Ok(there) if there.is_file() && fs::read(&place).is_ok_and(|b| b == bytes) => Ok(true),
            Ok(_) => Err(foreign(&place)),
        }
    }

    /// Removes what was staged.
    fn clear(&self) -> Result<()> {
        for staged in [self.state(STAGED), self.root.join(STATE).join(STAGED)] {
            match fs::remove_dir_all(&staged) {
                Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(cannot("remove", &staged, e)),
                _ => {}
            }
        }
        Ok(())
    }
}

/// Files that become part of a publication together, or, dropped before [`Batch::add`], not at all.
#[derive(Debug)]
pub struct Batch<'a> {
    publication: &'a Publication<'a>,
    intent: Intent,
    /// Whether folders of the site are there, as far as it was looked.
    folders: HashMap<String, bool>,
}

impl Batch<'_> {
    /// Adds a file to the site. `path` is relative to its root, with `/`; no other file of the publication has it.
    /// `known` says that the last publication wrote there; anything else that stands there is somebody's own.
    ///
    /// # Errors
    /// A foreign file stands there, or the disk fails.
    pub fn put(&mut self, path: &str, bytes: &[u8], modified: Timestamp, known: bool) -> Result<()> {
        let exists = known || self.publication.folder.finds(path, bytes, &mut self.folders)?;
        let staged = self.publication.stage(path, bytes, Some(modified))?;
        let moves = if exists { &mut self.intent.replace } else { &mut self.intent.new };
        moves.push(Move { staged, path: path.to_owned() });
        Ok(())
    }

    /// Adds a state file for the next publication.
    ///
    /// # Errors
    /// The disk fails.
    pub fn keep(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let path = format!("{STATE}/{name}");
        let staged = self.publication.stage(&path, bytes, None)?;
        self.intent.replace.push(Move { staged, path });
        Ok(())
    }

    /// Makes everything in it part of the publication.
    pub fn add(self) {
        let mut all = self.publication.intent();
        all.new.extend(self.intent.new);
        all.replace.extend(self.intent.replace);
    }
}

impl Publication<'_> {
    /// Begins a batch of files.
    pub fn batch(&self) -> Batch<'_> {
        Batch { publication: self, intent: Intent::default(), folders: HashMap::new() }
    }

    /// Has the file at `path`, which the last publication wrote, removed.
    pub fn remove(&self, path: &str) {
        self.intent().remove.push(path.to_owned());
    }

    /// The state files that this publication has so far, each with where its bytes are staged.
    pub fn kept(&self) -> HashMap<String, usize> {
        let intent = self.intent();
        let name = |m: &Move| Some((m.path.strip_prefix(STATE)?.trim_start_matches('/').to_owned(), m.staged));
        intent.replace.iter().filter_map(name).collect()
    }

    /// The state file `name`: as it is staged, if `kept` has it, else as the last publication left it, if it did.
    ///
    /// # Errors
    /// The disk fails.
    pub fn read(&self, name: &str, kept: &HashMap<String, usize>) -> Result<Option<Vec<u8>>> {
        let Some(number) = kept.get(name) else { return self.folder.read(name) };
        let path = self.folder.staged(*number, STATE);
        fs::read(&path).map(Some).map_err(|e| cannot("read", &path, e))
    }

    /// Puts everything into its place. How many files of the site were written and removed.
    ///
    /// # Errors
    /// The disk fails. If that was before the intent was recorded the site is as it was; else what is there is whole,
    /// and the rest is put into place by whoever opens the folder next.
    pub fn finish(self) -> Result<Published> {
        let mut intent = std::mem::take(&mut *self.intent());
        intent.sort();
        if intent.is_empty() {
            return Ok(Published::default()); // what was staged in vain goes with `self`
        }
        intent.write(&self.folder.state("intent"))?;
        self.folder.flush()?;
        self.folder.apply(&intent)?;
        let own = |path: &&str| !path.starts_with(STATE);
        let moves = intent.new.iter().chain(&intent.replace).map(|m| m.path.as_str());
        let removed = intent.remove.iter().map(String::as_str).filter(own).count();
        Ok(Published { files: 0, written: moves.filter(own).count(), removed })
    }

    fn stage(&self, path: &str, bytes: &[u8], modified: Option<Timestamp>) -> Result<usize> {
        let number = self.staged.fetch_add(1, Ordering::Relaxed);
        let path = self.folder.staged(number, path);
        let write = || -> io::Result<()> {
            let mut file = match File::create(&path) {
                Err(e) if e.kind() == io::ErrorKind::NotFound => {
                    fs::create_dir_all(path.parent().unwrap_or(&path))?;
                    File::create(&path)?
                }
                other => other?,
            };
            io::Write::write_all(&mut file, bytes)?;
            match modified {
                Some(instant) => file.set_modified(system_time(instant)),
                None => Ok(()),
            }
        };
        write().map_err(|e| cannot("write", &path, e))?;
        Ok(number)
    }

    fn intent(&self) -> std::sync::MutexGuard<'_, Intent> {
        self.intent.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Drop for Publication<'_> {
    fn drop(&mut self) {
        // an intent that can't be carried out is left to whoever opens the folder next
        if !matches!(Intent::read(&self.folder.state("intent")), Ok(Some(_))) {
            let _ = self.folder.clear();
        }
    }
}

fn system_time(instant: Timestamp) -> SystemTime {
    let distance = Duration::from_secs(instant.unix().unsigned_abs());
    if instant.unix() < 0 { SystemTime::UNIX_EPOCH - distance } else { SystemTime::UNIX_EPOCH + distance }
}

#[cfg(unix)]
fn same_file(a: &fs::Metadata, b: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

#[cfg(not(unix))]
fn same_file(_a: &fs::Metadata, _b: &fs::Metadata) -> bool {
    true // a file that is open can't be removed
}

fn cannot(what: &str, path: &Path, error: io::Error) -> Error {
    let hint = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "the disk is full: make room and run it again; what is published is whole"
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "choose a folder that you may write with --out DIR, or change its permissions"
        }
        _ => "look at the folder and run it again; what is published is whole",
    };
    Error::environment(format!("can't {what} `{}`", path.display())).hint(hint).because(error)
}

#[cfg(test)]
mod tests;
