//! Lines that Markdown takes for something else than their author, or that it does not take for what he meant.

use super::blocks::has_thai;
use crate::check::Subject;
use crate::check::{Edit, Fix, Report};
use crate::document::{Piece, PieceKind, Source};
use crate::letters::digit;
use std::ops::Range;

/// The lines of a piece, each with its place, without its end.
fn lines<'s>(source: &'s Source, piece: &Piece) -> impl Iterator<Item = (usize, &'s str)> {
    let mut at = piece.range.start;
    source.text[piece.range.clone()].split_inclusive('\n').map(move |line| {
        at += line.len();
        (at - line.len(), line.trim_end_matches(['\n', '\r']))
    })
}

/// An indented line, which is code and not a paragraph.
pub(super) fn indent(subject: &Subject<'_>, report: &mut Report) {
    let source = &subject.text.source;
    for piece in &source.pieces {
        let PieceKind::Code { fenced: false, .. } = piece.kind else { continue };
        let text = &source.text[piece.range.clone()];
        if !is_prose(text) {
            continue;
        }
        let finding = report.at(first_line(source, piece), "indented-prose").with("text", start_of(text));
        if piece.parent.is_none() {
            let edits = lines(source, piece).filter_map(|(at, line)| indentation(source, at, line)).collect();
            // what looks like Markdown in code is text, and would no longer be
            let plain = !text.contains(['*', '_', '`', '[', '<', '&', '\\', '~', '|', '#', '-', '+', '>', ':']);
            // and what stands below would belong to the paragraph
            let plain = plain && is_last(&source.text[..piece.range.end], &source.text[piece.range.end..]);
            finding.fix(Fix { edits, safe: plain && !text.trim_start().starts_with(|c: char| digit(c).is_some()) });
        }
    }
}

/// Whether nothing stands in the line below what ends `before`; the text goes on with `after`.
fn is_last(before: &str, after: &str) -> bool {
    let below = if before.ends_with('\n') { after } else { after.split_once('\n').map_or("", |(_, below)| below) };
    below.lines().next().is_none_or(|line| line.trim().is_empty())
}

/// Whether a text is a sentence, and no code.
fn is_prose(text: &str) -> bool {
    const CODE: [&str; 9] = ["{", "}", ";", "=", "()", "$ ", "</", "://", "│"];
    if CODE.iter().any(|sign| text.contains(sign)) {
        return false;
    }
    let words = text.split_whitespace().count();
    let english = words >= 8 && text.trim().starts_with(char::is_uppercase) && text.trim().ends_with('.');
    (has_thai(text) && !text.trim_start().starts_with(['#', '/', '-', '>', '|'])) || english
}

fn first_line(source: &Source, piece: &Piece) -> Range<usize> {
    let start = piece.range.start;
    let length = source.text[start..piece.range.end].trim_end().split('\n').next().unwrap_or_default().len();
    start..start + length
}

fn start_of(text: &str) -> String {
    const MOST: usize = 30;
    let line = text.trim().lines().next().unwrap_or_default();
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

/// The white space before a line's text is to go.
fn indentation(source: &Source, at: usize, line: &str) -> Option<Edit> {
    let line_start = source.text[..at].rfind('\n').map_or(0, |end| end + 1);
    let text = at + line.len() - line.trim_start_matches([' ', '\t']).len();
    (line_start < text && !line.trim().is_empty()).then(|| Edit { range: line_start..text, by: String::new() })
}

/// The first lines of paragraphs, with their places.
fn paragraphs(source: &Source) -> impl Iterator<Item = (&Piece, usize, &str)> {
    let paragraphs = source.pieces.iter().filter(|piece| matches!(piece.kind, PieceKind::Paragraph));
    paragraphs.filter_map(|piece| lines(source, piece).next().map(|(at, line)| (piece, at, line)))
}

/// `#หัวข้อ`: without a space it is no heading.
pub(super) fn heading(subject: &Subject<'_>, report: &mut Report) {
    for (_, at, line) in paragraphs(&subject.text.source) {
        let text = line.trim_start_matches('#');
        let hashes = line.len() - text.len();
        let Some(first) = text.chars().next() else { continue };
        let starts = hashes > 1 && first.is_alphanumeric() || hashes == 1 && has_thai(&first.to_string());
        // marks of a topic stand in rows, and have no spaces
        let topics = hashes == 1 && line.split_whitespace().filter(|word| word.starts_with('#')).count() > 1;
        if (1..=6).contains(&hashes) && starts && !topics {
            let finding = report.at(at..at + line.trim_end().len(), "heading-space").with("text", start_of(text));
            finding.fix(Fix::safe(at + hashes..at + hashes, " "));
        }
    }
}

/// White space that looks like a space, and is none to Markdown, after the sign of a heading, or of items that run together.
pub(super) fn hard_space(subject: &Subject<'_>, report: &mut Report) {
    let source = &subject.text.source;
    for piece in source.pieces.iter().filter(|piece| matches!(piece.kind, PieceKind::Paragraph)) {
        let found: Vec<Signed<'_>> = lines(source, piece).filter_map(|(at, line)| Signed::of(at, line)).collect();
        // a number that stands alone looks as it should
        let items = found.iter().filter(|line| !line.sign.starts_with('#')).count();
        for line in found.iter().filter(|line| line.sign.starts_with('#') || items > 1) {
            let finding = report.at(line.start..line.space.end, "hard-space").with("sign", line.sign);
            finding.fix(Fix::safe(line.space.clone(), " "));
        }
    }
}

/// A line with a sign and a hard space behind it.
struct Signed<'s> {
    start: usize,
    sign: &'s str,
    space: Range<usize>,
}

impl<'s> Signed<'s> {
    fn of(at: usize, line: &'s str) -> Option<Self> {
        let text = line.trim_start();
        let start = at + line.len() - text.len();
        let hashes = text.len() - text.trim_start_matches('#').len();
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let length = match text.as_bytes() {
            [b'#', ..] if hashes <= 6 => hashes,
            [b'-' | b'*' | b'+', ..] => 1,
            [b'0'..=b'9', ..] if digits <= 3 && text[digits..].starts_with(['.', ')']) => digits + 1,
            _ => return None,
        };
        let is_hard = |c: &char| matches!(c, '\u{a0}' | '\u{3000}' | '\u{2002}' | '\u{2003}' | '\u{202f}');
        let space = text[length..].chars().next().filter(is_hard)?;
        let end = start + length;
        Some(Self { start, sign: &text[..length], space: end..end + space.len_utf8() })
    }
}

/// Rows of a table without the line of dashes below its head: readers see the strokes.
pub(super) fn no_table(subject: &Subject<'_>, report: &mut Report) {
    let source = &subject.text.source;
    for piece in source.pieces.iter().filter(|piece| matches!(piece.kind, PieceKind::Paragraph)) {
        let rows = lines(source, piece).filter(|(_, line)| {
            let line = line.trim();
            line.starts_with('|') && line.ends_with('|') && line.matches('|').count() > 2
        });
        let rows: Vec<_> = rows.collect();
        if let [(at, first), _, ..] = rows[..] {
            report.at(at..at + first.trim_end().len(), "no-table");
        }
    }
}
