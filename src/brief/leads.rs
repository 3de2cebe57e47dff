//! Finds the sentence that introduces a list item: “You may not:” determines the meaning of each item below it.

use super::elsewhere::text_of;
use super::lexicon::Lexicon;
use super::marks::Mark;
use super::spoken::whole_list;
use crate::document::ContainerKind;
use crate::weave::{Change, RedLeaf, Redline};
use std::borrow::Cow;

/// For each block of a redline, and each side, the block whose last sentence leads to it.
pub(super) struct Leads<'a> {
    redline: &'a Redline,
    words: &'a Lexicon,
    of: [Vec<Option<usize>>; 2],
}

/// A sentence that leads to what stands below it.
struct Open {
    block: usize,
    deep: usize,
    number: String,
    /// The sign before it, and before the last of its items.
    mark: Option<Mark>,
    last: Option<Mark>,
}

impl Open {
    /// Whether a block stands below it: deeper, or with a sign or a number of items, where lists were written as paragraphs.
    fn takes(&mut self, deep: usize, mark: Option<Mark>, number: &str) -> bool {
        if deep != self.deep {
            return deep > self.deep;
        }
        let below = !self.number.is_empty() && number.len() > self.number.len() && number.starts_with(&self.number);
        let beside = mark.is_some_and(|mark| self.mark.is_some_and(|own| mark.follows(own)));
        let item = mark.filter(|mark| !beside && self.last.is_none_or(|last| mark.follows(last)));
        self.last = item.or(self.last);
        below || item.is_some()
    }
}

/// The most blocks that are looked through for the items of a sentence.
const ITEMS: usize = 24;

impl<'a> Leads<'a> {
    pub(super) fn of(redline: &'a Redline, words: &'a Lexicon) -> Self {
        let of = [0, 1].map(|side| {
            let mut open: Vec<Open> = Vec::new();
            let lead = |(ix, leaf): (usize, &RedLeaf)| {
                if !is_on(leaf, side) {
                    return None;
                }
                let deep = depth(redline, leaf);
                let text = text_of(leaf, side);
                let (mark, number) = (Mark::of(&text), number(&text));
                while open.last_mut().is_some_and(|lead| !lead.takes(deep, mark, number)) {
                    open.pop();
                }
                // what stands below an item that leads to nothing is part of that item, such as of a definition
                let own = open.last().filter(|lead| deep <= lead.deep + 1).map(|lead| lead.block);
                let listed =
                    || redline.leaves.get(ix + 1).is_some_and(|next| is_on(next, side) && depth(redline, next) > deep);
                if leads(&text, words) || listed() && announces(&text, words).is_some() {
                    open.push(Open { block: ix, deep, number: number.to_owned(), mark, last: None });
                }
                own
            };
            redline.leaves.iter().enumerate().map(lead).collect()
        });
        Self { redline, words, of }
    }

    /// The block that leads to block `ix` on a side.
    pub(super) fn to(&self, ix: usize, side: usize) -> Option<usize> {
        self.of[side][ix]
    }

    /// What a block says on a side, up to where it leads to what stands below it.
    pub(super) fn lead(&self, ix: usize, side: usize) -> Cow<'a, str> {
        let text = self.text(ix, side);
        let end = if leads(&text, self.words) { None } else { announces(&text, self.words) };
        match end {
            Some(end) => Cow::Owned(format!("{}:", text[..end].trim_end_matches('.'))),
            None => text,
        }
    }

    /// Whether a sentence of a block is the one that leads to what stands below it, without a colon.
    pub(super) fn is_lead(&self, ix: usize, side: usize, sentence: &str) -> bool {
        let lead = self.lead(ix, side);
        matches!(lead, Cow::Owned(_))
            && lead.trim_end_matches(':').ends_with(sentence.trim_end_matches('.'))
            && self.items(ix, side).next().is_some()
    }

    /// What a block says on a side.
    pub(super) fn text(&self, ix: usize, side: usize) -> Cow<'a, str> {
        text_of(&self.redline.leaves[ix], side)
    }

    /// Whether a block is an item by the sign before it.
    pub(super) fn is_marked(&self, ix: usize, side: usize) -> bool {
        Mark::of(&self.text(ix, side)).is_some()
    }

    /// The texts of the items to which block `ix` leads on a side, each followed by what stands below it: a list without one
    /// of its items may say something else. “…” stands for those that are too many.
    pub(super) fn items(&self, ix: usize, side: usize) -> impl Iterator<Item = Cow<'a, str>> {
        let leaves = &self.redline.leaves;
        let mut below = (ix + 1..leaves.len()).filter(move |item| is_on(&leaves[*item], side)).peekable();
        let first = below.peek().copied().filter(|first| self.of[side][*first] == Some(ix));
        let deep = first.map(|first| depth(self.redline, &leaves[first]));
        let listed = move |item: &usize| {
            let deeper = deep.is_some_and(|deep| depth(self.redline, &leaves[*item]) > deep);
            deep.is_some() && (self.of[side][*item].is_some_and(|lead| lead >= ix) || deeper)
        };
        let text = move |(at, item)| if at < ITEMS { self.text(item, side) } else { Cow::Borrowed("…") };
        below.take_while(listed).take(ITEMS + 1).enumerate().map(text)
    }

    /// The lists of both sides to which a block leads, if an “and” or “or” joins their items: one of these says nothing alone.
    pub(super) fn joined(&self, ix: usize) -> Option<[String; 2]> {
        let joins = |item: Cow<'_, str>| {
            let last = item.trim_end_matches([';', ',', '.', ' ', '\n']).rsplit(char::is_whitespace).next();
            last.is_some_and(|word| self.words.has("coordinating", &word.to_lowercase()))
        };
        let list = |side: usize| {
            let lead = self.lead(ix, side);
            let last = lead.trim_end().rfind(['.', '\n']).map_or(0, |at| at + 1);
            whole_list(lead[last..].trim(), self.items(ix, side))
        };
        let any = [0, 1].into_iter().any(|side| self.items(ix, side).any(joins));
        if any { list(0).zip(list(1)).map(|(old, new)| [old, new]) } else { None }
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

/// Where the first sentence ends that says of what stands below it that it follows: “The following is not allowed. This list isn't
/// complete.”
fn announces(text: &str, words: &Lexicon) -> Option<usize> {
    const LONGEST: usize = 300;
    let lower = Some(text).filter(|text| text.len() < LONGEST)?.to_ascii_lowercase();
    let at = words.list("announces").iter().filter_map(|word| lower.find(word.as_str())).min()?;
    Some(text[at..].find(". ").map_or(text.len(), |end| at + end))
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
    use crate::document;
    use crate::model::Lang;
    use crate::weave;

    /// For each block of a text, what leads to it.
    fn led(text: &str) -> Vec<Option<usize>> {
        let [old, new] = ["", text].map(|text| document::parse(text.as_bytes(), "p.md").document);
        let redline = weave::redline(&old, &new);
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
        assert_eq!(
            led("You may not:\n\n(a) lie to:\n\n(i) us\n\n(ii) them\n\n(b) steal\n\nText.\n\n(c) this"),
            [None, Some(0), Some(1), Some(1), Some(0), None, None]
        );
    }
}
