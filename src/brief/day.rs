//! Reads a single day in any common notation: `2026-12-01`, `1 ธันวาคม 2569`, `Dec 1, 2026`.

use super::dates;
use super::effect_words::list;
use super::found::{Fact, Found};
use super::lexicon::{Lexicon, pattern};
use super::plain::Plain;
use crate::model::{BUDDHIST_FROM, Date};
use regex::Regex;
use std::sync::LazyLock;

/// What may stand before a day, and says nothing.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?i){}\s*$", &[&list("day-before")]));
/// A day by numbers alone, of which the first two may change places.
static NUMBERS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*[/.-]\s*(\d{4})$", &[]));
/// The time of a day, as TOML and YAML write it.
static TIME: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:Z|[+-]\d\d:?\d\d)?$", &[]));

/// The day that `text` names and nothing else.
///
/// # Errors
/// It names none, or may mean two; says so, with what to write.
pub fn day(text: &str) -> Result<Date, String> {
    let advice = "write it as YYYY-MM-DD, such as 2026-12-01";
    let plain = capitals(&Plain::of(text.trim()).text);
    let written = plain.trim_matches(['"', '\'', '.', ' ']);
    let written = TIME.find(written).map_or(written, |time| &written[..time.start()]);
    let whole = days_in(written).into_iter().find(|fact| {
        let (before, after) = (&written[..fact.range.start], &written[fact.range.end..]);
        after.is_empty() && (before.is_empty() || BEFORE.is_match(before))
    });
    let date = whole.as_ref().and_then(|fact| full(&fact.value));
    match (date, either(written)) {
        (None, _) => Err(format!("`{text}` is not a valid date; {advice}")),
        (_, Some((one, other))) => Err(format!("`{text}` may mean {one} or {other}; write the date as YYYY-MM-DD")),
        (Some(date), None) => Ok(date),
    }
}

/// The dates in a plain text, in whatever language they are written.
pub(super) fn days_in(text: &str) -> Vec<Fact> {
    let plain = Plain::of(text);
    let of = |words| {
        let mut found = Found::by(words);
        dates::find(text, &mut found);
        found.finish(&plain)
    };
    let mut all: Vec<Fact> = Lexicon::all().iter().flat_map(of).collect();
    all.sort_by_key(|fact| (fact.range.start, std::cmp::Reverse(fact.range.end)));
    let mut days: Vec<Fact> = Vec::with_capacity(all.len());
    for fact in all {
        if days.last().is_none_or(|last| last.range.end <= fact.range.start) {
            days.push(fact);
        }
    }
    days
}

/// `text` with its longer Latin words in capitals, as names of months are found too.
fn capitals(text: &str) -> String {
    let words = text.split_inclusive(|c: char| !c.is_alphabetic());
    let long = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() > 2;
    words.map(|word| if long(word) { word.to_uppercase() } else { word.to_owned() }).collect()
}

/// A day of which year, month and day are known, as facts write it.
pub(super) fn full(value: &str) -> Option<Date> {
    let mut parts = value.splitn(3, '-').map(|part| part.parse().ok());
    Date::new(parts.next()??, parts.next()??, parts.next()??)
}

/// The two days that a day in numbers may mean: years of the Common Era are written in both orders, those of the
/// Buddhist era in one, and with full stops the day stands first.
pub(super) fn either(written: &str) -> Option<(Date, Date)> {
    let captures = NUMBERS.captures(written)?;
    let number = |ix: usize| captures[ix].parse::<u32>().ok();
    let (first, second, year) = (number(1)?, number(3)?, number(4)?);
    let open = first <= 12 && second <= 12 && first != second && year < BUDDHIST_FROM && &captures[2] != ".";
    open.then(|| Some((Date::new(year, second, first)?, Date::new(year, first, second)?))).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Option<String> {
        day(text).ok().map(|date| date.to_string())
    }

    #[test]
    fn a_day_is_understood_where_it_can_mean_one() {
        let written = [
            "2025-12-01",
            "2568-12-01",
            "2025/12/1",
            "๒๕๖๘-๑๒-๐๑",
            "1 ธันวาคม 2568",
            "๑ ธันวาคม ๒๕๖๘",
            "๑ ธ.ค. ๒๕๖๘",
            "1 ธ.ค. 68",
            "1 ธันวาคม พ.ศ. 2568",
            "วันที่ 1 ธันวาคม 2568",
            "วันที่ ๑ เดือนธันวาคม พ.ศ. ๒๕๖๘",
            "1 ธันวาคม ค.ศ. 2025",
            "1 December 2025",
            "1st December 2025",
            "December 1, 2025",
            "Dec 1, 2025",
            "Dec. 1 2025",
            "1 dec 2025",
            "1/12/2568",
            "๑/๑๒/๒๕๖๘",
            "1.12.2025",
            "1. Dezember 2025",
            "le 1er décembre 2025",
            "1 décembre 2025",
            "2025-12-01T00:00:00Z",
            "2025-12-01 00:00:00",
            "\"2025-12-01\"",
            "on December 1st, 2025",
        ];
        for text in written {
            assert_eq!(said(text).as_deref(), Some("2025-12-01"), "{text}");
        }
        assert_eq!(said("5/5/2025").as_deref(), Some("2025-05-05"));
        assert_eq!(said("31/12/2025").as_deref(), Some("2025-12-31"));
        assert_eq!(said("12/31/2025").as_deref(), Some("2025-12-31"));
    }

    #[test]
    fn what_is_no_day_or_may_be_two_is_refused_with_advice() {
        for text in [
            "",
            "soon",
            "December 2025",
            "2025",
            "2025-13-01",
            "2025-02-30",
            "31 April 2025",
            "1 or 2 May 2025",
            "30 days after 1 May 2025",
            "1 May",
            "2025-12-01 or later",
            "12025-12-01",
            "1 May 2025 to 2 June 2025",
        ] {
            let error = day(text).expect_err(text);
            assert!(error.contains("YYYY-MM-DD"), "{error}");
        }
        let error = day("1/12/2025").expect_err("two days");
        assert!(error.contains("2025-12-01 or 2025-01-12"), "{error}");
    }
}
