//! Divides a text into parts that can be parsed independently: the result for a part depends on nothing before or
//! after it, so a part that the previous version also has need not be parsed again.
//!
//! A part begins on a line after a blank one, at a character that can't continue a list, a quote or a definition: such
//! a line ends every block that the blank line has not ended, except code and HTML that are not closed. Whether a
//! block begins there, with nothing open, is known once the text before it is parsed.

use super::Document;
use super::veil::has_comment;
use std::ops::Range;

/// The text of a document and the parts of it that may be used again.
#[derive(Debug, Clone, Default)]
pub(super) struct Parts {
    text: Box<str>,
    parts: Vec<Part>,
}

/// A part of a text that was read.
#[derive(Debug, Clone)]
pub(super) struct Part {
    text: Range<usize>,
    pub(super) leaves: Range<usize>,
    pub(super) containers: Range<usize>,
    /// Whether it may be used again.
    again: bool,
}

impl Parts {
    /// The parts of `text`, noted so far as `document` grows.
    pub(super) fn of(text: &str) -> Self {
        Self { text: text.into(), parts: Vec::new() }
    }

    /// Notes that the text up to `end` was read, and that it may be used again.
    pub(super) fn note(&mut self, end: usize, document: &Document, again: bool) {
        let (text, leaves, containers) =
            self.parts.last().map_or((0, 0, 0), |p| (p.text.end, p.leaves.end, p.containers.end));
        let (leaves, containers) = (leaves..document.leaves.len(), containers..document.containers.len());
        self.parts.push(Part { text: text..end, leaves, containers, again });
    }
}

/// Among how many parts one is looked for.
const NEAR: usize = 1000;

/// The parts of the text before, as they are looked for in the next one.
pub(super) struct Known<'a> {
    before: &'a Parts,
    /// The place of the one that is expected next.
    next: usize,
}

impl<'a> Known<'a> {
    pub(super) fn new(before: &'a Parts) -> Self {
        Self { before, next: 0 }
    }

    /// The part that is expected next, or the one after that, if the text goes on with it at `at`; and where it ends. What
    /// ended with the text is the same only where a text ends.
    pub(super) fn expected(&self, text: &str, at: usize) -> Option<(usize, usize)> {
        let near = self.before.parts.iter().enumerate().skip(self.next).take(2);
        near.map(|(ix, part)| (ix, part, at + part.text.len())).find_map(|(ix, part, end)| {
            let same = part.again && text[at..].starts_with(&self.before.text[part.text.clone()]);
            let is_last = part.text.end == self.before.text.len();
            let fits = same && if end == text.len() { is_last } else { !is_last && begins(&text[end..]) };
            fits.then_some((ix, end))
        })
    }

    /// A part with just this text, not far from the one that is expected next.
    pub(super) fn equal(&self, text: &str, is_last: bool) -> Option<usize> {
        let near = self.before.parts.iter().enumerate().skip(self.next.saturating_sub(NEAR / 4)).take(NEAR);
        let mut near = near.filter(|(_, part)| part.again && part.text.len() == text.len());
        let found = near.find(|(_, part)| &self.before.text[part.text.clone()] == text);
        found.filter(|(_, part)| is_last == (part.text.end == self.before.text.len())).map(|(ix, _)| ix)
    }

    /// The part at this place, which is used again: the next one is expected next.
    pub(super) fn take(&mut self, ix: usize) -> &'a Part {
        self.next = ix + 1;
        &self.before.parts[ix]
    }
}

/// Where the next part may begin after one that begins at `start`; the text's end, if no other does. `None` when what a
/// block up to there means may depend on others: it may define links, footnotes or terms, or begin HTML of which the end
/// is looked for all over the text.
pub(super) fn next_start(text: &str, start: usize) -> Option<usize> {
    let (mut at, mut after_blank) = (start, false);
    while at < text.len() {
        let rest = &text[at..];
        if after_blank && begins(rest) {
            return Some(at);
        }
        let line = line(rest);
        let shown = line.trim_ascii_start();
        if shown.starts_with(':') || line.contains("]:") || line.contains("<?") || has_comment(line) {
            return None;
        }
        after_blank = shown.is_empty();
        at += line.len();
    }
    Some(at)
}

/// The first line, with its end.
fn line(text: &str) -> &str {
    &text[..text.find('\n').map_or(text.len(), |at| at + 1)]
}

/// Whether a block begins on the first line of `text`, after a blank one, whatever stands before.
fn begins(text: &str) -> bool {
    match *text.as_bytes() {
        [b'*', b'*', c, ..] | [c, ..] if c.is_ascii_alphabetic() => true,
        [c, ..] if c.is_ascii_digit() => {
            let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
            !matches!(rest.as_bytes(), [] | [b'.' | b')'] | [b'.' | b')', b' ' | b'\t' | b'\n' | b'\r', ..])
        }
        [b'#' | b'[' | 0x80.., ..] => true,
        _ => false,
    }
}
