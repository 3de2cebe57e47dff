//! Which file is which policy: ids, languages, titles, and where links between policies lead.

use crate::model::PolicyId;

/// All policies of a publication by path.
#[derive(Debug, Default)]
pub struct Catalog {}

/// Where a link between policies leads.
#[derive(Debug, PartialEq, Eq)]
pub struct Destination {
    /// The policy.
    pub policy: PolicyId,
    /// An anchor of its current text, without `#`.
    pub fragment: Option<String>,
}

impl Catalog {
    /// Where `href` leads when it stands in the file at `from` in the repository; `None` for nowhere.
    pub fn resolve(&self, _from: &str, _href: &str) -> Option<Destination> {
        None
    }
}
