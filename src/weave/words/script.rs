//! The scripts that write no spaces between words, and where their letters may be parted.

use crate::letters::{Script, is_joiner};
use icu_segmenter::{GraphemeClusterSegmenter, GraphemeClusterSegmenterBorrowed};
use unicode_normalization::char::is_combining_mark;

const GRAPHEMES: GraphemeClusterSegmenterBorrowed<'static> = GraphemeClusterSegmenter::new();

/// Whether `c` is a mark or a joiner, which belongs to the character before it.
pub(super) fn extends(c: char) -> bool {
    match c as u32 {
        // Where most text is and no mark: Latin, Greek, Cyrillic, punctuation, Han, Hangul.
        0..0x300 | 0x370..0x483 | 0x48A..0x591 | 0x2010..0x20D0 | 0x3400..0xA000 | 0xAC00..0xD7A4 => false,
        _ => is_joiner(c) || is_combining_mark(c),
    }
}

/// Whether a cluster may begin at `letters[at]`, in a run of one script. The first letter always begins one.
///
/// Stricter than UAX #29: vowels written apart stay with their consonant, and so do silent and final consonants that
/// bear their sign. No word of the dictionaries begins or ends elsewhere.
pub(super) fn begins_cluster(letters: &[char], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|i| letters[i]) else { return true };
    let here = letters[at];
    let next = letters.get(at + 1).copied().unwrap_or(' ');
    if ellipsis_as_word(&letters[at..]) {
        return !leads(before);
    }
    if follows(here) || is_joiner(here) || leads(before) || stacks(letters, at) || wants_more(letters, at) {
        return false;
    }
    if before == PAIYANNOI && (at.checked_sub(1)).is_some_and(|i| ellipsis_as_word(&letters[i..])) {
        return false;
    }
    let sign = if small(next) { letters.get(at + 2).copied().unwrap_or(' ') } else { next };
    !closes(sign)
}

const PAIYANNOI: char = 'ฯ';

/// Whether ฯลฯ (and so on) or ฯพณฯ (His Excellency) stands here. Other ฯ end the word before.
fn ellipsis_as_word(letters: &[char]) -> bool {
    letters.starts_with(&['ฯ', 'ล', 'ฯ']) || letters.starts_with(&['ฯ', 'พ', 'ณ', 'ฯ'])
}

/// Vowels, marks and signs that belong to what stands before: ๆ, ฯ and their like repeat or shorten a word.
fn follows(c: char) -> bool {
    repeats(c)
        || matches!(c as u32,
            0x0E30..=0x0E3A | 0x0E45 | 0x0E47..=0x0E4E
            | 0x0EB0..=0x0EBC | 0x0EC8..=0x0ECE
            | 0x102B..=0x103E | 0x1056..=0x1059 | 0x105E..=0x1060 | 0x1062..=0x1064 | 0x1067..=0x106D
            | 0x1071..=0x1074 | 0x1082..=0x108D | 0x108F | 0x109A..=0x109D
            | 0x17B4..=0x17D3 | 0x17DD)
}

/// Signs that repeat or shorten the word they follow.
pub(super) fn repeats(c: char) -> bool {
    matches!(c, 'ๆ' | 'ฯ' | 'ໆ' | 'ຯ' | 'ៗ')
}

/// Vowels written before their consonant.
fn leads(c: char) -> bool {
    matches!(c as u32, 0x0E40..=0x0E44 | 0x0EC0..=0x0EC4)
}

/// Whether a sign that stacks the next consonant on this one is among the marks before `letters[at]`.
fn stacks(letters: &[char], at: usize) -> bool {
    let marks = letters[..at].iter().rev().take_while(|c| follows(**c) || is_joiner(**c));
    marks.into_iter().any(|c| matches!(c, '\u{1039}' | '\u{17D2}'))
}

/// Whether the vowel before `letters[at]` is one after which a consonant must come.
fn wants_more(letters: &[char], at: usize) -> bool {
    let tone = |c: &&char| matches!(**c as u32, 0x0E48..=0x0E4B | 0x0EC8..=0x0ECB);
    let vowel = letters[..at].iter().rev().take(3).find(|c| !tone(c));
    matches!(vowel, Some('\u{0E31}' | '\u{0E37}' | '\u{0EB1}'))
}

/// Small vowels and marks that may stand between a consonant and the sign that closes it.
fn small(c: char) -> bool {
    matches!(c, '\u{0E34}' | '\u{0E38}' | '\u{1037}')
}

/// Signs of a consonant that is silent, final or stacked, and so begins no word.
fn closes(c: char) -> bool {
    matches!(c, '\u{0E4C}' | '\u{0ECC}' | '\u{17CB}' | '\u{17CD}' | '\u{103A}' | '\u{1039}')
}

/// Where the clusters of `text` begin, and its end.
pub(in crate::weave) fn clusters(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let at = text.len() - rest.len();
        if let Some(script) = Script::of(first) {
            let run = &rest[..run_length(rest, script)];
            let letters: Vec<char> = run.chars().collect();
            let begins = |i: &usize| if *i == 0 { parts(text, at) } else { begins_cluster(&letters, *i) };
            starts.extend((0..letters.len()).filter(begins).map(|i| at + i * LETTER));
            rest = &rest[run.len()..];
        } else {
            if !extends(first) {
                starts.push(at);
            }
            rest = &rest[first.len_utf8()..];
        }
    }
    if starts.first() != Some(&0) && !text.is_empty() {
        starts.insert(0, 0);
    }
    starts.push(text.len());
    starts
}

/// Whether `c` belongs to what stands after it whatever that is; UAX #29 calls it a prepend in clusters, but not in
/// words.
pub(super) fn prepends(c: char) -> bool {
    matches!(c as u32,
        0x0600..=0x0605 | 0x06DD | 0x070F | 0x0890 | 0x0891 | 0x08E2 | 0x0D4E | 0x110BD | 0x110CD | 0x111C2 | 0x111C3
        | 0x1193F | 0x11941 | 0x11A3A | 0x11A84..=0x11A89 | 0x11D46 | 0x11F02)
}

/// The length in UTF-8 of every letter of the scripts, and of a joiner.
pub(super) const LETTER: usize = 3;

/// How much of the front of `text`, in bytes, is letters of `script` and joiners among them.
pub(super) fn run_length(text: &str, script: Script) -> usize {
    text.find(|c| Script::of(c) != Some(script) && !is_joiner(c)).unwrap_or(text.len())
}

/// Whether the characters on both sides of `at` are of different grapheme clusters. Does not count flags, which are
/// pairs of letters.
pub(super) fn parts(text: &str, at: usize) -> bool {
    let (Some(before), Some(after)) = (text[..at].chars().next_back(), text[at..].chars().next()) else { return true };
    if before.is_ascii() && after.is_ascii() {
        return (before, after) != ('\r', '\n');
    }
    if follows(after) && Script::of(before) == Script::of(after) {
        return false;
    }
    // Marks tell by the character before them; before a letter more counts. So no mark is read over and over.
    let base = if extends(after) {
        at - before.len_utf8()
    } else {
        text[..at].char_indices().rev().find(|(_, c)| !extends(*c)).map_or(0, |(i, _)| i)
    };
    let around = &text[base..at + after.len_utf8()];
    GRAPHEMES.segment_str(around).any(|cut| base + cut == at)
}
