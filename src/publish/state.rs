//! The state folder: private to the user, locked by one program at a time, bound to one published folder.

use super::beneath::{Access, Kind, Root};
use super::name::StateName;
use super::packs::Known;
use super::{Target, cannot};
use crate::error::{Error, Result};
use crate::model::Digest;
use crate::tally::{Work, count};
use std::fs::{self, File, TryLockError};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The folder for the states of all sites, in a git directory or in the user's state folder.
const STATES: &str = "promulgate";
/// Held by the program that publishes.
const LOCK: &str = "lock";
/// How long the path of a published folder can be, in bytes: with the longest path of a page it fits into 4,096.
const LONGEST_ROOT: usize = 4000 - crate::places::LONGEST_PATH;
/// Says to which published folder the state belongs, and what its files are sealed with.
const BINDING: &str = "binding";

/// The state of one published folder, which no other program uses for as long as this value lives.
#[derive(Debug)]
pub(super) struct State {
    pub(super) root: Root,
    /// Sealed with it are the files of this state and of no other.
    seal: String,
    /// What is in the packs that were read.
    pub(super) packs: Known,
    /// The system releases it when the program ends, however it ends.
    _lock: File,
    /// A second publisher into the same folder, with another state, is kept out by this.
    _guard: Option<File>,
}

impl State {
    /// Takes the state of the published folder `site`.
    pub(super) fn take(target: &Target, site: &Root) -> Result<Self> {
        let root = open(target, site)?;
        let failed = |e: io::Error| cannot("use the state folder", root.path(), e);
        if !root.is_own().map_err(failed)? {
            return Err(Error::environment(format!(
                "the state folder `{}` belongs to another user",
                root.path().display()
            ))
            .hint("publish as that user, or name a state folder of your own with --state DIR"));
        }
        root.make_private().map_err(failed)?;
        let lock = root.lock_file(LOCK).map_err(failed)?;
        lock_or_say(&lock, site, &root.path().join(LOCK))?;
        let guard = target.locks.as_deref().and_then(|folder| guard(folder, site));
        if let Some(guard) = &guard {
            lock_or_say(guard, site, site.path())?;
        }
        let seal = bind(&root, site)?;
        Ok(Self { root, seal, packs: Known::default(), _lock: lock, _guard: guard })
    }

    /// The file `name` that shares its place with no other, unless there is none.
    ///
    /// # Errors
    /// The disk fails, or it is not a file of this state.
    pub(super) fn read_file(&self, name: &StateName) -> Result<Option<Vec<u8>>> {
        match self.root.read(name.as_str()) {
            Ok(bytes) => {
                count_read(&bytes);
                self.unsealed(name, &bytes).map(Some).ok_or_else(|| damaged(self.root.path()))
            }
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(cannot("read", &self.root.path().join(name.as_str()), e)),
        }
    }

    /// `bytes` as the file `name` holds them.
    pub(super) fn sealed(&self, name: &StateName, bytes: &[u8]) -> Vec<u8> {
        [self.digest(name, bytes).bytes().as_slice(), bytes].concat()
    }

    pub(super) fn unsealed(&self, name: &StateName, sealed: &[u8]) -> Option<Vec<u8>> {
        let (seal, bytes) = sealed.split_at_checked(32)?;
        (self.digest(name, bytes).bytes().as_slice() == seal).then(|| bytes.to_vec())
    }

    fn digest(&self, name: &StateName, bytes: &[u8]) -> Digest {
        Digest::of(format!("{}\n{name}\n{}", self.seal, Digest::of(bytes)).as_bytes())
    }
}

/// Counts that a file of the state was read.
pub(super) fn count_read(bytes: &[u8]) {
    count(Work::StateFilesRead, 1);
    count(Work::StateBytesRead, bytes.len());
}

/// The refusal of a state that can't be read as what this program wrote into the folder `state`.
pub fn damaged(state: &Path) -> Error {
    Error::environment(format!("the state of the last publication in `{}` is damaged", state.display()))
        .hint("restore it from a backup, or remove that folder and build again with --take-over")
}

/// A name that nothing has: 128 random bits.
pub(super) fn fresh_name() -> String {
    let random = || RandomState::new().hash_one("a fresh name");
    format!("{:016x}{:016x}", random(), random())
}

/// Whether [`fresh_name`] gave `name`.
pub(super) fn is_fresh_name(name: &str) -> bool {
    name.len() == 32 && name.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

fn open(target: &Target, site: &Root) -> Result<Root> {
    if let Some(folder) = &target.state {
        let failed = |e: io::Error| cannot("use the state folder", folder, e);
        fs::create_dir_all(folder).map_err(failed)?;
        let root = Root::open(folder).map_err(failed)?;
        let names = root.names().map_err(failed)?;
        if !names.is_empty() && ![BINDING, LOCK].iter().any(|own| names.iter().any(|name| name == own)) {
            return Err(Error::misuse(format!(
                "the folder `{}` is not empty and is not a state folder",
                folder.display()
            ))
            .hint("name a separate folder with --state DIR; it becomes private"));
        }
        if root.path().starts_with(site.path()) || site.path().starts_with(root.path()) {
            return Err(Error::misuse(format!("the state folder `{}` would be published", folder.display()))
                .hint("name a folder outside the published one with --state DIR"));
        }
        return Ok(root);
    }
    let name = Digest::of(site.path().as_os_str().as_encoded_bytes()).to_string();
    let mut refused = None;
    let mut homes: Vec<&PathBuf> = [Some(&target.git), target.user_state.as_ref()].into_iter().flatten().collect();
    // where there is a state, it is gone on with
    homes.sort_by_key(|home| !home.join(STATES).join(&name).join(BINDING).exists());
    for home in homes {
        match open_below(home, &format!("{STATES}/{name}")) {
            Ok(root) => return Ok(root),
            Err(e) => refused = Some(cannot("create the state folder in", home, e)),
        }
    }
    Err(refused
        .unwrap_or_else(|| Error::environment("there is no writable folder for the state"))
        .hint("name a writable folder with --state DIR"))
}

/// Opens a private folder below `home`, both of which are made if they are not there.
fn open_below(home: &Path, name: &str) -> io::Result<Root> {
    fs::create_dir_all(home)?;
    let home = Root::open(home)?;
    home.make(name, Access::Private)?;
    match home.kind(name)? {
        Some(Kind::Folder) => Root::open(&home.path().join(name)),
        _ => Err(io::ErrorKind::NotADirectory.into()),
    }
}

/// A file, private to the user, that whoever publishes into `site` locks, whatever the state; none where there is no
/// place for one.
fn guard(folder: &Path, site: &Root) -> Option<File> {
    fs::create_dir_all(folder).ok()?;
    let root = Root::open(folder).ok()?;
    if !root.is_own().ok()? {
        return None;
    }
    root.make_private().ok()?;
    root.lock_file(&Digest::of(site.path().as_os_str().as_encoded_bytes()).to_string()).ok()
}

fn lock_or_say(lock: &File, site: &Root, place: &Path) -> Result<()> {
    match lock.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => {
            Err(Error::environment(format!("another promulgate is publishing into `{}`", site.path().display()))
                .hint("wait until it finishes, or stop it; each published folder needs its own state folder"))
        }
        Err(TryLockError::Error(e)) => Err(cannot("lock", place, e)
            .hint("this file system does not support locks: name a state folder on another disk with --state DIR")),
    }
}

/// Binds the state to the published folder `site`, or sees that it is bound to it. What its files are sealed with.
fn bind(root: &Root, site: &Root) -> Result<String> {
    let place = root.path().join(BINDING);
    match root.read(BINDING) {
        Ok(bytes) => {
            let (seal, path) = parse_binding(&bytes).ok_or_else(|| damaged(root.path()))?;
            if path != site.path().as_os_str().as_encoded_bytes() {
                let other = String::from_utf8_lossy(&path).into_owned();
                // a folder that was moved takes its state along
                if Path::new(&other).exists() {
                    return Err(Error::misuse(format!(
                        "the state in `{}` belongs to the published folder `{other}`",
                        root.path().display()
                    ))
                    .hint("name a separate state folder for each published folder, with --state DIR"));
                }
                write_binding(root, site, &seal).map_err(|e| cannot("write", &place, e))?;
            }
            Ok(seal)
        }
        Err(e) if e.kind() == io::ErrorKind::NotFound => {
            let seal = fresh_name();
            write_binding(root, site, &seal).map_err(|e| cannot("write", &place, e))?;
            Ok(seal)
        }
        Err(e) => Err(cannot("read", &place, e)),
    }
}

fn parse_binding(bytes: &[u8]) -> Option<(String, Vec<u8>)> {
    let (digest, rest) = bytes.split_at_checked(32)?;
    if Digest::of(rest).bytes() != digest {
        return None;
    }
    let end = rest.iter().position(|b| *b == b'\n')?;
    let seal = std::str::from_utf8(&rest[..end]).ok().filter(|seal| is_fresh_name(seal))?;
    Some((seal.to_owned(), rest[end + 1..].to_vec()))
}

fn write_binding(root: &Root, site: &Root, seal: &str) -> io::Result<()> {
    let aside = "bindingnew";
    root.remove(aside)?;
    let mut file = root.create(aside, Access::Private)?;
    let text = [seal.as_bytes(), b"\n", site.path().as_os_str().as_encoded_bytes()].concat();
    file.write_all(Digest::of(&text).bytes())?;
    file.write_all(&text)?;
    file.sync_all()?;
    root.rename(aside, root, BINDING, Access::Private)?;
    root.sync()
}

/// Where the published folder is, or would be made.
pub(super) fn place_of(target: &Target) -> Result<PathBuf> {
    let out = std::path::absolute(&target.out).map_err(|e| cannot("find", &target.out, e))?;
    let mut there = out.as_path();
    let mut rest = Vec::new();
    loop {
        match (there.canonicalize(), there.parent(), there.file_name()) {
            (Ok(real), ..) => return Ok(rest.iter().rev().fold(real, |path, name| path.join(name))),
            (Err(_), Some(parent), Some(name)) => (there, _) = (parent, rest.push(name)),
            (Err(_), ..) => return Ok(out.clone()),
        }
    }
}

/// Refuses to publish into `real` where that is somebody's own.
pub(super) fn refuse_precious(target: &Target, real: &Path) -> Result<()> {
    if real.as_os_str().len() > LONGEST_ROOT {
        return Err(Error::misuse(format!("the path of the folder `{}` is too long", target.out.display())).hint(
            format!(
                "its pages would have paths that some systems can't open; choose one of at most {LONGEST_ROOT} bytes"
            ),
        ));
    }
    let same = |other: Option<&PathBuf>| other.and_then(|o| o.canonicalize().ok()).is_some_and(|o| o == real);
    let git = target.git.canonicalize().unwrap_or_else(|_| target.git.clone());
    let is_git = |folder: &Path| ["HEAD", "objects", "refs"].iter().all(|name| folder.join(name).exists());
    let what = if real.parent().is_none() {
        "the root of the file system"
    } else if same(target.home.as_ref()) {
        "your home folder"
    } else if real.starts_with(&git) || is_git(real) || real.components().any(|c| c.as_os_str() == ".git") {
        "part of a git directory"
    } else if same(target.work_tree.as_ref()) || (git.ends_with(".git") && git.parent() == Some(real)) {
        "the work tree of the repository itself"
    } else {
        return Ok(());
    };
    Err(Error::misuse(format!("`{}` is {what}; nothing is published there", target.out.display()))
        .hint("publish into a separate folder with --out DIR"))
}
