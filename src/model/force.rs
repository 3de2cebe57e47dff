//! Decides which version was in force, or published, on a day; nothing else decides it. `force.js` is its twin in the
//! page.
//!
//! Every version is *published* on the day of its commit. It has at most one effective date, with its origin: trailers
//! of its commits, or a value of the front matter, belong to the version that introduced them; a line of the text is
//! evidence of a third kind, and is only ever shown as what *the text says*. A version applies from the later of the
//! two days on. A version without a date of its own that is published while the date of the previous version is still
//! ahead takes effect with it, as long as nothing withdraws that date; one that only changes the date of that text
//! postpones it. *In force* is used only where an effective date is stated; all other versions are called published.
//! No clock is read: days are compared with days.

use super::{Date, Policy, Stated, Version, VersionNumber, Withdrawal, Zone};
use std::sync::Arc;

/// A version, and from when on it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holding {
    /// The version.
    pub number: VersionNumber,
    /// The first day on which it holds: the later of published and effective.
    pub from: Date,
    /// What states its day of effect; `None` if it was published and no more is known.
    pub by: Option<Stated>,
}

/// What is known of a policy on a day, of all that was published when it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnDay {
    /// Its first version was published later.
    Nothing {
        /// On this day.
        first: Date,
    },
    /// It was withdrawn.
    Withdrawn {
        /// The last version before that.
        last: VersionNumber,
    },
    /// The latest version that was published by then held, or, if nothing states its day of effect, was published.
    Holds(Holding),
    /// The latest version that was published by then was not in force yet.
    NotYet {
        /// It.
        latest: Holding,
        /// What held in its place.
        until: Option<Holding>,
    },
}

impl Version {
    /// The day of effect that this version was given.
    pub fn effective(&self) -> Option<Stated> {
        self.dates.given.filter(|stated| stated.since == self.number)
    }

    /// The day of effect that its text states and that came, or changed, with it.
    pub fn said(&self) -> Option<Stated> {
        self.dates.text.filter(|stated| stated.since == self.number)
    }

    /// From when on it holds, as far as it is stated.
    pub fn holding(&self, zone: &Zone) -> Holding {
        let published = self.published.date(zone);
        let ahead = |stated: &Stated| stated.date > published;
        let carried = || self.dates.given.filter(ahead).or(self.dates.text.filter(ahead));
        let stated = self.effective().or(self.said()).or_else(carried);
        let from = stated.map_or(published, |stated| stated.date.max(published));
        Holding { number: self.number, from, by: stated }
    }
}

impl Policy {
    /// What was known of it on `day`.
    pub fn on(&self, day: Date, zone: &Zone) -> OnDay {
        // what counts is the order of publication, even where dates run backwards
        let Some(latest) = self.versions.iter().rev().find(|v| v.published.date(zone) <= day) else {
            return OnDay::Nothing { first: self.versions[0].published.date(zone) };
        };
        if self.withdrawn_after(latest.number).is_some_and(|gone| gone.date.date(zone) <= day) {
            return OnDay::Withdrawn { last: latest.number };
        }
        let held = latest.holding(zone);
        if held.from <= day {
            OnDay::Holds(held)
        } else {
            OnDay::NotYet { latest: held, until: self.holder(latest.number, day, zone) }
        }
    }

    /// The newest version before `number` that held on `day`; none from before a withdrawal.
    pub fn holder(&self, number: VersionNumber, day: Date, zone: &Zone) -> Option<Holding> {
        let back = self.versions[..=number.index()].iter().rev();
        let mut standing = back.scan(false, |ended, version| {
            let now = !std::mem::replace(ended, *ended || version.returned_after.is_some());
            now.then_some(version)
        });
        standing.find_map(|v| {
            let held = v.holding(zone);
            let holds = held.from <= day && v.published.date(zone) <= day && !self.is_put_off(v, zone);
            (v.number != number && holds).then_some(held)
        })
    }

    /// Whether the next version gave its text another day, before it took effect.
    pub fn is_put_off(&self, version: &Version, zone: &Zone) -> bool {
        is_put_off(&self.versions, version, zone)
    }

    /// The versions that were published before the day from which they hold: but for those that never held, or not from
    /// then on, as another took their place, their day was put off, or the policy was withdrawn.
    pub fn announced<'a>(&'a self, zone: &'a Zone) -> impl Iterator<Item = (&'a Version, Holding)> {
        announced(&self.versions, self.withdrawn.as_ref(), zone)
    }

    /// Those that were [`announced`](Self::announced) as far as it was known when the first `count` versions were there.
    pub fn announced_by<'a>(&'a self, count: usize, zone: &'a Zone) -> impl Iterator<Item = (&'a Version, Holding)> {
        announced(&self.versions[..count], None, zone)
    }

    /// The withdrawal that ended version `number`.
    pub fn withdrawn_after(&self, number: VersionNumber) -> Option<&Withdrawal> {
        match self.versions.get(number.index() + 1) {
            Some(next) => next.returned_after.as_ref(),
            None => self.withdrawn.as_ref(),
        }
    }
}

fn is_put_off(versions: &[Arc<Version>], version: &Version, zone: &Zone) -> bool {
    let next = versions.get(version.number.index() + 1);
    next.is_some_and(|next| next.dates.moved && version.holding(zone).from > next.published.date(zone))
}

fn announced<'a>(
    versions: &'a [Arc<Version>],
    withdrawn: Option<&'a Withdrawal>,
    zone: &'a Zone,
) -> impl Iterator<Item = (&'a Version, Holding)> {
    let replaced = |ix: usize, from: Date| {
        let later = versions[ix + 1..].iter();
        later.take_while(|v| v.returned_after.is_none()).any(|v| v.holding(zone).from <= from)
    };
    // the first withdrawal after the version
    let ended = move |ix: usize| versions[ix + 1..].iter().find_map(|v| v.returned_after.as_ref()).or(withdrawn);
    // nothing states a day of most
    let stated = versions.iter().enumerate().filter(|(_, v)| v.dates.given.is_some() || v.dates.text.is_some());
    stated.filter_map(move |(ix, version)| {
        let held = version.holding(zone);
        if held.from <= version.published.date(zone) || is_put_off(versions, version, zone) || replaced(ix, held.from) {
            return None;
        }
        let gone = ended(ix).is_some_and(|gone| gone.date.date(zone) <= held.from);
        (!gone).then_some((&**version, held))
    })
}
