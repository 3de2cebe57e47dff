//! Carries out an intent. Doing it again after any interruption comes to the same.

use super::intent::{Intent, Move};
use super::{Folder, STATE, cannot};
use crate::error::Result;
use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What stands at the address of a new page for an instant. It is a whole page, and links to nothing.
const PLACEHOLDER: &str = "<!doctype html>
<html lang=\"en\">
<head><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"2\"><meta name=\"robots\" content=\"noindex\">
<title>…</title></head>
<body><p lang=\"th\">กำลังเผยแพร่หน้านี้ โปรดรอสักครู่</p><p>This page is being published. Please wait a moment.</p></body>
</html>
";

impl Folder {
    pub(super) fn apply(&self, intent: &Intent) -> Result<()> {
        let mut made = HashSet::new();
        self.hold_places(intent, &mut made)?;
        self.move_all(&intent.new, &mut made)?;
        self.flush()?;
        self.move_all(&intent.replace, &mut made)?;
        self.flush()?;
        self.remove_all(&intent.remove)?;
        let path = self.state("intent");
        fs::remove_file(&path).map_err(|e| cannot("remove", &path, e))?;
        self.clear()
    }

    /// Puts the placeholder where new pages will stand, and over pages that will go.
    fn hold_places(&self, intent: &Intent, made: &mut HashSet<PathBuf>) -> Result<()> {
        let page = |path: &&str| path.ends_with(".html");
        let new: Vec<&str> = intent.new.iter().map(|m| m.path.as_str()).filter(page).collect();
        if new.is_empty() {
            return Ok(());
        }
        let placeholder = self.placeholder()?;
        for path in new {
            let place = self.root.join(path);
            make_parent(&place, made)?;
            match link(&placeholder, &place) {
                Err(e) if e.kind() != io::ErrorKind::AlreadyExists => return Err(cannot("write", &place, e)),
                _ => {}
            }
        }
        Ok(())
    }

    fn placeholder(&self) -> Result<PathBuf> {
        let path = self.root.join(STATE).join("placeholder");
        fs::write(&path, PLACEHOLDER).map_err(|e| cannot("write", &path, e))?;
        Ok(path)
    }

    fn move_all(&self, moves: &[Move], made: &mut HashSet<PathBuf>) -> Result<()> {
        for Move { staged, path } in moves {
            let (staged, place) = (self.staged(*staged, path), self.place(path));
            make_parent(&place, made)?;
            match fs::rename(&staged, &place) {
                // it was moved before an interruption
                Err(e) if e.kind() == io::ErrorKind::NotFound && place.exists() => {}
                other => other.map_err(|e| cannot("put into place", &place, e))?,
            }
        }
        Ok(())
    }

    /// Removes files, and folders that are empty then. Pages that go may link to one another, so each loses its links
    /// first.
    fn remove_all(&self, paths: &[String]) -> Result<()> {
        if paths.iter().any(|path| path.ends_with(".html")) {
            for path in paths.iter().filter(|path| path.ends_with(".html")) {
                let (placeholder, place) = (self.placeholder()?, self.root.join(path));
                if place.exists() {
                    fs::rename(&placeholder, &place).map_err(|e| cannot("remove", &place, e))?;
                }
            }
        }
        for path in paths {
            let place = self.place(path);
            match fs::remove_file(&place) {
                Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(cannot("remove", &place, e)),
                _ => {}
            }
            let mut folder = place.parent();
            while let Some(empty) = folder.filter(|f| *f != self.root && *f != self.state && fs::remove_dir(f).is_ok())
            {
                folder = empty.parent();
            }
        }
        Ok(())
    }

    /// Brings to the disk what was written and renamed so far.
    #[cfg(target_os = "linux")]
    pub(super) fn flush(&self) -> Result<()> {
        let mut done = None;
        for path in [&self.root, &self.state] {
            let failed = |e: io::Error| cannot("bring to the disk", path, e);
            let folder = fs::File::open(path).map_err(failed)?;
            let disk = std::os::unix::fs::MetadataExt::dev(&folder.metadata().map_err(failed)?);
            if done.replace(disk) != Some(disk) {
                rustix::fs::syncfs(&folder).map_err(|e| failed(e.into()))?;
            }
        }
        Ok(())
    }

    /// Brings to the disk what was written and renamed so far: without a call for it, as good as the system does by
    /// itself.
    #[cfg(not(target_os = "linux"))]
    pub(super) fn flush(&self) -> Result<()> {
        Ok(())
    }
}

/// Makes the folder around `place`; `made` are those that are known to be there.
fn make_parent(place: &Path, made: &mut HashSet<PathBuf>) -> Result<()> {
    let Some(parent) = place.parent().filter(|p| !made.contains(*p)) else { return Ok(()) };
    fs::create_dir_all(parent).map_err(|e| cannot("make the folder", parent, e))?;
    made.insert(parent.to_owned());
    Ok(())
}

/// A second name for the file at `from`, or a copy where the file system has no such names.
fn link(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Err(e) if e.kind() == io::ErrorKind::Unsupported || e.kind() == io::ErrorKind::PermissionDenied => {
            fs::copy(from, to).map(|_| ())
        }
        other => other,
    }
}
