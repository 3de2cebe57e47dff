//! Finds periods, sums of money, percentages and other numbers.

use super::found::Found;
use super::lexicon::{Lexicon, PerList, any, pattern};
use super::number::{DIGITS, LETTERS, NUMBER, worth};
use super::phrases::Phrases;
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
/// Two days ago; il y a deux jours.
static AGO: PerList<Option<Regex>> = PerList::new(|words| beside(r"(?i)^\s*{}", words.list("ago")));
static AGO_BEFORE: PerList<Option<Regex>> = PerList::new(|words| beside(r"(?i){}\s*$", words.list("ago-before")));
/// What says beside a number of years that it is the age of somebody: at least 16 years old; under the age of 13.
static AGED: PerList<Option<Regex>> = PerList::new(|words| beside(r"(?i)^[\s-]*{}", words.list("aged")));
static AGED_BEFORE: PerList<Option<Regex>> = PerList::new(|words| {
    let (before, between) = (words.list("aged-before"), words.list("aged-between"));
    (!before.is_empty()).then(|| pattern(r"(?i){}\s*(?:{}\s*)*$", &[&any(before), &any(between)]))
});
static PLAIN: LazyLock<Regex> = LazyLock::new(|| pattern("{}", &[&DIGITS]));
static REFERENCE: PerList<Regex> = PerList::new(|words| {
    pattern(
        r"(?i){}[\s(]*(?:[\d.]+(?:\([a-z0-9]+\))*(?:\s?[,;&–-]\s?|\s+)(?:(?:and|or|to|และ|หรือ|ถึง)\s*)?)*$",
        &[&any(words.list("references"))],
    )
});

/// The words with which numbers in letters begin, whatever goes on after them.
static BEGINS: PerList<Option<Phrases>> = PerList::new(|words| {
    let numbers = || words.numbers.keys();
    let edge = |word: &str| if word.starts_with(|c: char| c.is_ascii_alphanumeric()) { r"(?-u:\b)" } else { "" };
    let pattern = numbers().map(|word| format!("{}{}", edge(word), regex::escape(word))).collect::<Vec<_>>().join("|");
    let open = numbers().map(|word| (word.as_str(), true));
    (!words.numbers.is_empty()).then(|| Phrases::new(format!("(?i)(?:{pattern})"), open))
});

static RATE: PerList<Option<Regex>> = PerList::new(|words| {
    let (per, units) = (words.list("per"), any(words.units.keys()));
    (!per.is_empty()).then(|| pattern(r"(?i)^[\s-]*{}[\s-]*{}", &[&any(per), &units]))
});

fn beside(template: &str, list: &[String]) -> Option<Regex> {
    (!list.is_empty()).then(|| pattern(template, &[&any(list)]))
}

/// Codes of currencies, which may stand before a sum.
fn codes(words: &Lexicon) -> String {
    any(words.currencies.keys().filter(|k| k.len() == 3 && k.is_ascii() && *k != "yen"))
}

/// Adds the quantities of a text.
pub(super) fn find(text: &str, found: &mut Found<'_>) {
    if !has_number(text, found.words) {
        return;
    }
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
        let Some((whole, (start, from, number))) = c.get(0).zip(ranged(&c, found)) else { continue };
        let from = from.map_or(String::new(), |n| format!("{}–", n * many));
        if let Some(worth) = worth(number, words).filter(|_| starts_fresh(text, start)) {
            found.add(FactKind::Amount, format!("{from}{} {unit}", worth * many), start..whole.end());
        }
    }
    for c in PERIOD.of(found.words).captures_iter(text) {
        period(text, &c, found);
    }
    // where nobody knows what a section is called, any number may be one's
    let known = found.words.is_known();
    for hit in PLAIN.find_iter(text).filter(|hit| known && counts(text, hit.range(), found.words)) {
        let aged = is_aged(&text[..hit.start()], "", found.words);
        let (kind, unit) = if aged { (FactKind::Age, " year") } else { (FactKind::Number, "") };
        add(text, kind, Some(hit), worth(hit.as_str(), found.words), unit, found);
    }
}

/// Whether a text has a digit, a sign of a part, or a word with which numbers in letters begin.
fn has_number(text: &str, words: &Lexicon) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
        || BEGINS.of(words).as_ref().is_some_and(|words| words.is_match(text))
        || !text.is_ascii() && text.contains(|c: char| !c.is_ascii() && c.is_numeric())
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
    let Some((start, from, number)) = ranged(c, found) else { return };
    // how long ago something was is another each day, and no fact of the text
    let words = found.words;
    let before = AGO_BEFORE.of(words).as_ref().is_some_and(|ago| ago.is_match(last(&text[..start])));
    if before || AGO.of(words).as_ref().is_some_and(|ago| ago.is_match(after)) {
        found.block(start..whole.end());
        return;
    }
    let from = from.map_or(String::new(), |n| format!("{n}–"));
    let number = worth(number, found.words).map(|n| format!("{from}{n} {unit}"));
    if let Some(value) = number.filter(|_| starts_fresh(text, start)) {
        let full = || words.list("aged").iter().any(|own| name.ends_with(own.as_str()));
        let aged = unit == "year" && (full() || is_aged(&text[..start], after, words));
        found.add(if aged { FactKind::Age } else { FactKind::Period }, value, start..whole.end());
    }
}

/// Whether what stands before or after a number of years says that somebody is so old.
fn is_aged(before: &str, after: &str, words: &Lexicon) -> bool {
    AGED.of(words).as_ref().is_some_and(|aged| aged.is_match(after))
        || AGED_BEFORE.of(words).as_ref().is_some_and(|aged| aged.is_match(last(before)))
}

/// Where a quantity begins, the number from which it reaches, and its number: what stands before “and” may be a fact of its
/// own, and “twenty-six” is no range.
fn ranged<'t>(c: &regex::Captures<'t>, found: &Found<'_>) -> Option<(usize, Option<f64>, &'t str)> {
    let (whole, own) = (c.get(0)?, c.get(2)?);
    let Some(from) = c.get(1) else { return Some((whole.start(), None, own.as_str())) };
    let all = |start: usize, end: usize| &whole.as_str()[start - whole.start()..end - whole.start()];
    let letters = from.as_str().ends_with(char::is_alphabetic) && own.as_str().starts_with(char::is_alphabetic);
    if letters && all(from.end(), own.start()) == "-" {
        return Some((whole.start(), None, all(from.start(), own.end())));
    }
    if found.free(&from.range()) {
        Some((whole.start(), worth(from.as_str(), found.words), own.as_str()))
    } else {
        Some((own.start(), None, own.as_str()))
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

/// Whether what stands after a period makes it a rate: 24 hours per day.
pub(super) fn is_rate(after: &str, words: &Lexicon) -> bool {
    RATE.of(words).as_ref().is_some_and(|rate| rate.is_match(after))
}

/// Whether no number or word goes on before `at`.
fn starts_fresh(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    let (last, then) = (before.next(), before.next());
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    !(last.is_some_and(|c| c.is_ascii_alphanumeric()) || last == Some('.') || last == Some(',') && digit(then))
}

/// Whether no digits go on after `at`, with a sign between or without.
fn ends_whole(text: &str, at: usize) -> bool {
    let mut after = text[at..].chars();
    let (next, then) = (after.next(), after.next());
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let ended = text[..at].ends_with(|c: char| c.is_ascii_digit());
    // the address of a picture is no share: %22
    let escaped = text[..at].ends_with('%') && next.is_some_and(|c| c.is_ascii_alphanumeric());
    !escaped && !(ended && (digit(next) || matches!(next, Some('.' | ',' | '\'')) && digit(then)))
}

/// The end of a text, in which a reference may stand: whoever asks for each of many numbers can't read all before it.
fn last(text: &str) -> &str {
    const FARTHEST: usize = 200;
    let from = text.len().saturating_sub(FARTHEST);
    &text[(from..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())..]
}

/// Whether digits may well be a year, of the Common Era or the Buddhist one.
fn is_year(digits: &str) -> bool {
    digits.len() == 4
        && digits.parse().is_ok_and(|year: u32| (1900..=2100).contains(&year) || (2400..=2650).contains(&year))
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
        && !is_year(&text[range])
}
