//! What was said about a version: by its commit, by those that it merged, and by the text itself.

use crate::document::{FrontMatter, Parsed};
use crate::error::Warning;
use crate::history::{Commit, Message};
use crate::model::{ChangeType, Digest, Lang, Note, NoteOrigin, Undoing, Version, VersionNumber, Withdrawal};
use crate::remark::{self, Reverted, Words};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How far back to look for the version that another one takes back.
const FAR: usize = 1_000;

/// What the front matter of a version says about the version.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FrontNotes {
    summary: Option<String>,
    summaries: BTreeMap<Lang, String>,
    change_type: Option<String>,
    reference: Option<String>,
}

impl FrontNotes {
    pub(super) fn by(front: &FrontMatter) -> Self {
        let FrontMatter { summary, summaries, change_type, reference, .. } = front.clone();
        Self { summary, summaries, change_type, reference }
    }

    /// What is not as it was before: what stood there before is about an older version.
    pub(super) fn since(&self, before: &Self) -> Self {
        let new = |now: &Option<String>, before: &Option<String>| now.clone().filter(|_| now != before);
        let (other, summaries) = (self.summaries != before.summaries, &self.summaries);
        let is_new = |(lang, text): &(&Lang, &String)| before.summaries.get(lang) != Some(*text);
        let fresh = summaries.iter().filter(|entry| other && is_new(entry));
        Self {
            summary: new(&self.summary, &before.summary),
            summaries: fresh.map(|(lang, text)| (lang.clone(), text.clone())).collect(),
            change_type: new(&self.change_type, &before.change_type),
            reference: new(&self.reference, &before.reference),
        }
    }

    /// What the editor called the change: what the first of `messages` says that says so, else the text.
    pub(super) fn change_type(&self, messages: &[&Message]) -> Option<ChangeType> {
        let said = messages.iter().find_map(|message| message.trailers.change_type.as_deref());
        said.or(self.change_type.as_deref()).and_then(ChangeType::parse)
    }

    /// A document that the change rests on.
    pub(super) fn reference(&self, messages: &[&Message]) -> Option<String> {
        let said = messages.iter().find_map(|message| message.trailers.reference.clone());
        said.or_else(|| self.reference.clone())
    }
}

/// What was said about a commit that made no version, such as the one that withdrew the text at `path`.
fn of_messages(messages: &[&Message], path: &str) -> Note {
    let words: Vec<Words<'_>> = messages.iter().map(|message| message.words()).collect();
    let remark = remark::remark(&words, path);
    let trailers = messages.first().map(|message| &message.trailers);
    let by_lang = trailers.map_or_else(BTreeMap::new, |trailers| trailers.summaries.clone());
    let summary = trailers.and_then(|trailers| trailers.summary.clone());
    let (text, origin) = summary.map_or((remark.text, remark.origin), |text| (text, NoteOrigin::Trailer));
    Note { text, origin, by_lang, details: remark.details, repeats: false, undoes: None }
}

/// A version of which a note is made.
pub(super) struct Noted<'a> {
    pub(super) commit: &'a Commit,
    pub(super) path: &'a str,
    pub(super) digest: Digest,
    /// The versions before it.
    pub(super) before: &'a [Arc<Version>],
    /// The commit at a place of the published line.
    pub(super) at: &'a dyn Fn(usize) -> &'a Commit,
}

impl Noted<'_> {
    /// The note, from the best place: a trailer, what is new in the front matter, what the messages say.
    pub(super) fn note(&self, messages: &[&Message], front: &FrontNotes) -> Note {
        let words: Vec<Words<'_>> = messages.iter().map(|message| message.words()).collect();
        let remark = remark::remark(&words, self.path);
        let summary =
            |message: &&&Message| message.trailers.summary.is_some() || !message.trailers.summaries.is_empty();
        let trailers = messages.iter().find(summary).map(|message| &message.trailers);
        let by_lang = trailers.map_or_else(|| front.summaries.clone(), |trailers| trailers.summaries.clone());
        let summary = trailers.and_then(|trailers| trailers.summary.clone());
        let (text, origin) = match (summary, front.summary.clone()) {
            (Some(text), _) => (text, NoteOrigin::Trailer),
            (None, Some(text)) => (text, NoteOrigin::FrontMatter),
            (None, None) => (remark.text, remark.origin),
        };
        let from_message = !matches!(origin, NoteOrigin::Trailer | NoteOrigin::FrontMatter);
        let repeats = from_message && self.commit.repeats;
        Note { text, origin, by_lang, details: remark.details, repeats, undoes: self.undoes(&words) }
    }

    /// What the version takes back: what its message names, or what followed the text that is restored.
    fn undoes(&self, words: &[Words<'_>]) -> Option<Undoing> {
        let own = words.iter().find(|words| remark::is_revert(words.subject) || remark::reverted(**words).is_some())?;
        let named = match remark::reverted(*own) {
            Some(Reverted::Commit(id)) => self.version_of(|commit, path| {
                let merged = || commit.merged.iter().filter(|merged| merged.touches(path));
                commit.id.as_str().starts_with(&id) || merged().any(|merged| merged.id.as_str().starts_with(&id))
            }),
            Some(Reverted::Request(number)) => self.version_of(|commit, _| {
                let subject = &commit.message.subject;
                [format!("(#{number})"), format!("(!{number})")].iter().any(|end| subject.ends_with(end))
                    || [format!("Merge pull request #{number} "), format!("Merged PR {number}:")]
                        .iter()
                        .any(|start| subject.starts_with(start))
                    || commit
                        .message
                        .body
                        .lines()
                        .any(|line| line.starts_with("See merge request ") && line.ends_with(&format!("!{number}")))
            }),
            None => None,
        };
        named.map(Undoing::Version).or_else(|| self.restored(own.subject))
    }

    /// The latest version before whose commit, with the path of the file, is the one that is sought.
    fn version_of(&self, is_sought: impl Fn(&Commit, &str) -> bool) -> Option<VersionNumber> {
        let mut before = self.before.iter().rev().take(FAR);
        before.find(|version| is_sought((self.at)(version.order), &version.path)).map(|version| version.number)
    }

    fn restored(&self, subject: &str) -> Option<Undoing> {
        let mut before = self.before.iter().rev().take(FAR).skip(1);
        let same = before.find(|version| version.sha256 == self.digest)?.number.index();
        let latest = self.before.len() - 1;
        remark::is_revert(subject).then(|| {
            if same + 1 == latest {
                Undoing::Version(VersionNumber::at(latest))
            } else {
                Undoing::Since(VersionNumber::at(same))
            }
        })
    }
}

/// The withdrawal of the text at `path` by the commit at place `order` of the published line.
pub(super) fn withdrawal(commit: &Commit, path: &str, order: usize) -> Withdrawal {
    let messages: Vec<&Message> = commit.messages(path).collect();
    Withdrawal { commit: commit.id.clone(), date: commit.date, order, note: of_messages(&messages, path) }
}

/// The version of the original that a translation says it reflects.
pub(super) fn reflects(parsed: &Parsed, path: &str) -> (Option<VersionNumber>, Option<Warning>) {
    let Some(value) = &parsed.front.reflects else { return (None, None) };
    let number = value.parse().ok().and_then(VersionNumber::new);
    let odd = "is not a version number of the original, such as 3; the date of the translation is used instead";
    let warn = || Warning::new(format!("{path}, front matter `reflects`"), format!("`{value}` {odd}"));
    (number, number.is_none().then(warn))
}
