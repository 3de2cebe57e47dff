//! What a number is worth, in digits or in letters.

use super::lexicon::{Lexicon, PerList, any};

/// A number in digits.
pub(super) const DIGITS: &str = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)";

/// A number in digits or in letters; one in brackets may say it again.
pub(super) static NUMBER: PerList<String> = PerList::new(|words| {
    let letters = LETTERS.of(words);
    format!(r"(?:{DIGITS}|{letters})(?:\s?\(\s?(?:{DIGITS}|{letters})\s?\))?")
});

/// A number in letters.
static LETTERS: PerList<String> = PerList::new(|words| {
    let (latin, other): (Vec<&String>, Vec<&String>) = words.numbers.keys().partition(|w| w.is_ascii());
    let (latin, other) = (any(latin), any(other));
    format!(r"(?:{latin}(?:[- ]{latin})?|{other}+)")
});

/// What a number as [`NUMBER`] finds it is worth.
pub(super) fn worth(text: &str, words: &Lexicon) -> Option<f64> {
    let digits = text.find(|c: char| c.is_ascii_digit());
    if let Some(from) = digits {
        let rest = &text[from..];
        let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.'))).unwrap_or(rest.len());
        return rest[..end].trim_end_matches('.').replace(',', "").parse().ok();
    }
    letters(&text.to_lowercase(), words)
}

fn letters(text: &str, words: &Lexicon) -> Option<f64> {
    let (mut total, mut current, mut rest, mut found) = (0, 0, text, false);
    while !rest.is_empty() {
        let fits = |(word, _): &(&String, &u64)| rest.starts_with(word.as_str());
        let Some((word, value)) = words.numbers.iter().filter(fits).max_by_key(|(word, _)| word.len()) else {
            rest = &rest[rest.chars().next().map_or(0, char::len_utf8)..];
            continue;
        };
        let multiplies = !word.is_ascii() && *value >= 10;
        match value {
            1_000_000 => (total, current) = ((total + current).max(1) * 1_000_000, 0),
            _ if multiplies => (total, current) = (total + current.max(1) * value, 0),
            _ => current += value,
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
        ];
        let english = Lexicon::of(&crate::model::Lang::english());
        for (text, expected) in cases {
            assert_eq!(worth(text, english), Some(expected), "{text}");
        }
        assert_eq!(worth("many", english), None);
    }
}
