//! Dates with the name of a month are one word: 8 July 2026, July 8, 2026, 1 มกราคม พ.ศ. 2568, 12 ม.ค. 68.

use super::script::Script;
use crate::letters::digit;
use crate::model::is_word_char;
use serde::Serialize;

/// The months as policies write them, small; in longer texts first, so that no name is found in another.
pub(in crate::weave) const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "janvier", "enero", "janeiro", "gennaio", "jan", "มกราคม", "ม.ค."],
    &["february", "februar", "février", "febrero", "fevereiro", "febbraio", "feb", "กุมภาพันธ์", "ก.พ."],
    &["march", "märz", "marzo", "março", "mars", "mar", "มีนาคม", "มี.ค."],
    &["april", "avril", "abril", "aprile", "apr", "เมษายน", "เม.ย."],
    &["maggio", "maio", "mayo", "may", "mai", "พฤษภาคม", "พ.ค."],
    &["june", "juni", "juin", "junio", "junho", "giugno", "jun", "มิถุนายน", "มิ.ย."],
    &["july", "juli", "juillet", "julio", "julho", "luglio", "jul", "กรกฎาคม", "ก.ค."],
    &["august", "agosto", "août", "aug", "สิงหาคม", "ส.ค."],
    &["september", "septembre", "septiembre", "setembro", "settembre", "sept", "sep", "กันยายน", "ก.ย."],
    &["october", "oktober", "octobre", "octubre", "outubro", "ottobre", "oct", "okt", "ตุลาคม", "ต.ค."],
    &["november", "novembre", "noviembre", "novembro", "nov", "พฤศจิกายน", "พ.ย."],
    &["december", "dezember", "décembre", "diciembre", "dezembro", "dicembre", "dec", "dez", "ธันวาคม", "ธ.ค."],
];

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
    let thai = text[..rest.at].contains(|c| Script::of(c) == Some(Script::Thai));
    let year = rest.number(4..=4).or_else(|| rest.number(2..=2).filter(|_| thai).map(|year| ERA.short + year))?;
    let year = if year > ERA.from { year - ERA.ahead } else { year };
    Some((rest.at, [day, month, year]))
}

/// How years of the Buddhist era are told from others.
#[derive(Debug, Clone, Copy, Serialize)]
pub(in crate::weave) struct Era {
    /// A year of two digits counts from this year.
    short: u32,
    /// So many years it is ahead of the common era.
    ahead: u32,
    /// Later years than this are of it.
    from: u32,
}

/// The Buddhist era.
pub(in crate::weave) const ERA: Era = Era { short: 2500, ahead: 543, from: 2400 };

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
        let thai = left.chars().next().and_then(Script::of) == Some(Script::Thai);
        let letters = left.chars().take(12).take_while(|c| is_word_char(*c) && !c.is_numeric());
        let word: String = letters.flat_map(char::to_lowercase).collect();
        let mut names = (1..).zip(MONTHS).flat_map(|(month, names)| names.iter().map(move |name| (month, *name)));
        let (month, name) = names.find(|(_, name)| if thai { left.starts_with(name) } else { *name == word })?;
        self.at += name.len();
        self.at += usize::from(!thai && self.left().starts_with('.'));
        Some(month)
    }
}
