//! Periods, sums of money, shares, and other numbers.

use super::dates;
use super::found::Found;
use super::lexicon::{LEXICON, any, pattern};
use super::number::{DIGITS, NUMBER, worth};
use crate::model::FactKind;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// 30 days, thirty (30) business days, 90-day, 7 to 10 days, สามสิบวัน.
static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
    let units = any(LEXICON.units.keys());
    pattern(r"(?i)(?:({})\s*(?:-|–|to|or|and|ถึง|หรือ)\s*)?({})[\s-]*({})", &[&*NUMBER, &*NUMBER, &units])
});
/// $5, US$ 1.5 million, ฿100.
static SIGN: LazyLock<Regex> = LazyLock::new(|| {
    let (signs, many) = (any(LEXICON.signs.keys()), any(LEXICON.multipliers.keys()));
    pattern(r"(?i)({}|{})\s?({})\s?({}|[kmb](?-u:\b)|bn(?-u:\b))?", &[&signs, &codes(), &DIGITS, &many])
});
/// 5,000 บาท, 1.5 million dollars, 100 EUR.
static NAME: LazyLock<Regex> = LazyLock::new(|| {
    let (many, names) = (any(LEXICON.multipliers.keys()), any(LEXICON.currencies.keys()));
    let signs = any(LEXICON.signs.keys().filter(|s| !s.contains('$') || s.len() == 1));
    pattern(r"(?i)(?:({})\s*(?:-|–|to|ถึง)\s*)?({})\s*({})?\s*({}|{})", &[&*NUMBER, &*NUMBER, &many, &names, &signs])
});
/// 15%, 15 percent.
static PERCENT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)({})\s?{}", &[&*NUMBER, &any(LEXICON.list("percent"))]));
/// ร้อยละ ๑๕.
static PERCENT_BEFORE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"{}\s*({})", &[&any(LEXICON.list("percent-before")), &*NUMBER]));
/// Two days ago.
static AGO: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*{}", &[&any(LEXICON.list("ago"))]));
static PLAIN: LazyLock<Regex> = LazyLock::new(|| pattern("{}", &[&DIGITS]));
static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i){}[\s(]*(?:[\d.]+(?:\([a-z0-9]+\))*(?:\s?[,;&–-]\s?|\s+)(?:(?:and|or|to|และ|หรือ|ถึง)\s*)?)*$",
        &[&any(LEXICON.list("references"))],
    )
});

/// Codes of currencies, which may stand before a sum.
fn codes() -> String {
    any(LEXICON.currencies.keys().filter(|k| k.len() == 3 && k.is_ascii() && *k != "yen"))
}

/// Adds the quantities of a text.
pub(super) fn find(text: &str, found: &mut Found) {
    for c in PERCENT_BEFORE.captures_iter(text) {
        add(text, FactKind::Percent, c.get(0), worth(&c[1]), "%", found);
    }
    for c in PERCENT.captures_iter(text) {
        add(text, FactKind::Percent, c.get(0), worth(&c[1]), "%", found);
    }
    for c in SIGN.captures_iter(text) {
        let (sign, many) = (c[1].to_lowercase(), c.get(3).map_or(1.0, |m| times(m.as_str())));
        let unit = LEXICON.signs.get(&sign).or_else(|| LEXICON.currencies.get(&sign)).cloned().unwrap_or_default();
        add(text, FactKind::Amount, c.get(0), worth(&c[2]).map(|n| n * many), &format!(" {unit}"), found);
    }
    for c in NAME.captures_iter(text) {
        let (name, many) = (c[4].to_lowercase(), c.get(3).map_or(1.0, |m| times(m.as_str())));
        let unit = LEXICON.currencies.get(&name).or_else(|| LEXICON.signs.get(&name)).cloned().unwrap_or_default();
        let from = c.get(1).and_then(|m| worth(m.as_str())).map_or(String::new(), |n| format!("{}–", n * many));
        if let (Some(whole), Some(worth)) = (c.get(0).filter(|w| starts_fresh(text, w.start())), worth(&c[2])) {
            found.add(FactKind::Amount, format!("{from}{} {unit}", worth * many), whole.range());
        }
    }
    for c in PERIOD.captures_iter(text) {
        period(text, &c, found);
    }
    for hit in PLAIN.find_iter(text).filter(|hit| counts(text, hit.range())) {
        add(text, FactKind::Number, Some(hit), worth(hit.as_str()), "", found);
    }
}

fn period(text: &str, c: &regex::Captures<'_>, found: &mut Found) {
    let Some(whole) = c.get(0) else { return };
    let name = c[3].split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let unit = LEXICON.units.get(&name).cloned().unwrap_or_default();
    let after = &text[whole.end()..];
    // วันที่ ๓, ปี ๒๕๖๙ and a number that is a year.
    let dated = after.starts_with("ที่") && after["ที่".len()..].trim_start().starts_with(|c: char| c.is_ascii_digit());
    let year = unit == "year" && worth(&c[2]).is_some_and(|n| n > 1000.0);
    let followed = ["ปี", "เดือน"].contains(&name.as_str())
        && after.trim_start().starts_with(|c: char| c.is_ascii_digit())
        && after.trim_start().chars().take_while(char::is_ascii_digit).count() == 4;
    if dated || year || followed {
        return;
    }
    let own = dates::own_date(text, whole.start()).is_some();
    let age = AGO.is_match(after);
    if age && !own {
        return;
    }
    let from = c.get(1).and_then(|m| worth(m.as_str())).map_or(String::new(), |n| format!("{n}–"));
    let number = worth(&c[2]).map(|n| format!("{from}{n} {unit}"));
    if let Some(value) = number.filter(|_| starts_fresh(text, whole.start())) {
        let kind = if age { FactKind::Updated } else { FactKind::Period };
        let end = whole.end() + AGO.find(after).map_or(0, |ago| ago.end());
        found.add(kind, value, whole.start()..end);
    }
}

fn add(text: &str, kind: FactKind, hit: Option<regex::Match<'_>>, worth: Option<f64>, unit: &str, found: &mut Found) {
    if let (Some(hit), Some(worth)) = (hit.filter(|h| starts_fresh(text, h.start())), worth) {
        let range = hit.start()..hit.start() + hit.as_str().trim_end().len();
        found.add(kind, format!("{worth}{unit}"), range);
    }
}

fn times(word: &str) -> f64 {
    match word.to_lowercase().as_str() {
        "k" => 1e3,
        "m" => 1e6,
        "b" | "bn" => 1e9,
        word => LEXICON.multipliers.get(word).map_or(1.0, |n| *n as f64),
    }
}

/// Whether no number or word goes on before `at`.
fn starts_fresh(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    let (last, then) = (before.next(), before.next());
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    !(last.is_some_and(|c| c.is_ascii_alphanumeric()) || matches!(last, Some('.' | ',')) && digit(then))
}

/// The end of a text, in which a reference may stand: whoever asks for each of many numbers can't read all before it.
fn last(text: &str) -> &str {
    const FARTHEST: usize = 200;
    let from = text.len().saturating_sub(FARTHEST);
    &text[(from..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())..]
}

/// Whether a number is one of things, not the number of a section, a version or a page.
fn counts(text: &str, range: Range<usize>) -> bool {
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
        && !REFERENCE.is_match(last(before))
        && !before.trim_end().ends_with('©')
}
