//! Brings one passage of a weave, mostly one leaf, to what it is in the next text.

use super::incoming::Incoming;
use super::sentences;
use crate::document::{Content, LeafKind, Span};
use crate::weave::compare::{Work, compare};
use crate::weave::life::{Life, Track};
use crate::weave::nodes::{LeafNode, Weave, WordNode};
use crate::weave::vocabulary::BLOCK_END;
use crate::weave::words::{Token, is_long, may_carry, setting, words, words_after};
use crate::weave::{joints, sequence};
use std::ops::Range;

/// The nodes among which the words of the leaf stand whose end is at `end`, which stands.
pub(super) fn passage(leaves: &[LeafNode], end: usize) -> Range<usize> {
    let mut start = end;
    if leaves[end].fed {
        let before = (0..end).rev().take_while(|k| !leaves[*k].alive.now());
        start = before.filter(|k| leaves[*k].words.iter().any(|w| w.alive.now())).last().unwrap_or(end);
    }
    start..end + 1
}

/// The words of the latest text of the leaf whose end is at `end`, whether it stands or stands no more.
pub(super) fn latest_words(leaves: &[LeafNode], end: usize) -> impl Iterator<Item = &WordNode> {
    let ended = leaves[end].alive.ended();
    let nodes = if ended.is_none() { passage(leaves, end) } else { end..end + 1 };
    nodes.flat_map(|i| &leaves[i].words).filter(move |w| w.alive.ended() == ended)
}

/// What stands one after the other in a passage.
enum Item {
    Word(WordNode),
    /// An end; its words stand before it.
    End(LeafNode),
}

impl Item {
    fn alive(&self) -> &Life {
        match self {
            Self::Word(word) => &word.alive,
            Self::End(end) => &end.alive,
        }
    }

    fn alive_mut(&mut self) -> &mut Life {
        match self {
            Self::Word(word) => &mut word.alive,
            Self::End(end) => &mut end.alive,
        }
    }

    /// Whether it may stand again for an equal one: an end of a row's cell or of code is not that of a paragraph.
    fn may_rise(&self) -> bool {
        match self {
            Self::Word(_) => true,
            Self::End(end) => matches!(end.shape.now().kind, LeafKind::Paragraph | LeafKind::Line),
        }
    }

    fn symbol(&self) -> u32 {
        match self {
            Self::Word(word) => word.text,
            Self::End(_) => BLOCK_END,
        }
    }
}

impl Weave {
    /// The nodes as they are once the leaves that end in them are the leaves `new`, and whether that is a change.
    ///
    /// The last node is the end of the last leaf, or was one and is again.
    pub(super) fn update(
        &mut self,
        mut nodes: Vec<LeafNode>,
        new: &[Incoming<'_>],
        work: &mut Work,
    ) -> (Vec<LeafNode>, bool) {
        let Some(last) = nodes.last_mut() else { return (nodes, false) };
        let mut changed = false;
        if let Some(ended) = last.alive.ended() {
            let now = self.next_text();
            last.alive.revive(now);
            last.fed = false; // or it could not have risen
            let words = last.words.iter_mut().filter(|w| w.alive.ended() == Some(ended));
            words.for_each(|w| w.alive.revive(now));
            changed = true;
        }
        let ends = nodes.iter().filter(|n| n.alive.now()).count();
        if let [new] = new
            && ends == 1
        {
            changed |= self.update_leaf(&mut nodes, new, work);
            return (nodes, changed);
        }
        (self.rework(nodes, new, work), true)
    }

    /// Brings one leaf to what one new leaf is; whether that is a change.
    fn update_leaf(&mut self, nodes: &mut Vec<LeafNode>, new: &Incoming<'_>, work: &mut Work) -> bool {
        let now = self.next_text();
        let Some(last) = nodes.last_mut() else { return false };
        let other_shape = last.shape.set(now, new.shape());
        let other_text = *last.text.now() != new.text;
        if other_text {
            self.cut(last);
        }
        let other_setting = last.setting.set(now, new.setting);
        if other_text {
            let earlier = last.text.since(&new.text, last.alive.birth());
            last.text.set(now, new.text);
            if earlier.is_some_and(|text| self.restore(nodes, text, new)) {
                self.update_settings(nodes, new.leaf);
            } else {
                *nodes = self.rework(std::mem::take(nodes), std::slice::from_ref(new), work);
            }
        } else if other_setting {
            self.update_settings(nodes, new.leaf);
        }
        other_shape || other_text || other_setting
    }

    /// Makes the words that stood in `text` stand again, and no others, if they are the text of `new`.
    fn restore(&self, nodes: &mut [LeafNode], text: u32, new: &Incoming<'_>) -> bool {
        let mut rest = new.leaf.text.as_str();
        for word in nodes.iter().flat_map(|n| &n.words).filter(|w| w.alive.at(text)) {
            match rest.strip_prefix(self.words.text(word.text)) {
                Some(more) => rest = more,
                None => return false,
            }
        }
        if !rest.is_empty() {
            return false;
        }
        for word in nodes.iter_mut().flat_map(|n| &mut n.words) {
            word.alive.copy(text, self.next_text());
        }
        feed(nodes);
        true
    }

    fn update_settings(&mut self, nodes: &mut [LeafNode], leaf: &Content) {
        let (mut start, now) = (0, self.next_text());
        for word in nodes.iter_mut().flat_map(|n| &mut n.words).filter(|w| w.alive.now()) {
            let end = start + self.words.text(word.text).len();
            word.setting.set(now, self.settings.number(&setting(&leaf.spans, start, end)));
            start = end;
        }
    }

    /// Compares the words and ends that stand in the passage with those of the new leaves, and brings it to these.
    fn rework(&mut self, mut nodes: Vec<LeafNode>, new: &[Incoming<'_>], work: &mut Work) -> Vec<LeafNode> {
        // Words and ends are one sequence here, so that a block that was split or merged needs no case of its own: it is an end
        // that came or went. What is compared is what stood in the latest text. Words that stood earlier are looked at only
        // where something came, between two pairs: what is put back stands again as the same word, and is known wherever it
        // stood. All else that came is put in as new, right before what follows it.
        let now = self.next_text();
        nodes.iter_mut().for_each(|node| self.cut(node));
        work.exhausted |= new.iter().any(|n| is_long(&n.leaf.text));
        let mut items = flatten(nodes);
        let alive: Vec<usize> = (0..items.len()).filter(|i| items[*i].alive().now()).collect();
        let old: Vec<u32> = alive.iter().map(|i| items[*i].symbol()).collect();
        let carried = self.carried(&old, new);
        let words = |ix: usize| carried.as_deref().unwrap_or_else(|| new[ix].words());
        let tokens: Vec<(usize, Option<&Token<'_>>)> =
            (0..new.len()).flat_map(|ix| words(ix).iter().map(Some).chain([None]).map(move |t| (ix, t))).collect();
        let symbols: Vec<u32> =
            tokens.iter().map(|(_, t)| t.map_or(BLOCK_END, |t| self.words.number(t.text))).collect();

        // the last end is the last end
        let (old_words, new_words) = (&old[..old.len() - 1], &symbols[..symbols.len() - 1]);
        let symbol = |words: &[u32]| -> Vec<u32> { words.iter().map(|w| self.words.symbol(*w)).collect() };
        let facts = |w| self.words.facts(w);
        let (old_symbols, new_symbols) = (symbol(old_words), symbol(new_words));
        let pairs = compare(&old_symbols, &new_symbols, &facts, work);
        let pairs = sentences::keep(pairs, old_words, new_words, &facts);
        let pairs = joints::hold(pairs, &old_symbols, &new_symbols, &facts);
        let pairs = pairs
            .into_iter()
            .filter(|(i, j)| old_words[*i] == new_words[*j])
            .chain([(old_words.len(), new_words.len())]);
        let pairs: Vec<(usize, usize)> = pairs.map(|(i, j)| (alive[i], j)).collect();
        let dead = |i: usize| (!items[i].alive().now() && items[i].may_rise()).then(|| items[i].symbol());
        let assigned = revive(&pairs, &symbols, dead);

        let mut kept = vec![false; items.len()];
        for (place, (ix, token)) in assigned.iter().zip(&tokens).filter_map(|(place, t)| place.map(|p| (p, t))) {
            kept[place] = true;
            let item = &mut items[place];
            if !item.alive().now() {
                item.alive_mut().revive(now);
            }
            match (item, token) {
                (Item::Word(word), Some(token)) => {
                    word.setting.set(now, self.token_setting(new[*ix].leaf, token));
                }
                (Item::End(end), _) => {
                    end.shape.set(now, new[*ix].shape());
                    end.text.set(now, new[*ix].text);
                    end.setting.set(now, new[*ix].setting);
                }
                (Item::Word(_), None) => {}
            }
        }
        for i in alive.into_iter().filter(|i| !kept[*i]) {
            items[i].alive_mut().end(now);
        }
        let items = weave_in(items, &assigned, |j| match tokens[j] {
            (ix, Some(token)) => Item::Word(self.new_word(new[ix].leaf, token)),
            (ix, None) => Item::End(LeafNode {
                alive: Life::born(now),
                shape: Track::new(new[ix].shape()),
                text: Track::new(new[ix].text),
                setting: Track::new(new[ix].setting),
                fed: false,
                gone: None,
                cut: true,
                words: Vec::new(),
                content: None,
            }),
        });
        let mut nodes = gather(items);
        feed(&mut nodes);
        nodes
    }

    /// Cuts a leaf into words, if it is not; they stood where it stands, set as it was.
    pub(super) fn cut(&mut self, node: &mut LeafNode) {
        if std::mem::replace(&mut node.cut, true) {
            return;
        }
        let leaf = |setting: u32| self.content(LeafKind::Paragraph, *node.text.now(), setting);
        let first = leaf(*node.setting.first());
        let later: Vec<(u32, Content)> = node.setting.later().map(|(text, s)| (*text, leaf(*s))).collect();
        let birth = node.alive.birth();
        for token in words(later.last().map_or(&first, |(_, latest)| latest)) {
            let mut setting = Track::new(self.token_setting(&first, &token));
            for (from, leaf) in &later {
                setting.set(*from, self.token_setting(leaf, &token));
            }
            let text = self.words.number(token.text);
            node.words.push(WordNode { text, known: 0, alive: Life::born(birth), setting });
        }
    }

    /// The words of a new leaf, cut as the words `old` were cut wherever the texts are equal; `None` for several
    /// leaves, and for a text of which all words are cut alike whatever was before.
    fn carried<'t>(&self, old: &[u32], new: &[Incoming<'t>]) -> Option<Vec<Token<'t>>> {
        let [new] = new else { return None };
        if !may_carry(&new.leaf.text) {
            return None; // it is cut as it stands
        }
        let before: Vec<&str> = old.iter().filter(|w| **w != BLOCK_END).map(|w| self.words.text(*w)).collect();
        Some(words_after(new.leaf, &before))
    }

    pub(super) fn new_word(&mut self, leaf: &Content, token: &Token<'_>) -> WordNode {
        let text = self.words.number(token.text);
        let setting = self.token_setting(leaf, token);
        WordNode { text, known: 0, alive: Life::born(self.next_text()), setting: Track::new(setting) }
    }

    fn token_setting(&mut self, leaf: &Content, token: &Token<'_>) -> u32 {
        let spans: Vec<Span> = setting(&leaf.spans, token.start, token.start + token.text.len());
        self.settings.number(&spans)
    }
}

fn flatten(nodes: Vec<LeafNode>) -> Vec<Item> {
    let mut items = Vec::with_capacity(nodes.iter().map(|n| n.words.len() + 1).sum());
    for mut node in nodes {
        items.extend(std::mem::take(&mut node.words).into_iter().map(Item::Word));
        items.push(Item::End(node));
    }
    items
}

fn gather(items: Vec<Item>) -> Vec<LeafNode> {
    let mut nodes = Vec::with_capacity(1);
    let mut words = Vec::new();
    for item in items {
        match item {
            Item::Word(word) => words.push(word),
            Item::End(end) => nodes.push(LeafNode { words: std::mem::take(&mut words), ..end }),
        }
    }
    nodes
}

/// Notes which leaves have words before an end that is gone.
pub(super) fn feed(nodes: &mut [LeafNode]) {
    let mut words_wait = false;
    for node in nodes {
        if node.alive.now() {
            node.fed = std::mem::take(&mut words_wait);
        } else {
            words_wait |= node.words.iter().any(|w| w.alive.now());
        }
    }
}

/// For each of `new` the old place that it is: those of `pairs`, and between them places that are dead (`dead` gives
/// their symbol) and equal.
fn revive(pairs: &[(usize, usize)], new: &[u32], dead: impl Fn(usize) -> Option<u32>) -> Vec<Option<usize>> {
    let mut assigned = vec![None; new.len()];
    // after the last pair, which is that of the ends, there is nothing
    for (gone, came, pair) in sequence::between(pairs.iter().copied(), 0..0, 0..0).take(pairs.len()) {
        if !came.is_empty() && !gone.is_empty() {
            let (places, symbols): (Vec<usize>, Vec<u32>) = gone.filter_map(|k| Some((k, dead(k)?))).unzip();
            for (a, b) in sequence::matches(&symbols, &new[came.clone()]) {
                assigned[came.start + b] = Some(places[a]);
            }
        }
        if let Some((i, j)) = pair {
            assigned[j] = Some(i);
        }
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
    out
}
