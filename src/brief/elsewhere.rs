//! Checks whether what one side of a change says appears elsewhere in the other version: then it was neither added nor
//! removed.

use super::found::Fact;
use super::lexicon::Lexicon;
use super::said::{Said, worth_in};
use super::side::sides;
use super::stems::digests;
use crate::document::Mark;
use crate::model::FactKind;
use crate::weave::{Change, RedLeaf, RedText, Redline};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;

/// The most words by which a text is looked up; what follows is compared.
const KEY: usize = 4;

/// What is looked for in one version.
#[derive(Default)]
struct Wanted {
    /// The digests of the words of what is looked for, by number; 0 is any other word.
    numbers: FxHashMap<u64, u32>,
    /// Rows of words, by their first ones.
    rows: FxHashMap<Vec<u32>, Vec<(Vec<u32>, usize)>>,
    /// The rows that were found.
    found: Vec<bool>,
    /// What all facts of the version say, of those that are known by what they are worth.
    values: FxHashSet<(FactKind, String)>,
}

/// Takes out what stands in the version of `side`, 0 the older and 1 the newer. `fact` gives the fact and its text. Reads
/// that version once, and only if something is looked for.
pub(super) fn take_standing<T>(
    alone: &mut Vec<T>,
    fact: impl Fn(&T) -> (&Fact, &str),
    redline: &Redline,
    side: usize,
    words: &Lexicon,
) {
    if alone.is_empty() {
        return;
    }
    let mut wanted = Wanted::default();
    let rows: Vec<Vec<usize>> = alone.iter().map(|one| wanted.add(fact(one))).collect();
    let by_worth = alone.iter().any(|one| is_worth(fact(one).0.kind));
    let targets = alone.iter().any(|one| matches!(fact(one).0.kind, FactKind::Web | FactKind::Email));
    for leaf in &redline.leaves {
        let text = text_of(leaf, side);
        match &leaf.text {
            RedText::Same(content) => wanted.read(Said::digests(content, words)),
            RedText::Pieces(_) => wanted.read(&digests(&text)),
        }
        // an address may be hidden from robots: “privacy [at] example [dot] com”
        if targets && text.contains("[at]") {
            wanted.read(&digests(&text.replace(" [at] ", "@").replace(" [dot] ", ".")));
        }
        if targets {
            linked(leaf, side, |href| wanted.read(&digests(href)));
        }
        match &leaf.text {
            RedText::Same(content) if by_worth => wanted.values.extend(Said::worth(content, words).iter().cloned()),
            RedText::Pieces(_) if by_worth => wanted.values.extend(worth_in(&text, words)),
            _ => {}
        }
    }
    let mut rows = rows.into_iter();
    alone.retain(|one| {
        let (fact, rows) = (fact(one).0, rows.next().unwrap_or_default());
        let written = !rows.is_empty() && rows.iter().all(|row| wanted.found[*row]);
        !written && !wanted.values.contains(&(fact.class(), fact.value.clone()))
    });
}

/// Whether facts of a kind are known by what they are worth, however they are written.
fn is_worth(kind: FactKind) -> bool {
    use FactKind::{Amount, Date, Effective, Percent, Period, Phone, Published, Updated};
    matches!(kind, Period | Date | Updated | Effective | Published | Amount | Percent | Phone)
}

/// What a leaf says on one side.
pub(super) fn text_of(leaf: &RedLeaf, side: usize) -> Cow<'_, str> {
    match &leaf.text {
        RedText::Same(content) => content.text.as_str().into(),
        RedText::Pieces(_) => {
            let [old, new] = sides(leaf);
            if side == 0 { old.text.into() } else { new.text.into() }
        }
    }
}

/// Where the links of a leaf lead on one side.
fn linked(leaf: &RedLeaf, side: usize, mut then: impl FnMut(&str)) {
    let other = if side == 0 { Change::Inserted } else { Change::Deleted };
    for piece in leaf.pieces().iter().filter(|p| p.change != other) {
        let marks = if side == 0 && piece.change == Change::Reformatted { &piece.was } else { &piece.marks };
        for mark in marks {
            if let Mark::Link { href, .. } = mark {
                then(href);
            }
        }
    }
}

impl Wanted {
    /// Looks for the lines of a text, too: the places of their rows. Signs are no words: a sum written with one is known
    /// by its worth only.
    fn add(&mut self, (fact, text): (&Fact, &str)) -> Vec<usize> {
        let is_sign = |c: char| !c.is_alphanumeric() && !c.is_whitespace() && !matches!(c, '.' | ',' | '-' | '(' | ')');
        if matches!(fact.kind, FactKind::Amount | FactKind::Percent) && text.contains(is_sign) {
            return Vec::new();
        }
        text.lines().filter_map(|line| self.row(line.trim_end_matches('…'))).collect()
    }

    fn row(&mut self, line: &str) -> Option<usize> {
        let row: Vec<u32> = digests(line)
            .into_iter()
            .map(|word| {
                let next = self.numbers.len() as u32 + 1;
                *self.numbers.entry(word).or_insert(next)
            })
            .collect();
        if row.is_empty() {
            return None;
        }
        let place = self.found.len();
        self.found.push(false);
        self.rows.entry(row[..row.len().min(KEY)].to_vec()).or_default().push((row, place));
        Some(place)
    }

    /// Notes which rows stand in a text with these words.
    fn read(&mut self, digests: &[u64]) {
        let words: Vec<u32> = digests.iter().map(|word| self.numbers.get(word).copied().unwrap_or_default()).collect();
        for length in 1..=KEY.min(words.len()) {
            for (at, key) in words.windows(length).enumerate().filter(|(_, key)| !key.contains(&0)) {
                for (row, place) in self.rows.get(key).into_iter().flatten() {
                    self.found[*place] |= (row.len() == length || length == KEY) && words[at..].starts_with(row);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether `value` stands in `text`.
    fn check(text: &str, value: &str, expected: bool) {
        let mut wanted = Wanted::default();
        let fact = Fact { kind: FactKind::Email, value: String::new(), range: 0..0 };
        let rows = wanted.add((&fact, value));
        wanted.read(&digests(text));
        assert_eq!(rows.iter().all(|row| wanted.found[*row]), expected, "{value} in {text}");
    }

    #[test]
    fn values_stand_on_the_bounds_of_words() {
        check("Write to Privacy@Example.com, please.", "privacy@example.com", true);
        check("Write to privacy@example.community.", "privacy@example.com", false);
        check("เก็บไว้ ๓๐ วันเท่านั้น", "30 วัน", true);
        check("เก็บไว้ 130 วัน", "30 วัน", false);
        check("one two three four five six", "two three four five six", true);
        check("one two three four five six", "two three four five seven", false);
    }
}
