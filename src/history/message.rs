//! What a commit's message says.

use crate::model::Lang;
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
pub(super) struct Message {
    pub(super) subject: String,
    pub(super) body: String,
    pub(super) trailers: Trailers,
}

/// How many bytes are read at the beginning of a message, and as many at its end, where trailers stand.
const PART: usize = 64 << 10;
/// How many characters are kept of what is one line to readers; more is cut, with a sign.
const LONGEST: usize = 10_000;

/// Takes a message apart: its first paragraph, the paragraph after it unless that is the trailers, the trailers.
pub(super) fn read(message: &[u8]) -> Message {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace("\r\n", "\n").replace('\0', "\u{fffd}");
    let head = text(&message[..message.len().min(PART)]);
    let tail = match message.len().checked_sub(PART) {
        None | Some(0) => head.clone(),
        Some(from) => text(&message[from..]),
    };
    let mut paragraphs = head.split("\n\n").map(str::trim).filter(|p| !p.is_empty());
    let subject = paragraphs.next().map(one_line).unwrap_or_default();
    let body = paragraphs.next().filter(|p| !is_trailers(p)).map(one_line).unwrap_or_default();
    Message { subject, body, trailers: trailers(&tail) }
}

/// `text` in one line of bounded length, without control characters.
pub(super) fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ").replace(char::is_control, "\u{fffd}");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// Whether a paragraph has nothing but trailers, whatever their keys.
fn is_trailers(paragraph: &str) -> bool {
    paragraph.lines().all(|line| {
        let key = line.split_once(':').map_or("", |(key, _)| key);
        line.starts_with([' ', '\t'])
            || (!key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
    })
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

    #[test]
    fn messages_are_taken_apart() {
        let message = read(
            "Fix\nit\n\nBecause of\nreasons.\n\nMore.\n\nSummary: a\n b\nsummary-TH: ก\nEffective-Date: 2026-12-01\nX: y\n"
                .as_bytes(),
        );
        assert_eq!((message.subject.as_str(), message.body.as_str()), ("Fix it", "Because of reasons."));
        assert_eq!(message.trailers.summary.as_deref(), Some("a b"));
        assert_eq!(message.trailers.effective_date.as_deref(), Some("2026-12-01"));
        assert_eq!(message.trailers.summaries.get(&Lang::thai()).map(String::as_str), Some("ก"));
    }

    #[test]
    fn trailers_are_no_body() {
        let message = read(b"Fix\n\nSummary: a\nsee also\n");
        assert_eq!(message.body, "Summary: a see also", "not all lines are trailers");
        assert_eq!(read(b"Fix\n\nSummary: a\nReference: b").body, "");
        assert_eq!(read(b"").subject, "");
    }

    #[test]
    fn what_is_said_is_one_line_of_bounded_length() {
        let message = read("a\u{85}b\u{2028}c\u{2029}d\u{1b}[31m\u{9b}e\u{7f}\rf\n\ng\u{b}h\u{7}".as_bytes());
        assert_eq!(message.subject, "a b c d\u{fffd}[31m\u{fffd}e\u{fffd} f");
        assert_eq!(message.body, "g h\u{fffd}");
        let long = format!("{}\n\n{}\n\nSummary: {}\n", "ก".repeat(12_000), "x ".repeat(900_000), "ข".repeat(11_000));
        let message = read(long.as_bytes());
        assert_eq!(message.subject, format!("{}…", "ก".repeat(LONGEST)));
        assert_eq!(message.body.chars().count(), LONGEST + 1);
        assert_eq!(message.trailers.summary, Some(format!("{}…", "ข".repeat(LONGEST))), "trailers stand at the end");
    }
}
