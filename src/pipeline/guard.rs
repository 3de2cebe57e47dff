//! Published history is append-only: what would break it, told to the one who tried.

use super::policy::Job;
use super::state::Known;
use crate::error::{Error, Warning};
use crate::history::{Correction, History};
use crate::model::{PolicyId, VersionNumber};
use std::collections::HashMap;

/// How many broken versions are told one by one.
const TOLD: usize = 20;

/// The refusal of a revision that has lost published commits.
pub(super) fn rewritten(history: &History, catalog: &[Known], correction: &Correction) -> Error {
    let mut lost = Vec::new();
    for (number, lineage) in history.lineages() {
        let name = catalog.iter().find(|k| k.number == number).map_or(lineage.path.as_str(), |k| k.id.as_str());
        let versions = lineage.versions().enumerate().filter(|(_, (_, _, place))| correction.gone.contains(place));
        lost.extend(versions.map(|(ix, (_, _, place))| {
            let commit = history.commit(place);
            format!("{name}, version {}: commit {} of {}", VersionNumber::at(ix), commit.id.short(), commit.date)
        }));
    }
    let told = &correction.told;
    refuse(
        format!(
            "published history was rewritten: {} was published and is not part of the history of {}",
            told.old.short(),
            told.new.short()
        ),
        lost,
    )
}

/// The published versions that would no longer stand at their addresses, if there are any.
pub(super) fn lost(published: &[Known], jobs: &[Job<'_>]) -> Option<Vec<String>> {
    let mut owners: HashMap<&PolicyId, (&Job<'_>, usize)> = HashMap::new();
    for job in jobs {
        let former = job.outline.entry.former_ids.iter().map(|(id, last)| (id, last.index() + 1));
        owners.extend(former.map(|(id, count)| (id, (job, count))));
    }
    owners.extend(jobs.iter().map(|job| (&job.outline.entry.id, (job, job.outline.versions.len()))));
    let stands = |known: &Known| {
        owners.get(&known.id).is_some_and(|(job, count)| {
            let last = job.outline.versions.get(known.versions - 1);
            known.versions <= *count && last.is_some_and(|m| m.proof == known.proof)
        })
    };
    let lost: Vec<String> = published
        .iter()
        .filter(|known| !stands(known))
        .map(|known| match known.versions {
            1 => format!("{}, version 1", known.id),
            n => format!("{}, versions 1 to {n}", known.id),
        })
        .collect();
    Some(lost).filter(|lost| !lost.is_empty())
}

/// The refusal of a publication in which the versions `lost` would no longer stand at their addresses.
pub(super) fn moved(lost: &[String]) -> Error {
    refuse("published versions would no longer stand at their addresses".into(), lost.to_vec())
}

/// The warning that published versions go because settings changed.
pub(super) fn left_out(lost: &String) -> Warning {
    Warning::new(lost, "the settings leave it out now: its pages are removed, and come back if the settings do")
}

fn refuse(message: String, lost: Vec<String>) -> Error {
    let more = lost.len().saturating_sub(TOLD);
    let mut lines = vec![message];
    lines.extend(lost.into_iter().take(TOLD).map(|line| format!("  {line}")));
    if more > 0 {
        lines.push(format!("  and {more} more"));
    }
    Error::published_history(lines.join("\n")).hint(
        "nothing was published. Bring the history back (git reflog shows where it was); or publish it as it is now, with a \
         public note, by `promulgate build --accept-rewrite REASON`",
    )
}
