//! Finds dates: days, months and years, of the Buddhist era and the Common Era, in every language.

use super::found::Found;
use super::lexicon::{Lexicon, PerList, any, pattern};
use crate::model::{FactKind, common_year};
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// 1 March 2026, ๑ มีนาคม ๒๕๖๙, 1 มี.ค. 69.
static DAY_FIRST: PerList<Regex> = PerList::new(|words| {
    pattern(
        r"(\d{1,2})(?:st|nd|rd|th|er|\.)?\s*(?:of\s+)?(?:{}\s*)?({})\.?,?(?:\s*{}?\s*(\d{4}|\d\d))?",
        &[&any(words.list("month-before")), &months(words), &any(words.list("eras"))],
    )
});
/// March 1, 2026; March 2026.
static MONTH_FIRST: PerList<Regex> = PerList::new(|words| {
    pattern(
        r"({})\.?\s*(?:(\d{1,2})(?:st|nd|rd|th)?(?-u:\b))?(?:,?\s*{}?\s*(\d{4}))?",
        &[&months(words), &any(words.list("eras"))],
    )
});
static ISO: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u:\b)(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?-u:\b)", &[]));
static SLASHES: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u:\b)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?-u:\b)", &[]));
/// พ.ศ. ๒๕๖๒.
static YEAR: PerList<Regex> = PerList::new(|words| pattern(r"{}\s*(\d{4})(?-u:\b)", &[&any(words.list("eras"))]));
/// What stands before a date of the text itself: a label, or two that share the date (“last updated and effective”).
static LABEL: PerList<Regex> = PerList::new(|words| {
    let [effective, published, updated] = OWN.map(|(_, list)| any(words.list(list)));
    let label = format!("(?:({effective})|({published})|{updated})");
    let before = any(words.list("date-before"));
    pattern(
        &format!(
            r"(?i)(?:^|[\n.;:(|•*_–-]|\s|[ก-๎])((?:{label}\s*(?:[,/&]|{})\s*)?{label}(?:\s*[:：\-–])?(?:\s*{before}){{0,2}})\s*$",
            any(words.list("list-and"))
        ),
        &[],
    )
});
/// The kinds of dates that a text gives itself, each with its list of labels; the rest are labels of updates.
const OWN: [(FactKind, &str); 3] =
    [(FactKind::Effective, "effective"), (FactKind::Published, "published"), (FactKind::Updated, "updated")];

/// What laws are called.
static LAW: PerList<Option<Regex>> = PerList::new(|words| {
    let laws = words.list("laws");
    (!laws.is_empty()).then(|| pattern("(?i){}", &[&any(laws)]))
});

/// Names of months as written, and in capitals.
fn months(words: &Lexicon) -> String {
    let names: Vec<String> = words.months.keys().flat_map(|n| [n.clone(), n.to_uppercase()]).collect();
    any(&names)
}

/// Adds the dates of a text.
pub(super) fn find(text: &str, found: &mut Found<'_>) {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return;
    }
    for c in ISO.captures_iter(text) {
        add(text, &c, number(&c, 1), number(&c, 2), number(&c, 3), found);
    }
    for c in SLASHES.captures_iter(text) {
        let (day, month) = (number(&c, 1), number(&c, 2));
        let (day, month) = if month > Some(12) { (month, day) } else { (day, month) };
        add(text, &c, number(&c, 3), month, day, found);
    }
    for c in DAY_FIRST.of(found.words).captures_iter(text) {
        let name = &c[2];
        let dotted = name.contains('.');
        let year = c.get(3).filter(|y| y.len() == 4 || dotted).map(|y| y.as_str().parse::<u32>().unwrap_or(0));
        let year = year.map(|y| if y < 100 { y + 2500 } else { y });
        if c.get(3).is_some() && year.is_none() || (year.is_none() && name == "May") || touches(text, &c) {
            continue;
        }
        add(text, &c, year, month(name, found.words), number(&c, 1), found);
    }
    for c in MONTH_FIRST.of(found.words).captures_iter(text) {
        let bare = number(&c, 2).is_none() && number(&c, 3).is_none();
        if !bare && !touches(text, &c) {
            add(text, &c, number(&c, 3), month(&c[1], found.words), number(&c, 2), found);
        }
    }
    for c in YEAR.of(found.words).captures_iter(text) {
        add(text, &c, number(&c, 1), None, None, found);
    }
}

/// Whether a number or letters go on before what was found, or a number after it.
fn touches(text: &str, captures: &Captures<'_>) -> bool {
    let whole = captures.get(0).map_or(0..0, |m| m.range());
    text[..whole.start].chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric() || c == '.')
        || text[whole.end..].starts_with(|c: char| c.is_ascii_digit())
}

fn month(name: &str, words: &Lexicon) -> Option<u32> {
    let lower = |n: &str| n.to_uppercase() == name.to_uppercase();
    words.months.iter().find(|(n, _)| lower(n)).map(|(_, number)| u32::from(*number))
}

fn number(captures: &Captures<'_>, group: usize) -> Option<u32> {
    captures.get(group).and_then(|m| m.as_str().parse().ok())
}

fn add(text: &str, c: &Captures<'_>, year: Option<u32>, month: Option<u32>, day: Option<u32>, found: &mut Found<'_>) {
    let fits = |n: Option<u32>, least, most| n.is_none_or(|n| (least..=most).contains(&n));
    if !(fits(year, 1700, 2700) && fits(month, 1, 12) && fits(day, 1, 31)) {
        return;
    }
    let year = year.map(common_year);
    let part = |n: Option<u32>, width| n.map_or_else(|| "-".repeat(width / 2), |n| format!("{n:0width$}"));
    let value = format!("{}-{}-{}", part(year, 4), part(month, 2), part(day, 2));
    let whole = c.get(0).map_or(0..0, |m| m.range());
    let whole = whole.start..whole.start + text[whole].trim_end_matches([',', '.', ' ']).len();
    let kind = own_date(text, whole.start, found.words).map_or(FactKind::Date, |(kind, _)| kind);
    found.add(kind, value, whole);
}

/// What the date at `at` is, if a label makes it a date of the text itself, and where the label begins. One that is both is
/// the date of effect, which matters more.
pub(super) fn own_date(text: &str, at: usize, words: &Lexicon) -> Option<(FactKind, usize)> {
    const FARTHEST: usize = 120;
    let mut from = at.saturating_sub(FARTHEST);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    from += text[from..at].rfind('\n').map_or(0, |n| n + 1);
    let c = LABEL.of(words).captures(&text[from..at]).filter(|c| !denied(&text[from..at], c))?;
    let says = |groups: [usize; 2]| groups.iter().any(|group| c.get(*group).is_some());
    let kind = match () {
        () if says([2, 4]) => FactKind::Effective,
        () if says([3, 5]) => FactKind::Published,
        () => FactKind::Updated,
    };
    let label = c.get(1)?;
    // behind a comma it is said of something else: a source, a list of data
    let aside = text[from..from + label.start()].trim_end().ends_with(',');
    (kind == FactKind::Effective || !aside).then_some((kind, from + label.start()))
}

/// Whether `date` is that of a law which its sentence names right before it.
pub(super) fn is_of_law(sentence: &str, date: &str, words: &Lexicon) -> bool {
    const FARTHEST: usize = 100;
    let at = sentence.find(date).unwrap_or(0);
    let from = (at.saturating_sub(FARTHEST)..=at).find(|at| sentence.is_char_boundary(*at)).unwrap_or(at);
    LAW.of(words).as_ref().is_some_and(|law| law.is_match(&sentence[from..at]))
}

/// Whether the label is part of a longer Thai word that says the contrary.
fn denied(text: &str, c: &Captures<'_>) -> bool {
    c.get(1).is_some_and(|label| ["ไม่", "มิได้", "ไม่ได้"].iter().any(|no| text[..label.start()].ends_with(no)))
}
