//! The history of a policy: a picture of it, which version stood on a day, and the log of changes. The log has the newest
//! versions; older ones are on pages that stay as they are once another one follows.

use super::chrome::{Chrome, ScriptTexts};
use super::cut::HISTORY;
use super::dates::DateView;
use super::head::{Head, Shown};
use super::kinds::Choice;
use super::log::{Days, Month};
use super::maker::Maker;
use super::messages::number;
use super::replaced::{FormerPolicy, ReplacedView};
use super::routes::{self, has_text_feed};
use super::timeline::{Timeline, timeline};
use crate::error::Result;
use crate::model::{Correction, Version, VersionNumber};
use crate::places::OfPolicy;
use serde::Serialize;
use std::ops::Range;

#[derive(Serialize)]
struct HistoryView {
    chrome: Chrome,
    head: Head,
    timeline: Option<Timeline>,
    only: Vec<Choice>,
    months: Vec<Month>,
    /// The pages of older versions, the newest first.
    older: Vec<Way>,
    /// What the log says where there are such pages.
    newest: String,
    corrections: Vec<CorrectionView>,
    count: String,
    withdrawn: Option<String>,
    /// Why.
    withdrawn_note: Option<String>,
    replaced_by: Vec<ReplacedView>,
    replaces: Vec<ReplacedView>,
    /// The versions of the policies that it replaced.
    former: Vec<FormerPolicy>,
    feed: String,
    /// The calendar of the days of effect, if there is one.
    calendar: Option<String>,
    /// The feed of words alone, if there is one.
    text_feed: Option<String>,
}

/// A page of older versions.
#[derive(Serialize)]
struct OlderView {
    chrome: Chrome,
    head: Head,
    only: Vec<Choice>,
    months: Vec<Month>,
    newer: String,
    older: Option<Way>,
    history: String,
}

/// The way to a page of versions.
#[derive(Serialize)]
struct Way {
    href: String,
    text: String,
}

/// What the script of the history needs to know.
#[derive(Serialize)]
struct HistoryData {
    texts: ScriptTexts,
    /// The versions that are on pages of their own, newest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    older: Vec<Dated>,
    /// Where a version stands, and its redline, with `{n}` for its number.
    version: String,
    redline: String,
}

/// The days of a version; just the one on which it was published where there is no other.
#[derive(Serialize)]
#[serde(untagged)]
enum Dated {
    Published(String),
    More(Box<Days>),
}

/// Published history was rewritten.
#[derive(Serialize)]
struct CorrectionView {
    date: DateView,
    text: String,
    reason: String,
}

impl Maker<'_> {
    pub(super) fn history(&self) -> Result<Vec<u8>> {
        let id = &self.policy.id;
        let path = routes::history(id);
        let to = |target: String| routes::relative(&path, &target);
        let heading = self.messages.text("history");
        let count = number(self.policy.versions.len() as u32);
        let mut chrome = self
            .chrome(&path, &format!("{heading} · {}", self.policy.name()))
            .crumb(&heading, None, None)
            .script(routes::LISTS_SCRIPT, &path);
        if self.has_days() {
            chrome = chrome.data(&self.history_data(&path))?;
        }
        let calendar = self.calendar(&path);
        chrome = chrome.calendar(self.messages, calendar.as_deref(), &self.policy.name());
        let (versions, head) = (&self.policy.versions, HISTORY.head(self.policy.versions.len()));
        let pages = HISTORY.pages(versions.len()).rev();
        let view = HistoryView {
            chrome,
            head: self.head(&path, Shown::History),
            timeline: timeline(self, &path),
            only: Choice::all(self.messages, versions[head.clone()].iter().map(|v| &**v)),
            newest: self.messages.with("newest-versions", &[("n", number(head.len() as u32))]),
            months: self.log(&path, head),
            older: pages.map(|page| self.way(&path, page)).collect(),
            corrections: self.policy.corrections.iter().rev().map(|c| self.correction(c)).collect(),
            count: self.messages.with("version-count", &[("n", count)]),
            withdrawn: self.withdrawn(),
            withdrawn_note: self.withdrawn_note(),
            replaced_by: self.replaced_by(&path),
            replaces: self.replaces(&path),
            former: self.former_policies(&path),
            feed: to(routes::of(id, OfPolicy::Atom)),
            calendar,
            text_feed: has_text_feed(versions.len()).then(|| to(routes::of(id, OfPolicy::TextAtom))),
        };
        self.site.theme.render("history.html", self.messages, &view, None)
    }

    /// Whether there is anything to ask about what stood on a day: one version with no day but that of its publication
    /// says all of it.
    fn has_days(&self) -> bool {
        let versions = &self.policy.versions;
        versions.len() > 1 || versions.iter().any(|version| matches!(self.dated(version), Dated::More(_)))
    }

    fn history_data(&self, path: &str) -> HistoryData {
        let id = &self.policy.id;
        let texts = [
            ("on-date", &["date"][..]),
            ("on-date-ahead", &["date"]),
            ("on-nothing", &["date"]),
            ("on-withdrawn", &[]),
            ("on-last", &[]),
            ("on-in-force", &["date"]),
            ("on-in-force-said", &["date", "published"]),
            ("on-published", &["date"]),
            ("on-not-yet", &["date", "published"]),
            ("on-not-yet-said", &["date", "published"]),
            ("on-none-yet", &[]),
            ("on-unreadable", &[]),
            ("since-see", &[]),
            ("see-changes", &[]),
            ("version-n", &["n"]),
        ];
        let text =
            |(key, names): (&'static str, &[&'static str])| (key, self.messages.forms(self.recorded_or(key), names));
        let numbered = |target: String| routes::relative(path, &target).replace("/1/", "/{n}/");
        let (first, head) = (VersionNumber::at(0), HISTORY.head(self.policy.versions.len()));
        HistoryData {
            texts: texts.into_iter().map(text).collect(),
            older: self.policy.versions[..head.start].iter().rev().map(|v| self.dated(v)).collect(),
            version: numbered(routes::version(id, first)),
            redline: numbered(routes::changes(id, first)),
        }
    }

    /// The page of older versions `number`, at `path`. What it says rests on nothing that came later.
    pub(super) fn older_history(&self, path: &str, number: u32) -> Result<Vec<u8>> {
        let (id, all) = (&self.policy.id, self.policy.versions.len());
        let page = HISTORY.page(number, all);
        let last = &self.policy.versions[page.end - 1];
        let to = |target: String| routes::relative(path, &target);
        let (heading, range) = (self.messages.text("history"), self.range(&page));
        let history = to(routes::history(id));
        let sealed = HISTORY.seal(number, all).is_some();
        let newer = if sealed { to(routes::of(id, OfPolicy::OlderHistory(number + 1))) } else { history.clone() };
        let view = OlderView {
            chrome: self
                .lasting_chrome(path, &format!("{heading} · {range}"), last.number)
                .crumb(&heading, Some(history.clone()), None)
                .crumb(&range, None, None),
            head: self.lasting_head(path, last, range),
            only: Choice::all(self.messages, self.policy.versions[page.clone()].iter().map(|v| &**v)),
            months: self.log(path, page),
            newer,
            older: (number > 1).then(|| self.way(path, number - 1)),
            history,
        };
        self.site.theme.render("history-older.html", self.messages, &view, None)
    }

    /// The way to the page of older versions `number`.
    fn way(&self, path: &str, number: u32) -> Way {
        let page = routes::of(&self.policy.id, OfPolicy::OlderHistory(number));
        let text = self.range(&HISTORY.page(number, self.policy.versions.len()));
        Way { href: routes::relative(path, &page), text }
    }

    /// The numbers of some versions, in words.
    fn range(&self, page: &Range<usize>) -> String {
        let n = |ix: usize| number(VersionNumber::at(ix).get());
        self.messages.with("version-range", &[("from", n(page.start)), ("to", n(page.end - 1))])
    }

    fn dated(&self, version: &Version) -> Dated {
        match self.days(version) {
            Days { published, from: None, by: None, said: None, withdrawn: None, returned: None, off: None } => {
                Dated::Published(published)
            }
            days => Dated::More(Box::new(days)),
        }
    }

    fn correction(&self, correction: &Correction) -> CorrectionView {
        let commits = [("old", correction.old.short().into()), ("new", correction.new.short().into())];
        CorrectionView {
            date: DateView::at(self.site, correction.date, self.messages),
            text: self.messages.with("correction-of", &commits),
            reason: correction.reason.clone(),
        }
    }
}
