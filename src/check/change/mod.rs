//! Rules about the change: what is said of it, and whether that fits what changed.

use super::Rule;

/// The rules, in the order of their ids.
pub(super) static RULES: &[Rule] = &[];
