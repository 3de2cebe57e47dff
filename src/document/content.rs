//! The content of a leaf, held once for all versions that contain it.

use super::{LeafKind, Span};
use std::any::Any;
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
    kept: Kept,
}

/// What was made of a content once; no part of it.
#[derive(Default)]
struct Kept {
    written: OnceLock<Option<Box<str>>>,
    words: OnceLock<usize>,
    found: OnceLock<Box<dyn Any + Send + Sync>>,
}

impl Clone for Kept {
    fn clone(&self) -> Self {
        Self { written: self.written.clone(), words: self.words.clone(), found: OnceLock::new() }
    }
}

impl PartialEq for Kept {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Kept {}

impl Content {
    /// A leaf's content.
    pub fn new(kind: LeafKind, text: String, spans: Vec<Span>) -> Self {
        Self { kind, text, spans, kept: Kept::default() }
    }

    /// How many words it has: what `count` gives the first time that somebody asks.
    pub(crate) fn words(&self, count: impl FnOnce() -> usize) -> usize {
        *self.kept.words.get_or_init(count)
    }

    /// Its text as it is written wherever it stands: what `write` gives the first time that somebody asks. `None` for a
    /// text that is written in different ways in different places.
    pub(crate) fn written(&self, write: impl FnOnce() -> Option<String>) -> Option<&str> {
        self.kept.written.get_or_init(|| write().map(String::into_boxed_str)).as_deref()
    }

    /// What was found in it: what `find` gives the first time that somebody asks. `None` if somebody asked for another kind of
    /// thing before.
    pub(crate) fn found<T: Any + Send + Sync>(&self, find: impl FnOnce() -> T) -> Option<&T> {
        self.kept.found.get_or_init(|| Box::new(find())).downcast_ref()
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
