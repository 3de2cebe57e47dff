//! Recognises error pages that were recorded in place of a policy, and texts that were missing for one version.

use super::elsewhere::text_of;
use crate::document::{Document, LeafKind};
use crate::weave::{Change, RedLeaf, Redline};

/// A text of which so small a part is left may be lost: one word of ten.
const LEFT: usize = 10;
/// The fewest words of a text that can be lost; a notice of a few words may well become another.
const LEAST: usize = 50;
/// The same for two texts, in bytes.
const LARGE: usize = 300;
/// The most words of an error page.
const LONGEST: usize = 120;
/// A text comes back if so large a part of it does: one word of two.
const BACK: usize = 2;

/// What pages say that were served in place of a text, in lower case.
const SAYS: [&str; 44] = [
    "page isn't available",
    "page is not available",
    "content isn't available",
    "content is not available",
    "page not found",
    "page could not be found",
    "page cannot be found",
    "page can't be found",
    "page you requested",
    "page you are looking for",
    "page you're looking for",
    "404",
    "403 forbidden",
    "access denied",
    "access to this page has been denied",
    "just a moment",
    "enable javascript",
    "javascript is disabled",
    "javascript is required",
    "checking your browser",
    "verify you are human",
    "are you a robot",
    "captcha",
    "unusual traffic",
    "something went wrong",
    "an error occurred",
    "an error has occurred",
    "internal server error",
    "service unavailable",
    "temporarily unavailable",
    "bad gateway",
    "gateway timeout",
    "too many requests",
    "please try again later",
    "ไม่พบหน้า",
    "ไม่พบเนื้อหา",
    "เกิดข้อผิดพลาด",
    "ไม่สามารถเข้าถึง",
    "seite nicht gefunden",
    "zugriff verweigert",
    "fehler aufgetreten",
    "page introuvable",
    "accès refusé",
    "une erreur est survenue",
];

/// Whether a text of `words` may be lost, given how many the last whole one had.
pub fn is_lost(words: usize, whole: usize) -> bool {
    whole >= LEAST && words * LEFT <= whole
}

/// Whether a text of which so little is left says that it is an error page.
pub fn says_error(document: &Document, words: usize) -> bool {
    words <= LONGEST && {
        let leaves = document.leaves.iter().map(|leaf| leaf.text.to_lowercase().replace('’', "'"));
        says(&leaves.collect::<Vec<_>>().join("\n"))
    }
}

/// Whether a text came back, given how many words the last whole one had and how many of those are not in it.
pub fn is_back(whole: usize, removed: usize) -> bool {
    removed * BACK <= whole
}

/// Whether a text in lower case says that it is an error page.
fn says(text: &str) -> bool {
    SAYS.iter().any(|says| text.contains(says))
}

/// Whether what only the older version says did not go, and whether what only the newer one says did not come: the other
/// one is so small that it stands in its place, as a notice does, or has the heading of an error page.
pub(super) fn is_replaced(redline: &Redline) -> [bool; 2] {
    let size = |side| redline.leaves.iter().map(|leaf| text_of(leaf, side).len()).sum::<usize>();
    let sizes = [size(0), size(1)];
    let [failed, fails] = [(0, Change::Inserted), (1, Change::Deleted)].map(|(side, other)| {
        let is_head = |leaf: &&RedLeaf| leaf.change != other && matches!(leaf.kind, LeafKind::Heading(_));
        let mut heads = redline.leaves.iter().filter(is_head);
        heads.any(|leaf| says(&text_of(leaf, side).to_lowercase().replace('’', "'")))
    });
    let small = |own: usize, other: usize| sizes[own] >= LARGE && sizes[other] * LEFT <= sizes[own];
    [small(0, 1) || fails && !failed, small(1, 0) || failed && !fails]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;

    #[test]
    fn error_pages_are_short_and_say_so() {
        let says = |text: &str, words| says_error(&document::parse(text.as_bytes(), "p.md").document, words);
        assert!(says("# This page isn’t available\n\nThe link may be broken.", 9));
        assert!(says("# ไม่พบหน้าที่ท่านต้องการ", 5) && says("Just a moment...", 3));
        assert!(!says("# Terms\n\nThese terms were replaced by the new terms.", 9));
        assert!(!says("We may deny access. If the page is not available, write to us.", LONGEST + 1));
    }

    #[test]
    fn a_text_is_lost_when_a_tenth_is_left_and_back_when_half_is() {
        assert!(is_lost(10, 100) && !is_lost(11, 100) && !is_lost(2, 30));
        assert!(is_back(100, 50) && !is_back(100, 51));
    }
}
