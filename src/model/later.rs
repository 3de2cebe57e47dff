//! That something about a version was stated by a later commit than the one that made it.

use super::{CommitId, Timestamp};
use serde::{Deserialize, Serialize};

/// Something that was stated about a version by a later commit than the one that made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedLater {
    /// What.
    pub what: Kind,
    /// The commit.
    pub commit: CommitId,
    /// The committer date of that commit.
    pub date: Timestamp,
    /// The place of that commit on the published line.
    pub order: usize,
    /// What the version itself says, if that is something else: a day and a kind of change as machine files have them.
    pub instead_of: Option<String>,
}

/// A kind of statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Kind {
    Summary,
    Effective,
    ChangeType,
    Reference,
    Withheld,
}

impl Kind {
    /// The name in machine files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Effective => "effective",
            Self::ChangeType => "change_type",
            Self::Reference => "reference",
            Self::Withheld => "withheld",
        }
    }
}
