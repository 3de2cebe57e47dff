//! A weave as bytes, to be kept until the next version comes.

use super::life::Track;
use super::nodes::{LeafNode, Weave};
use crate::document::Span;
use crate::model::Digest;
use crate::store;

/// What the bytes begin with. The number changes whenever weaves are written or made in another way.
const HEAD: &[u8] = b"promulgate weave 5\n";
/// The bytes of the digest that follows.
const DIGEST: usize = 32;

impl Weave {
    /// The weave as bytes; equal weaves give equal bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let body = store::deflated(&postcard::to_allocvec(self).expect("what is in memory can be written to it"));
        [HEAD, Digest::of(&body).bytes(), &body].concat()
    }

    /// The weave that [`to_bytes`](Self::to_bytes) wrote; it goes on as if it had never left memory. `None` when they
    /// are damaged, or were written by a program that makes weaves in another way.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (digest, body) = bytes.strip_prefix(HEAD)?.split_at_checked(DIGEST)?;
        if Digest::of(body).bytes() != digest {
            return None;
        }
        let body = store::inflated(body)?;
        let (weave, rest): (Self, _) = postcard::take_from_bytes(&body).ok()?;
        (rest.is_empty() && weave.is_sound()).then_some(weave)
    }

    /// Whether every number in it leads somewhere, and what says how a text is set fits the text.
    fn is_sound(&self) -> bool {
        let containers = self.containers.iter().enumerate().all(|(ix, c)| c.parent.is_none_or(|p| p < ix));
        let texts = (0..).zip(&self.woven).all(|(text, woven)| woven.base < text.max(1));
        let versions = self.versions.iter().all(|text| (*text as usize) < self.woven.len());
        containers && texts && versions && self.leaves.iter().all(|leaf| self.is_sound_leaf(leaf))
    }

    fn is_sound_leaf(&self, leaf: &LeafNode) -> bool {
        let shapes = leaf.shape.all().all(|shape| shape.parent.is_none_or(|p| p < self.containers.len()));
        let since = |track: &Track<u32>| track.later().map(|(text, _)| *text).collect::<Vec<_>>();
        let fits = |text: Option<&str>, setting: u32| {
            text.zip(self.settings.get(setting)).is_some_and(|(text, spans)| covers(spans, text))
        };
        let whole = |text: u32| fits(self.texts.get(*leaf.text.at(text)), *leaf.setting.at(text));
        let texts = [vec![0], since(&leaf.text), since(&leaf.setting)].concat().into_iter().all(whole);
        let mut words = leaf.words.iter();
        shapes && texts && words.all(|w| w.setting.all().all(|setting| fits(self.words.get(w.text), *setting)))
    }
}

/// Whether the spans cover the text without gaps.
fn covers(spans: &[Span], text: &str) -> bool {
    let in_order = spans.is_sorted_by(|a, b| a.end < b.end);
    in_order && spans.iter().all(|s| text.is_char_boundary(s.end)) && spans.last().map_or(0, |s| s.end) == text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;
    use proptest::prelude::*;

    fn stored() -> Vec<u8> {
        let texts = [
            "# Title\n\none *two*\n\n- a\n- [b](c.md)",
            "# Title\n\none two three\n\n> - a\n- b\n\n|k|v|\n|-|-|\n|a|b|",
        ];
        let mut weave = Weave::default();
        texts.iter().for_each(|text| _ = weave.append(&document::parse(text.as_bytes(), "p.md").document));
        weave.to_bytes()
    }

    /// What a weave was written as, before it was deflated.
    fn plain(bytes: &[u8]) -> Vec<u8> {
        store::inflated(&bytes[HEAD.len() + DIGEST..]).expect("what was deflated")
    }

    /// As if that had been written.
    fn signed(plain: &[u8]) -> Vec<u8> {
        let body = store::deflated(plain);
        [HEAD, Digest::of(&body).bytes(), &body].concat()
    }

    #[test]
    fn what_is_damaged_is_refused() {
        let bytes = stored();
        assert!(Weave::from_bytes(&bytes).is_some());
        for at in 0..bytes.len() {
            assert!(Weave::from_bytes(&bytes[..at]).is_none(), "cut at {at}");
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert!(Weave::from_bytes(&damaged).is_none(), "damaged at {at}");
        }
    }

    proptest! {
        #[test]
        fn what_is_forged_is_refused_or_can_be_read(
            edits in proptest::collection::vec((0usize..4000, any::<u8>()), 1..4),
            cut in 0usize..9,
        ) {
            let mut bytes = plain(&stored());
            bytes.truncate(bytes.len() - cut);
            for (at, byte) in edits {
                let at = at % bytes.len();
                bytes[at] = byte;
            }
            if let Some(weave) = Weave::from_bytes(&signed(&bytes)) {
                (0..weave.versions().min(9)).for_each(|n| _ = weave.words(crate::model::VersionNumber::at(n)));
            }
        }
    }
}
