//! The published checkpoint, and what witnesses add to it.

use super::files::SiteFile;
use super::ledger;
use super::publisher::Folders;
use super::state::State;
use crate::error::{Error, Result};
use crate::history::Repository;
use crate::ledger::{Checkpoint, Note, Tree, lines_of};
use crate::model::Timestamp;
use crate::places::{OfLog, Place};
use crate::publish::{Folder, Reader};
use std::path::Path;

/// The published ledger of the site in `out`: its checkpoint, what that states, and the tree, which may go on after it while
/// somebody publishes.
///
/// # Errors
/// There is none, or its entries are not those that the checkpoint states.
pub fn published_ledger(out: &Path) -> Result<(Note, Checkpoint, Tree)> {
    let site = Reader::open(out)?;
    let text = |file| site.read(&Place::Log(file).path()).and_then(|bytes| String::from_utf8(bytes).ok());
    let note = text(OfLog::Checkpoint).and_then(|text| Note::parse(&text));
    let found = note.and_then(|note| Some((Checkpoint::parse(&note.text)?, note, text(OfLog::Leaves)?)));
    let (checkpoint, note, lines) = found.ok_or_else(|| {
        Error::input(format!("there is no ledger in `{}`", out.display()))
            .hint("name the folder of a published site with --out DIR")
    })?;
    let tree = Tree::of_lines(lines_of(&lines));
    if tree.root(checkpoint.size) != Some(checkpoint.root) {
        return Err(Error::input(format!("the ledger in `{}` is damaged", out.display()))
            .hint("`promulgate verify` says what is wrong with it"));
    }
    Ok((note, checkpoint, tree))
}

/// Publishes the checkpoint with the signatures that `cosigned` has, made at `newest`, in place of older ones of the same keys.
/// The state of the next publication knows of it, so that it stays until an entry is added. It is published like everything
/// else: a crash leaves the old checkpoint or the new one, and the next run completes what was begun.
///
/// # Errors
/// Something was published since, or `cosigned` is of another ledger; another program publishes there; the disk fails.
pub fn keep_cosignatures(folders: &Folders, repo: &Path, cosigned: &Note, newest: Timestamp) -> Result<()> {
    let repository = Repository::discover(repo)?;
    let folder = Folder::open(&folders.target(&repository))?;
    let mut state = State::load(&folder)?;
    let place = Place::Log(OfLog::Checkpoint);
    let path = place.path();
    let is_newer = ledger::gone_on(&folder, &state)?.is_some();
    let known = state.record.ledger.as_ref().and_then(|logged| Note::parse(&logged.checkpoint));
    let Some(known) = known else {
        return Err(Error::misuse(format!(
            "it is not known that `{}` was published from this repository",
            folders.out.display()
        ))
        .hint("name the repository and the state with --repo and --state, as `build` has them"));
    };
    if is_newer || known.text != cosigned.text {
        return Err(Error::environment("something was published while witnesses were asked").hint("run it again"));
    }
    let origin = Checkpoint::parse(&known.text).map(|checkpoint| checkpoint.origin).unwrap_or_default();
    let own = known.signatures.iter().filter(|signature| signature.name == origin).cloned().collect();
    let mut now = Note { text: known.text.clone(), signatures: own };
    now.take_cosignatures(cosigned, &origin);
    now.take_cosignatures(&known, &origin);
    if now == known {
        return Ok(());
    }
    let bytes = now.to_string();
    let publication = folder.begin()?;
    let mut batch = publication.batch();
    batch.put(&state.slot_of(&path, place.rank(), newest, false), bytes.as_bytes())?;
    state.record.shared.insert(path, SiteFile::of_bytes(place.rank(), bytes.as_bytes()));
    if let Some(logged) = &mut state.record.ledger {
        logged.checkpoint = bytes;
    }
    state.record.keep(&mut batch)?;
    batch.add()?;
    publication.finish().map(|_| ())
}
