//! Emphasis that is no emphasis, so that readers see its stars.

use super::blocks::{Block, blocks};
use crate::check::Subject;
use crate::check::{Edit, Fix, Report};
use crate::document::{Piece, PieceIx, PieceKind, Source};
use crate::model::is_word_char;
use std::ops::Range;

/// The longest stretch that somebody means to emphasise, in bytes.
const LONGEST: usize = 600;

/// Stars that readers of the site see: with spaces inside, or without an end.
pub(super) fn printed(subject: &Subject<'_>, report: &mut Report) {
    let blocks = blocks(&subject.text.source);
    for block in blocks.iter().filter(|block| block.piece.is_some() && block.text.contains("**")) {
        let runs = runs(block);
        let mut ix = 0;
        while ix < runs.len() {
            let pair = runs.get(ix + 1).filter(|next| is_pair(block, &runs[ix], next));
            match pair {
                Some(next) => {
                    pair_found(block, &runs[ix], next, report);
                    ix += 2;
                }
                None => {
                    if opens_alone(block, &runs[ix]) {
                        report.at(block.place(runs[ix].clone()), "stars-unclosed");
                    }
                    ix += 1;
                }
            }
        }
    }
}

/// The pairs of stars in the text; rows of more hide or divide something.
fn runs(block: &Block<'_>) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(start) = block.text[at..].find('*').map(|found| at + found) {
        let length = block.text[start..].len() - block.text[start..].trim_start_matches('*').len();
        at = start + length;
        if length == 2 && block.sign(start..at).is_some() {
            runs.push(start..at);
        }
    }
    runs
}

/// Whether somebody meant what stands between two runs to be bold.
fn is_pair(block: &Block<'_>, open: &Range<usize>, close: &Range<usize>) -> bool {
    let inner = &block.text[open.end..close.start];
    let before = block.before(open.start);
    // a mark of a footnote stands behind a word, and begins a note that goes on to the end of the line
    let lines = block.source.text[block.place(open.start..close.end)].contains('\n');
    let is_footnote = inner.starts_with(' ') && (before.is_some_and(is_word_char) || (lines && before.is_some()));
    !inner.trim().is_empty() && inner.len() <= LONGEST && !is_footnote
}

fn pair_found(block: &Block<'_>, open: &Range<usize>, close: &Range<usize>, report: &mut Report) {
    let inner = &block.text[open.end..close.start];
    let bare = inner.trim();
    let spaced = bare.len() < inner.len();
    let finding = report.at(block.place(open.start..close.end), if spaced { "stars-spaced" } else { "stars-printed" });
    // signs alone say little without their stars
    finding.with("text", if bare.contains(is_word_char) { bare } else { &block.text[open.start..close.end] });
    let (outer, inside) = (block.place(open.start..close.end), block.place(open.end..close.start));
    let source = &block.source.text;
    let written = source[inside].trim();
    // what stands inside is no Markdown of its own, and not on two lines
    if written != bare || written.contains(['*', '\n', '_', '`', '\\']) {
        return;
    }
    if spaced {
        let space = |there: bool, beside: Option<char>| {
            if there && beside.is_some_and(|c| !c.is_whitespace()) { " " } else { "" }
        };
        let before = space(inner.starts_with(' '), block.before(open.start));
        let after = space(inner.ends_with(' '), block.at(close.end));
        if let Some(by) = emphasised(
            bare,
            "**",
            block.before(open.start).filter(|_| before.is_empty()),
            block.at(close.end).filter(|_| after.is_empty()),
        ) {
            finding.fix(Fix::safe(outer, format!("{before}{by}{after}")));
        }
    } else {
        let emphasis =
            Emphasis { before: block.before(open.start), inner: bare, after: block.at(close.end), stars: "**" };
        if let Some(by) = emphasis.mended() {
            finding.fix(Fix::safe(outer, by));
        }
    }
}

/// Whether a run begins something that never ends: it stands before a word, behind a space.
fn opens_alone(block: &Block<'_>, run: &Range<usize>) -> bool {
    let before = block.before(run.start);
    let after = block.at(run.end);
    // at the start of a block it may be the mark of a footnote
    before.is_some_and(char::is_whitespace) && after.is_some_and(is_word_char)
}

/// `text` in stars between two characters, if every reader of Markdown takes that for emphasis.
fn emphasised(text: &str, stars: &str, before: Option<char>, after: Option<char>) -> Option<String> {
    let (first, last) = (text.chars().next()?, text.chars().next_back()?);
    (flanks(before, first) && flanks(after, last)).then(|| format!("{stars}{text}{stars}"))
}

/// Whether stars between `outside` and `inside` begin or end emphasis by CommonMark, section 6.2.
fn flanks(outside: Option<char>, inside: char) -> bool {
    let open = outside.is_none_or(|c| c.is_whitespace() || is_punctuation(c));
    !inside.is_whitespace() && (!is_punctuation(inside) || open)
}

fn is_punctuation(c: char) -> bool {
    !is_word_char(c) && !c.is_whitespace()
}

/// Emphasis that this program shows, and that others show as stars, since it begins or ends with a sign beside a letter.
pub(super) fn beside_signs(subject: &Subject<'_>, report: &mut Report) {
    let source = &subject.text.source;
    for (ix, piece) in source.pieces.iter().enumerate() {
        let Some(emphasis) = Emphasis::of(source, piece) else { continue };
        if emphasis.begins() && emphasis.ends() {
            continue;
        }
        let finding = report.at(piece.range.clone(), "stars-beside-sign").with("text", source.text_in(ix));
        if let Some(by) = emphasis.mended().filter(|_| is_plain(source, ix)) {
            finding.fix(Fix { edits: vec![Edit { range: piece.range.clone(), by }], safe: true });
        }
    }
}

/// Whether a piece stands in no other emphasis, and holds none.
fn is_plain(source: &Source, ix: PieceIx) -> bool {
    let is_mark =
        |piece: &Piece| matches!(piece.kind, PieceKind::Strong | PieceKind::Emphasis | PieceKind::Link { .. });
    !source.around(ix).any(is_mark) && !source.pieces[ix + 1..source.pieces[ix].end].iter().any(is_mark)
}

/// Signs that end a phrase, and are no part of what is emphasised.
const AFTER: [char; 7] = [':', ';', ',', '.', '!', '?', '…'];

/// A stretch between stars.
struct Emphasis<'s> {
    before: Option<char>,
    inner: &'s str,
    after: Option<char>,
    stars: &'s str,
}

impl<'s> Emphasis<'s> {
    fn of(source: &'s Source, piece: &Piece) -> Option<Self> {
        let length = match piece.kind {
            PieceKind::Strong => 2,
            PieceKind::Emphasis => 1,
            _ => return None,
        };
        let (text, range) = (&source.text, &piece.range);
        let whole = &text[range.clone()];
        let stars = whole.get(..length).filter(|stars| stars.bytes().all(|b| b == b'*'))?;
        let inner = whole.strip_prefix(stars)?.strip_suffix(stars)?;
        let (before, after) = (text[..range.start].chars().next_back(), text[range.end..].chars().next());
        // stars of another emphasis
        let mixed = before == Some('*') || after == Some('*') || inner.starts_with('*') || inner.ends_with('*');
        (!mixed && !inner.is_empty()).then_some(Self { before, inner, after, stars })
    }

    fn begins(&self) -> bool {
        self.inner.chars().next().is_some_and(|first| flanks(self.before, first))
    }

    fn ends(&self) -> bool {
        self.inner.chars().next_back().is_some_and(|last| flanks(self.after, last))
    }

    /// The same as every reader of Markdown understands it: the signs stand outside, or there are tags in place of stars.
    fn mended(&self) -> Option<String> {
        const PAIRS: [(char, char); 7] =
            [('"', '"'), ('“', '”'), ('‘', '’'), ('(', ')'), ('[', ']'), ('«', '»'), ('\'', '\'')];
        let stars = self.stars;
        if self.inner.contains(['\n', '<', '\\', '`']) {
            return None;
        }
        for (open, close) in PAIRS {
            let Some(rest) = self.inner.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)) else { continue };
            if !rest.contains([open, close]) && open != '[' {
                return Some(format!("{open}{}{close}", emphasised(rest, stars, Some(open), Some(close))?));
            }
        }
        // a sign at the end, such as that of a label, may stand behind the stars
        let bare = self.inner.trim_end_matches(AFTER);
        if self.begins() && bare.len() < self.inner.len() {
            let sign = self.inner[bare.len()..].chars().next();
            if let Some(by) = emphasised(bare, stars, self.before, sign) {
                return Some(format!("{by}{}", &self.inner[bare.len()..]));
            }
        }
        let tag = if stars.len() == 2 { "strong" } else { "em" };
        Some(format!("<{tag}>{}</{tag}>", self.inner))
    }
}
