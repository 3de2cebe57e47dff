//! That a policy continues others, or is continued by others.

use super::{Digest, Lang, PolicyId, Timestamp, VersionNumber};
use serde::{Deserialize, Serialize};

/// Which policies a policy replaces, and which ones replace it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Succession {
    /// The policies that it replaces, in the order in which that was said.
    pub before: Vec<Handover>,
    /// The policies that replace it, in that order.
    pub after: Vec<Handover>,
}

impl Succession {
    /// Whether no policy replaces another one here.
    pub fn is_empty(&self) -> bool {
        self.before.is_empty() && self.after.is_empty()
    }
}

/// That one policy replaces another, as one of the two sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// The other policy.
    pub other: PolicyId,
    /// The title of the other one.
    pub title: String,
    /// Its language.
    pub lang: Lang,
    /// The last version of the replaced one by then.
    pub last: VersionNumber,
    /// The version of the new one that said so first, and since then every one.
    pub since: VersionNumber,
    /// When that version was published.
    pub date: Timestamp,
    /// The place of its commit on the published line.
    pub order: usize,
    /// Which of the policies that replace the older one this is, from 1.
    pub place: u32,
    /// A digest of all versions of the other one.
    pub chain: Digest,
    /// A digest of which texts of the other one are withheld.
    pub withheld: Digest,
    /// The version whose text stands in for that of the version that said so first, if that is withheld.
    pub stands_in: Option<VersionNumber>,
}
