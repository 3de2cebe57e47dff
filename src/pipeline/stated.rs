//! A policy with what its file of changes states, where nothing was kept of either.

use super::annexes::AnnexReader;
use super::changes::{ChangesFile, Versions};
use super::job;
use super::read::ReadState;
use crate::catalog::Entry;
use crate::error::Result;
use crate::history::{History, Lineage};
use crate::model::Policy;
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
        let file = ChangesFile::follow(&job::ids(entry), None, files)?;
        let commits = lineage.versions().map(|(.., place)| &history.commit(place).id).collect();
        let versions = Versions { commits, digest: &|ix| Ok(facts.versions[ix].sha256) };
        let addenda = file.addenda(&versions, &entry.lang, files.sources, files.repository)?;
        for version in &mut policy.versions {
            if let Some(stated) = addenda.applied(version) {
                *version = Arc::new(stated);
            }
        }
    }
    Ok(policy)
}
