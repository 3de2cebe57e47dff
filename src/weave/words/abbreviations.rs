//! Thai abbreviations: letters with full stops between them are one word: พ.ร.บ., พ.ศ., อ.ส.ม.

use super::dictionary;
use super::script::{LETTER, clusters};
use crate::letters::{Script, is_thai};
use std::ops::Range;

/// The most letters, with their vowels and marks, before a full stop of an abbreviation.
const LONGEST: usize = 4;

/// The byte with which every letter of Thai begins.
const LEAD: u8 = 0xE0;

/// The abbreviations of two letters or more, each with its last full stop, in order.
pub(super) fn abbreviations(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    if !text.as_bytes().contains(&LEAD) {
        return found; // no letter is Thai
    }
    let stops = text.bytes().enumerate().filter(|(_, b)| *b == b'.').map(|(at, _)| at);
    for stop in stops {
        if found.last().is_some_and(|last| stop < last.end) {
            continue;
        }
        let before = letters_before(text, stop);
        let Some(end) = group(&text[stop + 1..]).map(|length| stop + 1 + length).filter(|_| before > 0) else {
            continue;
        };
        let mut end = end;
        while let Some(length) = group(&text[end..]) {
            end += length;
        }
        found.push(stop - before..end);
    }
    found
}

/// The length of a few letters and the full stop after them, with which `text` begins.
fn group(text: &str) -> Option<usize> {
    let letters = thai(text);
    let few = letters > 0 && letters <= LONGEST * LETTER;
    (few && text[letters..].starts_with('.')).then_some(letters + 1)
}

/// How much of the front of `text` is letters of Thai.
fn thai(text: &str) -> usize {
    text.find(|c| !is_thai(c)).unwrap_or(text.len())
}

/// How much before `stop` is of the abbreviation: the last word of the letters there, if it is short; else, of a word that is
/// written together with it, the last letter, if that bears no vowel.
fn letters_before(text: &str, stop: usize) -> usize {
    const FAR: usize = 24;
    let letters = text[..stop].chars().rev().take(FAR).take_while(|c| is_thai(*c));
    let before = &text[stop - LETTER * letters.count()..stop];
    let ends = dictionary::ends(before, Script::Thai, false);
    let last = before.len() - ends.iter().rev().nth(1).copied().unwrap_or(0);
    if last < LONGEST * LETTER {
        return last;
    }
    let letter = clusters(before).iter().rev().nth(1).map_or(0, |start| before.len() - start);
    if letter == LETTER { letter } else { 0 }
}
