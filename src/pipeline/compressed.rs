//! Compressed copies of text files, beside them, for servers that send such copies.

use super::files::{SiteFile, SiteFiles};
use super::side_by_side;
use super::state::State;
use crate::compress::Encoding;
use crate::error::Result;
use crate::places::{Rank, SitePath};
use crate::publish::Publication;

/// Up to how many bytes a file is sent in one packet anyway.
const SMALL: u64 = 1024;

/// Stages the copies of those of `all` files of the site that changed; the copies that the site has then. `publication` must
/// have all other files by now.
pub(super) fn stage<'f>(
    all: impl Iterator<Item = (&'f SitePath, &'f SiteFile)>,
    state: &State,
    publication: &Publication<'_>,
) -> Result<SiteFiles> {
    let wanted = all.filter(|(_, file)| file.size > SMALL).flat_map(|(path, file)| {
        Encoding::ALL.into_iter().filter_map(move |encoding| Some((path, file, encoding, path.beside(encoding)?)))
    });
    let known = |beside: &SitePath| state.record.shared.get(beside);
    let (mut files, mut due) = (SiteFiles::new(), Vec::new());
    for (path, file, encoding, beside) in wanted {
        match known(&beside).filter(|known| known.is_copy_of(file, encoding.suffix())) {
            Some(known) => _ = files.insert(beside, *known),
            None => due.push((path, file, encoding, beside)),
        }
    }
    let staged = publication.files();
    let fresh = side_by_side(
        &due,
        || (),
        |(), (path, file, encoding, beside)| -> Result<Option<(SitePath, SiteFile)>> {
            let Some((bytes, modified)) = publication.standing(path, &staged)? else { return Ok(None) };
            let encoded = encoding.encode(&bytes);
            let mut batch = publication.batch();
            batch.put(&state.slot_beside(beside, modified), &encoded)?;
            batch.add()?;
            Ok(Some((beside.clone(), file.beside(encoding.suffix(), &encoded))))
        },
    );
    for one in fresh {
        files.extend(one?);
    }
    Ok(files)
}

/// Has `publication` remove the copies among the files that are `obsolete`; the other files. Those may have to stay for a
/// while: a copy that stayed too would hide what its file becomes meanwhile.
pub(super) fn remove(mut obsolete: SiteFiles, publication: &Publication<'_>) -> SiteFiles {
    obsolete.retain(|path, file| {
        let stays = file.rank != Rank::Compressed;
        if !stays {
            publication.remove(path, file.rank);
        }
        stays
    });
    obsolete
}
