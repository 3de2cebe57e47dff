//! Dates with the name of a month are one word: 8 July 2026, July 8, 2026, 1 มกราคม พ.ศ. 2568, 12 ม.ค. 68.

use super::script::Script;
use crate::model::is_word_char;

/// The months as policies write them, small; in longer texts first, so that no name is found in another.
const MONTHS: [&[&str]; 12] = [
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
    let mut rest = Rest { text, at: 0 };
    if text.starts_with(|c: char| c.is_numeric()) {
        rest.number(1..=2)?;
        rest.skip(&[".", "er", "º", "st", "nd", "rd", "th"]);
        rest.spaces();
        if rest.skip(&["de ", "of "]) {
            rest.spaces();
        }
        rest.month()?;
    } else {
        rest.month()?;
        rest.spaces();
        rest.number(1..=2)?;
        rest.skip(&["st", "nd", "rd", "th"]);
    }
    rest.skip(&[","]);
    rest.spaces();
    if rest.skip(&["de ", "พ.ศ.", "ค.ศ."]) {
        rest.spaces();
    }
    let thai = text[..rest.at].contains(|c| Script::of(c) == Some(Script::Thai));
    rest.number(4..=4).or_else(|| rest.number(2..=2).filter(|()| thai))?;
    Some(rest.at)
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

    /// Reads so many digits that no letter or digit follows.
    fn number(&mut self, count: std::ops::RangeInclusive<usize>) -> Option<()> {
        let digits: Vec<char> = self.left().chars().take_while(|c| c.is_numeric()).take(5).collect();
        count.contains(&digits.len()).then(|| self.at += digits.iter().map(|c| c.len_utf8()).sum::<usize>())
    }

    /// Reads the name of a month that is no part of another word.
    fn month(&mut self) -> Option<()> {
        let left = self.left();
        let thai = left.chars().next().and_then(Script::of) == Some(Script::Thai);
        let letters = left.chars().take(12).take_while(|c| is_word_char(*c) && !c.is_numeric());
        let word: String = letters.flat_map(char::to_lowercase).collect();
        let mut names = MONTHS.iter().flat_map(|names| names.iter());
        let length = match thai {
            true => names.find(|name| left.starts_with(**name)).map(|name| name.len())?,
            false => {
                names.find(|name| **name == word)?;
                word.len() + usize::from(left[word.len()..].starts_with('.'))
            }
        };
        self.at += length;
        Some(())
    }
}
