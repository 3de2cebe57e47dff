//! Brings together what versions in between tore apart: in a redline of two versions that are not neighbours, a block
//! that went and a block that came in its place may be the same.
//!
//! Blocks are aligned, and words compared, as in a weave of the two versions alone; only blocks that stand in both, and
//! have not lost and gained words, are taken as they are.

use super::Weave;
use super::align::{Pair, align};
use super::bag::Bag;
use super::blocks::{Blocks, LeafFacts, Symbols, blocks};
use super::cells::{Rows, cells};
use super::compare::{Work, compare};
use super::compose::{Sides, was};
use super::line::{Line, Mark};
use super::redline::{Change, RedContainer};
use crate::document::{ContainerKind, LeafKind};
use std::collections::HashMap;
use std::ops::Range;

impl Weave {
    /// The lines with what belongs together brought together.
    pub(super) fn mend(&self, lines: Vec<Line>, sides: Sides, containers: &[RedContainer]) -> Vec<Line> {
        let mut work = Work::new();
        let mut out = Vec::with_capacity(lines.len());
        let (mut gone, mut came) = (Vec::new(), Vec::new());
        for mut line in lines {
            match line.leaf.change {
                Change::Deleted => gone.push(line),
                Change::Inserted => came.push(line),
                _ => {
                    self.bring_together(&mut gone, &mut came, sides, containers, &mut work, &mut out);
                    let has = |change| line.marks.iter().any(|m: &Mark| m.change == change);
                    if has(Change::Deleted) && has(Change::Inserted) {
                        line.marks = self.compared(&line.marks, &line.marks, sides, &mut work);
                    }
                    out.push(line);
                }
            }
        }
        self.bring_together(&mut gone, &mut came, sides, containers, &mut work, &mut out);
        out
    }

    fn bring_together(
        &self,
        gone: &mut Vec<Line>,
        came: &mut Vec<Line>,
        sides: Sides,
        containers: &[RedContainer],
        work: &mut Work,
        out: &mut Vec<Line>,
    ) {
        let pairs =
            if gone.is_empty() || came.is_empty() { Vec::new() } else { self.pairs(gone, came, containers, work) };
        let (mut old, mut new) = (gone.drain(..), came.drain(..));
        let (mut i, mut j) = (0, 0);
        for (next_i, next_j) in pairs {
            out.extend(old.by_ref().take(next_i - i));
            out.extend(new.by_ref().take(next_j - j));
            if let (Some(before), Some(mut now)) = (old.next(), new.next()) {
                now.marks = self.compared(&before.marks, &now.marks, sides, work);
                let around = |line: &Line| -> Vec<ContainerKind> {
                    let around = std::iter::successors(line.leaf.parent, |c| containers[*c].parent);
                    let mut kinds: Vec<_> = around.map(|c| containers[c].kind.clone()).collect();
                    kinds.reverse();
                    kinds
                };
                now.leaf.was = was((&before.leaf.kind, around(&before)), (&now.leaf.kind, around(&now)));
                now.leaf.change = Change::Same;
                out.push(now);
            }
            (i, j) = (next_i + 1, next_j + 1);
        }
        out.extend(old);
        out.extend(new);
    }

    /// Pairs of lines that are the same leaf.
    fn pairs(&self, gone: &[Line], came: &[Line], containers: &[RedContainer], work: &mut Work) -> Vec<(usize, usize)> {
        let mut texts: HashMap<Vec<u32>, u32> = HashMap::new();
        let mut number = |line: &Line| {
            let next = texts.len() as u32;
            *texts.entry(line.marks.iter().map(|m| m.text).collect()).or_insert(next)
        };
        let (old_texts, new_texts): (Vec<u32>, Vec<u32>) =
            (gone.iter().map(&mut number).collect(), came.iter().map(&mut number).collect());
        let mut symbols = Symbols::new();
        let mut side = |lines: &[Line], texts: &[u32]| -> Blocks {
            let facts = lines.iter().zip(texts);
            let facts = facts.map(|(l, text)| LeafFacts { kind: &l.leaf.kind, parent: l.leaf.parent, text: *text });
            blocks(facts, true, &mut symbols)
        };
        let (old, new) = (side(gone, &old_texts), side(came, &new_texts));
        let bag = |lines: &[Line], leaves: &Range<usize>| {
            Bag::new(lines[leaves.clone()].iter().flat_map(|l| &l.marks).map(|m| self.words.facts(m.text)))
        };
        let (mut old_bag, mut new_bag) =
            (|block: usize| bag(gone, &old.leaves[block]), |block: usize| bag(came, &new.leaves[block]));
        let pairs = align(&old.blocks, &new.blocks, &mut old_bag, &mut new_bag, work);
        let single = pairs.into_iter().filter(|p| p.old.len() == 1 && p.new.len() == 1);
        let pairs: Vec<(Range<usize>, Range<usize>)> =
            single.map(|Pair { old: a, new: b }| (old.leaves[a.start].clone(), new.leaves[b.start].clone())).collect();
        let table = |line: &Line| {
            let around = std::iter::successors(line.leaf.parent, |c| containers[*c].parent);
            around.into_iter().find(|c| matches!(containers[*c].kind, ContainerKind::Table(_)))
        };
        let rows: Vec<Rows> = pairs
            .iter()
            .map(|(a, b)| Rows {
                tables: (table(&gone[a.start]), table(&came[b.start])),
                old: old_texts[a.clone()].to_vec(),
                new: new_texts[b.clone()].to_vec(),
            })
            .collect();
        let is_row = |(_, b): &(Range<usize>, Range<usize>)| matches!(came[b.start].leaf.kind, LeafKind::Cell(_));
        let mut found = Vec::with_capacity(pairs.len());
        for (pair, cells) in pairs.iter().zip(cells(&rows)) {
            let (old, new) = (pair.0.start, pair.1.start);
            if is_row(pair) {
                found.extend(cells.into_iter().map(|(i, j)| (old + i, new + j)));
            } else {
                found.push((old, new));
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
        let texts = |marks: &[Mark]| -> Vec<u32> { marks.iter().map(|m| m.text).collect() };
        let pairs = compare(&texts(&old), &texts(&new), &|word| self.words.facts(word), work);
        let mut marks = Vec::with_capacity(old.len().max(new.len()));
        let with = |change: Change| move |mark: &Mark| Mark { change, ..*mark };
        let (mut i, mut j) = (0, 0);
        for (next_i, next_j) in pairs.into_iter().chain([(old.len(), new.len())]) {
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
