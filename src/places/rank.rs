//! The order in which files are put into place.

use serde::{Deserialize, Serialize};

/// When a file is put into place: what leads to other files comes after them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Rank {
    /// It leads to no other file: sources, styles, scripts.
    Leaf,
    /// Feeds and the like lead to pages, but nobody steps from one to the next.
    Feed,
    /// A page for people.
    Page,
    /// A list of versions or policies, or what the search looks through: it promises that what it lists is there.
    List,
    /// The home page, by which the site becomes public.
    Home,
    /// It says what is in other files: the list of their digests.
    Sums,
    /// What the ledger states of itself, when everything else is there.
    Checkpoint,
    /// The compressed copy of a file, beside it: it goes before the file changes, and comes once all files are there.
    Compressed,
}
