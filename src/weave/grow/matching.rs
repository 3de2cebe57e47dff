//! Which leaves of the latest version are which of the next.

use super::align::align;
use super::blocks::{Blocks, LeafFacts, Symbols, blocks};
use super::cells::{Rows, cells};
use super::gap::{Pair, between};
use super::incoming::Incoming;
use super::passage::latest_words;
use crate::document::{Document, LeafKind};
use crate::weave::bag::Bag;
use crate::weave::class::{BlockClass, class};
use crate::weave::compare::Work;
use crate::weave::intern::Interner;
use crate::weave::nodes::{ContainerNode, LeafNode, Weave};
use crate::weave::vocabulary::Vocabulary;
use crate::weave::words::{cut, weight};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::ops::Range;

/// The leaves of both versions.
pub(super) struct Matching<'a, 't> {
    leaves: &'a [LeafNode],
    containers: &'a [ContainerNode],
    texts: &'a Interner<str>,
    words: RefCell<&'a mut Vocabulary>,
    /// The nodes that may be matched: those that stand in the latest version, or nodes that stand no more.
    nodes: &'a [usize],
    document: &'a Document,
    incoming: &'a [Incoming<'t>],
}

impl<'a, 't> Matching<'a, 't> {
    pub(super) fn new(
        weave: &'a mut Weave,
        nodes: &'a [usize],
        document: &'a Document,
        incoming: &'a [Incoming<'t>],
    ) -> Self {
        let Weave { leaves, containers, texts, words, .. } = weave;
        Self { leaves, containers, texts, words: RefCell::new(words), nodes, document, incoming }
    }

    /// Pairs of leaves (places among those that stand, places among the new ones) that are the same, perhaps edited.
    ///
    /// Rows are matched whole, then their cells. What is left between two pairs, cells on one side and other text on the
    /// other, is matched once more cell by cell: a table may have become paragraphs.
    pub(super) fn pairs(&self, work: &mut Work) -> Vec<Pair> {
        let (old_end, new_end) = (self.nodes.len(), self.incoming.len());
        let (head, tail) = self.ends();
        let (old, new) = (head..old_end - tail, head..new_end - tail);
        let mut pairs: Vec<Pair> = Vec::with_capacity(old_end.max(new_end));
        let one_for_one = |(i, j): (usize, usize)| Pair { old: i..i + 1, new: j..j + 1 };
        pairs.extend((0..head).map(|k| one_for_one((k, k))));
        if !old.is_empty() || !new.is_empty() {
            pairs.extend(self.align(old.clone(), new.clone(), true, work));
        }
        pairs.extend((old.end..old_end).zip(new.end..new_end).map(one_for_one));
        let mut apart = Vec::new();
        for (old, new, _) in between(&pairs, old_end, new_end) {
            let old_cells = old.clone().filter(|k| is_cell(self.old_kind(*k))).count();
            let new_cells = new.clone().filter(|k| is_cell(&self.incoming[*k].leaf.kind)).count();
            if (old_cells > 0 && new_cells < new.len()) || (new_cells > 0 && old_cells < old.len()) {
                apart.extend(self.align(old, new, false, work));
            }
        }
        self.keep_rows_together(&mut apart);
        if !apart.is_empty() {
            pairs.extend(apart);
            pairs.sort_by_key(|p| p.old.start);
        }
        pairs
    }

    /// Takes out the pairs of cells with other text when not all cells of the row are paired: a row that became an item of a list
    /// is better read whole than cell by cell.
    fn keep_rows_together(&self, pairs: &mut Vec<Pair>) {
        let mut paired: FxHashMap<(bool, usize), usize> = FxHashMap::default();
        let old_row =
            |leaf: usize| self.leaves[self.nodes[leaf]].shape.now().parent.filter(|_| is_cell(self.old_kind(leaf)));
        let new_row = |leaf: usize| self.incoming[leaf].leaf.parent.filter(|_| is_cell(&self.incoming[leaf].leaf.kind));
        let rows = |pair: &Pair| -> Vec<(bool, usize)> {
            let old = pair.old.clone().filter_map(old_row).map(|row| (false, row));
            old.chain(pair.new.clone().filter_map(new_row).map(|row| (true, row))).collect()
        };
        pairs.iter().flat_map(rows).for_each(|row| *paired.entry(row).or_default() += 1);
        let mut cells: FxHashMap<(bool, usize), usize> = FxHashMap::default();
        let old_texts = (0..self.nodes.len())
            .filter(|leaf| !self.texts.value(*self.leaves[self.nodes[*leaf]].text.now()).is_empty());
        let new_texts = (0..self.incoming.len()).filter(|leaf| !self.incoming[*leaf].leaf.text.is_empty());
        if !paired.is_empty() {
            let rows = old_texts.filter_map(old_row).map(|row| (false, row));
            rows.chain(new_texts.filter_map(new_row).map(|row| (true, row)))
                .for_each(|row| *cells.entry(row).or_default() += 1);
        }
        let whole = |row: &(bool, usize)| paired.get(row) >= cells.get(row);
        pairs.retain(|pair| rows(pair).iter().all(whole));
    }

    /// How many leaves at the start, and how many at the end, [`align`](Self::align) would pair one for one whatever is
    /// between them. No table is in part among them: its columns are found by all its rows.
    fn ends(&self) -> (usize, usize) {
        let (old_end, new_end) = (self.nodes.len(), self.incoming.len());
        let node = |i: usize| &self.leaves[self.nodes[i]];
        let same = |i: usize, j: usize| {
            let (node, new) = (node(i), &self.incoming[j]);
            let kind = || class(&node.shape.now().kind).symbol() == class(&new.leaf.kind).symbol();
            *node.text.now() == new.text && kind()
        };
        let is_cell = |i: usize, j: usize| is_cell(self.old_kind(i)) || is_cell(&self.incoming[j].leaf.kind);
        // whether a row goes on from the leaf before, on both sides or on none
        let same_row = |i: usize, j: usize| {
            let parent = |i: usize| node(i).shape.now().parent;
            i == 0
                || j == 0
                || (parent(i - 1) == parent(i)) == (self.incoming[j - 1].leaf.parent == self.incoming[j].leaf.parent)
        };
        let fits = |i: usize, j: usize| same(i, j) && (!is_cell(i, j) || same_row(i, j));
        let least = old_end.min(new_end);
        let most = (0..least).take_while(|k| fits(*k, *k)).count();
        let mut head = most;
        while head > 0 && is_cell(head - 1, head - 1) {
            head -= 1;
        }
        let mut tail = (1..=least - most).take_while(|k| fits(old_end - k, new_end - k)).count();
        while tail > 0 && is_cell(old_end - tail, new_end - tail) {
            tail -= 1;
        }
        (head, tail)
    }

    fn old_kind(&self, leaf: usize) -> &'a LeafKind {
        &self.leaves[self.nodes[leaf]].shape.now().kind
    }

    /// Pairs within a stretch; cells are matched in their rows, if `rows`.
    pub(super) fn align(&self, old: Range<usize>, new: Range<usize>, rows: bool, work: &mut Work) -> Vec<Pair> {
        let mut symbols = Symbols::default();
        let old_leaves = self.nodes[old.clone()].iter().map(|i| {
            let node = &self.leaves[*i];
            let shape = node.shape.now();
            LeafFacts { kind: &shape.kind, parent: shape.parent, text: *node.text.now() }
        });
        let old_blocks = blocks(old_leaves, rows, &mut symbols);
        let new_leaves = self.incoming[new.clone()].iter();
        let new_leaves = new_leaves.map(|i| LeafFacts { kind: &i.leaf.kind, parent: i.leaf.parent, text: i.text });
        let new_blocks = blocks(new_leaves, rows, &mut symbols);

        let mut old_bag = |block: usize| {
            let mut words = self.words.borrow_mut();
            let mut numbers = Vec::new();
            for end in &self.nodes[old.clone()][old_blocks.leaves[block].clone()] {
                let node = &self.leaves[*end];
                if node.cut {
                    numbers.extend(latest_words(self.leaves, *end).map(|w| w.text));
                } else {
                    numbers.extend(cut(self.texts.value(*node.text.now())).map(|word| words.number(word)));
                }
            }
            Bag::new(numbers.into_iter().map(|w| words.facts(w)))
        };
        let mut new_bag = |block: usize| {
            let mut words = self.words.borrow_mut();
            let leaves = self.incoming[new.clone()][new_blocks.leaves[block].clone()].iter();
            let numbers: Vec<u32> = leaves.flat_map(Incoming::words).map(|t| words.number(t.text)).collect();
            Bag::new(numbers.into_iter().map(|w| words.facts(w)))
        };
        let new_weight = |block: usize| {
            let leaves = self.incoming[new.clone()][new_blocks.leaves[block].clone()].iter();
            leaves.map(|i| weight(&i.leaf.text) as u64).sum()
        };
        let pairs = align(&old_blocks.blocks, &new_blocks.blocks, &mut old_bag, &mut new_bag, &new_weight, work);
        self.of_leaves(&pairs, (&old_blocks, old.start), (&new_blocks, new.start))
    }

    /// Pairs of leaves from pairs of blocks, which begin at the given leaves: rows are matched cell by cell.
    fn of_leaves(&self, pairs: &[Pair], old: (&Blocks, usize), new: (&Blocks, usize)) -> Vec<Pair> {
        let leaves = |(blocks, start): (&Blocks, usize), range: &Range<usize>| {
            start + blocks.leaves[range.start].start..start + blocks.leaves[range.end - 1].end
        };
        let is_row = |pair: &&Pair| new.0.blocks[pair.new.start].class == BlockClass::Row;
        let rows: Vec<Rows> =
            pairs.iter().filter(is_row).map(|p| self.rows(leaves(old, &p.old), leaves(new, &p.new))).collect();
        let mut cells = cells(&rows).into_iter();
        let mut matched = Vec::with_capacity(pairs.len());
        for pair in pairs {
            let (old, new) = (leaves(old, &pair.old), leaves(new, &pair.new));
            if is_row(&pair) {
                let one = |at: usize| at..at + 1;
                let cells = cells.next().into_iter().flatten();
                matched.extend(cells.map(|(i, j)| Pair { old: one(old.start + i), new: one(new.start + j) }));
            } else {
                matched.push(Pair { old, new });
            }
        }
        matched
    }

    fn rows(&self, old: Range<usize>, new: Range<usize>) -> Rows {
        let table = |row: Option<usize>, parent: &dyn Fn(usize) -> Option<usize>| row.and_then(parent).and_then(parent);
        let old_row = self.leaves[self.nodes[old.start]].shape.now().parent;
        let new_row = self.document.leaves[new.start].parent;
        Rows {
            tables: (
                table(old_row, &|c| self.containers[c].parent),
                table(new_row, &|c| self.document.containers[c].parent),
            ),
            old: old.map(|i| *self.leaves[self.nodes[i]].text.now()).collect(),
            new: new.map(|i| self.incoming[i].text).collect(),
        }
    }
}

fn is_cell(kind: &LeafKind) -> bool {
    matches!(kind, LeafKind::Cell(_))
}
