//! Feeds of each policy and of all: what they say. Each entry carries its change, readable without a style sheet.

use super::annexes;
use super::dates::DateView;
use super::kinds::kind as kind_of;
use super::latest::{Happening, latest};
use super::links::FeedLinks;
use super::maker::Maker;
use super::messages::{Messages, number};
use super::summary;
use super::views::{self, counts, undone};
use super::{Shelf, Site, routes, spoken, urn};
use crate::error::Result;
use crate::html;
use crate::model::{
    Annex, AnnexEvent, Class, Correction, Holding, Lang, Policy, PolicyId, Timestamp, Version, VersionNumber,
    Withdrawal,
};
use crate::places::{ANNEXES, OfPolicy, OfSite, Place};
use crate::weave::Redline;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How many entries the feeds of the whole site have; each policy's feeds have all its versions.
const IN_SITE_FEED: usize = 50;
/// How many lines of what changed in short an entry has.
const LINES: usize = 12;
/// How much text of a redline an entry has, in bytes; the whole stands on its page.
const IN_ENTRY: usize = 8_000;

/// Which versions a feed tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    All,
    /// Those that changed the wording, and the first.
    Text,
}

impl Scope {
    /// The name by which the feeds of one thing are told from each other, for good.
    fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Text => "text",
        }
    }

    fn has(self, version: &Version) -> bool {
        self == Self::All || version.class == Class::Text || version.number.index() == 0
    }
}

/// What feeds show of a redline.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt {
    html: String,
    /// Whether changes were left out for length.
    cut: bool,
}

impl Excerpt {
    pub(super) fn of(redline: &Redline, links: &FeedLinks<'_>) -> Self {
        let (html, cut) = html::excerpt(redline, links, IN_ENTRY);
        Self { html, cut }
    }
}

/// A feed, whatever its format.
pub(super) struct Feed<'a> {
    pub(super) title: String,
    pub(super) author: String,
    pub(super) lang: &'a Lang,
    pub(super) id: String,
    /// The page that it tells of.
    pub(super) home: String,
    /// Where it is to be had from now on.
    pub(super) own: String,
    pub(super) updated: Timestamp,
    pub(super) entries: Vec<Entry>,
}

pub(super) struct Entry {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) url: String,
    pub(super) updated: Timestamp,
    pub(super) summary: String,
    /// What kind of change it is, as machine files name it, and in words.
    pub(super) kind: Option<(&'static str, String)>,
    /// HTML.
    pub(super) content: String,
}

/// Where a feed stands and which entries it has.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    /// Of a policy, and of all.
    pub(super) file: OfPolicy,
    pub(super) shared: OfSite,
    pub(super) scope: Scope,
}

pub(super) const ATOM: Kind = Kind { file: OfPolicy::Atom, shared: OfSite::Atom, scope: Scope::All };
pub(super) const TEXT: Kind = Kind { file: OfPolicy::TextAtom, shared: OfSite::TextAtom, scope: Scope::Text };
pub(super) const JSON: Kind = Kind { file: OfPolicy::JsonFeed, shared: OfSite::JsonFeed, scope: Scope::All };

/// The feed of one policy, as it stands at `path`: an entry for each version, newest first, with its redline.
pub(super) fn of_policy<'a>(maker: &Maker<'a>, path: &str, kind: Kind) -> Feed<'a> {
    let Maker { site, messages, policy, texts, .. } = *maker;
    let writer = EntryWriter { site, messages, path, with_policy: false };
    let versions = policy.versions.iter().zip(texts.excerpts()).filter(|(v, _)| kind.scope.has(v));
    let versions = versions.map(|(v, excerpt)| (v.order, writer.entry(policy, v, excerpt)));
    let corrections = policy.corrections.iter().map(|c| (c.order, writer.corrected(policy, c)));
    let withdrawals = policy.withdrawals().map(|w| (w.order, writer.withdrawn(policy, w)));
    let annexes = policy.annexes.events.iter().filter(|_| kind.scope == Scope::All);
    let annexes = annexes.map(|event| (event.order, writer.annex(policy, event)));
    let effects = policy.announced(&site.config.time_zone).filter(|_| kind.scope == Scope::All);
    let effects = effects.map(|(version, held)| (version.order, writer.effect(policy, version, &held)));
    let mut entries: Vec<(usize, Entry)> =
        versions.chain(effects).chain(annexes).chain(corrections).chain(withdrawals).collect();
    entries.sort_by_key(|(order, entry)| std::cmp::Reverse((*order, entry.updated)));
    let entries = entries.into_iter().map(|(_, entry)| entry).collect();
    let (home, own) = (routes::current(&policy.id), routes::of(&policy.id, kind.file));
    let id = urn::of_policy(policy, kind.scope.name());
    let addresses = (site.public(path, &home), site.public(path, &own));
    feed(site, messages, (&policy.name(), id, kind.scope), addresses, entries)
}

/// The feed of the whole site, as it stands at `path`: the latest versions of all policies.
pub(super) fn of_site<'a>(
    site: &'a Site<'_>,
    path: &str,
    policies: &[Policy],
    shelf: &dyn Shelf,
    kind: Kind,
) -> Result<Feed<'a>> {
    let messages = site.messages(site.lang());
    let places: BTreeMap<&PolicyId, usize> = policies.iter().enumerate().map(|(ix, p)| (&p.id, ix)).collect();
    let mut excerpts: BTreeMap<&PolicyId, Vec<Excerpt>> = BTreeMap::new();
    let writer = EntryWriter { site, messages, path, with_policy: true };
    let mut entries = Vec::new();
    for happening in latest(policies, IN_SITE_FEED, |version| kind.scope.has(version)) {
        let (policy, version) = match happening {
            Happening::Version(policy, version) => (policy, version),
            Happening::Withdrawal(policy, withdrawal) => {
                entries.push((withdrawal.order, writer.withdrawn(policy, withdrawal)));
                continue;
            }
        };
        if !excerpts.contains_key(&policy.id) {
            excerpts.insert(&policy.id, shelf.excerpts(places[&policy.id])?);
        }
        let excerpt = excerpts[&policy.id].get(version.number.index()).cloned().unwrap_or_default();
        entries.push((version.order, writer.entry(policy, version, &excerpt)));
    }
    if kind.scope == Scope::All {
        entries.extend(writer.latest_effects(policies, IN_SITE_FEED));
        entries.extend(writer.latest_annexes(policies, IN_SITE_FEED));
        entries.sort_by_key(|(order, _)| std::cmp::Reverse(*order));
        entries.truncate(IN_SITE_FEED);
    }
    let entries = entries.into_iter().map(|(_, entry)| entry).collect();
    let addresses = (site.public(path, routes::HOME), site.public(path, kind.shared.name()));
    let id = urn::of_site(site, kind.scope.name());
    Ok(feed(site, messages, (&site.title(messages), id, kind.scope), addresses, entries))
}

fn feed<'a>(
    site: &Site<'_>,
    messages: &'a Messages,
    (title, id, scope): (&str, String, Scope),
    (home, own): (String, String),
    entries: Vec<Entry>,
) -> Feed<'a> {
    Feed {
        title: match scope {
            Scope::All => title.to_owned(),
            Scope::Text => format!("{title} · {}", messages.text("feed-text")),
        },
        author: site.title(messages),
        lang: &messages.lang,
        id,
        home,
        own,
        updated: entries.iter().map(|e| e.updated).max().unwrap_or(Timestamp::from_unix(0)),
        entries,
    }
}

/// Writes the entries of a feed.
struct EntryWriter<'a> {
    site: &'a Site<'a>,
    messages: &'a Messages,
    /// Where the feed stands: addresses, those inside an entry's HTML too, are as seen from there.
    path: &'a str,
    /// Whether the feed tells of several policies.
    with_policy: bool,
}

impl EntryWriter<'_> {
    /// A rewritten history that was published all the same.
    fn corrected(&self, policy: &Policy, correction: &Correction) -> Entry {
        let what = self.messages.text("correction");
        Entry {
            id: urn::of_correction(policy, correction),
            title: what.clone(),
            url: self.site.public(self.path, &routes::history(&policy.id)),
            updated: correction.date,
            summary: correction.reason.clone(),
            kind: None,
            content: format!("<p>{what}: {}</p>", html::text(&correction.reason)),
        }
    }

    /// The file of a policy was deleted.
    fn withdrawn(&self, policy: &Policy, withdrawal: &Withdrawal) -> Entry {
        let Self { site, messages, path, with_policy } = *self;
        let what = messages.text("withdrawn");
        let said = views::withdrawn(site, messages, withdrawal);
        let note = views::reason(messages, withdrawal);
        let reason = if note.is_empty() { String::new() } else { format!("<p>{}</p>\n", html::text(&note)) };
        Entry {
            id: urn::of_withdrawal(policy, withdrawal),
            title: if with_policy { format!("{} · {what}", policy.name()) } else { what },
            url: site.public(path, &routes::current(&policy.id)),
            updated: withdrawal.date,
            summary: if note.is_empty() { said.clone() } else { note },
            kind: Some(("withdrawn", messages.text("withdrawn"))),
            content: format!("{reason}<p>{}</p>\n", html::text(&said)),
        }
    }

    /// A file to which the text leads was replaced, came or went, and the text stayed.
    fn annex(&self, policy: &Policy, event: &AnnexEvent) -> Entry {
        let said = annexes::said(event, self.messages);
        let url = |annex: &Annex| self.site.public(self.path, Place::Annex(annex).path().as_str());
        let links = annexes::links(event.old.as_deref(), event.new.as_deref(), self.messages, url);
        Entry {
            id: urn::of_annex(policy, event),
            title: if self.with_policy { format!("{} · {said}", policy.name()) } else { said.clone() },
            url: self.site.public(self.path, &routes::history(&policy.id)),
            updated: event.date,
            kind: None,
            content: format!("<p>{}: {links}</p>", html::text(&said)),
            summary: said,
        }
    }

    /// The entries of the latest `count` changes of files over all policies, each with the place of its commit.
    fn latest_annexes(&self, policies: &[Policy], count: usize) -> Vec<(usize, Entry)> {
        let events = |policy| -> Vec<(&Policy, &AnnexEvent)> {
            let policy: &Policy = policy;
            policy.annexes.events.iter().rev().take(count).map(|event| (policy, event)).collect()
        };
        let mut latest: Vec<(&Policy, &AnnexEvent)> = policies.iter().flat_map(events).collect();
        latest.sort_by_key(|(_, event)| std::cmp::Reverse(event.order));
        latest.into_iter().take(count).map(|(policy, event)| (event.order, self.annex(policy, event))).collect()
    }

    /// The entries of the latest `count` versions over all policies that were published before their day of effect, each
    /// with the place of its commit.
    fn latest_effects(&self, policies: &[Policy], count: usize) -> Vec<(usize, Entry)> {
        let zone = &self.site.config.time_zone;
        let mut all: Vec<(&Policy, &Version, Holding)> =
            policies.iter().flat_map(|policy| policy.announced(zone).map(move |(v, held)| (policy, v, held))).collect();
        all.sort_by_key(|(_, version, _)| std::cmp::Reverse(version.order));
        let latest = all.into_iter().take(count);
        latest.map(|(policy, version, held)| (version.order, self.effect(policy, version, &held))).collect()
    }

    /// A version takes effect on a later day than that of its publication.
    fn effect(&self, policy: &Policy, version: &Version, held: &Holding) -> Entry {
        let Self { site, messages, path, with_policy } = *self;
        let said = views::takes_effect(messages, held);
        let name = messages.with("version-n", &[("n", number(version.number.get()))]);
        let policy_name = if with_policy { format!("{} · ", policy.name()) } else { String::new() };
        Entry {
            id: urn::of_effect(policy, version),
            title: format!("{policy_name}{name} · {said}"),
            url: site.public(path, &routes::version(&policy.id, version.number)),
            updated: version.published,
            kind: Some(("effect", messages.text("effective"))),
            content: format!("<p>{} · {}</p>\n", html::text(&name), html::text(&said)),
            summary: said,
        }
    }

    fn entry(&self, policy: &Policy, version: &Version, excerpt: &Excerpt) -> Entry {
        let Self { site, messages, path, with_policy } = *self;
        let (id, n) = (&policy.id, version.number);
        let name = messages.with("version-n", &[("n", number(n.get()))]);
        let first = n.index() == 0;
        let class = kind_of(version);
        let words = messages.text(&format!("class-{class}"));
        let what = match class {
            "first" => messages.text("first-version"),
            "text" => counts(messages, version),
            _ => words.clone(),
        };
        let said = version.note.explanation(&messages.lang);
        let undoes = version.note.undoes.map(|undoing| undone(messages, undoing));
        let note = [said, undoes.as_deref().unwrap_or_default()].into_iter().filter(|part| !part.is_empty());
        let note = &*note.collect::<Vec<_>>().join(" · ");
        let url = site.public(path, &if first { routes::version(id, n) } else { routes::changes(id, n) });
        Entry {
            id: urn::of_version(policy, version),
            title: if with_policy { format!("{} · {name}", policy.name()) } else { name },
            updated: version.published,
            summary: if note.is_empty() { what.clone() } else { note.to_owned() },
            kind: Some((class, words)),
            content: self.content(policy, version, (note, &what, &url), excerpt),
            url,
        }
    }

    /// An excerpt with files where they are as seen from the feed.
    fn with_files(&self, html: String) -> String {
        let within = format!("=\"{ANNEXES}/");
        if !html.contains(&within) {
            return html;
        }
        html.replace(&within, &format!("=\"{}/", html::text(&self.site.public(self.path, ANNEXES))))
    }

    /// The files that are others in a version than in the one before.
    fn replaced(&self, policy: &Policy, version: &Version) -> Vec<String> {
        let Some(before) = version.number.index().checked_sub(1).map(VersionNumber::at) else { return Vec::new() };
        let url = |annex: &Annex| self.site.public(self.path, Place::Annex(annex).path().as_str());
        let line = |(old, new): (&Annex, &Annex)| {
            let said = self.messages.with("annex-replaced", &[("file", new.name.clone().into())]);
            format!("{}: {}", html::text(&said), annexes::links(Some(old), Some(new), self.messages, url))
        };
        policy.annexes.replaced(before, version.number).into_iter().map(line).collect()
    }

    /// What the editor said, what changed in brief, and the changed parts of the redline. Readers of feeds drop styles
    /// and some drop the marks themselves, so that each mark is in the text too.
    fn content(
        &self,
        policy: &Policy,
        version: &Version,
        (note, what, url): (&str, &str, &str),
        excerpt: &Excerpt,
    ) -> String {
        let messages = self.messages;
        let mut content = String::new();
        let mut line = |name: &str, html: &str| content.push_str(&format!("<{name}>{html}</{name}>\n"));
        if !note.is_empty() {
            line("p", &html::text(note));
        }
        line("p", &html::text(what));
        if let Some(withdrawal) = &version.returned_after {
            line("p", &html::text(&views::returned(self.site, messages, withdrawal)));
        }
        for (key, stated) in [("effective", version.effective()), ("effective-said", views::said(version))] {
            if let Some(stated) = stated {
                let date = DateView::of(stated.date, messages);
                line("p", &format!("{} {}", html::text(&messages.text(key)), html::text(date.text())));
            }
        }
        self.replaced(policy, version).iter().for_each(|replaced| line("p", replaced));
        if let Some(last) = version.back_from {
            line("p", &html::text(&messages.with("back-from", &[("version", number(last.get()))])));
        }
        // against an error page all is new, or gone
        if version.back_from.is_some() || version.class == Class::Error {
            return content;
        }
        let lines = summary::lines(version, url, messages, LINES);
        if !lines.is_empty() {
            let item =
                |line: &summary::Line| format!("<li><a href=\"{}\">{}</a></li>", html::text(&line.href), line.html());
            line("ul", &lines.iter().map(item).collect::<String>());
        }
        if excerpt.html.contains("<ins") || excerpt.html.contains("<del") {
            line("p", &format!("<small>{}</small>", html::text(&messages.text("feed-legend"))));
        }
        // Links within the text lead to its page, not into the feed; in text a quote is always written as a reference.
        let redline = excerpt.html.replace("href=\"#", &format!("href=\"{}#", html::text(url)));
        if !redline.is_empty() {
            content.push_str(&spoken::wrapped(&self.with_files(redline), &policy.lang));
        }
        if version.number.index() > 0 {
            let key = if excerpt.cut { "feed-rest" } else { "feed-whole" };
            let link = format!("<p><a href=\"{}\">{}</a></p>\n", html::text(url), html::text(&messages.text(key)));
            content.push_str(&link);
        }
        content
    }
}
