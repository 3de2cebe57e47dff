//! A policy with what its file of changes states, where nothing was kept of either.

use super::annexes::AnnexReader;
use super::changes::{ChangesFile, Versions};
use super::job;
use super::read::ReadState;
use super::withheld::Withheld;
use crate::catalog::Entry;
use crate::error::Result;
use crate::history::{BlobId, History, Lineage};
use crate::model::{Addenda, Digest, Policy};
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

/// The versions whose texts are withheld.
pub(super) fn withheld(of: (&Entry, &Lineage), history: &History, files: AnnexReader<'_>) -> Result<Withheld> {
    let blobs: Vec<&BlobId> = of.1.versions().map(|(_, blob, _)| blob).collect();
    let bytes_of = |ix: usize| files.repository.blob(blobs[ix]).map(|b| (Digest::of(&b), b.len() as u64));
    let addenda = addenda(of, history, files, &|ix| bytes_of(ix).map(|(digest, _)| digest))?;
    addenda.withheld().map(|(n, _)| Ok((n, bytes_of(n.index())?))).collect()
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
    file.addenda(&Versions { commits, digest }, &entry.lang, files.sources, files.repository)
}
