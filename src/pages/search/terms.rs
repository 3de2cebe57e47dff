//! The words of a text or a label as keys of the index.

use super::shard::{Kind, Level};
use crate::document::{Document, LeafKind};
use crate::weave;
use rustc_hash::FxHashMap;

/// Of words that begin with the same so many letters the index knows the policies together: looking for a few letters
/// loads one file.
pub(super) const LETTERS: usize = 3;

/// The words of a policy's current text, each once and in order, with whether it stands in a heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms(Vec<(String, Level)>);

impl Terms {
    /// The words of `document`.
    pub fn of(document: &Document) -> Self {
        let texts = document.leaves.iter().map(|leaf| match leaf.kind {
            LeafKind::Heading(_) => (&*leaf.text, Level::Heading),
            _ => (&*leaf.text, Level::Text),
        });
        Self::at(texts)
    }

    /// The words of `texts`, each with the highest level at which it stands.
    pub(super) fn at<'a>(texts: impl Iterator<Item = (&'a str, Level)>) -> Self {
        let mut levels: FxHashMap<String, Level> = FxHashMap::default();
        for (text, level) in texts {
            weave::terms(text, |word| match levels.get_mut(word) {
                Some(highest) => *highest = level.max(*highest),
                None => _ = levels.insert(word.to_owned(), level),
            });
        }
        let mut words: Vec<(String, Level)> = levels.into_iter().collect();
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
    fn words_know_whether_they_stand_in_a_heading() {
        let Terms(words) = terms("# นโยบายคุกกี้\n\nเราใช้คุกกี้ 30 วัน\n");
        let headings: Vec<&str> = words.iter().filter(|(_, at)| *at == Level::Heading).map(|(w, _)| &**w).collect();
        assert!(words.contains(&("วัน".to_owned(), Level::Text)), "{words:?}");
        assert_eq!(headings.concat().len(), "คุกกี้นโยบาย".len(), "{headings:?}");
    }

    #[test]
    fn a_word_is_found_by_its_first_letters_and_by_its_parts() {
        let terms = terms("# Data\n\nDates of ส่วนบุคคล\n");
        let keys = terms.keys();
        for key in [
            ("data", Kind::Whole, Level::Heading),
            ("dat", Kind::Start, Level::Heading),
            ("dates", Kind::Whole, Level::Text),
            ("บุคคล", Kind::Within, Level::Text),
            ("บุ", Kind::Start, Level::Text),
        ] {
            assert!(keys.contains(&key), "{key:?} {keys:?}");
        }
        assert_eq!(keys.iter().filter(|key| key.0 == "dat").count(), 1);
    }
}
