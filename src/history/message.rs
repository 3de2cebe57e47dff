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

/// Takes a message apart: its first paragraph, the paragraph after it unless that is the trailers, the trailers.
pub(super) fn read(message: &str) -> Message {
    let message = message.replace("\r\n", "\n").replace('\0', "\u{fffd}");
    let mut paragraphs = message.split("\n\n").map(str::trim).filter(|p| !p.is_empty());
    let subject = paragraphs.next().map(one_line).unwrap_or_default();
    let body = paragraphs.next().filter(|p| !is_trailers(p)).map(one_line).unwrap_or_default();
    Message { subject, body, trailers: trailers(&message) }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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
            "Fix\nit\n\nBecause of\nreasons.\n\nMore.\n\nSummary: a\n b\nsummary-TH: ก\nEffective-Date: 2026-12-01\nX: y\n",
        );
        assert_eq!((message.subject.as_str(), message.body.as_str()), ("Fix it", "Because of reasons."));
        assert_eq!(message.trailers.summary.as_deref(), Some("a b"));
        assert_eq!(message.trailers.effective_date.as_deref(), Some("2026-12-01"));
        assert_eq!(message.trailers.summaries.get(&Lang::thai()).map(String::as_str), Some("ก"));
    }

    #[test]
    fn trailers_are_no_body() {
        let message = read("Fix\n\nSummary: a\nsee also\n");
        assert_eq!(message.body, "Summary: a see also", "not all lines are trailers");
        assert_eq!(read("Fix\n\nSummary: a\nReference: b").body, "");
        assert_eq!(read("").subject, "");
    }
}
