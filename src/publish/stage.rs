//! A publication in progress: stages its files and notes where each will go.

use super::beneath::{Access, Kind, Root};
use super::intent::{Intent, New, Removal, order, order_of_removal, take_compressed};
use super::name::StateName;
use super::packs::{Spool, is_large};
use super::staging::{PLACEHOLDER, held_place, site_place, state_place, within};
use super::state::{count_read, fresh_name};
use super::{Folder, INTENT, Published, STAGING, cannot};
use crate::error::{Error, Result};
use crate::model::Timestamp;
use crate::places::{Rank, SitePath};
use crate::tally::{Work, count};
use std::collections::{HashMap, HashSet};
use std::io::{self, Write};
use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

/// A publication in the making. Dropped before [`Publication::finish`], it leaves nothing behind.
#[derive(Debug)]
pub struct Publication<'a> {
    folder: &'a Folder,
    /// The name of the folder in which everything is staged.
    name: String,
    /// Whether files of the site are staged within the published folder: nothing else can be renamed into it.
    within: bool,
    list: Mutex<List>,
    /// State files that will share files with others.
    spool: Mutex<Spool>,
}

/// What is to become of what was staged.
#[derive(Debug, Default)]
struct List {
    new: Vec<(Rank, SitePath)>,
    replace: Vec<(Rank, SitePath)>,
    remove: Vec<(Rank, SitePath)>,
    state: Vec<StateName>,
    forget: Vec<StateName>,
}

/// Where a file of the site goes.
#[derive(Debug, Clone, Copy)]
pub struct Slot<'a> {
    /// Below the site's root.
    pub path: &'a SitePath,
    /// When it is put into place.
    pub rank: Rank,
    /// The date that the file gets.
    pub modified: Timestamp,
    /// Whether an earlier publication wrote there.
    pub known: bool,
    /// Whether its bytes never change once they are published.
    pub frozen: bool,
}

/// Files that become part of a publication together, or, dropped before [`Batch::add`], not at all.
#[derive(Debug)]
pub struct Batch<'a> {
    publication: &'a Publication<'a>,
    list: List,
    /// State files that will share files with others.
    small: Vec<(StateName, Vec<u8>)>,
}

impl<'a> Publication<'a> {
    pub(super) fn begin(folder: &'a Folder) -> Result<Self> {
        let (name, within) = (fresh_name(), !folder.can_rename_from_state()?);
        if within {
            // before anything is staged: a run that is killed tells the next one what to clear away
            folder.note(STAGING, name.as_bytes())?;
        }
        Ok(Self { folder, name, within, list: Mutex::default(), spool: Mutex::default() })
    }

    /// Begins a batch of files.
    pub fn batch(&self) -> Batch<'_> {
        Batch { publication: self, list: List::default(), small: Vec::new() }
    }

    /// Has the file at `path`, which an earlier publication wrote, removed.
    pub fn remove(&self, path: &SitePath, rank: Rank) {
        self.list().remove.push((rank, path.clone()));
    }

    /// Has the state file `name` removed.
    pub fn forget(&self, name: StateName) {
        self.list().forget.push(name);
    }

    /// Where the state is, for messages.
    pub fn state_place(&self) -> &Path {
        self.folder.state_place()
    }

    /// The state files that this publication has so far.
    pub fn kept(&self) -> HashSet<StateName> {
        let spool = self.spooled();
        self.list().state.iter().chain(spool.names()).cloned().collect()
    }

    /// The state file `name`: as it is staged, if it is among `kept`, else as the last publication left it, if it did.
    ///
    /// # Errors
    /// The disk fails.
    pub fn read(&self, name: &StateName, kept: &HashSet<StateName>) -> Result<Option<Vec<u8>>> {
        if !kept.contains(name) {
            return self.folder.read(name);
        }
        if let Some(bytes) = self.read_spooled(name)? {
            return Ok(Some(bytes));
        }
        let (state, staged) = (&self.folder.state, state_place(&self.name, name));
        let bytes = state.root.read(&staged).map_err(|e| cannot("read", &state.root.path().join(&staged), e))?;
        count_read(&bytes);
        Ok(state.unsealed(name, &bytes))
    }

    /// Puts everything into its place. How many files of the site were written and removed.
    ///
    /// # Errors
    /// The disk fails. If that was before everything that is new was in its place, the site is as it was; else the rest
    /// is in place as far as the disk allows it, what is there is whole, and the next publication tries again.
    pub fn finish(self) -> Result<Published> {
        let intent = self.intent()?;
        if intent.is_empty() {
            return Ok(Published::default()); // what was staged in vain goes with `self`
        }
        self.folder.flush()?; // what is staged is on the disk before the list that puts it into place
        self.folder.note(INTENT, intent.to_text().as_bytes())?;
        self.folder.apply(&intent)?;
        Ok(Published { files: 0, written: intent.written(), removed: intent.removed() })
    }

    /// Stages the placeholders and lists what is to be done, in its order.
    pub(super) fn intent(&self) -> Result<Intent> {
        let List { mut new, mut replace, mut remove, state, forget } = std::mem::take(&mut *self.list());
        let (state, forget) = self.pack(state, forget)?;
        let (bare, beside) = take_compressed(&mut new, &mut replace, &mut remove);
        new.sort_by_cached_key(|(rank, path)| order(*rank, path));
        replace.sort_by_cached_key(|(rank, path)| order(*rank, path));
        remove.sort_by_cached_key(|(rank, path)| order_of_removal(*rank, path));
        let mut holders = 0;
        let mut hold = |rank: Rank| -> Result<Option<usize>> {
            if !is_page(rank) {
                return Ok(None);
            }
            holders += 1;
            self.stage_at(&held_place(&self.name, holders), PLACEHOLDER.as_bytes(), None)?;
            Ok(Some(holders))
        };
        let folders = self.whole_folders(&new)?;
        // where no page changes, nothing public leads to what is new; a single step brings all of it at once
        let alone = replace.is_empty() && remove.is_empty();
        let whole = Intent { folders: folders.clone(), ..Intent::default() };
        let comes_whole = whole.comes_whole();
        let steps = folders.len() + new.iter().filter(|(_, path)| !comes_whole(path)).count();
        let held = !alone && steps > 1;
        let new = new
            .into_iter()
            .map(|(rank, path)| Ok(New { path, held: if held { hold(rank)? } else { None } }))
            .collect::<Result<_>>()?;
        let remove = remove.into_iter().map(|(rank, path)| Ok(Removal { path, held: hold(rank)? }));
        Ok(Intent {
            staged: self.name.clone(),
            within: self.within,
            root: alone && !self.within && self.folder.site.names().is_ok_and(|names| names.is_empty()),
            folders: if held { Vec::new() } else { folders },
            new,
            replace: replace.into_iter().map(|(_, path)| path).collect(),
            remove: remove.collect::<Result<_>>()?,
            bare,
            beside,
            state,
            forget,
        })
    }

    /// The outermost folders that are not there yet around the `new` files.
    fn whole_folders(&self, new: &[(Rank, SitePath)]) -> Result<Vec<String>> {
        let mut seen: HashMap<String, bool> = HashMap::new();
        let mut missing = Vec::new();
        for (_, path) in new {
            for folder in path.folders() {
                let there = match seen.get(folder) {
                    Some(there) => *there,
                    None => {
                        let place = self.folder.site.path().join(folder);
                        let kind = self.folder.site.kind(folder).map_err(|e| cannot("inspect", &place, e))?;
                        seen.insert(folder.to_owned(), kind.is_some());
                        if kind.is_none() {
                            missing.push(folder.to_owned());
                        }
                        kind.is_some()
                    }
                };
                if !there {
                    break;
                }
            }
        }
        Ok(missing)
    }

    fn stage_at(&self, place: &str, bytes: &[u8], modified: Option<Timestamp>) -> Result<()> {
        match self.within {
            true => write(&self.folder.site, &within(place), bytes, modified, Access::Public),
            false => write(&self.folder.state.root, place, bytes, modified, Access::Public),
        }
    }

    pub(super) fn folder(&self) -> &Folder {
        self.folder
    }

    pub(super) fn is_within(&self) -> bool {
        self.within
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn spooled(&self) -> std::sync::MutexGuard<'_, Spool> {
        self.spool.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// The files of the site that this publication has so far.
    pub fn files(&self) -> HashSet<SitePath> {
        let list = self.list();
        list.new.iter().chain(&list.replace).map(|(_, path)| path.clone()).collect()
    }

    fn list(&self) -> std::sync::MutexGuard<'_, List> {
        self.list.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Drop for Publication<'_> {
    fn drop(&mut self) {
        // an intent that could not be carried out is left to whoever opens the folder next
        if matches!(self.folder.state.root.kind(INTENT), Ok(None)) {
            let _ = self.folder.clear();
        }
    }
}

impl Batch<'_> {
    /// Adds a file to the site; no other file of the publication has its path. What is there and is not known to be ours is
    /// somebody's own, unless it has these very bytes or the folder was taken over.
    ///
    /// # Errors
    /// A foreign file is there, or a frozen one with other bytes, or the disk fails.
    pub fn put(&mut self, slot: &Slot<'_>, bytes: &[u8]) -> Result<()> {
        let exists =
            slot.known || self.publication.folder.finds(slot, bytes.len()..=bytes.len(), |there| there == bytes)?;
        self.publication.stage_at(&site_place(&self.publication.name, slot.path), bytes, Some(slot.modified))?;
        let moves = if exists { &mut self.list.replace } else { &mut self.list.new };
        moves.push((slot.rank, slot.path.clone()));
        Ok(())
    }

    /// Adds a state file for the next publication.
    ///
    /// # Errors
    /// The disk fails.
    pub fn keep(&mut self, name: &StateName, bytes: &[u8]) -> Result<()> {
        if name.parts().is_some() && !is_large(bytes.len()) {
            self.small.push((name.clone(), bytes.to_vec()));
            return Ok(());
        }
        let state = &self.publication.folder.state;
        let place = state_place(&self.publication.name, name);
        write(&state.root, &place, &state.sealed(name, bytes), None, Access::Private)?;
        self.list.state.push(name.clone());
        Ok(())
    }

    /// Makes everything in it part of the publication.
    ///
    /// # Errors
    /// The disk fails.
    pub fn add(self) -> Result<()> {
        self.publication.spool(&self.small)?;
        let mut all = self.publication.list();
        all.new.extend(self.list.new);
        all.replace.extend(self.list.replace);
        all.state.extend(self.list.state);
        Ok(())
    }
}

/// Whether readers may follow links from such a file to others.
fn is_page(rank: Rank) -> bool {
    matches!(rank, Rank::Page | Rank::Home)
}

pub(super) fn write(root: &Root, place: &str, bytes: &[u8], modified: Option<Timestamp>, access: Access) -> Result<()> {
    count_written(access, bytes.len());
    let write = || -> io::Result<()> {
        let mut file = root.create(place, access)?;
        file.write_all(bytes)?;
        match modified {
            Some(instant) => file.set_modified(system_time(instant)),
            None => Ok(()),
        }
    };
    write().map_err(|e| cannot("write", &root.path().join(place), e))
}

fn count_written(access: Access, bytes: usize) {
    let [files, all] = match access {
        Access::Public => [Work::SiteFilesWritten, Work::SiteBytesWritten],
        Access::Private => [Work::StateFilesWritten, Work::StateBytesWritten],
    };
    count(files, 1);
    count(all, bytes);
}

pub(super) fn system_time(instant: Timestamp) -> SystemTime {
    let distance = Duration::from_secs(instant.unix().unsigned_abs());
    if instant.unix() < 0 { SystemTime::UNIX_EPOCH - distance } else { SystemTime::UNIX_EPOCH + distance }
}

impl Folder {
    /// Whether the file for `slot` stands there already, in one of these `sizes` and as `is_it` tells, although we do not know
    /// that we wrote it.
    ///
    /// # Errors
    /// Something else stands there, or in place of a folder around it.
    pub(super) fn finds(
        &self,
        slot: &Slot<'_>,
        sizes: RangeInclusive<usize>,
        is_it: impl Fn(&[u8]) -> bool,
    ) -> Result<bool> {
        let path = slot.path;
        match self.site.kind(path.as_str()) {
            Ok(None) => Ok(false),
            Ok(Some(Kind::File(size))) => {
                let fits = usize::try_from(size).is_ok_and(|size| sizes.contains(&size));
                let same = fits && self.site.read(path.as_str()).is_ok_and(|there| is_it(&there));
                match (same, self.taken_over, slot.frozen) {
                    (true, ..) | (false, true, false) => Ok(true),
                    (false, true, true) => Err(self.thawed(path)),
                    (false, false, _) => Err(self.foreign(path.as_str())),
                }
            }
            Ok(Some(_)) => Err(self.foreign(path.as_str())),
            Err(e) => {
                let odd = |folder: &&str| !matches!(self.site.kind(folder), Ok(Some(Kind::Folder)));
                match path.folders().find(odd) {
                    Some(folder) if is_in_the_way(&e) => Err(self.foreign(folder)),
                    _ => Err(cannot("inspect", &self.site.path().join(path.as_str()), e)),
                }
            }
        }
    }

    fn thawed(&self, path: &SitePath) -> Error {
        let place = self.site.path().join(path.as_str());
        Error::published_history(format!("`{}` was already published with another text", place.display())).hint(
            "published texts are never overwritten: restore the history, or publish into another folder with --out DIR",
        )
    }

    fn foreign(&self, path: &str) -> Error {
        let place = self.site.path().join(path);
        Error::input(format!("`{}` is not known to be written by promulgate", place.display())).hint(
            "move it, or publish into another folder with --out DIR; if promulgate wrote it and the state was lost, \
             overwrite it with --take-over",
        )
    }
}

/// Whether a file or a link stands where a folder would have to.
fn is_in_the_way(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::NotADirectory
}
