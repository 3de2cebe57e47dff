//! The pages that show all policies: home, recent changes, "not found".

use super::dates::{self, DateView};
use super::kinds::Choice;
use super::maker::language_name;
use super::messages::{Messages, number};
use super::summary::{self, Line};
use super::views::{Chrome, ScriptData, VersionView};
use super::{Site, routes};
use crate::error::Result;
use crate::model::{Class, Policy, Version};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many of the latest changes the home page shows.
const ON_HOME: usize = 6;
/// How many of the latest changes the page of changes shows; each policy's history has all.
const ON_CHANGES: usize = 200;
/// How many facts that changed lists of the latest changes name for each.
const FACTS: usize = 2;

/// The latest `count` versions that are `wanted`, of all policies, newest first; of one commit, by policy.
pub(super) fn latest(policies: &[Policy], count: usize, wanted: impl Fn(&Version) -> bool) -> Vec<(&Policy, &Version)> {
    let newer = |(p, v): &(&Policy, &Version), (q, w): &(&Policy, &Version)| (w.order, &p.id).cmp(&(v.order, &q.id));
    let mut all: Vec<(&Policy, &Version)> = Vec::new();
    for policy in policies {
        let versions = policy.versions.iter().rev().map(|v| &**v).filter(|v| wanted(v));
        all.extend(versions.take(count).map(|v| (policy, v)));
    }
    if all.len() > count {
        all.select_nth_unstable_by(count, newer);
        all.truncate(count);
    }
    all.sort_by(newer);
    all
}

#[derive(Serialize)]
struct HomeView<'a> {
    chrome: Chrome,
    parts: Vec<Part>,
    /// The folders, to go to.
    jump: Vec<(String, String)>,
    latest: Vec<Latest>,
    text_feed: &'static str,
    count: String,
    /// When something changed last.
    last: Option<String>,
    /// The published revision. It stands on this page alone: a commit changes the pages of what it changes.
    commit: &'a str,
}

/// A version in a list of the latest ones.
#[derive(Serialize)]
struct Latest {
    #[serde(flatten)]
    version: VersionView,
    /// The first of the facts that it changed.
    facts: Vec<Line>,
}

impl Latest {
    fn new(site: &Site<'_>, messages: &Messages, from: &str, policy: &Policy, version: &Version) -> Self {
        let page = routes::relative(from, &routes::changes(&policy.id, version.number));
        let facts = summary::facts(version, &page, messages).into_iter().take(FACTS).collect();
        Self { version: VersionView::new(site, messages, from, policy, version), facts }
    }
}

/// The policies that stand, or those that are withdrawn.
#[derive(Serialize)]
struct Part {
    /// Under which the part is folded away; `None` for an open one.
    summary: Option<String>,
    groups: Vec<Group>,
}

/// The policies of one folder.
#[derive(Serialize)]
struct Group {
    /// Empty for policies that stand in no folder.
    name: String,
    anchor: String,
    policies: Vec<PolicyView>,
}

#[derive(Serialize)]
struct PolicyView {
    title: String,
    lang: String,
    href: String,
    history: String,
    version: VersionView,
    translations: Vec<(String, String, String)>,
}

pub(super) fn home(site: &Site<'_>, policies: &[Policy]) -> Result<Vec<u8>> {
    let messages = site.messages(site.lang());
    let originals = policies.iter().filter(|p| p.translation_of.is_none());
    let (standing, gone): (Vec<&Policy>, Vec<&Policy>) = originals.partition(|p| p.withdrawn.is_none());
    let groups = |chosen: &[&Policy], prefix: &str| -> Vec<Group> {
        let mut folders: BTreeMap<String, Vec<PolicyView>> = BTreeMap::new();
        for policy in chosen {
            let folder = site.catalog.folder(&policy.path);
            folders.entry(folder).or_default().push(policy_view(site, messages, policy, policies));
        }
        let group = |(ix, (name, policies))| Group { name, anchor: format!("ui.{prefix}{ix}"), policies };
        folders.into_iter().enumerate().map(group).collect()
    };
    let count = |key: &str, chosen: &[&Policy]| messages.with(key, &[("n", number(chosen.len() as u32))]);
    let mut parts = vec![Part { summary: None, groups: groups(&standing, "folder-") }];
    if !gone.is_empty() {
        parts.push(Part { summary: Some(count("withdrawn-count", &gone)), groups: groups(&gone, "withdrawn-") });
    }
    let latest = latest(policies, ON_HOME, |version| version.class != Class::Error);
    let last = latest.first().map(|(_, version)| DateView::at(site, version.published, messages).text().to_owned());
    let latest = latest.into_iter();
    let last = last.map(|date| messages.with("last-change", &[("date", date.into())]));
    let count_of_all = count("policy-count", &standing);
    let view = HomeView {
        chrome: Chrome::new(site, messages, routes::HOME, "")
            .describe(&[&count_of_all, last.as_deref().unwrap_or_default()])
            .feeds(messages, routes::HOME, "", &site.title(messages))
            .script(routes::LISTS_SCRIPT, routes::HOME)
            .data(&search_texts(messages))?,
        jump: parts[0]
            .groups
            .iter()
            .filter(|g| !g.name.is_empty())
            .map(|g| (g.name.clone(), g.anchor.clone()))
            .collect(),
        parts,
        text_feed: routes::TEXT_FEED,
        latest: latest.map(|(p, v)| Latest::new(site, messages, routes::HOME, p, v)).collect(),
        last,
        commit: site.commit.short(),
        count: count_of_all,
    };
    site.theme.render("home.html", messages, &view, None)
}

/// What the search says.
fn search_texts(messages: &Messages) -> ScriptData {
    let texts = [
        ("search-wait", &[][..]),
        ("search-failed", &[]),
        ("search-nothing", &[]),
        ("search-policies", &["n"]),
        ("search-notes", &["n"]),
        ("search-in-texts", &[]),
        ("search-in-notes", &[]),
        ("search-more", &["n"]),
        ("search-withdrawn", &[]),
        ("version-n", &["n"]),
    ];
    ScriptData { texts: texts.into_iter().map(|(key, names)| (key, messages.forms(key, names))).collect() }
}

fn policy_view(site: &Site<'_>, messages: &Messages, policy: &Policy, all: &[Policy]) -> PolicyView {
    let to = |target: String| routes::relative(routes::HOME, &target);
    let translations = all.iter().filter(|p| p.translation_of.as_ref() == Some(&policy.id));
    PolicyView {
        title: policy.title.clone(),
        lang: policy.lang.to_string(),
        href: to(routes::current(&policy.id)),
        history: to(routes::history(&policy.id)),
        version: VersionView::new(site, messages, routes::HOME, policy, policy.current()),
        translations: translations
            .map(|p| (p.lang.to_string(), language_name(&p.lang), to(routes::current(&p.id))))
            .collect(),
    }
}

#[derive(Serialize)]
struct ChangesView {
    chrome: Chrome,
    only: Vec<Choice>,
    months: Vec<Month>,
    text_feed: String,
    older: Option<String>,
}

/// The changes of a month, newest first.
#[derive(Serialize)]
struct Month {
    name: String,
    changes: Vec<Latest>,
}

pub(super) fn changes(site: &Site<'_>, policies: &[Policy]) -> Result<Vec<u8>> {
    let messages = site.messages(site.lang());
    let all = latest(policies, ON_CHANGES, |_| true);
    let older = (policies.iter().map(|p| p.versions.len()).sum::<usize>() - all.len()) as u32;
    let title = messages.text("recent-changes");
    let month = |version: &Version| dates::month(version.published.date(&site.config.time_zone), &messages.lang);
    let view = ChangesView {
        chrome: Chrome::new(site, messages, routes::CHANGES, &title)
            .crumb(&messages.text("home"), Some(routes::relative(routes::CHANGES, routes::HOME)), None)
            .crumb(&title, None, None)
            .feeds(messages, routes::CHANGES, "", &site.title(messages)),
        only: Choice::all(messages, all.iter().map(|(_, version)| *version)),
        months: all
            .chunk_by(|(_, a), (_, b)| month(a) == month(b))
            .map(|chunk| Month {
                name: month(chunk[0].1),
                changes: chunk.iter().map(|(p, v)| Latest::new(site, messages, routes::CHANGES, p, v)).collect(),
            })
            .collect(),
        text_feed: routes::relative(routes::CHANGES, routes::TEXT_FEED),
        older: (older > 0).then(|| messages.with("older-changes", &[("n", number(older))])),
    };
    site.theme.render("changes.html", messages, &view, None)
}

#[derive(Serialize)]
struct NotFoundView {
    chrome: Chrome,
}

/// Served at any depth: its links are absolute where the site knows its address.
pub(super) fn not_found(site: &Site<'_>) -> Result<Vec<u8>> {
    let messages = site.messages(site.lang());
    let chrome = Chrome::new(site, messages, routes::NOT_FOUND, &messages.text("not-found")).noindex(true);
    let chrome = match &site.config.base_url {
        Some(base) => chrome.rooted(base),
        None => chrome,
    };
    site.theme.render("404.html", messages, &NotFoundView { chrome }, None)
}
