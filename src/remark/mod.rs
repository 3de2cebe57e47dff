//! What a commit message says to the readers of a policy: one line, and further details.
//!
//! Messages are written for authors. In most of them the subject is the best line, but tools write subjects too, and
//! add numbers, tags and lists to what people write.

mod details;
mod habit;
mod merge;
mod reference;
mod revert;
mod subject;

pub use habit::Habit;
pub use revert::{Reverted, is_revert, reverted};

use crate::model::NoteOrigin;
use details::Details;
use merge::Merge;

/// A message: its first paragraph, and what follows.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// In one line.
    pub subject: &'a str,
    /// As it was written.
    pub body: &'a str,
}

/// What a message means to readers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// One line; empty when nothing is said.
    pub text: String,
    /// Where it stood.
    pub origin: NoteOrigin,
    /// What else is said, a paragraph or an item of a list in each line.
    pub details: String,
}

/// What is said by a commit about the file at `path`: `said` are its own message and those of the commits that it merged,
/// newest first. The path may be unknown.
pub fn remark(said: &[Words<'_>], path: &str) -> Remark {
    let Some((own, merged)) = said.split_first() else { return remark(&[Words { subject: "", body: "" }], path) };
    let (head, mut details) = head(*own, path);
    let text = match head {
        Head::Said(text, origin) => return Remark { text, origin, details: details.text() },
        Head::Machine(text) => text,
    };
    let mut heads = merged.iter().filter_map(|words| match self::head(*words, path) {
        (Head::Said(text, _), details) => Some((text, details)),
        (Head::Machine(_), _) => None,
    });
    let Some((newest, of_newest)) = heads.next() else {
        return Remark { text, origin: NoteOrigin::Subject, details: details.text() };
    };
    details.append(of_newest);
    heads.for_each(|(text, _)| details.item(&text));
    Remark { text: newest, origin: NoteOrigin::Merged, details: details.text() }
}

/// Whether a message says nothing to the readers of the file at `path`: a tool wrote it, or somebody who said no more than one.
pub fn says_nothing(message: Words<'_>, path: &str) -> bool {
    matches!(head(message, path).0, Head::Machine(_))
}

/// The line that says what a commit is about.
enum Head {
    Said(String, NoteOrigin),
    /// A tool's words, and nothing better in this message.
    Machine(String),
}

fn head(words: Words<'_>, path: &str) -> (Head, Details) {
    let (clean, squashed) = subject::clean(words.subject);
    let mut details = Details::of(words.body, squashed);
    let head = match merge::merge(words.subject) {
        Some(Merge::Titled(title)) => Head::Said(subject::clean(title).0, NoteOrigin::Subject),
        Some(Merge::Bare) => match details.take_title() {
            Some(title) => Head::Said(subject::clean(&title).0, NoteOrigin::Body),
            None => Head::Machine(words.subject.to_owned()),
        },
        None if subject::is_of_a_tool(&clean, path) => match details.take_sentence() {
            Some(sentence) => Head::Said(sentence, NoteOrigin::Body),
            None => Head::Machine(clean),
        },
        None => Head::Said(clean, NoteOrigin::Subject),
    };
    (head, details)
}

#[cfg(test)]
mod tests;
