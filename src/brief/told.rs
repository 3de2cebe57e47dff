//! A changed fact, with its sort order and its identity.

use super::stems::key_of;
use crate::model::{FactChange, FactKind};

/// A fact that changed.
pub(super) struct Told {
    /// The number of its change, its block, and its place in it.
    pub(super) place: (usize, usize, usize),
    /// What both sides say; a change that says the same again is told once.
    pub(super) values: [Option<String>; 2],
    pub(super) fact: FactChange,
}

/// Whether a sentence differs in nothing but values that are told.
pub(super) fn is_explained(fact: &FactChange, told: &[Told]) -> bool {
    let (FactKind::Sentence, Some(old), Some(new)) = (fact.kind, &fact.old, &fact.new) else { return false };
    let values = told.iter().filter(|told| told.fact.change == fact.change);
    let values = values.map(|told| (told.fact.old.as_deref(), told.fact.new.as_deref().unwrap_or_default()));
    let [old, new] = values.fold([old.clone(), new.clone()], |[text, other], (old, new)| match old {
        Some(old) => [text.replacen(old, new, 1), other],
        None => [text, other.replacen(new, "", 1)],
    });
    key_of(&old) == key_of(&new)
}

/// Whether a sentence that came or went has what a fact says that came or went with it; `before` stands before it there.
pub(super) fn is_within(fact: &FactChange, sentence: &FactChange, before: &str) -> bool {
    let has = |text: &Option<String>, own: &Option<String>| match (text, own) {
        (Some(text), Some(own)) => text.contains(&format!("{before}{own}")),
        (text, own) => text.is_none() && own.is_none(),
    };
    sentence.change == fact.change && has(&sentence.old, &fact.old) && has(&sentence.new, &fact.new)
}
