//! Rules about the structure of a text, whatever its language.

mod anchors;
mod clauses;
mod front;
mod headings;
mod images;
mod letters;
mod links;
mod marks;
mod notes;
mod people;
mod spelt;
mod tables;

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
    front::UNREADABLE,
    marks::CONFLICT,
    links::BROKEN,
    anchors::LOST,
    images::TEXT,
    headings::SAME,
    headings::SKIPPED,
    headings::EMPTY,
    links::EMPTY,
    marks::UNCLOSED,
    tables::RAGGED,
    front::UNKNOWN_KEY,
    front::VALUE,
    front::DATE,
    letters::DIRECTION,
    headings::TITLE,
    letters::ENCODING,
    spelt::SPACE,
    spelt::VAGUE,
    clauses::LOST,
    people::NATIONAL_ID,
    people::CARD,
    people::PHONE,
    marks::PLACEHOLDER,
    notes::LOST,
    spelt::REFERENCE,
    links::PRIVATE,
    links::SCHEME,
];
