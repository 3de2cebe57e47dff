//! Names that a file system may treat as equal.

use unicode_normalization::UnicodeNormalization;

/// `name` with everything made alike that some file system does not tell apart: upper and lower case (NTFS, APFS),
/// composed and decomposed letters (APFS). Case is folded letter by letter as in Unicode section 3.13, by way of upper
/// case, so that ß, ẞ and ss, or ς and σ, are alike too.
pub fn fold(name: &str) -> String {
    if name.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return name.to_owned();
    }
    name.nfd().flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfd().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_some_disk_takes_for_one_are_alike() {
        for (a, b) in [("Ä", "a\u{308}"), ("straße", "STRASSE"), ("Σας", "σασ"), ("Ⅷ", "ⅷ"), ("ﬁn", "FIN")]
        {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
        assert_ne!(fold("ก่า"), fold("กา"));
        assert_ne!(fold("a"), fold("á"));
    }
}
