//! What is said to whoever would break published history.

use super::state::PolicyRecord;
use crate::error::{Error, Warning};
use crate::history::{Correction, History};
use crate::model::VersionNumber;

/// How many broken versions a message lists.
const TOLD: usize = 20;

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

/// The refusal of a publication in which the policies `lost` would disappear from their addresses.
pub(super) fn moved(lost: &[PolicyRecord]) -> Error {
    refuse("published versions would disappear from their addresses".into(), lost.iter().map(told).collect())
}

/// The refusal of settings by which the policies `lost`, which are there still, would get other versions at their
/// addresses.
pub(super) fn renumbered(lost: &[PolicyRecord]) -> Error {
    let lines = ["with these settings, published versions would get other numbers or texts".to_owned()];
    let lines: Vec<String> = lines.into_iter().chain(lost.iter().map(|known| format!("  {}", told(known)))).collect();
    Error::published_history(lines.join("\n"))
        .hint("nothing was published. Restore the settings, or publish into another folder with --out DIR")
}

/// The warning that a published policy is removed because settings changed.
pub(super) fn left_out(lost: &PolicyRecord) -> Warning {
    Warning::new(told(lost), "the settings leave it out now: its pages are removed, and come back if the settings do")
}

/// The refusal of a revision that has `lost` commits that the published ledger names.
pub(super) fn lost_of_ledger(lost: Vec<String>) -> Error {
    listed("published history was rewritten: commits that the published ledger names are gone".into(), lost).hint(
        "nothing was published. Bring the history back; or publish it as it is now where the state of the last publication \
         is, by `promulgate build --accept-rewrite REASON`",
    )
}

/// The refusal of what would be published without the entries `lost` of the published ledger.
pub(super) fn other_ledger(lost: Vec<String>) -> Error {
    listed("what the published ledger says would no longer be true".into(), lost)
        .hint("nothing was published. Restore the history and the settings with which this was published")
}

/// The refusal of a published ledger in which anybody may have announced the key `vkey`.
pub(super) fn foreign_key(vkey: &str) -> Error {
    Error::published_history(format!("the published ledger announces the key `{vkey}`, and no key in use signed it"))
        .hint(
            "nothing was published. If that key is yours, sign with the key that signed the ledger; if not, somebody else \
             wrote there: put `log/checkpoint` and `log/leaves.txt` back from a backup or a mirror",
        )
}

/// The refusal of a published ledger that is not the one that was published last; `what` tells them apart.
pub(super) fn altered_ledger(what: &str) -> Error {
    Error::published_history(format!("the published ledger is not the one that was published last: {what}"))
}

fn told(known: &PolicyRecord) -> String {
    match known.versions {
        1 => format!("{}, version 1", known.id),
        n => format!("{}, versions 1 to {n}", known.id),
    }
}

fn refuse(message: String, lost: Vec<String>) -> Error {
    listed(message, lost).hint(
        "nothing was published. Bring the history back (git reflog shows where it was); or publish it as it is now, with a \
         public note, by `promulgate build --accept-rewrite REASON`",
    )
}

fn listed(message: String, lost: Vec<String>) -> Error {
    let more = lost.len().saturating_sub(TOLD);
    let mut lines = vec![message];
    lines.extend(lost.into_iter().take(TOLD).map(|line| format!("  {line}")));
    if more > 0 {
        lines.push(format!("  and {more} more"));
    }
    Error::published_history(lines.join("\n"))
}
