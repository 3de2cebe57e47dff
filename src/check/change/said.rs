//! What is said of a change: by the front matter, where it is new, and by the message of the commit.

use crate::check::{Place, Subject};
use crate::document::FrontMatter;
use crate::history::Trailers;
use std::ops::Range;

/// A value with its place.
#[derive(Debug, Clone)]
pub(super) struct Value {
    pub(super) text: String,
    pub(super) place: Place,
}

/// Where a value comes from: the key of the front matter, and that of the trailer.
#[derive(Clone, Copy)]
pub(super) struct Key {
    front: &'static [&'static str],
    trailer: &'static str,
    of_front: fn(&FrontMatter) -> &Option<String>,
    of_trailers: fn(&Trailers) -> &Option<String>,
}

pub(super) const SUMMARY: Key = Key {
    front: &["summary"],
    trailer: "Summary",
    of_front: |front| &front.summary,
    of_trailers: |trailers| &trailers.summary,
};
pub(super) const EFFECTIVE: Key = Key {
    front: &["effective"],
    trailer: "Effective-Date",
    of_front: |front| &front.effective,
    of_trailers: |trailers| &trailers.effective_date,
};
pub(super) const CHANGE_TYPE: Key = Key {
    front: &["change_type", "change-type"],
    trailer: "Change-Type",
    of_front: |front| &front.change_type,
    of_trailers: |trailers| &trailers.change_type,
};

impl Key {
    /// What a trailer says.
    pub(super) fn by_trailer(self, subject: &Subject<'_>) -> Option<Value> {
        let text = (self.of_trailers)(&subject.said.as_ref()?.trailers).clone()?;
        let range = line(subject.message?, self.trailer)?;
        Some(Value { text, place: Place::Message(range) })
    }

    /// What the front matter says, whether it is new or not.
    pub(super) fn in_front(self, subject: &Subject<'_>) -> Option<Value> {
        let text = (self.of_front)(&subject.text.parsed.front).clone()?;
        let place = self.front.iter().find_map(|key| subject.text.source.front_value(key));
        Some(Value { text, place: place.map_or(Place::File, Place::Text) })
    }

    /// What the front matter of the published text says.
    pub(super) fn before(self, subject: &Subject<'_>) -> Option<String> {
        (self.of_front)(&subject.before.as_ref()?.parsed.front).clone()
    }

    /// What the front matter says if it did not say so before: what stood there before is about the version before.
    pub(super) fn new_in_front(self, subject: &Subject<'_>) -> Option<Value> {
        self.in_front(subject).filter(|value| self.before(subject).as_ref() != Some(&value.text))
    }

    /// What is said of this change.
    pub(super) fn said(self, subject: &Subject<'_>) -> Option<Value> {
        self.by_trailer(subject).or_else(|| self.new_in_front(subject))
    }
}

/// Where the last line of a message stands that begins with a key.
fn line(message: &str, key: &str) -> Option<Range<usize>> {
    let mut found = None;
    let mut at = 0;
    for line in message.split_inclusive('\n') {
        let own = line.get(..key.len()).is_some_and(|start| start.eq_ignore_ascii_case(key));
        if own && line[key.len()..].trim_start().starts_with(':') {
            found = Some(at..at + line.trim_end().len());
        }
        at += line.len();
    }
    found
}
