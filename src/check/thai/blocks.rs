//! The text of each block, as a reader sees it, with the places of its letters in the file.

use crate::document::{Piece, PieceIx, PieceKind, Source};
use crate::letters::is_thai;
use std::ops::Range;

/// Stands for code and images: no letter, digit or space.
pub(super) const OTHER: char = '\u{fffc}';

/// The text of a paragraph, a heading, a cell, or an item without paragraphs; or text in HTML or in the front matter.
pub(super) struct Block<'s> {
    pub(super) source: &'s Source,
    /// The piece that holds the text, if that is Markdown.
    pub(super) piece: Option<PieceIx>,
    /// What a reader sees. The end of a line is a space, code is [`OTHER`].
    pub(super) text: String,
    /// Where each stretch begins in the text, and where it stands in the file.
    parts: Vec<(usize, Range<usize>)>,
}

/// The blocks of a text, in order; code in lines of its own is none.
pub(super) fn blocks(source: &Source) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> =
        FRONT.iter().filter_map(|key| Block::plain(source, source.front_value(key)?)).collect();
    for (ix, piece) in source.pieces.iter().enumerate() {
        let said = match &piece.kind {
            PieceKind::Html => {
                blocks
                    .extend(outside_tags(source, piece.range.clone()).filter_map(|range| Block::plain(source, range)));
                continue;
            }
            PieceKind::Text(text) => text.as_str(),
            PieceKind::LineEnd | PieceKind::Break => " ",
            PieceKind::InlineCode(_) | PieceKind::InlineHtml | PieceKind::FootnoteReference { .. } => "\u{fffc}",
            _ => continue,
        };
        let Some(holder) = holder(source, ix) else { continue };
        if blocks.last().is_none_or(|last| last.piece != Some(holder)) {
            blocks.push(Block { source, piece: Some(holder), text: String::new(), parts: Vec::new() });
        }
        let Some(block) = blocks.last_mut() else { continue };
        block.parts.push((block.text.len(), piece.range.clone()));
        block.text.push_str(said);
    }
    blocks
}

/// The keys of the front matter whose values readers see.
const FRONT: [&str; 2] = ["title", "summary"];

/// Elements of HTML whose text is not for readers, or is code.
const UNREAD: [&str; 5] = ["script", "style", "pre", "code", "textarea"];

/// The stretches of HTML that stand outside tags and comments, a line at most.
fn outside_tags(source: &Source, html: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let text = &source.text[html.clone()];
    let (mut found, mut at) = (Vec::new(), 0);
    while at < text.len() {
        let rest = &text[at..];
        let length = match rest.strip_prefix('<') {
            None => rest.find(['<', '\n']).map_or(rest.len(), |end| end.max(1)),
            Some(_) if rest.starts_with("<!--") => rest.find("-->").map_or(rest.len(), |end| end + 3),
            Some(tag) => {
                let name =
                    tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
                let end = format!("</{name}");
                let whole = UNREAD.contains(&name.as_str()).then(|| rest.find(&end)).flatten();
                whole.or_else(|| rest.find('>').map(|end| end + 1)).unwrap_or(rest.len())
            }
        };
        if !rest.starts_with('<') && !rest[..length].trim().is_empty() {
            found.push(html.start + at..html.start + at + length);
        }
        at += length;
    }
    found.into_iter()
}

/// The block in which a piece stands; `None` in code.
fn holder(source: &Source, ix: PieceIx) -> Option<PieceIx> {
    let parent = |ix: &PieceIx| source.pieces[*ix].parent;
    let mut around = std::iter::successors(source.pieces[ix].parent, parent);
    let holder = around.find(|ix| is_block(&source.pieces[*ix]))?;
    (!matches!(source.pieces[holder].kind, PieceKind::Code { .. } | PieceKind::Html)).then_some(holder)
}

fn is_block(piece: &Piece) -> bool {
    !matches!(
        piece.kind,
        PieceKind::Emphasis | PieceKind::Strong | PieceKind::Strike | PieceKind::Link { .. } | PieceKind::Image { .. }
    )
}

impl<'s> Block<'s> {
    /// Text that stands in the file as it is.
    fn plain(source: &'s Source, range: Range<usize>) -> Option<Self> {
        let text = source.text.get(range.clone())?.to_owned();
        Some(Self { source, piece: None, text, parts: vec![(0, range)] })
    }

    /// Where a stretch of the text stands in the file.
    pub(super) fn place(&self, range: Range<usize>) -> Range<usize> {
        let part = |at: usize| &self.parts[self.parts.partition_point(|(start, _)| *start <= at).saturating_sub(1)];
        let (first, last) = (part(range.start), part(range.end.saturating_sub(1).max(range.start)));
        let start = (first.1.start + (range.start - first.0)).min(first.1.end);
        let end = (last.1.start + (range.end - last.0)).clamp(start, last.1.end.max(start));
        let text = &self.source.text;
        text.floor_char_boundary(start)..text.ceil_char_boundary(end)
    }

    /// The same, if the file has there exactly what the text has.
    pub(super) fn exact(&self, range: Range<usize>) -> Option<Range<usize>> {
        let place = self.place(range.clone());
        (self.source.text[place.clone()] == self.text[range]).then_some(place)
    }

    /// Whether it has Thai letters, or what stands for them in fonts.
    pub(super) fn may_be_thai(&self) -> bool {
        self.text.contains(|c| is_thai(c) || matches!(c, '\u{F700}'..='\u{F71A}'))
    }

    /// Where a sign stands in the file that is neither escaped nor written as a reference.
    pub(super) fn sign(&self, range: Range<usize>) -> Option<Range<usize>> {
        self.exact(range).filter(|place| !self.source.text[..place.start].ends_with('\\'))
    }

    /// The character before a place of the text.
    pub(super) fn before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    /// The character at a place of the text.
    pub(super) fn at(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    /// The places of a text in the block's.
    pub(super) fn find<'b>(&'b self, wanted: &'b str) -> impl Iterator<Item = Range<usize>> + 'b {
        self.text.match_indices(wanted).map(|(at, found)| at..at + found.len())
    }
}

/// Whether `c` is a consonant of Thai.
pub(super) fn is_consonant(c: char) -> bool {
    matches!(c, '\u{0E01}'..='\u{0E2E}')
}

/// Whether `c` is a mark of Thai above or below a consonant.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{0E31}' | '\u{0E34}'..='\u{0E3A}' | '\u{0E47}'..='\u{0E4E}')
}

/// Whether `c` is a tone mark, or the sign of a silent letter.
pub(super) fn is_tone(c: char) -> bool {
    matches!(c, '\u{0E48}'..='\u{0E4C}')
}

/// Whether `c` is a vowel above or below its consonant.
pub(super) fn is_vowel_mark(c: char) -> bool {
    matches!(c, '\u{0E31}' | '\u{0E34}'..='\u{0E39}')
}

/// Whether a text has a letter of Thai.
pub(super) fn has_thai(text: &str) -> bool {
    text.contains(is_thai)
}
