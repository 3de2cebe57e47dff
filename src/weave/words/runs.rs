//! Cuts a text script by script: the dictionary where words have no spaces between them, UAX #29 elsewhere.

use super::script::{extends, parts, prepends, run_length};
use super::{ascii, dictionary};
use crate::letters::Script;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};
use std::sync::LazyLock;

/// Chinese and Japanese by a dictionary, all else by UAX #29.
static SEGMENTER: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(Default::default()));

/// Where the words of `text` end, in ascending order; the last end is its length.
pub(super) fn cuts(text: &str) -> Vec<usize> {
    let mut cuts = Vec::with_capacity(text.len() / 4);
    let mut start = 0;
    while start < text.len() {
        let joined = !parts(text, start);
        if joined {
            cuts.pop_if(|cut| *cut == start);
        }
        let rest = &text[start..];
        let script = rest.chars().next().and_then(Script::of);
        let length = match script {
            Some(script) => run_length(rest, script),
            None => other_length(rest),
        };
        let run = &rest[..length];
        match script {
            Some(script) => {
                let ends =
                    dictionary::ends(run, script, rest[length..].starts_with('.')).into_iter().map(|end| start + end);
                // Marks that belong to what stands before the run may join it to a letter after them.
                cuts.extend(
                    ends.enumerate().filter(|(i, end)| *i > 0 || !joined || parts(text, *end)).map(|(_, end)| end),
                );
            }
            None => other_ends(run, start, &mut cuts),
        }
        start += length;
    }
    cuts
}

/// How much of the front of `text`, in bytes, is not in a script with a dictionary of its own.
fn other_length(text: &str) -> usize {
    let mut at = 0;
    while let Some(lead) = text.as_bytes()[at..].iter().position(|b| matches!(b, 0xE0 | 0xE1)) {
        at += lead;
        match text[at..].chars().next() {
            Some(c) if Script::of(c).is_none() => at += c.len_utf8(),
            _ => return at,
        }
    }
    text.len()
}

/// Adds where words end in a `run` that begins at `start`.
fn other_ends(run: &str, start: usize, ends: &mut Vec<usize>) {
    let bytes = run.as_bytes();
    let mut at = 0;
    while at < run.len() {
        let ascii = at + ascii::count(&bytes[at..], |b| b.is_ascii());
        let safe = if ascii == run.len() { ascii } else { last_start(bytes, at, ascii) };
        while at < safe {
            at = ascii::word_end(bytes, at);
            ends.push(start + at);
        }
        if at < run.len() {
            let piece = &run[at..first_start(bytes, ascii)];
            let cuts = SEGMENTER.segment_str(piece).skip(1).filter(|end| !tears(piece, *end));
            ends.extend(cuts.map(|end| start + at + end));
            at += piece.len();
        }
    }
}

/// The last place in ASCII before `end` at which a word begins whatever follows: after a space. Else `at`.
fn last_start(bytes: &[u8], at: usize, end: usize) -> usize {
    (at + 1..end).rev().find(|i| begins(bytes, *i)).unwrap_or(at)
}

/// The first such place after `at`, or the end.
fn first_start(bytes: &[u8], at: usize) -> usize {
    (at + 1..bytes.len()).find(|i| begins(bytes, *i)).unwrap_or(bytes.len())
}

fn begins(bytes: &[u8], at: usize) -> bool {
    bytes[at - 1] == b' ' && bytes[at] != b' ' && bytes[at].is_ascii()
}

/// Whether a cut that UAX #29 or the dictionary allows would part what belongs together.
fn tears(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    !after.is_empty() && (before.ends_with(prepends) || after.starts_with(extends))
}
