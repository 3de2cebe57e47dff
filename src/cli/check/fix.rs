//! Mends what can be mended without a doubt.

use crate::check::Edit;
use crate::error::{Error, Result};
use crate::history::patch;
use crate::pipeline::{Checked, CheckedText};
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Mends the texts, or tells what would change.
///
/// Each file is replaced by a whole new one, so a crash leaves the old text or the new one.
pub(super) fn fix(checked: &Checked, only_show: bool) -> Result<String> {
    let mut out = String::new();
    let Some(tree) = &checked.work_tree else { return Ok(out) };
    for text in &checked.texts {
        let Some(bytes) = mended(text) else { continue };
        if only_show {
            out += &patch(&text.path, &text.text.bytes, &bytes)?;
            continue;
        }
        let place = tree.join(&text.path);
        let unwritable = |e| Error::environment(format!("can't write `{}`", place.display())).because(e);
        replace(&place, &bytes).map_err(unwritable)?;
    }
    Ok(out)
}

/// Replaces a file by a whole new one, made beside it under a name at which there is nothing: no link of the repository's is
/// followed.
fn replace(place: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = place.with_extension(format!("md.{}.promulgate-fix", std::process::id()));
    let mut file = OpenOptions::new().write(true).create_new(true).open(&beside)?;
    let mut write = || {
        file.write_all(bytes)?;
        file.set_permissions(place.metadata()?.permissions())?;
        file.sync_all()?;
        fs::rename(&beside, place)
    };
    let written = write();
    if written.is_err() {
        let _ = fs::remove_file(&beside); // it is ours, and of no use
    }
    written
}

/// The text with all safe fixes, if there are any. One that is not UTF-8 stays as it is.
fn mended(text: &CheckedText) -> Option<Vec<u8>> {
    let safe = text.findings.iter().filter_map(|finding| finding.fix.as_ref()).filter(|fix| fix.safe);
    let mut edits: Vec<&Edit> = safe.flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    edits.dedup();
    let whole = &text.text.bytes;
    let bare = whole.strip_prefix(b"\xef\xbb\xbf").unwrap_or(whole);
    let (source, mark) = (text.text.source.text.as_str(), &whole[..whole.len() - bare.len()]);
    if edits.is_empty() || bare != source.as_bytes() {
        return None;
    }
    let (mut mended, mut at) = (mark.to_vec(), 0);
    for edit in edits.into_iter() {
        if edit.range.start >= at {
            mended.extend(&source.as_bytes()[at..edit.range.start]);
            mended.extend(edit.by.as_bytes());
            at = edit.range.end;
        }
    }
    mended.extend(&source.as_bytes()[at..]);
    Some(mended)
}
