//! Adds the next version to a weave.

use super::align::{Bag, Block, BlockClass, align};
use super::words::{Token, setting, weight, words};
use super::{LeafNode, Life, Shape, Track, Weave, WordNode, containers, sequence};
use crate::document::{Document, Leaf, LeafKind, Span};
use crate::model::Class;
use std::collections::HashMap;

/// A leaf of the new version.
struct Incoming<'a> {
    leaf: &'a Leaf,
    text: u32,
    setting: u32,
    shape: Shape,
}

impl Weave {
    /// Adds the next version; what kind of change it is. The first version is a change of text.
    ///
    /// Blocks and words that stand in the version before are matched with those of `document`; what left is ended,
    /// what came is put in, and what stood in the same place in an earlier version stands again.
    pub fn append(&mut self, document: &Document) -> Class {
        let alive: Vec<usize> = (0..self.leaves.len()).filter(|i| self.leaves[*i].alive.now()).collect();
        let mut incoming: Vec<Incoming<'_>> = document.leaves.iter().map(|leaf| self.incoming(leaf)).collect();
        let old_texts: Vec<u32> = alive.iter().map(|i| *self.leaves[*i].text.now()).collect();
        let new_texts: Vec<u32> = incoming.iter().map(|i| i.text).collect();

        let pairs = self.match_leaves(&alive, document, &incoming);
        let assigned = self.revive_leaves(&pairs, &incoming);
        let (parents, mut changed) = containers::place(self, document, &assigned);
        for (new, ix) in incoming.iter_mut().zip(0..) {
            new.shape.parent = document.leaves[ix].parent.map(|p| parents[p]);
        }

        let mut kept = vec![false; self.leaves.len()];
        for (node, new) in assigned.iter().zip(&incoming).filter_map(|(node, new)| node.map(|n| (n, new))) {
            kept[node] = true;
            changed |= self.update_leaf(node, new);
        }
        for node in alive.iter().filter(|i| !kept[**i]) {
            self.end_leaf(*node);
            changed = true;
        }
        changed |= assigned.iter().any(Option::is_none);
        let leaves = std::mem::take(&mut self.leaves);
        self.leaves = weave_in(leaves, &assigned, |new| self.new_leaf(&incoming[new]));
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
        Incoming { leaf, text: self.texts.number(&leaf.text), setting: self.settings.number(&leaf.spans), shape }
    }

    /// Pairs of (node that stands in the version before, new leaf).
    fn match_leaves(&mut self, alive: &[usize], document: &Document, incoming: &[Incoming<'_>]) -> Vec<(usize, usize)> {
        let old_leaves = alive.iter().map(|i| {
            let node = &self.leaves[*i];
            let shape = node.shape.now();
            (&shape.kind, shape.parent, *node.text.now())
        });
        let new_leaves = incoming.iter().zip(&document.leaves).map(|(i, leaf)| (&leaf.kind, leaf.parent, i.text));
        let mut symbols = HashMap::new();
        let (old_units, old_blocks) = units(old_leaves, &mut symbols);
        let (new_units, new_blocks) = units(new_leaves, &mut symbols);

        let leaves = &self.leaves;
        let vocabulary = std::cell::RefCell::new(&mut self.words);
        let mut old_bag = |unit: usize| {
            let vocabulary = vocabulary.borrow();
            let words = old_units[unit].clone().flat_map(|i| &leaves[alive[i]].words).filter(|w| w.alive.now());
            Bag::new(words.map(|w| (w.text, weight(vocabulary.value(w.text)))))
        };
        let mut new_bag = |unit: usize| {
            let mut vocabulary = vocabulary.borrow_mut();
            let leaves = new_units[unit].clone().map(|i| &document.leaves[i]);
            let tokens = leaves.flat_map(words).map(|t| (vocabulary.number(t.text), weight(t.text)));
            Bag::new(tokens.collect::<Vec<_>>().into_iter())
        };
        let pairs = align(&old_blocks, &new_blocks, &mut old_bag, &mut new_bag);

        let mut matched = Vec::new();
        for (old, new) in pairs {
            let (old, new) = (old_units[old].clone(), new_units[new].clone());
            let cells = if old.len() == new.len() {
                (0..old.len()).map(|i| (i, i)).collect()
            } else {
                let old_cells: Vec<u32> = old.clone().map(|i| *leaves[alive[i]].text.now()).collect();
                let new_cells: Vec<u32> = new.clone().map(|i| incoming[i].text).collect();
                sequence::matches(&old_cells, &new_cells)
            };
            matched.extend(cells.into_iter().map(|(i, j)| (alive[old.start + i], new.start + j)));
        }
        matched
    }

    /// For every new leaf the node that it is, if there is one: those of `pairs`, and between them nodes that stand no
    /// more and had the same text.
    fn revive_leaves(&self, pairs: &[(usize, usize)], incoming: &[Incoming<'_>]) -> Vec<Option<usize>> {
        let symbol = |text: u32, kind: &LeafKind| text * 8 + symbol_class(class(kind)) + 1;
        let dead = |i: usize| {
            let node = &self.leaves[i];
            (!node.alive.now()).then(|| symbol(*node.text.now(), &node.shape.now().kind))
        };
        let new: Vec<u32> = incoming.iter().map(|i| symbol(i.text, &i.leaf.kind)).collect();
        revive(pairs, self.leaves.len(), &new, dead)
    }

    /// Brings a node to what it is in the new version; whether that is a change.
    fn update_leaf(&mut self, at: usize, new: &Incoming<'_>) -> bool {
        let now = self.versions;
        let node = &mut self.leaves[at];
        let mut changed = node.shape.set(now, new.shape.clone());
        if let Some(ended) = node.alive.ended() {
            node.alive.revive(now);
            node.words.iter_mut().filter(|w| w.alive.ended() == Some(ended)).for_each(|w| w.alive.revive(now));
            changed = true;
        }
        let earlier = node.text.since(&new.text, node.alive.birth());
        let (other_text, other_setting) = (node.text.set(now, new.text), node.setting != new.setting);
        node.setting = new.setting;
        match earlier {
            None => self.update_words(at, new.leaf),
            Some(version) if other_text => {
                self.restore_words(at, version);
                self.update_settings(at, new.leaf);
            }
            Some(_) if other_setting => self.update_settings(at, new.leaf),
            Some(_) => {}
        }
        changed || other_text || other_setting
    }

    /// Makes the words of `version` stand again, and no others.
    fn restore_words(&mut self, at: usize, version: u32) {
        for word in &mut self.leaves[at].words {
            match (word.alive.now(), word.alive.at(version)) {
                (true, false) => word.alive.end(self.versions),
                (false, true) => word.alive.revive(self.versions),
                _ => {}
            }
        }
    }

    fn update_settings(&mut self, at: usize, leaf: &Leaf) {
        let mut start = 0;
        for word in self.leaves[at].words.iter_mut().filter(|w| w.alive.now()) {
            let end = start + self.words.value(word.text).len();
            word.setting.set(self.versions, self.settings.number(&setting(&leaf.spans, start, end)));
            start = end;
        }
    }

    fn update_words(&mut self, at: usize, leaf: &Leaf) {
        let now = self.versions;
        let tokens = words(leaf);
        let new: Vec<u32> = tokens.iter().map(|t| self.words.number(t.text)).collect();
        let mut nodes = std::mem::take(&mut self.leaves[at].words);
        let alive: Vec<usize> = (0..nodes.len()).filter(|i| nodes[*i].alive.now()).collect();
        let old: Vec<u32> = alive.iter().map(|i| nodes[*i].text).collect();
        let pairs: Vec<_> = sequence::matches(&old, &new).into_iter().map(|(i, j)| (alive[i], j)).collect();
        let assigned = revive(&pairs, nodes.len(), &new, |i| (!nodes[i].alive.now()).then_some(nodes[i].text));

        let mut kept = vec![false; nodes.len()];
        for (node, token) in assigned.iter().zip(&tokens).filter_map(|(node, token)| node.map(|n| (n, token))) {
            kept[node] = true;
            if !nodes[node].alive.now() {
                nodes[node].alive.revive(now);
            }
            nodes[node].setting.set(now, self.token_setting(leaf, token));
        }
        for i in alive.into_iter().filter(|i| !kept[*i]) {
            nodes[i].alive.end(now);
        }
        let nodes = weave_in(nodes, &assigned, |i| self.new_word(leaf, &tokens[i]));
        self.leaves[at].words = nodes;
    }

    fn end_leaf(&mut self, at: usize) {
        let node = &mut self.leaves[at];
        node.alive.end(self.versions);
        node.words.iter_mut().filter(|w| w.alive.now()).for_each(|w| w.alive.end(self.versions));
    }

    fn new_leaf(&mut self, new: &Incoming<'_>) -> LeafNode {
        LeafNode {
            alive: Life::born(self.versions),
            shape: Track::new(new.shape.clone()),
            text: Track::new(new.text),
            setting: new.setting,
            words: words(new.leaf).iter().map(|token| self.new_word(new.leaf, token)).collect(),
        }
    }

    fn new_word(&mut self, leaf: &Leaf, token: &Token<'_>) -> WordNode {
        let text = self.words.number(token.text);
        let setting = self.token_setting(leaf, token);
        WordNode { text, alive: Life::born(self.versions), setting: Track::new(setting) }
    }

    fn token_setting(&mut self, leaf: &Leaf, token: &Token<'_>) -> u32 {
        let spans: Vec<Span> = setting(&leaf.spans, token.start, token.start + token.text.len());
        self.settings.number(&spans)
    }

    /// Whether two lists of texts read the same when it does not matter where blocks begin and end.
    fn same_words(&self, old: &[u32], new: &[u32]) -> bool {
        let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
        let (old, new) = (&old[head..], &new[head..]);
        let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
        let text = |side: &[u32]| -> Vec<char> {
            side[..side.len() - tail].iter().flat_map(|t| self.texts.value(*t).chars().chain([BLOCK_END])).collect()
        };
        same_text(&text(old), &text(new))
    }
}

/// Stands where a block ends; no text has it, since controls are not shown.
const BLOCK_END: char = '\u{1}';

/// Whether two texts are equal when an end of a block equals no space or any.
fn same_text(mut old: &[char], mut new: &[char]) -> bool {
    let blank = |c: char| c == BLOCK_END || c.is_ascii_whitespace();
    loop {
        let (old_gap, new_gap) = (gap(old, blank), gap(new, blank));
        let free = [&old[..old_gap], &new[..new_gap]].iter().any(|g| g.contains(&BLOCK_END));
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

fn class(kind: &LeafKind) -> BlockClass {
    match kind {
        LeafKind::Heading(_) => BlockClass::Heading,
        LeafKind::Code(_) => BlockClass::Code,
        LeafKind::Rule => BlockClass::Rule,
        _ => BlockClass::Text,
    }
}

/// Blocks of the same number may be equal: a heading and a paragraph with one text are.
fn symbol_class(class: BlockClass) -> u32 {
    match class {
        BlockClass::Text | BlockClass::Heading => 0,
        BlockClass::Code => 1,
        BlockClass::Rule => 2,
        BlockClass::Row => 3,
    }
}

/// Groups leaves, given as (kind, container, text), into blocks: the cells of a row are one, any other leaf is one.
fn units<'a>(
    leaves: impl Iterator<Item = (&'a LeafKind, Option<usize>, u32)>,
    symbols: &mut HashMap<(u32, Vec<u32>), u32>,
) -> (Vec<std::ops::Range<usize>>, Vec<Block>) {
    let mut ranges: Vec<std::ops::Range<usize>> = Vec::new();
    let mut contents: Vec<(BlockClass, Option<usize>, Vec<u32>)> = Vec::new();
    for (at, (kind, parent, text)) in leaves.enumerate() {
        let cell = matches!(kind, LeafKind::Cell(_));
        match (contents.last_mut(), ranges.last_mut()) {
            (Some((BlockClass::Row, row, texts)), Some(range)) if cell && *row == parent => {
                texts.push(text);
                range.end = at + 1;
            }
            _ => {
                contents.push((if cell { BlockClass::Row } else { class(kind) }, parent, vec![text]));
                ranges.push(at..at + 1);
            }
        }
    }
    let blocks = contents.into_iter().map(|(class, _, texts)| {
        let next = symbols.len() as u32;
        let symbol = *symbols.entry((symbol_class(class), texts)).or_insert(next);
        Block { symbol, class }
    });
    (ranges, blocks.collect())
}

/// For each of `new` the old place that it is: those of `pairs`, and between them places that are dead (`dead` gives
/// their symbol) and equal.
fn revive(
    pairs: &[(usize, usize)],
    old_len: usize,
    new: &[u32],
    dead: impl Fn(usize) -> Option<u32>,
) -> Vec<Option<usize>> {
    let mut assigned = vec![None; new.len()];
    let (mut i, mut j) = (0, 0);
    for (next_i, next_j) in pairs.iter().copied().chain([(old_len, new.len())]) {
        if j < next_j && i < next_i {
            let (places, symbols): (Vec<usize>, Vec<u32>) = (i..next_i).filter_map(|k| Some((k, dead(k)?))).unzip();
            for (a, b) in sequence::matches(&symbols, &new[j..next_j]) {
                assigned[j + b] = Some(places[a]);
            }
        }
        if let Some(slot) = assigned.get_mut(next_j) {
            *slot = Some(next_i);
        }
        (i, j) = (next_i + 1, next_j + 1);
    }
    assigned
}

/// Puts what is new into the old order: each right before the next place that is assigned, so after what left.
fn weave_in<T>(old: Vec<T>, assigned: &[Option<usize>], mut make: impl FnMut(usize) -> T) -> Vec<T> {
    let fresh = assigned.iter().filter(|a| a.is_none()).count();
    let mut out = Vec::with_capacity(old.len() + fresh);
    let mut old = old.into_iter().enumerate().peekable();
    let mut waiting = Vec::new();
    for (new, place) in assigned.iter().enumerate() {
        match place {
            None => waiting.push(new),
            Some(place) => {
                while let Some((_, item)) = old.next_if(|(at, _)| at < place) {
                    out.push(item);
                }
                out.extend(waiting.drain(..).map(&mut make));
                out.extend(old.next().map(|(_, item)| item));
            }
        }
    }
    out.extend(old.map(|(_, item)| item));
    out.extend(waiting.into_iter().map(make));
    out
}
