//! Stages the files that texts link to.

use super::desk::SharedDesk;
use super::present::Present;
use crate::error::{Error, Result, Warning};
use crate::history::{BlobId, Repository};
use crate::model::{Annex, Timestamp};
use crate::pages::Page;
use crate::places::{Place, SitePath};
use crate::publish::Folder;
use std::collections::BTreeMap;

/// A file that a text links to.
struct Attached<'a> {
    annex: &'a Annex,
    blob: BlobId,
    /// Since when a text links to it.
    since: Timestamp,
}

/// Stages those of the files that the texts of all policies link to which are new. Returns warnings.
pub(super) fn stage(present: &Present<'_>, repository: &Repository, desk: &mut SharedDesk<'_>) -> Result<Vec<Warning>> {
    let mut all: BTreeMap<SitePath, Attached<'_>> = BTreeMap::new();
    let mut warnings = Vec::new();
    let facts = present.kept.iter().filter_map(|one| one.kept.facts.as_ref());
    for (annex, (blob, since)) in facts.flat_map(|facts| &facts.followed.bytes) {
        let (blob, since) = (*blob, *since);
        let entry = all.entry(Place::Annex(annex).path()).or_insert(Attached { annex, blob, since });
        if entry.annex.digest == annex.digest {
            entry.since = entry.since.min(since);
        } else {
            let message = "the digest of another file begins with the same digits; this one is not published";
            warnings.push(Warning::new(annex.name.clone(), message));
        }
    }
    let folder = desk.folder;
    for file in all.into_values() {
        desk.put(Page::of_annex(file.annex, file.since), || file.bytes(repository, folder))?;
    }
    Ok(warnings)
}

impl Attached<'_> {
    /// Its bytes: from the repository, or, if it has lost them since, from the site.
    fn bytes(&self, repository: &Repository, folder: &Folder) -> Result<Vec<u8>> {
        let annex = self.annex;
        match repository.file_of(&self.blob, annex.size) {
            Ok(Ok(bytes)) => Ok(bytes),
            Ok(Err(_)) => Err(Error::input(format!("the file `{}` is not the one that was read", annex.name))
                .hint("the repository changed in the meantime; run the command again")),
            Err(error) => {
                let published = folder.published(&Place::Annex(annex).path());
                published.filter(|bytes| repository.is_blob(&self.blob, bytes)).ok_or(error)
            }
        }
    }
}
