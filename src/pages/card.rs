//! What the home page says of each policy where there are few: how it stands, and what changed last.

use super::dates::DateView;
use super::family::{Family, Translation};
use super::head::Status;
use super::messages::Messages;
use super::routes;
use super::site::Site;
use super::summary::{self, Line};
use super::views::VersionView;
use crate::model::{Class, Date, FactKind, Lang, Policy, Version};
use serde::Serialize;

/// How many facts that changed a card names.
const FACTS: usize = 3;
/// How many sections it names where no fact changed.
const SECTIONS: usize = 2;

/// A policy with what changed last.
#[derive(Serialize)]
pub(super) struct Card {
    id: String,
    n: u32,
    title: String,
    lang: String,
    href: String,
    folder: String,
    history: String,
    only: Option<String>,
    translations: Vec<Translation>,
    status: Status,
    change: Option<Change>,
}

/// The last change of the wording.
#[derive(Serialize)]
struct Change {
    version: VersionView,
    /// Whether a version came since that changed no word.
    is_older: bool,
    /// When it was published, unless the line above says so.
    date: Option<DateView>,
    facts: Vec<Line>,
}

/// The cards of `families` on the page at `path`, for readers of `lang`, when all that happened had happened on the day
/// `last`: what changed last comes first.
pub(super) fn cards(
    site: &Site<'_>,
    messages: &Messages,
    (path, lang): (&str, &Lang),
    (mut families, last): (Vec<&Family<'_>>, Option<Date>),
) -> Vec<Card> {
    families.sort_by_key(|family| {
        let policy = family.told(lang);
        let last = changed(policy).unwrap_or(&policy.versions[0]);
        (std::cmp::Reverse(last.order), &policy.id)
    });
    let card = |family: &Family<'_>| {
        let card = card(site, messages, (path, lang), family);
        Card { status: card.status.on(last), ..card }
    };
    families.into_iter().map(card).collect()
}

fn card(site: &Site<'_>, messages: &Messages, (path, lang): (&str, &Lang), family: &Family<'_>) -> Card {
    let policy = family.told(lang);
    let current = policy.current();
    let status = Status::new((site, messages), policy, path, current);
    let change = |version: &Version| {
        let date = DateView::at(site, version.published, messages);
        Change {
            version: VersionView::new(site, messages, path, policy, version),
            is_older: version.number != current.number,
            date: Some(date).filter(|date| date.text() != status.date()),
            facts: facts(policy, version, path, messages),
        }
    };
    let title = policy.name();
    Card {
        id: policy.id.to_string(),
        n: current.number.get(),
        folder: if policy.publisher.is_some() { String::new() } else { family.folder.clone() },
        lang: policy.lang.to_string(),
        href: routes::relative(path, &routes::current(&policy.id)),
        history: routes::relative(path, &routes::history(&policy.id)),
        only: family.only(site, messages, lang),
        translations: family.others(messages, path, policy),
        change: changed(policy).map(change),
        status,
        title,
    }
}

/// The last version that changed the wording of one before.
fn changed(policy: &Policy) -> Option<&Version> {
    let mut versions = policy.versions.iter().rev().map(|version| &**version);
    versions.find(|version| version.class == Class::Text && version.number.index() > 0)
}

/// The first facts that `version` changed: numbers and dates before sentences. Where it changed none, the first sections.
fn facts(policy: &Policy, version: &Version, path: &str, messages: &Messages) -> Vec<Line> {
    let page = routes::relative(path, &routes::changes(&policy.id, version.number));
    let lines = summary::facts(version, &page, messages);
    let mut facts: Vec<(bool, Line)> =
        version.brief.facts.iter().map(|fact| !is_number(fact.kind)).zip(lines).collect();
    facts.sort_by_key(|(is_sentence, _)| *is_sentence);
    if facts.is_empty() {
        return summary::lines(version, &page, messages, SECTIONS);
    }
    facts.into_iter().map(|(_, line)| line).take(FACTS).collect()
}

/// Whether facts of this kind are numbers or days.
fn is_number(kind: FactKind) -> bool {
    use FactKind::{Amount, Effective, Number, Percent, Period};
    matches!(kind, Period | FactKind::Date | Effective | Amount | Percent | Number)
}
