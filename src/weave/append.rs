//! Adds the next version to a weave.

use super::align::{Pair, align};
use super::bag::Bag;
use super::blocks::{Blocks, LeafFacts, Symbols, blocks, class};
use super::cells::{Rows, cells};
use super::compare::Work;
use super::words::{Token, words};
use super::{LeafNode, Life, Shape, Track, Weave, containers, sequence};
use crate::document::{Document, Leaf, LeafKind};
use crate::model::Class;
use std::cell::OnceCell;
use std::ops::Range;

/// A leaf of the new version.
pub(super) struct Incoming<'a> {
    pub(super) leaf: &'a Leaf,
    pub(super) text: u32,
    pub(super) setting: u32,
    pub(super) shape: Shape,
    words: OnceCell<Vec<Token<'a>>>,
}

impl<'a> Incoming<'a> {
    pub(super) fn words(&self) -> &[Token<'a>] {
        self.words.get_or_init(|| words(self.leaf))
    }
}

/// Leaves of the new version and the nodes of the weave that they are.
struct Slot {
    nodes: Range<usize>,
    new: Range<usize>,
}

impl Weave {
    /// Adds the next version; what kind of change it is. The first version is a change of text.
    ///
    /// Blocks and words that stand in the version before are matched with those of `document`; what left is ended,
    /// what came is put in, and what stood in the same place in an earlier version stands again.
    pub fn append(&mut self, document: &Document) -> Class {
        let mut work = Work::new();
        let alive: Vec<usize> = (0..self.leaves.len()).filter(|i| self.leaves[*i].alive.now()).collect();
        let mut incoming: Vec<Incoming<'_>> = document.leaves.iter().map(|leaf| self.incoming(leaf)).collect();
        let old_texts: Vec<u32> = alive.iter().map(|i| *self.leaves[*i].text.now()).collect();
        let new_texts: Vec<u32> = incoming.iter().map(|i| i.text).collect();

        let pairs = self.match_leaves(&alive, document, &incoming, &mut work);
        let slots = self.revive_leaves(self.slots(&alive, pairs), &incoming);
        let mut assigned = vec![None; incoming.len()];
        for slot in &slots {
            assigned[slot.new.end - 1] = Some(slot.nodes.end - 1);
        }
        let (parents, mut changed) = containers::place(self, document, &assigned);
        for (new, ix) in incoming.iter_mut().zip(0..) {
            new.shape.parent = document.leaves[ix].parent.map(|p| parents[p]);
        }
        changed |= self.rebuild(slots, &incoming, &mut work);
        if work.exhausted {
            self.coarse.push(self.versions);
        }
        self.versions += 1;

        match changed {
            _ if self.versions == 1 => Class::Text,
            false => Class::None,
            true if self.same_words(&old_texts, &new_texts) => Class::Formatting,
            true => Class::Text,
        }
    }

    fn incoming<'a>(&mut self, leaf: &'a Leaf) -> Incoming<'a> {
        let shape = Shape { parent: None, kind: leaf.kind.clone(), anchors: leaf.anchors.clone() };
        let (text, setting) = (self.texts.number(&leaf.text), self.settings.number(&leaf.spans));
        Incoming { leaf, text, setting, shape, words: OnceCell::new() }
    }

    /// Which leaves of the version before (places in `alive`) are which new ones.
    fn match_leaves(
        &mut self,
        alive: &[usize],
        document: &Document,
        incoming: &[Incoming<'_>],
        work: &mut Work,
    ) -> Vec<Pair> {
        let mut symbols = Symbols::new();
        let old_leaves = alive.iter().map(|i| {
            let node = &self.leaves[*i];
            let shape = node.shape.now();
            LeafFacts { kind: &shape.kind, parent: shape.parent, text: *node.text.now() }
        });
        let old_container = |c: usize| (self.containers[c].kind.now(), self.containers[c].parent);
        let old = blocks(old_leaves, &old_container, &mut symbols);
        let new_leaves = incoming.iter().zip(&document.leaves);
        let new_leaves = new_leaves.map(|(i, leaf)| LeafFacts { kind: &leaf.kind, parent: leaf.parent, text: i.text });
        let new_container = |c: usize| (&document.containers[c].kind, document.containers[c].parent);
        let new = blocks(new_leaves, &new_container, &mut symbols);

        let (this, words) = (&self.leaves, std::cell::RefCell::new(&mut self.words));
        let mut old_bag = |block: usize| {
            let words = words.borrow();
            let nodes = old.leaves[block].clone().flat_map(|i| passage(this, alive[i]));
            let alive = nodes.flat_map(|i| &this[i].words).filter(|w| w.alive.now());
            Bag::new(alive.map(|w| (w.text, words.facts(w.text).letters)))
        };
        let mut new_bag = |block: usize| {
            let mut words = words.borrow_mut();
            let tokens = new.leaves[block].clone().flat_map(|i| incoming[i].words());
            let numbers: Vec<u32> = tokens.map(|t| words.number(t.text)).collect();
            Bag::new(numbers.into_iter().map(|w| (w, words.facts(w).letters)))
        };
        let pairs = align(&old.blocks, &new.blocks, &mut old_bag, &mut new_bag, work);
        self.pairs_of_leaves(alive, document, incoming, pairs, (&old, &new))
    }

    /// Pairs of leaves from pairs of blocks: rows are matched cell by cell.
    fn pairs_of_leaves(
        &self,
        alive: &[usize],
        document: &Document,
        incoming: &[Incoming<'_>],
        pairs: Vec<Pair>,
        (old, new): (&Blocks, &Blocks),
    ) -> Vec<Pair> {
        let is_row = |leaf: usize| matches!(incoming[leaf].leaf.kind, LeafKind::Cell(_));
        let leaves =
            |blocks: &Blocks, range: &Range<usize>| blocks.leaves[range.start].start..blocks.leaves[range.end - 1].end;
        let pairs: Vec<Pair> =
            pairs.iter().map(|p| Pair { old: leaves(old, &p.old), new: leaves(new, &p.new) }).collect();
        let old_table = |leaf: usize| {
            let row = self.leaves[alive[leaf]].shape.now().parent;
            row.and_then(|r| self.containers[r].parent).and_then(|b| self.containers[b].parent)
        };
        let new_table = |leaf: usize| {
            let row = document.leaves[leaf].parent;
            row.and_then(|r| document.containers[r].parent).and_then(|b| document.containers[b].parent)
        };
        let rows: Vec<Rows> = pairs
            .iter()
            .filter(|p| is_row(p.new.start))
            .map(|p| Rows {
                tables: (old_table(p.old.start), new_table(p.new.start)),
                old: p.old.clone().map(|i| *self.leaves[alive[i]].text.now()).collect(),
                new: p.new.clone().map(|i| incoming[i].text).collect(),
            })
            .collect();
        let mut cells = cells(&rows).into_iter();
        let mut matched = Vec::with_capacity(pairs.len());
        for pair in pairs {
            if is_row(pair.new.start) {
                let one = |at: usize| at..at + 1;
                let cells = cells.next().into_iter().flatten();
                let (old, new) = (pair.old.start, pair.new.start);
                matched.extend(cells.map(|(i, j)| Pair { old: one(old + i), new: one(new + j) }));
            } else {
                matched.push(pair);
            }
        }
        matched
    }

    fn slots(&self, alive: &[usize], pairs: Vec<Pair>) -> Vec<Slot> {
        let nodes = |old: &Range<usize>| passage(&self.leaves, alive[old.start]).start..alive[old.end - 1] + 1;
        pairs.into_iter().map(|p| Slot { nodes: nodes(&p.old), new: p.new }).collect()
    }

    /// Adds, between the slots, new leaves that are nodes which stand no more and had the same text.
    fn revive_leaves(&self, slots: Vec<Slot>, incoming: &[Incoming<'_>]) -> Vec<Slot> {
        let symbol = |text: u32, kind: &LeafKind| text * 8 + u32::from(class(kind).symbol()) + 1;
        let mut all = Vec::with_capacity(slots.len());
        let (mut i, mut j) = (0, 0);
        let end = Slot { nodes: self.leaves.len()..self.leaves.len(), new: incoming.len()..incoming.len() };
        for slot in slots.into_iter().chain([end]) {
            if j < slot.new.start && i < slot.nodes.start {
                let dead = (i..slot.nodes.start).filter(|k| !self.leaves[*k].alive.now());
                let (places, old): (Vec<usize>, Vec<u32>) =
                    dead.map(|k| (k, symbol(*self.leaves[k].text.now(), &self.leaves[k].shape.now().kind))).unzip();
                let new: Vec<u32> = incoming[j..slot.new.start].iter().map(|n| symbol(n.text, &n.leaf.kind)).collect();
                let equal = if places.is_empty() { Vec::new() } else { sequence::matches(&old, &new) };
                let whole = equal.into_iter().map(|(a, b)| (places[a], j + b)).filter(|(node, _)| self.can_rise(*node));
                all.extend(whole.map(|(node, new)| Slot { nodes: node..node + 1, new: new..new + 1 }));
            }
            (i, j) = (slot.nodes.end, slot.new.end);
            if slot.new.start < incoming.len() {
                all.push(slot);
            }
        }
        all
    }

    /// Whether a node that stands no more has its whole text with it.
    fn can_rise(&self, node: usize) -> bool {
        let node = &self.leaves[node];
        let mut rest = self.texts.value(*node.text.now());
        for word in &node.words {
            if word.alive.now() {
                return false; // it belongs to a leaf that stands
            }
            if word.alive.ended() == node.alive.ended() {
                match rest.strip_prefix(self.words.text(word.text)) {
                    Some(more) => rest = more,
                    None => return false,
                }
            }
        }
        rest.is_empty()
    }

    /// Brings the nodes to the new version; whether anything changed. Leaves that are new are put right before the next
    /// one that is not, so after what left.
    fn rebuild(&mut self, slots: Vec<Slot>, incoming: &[Incoming<'_>], work: &mut Work) -> bool {
        let mut old = std::mem::take(&mut self.leaves).into_iter();
        let mut leaves = Vec::with_capacity(old.len() + incoming.len());
        let (mut at, mut next, mut changed) = (0, 0, false);
        let end = Slot { nodes: old.len()..old.len(), new: incoming.len()..incoming.len() };
        for slot in slots.into_iter().chain([end]) {
            for mut node in old.by_ref().take(slot.nodes.start - at) {
                changed |= node.end(self.versions);
                leaves.push(node);
            }
            changed |= next < slot.new.start;
            for new in &incoming[next..slot.new.start] {
                let leaf = self.new_leaf(new);
                leaves.push(leaf);
            }
            if !slot.nodes.is_empty() {
                let nodes: Vec<LeafNode> = old.by_ref().take(slot.nodes.len()).collect();
                let (nodes, other) = self.update(nodes, &incoming[slot.new.clone()], work);
                changed |= other;
                leaves.extend(nodes);
            }
            (at, next) = (slot.nodes.end, slot.new.end);
        }
        self.leaves = leaves;
        changed
    }

    fn new_leaf(&mut self, new: &Incoming<'_>) -> LeafNode {
        LeafNode {
            alive: Life::born(self.versions),
            shape: Track::new(new.shape.clone()),
            text: Track::new(new.text),
            setting: new.setting,
            fed: false,
            words: new.words().iter().map(|token| self.new_word(new.leaf, token)).collect(),
        }
    }

    /// Whether two lists of texts read the same when it does not matter where blocks begin and end.
    fn same_words(&self, old: &[u32], new: &[u32]) -> bool {
        let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
        let (old, new) = (&old[head..], &new[head..]);
        let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
        let text = |side: &[u32]| -> Vec<char> {
            side[..side.len() - tail].iter().flat_map(|t| self.texts.value(*t).chars().chain([END])).collect()
        };
        same_text(&text(old), &text(new))
    }
}

impl LeafNode {
    /// Ends it and its words; whether anything of it stood.
    fn end(&mut self, now: u32) -> bool {
        let mut stood = self.alive.now();
        if stood {
            self.alive.end(now);
        }
        for word in self.words.iter_mut().filter(|w| w.alive.now()) {
            word.alive.end(now);
            stood = true;
        }
        stood
    }
}

/// The nodes among which the words of the leaf stand whose end is at `end`, which stands.
fn passage(leaves: &[LeafNode], end: usize) -> Range<usize> {
    let mut start = end;
    if leaves[end].fed {
        let before = (0..end).rev().take_while(|k| !leaves[*k].alive.now());
        start = before.filter(|k| leaves[*k].words.iter().any(|w| w.alive.now())).last().unwrap_or(end);
    }
    start..end + 1
}

/// Stands where a block ends; no text has it, since controls are not shown.
const END: char = '\u{1}';

/// Whether two texts are equal when an end of a block equals no space or any.
fn same_text(mut old: &[char], mut new: &[char]) -> bool {
    let blank = |c: char| c == END || c.is_ascii_whitespace();
    loop {
        let (old_gap, new_gap) = (gap(old, blank), gap(new, blank));
        let free = [&old[..old_gap], &new[..new_gap]].iter().any(|g| g.contains(&END));
        if !free && (old_gap == 0) != (new_gap == 0) {
            return false;
        }
        (old, new) = (&old[old_gap..], &new[new_gap..]);
        match (old.split_first(), new.split_first()) {
            (None, None) => return true,
            (Some((a, rest_a)), Some((b, rest_b))) if a == b => (old, new) = (rest_a, rest_b),
            _ => return false,
        }
    }
}

fn gap(text: &[char], blank: impl Fn(char) -> bool) -> usize {
    text.iter().take_while(|c| blank(**c)).count()
}
