//! Reads redlines off a weave.

use super::line::{Line, Mark};
use super::moves;
use super::project::Places;
use super::renumbered::{self, Labels};
use super::texts::Sides;
use super::tidy::tidy;
use crate::document::{ContainerKind, LeafKind, Span};
use crate::model::VersionNumber;
use crate::tally::{Work, count};
use crate::weave::nodes::{LeafNode, Shape, Weave};
use crate::weave::redline::{Change, Pieces, RedContainer, RedLeaf, RedText, Redline, Was};
use crate::weave::vocabulary::{BLOCK_END, WordTraits};

impl Weave {
    /// What changed from version `a` to version `b`; `b` may be the older one. Nothing if one is not in the weave.
    pub fn redline(&self, a: VersionNumber, b: VersionNumber) -> Redline {
        let Some((a, b)) = self.text_of(a).zip(self.text_of(b)) else { return Redline::default() };
        count(Work::RedlinesMade, 1);
        let sides = self.sides(a, b);
        let (mut redline, mut lines) = self.lines(sides);
        if !sides.direct {
            lines = super::rows::gather(self.mend(lines, sides, &redline.containers));
        }
        match self.woven[b as usize].moves.as_ref().filter(|_| sides.direct && a < b) {
            Some(moves) => moves::mark(&mut lines, moves),
            None => {
                let moves = moves::known(&lines, &redline.containers);
                moves::mark(&mut lines, &moves);
            }
        }
        redline.leaves.reserve_exact(lines.len());
        let labels = renumbered::labels(&redline);
        for line in lines {
            let leaf = self.finish(line, sides, &labels, &mut redline);
            redline.leaves.push(leaf);
        }
        super::columns::place(&mut redline);
        super::numbers::place(&mut redline);
        redline.coarse = self.is_coarse(sides);
        redline
    }

    /// The leaves, and a redline with their containers.
    ///
    /// A leaf ends where a block ends on both sides: at an end that stands in both, or where after an end of one side
    /// the other has no words that have not ended.
    pub(in crate::weave) fn lines(&self, sides: Sides) -> (Redline, Vec<Line>) {
        let Sides { a, b, direct } = sides;
        count(Work::NodesVisited, self.leaves.len());
        let mut redline = Redline::default();
        let mut lines = Vec::with_capacity(self.leaves.len().min(1 << 10));
        let mut places = Places::new(self);
        let (mut earlier, mut current) = (vec![false; self.containers.len()], vec![false; self.containers.len()]);
        // One pass over the nodes. Marks gather until a block ends for both readers: an end that only one text has does not
        // part what the other one reads as a whole, so that words of a block that was split, or of blocks that were merged,
        // are shown in one leaf. `old_open` and `new_open` say whether that side still has words without an end. What stands
        // in both texts, whole and set alike, is most of a weave: it becomes a line at once, and no word of it is looked at.
        let mut marks: Vec<Mark> = Vec::new();
        let (mut old_open, mut new_open) = (false, false);
        for (ix, node) in self.leaves.iter().enumerate() {
            if node.gone.is_some_and(|text| text <= a.min(b)) {
                continue;
            }
            let (stood, stands) = (node.alive.at(a), node.alive.at(b));
            for (version, _, found) in [(a, stood, &mut earlier), (b, stands, &mut current)].into_iter().filter(|s| s.1)
            {
                self.find_containers(node.shape.at(version), found);
            }
            let stays = marks.is_empty() && stood && stands;
            let whole = stays && node.text.at(a) == node.text.at(b) && (direct || node.is_steady(a.max(b)));
            let whole = whole && !self.texts.value(*node.text.at(b)).is_empty();
            let shape = node.shape.at(b);
            if whole && std::ptr::eq(shape, node.shape.at(a)) {
                let parent = shape.parent.map(|c| places.of(self, c));
                let leaf = RedLeaf { parent, ..red_leaf(shape.clone(), Change::Same, None) };
                lines.push(Line { leaf, marks: Vec::new(), whole, last: ix });
                continue;
            }
            for (at, word) in node.words.iter().enumerate().filter(|_| !whole) {
                let change = match (word.alive.at(a), word.alive.at(b)) {
                    (false, false) => continue,
                    (true, false) => Change::Deleted,
                    (false, true) => Change::Inserted,
                    _ if word.setting.at(a) == word.setting.at(b) => Change::Same,
                    _ => Change::Reformatted,
                };
                old_open |= change != Change::Inserted;
                new_open |= change != Change::Deleted;
                marks.push(Mark { known: word.known, ..self.mark(ix, Some(at), word.text, change) });
            }
            let change = match (stood, stands) {
                (false, false) => continue,
                (true, true) => Change::Same,
                (true, false) => Change::Deleted,
                (false, true) => Change::Inserted,
            };
            old_open &= change == Change::Inserted;
            new_open &= change == Change::Deleted;
            marks.push(self.mark(ix, None, BLOCK_END, change));
            if old_open || new_open {
                continue;
            }
            for marks in self.fitting(std::mem::take(&mut marks), sides) {
                let (leaf, marks, last) = self.leaf(marks, sides);
                let parent = leaf.parent.map(|c| places.of(self, c));
                lines.push(Line { leaf: RedLeaf { parent, ..leaf }, marks, whole, last });
            }
        }
        redline.containers = places.containers(self, |ix, parent| {
            let current = current[ix];
            let kind = self.containers[ix].kind.at(if current { b } else { a }).clone();
            let was = (current && earlier[ix]).then(|| self.containers[ix].kind.at(a));
            let was = was.filter(|was| differs(was, &kind)).cloned();
            RedContainer { parent, kind, was, current, number: None }
        });
        (redline, super::rows::gather(lines))
    }

    /// Notes the containers around a leaf.
    fn find_containers(&self, shape: &Shape, found: &mut [bool]) {
        let around = shape.parent.into_iter().flat_map(|c| self.around(c));
        for container in around {
            if std::mem::replace(&mut found[container], true) {
                return; // and so those around it
            }
        }
    }

    fn mark(&self, node: usize, word: Option<usize>, text: u32, change: Change) -> Mark {
        let WordTraits { letters, size, joins, .. } = self.words.facts(text);
        Mark { node, word, before: None, text, known: 0, change, moved: false, alike: false, letters, size, joins }
    }

    /// The marks of one leaf, if the blocks that end in them may be shown as one; else those of each block by itself.
    ///
    /// Only paragraphs and lines, and headings between them, are shown as parts of one block, and only text as what was
    /// text.
    fn fitting(&self, marks: Vec<Mark>, Sides { a, b, .. }: Sides) -> Vec<Vec<Mark>> {
        let kinds = |gone: Change, version: u32| -> Vec<&LeafKind> {
            let ends = marks.iter().filter(|m| m.word.is_none() && m.change != gone);
            ends.map(|m| &self.leaves[m.node].shape.at(version).kind).collect()
        };
        let (old, new) = (kinds(Change::Inserted, a), kinds(Change::Deleted, b));
        let plain = |kind: &&LeafKind| matches!(kind, LeafKind::Paragraph | LeafKind::Line | LeafKind::Heading(_));
        let text = |kind: &LeafKind| !matches!(kind, LeafKind::Rule | LeafKind::Code(_));
        let code = |kind: &LeafKind| matches!(kind, LeafKind::Code(_));
        let fits = match (old.split_last(), new.split_last()) {
            (Some((x, old)), Some((y, new))) => {
                let same = x == y || (text(x) && text(y)) || (code(x) && code(y));
                let one = old.is_empty() && new.is_empty();
                same && (one || (text(x) && old.iter().chain(new).all(plain)))
            }
            _ => old.len() + new.len() == 1,
        };
        if fits {
            return vec![marks];
        }
        let mut leaves = Vec::new();
        for (gone, change) in [(Change::Inserted, Change::Deleted), (Change::Deleted, Change::Inserted)] {
            let side: Vec<Mark> = marks.iter().filter(|m| m.change != gone).map(|m| Mark { change, ..*m }).collect();
            leaves.extend(side.split_inclusive(|m| m.word.is_none()).map(<[Mark]>::to_vec));
        }
        leaves
    }

    /// The leaf of these marks, its parent a container of the weave, its words, and the node at whose end it ends. Of the
    /// ends among the marks the last one of either side is the leaf's own.
    fn leaf(&self, mut marks: Vec<Mark>, Sides { a, b, .. }: Sides) -> (RedLeaf, Vec<Mark>, usize) {
        let mut last = 0;
        let mut take = |gone: Change| {
            let at = marks.iter().rposition(|m| m.word.is_none() && m.change != gone)?;
            last = marks[at].node;
            if marks[at].change != Change::Same {
                marks.remove(at);
            }
            Some(&self.leaves[last])
        };
        let (old, new): (Option<&LeafNode>, Option<&LeafNode>) = (take(Change::Inserted), take(Change::Deleted));
        marks.retain(|m| m.word.is_some() || m.change != Change::Same);
        let old = old.map(|node| node.shape.at(a).clone());
        let new = new.map(|node| self.joined(node.shape.at(b), &marks, Change::Deleted, b));
        let change = match (&old, &new) {
            (Some(_), Some(_)) => Change::Same,
            (None, _) => Change::Inserted,
            (_, None) => Change::Deleted,
        };
        let was = old.as_ref().zip(new.as_ref()).and_then(|(old, shape)| {
            let kinds = |parent: Option<usize>, version: u32| -> Vec<ContainerKind> {
                let around = parent.into_iter().flat_map(|c| self.around(c));
                let mut kinds: Vec<_> = around.map(|c| self.containers[c].kind.at(version).clone()).collect();
                kinds.reverse();
                kinds
            };
            was((&old.kind, kinds(old.parent, a)), (&shape.kind, kinds(shape.parent, b)))
        });
        let shape = new.or(old).expect("a leaf ends on one side at least");
        (red_leaf(shape, change, was), marks, last)
    }

    /// The shape of a leaf that ends with `last` and has other ends among its marks: it stands in the container that is
    /// around all its parts.
    fn joined(&self, last: &Shape, marks: &[Mark], gone: Change, version: u32) -> Shape {
        let ends = marks.iter().filter(|m| m.word.is_none() && m.change != gone);
        let mut shape = last.clone();
        for part in ends.map(|m| self.leaves[m.node].shape.at(version)) {
            if part.parent == shape.parent {
                continue;
            }
            let path = |shape: &Shape| -> Vec<usize> {
                let mut path: Vec<usize> = shape.parent.into_iter().flat_map(|c| self.around(c)).collect();
                path.reverse();
                path
            };
            let (mine, other) = (path(&shape), path(part));
            let shared = mine.iter().zip(&other).take_while(|(a, b)| a == b).count();
            let holds_leaves = shared.checked_sub(1).is_none_or(|at| {
                use ContainerKind::{Aside, Caption, Definition, Footnote, Item, Quote};
                let kind = self.containers[mine[at]].kind.at(version);
                matches!(kind, Quote(_) | Aside(_) | Item(_) | Footnote(_) | Definition | Caption)
            });
            let depth = if holds_leaves { shared } else { mine.len().min(shared + 1) };
            shape.parent = depth.checked_sub(1).map(|at| mine[at]);
            shape.kind = if depth < mine.len() { LeafKind::Paragraph } else { shape.kind };
        }
        shape
    }

    /// The leaf with its pieces; its words are counted.
    fn finish(&self, line: Line, Sides { a, b, .. }: Sides, labels: &Labels, counts: &mut Redline) -> RedLeaf {
        let Line { mut leaf, marks, whole, last } = line;
        if whole && leaf.change == Change::Same && self.leaves[last].setting.at(a) == self.leaves[last].setting.at(b) {
            leaf.text = RedText::Same(self.content_at(&self.leaves[last], b));
            return leaf;
        }
        let marks = if leaf.change == Change::Same { tidy(self.find_alike(marks, (a, b))) } else { marks };
        leaf.renumbered = self.renumbered(&leaf, &marks, labels, (a, b));
        let mut pieces = Pieces::default();
        if whole {
            let node = &self.leaves[last];
            let setting = |version| *node.setting.at(version);
            let (change, now, before) = match leaf.change {
                Change::Deleted => (Change::Deleted, setting(a), setting(a)),
                Change::Inserted => (Change::Inserted, setting(b), setting(b)),
                _ if setting(a) == setting(b) => (Change::Same, setting(b), setting(b)),
                _ => (Change::Reformatted, setting(b), setting(a)),
            };
            let text = self.texts.value(*node.text.at(b));
            pieces.add(change, false, text, self.settings.value(now), self.settings.value(before));
        }
        let mut rest = marks.iter().enumerate();
        while let Some((ix, mark)) = rest.next() {
            if mark.alike {
                let run = marks[ix..].iter().take_while(|m| m.alike).count();
                rest.nth(run - 2);
                self.add_alike(&mut pieces, &marks[ix..ix + run], (a, b));
                continue;
            }
            if mark.word.is_none() {
                let version = if mark.change == Change::Deleted { a } else { b };
                let next = marks[ix + 1..].iter().find(|m| m.word.is_none() && m.change == mark.change);
                let next = next.map_or(last, |m| m.node);
                let parent = self.leaves[next].shape.at(version).parent;
                let item = |c: usize| matches!(self.containers[c].kind.at(version), ContainerKind::Item(_));
                pieces.end_block(mark.change, parent.is_some_and(item));
                continue;
            }
            let counts_as_word =
                usize::from(mark.letters > 0 && !leaf.renumbered && self.reference(mark, (a, b)).is_none());
            match mark.change {
                Change::Inserted if mark.moved => counts.words_moved += counts_as_word,
                Change::Inserted => leaf.words_added += counts_as_word,
                Change::Deleted if !mark.moved => leaf.words_removed += counts_as_word,
                _ => {}
            }
            let now = self.setting(mark, if mark.change == Change::Deleted { a } else { b });
            let before = if mark.change == Change::Reformatted { self.setting_before(mark, a) } else { now };
            pieces.add(mark.change, mark.moved, self.words.text(mark.text), now, before);
        }
        leaf.text = RedText::Pieces(pieces.0);
        counts.words_added += leaf.words_added;
        counts.words_removed += leaf.words_removed;
        leaf
    }

    /// How a word is set in `version`.
    pub(super) fn setting(&self, mark: &Mark, version: u32) -> &[Span] {
        let word = mark.word.map(|at| &self.leaves[mark.node].words[at]);
        word.map_or(&[], |word| self.settings.value(*word.setting.at(version)))
    }

    /// How a word was set in the older version `a`.
    pub(super) fn setting_before(&self, mark: &Mark, a: u32) -> &[Span] {
        let (node, word) = mark.before.map_or((mark.node, mark.word), |(node, word)| (node, Some(word)));
        self.setting(&Mark { node, word, ..*mark }, a)
    }
}

/// A leaf without its text, its parent a container of the weave.
fn red_leaf(Shape { parent, kind, anchors }: Shape, change: Change, was: Option<Was>) -> RedLeaf {
    let text = RedText::Pieces(Vec::new());
    let (words_added, words_removed) = (0, 0);
    let (moved, renumbered, column) = (None, false, 0);
    RedLeaf { parent, kind, was, anchors, change, moved, renumbered, column, words_added, words_removed, text }
}

/// Whether a reader sees that a container of one kind was the other.
fn differs(was: &ContainerKind, kind: &ContainerKind) -> bool {
    match (was, kind) {
        (ContainerKind::Table(before), ContainerKind::Table(now)) => {
            before.iter().zip(now).any(|(a, b)| a != b) && before.len() == now.len()
        }
        _ => was != kind,
    }
}

/// What a leaf was, given its kind and the containers around it before and now, if a reader sees a difference.
pub(super) fn was(before: (&LeafKind, Vec<ContainerKind>), now: (&LeafKind, Vec<ContainerKind>)) -> Option<Was> {
    let ((old, old_around), (new, around)) = (before, now);
    let same_kind = |(a, b): (&ContainerKind, &ContainerKind)| std::mem::discriminant(a) == std::mem::discriminant(b);
    let within = old_around.len() == around.len() && old_around.iter().zip(&around).all(same_kind);
    // a line in an item becomes a paragraph when the item gets another: nobody sees that
    let plain = |kind: &LeafKind| matches!(kind, LeafKind::Line | LeafKind::Paragraph);
    let other = old != new && !(plain(old) && plain(new));
    (!within || other).then(|| Was { kind: old.clone(), within: (!within).then_some(old_around) })
}
