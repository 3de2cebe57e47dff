//! When versions take effect, by what their commits, their front matter and their texts say.

use crate::brief::{self, Effects};
use crate::document::Parsed;
use crate::error::Warning;
use crate::history::{Commit, Trailers};
use crate::model::{ChangeType, Class, Date, Dates, Digest, Origin, Stated, Version, VersionNumber};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What the versions read so far state that matters for later ones: a value that did not change belongs to the
/// version that brought it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct StatedDays {
    /// The last day of the front matter.
    front: Option<Date>,
    /// The last days that a text stated, and the version that brought them.
    text: Option<(Vec<Date>, VersionNumber)>,
    /// The last day that was given.
    given: Option<Stated>,
}

/// The words of a day, which change when only the day does.
const DAY: usize = 3;

/// What is read of a version.
pub(super) struct Evidence<'a> {
    pub(super) number: VersionNumber,
    /// What the text says of the day from which it is in effect.
    pub(super) effects: Effects,
    pub(super) sha256: Digest,
    /// What kind of change made it, and how many words were added, removed and moved.
    pub(super) class: Class,
    pub(super) words: [usize; 3],
    /// The versions before it.
    pub(super) before: &'a [Arc<Version>],
}

impl StatedDays {
    /// What is stated of the version that comes next.
    pub(super) fn next(&mut self, evidence: &Evidence<'_>, front: Option<Date>, trailer: Option<Date>) -> Dates {
        let effects = &evidence.effects;
        let given = self.given(evidence, front, trailer);
        let text = self.text(evidence.number, effects);
        let own = |stated: Option<Stated>| stated.is_some_and(|stated| stated.since == evidence.number);
        let [added, removed, moved] = evidence.words;
        let same = matches!(evidence.class, Class::None | Class::Formatting);
        let only_day = added <= DAY && removed <= DAY && moved == 0;
        Dates {
            given,
            text,
            unclear: effects.one().is_none() && (effects.partly || !effects.days.is_empty()),
            moved: evidence.number.index() > 0 && (own(given) && same || own(text) && only_day),
        }
    }

    fn given(&mut self, evidence: &Evidence<'_>, front: Option<Date>, trailer: Option<Date>) -> Option<Stated> {
        let since = evidence.number;
        let came = front.filter(|date| self.front != Some(*date));
        self.front = front.or(self.front);
        let new = |origin| move |date| Stated { date, origin, since };
        if let Some(stated) = trailer.map(new(Origin::Trailer)).or(came.map(new(Origin::FrontMatter))) {
            self.given = Some(stated);
        } else if self.given.is_some_and(|stated| taken_back(&stated, evidence)) {
            self.given = None;
        }
        self.given.filter(|stated| stated.origin == Origin::Trailer || front == Some(stated.date))
    }

    fn text(&mut self, number: VersionNumber, effects: &Effects) -> Option<Stated> {
        if !effects.days.is_empty() && self.text.as_ref().is_none_or(|(days, _)| *days != effects.days) {
            self.text = Some((effects.days.clone(), number));
        }
        let (_, since) = self.text.as_ref()?;
        effects.one().map(|date| Stated { date, origin: Origin::Text, since: *since })
    }
}

/// Whether the text is again what it was before the version that brought the day.
fn taken_back(stated: &Stated, evidence: &Evidence<'_>) -> bool {
    let before = stated.since.index().checked_sub(1).and_then(|ix| evidence.before.get(ix));
    before.is_some_and(|version| version.sha256 == evidence.sha256)
}

/// The trailers about the version that `commit` made: its own, then those of merged commits, the newest first.
fn trailers<'a>(commit: &'a Commit, path: &'a str) -> impl Iterator<Item = (&'a str, &'a Trailers)> {
    commit.messages(path).map(|message| (commit.id.short(), &message.trailers))
}

/// The first day that trailers state, and warnings about them.
pub(super) fn of_trailers(commit: &Commit, path: &str) -> (Option<Date>, Vec<Warning>) {
    let said = trailers(commit, path).filter_map(|(id, t)| Some((id, t.effective_date.as_deref()?)));
    first(said, "Effective-Date", brief::day)
}

/// The first kind of change that trailers state, and warnings about them.
pub(super) fn change_type(commit: &Commit, path: &str) -> (Option<ChangeType>, Vec<Warning>) {
    let said = trailers(commit, path).filter_map(|(id, t)| Some((id, t.change_type.as_deref()?)));
    first(said, "Change-Type", kind)
}

fn kind(text: &str) -> Result<ChangeType, String> {
    let odd = || format!("`{text}` is not a valid kind of change; write `editorial` or `substantive`");
    ChangeType::parse(text).ok_or_else(odd)
}

fn first<'a, T>(
    said: impl Iterator<Item = (&'a str, &'a str)>,
    key: &str,
    read: impl Fn(&str) -> Result<T, String>,
) -> (Option<T>, Vec<Warning>) {
    let mut odd = Vec::new();
    for (commit, value) in said {
        match read(value) {
            Ok(value) => return (Some(value), odd),
            Err(message) => odd.push(Warning::new(format!("commit {commit}, trailer `{key}`"), message)),
        }
    }
    (None, odd)
}

/// The day that the front matter of the file at `path`, with these `bytes`, states, or a warning about it.
pub(super) fn of_front(parsed: &Parsed, path: &str, bytes: &[u8]) -> (Option<Date>, Option<Warning>) {
    match parsed.front.effective.as_deref().map(brief::day) {
        Some(Ok(date)) => (Some(date), None),
        Some(Err(message)) => {
            let warning = Warning::new(format!("{path}, front matter `effective`"), message);
            (None, Some(Warning { line: line_of(bytes, b"effective"), ..warning }))
        }
        None => (None, None),
    }
}

/// The number of the first line that begins with `key`.
fn line_of(bytes: &[u8], key: &[u8]) -> Option<usize> {
    let begins = |line: &[u8]| {
        line.strip_prefix(key)
            .is_some_and(|rest| rest.trim_ascii_start().starts_with(b":") || rest.trim_ascii_start().starts_with(b"="))
    };
    bytes.split(|b| *b == b'\n').position(begins).map(|ix| ix + 1)
}
