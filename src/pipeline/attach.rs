//! Publishes the files to which texts lead.

use super::files::{File, Files};
use super::state::{Kept, State};
use crate::error::{Error, Result, Warning};
use crate::history::{BlobId, Repository};
use crate::model::{Annex, Timestamp};
use crate::pages::Page;
use crate::places::{Place, SitePath};
use crate::publish::{Batch, Folder};
use std::collections::BTreeMap;

/// Stages the files to which the texts of all policies lead, those that are new. All of them.
pub(super) fn publish<'k>(
    kept: impl Iterator<Item = &'k Kept>,
    state: &State,
    (repository, folder): (&Repository, &Folder),
    batch: &mut Batch<'_>,
) -> Result<(Files, Vec<Warning>)> {
    let mut all: BTreeMap<SitePath, (&Annex, BlobId, Timestamp)> = BTreeMap::new();
    let mut warnings = Vec::new();
    for (annex, (blob, since)) in kept.filter_map(|kept| kept.facts.as_ref()).flat_map(|facts| &facts.followed.bytes) {
        let entry = all.entry(Place::Annex(annex).path()).or_insert((annex, *blob, *since));
        if entry.0.digest != annex.digest {
            let message = "another file has the same beginning of its digest; this one is not published";
            warnings.push(Warning::new(annex.name.clone(), message));
        } else {
            entry.2 = entry.2.min(*since);
        }
    }
    let mut files = Files::new();
    for (annex, blob, since) in all.into_values() {
        let page = Page::of_annex(annex, since);
        if state.record.shared.get(&page.path).is_none_or(|file| !file.is(&page)) {
            batch.put(&state.slot(&page), &bytes(annex, &blob, &page.path, (repository, folder))?)?;
        }
        let file = File::new(&page, annex.size);
        files.insert(page.path, file);
    }
    Ok((files, warnings))
}

/// The bytes of a file: from the repository, or, if it has lost them since, from the site.
fn bytes(
    annex: &Annex,
    blob: &BlobId,
    path: &SitePath,
    (repository, folder): (&Repository, &Folder),
) -> Result<Vec<u8>> {
    match repository.file_of(blob, annex.size) {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(_)) => Err(Error::input(format!("the file `{}` is not the one that was read", annex.name))
            .hint("the repository changed meanwhile: run it again")),
        Err(error) => folder.published(path).filter(|bytes| repository.is_blob(blob, bytes)).ok_or(error),
    }
}
