//! The names of what is kept for the next publication.

use crate::error::Result;
use crate::publish::{Folder, PACKS, StateName};
use rayon::prelude::*;
use std::collections::HashMap;

/// What is kept of policies, but for facts.
pub(super) const POLICIES: &str = "policies";
/// What was read from their texts.
pub(super) const FACTS: &str = "facts";
/// Pieces of the published line.
pub(super) const LINE: &str = "line";
/// Files of the ledger.
pub(super) const LOG: &str = "log";
/// What else is kept of each policy: its weave, and what feeds show of it.
const WEAVES: &str = "weaves";
const EXCERPTS: &str = "excerpts";

/// The kinds of what is kept of each policy and read only when that policy is published.
pub(super) const ASIDE: &[fn(usize) -> StateName] = &[weave_name, excerpts_name];

/// The state files of a `kind`, as `read` parses them, by number.
pub(super) fn all_of<T: Send>(
    folder: &Folder,
    kind: &str,
    read: impl Fn(Vec<u8>) -> Result<T> + Sync,
) -> Result<HashMap<usize, T>> {
    let pack = |pack: usize| -> Result<Vec<(usize, T)>> {
        folder.read_kind(kind, pack)?.into_iter().map(|(number, bytes)| Ok((number, read(bytes)?))).collect()
    };
    let packs: Vec<Vec<(usize, T)>> = (0..PACKS).into_par_iter().map(pack).collect::<Result<_>>()?;
    Ok(packs.into_iter().flatten().collect())
}

/// The name of what was published but for the policies.
pub(super) fn record_name() -> StateName {
    StateName::single("record")
}

/// The name of the facts of policy `number`.
pub(super) fn facts_name(number: usize) -> StateName {
    StateName::numbered(FACTS, number)
}

/// The name of what is kept of policy `number`, but for its facts.
pub(super) fn policy_name(number: usize) -> StateName {
    StateName::numbered(POLICIES, number)
}

/// The name of the weave of policy `number`.
pub(super) fn weave_name(number: usize) -> StateName {
    StateName::numbered(WEAVES, number)
}

/// The name of what feeds show of policy `number`.
pub(super) fn excerpts_name(number: usize) -> StateName {
    StateName::numbered(EXCERPTS, number)
}

/// The name of a piece of the list of the ledger's files.
pub(super) fn log_name(number: usize) -> StateName {
    StateName::numbered(LOG, number)
}

/// The name of a piece of the published line.
pub(super) fn piece_name(number: usize) -> StateName {
    StateName::numbered(LINE, number)
}
