//! The names that no policy may have, because the site needs them.

use super::fold::fold;
use super::path::is_text;
use super::{ANNEXES, DRAFTS, LISTS, LOG, OfPolicy, OfSite, SUMS};
use crate::compress::Encoding;
use std::sync::LazyLock;

pub(super) fn first(path: &str) -> &str {
    path.split('/').next().unwrap_or(path)
}

/// These names of files and folders, with those of the compressed copies of the files that hold text.
fn with_compressed(names: impl Iterator<Item = String>) -> Vec<String> {
    let all = |name: String| {
        let copies = Encoding::ALL.map(|encoding| format!("{name}{}", encoding.suffix()));
        if is_text(&name) { [vec![name], copies.to_vec()].concat() } else { vec![name] }
    };
    names.flat_map(all).collect()
}

/// Whether the site needs `segment` at its root, on whatever file system it may be copied to.
pub fn is_reserved_at_root(segment: &str) -> bool {
    static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
        let own = OfSite::ALL.iter().map(|file| first(file.name())).chain([ANNEXES, LISTS, LOG, SUMS]);
        with_compressed(own.map(fold))
    });
    NAMES.contains(&fold(segment))
}

/// The names, folded, that the pages of a policy need below its address.
pub fn reserved_below_policy() -> &'static [String] {
    static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
        let mut names =
            with_compressed(OfPolicy::kinds().iter().map(|file| fold(first(&file.name()))).chain([fold(DRAFTS)]));
        names.sort();
        names.dedup();
        names
    });
    &NAMES
}
