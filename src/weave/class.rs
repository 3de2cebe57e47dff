//! Which blocks may be one and the same: a paragraph becomes a heading, but no rule.

use crate::document::LeafKind;

/// What may be paired with what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum BlockClass {
    /// Paragraphs, lines, terms.
    Text,
    Heading,
    Code,
    Rule,
    /// A row of cells.
    Row,
}

impl BlockClass {
    /// A heading may have been a paragraph.
    pub(super) fn pairs_with(self, other: Self) -> bool {
        let text = |c| matches!(c, Self::Text | Self::Heading);
        self == other || (text(self) && text(other))
    }

    /// Blocks of the same number may be equal: a heading and a paragraph with one text are.
    pub(super) fn symbol(self) -> u8 {
        match self {
            Self::Text | Self::Heading => 0,
            Self::Code => 1,
            Self::Rule => 2,
            Self::Row => 3,
        }
    }
}

/// What a leaf may be paired with.
pub(super) fn class(kind: &LeafKind) -> BlockClass {
    match kind {
        LeafKind::Heading(_) => BlockClass::Heading,
        LeafKind::Code(_) => BlockClass::Code,
        LeafKind::Rule => BlockClass::Rule,
        LeafKind::Cell(_) => BlockClass::Row,
        LeafKind::Paragraph | LeafKind::Line | LeafKind::Term => BlockClass::Text,
    }
}
