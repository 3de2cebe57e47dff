//! Finds telephone numbers, e-mail addresses and web addresses.

use super::found::Found;
use super::lexicon::{Lexicon, PerList, any, pattern};
use crate::model::FactKind;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

static EMAIL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u:\b)[A-Za-z0-9][A-Za-z0-9._%+-]*@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?-u:\b)", &[]));
/// An address that says so. Letters of scripts without spaces end it.
static URL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"(?i)(?-u:\b)(?:https?://|www\.)[a-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+"#, &[]));
/// The name of a host, in small letters, perhaps with a path.
static HOST: PerList<Regex> = PerList::new(|words| {
    let path = r"(?:/[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]*)?";
    pattern(&format!(r"(?-u:\b)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+{{}}{path}"), &[&any(words.list("domains"))])
});
/// With the code of a country, an area that begins with 0, as written in North America, or free of charge.
static TELEPHONE: PerList<Regex> = PerList::new(|words| {
    let international = r"\+\d{1,3}(?:[ .\-]?\(?\d{1,5}\)?){2,6}";
    let area = r"\(?0\d{0,4}\)?(?:[ \-–]?\d{2,4}){2,4}";
    let american = r"(?:1[ .\-])?\(?[2-9]\d\d\)?[ .\-]\d{3}[ .\-]\d{4}";
    let free = r"1[ \-]?[38]00[ \-]\d{3}[ \-]\d{3,4}";
    let extension = any(words.list("extension"));
    let more = format!(r"(?:[ ,]*{extension}\s*(\d{{1,6}}(?:[ ]?[-,][ ]?\d{{1,6}})*)|[ ]?[-–][ ]?\d{{1,2}}(?-u:\b))?");
    pattern(&format!("(?:{international}|{free}|{american}|{area}){more}"), &[])
});
/// Any number after a word that says what it is.
static CALLED: PerList<Regex> = PerList::new(|words| {
    pattern(r"(?i){}\s*[:：]?\s*(\d{3,5}(?:[ \-]?\d{3,4}){0,2})(?-u:\b)", &[&any(words.list("telephone"))])
});

/// How addresses end of what is part of a page.
const SHOWN: [&str; 9] = [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".ico", ".css", ".js"];

/// Adds the addresses of a text.
pub(super) fn find(text: &str, found: &mut Found<'_>) {
    if text.contains('@') {
        for hit in EMAIL.find_iter(text) {
            found.add(FactKind::Email, hit.as_str().to_lowercase(), hit.range());
        }
    }
    if text.contains('.') {
        for hit in URL.find_iter(text).chain(HOST.of(found.words).find_iter(text)) {
            web(text, hit.range(), found);
        }
    }
}

fn web(text: &str, range: Range<usize>, found: &mut Found<'_>) {
    let around = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '@' | '.' | '/' | '-'));
    let address = text[range.clone()].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
    let closes = address.ends_with(')') && !address.contains('(') || address.ends_with(']') && !address.contains('[');
    let address = if closes { &address[..address.len() - 1] } else { address };
    if around(text[..range.start].chars().next_back()) {
        return;
    }
    let lower = address.to_lowercase();
    let bare = lower.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    // The name of a firm may look so: example.com.
    if lower == bare && !bare.contains('/') && bare.matches('.').count() < 2 {
        return;
    }
    let page = bare.split(['?', '#']).next().unwrap_or(bare).trim_end_matches('/');
    if !SHOWN.iter().any(|ending| page.ends_with(ending)) {
        found.add(FactKind::Web, page.to_owned(), range.start..range.start + address.len());
    }
}

/// Adds the telephone numbers of a text.
pub(super) fn telephones(text: &str, found: &mut Found<'_>) {
    if !has_digits(text) {
        return;
    }
    for c in TELEPHONE.of(found.words).captures_iter(text) {
        let Some(whole) = c.get(0) else { continue };
        let main = c.get(1).map_or(whole.as_str(), |ext| &text[whole.start()..ext.start()]);
        let digits = main.chars().filter(char::is_ascii_digit).count();
        let least = if main.starts_with('+') { 8 } else { 9 };
        let is_number = !main.starts_with("000") && !is_in_row(&text[..whole.start()]);
        if (least..=15).contains(&digits) && is_number && !goes_on(text, whole.range()) {
            // The bracket that closes what stands around it.
            let surplus = whole.as_str().ends_with(')') && !whole.as_str().contains('(');
            let range = whole.start()..whole.end() - usize::from(surplus);
            found.add(FactKind::Phone, dialled(whole.as_str()), range);
        }
    }
    for c in CALLED.of(found.words).captures_iter(text) {
        if let Some(number) = c.get(1).filter(|n| !goes_on(text, n.range())) {
            found.add(FactKind::Phone, dialled(number.as_str()), number.range());
        }
    }
}

/// Whether a text has an address or a number to write to or call.
pub(super) fn any_in(text: &str, words: &Lexicon) -> bool {
    let called = |regex: &Regex| regex.find_iter(text).any(|hit| !goes_on(text, hit.range()));
    text.contains('@') || (has_digits(text) && (called(TELEPHONE.of(words)) || CALLED.of(words).is_match(text)))
}

/// Whether another number stands right before, as in the measures of a picture: “0 0 1640 1070”.
fn is_in_row(before: &str) -> bool {
    let number = before.trim_end_matches(' ');
    number.len() < before.len() && number.ends_with(|c: char| c.is_ascii_digit())
}

/// Whether there are enough digits for a telephone number.
fn has_digits(text: &str) -> bool {
    text.bytes().filter(u8::is_ascii_digit).nth(2).is_some()
}

/// Whether digits or letters go on around the range, so that it is part of something else.
fn goes_on(text: &str, range: Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let mut after = text[range.end..].chars();
    let (next, then) = (after.next(), after.next());
    let joined = matches!(next, Some('-' | '.' | '/')) && then.is_some_and(|c| c.is_ascii_alphanumeric());
    before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '_' | '#' | '='))
        || next.is_some_and(|c| c.is_ascii_alphanumeric())
        || joined
}

/// The digits of a number as dialled within the country, which is Thailand if its code is +66, and in North America if it
/// is 1.
fn dialled(number: &str) -> String {
    let mut value = String::new();
    for c in number.chars() {
        match c {
            '0'..='9' | '+' => value.push(c),
            _ if c.is_alphabetic() && !value.ends_with('x') => value.push('x'),
            '-' | '–' | ',' if value.contains('x') => value.push(','),
            _ => {}
        }
    }
    let main = value.split('x').next().unwrap_or_default().len();
    let american = value.strip_prefix("+1").filter(|_| main == 12).or(value.strip_prefix('1').filter(|_| main == 11));
    match value.strip_prefix("+66") {
        Some(rest) => format!("0{}", rest.trim_start_matches('0')),
        None => american.map_or(value.clone(), str::to_owned),
    }
}
