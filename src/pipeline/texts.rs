//! The texts of one policy: each is read once, whichever versions have it, by whichever publication.

use super::effect;
use crate::brief::{self, Effects};
use crate::catalog;
use crate::document::{self, FrontMatter, Parsed};
use crate::error::{Result, Warning};
use crate::history::BlobId;
use crate::model::{Class, Date, Digest, Lang, VersionNumber};
use crate::weave::Weave;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::Arc;

/// What is kept of a text in the file at one path, in addition to the weave.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct TextReading {
    blob: BlobId,
    path: String,
    /// Its number in the weave.
    text: usize,
    pub(super) digest: Digest,
    /// In bytes.
    pub(super) size: u64,
    front: FrontMatter,
    warnings: Vec<Warning>,
    pub(super) title: String,
    /// The language that it is in, once somebody asked.
    pub(super) lang: Option<Lang>,
    /// What its front matter says of when it takes effect, or a warning about that.
    pub(super) effective: (Option<Date>, Option<Warning>),
    /// What it says itself of when it takes effect.
    pub(super) effects: Effects,
}

/// A text at hand.
pub(super) struct ReadText {
    pub(super) parsed: Parsed,
    /// Its bytes, if it was read just now.
    pub(super) bytes: Option<Vec<u8>>,
}

/// A policy of so few texts is woven again from them when it is needed: its weave, which holds them all, is not kept.
pub(super) const FEW: usize = 2;

/// How many texts the weave has of which these are the `readings`.
pub(super) fn texts(readings: &[TextReading]) -> usize {
    readings.iter().map(|reading| reading.text + 1).max().unwrap_or(0)
}

/// The weave of these versions, in the files with these paths, as if they were read one by one. Each text is read once, with
/// `read`.
pub(super) fn weave<'v>(
    versions: impl Iterator<Item = (&'v str, &'v BlobId)>,
    read: impl Fn(VersionNumber, &BlobId) -> Result<Vec<u8>>,
) -> Result<Weave> {
    let (mut weave, mut known) = (Weave::default(), HashMap::new());
    for (ix, (path, blob)) in versions.enumerate() {
        let n = VersionNumber::at(ix);
        match known.get(&(path, blob)) {
            Some(text) => _ = weave.repeat(*text),
            None => {
                weave.append(&document::parse(&read(n, blob)?, path).document);
                known.insert((path, blob), weave.text(n).expect("the version was added"));
            }
        }
    }
    Ok(weave)
}

/// How large the texts are together that are kept at hand, in leaves: real texts flip back and forth between a few.
const MOST: usize = 1 << 13;

/// The texts at hand.
#[derive(Default)]
pub(super) struct AtHand {
    /// By their places among the readings, the latest at the end.
    texts: Vec<(usize, Arc<ReadText>)>,
    /// The one that was read last.
    read: Option<Arc<ReadText>>,
}

impl AtHand {
    /// None but `last`, which was read last.
    pub(super) fn after(last: Option<Arc<ReadText>>) -> Self {
        Self { read: last, ..Self::default() }
    }

    /// The text of version `n`, in the file at `path`, which is the next of the weave and is added to it; its place among the
    /// `readings`, and what kind of change it is. It is read with `read` and parsed if it is new, else taken from the weave.
    pub(super) fn next(
        &mut self,
        (n, path, blob): (VersionNumber, &str, &BlobId),
        readings: &mut Vec<TextReading>,
        weave: &mut Weave,
        read: impl FnOnce() -> Result<Vec<u8>>,
    ) -> Result<(usize, Arc<ReadText>, Class)> {
        let Some(ix) = readings.iter().rposition(|known| known.blob == *blob && known.path == path) else {
            let bytes = read()?;
            let parsed = document::parse_after(&bytes, path, self.read.as_ref().map(|text| &text.parsed));
            let class = weave.append(&parsed.document);
            let document = &parsed.document;
            readings.push(TextReading {
                blob: *blob,
                path: path.to_owned(),
                text: weave.text(n).expect("the version was added"),
                digest: Digest::of(&bytes),
                size: bytes.len() as u64,
                warnings: parsed.warnings.clone(),
                title: catalog::title(&parsed.front, document, path),
                lang: None,
                effective: effect::of_front(&parsed, path, &bytes),
                effects: brief::effects(document),
                front: parsed.front.clone(),
            });
            let text = Arc::new(ReadText { parsed, bytes: Some(bytes) });
            self.read = Some(Arc::clone(&text));
            self.keep(readings.len() - 1, &text);
            return Ok((readings.len() - 1, text, class));
        };
        let known = &readings[ix];
        let class = weave.repeat(known.text);
        let text = match self.texts.iter().position(|(at, _)| *at == ix) {
            Some(at) => self.texts.remove(at).1,
            None => {
                let parsed = Parsed::known(weave.project(n), known.front.clone(), known.warnings.clone());
                Arc::new(ReadText { parsed, bytes: None })
            }
        };
        self.keep(ix, &text);
        Ok((ix, text, class))
    }

    fn keep(&mut self, ix: usize, text: &Arc<ReadText>) {
        self.texts.push((ix, Arc::clone(text)));
        let size = |(_, text): &(usize, Arc<ReadText>)| text.parsed.document.leaves.len() + 1;
        let mut all: usize = self.texts.iter().map(size).sum();
        while all > MOST && self.texts.len() > 1 {
            all -= size(&self.texts.remove(0));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store;
    use std::cell::Cell;

    #[test]
    fn a_text_is_read_and_compared_once() {
        let text = |n: u8| format!("---\nsummary: ReadText {n}\n---\n# Terms\n\nWe keep what you send for {n} days.\n");
        let blob = |n: u8| -> BlobId { store::from_bytes(&store::to_bytes(&[n; 20].as_slice())).expect("an id") };
        let (mut weave, mut readings, reads) = (Weave::default(), Vec::new(), Cell::new(0));
        let history = [0, 1, 0, 1, 2, 0, 2, 1, 1, 0u8];
        let mut at = 0;
        for halves in [0..4, 4..10] {
            let mut at_hand = AtHand::default(); // as a publication begins
            for n in &history[halves] {
                let read = || {
                    reads.set(reads.get() + 1);
                    Ok(text(*n).into_bytes())
                };
                let version = (VersionNumber::at(at), "p.md", &blob(*n));
                let (ix, found, _) = at_hand.next(version, &mut readings, &mut weave, read).expect("read");
                let alone = document::parse(text(*n).as_bytes(), "p.md");
                assert_eq!((&found.parsed.document, &found.parsed.front), (&alone.document, &alone.front));
                assert_eq!((ix, readings[ix].title.as_str()), (usize::from(*n), "Terms"));
                at += 1;
            }
        }
        // each text that is compared is one more of the weave
        assert_eq!((reads.get(), weave.texts(), weave.versions()), (3, 3, history.len()));
        let (ix, _, class) = AtHand::default()
            .next((VersionNumber::at(at), "q.md", &blob(1)), &mut readings, &mut weave, || Ok(text(1).into_bytes()))
            .expect("read");
        assert_eq!((ix, class, weave.texts()), (3, Class::Text, 3), "a file of another name says the same");
    }
}
