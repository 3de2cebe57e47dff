//! What came and what went in a line of text: ~~removed~~ and **added**.
//!
//! `**` and `~~` are marks only where a letter or digit stands at their inner side, whatever stands outside (CommonMark
//! 0.31.2, section 6.2: so they are left- or right-flanking). Thai has no spaces around words, and a change often begins or
//! ends with punctuation. There tags say the same, which forges show alike.

use super::escape;
use crate::weave::Change;

/// A stretch of text, and what happened to it.
pub(super) type Stretch = (Change, String);

/// The stretches as Markdown, on one line.
pub(super) fn marked(stretches: &[Stretch]) -> String {
    let mut joined: Vec<Stretch> = Vec::with_capacity(stretches.len());
    for (change, text) in stretches {
        match joined.last_mut() {
            Some((last, before)) if last == change => before.push_str(text),
            _ => joined.push((*change, text.clone())),
        }
    }
    joined.iter().map(|(change, text)| mark(*change, text)).collect()
}

fn mark(change: Change, text: &str) -> String {
    let (sign, tag) = match change {
        Change::Same | Change::Reformatted => return escape::text(text),
        Change::Deleted => ("~~", "del"),
        Change::Inserted => ("**", "strong"),
    };
    let inner = text.trim();
    let start = text.len() - text.trim_start().len();
    let (before, after) = (&text[..start], &text[(start + inner.len()).max(start)..]);
    if inner.is_empty() {
        // no mark can be seen around a space
        return if change == Change::Inserted { " ".to_owned() } else { String::new() };
    }
    let plain = |c: Option<char>| c.is_some_and(is_plain);
    let shown = escape::text(inner);
    let space = |text: &str| if text.is_empty() { "" } else { " " };
    let marked = match plain(inner.chars().next()) && plain(inner.chars().next_back()) {
        true => format!("{sign}{shown}{sign}"),
        false => format!("<{tag}>{shown}</{tag}>"),
    };
    format!("{}{marked}{}", space(before), space(after))
}

/// Whether a character is neither white space nor punctuation to any of the readers of Markdown.
fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}')
}
