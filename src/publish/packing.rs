//! Stages the packs in which a publication changes something.

use super::name::StateName;
use super::packs::{Listed, PACKS, Spool, Where, of, pack_of, range};
use super::stage::Publication;
use super::staging::state_place;
use super::state::{count_read, damaged};
use super::{Access, cannot};
use crate::error::Result;
use crate::store;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// What becomes of the state files of a pack, by kind and number: nothing of those that go.
type Changes = BTreeMap<(String, usize), Option<Change>>;

enum Change {
    /// It is in the spool.
    Spooled,
    /// It is staged as a file of its own.
    Alone,
}

impl Publication<'_> {
    /// Adds state files to those that will share files.
    pub(super) fn spool(&self, files: &[(StateName, Vec<u8>)]) -> Result<()> {
        let place = self.spool_place();
        let root = &self.folder().state.root;
        let mut spool = self.spooled();
        let mut write = || -> io::Result<()> {
            for (name, bytes) in files {
                let file = match &mut spool.file {
                    Some(file) => file,
                    none => none.insert(root.create(&place, Access::Private)?),
                };
                file.write_all(bytes)?;
                let end = spool.length + bytes.len() as u64;
                let begin = std::mem::replace(&mut spool.length, end);
                spool.at.insert(name.clone(), begin..end);
            }
            Ok(())
        };
        write().map_err(|e| cannot("write", &root.path().join(&place), e))
    }

    /// The state file `name`, if it is among those that will share files.
    pub(super) fn read_spooled(&self, name: &StateName) -> Result<Option<Vec<u8>>> {
        let (root, place) = (&self.folder().state.root, self.spool_place());
        let spool = self.spooled();
        if !spool.at.contains_key(name) {
            return Ok(None);
        }
        let read = || spool.read(&mut root.open_file(&place)?, name).transpose();
        read().map_err(|e| cannot("read", &root.path().join(&place), e))
    }

    fn spool_place(&self) -> String {
        format!("staged-{}/spool", self.name())
    }

    /// Stages the packs in which something changes: of the state files `alone`, staged as files of their own, of those in
    /// the spool, and of those to `forget`. The names of all files that come into their places, and of those that go.
    pub(super) fn pack(
        &self,
        alone: Vec<StateName>,
        forget: Vec<StateName>,
    ) -> Result<(Vec<StateName>, Vec<StateName>)> {
        let mut spool = self.spooled();
        spool.file = None; // it is whole
        let mut packs: BTreeMap<usize, Changes> = BTreeMap::new();
        let mut note = |name: &StateName, change: Option<Change>| {
            let Some((kind, number)) = name.parts() else { return false };
            packs.entry(number % PACKS).or_default().insert((kind.to_owned(), number), change);
            true
        };
        let mut gone: Vec<StateName> = forget.into_iter().filter(|name| !note(name, None)).collect();
        alone.iter().for_each(|name| _ = note(name, Some(Change::Alone)));
        spool.names().for_each(|name| _ = note(name, Some(Change::Spooled)));
        let mut come = alone;
        for (number, changes) in packs {
            self.pack_anew(number, &changes, &spool, (&mut come, &mut gone))?;
        }
        Ok((come, gone))
    }

    /// Stages a pack with these changes.
    fn pack_anew(
        &self,
        number: usize,
        changes: &Changes,
        spool: &Spool,
        (come, gone): (&mut Vec<StateName>, &mut Vec<StateName>),
    ) -> Result<()> {
        let (state, pack) = (&self.folder().state, pack_of(number));
        let failed = |e: io::Error| cannot("pack", &state.root.path().join(pack.as_str()), e);
        let before = state.contents(number)?;
        let mut all: BTreeMap<(String, usize), Option<Vec<u8>>> = BTreeMap::new();
        if let Some(before) = &before {
            let mut file = state.root.open_file(pack.as_str()).map_err(failed)?;
            for (kind, number, place) in before.all() {
                let key = (kind.to_owned(), number);
                let value = match (place, changes.get(&key)) {
                    (Where::Alone, Some(None | Some(Change::Spooled))) => {
                        gone.push(StateName::of(kind, number));
                        continue;
                    }
                    (_, Some(_)) => continue,
                    (Where::Alone, None) => None,
                    (Where::Within(at, length, print), None) => {
                        let bytes = range(&mut file, at, length).map_err(|e| state.unreadable(&pack, e))?;
                        count_read(&bytes);
                        if of(&bytes) != print {
                            return Err(damaged(state.root.path()));
                        }
                        Some(bytes)
                    }
                };
                all.insert(key, value);
            }
        }
        let mut spooled = None;
        for ((kind, number), change) in changes {
            let value = match change {
                None => continue,
                Some(Change::Alone) => None,
                Some(Change::Spooled) => {
                    let file = match &mut spooled {
                        Some(file) => file,
                        none => none.insert(state.root.open_file(&self.spool_place()).map_err(failed)?),
                    };
                    spool.read(file, &StateName::of(kind, *number)).transpose().map_err(failed)?
                }
            };
            all.insert((kind.clone(), *number), value);
        }
        if all.is_empty() {
            gone.extend(before.map(|_| pack));
            return Ok(());
        }
        let mut listed = Listed::new();
        for ((kind, number), value) in &all {
            let one = value.as_ref().map(|bytes| (bytes.len(), of(bytes)));
            listed.entry(kind.clone()).or_default().insert(*number, one);
        }
        if before.is_some_and(|before| before.listed == listed) {
            return Ok(()); // all of it is as it was
        }
        let sealed = state.sealed(&pack, &store::to_bytes(&listed));
        let length = u32::try_from(sealed.len()).expect("a list of some state files");
        let write = || -> io::Result<()> {
            let mut file = state.root.create(&state_place(self.name(), &pack), Access::Private)?;
            let mut bytes = [&length.to_le_bytes(), sealed.as_slice()].concat();
            all.values().flatten().for_each(|value| bytes.extend_from_slice(value));
            file.write_all(&bytes)
        };
        write().map_err(failed)?;
        come.push(pack);
        Ok(())
    }
}
