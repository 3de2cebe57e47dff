//! The links of texts to other files, for each run of versions that have the same ones.

use crate::document::{Document, Mark};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Links to other files that several versions in a row have in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct LinkRun {
    /// The place of the first of the versions.
    pub(super) from: usize,
    /// The path of the file.
    pub(super) path: String,
    /// As written.
    pub(super) hrefs: BTreeSet<String>,
}

/// The links of a text that may refer to other files of the repository.
pub(super) fn hrefs(document: &Document) -> BTreeSet<String> {
    let marks = document.leaves.iter().flat_map(|l| &l.spans).flat_map(|s| &s.marks);
    let leads = |href: &&str| !["#", "https://", "http://", "mailto:"].iter().any(|start| href.starts_with(start));
    let href = |mark| match mark {
        &Mark::Link { ref href, .. } | &Mark::Image { src: ref href, .. } => Some(href.trim()),
        _ => None,
    };
    marks.filter_map(href).filter(leads).map(str::to_owned).collect()
}
