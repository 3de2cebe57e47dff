//! The common view of a document and a redline from which both are written, without copying either.

use super::Sign;
use crate::document::{ContainerKind, Content, Document, LeafKind, Mark};
use crate::weave::{Change, Move, Piece, RedContainer, RedLeaf, RedText, Redline};

/// A document or a redline.
pub(super) struct View<'a> {
    pub(super) containers: Vec<ContainerView<'a>>,
    pub(super) leaves: Vec<LeafView<'a>>,
}

/// A container.
pub(super) struct ContainerView<'a> {
    pub(super) parent: Option<usize>,
    pub(super) kind: &'a ContainerKind,
    pub(super) current: bool,
    /// As it stands in a redline.
    pub(super) red: Option<&'a RedContainer>,
    /// What happened to all that is in it, where that is told: it came or it went.
    pub(super) whole: Option<Change>,
}

/// A leaf block.
#[derive(Clone)]
pub(super) struct LeafView<'a> {
    pub(super) parent: Option<usize>,
    pub(super) kind: &'a LeafKind,
    pub(super) anchors: &'a [String],
    pub(super) change: Change,
    pub(super) moved: Option<Move>,
    pub(super) renumbered: bool,
    pub(super) column: usize,
    /// As it stands in a redline.
    pub(super) red: Option<&'a RedLeaf>,
    /// The number of the change that begins with it, where changes have addresses.
    pub(super) begins: Option<usize>,
    /// What is to be looked at in it.
    pub(super) signs: Vec<&'a Sign>,
    pub(super) text: TextView<'a>,
}

impl LeafView<'_> {
    /// Whether it is a block of text without addresses to which nothing happened.
    pub(super) fn is_plain(&self) -> bool {
        let block = matches!(self.kind, LeafKind::Paragraph | LeafKind::Line | LeafKind::Term);
        let untouched = matches!(self.text, TextView::Plain(_)) && self.change == Change::Same;
        let as_it_was = self.red.is_none_or(|red| red.was.is_none()) && self.moved.is_none() && !self.renumbered;
        block && untouched && as_it_was && self.anchors.is_empty() && self.begins.is_none() && self.signs.is_empty()
    }
}

/// The text of a leaf.
#[derive(Clone, Copy)]
pub(super) enum TextView<'a> {
    /// Nothing is marked in it.
    Plain(&'a Content),
    Pieces(&'a [Piece]),
}

/// A stretch of a leaf's text.
#[derive(Clone, Copy)]
pub(super) struct PieceView<'a> {
    pub(super) change: Change,
    pub(super) moved: bool,
    pub(super) block_end: bool,
    pub(super) item: bool,
    pub(super) text: &'a str,
    pub(super) alike: Option<&'a str>,
    pub(super) marks: &'a [Mark],
    pub(super) was: &'a [Mark],
}

impl<'a> View<'a> {
    /// A document, in which nothing is marked.
    pub(super) fn of_document(document: &'a Document) -> Self {
        let containers = document.containers.iter();
        let containers = containers.map(|c| ContainerView {
            parent: c.parent,
            kind: &c.kind,
            current: true,
            red: None,
            whole: None,
        });
        let leaves = document.leaves.iter().map(|leaf| LeafView {
            parent: leaf.parent,
            kind: &leaf.kind,
            anchors: &leaf.anchors,
            change: Change::Same,
            moved: None,
            renumbered: false,
            column: 0,
            red: None,
            begins: None,
            signs: Vec::new(),
            text: TextView::Plain(&leaf.content),
        });
        Self { containers: containers.collect(), leaves: leaves.collect() }
    }

    pub(super) fn of_redline(redline: &'a Redline) -> Self {
        let view = |c: &'a RedContainer| ContainerView {
            parent: c.parent,
            kind: &c.kind,
            current: c.current,
            red: Some(c),
            whole: None,
        };
        let leaves = redline.leaves.iter().map(|leaf| {
            let RedLeaf { parent, ref kind, ref anchors, change, moved, renumbered, column, .. } = *leaf;
            let text = match &leaf.text {
                RedText::Same(content) => TextView::Plain(content),
                RedText::Pieces(pieces) => TextView::Pieces(pieces),
            };
            let (red, begins, signs) = (Some(leaf), None, Vec::new());
            LeafView { parent, kind, anchors, change, moved, renumbered, column, red, begins, signs, text }
        });
        Self { leaves: leaves.collect(), containers: redline.containers.iter().map(view).collect() }
    }

    /// Gives each change of `redline`, whose view this is, its address, and tells which containers came or went whole.
    pub(super) fn address(&mut self, redline: &Redline) {
        let mut seen = vec![false; self.containers.len()];
        for leaf in &self.leaves {
            let change = Some(leaf.change).filter(|c| matches!(c, Change::Deleted | Change::Inserted));
            let mut around = leaf.parent;
            while let Some(at) = around {
                let container = &mut self.containers[at];
                container.whole = if std::mem::replace(&mut seen[at], true) {
                    container.whole.filter(|_| container.whole == change)
                } else {
                    change
                };
                around = container.parent;
            }
        }
        let mut last = None;
        for (leaf, number) in self.leaves.iter_mut().zip(redline.changes()) {
            leaf.begins = number.filter(|_| number > last);
            last = last.max(number);
        }
    }

    /// How long its text is, in bytes.
    pub(super) fn length(&self) -> usize {
        self.leaves.iter().map(|leaf| leaf.text.length()).sum()
    }
}

impl<'a> TextView<'a> {
    /// How long it is, in bytes.
    pub(super) fn length(self) -> usize {
        match self {
            Self::Plain(content) => content.text.len(),
            Self::Pieces(pieces) => pieces.iter().map(|piece| piece.text.len()).sum(),
        }
    }

    /// Whether the end of a block is marked in it.
    pub(super) fn has_block_end(self) -> bool {
        matches!(self, Self::Pieces(pieces) if pieces.iter().any(|p| p.block_end))
    }

    /// The text in pieces.
    pub(super) fn pieces(self) -> Vec<PieceView<'a>> {
        match self {
            Self::Pieces(pieces) => {
                let view = |piece: &'a Piece| {
                    let Piece { change, moved, block_end, item, ref text, ref alike, ref marks, ref was } = *piece;
                    PieceView { change, moved, block_end, item, text, alike: alike.as_deref(), marks, was }
                };
                pieces.iter().map(view).collect()
            }
            Self::Plain(content) => {
                let (change, moved, block_end, item, was) = (Change::Same, false, false, false, &[][..]);
                let mut start = 0;
                let spans = content.spans.iter().map(|span| {
                    let text = &content.text[std::mem::replace(&mut start, span.end)..span.end];
                    PieceView { change, moved, block_end, item, text, alike: None, marks: &span.marks, was }
                });
                spans.collect()
            }
        }
    }
}
