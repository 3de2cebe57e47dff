//! A leaf of the version that is being added.

use crate::document::Leaf;
use crate::weave::nodes::{LeafNode, Shape};
use crate::weave::words::{Token, words};
use std::cell::OnceCell;

/// A leaf of the new version.
pub(super) struct Incoming<'a> {
    pub(super) leaf: &'a Leaf,
    pub(super) text: u32,
    pub(super) setting: u32,
    /// The container around it, among the weave's.
    pub(super) parent: Option<usize>,
    words: OnceCell<Vec<Token<'a>>>,
}

impl<'a> Incoming<'a> {
    pub(super) fn new(leaf: &'a Leaf, text: u32, setting: u32) -> Self {
        Self { leaf, text, setting, parent: None, words: OnceCell::new() }
    }

    pub(super) fn shape(&self) -> Shape {
        Shape { parent: self.parent, kind: self.leaf.kind.clone(), anchors: self.leaf.anchors.clone() }
    }

    /// Whether the leaf of a weave is this one: it stands, says the same, and stands in the same place.
    pub(super) fn is(&self, node: &LeafNode) -> bool {
        let shape = node.shape.now();
        let same = (*node.text.now(), *node.setting.now()) == (self.text, self.setting);
        same && node.alive.now()
            && shape.parent == self.parent
            && shape.kind == self.leaf.kind
            && shape.anchors == self.leaf.anchors
    }

    /// Its words; cut once.
    pub(super) fn words(&self) -> &[Token<'a>] {
        self.words.get_or_init(|| words(self.leaf))
    }
}
