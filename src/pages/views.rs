//! What templates see: plain texts and addresses, nothing to compute.

use super::dates::DateView;
use super::kinds::kind;
use super::labels::{self, Label};
use super::later;
use super::messages::{Messages, number};
use super::routes;
use super::site::Site;
use super::withheld;
use crate::model::{ChangeType, Class, Holding, NoteOrigin, Origin, Policy, Stated, Undoing, Version, Withdrawal};
use serde::Serialize;

/// A version in a list.
#[derive(Serialize)]
pub(super) struct VersionView {
    name: String,
    href: String,
    source: String,
    /// The redline from the version before.
    changes: Option<String>,
    published: DateView,
    /// That it was published then, or recorded.
    published_as: String,
    /// The day of effect that this version was given.
    effective: Option<DateView>,
    /// The day of effect that its text states, if that came with it.
    said: Option<DateView>,
    note: String,
    /// What is folded away of a long note.
    note_rest: Option<String>,
    note_lang: Option<String>,
    note_origin: &'static str,
    /// What else is said, in paragraphs.
    note_details: Vec<String>,
    /// Whether most commits before said the same.
    note_repeats: bool,
    /// What it takes back, in words.
    undoes: Option<String>,
    class: &'static str,
    /// The class, or `first`.
    kind: &'static str,
    class_text: String,
    counts: Option<String>,
    change_type: Option<String>,
    labels: Vec<Label>,
    /// What of all this was stated later than with the version, in words.
    stated_later: Vec<String>,
    reference: Option<String>,
    author: Option<String>,
    returned: Option<String>,
    /// Whether the repository no longer has it.
    gone: bool,
    /// The policy, for lists over several.
    policy: String,
    policy_lang: String,
    /// The folder in which it stands, unless that is said with its title.
    folder: String,
}

impl VersionView {
    pub(super) fn new(site: &Site<'_>, messages: &Messages, from: &str, policy: &Policy, version: &Version) -> Self {
        let n = version.number;
        let ((note, note_rest), note_lang) =
            (folded(said_beside(version.note.in_lang(&messages.lang), version)), note_lang(version, messages));
        let first = n.index() == 0;
        let counts = (version.class == Class::Text && !first).then(|| counts(messages, version));
        let returned = version.returned_after.as_ref().map(|w| returned(site, messages, w));
        Self {
            name: messages.with("version-n", &[("n", number(n.get()))]),
            href: routes::relative(from, &routes::version(&policy.id, n)),
            source: routes::relative(from, &routes::source(&policy.id, n)),
            changes: (!first).then(|| routes::relative(from, &routes::changes(&policy.id, n))),
            published: DateView::at(site, version.published, messages),
            published_as: messages.text(if site.config.archive { "recorded" } else { "published" }),
            effective: version.effective().map(|stated| DateView::of(stated.date, messages)),
            said: said(version).map(|stated| DateView::of(stated.date, messages)),
            note,
            note_rest,
            note_lang,
            note_origin: origin_key(version.note.origin),
            note_details: version.note.details.lines().map(str::to_owned).collect(),
            note_repeats: version.note.repeats,
            undoes: version.note.undoes.map(|undoing| undone(messages, undoing)),
            class: version.class.as_str(),
            kind: kind(version),
            class_text: messages.text(&format!("class-{}", kind(version))),
            counts,
            change_type: version.change_type.map(|t| {
                messages.text(match t {
                    ChangeType::Editorial => "change-editorial",
                    ChangeType::Substantive => "change-substantive",
                })
            }),
            labels: labels::labels(site, messages, version),
            stated_later: {
                let later = later::stated_later(site, messages, version);
                withheld::compared(messages, policy, version).into_iter().chain(later).collect()
            },
            reference: version.reference.clone(),
            author: version.author.clone(),
            returned,
            gone: version.gone,
            policy: policy.name(),
            policy_lang: policy.lang.to_string(),
            folder: match policy.publisher {
                Some(_) => String::new(),
                None => site.catalog.folder(&policy.path).to_owned(),
            },
        }
    }
}

impl VersionView {
    /// As the text of a draft.
    pub(super) fn of_draft(self) -> Self {
        Self { labels: labels::of_draft(self.labels), ..self }
    }

    /// What it changed, and how much, in words.
    pub(super) fn changed(&self) -> String {
        let parts = [Some(&self.class_text), self.counts.as_ref()];
        parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" · ")
    }

    /// What is said of it, a line each: the note, the day of effect, labels.
    pub(super) fn said(&self) -> Vec<String> {
        let note = Some(self.note.clone()).filter(|note| !note.is_empty());
        let labels = self.labels.iter().map(|label| label.text().to_owned());
        note.into_iter().chain(self.change_type.clone()).chain(labels).collect()
    }

    /// Under the name `policy`, for lists over several policies.
    pub(super) fn named(self, policy: String) -> Self {
        Self { policy, ..self }
    }
}

/// The day of effect that a text states of itself, where it tells more than what the version was given.
pub(super) fn said(version: &Version) -> Option<Stated> {
    version.said().filter(|said| version.effective().is_none_or(|given| given.date != said.date))
}

/// A note, where it says more than what the text is called.
pub(super) fn said_beside<'a>(note: &'a str, version: &Version) -> &'a str {
    if note.to_lowercase() == version.title.to_lowercase() { "" } else { note }
}

/// From which day on a version holds, in words; also whether it is its text that says so.
pub(super) fn takes_effect(messages: &Messages, held: &Holding) -> String {
    format!("{} {}", messages.text(effect_key(held)), DateView::of(held.from, messages).text())
}

/// The name of the words that stand before that day.
pub(super) fn effect_key(held: &Holding) -> &'static str {
    let by_text = held.by.is_some_and(|stated| stated.origin == Origin::Text);
    if by_text { "effective-said" } else { "effective" }
}

/// A note, or its beginning and the rest.
fn folded(note: &str) -> (String, Option<String>) {
    const LONG: usize = 240;
    const SHOWN: usize = 160;
    let Some((shown, _)) = note.char_indices().nth(SHOWN).filter(|_| note.chars().count() > LONG) else {
        return (note.to_owned(), None);
    };
    match note[..shown].rfind(char::is_whitespace) {
        Some(at) => (format!("{} …", &note[..at]), Some(format!("… {}", note[at..].trim_start()))),
        None => (note.to_owned(), None),
    }
}

/// The language of the note where the editor said which it is.
fn note_lang(version: &Version, messages: &Messages) -> Option<String> {
    version.note.by_lang.contains_key(&messages.lang).then(|| messages.lang.to_string())
}

pub(super) fn counts(messages: &Messages, version: &Version) -> String {
    word_counts(messages, [version.words_added, version.words_removed, version.words_moved])
}

/// How many words were added, removed and moved, in words.
pub(super) fn word_counts(messages: &Messages, [added, removed, moved]: [u32; 3]) -> String {
    messages.with("word-counts", &[("added", number(added)), ("removed", number(removed)), ("moved", number(moved))])
}

fn origin_key(origin: NoteOrigin) -> &'static str {
    match origin {
        NoteOrigin::Trailer => "trailer",
        NoteOrigin::FrontMatter => "front_matter",
        NoteOrigin::Body => "body",
        NoteOrigin::Subject => "subject",
        NoteOrigin::Merged => "merged",
        NoteOrigin::Changes => "changes",
    }
}

/// What a version takes back, in words.
pub(super) fn undone(messages: &Messages, undoing: Undoing) -> String {
    let (key, n) = match undoing {
        Undoing::Version(n) => ("takes-back", n),
        Undoing::Since(n) => ("goes-back", n),
    };
    messages.with(key, &[("n", number(n.get()))])
}

/// The words of the one who withdrew a policy.
pub(super) fn reason(messages: &Messages, withdrawal: &Withdrawal) -> String {
    withdrawal.note.in_lang(&messages.lang).to_owned()
}

/// A return in words, after a withdrawal.
pub(super) fn returned(site: &Site<'_>, messages: &Messages, withdrawal: &Withdrawal) -> String {
    let date = DateView::at(site, withdrawal.date, messages);
    messages.with("returned-after", &[("date", date.text().into())])
}

/// A withdrawal in words.
pub(super) fn withdrawn(site: &Site<'_>, messages: &Messages, withdrawal: &Withdrawal) -> String {
    let date = DateView::at(site, withdrawal.date, messages);
    messages.with("withdrawn-on", &[("date", date.text().into())])
}
