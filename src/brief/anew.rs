//! Recognises passages that were rewritten. In these, the same statement may appear in quite different words, so
//! little can be called new or removed.

use super::elsewhere::text_of;
use super::stems::key_of;
use crate::document::LeafKind;
use crate::model::is_word_char;
use crate::weave::{Change, RedLeaf, RedText, Redline};
use rustc_hash::FxHashSet;

/// A text was written anew if this many times what came, and what went, is more than what stayed.
const ANEW: usize = 3;

/// The least that came, and went, of a section that was written anew, in bytes.
const LEAST: usize = 1_200;

/// What of a redline was written anew.
pub(super) struct Anew {
    /// Most of the text.
    text: bool,
    /// The blocks of a section that went in one place and came in another, under the same heading.
    blocks: FxHashSet<usize>,
    /// The blocks of sections of which most came and went under a heading that stayed.
    within: FxHashSet<usize>,
    /// Whether another text took the place of the one before.
    pub(super) is_other_text: bool,
}

impl Anew {
    pub(super) fn of(redline: &Redline) -> Self {
        let sizes = sizes(redline);
        Self {
            text: is_mostly_new(&sizes, 0),
            is_other_text: is_other_text(redline, &sizes),
            blocks: [0, 1].into_iter().flat_map(|side| moved(redline, side)).collect(),
            within: within(redline, &sizes).into_iter().collect(),
        }
    }

    /// Whether block `ix` stands in a section most of which was written anew in its place.
    pub(super) fn is_within(&self, ix: usize) -> bool {
        self.within.contains(&ix)
    }

    /// Whether block `ix` was written anew.
    pub(super) fn has(&self, ix: usize) -> bool {
        self.text || self.blocks.contains(&ix)
    }
}

/// Whether another text took the place of the one before: more of it came and went than stayed, under a title of which at most
/// half stayed. What the one says then neither came nor went: it is said elsewhere, or by other means.
fn is_other_text(redline: &Redline, sizes: &[[usize; 3]]) -> bool {
    let [gone, came] = [0, 1].map(|side| title(redline, side));
    let shared = gone.intersection(&came).count();
    let [stays, ..] = sizes.iter().fold([0; 3], |all, own| [0, 1, 2].map(|kind| all[kind] + own[kind]));
    let least = gone.len().min(came.len());
    least > 0 && shared * 2 <= least && is_mostly_new(sizes, LEAST.max(stays))
}

/// The words of the title of one side: the first of its highest headings.
fn title(redline: &Redline, side: usize) -> FxHashSet<String> {
    let level = |leaf: &&RedLeaf| match leaf.kind {
        LeafKind::Heading(level) => level,
        _ => u8::MAX,
    };
    let is_there = |leaf: &&RedLeaf| level(leaf) < u8::MAX && leaf.change != lone(1 - side);
    let title = redline.leaves.iter().filter(is_there).min_by_key(level);
    let text = title.map(|leaf| text_of(leaf, side).to_lowercase()).unwrap_or_default();
    text.split(|c: char| !is_word_char(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// How many bytes of each block stay, went and came.
fn sizes(redline: &Redline) -> Vec<[usize; 3]> {
    let size = |leaf: &RedLeaf| match &leaf.text {
        RedText::Same(content) => [content.text.len(), 0, 0],
        RedText::Pieces(pieces) => {
            let mut bytes = [0; 3];
            for piece in pieces {
                let kind =
                    usize::from(piece.change == Change::Deleted) + 2 * usize::from(piece.change == Change::Inserted);
                bytes[kind] += piece.text.len();
            }
            bytes
        }
    };
    redline.leaves.iter().map(size).collect()
}

/// Whether most of some blocks came and went, and at least so much of them.
fn is_mostly_new(sizes: &[[usize; 3]], least: usize) -> bool {
    let all = sizes.iter().fold([0; 3], |all, own| [0, 1, 2].map(|kind| all[kind] + own[kind]));
    let edited = all[1].min(all[2]);
    edited * ANEW > all[0] && edited >= least
}

/// The blocks of sections that were written anew below a heading that stayed.
fn within(redline: &Redline, sizes: &[[usize; 3]]) -> Vec<usize> {
    let stays = |(ix, leaf): (usize, &RedLeaf)| match leaf.kind {
        LeafKind::Heading(level) if !matches!(leaf.change, Change::Deleted | Change::Inserted) => Some((ix, level)),
        _ => None,
    };
    let heads: Vec<(usize, u8)> = redline.leaves.iter().enumerate().filter_map(stays).collect();
    let section = |(at, (start, level)): (usize, &(usize, u8))| {
        let next = heads[at + 1..].iter().find(|(_, other)| other <= level);
        *start..next.map_or(redline.leaves.len(), |(next, _)| *next)
    };
    let anew = heads.iter().enumerate().map(section).filter(|own| is_mostly_new(&sizes[own.clone()], LEAST));
    anew.flatten().collect()
}

/// The change of what stands on one side only.
fn lone(side: usize) -> Change {
    if side == 0 { Change::Deleted } else { Change::Inserted }
}

/// The headings that stand on one side only.
fn headings(redline: &Redline, side: usize) -> impl Iterator<Item = (usize, u8, u64)> {
    redline.leaves.iter().enumerate().filter_map(move |(ix, leaf)| match leaf.kind {
        LeafKind::Heading(level) if leaf.change == lone(side) => Some((ix, level, key_of(&text_of(leaf, side)))),
        _ => None,
    })
}

/// The blocks of one side in sections whose heading came or went there, and stands elsewhere on the other side.
fn moved(redline: &Redline, side: usize) -> Vec<usize> {
    let other: FxHashSet<u64> = headings(redline, 1 - side).map(|(_, _, key)| key).collect();
    let below = |(start, level, _): (usize, u8, u64)| {
        let ends = move |leaf: &&RedLeaf| !matches!(leaf.kind, LeafKind::Heading(own) if own <= level);
        let section = redline.leaves[start + 1..].iter().take_while(ends);
        (start + 1..).zip(section).filter(|(_, leaf)| leaf.change == lone(side)).map(|(ix, _)| ix).collect::<Vec<_>>()
    };
    headings(redline, side).filter(|(_, _, key)| other.contains(key)).flat_map(below).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;
    use crate::weave;

    #[test]
    fn a_section_that_moved_and_changed_was_written_anew() {
        let stays = "All of this stays as it was, and is long enough to be most of the text by far. ".repeat(9);
        let stays = format!("# Rules\n\n{stays}");
        let [old, new] = [
            format!("## Photos\n\nApps ask first.\n\n{stays}\n\n## Letters\n\nWe keep letters here."),
            format!("{stays}\n\n## Photos\n\nOnly pickers may be used.\n\n## Maps\n\nSome draw birds by hand."),
        ]
        .map(|text| document::parse(text.as_bytes(), "p.md").document);
        let redline = weave::redline(&old, &new);
        let anew = Anew::of(&redline);
        let told = |text: &str| {
            let side = |leaf: &RedLeaf| usize::from(leaf.change == Change::Inserted);
            let found = redline.leaves.iter().position(|leaf| text_of(leaf, side(leaf)).contains(text));
            anew.has(found.expect("a block"))
        };
        assert!(told("Apps ask first") && told("Only pickers"));
        assert!(!told("All of this stays") && !told("Some draw birds"));
    }

    #[test]
    fn another_title_over_other_words_is_another_text() {
        let rules =
            |what: &str| (0..40).map(|n| format!("We do not allow {what} of kind {n} here.\n\n")).collect::<String>();
        let is_other = |old: String, new: String| {
            let [old, new] = [old, new].map(|text| document::parse(text.as_bytes(), "p.md").document);
            Anew::of(&weave::redline(&old, &new)).is_other_text
        };
        let [one, other] = [
            rules("hatred, hacking or copied words"),
            "Whoever places code follows the rules of publishers.\n\n".repeat(40),
        ];
        let titled = |title: &str, text: &str| format!("## Policies\n\n# {title}\n\n{text}");
        assert!(is_other(titled("Publisher policies", &one), titled("Program terms", &other)));
        assert!(!is_other(titled("Publisher policies", &one), titled("Publisher policies", &other)), "the same title");
        assert!(!is_other(titled("Publisher policies", &one), titled("Program terms", &one)), "the same words");
    }
}
