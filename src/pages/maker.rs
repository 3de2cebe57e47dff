//! What all pages of one policy have in common.

use super::chrome::Chrome;
use super::excerpt::Excerpt;
use super::messages::{Messages, number};
use super::routes;
use super::routes::has_text_feed;
use super::site::Site;
use super::texts::Texts;
use super::views::{self, VersionView};
use crate::model::{Lang, Policy, PolicyId, Version, VersionNumber};
use std::borrow::Cow;

/// A policy with what its pages are made of.
#[derive(Clone, Copy)]
pub(super) struct Maker<'a> {
    pub(super) site: &'a Site<'a>,
    pub(super) messages: &'a Messages,
    pub(super) policy: &'a Policy,
    pub(super) texts: &'a dyn Texts,
    /// The original, if the policy is a translation.
    pub(super) original: Option<&'a Policy>,
    /// The policies that it replaced, and those that they replaced.
    pub(super) replaced: &'a [Policy],
}

impl<'a> Maker<'a> {
    pub(super) fn chrome(&self, path: &str, title: &str) -> Chrome {
        self.chrome_of(path, title, &self.policy.name(), self.languages())
    }

    /// What a page has around it that stays as it is whatever comes later: the policy has the name that it had in
    /// version `n`, and nothing is said of translations.
    pub(super) fn lasting_chrome(&self, path: &str, title: &str, n: VersionNumber) -> Chrome {
        self.chrome_of(path, &format!("{title} · {}", self.name_in(n)), &self.name_in(n), Vec::new()).noindex(true)
    }

    /// What the policy was called in version `n`, beside others.
    pub(super) fn name_in(&self, n: VersionNumber) -> String {
        self.policy.name_in(n)
    }

    fn chrome_of(&self, path: &str, title: &str, name: &str, languages: Vec<(Lang, PolicyId)>) -> Chrome {
        let (id, lang) = (&self.policy.id, &self.policy.lang);
        let to = |target: String| routes::relative(path, &target);
        let here = routes::current(id);
        let mut chrome = Chrome::new(self.site, self.messages, path, title)
            .at_home(self.site, lang, path)
            .link("version-history", to(routes::history(id)))
            .link("latest-version", to(here.clone()))
            .feeds(self.messages, path, (&routes::folder(id), has_text_feed(self.policy.versions.len())), name);
        if path != here {
            chrome = chrome.crumb(name, Some(to(here)), Some(lang));
        }
        for (lang, other) in languages.into_iter().filter(|(lang, _)| lang.is_known()) {
            chrome = chrome.translation(&lang, to(routes::current(&other)));
        }
        chrome
    }

    /// This text in all its languages, itself included; nothing if there is one.
    pub(super) fn languages(&self) -> Vec<(Lang, PolicyId)> {
        self.site.languages(&self.policy.id, self.policy.translation_of.as_ref())
    }

    pub(super) fn withdrawn(&self) -> Option<String> {
        self.policy.withdrawn.as_ref().map(|w| views::withdrawn(self.site, self.messages, w))
    }

    /// Why the policy was withdrawn, in the words of the one who did it.
    pub(super) fn withdrawn_note(&self) -> Option<String> {
        let note = self.policy.withdrawn.as_ref().map(|w| views::reason(self.messages, w));
        note.filter(|note| !note.is_empty())
    }

    /// As [`Site::recorded_or`].
    pub(super) fn recorded_or(&self, key: &'static str) -> &'static str {
        self.site.recorded_or(key)
    }

    /// What feeds show of the redline to version `n`.
    pub(super) fn excerpt(&self, n: VersionNumber) -> Cow<'_, Excerpt> {
        match (self.texts.excerpts().get(n), n.index().checked_sub(1).map(VersionNumber::at)) {
            (Some(excerpt), _) => Cow::Borrowed(excerpt),
            (None, None) => Cow::Owned(Excerpt::default()),
            (None, Some(before)) => {
                let (redline, policy) = (self.texts.redline(before, n), self.policy);
                Cow::Owned(self.site.excerpt((self.texts.weave(), &redline), &policy.lang, &policy.annexes, n))
            }
        }
    }

    pub(super) fn name(&self, n: VersionNumber) -> String {
        self.messages.with("version-n", &[("n", number(n.get()))])
    }

    pub(super) fn view(&self, path: &str, version: &Version) -> VersionView {
        VersionView::new(self.site, self.messages, path, self.policy, version)
    }

    /// The language of both version `a` and version `b`; unknown if they differ.
    pub(super) fn common_lang(&self, a: VersionNumber, b: VersionNumber) -> &'a str {
        let lang = |n: VersionNumber| self.policy.version(n).map_or(&self.policy.lang, |version| &version.lang);
        if lang(a).primary() == lang(b).primary() { lang(b).as_str() } else { "und" }
    }

    pub(super) fn neighbours(&self, n: VersionNumber) -> (Option<VersionNumber>, Option<VersionNumber>) {
        let next = VersionNumber::at(n.index() + 1);
        (n.index().checked_sub(1).map(VersionNumber::at), self.policy.version(next).map(|v| v.number))
    }
}
