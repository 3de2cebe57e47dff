//! Paths below the root of a site.

use super::OfSite;
use crate::compress::Encoding;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The longest name of a file, in bytes: the limit of ext4, XFS, Btrfs and APFS.
pub const LONGEST_SEGMENT: usize = 255;
/// The longest path below the root, in bytes: the limit of keys in object storage.
pub const LONGEST_PATH: usize = 1024;

/// The suffixes of files that hold text, and are worth compressing.
const TEXTS: &[&str] = &["html", "css", "js", "json", "xml", "svg", "txt", "md", "ics"];

/// A path below the site's root: segments separated by `/`.
///
/// Never empty; no segment is empty, begins with a dot (but for the whole path `.nojekyll`) or is longer than
/// [`LONGEST_SEGMENT`]; no backslash, colon or control character; never longer than [`LONGEST_PATH`]. So it stays below any folder,
/// and never names a git folder or what the publisher keeps for itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SitePath(String);

impl SitePath {
    /// The path that `text` is; `None` for anything that could lead elsewhere.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = |segment: &str| !segment.is_empty() && !segment.starts_with('.') && segment.len() <= LONGEST_SEGMENT;
        let odd = |c: char| c.is_control() || matches!(c, '\\' | ':');
        let known = text == OfSite::NoJekyll.name();
        let sound = text.len() <= LONGEST_PATH && !text.contains(odd) && text.split('/').all(fits);
        (known || sound).then(|| Self(text.to_owned()))
    }

    /// The path of a place of a policy whose id was judged before ([`super::is_fit`]), or of the site itself.
    pub(super) fn trusted(text: String) -> Self {
        debug_assert!(Self::parse(&text).is_some(), "`{text}` is not a valid site path");
        Self(text)
    }

    /// Where the compressed copy of this file is; `None` if the file holds no text, or the copy's name would be too long.
    pub fn beside(&self, encoding: Encoding) -> Option<Self> {
        Self::parse(&format!("{}{}", self.0, encoding.suffix())).filter(|_| is_text(&self.0))
    }

    /// The file of which this one is the compressed copy, if its name says so.
    pub fn uncompressed(&self) -> Option<&str> {
        Encoding::ALL.iter().find_map(|encoding| self.0.strip_suffix(encoding.suffix()))
    }

    /// As text, with `/`, not percent-encoded.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folders around it, the outermost first: of `a/b/c` they are `a` and `a/b`.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        self.0.match_indices('/').map(|(end, _)| &self.0[..end])
    }

    /// How many folders are around it.
    pub fn depth(&self) -> usize {
        self.0.bytes().filter(|b| *b == b'/').count()
    }
}

/// Whether a file that is called so holds text.
pub fn is_text(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, suffix)| TEXTS.contains(&suffix))
}

impl TryFrom<String> for SitePath {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not a valid site path")
    }
}

impl From<SitePath> for String {
    fn from(path: SitePath) -> Self {
        path.0
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_below_the_root_are_read() {
        for good in ["a", "a/b/index.html", ".nojekyll", "นโยบาย/v/1/source.md", "a..b/c~"] {
            assert_eq!(SitePath::parse(good).map(String::from).as_deref(), Some(good));
        }
        let long = "x".repeat(256);
        let deep = "x/".repeat(600) + "x";
        for bad in [
            "",
            "/a",
            "a/",
            "a//b",
            "..",
            "a/../b",
            "./a",
            ".git/x",
            "a/.git",
            ".promulgate",
            "a\\b",
            "c:/x",
            "a\nb",
            &long,
            &deep,
        ] {
            assert_eq!(SitePath::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn compressed_files_stand_beside_texts() {
        let path = |text: &str| SitePath::parse(text).expect("a path");
        let beside = path("a/index.html").beside(Encoding::Gzip).expect("a path");
        assert_eq!((beside.as_str(), beside.uncompressed()), ("a/index.html.gz", Some("a/index.html")));
        assert_eq!(path("a/form.pdf").beside(Encoding::Gzip), None);
        assert_eq!(path(&format!("{}.html", "x".repeat(250))).beside(Encoding::Brotli), None, "too long a name");
        assert_eq!(path("a/index.html").uncompressed(), None);
    }

    #[test]
    fn the_folders_around_a_path_are_known() {
        let path = SitePath::parse("a/b/c").expect("a path");
        assert_eq!((path.folders().collect::<Vec<_>>(), path.depth()), (vec!["a", "a/b"], 2));
    }
}
