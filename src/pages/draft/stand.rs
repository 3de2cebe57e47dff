//! Where the pages of a draft are, and how they lead to what is published.

use crate::model::PolicyId;
use crate::pages::routes;

/// Where the pages of a draft are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stand {
    /// In a folder of their own. What is published is at this address, which ends with a slash, if it is known.
    Alone(Option<String>),
    /// In front of what is published, for one reader: at the addresses of the pages that they would replace.
    Preview,
}

/// Where the overview of a preview is: no policy has such an id.
const OVERVIEW: &str = ".draft/index.html";
/// What a preview adds to pages, so that they show what was saved.
const LIVE: &str = ".draft/live.js";

impl Stand {
    /// The page that lists everything.
    pub fn overview(&self) -> &'static str {
        match self {
            Self::Alone(_) => routes::HOME,
            Self::Preview => OVERVIEW,
        }
    }

    /// The page of a text.
    pub fn text(&self, id: &PolicyId) -> String {
        routes::current(id)
    }

    /// The page of what changes in it: the address at which each policy has its last change for good.
    pub fn redline(&self, id: &PolicyId) -> String {
        routes::last(id, 1)
    }

    /// The script that shows what was saved.
    pub fn live(&self) -> Option<&'static str> {
        matches!(self, Self::Preview).then_some(LIVE)
    }

    /// The address, on the page at `from`, of the published page at `to`.
    pub(super) fn published(&self, from: &str, to: &str) -> Option<String> {
        match self {
            Self::Alone(site) => site.as_ref().map(|site| format!("{site}{}", routes::public(to))),
            Self::Preview => Some(routes::relative(from, to)),
        }
    }
}
