//! Anchors that a text defines for its own places.

use super::Builder;
use crate::document::LeafKind;
use crate::showable::plain;

impl Builder {
    /// An address for this place.
    pub(in crate::document) fn anchor(&mut self, anchor: &str) {
        self.anchored = true;
        let anchor = plain(anchor);
        if self.anchors.take(&anchor) {
            match &mut self.leaf {
                Some(leaf) => leaf.anchors.push(anchor.into_owned()),
                None => self.waiting_anchors.push(anchor.into_owned()),
            }
        }
    }

    /// The address of the heading that is open.
    pub(in crate::document) fn heading_anchor(&mut self, anchor: Option<&str>) {
        self.explicit_anchor = anchor.map(|anchor| plain(anchor).into_owned());
        self.anchored |= anchor.is_some();
    }

    /// As [`Builder::heading_anchor`], where a heading is open and the text gives it one.
    pub(in crate::document) fn set_heading_anchor(&mut self, anchor: Option<&str>) {
        if anchor.is_some() && self.leaf.as_ref().is_some_and(|l| matches!(l.kind, LeafKind::Heading(_))) {
            self.heading_anchor(anchor);
        }
    }

    /// An address for the leaf that ended last.
    pub(in crate::document) fn anchor_last(&mut self, anchor: &str) {
        self.end_leaf();
        self.anchored = true;
        let anchor = plain(anchor);
        if !self.document.leaves.is_empty() && self.anchors.take(&anchor) {
            self.document.leaves.last_mut().into_iter().for_each(|leaf| leaf.anchors.push(anchor.clone().into_owned()));
        }
    }
}
