//! A file of the site, before it is rendered.

use super::cut::FEED;
use crate::model::{Annex, Digest, Timestamp, VersionNumber};
use crate::places::{OfPolicy, OfSite, Place, Rank, SitePath};
use crate::store;
use serde::Serialize;

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Below the site's root.
    pub path: SitePath,
    /// When it is put into place.
    pub rank: Rank,
    /// A digest of everything that goes into it: pages with equal keys have equal bytes.
    pub key: Digest,
    /// When it came to be as it is: the date of the commit that made it so.
    pub modified: Timestamp,
    /// What it shows.
    pub part: Part,
}

/// What a page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Part {
    /// What all policies share.
    Site(OfSite),
    /// A file of a policy; at a former address of the policy too, where no page can redirect.
    Policy(OfPolicy),
    /// A former address: where its page is now.
    Moved(SitePath),
    /// A file to which texts lead.
    Annex,
    /// A part of what all policies share: of what the search looks through, or of a long list of policies.
    Piece,
}

/// How many versions before the current one have a page that compares them with it, for readers without JavaScript.
pub(super) const LAST: u32 = 10;

impl Page {
    /// A file to which texts lead since `modified`: its bytes depend on nothing else.
    pub fn of_annex(annex: &Annex, modified: Timestamp) -> Self {
        let place = Place::Annex(annex);
        Self {
            path: place.path(),
            rank: place.rank(),
            key: store::key(&("annex", annex.digest)),
            modified,
            part: Part::Annex,
        }
    }

    /// The version by which it is complete: it is rendered when that one is read, else when all are.
    pub fn of_version(&self, versions: usize) -> Option<VersionNumber> {
        match self.part {
            Part::Policy(OfPolicy::Version(n) | OfPolicy::Source(n) | OfPolicy::Withheld(n) | OfPolicy::Redline(n)) => {
                Some(n)
            }
            Part::Policy(OfPolicy::MachineRedline(n)) => Some(n),
            // the texts that its redlines show need not be held until then
            Part::Policy(OfPolicy::OlderAtom(number)) => FEED.seal(number, versions).map(VersionNumber::at),
            _ => None,
        }
    }

    /// The file at `place`, a part of what all policies share, with what the digest `key` is of.
    pub fn piece(place: Place<'_>, key: Digest, modified: Timestamp) -> Self {
        Self { path: place.path(), rank: place.rank(), key, modified, part: Part::Piece }
    }

    /// Whether its bytes never change once they are published.
    pub fn is_frozen(&self) -> bool {
        matches!(self.part, Part::Policy(OfPolicy::Source(_)) | Part::Annex)
    }
}
