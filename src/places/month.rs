//! The files that list the changes of a month.

use serde::Serialize;

/// A file of a month. Older changes are on pages, and in documents of the feed, of so many each, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[allow(missing_docs)]
pub enum OfMonth {
    Newest,
    Older(u32),
    Atom,
    OlderAtom(u32),
}

impl OfMonth {
    /// Its path below the month's address.
    pub(super) fn name(self) -> String {
        match self {
            Self::Newest => "index.html".into(),
            Self::Older(page) => format!("{page}/index.html"),
            Self::Atom => "feed.xml".into(),
            Self::OlderAtom(page) => format!("feed/{page}.xml"),
        }
    }
}
