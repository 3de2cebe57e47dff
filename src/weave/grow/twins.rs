//! Which words of leaves that came are known from other leaves: found once, when a text is added.
//!
//! A leaf that comes may be one that goes, edited on the way, or read as another does that stands elsewhere or stood
//! before. Its words are then known under the numbers of the other's words, for good. Only words that are new are
//! given such numbers, so nothing changes between leaves that were there before: a redline of two texts stays what it
//! was.

use crate::document::LeafKind;
use crate::weave::bag::{Bag, dice};
use crate::weave::compare::{Work, compare};
use crate::weave::nodes::{LeafNode, Moved, Weave};
use crate::weave::read::line::Mark;
use crate::weave::read::moves;
use crate::weave::words::weight;
use rustc_hash::FxHashMap;

/// A shorter block, in letters, reads as another by chance.
const LEAST: usize = 30;

/// What stands beside a block that is the same is too if it has so much in common (Sørensen–Dice, by letters).
const ALIKE: f64 = 0.5;
/// How many blocks are passed over, looking for one that is the same.
const NEAR: usize = 4;

/// A word: its node, and its place among the words of the node.
type Place = (usize, usize);

impl Weave {
    /// Notes which words of leaves that came in the latest text are known.
    pub(super) fn link_twins(&mut self) {
        let Some(now) = self.next_text().checked_sub(1).filter(|now| *now > 0) else { return };
        let base = self.woven[now as usize].base;
        let came = |node: &LeafNode| node.alive.now() && !node.alive.at(base);
        if !self.leaves.iter().any(came) {
            return;
        }
        let moves = if self.leaves.iter().any(|node| !node.alive.now() && node.alive.at(base)) {
            self.link_moves(base, now)
        } else {
            Vec::new()
        };
        let new: Vec<usize> = (0..self.leaves.len()).filter(|ix| self.is_unknown(*ix, now)).collect();
        if !new.is_empty() {
            self.link_copies(&new, now);
        }
        let known = |weave: &Self| {
            let (redline, lines) = weave.lines(weave.sides(base, now));
            moves::known(&lines, &redline.containers)
        };
        if (!moves.is_empty() || !new.is_empty()) && known(self) != moves {
            self.woven[now as usize].moves = Some(moves);
        }
    }

    /// Those that moved.
    fn link_moves(&mut self, base: u32, now: u32) -> Vec<Moved> {
        let (redline, lines) = self.lines(self.sides(base, now));
        let moves = moves::find(&lines, &redline.containers, &|word| self.words.facts(word));
        let place = |mark: &Mark| mark.word.map(|word| (mark.node, word));
        for Moved { from, to, words } in &moves {
            for (i, j) in words {
                if let Some((old, new)) = place(&lines[*from].marks[*i]).zip(place(&lines[*to].marks[*j])) {
                    self.link(old, new, now);
                }
            }
        }
        moves
    }

    /// Whether a leaf came whole, is long, and no word of it is known.
    fn is_unknown(&self, ix: usize, now: u32) -> bool {
        let node = &self.leaves[ix];
        let came = node.alive.now() && node.alive.birth() == now && !matches!(node.shape.now().kind, LeafKind::Cell(_));
        came && node.words.iter().all(|w| w.known == 0 && w.alive.birth() == now)
            && weight(self.texts.value(*node.text.now())) >= LEAST
    }

    /// Those that read as others do, or did; and what stands beside them in both places, if it reads much alike.
    fn link_copies(&mut self, new: &[usize], now: u32) {
        let mut others: FxHashMap<u32, usize> = FxHashMap::default();
        for (ix, node) in self.leaves.iter().enumerate().filter(|(_, node)| node.alive.birth() < now) {
            others.entry(*node.text.now()).or_insert(ix);
        }
        let equal = |ix: &usize| Some((others.get(self.leaves[*ix].text.now()).copied()?, *ix));
        let equal: Vec<(usize, usize)> = new.iter().filter_map(equal).collect();
        for (old, new) in equal {
            if self.leaves[new].words.iter().any(|w| w.known > 0) {
                continue; // it stood beside another
            }
            self.link_leaves(old, new, now);
            for step in [1, -1] {
                self.link_beside((old, new), step, now);
            }
        }
    }

    /// Goes on, from two leaves that are the same, with what stands beside them.
    fn link_beside(&mut self, (mut old, mut new): (usize, usize), step: isize, now: u32) {
        let text = self.last_text(&self.leaves[old]);
        let mut missed = 0;
        while missed < NEAR {
            let Some(next) = self.next(new, step, |node| node.alive.now()) else { return };
            new = next;
            let fresh = self.leaves[new].alive.birth() == now && self.leaves[new].words.iter().all(|w| w.known == 0);
            if !fresh {
                return;
            }
            let mut near = old;
            let mut found = None;
            for _ in 0..NEAR {
                let stood = |node: &LeafNode| node.alive.at(text) && node.alive.birth() < now;
                let Some(next) = self.next(near, step, stood) else { break };
                near = next;
                self.cut_at(near);
                if self.is_alike(near, new, text) {
                    found = Some(near);
                    break;
                }
            }
            match found {
                Some(found) => {
                    self.link_leaves(found, new, now);
                    (old, missed) = (found, 0);
                }
                None => missed += 1,
            }
        }
    }

    fn next(&self, from: usize, step: isize, fits: impl Fn(&LeafNode) -> bool) -> Option<usize> {
        let mut at = from.checked_add_signed(step)?;
        while !fits(self.leaves.get(at)?) {
            at = at.checked_add_signed(step)?;
        }
        Some(at)
    }

    /// Cuts a leaf into words, if it is not.
    fn cut_at(&mut self, ix: usize) {
        if !self.leaves[ix].cut {
            let mut node = std::mem::replace(&mut self.leaves[ix], LeafNode::nothing());
            self.cut(&mut node);
            self.leaves[ix] = node;
        }
    }

    /// Whether a leaf, as it stood in `text`, reads much like one that came.
    fn is_alike(&self, old: usize, new: usize, text: u32) -> bool {
        let (old, new) = (&self.leaves[old], &self.leaves[new]);
        if old.text.at(text) == new.text.now() {
            return true;
        }
        let bag = |node: &LeafNode, text: u32| {
            let words = node.words.iter().filter(|w| w.alive.at(text));
            Bag::new(words.map(|w| self.words.facts(w.text)))
        };
        let (old, new) = (bag(old, text), bag(new, self.next_text() - 1));
        old.weight() > 0 && dice(old.common(&new), old.weight(), new.weight()) >= ALIKE
    }

    /// Notes which words of a leaf that came are those of another, as it stands or last stood.
    fn link_leaves(&mut self, old: usize, new: usize, now: u32) {
        self.cut_at(old);
        let ended = self.leaves[old].alive.ended();
        let latest = self.leaves[old].words.iter().enumerate().filter(|(_, w)| w.alive.ended() == ended);
        let (places, old_texts): (Vec<usize>, Vec<u32>) = latest.map(|(at, w)| (at, w.text)).unzip();
        let new_texts: Vec<u32> = self.leaves[new].words.iter().map(|w| w.text).collect();
        let pairs = compare(&old_texts, &new_texts, &|word| self.words.facts(word), &mut Work::new());
        pairs.into_iter().for_each(|(i, j)| self.link((old, places[i]), (new, j), now));
    }

    /// Notes that a word that came is one that was there.
    fn link(&mut self, old: Place, new: Place, now: u32) {
        let word = &self.leaves[new.0].words[new.1];
        if word.known > 0 || word.alive.birth() < now {
            return;
        }
        let known = &mut self.leaves[old.0].words[old.1].known;
        if *known == 0 {
            self.known += 1;
            *known = self.known;
        }
        self.leaves[new.0].words[new.1].known = *known;
    }
}
