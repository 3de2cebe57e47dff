//! What feeds show of redlines: made while the texts of a policy are at hand, kept for the feeds of the whole site.

use super::links::{FeedLinks, TextFiles};
use super::repeats::shown_by;
use super::site::Site;
use crate::html;
use crate::model::{Annexes, Digest, Lang, VersionNumber};
use crate::store;
use crate::weave::{Redline, Weave};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How much text of a redline an entry has, in bytes; the whole stands on its page.
const IN_ENTRY: usize = 8_000;

/// What feeds show of a redline.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt {
    pub(super) html: String,
    /// Whether changes were left out for length.
    pub(super) cut: bool,
    /// The version whose redline is the same, if that is not shown once more.
    pub(super) again: Option<VersionNumber>,
}

impl Excerpt {
    /// That of a redline which the page of version `first` has.
    pub(super) fn again(first: VersionNumber) -> Self {
        Self { again: Some(first), ..Self::default() }
    }

    pub(super) fn of(redline: &Redline, links: &FeedLinks<'_>) -> Self {
        let (html, cut) = html::excerpt(redline, links, IN_ENTRY);
        Self { html, cut, again: None }
    }
}

/// What feeds show of the redlines to some versions of a policy. Texts that flip back and forth show the same again: it is
/// kept once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpts {
    all: Vec<Excerpt>,
    /// Where among them that of each version is.
    of: BTreeMap<VersionNumber, usize>,
}

impl Excerpts {
    /// That of version `n`, if it is among them.
    pub fn get(&self, n: VersionNumber) -> Option<&Excerpt> {
        self.of.get(&n).map(|ix| &self.all[*ix])
    }

    /// Adds that of version `n`.
    pub fn add(&mut self, n: VersionNumber, excerpt: Excerpt) {
        let ix = self.all.iter().position(|known| *known == excerpt).unwrap_or_else(|| {
            self.all.push(excerpt);
            self.all.len() - 1
        });
        self.of.insert(n, ix);
    }

    /// How many versions they are of.
    pub fn len(&self) -> usize {
        self.of.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// Those of the versions that are `wanted`.
    #[must_use]
    pub fn only(mut self, wanted: impl Fn(VersionNumber) -> bool) -> Self {
        let mut kept = Self::default();
        for (n, ix) in std::mem::take(&mut self.of).into_iter().filter(|(n, _)| wanted(*n)) {
            kept.add(n, self.all[ix].clone());
        }
        kept
    }
}

impl Site<'_> {
    /// What feeds show of the redline to version `to` of a policy in `lang`, whose texts are in `weave` and lead to the files
    /// `annexes`.
    pub fn excerpt(
        &self,
        (weave, redline): (&Weave, &Redline),
        lang: &Lang,
        annexes: &Annexes,
        to: VersionNumber,
    ) -> Excerpt {
        if let Some(first) = shown_by(weave, to, redline) {
            return Excerpt::again(first);
        }
        let before = VersionNumber::at(to.index().saturating_sub(1));
        let files = TextFiles::between(annexes, before, to);
        Excerpt::of(redline, &FeedLinks { messages: self.messages(lang), files })
    }

    /// A digest of everything that [`Site::excerpt`] depends on but the redline.
    pub fn excerpt_key(&self, lang: &Lang) -> Digest {
        store::key(&(self.theme.key, self.lang(), lang))
    }
}
