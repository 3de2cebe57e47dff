//! The page that lists what a draft changes.

use super::findings::{self, FindingView};
use super::frame::Frame;
use super::given::{DraftKind, DraftText};
use crate::error::Result;
use crate::pages::annexes::{self, ProposedView};
use crate::pages::brief::{self, BriefView};
use crate::pages::chrome::Chrome;
use crate::pages::messages::{Messages, number};
use crate::pages::routes;
use crate::pages::views::VersionView;
use serde::Serialize;

#[derive(Serialize)]
struct OverviewView {
    chrome: Chrome,
    title: String,
    /// What it is compared with, and the commit of that.
    base: Option<String>,
    /// Its own commit.
    commit: Option<String>,
    count: String,
    conflicts: Vec<String>,
    failures: Vec<FailureView>,
    warnings: Vec<String>,
    policies: Vec<PolicyView>,
}

#[derive(Serialize)]
struct FailureView {
    path: String,
    message: String,
}

/// A policy that the draft changes.
#[derive(Serialize)]
struct PolicyView {
    kind: &'static str,
    said: String,
    title: String,
    lang: String,
    /// Its text, if the draft has one; else what is published of it, where that is known.
    href: Option<String>,
    redline: Option<String>,
    /// What becomes of its address.
    moved: Option<String>,
    /// What becomes of files to which its text leads, where that stays.
    annexes: Vec<ProposedView>,
    version: Option<VersionView>,
    brief: Option<BriefView>,
    findings: Vec<FindingView>,
}

impl Frame<'_> {
    /// The page that lists `texts`.
    pub(super) fn overview(&self, texts: &[DraftText<'_>]) -> Result<Vec<u8>> {
        let messages = self.site.messages(self.site.lang());
        let path = self.stand.overview();
        let draft = self.draft;
        let title = draft.title(messages);
        let view = OverviewView {
            chrome: self.chrome(messages, path, &title),
            title,
            base: draft.base.as_ref().map(|commit| commit.short().to_owned()),
            commit: draft.commit.as_ref().map(|commit| commit.short().to_owned()),
            count: match texts.len() {
                0 => messages.text("draft-none"),
                n => messages.with("draft-count", &[("n", number(n as u32))]),
            },
            conflicts: draft.conflicts.clone(),
            failures: draft
                .failures
                .iter()
                .map(|(path, message)| FailureView { path: path.clone(), message: message.clone() })
                .collect(),
            warnings: draft.warnings.clone(),
            policies: texts.iter().map(|text| self.listed(text, messages, path)).collect(),
        };
        self.site.theme.render("draft-overview.html", messages, &view, None)
    }

    fn listed(&self, text: &DraftText<'_>, messages: &Messages, path: &str) -> PolicyView {
        let (policy, version) = (text.policy, text.version());
        let redline = version.zip(text.before()).map(|_| routes::relative(path, &self.stand.redline(&policy.id)));
        let published = || {
            let (n, id) = text.before().zip(text.published)?;
            self.stand.published(path, &routes::version(id, n))
        };
        PolicyView {
            kind: text.kind.as_str(),
            said: messages.text(&format!("draft-{}", text.kind.as_str())),
            title: policy.name(),
            lang: policy.lang.to_string(),
            href: match version {
                Some(_) => Some(routes::relative(path, &self.stand.text(&policy.id))),
                None => published(),
            },
            moved: self.moved(text, messages),
            annexes: text.annex_events().map(|event| annexes::proposed(event, path, messages)).collect(),
            brief: version
                .zip(redline.as_ref())
                .and_then(|(version, page)| brief::view(&version.brief, page, messages)),
            version: version.map(|version| VersionView::new(self.site, messages, path, policy, version).of_draft()),
            redline,
            findings: findings::views(
                text.findings,
                messages,
                (None, &routes::relative(path, &self.stand.text(&policy.id))),
            ),
        }
    }

    /// What becomes of the address of a policy, if anything.
    pub(super) fn moved(&self, text: &DraftText<'_>, messages: &Messages) -> Option<String> {
        let (old, new) = (text.published?, &text.policy.id);
        let is_moved = old != new && text.kind != DraftKind::Withdrawn;
        let ends = [("from", old.to_string().into()), ("to", new.to_string().into())];
        is_moved.then(|| messages.with("draft-moved-from", &ends))
    }
}
