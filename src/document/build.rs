//! Assembles a document from a stream of openings, texts and closings.
//!
//! Keeps the invariants of [`Document`]: every container holds a leaf, tables hold rows of cells, lists hold items,
//! white space is single, spans cover the text.

mod addresses;
mod marks;
mod place;

use super::anchor::Anchors;
use super::space::{BLANK, single_spaced, writes_no_spaces};
use super::{ContainerIx, ContainerKind, Document, Item, LeafKind, Mark, Span, spelling};
use crate::showable::{one_line, showable};
use marks::{Marks, add_kind};
pub(super) use place::NOT_SAID;
use std::borrow::Cow;

/// Containers inside one another beyond this are left out; their text stays. Browsers stop at 512 elements.
pub(super) const DEEPEST: usize = 100;

#[derive(Default)]
pub(super) struct Builder {
    document: Document,
    open: Vec<Open>,
    leaf: Option<OpenLeaf>,
    marks: Marks,
    /// White space that becomes one space if more text follows.
    gap: Gap,
    /// How that space is set.
    gap_set: Vec<Mark>,
    anchors: Anchors,
    waiting_anchors: Vec<String>,
    explicit_anchor: Option<String>,
    /// Whether the text set an anchor itself.
    anchored: bool,
    /// Whether a container was left out for depth.
    pub(super) too_deep: bool,
}

/// A leaf whose text is being read.
struct OpenLeaf {
    kind: LeafKind,
    text: String,
    spans: Vec<Span>,
    anchors: Vec<String>,
    /// How many bytes of addresses its spans say again.
    repeated: usize,
}

struct Open {
    kind: ContainerKind,
    /// Its place in the document, once a leaf made it real.
    ix: Option<ContainerIx>,
    /// Opened to hold something that can't stand in the container around it; closes with that.
    implied: bool,
    /// Left out for depth.
    ghost: bool,
}

#[derive(Default, Clone, Copy, PartialEq)]
enum Gap {
    #[default]
    None,
    Space,
    /// A line's end, which is nothing between letters of a script that writes no spaces.
    Newline,
}

impl Builder {
    pub(super) fn finish(mut self) -> Document {
        self.close_to(0);
        if !self.waiting_anchors.is_empty()
            && let Some(last) = self.document.leaves.last_mut()
        {
            last.anchors.append(&mut self.waiting_anchors);
        }
        self.document
    }

    /// What was read so far.
    pub(super) fn document(&self) -> &Document {
        &self.document
    }

    /// Whether the text of a leaf is being read.
    pub(super) fn is_in_leaf(&self) -> bool {
        self.leaf.is_some()
    }

    /// Whether nothing of what was read has an effect on what follows, but for the anchors that are taken.
    pub(super) fn is_between_blocks(&self) -> bool {
        let closed = self.open.is_empty() && self.leaf.is_none() && self.marks.is_empty();
        closed && self.waiting_anchors.is_empty() && self.explicit_anchor.is_none()
    }

    /// Whether the text set an anchor itself since this was asked for.
    pub(super) fn take_anchored(&mut self) -> bool {
        std::mem::take(&mut self.anchored)
    }

    /// Opens a container. A leaf that is open ends.
    pub(super) fn open(&mut self, kind: ContainerKind) {
        self.end_leaf();
        match &kind {
            ContainerKind::Item(_) => {
                self.imply_unless(|k| matches!(k, ContainerKind::List(_)), || ContainerKind::List(None))
            }
            ContainerKind::Definition => {
                self.imply_unless(|k| *k == ContainerKind::Definitions, || ContainerKind::Definitions)
            }
            ContainerKind::Head | ContainerKind::Body => {
                self.imply_unless(|k| matches!(k, ContainerKind::Table(_)), || ContainerKind::Table(vec![]));
            }
            ContainerKind::Row => self.imply_section(),
            // a table has one, before all else
            ContainerKind::Caption if !self.is_empty_table() => return,
            ContainerKind::Caption => {}
            _ => self.imply_for_block(),
        }
        self.push(kind, false);
    }

    /// Closes the innermost container for which `is` holds, and all in it; nothing when there is none.
    pub(super) fn close(&mut self, is: impl Fn(&ContainerKind) -> bool) {
        let Some(at) = self.open.iter().rposition(|o| !o.implied && is(&o.kind)) else { return };
        while self.open.len() > at {
            self.close_top();
        }
        while self.open.last().is_some_and(|o| o.implied) && !self.implied_may_go_on() {
            self.close_top();
        }
    }

    /// How many containers are open.
    pub(super) fn level(&self) -> usize {
        self.open.len()
    }

    /// Closes all containers but the first `level`.
    pub(super) fn close_to(&mut self, level: usize) {
        self.end_leaf();
        while self.open.len() > level {
            self.close_top();
        }
    }

    /// Changes what the innermost item says about its task.
    pub(super) fn check_item(&mut self, checked: bool) {
        let is_item = |o: &&mut Open| matches!(o.kind, ContainerKind::Item(_));
        let Some(item) = self.open.iter_mut().rev().find(is_item) else { return };
        item.kind = ContainerKind::Item(Item { task: Some(checked), number: None });
        if let Some(ix) = item.ix {
            self.document.containers[ix].kind = item.kind.clone();
        }
    }

    /// Starts a leaf. A leaf that is open ends.
    pub(super) fn start(&mut self, kind: LeafKind) {
        self.end_leaf();
        match kind {
            LeafKind::Cell(_) => {
                self.imply_section();
                self.imply_unless(|k| *k == ContainerKind::Row, || ContainerKind::Row);
            }
            LeafKind::Term => self.imply_unless(|k| *k == ContainerKind::Definitions, || ContainerKind::Definitions),
            _ => self.imply_for_block(),
        }
        self.begin(kind);
    }

    /// Ends the leaf that is open, if one is.
    pub(super) fn end_leaf(&mut self) {
        let Some(mut leaf) = self.leaf.take() else { return };
        self.gap = Gap::None;
        let code = matches!(leaf.kind, LeafKind::Code(_));
        if code && leaf.text.ends_with('\n') {
            leaf.text.pop();
        }
        while !code && leaf.text.ends_with(['\n', ' ']) {
            leaf.text.pop();
        }
        let end = leaf.text.len();
        let mut start = 0;
        leaf.spans.retain_mut(|span| {
            span.end = span.end.min(end);
            let keep = span.end > start;
            start = span.end;
            keep
        });
        if matches!(leaf.kind, LeafKind::Heading(_)) {
            let explicit = self.explicit_anchor.take().filter(|a| self.anchors.take(a));
            leaf.anchors.insert(0, explicit.unwrap_or_else(|| self.anchors.of_heading(&leaf.text)));
        }
        let empty = leaf.text.is_empty() && leaf.kind != LeafKind::Rule;
        if empty
            && matches!(leaf.kind, LeafKind::Paragraph | LeafKind::Line | LeafKind::Term)
            && leaf.anchors.is_empty()
        {
            return; // the container around it gets a line when it closes without any leaf
        }
        self.add(leaf);
    }

    /// Whether the open leaf is a cell, in which no block can stand.
    pub(super) fn in_cell(&self) -> bool {
        self.leaf.as_ref().is_some_and(|l| matches!(l.kind, LeafKind::Cell(_)))
    }

    /// Whether the open leaf is a term, in which no block can stand.
    pub(super) fn in_term(&self) -> bool {
        self.leaf.as_ref().is_some_and(|l| l.kind == LeafKind::Term)
    }

    /// Whether a container for which `is` holds is open.
    pub(super) fn is_open(&self, is: impl Fn(&ContainerKind) -> bool) -> bool {
        self.open.iter().any(|o| is(&o.kind))
    }

    /// Whether a bare address is a link here.
    pub(super) fn takes_links(&self) -> bool {
        !self.marks.set().iter().any(|m| matches!(m, Mark::Link { .. } | Mark::Image { .. } | Mark::Code))
    }

    /// Whether the open leaf is code, in which every character counts.
    pub(super) fn in_code(&self) -> bool {
        self.leaf.as_ref().is_some_and(|l| matches!(l.kind, LeafKind::Code(_)))
    }

    /// Sets the text that follows in `mark`, until it is taken off. A mark of a kind that is on changes nothing.
    pub(super) fn mark(&mut self, mark: Mark) {
        let line = |text: String| if let Cow::Owned(line) = one_line(&text) { line } else { text };
        self.marks.put(match mark {
            Mark::Link { href, title } => Mark::Link { href: line(href), title: line(title) },
            Mark::Image { src, title } => Mark::Image { src: line(src), title: line(title) },
            mark => mark,
        });
    }

    /// Takes off the innermost mark of a kind for which `is` holds.
    pub(super) fn unmark(&mut self, is: impl Fn(&Mark) -> bool) {
        self.marks.take(is);
    }

    /// A number for the marks that are on now.
    pub(super) fn marks_on(&self) -> usize {
        self.marks.now()
    }

    /// Takes off what was put on since [`Builder::marks_on`] gave `then`; all marks for 0.
    pub(super) fn unmark_to(&mut self, then: usize) {
        self.marks.back_to(then);
    }

    /// Text in which white space is one space.
    pub(super) fn text(&mut self, text: &str) {
        let text = &*self.seen(text);
        let words = text.trim_start_matches(BLANK);
        if words.len() < text.len() {
            self.set_gap(Gap::Space);
        }
        let inside = words.trim_end_matches(BLANK);
        if let Some(first) = inside.chars().next() {
            self.settle_gap(first);
            self.append(&single_spaced(inside));
        }
        if !inside.is_empty() && inside.len() < words.len() {
            self.set_gap(Gap::Space);
        }
    }

    /// Text of which every character counts.
    pub(super) fn verbatim(&mut self, text: &str) {
        match text.contains('\r') {
            true => self.append(&showable(&text.replace("\r\n", "\n").replace('\r', "\n"))),
            false => self.append(&showable(text)),
        }
    }

    /// What a page can hold of a text, after references to characters were resolved; outside code without places where a
    /// line may be broken, which are no part of what a reader sees.
    fn seen<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let text = showable(text);
        match self.set_in_code() || !text.contains(['\u{200b}', '\u{ad}']) {
            true => text,
            false => text.replace(['\u{200b}', '\u{ad}'], "").into(),
        }
    }

    fn set_in_code(&self) -> bool {
        self.in_code() || self.marks.set().contains(&Mark::Code)
    }

    /// Text set in one more mark than those that are on.
    pub(super) fn marked(&mut self, text: &str, mark: Mark) {
        if let Some(first) = text.chars().next() {
            self.settle_gap(first);
        }
        let mut set = self.marks.set().clone();
        add_kind(&mut set, &mark);
        self.append_set(text, &set);
    }

    /// The end of a line that is no line break.
    pub(super) fn line_end(&mut self) {
        self.set_gap(Gap::Newline);
    }

    /// A line break.
    pub(super) fn line_break(&mut self) {
        self.gap = Gap::None;
        let text = self.leaf.as_ref().map_or("", |l| &l.text);
        if !text.is_empty() {
            match self.in_code() {
                true => self.append("\n"), // a line of code ends like any other
                false => self.marked("\n", Mark::Break),
            }
        }
    }

    /// How long the text of the leaf that is open is so far.
    pub(super) fn length(&self) -> usize {
        self.leaf.as_ref().map_or(0, |leaf| leaf.text.len())
    }

    fn set_gap(&mut self, gap: Gap) {
        if self.gap == Gap::None {
            self.gap = gap;
            self.gap_set.clone_from(self.marks.set());
        }
    }

    fn settle_gap(&mut self, next: char) {
        let gap = std::mem::take(&mut self.gap);
        let Some(leaf) = &self.leaf else { return };
        let Some(last) = leaf.text.chars().next_back().filter(|c| !matches!(c, ' ' | '\n')) else { return };
        let joined = gap == Gap::Newline && writes_no_spaces(last) && writes_no_spaces(next);
        if gap != Gap::None && !joined {
            let set = std::mem::take(&mut self.gap_set);
            self.append_set(" ", &set);
            self.gap_set = set;
        }
    }

    fn append(&mut self, text: &str) {
        let set = self.marks.set().clone();
        self.append_set(text, &set);
    }

    fn append_set(&mut self, text: &str, set: &[Mark]) {
        if self.leaf.is_none() {
            self.imply_leaf();
        }
        let Some(leaf) = &mut self.leaf else { return };
        match matches!(leaf.kind, LeafKind::Code(_)) || set.contains(&Mark::Code) {
            true => leaf.text.push_str(text),
            false => leaf.text.push_str(&spelling::settled(text)),
        }
        let end = leaf.text.len();
        match leaf.spans.last_mut() {
            Some(last) if last.marks == set => last.end = end,
            Some(last) => {
                let again: usize = last.marks.iter().filter(|mark| set.contains(mark)).map(address_length).sum();
                leaf.repeated += again;
                let marks = match leaf.repeated > MOST_REPEATED + 4 * end {
                    true => set.iter().filter(|mark| address_length(mark) > 0).cloned().collect(),
                    false => set.to_vec(),
                };
                match last.marks == marks {
                    true => last.end = end,
                    false => leaf.spans.push(Span { end, marks }),
                }
            }
            None => leaf.spans.push(Span { end, marks: set.to_vec() }),
        }
    }
}

/// So much of addresses, and four times the text, the spans of a leaf may say again. Each has its own, and a long one around
/// many that are set otherwise would be many times the text: these are set in the link alone then.
const MOST_REPEATED: usize = 4_000;

/// How long what a link or an image says beside its text is, in bytes.
fn address_length(mark: &Mark) -> usize {
    match mark {
        Mark::Link { href: to, title } | Mark::Image { src: to, title } => to.len() + title.len(),
        _ => 0,
    }
}
