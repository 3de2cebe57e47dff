//! Adds the next version to a weave.

use super::align::Pair;
use super::compare::Work;
use super::incoming::Incoming;
use super::matching::Matching;
use super::passage::passage;
use super::{LeafNode, Life, Shape, Track, Weave, containers};
use crate::document::{Document, Leaf};
use crate::model::Class;
use std::iter::Peekable;
use std::ops::Range;

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

        let pairs = Matching::new(self, &alive, document, &incoming).pairs(&mut work);
        let slots = self.slots(&alive, pairs);
        let slots = self.revive_leaves(slots, document, &incoming, &mut work);
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
        Incoming::new(leaf, text, setting, shape)
    }

    fn slots(&self, alive: &[usize], pairs: Vec<Pair>) -> Vec<Slot> {
        let nodes = |old: &Range<usize>| passage(&self.leaves, alive[old.start]).start..alive[old.end - 1] + 1;
        pairs.into_iter().map(|p| Slot { nodes: nodes(&p.old), new: p.new }).collect()
    }

    /// Adds, between the slots, new leaves that are nodes which stand no more and had much the same text.
    fn revive_leaves(
        &mut self,
        slots: Vec<Slot>,
        document: &Document,
        incoming: &[Incoming<'_>],
        work: &mut Work,
    ) -> Vec<Slot> {
        let mut all = Vec::with_capacity(slots.len());
        let (mut i, mut j) = (0, 0);
        let end = Slot { nodes: self.leaves.len()..self.leaves.len(), new: incoming.len()..incoming.len() };
        for slot in slots.into_iter().chain([end]) {
            if j < slot.new.start && i < slot.nodes.start {
                let dead: Vec<usize> = (i..slot.nodes.start).filter(|node| self.can_rise(*node)).collect();
                let matching = Matching::new(self, &dead, document, incoming);
                let pairs = matching.align(0..dead.len(), j..slot.new.start, true, work);
                let single = pairs.into_iter().filter(|p| p.old.len() == 1 && p.new.len() == 1);
                all.extend(single.map(|p| Slot { nodes: dead[p.old.start]..dead[p.old.start] + 1, new: p.new }));
            }
            (i, j) = (slot.nodes.end, slot.new.end);
            if slot.new.start < incoming.len() {
                all.push(slot);
            }
        }
        all
    }

    /// Whether a node stands no more and has its whole text with it.
    fn can_rise(&self, node: usize) -> bool {
        let node = &self.leaves[node];
        if node.alive.now() {
            return false;
        }
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
                self.cut(&mut node);
                changed |= node.end(self.versions);
                leaves.push(node);
            }
            changed |= next < slot.new.start;
            for new in &incoming[next..slot.new.start] {
                let leaf = self.new_leaf(new);
                leaves.push(leaf);
            }
            if let ([node], [new]) = (&old.as_slice()[..slot.nodes.len()], &incoming[slot.new.clone()])
                && node.is_now(new)
            {
                leaves.extend(old.next());
            } else if !slot.nodes.is_empty() {
                let nodes: Vec<LeafNode> = old.by_ref().take(slot.nodes.len()).collect();
                let (mut nodes, other) = self.update(nodes, &incoming[slot.new.clone()], work);
                if other {
                    nodes.iter_mut().for_each(|node| node.note_whether_gone(self.versions));
                }
                changed |= other;
                leaves.extend(nodes);
            }
            (at, next) = (slot.nodes.end, slot.new.end);
        }
        self.leaves = leaves;
        changed
    }

    fn new_leaf(&mut self, new: &Incoming<'_>) -> LeafNode {
        let cut = self.versions > 0;
        let tokens = if cut { new.words() } else { &[] };
        LeafNode {
            alive: Life::born(self.versions),
            shape: Track::new(new.shape.clone()),
            text: Track::new(new.text),
            setting: Track::new(new.setting),
            fed: false,
            gone: None,
            cut,
            words: tokens.iter().map(|token| self.new_word(new.leaf, token)).collect(),
        }
    }

    /// Whether two lists of texts read the same when it does not matter where blocks begin and end.
    fn same_words(&self, old: &[u32], new: &[u32]) -> bool {
        let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
        let (old, new) = (&old[head..], &new[head..]);
        let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
        let (old, new) = (&old[..old.len() - tail], &new[..new.len() - tail]);
        same_text(self.characters(old), self.characters(new))
    }

    /// The texts with these numbers, an end after each.
    fn characters<'a>(&'a self, texts: &'a [u32]) -> Peekable<impl Iterator<Item = char> + 'a> {
        texts.iter().flat_map(|text| self.texts.value(*text).chars().chain([END])).peekable()
    }
}

impl LeafNode {
    /// Whether it stands and is what the new leaf is.
    fn is_now(&self, new: &Incoming<'_>) -> bool {
        let same = (*self.text.now(), *self.setting.now()) == (new.text, new.setting);
        same && self.alive.now() && *self.shape.now() == new.shape
    }

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
        self.note_whether_gone(now);
        stood
    }

    fn note_whether_gone(&mut self, now: u32) {
        let stands = self.alive.now() || self.words.iter().any(|w| w.alive.now());
        self.gone = if stands { None } else { self.gone.or(Some(now)) };
    }
}

/// Stands where a block ends; no text has it, since controls are not shown.
const END: char = '\u{1}';

/// Whether two texts are equal when an end of a block equals no space or any.
fn same_text<T: Iterator<Item = char>>(mut old: Peekable<T>, mut new: Peekable<T>) -> bool {
    loop {
        let (old_gap, new_gap) = (gap(&mut old), gap(&mut new));
        let free = old_gap == Gap::End || new_gap == Gap::End;
        if !free && old_gap != new_gap {
            return false;
        }
        match (old.next(), new.next()) {
            (None, None) => return true,
            (a, b) if a == b => {}
            _ => return false,
        }
    }
}

/// What stands between two characters that are seen.
#[derive(PartialEq)]
enum Gap {
    None,
    Space,
    /// The end of a block, perhaps with space.
    End,
}

/// Skips a gap.
fn gap(text: &mut Peekable<impl Iterator<Item = char>>) -> Gap {
    let mut gap = Gap::None;
    while let Some(c) = text.next_if(|c| *c == END || c.is_ascii_whitespace()) {
        gap = if c == END || gap == Gap::End { Gap::End } else { Gap::Space };
    }
    gap
}
