//! The dates of a block, in Thai and in English, as far as they name a day or a year.

use super::blocks::is_thai;
use crate::letters::with_ascii_digit;
use crate::model::Date;
use std::ops::Range;

/// The months in Thai, each with its short form, and in English.
const MONTHS: [[&str; 4]; 12] = [
    ["มกราคม", "ม.ค.", "January", "Jan"],
    ["กุมภาพันธ์", "ก.พ.", "February", "Feb"],
    ["มีนาคม", "มี.ค.", "March", "Mar"],
    ["เมษายน", "เม.ย.", "April", "Apr"],
    ["พฤษภาคม", "พ.ค.", "May", "May"],
    ["มิถุนายน", "มิ.ย.", "June", "Jun"],
    ["กรกฎาคม", "ก.ค.", "July", "Jul"],
    ["สิงหาคม", "ส.ค.", "August", "Aug"],
    ["กันยายน", "ก.ย.", "September", "Sep"],
    ["ตุลาคม", "ต.ค.", "October", "Oct"],
    ["พฤศจิกายน", "พ.ย.", "November", "Nov"],
    ["ธันวาคม", "ธ.ค.", "December", "Dec"],
];

/// The days of the week in Thai and in English, from Monday.
const WEEKDAYS: [(&str, &str); 7] = [
    ("จันทร์", "Monday"),
    ("อังคาร", "Tuesday"),
    ("พุธ", "Wednesday"),
    ("พฤหัสบดี", "Thursday"),
    ("ศุกร์", "Friday"),
    ("เสาร์", "Saturday"),
    ("อาทิตย์", "Sunday"),
];

/// What stands before a year of the Buddhist era, and of the Common Era.
const BUDDHIST: [&str; 3] = ["พ.ศ.", "พ. ศ.", "พุทธศักราช"];
const COMMON: [&str; 3] = ["ค.ศ.", "ค. ศ.", "คริสต์ศักราช"];
/// From this year on a year is one of the Buddhist era.
const FIRST_BUDDHIST: u32 = 2400;

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
    for (ix, names) in MONTHS.iter().enumerate() {
        for (which, name) in names.iter().enumerate() {
            if which == 3 && names[2] == names[3] {
                continue;
            }
            for (at, _) in text.match_indices(name) {
                found.extend(date(text, at..at + name.len(), ix + 1, which));
            }
        }
    }
    found.sort_by_key(|date: &Written| date.range.start);
    found
}

fn date(text: &str, name: Range<usize>, month: usize, which: usize) -> Option<Written> {
    let (before, after) = (&text[..name.start], &text[name.end..]);
    if which < 2 {
        thai(text, name, month)
    } else {
        let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphabetic());
        let whole = apart(before.chars().next_back()) && apart(after.chars().next());
        whole.then(|| english(text, name, month)).flatten()
    }
}

/// `วันจันทร์ที่ 5 เดือนมกราคม พ.ศ. 2569`
fn thai(text: &str, name: Range<usize>, month: usize) -> Option<Written> {
    let before = text[..name.start].trim_end_matches(BLANK);
    let before = before.strip_suffix("เดือน").unwrap_or(before);
    let mut date =
        Written { range: name.clone(), day: None, month, year: None, era: None, weekday: None, is_thai: true };
    let mut rest = text[name.end..].trim_start_matches(BLANK);
    for (labels, own) in [(BUDDHIST, Era::Buddhist), (COMMON, Era::Common)] {
        if let Some(behind) = labels.iter().find_map(|label| rest.strip_prefix(label)) {
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
        let named =
            |(_, (thai, _)): &(usize, &(&str, &str))| head.strip_suffix(thai).is_some_and(|head| head.ends_with("วัน"));
        let weekday = WEEKDAYS.iter().enumerate().find(named);
        date.weekday = weekday.map(|(ix, (thai, _))| (ix, head.len() - thai.len() - "วัน".len()..head.len()));
        (date.day, date.range.start) = (Some(day), place.start);
    }
    (date.day.is_some() || date.year.is_some()).then_some(date)
}

/// `Monday, 5 January 2026` or `Monday, January 5, 2026`
fn english(text: &str, name: Range<usize>, month: usize) -> Option<Written> {
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
    let weekday = WEEKDAYS.iter().position(|(_, name)| head.ends_with(name));
    let weekday = weekday.map(|ix| (ix, head.len() - WEEKDAYS[ix].1.len()..head.len()));
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
        let buddhist = self.era == Some(Era::Buddhist) || (self.era.is_none() && year >= FIRST_BUDDHIST);
        if buddhist { year.checked_sub(543) } else { Some(year) }
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
    let (thai, english) = WEEKDAYS[ix % 7];
    if is_thai { format!("วัน{thai}") } else { english.to_owned() }
}

/// The years with their era before them: the era, the year, and where both stand.
pub(super) fn years(text: &str) -> Vec<(Era, u32, Range<usize>)> {
    let mut found = Vec::new();
    let labels = BUDDHIST.iter().map(|label| (*label, Era::Buddhist));
    let labels = labels.chain(COMMON.iter().map(|label| (*label, Era::Common)));
    let english = [
        ("B.E.", Era::Buddhist),
        ("BE", Era::Buddhist),
        ("A.D.", Era::Common),
        ("AD", Era::Common),
        ("C.E.", Era::Common),
        ("CE", Era::Common),
    ];
    for (label, era) in labels.chain(english) {
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
