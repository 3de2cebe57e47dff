//! The value of a number, in digits or in words.

use super::lexicon::{Lexicon, PerList, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// A number in digits, in every notation: 1,000.50 · 1.000,50 · 1'000 · 1 000,50 · 2,5 · 1½.
pub(super) const DIGITS: &str = concat!(
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:'\d{3})+(?:[.,]\d+)?",
    r"|[1-9]\d{0,2}(?: \d{3})+(?:,\d+)?|\d+,\d{1,2}|\d+(?:\.\d+)?\s?[½¼¾⅓⅔⅛]|\d+(?:\.\d+)?|[½¼¾⅓⅔⅛])"
);
/// Parts of one, by their signs.
const PARTS: [(char, f64); 6] =
    [('½', 0.5), ('¼', 0.25), ('¾', 0.75), ('⅓', 1.0 / 3.0), ('⅔', 2.0 / 3.0), ('⅛', 0.125)];

/// A number in digits or in letters; one in brackets may say it again.
pub(super) static NUMBER: PerList<String> = PerList::new(|words| {
    let letters = LETTERS.of(words);
    format!(r"(?:{DIGITS}|{letters})(?:\s?\(\s?(?:{DIGITS}|{letters})\s?\))?")
});

/// A number in letters. Words with capitals may be written as one (zweihundert) or as many (one hundred and five).
pub(super) static LETTERS: PerList<String> = PerList::new(|words| {
    let (latin, other): (Vec<&String>, Vec<&String>) = words.numbers.keys().partition(|w| is_latin(w));
    let one = |mut all: Vec<&String>| {
        all.sort_by_key(|word| std::cmp::Reverse(word.len()));
        all.iter().map(|word| regex::escape(word)).collect::<Vec<_>>().join("|")
    };
    let (latin, other) = (one(latin), one(other));
    let word = format!(r"(?-u:\b)(?:{latin})(?:und|{latin})*(?-u:\b)");
    if latin.is_empty() {
        format!("(?:{other})+")
    } else {
        format!(r"(?:{word}(?:[- ](?:(?:and|et)[- ])?{word}){{0,6}}|(?:{other})+)")
    }
});

fn is_latin(word: &str) -> bool {
    word.chars().all(|c| c.is_lowercase() || !c.is_alphabetic())
}

/// What a number as [`NUMBER`] finds it is worth.
pub(super) fn worth(text: &str, words: &Lexicon) -> Option<f64> {
    let is_part = |c: char| PARTS.iter().any(|(sign, _)| *sign == c);
    let Some(from) = text.find(|c: char| c.is_ascii_digit() || is_part(c)) else {
        return letters(&text.to_lowercase(), words);
    };
    let number = DIGITS_ALONE.find_at(text, from)?.as_str();
    let part = PARTS.iter().find(|(sign, _)| number.ends_with(*sign)).map_or(0.0, |(_, part)| *part);
    let digits: String = number.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
    if digits.is_empty() { Some(part) } else { Some(in_digits(&digits)? + part) }
}

static DIGITS_ALONE: LazyLock<Regex> = LazyLock::new(|| pattern(DIGITS, &[]));

/// What digits are worth: the last sign parts the fraction off, unless it stands more than once or before three digits.
fn in_digits(text: &str) -> Option<f64> {
    let sign = text.rfind(['.', ',']);
    let groups = |at: usize| {
        let sign = &text[at..=at];
        let one_kind = !text.contains(if sign == "." { ',' } else { '.' });
        text.matches(sign).count() > 1 || one_kind && text.len() - at == 4 && at <= 3 && !text.starts_with('0')
    };
    let fraction = sign.filter(|at| !groups(*at));
    let plain: String = text
        .char_indices()
        .filter_map(|(at, c)| if Some(at) == fraction { Some('.') } else { Some(c).filter(char::is_ascii_digit) })
        .collect();
    plain.parse().ok()
}

fn letters(text: &str, words: &Lexicon) -> Option<f64> {
    let (mut total, mut current, mut rest, mut found) = (0, 0, text, false);
    while !rest.is_empty() {
        let fits = |(word, _): &(&String, &u64)| rest.starts_with(word.as_str());
        let Some((word, value)) = words.numbers.iter().filter(fits).max_by_key(|(word, _)| word.len()) else {
            rest = &rest[rest.chars().next().map_or(0, char::len_utf8)..];
            continue;
        };
        let latin = is_latin(word);
        match *value {
            1_000_000 => (total, current) = ((total + current).max(1) * 1_000_000, 0),
            1000 if latin => (total, current) = (total + current.max(1) * 1000, 0),
            100 if latin => current = current.max(1) * 100,
            value if value >= 10 && !latin => (total, current) = (total + current.max(1) * value, 0),
            value => current += value,
        }
        found = true;
        rest = &rest[word.len()..];
        if text.is_ascii() && rest.starts_with('(') {
            break;
        }
    }
    found.then_some((total + current) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_digits_and_letters() {
        let cases = [
            ("30", 30.0),
            ("1,000.50", 1000.5),
            ("thirty (30)", 30.0),
            ("twenty-four", 24.0),
            ("สามสิบ", 30.0),
            ("ยี่สิบเอ็ด", 21.0),
            ("ห้าล้าน", 5_000_000.0),
            ("หนึ่งแสนสองหมื่น", 120_000.0),
            ("สิบห้า", 15.0),
            ("Seven", 7.0),
            ("one hundred and five", 105.0),
            ("two thousand five hundred", 2500.0),
            ("five hundred thousand", 500_000.0),
            ("1.000,50", 1000.5),
            ("1 000,50", 1000.5),
            ("1'000", 1000.0),
            ("1.000", 1000.0),
            ("1.000.000", 1_000_000.0),
            ("2,5", 2.5),
            ("0.125", 0.125),
            ("1½", 1.5),
            ("½", 0.5),
        ];
        let english = Lexicon::of(&crate::model::Lang::english());
        for (text, expected) in cases {
            assert_eq!(worth(text, english), Some(expected), "{text}");
        }
        assert_eq!(worth("many", english), None);
    }
}
