//! Where words begin and end.

mod abbreviations;
mod ascii;
mod carry;
mod dates;
mod dictionary;
mod runs;
mod script;
mod seen;
mod templates;
mod units;

pub(super) use dates::is_same as is_same_date;
pub(super) use script::clusters;
pub(super) use seen::{REPEAT, seen};

use crate::document::{Content, Mark, Span};
use crate::letters::{is_direction, is_spaceless, is_thai};
use crate::model::is_word_char;
use abbreviations::abbreviations;
use seen::Stripped;
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
/// number, a date, a telephone number, an address on the web, a tag of a template, a Thai abbreviation, a word with the
/// sign after it that repeats it, a line break, a reference to a footnote, and a character that shows nothing but may change
/// what is read. What shows nothing and says only where a line may be broken belongs to the word before it.
///
/// Of a text that [`is_long`] several words in a row are one, or comparing it would take more than memory has.
pub(super) fn words(leaf: &Content) -> Vec<Token<'_>> {
    tokens(leaf, thinned(&leaf.text, own_cuts(&leaf.text, &fixed(leaf))))
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
    let cuts = thinned(text, own_cuts(text, &[]));
    cuts.into_iter().map(move |end| &text[std::mem::replace(&mut start, end)..end])
}

/// Whether how a text is cut may depend on how the text before was cut.
pub(super) fn may_carry(text: &str) -> bool {
    !is_long(text) && text.chars().any(is_spaceless)
}

/// Cuts a leaf's text into words as the text `before` it was cut, wherever the two are equal; else as [`words`] does.
/// `before` are the words of the text before, in order and with nothing between them.
pub(super) fn words_after<'a>(leaf: &'a Content, before: &[&str]) -> Vec<Token<'a>> {
    if is_long(&leaf.text) {
        return words(leaf);
    }
    let fixed = fixed(leaf);
    let own = own_cuts(&leaf.text, &fixed);
    let mut end = 0;
    let old_cuts: Vec<usize> = before.iter().map(|word| (end += word.len(), end).1).collect();
    let cuts = carry::carry(&before.concat(), &old_cuts, &leaf.text, &own);
    tokens(leaf, with_repeats(&leaf.text, whole(&leaf.text, cuts, &wholes(&leaf.text, &fixed))))
}

fn tokens(leaf: &Content, cuts: Vec<usize>) -> Vec<Token<'_>> {
    let starts = std::iter::once(0).chain(cuts.iter().copied());
    starts.zip(&cuts).map(|(start, end)| Token { text: &leaf.text[start..*end], start }).collect()
}

/// The stretches of a leaf's text that are one word each because they are set so, in order.
fn fixed(leaf: &Content) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut fixed: Vec<Range<usize>> = Vec::new();
    for span in &leaf.spans {
        if span.marks.iter().any(|m| matches!(m, Mark::Footnote(_) | Mark::Break)) {
            fixed.push(start..span.end);
        }
        start = span.end;
    }
    fixed
}

/// Where the words of a text end, of which the stretches `fixed` are one each.
fn own_cuts(text: &str, fixed: &[Range<usize>]) -> Vec<usize> {
    let cuts = match Stripped::of(text) {
        Some(seen) => seen.places(script_cuts(&seen.text)),
        None => script_cuts(text),
    };
    let cuts = if cuts.is_empty() && !text.is_empty() { vec![text.len()] } else { cuts };
    with_repeats(text, whole(text, cuts, &wholes(text, fixed)))
}

/// Where words end by their scripts; what is written together with an abbreviation is cut by itself.
fn script_cuts(text: &str) -> Vec<usize> {
    let abbreviations = abbreviations(text);
    if abbreviations.is_empty() {
        return runs::cuts(text);
    }
    let (mut cuts, mut start) = (Vec::with_capacity(text.len() / 4), 0);
    for abbreviation in abbreviations {
        cuts.extend(runs::cuts(&text[start..abbreviation.start]).into_iter().map(|cut| start + cut));
        cuts.push(abbreviation.end);
        start = abbreviation.end;
    }
    cuts.extend(runs::cuts(&text[start..]).into_iter().map(|cut| start + cut));
    cuts
}

/// The cuts without those between a Thai word and the sign that repeats it, with or without a space before it.
fn with_repeats(text: &str, mut cuts: Vec<usize>) -> Vec<usize> {
    for (sign, _) in text.match_indices(REPEAT) {
        let blank = text[..sign].chars().next_back().filter(|c| c.is_whitespace() && *c != '\n');
        let word = sign - blank.map_or(0, char::len_utf8);
        if text[..word].chars().next_back().is_some_and(is_thai) {
            let from = cuts.partition_point(|cut| *cut < word);
            let to = cuts.partition_point(|cut| *cut <= sign);
            cuts.drain(from..to);
        }
    }
    cuts
}

/// The stretches of a text that are one word each, in order, given those that are `fixed`.
fn wholes(text: &str, fixed: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut wholes = fixed.to_vec();
    let mut add = |found: Vec<Range<usize>>| {
        let free = |unit: &Range<usize>| {
            let next = wholes.partition_point(|w| w.end <= unit.start);
            wholes.get(next).is_none_or(|w| unit.end <= w.start)
        };
        let found: Vec<Range<usize>> = found.into_iter().filter(free).collect();
        wholes.extend(found);
        wholes.sort_unstable_by_key(|w| w.start);
    };
    match Stripped::of(text) {
        Some(seen) => [units::units, abbreviations].iter().for_each(|find| add(seen.ranges(&find(&seen.text)))),
        None => [units::units, abbreviations].iter().for_each(|find| add(find(text))),
    }
    wholes
}

/// The cuts without those inside `wholes`, and with those at their ends. A word that goes on into one of these is cut by itself
/// before it: that a colon joins it to a date makes it no other word.
fn whole(text: &str, mut cuts: Vec<usize>, wholes: &[Range<usize>]) -> Vec<usize> {
    if wholes.is_empty() {
        cuts.dedup();
        return cuts;
    }
    let mut kept: Vec<usize> = Vec::with_capacity(cuts.len() + wholes.len());
    let mut cuts = cuts.into_iter().peekable();
    for whole in wholes {
        kept.extend(std::iter::from_fn(|| cuts.next_if(|cut| *cut < whole.start)));
        let before = kept.last().copied().unwrap_or(0);
        if before < whole.start && cuts.peek() != Some(&whole.start) {
            kept.extend(runs::cuts(&text[before..whole.start]).into_iter().map(|cut| before + cut));
        }
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
