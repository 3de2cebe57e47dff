//! A proposal, read against what is published.

use crate::catalog::Catalog;
use crate::error::{Error, Warning};
use crate::history::{Repository, Tip};
use crate::model::{CommitId, Policy, PolicyId};
use crate::pages::DraftKind;
use crate::pipeline::archive::Archive;
use crate::pipeline::edition::Edition;
use crate::pipeline::read::ReadState;
use crate::weave::Weave;

/// A proposal, read against what is published.
pub struct Draft<'d> {
    pub(super) archive: &'d Archive,
    pub(super) catalog: Catalog,
    /// The oldest commit of the history.
    pub(super) root: CommitId,
    /// The repository with the proposal in it.
    pub(super) repository: Repository,
    /// What it is compared with.
    pub base: Tip,
    /// The proposal as one commit on top of that, which is in no repository.
    pub(super) tip: Tip,
    /// The place of that commit on the line.
    pub(super) place: usize,
    /// Its newest commit, unless it is the uncommitted edits.
    pub commit: Option<Tip>,
    /// The files that changed otherwise in what is published since the proposal began. Then `base` is what was published at
    /// that time.
    pub conflicts: Vec<String>,
    /// The policies that it changes, by path.
    pub policies: Vec<DraftPolicy>,
    /// Policies that can't be read, with their paths; the others can.
    pub failures: Vec<(String, Error)>,
    /// Warnings about ids.
    pub warnings: Vec<Warning>,
}

/// A policy that a proposal changes.
pub struct DraftPolicy {
    /// The policy as it would be. If the proposal has a text of it, that is its last version.
    pub policy: Policy,
    /// What the proposal does to it.
    pub kind: DraftKind,
    /// The id under which it is published, if it is.
    pub published: Option<PolicyId>,
    /// Warnings about its text.
    pub warnings: Vec<Warning>,
    pub(super) facts: ReadState,
    pub(super) weave: Weave,
    /// The text of the proposal, if it has one.
    pub(super) edition: Option<Edition>,
}
