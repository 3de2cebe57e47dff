//! The files of a work tree as a commit would have them, without the index and without writing anything.

use super::oid::clean;
use super::{Error, Result};
use git2::build::TreeUpdateBuilder;
use git2::{FileMode, Oid, Repository, Signature, Status, StatusOptions};
use std::path::Path;

/// The most bytes of a file that is read: many times as many as a text or a file to which texts lead can have.
const LARGEST: u64 = 64_000_000;

/// A commit on top of `HEAD`, without a message, of the files as they are, ignored ones left out. `git` keeps in memory
/// what is written.
pub(super) fn commit(git: &Repository) -> Result<Oid> {
    if git.is_bare() {
        return Err(Error::misuse("a bare repository has no uncommitted edits")
            .hint("use a clone with a work tree, or `promulgate build --draft REV`"));
    }
    let failed = |e: git2::Error| Error::environment("can't read the uncommitted edits").because(e);
    let head = git.head().and_then(|head| head.peel_to_commit()).map_err(failed)?;
    let tree = tree(git, &head.tree().map_err(failed)?).map_err(failed)?;
    if tree == clean(head.tree_id()) {
        return Ok(clean(head.id()));
    }
    let commit = || {
        let own = Signature::now("draft", "draft@localhost")?;
        git.commit(None, &own, &own, "", &git.find_tree(tree)?, &[&head])
    };
    commit().map(clean).map_err(failed)
}

fn tree(git: &Repository, head: &git2::Tree<'_>) -> std::result::Result<Oid, git2::Error> {
    let mut options = StatusOptions::new();
    options.include_untracked(true).recurse_untracked_dirs(true).include_ignored(false).exclude_submodules(true);
    options.update_index(false).include_unreadable(false);
    let mut update = TreeUpdateBuilder::new();
    let mut any = false;
    for entry in git.statuses(Some(&mut options))?.iter() {
        let Ok(path) = std::str::from_utf8(entry.path_bytes()) else { continue };
        if entry.status() == Status::CURRENT {
            continue;
        }
        match read(git, Path::new(path))? {
            Some((blob, mode)) => _ = update.upsert(path, blob, mode),
            None if head.get_path(Path::new(path)).is_ok() => _ = update.remove(path),
            None => continue,
        }
        any = true;
    }
    if any { update.create_updated(git, head).map(clean) } else { Ok(clean(head.id())) }
}

/// The bytes of a file, as git would store them; `None` if it is gone, too large, or no file at all. A link is not followed.
fn read(git: &Repository, path: &Path) -> std::result::Result<Option<(Oid, FileMode)>, git2::Error> {
    let Some(place) = git.workdir().map(|root| root.join(path)) else { return Ok(None) };
    match place.symlink_metadata() {
        Ok(found) if found.is_symlink() => {
            let target = std::fs::read_link(&place).unwrap_or_default();
            let blob = git.blob(target.as_os_str().as_encoded_bytes())?;
            Ok(Some((blob, FileMode::Link)))
        }
        Ok(found) if found.is_file() && found.len() <= LARGEST => match git.blob_path(&place) {
            Ok(blob) => Ok(Some((blob, FileMode::Blob))),
            Err(_) if !place.exists() => Ok(None), // removed meanwhile
            Err(e) => Err(e),
        },
        _ => Ok(None),
    }
}
