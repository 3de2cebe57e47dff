//! What differs between two trees, read only where they differ.

use super::{Repository, unreadable};
use crate::error::{Result, Warning};
use git2::{ObjectType, Oid, Tree, TreeEntry};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// A Markdown file that is new, gone or other.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Delta {
    pub(super) path: String,
    #[serde(with = "super::oid::maybe")]
    pub(super) old: Option<Oid>,
    #[serde(with = "super::oid::maybe")]
    pub(super) new: Option<Oid>,
}

/// An entry that matters: a folder, or a regular Markdown file.
struct Entry<'a> {
    entry: TreeEntry<'a>,
    folder: bool,
}

impl Entry<'_> {
    fn name(&self) -> &[u8] {
        self.entry.name_bytes()
    }
}

/// The Markdown files that differ, in git's order.
pub(super) fn compare(
    repository: &Repository,
    old: Option<Oid>,
    new: Oid,
    warnings: &mut Vec<Warning>,
) -> Result<Vec<Delta>> {
    let mut deltas = Vec::new();
    descend(repository, old, Some(new), "", &mut deltas, warnings)?;
    Ok(deltas)
}

fn descend(
    repository: &Repository,
    old: Option<Oid>,
    new: Option<Oid>,
    folder: &str,
    deltas: &mut Vec<Delta>,
    warnings: &mut Vec<Warning>,
) -> Result<()> {
    let tree = |oid: Option<Oid>| oid.map(|o| repository.git().find_tree(o).map_err(|e| unreadable(o, e))).transpose();
    let (old_tree, new_tree) = (tree(old)?, tree(new)?);
    let (old, new) = (entries(old_tree.as_ref(), folder, warnings), entries(new_tree.as_ref(), folder, warnings));
    let (mut old, mut new) = (old.into_iter().peekable(), new.into_iter().peekable());
    loop {
        let order = match (old.peek(), new.peek()) {
            (None, None) => return Ok(()),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(a), Some(b)) => in_order(a, b),
        };
        let a = if order.is_le() { old.next() } else { None };
        let b = if order.is_ge() { new.next() } else { None };
        let Some(either) = a.as_ref().or(b.as_ref()) else { return Ok(()) };
        let (a_id, b_id) = (a.as_ref().map(|e| e.entry.id()), b.as_ref().map(|e| e.entry.id()));
        if a_id == b_id {
            continue;
        }
        let path = format!("{folder}{}", String::from_utf8_lossy(either.name()));
        if either.folder {
            descend(repository, a_id, b_id, &format!("{path}/"), deltas, warnings)?;
        } else {
            deltas.push(Delta { path, old: a_id, new: b_id });
        }
    }
}

fn entries<'a>(tree: Option<&'a Tree<'_>>, folder: &str, warnings: &mut Vec<Warning>) -> Vec<Entry<'a>> {
    let mut entries = Vec::new();
    for entry in tree.iter().flat_map(|t| t.iter()) {
        let folder_entry = match (entry.kind(), entry.filemode_raw()) {
            (Some(ObjectType::Tree), _) => true,
            (Some(ObjectType::Blob), mode) if mode & 0o170_000 == 0o100_000 => false,
            _ => continue, // a link, another repository, or nothing that git writes
        };
        let name = entry.name_bytes();
        let hostile = matches!(name, b"" | b"." | b"..") || name.eq_ignore_ascii_case(b".git") || name.contains(&b'/');
        if hostile {
            let shown = format!("{folder}{}", String::from_utf8_lossy(name));
            let warning = Warning::new(shown, "no file can have this name; it is left out");
            if !warnings.contains(&warning) {
                warnings.push(warning);
            }
        } else if folder_entry || name.ends_with(b".md") {
            entries.push(Entry { entry, folder: folder_entry });
        }
    }
    entries
}

/// As git orders the entries of a tree: a folder as if its name ended in `/`.
fn in_order(a: &Entry<'_>, b: &Entry<'_>) -> Ordering {
    let shared = a.name().len().min(b.name().len());
    let end = |e: &Entry<'_>| e.name().get(shared).copied().unwrap_or(if e.folder { b'/' } else { 0 });
    let by_name = a.name()[..shared].cmp(&b.name()[..shared]).then_with(|| end(a).cmp(&end(b)));
    by_name.then_with(|| a.name().len().cmp(&b.name().len()))
}
