//! A version's text as a flat list of leaf blocks in reading order, each with the path of its containers.
//!
//! Parsing never fails and loses no text: what has no meaning of its own is kept as text, and anything unusual is
//! reported as a warning.

mod anchor;
mod autolink;
mod blocks;
mod build;
mod content;
mod decode;
mod divide;
mod front_matter;
mod inline_html;
mod listed;
mod markdown;
mod placed;
mod raw_html;
mod reader;
mod sanitise;
mod source;
mod space;
mod spelling;
mod tables;
mod tags;
mod veil;

pub use blocks::{Align, Aside, Cell, Item, Numbering, Numerals};
pub use content::{Content, Leaf};
pub use front_matter::{FrontMatter, Written};
pub use source::{Piece, PieceIx, PieceKind, Source};
pub use tables::{FILLED_UP, is_filled_up};

use crate::error::Warning;
use crate::tally::{Work, count};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A version's text. Two documents are equal exactly when a reader sees no difference.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// Containers in the order in which their first leaf stands; a parent stands before its children, and every
    /// container holds at least one leaf.
    pub containers: Vec<Container>,
    /// Leaf blocks in reading order. The leaves of a container are neighbours.
    pub leaves: Vec<Leaf>,
}

/// The place of a container in [`Document::containers`].
pub type ContainerIx = usize;

/// A block that holds other blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Container {
    /// The container around it; its place is lower.
    pub parent: Option<ContainerIx>,
    /// What it is.
    pub kind: ContainerKind,
}

/// What a container is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ContainerKind {
    /// A block quote, perhaps a GitHub-style alert.
    Quote(Option<Alert>),
    /// A note beside the text, with the blocks that it holds.
    Aside(Aside),
    /// A list: numbered, or with bullets. Holds items.
    List(Option<Numbering>),
    /// An item of a list.
    Item(Item),
    /// A table with the alignment of its columns. Holds a caption, a head and bodies.
    Table(Vec<Align>),
    /// What a table is called. Stands before all else in it.
    Caption,
    /// The head of a table. Holds rows.
    Head,
    /// The body of a table. Holds rows.
    Body,
    /// A row. Holds cells, which are leaves.
    Row,
    /// The text of a footnote, with its label.
    Footnote(String),
    /// A list of definitions. Holds terms, which are leaves, and definitions.
    Definitions,
    /// One definition.
    Definition,
}

/// The kinds of alert of GitHub's block quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Alert {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

/// What a leaf is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum LeafKind {
    /// A paragraph.
    Paragraph,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// Text that stands in an item or a definition without being a paragraph.
    Line,
    /// A cell of a table.
    Cell(Cell),
    /// Code with its info string.
    Code(String),
    /// The term that a definition explains.
    Term,
    /// A thematic break; has no text.
    Rule,
}

/// A stretch of a leaf's text that is set alike.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    /// Where it ends in the leaf's text, in bytes.
    pub end: usize,
    /// From the outside in; no kind occurs twice.
    pub marks: Vec<Mark>,
}

/// How a stretch of text is set.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Mark {
    Emphasis,
    Strong,
    Strike,
    Underline,
    Highlight,
    Small,
    Sub,
    Sup,
    Kbd,
    Code,
    /// A link.
    Link {
        /// Where it leads, as written.
        href: String,
        /// What it says of itself.
        title: String,
    },
    /// An image; the text is its alternative text, or [`PICTURE`] where it has none.
    Image {
        /// Where it is, as written.
        src: String,
        /// What it says of itself.
        title: String,
    },
    /// A reference to the footnote with this label; the text shows it.
    Footnote(String),
    /// A line break; the text is one newline.
    Break,
}

/// The text of an image without alternative text: U+FFFC, the object replacement character. It is no word: how an image is
/// called is said by whoever shows it, in the reader's language.
pub const PICTURE: char = '\u{fffc}';

/// `text` without images that have no text.
pub fn without_pictures(text: &str) -> Cow<'_, str> {
    if !text.contains(PICTURE) {
        return text.into();
    }
    let words: Vec<&str> = text.split([PICTURE, ' ']).filter(|word| !word.is_empty()).collect();
    words.join(" ").into()
}

/// What was read from a file.
#[derive(Debug, Clone, Default)]
pub struct Parsed {
    /// Its text.
    pub document: Document,
    /// What it says about itself.
    pub front: FrontMatter,
    /// What is odd in it.
    pub warnings: Vec<Warning>,
    parts: divide::Parts,
}

/// Reads a policy's file. `place` names it in warnings.
pub fn parse(bytes: &[u8], place: &str) -> Parsed {
    parse_after(bytes, place, None)
}

/// What the front matter of a policy's file says beyond its version, without the text being read.
pub fn written(bytes: &[u8]) -> Written {
    front_matter::written(&decode::decode(bytes, "", &mut Vec::new()))
}

/// As [`parse`], with less work where much of the text stands in the one `before` too; with the same result.
pub fn parse_after(bytes: &[u8], place: &str, before: Option<&Parsed>) -> Parsed {
    count(Work::TextsParsed, 1);
    count(Work::BytesParsed, bytes.len());
    let mut warnings = Vec::new();
    let text = decode::decode(bytes, place, &mut warnings);
    let (front, body) = front_matter::split(&text, place, &mut warnings);
    let before = before.map(|before| (&before.document, &before.parts));
    let (document, parts) = markdown::read(body, before, place, &mut warnings);
    let ragged = tables::ragged(&document);
    if ragged > 0 {
        let message = "table rows differ so much in length that short ones are not padded";
        warnings.push(Warning::new(place, format!("{message} (tables: {ragged})")));
    }
    Parsed { document, front, warnings, parts }
}

impl Parsed {
    /// What was read from a file before, its text known from elsewhere.
    pub fn known(document: Document, front: FrontMatter, warnings: Vec<Warning>) -> Self {
        Self { document, front, warnings, parts: divide::Parts::default() }
    }
}

impl Document {
    /// The text of the first heading of level 1, or else of the first heading.
    pub fn title(&self) -> Option<Cow<'_, str>> {
        let says = |leaf: &&Leaf| matches!(leaf.kind, LeafKind::Heading(_)) && !without_pictures(&leaf.text).is_empty();
        let headings = || self.leaves.iter().filter(says);
        let first = headings().find(|l| l.kind == LeafKind::Heading(1)).or_else(|| headings().next());
        first.map(|l| without_pictures(&l.text))
    }

    /// Every anchor of the text, in reading order.
    pub fn anchors(&self) -> impl Iterator<Item = &str> {
        self.leaves.iter().flat_map(|l| l.anchors.iter().map(String::as_str))
    }
}

/// The id, within a page, of the footnote with `label`.
pub fn footnote_anchor(label: &str) -> String {
    let safe: String = label.chars().map(|c| if c.is_whitespace() { '-' } else { c }).collect();
    format!("fn.{safe}")
}

#[cfg(test)]
mod tests;
