//! Decides by its bytes what a file is that a text refers to: whether it may be published, under which name, and
//! whether it is shown.
//!
//! Somebody who may commit a text must not be able to put a program on the office's address. So a file is published
//! only if its bytes are of a kind in `KINDS` and its name has a suffix of that kind. Its published suffix, from which
//! servers derive the content type, follows from the bytes. A drawing is published only if nothing in it could run.

mod drawing;
mod kinds;
mod picture;

use crate::model::{Annex, Digest, Shape};
use crate::places::safe_name;
use std::fmt;

/// Why a file is not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    /// There is none.
    Missing,
    /// Its bytes or its name are of no kind that is published.
    Kind,
    /// A drawing that could run something.
    Active,
    /// So many bytes are more than this limit.
    Large(u64, u64),
    /// Its bytes are not in the repository, but in a store of large files.
    Pointer,
    /// It is a link to another file.
    Link,
    /// Its bytes can't be read.
    Unreadable,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let megabytes = |bytes: u64| format!("{}.{}", bytes / 1_000_000, bytes % 1_000_000 / 100_000);
        match self {
            Self::Missing => f.write_str("not in the repository"),
            Self::Kind => f.write_str("of a file type that is not published"),
            Self::Active => f.write_str("an SVG that could run code or load other files"),
            Self::Large(size, limit) => {
                write!(f, "{} MB, the limit is {} MB", megabytes(*size), megabytes(*limit).trim_end_matches(".0"))
            }
            Self::Pointer => f.write_str("only a Git LFS pointer"),
            Self::Link => f.write_str("a symbolic link"),
            Self::Unreadable => f.write_str("can't be read"),
        }
    }
}

/// Whether the file at this path of the repository is asked for when a text leads to it. Markdown files are policies or
/// nothing; a name without a suffix is a folder or a page.
pub fn is_asked_for(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').is_some_and(|(_, suffix)| {
        !["", "md", "markdown"].contains(&suffix.to_ascii_lowercase().as_str()) && !suffix.contains(' ')
    })
}

/// Whether a file at this path can be published, whatever its bytes are: its name says that it is of a kind that is, and
/// nothing on the way to it is hidden.
pub fn is_of_a_kind(path: &str) -> bool {
    let hidden = path.split('/').any(|segment| segment.starts_with('.'));
    let suffix = path.rsplit_once('.').map_or("", |(_, suffix)| suffix).to_ascii_lowercase();
    !hidden && kinds::KINDS.iter().any(|kind| kind.suffixes.contains(&suffix.as_str()))
}

/// The file with these bytes at this path, if it is one that can be published.
///
/// # Errors
/// Why it is not.
pub fn judge(path: &str, bytes: &[u8]) -> Result<Annex, Refusal> {
    if !is_of_a_kind(path) {
        return Err(Refusal::Kind);
    }
    if bytes.starts_with(b"version https://git-lfs.github.com/spec/") && bytes.len() < 1024 {
        return Err(Refusal::Pointer);
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, written) = name.rsplit_once('.').unwrap_or((name, ""));
    let written = written.to_ascii_lowercase();
    let kind = kinds::of(bytes, &written).ok_or(Refusal::Kind)?;
    if kind.suffixes[0] == "svg" && !drawing::is_still(bytes) {
        return Err(Refusal::Active);
    }
    let suffix = if kind.suffixes.contains(&written.as_str()) { written.as_str() } else { kind.suffixes[0] };
    let shape = if kind.shown { Shape::Picture(picture::size(kind.suffixes[0], bytes)) } else { Shape::File };
    Ok(Annex { digest: Digest::of(bytes), name: safe_name(stem, suffix), size: bytes.len() as u64, shape })
}

#[cfg(test)]
mod tests;
