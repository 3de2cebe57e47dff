//! The log of versions by month, the newest first. Runs of versions in which no wording changed are folded, so that what
//! matters stands together; none is left out.

use super::annexes::{self, AnnexView};
use super::dates::{self, DateView};
use super::maker::Maker;
use super::messages::number;
use super::summary::{self, Line, Told};
use super::views::VersionView;
use super::{kinds, routes};
use crate::model::{Class, NoteOrigin, Origin, Version};
use serde::Serialize;
use std::ops::Range;
use std::sync::Arc;

/// How many lines of what changed the log has for each version.
const LINES: usize = 6;
/// From how many on such versions in a row are folded.
const RUN: usize = 3;

/// The versions of a month. A run that began before is with its newest.
#[derive(Serialize)]
pub(super) struct Month {
    name: String,
    /// Which kinds of version it has, as classes.
    kinds: String,
    groups: Vec<Group>,
}

/// Versions in a row.
#[derive(Serialize)]
struct Group {
    /// What is said in place of a run that is folded.
    folded: Option<String>,
    kinds: String,
    versions: Vec<LogEntry>,
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
    days: Days,
}

/// The days of a version, for the script.
#[derive(Serialize)]
pub(super) struct Days {
    pub(super) published: String,
    /// From when on it holds, where that is another day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) from: Option<String>,
    /// What states that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) by: Option<&'static str>,
    /// The day of effect as stated, where that is only what the text says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) said: Option<String>,
    /// When it was withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) withdrawn: Option<String>,
    /// Set if it came after a withdrawal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) returned: Option<bool>,
    /// Set if the next one put its day off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) off: Option<bool>,
}

impl Maker<'_> {
    /// The log, on the page at `path`, of the versions in `page`.
    pub(super) fn log(&self, path: &str, page: Range<usize>) -> Vec<Month> {
        let versions: Vec<&Arc<Version>> = self.policy.versions[page].iter().rev().collect();
        let runs = versions.chunk_by(|a, b| is_quiet(a) && is_quiet(b));
        let groups: Vec<&[&Arc<Version>]> =
            runs.flat_map(|run| run.chunks(if run.len() < RUN { 1 } else { run.len() })).collect();
        let month = |group: &[&Arc<Version>]| {
            dates::month(group[0].published.date(&self.site.config.time_zone), &self.messages.lang)
        };
        let told = Told::default();
        let by_month = groups.chunk_by(|a, b| month(a) == month(b));
        by_month
            .map(|groups| Month {
                name: month(groups[0]),
                kinds: kinds::of(groups.iter().flat_map(|group| group.iter().map(|v| &***v))),
                groups: groups
                    .chunk_by(|a, b| a.len() == 1 && b.len() == 1)
                    .map(|groups| self.group(path, &groups.concat(), &told))
                    .collect(),
            })
            .collect()
    }

    fn log_entry(&self, path: &str, version: &Version, told: &Told) -> LogEntry {
        let n = version.number;
        let changes = routes::relative(path, &routes::changes(&self.policy.id, n));
        let lines = summary::lines(version, &changes, self.messages, LINES);
        let next = self.policy.versions.get(n.index() + 1);
        let until = self.policy.withdrawn_after(n).map(|w| w.date).or(next.map(|v| v.published));
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
            brief: told.once(&self.policy.id, n, lines, self.messages),
            annexes: annexes::since(self, path, n),
            days: self.days(version),
        }
    }

    /// The days of `version`.
    pub(super) fn days(&self, version: &Version) -> Days {
        let zone = &self.site.config.time_zone;
        let (holding, published) = (version.holding(zone), version.published.date(zone));
        let by_text = holding.by.filter(|stated| stated.origin == Origin::Text);
        let gone = self.policy.withdrawn_after(version.number);
        Days {
            published: published.to_string(),
            from: (holding.from != published).then(|| holding.from.to_string()),
            by: holding.by.map(|stated| stated.origin.as_str()),
            said: by_text.map(|stated| stated.date.to_string()),
            withdrawn: gone.map(|gone| gone.date.date(zone).to_string()),
            returned: version.returned_after.is_some().then_some(true),
            off: self.policy.is_put_off(version, zone).then_some(true),
        }
    }

    fn group(&self, path: &str, versions: &[&Arc<Version>], told: &Told) -> Group {
        let (newest, oldest) = (versions[0].number, versions[versions.len() - 1].number);
        let is_run = versions.len() >= RUN && versions.iter().all(|version| is_quiet(version));
        let numbers =
            [("n", number(versions.len() as u32)), ("from", number(oldest.get())), ("to", number(newest.get()))];
        Group {
            folded: is_run.then(|| self.messages.with("no-wording-changed", &numbers)),
            kinds: kinds::of(versions.iter().map(|version| &***version)),
            versions: versions.iter().map(|version| self.log_entry(path, version, told)).collect(),
        }
    }
}

/// Whether no wording changed, and nobody says anything of the version that a reader would miss.
fn is_quiet(version: &Version) -> bool {
    let said = matches!(version.note.origin, NoteOrigin::Trailer | NoteOrigin::FrontMatter | NoteOrigin::Changes)
        || !version.stated_later.is_empty()
        || version.effective().is_some()
        || version.said().is_some()
        || version.change_type.is_some()
        || version.returned_after.is_some()
        || version.gone;
    version.number.index() > 0 && matches!(version.class, Class::Formatting | Class::None) && !said
}
