//! The pages that show all policies: home and recent changes.

use super::dates::{self, DateView};
use super::kinds::{self, Choice};
use super::latest::{Happening, Latest, coming, latest};
use super::lists::{Lists, Part, Way};
use super::messages::{Messages, number};
use super::month::{self, Year};
use super::months::Months;
use super::views::{Chrome, ScriptData};
use super::{Site, routes};
use crate::error::Result;
use crate::model::{Class, Policy};
use serde::Serialize;

/// How many of the latest changes the home page shows.
const ON_HOME: usize = 6;
/// How many of the latest changes the page of changes shows; the pages of months have all.
const ON_CHANGES: usize = 200;

#[derive(Serialize)]
struct HomeView<'a> {
    chrome: Chrome,
    parts: Vec<Part>,
    /// The folders, to go to.
    jump: Vec<(String, String)>,
    /// Where the policies are, if they are not here.
    ways: Vec<Way>,
    /// How many are withdrawn, if that does not stand in the list.
    gone: Option<String>,
    /// What takes effect later.
    coming: Vec<Latest>,
    latest: Vec<Latest>,
    text_feed: &'static str,
    /// The calendar of the days of effect, if there is one.
    calendar: Option<&'static str>,
    count: String,
    /// When something changed last.
    last: Option<String>,
    /// The published revision. It stands on this page alone: a commit changes the pages of what it changes.
    commit: &'a str,
}

pub(super) fn home(site: &Site<'_>, policies: &[Policy], lists: &Lists<'_>) -> Result<Vec<u8>> {
    let messages = site.messages(site.lang());
    let count = |key: &str, n: u32| messages.with(key, &[("n", number(n))]);
    let (parts, ways) = (lists.all(site, messages), lists.ways());
    let (standing, gone) = lists.counts();
    let last = latest(policies, 1, |version| version.class != Class::Error);
    // what only looks otherwise is in the list of all changes
    let latest = latest(policies, ON_HOME, |version| version.class == Class::Text);
    let last = last.first().map(|last| DateView::at(site, last.date(), messages).text().to_owned());
    let latest = latest.into_iter();
    let last = last.map(|date| messages.with("last-change", &[("date", date.into())]));
    let calendar = has_dates(site, policies).then_some(routes::DATES);
    let count_of_all = count("policy-count", standing);
    let view = HomeView {
        chrome: Chrome::new(site, messages, routes::HOME, "")
            .describe(&[&count_of_all, last.as_deref().unwrap_or_default()])
            .feeds(messages, routes::HOME, ("", true), &site.title(messages))
            .calendar(messages, calendar, &site.title(messages))
            .script(routes::LISTS_SCRIPT, routes::HOME)
            .data(&search_texts(messages))?,
        jump: parts.first().map(Part::folders).unwrap_or_default(),
        gone: Some(gone).filter(|gone| *gone > 0 && !ways.is_empty()).map(|gone| count("withdrawn-count", gone)),
        parts,
        ways,
        text_feed: routes::TEXT_FEED,
        calendar,
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

/// Whether there is a calendar of days of effect.
fn has_dates(site: &Site<'_>, policies: &[Policy]) -> bool {
    policies.iter().any(|policy| policy.announced(&site.config.time_zone).next().is_some())
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

#[derive(Serialize)]
struct ChangesView {
    chrome: Chrome,
    only: Vec<Choice>,
    /// What takes effect later.
    coming: Vec<Latest>,
    months: Vec<Month>,
    text_feed: String,
    /// The calendar of the days of effect, if there is one.
    calendar: Option<String>,
    /// All months by year.
    years: Vec<Year>,
}

/// The changes of a month, newest first.
#[derive(Serialize)]
struct Month {
    /// Which kinds of versions are in it, as classes of its element.
    kinds: String,
    name: String,
    changes: Vec<Latest>,
}

pub(super) fn changes(site: &Site<'_>, policies: &[Policy], months: &Months<'_>) -> Result<Vec<u8>> {
    let messages = site.messages(site.lang());
    let all = latest(policies, ON_CHANGES, |_| true);
    let title = messages.text("recent-changes");
    let month = |one: &Happening<'_>| dates::month(one.date().date(&site.config.time_zone), &messages.lang);
    let calendar = has_dates(site, policies).then(|| routes::relative(routes::CHANGES, routes::DATES));
    let view = ChangesView {
        chrome: Chrome::new(site, messages, routes::CHANGES, &title)
            .crumb(&title, None, None)
            .feeds(messages, routes::CHANGES, ("", true), &site.title(messages))
            .calendar(messages, calendar.as_deref(), &site.title(messages)),
        only: Choice::all(messages, all.iter().filter_map(|one| one.version())),
        coming: coming(site, policies, ON_CHANGES)
            .into_iter()
            .map(|one| Latest::coming(messages, routes::CHANGES, one))
            .collect(),
        months: all
            .chunk_by(|a, b| month(a) == month(b))
            .map(|chunk| Month {
                kinds: kinds::of(chunk.iter().filter_map(|one| one.version())),
                name: month(&chunk[0]),
                changes: chunk.iter().map(|one| Latest::new(site, messages, routes::CHANGES, *one)).collect(),
            })
            .collect(),
        text_feed: routes::relative(routes::CHANGES, routes::TEXT_FEED),
        calendar,
        years: month::years(messages, months, routes::CHANGES),
    };
    site.theme.render("changes.html", messages, &view, None)
}
