//! Finds which courts decide, and which country's law applies.

use super::alike::sentence;
use super::found::Found;
use super::lexicon::{PerList, any, pattern};
use super::modals::is_spaceless;
use super::names::is_office;
use super::phrases::Phrases;
use crate::model::FactKind;
use regex::Regex;
use std::sync::LazyLock;

/// A name: words with capitals, or letters with full stops.
static NAME: LazyLock<String> = LazyLock::new(|| {
    let word = r"(?:(?:\p{Lu}\.){2,}|\p{Lu}[\p{L}\p{M}'’-]*)";
    format!(r"{word}(?:\s(?:(?:of|de|du|der|des|am|an der)\s)?(?:the\s)?{word})*")
});
/// What says in a sentence that it is about who decides, by which law.
static CLAUSE: PerList<Phrases> = PerList::new(|words| Phrases::of(words.list("court-clause")));
/// What the name of a court or of a law begins with.
static LAW: PerList<Phrases> = PerList::new(|words| Phrases::of(words.list("courts")));

/// The courts in A or B, the laws of C; Gerichtsstand ist D.
static PLACE: PerList<Regex> = PerList::new(|words| {
    let [law, before, between] = ["courts", "court-place", "list-and"].map(|name| any(words.list(name)));
    let article = r"(?:(?:the|der|des|la|le|l')\s?)?";
    let name = NAME.as_str();
    let more = format!(r"(?:(?:,\s+|,?\s+{between}\s+)(?:in\s+)?{article}{name})*");
    pattern(&format!(r"(?i:{law})(?:\s\p{{Ll}}+){{0,2}}?\s(?i:{before})\s*{article}({name}{more})"), &[])
});
static ONE: LazyLock<Regex> = LazyLock::new(|| pattern(&NAME, &[]));
/// ศาลจังหวัดนนทบุรี.
static THAI: LazyLock<Regex> = LazyLock::new(|| {
    let ends = r"(?:มี|ที่|เป็น|ใน|และ|หรือ|เท่านั้น|ตาม|ได้|จะ|ให้|\s|[.,;)]|$)";
    pattern(&format!(r"(ศาล(?:จังหวัด|แขวง|แพ่ง|อาญา|ปกครอง|ทรัพย์สิน)[\u{{0E01}}-\u{{0E4E}}]{{0,30}}?){ends}"), &[])
});

/// Adds the courts and the laws that a text names.
pub(super) fn find(text: &str, found: &mut Found<'_>) {
    if text.contains(is_spaceless) {
        for court in THAI.captures_iter(text).filter_map(|c| c.get(1)) {
            found.add(FactKind::Venue, court.as_str().to_owned(), court.range());
        }
    }
    if found.words.list("court-place").is_empty() || !LAW.of(found.words).is_match(text) {
        return;
    }
    for c in PLACE.of(found.words).captures_iter(text) {
        let Some(places) = c.get(1) else { continue };
        if !CLAUSE.of(found.words).is_match(sentence(text, &places.range())) {
            continue;
        }
        for name in ONE.find_iter(places.as_str()) {
            let range = places.start() + name.start()..places.start() + name.end();
            let lower = name.as_str().to_lowercase();
            // an office oversees, a party is no place
            let other = is_office(name.as_str(), found.words) || found.words.has("no-venues", &lower);
            if !is_shouted(name.as_str()) && !other {
                found.add(FactKind::Venue, lower, range);
            }
        }
    }
}

/// Whether a name is written in capitals, as whole paragraphs are, in which nothing tells names from other words.
fn is_shouted(name: &str) -> bool {
    const ACRONYM: usize = 3;
    let shouted = |word: &str| {
        word.chars().filter(|c| c.is_alphabetic()).count() > ACRONYM && !word.chars().any(char::is_lowercase)
    };
    name.split_whitespace().any(shouted)
}
