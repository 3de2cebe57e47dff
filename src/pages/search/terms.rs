//! The words of a text or a label as keys of the index.

use super::mark::{Kind, Level, TITLES, WEIGHTS};
use crate::document::{Document, LeafKind};
use crate::weave::{self, Weave};
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;

/// Of words that begin with the same so many letters the index knows the policies together: looking for a few letters
/// loads one file.
pub(super) const LETTERS: usize = 3;
/// A word in a heading counts as so many in the text.
const HEADING: u32 = 3;
/// The parameters of BM25: how soon a word that stands there again adds nothing, and how much the length of a text bears
/// on that; and the length of a text, in words, with which it bears on nothing. It is the same for all archives, so that a
/// text weighs the same whatever comes beside it.
const K: f32 = 1.2;
const B: f32 = 0.75;
const USUAL: f32 = 1024.0;
/// The weights of a text begin at these shares of the most that a word can weigh.
const STEPS: [f32; WEIGHTS as usize - 1] = [0.25, 0.5, 0.7];
/// Titles of so many words and of so many weigh less.
const LONG: [usize; 2] = [3, 6];

/// The words of a policy's current text, or of a label, each once and in order, with where it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms(Vec<(String, Level)>);

/// Keys of former texts that the current text does not have, each with the last version in which it stood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Left(pub(super) Vec<(String, Kind, u32)>);

impl Terms {
    /// The words of `document`, weighed by how often and where they stand and by how long it is.
    pub fn of(document: &Document) -> Self {
        let (mut counts, mut length): (FxHashMap<String, u32>, u32) = Default::default();
        for leaf in &document.leaves {
            let weight = if matches!(leaf.kind, LeafKind::Heading(_)) { HEADING } else { 1 };
            weave::terms(&leaf.text, |word| {
                length += 1;
                match counts.get_mut(word) {
                    Some(count) => *count += weight,
                    None => _ = counts.insert(word.to_owned(), weight),
                }
            });
        }
        let half = half(length);
        Self::sorted(counts.into_iter().map(|(word, count)| (word, Level::Body(weigh(count, half)))))
    }

    /// The words of `texts`, each with the highest level at which it stands.
    pub(super) fn at<'a>(texts: impl Iterator<Item = (&'a str, Level)>) -> Self {
        let mut levels: FxHashMap<String, Level> = FxHashMap::default();
        for (text, level) in texts {
            weave::terms(text, |word| raise(&mut levels, word, level));
        }
        Self::sorted(levels.into_iter())
    }

    /// The words of a title and of a folder's name. Those of a short title weigh more, and its first word.
    pub(super) fn label(title: &str, folder: &str) -> Self {
        let mut levels: FxHashMap<String, Level> = FxHashMap::default();
        let mut words = Vec::new();
        weave::terms(title, |word| words.push(word.to_owned()));
        let short = LONG.iter().filter(|long| words.len() < **long).count() as u8;
        for (ix, word) in words.iter().enumerate() {
            raise(&mut levels, word, Level::Title(if ix == 0 { TITLES / 2 + short } else { short }));
        }
        weave::terms(folder, |word| raise(&mut levels, word, Level::Folder));
        Self::sorted(levels.into_iter())
    }

    fn sorted(words: impl Iterator<Item = (String, Level)>) -> Self {
        let mut words: Vec<(String, Level)> = words.collect();
        words.sort_unstable();
        Self(words)
    }

    /// Every key of the index for them, with how it stands with them: in order, each once of a kind.
    pub(super) fn keys(&self) -> Vec<(&str, Kind, Level)> {
        let mut keys = Vec::with_capacity(self.0.len() * 3);
        // the words are in order, and so are those that begin alike
        let mut last = [usize::MAX; LETTERS];
        for (word, level) in &self.0 {
            keys.push((word.as_str(), Kind::Whole, *level));
            for part in weave::parts(word) {
                keys.push((part, Kind::Within, *level));
                keys.extend(starts(part).map(|start| (start, Kind::Start, *level)));
            }
            for (start, last) in starts(word).zip(&mut last) {
                match keys.get_mut(*last).filter(|key| key.0 == start) {
                    Some(key) => key.2 = key.2.max(*level),
                    None => {
                        *last = keys.len();
                        keys.push((start, Kind::Start, *level));
                    }
                }
            }
        }
        keys.sort_unstable_by(|a, b| (a.0, a.1, b.2).cmp(&(b.0, b.1, a.2)));
        keys.dedup_by(|a, b| (a.0, a.1) == (b.0, b.1));
        keys
    }

    /// What stood in versions after the first `known` of `weave`, in the latest of which these words stand, and stands there
    /// no more. Only what left is cut into words.
    pub fn left(&self, weave: &Weave, known: usize) -> Left {
        let keys = self.keys();
        let stands = |key: &str, kind| keys.binary_search_by(|(k, of, _)| (*k, *of).cmp(&(key, kind))).is_ok();
        let mut last: FxHashMap<(String, Kind), u32> = FxHashMap::default();
        let mut leave = |key: &str, kind, version| {
            if let (false, Entry::Vacant(free)) = (stands(key, kind), last.entry((key.to_owned(), kind))) {
                free.insert(version); // the latest come first
            }
        };
        for (text, version) in weave.left(known) {
            weave::terms(text, |word| {
                leave(word, Kind::Whole, version.get());
                weave::parts(word).into_iter().for_each(|part| leave(part, Kind::Within, version.get()));
            });
        }
        Left(last.into_iter().map(|((key, kind), version)| (key, kind, version)).collect())
    }
}

fn raise(levels: &mut FxHashMap<String, Level>, word: &str, level: Level) {
    match levels.get_mut(word) {
        Some(highest) => *highest = level.max(*highest),
        None => _ = levels.insert(word.to_owned(), level),
    }
}

/// How many times a word must stand in a text of this length, in words, to weigh half of what it can. Lengths count by their
/// powers of two: a text that grows a little weighs what it weighed.
fn half(length: u32) -> f32 {
    let length = 2f32.powi(length.max(1).ilog2() as i32);
    K * (1.0 - B + B * length / USUAL)
}

/// The weight of a word that stands so many times where `half` times weigh half of the most.
fn weigh(count: u32, half: f32) -> u8 {
    let share = count as f32 / (count as f32 + half);
    STEPS.iter().filter(|step| share >= **step).count() as u8
}

/// The first letters of a word: one, two and so on.
fn starts(word: &str) -> impl Iterator<Item = &str> {
    word.char_indices().map(|(at, c)| &word[..at + c.len_utf8()]).take(LETTERS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;

    fn terms(text: &str) -> Terms {
        Terms::of(&document::parse(text.as_bytes(), "p.md").document)
    }

    #[test]
    fn words_weigh_by_how_often_they_stand_and_by_how_long_the_text_is() {
        let weight = |text: &str, word: &str| match terms(text).0.iter().find(|(w, _)| w == word) {
            Some((_, Level::Body(weight))) => *weight,
            other => panic!("{word}: {other:?}"),
        };
        let long = format!("# Owls\n\nBees, {}\n", "and so on ".repeat(1000));
        assert!(weight("Bees, owls.\n", "bees") > weight(&long, "bees"));
        assert!(weight(&long, "on") > weight(&long, "bees"));
        assert!(weight(&long, "owls") > weight(&long, "bees"), "a heading weighs more");
        assert_eq!(weight(&long, "bees"), weight(&format!("{long}\nMore.\n"), "bees"));
    }

    #[test]
    fn words_of_short_titles_weigh_more_and_first_words_most() {
        let Terms(words) = Terms::label("Codi penal", "Lleis penal");
        assert_eq!(
            words,
            [("codi".into(), Level::Title(5)), ("lleis".into(), Level::Folder), ("penal".into(), Level::Title(2))]
        );
        let Terms(words) = Terms::label("Codi de procediment penal", "");
        assert!(
            words.contains(&("codi".into(), Level::Title(4))) && words.contains(&("penal".into(), Level::Title(1)))
        );
    }

    #[test]
    fn a_word_is_found_by_its_first_letters_and_by_its_parts() {
        let terms = terms("# Data\n\nDates of ส่วนบุคคล\n");
        let keys: Vec<(&str, Kind)> = terms.keys().into_iter().map(|(key, kind, _)| (key, kind)).collect();
        for key in [
            ("data", Kind::Whole),
            ("dat", Kind::Start),
            ("dates", Kind::Whole),
            ("บุคคล", Kind::Within),
            ("บุ", Kind::Start),
        ] {
            assert!(keys.contains(&key), "{key:?} {keys:?}");
        }
        assert_eq!(keys.iter().filter(|key| key.0 == "dat").count(), 1);
    }

    #[test]
    fn words_that_left_are_told_with_the_last_version_in_which_they_stood() {
        let mut weave = Weave::default();
        for text in ["Owls and bees.\n", "Owls, ส่วนบุคคล.\n", "Bees only.\n"] {
            weave.append(&document::parse(text.as_bytes(), "p.md").document);
        }
        let now = terms("Bees only.\n");
        let left = |known| {
            let Left(mut left) = now.left(&weave, known);
            left.sort();
            left
        };
        let key = |key: &str, kind, version| (key.to_owned(), kind, version);
        assert!(left(0).contains(&key("and", Kind::Whole, 1)) && left(0).contains(&key("owls", Kind::Whole, 2)));
        assert!(left(0).contains(&key("บุคคล", Kind::Within, 2)) && left(0).iter().all(|(key, ..)| key != "bees"));
        assert!(left(1).iter().all(|(key, ..)| key != "and") && left(1).contains(&key("owls", Kind::Whole, 2)));
    }
}
