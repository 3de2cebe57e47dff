//! A text with all that is read from its file.

use crate::document::{self, Parsed, PieceIx, PieceKind, Source};

/// A text with all that is read from its file.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// The file.
    pub bytes: Vec<u8>,
    /// What readers see of it, and its front matter.
    pub parsed: Parsed,
    /// Where that stands in the file.
    pub source: Source,
}

/// A heading that is written as one in Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its place among the pieces.
    pub piece: PieceIx,
    /// 1 to 6.
    pub level: u8,
    /// Its words.
    pub text: String,
}

impl Text {
    /// Reads the file at a path.
    pub fn read(bytes: &[u8], path: &str) -> Self {
        Self { bytes: bytes.to_vec(), parsed: document::parse(bytes, path), source: Source::of(bytes) }
    }

    /// The headings of the Markdown, in order.
    pub fn headings(&self) -> impl Iterator<Item = Heading> {
        self.source.pieces.iter().enumerate().filter_map(|(piece, found)| match found.kind {
            PieceKind::Heading { level } => Some(Heading { piece, level, text: self.source.text_in(piece) }),
            _ => None,
        })
    }
}
