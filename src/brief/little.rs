//! What is shown of a change of which no fact is told: the lines, items and rows that came, went or were edited.

use super::elsewhere::text_of;
use super::lexicon::Lexicon;
use super::side::{Side, sides};
use super::spoken::apart;
use super::standing::{key_of, stems};
use crate::document::{ContainerKind, LeafKind};
use crate::model::{FactChange, FactKind};
use crate::weave::{RedLeaf, Redline};
use rustc_hash::FxHashSet;

/// How many are told, and the fewest letters of one.
const MOST: usize = 6;
const LETTERS: usize = 4;

/// A line, or a row of a table, on both sides.
struct Unit {
    /// The first change in it.
    change: Option<usize>,
    row: Option<usize>,
    texts: [String; 2],
}

/// The first few lines that differ; `is_told` says of which blocks something is known, such as a date that the text gives itself.
pub(super) fn lines(
    redline: &Redline,
    numbers: &[Option<usize>],
    words: &Lexicon,
    is_edited: fn(&RedLeaf) -> bool,
    is_told: &dyn Fn(&[Side; 2]) -> bool,
) -> Vec<FactChange> {
    let mut units: Vec<Unit> = Vec::new();
    for (leaf, number) in redline.leaves.iter().zip(numbers) {
        let row = leaf.parent.filter(|c| matches!(redline.containers[*c].kind, ContainerKind::Row));
        let edited = number.filter(|_| {
            is_edited(leaf) && leaf.moved.is_none() && !matches!(leaf.kind, LeafKind::Heading(_) | LeafKind::Code(_))
        });
        let sides = sides(leaf);
        let change = edited.filter(|_| !is_told(&sides));
        if change.is_none() && row.is_none() {
            continue;
        }
        let texts = [0, 1].map(|side| text_of(leaf, side).split_whitespace().collect::<Vec<_>>().join(" "));
        match units.last_mut().filter(|unit| row.is_some() && unit.row == row) {
            Some(unit) => {
                unit.change = unit.change.or(change);
                for (all, text) in unit.texts.iter_mut().zip(texts).filter(|(_, text)| !text.is_empty()) {
                    all.push_str(if all.is_empty() { "" } else { " · " });
                    all.push_str(&text);
                }
            }
            None => units.push(Unit { change, row, texts }),
        }
    }
    let key =
        |text: &String| if text.chars().filter(|c| c.is_alphanumeric()).count() < LETTERS { 0 } else { key_of(text) };
    let all = [0, 1].map(|side| units.iter().map(|unit| key(&unit.texts[side])).collect::<FxHashSet<u64>>());
    // what only stands in another place neither came nor went
    let differs = |unit: &Unit| {
        let keys = [key(&unit.texts[0]), key(&unit.texts[1])];
        let other = || apart_by_words(&unit.texts, words);
        keys[0] != keys[1]
            && other()
            && [0, 1].into_iter().all(|side| keys[side] == 0 || !all[1 - side].contains(&keys[side]))
    };
    units.into_iter().filter(differs).filter_map(tell).take(MOST).collect()
}

/// Whether a word that says something stands in one of two texts only; not where one number or sign gave way to another.
fn apart_by_words(texts: &[String; 2], words: &Lexicon) -> bool {
    let [old, new] = texts.each_ref().map(|text| stems(text, words));
    old != new
}

fn tell(unit: Unit) -> Option<FactChange> {
    let [old, new] = apart(&unit.texts[0], &unit.texts[1]).map(|text| Some(text).filter(|text| !text.is_empty()));
    Some(FactChange { kind: FactKind::Sentence, old, new, change: unit.change? })
}

#[cfg(test)]
mod tests {
    use super::super::brief;
    use crate::document;
    use crate::model::{Lang, VersionNumber};
    use crate::weave::Weave;

    /// The lines that are told of two texts.
    fn told(old: &str, new: &str) -> Vec<[String; 2]> {
        let mut weave = Weave::default();
        for text in [old, new] {
            weave.append(&document::parse(text.as_bytes(), "p.md").document);
        }
        let brief = brief(&weave.redline(VersionNumber::at(0), VersionNumber::at(1)), &Lang::english());
        brief.lines.into_iter().map(|line| [line.old, line.new].map(Option::unwrap_or_default)).collect()
    }

    #[test]
    fn where_no_fact_changed_the_lines_are_told() {
        assert_eq!(told("We open at noon.", "We open at midnight."), [["We open at noon.", "We open at midnight."]]);
        assert_eq!(told("- tea\n- milk", "- tea\n- milk\n- sugar"), [["", "sugar"]]);
        let table = |cell: &str| format!("|A|B|\n|-|-|\n|Acme|{cell}|\n");
        assert_eq!(told(&table("hosts"), &table("hosts, mail")), [["Acme · hosts", "Acme · hosts, mail"]]);
    }

    #[test]
    fn where_a_fact_did_or_no_word_none_are() {
        assert!(told("We keep it 30 days.", "We keep it 60 days.").is_empty());
        assert!(told("See Section 4.", "See Section 5.").is_empty());
        assert!(told("You must go.", "You shall go.").is_empty());
        assert!(told("One stands here.\n\nTwo stands there.", "Two stands there.\n\nOne stands here.").is_empty());
    }
}
