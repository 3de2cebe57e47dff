//! Two versions shown as one text.

use crate::document::{ContainerKind, Document, LeafKind, Mark, Span};

/// Two versions shown as one text with insertions and deletions. Without what is inserted it is the older version's
/// text, without what is deleted the newer one's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Redline {
    /// Containers; a parent stands before its children.
    pub containers: Vec<RedContainer>,
    /// Leaf blocks in reading order. Leaves of one container need not be neighbours: a deleted block of another
    /// container may stand between them.
    pub leaves: Vec<RedLeaf>,
    /// Words inserted.
    pub words_added: usize,
    /// Words deleted.
    pub words_removed: usize,
}

/// A container of a redline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedContainer {
    /// The container around it; its place is lower.
    pub parent: Option<usize>,
    /// What it is in the newer version, or was in the older one.
    pub kind: ContainerKind,
    /// Whether it stands in the newer version.
    pub current: bool,
}

/// A leaf block of a redline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedLeaf {
    /// The container around it.
    pub parent: Option<usize>,
    /// What it is in the newer version, or was in the older one.
    pub kind: LeafKind,
    /// What it was in the older version, if that is something else.
    pub was: Option<LeafKind>,
    /// Addresses of this place within the page.
    pub anchors: Vec<String>,
    /// What happened to the block as a whole.
    pub change: Change,
    /// Its text in pieces; neighbours differ in change or marks, and no piece is empty.
    pub pieces: Vec<Piece>,
}

/// A stretch of a leaf's text to which one thing happened and that is set alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What happened to it.
    pub change: Change,
    /// The text.
    pub text: String,
    /// How it is set in the newer version, or was in the older one if it is deleted.
    pub marks: Vec<Mark>,
}

/// What happened to a block or a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// It stands in both versions.
    Same,
    /// It stands in the older version only.
    Deleted,
    /// It stands in the newer version only.
    Inserted,
    /// Its text stands in both, set in another way.
    Reformatted,
}

impl Redline {
    /// A document as the redline of itself.
    pub fn unchanged(document: &Document) -> Self {
        let containers = document.containers.iter();
        let containers =
            containers.map(|c| RedContainer { parent: c.parent, kind: c.kind.clone(), current: true }).collect();
        let leaves = document.leaves.iter().map(|leaf| {
            let mut pieces = Pieces::default();
            pieces.add(Change::Same, &leaf.text, &leaf.spans);
            RedLeaf {
                parent: leaf.parent,
                kind: leaf.kind.clone(),
                was: None,
                anchors: leaf.anchors.clone(),
                change: Change::Same,
                pieces: pieces.0,
            }
        });
        Self { containers, leaves: leaves.collect(), words_added: 0, words_removed: 0 }
    }

    /// Whether nothing is marked.
    pub fn is_unchanged(&self) -> bool {
        self.leaves.iter().all(|leaf| !leaf.is_marked())
    }
}

impl RedLeaf {
    /// Whether something in it, or it itself, is marked.
    pub fn is_marked(&self) -> bool {
        self.change != Change::Same || self.was.is_some() || self.pieces.iter().any(|p| p.change != Change::Same)
    }
}

/// Pieces put together from words.
#[derive(Default)]
pub(super) struct Pieces(pub(super) Vec<Piece>);

impl Pieces {
    pub(super) fn add(&mut self, change: Change, text: &str, spans: &[Span]) {
        let mut start = 0;
        for span in spans {
            let text = &text[start..span.end];
            match self.0.last_mut() {
                Some(last) if last.change == change && last.marks == span.marks => last.text.push_str(text),
                _ => self.0.push(Piece { change, text: text.to_owned(), marks: span.marks.clone() }),
            }
            start = span.end;
        }
    }
}
