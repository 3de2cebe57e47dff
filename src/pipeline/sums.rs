//! Lists the digests of files, as `sha256sum -c` reads them at the root of the site.

use super::files::{SiteFile, SiteFiles};
use super::plan::Plan;
use crate::error::Result;
use crate::model::Timestamp;
use crate::places::{Place, SitePath};
use crate::publish::Batch;
use std::collections::BTreeMap;

/// Adds a file that goes by its bytes to `files`, and stages it if they are other bytes than before.
pub(super) fn put(
    place: Place<'_>,
    bytes: &[u8],
    modified: Timestamp,
    plan: &Plan<'_>,
    batch: &mut Batch<'_>,
    files: &mut SiteFiles,
) -> Result<()> {
    let (path, file) = (place.path(), SiteFile::of_bytes(place.rank(), bytes));
    if plan.state.record.shared.get(&path).is_none_or(|before| before.digest != file.digest) {
        batch.put(&plan.state.slot_of(&path, file.rank, modified, false), bytes)?;
    }
    files.insert(path, file);
    Ok(())
}

/// These files as `sha256sum` lists them, by path.
pub(super) fn list<'f>(files: impl Iterator<Item = (&'f SitePath, &'f SiteFile)>) -> Vec<u8> {
    let all: BTreeMap<&SitePath, &SiteFile> = files.collect();
    let line = |(path, file): (&SitePath, &SiteFile)| format!("{}  {path}\n", file.digest);
    all.into_iter().map(line).collect::<String>().into_bytes()
}
