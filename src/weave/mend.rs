//! Brings together what versions in between tore apart: in a redline of two versions that are not neighbours, a block
//! that went and a block that came may be the same.
//!
//! Then blocks are aligned, and words compared, as in a weave of the two versions alone.

use super::Weave;
use super::align::{Pair, align};
use super::bag::Bag;
use super::blocks::{Blocks, LeafFacts, Symbols, blocks};
use super::cells::{Rows, cells};
use super::compare::{Work, compare};
use super::compose::{Sides, was};
use super::line::{Line, Mark};
use super::redline::{Change, RedContainer, RedLeaf};
use super::vocabulary::{BLOCK_END, Facts};
use crate::document::{ContainerKind, LeafKind};
use std::collections::HashMap;
use std::ops::Range;

impl Weave {
    /// The lines with what belongs together brought together.
    pub(super) fn mend(&self, lines: Vec<Line>, sides: Sides, containers: &[RedContainer]) -> Vec<Line> {
        let mut work = Work::new();
        let old: Vec<&Line> = lines.iter().filter(|l| l.leaf.change != Change::Inserted).collect();
        let new: Vec<&Line> = lines.iter().filter(|l| l.leaf.change != Change::Deleted).collect();
        let kept = lines.iter().filter(|l| l.leaf.change == Change::Same).count();
        if kept == old.len() || kept == new.len() {
            let again = |mut line: Line| {
                if line.leaf.change == Change::Same {
                    self.compare_again(&mut line, sides, &mut work);
                }
                line
            };
            return lines.into_iter().map(again).collect();
        }
        let mut out = Vec::with_capacity(lines.len());
        let (mut i, mut j) = (0, 0);
        for (next_i, next_j) in
            self.pairs(&old, &new, containers, &mut work).into_iter().chain([(old.len(), new.len())])
        {
            out.extend(old[i..next_i].iter().map(|line| alone(line, Change::Deleted)));
            out.extend(new[j..next_j].iter().map(|line| alone(line, Change::Inserted)));
            if let (Some(before), Some(now)) = (old.get(next_i), new.get(next_j)) {
                if std::ptr::eq(*before, *now) || !(before.whole || now.whole) {
                    out.push(self.together(before, now, sides, containers, &mut work));
                } else {
                    out.extend([alone(before, Change::Deleted), alone(now, Change::Inserted)]);
                }
            }
            (i, j) = (next_i + 1, next_j + 1);
        }
        out
    }

    /// The line that was `before` and is `now`.
    fn together(&self, before: &Line, now: &Line, sides: Sides, containers: &[RedContainer], work: &mut Work) -> Line {
        let mut line = Line { leaf: now.leaf.clone(), marks: now.marks.clone(), ..*now };
        if std::ptr::eq(before, now) {
            self.compare_again(&mut line, sides, work);
            return line;
        }
        let around = |line: &Line| -> Vec<ContainerKind> {
            let around = std::iter::successors(line.leaf.parent, |c| containers[*c].parent);
            let mut kinds: Vec<_> = around.map(|c| containers[c].kind.clone()).collect();
            kinds.reverse();
            kinds
        };
        line.marks = self.compared(&before.marks, &now.marks, sides, work);
        line.leaf.was = was((former_kind(&before.leaf), around(before)), (&now.leaf.kind, around(now)));
        line.leaf.change = Change::Same;
        line
    }

    fn compare_again(&self, line: &mut Line, sides: Sides, work: &mut Work) {
        let has = |change| line.marks.iter().any(|m| m.change == change);
        if has(Change::Deleted) && has(Change::Inserted) {
            line.marks = self.compared(&line.marks, &line.marks, sides, work);
        }
    }

    /// Pairs of lines that are the same leaf.
    fn pairs(&self, old: &[&Line], new: &[&Line], containers: &[RedContainer], work: &mut Work) -> Vec<(usize, usize)> {
        let mut texts: HashMap<Vec<u32>, u32> = HashMap::new();
        let mut symbols = Symbols::default();
        let mut side = |lines: &[&Line], gone: Change| -> (Blocks, Vec<u32>) {
            let number = |line: &&Line| {
                let next = texts.len() as u32;
                // a whole line stands for itself alone
                let key = if line.whole { vec![BLOCK_END, line.last as u32] } else { words(line, gone).collect() };
                *texts.entry(key).or_insert(next)
            };
            let texts: Vec<u32> = lines.iter().map(number).collect();
            let facts = lines.iter().zip(&texts);
            let facts = facts.map(|(l, text)| LeafFacts { kind: &l.leaf.kind, parent: l.leaf.parent, text: *text });
            let mut blocks = blocks(facts, true, &mut symbols);
            blocks.blocks.iter_mut().for_each(|block| (block.part, block.whole) = (false, false));
            (blocks, texts)
        };
        let (old_blocks, old_texts) = side(old, Change::Inserted);
        let (new_blocks, new_texts) = side(new, Change::Deleted);
        let bag = |lines: &[&Line], leaves: &Range<usize>, gone: Change| {
            let lines = &lines[leaves.clone()];
            let mut facts: Vec<Facts> =
                lines.iter().flat_map(|l| words(l, gone)).map(|w| self.words.facts(w)).collect();
            for line in lines.iter().filter(|l| l.whole) {
                let size = self.texts.value(*self.leaves[line.last].text.now()).len() as u32;
                let folded = BLOCK_END - line.last as u32;
                facts.push(Facts { letters: size, size, folded, pause: 0, joins: false });
            }
            Bag::new(facts.into_iter())
        };
        let mut old_bag = |block: usize| bag(old, &old_blocks.leaves[block], Change::Inserted);
        let mut new_bag = |block: usize| bag(new, &new_blocks.leaves[block], Change::Deleted);
        let new_weight = |block: usize| bag(new, &new_blocks.leaves[block], Change::Deleted).weight();
        let pairs = align(&old_blocks.blocks, &new_blocks.blocks, &mut old_bag, &mut new_bag, &new_weight, work);
        let leaves =
            |Pair { old, new }: Pair| (old_blocks.leaves[old.start].clone(), new_blocks.leaves[new.start].clone());
        let pairs: Vec<(Range<usize>, Range<usize>)> = pairs.into_iter().map(leaves).collect();
        let table = |line: &Line| {
            let mut around = std::iter::successors(line.leaf.parent, |c| containers[*c].parent);
            around.find(|c| matches!(containers[*c].kind, ContainerKind::Table(_)))
        };
        let rows = pairs.iter().map(|(a, b)| Rows {
            tables: (table(old[a.start]), table(new[b.start])),
            old: old_texts[a.clone()].to_vec(),
            new: new_texts[b.clone()].to_vec(),
        });
        let rows: Vec<Rows> = rows.collect();
        let mut found = Vec::with_capacity(pairs.len());
        for ((a, b), cells) in pairs.iter().zip(cells(&rows)) {
            if matches!(new[b.start].leaf.kind, LeafKind::Cell(_)) {
                found.extend(cells.into_iter().map(|(i, j)| (a.start + i, b.start + j)));
            } else {
                found.push((a.start, b.start));
            }
        }
        found
    }

    /// The words of `old` that stand in the older version beside those of `new` that stand in the newer one.
    fn compared(&self, old: &[Mark], new: &[Mark], sides: Sides, work: &mut Work) -> Vec<Mark> {
        let side = |marks: &[Mark], gone: Change| -> Vec<Mark> {
            marks.iter().filter(|m| m.change != gone).copied().collect()
        };
        let (old, new) = (side(old, Change::Inserted), side(new, Change::Deleted));
        let texts = |marks: &[Mark]| -> Vec<u32> { marks.iter().map(|m| self.words.symbol(m.text)).collect() };
        let pairs = compare(&texts(&old), &texts(&new), &|word| self.words.facts(word), work);
        let mut marks = Vec::with_capacity(old.len().max(new.len()));
        let with = |change: Change| move |mark: &Mark| Mark { change, ..*mark };
        let (mut i, mut j) = (0, 0);
        let pairs = pairs.into_iter().filter(|(i, j)| old[*i].text == new[*j].text);
        for (next_i, next_j) in pairs.chain([(old.len(), new.len())]) {
            marks.extend(old[i..next_i].iter().map(with(Change::Deleted)));
            marks.extend(new[j..next_j].iter().map(with(Change::Inserted)));
            if let (Some(before), Some(now)) = (old.get(next_i), new.get(next_j)) {
                let place = before.before.or(before.word.map(|word| (before.node, word)));
                let now = Mark { before: place, ..*now };
                let same = now.word.is_none() || self.setting_before(&now, sides.a) == self.setting(&now, sides.b);
                marks.push(Mark { change: if same { Change::Same } else { Change::Reformatted }, ..now });
            }
            (i, j) = (next_i + 1, next_j + 1);
        }
        marks
    }
}

/// The words of a line but for those that are gone.
fn words(line: &Line, gone: Change) -> impl Iterator<Item = u32> {
    line.marks.iter().filter(move |m| m.change != gone).map(|m| m.text)
}

/// One side of a line: what was deleted, or what was inserted.
fn alone(line: &Line, change: Change) -> Line {
    let gone = if change == Change::Deleted { Change::Inserted } else { Change::Deleted };
    let kind = if change == Change::Deleted { former_kind(&line.leaf) } else { &line.leaf.kind };
    let leaf = RedLeaf { kind: kind.clone(), was: None, change, ..line.leaf.clone() };
    let marks = line.marks.iter().filter(|m| m.change != gone).map(|m| Mark { change, ..*m }).collect();
    Line { leaf, marks, ..*line }
}

fn former_kind(leaf: &RedLeaf) -> &LeafKind {
    leaf.was.as_ref().map_or(&leaf.kind, |was| &was.kind)
}
