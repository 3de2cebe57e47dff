//! Checks a repository before it is opened: it may be anybody's.
//!
//! libgit2 reads some files of a repository before it checks the owner, whatever kind of file they are and however
//! large. So their kind and size are checked first.

use super::name::quoted;
use super::{Error, Result};
use std::io::Read;
use std::path::{Path, PathBuf};

/// The most bytes of a file that holds a path.
const POINTER: u64 = 64 << 10;
/// The most bytes of a configuration, or of a list of commits.
const LIST: u64 = 4 << 20;

/// Refuses what no git made, in the folders in which the repository around `dir` is looked for.
pub(super) fn refuse_odd(dir: &Path) -> Result<()> {
    let Ok(dir) = dir.canonicalize() else { return Ok(()) };
    for folder in dir.ancestors() {
        let inner = folder.join(".git");
        refuse_odd_in(folder)?;
        refuse_odd_in(&inner)?;
        if inner.is_file() {
            regular(&inner, POINTER)?;
            let pointer = head(&inner, POINTER);
            let target = pointer.strip_prefix("gitdir:").map(|path| folder.join(path.trim()));
            return target.map_or(Ok(()), |target| refuse_odd_in(&target));
        }
        if inner.join("HEAD").exists() || (folder.join("HEAD").exists() && folder.join("objects").is_dir()) {
            return Ok(());
        }
    }
    Ok(())
}

fn refuse_odd_in(folder: &Path) -> Result<()> {
    if !folder.join("HEAD").exists() {
        return Ok(()); // no git folder
    }
    regular(&folder.join("commondir"), POINTER)?;
    regular(&folder.join("gitdir"), POINTER)?;
    let common = common(folder);
    for name in ["config", "config.worktree", "info/grafts", "shallow"] {
        regular(&common.join(name), LIST)?;
        regular(&folder.join(name), LIST)?;
    }
    Ok(())
}

/// Refuses what is there and is no file, or one of more than `most` bytes.
fn regular(path: &Path, most: u64) -> Result<()> {
    match path.metadata() {
        Ok(found) if !found.is_file() || found.len() > most => {
            Err(Error::input(format!("`{}` is not a file that git writes; it was not read", path.display()))
                .hint("check what it is; a fresh clone of the repository does not have it: git clone"))
        }
        _ => Ok(()),
    }
}

/// The first `most` bytes of a file; nothing if it can't be read.
fn head(path: &Path, most: u64) -> String {
    let mut bytes = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes));
    read.map_or_else(|_| String::new(), |_| String::from_utf8_lossy(&bytes).into_owned())
}

/// The git folder that all work trees of the one in `location` share.
fn common(location: &Path) -> PathBuf {
    match head(&location.join("commondir"), POINTER).trim_end() {
        "" => location.to_owned(),
        relative => location.join(relative),
    }
}

/// The refusal of a repository that belongs to somebody else, with the way to trust it. Git compares the path of the work
/// tree, or of a bare repository's own folder, with what it is told to trust, letter by letter.
pub(super) fn foreign(location: &Path) -> Error {
    let location = location.canonicalize().unwrap_or_else(|_| location.to_owned());
    let config = git2::Config::open(&common(&location).join("config"));
    let is_bare = config.as_ref().is_ok_and(|config| config.get_bool("core.bare").unwrap_or(false));
    let link = head(&location.join("gitdir"), POINTER);
    let elsewhere = config.as_ref().ok().and_then(|config| config.get_path("core.worktree").ok());
    let tree = match (link.trim_end(), elsewhere) {
        ("", Some(path)) if !is_bare => location.join(path),
        ("", _) if is_bare || !location.ends_with(".git") => location.clone(),
        ("", _) => location.join(".."),
        (link, _) => location.join(link).parent().map_or_else(|| location.clone(), Path::to_owned),
    };
    let tree = tree.canonicalize().unwrap_or(tree);
    Error::input(format!("the repository at `{}` belongs to another user", tree.display())).hint(format!(
        "if you trust it: git config --global --add safe.directory {}",
        quoted(&tree.display().to_string())
    ))
}

/// Refuses what libgit2 can't read or would read wrongly, from the configuration alone.
pub(super) fn refuse_unreadable(location: &Path) -> Result<()> {
    let common = common(location);
    let grafts = common.join("info/grafts");
    if !head(&grafts, LIST).trim().is_empty() {
        return Err(Error::input(format!("the grafts file `{}` alters history", grafts.display()))
            .hint("remove the file; git itself no longer supports grafts"));
    }
    let Ok(config) = git2::Config::open(&common.join("config")) else { return Ok(()) };
    let shown = common.display();
    if config.get_string("extensions.refstorage").is_ok_and(|format| format != "files") {
        return Err(Error::input(format!(
            "the repository at `{shown}` keeps its refs in an unsupported format (reftable)"
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
