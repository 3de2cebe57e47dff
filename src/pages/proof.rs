//! What a page of a version says of its entry in the ledger. The entry has a place once all texts are read, and pages are
//! rendered before that: they are given marks, and what belongs there is put in their place afterwards.

use super::messages::Messages;
use super::routes;
use super::site::Site;
use super::theme::{CITED, PROOF};
use crate::error::{Error, Result};
use crate::ledger::{Checkpoint, Entry, Receipt};
use crate::model::{Lang, PolicyId, VersionNumber};
use crate::places::{OfLog, OfPolicy, OfSite, Place};
use serde::Serialize;

/// What the ledger had of a version when it was published. Nothing of it changes later.
#[derive(Serialize)]
struct ProofView {
    /// The name under which the ledger has the policy, as it stands in the entry.
    policy: String,
    n: u32,
    sha256: String,
    /// The name of the ledger.
    origin: String,
    /// The place of the entry, from 0.
    index: u64,
    /// What the line to cite says, what the proof is called, and which entry of how many it is.
    cited: String,
    title: String,
    entry: String,
    /// The number of entries, and the root of their tree, of the checkpoint that first held it.
    size: u64,
    root: String,
    /// Whether that was signed.
    signed: bool,
    receipt: String,
    checkpoint: String,
    /// The page that tells how to check it.
    how: String,
}

impl Site<'_> {
    /// The `page` of version `n` of the policy `id`, at `path`, whose interface is in `lang`, with what `receipt` says of it
    /// in place of the marks.
    ///
    /// # Errors
    /// The receipt is none of a version, or a template fails.
    pub fn with_proof(
        &self,
        page: Vec<u8>,
        (path, lang): (&str, &Lang),
        (id, n): (&PolicyId, VersionNumber),
        receipt: &Receipt,
    ) -> Result<Vec<u8>> {
        let messages = self.messages(lang);
        let view = ProofView::new(messages, path, (id, n), receipt).ok_or_else(|| {
            Error::published_history(format!("the receipt of version {n} of `{id}` is about another"))
        })?;
        let part = |name: &str| {
            let bytes = self.theme.render(name, messages, &view, None)?;
            Ok::<String, Error>(String::from_utf8_lossy(&bytes).into_owned())
        };
        let (cited, proof) = (part("cited.html")?, part("proof.html")?);
        let page = String::from_utf8_lossy(&page).replace(CITED, cited.trim_end()).replace(PROOF, &proof);
        Ok(page.into_bytes())
    }
}

impl ProofView {
    /// What is said at `path`; `None` where the receipt is not one of version `n`.
    fn new(messages: &Messages, path: &str, (id, n): (&PolicyId, VersionNumber), receipt: &Receipt) -> Option<Self> {
        let Entry::Version { n: of, sha256, .. } = Entry::parse(&receipt.line)? else { return None };
        let checkpoint = Checkpoint::parse(&receipt.checkpoint.text)?;
        let to = |place: Place<'_>| routes::relative(path, place.path().as_str());
        let said = |key: &str| {
            let (entry, size) = ((receipt.index + 1).to_string(), checkpoint.size.to_string());
            let (index, origin) = (receipt.index.to_string(), checkpoint.origin.as_str());
            let values = [("entry", entry.into()), ("size", size.into()), ("index", index.into())];
            messages.with(key, &[&values[..], &[("origin", origin.into())]].concat())
        };
        (of == n.get()).then(|| Self {
            policy: receipt.line.split(' ').nth(2).unwrap_or_default().to_owned(),
            n: of,
            sha256: sha256.to_string(),
            index: receipt.index,
            cited: said("cited-ledger"),
            title: said("proof"),
            entry: said("proof-entry-of"),
            size: checkpoint.size,
            root: checkpoint.root_text(),
            signed: !receipt.checkpoint.signatures.is_empty(),
            receipt: to(Place::Policy(id, OfPolicy::Receipt(n))),
            checkpoint: to(Place::Log(OfLog::CheckpointAt(checkpoint.size))),
            how: to(Place::Site(OfSite::HowToCheck)),
            origin: checkpoint.origin.clone(),
        })
    }
}

/// Whether `whole` is this `page` with something in place of its marks.
pub fn is_page_with_proof(page: &[u8], whole: &[u8]) -> bool {
    let is_mark = |byte: &u8| [CITED, PROOF].iter().any(|mark| mark.as_bytes() == [*byte]);
    let mut parts = page.split(is_mark);
    let Some(mut rest) = parts.next().and_then(|first| whole.strip_prefix(first)) else { return false };
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        let found = match parts.peek() {
            Some(_) => rest.windows(part.len().max(1)).position(|window| window == part),
            None => rest.len().checked_sub(part.len()).filter(|at| rest[*at..] == *part),
        };
        let Some(at) = found else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_found_again_whatever_stands_in_place_of_its_marks() {
        let page = format!("<p>a{CITED}b</p>{PROOF}<p>c</p>");
        for (whole, expected) in [
            ("<p>ab</p><p>c</p>", true),
            ("<p>a, entry 2b</p>\n<details>…</details><p>c</p>", true),
            ("<p>ab</p><p>d</p>", false),
            ("<p>ax</p><p>c</p>", false),
            ("<p>xb</p><p>c</p>", false),
            ("<p>a", false),
        ] {
            assert_eq!(is_page_with_proof(page.as_bytes(), whole.as_bytes()), expected, "{whole}");
        }
        assert!(is_page_with_proof(b"alike", b"alike") && !is_page_with_proof(b"alike", b"alike."));
    }
}
