//! Where words begin and end: UAX #29 with a dictionary for the scripts that write no spaces.

use crate::document::{Leaf, Mark, Span};
use crate::model::is_word_char;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};
use std::sync::LazyLock;

static SEGMENTER: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(Default::default()));

/// A word, a stretch of white space or a punctuation mark of a leaf.
pub(super) struct Token<'a> {
    pub(super) text: &'a str,
    /// Where it begins in the leaf's text.
    pub(super) start: usize,
}

/// Cuts a leaf's text into words; joined again they are the text. A line break and a reference to a footnote are one
/// word each.
pub(super) fn words(leaf: &Leaf) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut start = 0;
    for end in boundaries(leaf) {
        if end > start {
            tokens.push(Token { text: &leaf.text[start..end], start });
            start = end;
        }
    }
    tokens
}

fn boundaries(leaf: &Leaf) -> Vec<usize> {
    let text = leaf.text.as_str();
    let mut cuts: Vec<usize> = SEGMENTER.segment_str(text).filter(|at| !splits_cluster(text, *at)).collect();
    let mut start = 0;
    for span in &leaf.spans {
        if span.marks.iter().any(|m| matches!(m, Mark::Footnote(_) | Mark::Break)) {
            cuts.retain(|at| *at <= start || *at >= span.end);
            cuts.extend([start, span.end]);
        }
        start = span.end;
    }
    cuts.push(text.len());
    cuts.sort_unstable();
    cuts
}

/// Whether a cut here would tear a vowel or a tone mark from its consonant, in Thai or Lao.
fn splits_cluster(text: &str, at: usize) -> bool {
    let follows = |c: char| matches!(c as u32, 0xE30..=0xE3A | 0xE45 | 0xE47..=0xE4E | 0xEB0..=0xEBC | 0xEC8..=0xECE);
    let leads = |c: char| matches!(c as u32, 0xE40..=0xE44 | 0xEC0..=0xEC4);
    text[at..].chars().next().is_some_and(follows) || text[..at].chars().next_back().is_some_and(leads)
}

/// How much a token counts when two texts are compared: its letters and digits.
pub(super) fn weight(token: &str) -> usize {
    token.chars().filter(|c| is_word_char(*c)).count()
}

/// How the part of a leaf's text from `start` to `end` is set.
pub(super) fn setting(spans: &[Span], start: usize, end: usize) -> Vec<Span> {
    let first = spans.partition_point(|s| s.end <= start);
    let mut part = Vec::with_capacity(1);
    for span in &spans[first..] {
        part.push(Span { end: span.end.min(end) - start, marks: span.marks.clone() });
        if span.end >= end {
            break;
        }
    }
    part
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    fn check(text: &str, expected: &str) {
        let document = parse(text.as_bytes(), "p.md").document;
        let tokens: Vec<&str> = words(&document.leaves[0]).iter().map(|t| t.text).collect();
        assert_eq!(tokens.join("|"), expected);
    }

    #[test]
    fn words_of_thai_and_english() {
        check("ต้องแจ้งข้อมูล within 30 days.", "ต้อง|แจ้ง|ข้อมูล| |within| |30| |days|.");
        check("ติดตั้งในขณะที่", "ติด|ตั้ง|ใน|ขณะ|ที่");
    }

    #[test]
    fn clusters_stay_whole() {
        check("เก็บน้ำ", "เก็บ|น้ำ");
        check("e\u{301}te\u{301} 👩‍👩‍👧", "e\u{301}te\u{301}| |👩‍👩‍👧");
    }

    #[test]
    fn footnotes_and_breaks_are_words() {
        check("a[^12]b\\\nc\n\n[^12]: x", "a|[12]|b|\n|c");
    }
}
