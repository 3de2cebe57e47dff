//! Reads state files, including those in packs.

use super::cannot;
use super::name::StateName;
use super::packs::{Contents, Listed, Where, of, pack_of, range};
use super::state::{State, count_read, damaged};
use crate::error::Result;
use crate::store;
use std::collections::HashMap;
use std::io::{self, Read};
use std::sync::{Arc, PoisonError};

impl State {
    /// The state file `name`, unless there is none.
    ///
    /// # Errors
    /// The disk fails, or it is not a file of this state.
    pub(super) fn read(&self, name: &StateName) -> Result<Option<Vec<u8>>> {
        let Some((kind, number)) = name.parts() else { return self.read_file(name) };
        let Some(contents) = self.contents(number)? else { return Ok(None) };
        match contents.find(kind, number) {
            None => Ok(None),
            Some(Where::Alone) => self.read_file(name),
            Some(Where::Within(at, length, print)) => {
                let pack = pack_of(number);
                let read = || -> io::Result<Vec<u8>> { range(&mut self.root.open_file(pack.as_str())?, at, length) };
                let bytes = read().map_err(|e| self.unreadable(&pack, e))?;
                count_read(&bytes);
                if of(&bytes) == print { Ok(Some(bytes)) } else { Err(damaged(self.root.path())) }
            }
        }
    }

    /// The state files of a `kind` in the pack with this number, which is below [`super::packs::PACKS`].
    ///
    /// # Errors
    /// As [`Self::read`].
    pub(super) fn read_kind(&self, kind: &str, pack: usize) -> Result<Vec<(usize, Vec<u8>)>> {
        let Some(contents) = self.contents(pack)? else { return Ok(Vec::new()) };
        let of_kind: Vec<(usize, Where)> =
            contents.all().filter(|(k, ..)| *k == kind).map(|(_, number, place)| (number, place)).collect();
        let ends = |place: &Where| match place {
            Where::Within(at, length, _) => Some((*at, at + *length as u64)),
            Where::Alone => None,
        };
        let within = || of_kind.iter().filter_map(|(_, place)| ends(place));
        let all = within().map(|(at, _)| at).min().unwrap_or(0)..within().map(|(_, end)| end).max().unwrap_or(0);
        let name = pack_of(pack);
        let bytes = match all.is_empty() {
            true => Vec::new(),
            false => {
                let read =
                    || range(&mut self.root.open_file(name.as_str())?, all.start, (all.end - all.start) as usize);
                let bytes = read().map_err(|e| self.unreadable(&name, e))?;
                count_read(&bytes);
                bytes
            }
        };
        let value = |(number, place): (usize, Where)| match place {
            Where::Within(at, length, print) => {
                let begins = (at - all.start) as usize;
                let value = bytes[begins..begins + length].to_vec();
                if of(&value) == print { Ok((number, value)) } else { Err(damaged(self.root.path())) }
            }
            Where::Alone => {
                let found = self.read_file(&StateName::of(kind, number))?;
                Ok((number, found.ok_or_else(|| damaged(self.root.path()))?))
            }
        };
        of_kind.into_iter().map(value).collect()
    }

    /// What is in the pack of the state files with this number, if there is one.
    pub(super) fn contents(&self, number: usize) -> Result<Option<Arc<Contents>>> {
        let name = pack_of(number);
        if let Some(known) = self.known().get(&name) {
            return Ok(Some(Arc::clone(known)));
        }
        let mut file = match self.root.open_file(name.as_str()) {
            Ok(file) => file,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(cannot("read", &self.root.path().join(name.as_str()), e)),
        };
        let mut length = [0; 4];
        let mut sealed = Vec::new();
        file.read_exact(&mut length).map_err(|e| self.unreadable(&name, e))?;
        let length = u32::from_le_bytes(length);
        (&mut file).take(length.into()).read_to_end(&mut sealed).map_err(|e| self.unreadable(&name, e))?;
        count_read(&sealed);
        let listed = self.unsealed(&name, &sealed).and_then(|bytes| store::from_bytes::<Listed>(&bytes));
        let listed = listed.ok_or_else(|| damaged(self.root.path()))?;
        let contents = Arc::new(Contents { listed, start: u64::from(length) + 4 });
        self.known().insert(name, Arc::clone(&contents));
        Ok(Some(contents))
    }

    /// Forgets what is in packs: others came into their places.
    pub(super) fn forget_contents(&self) {
        self.known().clear();
    }

    fn known(&self) -> std::sync::MutexGuard<'_, HashMap<StateName, Arc<Contents>>> {
        self.packs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The refusal of a pack that is shorter than its list says, or of a disk that fails.
    pub(super) fn unreadable(&self, name: &StateName, error: io::Error) -> crate::error::Error {
        match error.kind() {
            io::ErrorKind::UnexpectedEof | io::ErrorKind::NotFound => damaged(self.root.path()),
            _ => cannot("read", &self.root.path().join(name.as_str()), error),
        }
    }
}
