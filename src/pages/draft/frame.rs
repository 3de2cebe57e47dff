//! What the pages of a draft have in common: what is around them, the bar that says what they are, the ways between them.

use super::findings;
use super::given::{DraftOf, DraftText};
use super::links::DraftLinks;
use super::stand::Stand;
use crate::model::{PolicyId, Version};
use crate::pages::chrome::Chrome;
use crate::pages::head::Head;
use crate::pages::links::{TextFiles, TextLinks};
use crate::pages::maker::Maker;
use crate::pages::messages::{Messages, number};
use crate::pages::routes;
use crate::pages::site::Site;
use crate::pages::views::VersionView;
use serde::Serialize;

/// What pages of one draft are made with.
#[derive(Clone, Copy)]
pub(super) struct Frame<'a> {
    pub(super) site: &'a Site<'a>,
    pub(super) stand: &'a Stand,
    pub(super) draft: &'a DraftOf,
    /// The policies of which the draft has a text.
    pub(super) drafted: &'a [&'a PolicyId],
}

/// What says on each page that it shows a draft.
#[derive(Serialize)]
pub(super) struct Bar {
    /// What would become of it.
    becomes: String,
    /// The overview.
    overview: String,
}

/// The pages of a policy.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    Text,
    Redline,
}

impl<'a> Frame<'a> {
    /// What the page at `path` has around it.
    pub(super) fn chrome(&self, messages: &Messages, path: &str, title: &str) -> Chrome {
        let chrome = Chrome::new(self.site, messages, path, title).draft();
        match self.stand {
            Stand::Alone(_) => chrome.alone(),
            Stand::Preview => chrome.at_home(self.site, &messages.lang, path),
        }
    }

    pub(super) fn bar(&self, messages: &Messages, path: &str, version: &Version) -> Bar {
        let becomes = match version.number.index() {
            0 => messages.text("draft-first"),
            _ => messages.with("draft-becomes", &[("n", number(version.number.get()))]),
        };
        Bar { becomes, overview: routes::relative(path, self.stand.overview()) }
    }

    /// The head of one of the pages of a policy, at `path`.
    pub(super) fn head(&self, messages: &Messages, path: &str, text: &DraftText<'_>, shown: Shown) -> Head {
        let (policy, version) = (text.policy, text.policy.current());
        let redline = Some(routes::relative(path, &self.stand.redline(&policy.id)));
        let published = text.before().zip(text.published);
        let published = published.and_then(|(n, id)| self.stand.published(path, &routes::version(id, n)));
        let tabs = [
            ("draft-text", Some(routes::relative(path, &self.stand.text(&policy.id))), shown == Shown::Text),
            ("changes", redline, shown == Shown::Redline),
            ("draft-published", published, false),
        ];
        let tabs = tabs.into_iter().filter_map(|(key, href, here)| Some((messages.text(key), href?, here)));
        Head::of_draft(policy, version, tabs)
    }

    pub(super) fn maker(&self, text: &DraftText<'a>) -> Maker<'a> {
        let messages = self.site.messages(&text.policy.lang);
        Maker { site: self.site, messages, policy: text.policy, texts: text.texts, original: None, replaced: &[] }
    }

    /// The links of `version`, the text of a draft, on the page at `page`; beside those of the version before in a redline.
    pub(super) fn links<'l>(&'l self, text: &'l DraftText<'a>, version: &'l Version, page: &'l str) -> DraftLinks<'l> {
        let before = text.before().unwrap_or(version.number);
        let files = TextFiles::between(&text.policy.annexes, before, version.number);
        let messages = self.site.messages(&text.policy.lang);
        let signs = findings::signs(text.findings, messages);
        let text = TextLinks { site: self.site, messages, file: &version.path, page, sections: Vec::new(), files };
        DraftLinks { text, stand: self.stand, drafted: self.drafted, signs }
    }

    /// What is said of the text of a draft on the page at `path`.
    pub(super) fn version(&self, text: &DraftText<'_>, version: &Version, path: &str) -> VersionView {
        VersionView::new(self.site, self.site.messages(&text.policy.lang), path, text.policy, version).of_draft()
    }
}
