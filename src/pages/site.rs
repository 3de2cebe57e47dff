//! The pages that show all policies: home, recent changes, "not found".

use super::dates::{self, DateView};
use super::kinds::Choice;
use super::latest::{Happening, Latest, coming, latest};
use super::messages::{Messages, number};
use super::spoken::language_name;
use super::views::{Chrome, ScriptData, VersionView};
use super::{Site, routes};
use crate::error::Result;
use crate::model::{Class, Policy};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many of the latest changes the home page shows.
const ON_HOME: usize = 6;
/// How many of the latest changes the page of changes shows; each policy's history has all.
const ON_CHANGES: usize = 200;

#[derive(Serialize)]
struct HomeView<'a> {
    chrome: Chrome,
    parts: Vec<Part>,
    /// The folders, to go to.
    jump: Vec<(String, String)>,
    /// What takes effect later.
    coming: Vec<Latest>,
    latest: Vec<Latest>,
    text_feed: &'static str,
    count: String,
    /// When something changed last.
    last: Option<String>,
    /// The published revision. It stands on this page alone: a commit changes the pages of what it changes.
    commit: &'a str,
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
    let last = latest(policies, 1, |version| version.class != Class::Error);
    // what only looks otherwise is in the list of all changes
    let latest = latest(policies, ON_HOME, |version| version.class == Class::Text);
    let last = last.first().map(|last| DateView::at(site, last.date(), messages).text().to_owned());
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
        coming: coming(site, policies, ON_HOME)
            .into_iter()
            .map(|one| Latest::coming(messages, routes::HOME, one))
            .collect(),
        latest: latest.map(|last| Latest::new(site, messages, routes::HOME, last)).collect(),
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
    let folder = site.catalog.folder(&policy.path);
    let is_above = policy.publisher.as_ref().is_some_and(|publisher| folder.starts_with(publisher.as_str()));
    PolicyView {
        // the folder stands above the list
        title: if is_above { policy.title.clone() } else { policy.name() },
        lang: policy.lang.to_string(),
        href: to(routes::current(&policy.id)),
        history: to(routes::history(&policy.id)),
        version: VersionView::new(site, messages, routes::HOME, policy, policy.current()),
        translations: translations
            .map(|p| (p.lang.to_string(), language_name(&p.lang, messages), to(routes::current(&p.id))))
            .collect(),
    }
}

#[derive(Serialize)]
struct ChangesView {
    chrome: Chrome,
    only: Vec<Choice>,
    /// What takes effect later.
    coming: Vec<Latest>,
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
    let versions = all.iter().filter_map(|one| one.version()).count();
    let older = (policies.iter().map(|p| p.versions.len()).sum::<usize>() - versions) as u32;
    let title = messages.text("recent-changes");
    let month = |one: &Happening<'_>| dates::month(one.date().date(&site.config.time_zone), &messages.lang);
    let view = ChangesView {
        chrome: Chrome::new(site, messages, routes::CHANGES, &title)
            .crumb(&messages.text("home"), Some(routes::relative(routes::CHANGES, routes::HOME)), None)
            .crumb(&title, None, None)
            .feeds(messages, routes::CHANGES, "", &site.title(messages)),
        only: Choice::all(messages, all.iter().filter_map(|one| one.version())),
        coming: coming(site, policies, ON_CHANGES)
            .into_iter()
            .map(|one| Latest::coming(messages, routes::CHANGES, one))
            .collect(),
        months: all
            .chunk_by(|a, b| month(a) == month(b))
            .map(|chunk| Month {
                name: month(&chunk[0]),
                changes: chunk.iter().map(|one| Latest::new(site, messages, routes::CHANGES, *one)).collect(),
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
