//! Calendars (RFC 5545) of the days from which versions hold that were published before: of each policy that has such days,
//! and of all.
//!
//! Nothing in them depends on the day on which they are made: days that are over stay, for a subscriber has seen them. They
//! are written here: the crates for it bring a second library for dates along, and stamp events with the time of writing.

use super::maker::Maker;
use super::messages::{Messages, number};
use super::site::Site;
use super::{routes, urn};
use crate::model::{Date, Digest, Holding, Origin, Policy, Timestamp, Version, Zone};
use crate::places::{OfPolicy, OfSite, beginning};
use crate::showable::plain;
use crate::store;

/// The most days in the calendar of all policies, the latest.
const MOST: usize = 500;
/// The most bytes of a line, without its end.
const LINE: usize = 75;

/// A day from which a version holds.
#[derive(Clone, Copy)]
struct Day<'a> {
    policy: &'a Policy,
    version: &'a Version,
    held: Holding,
}

/// The days of `policy`, the earliest first.
fn days<'a>(policy: &'a Policy, zone: &'a Zone) -> Vec<Day<'a>> {
    let mut days: Vec<Day<'_>> = policy.announced(zone).map(|(version, held)| Day { policy, version, held }).collect();
    days.sort_by_key(|day| (day.held.from, day.version.number));
    days
}

/// The days of all `policies`.
fn all_days<'a>(site: &'a Site<'_>, policies: &'a [Policy]) -> Vec<Day<'a>> {
    let mut days: Vec<Day<'_>> = policies.iter().flat_map(|policy| days(policy, &site.config.time_zone)).collect();
    days.sort_by_key(|day| (day.held.from, &day.policy.id, day.version.number));
    days.split_off(days.len().saturating_sub(MOST))
}

/// A digest of all that the calendar of a policy has; `None` if there is no day for it.
pub(super) fn key(site: &Site<'_>, policy: &Policy) -> Option<Digest> {
    key_of(site, &days(policy, &site.config.time_zone))
}

/// A digest of all that the calendar of all policies has; `None` if there is no day for it.
pub(super) fn key_of_all(site: &Site<'_>, policies: &[Policy]) -> Option<Digest> {
    key_of(site, &all_days(site, policies))
}

fn key_of(site: &Site<'_>, days: &[Day<'_>]) -> Option<Digest> {
    let told = |Day { policy, version, held }: &Day<'_>| {
        let name = policy.name_in(version.number);
        (policy.id.clone(), version.commit.clone(), name, held.from, by_text(held), policy.lang.clone())
    };
    (!days.is_empty()).then(|| store::key(&(site.key, "dates", days.iter().map(told).collect::<Vec<_>>())))
}

fn by_text(held: &Holding) -> bool {
    held.by.is_some_and(|stated| stated.origin == Origin::Text)
}

/// The calendar of one policy, at `path`.
pub(super) fn of_policy(maker: &Maker<'_>, path: &str) -> Vec<u8> {
    let days = days(maker.policy, &maker.site.config.time_zone);
    written(maker.site, maker.messages, (path, &maker.policy.name()), &days)
}

/// The calendar of all.
pub(super) fn of_site(site: &Site<'_>, policies: &[Policy]) -> Vec<u8> {
    let messages = site.messages(site.lang());
    written(site, messages, (OfSite::Dates.name(), &site.title(messages)), &all_days(site, policies))
}

/// Whether there is a calendar of days of effect.
pub(super) fn has_dates(site: &Site<'_>, policies: &[Policy]) -> bool {
    policies.iter().any(|policy| policy.announced(&site.config.time_zone).next().is_some())
}

impl Maker<'_> {
    /// The calendar of the policy as seen from the page at `path`, if there is one.
    pub(super) fn calendar(&self, path: &str) -> Option<String> {
        let has_days = self.policy.announced(&self.site.config.time_zone).next().is_some();
        has_days.then(|| routes::relative(path, &routes::of(&self.policy.id, OfPolicy::Dates)))
    }
}

fn written(site: &Site<'_>, messages: &Messages, (path, title): (&str, &str), days: &[Day<'_>]) -> Vec<u8> {
    let mut calendar = Calendar::default();
    calendar.line("BEGIN", "VCALENDAR");
    calendar.line("VERSION", "2.0");
    calendar.line("PRODID", concat!("-//promulgate//promulgate ", env!("CARGO_PKG_VERSION"), "//EN"));
    calendar.line("CALSCALE", "GREGORIAN");
    let name = text(&format!("{title} · {}", messages.text("calendar")));
    calendar.line("NAME", &name); // RFC 7986
    calendar.line("X-WR-CALNAME", &name); // what most programs read
    for Day { policy, version, held } in days {
        let n = version.number;
        let key = if by_text(held) { "calendar-said" } else { "calendar-effect" };
        let said = messages.with(key, &[("policy", policy.name_in(n).into()), ("n", number(n.get()))]);
        calendar.line("BEGIN", "VEVENT");
        calendar.line("UID", &urn::of_effect(policy, version));
        calendar.line("DTSTAMP", &instant(version.published));
        calendar.line("DTSTART;VALUE=DATE", &day(held.from));
        calendar.line("SUMMARY", &text(&said));
        let note = version.note.explanation(&messages.lang);
        if !note.is_empty() {
            calendar.line("DESCRIPTION", &text(note));
        }
        if site.config.base_url.is_some() {
            calendar.line("URL", &site.public(path, &routes::version(&policy.id, n)));
        }
        calendar.line("TRANSP", "TRANSPARENT"); // nobody is busy by it
        calendar.line("END", "VEVENT");
    }
    calendar.line("END", "VCALENDAR");
    calendar.0.into_bytes()
}

/// An instant as RFC 5545 section 3.3.5 has it in UTC.
fn instant(at: Timestamp) -> String {
    at.to_string().replace(['-', ':'], "")
}

fn day(date: Date) -> String {
    date.to_string().replace('-', "")
}

/// A text as RFC 5545 section 3.3.11 has it.
fn text(value: &str) -> String {
    let value = plain(value).replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,");
    value.replace("\r\n", "\\n").replace(['\n', '\r'], "\\n")
}

/// Lines, ended and folded as RFC 5545 section 3.1 has it.
#[derive(Default)]
struct Calendar(String);

impl Calendar {
    fn line(&mut self, name: &str, value: &str) {
        let line = format!("{name}:{value}");
        let (mut rest, mut room) = (line.as_str(), LINE);
        while rest.len() > room {
            let piece = beginning(rest, room);
            self.0.push_str(piece);
            self.0.push_str("\r\n ");
            (rest, room) = (&rest[piece.len()..], LINE - 1);
        }
        self.0.push_str(rest);
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_letters() {
        let mut calendar = Calendar::default();
        let value = "นโยบาย ".repeat(20);
        calendar.line("SUMMARY", &value);
        let lines: Vec<&str> = calendar.0.split_terminator("\r\n").collect();
        assert!(lines.len() > 3 && lines.iter().all(|line| line.len() <= LINE), "{lines:?}");
        assert!(lines[1..].iter().all(|line| line.starts_with(' ')));
        assert_eq!(calendar.0.replace("\r\n ", ""), format!("SUMMARY:{value}\r\n"));
    }

    #[test]
    fn texts_are_escaped() {
        assert_eq!(text("a, b; c\\d\ne\u{7}"), format!("a\\, b\\; c\\\\d\\ne{}", plain("\u{7}")));
        assert_eq!(instant(Timestamp::from_unix(1_700_000_000)), "20231114T221320Z");
    }
}
