//! The page of a month over all policies: what happened, by day, the newest first.

use super::chrome::Chrome;
use super::dates::{self, DateView};
use super::kinds::{self, Choice};
use super::latest::{Happening, Latest};
use super::messages::{Messages, number};
use super::months::{Item, Months};
use super::routes;
use super::site::Site;
use super::summary::Told;
use crate::error::Result;
use crate::model::{Policy, Version, VersionNumber};
use serde::Serialize;
use std::ops::Range;

/// How many policies of which the first version came are named; of more the way to all policies stands.
const NAMED: usize = 200;

#[derive(Serialize)]
struct MonthView {
    chrome: Chrome,
    title: String,
    /// How much happened; of a page that stays its title says which part it has.
    count: Option<String>,
    /// The month before, and the one after.
    previous: Option<Way>,
    next: Option<Way>,
    /// Where all months are.
    all: String,
    /// The pages with what happened earlier, the newest first; of a page of these the one before it.
    older: Vec<Way>,
    /// The page with what happened later in the month, if this is not the newest.
    newer: Option<String>,
    only: Vec<Choice>,
    days: Vec<Day>,
}

#[derive(Serialize)]
struct Way {
    href: String,
    text: String,
}

#[derive(Serialize)]
struct Day {
    /// Which kinds of versions are in it, as classes of its element.
    kinds: String,
    name: String,
    changes: Vec<Latest>,
    begun: Option<Begun>,
}

/// The first versions of a day.
#[derive(Serialize)]
struct Begun {
    text: String,
    /// Empty where they are too many.
    policies: Vec<Named>,
    home: String,
}

/// A policy of which the first version came.
#[derive(Serialize)]
struct Named {
    name: String,
    lang: String,
    href: String,
}

/// The page of the part at `ix` of its month.
pub(super) fn page(site: &Site<'_>, months: &Months<'_>, ix: usize) -> Result<Vec<u8>> {
    let messages = site.messages(site.lang());
    let place = months.place(ix).path();
    let (path, sheet) = (place.as_str(), months.sheets[ix]);
    let to = |ix: usize| routes::relative(path, months.place(ix).path().as_str());
    let name = |month: usize| dates::month(months.all[month].0.first(), &messages.lang);
    let way = |month: usize| Way { href: to(months.newest_of(month)), text: name(month) };
    let range = |ix: usize| Way { href: to(ix), text: said_range(messages, &months.range(ix)) };
    let (month, is_newest) = (name(sheet.month), sheet.number.is_none());
    let items = months.items(ix);
    let all = routes::relative(path, routes::CHANGES);
    let title = if is_newest { month.clone() } else { format!("{month} · {}", range(ix).text) };
    let mut chrome = Chrome::new(site, messages, path, &format!("{} · {title}", messages.text("changes")))
        .feeds(messages, path, ("", true), &site.title(messages))
        .crumb(&messages.text("recent-changes"), Some(all.clone()), None);
    if !is_newest {
        chrome = chrome.crumb(&month, Some(to(months.newest_of(sheet.month))), None).noindex(true);
    }
    let here = if is_newest { title.clone() } else { range(ix).text };
    let older = (0..ix).rev().take_while(|before| months.sheets[*before].month == sheet.month);
    let neighbour = |month: Option<usize>| month.filter(|month| is_newest && *month < months.all.len()).map(way);
    let view = MonthView {
        chrome: chrome.crumb(&here, None, None),
        title,
        count: is_newest.then(|| messages.with("month-changes", &[("n", number(months.count(sheet.month) as u32))])),
        previous: neighbour(sheet.month.checked_sub(1)),
        next: neighbour(Some(sheet.month + 1)),
        all,
        older: older.take(if is_newest { usize::MAX } else { 1 }).map(range).collect(),
        newer: (!is_newest).then(|| to(ix + 1)),
        only: Choice::all(messages, items.iter().flat_map(versions)),
        days: days(site, messages, path, items),
    };
    site.theme.render("month.html", messages, &view, None)
}

/// The places of some items in their month, in words.
fn said_range(messages: &Messages, range: &Range<usize>) -> String {
    messages.with("change-range", &[("from", number(range.start as u32 + 1)), ("to", number(range.end as u32))])
}

/// The versions of which an item tells.
fn versions<'i>(item: &'i Item<'_>) -> Vec<&'i Version> {
    match item {
        Item::One(happening) => happening.version().into_iter().collect(),
        Item::Begun(policies) => policies.iter().map(|policy| &*policy.versions[0]).collect(),
    }
}

fn days(site: &Site<'_>, messages: &Messages, path: &str, items: &[Item<'_>]) -> Vec<Day> {
    let day = |item: &Item<'_>| item.date().date(&site.config.time_zone);
    let told = Told::default();
    let ones = |items: &[Item<'_>]| -> Vec<Latest> {
        let ones = items.iter().rev().filter_map(|item| match item {
            Item::One(happening) => Some(*happening),
            Item::Begun(_) => None,
        });
        ones.map(|one: Happening<'_>| Latest::lasting(site, messages, path, (one, &told))).collect()
    };
    let begun = |items: &[Item<'_>]| {
        items.iter().find_map(|item| match item {
            Item::One(_) => None,
            Item::Begun(policies) => Some(begun(messages, path, policies)),
        })
    };
    let days = items.chunk_by(|a, b| day(a) == day(b)).rev();
    days.map(|items| Day {
        kinds: kinds::of(items.iter().flat_map(versions)),
        name: DateView::of(day(&items[0]), messages).text().to_owned(),
        changes: ones(items),
        begun: begun(items),
    })
    .collect()
}

fn begun(messages: &Messages, path: &str, policies: &[&Policy]) -> Begun {
    let first = VersionNumber::at(0);
    let named = |policy: &&Policy| Named {
        name: policy.name_in(first),
        lang: policy.lang.to_string(),
        href: routes::relative(path, &routes::version(&policy.id, first)),
    };
    Begun {
        text: messages.with("policies-begun", &[("n", number(policies.len() as u32))]),
        policies: if policies.len() > NAMED { Vec::new() } else { policies.iter().map(named).collect() },
        home: routes::relative(path, routes::HOME),
    }
}

/// A year in the list of all months.
#[derive(Serialize)]
pub(super) struct Year {
    name: String,
    count: usize,
    months: Vec<Counted>,
}

#[derive(Serialize)]
struct Counted {
    text: String,
    href: String,
    count: usize,
}

/// All months by year, the newest first, as seen from the page at `path`.
pub(super) fn years(messages: &Messages, months: &Months<'_>, path: &str) -> Vec<Year> {
    let all: Vec<usize> = (0..months.all.len()).rev().collect();
    let year = |month: usize| months.all[month].0.year;
    let counted = |month: &usize| Counted {
        text: dates::month(months.all[*month].0.first(), &messages.lang),
        href: routes::relative(path, months.place(months.newest_of(*month)).path().as_str()),
        count: months.count(*month),
    };
    all.chunk_by(|a, b| year(*a) == year(*b))
        .map(|some| Year {
            name: dates::year(year(some[0]), &messages.lang),
            count: some.iter().map(|month| months.count(*month)).sum(),
            months: some.iter().map(counted).collect(),
        })
        .collect()
}
