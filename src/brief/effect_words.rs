//! The words by which texts of every language say from when on they are in effect.

use super::lexicon::any;
use crate::languages;

/// A pattern for one of the words that play the part `name`, in any language.
pub(super) fn list(name: &str) -> String {
    any(languages::all().iter().filter_map(|language| language.effect.get(name)).flatten())
}
