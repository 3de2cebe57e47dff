//! Signs at blocks in which there is something to look at.

use super::Sign;
use super::escape::attribute;
use super::view::{LeafView, TextView, View};
use crate::weave::Change;

impl<'a> View<'a> {
    /// Puts `signs` at the blocks to which they belong.
    pub(super) fn sign(&mut self, signs: &'a [Sign]) {
        let mut signs = signs.iter().peekable();
        let mut next = 0;
        for leaf in &mut self.leaves {
            next += leaf.held();
            while let Some(sign) = signs.next_if(|sign| sign.leaf < next) {
                leaf.signs.push(sign);
            }
        }
    }
}

impl LeafView<'_> {
    /// How many blocks of the newer version it shows: one that was split shows several.
    fn held(&self) -> usize {
        let ends = match self.text {
            TextView::Plain(_) => 0,
            TextView::Pieces(pieces) => pieces.iter().filter(|p| p.block_end && p.change != Change::Deleted).count(),
        };
        if self.change == Change::Deleted { 0 } else { 1 + ends }
    }
}

/// Writes a sign.
pub(super) fn write(out: &mut String, sign: &Sign) {
    out.push_str("<button type=\"button\"");
    attribute(out, "class", &format!("flag level-{}", sign.class));
    attribute(out, "id", &sign.id);
    attribute(out, "popovertarget", &sign.opens);
    attribute(out, "aria-label", &sign.said);
    out.push_str("></button>");
}
