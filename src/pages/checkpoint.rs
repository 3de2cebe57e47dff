//! What shared pages and feeds say of the ledger as it is now: whoever keeps one of them keeps what it must have grown from.

use super::ledger_now::LedgerNow;
use super::messages::{Messages, number};
use super::routes;
use super::site::Site;
use crate::model::Digest;
use crate::store;
use serde::Serialize;

/// The first characters of a root, where a page shows it in short: 72 of its 256 bits.
const SHORT: usize = 12;

/// In how short a form a page says it.
#[derive(Serialize)]
pub(super) struct LedgerView {
    text: String,
    root: String,
    /// The page that tells how to check it.
    href: String,
}

/// The ledger, for programs.
#[derive(Serialize)]
pub(super) struct LedgerEntry<'a> {
    origin: &'a str,
    size: u64,
    root: &'a str,
    signed: bool,
    checkpoint_url: String,
}

impl Site<'_> {
    /// A digest of what pages say of the ledger, where they do.
    pub(super) fn ledger_key(&self) -> Digest {
        store::key(&self.ledger.as_ref().map(|ledger| (&ledger.origin, ledger.size, &ledger.root, &ledger.keys)))
    }

    /// What the page at `path` says of the ledger.
    pub(super) fn ledger_view(&self, messages: &Messages, path: &str) -> Option<LedgerView> {
        let ledger = self.ledger.as_ref()?;
        let size = u32::try_from(ledger.size).unwrap_or(u32::MAX);
        Some(LedgerView {
            text: messages.with("ledger-size", &[("n", number(size))]),
            root: ledger.root.chars().take(SHORT).chain(['…']).collect(),
            href: routes::relative(path, routes::HOW_TO_CHECK),
        })
    }

    /// What a feed says of the ledger, in a sentence.
    pub(super) fn ledger_said(&self, messages: &Messages) -> Option<String> {
        let ledger = self.ledger.as_ref()?;
        let size = u32::try_from(ledger.size).unwrap_or(u32::MAX);
        let size = messages.with("ledger-size", &[("n", number(size))]);
        Some(messages.with("ledger-said", &[("size", size.into()), ("root", ledger.root.as_str().into())]))
    }

    /// The ledger for programs, where they find the checkpoint at `checkpoint_url`.
    pub(super) fn ledger_entry(&self, checkpoint_url: String) -> Option<LedgerEntry<'_>> {
        let LedgerNow { origin, size, root, keys, .. } = self.ledger.as_ref()?;
        Some(LedgerEntry { origin, size: *size, root, signed: !keys.is_empty(), checkpoint_url })
    }
}
