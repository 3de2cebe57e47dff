//! A published ledger from which a publication without a state goes on: it is the memory that refuses a rewritten history.

use super::logged::Logged;
use super::refusals;
use crate::error::{Error, Result};
use crate::ledger::{Checkpoint, Entry, Note, PublicKey, Tree, lines_of};
use crate::model::{CommitId, Digest};
use crate::places::{OfLog, Place};
use crate::publish::Folder;
use std::path::Path;

/// A published ledger whose lines are those that its checkpoint states.
#[derive(Debug)]
pub(super) struct Continued {
    note: Note,
    checkpoint: Checkpoint,
    entries: Vec<(Entry, String)>,
}

impl Continued {
    /// Reads the ledger below `place`, which is the root of a site or its folder `log`.
    pub(super) fn read(place: &Path) -> Result<Self> {
        let below = place.join("log");
        let place = if below.join("checkpoint").exists() { below } else { place.to_owned() };
        let read = |name: &str| {
            let file = place.join(name);
            std::fs::read(&file).map_err(|e| {
                Error::input(format!("can't read the published ledger: `{}`", file.display()))
                    .hint("name a folder that has `log/checkpoint` and `log/leaves.txt` of the published site")
                    .because(e)
            })
        };
        Self::of(read("checkpoint")?, read("leaves.txt")?)
            .ok_or_else(|| damaged(&format!("the ledger in `{}`", place.display())))
    }

    /// The ledger that the published folder has although there is no state: nothing of it if it has none.
    pub(super) fn there(folder: &Folder) -> Result<Option<Self>> {
        let read = |file| folder.published(&Place::Log(file).path());
        let Some(checkpoint) = read(OfLog::Checkpoint) else { return Ok(None) };
        let lines = read(OfLog::Leaves).unwrap_or_default();
        Self::of(checkpoint, lines).map(Some).ok_or_else(|| damaged("the ledger in the published folder"))
    }

    fn of(checkpoint: Vec<u8>, lines: Vec<u8>) -> Option<Self> {
        let note = Note::parse(&String::from_utf8(checkpoint).ok()?)?;
        let (checkpoint, lines) = (Checkpoint::parse(&note.text)?, String::from_utf8(lines).ok()?);
        let tree = Tree::of_lines(lines_of(&lines));
        if tree.size() != checkpoint.size || tree.root(checkpoint.size) != Some(checkpoint.root) {
            return None;
        }
        let entries =
            lines_of(&lines).map(|line| Some((Entry::parse(line)?, line.to_owned()))).collect::<Option<_>>()?;
        Some(Self { note, checkpoint, entries })
    }

    /// What it states of itself, with signatures.
    pub(super) fn note(&self) -> &Note {
        &self.note
    }

    /// Its entries, each with its line.
    pub(super) fn entries(&self) -> &[(Entry, String)] {
        &self.entries
    }

    /// Whether it goes on from what `logged` tells of: its first lines are those, and if that is signed, a key that signed
    /// it signed this too.
    pub(super) fn extends(&self, logged: &Logged) -> bool {
        let mut keys = logged.keys.iter().filter_map(|vkey| PublicKey::parse(vkey));
        if !logged.keys.is_empty() && !keys.any(|key| self.is_signed_by(&key)) {
            return false;
        }
        let known = self.entries.get(..usize::try_from(logged.edge.size()).unwrap_or(usize::MAX));
        let text = known.map(|known| known.iter().map(|(_, line)| line.as_str()).collect::<String>());
        text.is_some_and(|text| Digest::of(text.as_bytes()) == logged.lines)
    }

    /// Refuses a state of which this is not the ledger.
    pub(super) fn refuse_another(&self, logged: &Logged) -> Result<()> {
        let known = Note::parse(&logged.checkpoint).and_then(|note| Checkpoint::parse(&note.text));
        match known {
            Some(known) if (known.size, known.root) == (self.checkpoint.size, self.checkpoint.root) => Ok(()),
            _ => Err(Error::published_history("the state and the ledger to go on from are of different publications")
                .hint("go on from the newer one: without --continue, or without the state")),
        }
    }

    /// The commits that its entries name, in their order.
    pub(super) fn commits(&self) -> Vec<CommitId> {
        let commit = |(entry, _): &(Entry, String)| match entry {
            Entry::Version { commit, .. } | Entry::Withdrawn { commit, .. } => Some(commit.clone()),
            Entry::Rewrite { new, .. } => Some(new.clone()),
            Entry::Key { .. } | Entry::File { .. } => None,
        };
        let mut commits: Vec<CommitId> = self.entries.iter().filter_map(commit).collect();
        commits.dedup();
        commits
    }

    /// Refuses a history that has lost a commit: `is_lost` tells of each.
    pub(super) fn refuse_lost(&self, is_lost: &dyn Fn(&CommitId) -> bool) -> Result<()> {
        let lost = |(entry, _): &(Entry, String)| match entry {
            Entry::Version { policy, n, commit, .. } if is_lost(commit) => {
                Some(format!("{policy}, version {n}: commit {}", commit.short()))
            }
            Entry::Withdrawn { policy, commit, .. } if is_lost(commit) => {
                Some(format!("{policy}, withdrawn: commit {}", commit.short()))
            }
            _ => None,
        };
        let lost: Vec<String> = self.entries.iter().filter_map(lost).collect();
        if lost.is_empty() { Ok(()) } else { Err(refusals::lost_of_ledger(lost)) }
    }

    /// The keys that its entries announce.
    pub(super) fn announced(&self) -> impl Iterator<Item = &String> {
        self.entries.iter().filter_map(|(entry, _)| match entry {
            Entry::Key { vkey } => Some(vkey),
            _ => None,
        })
    }

    /// Whether `key` signed it. Nothing else makes it that publisher's: anybody can write a ledger that announces a key.
    pub(super) fn is_signed_by(&self, key: &PublicKey) -> bool {
        self.note.is_signed_by(key) == Some(true)
    }

    /// The name of a key that signed it, if it is signed, and whether `key` did.
    pub(super) fn signer(&self, key: Option<&PublicKey>) -> Option<(&str, bool)> {
        let first = self.note.signatures.first()?;
        Some((&first.name, key.is_some_and(|key| self.is_signed_by(key))))
    }
}

fn damaged(what: &str) -> Error {
    Error::published_history(format!("{what} is damaged: its lines are not those that its checkpoint states"))
        .hint("fetch `log/checkpoint` and `log/leaves.txt` again, from the published site or a mirror")
}
