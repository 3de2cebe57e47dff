//! The words of all current texts, labels and notes, cut into files by word: a query loads those of its words, and a
//! commit writes those of words that came or went.
//!
//! Where a file begins depends on the word alone, so that what comes or goes elsewhere moves no word into another file.

use super::mark::{Mark, TAGS, has_versions};
use super::{list, script};
use crate::error::Result;
use crate::places::{SEARCH, SitePath};

/// One of so many words, on the average, begins a file.
const WORDS: u64 = 128;
/// The marks of a key.
pub(super) type Marks = Vec<Mark>;

/// Whether a file begins with this word.
pub(super) fn begins(word: &str) -> bool {
    // FNV-1a, mixed once more
    let hash =
        word.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, byte| (h ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    (hash ^ hash >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32 & (WORDS - 1) == 0
}

/// Words in order: before each one digit (base 36) that says how many letters it shares with the one before.
pub(super) fn joined<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let (mut all, mut before) = (String::new(), "");
    for (ix, word) in words.enumerate() {
        let shared = word.chars().zip(before.chars()).take(35).take_while(|(a, b)| a == b).count();
        if ix > 0 {
            all.push(' ');
        }
        all.push(char::from_digit(shared as u32, 36).unwrap_or('0'));
        all.extend(word.chars().skip(shared));
        before = word;
    }
    all
}

/// The file of the words from `first` on.
pub(super) fn write(first: &str, entries: &[(&str, &[Mark])]) -> Result<Vec<u8>> {
    let mut lists = String::new();
    for (ix, (_, marks)) in entries.iter().enumerate() {
        if ix > 0 {
            lists.push(' ');
        }
        for (way, tag) in (0..).zip(TAGS) {
            let pairs: Vec<(u32, u32)> = marks.iter().filter(|m| m.way() == way).map(|m| m.pair()).collect();
            if pairs.is_empty() {
                continue;
            }
            if way > 0 {
                lists.push(char::from(*tag));
            }
            if has_versions(way) {
                list::write_pairs(&mut lists, &pairs)
            } else {
                list::write(&mut lists, &pairs.into_iter().map(|(number, _)| number).collect::<Vec<_>>())
            }
        }
    }
    script::call("words", &(first, joined(entries.iter().map(|(word, _)| *word)), lists))
}

/// The words in a file that [`write()`] gave, each with its marks; `None` where it gave no such file.
pub(super) fn read(bytes: &[u8]) -> Option<Vec<(String, Marks)>> {
    let (_, words, lists): (String, String, String) = script::arguments("words", bytes)?;
    let mut before = String::new();
    let mut entries = Vec::new();
    for (word, lists) in words.split(' ').zip(lists.split(' ')) {
        let shared = word.chars().next()?.to_digit(36)? as usize;
        let word: String = before.chars().take(shared).chain(word.chars().skip(1)).collect();
        entries.push((word.clone(), marks(lists)?));
        before = word;
    }
    Some(entries)
}

fn marks(lists: &str) -> Option<Marks> {
    let mut marks = Marks::new();
    let (mut way, mut rest) = (0, lists);
    while !rest.is_empty() {
        if let Some(tag) = TAGS.iter().position(|tag| rest.as_bytes()[0] == *tag) {
            (way, rest) = (tag as u8, &rest[1..]);
        }
        let end = rest.find(|c: char| TAGS.contains(&(c as u8))).unwrap_or(rest.len());
        let pairs = if has_versions(way) {
            list::read_pairs(&rest[..end])?
        } else {
            list::read(&rest[..end])?.into_iter().map(|number| (number, 0)).collect()
        };
        marks.extend(pairs.into_iter().map(|pair| Mark::read(way, pair)));
        rest = &rest[end..];
    }
    marks.sort_unstable();
    Some(marks)
}

/// The word with which the file at `path` begins, if it is such a file.
pub(super) fn first_of(path: &SitePath) -> Option<String> {
    let name = path.as_str().strip_prefix(SEARCH)?.strip_prefix("/w")?.strip_suffix(".js")?;
    let byte = |at: usize| u8::from_str_radix(name.get(at..at + 2)?, 16).ok();
    String::from_utf8((0..name.len()).step_by(2).map(byte).collect::<Option<_>>()?).ok()
}

#[cfg(test)]
mod tests {
    use super::super::mark::{Kind, Level};
    use super::*;
    use crate::places::Place;

    #[test]
    fn a_file_is_read_as_it_was_written() {
        let (a, b) = (Mark::now(7, Kind::Whole, Level::Body(0)), Mark::now(7, Kind::Start, Level::Note));
        let all: Vec<Mark> = (0..200).map(|n| Mark::now(n, Kind::Within, Level::Folder)).collect();
        let (one, two) = ([a], [a, Mark::former(3, Kind::Whole, 40), Mark::former(9, Kind::Whole, 1), b]);
        let entries: Vec<(&str, &[Mark])> = vec![("data", &one), ("date", &two), ("ข้อมูล", &all)];
        let read = read(&write("data", &entries).expect("written")).expect("read");
        let expected: Vec<(String, Marks)> = entries.iter().map(|(w, m)| ((*w).to_owned(), m.to_vec())).collect();
        assert_eq!(read, expected);
        assert!(super::read(b"promulgate.words(1);\n").is_none());
    }

    #[test]
    fn the_name_of_a_file_is_its_first_word() {
        for word in ["", "data", "ข้อมูล"] {
            assert_eq!(first_of(&Place::Words(word).path()).as_deref(), Some(word));
        }
        assert_eq!(first_of(&Place::Cards(3).path()), None);
    }

    #[test]
    fn about_one_word_of_many_begins_a_file() {
        let count = (0..100_000).filter(|n| begins(&format!("word{n}"))).count();
        assert!((600..1000).contains(&count), "{count}");
    }
}
