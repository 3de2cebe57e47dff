//! Reads a file of the site as it will be published, so that a compressed copy can be made of it.

use super::staging::{site_place, within};
use super::{Publication, cannot};
use crate::error::Result;
use crate::model::Timestamp;
use crate::places::SitePath;
use std::collections::HashSet;
use std::io::{self, Read};
use std::time::SystemTime;

impl Publication<'_> {
    /// The bytes and the date of the site's file at `path`: as it is staged, if it is among the [`files`](Self::files) that
    /// `staged` names, else as it stands. `None` of one that is not there.
    ///
    /// # Errors
    /// The disk fails.
    pub fn standing(&self, path: &SitePath, staged: &HashSet<SitePath>) -> Result<Option<(Vec<u8>, Timestamp)>> {
        let (folder, place) = (self.folder(), site_place(self.name(), path));
        let (root, place) = match (staged.contains(path), self.is_within()) {
            (true, true) => (&folder.site, within(&place)),
            (true, false) => (&folder.state.root, place),
            (false, _) => (&folder.site, path.as_str().to_owned()),
        };
        let read = || -> io::Result<(Vec<u8>, Timestamp)> {
            let mut file = root.open_file(&place)?;
            let modified = file.metadata()?.modified()?;
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes)?;
            Ok((bytes, timestamp(modified)))
        };
        match read() {
            Ok(found) => Ok(Some(found)),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(cannot("read", &root.path().join(&place), e)),
        }
    }
}

/// In whole seconds, as files of a site have it.
fn timestamp(instant: SystemTime) -> Timestamp {
    let seconds = match instant.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => since.as_secs() as i64,
        Err(before) => -(before.duration().as_secs() as i64),
    };
    Timestamp::from_unix(seconds)
}
