//! Tells a folder that holds a draft from one that is published.

use crate::error::{Error, Result};
use crate::places::SitePath;
use crate::publish::{Folder, StateName};

/// What programs are told of a draft. No published site has such a file.
pub const DRAFT_JSON: &str = "draft.json";

/// Refuses to publish into a folder that holds a draft.
pub(super) fn refuse_draft(folder: &Folder, shown: &str) -> Result<()> {
    let marked = SitePath::parse(DRAFT_JSON).and_then(|path| folder.published(&path)).is_some();
    if !marked && folder.read(&list_name())?.is_none() {
        return Ok(());
    }
    Err(Error::misuse(format!("the folder `{shown}` holds a draft; nothing is published there"))
        .hint("publish into another folder with --out DIR, or remove this one"))
}

/// The state file that lists the files of a draft.
pub(super) fn list_name() -> StateName {
    StateName::single("draft")
}
