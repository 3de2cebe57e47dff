//! Who is written to or called, and where: the lines of a contact block.

use super::found::Found;
use super::lexicon::{Lexicon, PerList, any, pattern};
use crate::model::FactKind;
use regex::Regex;

static LABELLED: PerList<Regex> = PerList::new(|words| {
    pattern(
        r"(?im)^\s*(?:[•*–-]\s*)?(?:({})|({}))\s?(?:\([^)\n]*\)\s?)?[:：]\s*([^\n]{2,160})$",
        &[&any(words.list("recipient")), &any(words.list("address"))],
    )
});
static NAME: PerList<Regex> = PerList::new(|words| pattern("(?i){}", &[&any(words.list("names"))]));
static CONTACT: PerList<Regex> = PerList::new(|words| pattern("(?i){}", &[&any(words.list("contact"))]));

/// The most characters of a line that is a name.
const LONGEST: usize = 80;

/// Adds the names and places that a label announces.
pub(super) fn find(text: &str, found: &mut Found<'_>) {
    if !text.contains([':', '：']) {
        return;
    }
    for c in LABELLED.of(found.words).captures_iter(text) {
        let Some(value) = c.get(3) else { continue };
        let kind = if c.get(1).is_some() { FactKind::Recipient } else { FactKind::Address };
        let trimmed = value.as_str().trim();
        let name = kind == FactKind::Address || is_short(trimmed);
        if name {
            found.add(kind, folded(trimmed), value.start()..value.start() + value.as_str().trim_end().len());
        }
    }
}

/// Adds the lines of a text in a contact block that are names without a label.
pub(super) fn find_unlabelled(text: &str, found: &mut Found<'_>) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let at = start + (line.len() - line.trim_start().len());
        start += line.len();
        let prose = trimmed.ends_with(['.', ':', ';', '?'])
            && !NAME.of(found.words).find_iter(trimmed).any(|m| m.end() == trimmed.len());
        if is_short(trimmed) && !prose && is_name(trimmed, found.words) && !trimmed.contains([':', '@']) {
            found.add(FactKind::Recipient, folded(trimmed), at..at + trimmed.len());
        }
    }
}

/// Whether a line says that here is who is written to or called.
pub(super) fn is_contact(line: &str, words: &Lexicon) -> bool {
    line.chars().count() <= LONGEST && CONTACT.of(words).is_match(line)
}

fn is_short(line: &str) -> bool {
    !line.is_empty() && line.chars().count() <= LONGEST && line.split_whitespace().count() <= 10
}

/// Whether it has a word of names; in scripts without spaces it begins with one.
fn is_name(line: &str, words: &Lexicon) -> bool {
    let capital = line.starts_with(|c: char| c.is_uppercase() || !c.is_ascii());
    let word = NAME.of(words).find(line).is_some_and(|m| m.start() == 0);
    (capital || word) && NAME.of(words).find_iter(line).any(|m| m.as_str().is_ascii() || m.start() == 0)
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches(['.', ',']).to_lowercase()
}
