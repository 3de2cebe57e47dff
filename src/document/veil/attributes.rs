//! Attributes that kramdown and Pandoc read and readers never see.

use super::Edit;

/// Attributes behind a link, an image or a stretch that is set: `{: .class}` of kramdown behind any, `{.class}` of Pandoc
/// behind a link; and `{: #id}` at the end of a heading.
pub(super) fn edits(source: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (at, _) in source.match_indices('{') {
        let before = source[..at].chars().next_back();
        let rest = &source[at..];
        let near = rest.bytes().take(MOST).position(|b| matches!(b, b'}' | b'\n'));
        let Some(length) = near.filter(|end| rest.as_bytes()[*end] == b'}').map(|end| end + 1) else { continue };
        let inside = &rest[1..length - 1];
        let fits = match inside.strip_prefix(':') {
            Some(inside) => {
                let behind = before.is_some_and(|c| matches!(c, ')' | '*' | '_' | '`' | ']'));
                are_attributes(inside) && (behind || ends_heading(source, at, length))
            }
            None => before == Some(')') && behind_link(&source[..at]) && are_attributes(inside),
        };
        if fits {
            edits.push(Edit::hide(source, at, length));
        }
    }
    edits
}

/// How long attributes behind a text may be.
const MOST: usize = 500;

/// Whether a text ends with a link.
fn behind_link(text: &str) -> bool {
    const NEAR: usize = 2000;
    let line = &text[text.rfind('\n').map_or(0, |at| at + 1)..];
    let mut from = line.len().saturating_sub(NEAR);
    while !line.is_char_boundary(from) {
        from += 1;
    }
    line[from..].rfind("](").is_some_and(|at| !line[from + at..line.len() - 1].contains(')'))
}

fn ends_heading(source: &str, at: usize, length: usize) -> bool {
    let line = source[..at].rfind('\n').map_or(0, |end| end + 1);
    let rest = source[at + length..].lines().next().unwrap_or("");
    source[line..at].trim_start().starts_with('#') && rest.trim().is_empty()
}

/// Whether a line is one of kramdown's attributes, `{: .class #id}` or `{::options … /}`.
pub(super) fn is_attribute_line(line: &str) -> bool {
    let Some(inside) = line.strip_prefix("{:").and_then(|rest| rest.strip_suffix('}')) else { return false };
    match inside.strip_prefix(":options ").and_then(|rest| rest.strip_suffix('/')) {
        Some(options) => are_attributes(options),
        None => are_attributes(inside),
    }
}

/// Whether this is a list of classes, ids and values, and nothing else.
fn are_attributes(inside: &str) -> bool {
    let mut rest = inside.trim();
    let mut count = 0;
    while !rest.is_empty() {
        let Some(length) = attribute(rest) else { return false };
        rest = &rest[length..];
        if !rest.is_empty() && !rest.starts_with([' ', '\t', '.', '#']) {
            return false;
        }
        rest = rest.trim_start();
        count += 1;
    }
    count > 0
}

/// The length of the attribute that a text begins with.
fn attribute(text: &str) -> Option<usize> {
    let name =
        |text: &str| text.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_' | ':')).unwrap_or(text.len());
    if let Some(rest) = text.strip_prefix(['.', '#']) {
        return Some(1 + name(rest)).filter(|length| *length > 1);
    }
    let key = name(text);
    match text[key..].strip_prefix('=') {
        Some(value) => {
            let length = match value.chars().next()? {
                quote @ ('"' | '\'') => value[1..].find(quote)? + 2,
                _ => value.find([' ', '\t']).unwrap_or(value.len()),
            };
            (key > 0 && length > 0).then_some(key + 1 + length)
        }
        None => matches!(&text[..key], "toc" | "no_toc").then_some(key),
    }
}

/// The id among attributes.
pub(in crate::document) fn id(attributes: &str) -> Option<&str> {
    let inside = attributes.strip_prefix('{')?.strip_suffix('}')?;
    inside.trim_start_matches(':').split_whitespace().find_map(|word| word.strip_prefix('#'))
}
