//! What one publication leaves for the next: which files it wrote, of what, and what was read for them.

use super::read::Facts;
use crate::catalog::Former;
use crate::error::{Error, Result};
use crate::history::{Correction, History, Lineage, Scope};
use crate::model::{Digest, PolicyId, VersionNumber};
use crate::pages::Moment;
use crate::publish::{Batch, Folder};
use crate::store;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The layout of what is kept. It changes when a value in here that is not bound to one program does.
const FORMAT: u32 = 1;
/// The name of the record among the state files.
const RECORD: &str = "record";

/// What was published, but for the policies.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Record {
    pub(super) format: u32,
    /// A digest of the program, its settings and its theme.
    pub(super) inputs: Option<Digest>,
    /// A digest of what decides which commits and files are read.
    pub(super) reading: Option<Digest>,
    /// The published revision.
    pub(super) commit: String,
    /// The number of commits on the published line.
    pub(super) line: usize,
    pub(super) corrections: Vec<Correction>,
    /// A digest of where links between policies may lead.
    pub(super) catalog: Option<Digest>,
    /// The policies by number.
    pub(super) policies: Vec<Known>,
    /// The files that all policies share.
    pub(super) shared: Files,
    /// Files that were published and that no policy answers for any more; they stay.
    pub(super) left: Files,
    /// Whether every policy was published as it stands.
    pub(super) complete: bool,
}

/// A policy that was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Known {
    /// Its place among all texts that were ever followed.
    pub(super) number: usize,
    pub(super) id: PolicyId,
    /// The ids that it had before.
    pub(super) former: Vec<Former>,
    pub(super) versions: usize,
    /// The digest of what may never change of them.
    pub(super) proof: Digest,
}

/// What was published of one policy.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Kept {
    /// A digest of everything that its pages are made of.
    pub(super) key: Option<Digest>,
    pub(super) files: Files,
    /// Its versions, as far as they are known without their texts.
    pub(super) moments: Vec<Moment>,
    /// For each version a digest of where its links, and those of the one before, lead.
    pub(super) links: Vec<Digest>,
    /// What was read from its texts, if this program read it. It stands in a file of its own: a publication without
    /// anything new needs none of it.
    #[serde(skip)]
    pub(super) facts: Option<Facts>,
}

/// Files of the site: for each path the key of its page and its size in bytes.
pub(super) type Files = BTreeMap<String, (Digest, u64)>;

/// Everything that is kept, but for weaves.
#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) record: Record,
    /// Policies by number.
    pub(super) kept: HashMap<usize, Kept>,
    /// The published line, once it was needed.
    pub(super) history: Option<History>,
    /// Files of policies that have no number any more.
    disowned: Files,
}

impl State {
    /// What the last publication into `folder` left, without facts.
    pub(super) fn load(folder: &Folder) -> Result<Self> {
        let Some(bytes) = folder.read(RECORD)? else { return Ok(Self::default()) };
        let record: Record = store::from_bytes(&bytes).filter(|r: &Record| r.format == FORMAT).ok_or_else(damaged)?;
        let read = |known: &Known| {
            let bytes = folder.read(&name(known.number))?.ok_or_else(damaged)?;
            Ok((known.number, store::from_bytes(&bytes).ok_or_else(damaged)?))
        };
        let kept = record.policies.par_iter().map(read).collect::<Result<_>>()?;
        Ok(Self { record, kept, ..Self::default() })
    }

    /// Adds the facts, unless they are here; those that the program `reader` did not read are left out.
    pub(super) fn load_facts(&mut self, folder: &Folder, reader: Digest) -> Result<()> {
        let read = |(number, kept): (&usize, &mut Kept)| {
            if kept.facts.is_none() {
                let bytes = folder.read(&facts_name(*number))?;
                let facts = bytes.and_then(|bytes| store::from_bytes::<(Digest, Option<Facts>)>(&bytes));
                kept.facts = facts.filter(|(by, _)| *by == reader).and_then(|(_, facts)| facts);
            }
            Ok(())
        };
        self.kept.par_iter_mut().try_for_each(read)
    }

    /// Takes the published line out, as `scope` and `authors` see it if it was read so before.
    pub(super) fn take_history(&mut self, folder: &Folder, scope: Scope, authors: bool) -> Result<History> {
        if let Some(history) = self.history.take() {
            return Ok(history);
        }
        let pieces: Vec<Vec<u8>> = (0..History::piece_count(self.record.line))
            .map(|n| folder.read(&piece(n))?.ok_or_else(damaged))
            .collect::<Result<_>>()?;
        History::read(scope, authors, pieces.into_iter(), self.record.corrections.clone()).ok_or_else(damaged)
    }

    /// Every file that the last publication wrote, with its size.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, u64)> {
        let kept = self.kept.values().flat_map(|kept| &kept.files);
        self.record.shared.iter().chain(kept).map(|(path, (_, size))| (path.as_str(), *size))
    }

    /// Whether the last publication wrote at `path`.
    pub(super) fn knows(&self, path: &str) -> bool {
        let files = [&self.record.shared, &self.record.left, &self.disowned].into_iter();
        files.chain(self.kept.values().map(|kept| &kept.files)).any(|files| files.contains_key(path))
    }

    /// For each of `lineages` the ids under which it was published.
    pub(super) fn published(&self, lineages: &[(usize, &Lineage)]) -> Vec<Vec<Former>> {
        let known: HashMap<usize, &Known> =
            self.record.policies.iter().filter(|k| self.kept.contains_key(&k.number)).map(|k| (k.number, k)).collect();
        let ids = |known: &&Known| {
            let own = (known.id.clone(), VersionNumber::at(known.versions - 1));
            [known.former.clone(), vec![own]].concat()
        };
        lineages.iter().map(|(number, _)| known.get(number).map(ids).unwrap_or_default()).collect()
    }

    /// Takes from all policies their numbers, which no longer hold, and with them what was read of them.
    pub(super) fn disown(&mut self) {
        self.disowned.extend(self.kept.drain().flat_map(|(_, kept)| kept.files));
    }

    /// Whether policies lost their numbers, because other settings say what is a policy.
    pub(super) fn is_disowned(&self) -> bool {
        !self.disowned.is_empty()
    }

    /// The files of the last publication that are not part of the next one: of that, `shared` are the files that all
    /// policies share, `fresh` the policies that are other than before, `standing` the numbers of all.
    pub(super) fn obsolete(&self, shared: &Files, fresh: &HashMap<usize, Kept>, standing: &HashSet<usize>) -> Files {
        let left = self.kept.iter().filter(|(number, _)| fresh.contains_key(number) || !standing.contains(number));
        let before = left.flat_map(|(_, kept)| &kept.files).chain(&self.record.shared).chain(&self.disowned);
        let same = |path: &String, number: &usize| fresh.get(number).is_some_and(|now| now.files.contains_key(path));
        let old: Files = before.map(|(path, file)| (path.clone(), *file)).collect();
        let now = |path: &String| {
            let kept = self.kept.iter().filter(|(n, _)| !fresh.contains_key(n) && standing.contains(n));
            shared.contains_key(path)
                || fresh.keys().any(|number| same(path, number))
                || kept.into_iter().any(|(_, kept)| kept.files.contains_key(path))
        };
        old.into_iter().filter(|(path, _)| !now(path)).collect()
    }

    /// Brings the state to what was published.
    pub(super) fn replace(&mut self, record: Record, fresh: HashMap<usize, Kept>, standing: &HashSet<usize>) {
        self.record = record;
        self.kept.retain(|number, _| standing.contains(number));
        self.kept.extend(fresh);
        self.disowned.clear();
    }

    /// Forgets that a file was written, so that it is written again.
    pub(super) fn forget(&mut self, path: &str) {
        self.record.inputs = None;
        self.record.shared.remove(path);
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
        batch.keep(RECORD, &store::to_bytes(self))
    }
}

impl Kept {
    /// Keeps it as policy `number`, with facts that the program `reader` read.
    pub(super) fn keep(&self, number: usize, reader: Digest, batch: &mut Batch<'_>) -> Result<()> {
        batch.keep(&facts_name(number), &store::to_bytes(&(reader, &self.facts)))?;
        batch.keep(&name(number), &store::to_bytes(self))
    }
}

/// Keeps the pieces of `history` that one of `before` commits does not have.
pub(super) fn keep_history(history: &History, before: usize, batch: &mut Batch<'_>) -> Result<()> {
    let (first, pieces) = history.pieces(before);
    pieces.enumerate().try_for_each(|(ix, bytes)| batch.keep(&piece(first + ix), &bytes))
}

fn facts_name(number: usize) -> String {
    format!("facts/{number}")
}

fn name(number: usize) -> String {
    format!("policies/{number}")
}

/// The name of the state file with the weave of policy `number`.
pub(super) fn weave_name(number: usize) -> String {
    format!("weaves/{number}")
}

/// The name of the state file with what feeds show of policy `number`.
pub(super) fn excerpts_name(number: usize) -> String {
    format!("excerpts/{number}")
}

fn piece(number: usize) -> String {
    format!("line/{number}")
}

/// What is kept can't be read.
pub(super) fn damaged() -> Error {
    Error::environment("the state of the last publication, in the folder `.promulgate` of the site, is damaged")
        .hint("restore it from a backup; or move the published folder away and build again, which starts over")
}
