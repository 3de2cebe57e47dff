//! What pages say of the policies that a policy replaced, and of those that replaced it.

use super::dates::DateView;
use super::maker::Maker;
use super::redline;
use super::views::VersionView;
use super::{routes, views};
use crate::error::Result;
use crate::model::{Handover, Policy, VersionNumber};
use serde::Serialize;

/// How many versions of a policy that was replaced are listed, the newest; its own history has all.
const LISTED: usize = 100;

/// A policy that replaced this one, or that this one replaced.
#[derive(Serialize)]
pub(super) struct ReplacedView {
    /// What is said before its name.
    text: String,
    title: String,
    lang: String,
    href: String,
    /// The redline from the older one to the newer one.
    redline: String,
}

/// The versions of a policy that was replaced.
#[derive(Serialize)]
pub(super) struct FormerPolicy {
    heading: String,
    lang: String,
    versions: Vec<VersionView>,
    /// The history of that policy, and where any two of its versions are compared.
    history: String,
    compare: Option<String>,
}

/// The redline to the policy that replaced this one, the one with this number.
pub(super) fn page(maker: &Maker<'_>, path: &str, place: u32) -> Result<Vec<u8>> {
    let mut after = maker.policy.succession.after.iter();
    let handover = after.find(|handover| handover.place == place).expect("a page that was planned");
    redline::to_successor(maker, path, handover, &maker.texts.successor(handover)?)
}

impl Maker<'_> {
    /// The policies that replaced this one, for the page at `path`.
    pub(super) fn replaced_by(&self, path: &str) -> Vec<ReplacedView> {
        let view = |handover: &Handover| {
            let date = DateView::at(self.site, handover.date, self.messages).text().to_owned();
            let text = self.messages.with("replaced-by-policy", &[("date", date.into())]);
            self.replaced_view(path, handover, text, routes::successor(&self.policy.id, handover.place))
        };
        self.policy.succession.after.iter().map(view).collect()
    }

    /// Those that replaced it while version `n` was its last one.
    pub(super) fn replaced_after(&self, path: &str, n: VersionNumber) -> Vec<ReplacedView> {
        let all = self.policy.succession.after.iter().zip(self.replaced_by(path));
        all.filter(|(handover, _)| handover.last == n).map(|(_, view)| view).collect()
    }

    /// The policies that this one replaced, for the page at `path`.
    pub(super) fn replaces(&self, path: &str) -> Vec<ReplacedView> {
        let view = |handover: &Handover| {
            let text = self.messages.text("replaces-policy");
            self.replaced_view(path, handover, text, routes::successor(&handover.other, handover.place))
        };
        self.policy.succession.before.iter().map(view).collect()
    }

    fn replaced_view(&self, path: &str, handover: &Handover, text: String, redline: String) -> ReplacedView {
        ReplacedView {
            text,
            title: handover.title.clone(),
            lang: handover.lang.to_string(),
            href: routes::relative(path, &routes::current(&handover.other)),
            redline: routes::relative(path, &redline),
        }
    }

    /// The versions of the policies that this one replaced, and of those that they replaced, for the page at `path`.
    pub(super) fn former_policies(&self, path: &str) -> Vec<FormerPolicy> {
        self.replaced.iter().map(|policy| self.former_policy(path, policy)).collect()
    }

    fn former_policy(&self, path: &str, policy: &Policy) -> FormerPolicy {
        let newest = policy.versions.iter().rev().take(LISTED);
        let compare = (policy.versions.len() > 1).then(|| routes::relative(path, &routes::compare(&policy.id)));
        FormerPolicy {
            heading: self.messages.with("former-policy", &[("title", policy.name().into())]),
            lang: policy.lang.to_string(),
            versions: newest.map(|v| views::VersionView::new(self.site, self.messages, path, policy, v)).collect(),
            history: routes::relative(path, &routes::history(&policy.id)),
            compare,
        }
    }
}
