//! Which sentence leads to an item: “You may not:” says of each item below it what it means.

use super::elsewhere::text_of;
use super::lexicon::Lexicon;
use crate::document::ContainerKind;
use crate::weave::{Change, RedLeaf, Redline};
use std::borrow::Cow;

/// For each block of a redline, and each side, the block whose last sentence leads to it.
pub(super) struct Leads<'a> {
    redline: &'a Redline,
    of: [Vec<Option<usize>>; 2],
}

/// The most blocks that are looked through for the items of a sentence.
const ITEMS: usize = 12;

impl<'a> Leads<'a> {
    pub(super) fn of(redline: &'a Redline, words: &Lexicon) -> Self {
        let of = [0, 1].map(|side| {
            let mut open: Vec<(usize, usize, String)> = Vec::new();
            let lead = |(ix, leaf): (usize, &RedLeaf)| {
                if !is_on(leaf, side) {
                    return None;
                }
                let deep = depth(redline, leaf);
                let text = text_of(leaf, side);
                // a text whose lists were written as paragraphs has signs or numbers before its items
                let marked = text.starts_with(['•', '·', '–', '-', '◦']);
                let number = number(&text);
                let below = |lead: &str| !lead.is_empty() && number.len() > lead.len() && number.starts_with(lead);
                while open
                    .last()
                    .is_some_and(|(_, above, lead)| deep < *above || deep == *above && !marked && !below(lead))
                {
                    open.pop();
                }
                // what stands below an item that leads to nothing is part of that item, such as of a definition
                let own = open.last().filter(|(_, above, _)| deep <= above + 1).map(|(lead, _, _)| *lead);
                if leads(&text, words) {
                    open.push((ix, deep, number.to_owned()));
                }
                own
            };
            redline.leaves.iter().enumerate().map(lead).collect()
        });
        Self { redline, of }
    }

    /// The block that leads to block `ix` on a side.
    pub(super) fn to(&self, ix: usize, side: usize) -> Option<usize> {
        self.of[side][ix]
    }

    /// What a block says on a side.
    pub(super) fn text(&self, ix: usize, side: usize) -> Cow<'a, str> {
        text_of(&self.redline.leaves[ix], side)
    }

    /// The texts of the items to which block `ix` leads on a side.
    pub(super) fn items(&self, ix: usize, side: usize) -> impl Iterator<Item = Cow<'a, str>> {
        let end = (ix + 1 + ITEMS).min(self.redline.leaves.len());
        (ix + 1..end).filter(move |item| self.of[side][*item] == Some(ix)).map(move |item| self.text(item, side))
    }

    /// Whether a block came or went as a whole.
    pub(super) fn is_whole(&self, ix: usize) -> bool {
        matches!(self.redline.leaves[ix].change, Change::Deleted | Change::Inserted)
    }
}

/// Whether the last sentence of a text leads to what stands below it.
fn leads(text: &str, words: &Lexicon) -> bool {
    let text = text.trim_end();
    text.ends_with([':', '：']) || words.list("leads").iter().any(|end| text.ends_with(end.as_str()))
}

/// The number of a clause before its text: “19.3”.
fn number(text: &str) -> &str {
    let text = text.trim_start();
    text[..text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(0)].trim_end_matches('.')
}

/// Whether a block stands on a side.
fn is_on(leaf: &RedLeaf, side: usize) -> bool {
    leaf.change != if side == 0 { Change::Inserted } else { Change::Deleted }
}

/// In how many items and quotes a block stands.
fn depth(redline: &Redline, leaf: &RedLeaf) -> usize {
    let around = std::iter::successors(leaf.parent, |c| redline.containers[*c].parent);
    around.filter(|c| matches!(redline.containers[*c].kind, ContainerKind::Item(_))).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;
    use crate::weave::Weave;
    use crate::{document, model::VersionNumber};

    /// For each block of a text, what leads to it.
    fn led(text: &str) -> Vec<Option<usize>> {
        let mut weave = Weave::default();
        for text in ["", text] {
            weave.append(&document::parse(text.as_bytes(), "p.md").document);
        }
        let redline = weave.redline(VersionNumber::at(0), VersionNumber::at(1));
        let leads = Leads::of(&redline, Lexicon::of(&Lang::parse("th").expect("a language")));
        (0..redline.leaves.len()).map(|ix| leads.to(ix, 1)).collect()
    }

    #[test]
    fn items_are_led_to() {
        assert_eq!(
            led("You may not:\n\n- a\n- b:\n  - c\n- d\n\nText."),
            [None, Some(0), Some(0), Some(2), Some(0), None]
        );
        assert_eq!(led("You may not:\n\n- lie, which is\n  - to say\n- steal"), [None, Some(0), None, Some(0)]);
        assert_eq!(led("ห้ามดังนี้\n\n- ก"), [None, Some(0)]);
        assert_eq!(led("19.3 You may not:\n\n19.3.1 a\n\n19.4 b"), [None, Some(0), None]);
        assert_eq!(led("You may not:\n\n•a\n\nb"), [None, Some(0), None]);
    }
}
