//! Rules about Thai: its letters, digits and dates, and what Markdown makes of it.

mod letters;

use super::Rule;

/// The rules, in the order of their ids.
pub(super) static RULES: &[Rule] = &[letters::DOUBLE_E];
