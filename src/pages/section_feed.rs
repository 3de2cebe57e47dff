//! A feed of each section that changed, where the settings ask for it: for who follows one section of a text.

use super::entry::Entry;
use super::feed::{Feed, feed_of};
use super::maker::Maker;
use super::{routes, sections, urn};
use crate::html;
use crate::model::{Policy, SectionEvent};
use crate::places::OfPolicy;

/// How many changes, the newest, a feed has; all are in the section's history.
const ENTRIES: usize = 20;

/// The changes that the feed of a section has, oldest first.
pub(super) fn shown(policy: &Policy, section: u32) -> &[SectionEvent] {
    let changes = &policy.sections.all[section as usize].changes;
    &changes[changes.len().saturating_sub(ENTRIES)..]
}

/// The feed of a section, at `path`.
pub(super) fn feed<'a>(maker: &Maker<'a>, path: &str, section: u32) -> Feed<'a> {
    let Maker { site, messages, policy, .. } = *maker;
    let events = shown(policy, section);
    let last = events.last().expect("it changed");
    let title = format!("{} · {}", sections::name_in(maker, last, section), policy.name_in(last.version));
    let entries = events.iter().rev().map(|event| entry(maker, path, section, event)).collect();
    let home = format!("{}#{}", site.public(path, &routes::sections(&policy.id)), sections::id(section));
    let own = routes::of(&policy.id, OfPolicy::SectionAtom(section));
    let id = urn::of_policy(policy, &format!("section {section}"));
    feed_of(site, messages, (&title, id), (home, site.public(path, &own)), entries)
}

fn entry(maker: &Maker<'_>, path: &str, section: u32, event: &SectionEvent) -> Entry {
    let Maker { site, messages, policy, .. } = *maker;
    let version = policy.version(event.version).expect("a version that is read");
    let page = site.public(path, &routes::changes(&policy.id, event.version));
    let told = sections::told(maker, event, &page);
    let said = [Some(told.said), told.counts].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let name = format!("{} · {}", sections::name_in(maker, event, section), maker.name(event.version));
    let mut content = format!("<p>{}</p>\n", html::text(&said));
    let note = version.note.explanation(&messages.lang);
    if !note.is_empty() {
        content = format!("<p>{}</p>\n{content}", html::text(note));
    }
    let fact =
        |line: &super::summary::Line| format!("<li><a href=\"{}\">{}</a></li>", html::text(&line.href), line.html());
    if !told.facts.is_empty() {
        content.push_str(&format!("<ul>{}</ul>\n", told.facts.iter().map(fact).collect::<String>()));
    }
    let url = format!("{page}#c{}", event.change);
    content.push_str(&format!(
        "<p><a href=\"{}\">{}</a></p>\n",
        html::text(&url),
        html::text(&messages.text("see-changes"))
    ));
    Entry {
        id: urn::of_section(policy, section, event),
        title: name,
        url,
        updated: version.published,
        summary: said,
        kind: None,
        content,
    }
}
