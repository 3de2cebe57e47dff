//! Recent changes over all policies.

use super::calendar::has_dates;
use super::checkpoint::LedgerView;
use super::chrome::Chrome;
use super::dates;
use super::kinds::{self, Choice};
use super::latest::{Happening, Latest, coming, latest};
use super::month::{self, Year};
use super::months::Months;
use super::routes;
use super::site::Site;
use crate::error::Result;
use crate::model::Policy;
use serde::Serialize;

/// How many of the latest changes the page of changes shows; the pages of months have all.
const ON_CHANGES: usize = 200;

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
    /// The ledger as it is now.
    ledger: Option<LedgerView>,
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
        ledger: site.ledger_view(messages, routes::CHANGES),
    };
    site.theme.render("changes.html", messages, &view, None)
}
