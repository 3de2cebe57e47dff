//! A text as it is written: a document and a redline look alike, and neither is copied.

use crate::document::{ContainerKind, Document, LeafKind, Mark};
use crate::weave::{Change, Move, Piece, RedContainer, RedLeaf, Redline};
use std::ops::Range;

/// A document or a redline.
pub(super) struct View<'a> {
    pub(super) containers: Vec<ContainerView<'a>>,
    pub(super) leaves: Vec<LeafView<'a>>,
    pieces: Vec<PieceView<'a>>,
}

/// A container.
pub(super) struct ContainerView<'a> {
    pub(super) parent: Option<usize>,
    pub(super) kind: &'a ContainerKind,
    pub(super) current: bool,
    /// As it stands in a redline.
    pub(super) red: Option<&'a RedContainer>,
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
    pieces: Range<usize>,
}

/// A stretch of a leaf's text.
#[derive(Clone, Copy)]
pub(super) struct PieceView<'a> {
    pub(super) change: Change,
    pub(super) moved: bool,
    pub(super) block_end: bool,
    pub(super) item: bool,
    pub(super) text: &'a str,
    pub(super) marks: &'a [Mark],
    pub(super) was: &'a [Mark],
}

impl<'a> View<'a> {
    /// A document, in which nothing is marked.
    pub(super) fn of_document(document: &'a Document) -> Self {
        let containers = document.containers.iter();
        let containers =
            containers.map(|c| ContainerView { parent: c.parent, kind: &c.kind, current: true, red: None });
        let mut pieces = Vec::with_capacity(document.leaves.len());
        let leaves = document.leaves.iter().map(|leaf| {
            let first = pieces.len();
            let (change, moved, block_end, item, was) = (Change::Same, false, false, false, &[][..]);
            let mut start = 0;
            pieces.extend(leaf.spans.iter().map(|span| {
                let text = &leaf.text[std::mem::replace(&mut start, span.end)..span.end];
                PieceView { change, moved, block_end, item, text, marks: &span.marks, was }
            }));
            LeafView {
                parent: leaf.parent,
                kind: &leaf.kind,
                anchors: &leaf.anchors,
                change,
                moved: None,
                renumbered: false,
                column: 0,
                red: None,
                pieces: first..pieces.len(),
            }
        });
        Self { containers: containers.collect(), leaves: leaves.collect(), pieces }
    }

    pub(super) fn of_redline(redline: &'a Redline) -> Self {
        let view =
            |c: &'a RedContainer| ContainerView { parent: c.parent, kind: &c.kind, current: c.current, red: Some(c) };
        let mut pieces = Vec::with_capacity(redline.leaves.len());
        let leaves = redline.leaves.iter().map(|leaf| {
            let first = pieces.len();
            pieces.extend(leaf.pieces.iter().map(|piece| {
                let Piece { change, moved, block_end, item, ref text, ref marks, ref was } = *piece;
                PieceView { change, moved, block_end, item, text, marks, was }
            }));
            let RedLeaf { parent, ref kind, ref anchors, change, moved, renumbered, column, .. } = *leaf;
            let pieces = first..pieces.len();
            LeafView { parent, kind, anchors, change, moved, renumbered, column, red: Some(leaf), pieces }
        });
        Self { leaves: leaves.collect(), containers: redline.containers.iter().map(view).collect(), pieces }
    }

    /// How long its text is, in bytes.
    pub(super) fn length(&self) -> usize {
        self.pieces.iter().map(|piece| piece.text.len()).sum()
    }

    pub(super) fn pieces(&self, leaf: &LeafView<'_>) -> &[PieceView<'a>] {
        &self.pieces[leaf.pieces.clone()]
    }
}
