//! Matters that a text either addresses or does not: the law of the consumer's own country, the time limit for claims.
//! A sentence about such a matter was added or removed if the other version does not address the matter at all,
//! however many of its words appear there in other sentences.

use super::elsewhere::text_of;
use super::lexicon::{Lexicon, PerList, any, pattern};
use crate::weave::{Change, Redline};
use regex::Regex;
use std::cell::OnceCell;

/// The words of each matter.
static MATTERS: PerList<Vec<Regex>> = PerList::new(|words| {
    let of = |matter: &String| {
        let phrases: Vec<String> = matter.split('|').map(str::to_owned).collect();
        pattern("(?i){}", &[&any(&phrases)])
    };
    words.list("matters").iter().map(of).collect()
});

/// Which matters each version speaks of, read when it is first asked for.
pub(super) struct Matters<'a> {
    redline: &'a Redline,
    matters: &'static [Regex],
    spoken: [OnceCell<Vec<bool>>; 2],
}

impl<'a> Matters<'a> {
    pub(super) fn of(redline: &'a Redline, words: &Lexicon) -> Self {
        Self { redline, matters: MATTERS.of(words), spoken: Default::default() }
    }

    /// Whether a sentence is about something of which a version says nothing.
    pub(super) fn lacks(&self, side: usize, sentence: &str) -> bool {
        let mut own = self.matters.iter().enumerate().filter(|(_, matter)| matter.is_match(sentence));
        own.any(|(ix, _)| !self.spoken(side)[ix])
    }

    fn spoken(&self, side: usize) -> &[bool] {
        self.spoken[side].get_or_init(|| {
            let other = if side == 0 { Change::Inserted } else { Change::Deleted };
            let on = || self.redline.leaves.iter().filter(move |leaf| leaf.change != other);
            self.matters.iter().map(|matter| on().any(|leaf| matter.is_match(&text_of(leaf, side)))).collect()
        })
    }
}
