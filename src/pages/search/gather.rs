//! Gathers the words of texts while policies are read.

use super::mark::Mark;
use super::shard::Marks;
use super::terms::{Left, Terms};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The words of texts, gathered while policies are read.
#[derive(Debug, Default)]
pub struct Gathering {
    /// Whether all words are gathered, not only those that come and go.
    whole: bool,
    words: Mutex<Words>,
}

/// What is known of texts that were read.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub(super) come: FxHashMap<String, Marks>,
    pub(super) gone: FxHashMap<String, Marks>,
    /// How many versions of each policy that was read were known before.
    pub(super) known: BTreeMap<u32, usize>,
    /// Whether it is not known of a policy which words it had.
    pub(super) lost: bool,
}

impl Words {
    pub(super) fn come(&mut self, terms: &Terms, number: u32) {
        add(&mut self.come, terms, number);
    }

    /// Policy `number` had these in former texts.
    pub(super) fn leave(&mut self, left: &Left, number: u32) {
        for (key, kind, version) in &left.0 {
            push(&mut self.come, key, Mark::former(number, *kind, *version));
        }
    }
}

/// Adds the keys of `terms` of policy or commit `number`.
pub(super) fn add(words: &mut FxHashMap<String, Marks>, terms: &Terms, number: u32) {
    for (key, kind, level) in terms.keys() {
        push(words, key, Mark::now(number, kind, level));
    }
}

fn push(words: &mut FxHashMap<String, Marks>, key: &str, mark: Mark) {
    match words.get_mut(key) {
        Some(marks) => marks.push(mark),
        None => _ = words.insert(key.to_owned(), vec![mark]),
    }
}

impl Gathering {
    /// Gathers all words if `whole`, else those that come and go.
    pub fn new(whole: bool) -> Self {
        Self { whole, words: Mutex::default() }
    }

    /// Whether all words are gathered.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// The text of policy `number`, of which `known` versions were published before, has the words `now`, and had the words
    /// `before`; nothing if that is not known. Former texts, or those since the last that was known, had what `left`.
    pub fn tell(&self, number: u32, known: usize, before: Option<&Terms>, (now, left): (&Terms, &Left)) {
        let mut words = self.words();
        words.known.insert(number, known);
        words.come(now, number);
        words.leave(left, number);
        match before {
            _ if self.whole => {}
            Some(before) => add(&mut words.gone, before, number),
            None => words.lost = true,
        }
    }

    /// What was gathered.
    pub(super) fn end(self) -> Words {
        self.words.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn words(&self) -> MutexGuard<'_, Words> {
        self.words.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
