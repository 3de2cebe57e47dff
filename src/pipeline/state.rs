//! What one publication leaves for the next: which files it wrote, of what, and what was read for them.

use super::files::{LogFiles, SiteFile, SiteFiles, packed};
use super::logged::{Logged, LoggedPolicy};
use super::named::{ASIDE, FACTS, LINE, LOG, POLICIES};
use super::named::{all_of, facts_name, log_name, piece_name, policy_name, record_name};
use super::names::KnownNames;
use super::read::ReadState;
use crate::catalog::{Former, Published};
use crate::error::{Error, Result};
use crate::history::{Correction, History, Scope};
use crate::model::{Digest, PolicyId, Timestamp, VersionNumber};
use crate::pages::{Moment, Page};
use crate::places::{self, OfSite, Place, Rank, SitePath};
use crate::publish::{Batch, Folder, Publication, Slot, StateName, damaged};
use crate::store;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The layout of what is kept. It changes when a value in here that is not bound to one program does.
const FORMAT: u32 = 8;

/// What was published, but for the policies.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Record {
    /// Stands first in every format.
    pub(super) format: u32,
    /// A digest of the program, its settings and its theme.
    pub(super) inputs: Option<Digest>,
    /// A digest of what decides which commits and files are read.
    pub(super) reading: Option<Digest>,
    /// The policies folder.
    pub(super) folder: String,
    /// The published revision.
    pub(super) commit: String,
    /// The number of commits on the published line.
    pub(super) line: usize,
    pub(super) corrections: Vec<Correction>,
    /// A digest of where links between policies point.
    pub(super) catalog: Option<Digest>,
    /// The policies by number.
    pub(super) policies: Vec<PolicyRecord>,
    /// Policies that were published and are no longer: nobody else may ever have their addresses.
    pub(super) gone: Vec<PolicyRecord>,
    /// The files that all policies share.
    pub(super) shared: SiteFiles,
    /// Files that were published and that no policy answers for any more; they stay.
    pub(super) left: SiteFiles,
    /// Files that are to be removed, once no policy fails.
    pub(super) late: SiteFiles,
    /// Whether every policy was published in its current state.
    pub(super) complete: bool,
    /// The ledger, once there is one.
    pub(super) ledger: Option<Logged>,
}

/// A policy that was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PolicyRecord {
    /// Its place among all texts that were ever followed.
    pub(super) number: usize,
    pub(super) id: PolicyId,
    /// The ids that it had before.
    pub(super) former: Vec<Former>,
    pub(super) versions: usize,
    /// The digest of what may never change of them.
    pub(super) proof: Digest,
    /// What the ledger has of it.
    pub(super) log: LoggedPolicy,
}

impl PolicyRecord {
    /// Whether a policy with these versions goes on with what was published.
    pub(super) fn goes_on(&self, moments: &[Moment]) -> bool {
        self.versions.checked_sub(1).and_then(|last| moments.get(last)).is_some_and(|m| m.proof == self.proof)
    }
}

/// What was published of one policy.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct PolicyState {
    /// A digest of everything that its pages are made of.
    pub(super) key: Option<Digest>,
    #[serde(with = "packed")]
    pub(super) files: SiteFiles,
    /// Its versions, with what is known without their texts.
    pub(super) moments: Vec<Moment>,
    /// For each version a digest of where its links, and those of the one before, point.
    pub(super) links: Vec<Digest>,
    /// Whether it was read with other settings, under which it had another number: it is read again.
    pub(super) stale: bool,
    /// The number under which it was kept, where that was another one.
    #[serde(skip)]
    pub(super) was: Option<usize>,
    /// What was read from its texts. It has a file of its own: a publication without anything new does not load it.
    #[serde(skip)]
    pub(super) facts: Option<ReadState>,
}

impl PolicyState {
    /// What was read from its texts, if what is read now would be the same.
    pub(super) fn sound_facts(&self) -> Option<&ReadState> {
        self.facts.as_ref().filter(|_| !self.stale)
    }
}

/// Everything that is kept, but for weaves.
#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) record: Record,
    /// Policies by number.
    pub(super) kept: HashMap<usize, PolicyState>,
    /// Files of the ledger, but for those that all policies share, in pieces that belong to entries in a row.
    pub(super) log: LogFiles,
    /// Those of them that somebody took away.
    pub(super) log_lost: Vec<SitePath>,
    /// The published line, once it was needed.
    pub(super) history: Option<History>,
    /// Policies of the last publication that none goes on with.
    pub(super) lost: Vec<PolicyRecord>,
    /// Whether other settings say what is a policy than at the last publication.
    pub(super) is_reread: bool,
    /// The numbers under which policies were kept.
    numbers: Vec<usize>,
    /// Files of policies that have no number any more.
    disowned: SiteFiles,
    /// What the last publication of this process called the policies.
    pub(super) names: Option<KnownNames>,
    /// The policies that were published under each id, by number.
    owners: HashMap<String, Vec<usize>>,
}

impl State {
    /// What the last publication into `folder` left, without facts.
    pub(super) fn load(folder: &Folder) -> Result<Self> {
        let damaged = || damaged(folder.state_place());
        let Some(bytes) = folder.read(&record_name())? else { return Ok(Self::default()) };
        // the layout of another format may be any
        if store::first::<u32>(&bytes).ok_or_else(damaged)? != FORMAT {
            let place = folder.state_place().display();
            return Err(Error::input(format!("the state in `{place}` was written by another version of promulgate"))
                .hint(
                    "build with that version; or remove that folder and build again with --take-over: the site is rebuilt \
                     from the repository, and published texts that are no longer in it are lost",
                ));
        }
        let record: Record = store::from_bytes(&bytes).ok_or_else(damaged)?;
        let read = |bytes: Vec<u8>| store::from_bytes(&bytes).ok_or_else(damaged);
        let read_piece =
            |bytes: Vec<u8>| store::from_bytes(&bytes).map(|LogPiece(files)| Arc::new(files)).ok_or_else(damaged);
        let kept: HashMap<usize, PolicyState> = all_of(folder, POLICIES, read)?;
        if !record.policies.iter().all(|known| kept.contains_key(&known.number)) {
            return Err(damaged());
        }
        let log = all_of(folder, LOG, read_piece)?.into_iter().collect();
        let mut state = Self { numbers: kept.keys().copied().collect(), record, kept, log, ..Self::default() };
        let left = folder.left()?;
        let unknown = |path: SitePath| (path.clone(), SiteFile::unknown(&path));
        for path in left.written {
            state.forget(&path);
            state.record.late.extend([unknown(path)]); // ours all the same, whatever it holds
        }
        if !left.removed.is_empty() {
            state.record.inputs = None;
            state.record.late.extend(left.removed.into_iter().map(unknown));
        }
        Ok(state)
    }

    /// Adds the facts, unless they are here; those that the program `reader` did not read are stale.
    pub(super) fn load_facts(&mut self, folder: &Folder, reader: Digest) -> Result<()> {
        if self.kept.values().all(|kept| kept.facts.is_some()) {
            return Ok(());
        }
        let all = all_of(folder, FACTS, |bytes| Ok(store::from_bytes::<(Digest, Option<ReadState>)>(&bytes)))?;
        for (number, read) in all {
            let kept = self.kept.get_mut(&number).filter(|kept| kept.facts.is_none());
            if let (Some((by, facts)), Some(kept)) = (read, kept) {
                kept.stale |= by != reader;
                kept.facts = facts;
            }
        }
        Ok(())
    }

    /// Takes the published line out, as `scope` and `authors` see it if it was read so before.
    pub(super) fn take_history(&mut self, folder: &Folder, scope: Scope, authors: bool) -> Result<History> {
        if let Some(history) = self.history.take() {
            return Ok(history);
        }
        let damaged = || damaged(folder.state_place());
        let mut all: HashMap<usize, Vec<u8>> = all_of(folder, LINE, Ok)?;
        let pieces = (0..History::piece_count(self.record.line)).map(|n| all.remove(&n).ok_or_else(damaged));
        let pieces: Vec<Vec<u8>> = pieces.collect::<Result<_>>()?;
        History::read(scope, authors, pieces.into_iter(), self.record.corrections.clone()).ok_or_else(damaged)
    }

    /// Whether each policy that ever was published goes on under its number.
    pub(super) fn all_go_on(&self) -> bool {
        !self.is_reread && self.lost.is_empty() && self.record.gone.is_empty()
    }

    /// The files that the last publication wrote: those that all policies share, those of each, and the ledger's.
    pub(super) fn files_by_owner(&self) -> impl Iterator<Item = &SiteFiles> {
        self.kept
            .values()
            .map(|kept| &kept.files)
            .chain(self.log.values().map(|files| &**files))
            .chain([&self.record.shared])
    }

    /// How many files that publication wrote.
    pub(super) fn file_count(&self) -> usize {
        self.files_by_owner().map(SiteFiles::len).sum()
    }

    /// Whether an earlier publication wrote at `path`. Files of a policy are below one of its ids.
    fn knows(&self, path: &SitePath) -> bool {
        let mut files = [&self.record.shared, &self.record.left, &self.record.late, &self.disowned].into_iter();
        let owned = |number: &usize| self.kept.get(number).is_some_and(|kept| kept.files.contains_key(path));
        let of_log = || path.folders().next() == Some(places::LOG) && self.log.values().any(|f| f.contains_key(path));
        let mut owners = path.folders().filter_map(|folder| self.owners.get(folder));
        files.any(|files| files.contains_key(path)) || of_log() || owners.any(|numbers| numbers.iter().any(owned))
    }

    /// All these files, each with its size in bytes.
    pub(super) fn sizes(&self) -> impl Iterator<Item = (&str, u64)> {
        self.files_by_owner().flatten().map(|(path, file)| (path.as_str(), file.size))
    }

    /// Where `page` goes.
    pub(super) fn slot<'p>(&self, page: &'p Page) -> Slot<'p> {
        let (known, frozen) = (self.knows(&page.path), page.is_frozen());
        Slot { path: &page.path, rank: page.rank, modified: page.modified, known, frozen }
    }

    /// Where a file of the ledger goes, or a list of digests, that came to be at `modified`.
    pub(super) fn slot_of<'p>(&self, path: &'p SitePath, rank: Rank, modified: Timestamp, frozen: bool) -> Slot<'p> {
        Slot { path, rank, modified, known: self.knows(path), frozen }
    }

    /// Where the compressed copy of a file with the date `modified` goes.
    pub(super) fn slot_beside<'p>(&self, path: &'p SitePath, modified: Timestamp) -> Slot<'p> {
        Slot { path, rank: Rank::Compressed, modified, known: self.knows(path), frozen: false }
    }

    /// For each of the policies with these `numbers` the ids under which it was published, and the ids of those that are
    /// gone.
    pub(super) fn published(&self, numbers: impl Iterator<Item = usize> + Clone) -> Published {
        let last = |known: &PolicyRecord| (known.id.clone(), VersionNumber::at(known.versions - 1));
        let mut owned: HashMap<usize, (Former, Vec<Former>)> =
            self.record.policies.iter().map(|known| (known.number, (last(known), known.former.clone()))).collect();
        let gone = self.record.gone.iter().chain(&self.lost);
        Published {
            owned: numbers.clone().map(|number| owned.remove(&number)).collect(),
            standing: numbers.map(|number| self.kept.contains_key(&number)).collect(),
            orphaned: gone.flat_map(|k| k.former.iter().map(|(id, _)| id).chain([&k.id])).cloned().collect(),
        }
    }

    /// For each policy, by number, the ids at which its versions may be found.
    pub(super) fn addresses(&self) -> HashMap<usize, Vec<PolicyId>> {
        let mut addresses: HashMap<usize, Vec<PolicyId>> = HashMap::new();
        for known in &self.record.policies {
            let ids = known.former.iter().map(|(id, _)| id).chain([&known.id]).cloned();
            addresses.entry(known.number).or_default().extend(ids);
        }
        addresses
    }

    /// The files of earlier publications that are not part of the next one: of that, `shared` are the files that all
    /// policies share, `fresh` the policies that changed, `standing` the numbers of all.
    pub(super) fn obsolete(
        &self,
        shared: &SiteFiles,
        fresh: &HashMap<usize, PolicyState>,
        standing: &HashSet<usize>,
    ) -> SiteFiles {
        let stands = |number: &usize| !fresh.contains_key(number) && standing.contains(number);
        let before = self.kept.iter().filter(|(number, _)| !stands(number)).flat_map(|(_, kept)| &kept.files);
        let before = before.chain(&self.record.shared).chain(&self.record.late).chain(&self.disowned);
        let now: HashSet<&SitePath> = fresh.values().flat_map(|kept| kept.files.keys()).collect();
        let is_there = |path: &SitePath| now.contains(path) || shared.contains_key(path);
        let mut gone: SiteFiles =
            before.filter(|(path, _)| !is_there(path)).map(|(path, file)| (path.clone(), *file)).collect();
        if !gone.is_empty() {
            // another policy may have come to such an address
            let others = self.kept.iter().filter(|(number, _)| stands(number)).flat_map(|(_, kept)| kept.files.keys());
            others.for_each(|path| _ = gone.remove(path));
        }
        gone
    }

    /// Makes `publication` remove what is kept of all policies except those `standing`.
    pub(super) fn drop_others(&self, standing: &HashSet<usize>, publication: &Publication<'_>) {
        for number in self.numbers.iter().filter(|number| !standing.contains(number)) {
            let names = [policy_name as fn(usize) -> StateName, facts_name];
            names.iter().chain(ASIDE).for_each(|name| publication.forget(name(*number)));
        }
    }

    /// Brings the state to what was published.
    pub(super) fn replace(
        &mut self,
        (record, log): (Record, LogFiles),
        fresh: HashMap<usize, PolicyState>,
        standing: &HashSet<usize>,
    ) {
        self.record = record;
        self.log = log;
        self.log_lost.clear();
        self.owners.clear(); // the next publication fills it
        self.kept.retain(|number, _| standing.contains(number));
        self.kept.extend(fresh);
        self.numbers = self.kept.keys().copied().collect();
        self.disowned.clear();
        self.lost.clear();
        self.is_reread = false;
    }

    /// Whether the home page is still the one that was published, judging by its size; true if nothing was published.
    pub(super) fn is_home(&self, folder: &Folder) -> bool {
        let home = Place::Site(OfSite::Home).path();
        self.record.shared.get(&home).is_none_or(|file| folder.holds(&home, file.size))
    }

    /// Forgets that a file was written, so that it is written again.
    pub(super) fn forget(&mut self, path: &SitePath) {
        self.record.inputs = None;
        self.record.shared.remove(path);
        let from_log = self.log.values_mut().filter(|files| files.contains_key(path));
        let from_log = from_log.filter_map(|files| Arc::make_mut(files).remove(path));
        self.log_lost.extend(from_log.map(|_| path.clone()));
        for kept in self.kept.values_mut() {
            if kept.files.remove(path).is_some() {
                kept.key = None;
            }
        }
    }
}

impl Record {
    /// Keeps the record.
    pub(super) fn keep(&mut self, batch: &mut Batch<'_>) -> Result<()> {
        self.format = FORMAT;
        batch.keep(&record_name(), &store::to_bytes(self))
    }
}

impl PolicyState {
    /// Keeps it as policy `number`, with facts that the program `reader` read.
    pub(super) fn keep(&self, number: usize, reader: Digest, batch: &mut Batch<'_>) -> Result<()> {
        batch.keep(&facts_name(number), &store::to_bytes(&(reader, &self.facts)))?;
        batch.keep(&policy_name(number), &store::to_bytes(self))
    }

    /// Keeps it as policy `number`, with all that other pages need of it, although it is not published again.
    pub(super) fn carry(&self, number: usize, reader: Digest, folder: &Folder, batch: &mut Batch<'_>) -> Result<()> {
        self.keep(number, reader, batch)?;
        let Some(was) = self.was.filter(|was| *was != number) else { return Ok(()) };
        for name in ASIDE {
            if let Some(bytes) = folder.read(&name(was))? {
                batch.keep(&name(number), &bytes)?;
            }
        }
        Ok(())
    }
}

/// A piece of the list of the ledger's files, as it is kept.
#[derive(Serialize, Deserialize)]
struct LogPiece(#[serde(with = "packed")] SiteFiles);

/// Keeps a piece of the list of the ledger's files.
pub(super) fn keep_log(number: usize, files: SiteFiles, batch: &mut Batch<'_>) -> Result<()> {
    batch.keep(&log_name(number), &store::to_bytes(&LogPiece(files)))
}

/// Keeps the pieces of `history` that one of `before` commits does not have.
pub(super) fn keep_history(history: &History, before: usize, batch: &mut Batch<'_>) -> Result<()> {
    let (first, pieces) = history.pieces(before);
    pieces.enumerate().try_for_each(|(ix, bytes)| batch.keep(&piece_name(first + ix), &bytes))
}

mod adopt;

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
