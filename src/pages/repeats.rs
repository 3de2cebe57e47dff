//! Redlines that were shown before: where texts flip back and forth, versions change the same again and again.
//!
//! The redline of a version that changes what an earlier one changed, the same text into the same, is not written once
//! more where it is large: more than [`LARGE`] bytes of text in its blocks with marks. Its page says which page has it, and
//! leads from the address of each change to that change there. The rule rests on the texts alone, so that it is the same for whoever
//! publishes them at once or one by one.

use crate::model::VersionNumber;
use crate::weave::{Redline, Weave};
use serde::Serialize;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// How many bytes the blocks with marks have, of both versions, in a redline that is not written once more.
const LARGE: usize = 8 << 10;

/// The version whose redline shows what `redline`, that of version `n`, has, if that is large and was there before.
pub(super) fn shown_by(weave: &Weave, n: VersionNumber, redline: &Redline) -> Option<VersionNumber> {
    let first = weave.first_step(n);
    (first < n && is_large(redline)).then_some(first)
}

pub(super) fn is_large(redline: &Redline) -> bool {
    let blocks = redline.leaves.iter().zip(redline.changes());
    let marked = blocks.filter(|(leaf, number)| number.is_some() || leaf.is_marked());
    marked.map(|(leaf, _)| leaf.length()).sum::<usize>() > LARGE
}

/// What was found of redlines that come again, while the pages of one policy are made.
#[derive(Default)]
pub struct Repeats(pub(super) Mutex<HashMap<Of, Option<Arc<AgainView>>>>);

/// The version that has a redline, and the language of both its texts.
type Of = (VersionNumber, String);

/// What a page shows in place of a redline that another one has.
#[derive(Serialize)]
pub(super) struct AgainView {
    /// The versions of the other one, as `5..6`.
    pub(super) pair: String,
    pub(super) said: String,
    /// The other page, and what it is called.
    pub(super) href: String,
    pub(super) name: String,
    /// How many words are not shown.
    pub(super) words: usize,
    pub(super) lines: Vec<LineView>,
    pub(super) spoken: Spoken,
}

/// Attributes that say in which language something is.
#[derive(Serialize)]
pub(super) struct Spoken {
    /// Those of what the page says.
    pub(super) said: String,
    /// Those of the text in it.
    pub(super) text: String,
}

/// A section, with its changes.
#[derive(Serialize)]
pub(super) struct LineView {
    pub(super) heading: String,
    /// Where it stands in the newer version, if nothing in it changed.
    pub(super) href: Option<String>,
    /// What happened to it, or how many words it has.
    pub(super) said: String,
    pub(super) changes: Vec<ChangeView>,
}

/// A change, by its number, and where it is shown.
#[derive(Serialize)]
pub(super) struct ChangeView {
    pub(super) n: usize,
    pub(super) href: String,
}
