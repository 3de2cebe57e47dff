//! Dates with the name of a month are one word: 8 July 2026, July 8, 2026, 1 มกราคม พ.ศ. 2568, 12 ม.ค. 68.

use crate::languages::months;
use crate::letters::{digit, is_thai};
use crate::model::{SHORT_YEARS, common_year, is_word_char};

/// The length of the date with which `text` begins: a day, the name of a month and a year, in either order.
pub(super) fn date(text: &str) -> Option<usize> {
    read(text).map(|(length, _)| length)
}

/// Whether two texts are the same date, written otherwise: 1 December 2025, December 1, 2025, ๑ ธ.ค. ๖๘.
pub(in crate::weave) fn is_same(one: &str, other: &str) -> bool {
    let known = |c: char| !c.is_numeric() || c.is_ascii_digit() || ('๐'..='๙').contains(&c);
    let day = |text: &str| {
        let read = read(text).filter(|(length, _)| *length == text.len() && text.chars().all(known));
        read.map(|(_, day)| day)
    };
    day(one).is_some_and(|one| Some(one) == day(other))
}

/// The length of the date with which `text` begins, and its day, month and year of the common era.
fn read(text: &str) -> Option<(usize, [u32; 3])> {
    let mut rest = Rest { text, at: 0 };
    let (day, month);
    if text.starts_with(|c: char| c.is_numeric()) {
        day = rest.number(1..=2)?;
        rest.skip(&[".", "er", "º", "st", "nd", "rd", "th"]);
        rest.spaces();
        if rest.skip(&["de ", "of "]) {
            rest.spaces();
        }
        month = rest.month()?;
    } else {
        month = rest.month()?;
        rest.spaces();
        day = rest.number(1..=2)?;
        rest.skip(&["st", "nd", "rd", "th"]);
    }
    rest.skip(&[","]);
    rest.spaces();
    if rest.skip(&["de ", "พ.ศ.", "ค.ศ."]) {
        rest.spaces();
    }
    let thai = text[..rest.at].contains(is_thai);
    let year = rest.number(4..=4).or_else(|| rest.number(2..=2).filter(|_| thai).map(|year| SHORT_YEARS + year))?;
    Some((rest.at, [day, month, common_year(year)]))
}

/// A text that is read from the front.
struct Rest<'a> {
    text: &'a str,
    at: usize,
}

impl Rest<'_> {
    fn left(&self) -> &str {
        &self.text[self.at..]
    }

    fn spaces(&mut self) {
        self.at += self.left().chars().take_while(|c| matches!(c, ' ' | '\u{a0}')).map(char::len_utf8).sum::<usize>();
    }

    /// Reads one of `words`, if it stands here; whether it did.
    fn skip(&mut self, words: &[&str]) -> bool {
        let found = words.iter().find(|word| self.left().starts_with(**word)).map_or(0, |word| word.len());
        self.at += found;
        found > 0
    }

    /// Reads so many digits that no digit follows.
    fn number(&mut self, count: std::ops::RangeInclusive<usize>) -> Option<u32> {
        let digits: Vec<char> = self.left().chars().take_while(|c| c.is_numeric()).take(5).collect();
        if !count.contains(&digits.len()) {
            return None;
        }
        self.at += digits.iter().map(|c| c.len_utf8()).sum::<usize>();
        Some(digits.iter().fold(0, |number, c| 10 * number + digit(*c).unwrap_or(0)))
    }

    /// Reads the name of a month that is no part of another word: which it is, from 1.
    fn month(&mut self) -> Option<u32> {
        let left = self.left();
        let thai = left.starts_with(is_thai);
        let letters = left.chars().take(12).take_while(|c| is_word_char(*c) && !c.is_numeric());
        let word: String = letters.flat_map(char::to_lowercase).collect();
        let mut names = (1..).zip(months()).flat_map(|(month, names)| names.iter().map(move |name| (month, name)));
        let (month, name) = names.find(|(_, name)| if thai { left.starts_with(*name) } else { **name == word })?;
        self.at += name.len();
        self.at += usize::from(!thai && self.left().starts_with('.'));
        Some(month)
    }
}
