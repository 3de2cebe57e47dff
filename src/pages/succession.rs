//! Which version held until when: what the page of a text says of the version that took its place, and of the versions that
//! hold until its own day of effect.

use super::dates::DateView;
use super::maker::Maker;
use super::{routes, sections};
use crate::model::{Date, Holding, Origin, Version, VersionNumber};
use serde::Serialize;

/// The version that took another one's place.
#[derive(Serialize)]
pub(super) struct Superseded {
    /// Whether the other one holds only from a later day on than that of its publication.
    later: bool,
    /// The day from which the other one holds.
    until: DateView,
    text: String,
    by: String,
    href: String,
    changes: String,
    /// The numbers of the sections below its headings, as the current text's page names them.
    sections: String,
}

/// A version that takes effect after it was published.
#[derive(Serialize)]
pub(super) struct Upcoming {
    date: DateView,
    text: String,
    /// The versions that hold until then, the latest last.
    until: Vec<Until>,
}

/// A version that holds until another one takes effect.
#[derive(Serialize)]
struct Until {
    text: String,
    name: String,
    href: String,
}

impl Maker<'_> {
    /// That `next` took the place of `version`: at once, or on the later day from which it holds.
    pub(super) fn superseded(&self, version: &Version, next: &Version, path: &str) -> Superseded {
        let (id, zone) = (&self.policy.id, &self.site.config.time_zone);
        let (held, then, published) = (version.holding(zone), next.holding(zone), next.published.date(zone));
        let later = then.from > published && then.from > held.from;
        let key = match held.from > published {
            _ if later => "superseded-later",
            true => "superseded-before",
            false => "superseded-on",
        };
        let day = |date| DateView::of(date, self.messages).text().to_owned().into();
        Superseded {
            later,
            until: DateView::of(then.from, self.messages),
            text: self.messages.with(key, &[("date", day(published)), ("effective", day(then.from))]),
            by: self.name(next.number),
            href: routes::relative(path, &routes::version(id, next.number)),
            changes: routes::relative(path, &routes::changes(id, next.number)),
            sections: sections::numbers(self, version.number),
        }
    }

    /// Set for a version that was published before it takes effect, unless another one took its place before, or the
    /// policy was withdrawn.
    pub(super) fn upcoming(&self, version: &Version, path: &str) -> Option<Upcoming> {
        let zone = &self.site.config.time_zone;
        let held = version.holding(zone);
        let next = self.policy.version(VersionNumber::at(version.number.index() + 1));
        let replaced = next.is_some_and(|next| next.holding(zone).from <= held.from);
        let ended = self.policy.withdrawn_after(version.number).is_some_and(|gone| gone.date.date(zone) <= held.from);
        let stated = held.by.filter(|_| held.from > version.published.date(zone) && !replaced && !ended)?;
        let key = if stated.origin == Origin::Text { "upcoming-said" } else { "upcoming" };
        let date = DateView::of(held.from, self.messages);
        Some(Upcoming {
            text: self.messages.with(key, &[("date", date.text().to_owned().into())]),
            date,
            until: self.until(version, held.from, path),
        })
    }

    /// The versions that hold from the publication of `version` until `day`.
    fn until(&self, version: &Version, day: Date, path: &str) -> Vec<Until> {
        let zone = &self.site.config.time_zone;
        let published = version.published.date(zone);
        let (mut holders, mut last) = (Vec::new(), day.before());
        while let Some(holder) = self.policy.holder(version.number, last, zone).filter(|_| last >= published) {
            holders.push(holder);
            last = holder.from.before();
        }
        holders.iter().rev().map(|holder| self.holds(holder, published, path)).collect()
    }

    fn holds(&self, holder: &Holding, published: Date, path: &str) -> Until {
        let key = match holder.by {
            _ if holder.from > published => "until-from",
            Some(stated) if stated.origin != Origin::Text => "until-then",
            _ => "until-published",
        };
        let date = DateView::of(holder.from, self.messages);
        Until {
            text: self.messages.with(key, &[("date", date.text().to_owned().into())]),
            name: self.name(holder.number),
            href: routes::relative(path, &routes::version(&self.policy.id, holder.number)),
        }
    }
}
