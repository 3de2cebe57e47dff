//! What a text says about its policy.

use super::language::contradicts;
use super::locale;
use super::title::title;
use crate::document::{Parsed, Written};
use crate::model::{Digest, Lang};
use crate::store;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What the versions of a policy say that its address depends on.
#[derive(Debug, Clone, Default)]
pub struct Past {
    /// As in [`Profile::written`].
    pub written: Vec<(usize, Written)>,
    /// The versions, by index, with which a stay at a path `NAME.LANG.md` began though the text is in another language.
    pub denied: Vec<usize>,
}

/// Whether the text `parsed`, in the file at `path`, is in another language than the file's name says.
pub fn denies_its_name(parsed: &Parsed, path: &str) -> bool {
    locale::suffix(path).is_some_and(|(_, lang)| contradicts(&parsed.front, &parsed.document, &lang))
}

/// Whether the name of the file at `path` says a language.
pub fn names_a_language(path: &str) -> bool {
    locale::suffix(path).is_some()
}

/// What a policy's latest text says of the policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// What the front matter says beyond its version, oldest first: where that is other than in the version before, the
    /// index of the version and what stands there. Before the first there is none.
    pub(super) written: Vec<(usize, Written)>,
    /// Its language.
    pub(super) lang: Lang,
    /// Names in its path that are languages, as the text bears them out: each with the path without it.
    pub(super) readings: Vec<(Lang, String)>,
    /// The versions, by index, with which a stay at a path `NAME.LANG.md` began though the text is in another language.
    pub(super) denied: Vec<usize>,
    /// Its title.
    pub(super) title: String,
    /// Front matter `publisher`.
    pub(super) publisher: Option<String>,
    /// Front matter `source`.
    pub(super) source: Option<String>,
    /// Every address within it, sorted.
    pub(super) anchors: Arc<Vec<String>>,
    /// A digest of these.
    pub(super) anchored: Digest,
}

impl Profile {
    /// What the text `parsed`, in the file at `path` of the repository and `below` the policies folder, says in the language
    /// `lang`; `written` is as in [`Profile::written`], `denied` the versions whose text
    /// contradicts the language in the file's name.
    pub fn new(parsed: &Parsed, (path, below): (&str, &str), lang: Lang, past: Past) -> Self {
        let mut anchors: Vec<String> = parsed.document.anchors().map(str::to_owned).collect();
        anchors.sort_unstable();
        let Past { written, denied } = past;
        let bears_out = |reading: &locale::Reading| !contradicts(&parsed.front, &parsed.document, &reading.lang);
        let readings = locale::readings(below).into_iter().filter(bears_out);
        Self {
            written,
            denied,
            lang,
            readings: readings.map(|reading| (reading.lang, reading.plain)).collect(),
            title: title(&parsed.front, &parsed.document, path),
            publisher: parsed.front.publisher.clone(),
            source: parsed.front.source.clone(),
            anchored: store::key(&anchors),
            anchors: Arc::new(anchors),
        }
    }

    /// What the front matter says beyond its version: where that is other than in the version before, the index of the
    /// version and what stands there.
    pub fn written(&self) -> &[(usize, Written)] {
        &self.written
    }

    /// The ids of the policies that the latest version says it replaces, each with the index of the version since which all
    /// say so.
    pub fn replaces(&self) -> Vec<(&str, usize)> {
        let Some((_, latest)) = self.written.last() else { return Vec::new() };
        let since = |id: &str| {
            let says = |(_, written): &&(usize, Written)| written.replaces.iter().any(|other| other == id);
            self.written.iter().rev().take_while(says).last().map_or(0, |(ix, _)| *ix)
        };
        latest.replaces.iter().map(|id| (id.as_str(), since(id))).collect()
    }

    /// The id that an author wrote into the version at index `ix`.
    pub(super) fn written_in(&self, ix: usize) -> Option<&str> {
        let run = self.written.iter().rev().find(|(from, _)| *from <= ix)?;
        run.1.id.as_deref()
    }
}
