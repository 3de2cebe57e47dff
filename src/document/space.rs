//! White space in a text.

use std::borrow::Cow;

/// White space that is one space, however much of it there is.
pub(super) const BLANK: [char; 4] = [' ', '\t', '\n', '\r'];

/// The text, which neither begins nor ends with white space, with single spaces in it.
pub(super) fn single_spaced(text: &str) -> Cow<'_, str> {
    let blank = |b: &u8| matches!(b, b'\t' | b'\n' | b'\r');
    let single = !text.as_bytes().iter().any(blank) && !text.contains("  ");
    if single { text.into() } else { text.split(BLANK).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ").into() }
}

/// Whether `c` belongs to a script that writes no spaces at all. Thai, Lao, Khmer and Burmese write them between phrases,
/// and that is where lines are wrapped.
pub(super) fn writes_no_spaces(c: char) -> bool {
    matches!(c as u32,
        0x3005..=0x3007 | 0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF
        | 0x20000..=0x3FFFF)
}
