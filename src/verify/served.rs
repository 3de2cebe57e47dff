//! The files of a site, as a server would give them.

use crate::error::{Error, Result};
use crate::model::Digest;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The files of a site.
pub trait Served {
    /// The paths of all of them, below the site's root.
    fn paths(&self) -> &[String];
    /// The bytes of the one at `path`.
    fn read(&self, path: &str) -> Option<Vec<u8>>;
    /// The number and the digest of its bytes.
    fn digest(&self, path: &str) -> Option<(u64, Digest)> {
        self.read(path).map(|bytes| (bytes.len() as u64, Digest::of(&bytes)))
    }
}

/// Files and folders at the root of a site that are not the site's, and that change nothing of what it serves: git's own in a
/// branch that is served, the addresses that hosts reserve (RFC 8615), and the names under which hosts serve it.
pub(super) const OF_OTHERS: &[&str] = &[".git", ".gitattributes", ".gitignore", ".well-known", ".domains", "CNAME"];

/// A folder with a site.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    paths: Vec<String>,
}

impl Folder {
    /// Lists the files in the folder `root`, but for what belongs to git or to the host (see `OF_OTHERS`). Links are never
    /// followed here, though many servers do: they are listed as files that can't be read, so that each is found.
    ///
    /// # Errors
    /// The folder can't be read.
    pub fn open(root: &Path) -> Result<Self> {
        let mut paths = Vec::new();
        list(root, "", &mut paths).map_err(|e| {
            Error::environment(format!("can't read the site in `{}`", root.display()))
                .hint("name the folder into which the site was published, or a copy of it")
                .because(e)
        })?;
        paths.sort();
        Ok(Self { root: root.to_owned(), paths })
    }
}

fn list(root: &Path, below: &str, paths: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(root.join(below))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if below.is_empty() { name.clone() } else { format!("{below}/{name}") };
        if OF_OTHERS.contains(&path.as_str()) {
            continue;
        }
        match entry.file_type()?.is_dir() {
            true => list(root, &path, paths)?,
            false => paths.push(path),
        }
    }
    Ok(())
}

impl Served for Folder {
    fn paths(&self) -> &[String] {
        &self.paths
    }

    fn read(&self, path: &str) -> Option<Vec<u8>> {
        self.paths.binary_search_by(|known| known.as_str().cmp(path)).ok()?;
        let place = self.root.join(path);
        let is_file = fs::symlink_metadata(&place).is_ok_and(|found| found.is_file());
        is_file.then(|| fs::read(place).ok()).flatten()
    }
}
