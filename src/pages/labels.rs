//! What the evidence says of a version, beside what its editor says.

use super::brief;
use super::dates::DateView;
use super::messages::{Messages, number};
use super::site::Site;
use crate::html;
use crate::model::{ChangeType, Class, Date, FactChange, Origin, Policy, Version, Zone};
use serde::Serialize;

/// Something that a reader should know of a version.
#[derive(Serialize)]
pub(super) struct Label {
    /// `announced`, `unannounced`, `contradiction` or `stale`.
    kind: &'static str,
    text: String,
}

impl Label {
    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

/// How many facts a contradiction names.
const NAMED: usize = 2;

/// The labels of `version`.
pub(super) fn labels(site: &Site<'_>, messages: &Messages, version: &Version) -> Vec<Label> {
    if version.number.index() == 0 {
        return Vec::new();
    }
    let mut labels = Vec::new();
    match Notice::of(version, &site.config.time_zone) {
        Some(Notice::Given(date)) => {
            let date = DateView::of(date, messages).text().to_owned();
            labels.push(Label { kind: "announced", text: messages.with("announced", &[("date", date.into())]) });
        }
        Some(Notice::None) => labels.push(Label { kind: "unannounced", text: messages.text("unannounced") }),
        None => {}
    }
    if let Some(last) = version.back_from {
        let text = messages.with("back-from", &[("version", number(last.get()))]);
        labels.push(Label { kind: "stale", text });
    }
    if let Some(text) = contradiction(messages, version) {
        labels.push(Label { kind: "contradiction", text });
    }
    if let Some(text) = brief::hidden(&version.brief, messages) {
        labels.push(Label { kind: "contradiction", text });
    }
    if let Some(line) = &version.brief.stale_date {
        labels.push(Label { kind: "stale", text: messages.with("stale-date", &[("line", line.as_str().into())]) });
    }
    labels
}

/// Those of `labels` that are true of a draft, which gave nobody notice yet.
pub(super) fn of_draft(mut labels: Vec<Label>) -> Vec<Label> {
    labels.retain(|label| label.kind != "announced");
    labels
}

/// Whether a change of the wording was published before it took effect.
enum Notice {
    /// It takes effect on this later day.
    Given(Date),
    /// The day that it was given is not later.
    None,
}

impl Notice {
    /// What is known of `version`: nothing but where it was given a day of effect itself, and no line of its text says
    /// something else. Whoever calls a change editorial owes nobody notice of it.
    fn of(version: &Version, zone: &Zone) -> Option<Self> {
        // what is stated later is no notice, nor shows that there was none
        let given = version.effective().filter(|stated| stated.origin != Origin::Changes)?.date;
        let published = version.published.date(zone);
        let text = version.dates.text;
        let contradicted = version.dates.unclear
            || text.is_some_and(|text| text.date != given && (text.since == version.number || text.date > published));
        let silent = contradicted || !revises(version) || version.change_type == Some(ChangeType::Editorial);
        match (silent, given > published) {
            (true, _) => None,
            (false, true) => Some(Self::Given(given)),
            (false, false) => Some(Self::None),
        }
    }
}

/// Whether the version is a revision of the policy: its wording changed, and it is a text of the policy.
fn revises(version: &Version) -> bool {
    version.number.index() > 0 && version.class == Class::Text
}

/// What the editor called the change, where it was something else.
fn contradiction(messages: &Messages, version: &Version) -> Option<String> {
    match (version.change_type?, version.class) {
        (ChangeType::Editorial, Class::Text) if version.brief.is_substantive() => {
            // that the text says when it was changed or takes effect is what an editorial change does, too
            let facts = version.brief.facts.iter().filter(|fact| !fact.kind.is_own_date());
            let facts: Vec<String> = facts.map(|fact| in_words(fact, messages)).collect();
            let rest = facts.len().saturating_sub(NAMED);
            let facts = &facts[..facts.len().min(NAMED)];
            let facts = [("facts", facts.join("; ").into()), ("more", number(rest as u32))];
            Some(messages.with("editorial-but", &facts))
        }
        (ChangeType::Substantive, Class::Formatting | Class::None | Class::Error) => {
            Some(messages.text("substantive-but"))
        }
        _ => None,
    }
}

/// A piece of a line.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Part {
    text: String,
    /// Whether the policy says it: then it runs in its own direction, whatever stands around it.
    quoted: bool,
}

impl Part {
    pub(super) fn own(text: impl Into<String>) -> Self {
        Self { text: text.into(), quoted: false }
    }

    pub(super) fn quoted(text: impl Into<String>) -> Self {
        Self { text: text.into(), quoted: true }
    }

    fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn html(&self) -> String {
        let text = html::text(&self.text);
        if self.quoted { format!("<bdi>{text}</bdi>") } else { text }
    }
}

/// Such as “period: 90 days → 2 years”.
fn in_words(fact: &FactChange, messages: &Messages) -> String {
    parts(fact, messages).iter().map(Part::text).collect()
}

/// As [`in_words`], with what the policy says apart.
pub(super) fn parts(fact: &FactChange, messages: &Messages) -> Vec<Part> {
    let kind = brief::kind(fact, messages);
    if fact.old.is_none() && fact.new.is_none() {
        return vec![Part::own(kind)];
    }
    let side = |value: &Option<String>, none: &str| match value {
        Some(value) => Part::quoted(value),
        None => Part::own(messages.text(none)),
    };
    let (old, new) = (side(&fact.old, "fact-not-there"), side(&fact.new, "fact-gone"));
    vec![Part::own(format!("{kind}: ")), old, Part::own(" → "), new]
}

/// How many of the revisions of a policy's wording took effect without notice, of those of which it is known; `None` if none
/// is known to.
pub(super) fn notice(site: &Site<'_>, messages: &Messages, policy: &Policy) -> Option<String> {
    let known: Vec<Notice> =
        policy.versions.iter().skip(1).filter_map(|v| Notice::of(v, &site.config.time_zone)).collect();
    let known_silent = known.iter().filter(|notice| matches!(notice, Notice::None)).count();
    let numbers = [("n", number(known_silent as u32)), ("all", number(known.len() as u32))];
    (known_silent > 0).then(|| messages.with("without-notice", &numbers))
}
