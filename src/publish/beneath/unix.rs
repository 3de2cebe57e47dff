//! Files beneath a folder, by directory descriptors.
//!
//! Linux resolves a path in one call that refuses links and paths that lead out (`openat2(2)`, `RESOLVE_BENEATH` and
//! `RESOLVE_NO_SYMLINKS`); without that call, each step is taken separately with `O_NOFOLLOW`.

use super::{Access, Kind, split};
use crate::tally::{Work, count};
use rustix::fs::{AtFlags, FileType, Mode, OFlags};
use rustix::io::Errno;
use std::fs::File;
use std::io::{self, Read};
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// A folder, held open.
#[derive(Debug)]
pub(in super::super) struct Root {
    path: PathBuf,
    fd: Mutex<Arc<OwnedFd>>,
}

/// How folders are opened that are only a step on the way.
#[cfg(target_os = "linux")]
const STEP: OFlags = OFlags::PATH.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);
#[cfg(not(target_os = "linux"))]
const STEP: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);
/// How folders are opened whose entries are read, or that are brought to the disk.
const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);

impl Access {
    fn folder(self) -> Mode {
        match self {
            Self::Public => Mode::from_raw_mode(0o777),
            Self::Private => Mode::RWXU,
        }
    }

    fn file(self) -> Mode {
        match self {
            Self::Public => Mode::from_raw_mode(0o666),
            Self::Private => Mode::RUSR.union(Mode::WUSR),
        }
    }
}

impl Root {
    /// Opens the folder at `path`; a link to it is followed.
    pub(in super::super) fn open(path: &Path) -> io::Result<Self> {
        let path = path.canonicalize()?;
        let fd = Mutex::new(Arc::new(rustix::fs::open(&path, FOLDER, Mode::empty())?));
        Ok(Self { path, fd })
    }

    fn fd(&self) -> Arc<OwnedFd> {
        Arc::clone(&self.fd.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts the folder `rel` of `other` into the place of this one, which is empty: all that is in it appears at once.
    ///
    /// # Errors
    /// This folder is not like the other one (its owner, its access), or is not empty, or the system can't do it: nothing
    /// was changed.
    pub(in super::super) fn become_folder(&self, other: &Self, rel: &str) -> io::Result<()> {
        let (folder, name) = split(rel);
        let parent = other.folder(folder)?;
        let like = |a: &rustix::fs::Stat, b: &rustix::fs::Stat| {
            (a.st_mode, a.st_uid, a.st_gid) == (b.st_mode, b.st_uid, b.st_gid)
        };
        let (ours, new) =
            (rustix::fs::fstat(self.fd())?, rustix::fs::statat(&parent, name, AtFlags::SYMLINK_NOFOLLOW)?);
        let (Some(above), Some(own)) = (self.path.parent(), self.path.file_name()) else {
            return Err(io::ErrorKind::Unsupported.into());
        };
        if !like(&ours, &new) || !self.is_in_place() {
            return Err(io::ErrorKind::Unsupported.into());
        }
        let above = rustix::fs::open(above, FOLDER, Mode::empty())?;
        rustix::fs::renameat(parent, name, above, own)?;
        let fd = Arc::new(rustix::fs::open(&self.path, FOLDER, Mode::empty())?);
        *self.fd.lock().unwrap_or_else(PoisonError::into_inner) = fd;
        Ok(())
    }

    pub(in super::super) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether this folder, and no other, stands at its path.
    pub(in super::super) fn is_in_place(&self) -> bool {
        let id = |stat: rustix::fs::Stat| (stat.st_dev, stat.st_ino);
        match (rustix::fs::fstat(self.fd()), rustix::fs::stat(&self.path)) {
            (Ok(ours), Ok(there)) => id(ours) == id(there),
            _ => false,
        }
    }

    /// Whether files can be renamed from here into `other` and are then as if they had been made there: both are on one file
    /// system, as it is mounted in one place.
    pub(in super::super) fn can_rename_into(&self, other: &Self) -> io::Result<bool> {
        #[cfg(target_os = "linux")]
        {
            use rustix::fs::StatxFlags;
            let mount = |root: &Self| {
                let found = rustix::fs::statx(root.fd(), "", AtFlags::EMPTY_PATH, StatxFlags::MNT_ID).ok()?;
                (found.stx_mask & StatxFlags::MNT_ID.bits() != 0).then_some(found.stx_mnt_id)
            };
            if mount(self) != mount(other) {
                return Ok(false);
            }
        }
        let (ours, theirs) = (rustix::fs::fstat(self.fd())?, rustix::fs::fstat(other.fd())?);
        // what is made in a folder that gives its group to all in it has to be made there
        let gives_group = Mode::from_raw_mode(theirs.st_mode).contains(Mode::SGID);
        Ok(ours.st_dev == theirs.st_dev && !gives_group)
    }

    /// The names of what is in it.
    pub(in super::super) fn names(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in rustix::fs::Dir::read_from(self.fd())? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy();
            if !matches!(&*name, "." | "..") {
                names.push(name.into_owned());
            }
        }
        Ok(names)
    }

    /// Whether it belongs to the user that runs the program.
    pub(in super::super) fn is_own(&self) -> io::Result<bool> {
        Ok(rustix::fs::fstat(self.fd())?.st_uid == rustix::process::geteuid().as_raw())
    }

    /// Keeps everybody else out of it.
    pub(in super::super) fn make_private(&self) -> io::Result<()> {
        Ok(rustix::fs::fchmod(self.fd(), Mode::RWXU)?)
    }

    /// Makes a file that is not there yet, with the folders around it.
    pub(in super::super) fn create(&self, rel: &str, access: Access) -> io::Result<File> {
        let (folder, name) = split(rel);
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let parent = match self.folder(folder) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => self.make(folder, access)?,
            other => other?,
        };
        Ok(rustix::fs::openat(parent, name, flags, access.file())?.into())
    }

    /// Opens a private file to be locked, which is made if it is not there.
    pub(in super::super) fn lock_file(&self, name: &str) -> io::Result<File> {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let fd = rustix::fs::openat(self.fd(), name, flags, Access::Private.file())?;
        rustix::fs::fchmod(&fd, Access::Private.file())?;
        Ok(fd.into())
    }

    /// The bytes of a regular file.
    pub(in super::super) fn read(&self, rel: &str) -> io::Result<Vec<u8>> {
        let mut file = self.open_file(rel)?;
        let mut bytes = Vec::with_capacity(usize::try_from(file.metadata()?.len()).unwrap_or_default());
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// A regular file, to be read.
    pub(in super::super) fn open_file(&self, rel: &str) -> io::Result<File> {
        let (folder, name) = split(rel);
        // NONBLOCK: a pipe in the place of the file must not hold the program up
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let file: File = rustix::fs::openat(self.folder(folder)?, name, flags, Mode::empty())?.into();
        match file.metadata()?.is_file() {
            true => Ok(file),
            false => Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file")),
        }
    }

    /// What stands at a path, if anything does.
    ///
    /// # Errors
    /// A link or a file stands where a folder would have to, or the disk fails.
    pub(in super::super) fn kind(&self, rel: &str) -> io::Result<Option<Kind>> {
        count(Work::PlacesLookedAt, 1);
        let (folder, name) = split(rel);
        let stat = self
            .folder(folder)
            .and_then(|parent| rustix::fs::statat(parent, name, AtFlags::SYMLINK_NOFOLLOW).map_err(io::Error::from));
        match stat {
            Ok(stat) => Ok(Some(match FileType::from_raw_mode(stat.st_mode) {
                FileType::RegularFile => Kind::File(stat.st_size as u64),
                FileType::Directory => Kind::Folder,
                _ => Kind::Other,
            })),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e),
        }
    }

    /// For each of these names whether the folder `rel` has a regular file of so many bytes of that name.
    pub(in super::super) fn holds(&self, rel: &str, files: &[(&str, u64)]) -> Vec<bool> {
        count(Work::PlacesLookedAt, files.len());
        let Ok(folder) = self.folder(rel) else { return vec![false; files.len()] };
        let is_there = |(name, size): &(&str, u64)| {
            let stat = rustix::fs::statat(&folder, *name, AtFlags::SYMLINK_NOFOLLOW);
            stat.is_ok_and(|stat| {
                FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile && stat.st_size as u64 == *size
            })
        };
        files.iter().map(is_there).collect()
    }

    /// Renames what stands at `from` to `to` beneath `other`, in whose place it comes; folders around that are made.
    pub(in super::super) fn rename(&self, from: &str, other: &Self, to: &str, access: Access) -> io::Result<()> {
        let ((folder, name), (new_folder, new_name)) = (split(from), split(to));
        let parent = self.folder(folder)?;
        let new = match other.folder(new_folder) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => other.make(new_folder, access)?,
            found => found?,
        };
        Ok(rustix::fs::renameat(parent, name, new, new_name)?)
    }

    /// Removes a file. One that is not there is no error.
    pub(in super::super) fn remove(&self, rel: &str) -> io::Result<()> {
        let (folder, name) = split(rel);
        let removed = self.folder(folder).and_then(|parent| Ok(rustix::fs::unlinkat(parent, name, AtFlags::empty())?));
        match removed {
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }

    /// Removes the folders around a path from the innermost on, as far as they are empty.
    pub(in super::super) fn prune(&self, rel: &str) {
        let mut path = split(rel).0;
        while !path.is_empty() {
            let (folder, name) = split(path);
            let removed = self.folder(folder).map(|parent| rustix::fs::unlinkat(parent, name, AtFlags::REMOVEDIR));
            match removed {
                Ok(Ok(())) => path = folder,
                _ => return,
            }
        }
    }

    /// Removes a folder with all that is in it. One that is not there is no error.
    pub(in super::super) fn remove_all(&self, rel: &str) -> io::Result<()> {
        let (folder, name) = split(rel);
        match self.folder(folder).and_then(|parent| remove_all(parent.as_fd(), name)) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }

    /// Makes a folder, with those around it; opens it.
    pub(in super::super) fn make(&self, rel: &str, access: Access) -> io::Result<OwnedFd> {
        let mut at = self.fd().try_clone()?;
        for name in rel.split('/').filter(|name| !name.is_empty()) {
            at = match rustix::fs::openat(&at, name, STEP, Mode::empty()) {
                Err(Errno::NOENT) => {
                    match rustix::fs::mkdirat(&at, name, access.folder()) {
                        Err(Errno::EXIST) => {} // another thread was first
                        other => other?,
                    }
                    rustix::fs::openat(&at, name, STEP, Mode::empty())?
                }
                there => there?,
            };
        }
        Ok(at)
    }

    /// Brings to the disk that a file of the folder itself was made, renamed or removed.
    pub(in super::super) fn sync(&self) -> io::Result<()> {
        Ok(rustix::fs::fsync(self.fd())?)
    }

    /// Brings to the disk everything that was written to its file system so far.
    pub(in super::super) fn flush(&self) -> io::Result<()> {
        #[cfg(target_os = "linux")]
        rustix::fs::syncfs(self.fd())?;
        Ok(())
    }

    /// Opens the folder `rel`, "" for this one, without following links.
    fn folder(&self, rel: &str) -> io::Result<OwnedFd> {
        #[cfg(target_os = "linux")]
        {
            use rustix::fs::ResolveFlags;
            let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
            let path = if rel.is_empty() { "." } else { rel };
            match rustix::fs::openat2(self.fd(), path, STEP, Mode::empty(), resolve) {
                Err(Errno::NOSYS | Errno::PERM | Errno::INVAL) => {} // an old system, or a sandbox that does not know it
                // a link is no folder
                Err(Errno::LOOP | Errno::XDEV) => return Err(Errno::NOTDIR.into()),
                found => return Ok(found?),
            }
        }
        self.step_by_step(rel)
    }

    /// What [`Self::folder`] does, without one call for it.
    pub(super) fn step_by_step(&self, rel: &str) -> io::Result<OwnedFd> {
        let mut at = self.fd().try_clone()?;
        for name in rel.split('/').filter(|name| !name.is_empty()) {
            if name == ".." {
                return Err(Errno::XDEV.into());
            }
            at = rustix::fs::openat(&at, name, STEP, Mode::empty())?;
        }
        Ok(at)
    }
}

/// Removes `name` from the folder `parent`, with all that is in it, with a list of what is to be done in place of
/// recursion: a folder that somebody nested deeply ends no program.
fn remove_all(parent: rustix::fd::BorrowedFd<'_>, name: &str) -> io::Result<()> {
    let mut open = vec![(rustix::fs::openat(parent, name, FOLDER, Mode::empty())?, name.as_bytes().to_vec())];
    while let Some((folder, _)) = open.last() {
        let mut inner = None;
        for entry in rustix::fs::Dir::read_from(folder)? {
            let entry = entry?;
            let name = entry.file_name();
            if matches!(name.to_bytes(), b"." | b"..") {
                continue;
            }
            match rustix::fs::unlinkat(folder, name, AtFlags::empty()) {
                Ok(()) => {}
                Err(Errno::ISDIR | Errno::PERM) => {
                    inner = Some((rustix::fs::openat(folder, name, FOLDER, Mode::empty())?, name.to_bytes().to_vec()));
                    break;
                }
                Err(other) => return Err(other.into()),
            }
        }
        match inner {
            Some(inner) => open.push(inner),
            None => {
                let (_, name) = open.pop().expect("the folder that was read");
                let above = open.last().map_or(parent, |(above, _)| above.as_fd());
                rustix::fs::unlinkat(above, name.as_slice(), AtFlags::REMOVEDIR)?;
            }
        }
    }
    Ok(())
}
