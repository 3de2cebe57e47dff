//! Puts back files of the ledger that somebody took away: everything follows from its lines.

use super::grow::Grown;
use super::published::{self, sound};
use super::tiles::filled;
use crate::error::Result;
use crate::ledger::{Checkpoint, Entry, Note, Receipt, Tile, Tree, WIDTH, bundle, lines_of};
use crate::model::VersionNumber;
use crate::pipeline::files::{LogFiles, SiteFile};
use crate::pipeline::inputs::Inputs;
use crate::pipeline::logged::Logged;
use crate::pipeline::plan::Plan;
use crate::pipeline::signing::Signing;
use crate::places::{OfLog, Place, SitePath};
use crate::publish::Batch;
use std::collections::{BTreeSet, HashSet};
use std::sync::OnceLock;

/// The whole ledger, read once something of it is needed.
pub(super) struct Whole<'a> {
    plan: &'a Plan<'a>,
    grown: &'a Grown,
    logged: &'a Logged,
    pieces: &'a LogFiles,
    origin: &'a str,
    signing: &'a Signing,
    read: OnceLock<(String, Tree)>,
}

impl<'a> Whole<'a> {
    /// The ledger of which these are the `pieces` that were published before.
    pub(super) fn new(
        (plan, grown): (&'a Plan<'a>, &'a Grown),
        logged: &'a Logged,
        pieces: &'a LogFiles,
        (origin, signing): (&'a str, &'a Signing),
    ) -> Self {
        Self { plan, grown, logged, pieces, origin, signing, read: OnceLock::new() }
    }

    fn read(&self) -> Result<&(String, Tree)> {
        if let Some(read) = self.read.get() {
            return Ok(read);
        }
        let text = match &self.grown.text {
            Some(text) => text.clone(),
            None => published::lines(self.plan, self.logged, &|| Ok(Vec::new()))?,
        };
        let tree = Tree::of_lines(lines_of(&text));
        Ok(self.read.get_or_init(|| (text, tree)))
    }

    /// The sizes of which there are checkpoints.
    fn sizes(&self) -> BTreeSet<u64> {
        let all = self.pieces.values().flat_map(|files| files.keys()).chain(&self.plan.state.log_lost);
        all.filter_map(|path| path.as_str().strip_prefix("log/checkpoints/")?.parse().ok()).collect()
    }

    /// The checkpoint of this size: the published one if it is there, else it is made anew.
    fn checkpoint(&self, size: u64) -> Result<Option<Note>> {
        let path = Place::Log(OfLog::CheckpointAt(size)).path();
        let known = self.pieces.values().find_map(|files| files.get(&path));
        let there = known.and_then(|file| sound(self.plan.folder, &path, file.digest));
        if let Some(note) = there.and_then(|bytes| Note::parse(&String::from_utf8(bytes).ok()?)) {
            return Ok(Some(note));
        }
        let root = self.read()?.1.root(size);
        let text = root.map(|root| Checkpoint { origin: self.origin.to_owned(), size, root }.to_text());
        Ok(text.map(|text| self.signing.note(OfLog::CheckpointAt(size), text, &self.logged.announced)))
    }

    /// The receipt of version `n` of the policy that the ledger has under this name.
    pub(super) fn receipt(&self, name: &str, n: VersionNumber) -> Result<Option<Receipt>> {
        let (text, tree) = self.read()?;
        let is_it = |line: &&str| matches!(Entry::parse(line), Some(Entry::Version { policy, n: other, .. }) if policy == name && other == n.get());
        let Some((index, line)) = lines_of(text).enumerate().find(|(_, line)| is_it(line)) else { return Ok(None) };
        let index = index as u64;
        let Some(size) = self.sizes().range(index + 1..).next().copied() else { return Ok(None) };
        let Some((proof, checkpoint)) = tree.inclusion(index, size).zip(self.checkpoint(size)?) else {
            return Ok(None);
        };
        Ok(Some(Receipt { line: line.to_owned(), index, proof, checkpoint }))
    }
}

/// Puts back what was taken away of the ledger's files. The pieces that changed.
pub(super) fn stage(
    whole: &Whole<'_>,
    inputs: &Inputs<'_>,
    batch: &mut Batch<'_>,
) -> Result<Vec<(usize, SitePath, SiteFile)>> {
    let lost: HashSet<&SitePath> = whole.plan.state.log_lost.iter().collect();
    if lost.is_empty() {
        return Ok(Vec::new());
    }
    let (text, tree) = whole.read()?;
    let (lines, size) = (lines_of(text).collect::<Vec<_>>(), tree.size());
    let mut found = Vec::new();
    let mut put = |path: SitePath, size: u64, bytes: &[u8]| -> Result<()> {
        let file = SiteFile::of_bytes(Place::Log(OfLog::Leaves).rank(), bytes);
        let slot = whole.plan.state.slot_of(&path, file.rank, inputs.archive.tip.date, true);
        batch.put(&slot, bytes)?;
        found.push((super::tiles::piece(size), path, file));
        Ok(())
    };
    let sizes = whole.sizes();
    for size in &sizes {
        let path = Place::Log(OfLog::CheckpointAt(*size)).path();
        if let Some(note) = Some(&path).filter(|path| lost.contains(path)).map(|_| whole.checkpoint(*size)) {
            put(path, *size, note?.map(|note| note.to_string()).unwrap_or_default().as_bytes())?;
        }
    }
    let full: BTreeSet<Tile> = filled(0, size).collect();
    let partial = sizes.iter().flat_map(|size| Tile::edge(*size)).filter(|tile| !full.contains(&tile.full()));
    let all: BTreeSet<Tile> = partial.chain(full.iter().copied()).collect();
    for tile in all {
        let end = ((tile.number * WIDTH + u64::from(tile.width)) << (8 * tile.level)).min(size);
        let path = Place::Log(OfLog::Tile(&tile.path())).path();
        if let Some(hashes) = tree.tile(tile).filter(|_| lost.contains(&path)) {
            put(path, end, &hashes.iter().flat_map(|hash| *hash.bytes()).collect::<Vec<_>>())?;
        }
        let path = Place::Log(OfLog::Tile(&tile.bundle_path())).path();
        if tile.level == 0 && lost.contains(&path) {
            let first = (tile.number * WIDTH) as usize;
            put(path, end, &bundle(lines[first..first + usize::from(tile.width)].iter().copied()))?;
        }
    }
    Ok(found)
}
