//! Objects of git that are read as if they were in a repository, and are held in memory alone: nothing is written.

use super::oid::clean;
use super::{Error, Result, unreadable};
use git2::{ObjectType, Oid};
use std::sync::Arc;

/// An object that the repository does not have.
#[derive(Debug)]
pub(super) struct Unwritten {
    kind: ObjectType,
    bytes: Vec<u8>,
}

/// Before the places on disk, which libgit2 asks with priorities 1 and 2.
const BEFORE_THE_DISK: i32 = 1_000;

/// From now on, what is written by way of `git` stays in memory, and is read from there.
pub(super) fn keep_in_memory(git: &git2::Repository) -> std::result::Result<(), git2::Error> {
    git.odb()?.add_new_mempack_backend(BEFORE_THE_DISK).map(|_| ())
}

/// Has `git` read these objects as if they were there.
pub(super) fn hold(git: &git2::Repository, unwritten: &[Unwritten]) -> Result<()> {
    let hold = || -> std::result::Result<(), git2::Error> {
        keep_in_memory(git)?;
        let odb = git.odb()?;
        unwritten.iter().try_for_each(|object| odb.write(object.kind, &object.bytes).map(|_| ()))
    };
    if unwritten.is_empty() {
        return Ok(());
    }
    hold().map_err(|e| Error::environment("can't hold a draft in memory").because(e))
}

/// What `git` holds in memory of these commits: of each object, and of what it leads to, that `disk` does not have.
pub(super) fn held(git: &git2::Repository, disk: &git2::Repository, commits: &[Oid]) -> Result<Arc<[Unwritten]>> {
    let (mut held, mut seen, mut left) = (Vec::new(), Vec::new(), commits.to_vec());
    while let Some(oid) = left.pop() {
        if seen.contains(&oid) || disk.odb().is_ok_and(|odb| odb.exists(oid)) {
            continue;
        }
        seen.push(oid);
        let odb = git.odb().map_err(|e| unreadable(oid, e))?;
        let object = odb.read(oid).map_err(|e| unreadable(oid, e))?;
        held.push(Unwritten { kind: object.kind(), bytes: object.data().to_vec() });
        match object.kind() {
            ObjectType::Commit => {
                let commit = git.find_commit(oid).map_err(|e| unreadable(oid, e))?;
                left.extend(commit.parent_ids().chain([commit.tree_id()]).map(clean));
            }
            ObjectType::Tree => {
                let tree = git.find_tree(oid).map_err(|e| unreadable(oid, e))?;
                let own = tree.iter().filter(|entry| entry.kind() != Some(ObjectType::Commit));
                left.extend(own.map(|entry| clean(entry.id())));
            }
            _ => {}
        }
    }
    Ok(held.into())
}
