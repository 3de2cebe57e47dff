//! Reads commit messages.

use super::encoding::decode;
use crate::model::Lang;
use crate::remark::Words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The trailers that are read: `Key: value` lines in a message's last paragraph. Other keys mean nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trailers {
    /// `Summary`: what the change means, for readers.
    pub summary: Option<String>,
    /// `Summary-<lang>`: the same in another language.
    pub summaries: BTreeMap<Lang, String>,
    /// `Effective-Date`, as written.
    pub effective_date: Option<String>,
    /// `Change-Type`, as written.
    pub change_type: Option<String>,
    /// `Reference`: a document that the change rests on.
    pub reference: Option<String>,
}

/// A message taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The first paragraph, in one line.
    pub subject: String,
    /// What follows it, as it was written, trailers too; may be empty.
    pub body: String,
    /// What the last paragraph says in `Key: value` lines.
    pub trailers: Trailers,
}

impl Message {
    /// The message `text` taken apart.
    pub fn of(text: &str) -> Self {
        read(text.as_bytes(), None).0
    }

    /// Its words.
    pub fn words(&self) -> Words<'_> {
        Words { subject: &self.subject, body: &self.body }
    }
}

/// How many bytes are read at the beginning of a message, and as many at its end, where trailers stand.
const PART: usize = 64 << 10;
/// How many characters are kept of what is one line to readers, and of a body; more is cut, with a sign.
const LONGEST: usize = 10_000;

/// Takes a message apart that is in this encoding, or in UTF-8. Whether it could be read.
pub(super) fn read(message: &[u8], encoding: Option<&str>) -> (Message, bool) {
    let text = |bytes: &[u8]| {
        let (text, sound) = decode(bytes, encoding);
        (text.replace("\r\n", "\n").replace('\0', "\u{fffd}"), sound)
    };
    let (head, sound) = text(&message[..message.len().min(PART)]);
    let tail = match message.len().checked_sub(PART) {
        None | Some(0) => head.clone(),
        Some(from) => text(&message[from..]).0,
    };
    let (subject, body) = halves(head.trim_start());
    let read = Message { subject: one_line(&subject), body: bounded(body), trailers: trailers(&tail) };
    (read, sound || message.len() > PART) // a letter may be cut
}

/// The first paragraph, and what follows it. A list right below the first line is no part of that.
fn halves(text: &str) -> (String, &str) {
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        let is_item = line.starts_with(['-', '*', '#', '+']) && line[1..].starts_with([' ', '\t']);
        if line.trim().is_empty() || (end > 0 && is_item) {
            break;
        }
        end += line.len();
    }
    (text[..end].to_owned(), text[end..].trim())
}

/// The beginning of `text`, which is one or more lines, without control characters.
fn bounded(text: &str) -> String {
    let text = text.replace(|c: char| c.is_control() && !matches!(c, '\n' | '\t'), "\u{fffd}");
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// `text` in one line of bounded length, without control characters.
pub(super) fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ").replace(char::is_control, "\u{fffd}");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

fn trailers(message: &str) -> Trailers {
    let mut trailers = Trailers::default();
    let Ok(found) = git2::message_trailers_strs(message) else { return trailers };
    for (key, value) in found.iter() {
        let value = one_line(value);
        if value.is_empty() {
            continue;
        }
        let key = key.to_ascii_lowercase();
        match key.as_str() {
            "summary" => trailers.summary = Some(value),
            "effective-date" => trailers.effective_date = Some(value),
            "change-type" => trailers.change_type = Some(value),
            "reference" => trailers.reference = Some(value),
            _ => {
                if let Some(lang) = key.strip_prefix("summary-").and_then(Lang::parse) {
                    trailers.summaries.insert(lang, value);
                }
            }
        }
    }
    trailers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(message: &[u8]) -> Message {
        super::read(message, None).0
    }

    #[test]
    fn messages_are_taken_apart() {
        let message = read(
            "Fix\nit\n\nBecause of\nreasons.\n\nMore.\n\nSummary: a\n b\nsummary-TH: ก\nEffective-Date: 2026-12-01\nX: y\n"
                .as_bytes(),
        );
        assert_eq!(message.subject, "Fix it");
        assert!(message.body.starts_with("Because of\nreasons.\n\nMore.\n\nSummary: a"), "{}", message.body);
        assert_eq!(message.trailers.summary.as_deref(), Some("a b"));
        assert_eq!(message.trailers.effective_date.as_deref(), Some("2026-12-01"));
        assert_eq!(message.trailers.summaries.get(&Lang::thai()).map(String::as_str), Some("ก"));
        assert_eq!(read(b"").subject, "");
    }

    #[test]
    fn a_list_below_the_subject_is_no_part_of_it() {
        let message = read(b"Shorten the period\nof retention\n- logs\n- mail\n");
        assert_eq!((&*message.subject, &*message.body), ("Shorten the period of retention", "- logs\n- mail"));
        assert_eq!(read(b"- one\n- two\n").subject, "- one");
        assert_eq!(read(b"-30 days\n").subject, "-30 days");
    }

    #[test]
    fn what_is_said_is_of_bounded_length_and_has_no_controls() {
        let message = read("a\u{85}b\u{2028}c\u{2029}d\u{1b}[31m\u{9b}e\u{7f}\rf\n\ng\u{b}h\u{7}\ni".as_bytes());
        assert_eq!(message.subject, "a b c d\u{fffd}[31m\u{fffd}e\u{fffd} f");
        assert_eq!(message.body, "g\u{fffd}h\u{fffd}\ni");
        let long = format!("{}\n\n{}\n\nSummary: {}\n", "ก".repeat(12_000), "x ".repeat(900_000), "ข".repeat(11_000));
        let message = read(long.as_bytes());
        assert_eq!(message.subject, format!("{}…", "ก".repeat(LONGEST)));
        assert_eq!(message.body.chars().count(), LONGEST + 1);
        assert_eq!(message.trailers.summary, Some(format!("{}…", "ข".repeat(LONGEST))), "trailers stand at the end");
    }
}
