//! Feeds of each policy and of all: which entries they have. The feed of a policy has the newest versions; older ones, with
//! what happened while they stood, are in documents by RFC 5005, which stay as they are once another one follows.

use super::checkpoint::LedgerEntry;
use super::cut::FEED;
use super::entry::{Entry, EntryWriter};
use super::excerpt::{Excerpt, Excerpts};
use super::latest::{Happening, latest};
use super::maker::Maker;
use super::messages::Messages;
use super::months::{Item, Months};
use super::site::Site;
use super::texts::Shelf;
use super::{routes, urn};
use crate::error::Result;
use crate::model::{AnnexEvent, Class, Holding, Lang, Policy, PolicyId, Timestamp, Version, VersionNumber};
use crate::places::{OfLog, OfPolicy, OfSite, Place};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// How many entries the feeds of the whole site have.
const IN_SITE_FEED: usize = 50;
/// How many changes of files, the latest, a feed tells of for each version that stood then.
const ANNEX_EVENTS: usize = 50;

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
    /// What it says of the ledger as it is now, and the same for programs.
    pub(super) ledger: Option<(String, LedgerEntry<'a>)>,
    /// Its place among the documents of one feed, if it is one of several (RFC 5005).
    pub(super) place: Option<Older>,
}

/// How a document of a feed leads to the others.
#[derive(Default)]
pub(super) struct Older {
    /// The document with the newest entries, from one with older ones.
    pub(super) current: Option<String>,
    /// The one with the entries before these.
    pub(super) before: Option<String>,
    /// The one with those after these. Who has it is as it stays.
    pub(super) after: Option<String>,
    /// What addresses in it are seen from, unless that is the document itself.
    pub(super) base: Option<&'static str>,
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

/// The versions whose redlines are shown by documents that are not yet as they stay.
pub fn open(versions: &[Arc<Version>]) -> BTreeSet<VersionNumber> {
    let newest = versions.iter().rev().take(FEED.open());
    let worded = versions.iter().rev().filter(|version| Scope::Text.has(version)).take(IN_SITE_FEED);
    newest.chain(worded).map(|version| version.number).collect()
}

/// The part of a policy's feed that a document has.
struct Span<'a> {
    scope: Scope,
    /// The versions, oldest first.
    versions: Vec<&'a Version>,
    /// The places on the published line of what else happened.
    orders: Range<usize>,
    /// The versions that were announced, as far as it was known when the document was completed.
    announced: Vec<(&'a Version, Holding)>,
}

impl Span<'_> {
    /// Its entries, newest first, as `writer` writes them.
    fn entries(&self, maker: &Maker<'_>, writer: &EntryWriter<'_>) -> Vec<Entry> {
        let policy = maker.policy;
        let (whole, within) = (self.scope == Scope::All, |order: usize| self.orders.contains(&order));
        let versions = self.versions.iter().map(|v| (v.order, writer.version(policy, v, &maker.excerpt(v.number))));
        let announced = self.announced.iter().filter(|(v, _)| whole && within(v.order));
        let announced = announced.map(|(version, held)| (version.order, writer.effect(policy, version, held)));
        let mut told: BTreeMap<VersionNumber, usize> = BTreeMap::new();
        let is_told = |event: &&AnnexEvent| {
            let count = told.entry(event.version).or_default();
            *count += 1;
            *count <= ANNEX_EVENTS
        };
        let events = policy.annexes.events.iter().rev().filter(|event| whole && within(event.order));
        let events = events.filter(is_told).map(|event| (event.order, writer.annex(policy, event)));
        let corrections = policy.corrections.iter().filter(|correction| within(correction.order));
        let corrections = corrections.map(|correction| (correction.order, writer.corrected(policy, correction)));
        let withdrawals = policy.withdrawals().filter(|withdrawal| within(withdrawal.order));
        let withdrawals = withdrawals.map(|withdrawal| (withdrawal.order, writer.withdrawn(policy, withdrawal)));
        // documents of older entries stay as they are
        let newest = whole && self.orders.end == usize::MAX;
        let heirs = policy.succession.after.iter().filter(|heir| newest && within(heir.order));
        let heirs = heirs.map(|heir| (heir.order, writer.handed_over(policy, heir)));
        let mut entries: Vec<(usize, Entry)> =
            versions.chain(announced).chain(events).chain(corrections).chain(withdrawals).chain(heirs).collect();
        entries.sort_by_key(|(order, entry)| std::cmp::Reverse((*order, entry.updated)));
        entries.into_iter().map(|(_, entry)| entry).collect()
    }
}

/// The feed of one policy, as it stands at `path`: its newest versions, newest first, each with its redline, and what else
/// happened since the oldest of them.
pub(super) fn of_policy<'a>(maker: &Maker<'a>, path: &str, kind: Kind) -> Feed<'a> {
    let Maker { site, messages, policy, .. } = *maker;
    let wanted: Vec<&Version> = policy.versions.iter().map(|v| &**v).filter(|v| kind.scope.has(v)).collect();
    let head = FEED.head(wanted.len());
    let from = wanted.get(head.start).filter(|_| head.start > 0).map_or(0, |version| version.order);
    let announced = policy.announced(&site.config.time_zone).collect();
    let span = Span { scope: kind.scope, versions: wanted[head].to_vec(), orders: from..usize::MAX, announced };
    let entries = span.entries(maker, &EntryWriter { site, messages, path, at: Some(&policy.id) });
    let (home, own) = (routes::current(&policy.id), routes::of(&policy.id, kind.file));
    let id = urn::of_policy(policy, kind.scope.name());
    let addresses = (site.public(path, &home), site.public(path, &own));
    let mut feed = feed(site, messages, (&policy.name(), id, kind.scope), addresses, entries);
    if kind.file == OfPolicy::Atom {
        let all = policy.versions.len();
        let before = FEED.pages(all).last().map(|last| {
            // who reads by RFC 5005 reads no address twice: this one says how much the document has by now
            let address = site.public(path, &routes::of(&policy.id, OfPolicy::OlderAtom(last)));
            format!("{address}?{}", FEED.head(all).start)
        });
        feed.place = before.map(|before| Older { before: Some(before), ..Older::default() });
    }
    feed
}

/// The document of older entries `number` of a policy's feed, at `path`. What it says rests on nothing that came after it
/// was completed; its entries are, to the letter, what the feed had.
pub(super) fn older<'a>(maker: &Maker<'a>, path: &str, number: u32) -> Feed<'a> {
    let Maker { site, messages, policy, .. } = *maker;
    let file = OfPolicy::OlderAtom;
    // at a former address of the policy the documents stay as they were when it moved
    let former = policy.former_ids.iter().find(|(id, _)| Place::Policy(id, file(number)).path().as_str() == path);
    let at: &PolicyId = former.map_or(&policy.id, |(id, _)| id);
    let all = former.map_or(policy.versions.len(), |(_, last)| last.index() + 1);
    let (page, seal) = (FEED.page(number, all), FEED.seal(number, all));
    let order = |ix: usize| policy.versions[ix].order;
    let zone = &site.config.time_zone;
    let announced = match seal.map(|seal| seal + 1).or(former.map(|_| all)) {
        Some(known) => policy.announced_by(known, zone).collect(),
        None => policy.announced(zone).collect(),
    };
    let span = Span {
        scope: Scope::All,
        versions: policy.versions[page.clone()].iter().map(|v| &**v).collect(),
        orders: if page.start > 0 { order(page.start) } else { 0 }..order(page.end),
        announced,
    };
    let head = routes::of(at, OfPolicy::Atom);
    let entries = span.entries(maker, &EntryWriter { site, messages, path: &head, at: Some(at) });
    let to = |target: String| site.public(&head, &target);
    let document = |number: u32| to(routes::of(at, file(number)));
    let title = &policy.versions[page.end - 1].title;
    let id = urn::of_policy(policy, Scope::All.name());
    let addresses = (to(routes::current(at)), document(number));
    let place = Older {
        current: Some(to(head.clone())),
        before: (number > 1).then(|| document(number - 1)),
        after: seal.map(|_| document(number + 1)),
        base: site.config.base_url.is_none().then_some("../"),
    };
    Feed { place: Some(place), ..feed(site, messages, (title, id, Scope::All), addresses, entries) }
}

/// The feed of the whole site, as it stands at `path`: the latest versions of all policies.
pub(super) fn of_site<'a>(
    site: &'a Site<'_>,
    path: &str,
    policies: &[Policy],
    (months, shelf): (&Months<'_>, &dyn Shelf),
    kind: Kind,
) -> Result<Feed<'a>> {
    let messages = site.messages(site.lang());
    let places: BTreeMap<&PolicyId, usize> = policies.iter().enumerate().map(|(ix, p)| (&p.id, ix)).collect();
    let mut excerpts: BTreeMap<&PolicyId, Arc<Excerpts>> = BTreeMap::new();
    let writer = EntryWriter { site, messages, path, at: None };
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
        let excerpt = excerpts[&policy.id].get(version.number).cloned().unwrap_or_default();
        entries.push((version.order, writer.version(policy, version, &excerpt)));
    }
    if kind.scope == Scope::All {
        entries.extend(latest_effects(&writer, policies));
        entries.extend(latest_annexes(&writer, policies));
        entries.sort_by_key(|(order, _)| std::cmp::Reverse(*order));
        entries.truncate(IN_SITE_FEED);
    }
    let entries = entries.into_iter().map(|(_, entry)| entry).collect();
    let addresses = (site.public(path, routes::HOME), site.public(path, kind.shared.name()));
    let id = urn::of_site(site, kind.scope.name());
    let mut feed = feed(site, messages, (&site.title(messages), id, kind.scope), addresses, entries);
    let checkpoint = Place::Log(OfLog::Checkpoint).path();
    feed.ledger = site.ledger_said(messages).zip(site.ledger_entry(site.public(path, checkpoint.as_str())));
    if kind.shared == OfSite::Atom {
        let before = months.sheets.len().checked_sub(1).map(|last| address_of(site, path, months, last));
        feed.place = Some(Older { before, ..Older::default() });
    }
    Ok(feed)
}

/// The document of the feed of the whole site with the part of a month at `ix`.
pub(super) fn of_month<'a>(site: &'a Site<'_>, months: &Months<'_>, ix: usize) -> Feed<'a> {
    let (messages, place) = (site.messages(site.lang()), months.feed(ix).path());
    let path = place.as_str();
    let writer = EntryWriter { site, messages, path, at: None };
    let entry = |item: &Item<'_>| match item {
        Item::One(Happening::Version(policy, version)) => writer.version(policy, version, &Excerpt::default()),
        Item::One(Happening::Withdrawal(policy, withdrawal)) => writer.withdrawn(policy, withdrawal),
        Item::Begun(policies) => writer.begun(policies, item.date()),
    };
    let entries = months.items(ix).iter().rev().map(entry).collect();
    let addresses = (site.public(path, routes::HOME), site.public(path, path));
    let id = urn::of_site(site, Scope::All.name());
    let place = Older {
        current: Some(site.public(path, routes::FEED)),
        before: ix.checked_sub(1).map(|before| address_of(site, path, months, before)),
        after: months.is_complete(ix).then(|| site.public(path, months.feed(ix + 1).path().as_str())),
        base: None,
    };
    Feed { place: Some(place), ..feed(site, messages, (&site.title(messages), id, Scope::All), addresses, entries) }
}

/// The address, in the file at `path`, of the document of the part at `ix`. Who reads by RFC 5005 reads no address twice: that
/// of a document that still grows says how much it has by now.
fn address_of(site: &Site<'_>, path: &str, months: &Months<'_>, ix: usize) -> String {
    let address = site.public(path, months.feed(ix).path().as_str());
    months.grown(ix).map_or(address.clone(), |count| format!("{address}?{count}"))
}

/// A feed of its own with these entries.
pub(super) fn feed_of<'a>(
    site: &Site<'_>,
    messages: &'a Messages,
    (title, id): (&str, String),
    addresses: (String, String),
    entries: Vec<Entry>,
) -> Feed<'a> {
    feed(site, messages, (title, id, Scope::All), addresses, entries)
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
        ledger: None,
        place: None,
    }
}

/// The entries of the latest changes of files over all policies, each with the place of its commit.
fn latest_annexes(writer: &EntryWriter<'_>, policies: &[Policy]) -> Vec<(usize, Entry)> {
    let events = |policy| -> Vec<(&Policy, &AnnexEvent)> {
        let policy: &Policy = policy;
        policy.annexes.events.iter().rev().take(IN_SITE_FEED).map(|event| (policy, event)).collect()
    };
    let mut latest: Vec<(&Policy, &AnnexEvent)> = policies.iter().flat_map(events).collect();
    latest.sort_by_key(|(_, event)| std::cmp::Reverse(event.order));
    latest.into_iter().take(IN_SITE_FEED).map(|(policy, event)| (event.order, writer.annex(policy, event))).collect()
}

/// The entries of the latest versions over all policies that were published before their day of effect, each with the
/// place of its commit.
fn latest_effects(writer: &EntryWriter<'_>, policies: &[Policy]) -> Vec<(usize, Entry)> {
    let zone = &writer.site.config.time_zone;
    let mut all: Vec<(&Policy, &Version, Holding)> =
        policies.iter().flat_map(|policy| policy.announced(zone).map(move |(v, held)| (policy, v, held))).collect();
    all.sort_by_key(|(_, version, _)| std::cmp::Reverse(version.order));
    let latest = all.into_iter().take(IN_SITE_FEED);
    latest.map(|(policy, version, held)| (version.order, writer.effect(policy, version, &held))).collect()
}
