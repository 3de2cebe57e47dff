//! Brings together what versions in between tore apart: in a redline of two versions that are not neighbours, a block
//! that went and a block that came may be the same.
//!
//! They are if they read the same, or if their words are known to be the same (`grow/twins.rs`), as far as that
//! leaves the blocks in order. Nothing is compared, so that a browser can do likewise.

use super::compose::was;
use super::line::{Line, Mark, reads_the_same, same_words};
use super::texts::Sides;
use crate::document::{ContainerKind, LeafKind};
use crate::weave::class::class;
use crate::weave::nodes::Weave;
use crate::weave::redline::{Change, RedContainer, RedLeaf};
use crate::weave::sequence::{between, increasing};
use crate::weave::vocabulary::BLOCK_END;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A block that has so much in common with another is the same (Sørensen–Dice, by letters of words that are known to be
/// the same).
pub(super) const SAME: f64 = 0.5;
/// Among how many blocks that read the same one is looked for.
pub(super) const MOST: usize = 50;
/// What a cell weighs that stayed, and a block that never changed: no row is torn apart.
pub(super) const FIRM: u64 = 1 << 30;

/// A block of one side: one line, or those of a row's cells to which one thing happened.
struct Block {
    lines: Range<usize>,
    texts: Vec<u32>,
    letters: u32,
}

impl Weave {
    /// The lines with what belongs together brought together.
    pub(super) fn mend(&self, mut lines: Vec<Line>, sides: Sides, containers: &[RedContainer]) -> Vec<Line> {
        for line in lines.iter_mut().filter(|line| line.leaf.change == Change::Same) {
            let (old, new) = (side(line, Change::Inserted), side(line, Change::Deleted));
            if old.len() < line.marks.len() && reads_the_same(&old, &new) {
                line.marks = self.merged(&old, &new, sides);
            }
        }
        let (old, new) = (blocks(&lines, Change::Inserted), blocks(&lines, Change::Deleted));
        let pairs = pairs(&lines, &old, &new);
        if pairs.is_empty() {
            return lines;
        }
        let mut out = Vec::with_capacity(lines.len());
        let lines_of = |blocks: &[Block]| blocks.iter().flat_map(|block| block.lines.clone()).collect::<Vec<usize>>();
        for (gone, came, pair) in between(pairs, 0..old.len(), 0..new.len()) {
            out.extend(lines_of(&old[gone]).into_iter().map(|ix| alone(&lines[ix], Change::Deleted)));
            out.extend(lines_of(&new[came]).into_iter().map(|ix| alone(&lines[ix], Change::Inserted)));
            if let Some((before, now)) = pair.map(|(i, j)| (&old[i], &new[j])) {
                let pairs = before.lines.clone().zip(now.lines.clone());
                out.extend(pairs.map(|(i, j)| self.together(&lines[i], &lines[j], sides, containers)));
            }
        }
        out
    }

    /// The line that was `before` and is `now`.
    fn together(&self, before: &Line, now: &Line, sides: Sides, containers: &[RedContainer]) -> Line {
        if std::ptr::eq(before, now) {
            return Line { leaf: now.leaf.clone(), marks: now.marks.clone(), ..*now };
        }
        let around = |line: &Line| -> Vec<ContainerKind> {
            let around = std::iter::successors(line.leaf.parent, |c| containers[*c].parent);
            let mut kinds: Vec<_> = around.map(|c| containers[c].kind.clone()).collect();
            kinds.reverse();
            kinds
        };
        let was = was((&before.leaf.kind, around(before)), (&now.leaf.kind, around(now)));
        let marks = self.merged(&before.marks, &now.marks, sides);
        Line { leaf: RedLeaf { was, change: Change::Same, ..now.leaf.clone() }, marks, ..*now }
    }

    /// The words of `old`, which stand in the older version, beside those of `new`, which stand in the newer one.
    fn merged(&self, old: &[Mark], new: &[Mark], sides: Sides) -> Vec<Mark> {
        let pairs = same_words(old, new);
        let mut marks = Vec::with_capacity(old.len().max(new.len()));
        let with = |change: Change| move |mark: &Mark| Mark { change, ..*mark };
        for (gone, came, pair) in between(pairs, 0..old.len(), 0..new.len()) {
            marks.extend(old[gone].iter().map(with(Change::Deleted)));
            marks.extend(new[came].iter().map(with(Change::Inserted)));
            if let Some((before, now)) = pair.map(|(i, j)| (&old[i], &new[j])) {
                let now = Mark { before: before.word.map(|word| (before.node, word)), ..*now };
                let same = now.word.is_none() || self.setting_before(&now, sides.a) == self.setting(&now, sides.b);
                marks.push(Mark { change: if same { Change::Same } else { Change::Reformatted }, ..now });
            }
        }
        marks
    }
}

/// The words of a line but for those that are gone.
fn side(line: &Line, gone: Change) -> Vec<Mark> {
    line.marks.iter().filter(|m| m.change != gone).copied().collect()
}

/// The lines of one side as blocks.
fn blocks(lines: &[Line], gone: Change) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let is_cell = |line: &Line| matches!(line.leaf.kind, LeafKind::Cell(_));
    for (ix, line) in lines.iter().enumerate().filter(|(_, line)| line.leaf.change != gone) {
        let texts = line.marks.iter().map(|m| m.text);
        let letters = line.marks.iter().filter(|m| m.change != gone).map(|m| m.letters).sum();
        let goes_on = |row: &Block| {
            let before = &lines[ix.saturating_sub(1)];
            let one = (before.leaf.parent, before.leaf.change) == (line.leaf.parent, line.leaf.change);
            row.lines.end == ix && is_cell(line) && one
        };
        match blocks.last_mut().filter(|row| goes_on(row)) {
            Some(row) => {
                row.lines.end = ix + 1;
                row.texts.push(BLOCK_END);
                row.texts.extend(texts);
                row.letters += letters;
            }
            None => blocks.push(Block { lines: ix..ix + 1, texts: texts.collect(), letters }),
        }
    }
    blocks
}

/// One side of a line: what was deleted, or what was inserted.
fn alone(line: &Line, change: Change) -> Line {
    let gone = if change == Change::Deleted { Change::Inserted } else { Change::Deleted };
    let former = line.leaf.was.as_ref().filter(|_| change == Change::Deleted);
    let kind = former.map_or(&line.leaf.kind, |was| &was.kind).clone();
    let marks = side(line, gone).into_iter().map(|m| Mark { change, ..m }).collect();
    Line { leaf: RedLeaf { kind, was: None, change, ..line.leaf.clone() }, marks, ..*line }
}

/// Pairs of blocks that are the same, in order on both sides: as many letters of them as can be. None if there are only
/// those that stayed.
fn pairs(lines: &[Line], old: &[Block], new: &[Block]) -> Vec<(usize, usize)> {
    // Blocks that stayed are pairs already, and firm: what they weigh keeps a block that was torn from crossing them. Any other
    // pair is one of the same text, or of enough known words. All that could be pairs are weighed together, and the heaviest
    // that are in order on both sides remain: so a block that could go with two others goes where most of the text is in order.
    let first = |block: &Block| &lines[block.lines.start];
    let stays = |block: &Block| first(block).leaf.change == Change::Same;
    let mut by_place: FxHashMap<usize, usize> = FxHashMap::default();
    let mut by_text: FxHashMap<&[u32], Vec<usize>> = FxHashMap::default();
    let mut by_word: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    let words = |block: &Block| lines[block.lines.clone()].iter().flat_map(|l| &l.marks).filter(|m| m.known > 0);
    for (j, block) in new.iter().enumerate() {
        by_place.insert(block.lines.start, j);
        if !stays(block) && !first(block).whole {
            by_text.entry(&block.texts).or_default().push(j);
            words(block).for_each(|word| by_word.entry(word.known).or_default().push(j));
        }
    }
    let fits = |old: &Block, new: &Block| {
        let kind = |block: &Block| class(&first(block).leaf.kind).symbol();
        old.lines.len() == new.lines.len() && kind(old) == kind(new)
    };
    let mut found: Vec<((usize, usize), u64)> = Vec::new();
    let mut any = false;
    for (i, block) in old.iter().enumerate() {
        if stays(block) {
            let firm = first(block).whole || matches!(first(block).leaf.kind, LeafKind::Cell(_));
            let weight = if firm { FIRM } else { u64::from(block.letters) + 1 };
            found.extend(by_place.get(&block.lines.start).map(|j| ((i, *j), weight)));
            continue;
        }
        if first(block).whole {
            continue;
        }
        let mut shared: FxHashMap<usize, u32> = FxHashMap::default();
        for word in words(block) {
            by_word.get(&word.known).into_iter().flatten().for_each(|j| *shared.entry(*j).or_default() += word.letters);
        }
        let alike =
            |j: usize, letters: u32| 2.0 * f64::from(letters) >= SAME * f64::from(block.letters + new[j].letters);
        shared.retain(|j, letters| *letters > 0 && alike(*j, *letters));
        for j in by_text.get(block.texts.as_slice()).into_iter().flatten().take(MOST) {
            shared.insert(*j, block.letters);
        }
        let mut shared: Vec<(usize, u32)> = shared.into_iter().filter(|(j, _)| fits(block, &new[*j])).collect();
        shared.sort_unstable();
        any |= !shared.is_empty();
        found.extend(shared.into_iter().map(|(j, letters)| ((i, j), u64::from(letters) + 1)));
    }
    if !any {
        return Vec::new();
    }
    let places: Vec<(usize, usize)> = found.iter().map(|(pair, _)| *pair).collect();
    increasing(&places, |ix| found[ix].1)
}
