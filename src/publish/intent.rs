//! What a publication is about to do, so that another run can finish it.

use super::{STATE, cannot};
use crate::error::Result;
use crate::model::Digest;
use std::cmp::Reverse;
use std::fs;
use std::io;
use std::path::Path;

/// What goes where. Paths are relative to the published folder.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Intent {
    /// Files at places where there is none.
    pub(super) new: Vec<Move>,
    /// Files that take the place of others.
    pub(super) replace: Vec<Move>,
    /// Files that go.
    pub(super) remove: Vec<String>,
}

/// A staged file and where it belongs.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Move {
    /// Its name among the staged files.
    pub(super) staged: usize,
    pub(super) path: String,
}

/// What a file is, for the order in which files are put into place.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// It leads to no other file: sources, styles.
    Leaf,
    /// Feeds and the like lead to pages, for which placeholders do.
    Feed,
    Page,
    /// Lists of versions or policies, and what the search finds, promise that what they list is there.
    List,
    /// What the next publication needs to know.
    State,
}

impl Kind {
    fn of(path: &str) -> Self {
        match path.rsplit('/').next().unwrap_or(path) {
            _ if path.starts_with(STATE) => Self::State,
            _ if path == "search.js" => Self::List,
            "versions.json" | "policies.json" => Self::List,
            "search.js" => Self::Feed,
            name if name.ends_with(".html") => Self::Page,
            name if [".xml", ".json", ".link"].iter().any(|end| name.ends_with(end)) => Self::Feed,
            _ => Self::Leaf,
        }
    }
}

/// Begins the last line, which holds the digest of the others.
const END: &str = "end ";

impl Intent {
    pub(super) fn is_empty(&self) -> bool {
        self.new.is_empty() && self.replace.is_empty() && self.remove.is_empty()
    }

    /// Brings the moves into the order in which they are made: what leads to other files comes after them, of files of
    /// one kind what lies deeper comes first; removed is what leads to others before these, where pages lead to nothing
    /// any more.
    pub(super) fn sort(&mut self) {
        let depth = |path: &str| Reverse(path.matches('/').count());
        let order = |path: &str| (Kind::of(path), depth(path), path.to_owned());
        self.new.sort_by_cached_key(|m| order(&m.path));
        self.replace.sort_by_cached_key(|m| order(&m.path));
        let removed = |path: &str| match Kind::of(path) {
            Kind::Feed => Kind::Page,
            Kind::Page => Kind::Feed,
            kind => kind,
        };
        self.remove.sort_by_cached_key(|path| Reverse((removed(path), order(path))));
    }

    /// Writes the intent to `path`. It counts once it is written to its end.
    pub(super) fn write(&self, path: &Path) -> Result<()> {
        let mut text = String::new();
        for (kind, moves) in [("new", &self.new), ("replace", &self.replace)] {
            for Move { staged, path } in moves {
                text += &format!("{kind} {staged} {path}\n");
            }
        }
        for path in &self.remove {
            text += &format!("remove - {path}\n");
        }
        text += &format!("{END}{}", Digest::of(text.as_bytes()));
        fs::write(path, text).map_err(|e| cannot("write", path, e))
    }

    /// The intent at `path`; `None` where there is none, or one that was not written to its end.
    pub(super) fn read(path: &Path) -> Result<Option<Self>> {
        match fs::read(path) {
            Ok(bytes) => Ok(String::from_utf8(bytes).ok().and_then(|text| Self::parse(&text))),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(cannot("read", path, e)),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let (text, digest) = text.rsplit_once(END)?;
        if Digest::of(text.as_bytes()).to_string() != digest {
            return None;
        }
        let mut intent = Self::default();
        for line in text.lines() {
            let (kind, rest) = line.split_once(' ')?;
            let (staged, path) = rest.split_once(' ')?;
            let path = path.to_owned();
            match kind {
                "new" => intent.new.push(Move { staged: staged.parse().ok()?, path }),
                "replace" => intent.replace.push(Move { staged: staged.parse().ok()?, path }),
                _ => intent.remove.push(path),
            }
        }
        Some(intent)
    }
}
