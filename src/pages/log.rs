//! The log of versions by month, the newest first. Runs of versions in which no wording changed are folded, so that what
//! matters stands together; none is left out.

use super::dates;
use super::history::LogEntry;
use super::kinds;
use super::maker::Maker;
use super::messages::number;
use crate::model::{Class, NoteOrigin, Version};
use serde::Serialize;
use std::ops::Range;
use std::sync::Arc;

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
        let by_month = groups.chunk_by(|a, b| month(a) == month(b));
        by_month
            .map(|groups| Month {
                name: month(groups[0]),
                kinds: kinds::of(groups.iter().flat_map(|group| group.iter().map(|v| &***v))),
                groups: groups
                    .chunk_by(|a, b| a.len() == 1 && b.len() == 1)
                    .map(|groups| self.group(path, &groups.concat()))
                    .collect(),
            })
            .collect()
    }

    fn group(&self, path: &str, versions: &[&Arc<Version>]) -> Group {
        let (newest, oldest) = (versions[0].number, versions[versions.len() - 1].number);
        let is_run = versions.len() >= RUN && versions.iter().all(|version| is_quiet(version));
        let numbers =
            [("n", number(versions.len() as u32)), ("from", number(oldest.get())), ("to", number(newest.get()))];
        Group {
            folded: is_run.then(|| self.messages.with("no-wording-changed", &numbers)),
            kinds: kinds::of(versions.iter().map(|version| &***version)),
            versions: versions.iter().map(|version| self.log_entry(path, version)).collect(),
        }
    }
}

/// Whether no wording changed, and nobody says anything of the version that a reader would miss.
fn is_quiet(version: &Version) -> bool {
    let said = matches!(version.note.origin, NoteOrigin::Trailer | NoteOrigin::FrontMatter)
        || version.effective().is_some()
        || version.said().is_some()
        || version.change_type.is_some()
        || version.returned_after.is_some()
        || version.gone;
    version.number.index() > 0 && matches!(version.class, Class::Formatting | Class::None) && !said
}
