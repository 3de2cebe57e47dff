//! Adds the next version to a weave.

use super::base::print;
use super::containers;
use super::gap::Pair;
use super::incoming::Incoming;
use super::matching::Matching;
use super::passage::passage;
use crate::document::{Content, Document, Leaf};
use crate::model::Class;
use crate::tally;
use crate::weave::compare::Work;
use crate::weave::life::{Life, Track};
use crate::weave::nodes::{LeafNode, Weave, Woven};
use std::ops::Range;
use std::sync::Arc;

/// Leaves of the new version and the nodes of the weave that they are.
struct Slot {
    nodes: Range<usize>,
    new: Range<usize>,
}

/// Among how many leaves of the latest text the next one of the new version is looked for.
const NEAR: usize = 24;

impl Weave {
    /// Adds the next version; what kind of change it is. The first version is a change of text.
    ///
    /// A text that is there is pointed to. Else blocks and words that stand in the version before are matched with those
    /// of `document`; what left is ended, what came is put in, and what stood in the same place in an earlier text stands
    /// again.
    pub fn append(&mut self, document: &Document) -> Class {
        let mut incoming = self.incoming(document);
        let print = print(document, &incoming);
        if let Some(text) = self.known_text(print) {
            return self.repeat(text);
        }
        let mut work = Work::new();
        tally::count(tally::Work::NodesVisited, self.leaves.len());
        let now = self.next_text();
        let base = self.versions.last().copied();
        base.into_iter().for_each(|base| self.go_on_from(base));
        let alive: Vec<usize> = (0..self.leaves.len()).filter(|i| self.leaves[*i].alive.now()).collect();
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
            new.parent = document.leaves[ix].parent.map(|p| parents[p]);
        }
        changed |= self.rebuild(&slots, &incoming, &mut work);
        self.woven.push(Woven { base: base.unwrap_or(now), print, coarse: work.exhausted, moves: None });
        self.versions.push(now);
        self.link_twins();
        self.hold(document);

        match changed {
            _ if base.is_none() => Class::Text,
            false => Class::None,
            true if self.same_words(&old_texts, &new_texts) => Class::Formatting,
            true => Class::Text,
        }
    }

    /// Holds what the leaves of the latest text say, and no more what those of the text before said.
    fn hold(&mut self, document: &Document) {
        let mut leaves = document.leaves.iter();
        for node in &mut self.leaves {
            let leaf = if node.alive.now() { leaves.next() } else { None };
            match (leaf, &node.content) {
                (Some(new), Some(old)) if Arc::ptr_eq(&new.content, old) => {}
                (leaf, _) => node.content = leaf.map(|leaf| Arc::clone(&leaf.content)),
            }
        }
    }

    /// The new leaves. What one says that says what a leaf of the latest text does, which is mostly the next one, is not
    /// looked for among all texts.
    fn incoming<'a>(&mut self, document: &'a Document) -> Vec<Incoming<'a>> {
        let held = |node: &LeafNode| {
            let content: *const Content = Arc::as_ptr(node.content.as_ref()?);
            Some((content, *node.text.now(), *node.setting.now()))
        };
        let held: Vec<(*const Content, u32, u32)> = self.leaves.iter().filter_map(held).collect();
        let mut next = 0;
        let mut incoming = |leaf: &'a Leaf| {
            let content = Arc::as_ptr(&leaf.content);
            let found = held[next..].iter().take(NEAR).position(|(held, ..)| std::ptr::eq(*held, content));
            let (text, setting) = match found {
                Some(at) => {
                    next += at + 1;
                    let (_, text, setting) = held[next - 1];
                    (text, setting)
                }
                None => (self.texts.number(&leaf.text), self.settings.number(&leaf.spans)),
            };
            Incoming::new(leaf, text, setting)
        };
        document.leaves.iter().map(&mut incoming).collect()
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
    fn rebuild(&mut self, slots: &[Slot], incoming: &[Incoming<'_>], work: &mut Work) -> bool {
        // Most leaves stay as they are, and a weave has many: they are not moved, not even to be put back. So the nodes are
        // gone through in place, and only a stretch in which something came or went is taken out, brought to the new version
        // and put in again. Places are those from before the first change; `more` and `fewer` say where they are by now.
        let (nodes_end, new_end) = (self.leaves.len(), incoming.len());
        let end = Slot { nodes: nodes_end..nodes_end, new: new_end..new_end };
        let (mut at, mut next, mut changed) = (0, 0, false);
        let (mut more, mut fewer) = (0, 0);
        for slot in slots.iter().chain([&end]) {
            let now = |node: usize| node + more - fewer;
            let gone = self.leaves[now(at)..now(slot.nodes.start)].iter().all(|node| node.gone.is_some());
            let stays = match &self.leaves[now(slot.nodes.start)..now(slot.nodes.end)] {
                [] => true, // the end
                [node] if slot.new.len() == 1 => incoming[slot.new.start].is(node),
                _ => false,
            };
            // what stays is not touched
            let between = next < slot.new.start || !gone;
            let nodes =
                if between { at } else { slot.nodes.start }..if stays { slot.nodes.start } else { slot.nodes.end };
            let new = if between { next } else { slot.new.start }..if stays { slot.new.start } else { slot.new.end };
            if between || !stays {
                let start = now(nodes.start);
                // what follows is not moved when as many nodes come back
                let out = &mut self.leaves[start..now(nodes.end)];
                let old: Vec<LeafNode> =
                    out.iter_mut().map(|node| std::mem::replace(node, LeafNode::nothing())).collect();
                let end = start + old.len();
                fewer += old.len();
                let inside = if stays { &[] } else { std::slice::from_ref(slot) };
                let (leaves, other) = self.rebuilt(inside, (nodes, old), (new, incoming), work);
                (more, changed) = (more + leaves.len(), changed | other);
                self.leaves.splice(start..end, leaves);
            }
            (at, next) = (slot.nodes.end, slot.new.end);
        }
        changed
    }

    /// The nodes as they are in the new version, given those at the places `nodes` and the leaves at the places `new`; and
    /// whether anything changed.
    fn rebuilt(
        &mut self,
        slots: &[Slot],
        (nodes, old): (Range<usize>, Vec<LeafNode>),
        (new, incoming): (Range<usize>, &[Incoming<'_>]),
        work: &mut Work,
    ) -> (Vec<LeafNode>, bool) {
        let mut leaves = Vec::with_capacity(nodes.len() + new.len());
        let mut old = old.into_iter();
        let (mut at, mut next, mut changed) = (nodes.start, new.start, false);
        let now = self.next_text();
        let end = Slot { nodes: nodes.end..nodes.end, new: new.end..new.end };
        for slot in slots.iter().chain([&end]) {
            for mut node in old.by_ref().take(slot.nodes.start - at) {
                if node.gone.is_none() {
                    self.cut(&mut node);
                    changed |= node.end(now);
                }
                leaves.push(node);
            }
            changed |= next < slot.new.start;
            for new in &incoming[next..slot.new.start] {
                let leaf = self.new_leaf(new);
                leaves.push(leaf);
            }
            if let ([node], [new]) = (&old.as_slice()[..slot.nodes.len()], &incoming[slot.new.clone()])
                && new.is(node)
            {
                leaves.extend(old.next());
            } else if !slot.nodes.is_empty() {
                let nodes: Vec<LeafNode> = old.by_ref().take(slot.nodes.len()).collect();
                let (mut nodes, other) = self.update(nodes, &incoming[slot.new.clone()], work);
                if other {
                    nodes.iter_mut().for_each(|node| node.note_whether_gone(now));
                }
                changed |= other;
                leaves.extend(nodes);
            }
            (at, next) = (slot.nodes.end, slot.new.end);
        }
        (leaves, changed)
    }

    fn new_leaf(&mut self, new: &Incoming<'_>) -> LeafNode {
        let now = self.next_text();
        let cut = now > 0;
        let tokens = if cut { new.words() } else { &[] };
        LeafNode {
            alive: Life::born(now),
            shape: Track::new(new.shape()),
            text: Track::new(new.text),
            setting: Track::new(new.setting),
            fed: false,
            gone: None,
            cut,
            words: tokens.iter().map(|token| self.new_word(new.leaf, token)).collect(),
            content: None,
        }
    }
}
