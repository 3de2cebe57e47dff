//! What happened last to all policies: versions and withdrawals, as lists of several policies show them.

use super::dates::DateView;
use super::messages::Messages;
use super::summary::{self, Line};
use super::views::{self, VersionView};
use super::{Site, routes};
use crate::model::{Policy, PolicyId, Timestamp, Version, Withdrawal};
use serde::Serialize;

/// How many facts that changed lists of the latest changes name for each.
const FACTS: usize = 2;

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

    pub(super) fn version(self) -> Option<&'a Version> {
        match self {
            Self::Version(_, version) => Some(version),
            Self::Withdrawal(..) => None,
        }
    }

    /// The place on the published line, the newest first, and of one commit by policy.
    fn key(&self) -> (std::cmp::Reverse<usize>, &'a PolicyId) {
        match self {
            Self::Version(policy, version) => (std::cmp::Reverse(version.order), &policy.id),
            Self::Withdrawal(policy, withdrawal) => (std::cmp::Reverse(withdrawal.order), &policy.id),
        }
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

/// Something in a list of what happened last.
#[derive(Serialize)]
pub(super) struct Latest {
    #[serde(flatten)]
    version: Option<VersionView>,
    /// The first of the facts that it changed.
    facts: Vec<Line>,
    withdrawal: Option<WithdrawalView>,
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
                Self { version: Some(version), facts, withdrawal: None }
            }
            Happening::Withdrawal(policy, withdrawal) => {
                let view = WithdrawalView {
                    policy: policy.name(),
                    lang: policy.lang.to_string(),
                    href: routes::relative(from, &routes::current(&policy.id)),
                    date: DateView::at(site, withdrawal.date, messages),
                    note: views::reason(messages, withdrawal),
                };
                Self { version: None, facts: Vec::new(), withdrawal: Some(view) }
            }
        }
    }
}
