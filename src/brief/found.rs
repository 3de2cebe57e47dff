//! Collects the facts found in a text.

use super::lexicon::Lexicon;
use super::plain::Plain;
use crate::model::FactKind;
use std::collections::BTreeMap;
use std::ops::Range;

/// A fact that a text states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is about.
    pub kind: FactKind,
    /// What it says, alike however it is written: digits are ASCII, years are of the Common Era.
    pub value: String,
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
}

impl Fact {
    /// What it may stand in place of: a date is a date, whatever is said of it.
    pub(super) fn class(&self) -> FactKind {
        if self.kind.is_own_date() { FactKind::Date } else { self.kind }
    }
}

/// Facts found in a [`Plain`] text; no two overlap.
pub(super) struct Found<'w> {
    /// The words that they are known by.
    pub(super) words: &'w Lexicon,
    facts: Vec<Fact>,
    /// Where each of them ends, by where it begins.
    taken: BTreeMap<usize, usize>,
}

impl<'w> Found<'w> {
    pub(super) fn by(words: &'w Lexicon) -> Self {
        Self { words, facts: Vec::new(), taken: BTreeMap::new() }
    }

    /// Adds a fact unless another stands there.
    pub(super) fn add(&mut self, kind: FactKind, value: String, range: Range<usize>) {
        if self.free(&range) {
            self.taken.insert(range.start, range.end);
            self.facts.push(Fact { kind, value, range });
        }
    }

    /// Keeps a fact from being found there.
    pub(super) fn block(&mut self, range: Range<usize>) {
        self.taken.insert(range.start, range.end);
    }

    /// Whether no fact stands there.
    pub(super) fn free(&self, range: &Range<usize>) -> bool {
        self.taken.range(..range.end).next_back().is_none_or(|(_, end)| *end <= range.start)
    }

    /// The facts in the order of the text as written.
    pub(super) fn finish(mut self, plain: &Plain<'_>) -> Vec<Fact> {
        self.facts.sort_by_key(|f| f.range.start);
        said_again(&mut self.facts, &plain.text);
        compound(&mut self.facts, &plain.text, self.words);
        for fact in &mut self.facts {
            fact.range = plain.place(&fact.range);
        }
        self.facts
    }
}

/// Units of time, the longest first.
const UNITS: [&str; 8] = ["year", "quarter", "month", "week", "day", "hour", "minute", "second"];

/// Makes one of periods that follow one another, each in a smaller unit: two years and one day.
fn compound(facts: &mut Vec<Fact>, text: &str, words: &Lexicon) {
    let unit = |fact: &Fact| {
        let name = fact.value.rsplit(' ').next().filter(|_| fact.kind == FactKind::Period);
        name.and_then(|name| UNITS.iter().position(|unit| *unit == name.trim_start_matches("business-")))
    };
    facts.dedup_by(|next, fact| {
        let between = text[fact.range.end..next.range.start].trim().to_lowercase();
        let smaller = unit(fact).zip(unit(next)).is_some_and(|(first, second)| first < second);
        let one = smaller && (between.is_empty() || words.has("period-and", &between));
        if one {
            fact.range.end = next.range.end;
            fact.value = format!("{} {}", fact.value, next.value);
        }
        one
    });
}

/// Makes one of two facts that say the same, the second in brackets: 500 บาท (ห้าร้อยบาทถ้วน).
fn said_again(facts: &mut Vec<Fact>, text: &str) {
    facts.dedup_by(|next, fact| {
        let between = text[fact.range.end..next.range.start].trim();
        let closes = text[next.range.end..].trim_start().starts_with(')');
        let again = between == "(" && closes && next.kind == fact.kind && next.value == fact.value;
        if again {
            fact.range.end = next.range.end + text[next.range.end..].find(')').map_or(0, |at| at + 1);
        }
        again
    });
}
