//! What kind of change made a version, in lists that can show one kind alone.

use super::messages::Messages;
use crate::model::{Class, Version};
use serde::Serialize;
use std::collections::BTreeSet;

/// The class of a version, or `first`.
pub(super) fn kind(version: &Version) -> &'static str {
    let is_first = version.number.index() == 0 && version.class != Class::Withheld;
    if is_first { "first" } else { version.class.as_str() }
}

/// Which kinds these are of, as classes: a style that looked for them itself would look again at each change of a page.
pub(super) fn of<'v>(versions: impl Iterator<Item = &'v Version>) -> String {
    let kinds: BTreeSet<&str> = versions.map(kind).collect();
    kinds.into_iter().map(|kind| format!("has-{kind}")).collect::<Vec<_>>().join(" ")
}

/// Versions of one kind, of which a list can show these alone.
#[derive(Serialize)]
pub(super) struct Choice {
    value: &'static str,
    text: String,
    count: usize,
}

impl Choice {
    /// All versions, and those of each kind that there is.
    pub(super) fn all<'v>(messages: &Messages, versions: impl Iterator<Item = &'v Version>) -> Vec<Self> {
        let mut choices: Vec<Self> = ["all", "text", "formatting", "none", "error", "withheld", "first"]
            .map(|value| Self { value, text: messages.text(&format!("only-{value}")), count: 0 })
            .into();
        for version in versions {
            choices[0].count += 1;
            choices.iter_mut().filter(|choice| choice.value == kind(version)).for_each(|choice| choice.count += 1);
        }
        choices.retain(|choice| choice.count > 0);
        choices
    }
}
