//! Whom to write to or call, and where: the lines of a contact block.

use super::found::Found;
use super::lexicon::{Lexicon, PerList, any, pattern};
use super::phrases::Phrases;
use crate::model::FactKind;
use regex::Regex;
use std::sync::LazyLock;

static LABELLED: PerList<Regex> = PerList::new(|words| {
    pattern(
        r"(?im)^\s*(?:[•*–-]\s*)?(?:({})|({}))\s?(?:\([^)\n]*\)\s?)?[:：]\s*([^\n]{2,160})$",
        &[&any(words.list("recipient")), &any(words.list("address"))],
    )
});
static NAME: PerList<Phrases> = PerList::new(|words| Phrases::of(words.list("names")));
static CONTACT: PerList<Phrases> = PerList::new(|words| Phrases::of(words.list("contact")));

static ERRAND: PerList<Option<Phrases>> = PerList::new(|words| {
    let errands = if words.is_known() { words.list("errands") } else { &[] };
    (!errands.is_empty()).then(|| Phrases::of(errands))
});

/// The most characters of a line that is a name.
const LONGEST: usize = 80;

/// A street with a number, and a town with its code, in one line: as in America and Britain, as in Germany, as in France,
/// as in Thailand.
static POSTAL: LazyLock<Regex> = LazyLock::new(|| {
    let street = r"\d+[A-Za-z]?(?:-\d+)?,?\s+(?:[A-Z0-9][\w.'’-]*\s+){1,4}?(?:Street|St|Road|Rd|Avenue|Ave|Boulevard|Blvd|Way|Drive|Dr|Lane|Ln|Square|Sq|Place|Pl|Parkway|Court|Ct|Quay|Row|Plaza|Highway|Terrace)\b\.?";
    let english = format!(
        r"{street}[^\n;:()]{{0,80}}?(?:\b[A-Z]{{2}},?\s+\d{{5}}(?:-\d{{4}})?\b|\b[A-Z]{{1,2}}\d[A-Z\d]?\s\d[A-Z]{{2}}\b)"
    );
    let german = r"\b\p{Lu}[\p{L}. -]{2,30}?(?:straße|strasse|str\.|platz|allee|weg|ufer|gasse|damm|ring)\s+\d+\s?[a-z]?,?\s+(?:[A-Z]{1,2}-)?\d{4,5}\s+\p{Lu}[\p{L}-]+";
    let french = r"\d+\s?(?:bis|ter)?,?\s+(?:rue|avenue|boulevard|place|quai|cours|allée|chemin)\s[^\n;:()]{2,60}?\b\d{5}\s+\p{Lu}[\p{L}-]+";
    let thai =
        r"\d[\d/-]*\s[^\n;()]{2,90}?(?:แขวง|ตำบล|ต\.)\s?[^\n;()]{2,60}?(?:เขต|อำเภอ|อ\.)\s?[^\n;()]{2,60}?\b\d{5}\b";
    pattern(&format!("(?:{english}|{german}|{french}|{thai})"), &[])
});

/// Adds the addresses for letters that are written in one line, wherever they stand.
pub(super) fn find_postal(text: &str, found: &mut Found<'_>) {
    if !has_code(text) {
        return;
    }
    for hit in POSTAL.find_iter(text) {
        found.add(FactKind::Address, letters(hit.as_str()), hit.range());
    }
}

/// Whether there is an address in a line.
pub(super) fn is_postal(line: &str) -> bool {
    has_code(line) && POSTAL.is_match(line)
}

/// Whether a text has what every such address has: the code of a town, of four digits in a row, or of a digit before two
/// capitals. Digits of other scripts may be one.
fn has_code(text: &str) -> bool {
    let bytes = text.as_bytes();
    let code = |at: usize| {
        let after = |from: usize, to: usize, is: fn(&u8) -> bool| {
            bytes.get(at + from..at + to).is_some_and(|b| b.iter().all(is))
        };
        after(1, 4, u8::is_ascii_digit) || after(1, 3, u8::is_ascii_uppercase)
    };
    bytes.iter().enumerate().any(|(at, b)| b.is_ascii_digit() && code(at))
        || !text.is_ascii() && text.contains(|c: char| !c.is_ascii() && c.is_numeric())
}

/// Adds the names and places that a label announces, in a contact block.
pub(super) fn find(text: &str, found: &mut Found<'_>) {
    if !text.contains([':', '：']) {
        return;
    }
    for c in LABELLED.of(found.words).captures_iter(text) {
        let Some(value) = c.get(3) else { continue };
        let trimmed = value.as_str().trim().trim_end_matches(',');
        if c.get(2).is_some() || is_short(trimmed) {
            found.add(
                FactKind::Address,
                letters(trimmed),
                value.start()..value.start() + value.as_str().trim_end().trim_end_matches(',').len(),
            );
        }
    }
}

/// Whether a line may be one of an address: short, no label and no sentence.
pub(super) fn is_line(line: &str, words: &Lexicon) -> bool {
    let prose = line.ends_with(['.', ';', '?', '!']) && !NAME.of(words).find_iter(line).any(|m| m.end == line.len());
    is_short(line)
        && !prose
        && !line.contains([':', '：', '@', '=', '|', '{', '[', '，', '。', '；'])
        && !is_of_page(line, words)
}

/// Whether a line stands above or below each page of a text that was printed: its number, the day of the text.
fn is_of_page(line: &str, words: &Lexicon) -> bool {
    let begins = |word: &String| {
        line.get(..word.len())
            .filter(|own| own.to_lowercase() == *word)
            .is_some_and(|_| line[word.len()..].trim_start().starts_with(char::is_numeric))
    };
    let day = |word: &str| {
        let parts: Vec<&str> = word.split(['-', '/', '.']).collect();
        let digits = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        parts.len() == 3 && parts.iter().all(digits) && parts.iter().any(|part| part.len() == 4)
    };
    words.list("page").iter().any(begins) || line.split_whitespace().any(day)
}

/// Whether a line says that here is who is written to or called.
pub(super) fn is_contact(line: &str, words: &Lexicon) -> bool {
    line.chars().count() <= LONGEST && CONTACT.of(words).is_match(line)
}

fn is_short(line: &str) -> bool {
    !line.is_empty() && line.chars().count() <= LONGEST && line.split_whitespace().count() <= 10
}

/// Whether a sentence sends somebody somewhere to do something. Where no list says how, any may.
pub(super) fn is_errand(sentence: &str, words: &Lexicon) -> bool {
    ERRAND.of(words).as_ref().is_none_or(|errand| errand.is_match(sentence))
}

/// Whether it has a word of offices and firms.
pub(super) fn is_office(text: &str, words: &Lexicon) -> bool {
    NAME.of(words).is_match(text)
}

/// Whether it has a word of names; in scripts without spaces it begins with one.
pub(super) fn is_name(line: &str, words: &Lexicon) -> bool {
    let capital = line.starts_with(|c: char| c.is_uppercase() || !c.is_ascii());
    let word = NAME.of(words).within(line).find_at(0).is_some_and(|m| m.start == 0);
    // a sentence has longer words in small letters
    let prose = |word: &str| word.starts_with(char::is_lowercase) && word.chars().count() > 3;
    (capital || word)
        && !line.split_whitespace().any(prose)
        && NAME.of(words).find_iter(line).any(|m| line[m.clone()].is_ascii() || m.start == 0)
}

/// The words and numbers of an address, however they are parted.
pub(super) fn letters(text: &str) -> String {
    let combines = |c: char| ('\u{E31}'..='\u{E4E}').contains(&c);
    let words = text.split(|c: char| !c.is_alphanumeric() && !combines(c)).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

pub(super) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches(['.', ',']).to_lowercase()
}
