//! Puts files into a published folder so that no reader, at any instant, meets a half-written page or a link that leads
//! nowhere.
//!
//! # How
//! All new bytes are staged in files of their own, outside of the published folder where its file system allows it. Then
//! the *intent* is recorded: the list of what goes where. Then each file is renamed into its place: first what is new,
//! then what takes the place of something else; what is obsolete is removed last. Nothing is written in place, ever.
//!
//! Where no public page changes (a first publication, above all), nothing leads to what is new yet: into an empty folder
//! the site comes by a single rename, else folders are renamed whole, then the files at the root, the home page last. Otherwise new pages may link to one another in circles while
//! public ones already lead to some of them; so, unless all that is new is a single file or folder, a placeholder stands at the
//! address of each new page before any of them is put there: a page without links that says that it is about to be
//! published. Placeholders are staged like everything else, each a file of its own, for file systems limit the names of
//! one file, or have no second names at all.
//!
//! A server sends the compressed copy of a file (`index.html.gz`) in place of the file. So the copies of all files that change
//! or go are removed before the first of these does, and new copies come when all files are in their places: a copy never
//! stands beside a file with other bytes. Meanwhile a server sends the files themselves.
//!
//! # After a crash
//! The program may be killed at any instant, and the machine may lose power:
//! - before the intent is recorded, the site is as it was;
//! - after it, every page is whole, old or new, and every link from a page that was public leads to a page, perhaps a
//!   placeholder; [`Folder::open`] puts the rest into place before anything else is done;
//! - after power was lost too: the bytes of everything staged, and the intent, are on the disk before the first rename,
//!   what is new before what points to it is replaced, and all of that before anything is removed. Between two of these
//!   three points the file system may keep any part of the renames; the next run does them again. The intent is gone from
//!   the disk before another publication begins.
//!
//! An intent is the same whether it is carried out once or several times, and its state files (which tell the next
//! publication what this one did) are on its list: state and site never tell different stories once it is done.
//!
//! # When the disk refuses
//! What is new is taken back if a part of it can't be put into its place: the site is as it was. If a page can't be
//! replaced, everything else is, nothing is removed, and the next publication writes that page again ([`Folder::left`]).
//! So no publication, however it ends, keeps the next one from being made.
//!
//! # Whom it believes
//! Nobody. Paths are [`SitePath`]s and [`StateName`]s, also those that are read from the disk, and each leads to its file
//! beneath the folder without following a link (`beneath`). What the last publication left is in a private folder
//! (`state`), outside of the published one: nothing in the published folder tells the program what to do.

mod apply;
mod aside;
mod beneath;
mod beside;
mod intent;
mod name;
mod packed;
mod packing;
mod packs;
mod stage;
mod staging;
mod state;

pub use name::StateName;
pub use packs::PACKS;
pub use stage::{Batch, Publication, Slot};
pub use state::damaged;

use crate::error::{Error, Result};
use crate::places::SitePath;
use crate::tally::{Work, count};
use beneath::{Access, Kind, Root};
use intent::Intent;
use staging::within_folder;
use state::{State, is_fresh_name};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The state file that holds the intent.
const INTENT: &str = "intent";
/// The state file that names the folder, within the published one, in which files are staged.
const STAGING: &str = "staging";
/// The state file that lists what could not be put into place, or removed.
const LEFT: &str = "left";
/// Where older versions of this program kept their state, within the published folder.
const OLD_STATE: &str = ".promulgate";

/// Where a site is published, and where there is room for its state.
#[derive(Debug, Clone, Default)]
pub struct Target {
    /// The published folder.
    pub out: PathBuf,
    /// The state folder, in place of one in the git directory or the user's state folder.
    pub state: Option<PathBuf>,
    /// Whether files in the published folder that are not known to be ours are overwritten, where the site has others.
    pub take_over: bool,
    /// The git directory of the repository.
    pub git: PathBuf,
    /// Its work tree, if it has one.
    pub work_tree: Option<PathBuf>,
    /// The user's home.
    pub home: Option<PathBuf>,
    /// Where programs keep what they need to know of a user's work, for repositories that can't be written.
    pub user_state: Option<PathBuf>,
    /// A folder of the user's own for locks; without one, publishers with different states don't see one another.
    pub locks: Option<PathBuf>,
}

/// A folder into which this program, and no other, publishes for as long as this value lives.
#[derive(Debug)]
pub struct Folder {
    site: Root,
    state: State,
    taken_over: bool,
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

/// What the last publication could not do.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// Files that are not what it made of them.
    pub written: Vec<SitePath>,
    /// Files that should be gone.
    pub removed: Vec<SitePath>,
}

impl Folder {
    /// Takes the folder that `target` names, which is made if it is not there, and completes a publication that was
    /// interrupted; one that can't be completed is taken back, or as much of it done as can be.
    ///
    /// # Errors
    /// The folder is somebody's own (a home, a git directory, the work tree itself), it or the state can't be written,
    /// the state belongs to another folder or user, or another program publishes there.
    pub fn open(target: &Target) -> Result<Self> {
        let out = state::place_of(target)?;
        state::refuse_precious(target, &out)?;
        let made = fs::create_dir_all(&out).and_then(|()| Root::open(&out));
        let site = made.map_err(|e| cannot("create the folder", &target.out, e))?;
        state::refuse_precious(target, site.path())?; // where it led to nothing before, by way of `..`
        let state = State::take(target, &site)?;
        let folder = Self { site, state, taken_over: target.take_over };
        if let Some(intent) = folder.note_of(INTENT)? {
            match String::from_utf8(intent).ok().and_then(|text| Intent::parse(&text)) {
                // what could not be done is taken back or noted; else the intent is there still
                Some(intent) => folder.apply(&intent).or_else(|error| match folder.note_of(INTENT)? {
                    Some(_) => Err(error),
                    None => Ok(()),
                })?,
                None => folder.forget_note(INTENT)?, // one that was not written to its end
            }
        }
        folder.clear()?;
        Ok(folder)
    }

    /// Whether the folder is still the one that was taken: nobody removed it meanwhile.
    pub fn is_in_place(&self) -> bool {
        self.site.is_in_place()
    }

    /// Whether the state is where it was: nobody removed it, or the repository that holds it.
    pub fn has_its_state(&self) -> bool {
        self.state.root.is_in_place()
    }

    /// Whether an older version of this program left its state in the folder.
    pub fn has_old_state(&self) -> bool {
        matches!(self.site.kind(OLD_STATE), Ok(Some(_)))
    }

    /// Where the state is, for messages.
    pub fn state_place(&self) -> &Path {
        self.state.root.path()
    }

    /// The state file `name` as the last publication left it, if it did.
    ///
    /// # Errors
    /// The disk fails, or the file is not what a publication into this folder left.
    pub fn read(&self, name: &StateName) -> Result<Option<Vec<u8>>> {
        self.state.read(name)
    }

    /// The state files of a `kind` that are in one pack, with their numbers: all of them are in the packs below [`PACKS`].
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn read_kind(&self, kind: &str, pack: usize) -> Result<Vec<(usize, Vec<u8>)>> {
        self.state.read_kind(kind, pack)
    }

    /// What the last publication could not do.
    ///
    /// # Errors
    /// The disk fails.
    pub fn left(&self) -> Result<Left> {
        let mut left = Left::default();
        let text = self.note_of(LEFT)?.unwrap_or_default();
        for (kind, path) in String::from_utf8_lossy(&text).lines().filter_map(|line| line.split_once(' ')) {
            let paths = if kind == "removed" { &mut left.removed } else { &mut left.written };
            paths.extend(SitePath::parse(path));
        }
        Ok(left)
    }

    /// The bytes of the site's file at `path`, if there is one.
    pub fn published(&self, path: &SitePath) -> Option<Vec<u8>> {
        self.site.read(path.as_str()).ok()
    }

    /// Whether the site has a file of `size` bytes at `path`.
    pub fn holds(&self, path: &SitePath, size: u64) -> bool {
        matches!(self.site.kind(path.as_str()), Ok(Some(Kind::File(there))) if there == size)
    }

    /// Those of `files`, each with the number of its bytes, that the site does not have so. Files of one folder are looked
    /// at together.
    pub fn missing<'f>(&self, files: impl IntoIterator<Item = (&'f SitePath, u64)>) -> Vec<&'f SitePath> {
        let split = |path: &'f SitePath| path.as_str().rsplit_once('/').unwrap_or(("", path.as_str()));
        let mut all: Vec<_> = files.into_iter().map(|(path, size)| (split(path), size, path)).collect();
        all.sort_unstable_by_key(|(place, ..)| *place);
        let mut missing = Vec::new();
        for group in all.chunk_by(|((a, _), ..), ((b, _), ..)| a == b) {
            let named: Vec<(&str, u64)> = group.iter().map(|((_, name), size, _)| (*name, *size)).collect();
            let holds = self.site.holds(group[0].0.0, &named);
            missing.extend(group.iter().zip(holds).filter(|(_, holds)| !holds).map(|((.., path), _)| *path));
        }
        missing
    }

    /// Begins a publication.
    ///
    /// # Errors
    /// The disk fails.
    pub fn begin(&self) -> Result<Publication<'_>> {
        Publication::begin(self)
    }

    fn can_rename_from_state(&self) -> Result<bool> {
        self.state.root.can_rename_into(&self.site).map_err(|e| cannot("inspect", self.site.path(), e))
    }

    /// Writes a file of the state that is not sealed.
    fn note(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let (root, aside) = (&self.state.root, format!("{name}new"));
        count(Work::StateFilesWritten, 1);
        count(Work::StateBytesWritten, bytes.len());
        let write = || -> io::Result<()> {
            root.remove(&aside)?;
            let mut file = root.create(&aside, Access::Private)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            root.rename(&aside, root, name, Access::Private)?;
            root.sync()
        };
        write().map_err(|e| cannot("write", &root.path().join(name), e))
    }

    fn note_of(&self, name: &str) -> Result<Option<Vec<u8>>> {
        match self.state.root.read(name) {
            Ok(bytes) => {
                state::count_read(&bytes);
                Ok(Some(bytes))
            }
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(cannot("read", &self.state.root.path().join(name), e)),
        }
    }

    fn forget_note(&self, name: &str) -> Result<()> {
        self.state.root.remove(name).map_err(|e| cannot("remove", &self.state.root.path().join(name), e))
    }

    /// Removes what was staged.
    fn clear(&self) -> Result<()> {
        let failed = |root: &Root, name: &str, e: io::Error| cannot("remove", &root.path().join(name), e);
        let state = &self.state.root;
        let names = state.names().map_err(|e| cannot("read", state.path(), e))?;
        for name in names.iter().filter(|name| name.starts_with("staged-")) {
            state.remove_all(name).map_err(|e| failed(state, name, e))?;
        }
        let Some(name) = self.note_of(STAGING)? else { return Ok(()) };
        if let Some(name) = String::from_utf8(name).ok().filter(|name| is_fresh_name(name)) {
            let place = within_folder(&name);
            self.site.remove_all(&place).map_err(|e| failed(&self.site, &place, e))?;
        }
        self.forget_note(STAGING)
    }

    /// Brings to the disk what was written and renamed so far.
    fn flush(&self) -> Result<()> {
        self.site.flush().map_err(|e| cannot("sync", self.site.path(), e))?;
        match self.can_rename_from_state()? {
            true => Ok(()),
            false => self.state.root.flush().map_err(|e| cannot("sync", self.state.root.path(), e)),
        }
    }
}

/// Reads the files of a published folder, whoever publishes there meanwhile.
#[derive(Debug)]
pub struct Reader(Root);

impl Reader {
    /// Reads below `folder`.
    ///
    /// # Errors
    /// It is no folder, or can't be read.
    pub fn open(folder: &Path) -> Result<Self> {
        Root::open(folder).map(Self).map_err(|e| cannot("read", folder, e))
    }

    /// The bytes of the file at `path`, if there is one. No link is followed.
    pub fn read(&self, path: &SitePath) -> Option<Vec<u8>> {
        self.0.read(path.as_str()).ok()
    }
}

fn cannot(what: &str, path: &Path, error: io::Error) -> Error {
    let hint = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "the disk is full: free some space, then retry; the published site is intact"
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "choose a writable folder with --out DIR or --state DIR, or change its permissions"
        }
        io::ErrorKind::NotADirectory => {
            "a link or a file is in the way: links below the published folder are not followed; remove it, then retry"
        }
        _ => "check the folder, then retry; the published site is intact",
    };
    Error::environment(format!("can't {what} `{}`", path.display())).hint(hint).because(error)
}

#[cfg(test)]
mod packs_tests;
#[cfg(test)]
mod state_tests;
#[cfg(test)]
mod tests;
