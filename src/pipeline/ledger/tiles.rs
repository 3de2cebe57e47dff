//! Stages the files of the tree: tiles, bundles of entries, and the checkpoint of each commit.
//!
//! Partial tiles of a size that was published stay until the tile is full.

use super::grow::Grown;
use crate::error::Result;
use crate::ledger::{HEIGHT, Tile, WIDTH, bundle};
use crate::model::Timestamp;
use crate::pipeline::files::{LogFiles, SiteFile};
use crate::pipeline::state::State;
use crate::places::{OfLog, Place, SitePath};
use crate::publish::{Batch, Publication};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Stages what was added to the tree, and has the partial tiles removed that are full now. The pieces that changed.
pub(super) fn stage(
    grown: &Grown,
    pieces: &mut LogFiles,
    state: &State,
    (publication, batch): (&Publication<'_>, &mut Batch<'_>),
) -> Result<BTreeSet<usize>> {
    let mut desk = TileDesk { pieces, state, batch, changed: BTreeSet::new() };
    let size = grown.tree.size();
    let lines = grown.lines();
    for checkpoint in &grown.checkpoints {
        let file = Place::Log(OfLog::CheckpointAt(checkpoint.size));
        desk.put(file, checkpoint.size, checkpoint.date, checkpoint.note.to_string().as_bytes())?;
        for tile in Tile::edge(checkpoint.size).filter(|tile| !is_full_at(*tile, size)) {
            desk.tile(tile, grown, &lines, checkpoint.size, checkpoint.date)?;
        }
    }
    let Some(date) = grown.checkpoints.last().map(|last| last.date) else { return Ok(desk.changed) };
    for tile in filled(grown.before, size) {
        desk.tile(tile, grown, &lines, (tile.number + 1) << (HEIGHT * (tile.level + 1)), date)?;
        desk.drop_partial(tile, publication);
    }
    Ok(desk.changed)
}

/// Whether the full tile is there in a tree of `size` leaves.
fn is_full_at(tile: Tile, size: u64) -> bool {
    tile.number < size >> (u32::from(HEIGHT) * (u32::from(tile.level) + 1))
}

/// The tiles that are full in a tree of `size` leaves and were not in one of `before`.
pub(super) fn filled(before: u64, size: u64) -> impl Iterator<Item = Tile> {
    (0..7u8).flat_map(move |level| {
        let full = move |size: u64| size >> (u32::from(HEIGHT) * (u32::from(level) + 1));
        (full(before)..full(size)).map(move |number| Tile { level, number, width: WIDTH as u16 })
    })
}

/// The piece to which files belong that came to be when the tree had `size` leaves.
pub(super) fn piece(size: u64) -> usize {
    ((size - 1) / WIDTH) as usize
}

struct TileDesk<'a, 'b> {
    pieces: &'a mut LogFiles,
    state: &'a State,
    batch: &'a mut Batch<'b>,
    changed: BTreeSet<usize>,
}

impl TileDesk<'_, '_> {
    /// Adds a file that never changes.
    fn put(&mut self, place: Place<'_>, size: u64, date: Timestamp, bytes: &[u8]) -> Result<()> {
        let (path, piece) = (place.path(), piece(size));
        let file = SiteFile::of_bytes(place.rank(), bytes);
        self.batch.put(&self.state.slot_of(&path, file.rank, date, true), bytes)?;
        Arc::make_mut(self.pieces.entry(piece).or_default()).insert(path, file);
        self.changed.insert(piece);
        Ok(())
    }

    /// Adds a tile, and the entries below it, unless it is there.
    fn tile(&mut self, tile: Tile, grown: &Grown, lines: &[&str], size: u64, date: Timestamp) -> Result<()> {
        let place = tile.path();
        let path = Place::Log(OfLog::Tile(&place)).path();
        if self.holder(tile, &path).is_some() {
            return Ok(());
        }
        let Some(hashes) = grown.tree.tile(tile) else { return Ok(()) };
        let bytes: Vec<u8> = hashes.iter().flat_map(|hash| *hash.bytes()).collect();
        self.put(Place::Log(OfLog::Tile(&place)), size, date, &bytes)?;
        if tile.level == 0 {
            let first = (tile.number * WIDTH) as usize;
            let bytes = bundle(lines[first..first + usize::from(tile.width)].iter().copied());
            self.put(Place::Log(OfLog::Tile(&tile.bundle_path())), size, date, &bytes)?;
        }
        Ok(())
    }

    /// The piece that has the file at `path`, which belongs to `tile`.
    fn holder(&self, tile: Tile, path: &SitePath) -> Option<usize> {
        if tile.level == 0 {
            let own = tile.number as usize;
            return self.pieces.get(&own).filter(|files| files.contains_key(path)).map(|_| own);
        }
        self.pieces.iter().rev().find(|(_, files)| files.contains_key(path)).map(|(number, _)| *number)
    }

    /// Has the partial tiles removed in whose place a full one comes.
    fn drop_partial(&mut self, tile: Tile, publication: &Publication<'_>) {
        let widths = (1..WIDTH as u16).map(|width| Tile { width, ..tile });
        let paths = widths.flat_map(|tile| [Some(tile.path()), (tile.level == 0).then(|| tile.bundle_path())]);
        for path in paths.flatten() {
            let path = Place::Log(OfLog::Tile(&path)).path();
            let Some(number) = self.holder(tile, &path) else { continue };
            if let Some(file) = self.pieces.get_mut(&number).and_then(|files| Arc::make_mut(files).remove(&path)) {
                publication.remove(&path, file.rank);
                self.changed.insert(number);
            }
        }
    }
}
