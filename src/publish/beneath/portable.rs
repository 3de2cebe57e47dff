//! Files beneath a folder, by paths, for systems without directory descriptors. Checks for links before each use; a
//! link that is created in between goes unnoticed.

use super::{Access, Kind, split};
use crate::tally::{Work, count};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// A folder.
#[derive(Debug)]
pub(in super::super) struct Root {
    path: PathBuf,
}

#[cfg_attr(unix, allow(dead_code))]
impl Root {
    pub(in super::super) fn open(path: &Path) -> io::Result<Self> {
        let path = path.canonicalize()?;
        match path.is_dir() {
            true => Ok(Self { path }),
            false => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    /// Never: a folder that is open can't be replaced.
    pub(in super::super) fn become_folder(&self, _other: &Self, _rel: &str) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(in super::super) fn path(&self) -> &Path {
        &self.path
    }

    pub(in super::super) fn is_in_place(&self) -> bool {
        self.path.is_dir() // a folder in which a file is open can't be removed
    }

    /// Never: whether two folders are on one disk is not known.
    pub(in super::super) fn can_rename_into(&self, _other: &Self) -> io::Result<bool> {
        Ok(false)
    }

    pub(in super::super) fn names(&self) -> io::Result<Vec<String>> {
        let name = |entry: io::Result<fs::DirEntry>| Ok(entry?.file_name().into_string().ok());
        fs::read_dir(&self.path)?.filter_map(|entry| name(entry).transpose()).collect()
    }

    pub(in super::super) fn is_own(&self) -> io::Result<bool> {
        Ok(true)
    }

    pub(in super::super) fn make_private(&self) -> io::Result<()> {
        Ok(()) // the folders of a user are his own
    }

    pub(in super::super) fn create(&self, rel: &str, access: Access) -> io::Result<File> {
        self.make(split(rel).0, access)?;
        File::options().write(true).create_new(true).open(self.path.join(rel))
    }

    pub(in super::super) fn lock_file(&self, name: &str) -> io::Result<File> {
        File::options().write(true).create(true).truncate(false).open(self.place(name)?)
    }

    pub(in super::super) fn read(&self, rel: &str) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.open_file(rel)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    pub(in super::super) fn open_file(&self, rel: &str) -> io::Result<File> {
        match self.kind(rel)? {
            Some(Kind::File(_)) => File::open(self.path.join(rel)),
            Some(_) => Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file")),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    pub(in super::super) fn kind(&self, rel: &str) -> io::Result<Option<Kind>> {
        count(Work::PlacesLookedAt, 1);
        let found = self.place(rel).and_then(fs::symlink_metadata);
        match found {
            Ok(there) if there.is_file() => Ok(Some(Kind::File(there.len()))),
            Ok(there) if there.is_dir() => Ok(Some(Kind::Folder)),
            Ok(_) => Ok(Some(Kind::Other)),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e),
        }
    }

    pub(in super::super) fn holds(&self, rel: &str, files: &[(&str, u64)]) -> Vec<bool> {
        let place = |name: &str| if rel.is_empty() { name.to_owned() } else { format!("{rel}/{name}") };
        let is_there = |(name, size): &(&str, u64)| matches!(self.kind(&place(name)), Ok(Some(Kind::File(there))) if there == *size);
        files.iter().map(is_there).collect()
    }

    pub(in super::super) fn rename(&self, from: &str, other: &Self, to: &str, access: Access) -> io::Result<()> {
        other.make(split(to).0, access)?;
        fs::rename(self.place(from)?, other.path.join(to))
    }

    pub(in super::super) fn remove(&self, rel: &str) -> io::Result<()> {
        match self.place(rel).and_then(fs::remove_file) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }

    pub(in super::super) fn prune(&self, rel: &str) {
        let mut path = split(rel).0;
        while !path.is_empty() && self.place(path).and_then(fs::remove_dir).is_ok() {
            path = split(path).0;
        }
    }

    pub(in super::super) fn remove_all(&self, rel: &str) -> io::Result<()> {
        match self.place(rel).and_then(fs::remove_dir_all) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }

    pub(in super::super) fn make(&self, rel: &str, _access: Access) -> io::Result<()> {
        let mut at = PathBuf::new();
        for name in rel.split('/').filter(|name| !name.is_empty()) {
            if name == ".." {
                return Err(io::ErrorKind::NotADirectory.into());
            }
            at.push(name);
            match self.kind(&at.to_string_lossy().replace('\\', "/"))? {
                Some(Kind::Folder) => {}
                Some(_) => return Err(io::ErrorKind::NotADirectory.into()),
                None => fs::create_dir(self.path.join(&at))?,
            }
        }
        Ok(())
    }

    pub(in super::super) fn sync(&self) -> io::Result<()> {
        Ok(())
    }

    /// As good as the system does by itself.
    pub(in super::super) fn flush(&self) -> io::Result<()> {
        Ok(())
    }

    /// Where `rel` is, if every step to it is a folder.
    fn place(&self, rel: &str) -> io::Result<PathBuf> {
        let mut at = self.path.clone();
        if split(rel).1 == ".." {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        for name in split(rel).0.split('/').filter(|name| !name.is_empty()) {
            at.push(name);
            let there = fs::symlink_metadata(&at)?;
            if name == ".." || !there.is_dir() {
                return Err(io::ErrorKind::NotADirectory.into());
            }
        }
        Ok(at.join(split(rel).1))
    }
}
