//! What a leaf says, held once for all versions in which it stands.

use super::{LeafKind, Span};
use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

/// What a leaf is and says, wherever it stands. Versions that share it say the same there.
#[derive(Clone, PartialEq, Eq)]
pub struct Content {
    /// What it is.
    pub kind: LeafKind,
    /// Its text as a reader sees it; white space is one space, but in code. What looks the same in Thai and Lao is
    /// spelt the same, but in code.
    pub text: String,
    /// How the text is set. The spans cover it without gaps; neighbours differ.
    pub spans: Vec<Span>,
    written: Kept<Option<Box<str>>>,
    words: Kept<usize>,
}

/// What was made of a content once; no part of it.
#[derive(Clone)]
struct Kept<T>(OnceLock<T>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}

impl<T> PartialEq for Kept<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<T> Eq for Kept<T> {}

impl Content {
    /// A leaf's content.
    pub fn new(kind: LeafKind, text: String, spans: Vec<Span>) -> Self {
        Self { kind, text, spans, written: Kept::default(), words: Kept::default() }
    }

    /// How many words it has: what `count` gives the first time that somebody asks.
    pub(crate) fn words(&self, count: impl FnOnce() -> usize) -> usize {
        *self.words.0.get_or_init(count)
    }

    /// Its text as it is written wherever it stands: what `write` gives the first time that somebody asks. `None` for a
    /// text that is written in different ways in different places.
    pub(crate) fn written(&self, write: impl FnOnce() -> Option<String>) -> Option<&str> {
        self.written.0.get_or_init(|| write().map(String::into_boxed_str)).as_deref()
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Content")
            .field("kind", &self.kind)
            .field("text", &self.text)
            .field("spans", &self.spans)
            .finish()
    }
}

/// A block that holds text and no block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// The container around it.
    pub parent: Option<super::ContainerIx>,
    /// What it is and says.
    pub content: Arc<Content>,
    /// Addresses of this place within the page, without `#`; the first of a heading is its own.
    pub anchors: Vec<String>,
}

impl Deref for Leaf {
    type Target = Content;

    fn deref(&self) -> &Content {
        &self.content
    }
}
