//! What the search on the home page looks through: a script with the words of all current texts and with what was said
//! of every change, and for each policy one with its text, of which a result shows the place.
//!
//! The words are those that [`weave::terms`] cuts. The browser needs no dictionary: what is looked for is put together
//! from the words of the index itself, so that it is found however a compound was cut.

use super::maker::Maker;
use super::{Shelf, Site, json, routes};
use crate::document::{Document, LeafKind};
use crate::error::Result;
use crate::model::{Direction, Policy, Version};
use crate::showable::plain;
use crate::weave;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The words of a policy's current text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// In order, each once.
    all: Vec<String>,
    /// The places among them of those that stand in a heading.
    headings: Vec<u32>,
}

impl Terms {
    /// The words of `document`.
    pub fn of(document: &Document) -> Self {
        let mut words: BTreeMap<String, bool> = BTreeMap::new();
        for leaf in &document.leaves {
            let heading = matches!(leaf.kind, LeafKind::Heading(_));
            for word in weave::terms(&leaf.text) {
                *words.entry(word).or_default() |= heading;
            }
        }
        let headings = words.values().zip(0..).filter(|(heading, _)| **heading).map(|(_, ix)| ix).collect();
        Self { all: words.into_keys().collect(), headings }
    }
}

/// What the browser gets, under short names.
#[derive(Serialize)]
struct Index<'a> {
    policies: Vec<Entry<'a>>,
    /// In order; before each one digit (base 36) that says how many letters it shares with the one before.
    words: String,
    /// For each word the policies whose text has it, then those whose headings have it.
    places: String,
}

#[derive(Serialize)]
struct Entry<'a> {
    /// Its address below the site's root.
    at: String,
    title: Cow<'a, str>,
    folder: String,
    lang: &'a str,
    /// Set where its lines do not run from left to right.
    #[serde(skip_serializing_if = "Option::is_none")]
    dir: Option<&'static str>,
    /// The date of the latest version.
    day: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    withdrawn: bool,
    notes: Vec<Note>,
}

/// What was said of versions: the text, and the number and date of each.
#[derive(Serialize)]
struct Note(String, Vec<(u32, String)>);

/// `search.js` of the site.
pub(super) fn index(site: &Site<'_>, policies: &[Policy], shelf: &dyn Shelf) -> Result<Vec<u8>> {
    let mut words: BTreeMap<String, (Vec<u32>, Vec<u32>)> = BTreeMap::new();
    for ix in 0..policies.len() {
        let terms = shelf.terms(ix)?;
        let mut headings = terms.headings.iter().copied().peekable();
        for (word, place) in terms.all.into_iter().zip(0..) {
            let (texts, titles) = words.entry(word).or_default();
            texts.push(ix as u32);
            titles.extend(headings.next_if_eq(&place).map(|_| ix as u32));
        }
    }
    let (mut all, mut places, mut before) = (String::new(), String::new(), "");
    for (word, (texts, titles)) in &words {
        let shared = word.chars().zip(before.chars()).take(35).take_while(|(a, b)| a == b).count();
        all.push(char::from_digit(shared as u32, 36).unwrap_or('0'));
        all.extend(word.chars().skip(shared));
        all.push(' ');
        write_places(&mut places, texts, policies.len());
        if !titles.is_empty() {
            places.push('!');
            write_places(&mut places, titles, policies.len());
        }
        places.push(' ');
        before = word;
    }
    let index = Index { policies: policies.iter().map(|p| entry(site, p)).collect(), words: all, places };
    Ok(format!("promulgate.index({});\n", json::inline(&index)?).into_bytes())
}

/// Numbers in ascending order, as the distances between them; of a list of more than half of all numbers, after `~`,
/// those that are not in it.
fn write_places(out: &mut String, places: &[u32], all: usize) {
    let others: Vec<u32>;
    let mut list = places;
    if places.len() * 2 > all {
        let there: BTreeSet<&u32> = places.iter().collect();
        others = (0..all as u32).filter(|ix| !there.contains(ix)).collect();
        list = &others;
        out.push('~');
    }
    let mut next = 0;
    for &place in list {
        write_number(out, place - next);
        next = place + 1;
    }
}

/// A number as digits of five bits, the lowest first; all but the last have a sixth bit.
fn write_number(out: &mut String, mut number: u32) {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-";
    loop {
        let (digit, rest) = (number & 31, number >> 5);
        out.push(char::from(DIGITS[(digit | if rest > 0 { 32 } else { 0 }) as usize]));
        number = rest;
        if number == 0 {
            return;
        }
    }
}

fn entry<'a>(site: &Site<'_>, policy: &'a Policy) -> Entry<'a> {
    let mut notes: BTreeMap<String, Vec<(u32, String)>> = BTreeMap::new();
    for version in &policy.versions {
        for text in said(version) {
            notes.entry(text).or_default().push((version.number.get(), day(site, version)));
        }
    }
    let mut notes: Vec<Note> = notes.into_iter().map(|(text, versions)| Note(text, versions)).collect();
    notes.sort_by_key(|Note(_, versions)| std::cmp::Reverse(versions.last().map(|(n, _)| *n)));
    Entry {
        at: routes::relative(routes::HOME, &routes::folder(&policy.id)),
        title: plain(&policy.title),
        folder: plain(&policy.publisher.clone().unwrap_or_else(|| site.catalog.folder(&policy.path))).into_owned(),
        lang: policy.lang.as_str(),
        dir: Some(policy.lang.direction()).filter(|dir| *dir != Direction::LeftToRight).map(Direction::as_str),
        day: day(site, policy.current()),
        withdrawn: policy.withdrawn.is_some(),
        notes,
    }
}

/// What was said of a version, in all languages. Programs that commit name an address in each note, for which nobody looks.
fn said(version: &Version) -> BTreeSet<String> {
    let note = &version.note;
    let texts = std::iter::once(&note.text).chain(note.by_lang.values());
    let words = |text: &String| -> Vec<String> {
        plain(text).split_whitespace().filter(|word| !word.contains("://")).map(str::to_owned).collect()
    };
    let texts = texts.filter(|_| !note.repeats);
    texts.map(|text| words(text).join(" ")).filter(|text| !text.is_empty()).collect()
}

fn day(site: &Site<'_>, version: &Version) -> String {
    version.published.date(&site.config.time_zone).to_string()
}

/// A part of a text under one heading: its anchor, the heading, and what stands there.
#[derive(Serialize, Default)]
struct Passage(String, String, String);

/// `search.js` of a policy: its current text, heading by heading.
pub(super) fn passages(maker: &Maker<'_>) -> Result<Vec<u8>> {
    let document = maker.texts.document(maker.policy.current().number);
    let mut passages = vec![Passage::default()];
    for leaf in document.leaves.iter().filter(|leaf| !leaf.text.is_empty()) {
        match (leaf.kind.clone(), leaf.anchors.first()) {
            (LeafKind::Heading(_), Some(anchor)) => {
                passages.push(Passage(crate::percent::encode(anchor), plain(&leaf.text).into_owned(), String::new()));
            }
            _ => {
                let Passage(_, _, text) = passages.last_mut().expect("there is one from the beginning");
                text.push_str(&plain(&leaf.text));
                text.push('\n');
            }
        }
    }
    passages.retain(|Passage(_, heading, text)| !(heading.is_empty() && text.is_empty()));
    let at = json::inline(&routes::relative(routes::HOME, &routes::folder(&maker.policy.id)))?;
    Ok(format!("promulgate.passages({at},{});\n", json::inline(&passages)?).into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;

    #[test]
    fn places_are_distances_or_what_is_left_out() {
        let written = |places: &[u32], all| {
            let mut out = String::new();
            write_places(&mut out, places, all);
            out
        };
        assert_eq!(written(&[0, 1, 5], 100), "AAD");
        assert_eq!(written(&[40], 100), "oB");
        assert_eq!(written(&[0, 1, 2, 4], 5), "~D");
        assert_eq!(written(&[0, 1], 2), "~");
    }

    #[test]
    fn words_know_whether_they_stand_in_a_heading() {
        let parsed = document::parse("# นโยบายคุกกี้\n\nเราใช้คุกกี้ 30 วัน\n".as_bytes(), "p.md");
        let terms = Terms::of(&parsed.document);
        let headings: Vec<&str> = terms.headings.iter().map(|ix| terms.all[*ix as usize].as_str()).collect();
        assert!(terms.all.contains(&"วัน".to_owned()) && !headings.contains(&"วัน"), "{terms:?}");
        assert_eq!(headings.concat().len(), "คุกกี้นโยบาย".len(), "{headings:?}");
    }
}
