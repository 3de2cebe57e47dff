//! Emphasis next to quotes, brackets and other signs, in scripts that are written without spaces.

use super::{Edit, JOINT};
use crate::model::is_word_char;

/// CommonMark asks for a space or a sign around emphasis that begins or ends with a sign. Thai, Chinese or Japanese
/// authors write none: beside their letters such signs count as letters.
pub(super) fn edits(source: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    if source.is_ascii() {
        return edits;
    }
    let mut from = 0;
    while let Some(at) = source[from..].find(['*', '~']).map(|at| from + at) {
        let run = source[at..].len() - source[at..].trim_start_matches(&source[at..=at]).len();
        from = at + run;
        let (before, after) = (&source[..at], &source[from..]);
        if (source.as_bytes()[at] == b'~' && run != 2) || before.ends_with('\\') {
            continue;
        }
        if ends(before, after) {
            edits.push(Edit::insert(at, JOINT));
        } else if begins(before, after) {
            edits.push(Edit::insert(from, JOINT));
        }
    }
    edits
}

/// Whether emphasis ends between a sign and a letter.
fn ends(before: &str, after: &str) -> bool {
    let Some((last, next)) = before.chars().next_back().zip(after.chars().next()) else { return false };
    let inside = || before.chars().rev().take(NEAR).find(|c| !is_sign(*c)).is_some_and(writes_no_spaces);
    is_sign(last) && !opens(last) && is_word_char(next) && (writes_no_spaces(next) || is_wide(last) || inside())
}

/// Whether emphasis begins between a letter and a sign.
fn begins(before: &str, after: &str) -> bool {
    let Some((last, next)) = before.chars().next_back().zip(after.chars().next()) else { return false };
    let inside = || after.chars().take(NEAR).find(|c| !is_sign(*c)).is_some_and(writes_no_spaces);
    is_sign(next) && !closes(next) && is_word_char(last) && (writes_no_spaces(last) || is_wide(next) || inside())
}

/// Behind how many signs a letter is looked for.
const NEAR: usize = 4;

/// Whether the parser takes `c` for punctuation, or nearly so.
fn is_sign(c: char) -> bool {
    !c.is_whitespace() && !is_word_char(c) && !matches!(c, '*' | '~' | '\\' | '\u{200b}'..='\u{200f}')
}

/// Signs with which nothing ends.
fn opens(c: char) -> bool {
    "([{<“‘«‹„‚「『（【〈《〔［｛＜〖〘".contains(c)
}

/// Signs with which nothing begins.
fn closes(c: char) -> bool {
    ")]}>”’»›」』）】〉》〕］｝＞〗〙.,:;!?…。、，；：！？．｡､%％|".contains(c)
}

/// Whether `c` is a sign of Chinese or Japanese, which has its space in itself.
fn is_wide(c: char) -> bool {
    matches!(u32::from(c), 0x3000..=0x303F | 0xFF01..=0xFF65)
}

/// Whether `c` is a letter of a script in which emphasis stands in a word or between words without a space: Thai, Lao,
/// Tibetan, Burmese, Khmer, Chinese, Japanese, and Korean with its endings.
fn writes_no_spaces(c: char) -> bool {
    matches!(u32::from(c),
        0x0E01..=0x0E4E | 0x0E50..=0x0E59 | 0x0E80..=0x0FFF | 0x1000..=0x109F | 0x1100..=0x11FF | 0x1780..=0x17FF
        | 0x3005..=0x3007 | 0x3040..=0x318F | 0x31F0..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xAC00..=0xD7AF
        | 0xF900..=0xFAFF | 0xFF66..=0xFFDC | 0x20000..=0x3FFFF)
}
