//! What a text says of its policy.

use crate::document::{Document, FrontMatter, Parsed};
use crate::model::{Digest, Lang};
use crate::store;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a policy's latest text says of the policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Front matter `id`, oldest first: where it is other than in the version before, the index of the version and what
    /// stands there. Before the first there is none.
    pub(super) written: Vec<(usize, Option<String>)>,
    /// Front matter `lang`.
    pub(super) lang: Option<String>,
    /// The language that its letters show.
    pub(super) script: Option<Lang>,
    /// Its title.
    pub(super) title: String,
    /// Front matter `source`.
    pub(super) source: Option<String>,
    /// Every address within it, sorted.
    pub(super) anchors: Arc<Vec<String>>,
    /// A digest of these.
    pub(super) anchored: Digest,
}

impl Profile {
    /// What the text `parsed`, in the file at `path`, says; `written` are the ids that authors wrote, as in
    /// [`Profile::written`].
    pub fn new(parsed: &Parsed, path: &str, written: Vec<(usize, Option<String>)>) -> Self {
        let mut anchors: Vec<String> = parsed.document.anchors().map(str::to_owned).collect();
        anchors.sort_unstable();
        Self {
            written,
            lang: parsed.front.lang.clone(),
            script: script(&parsed.document),
            title: title(&parsed.front, &parsed.document, path),
            source: parsed.front.source.clone(),
            anchored: store::key(&anchors),
            anchors: Arc::new(anchors),
        }
    }

    /// The ids that authors wrote into the versions: where one is other than in the version before, the index of the
    /// version and the id, if there is one.
    pub fn written(&self) -> &[(usize, Option<String>)] {
        &self.written
    }

    /// The id that an author wrote into the version at index `ix`.
    pub(super) fn written_in(&self, ix: usize) -> Option<&str> {
        let run = self.written.iter().rev().find(|(from, _)| *from <= ix)?;
        run.1.as_deref()
    }
}

/// The title of a version: what its front matter says, its best heading, or else its file's name.
pub fn title(front: &FrontMatter, document: &Document, path: &str) -> String {
    let named = front.title.as_deref().map(Cow::Borrowed).or_else(|| document.title());
    named.map_or_else(
        || {
            let stem = path.strip_suffix(".md").unwrap_or(path);
            let stem = stem.strip_suffix("/index").or_else(|| stem.strip_suffix("/README")).unwrap_or(stem);
            stem.rsplit('/').next().unwrap_or(stem).to_owned()
        },
        |title| title.split_whitespace().collect::<Vec<_>>().join(" "),
    )
}

/// The language that the letters of a text show, for scripts that tell.
fn script(document: &Document) -> Option<Lang> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut letters = 0;
    for c in document.leaves.iter().flat_map(|l| l.text.chars()).filter(|c| c.is_alphabetic()).take(20_000) {
        letters += 1;
        let lang = match c as u32 {
            0x0E00..=0x0E7F => "th",
            0x0E80..=0x0EFF => "lo",
            0x1000..=0x109F => "my",
            0x1780..=0x17FF => "km",
            0x3040..=0x30FF => "ja",
            0xAC00..=0xD7AF => "ko",
            0x4E00..=0x9FFF => "zh",
            _ => continue,
        };
        *counts.entry(lang).or_default() += 1;
    }
    if counts.get("ja").is_some_and(|kana| *kana * 10 > letters) {
        return Lang::parse("ja");
    }
    let (lang, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (count * 3 > letters).then(|| Lang::parse(lang)).flatten()
}
