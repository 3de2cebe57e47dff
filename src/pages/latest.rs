//! What happened last to all policies: versions and withdrawals, as lists of several policies show them.

use super::dates::DateView;
use super::messages::{Messages, number};
use super::routes;
use super::site::Site;
use super::summary::{self, Line, Told};
use super::views::{self, VersionView};
use crate::model::{Class, Date, Holding, Policy, PolicyId, Timestamp, Version, VersionNumber, Withdrawal};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many facts that changed lists of the latest changes name for each.
const FACTS: usize = 2;
/// How many lines of what changed the page of a month has for each.
const LINES: usize = 3;
/// How many policies that were published first on one day stand in a list one by one; more are one line.
const ONE_BY_ONE: usize = 3;
/// How many days on which policies were published first a list tells of.
const DAYS: usize = 3;

/// Something that happened to a policy.
#[derive(Clone, Copy)]
pub(super) enum Happening<'a> {
    Version(&'a Policy, &'a Version),
    Withdrawal(&'a Policy, &'a Withdrawal),
}

impl<'a> Happening<'a> {
    pub(super) fn date(self) -> Timestamp {
        match self {
            Self::Version(_, version) => version.published,
            Self::Withdrawal(_, withdrawal) => withdrawal.date,
        }
    }

    pub(super) fn policy(self) -> &'a Policy {
        match self {
            Self::Version(policy, _) | Self::Withdrawal(policy, _) => policy,
        }
    }

    /// The version that came, or the one that was withdrawn.
    pub(super) fn number(self) -> VersionNumber {
        match self {
            Self::Version(_, version) => version.number,
            Self::Withdrawal(policy, withdrawal) => policy.withdrawn_version(withdrawal),
        }
    }

    /// The place on the published line.
    pub(super) fn order(self) -> usize {
        match self {
            Self::Version(_, version) => version.order,
            Self::Withdrawal(_, withdrawal) => withdrawal.order,
        }
    }

    pub(super) fn version(self) -> Option<&'a Version> {
        match self {
            Self::Version(_, version) => Some(version),
            Self::Withdrawal(..) => None,
        }
    }

    /// The place on the published line, the newest first, and of one commit by policy.
    fn key(&self) -> (std::cmp::Reverse<usize>, &'a PolicyId) {
        (std::cmp::Reverse(self.order()), &self.policy().id)
    }
}

/// The last `count` things that happened to all policies, newest first: versions that are `wanted`, and withdrawals.
pub(super) fn latest<'a>(
    policies: impl IntoIterator<Item = &'a Policy>,
    count: usize,
    wanted: impl Fn(&Version) -> bool,
) -> Vec<Happening<'a>> {
    let mut all: Vec<Happening<'_>> = Vec::new();
    for policy in policies {
        let versions = policy.versions.iter().rev().map(|v| &**v).filter(|v| wanted(v));
        all.extend(versions.take(count).map(|v| Happening::Version(policy, v)));
        all.extend(policy.withdrawals().map(|w| Happening::Withdrawal(policy, w)));
    }
    if all.len() > count {
        all.select_nth_unstable_by(count, |a, b| a.key().cmp(&b.key()));
        all.truncate(count);
    }
    all.sort_by(|a, b| a.key().cmp(&b.key()));
    all
}

/// The days on which policies were published first, the newest first, with these policies: of `policies` those whose first
/// version came after the commit at the place `after`.
fn firsts<'a>(site: &Site<'_>, policies: &[&'a Policy], after: Option<usize>) -> Vec<(Date, Vec<&'a Policy>)> {
    let mut days: BTreeMap<Date, Vec<&Policy>> = BTreeMap::new();
    for policy in policies.iter().filter(|policy| after.is_none_or(|place| policy.versions[0].order > place)) {
        days.entry(policy.versions[0].published.date(&site.config.time_zone)).or_default().push(policy);
    }
    days.into_iter().rev().take(DAYS).collect()
}

/// The day on which something happened last to one of `policies`.
pub(super) fn last_day<'a>(site: &Site<'_>, policies: impl IntoIterator<Item = &'a Policy>) -> Option<Date> {
    let dates =
        |policy: &'a Policy| policy.withdrawals().map(|w| w.date).chain(policy.versions.iter().map(|v| v.published));
    policies.into_iter().flat_map(dates).map(|at| at.date(&site.config.time_zone)).max()
}

/// The versions that take effect after all that happened, the next first, and at most `count`: a page says of no day that it
/// is to come but from the dates of commits.
pub(super) fn coming<'a>(
    site: &'a Site<'_>,
    policies: impl IntoIterator<Item = &'a Policy> + Clone,
    count: usize,
) -> Vec<(&'a Policy, &'a Version, Holding)> {
    let zone = &site.config.time_zone;
    let Some(last) = last_day(site, policies.clone()) else { return Vec::new() };
    let announced =
        policies.into_iter().flat_map(|policy| policy.announced(zone).map(move |(v, held)| (policy, v, held)));
    let mut coming: Vec<_> = announced.filter(|(_, _, held)| held.from > last).collect();
    coming.sort_by_key(|(policy, version, held)| (held.from, &policy.id, version.number));
    coming.truncate(count);
    coming
}

/// Something in a list of what happened last.
#[derive(Default, Serialize)]
pub(super) struct Latest {
    #[serde(flatten)]
    version: Option<VersionView>,
    /// The first of the facts that it changed.
    facts: Vec<Line>,
    withdrawal: Option<WithdrawalView>,
    coming: Option<ComingView>,
    firsts: Option<FirstsView>,
}

/// Many policies that were published first on one day.
#[derive(Serialize)]
struct FirstsView {
    text: String,
    href: String,
}

/// A version that takes effect later.
#[derive(Serialize)]
struct ComingView {
    policy: String,
    lang: String,
    href: String,
    name: String,
    /// The name of the words before the day.
    key: String,
    date: DateView,
}

#[derive(Serialize)]
struct WithdrawalView {
    policy: String,
    lang: String,
    href: String,
    date: DateView,
    note: String,
}

impl Latest {
    pub(super) fn new(site: &Site<'_>, messages: &Messages, from: &str, happening: Happening<'_>) -> Self {
        match happening {
            Happening::Version(policy, version) => {
                let page = routes::relative(from, &routes::changes(&policy.id, version.number));
                let facts = summary::facts(version, &page, messages).take(FACTS).collect();
                let version = VersionView::new(site, messages, from, policy, version);
                Self { version: Some(version), facts, ..Self::default() }
            }
            Happening::Withdrawal(policy, withdrawal) => {
                let view = WithdrawalView {
                    policy: policy.name(),
                    lang: policy.lang.to_string(),
                    href: routes::relative(from, &routes::current(&policy.id)),
                    date: DateView::at(site, withdrawal.date, messages),
                    note: views::reason(messages, withdrawal),
                };
                Self { withdrawal: Some(view), ..Self::default() }
            }
        }
    }

    /// As it is told on a page that stays, where so much is `told` above: the policy has the name that it had then.
    pub(super) fn lasting(
        site: &Site<'_>,
        messages: &Messages,
        from: &str,
        (happening, told_above): (Happening<'_>, &Told),
    ) -> Self {
        let mut told = Self::new(site, messages, from, happening);
        let policy = happening.policy();
        let name = policy.name_in(happening.number());
        if let Some(version) = happening.version() {
            let page = routes::relative(from, &routes::changes(&policy.id, version.number));
            let lines = summary::lines(version, &page, messages, LINES);
            told.facts = told_above.once(&policy.id, version.number, lines, messages);
        }
        told.version = told.version.map(|view| view.named(name.clone()));
        told.withdrawal = told.withdrawal.map(|view| WithdrawalView { policy: name, ..view });
        told
    }

    /// Which of `policies` are withdrawn, the last first, at most `count`.
    pub(super) fn withdrawals(
        site: &Site<'_>,
        messages: &Messages,
        from: &str,
        policies: &[&Policy],
        count: usize,
    ) -> Vec<Self> {
        let gone = policies.iter().filter_map(|policy| Some(Happening::Withdrawal(policy, policy.withdrawn.as_ref()?)));
        let mut gone: Vec<Happening<'_>> = gone.collect();
        gone.sort_by(|a, b| a.key().cmp(&b.key()));
        gone.into_iter().take(count).map(|one| Self::new(site, messages, from, one)).collect()
    }

    /// That `version` takes effect later.
    pub(super) fn coming(
        messages: &Messages,
        from: &str,
        (policy, version, held): (&Policy, &Version, Holding),
    ) -> Self {
        let view = ComingView {
            policy: policy.name(),
            lang: policy.lang.to_string(),
            href: routes::relative(from, &routes::version(&policy.id, version.number)),
            name: messages.with("version-n", &[("n", number(version.number.get()))]),
            key: messages.text(views::effect_key(&held)),
            date: DateView::of(held.from, messages),
        };
        Self { coming: Some(view), ..Self::default() }
    }

    /// What changed last in `policies`, at most `count` changes: the wording first, then what was published first since the
    /// last of these. What only looks otherwise is in the list of all changes.
    pub(super) fn news(
        site: &Site<'_>,
        messages: &Messages,
        from: &str,
        policies: &[&Policy],
        count: usize,
    ) -> Vec<Self> {
        let changes = latest(policies.iter().copied(), count, |v| v.class == Class::Text && v.number.index() > 0);
        let after = changes.last().filter(|_| changes.len() == count).map(|last| last.order());
        let mut news: Vec<Self> = changes.into_iter().map(|one| Self::new(site, messages, from, one)).collect();
        for (day, first) in firsts(site, policies, after) {
            if first.len() > ONE_BY_ONE {
                let key = if site.config.archive { "first-recorded" } else { "first-published" };
                let day = DateView::of(day, messages).text().to_owned();
                let text = messages.with(key, &[("n", number(first.len() as u32)), ("date", day.into())]);
                let href = routes::relative(from, routes::CHANGES);
                news.push(Self { firsts: Some(FirstsView { text, href }), ..Self::default() });
            } else {
                let one =
                    |policy: &&Policy| Self::new(site, messages, from, Happening::Version(policy, &policy.versions[0]));
                news.extend(first.iter().map(one));
            }
        }
        news
    }
}
