//! Writes a draft into a folder of its own, which is never one that is published.

use super::files::DraftFiles;
use super::value::Draft;
use crate::error::{Error, Result};
use crate::model::Timestamp;
use crate::pipeline::drafted::{DRAFT_JSON, list_name};
use crate::pipeline::named::record_name;
use crate::pipeline::publisher::Folders;
use crate::places::{OfSite, Rank, SitePath};
use crate::publish::{Folder, Published, Slot};
use crate::store;

/// Writes `files`, those of `draft`, into the folder that `folders` names. What an earlier draft had there and this one has
/// not is removed.
///
/// # Errors
/// The folder holds a published site or somebody else's files, or can't be written.
pub fn write(draft: &Draft<'_>, files: &DraftFiles, folders: &Folders) -> Result<Published> {
    let folder = Folder::open(&folders.target(&draft.repository))?;
    let holds = |name: &str| SitePath::parse(name).and_then(|path| folder.published(&path)).is_some();
    if folder.read(&record_name())?.is_some() || (holds(OfSite::Policies.name()) && !holds(DRAFT_JSON)) {
        let shown = folders.out.display();
        return Err(Error::misuse(format!(
            "the folder `{shown}` holds a published site; a draft is not written there"
        ))
        .hint("name a folder of its own with --out DIR"));
    }
    let before: Vec<SitePath> =
        folder.read(&list_name())?.and_then(|bytes| store::from_bytes(&bytes)).unwrap_or_default();
    let modified = draft.commit.as_ref().map_or(draft.base.date, |tip| tip.date);
    let publication = folder.begin()?;
    let mut batch = publication.batch();
    let mut now = Vec::with_capacity(files.len());
    for (path, bytes) in files {
        let odd = || Error::input(format!("`{path}` can't be the name of a file of a site"));
        let path = SitePath::parse(path).ok_or_else(odd)?;
        batch.put(&slot(&path, modified, before.contains(&path)), bytes)?;
        now.push(path);
    }
    before.iter().filter(|path| !now.contains(path)).for_each(|path| publication.remove(path, rank(path)));
    batch.keep(&list_name(), &store::to_bytes(&now))?;
    batch.add()?;
    Ok(Published { files: now.len(), ..publication.finish()? })
}

fn slot(path: &SitePath, modified: Timestamp, known: bool) -> Slot<'_> {
    Slot { path, rank: rank(path), modified, known, frozen: false }
}

fn rank(path: &SitePath) -> Rank {
    match path.as_str() {
        path if path == OfSite::Home.name() => Rank::Home,
        DRAFT_JSON => Rank::List,
        path if path.ends_with(".html") => Rank::Page,
        _ => Rank::Leaf,
    }
}
