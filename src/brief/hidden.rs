//! Finds invisible characters that were added or removed.

use super::elsewhere::text_of;
use super::side::Side;
use super::told::Told;
use crate::model::{FactChange, FactKind};
use crate::showable::{Part, is_right_to_left, name, parts};
use crate::weave::Redline;
use std::collections::BTreeSet;

/// How many different characters are named.
const NAMED: usize = 4;

/// The hidden characters of each version.
pub(super) fn all(redline: &Redline) -> [BTreeSet<char>; 2] {
    [0, 1].map(|side| {
        let mut all = BTreeSet::new();
        for leaf in &redline.leaves {
            let text = text_of(leaf, side);
            if !text.is_ascii() {
                all.extend(parts(&text, true).filter_map(hidden));
            }
        }
        all
    })
}

fn hidden(part: Part<'_>) -> Option<char> {
    if let Part::Hidden(c) = part { Some(c) } else { None }
}

/// What came and what went in a block of change `change`: characters of which the other version has none; `all` are those
/// of both versions. Marks of direction in a text that is written from right to left are part of it.
pub(super) fn told(
    sides: &[Side; 2],
    all: impl Fn() -> [BTreeSet<char>; 2],
    change: usize,
    block: usize,
) -> Option<Told> {
    let [old, new] = [0, 1].map(|side| characters(&sides[side]));
    if old.is_empty() && new.is_empty() {
        return None;
    }
    let all = all();
    let names = |own: &BTreeSet<char>, other: &BTreeSet<char>| {
        let names: Vec<String> = own.difference(other).map(|c| name(*c)).collect();
        let more = if names.len() > NAMED { " …" } else { "" };
        (!names.is_empty()).then(|| names[..names.len().min(NAMED)].join(" ") + more)
    };
    let (went, came) = (names(&old, &all[1]), names(&new, &all[0]));
    let fact = FactChange { kind: FactKind::Hidden, old: went, new: came, change };
    let place = (change, block, 0);
    let values = [fact.old.clone(), fact.new.clone()];
    (fact.old.is_some() || fact.new.is_some()).then_some(Told { place, values, fact })
}

/// The hidden characters that stand on one side only.
fn characters(side: &Side) -> BTreeSet<char> {
    let mut found = BTreeSet::new();
    let mut from_right = None;
    for edit in side.edits.iter().filter(|edit| !edit.moved) {
        for part in parts(&side.text[edit.range.clone()], true) {
            let Part::Hidden(c) = part else { continue };
            let is_mark = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}');
            if is_mark && *from_right.get_or_insert_with(|| side.text.contains(is_right_to_left)) {
                continue;
            }
            found.insert(c);
        }
    }
    found
}
