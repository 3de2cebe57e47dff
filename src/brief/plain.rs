//! A text with normalised digits and quotes, and the mapping back to the original.

use crate::letters::{is_direction, is_invisible, with_ascii_digit};
use std::ops::Range;

/// A text in which Thai digits are ASCII digits, quotes and spaces are the plain ones, and nothing is invisible.
pub(super) struct Plain<'a> {
    written: &'a str,
    pub(super) text: String,
    /// Where the character of each byte stood as written; empty if nothing differs.
    places: Vec<u32>,
}

impl<'a> Plain<'a> {
    pub(super) fn of(written: &'a str) -> Self {
        if written.is_ascii() || !written.chars().any(|c| plain(c) != c || shows_nothing(c)) {
            return Self { written, text: written.to_owned(), places: Vec::new() };
        }
        let mut text = String::with_capacity(written.len());
        let mut places = Vec::with_capacity(written.len() + 1);
        for (at, c) in written.char_indices().filter(|(_, c)| !shows_nothing(*c)) {
            text.push(plain(c));
            places.resize(text.len(), at as u32);
        }
        Self { written, text, places }
    }

    /// What is written where `range` stands.
    pub(super) fn written(&self, range: &Range<usize>) -> &'a str {
        if range.is_empty() { "" } else { &self.written[self.place(range)] }
    }

    /// Where a range that is not empty stood as written.
    pub(super) fn place(&self, range: &Range<usize>) -> Range<usize> {
        if self.places.is_empty() {
            return range.clone();
        }
        let (start, last) = (self.places[range.start] as usize, self.places[range.end - 1] as usize);
        start..last + self.written[last..].chars().next().map_or(0, char::len_utf8)
    }
}

fn shows_nothing(c: char) -> bool {
    is_direction(c) || is_invisible(c)
}

fn plain(c: char) -> char {
    match c {
        '\u{A0}' | '\u{202F}' | '\u{2007}' | '\u{2009}' => ' ',
        '’' | '‘' => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        _ => with_ascii_digit(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_back() {
        let written = "ภายใน ๓๐ วัน";
        let plain = Plain::of(written);
        assert_eq!(plain.text, "ภายใน 30 วัน");
        let at = plain.text.find("30").expect("there");
        assert_eq!(&written[plain.place(&(at..at + 2))], "๓๐");
        assert_eq!(plain.place(&(0..plain.text.len())), 0..written.len());
        let plain = Plain::of("a\u{2060}b\u{2060} c");
        assert_eq!((plain.text.as_str(), plain.place(&(0..2))), ("ab c", 0..5));
    }
}
