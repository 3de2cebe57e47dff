//! What is stated about when a version takes effect, and by what.

use super::{Date, VersionNumber};
use serde::{Deserialize, Serialize};

/// What states a day of effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Origin {
    /// The trailer `Effective-Date` of a commit.
    Trailer,
    /// The front matter's `effective`.
    FrontMatter,
    /// A line of the text itself.
    Text,
    /// The policy's file of changes.
    Changes,
}

impl Origin {
    /// The name in machine files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Trailer => "trailer",
            Self::FrontMatter => "front_matter",
            Self::Text => "text",
            Self::Changes => "changes",
        }
    }
}

/// A day of effect that is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated {
    /// The day.
    pub date: Date,
    /// By what.
    pub origin: Origin,
    /// The version that brought it.
    pub since: VersionNumber,
}

/// What is stated about when a version takes effect.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dates {
    /// By a trailer or the front matter, as it stands in this version.
    pub given: Option<Stated>,
    /// By the text, as it stands in this version.
    pub text: Option<Stated>,
    /// Whether the text states several days, of which none is known to be the one.
    pub unclear: bool,
    /// Whether this version only gives the text before it another day of effect.
    pub moved: bool,
}
