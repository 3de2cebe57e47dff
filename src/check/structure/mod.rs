//! Rules about the structure of a text, whatever its language.

mod links;
mod marks;

use super::{Level, Rule, disabled};

/// The rules, in the order of their ids.
pub(super) static RULES: &[Rule] = &[
    Rule {
        id: "PM000",
        name: "unknown-rule",
        level: Level::Warning,
        bad: "<!-- promulgate-disable PM999 -->",
        good: "<!-- promulgate-disable PM003 -->",
        check: disabled::unknown,
    },
    marks::CONFLICT,
    links::BROKEN,
];
