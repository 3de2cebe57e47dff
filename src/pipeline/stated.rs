//! A policy with what its file of changes states, where nothing was kept of either.

use super::annexes::AnnexReader;
use super::changes::{ChangesFile, Versions};
use super::job;
use super::read::ReadState;
use super::withheld::Withheld;
use crate::catalog::Entry;
use crate::error::Result;
use crate::history::{BlobId, History, Lineage, Repository};
use crate::model::{Addenda, Digest, Policy, VersionNumber};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The policy of which `facts` were read, with what its file of changes states if there are such files: that is followed from
/// the first commit of `history`.
pub(super) fn policy(
    facts: &ReadState,
    (entry, lineage): (&Entry, &Lineage),
    history: &History,
    files: AnnexReader<'_>,
    has_changes: bool,
) -> Result<Policy> {
    let mut policy = facts.policy(entry);
    if has_changes {
        let addenda = addenda((entry, lineage), history, files, &|ix| Ok(facts.versions[ix].sha256))?;
        for version in &mut policy.versions {
            if let Some(stated) = addenda.applied(version) {
                *version = Arc::new(stated);
            }
        }
    }
    Ok(policy)
}

/// The digests of the texts that are withheld of the policies with these entries, which have files of changes.
pub(super) fn withheld<'e>(
    policies: impl Iterator<Item = (&'e Entry, &'e Lineage)>,
    history: &History,
    files: AnnexReader<'_>,
) -> Result<BTreeSet<Digest>> {
    let mut all = BTreeSet::new();
    for (entry, lineage) in policies {
        let blobs: Vec<&BlobId> = lineage.versions().map(|(_, blob, _)| blob).collect();
        let digest = |ix: usize| files.repository.blob(blobs[ix]).map(|bytes| Digest::of(&bytes));
        let addenda = addenda((entry, lineage), history, files, &digest)?;
        for (n, _) in addenda.withheld() {
            all.insert(digest(n.index())?);
        }
    }
    Ok(all)
}

/// The versions of a `lineage` that have one of the `texts` that are withheld.
pub(super) fn withheld_of(lineage: &Lineage, texts: &BTreeSet<Digest>, repository: &Repository) -> Result<Withheld> {
    let mut all = Withheld::new();
    if !texts.is_empty() {
        for (ix, (_, blob, _)) in lineage.versions().enumerate() {
            let bytes = repository.blob(blob)?;
            let digest = Digest::of(&bytes);
            if texts.contains(&digest) {
                all.insert(VersionNumber::at(ix), (digest, bytes.len() as u64));
            }
        }
    }
    Ok(all)
}

/// What the file of changes of a policy states; `digest` is that of the bytes of the version at an index.
fn addenda(
    (entry, lineage): (&Entry, &Lineage),
    history: &History,
    files: AnnexReader<'_>,
    digest: &dyn Fn(usize) -> Result<Digest>,
) -> Result<Addenda> {
    let file = ChangesFile::follow(&job::ids(entry), None, files)?;
    let commits = lineage.versions().map(|(.., place)| &history.commit(place).id).collect();
    file.addenda(&Versions { commits, digest }, &entry.lang, files.repository)
}
