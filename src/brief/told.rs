//! A changed fact, with its sort order and its identity.

use crate::model::FactChange;

/// A fact that changed.
pub(super) struct Told {
    /// The number of its change, its block, and its place in it.
    pub(super) place: (usize, usize, usize),
    /// What both sides say; a change that says the same again is told once.
    pub(super) values: [Option<String>; 2],
    pub(super) fact: FactChange,
}
