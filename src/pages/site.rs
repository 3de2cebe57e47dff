//! The pages that show all policies: home, recent changes, "not found".

use super::maker::language_name;
use super::messages::Messages;
use super::views::{Chrome, VersionView, number};
use super::{Site, routes};
use crate::error::Result;
use crate::model::{Policy, Version};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many of the latest changes the home page shows.
const ON_HOME: usize = 8;
/// How many of the latest changes the page of changes shows; each policy's history has all.
const ON_CHANGES: usize = 200;

/// The latest `count` versions of all policies, newest first; of one commit, by policy.
pub(super) fn latest(policies: &[Policy], count: usize) -> Vec<(&Policy, &Version)> {
    let newer = |(p, v): &(&Policy, &Version), (q, w): &(&Policy, &Version)| (w.order, &p.id).cmp(&(v.order, &q.id));
    let mut all: Vec<(&Policy, &Version)> =
        policies.iter().flat_map(|p| p.versions.iter().rev().take(count).map(move |v| (p, &**v))).collect();
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
    latest: Vec<VersionView>,
    count: String,
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
    let groups = |chosen: &[&Policy]| -> Vec<Group> {
        let mut folders: BTreeMap<String, Vec<PolicyView>> = BTreeMap::new();
        for policy in chosen {
            let folder = site.catalog.folder(&policy.path);
            folders.entry(folder).or_default().push(policy_view(site, messages, policy, policies));
        }
        folders.into_iter().map(|(name, policies)| Group { name, policies }).collect()
    };
    let count = |key: &str, chosen: &[&Policy]| messages.with(key, &[("n", number(chosen.len() as u32))]);
    let mut parts = vec![Part { summary: None, groups: groups(&standing) }];
    if !gone.is_empty() {
        parts.push(Part { summary: Some(count("withdrawn-count", &gone)), groups: groups(&gone) });
    }
    let latest = latest(policies, ON_HOME).into_iter();
    let view = HomeView {
        chrome: Chrome::new(site, messages, routes::HOME, "")
            .feed("application/atom+xml", "feed.xml".into(), &site.title(messages))
            .feed("application/feed+json", "feed.json".into(), &site.title(messages)),
        parts,
        latest: latest.map(|(p, v)| VersionView::new(site, messages, routes::HOME, p, v)).collect(),
        commit: site.commit.short(),
        count: count("policy-count", &standing),
    };
    site.theme.render("home.html", messages, &view, None)
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
    changes: Vec<VersionView>,
    older: Option<String>,
}

pub(super) fn changes(site: &Site<'_>, policies: &[Policy]) -> Result<Vec<u8>> {
    let messages = site.messages(site.lang());
    let all = latest(policies, ON_CHANGES);
    let older = (policies.iter().map(|p| p.versions.len()).sum::<usize>() - all.len()) as u32;
    let title = messages.text("recent-changes");
    let view = ChangesView {
        chrome: Chrome::new(site, messages, routes::CHANGES, &title)
            .crumb(&messages.text("home"), Some(routes::relative(routes::CHANGES, routes::HOME)), None)
            .crumb(&title, None, None)
            .feed("application/atom+xml", routes::relative(routes::CHANGES, "feed.xml"), &site.title(messages)),
        changes: all.into_iter().map(|(p, v)| VersionView::new(site, messages, routes::CHANGES, p, v)).collect(),
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
    let chrome = Chrome::new(site, messages, "404.html", &messages.text("not-found")).noindex(true);
    let chrome = match &site.config.base_url {
        Some(base) => chrome.rooted(base),
        None => chrome,
    };
    site.theme.render("404.html", messages, &NotFoundView { chrome }, None)
}
