//! What of a text is seen: texts that differ only in what nobody sees are compared as one.

use crate::letters::{is_invisible, is_thai};
use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The text as it is compared: composed, every stretch of white space one space but for the ends of lines, no space before a
/// sign that repeats the word before it, and nothing that is [`is_invisible`]. The script of the compare page does the same.
pub(in crate::weave) fn seen(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.contains(|c: char| c.is_ascii_whitespace()) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_invisible(*c)) {
        match c {
            '\n' => out.push(c),
            _ if c.is_whitespace() => out.push_str(if out.ends_with(' ') { "" } else { " " }),
            REPEAT if repeats(&out) => {
                out.pop();
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    match () {
        () if !is_nfc(&out) => out.nfc().collect::<String>().into(),
        () if out == text => text.into(),
        () => out.into(),
    }
}

/// ๆ repeats the word before it, with or without a space between.
pub(in crate::weave) const REPEAT: char = 'ๆ';

/// Whether a sign after `before` stands after one space and a Thai word.
fn repeats(before: &str) -> bool {
    before.strip_suffix(' ').is_some_and(|word| word.chars().next_back().is_some_and(is_thai))
}

/// A text without what is [`is_invisible`], and where in the original each of its places is.
pub(super) struct Stripped {
    pub(super) text: String,
    /// For each character that is left out, the place in `text` where it stood and its length, in order.
    left_out: Vec<(usize, usize)>,
}

impl Stripped {
    /// `None` if nothing is to be left out.
    pub(super) fn of(text: &str) -> Option<Self> {
        if text.is_ascii() || !text.contains(is_invisible) {
            return None;
        }
        let mut stripped = Self { text: String::with_capacity(text.len()), left_out: Vec::new() };
        for c in text.chars() {
            if is_invisible(c) {
                stripped.left_out.push((stripped.text.len(), c.len_utf8()))
            } else {
                stripped.text.push(c)
            }
        }
        Some(stripped)
    }

    /// The ascending places, each after all that was left out there: it belongs to what stands before it.
    pub(super) fn places(&self, places: impl IntoIterator<Item = usize>) -> Vec<usize> {
        let mut left_out = self.left_out.iter().peekable();
        let mut shift = 0;
        let mut place = |at: usize| {
            while let Some((_, length)) = left_out.next_if(|(place, _)| *place <= at) {
                shift += length;
            }
            at + shift
        };
        places.into_iter().map(&mut place).collect()
    }

    /// The ranges, in order, in the original.
    pub(super) fn ranges(&self, ranges: &[Range<usize>]) -> Vec<Range<usize>> {
        let ends = self.places(ranges.iter().flat_map(|range| [range.start, range.end]));
        ends.chunks(2).map(|ends| ends[0]..ends[1]).collect()
    }
}
