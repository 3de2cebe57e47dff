//! Periods, sums of money, shares, and other numbers.

use super::found::Found;
use super::lexicon::{Lexicon, PerList, any, pattern};
use super::number::{DIGITS, LETTERS, NUMBER, worth};
use crate::model::FactKind;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// 30 days, thirty (30) business days, 90-day, 7 to 10 days, สามสิบวัน.
static PERIOD: PerList<Regex> = PerList::new(|words| {
    let units = any(words.units.keys());
    pattern(
        r"(?i)(?:({})\s*(?:-|–|to|or|and|bis|oder|und|à|ou|et|ถึง|หรือ)\s*)?({})[\s-]*({})",
        &[NUMBER.of(words), NUMBER.of(words), &units],
    )
});
/// $5, US$ 1.5 million, ฿100.
static SIGN: PerList<Regex> = PerList::new(|words| {
    let (signs, many) = (any(words.signs.keys()), any(words.multipliers.keys()));
    pattern(r"(?i)({}|{})\s?({})\s?({}|[kmb](?-u:\b)|bn(?-u:\b))?", &[&signs, &codes(words), &DIGITS, &many])
});
/// 5,000 บาท, 1.5 million dollars, 100 EUR.
static NAME: PerList<Regex> = PerList::new(|words| {
    let (many, names) = (any(words.multipliers.keys()), any(words.currencies.keys()));
    let signs = any(words.signs.keys().filter(|s| !s.contains('$') || s.len() == 1));
    pattern(
        r"(?i)(?:({})\s*(?:-|–|to|bis|à|ถึง)\s*)?({})(?:[.,][-–])?\s*({})?\s*({}|{})",
        &[NUMBER.of(words), NUMBER.of(words), &many, &names, &signs],
    )
});
/// 500 (ห้าร้อยบาทถ้วน), 30 (thirty days): the unit stands in the brackets.
static AGAIN: PerList<Regex> = PerList::new(|words| {
    let (money, times) = (any(words.currencies.keys()), any(words.units.keys()));
    pattern(r"(?i)({})\s?\(\s?({})\s*(?:({})|({}))\s?\)", &[&DIGITS, LETTERS.of(words), &money, &times])
});
/// 15%, 15 percent.
static PERCENT: PerList<Regex> =
    PerList::new(|words| pattern(r"(?i)({})\s?{}", &[NUMBER.of(words), &any(words.list("percent"))]));
/// ร้อยละ ๑๕.
static PERCENT_BEFORE: PerList<Regex> =
    PerList::new(|words| pattern(r"{}\s*({})", &[&any(words.list("percent-before")), NUMBER.of(words)]));
/// Two days ago.
static AGO: PerList<Regex> = PerList::new(|words| pattern(r"^\s*{}", &[&any(words.list("ago"))]));
static PLAIN: LazyLock<Regex> = LazyLock::new(|| pattern("{}", &[&DIGITS]));
static REFERENCE: PerList<Regex> = PerList::new(|words| {
    pattern(
        r"(?i){}[\s(]*(?:[\d.]+(?:\([a-z0-9]+\))*(?:\s?[,;&–-]\s?|\s+)(?:(?:and|or|to|และ|หรือ|ถึง)\s*)?)*$",
        &[&any(words.list("references"))],
    )
});

/// Codes of currencies, which may stand before a sum.
fn codes(words: &Lexicon) -> String {
    any(words.currencies.keys().filter(|k| k.len() == 3 && k.is_ascii() && *k != "yen"))
}

/// Adds the quantities of a text.
pub(super) fn find(text: &str, found: &mut Found<'_>) {
    for c in PERCENT_BEFORE.of(found.words).captures_iter(text) {
        add(text, FactKind::Percent, c.get(0), worth(&c[1], found.words), "%", found);
    }
    for c in PERCENT.of(found.words).captures_iter(text) {
        add(text, FactKind::Percent, c.get(0), worth(&c[1], found.words), "%", found);
    }
    for c in SIGN.of(found.words).captures_iter(text) {
        let words = found.words;
        let (sign, many) = (c[1].to_lowercase(), c.get(3).map_or(1.0, |m| times(m.as_str(), found.words)));
        let unit = words.signs.get(&sign).or_else(|| words.currencies.get(&sign)).cloned().unwrap_or_default();
        add(text, FactKind::Amount, c.get(0), worth(&c[2], found.words).map(|n| n * many), &format!(" {unit}"), found);
    }
    for c in AGAIN.of(found.words).captures_iter(text) {
        again(text, &c, found);
    }
    for c in NAME.of(found.words).captures_iter(text) {
        let words = found.words;
        let (name, many) = (c[4].to_lowercase(), c.get(3).map_or(1.0, |m| times(m.as_str(), found.words)));
        let unit = words.currencies.get(&name).or_else(|| words.signs.get(&name)).cloned().unwrap_or_default();
        let Some(whole) = c.get(0) else { continue };
        let (start, from) = ranged(&c, whole.start(), found);
        let from = from.map_or(String::new(), |n| format!("{}–", n * many));
        if let Some(worth) = worth(&c[2], words).filter(|_| starts_fresh(text, start)) {
            found.add(FactKind::Amount, format!("{from}{} {unit}", worth * many), start..whole.end());
        }
    }
    for c in PERIOD.of(found.words).captures_iter(text) {
        period(text, &c, found);
    }
    // where nobody knows what a section is called, any number may be one's
    let known = found.words.is_known();
    for hit in PLAIN.find_iter(text).filter(|hit| known && counts(text, hit.range(), found.words)) {
        add(text, FactKind::Number, Some(hit), worth(hit.as_str(), found.words), "", found);
    }
}

fn again(text: &str, c: &regex::Captures<'_>, found: &mut Found<'_>) {
    let words = found.words;
    let number = worth(&c[1], words).filter(|number| worth(&c[2], words) == Some(*number));
    let name = |group: usize| c.get(group).map(|m| m.as_str().to_lowercase());
    let money = name(3).and_then(|name| words.currencies.get(&name)).map(|unit| (FactKind::Amount, unit));
    let time = || name(4).and_then(|name| words.units.get(&name)).map(|unit| (FactKind::Period, unit));
    if let Some((kind, unit)) = money.or_else(time) {
        add(text, kind, c.get(0), number, &format!(" {unit}"), found);
    }
}

fn period(text: &str, c: &regex::Captures<'_>, found: &mut Found<'_>) {
    let Some(whole) = c.get(0) else { return };
    let name = c[3].split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let unit = found.words.units.get(&name).cloned().unwrap_or_default();
    let after = &text[whole.end()..];
    // วันที่ ๓, ปี ๒๕๖๙ and a number that is a year.
    let dated = after.starts_with("ที่") && after["ที่".len()..].trim_start().starts_with(|c: char| c.is_ascii_digit());
    let year = unit == "year" && worth(&c[2], found.words).is_some_and(|n| n > 1000.0);
    let followed = ["ปี", "เดือน"].contains(&name.as_str())
        && after.trim_start().starts_with(|c: char| c.is_ascii_digit())
        && after.trim_start().chars().take_while(char::is_ascii_digit).count() == 4;
    if dated || year || followed {
        return;
    }
    let (start, from) = ranged(c, whole.start(), found);
    // how long ago something was is another each day, and no fact of the text
    if AGO.of(found.words).is_match(after) {
        return;
    }
    let from = from.map_or(String::new(), |n| format!("{n}–"));
    let number = worth(&c[2], found.words).map(|n| format!("{from}{n} {unit}"));
    if let Some(value) = number.filter(|_| starts_fresh(text, start)) {
        found.add(FactKind::Period, value, start..whole.end());
    }
}

/// Where a quantity begins, and the number from which it reaches: what stands before “and” may be a fact of its own.
fn ranged(c: &regex::Captures<'_>, start: usize, found: &Found<'_>) -> (usize, Option<f64>) {
    let own = c.get(2).map_or(start, |number| number.start());
    match c.get(1).filter(|from| found.free(&from.range())) {
        Some(from) => (start, worth(from.as_str(), found.words)),
        None => (own, None),
    }
}

fn add(
    text: &str,
    kind: FactKind,
    hit: Option<regex::Match<'_>>,
    worth: Option<f64>,
    unit: &str,
    found: &mut Found<'_>,
) {
    let whole = |h: &regex::Match<'_>| starts_fresh(text, h.start()) && ends_whole(text, h.end());
    if let (Some(hit), Some(worth)) = (hit.filter(whole), worth) {
        let range = hit.start()..hit.start() + hit.as_str().trim_end().len();
        found.add(kind, format!("{worth}{unit}"), range);
    }
}

fn times(word: &str, words: &Lexicon) -> f64 {
    match word.to_lowercase().as_str() {
        "k" => 1e3,
        "m" => 1e6,
        "b" | "bn" => 1e9,
        word => words.multipliers.get(word).map_or(1.0, |n| *n as f64),
    }
}

/// Whether no number or word goes on before `at`.
fn starts_fresh(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    let (last, then) = (before.next(), before.next());
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    !(last.is_some_and(|c| c.is_ascii_alphanumeric()) || matches!(last, Some('.' | ',')) && digit(then))
}

/// Whether no digits go on after `at`, with a sign between or without.
fn ends_whole(text: &str, at: usize) -> bool {
    let mut after = text[at..].chars();
    let (next, then) = (after.next(), after.next());
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let ended = text[..at].ends_with(|c: char| c.is_ascii_digit());
    !(ended && (digit(next) || matches!(next, Some('.' | ',' | '\'')) && digit(then)))
}

/// The end of a text, in which a reference may stand: whoever asks for each of many numbers can't read all before it.
fn last(text: &str) -> &str {
    const FARTHEST: usize = 200;
    let from = text.len().saturating_sub(FARTHEST);
    &text[(from..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())..]
}

/// Whether a number is one of things, not the number of a section, a version or a page.
fn counts(text: &str, range: Range<usize>, words: &Lexicon) -> bool {
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let line_start =
        before.trim_end_matches([' ', '(']).is_empty() || before.trim_end_matches([' ', '(']).ends_with('\n');
    let joined = |c: char| {
        c.is_ascii_alphanumeric()
            || matches!(c, '_' | '#' | '/' | '-' | '–' | '.' | ':' | '§' | '=' | '©' | '&' | '(' | '[')
    };
    let ends = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '/' | '-' | '%' | '(' | ')' | ']');
    !line_start
        && !before.ends_with(joined)
        && !after.starts_with(ends)
        && !REFERENCE.of(words).is_match(last(before))
        && !before.trim_end().ends_with('©')
}
