//! Records where published commits are no longer part of the repository's history.

use super::oid::clean;
use super::{Repository, Tip, commit_id, unreadable};
use crate::error::Result;
use crate::model;
use git2::{Oid, Sort};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// A rewritten history that was published all the same, openly. What was published before keeps its numbers and pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// What readers are told.
    pub told: model::Correction,
    /// The places, on the published line, of commits that the repository no longer has in its history.
    pub gone: Vec<usize>,
}

/// The correction, without a reason, by which `tip` follows on the published line `line`.
pub(super) fn correction(repository: &Repository, line: &[Oid], tip: &Tip) -> Result<Correction> {
    let walk = || -> std::result::Result<HashSet<Oid>, git2::Error> {
        let mut walk = repository.git().revwalk()?;
        walk.set_sorting(Sort::NONE)?;
        walk.push(tip.oid)?;
        walk.map(|oid| oid.map(clean)).collect()
    };
    let stands = walk().map_err(|e| unreadable(tip.oid, e))?;
    let gone = (0..line.len()).filter(|place| !stands.contains(&line[*place])).collect();
    let old = line.last().copied().map(commit_id).unwrap_or_else(|| tip.commit.clone());
    let (new, reason) = (tip.commit.clone(), String::new());
    Ok(Correction { told: model::Correction { old, new, date: tip.date, order: line.len(), reason }, gone })
}
