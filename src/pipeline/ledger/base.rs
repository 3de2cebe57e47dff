//! The entries that a published ledger has and the state does not.

use super::leaves::{Leaf, Planned};
use crate::error::Result;
use crate::ledger::{Entry, PublicKey};
use crate::model::Timestamp;
use crate::pipeline::continued::Continued;
use crate::pipeline::refusals;
use std::collections::HashMap;

/// Takes the entries that are published, but for the first `known` ones, out of those that are `planned`. The
/// announcement of a key follows from nothing that is planned: it is believed where `key`, the one in use, signed it. Nor
/// does a file that went with a text, where `withholds` says that some are withheld.
///
/// # Errors
/// A published one is not among them.
pub(super) fn base(
    continued: &Continued,
    known: u64,
    (key, withholds): (Option<&PublicKey>, bool),
    planned: &mut Planned,
) -> Result<Vec<Leaf>> {
    let is_ours = key.is_some_and(|key| continued.is_signed_by(key));
    let all = std::mem::take(&mut planned.leaves);
    let mut by_line: HashMap<String, (usize, Leaf)> =
        all.into_iter().enumerate().map(|(ix, leaf)| (leaf.line.clone(), (ix, leaf))).collect();
    let (mut base, mut lost): (Vec<Leaf>, Vec<String>) = (Vec::new(), Vec::new());
    let mut files = 0; // that went, since the last entry of another kind
    for (entry, line) in continued.entries().iter().skip(known as usize) {
        let last = base.last().map(|leaf| (leaf.order, leaf.date));
        let after_last = |key: Option<&String>| {
            let (order, date) = last.unwrap_or((0, Timestamp::from_unix(0)));
            Leaf { order, line: line.clone(), date, version: None, key: key.cloned() }
        };
        match (by_line.remove(line), entry) {
            (Some((_, leaf)), _) => {
                // files came with the version after them
                for file in base.iter_mut().rev().take(std::mem::take(&mut files)) {
                    (file.order, file.date) = (leaf.order, leaf.date);
                }
                base.push(leaf);
            }
            (None, Entry::Key { vkey }) if !is_ours => return Err(refusals::foreign_key(vkey)),
            (None, Entry::Key { vkey }) => {
                base.push(after_last(Some(vkey)));
                files = 0;
            }
            (None, Entry::File { .. }) if withholds => {
                base.push(after_last(None));
                files += 1;
            }
            (None, Entry::Version { policy, n, .. }) => lost.push(format!("{policy}, version {n}")),
            (None, Entry::Withdrawn { policy, .. }) => lost.push(format!("{policy}, withdrawn")),
            (None, Entry::File { name, .. }) => lost.push(format!("the file {name}")),
            (None, Entry::Rewrite { old, .. }) => lost.push(format!("the correction of commit {}", old.short())),
        }
    }
    if !lost.is_empty() {
        return Err(refusals::other_ledger(lost));
    }
    let mut rest: Vec<(usize, Leaf)> = by_line.into_values().collect();
    rest.sort_by_key(|(ix, _)| *ix);
    planned.leaves = rest.into_iter().map(|(_, leaf)| leaf).collect();
    Ok(base)
}
