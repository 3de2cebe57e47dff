//! What the evidence says of a version, beside what its editor says.

use super::dates::DateView;
use super::messages::{Messages, number};
use super::{Site, brief};
use crate::model::{ChangeType, Class, FactChange, FactKind, Policy, Version};
use serde::Serialize;

/// Something that a reader should know of a version.
#[derive(Serialize)]
pub(super) struct Label {
    /// `announced`, `unannounced`, `contradiction` or `stale`.
    kind: &'static str,
    text: String,
}

/// How many facts a contradiction names.
const NAMED: usize = 2;

/// The labels of `version`.
pub(super) fn labels(site: &Site<'_>, messages: &Messages, version: &Version) -> Vec<Label> {
    if version.number.index() == 0 {
        return Vec::new();
    }
    let mut labels = Vec::new();
    if version.class == Class::Text {
        labels.push(match version.effective.filter(|_| is_announced(site, version)) {
            Some(date) => {
                let date = DateView::of(date, messages).text().to_owned();
                Label { kind: "announced", text: messages.with("announced", &[("date", date.into())]) }
            }
            None => Label { kind: "unannounced", text: messages.text("unannounced") },
        });
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

/// Whether it was published before the day on which it takes effect.
fn is_announced(site: &Site<'_>, version: &Version) -> bool {
    version.effective.is_some_and(|effective| effective > version.published.date(&site.config.time_zone))
}

/// What the editor called the change, where it was something else.
fn contradiction(messages: &Messages, version: &Version) -> Option<String> {
    match (version.change_type?, version.class) {
        (ChangeType::Editorial, Class::Text) if version.brief.is_substantive() => {
            // that the text says when it was changed is what an editorial change does, too
            let facts = version.brief.facts.iter().filter(|fact| fact.kind != FactKind::Updated);
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

/// Such as “period: 90 days → 2 years”.
pub(super) fn in_words(fact: &FactChange, messages: &Messages) -> String {
    let kind = brief::kind(fact, messages);
    match (&fact.old, &fact.new) {
        (Some(old), Some(new)) => format!("{kind}: {old} → {new}"),
        (Some(old), None) => format!("{kind}: {old} → {}", messages.text("fact-gone")),
        (None, Some(new)) => format!("{kind}: {} → {new}", messages.text("fact-not-there")),
        (None, None) => kind,
    }
}

/// How many of the revisions of a policy's wording took effect without notice; `None` if there was no revision.
pub(super) fn notice(site: &Site<'_>, messages: &Messages, policy: &Policy) -> Option<String> {
    let revisions: Vec<&Version> =
        policy.versions.iter().skip(1).map(|v| &**v).filter(|v| v.class == Class::Text).collect();
    let silent = revisions.iter().filter(|v| !is_announced(site, v)).count();
    let numbers = [("n", number(silent as u32)), ("all", number(revisions.len() as u32))];
    (!revisions.is_empty()).then(|| messages.with("without-notice", &numbers))
}
