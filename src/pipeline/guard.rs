//! Published history is append-only: what would break it, told to the one who tried.

use super::inputs::Inputs;
use super::plan::Plan;
use super::state::PolicyRecord;
use crate::error::{Error, Result, Warning};
use crate::history::{Correction, History};
use crate::model::VersionNumber;

/// How many broken versions are told one by one.
const TOLD: usize = 20;

/// Refuses a publication in which published versions would no longer be at their addresses, unless settings leave them
/// out, which can be taken back. The warnings about those, and about addresses.
pub(super) fn check(inputs: &Inputs<'_>, plan: &Plan<'_>) -> Result<Vec<Warning>> {
    let (state, mut warnings) = (plan.state, plan.naming.warnings.clone());
    if state.lost.is_empty() {
        return Ok(warnings);
    }
    if !state.is_reread {
        return if inputs.accept.is_none() { Err(moved(&state.lost)) } else { Ok(warnings) };
    }
    let is_contested = |known: &&PolicyRecord| plan.naming.contested.contains(&known.id);
    let contested: Vec<PolicyRecord> = state.lost.iter().filter(is_contested).cloned().collect();
    if !contested.is_empty() {
        return Err(renumbered(&contested));
    }
    warnings.extend(state.lost.iter().map(left_out));
    Ok(warnings)
}

/// The refusal of a revision that has lost published commits.
pub(super) fn rewritten(history: &History, catalog: &[PolicyRecord], correction: &Correction) -> Error {
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

/// The refusal of a publication in which the policies `lost` would no longer be at their addresses.
fn moved(lost: &[PolicyRecord]) -> Error {
    refuse("published versions would no longer be at their addresses".into(), lost.iter().map(told).collect())
}

/// The refusal of settings by which the policies `lost`, which are there still, would get other versions at their
/// addresses.
fn renumbered(lost: &[PolicyRecord]) -> Error {
    let lines = ["with these settings, published versions would get other numbers or texts".to_owned()];
    let lines: Vec<String> = lines.into_iter().chain(lost.iter().map(|known| format!("  {}", told(known)))).collect();
    Error::published_history(lines.join("\n"))
        .hint("nothing was published. Take the settings back, or publish into another folder with --out DIR")
}

/// The warning that a published policy goes because settings changed.
fn left_out(lost: &PolicyRecord) -> Warning {
    Warning::new(told(lost), "the settings leave it out now: its pages are removed, and come back if the settings do")
}

fn told(known: &PolicyRecord) -> String {
    match known.versions {
        1 => format!("{}, version 1", known.id),
        n => format!("{}, versions 1 to {n}", known.id),
    }
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
