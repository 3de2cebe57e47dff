//! Characters that nobody sees and that came or went.

use super::side::Side;
use super::told::Told;
use crate::model::{FactChange, FactKind};
use crate::showable::{Part, is_right_to_left, name, parts};
use std::collections::BTreeMap;

/// How many different characters are named.
const NAMED: usize = 4;

/// What came and what went in a block of change `change`, if it is not the same. Marks of direction in a text that is
/// written from right to left are part of it.
pub(super) fn told(sides: &[Side; 2], change: usize, block: usize) -> Option<Told> {
    let [old, new] = [0, 1].map(|side| characters(&sides[side]));
    let names = |own: &BTreeMap<char, usize>, other: &BTreeMap<char, usize>| {
        let more = |(c, count): &(&char, &usize)| **count > other.get(*c).copied().unwrap_or(0);
        let names: Vec<String> = own.iter().filter(more).map(|(c, _)| name(*c)).collect();
        let more = if names.len() > NAMED { " …" } else { "" };
        (!names.is_empty()).then(|| names[..names.len().min(NAMED)].join(" ") + more)
    };
    let (went, came) = (names(&old, &new), names(&new, &old));
    let fact = FactChange { kind: FactKind::Hidden, old: went, new: came, change };
    let place = (change, block, 0);
    let values = [fact.old.clone(), fact.new.clone()];
    (fact.old.is_some() || fact.new.is_some()).then_some(Told { place, values, fact })
}

/// The hidden characters that stand on one side only, each with how often.
fn characters(side: &Side) -> BTreeMap<char, usize> {
    let mut found = BTreeMap::new();
    let mut from_right = None;
    for edit in side.edits.iter().filter(|edit| !edit.moved) {
        for part in parts(&side.text[edit.range.clone()], true) {
            let Part::Hidden(c) = part else { continue };
            let is_mark = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}');
            if is_mark && *from_right.get_or_insert_with(|| side.text.contains(is_right_to_left)) {
                continue;
            }
            *found.entry(c).or_default() += 1;
        }
    }
    found
}
