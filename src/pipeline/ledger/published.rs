//! Reads the ledger back from the published folder. Nothing there is believed: its digest is known.

use super::leaves::Again;
use super::of_lines;
use crate::error::Result;
use crate::ledger::{Checkpoint, Note, Tile, WIDTH};
use crate::model::Digest;
use crate::pipeline::continued::Continued;
use crate::pipeline::logged::Logged;
use crate::pipeline::plan::Plan;
use crate::pipeline::refusals::altered_ledger;
use crate::pipeline::state::State;
use crate::places::{OfLog, Place};
use crate::publish::Folder;

/// The ledger in the folder, if another publisher, with a state of its own, went on from the one that the last publication
/// left. One that is gone is no other one, nor is one that the last publication could not replace.
///
/// # Errors
/// It is another one: an older copy of the site was put there, or somebody altered it. The disk fails.
pub(in crate::pipeline) fn gone_on(folder: &Folder, state: &State) -> Result<Option<Continued>> {
    let Some(logged) = &state.record.ledger else { return Ok(None) };
    let Some(there) = other_checkpoint(folder, logged) else { return Ok(None) };
    if folder.left()?.written.contains(&Place::Log(OfLog::Checkpoint).path()) {
        return Ok(None);
    }
    if let Some(further) = Continued::there(folder).ok().flatten().filter(|there| there.extends(logged)) {
        return Ok(Some(further));
    }
    let size = |text: &str| Some(Checkpoint::parse(&Note::parse(text)?.text)?.size);
    let recorded = size(&logged.checkpoint).unwrap_or_default();
    let what = match String::from_utf8(there).ok().and_then(|text| size(&text)) {
        Some(there) if there < recorded => format!("it has {there} entries there, and {recorded} were published"),
        _ => "its checkpoint is another one".into(),
    };
    Err(altered_ledger(&what).hint(
        "find out who put an older copy of the site there, or altered it. Then remove `log/checkpoint` from it and publish \
         again: all files of the site are put back",
    ))
}

/// The checkpoint in the folder, if it is another one than `logged` tells of.
fn other_checkpoint(folder: &Folder, logged: &Logged) -> Option<Vec<u8>> {
    let there = folder.published(&Place::Log(OfLog::Checkpoint).path())?;
    Some(there).filter(|there| there != logged.checkpoint.as_bytes())
}

/// All lines of the ledger: from the file that has them all, else from its pieces, else as they follow from the history.
pub(super) fn lines(plan: &Plan<'_>, logged: &Logged, again: Again<'_>) -> Result<String> {
    let sound = |bytes: Vec<u8>| String::from_utf8(bytes).ok().filter(|text| of_lines(text) == logged.lines);
    let whole = plan.folder.published(&Place::Log(OfLog::Leaves).path()).and_then(sound);
    if let Some(text) = whole.or_else(|| sound(pieces(plan, logged.edge.size())?)) {
        return Ok(text);
    }
    let lines = again()?.into_iter().take(logged.edge.size() as usize).map(|leaf| leaf.line);
    sound(lines.collect::<String>().into_bytes()).ok_or_else(|| {
        altered_ledger("`log/leaves.txt` has other lines").hint(
            "put back the file of the last publication, from a backup or a mirror; or publish anew into another folder",
        )
    })
}

/// All lines, joined from the bundles in which other programs read them.
fn pieces(plan: &Plan<'_>, size: u64) -> Option<Vec<u8>> {
    let mut all = Vec::new();
    for number in 0..size.div_ceil(WIDTH) {
        let width = (size - number * WIDTH).min(WIDTH) as u16;
        let path = Tile { level: 0, number, width }.bundle_path();
        let bytes = plan.folder.published(&Place::Log(OfLog::Tile(&path)).path())?;
        let mut rest = bytes.as_slice();
        while let Some((length, after)) = rest.split_first_chunk::<2>() {
            let (line, after) = after.split_at_checked(u16::from_be_bytes(*length).into())?;
            all.extend(line);
            rest = after;
        }
    }
    Some(all)
}

/// The bytes of a file of the site, if they are those that were published.
pub(super) fn sound(folder: &Folder, path: &crate::places::SitePath, digest: Digest) -> Option<Vec<u8>> {
    folder.published(path).filter(|bytes| Digest::of(bytes) == digest)
}
