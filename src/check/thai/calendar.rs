//! The dates of a block, in Thai and in English, as far as they name a day or a year.

use crate::languages::{self, Eras};
use crate::letters::{is_thai, with_ascii_digit};
use crate::model::{BUDDHIST_AHEAD, Date, common_year};
use std::ops::Range;

/// In which era a year is counted, where the text says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Era {
    Buddhist,
    Common,
}

/// A date with a month that is written as a word.
#[derive(Debug, Clone)]
pub(super) struct Written {
    pub(super) range: Range<usize>,
    /// As written.
    pub(super) day: Option<u32>,
    /// From 1.
    pub(super) month: usize,
    /// As written.
    pub(super) year: Option<u32>,
    /// What stands before the year.
    pub(super) era: Option<Era>,
    /// From 0, for Monday: the day of the week before the date, and where that stands.
    pub(super) weekday: Option<(usize, Range<usize>)>,
    /// Whether the month is a Thai word.
    pub(super) is_thai: bool,
}

/// The dates in `text` that have a month and a day or a year.
pub(super) fn dates(text: &str) -> Vec<Written> {
    let mut found = Vec::new();
    if !text.contains(|c| with_ascii_digit(c).is_ascii_digit()) {
        return found; // most blocks
    }
    for (code, read) in [("th", thai as Reader), ("en", english)] {
        for (month, name) in (1..)
            .zip(&languages::of(code).months)
            .flat_map(|(month, names)| names.iter().map(move |name| (month, name)))
        {
            for (at, _) in text.match_indices(name.as_str()) {
                found.extend(read(text, at..at + name.len(), month));
            }
        }
    }
    found.sort_by_key(|date: &Written| date.range.start);
    found
}

/// Reads the date around the name of a month, from 1, that stands at a place in a text.
type Reader = fn(&str, Range<usize>, usize) -> Option<Written>;

/// `วันจันทร์ที่ 5 เดือนมกราคม พ.ศ. 2569`
fn thai(text: &str, name: Range<usize>, month: usize) -> Option<Written> {
    let before = text[..name.start].trim_end_matches(BLANK);
    let before = before.strip_suffix("เดือน").unwrap_or(before);
    let mut date =
        Written { range: name.clone(), day: None, month, year: None, era: None, weekday: None, is_thai: true };
    let mut rest = text[name.end..].trim_start_matches(BLANK);
    for (label, own) in labels("th") {
        if let Some(behind) = rest.strip_prefix(label) {
            (rest, date.era) = (behind.trim_start_matches(BLANK), Some(own));
        }
    }
    if let Some((year, length)) = first_number(rest, 4) {
        date.year = Some(year);
        date.range.end = text.len() - rest.len() + length;
    }
    if let Some((day, place)) = last_number(before, 2) {
        let head = before[..place.start].trim_end_matches(BLANK);
        let head = head.strip_suffix("ที่").map_or(head, |head| head.trim_end_matches(BLANK));
        // วันจันทร์ที่, not a name that ends so
        let named = |(_, name): &(usize, &String)| head.strip_suffix(&**name).is_some_and(|head| head.ends_with("วัน"));
        let weekday = languages::of("th").weekdays.iter().enumerate().find(named);
        date.weekday = weekday.map(|(ix, name)| (ix, head.len() - name.len() - "วัน".len()..head.len()));
        (date.day, date.range.start) = (Some(day), place.start);
    }
    (date.day.is_some() || date.year.is_some()).then_some(date)
}

/// `Monday, 5 January 2026` or `Monday, January 5, 2026`
fn english(text: &str, name: Range<usize>, month: usize) -> Option<Written> {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    if is_letter(text[..name.start].chars().next_back()) || is_letter(text[name.end..].chars().next()) {
        return None; // part of another word
    }
    let at = |rest: &str| text.len() - rest.len();
    let next = |rest: &'_ str| rest.trim_start_matches(',').trim_start_matches(BLANK).len();
    let after = text[name.end..].trim_start_matches('.').trim_start_matches(BLANK);
    let comma = &after[after.len() - next(after)..];
    let (day, start, year, end) = if let Some((year, length)) = first_number(comma, 4) {
        let before = text[..name.start].trim_end_matches(BLANK);
        let before = before.strip_suffix(" of").unwrap_or(before).trim_end_matches(BLANK);
        let bare = ORDINALS.iter().find_map(|end| before.strip_suffix(end)).unwrap_or(before);
        let (day, place) = last_number(bare, 2)?;
        (day, place.start, year, at(comma) + length)
    } else {
        let (day, length) = first_number(after, 2)?;
        let rest = &after[length..];
        let rest = ORDINALS.iter().find_map(|end| rest.strip_prefix(end)).unwrap_or(rest);
        let rest = &rest[rest.len() - next(rest)..];
        let (year, length) = first_number(rest, 4)?;
        (day, name.start, year, at(rest) + length)
    };
    let head = text[..start].trim_end_matches(BLANK);
    let head = head.strip_suffix("the").unwrap_or(head).trim_end_matches([' ', ',']);
    let weekday = languages::of("en").weekdays.iter().enumerate().find(|(_, name)| head.ends_with(&***name));
    let weekday = weekday.map(|(ix, name)| (ix, head.len() - name.len()..head.len()));
    Some(Written { range: start..end, day: Some(day), month, year: Some(year), era: None, weekday, is_thai: false })
}

const BLANK: [char; 2] = [' ', '\u{a0}'];
const ORDINALS: [&str; 4] = ["st", "nd", "rd", "th"];

/// The number with which `text` begins, of at most or, for years, exactly so many digits, and its length in bytes.
pub(super) fn first_number(text: &str, digits: usize) -> Option<(u32, usize)> {
    let number: Vec<char> = text.chars().take_while(|c| with_ascii_digit(*c).is_ascii_digit()).collect();
    let fits = if digits == 4 { number.len() == 4 } else { (1..=digits).contains(&number.len()) };
    let length = number.iter().map(|c| c.len_utf8()).sum();
    fits.then(|| Some((value(&number)?, length))).flatten()
}

/// The number with which `text` ends, and where it stands. One with a sign before it is part of something longer.
fn last_number(text: &str, digits: usize) -> Option<(u32, Range<usize>)> {
    let text = text.trim_end_matches(BLANK);
    let mut number: Vec<char> = text.chars().rev().take_while(|c| with_ascii_digit(*c).is_ascii_digit()).collect();
    number.reverse();
    let length: usize = number.iter().map(|c| c.len_utf8()).sum();
    let head = &text[..text.len() - length];
    let fits = (1..=digits).contains(&number.len()) && !head.ends_with(['.', '/', ',', ':']);
    fits.then(|| Some((value(&number)?, head.len()..text.len()))).flatten()
}

fn value(digits: &[char]) -> Option<u32> {
    digits.iter().map(|c| with_ascii_digit(*c)).collect::<String>().parse().ok()
}

impl Written {
    /// The year of the Common Era.
    pub(super) fn common_year(&self) -> Option<u32> {
        let year = self.year?;
        match self.era {
            Some(Era::Buddhist) => year.checked_sub(BUDDHIST_AHEAD),
            Some(Era::Common) => Some(year),
            None => Some(common_year(year)),
        }
    }

    /// Whether there is such a day.
    pub(super) fn is_possible(&self) -> bool {
        let Some(day) = self.day else { return true };
        // without a year a leap year is assumed
        Date::new(self.common_year().unwrap_or(2024), self.month as u32, day).is_some()
    }

    /// On what day of the week it is, from 0 for Monday.
    pub(super) fn real_weekday(&self) -> Option<usize> {
        let date = Date::new(self.common_year()?, self.month as u32, self.day?)?;
        let monday = Date::new(2024, 1, 1)?;
        usize::try_from(date.days_since(monday).rem_euclid(7)).ok()
    }
}

/// How a day of the week, from 0 for Monday, is called in Thai or in English.
pub(super) fn weekday(ix: usize, is_thai: bool) -> String {
    let (code, before) = if is_thai { ("th", "วัน") } else { ("en", "") };
    format!("{before}{}", languages::of(code).weekdays[ix % 7])
}

/// The years with their era before them: the era, the year, and where both stand.
pub(super) fn years(text: &str) -> Vec<(Era, u32, Range<usize>)> {
    let mut found = Vec::new();
    for (label, era) in labels("th").chain(labels("en")) {
        for (at, _) in text.match_indices(label) {
            let rest = text[at + label.len()..].trim_start_matches(BLANK);
            let start = text.len() - rest.len();
            let Some((year, length)) = first_number(rest, 4) else { continue };
            let (before, after) = (text[..at].chars().next_back(), rest[length..].chars().next());
            let apart = before.is_none_or(|c| !c.is_alphanumeric() || (is_thai(c) && !label.is_ascii()));
            let whole = after.is_none_or(|c| {
                !matches!(c, '-' | '/' | '.') || !rest[length + 1..].starts_with(|c: char| c.is_ascii_digit())
            });
            if apart && whole {
                found.push((era, year, at..start + length));
            }
        }
    }
    found
}

/// What stands before a year in a language and says its era.
fn labels(code: &str) -> impl Iterator<Item = (&'static str, Era)> {
    let Eras { buddhist, common } = &languages::of(code).eras;
    let of = |labels: &'static [String], era| labels.iter().map(move |label| (&**label, era));
    of(buddhist, Era::Buddhist).chain(of(common, Era::Common))
}
