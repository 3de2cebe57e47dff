//! What one publication knows of the ledger that the one before left.

use crate::ledger::Edge;
use crate::model::{Digest, VersionNumber};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The published ledger.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Logged {
    /// The right edge of its tree.
    pub(super) edge: Edge,
    /// The digest of all its lines.
    pub(super) lines: Digest,
    /// What it states of itself, with signatures.
    pub(super) checkpoint: String,
    /// The keys that signed that.
    pub(super) keys: Vec<String>,
    /// The keys that entries announce.
    pub(super) announced: Vec<String>,
    /// The files that it has, by digest and name.
    pub(super) files: BTreeSet<(Digest, String)>,
    /// How many of the corrections it has.
    pub(super) rewrites: usize,
}

/// What the ledger has of a policy.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct LoggedPolicy {
    /// The name under which it has it; none where it has nothing yet.
    pub(super) name: Option<String>,
    /// How many versions.
    pub(super) versions: usize,
    /// How many withdrawals.
    pub(super) withdrawals: usize,
}

impl LoggedPolicy {
    /// Whether the ledger has version `n`.
    pub(super) fn has(&self, n: VersionNumber) -> bool {
        n.index() < self.versions
    }
}
