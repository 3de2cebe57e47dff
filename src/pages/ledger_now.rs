//! The ledger as it is when the shared pages are rendered: after it grew.

use crate::ledger::{Checkpoint, PublicKey};
use crate::model::{PolicyId, VersionNumber};
use serde::Serialize;

/// The ledger as it is published with the shared pages.
#[derive(Debug, Clone, Serialize)]
pub struct LedgerNow {
    /// Its name.
    pub(super) origin: String,
    /// How many entries it has.
    pub(super) size: u64,
    /// The root of their tree, in Base 64.
    pub(super) root: String,
    /// The keys that sign it; none if nobody does.
    pub(super) keys: Vec<String>,
    /// A version that is in it, for those who try how to check one.
    pub(super) example: Option<Example>,
}

/// A version, with the name under which the ledger has its policy.
#[derive(Debug, Clone, Serialize)]
pub struct Example {
    /// That name.
    pub name: String,
    /// Whose version it is.
    pub id: PolicyId,
    /// Its number.
    pub n: VersionNumber,
}

impl LedgerNow {
    /// What `checkpoint` states, signed with these `keys`.
    pub fn new<'k>(
        checkpoint: &Checkpoint,
        keys: impl Iterator<Item = &'k PublicKey>,
        example: Option<Example>,
    ) -> Self {
        Self {
            origin: checkpoint.origin.clone(),
            size: checkpoint.size,
            root: checkpoint.root_text(),
            keys: keys.map(ToString::to_string).collect(),
            example,
        }
    }
}
