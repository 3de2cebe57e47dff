//! Reads one policy whole: its texts, oldest first, into a weave and the facts of its versions.

use crate::catalog::{self, Entry};
use crate::document::{self, Parsed};
use crate::error::{Result, Warning};
use crate::history::{BlobId, Commit, Lineage, What};
use crate::model::{ChangeType, Date, Digest, Note, NoteOrigin, Policy, Version, VersionNumber, Withdrawal};
use crate::weave::Weave;
use std::collections::BTreeSet;

/// A policy with its texts.
pub(super) struct Reading {
    pub(super) policy: Policy,
    pub(super) weave: Weave,
    pub(super) warnings: Vec<Warning>,
}

/// Where a policy's texts come from.
pub(super) struct Texts<'a> {
    pub(super) lineage: &'a Lineage,
    pub(super) entry: &'a Entry,
    /// The commits to which the lineage's events refer.
    pub(super) commits: &'a [Commit],
    pub(super) show_authors: bool,
    /// Gives the bytes of a text.
    pub(super) blob: &'a dyn Fn(&BlobId) -> Result<Vec<u8>>,
    /// Is told of every version that was read.
    pub(super) tick: &'a dyn Fn(usize),
}

/// Reads all versions of a policy.
pub(super) fn read(texts: &Texts<'_>) -> Result<Reading> {
    let mut weave = Weave::default();
    let mut versions: Vec<Version> = Vec::new();
    let mut warnings = Notices::default();
    let mut withdrawn: Option<Withdrawal> = None;
    let mut summary_before: Option<String> = None;
    for event in &texts.lineage.events {
        let commit = &texts.commits[event.commit];
        let (path, blob) = match &event.what {
            What::Moved { .. } => continue,
            What::Withdrawn => {
                withdrawn = Some(Withdrawal { commit: commit.id.clone(), date: commit.date });
                continue;
            }
            What::Version { path, blob } => (path, blob),
        };
        let number = VersionNumber::at(versions.len());
        let bytes = (texts.blob)(blob)?;
        let parsed = document::parse(&bytes, path);
        let class = weave.append(&parsed.document);
        let (words_added, words_removed, words_moved) = counts(&weave, number);
        let (effective, odd) = effective(commit, &parsed, path);
        warnings.add(number, parsed.warnings.iter().chain(&odd));
        versions.push(Version {
            number,
            commit: commit.id.clone(),
            order: event.commit,
            published: commit.date,
            effective,
            path: path.clone(),
            sha256: Digest::of(&bytes),
            size: bytes.len() as u64,
            title: catalog::title(&parsed.front, &parsed.document, path),
            class,
            words_added,
            words_removed,
            words_moved,
            note: note(commit, parsed.front.summary.as_ref().filter(|s| summary_before.as_ref() != Some(*s))),
            change_type: commit.trailers.change_type.as_deref().and_then(ChangeType::parse),
            reference: commit.trailers.reference.clone(),
            author: Some(commit.author.clone()).filter(|a| texts.show_authors && !a.is_empty()),
            returned_after: withdrawn.take(),
        });
        summary_before = parsed.front.summary;
        (texts.tick)(1);
    }
    Ok(Reading { policy: policy(texts.entry, versions, withdrawn), weave, warnings: warnings.warnings })
}

fn policy(entry: &Entry, versions: Vec<Version>, withdrawn: Option<Withdrawal>) -> Policy {
    Policy {
        id: entry.id.clone(),
        path: entry.path.clone(),
        title: entry.title.clone(),
        lang: entry.lang.clone(),
        translation_of: entry.translation_of.clone(),
        source: entry.source.clone(),
        former_ids: entry.former_ids.clone(),
        versions,
        withdrawn,
    }
}

/// Words added, removed and moved by version `n`; all words of the first are added.
fn counts(weave: &Weave, n: VersionNumber) -> (u32, u32, u32) {
    let (added, removed, moved) = match n.index().checked_sub(1) {
        Some(before) => {
            let redline = weave.redline(VersionNumber::at(before), n);
            (redline.words_added, redline.words_removed, redline.words_moved)
        }
        None => (weave.words(n), 0, 0),
    };
    (added as u32, removed as u32, moved as u32)
}

/// The day from which a version holds: what the commit says, or else the text.
fn effective(commit: &Commit, parsed: &Parsed, path: &str) -> (Option<Date>, Option<Warning>) {
    let said = [
        (commit.trailers.effective_date.as_deref(), format!("commit {}, trailer `Effective-Date`", commit.id.short())),
        (parsed.front.effective.as_deref(), format!("{path}, front matter `effective`")),
    ];
    let mut odd = None;
    for (value, place) in said {
        match value.map(Date::parse) {
            Some(Ok(date)) => return (Some(date), odd),
            Some(Err(message)) => odd = Some(Warning::new(place, message)),
            None => {}
        }
    }
    (None, odd)
}

/// What the editor said, from the best place. A summary in the front matter that stood there before is about an older
/// version.
fn note(commit: &Commit, summary: Option<&String>) -> Note {
    let places = [
        (commit.trailers.summary.as_ref(), NoteOrigin::Trailer),
        (summary, NoteOrigin::FrontMatter),
        (Some(&commit.body), NoteOrigin::Body),
        (Some(&commit.subject), NoteOrigin::Subject),
    ];
    let said = places.into_iter().find_map(|(text, origin)| Some((text.filter(|t| !t.is_empty())?, origin)));
    let (text, origin) = said.map_or((String::new(), NoteOrigin::Subject), |(text, origin)| (text.clone(), origin));
    Note { text, origin, by_lang: commit.trailers.summaries.clone() }
}

/// Warnings about the versions of one policy; one that stays from version to version is told once.
#[derive(Default)]
struct Notices {
    before: BTreeSet<(String, String)>,
    warnings: Vec<Warning>,
}

impl Notices {
    fn add<'a>(&mut self, number: VersionNumber, warnings: impl IntoIterator<Item = &'a Warning>) {
        let mut seen = BTreeSet::new();
        for warning in warnings {
            let key = (warning.place.clone(), warning.message.trim_start_matches(|c: char| c != ':').to_owned());
            if !self.before.contains(&key) && !seen.contains(&key) {
                self.warnings.push(Warning::new(format!("{}, version {number}", warning.place), &*warning.message));
            }
            seen.insert(key);
        }
        self.before = seen;
    }
}
