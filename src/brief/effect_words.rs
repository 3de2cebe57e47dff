//! The words that announce an effective date in each language, from the lists in `effect.toml`.

use super::lexicon::any;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static LISTS: LazyLock<BTreeMap<String, Vec<String>>> =
    LazyLock::new(|| toml::from_str(include_str!("effect.toml")).expect("the lists of words are part of the program"));

/// A pattern for one of the words of a list.
pub(super) fn list(name: &str) -> String {
    any(&LISTS[name])
}
