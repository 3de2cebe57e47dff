//! A leaf of the version that is being added.

use super::Shape;
use super::words::{Token, words};
use crate::document::Leaf;
use std::cell::OnceCell;

/// A leaf of the new version.
pub(super) struct Incoming<'a> {
    pub(super) leaf: &'a Leaf,
    pub(super) text: u32,
    pub(super) setting: u32,
    pub(super) shape: Shape,
    words: OnceCell<Vec<Token<'a>>>,
}

impl<'a> Incoming<'a> {
    pub(super) fn new(leaf: &'a Leaf, text: u32, setting: u32, shape: Shape) -> Self {
        Self { leaf, text, setting, shape, words: OnceCell::new() }
    }

    /// Its words; cut once.
    pub(super) fn words(&self) -> &[Token<'a>] {
        self.words.get_or_init(|| words(self.leaf))
    }
}
