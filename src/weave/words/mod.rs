//! Where words begin and end.

mod ascii;
mod carry;
mod dictionary;
mod runs;
mod script;
mod units;

use crate::document::{Content, Mark, Span};
use crate::model::is_word_char;
use crate::showable::is_direction;
use std::ops::Range;

/// A word, a stretch of white space or a punctuation mark of a leaf.
pub(super) struct Token<'a> {
    pub(super) text: &'a str,
    /// Where it begins in the leaf's text.
    pub(super) start: usize,
}

/// Cuts a leaf's text into words; joined again they are the text.
///
/// Words are those of UAX #29, and of dictionaries in scripts that write no spaces between them. One word each are a
/// number, a date, a telephone number, an address on the web, a line break, a reference to a footnote, and a
/// character that shows nothing.
///
/// Of a text that [`is_long`] several words in a row are one, or comparing it would take more than memory has.
pub(super) fn words(leaf: &Content) -> Vec<Token<'_>> {
    tokens(leaf, thinned(&leaf.text, whole(runs::cuts(&leaf.text), &wholes(leaf))))
}

/// Whether a text is cut into groups of words: no text that people wrote as one block is.
pub(super) fn is_long(text: &str) -> bool {
    text.len() > LONG
}

/// The most bytes of a text that is cut into single words.
const LONG: usize = 1 << 20;
/// One of so many words, on the average, ends a group; which ones depends on the word alone, so that groups are the same
/// on both sides of an edit.
const GROUP: u64 = 8;
/// The most words of a group.
const MOST: usize = 64;

/// The cuts between groups of words, if the text is long; else all.
fn thinned(text: &str, cuts: Vec<usize>) -> Vec<usize> {
    if !is_long(text) {
        return cuts;
    }
    let (mut start, mut count, end) = (0, 0, text.len());
    let ends_group = |cut: &usize| {
        let word = &text[std::mem::replace(&mut start, *cut)..*cut];
        let print =
            word.bytes().fold(0xcbf2_9ce4_8422_2325u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
        count += 1;
        let ends = (print >> 32) % GROUP == 0 || count == MOST || *cut == end;
        count = if ends { 0 } else { count };
        ends
    };
    cuts.into_iter().filter(ends_group).collect()
}

/// Cuts a text into words; joined again they are the text.
pub(crate) fn cut(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let cuts = thinned(text, whole(runs::cuts(text), &units::units(text)));
    cuts.into_iter().map(move |end| &text[std::mem::replace(&mut start, end)..end])
}

/// Whether how a text is cut may depend on how the text before was cut.
pub(super) fn may_carry(text: &str) -> bool {
    !is_long(text) && text.chars().any(script::spaceless)
}

/// Cuts a leaf's text into words as the text `before` it was cut, wherever the two are equal; else as [`words`] does.
/// `before` are the words of the text before, in order and with nothing between them.
pub(super) fn words_after<'a>(leaf: &'a Content, before: &[&str]) -> Vec<Token<'a>> {
    if is_long(&leaf.text) {
        return words(leaf);
    }
    let wholes = wholes(leaf);
    let own = whole(runs::cuts(&leaf.text), &wholes);
    let mut end = 0;
    let old_cuts: Vec<usize> = before.iter().map(|word| (end += word.len(), end).1).collect();
    let cuts = carry::carry(&before.concat(), &old_cuts, &leaf.text, &own);
    tokens(leaf, whole(cuts, &wholes))
}

fn tokens(leaf: &Content, cuts: Vec<usize>) -> Vec<Token<'_>> {
    let starts = std::iter::once(0).chain(cuts.iter().copied());
    starts.zip(&cuts).map(|(start, end)| Token { text: &leaf.text[start..*end], start }).collect()
}

/// The stretches of a leaf's text that are one word each, in order.
fn wholes(leaf: &Content) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut wholes: Vec<Range<usize>> = Vec::new();
    for span in &leaf.spans {
        if span.marks.iter().any(|m| matches!(m, Mark::Footnote(_) | Mark::Break)) {
            wholes.push(start..span.end);
        }
        start = span.end;
    }
    let fixed = wholes.len();
    let free = |unit: &Range<usize>| {
        let next = wholes[..fixed].partition_point(|w| w.end <= unit.start);
        wholes[..fixed].get(next).is_none_or(|w| unit.end <= w.start)
    };
    let units: Vec<Range<usize>> = units::units(&leaf.text).into_iter().filter(free).collect();
    wholes.extend(units);
    wholes.sort_unstable_by_key(|w| w.start);
    wholes
}

/// The cuts without those inside `wholes`, and with those at their ends.
fn whole(cuts: Vec<usize>, wholes: &[Range<usize>]) -> Vec<usize> {
    let mut kept = Vec::with_capacity(cuts.len() + wholes.len());
    let mut cuts = cuts.into_iter().peekable();
    for whole in wholes {
        kept.extend(std::iter::from_fn(|| cuts.next_if(|cut| *cut < whole.start)));
        kept.extend([whole.start, whole.end].iter().filter(|cut| **cut > 0));
        while cuts.next_if(|cut| *cut <= whole.end).is_some() {}
    }
    kept.extend(cuts);
    kept.dedup();
    kept
}

/// How much a text counts when two are compared: its letters and digits, and what turns its direction.
pub(crate) fn weight(text: &str) -> usize {
    let ascii = text.bytes().filter(u8::is_ascii_alphanumeric).count();
    let others = |text: &str| text.chars().filter(|c| !c.is_ascii() && (is_word_char(*c) || is_direction(*c))).count();
    ascii + if text.is_ascii() { 0 } else { others(text) }
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
mod tests;
