//! Blocks between lines of colons: side notes, as Docusaurus, VitePress, Pandoc and MyST show them.

use super::{Edit, framed_lines, indented};
use crate::document::Aside;

/// The changes of all lines that begin or end such a block. Only what ends begins one.
pub(super) fn edits(source: &str) -> Vec<Edit> {
    if !source.contains(":::") {
        return Vec::new();
    }
    let (mut open, mut edits) = (Vec::new(), Vec::new());
    let mut code: Option<&str> = None;
    let mut options = false;
    for (at, line) in framed_lines(source) {
        let fence = &line[..line.len() - line.trim_start_matches(['`', '~']).len()];
        match code {
            Some(own) => {
                if fence.starts_with(own) && fence.len() == line.len() {
                    code = None;
                }
                continue;
            }
            None if fence.len() >= 3 && (fence.starts_with("```") || fence.starts_with("~~~")) => {
                code = Some(fence);
                continue;
            }
            None => {}
        }
        if !line.is_empty() && is_end(line) {
            if let Some((begin, length)) = open.pop() {
                edits.push(Edit::hide(source, begin, length));
                edits.push(Edit::hide(source, at, line.len()));
            }
        } else if line.starts_with(":::") && begin(line).is_some() {
            open.push((at, line.len()));
            options = line.trim_start_matches(':').trim_start().starts_with('{');
            continue;
        } else if options && is_option(line) {
            edits.push(Edit::hide(source, at, line.len()));
            continue;
        }
        options = false;
    }
    edits
}

/// Whether a line ends a block: it has colons alone, or nothing, where the indented text of a note ends.
pub(in crate::document) fn is_end(line: &str) -> bool {
    line.len() != 1 && line.len() != 2 && line.bytes().all(|b| b == b':')
}

/// An option of MyST, such as `:class: tip`.
fn is_option(line: &str) -> bool {
    let name = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    line.strip_prefix(':').and_then(|rest| rest.split_once(':')).is_some_and(|(key, _)| name(key))
}

/// The block that a hidden line begins, and the title that stands on it.
pub(in crate::document) fn begin(line: &str) -> Option<(Aside, &str)> {
    if let Some((name, title)) = indented::begin(line) {
        return Some((Aside { kind: kind(name), titled: !title.is_empty() }, title));
    }
    let rest = line.strip_prefix(":::")?.trim_start_matches(':').trim();
    let rest = rest.trim_end_matches(':').trim_end();
    let (name, title) = match rest.strip_prefix('{') {
        Some(rest) => {
            let (inside, title) = rest.split_once('}')?;
            (named_in(inside), if title.trim().is_empty() { title_in(inside) } else { title })
        }
        None => name_and_title(rest)?,
    };
    let title = title.trim();
    let kind = kind(name);
    (!rest.is_empty() && title.len() < MOST).then_some((Aside { kind, titled: !title.is_empty() }, title))
}

const MOST: usize = 1000;

/// `note`, `note Title`, `note[Title]`, `note{.class}`.
fn name_and_title(rest: &str) -> Option<(&str, &str)> {
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_')).unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    let title = match after.chars().next() {
        None => "",
        Some('[') => after[1..].split_once(']').map(|(title, _)| title)?,
        Some('{') => after.split_once('}').map(|(_, title)| title)?,
        Some(' ' | '\t') if name.is_empty() || after.contains('=') && !after.contains('{') => return None,
        Some(' ' | '\t') => match after.split_once('{') {
            Some((title, _)) if after.ends_with('}') => title,
            _ => after,
        },
        // a title without a name
        Some(c) if name.is_empty() && c.is_alphabetic() => after,
        Some(_) => return None,
    };
    Some((name, title))
}

/// The name among the attributes of Pandoc and Quarto, or the directive of MyST.
fn named_in(inside: &str) -> &str {
    let words = || inside.split_whitespace().map(|word| word.trim_start_matches('.').trim_start_matches("callout-"));
    words().find(|word| !kind(word).is_empty()).or_else(|| words().next()).unwrap_or("")
}

fn title_in(inside: &str) -> &str {
    inside.split_once("title=\"").and_then(|(_, rest)| rest.split_once('"')).map_or("", |(title, _)| title)
}

/// What a block is called, if its name is one that is shown.
fn kind(name: &str) -> String {
    const SHOWN: [&str; 19] = [
        "note",
        "tip",
        "info",
        "important",
        "warning",
        "caution",
        "danger",
        "hint",
        "attention",
        "error",
        "seealso",
        "success",
        "example",
        "question",
        "abstract",
        "summary",
        "details",
        "secondary",
        "todo",
    ];
    let name = name.to_ascii_lowercase();
    if SHOWN.contains(&name.as_str()) { name } else { String::new() }
}
