//! What happened last to all policies: versions and withdrawals, as lists of several policies show them.

use super::dates::DateView;
use super::messages::{Messages, number};
use super::summary::{self, Line};
use super::views::{self, VersionView};
use super::{Site, routes};
use crate::model::{Holding, Policy, PolicyId, Timestamp, Version, VersionNumber, Withdrawal};
use serde::Serialize;

/// How many facts that changed lists of the latest changes name for each.
const FACTS: usize = 2;
/// How many lines of what changed the page of a month has for each.
const LINES: usize = 3;

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
pub(super) fn latest(policies: &[Policy], count: usize, wanted: impl Fn(&Version) -> bool) -> Vec<Happening<'_>> {
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

/// The versions that take effect after all that happened, the next first, and at most `count`: a page says of no day that it
/// is to come but from the dates of commits.
pub(super) fn coming<'a>(
    site: &'a Site<'_>,
    policies: &'a [Policy],
    count: usize,
) -> Vec<(&'a Policy, &'a Version, Holding)> {
    let zone = &site.config.time_zone;
    let dates =
        |policy: &'a Policy| policy.withdrawals().map(|w| w.date).chain(policy.versions.iter().map(|v| v.published));
    let Some(last) = policies.iter().flat_map(dates).map(|at| at.date(zone)).max() else { return Vec::new() };
    let announced = policies.iter().flat_map(|policy| policy.announced(zone).map(move |(v, held)| (policy, v, held)));
    let mut coming: Vec<_> = announced.filter(|(_, _, held)| held.from > last).collect();
    coming.sort_by_key(|(policy, version, held)| (held.from, &policy.id, version.number));
    coming.truncate(count);
    coming
}

/// Something in a list of what happened last.
#[derive(Serialize)]
pub(super) struct Latest {
    #[serde(flatten)]
    version: Option<VersionView>,
    /// The first of the facts that it changed.
    facts: Vec<Line>,
    withdrawal: Option<WithdrawalView>,
    coming: Option<ComingView>,
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
                let facts = summary::facts(version, &page, messages).into_iter().take(FACTS).collect();
                let version = VersionView::new(site, messages, from, policy, version);
                Self { version: Some(version), facts, withdrawal: None, coming: None }
            }
            Happening::Withdrawal(policy, withdrawal) => {
                let view = WithdrawalView {
                    policy: policy.name(),
                    lang: policy.lang.to_string(),
                    href: routes::relative(from, &routes::current(&policy.id)),
                    date: DateView::at(site, withdrawal.date, messages),
                    note: views::reason(messages, withdrawal),
                };
                Self { version: None, facts: Vec::new(), withdrawal: Some(view), coming: None }
            }
        }
    }

    /// As it is told on a page that stays: the policy has the name that it had then.
    pub(super) fn lasting(site: &Site<'_>, messages: &Messages, from: &str, happening: Happening<'_>) -> Self {
        let mut told = Self::new(site, messages, from, happening);
        let policy = happening.policy();
        let name = policy.name_in(happening.number());
        if let Some(version) = happening.version() {
            let page = routes::relative(from, &routes::changes(&policy.id, version.number));
            told.facts = summary::lines(version, &page, messages, LINES);
        }
        told.version = told.version.map(|view| view.named(name.clone()));
        told.withdrawal = told.withdrawal.map(|view| WithdrawalView { policy: name, ..view });
        told
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
        Self { version: None, facts: Vec::new(), withdrawal: None, coming: Some(view) }
    }
}
