//! Recognises passages that were rewritten. In these, the same statement may appear in quite different words, so
//! little can be called new or removed.

use super::elsewhere::text_of;
use super::stems::key_of;
use crate::document::LeafKind;
use crate::weave::{Change, RedLeaf, RedText, Redline};
use rustc_hash::FxHashSet;

/// A text was written anew if this many times what came, and what went, is more than what stayed.
const ANEW: usize = 3;

/// What of a redline was written anew.
pub(super) struct Anew {
    /// Most of the text.
    text: bool,
    /// The blocks of a section that went in one place and came in another, under the same heading.
    blocks: FxHashSet<usize>,
}

impl Anew {
    pub(super) fn of(redline: &Redline) -> Self {
        Self {
            text: is_mostly_new(redline),
            blocks: [0, 1].into_iter().flat_map(|side| moved(redline, side)).collect(),
        }
    }

    /// Whether block `ix` was written anew.
    pub(super) fn has(&self, ix: usize) -> bool {
        self.text || self.blocks.contains(&ix)
    }
}

fn is_mostly_new(redline: &Redline) -> bool {
    let mut bytes = [0; 3];
    for piece in redline.leaves.iter().flat_map(|leaf| leaf.marked_pieces()) {
        bytes[usize::from(piece.change == Change::Deleted) + 2 * usize::from(piece.change == Change::Inserted)] +=
            piece.text.len();
    }
    let whole = |leaf: &RedLeaf| match &leaf.text {
        RedText::Same(content) => Some(content.text.len()),
        RedText::Pieces(_) => None,
    };
    bytes[0] += redline.leaves.iter().filter_map(whole).sum::<usize>();
    bytes[1].min(bytes[2]) * ANEW > bytes[0]
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
    use crate::weave::Weave;
    use crate::{document, model::VersionNumber};

    #[test]
    fn a_section_that_moved_and_changed_was_written_anew() {
        let stays = "All of this stays as it was, and is long enough to be most of the text by far. ".repeat(9);
        let stays = format!("# Rules\n\n{stays}");
        let mut weave = Weave::default();
        for text in [
            format!("## Photos\n\nApps ask first.\n\n{stays}\n\n## Letters\n\nWe keep letters here."),
            format!("{stays}\n\n## Photos\n\nOnly pickers may be used.\n\n## Maps\n\nSome draw birds by hand."),
        ] {
            weave.append(&document::parse(text.as_bytes(), "p.md").document);
        }
        let redline = weave.redline(VersionNumber::at(0), VersionNumber::at(1));
        let anew = Anew::of(&redline);
        let told = |text: &str| {
            let side = |leaf: &RedLeaf| usize::from(leaf.change == Change::Inserted);
            let found = redline.leaves.iter().position(|leaf| text_of(leaf, side(leaf)).contains(text));
            anew.has(found.expect("a block"))
        };
        assert!(told("Apps ask first") && told("Only pickers"));
        assert!(!told("All of this stays") && !told("Some draw birds"));
    }
}
