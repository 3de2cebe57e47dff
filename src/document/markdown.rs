//! Parses Markdown (CommonMark with GitHub's tables, footnotes, strikethrough, task lists and alerts, heading
//! attributes and definition lists) into a document.

use super::Document;
use super::build::{Builder, DEEPEST};
use super::divide::{self, Known, Parts};
use super::reader::{Reader, events};
use super::veil::veil;
use crate::error::Warning;
use pulldown_cmark::Event;

/// Reads Markdown; what stands in the text `before` too is taken from there. The document and its parts.
pub(super) fn read(
    text: &str,
    before: Option<(&Document, &Parts)>,
    place: &str,
    warnings: &mut Vec<Warning>,
) -> (Document, Parts) {
    let text = &veil(text);
    let divided = in_parts(text, before);
    let (builder, parts) = divided.unwrap_or_else(|| (in_whole(text), Parts::default()));
    if builder.too_deep {
        let message = format!("blocks nested more than {DEEPEST} deep; the innermost are shown without their frames");
        warnings.push(Warning::new(place, message));
    }
    (builder.finish(), parts)
}

fn in_whole(text: &str) -> Builder {
    let mut reader = Reader::of(text, Builder::default());
    for (event, range) in events(text) {
        reader.event(event, range.start..range.end.min(text.len()));
    }
    reader.finish()
}

/// The document, not read in parts.
#[cfg(test)]
pub(super) fn read_whole(text: &str) -> Document {
    in_whole(&veil(text)).finish()
}

/// Reads the parts of a text that are not known. `None` when one may have an effect on others, so that all must be read
/// together; and when something stands too deep.
fn in_parts(text: &str, before: Option<(&Document, &Parts)>) -> Option<(Builder, Parts)> {
    let nothing = (Document::default(), Parts::default());
    let (document, before) = before.unwrap_or((&nothing.0, &nothing.1));
    let (mut parts, mut known) = (Parts::of(text), Known::new(before));
    let (mut builder, mut at) = (Builder::default(), 0);
    let mut unknown = vec![at];
    while at < text.len() {
        let found = known.expected(text, at);
        let next = match found {
            Some((_, end)) => end,
            None => divide::next_start(text, at)?,
        };
        let found = found.map(|(ix, _)| ix).or_else(|| known.equal(&text[at..next], next == text.len()));
        if found.is_some() || next == text.len() {
            if found.is_none() {
                unknown.push(next);
            }
            if unknown.len() > 1 {
                builder = read_part(text, &unknown, builder, &mut parts)?;
            }
            if let Some(ix) = found {
                builder.repeat(document, known.take(ix));
                parts.note(next, builder.document(), true);
            }
            unknown.clear();
        }
        unknown.push(next);
        at = next;
    }
    Some((builder, parts))
}

/// Reads the text from the first of `starts` to the last one; notes the parts of it that begin at others.
fn read_part(text: &str, starts: &[usize], builder: Builder, parts: &mut Parts) -> Option<Builder> {
    let (start, end) = (starts[0], starts[starts.len() - 1]);
    // the line after it ends what is open
    let line = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
    let part = &text[start..line];
    let mut reader = Reader::of(part, builder);
    let (mut starts, mut depth, mut ended) = (starts[1..].iter().copied().peekable(), 0usize, end == text.len());
    for (event, range) in events(part) {
        if depth == 0 {
            reader.end_html_before(&event);
            let at = start + range.start;
            while starts.next_if(|start| *start < at).is_some() {}
            if starts.next_if_eq(&at).is_some() && reader.is_between_blocks() {
                let again = !reader.builder.take_anchored();
                parts.note(at, reader.builder.document(), again);
                if at == end {
                    ended = true;
                    break;
                }
            }
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        reader.event(event, range.start..range.end.min(part.len()));
    }
    reader.end_html();
    if end == text.len() {
        let again = reader.builder.is_between_blocks() && !reader.builder.take_anchored();
        parts.note(end, reader.builder.document(), again);
    }
    (ended && !reader.builder.too_deep).then_some(reader.builder)
}
