//! The history of a policy: a picture of it, which version stood on a day, and the log of changes.

use super::annexes::{self, AnnexView};
use super::dates::DateView;
use super::kinds::Choice;
use super::maker::Maker;
use super::messages::number;
use super::routes;
use super::summary::{self, Line};
use super::timeline::{Timeline, timeline};
use super::views::{Chrome, ScriptData, VersionView};
use crate::error::Result;
use crate::model::{Correction, Origin, Version};
use crate::places::OfPolicy;
use serde::Serialize;

/// How many lines of what changed the log has for each version.
const LINES: usize = 6;

#[derive(Serialize)]
struct HistoryView<'a> {
    chrome: Chrome,
    heading: &'a str,
    lang: &'a str,
    timeline: Option<Timeline>,
    only: Vec<Choice>,
    versions: Vec<LogEntry>,
    corrections: Vec<CorrectionView>,
    count: String,
    withdrawn: Option<String>,
    /// Why.
    withdrawn_note: Option<String>,
    current: String,
    /// Where versions are compared, if there are two.
    compare: Option<String>,
    feed: String,
    text_feed: String,
}

/// A version in the log.
#[derive(Serialize)]
struct LogEntry {
    #[serde(flatten)]
    version: VersionView,
    n: u32,
    /// From when to when it was the one that the office published, in words.
    stood: String,
    brief: Vec<Line>,
    /// What became of the files to which it leads while it stood.
    annexes: Vec<AnnexView>,
    /// Days, for the script: when it was published; from when on it holds, and what states that; when it was withdrawn.
    day: String,
    from_day: String,
    by: Option<&'static str>,
    /// The day of effect as stated, where that is only what the text says.
    said_day: Option<String>,
    withdrawn_day: Option<String>,
    /// Whether it came after a withdrawal, and whether the next one put its day off.
    came_back: bool,
    put_off: bool,
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
        let chrome = self.chrome(&path, &format!("{heading} · {}", self.policy.name())).crumb(&heading, None, None);
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
        ];
        let text =
            |(key, names): (&'static str, &[&'static str])| (key, self.messages.forms(self.recorded_or(key), names));
        let texts = texts.into_iter().map(text).collect();
        let view = HistoryView {
            chrome: chrome.script(routes::LISTS_SCRIPT, &path).data(&ScriptData { texts })?,
            heading: &self.policy.title,
            lang: self.policy.lang.as_str(),
            timeline: timeline(self, &path),
            only: Choice::all(self.messages, self.policy.versions.iter().map(|v| &**v)),
            versions: self.policy.versions.iter().rev().map(|v| self.log_entry(&path, v)).collect(),
            corrections: self.policy.corrections.iter().rev().map(|c| self.correction(c)).collect(),
            count: self.messages.with("version-count", &[("n", count)]),
            withdrawn: self.withdrawn(),
            withdrawn_note: self.withdrawn_note(),
            current: to(routes::current(id)),
            compare: (self.policy.versions.len() > 1).then(|| to(routes::compare(id))),
            feed: to(routes::of(id, OfPolicy::Atom)),
            text_feed: to(routes::of(id, OfPolicy::TextAtom)),
        };
        self.site.theme.render("history.html", self.messages, &view, None)
    }

    fn log_entry(&self, path: &str, version: &Version) -> LogEntry {
        let zone = &self.site.config.time_zone;
        let n = version.number;
        let next = self.policy.versions.get(n.index() + 1);
        let gone = self.policy.withdrawn_after(n);
        let holding = version.holding(zone);
        let until = gone.map(|w| w.date).or(next.map(|v| v.published));
        let text = |at| DateView::at(self.site, at, self.messages).text().to_owned();
        let from = text(version.published);
        let stood = match until {
            Some(until) => {
                self.messages.with(self.recorded_or("stood"), &[("from", from.into()), ("to", text(until).into())])
            }
            None => self.messages.with(self.recorded_or("stands"), &[("from", from.into())]),
        };
        LogEntry {
            version: self.view(path, version),
            n: n.get(),
            stood,
            brief: summary::lines(
                version,
                &routes::relative(path, &routes::changes(&self.policy.id, n)),
                self.messages,
                LINES,
            ),
            annexes: annexes::since(self, path, n),
            day: version.published.date(zone).to_string(),
            from_day: holding.from.to_string(),
            by: holding.by.map(|stated| stated.origin.as_str()),
            said_day: holding.by.filter(|stated| stated.origin == Origin::Text).map(|stated| stated.date.to_string()),
            withdrawn_day: gone.map(|w| w.date.date(zone).to_string()),
            came_back: version.returned_after.is_some(),
            put_off: self.policy.is_put_off(version, zone),
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
