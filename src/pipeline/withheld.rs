//! Texts that are withheld.
//!
//! Their words are nowhere in what is published because they are never read: in all that is made of a policy's texts, another
//! text stands in for one that is withheld. What is said of the version beside its text is said of its own bytes.

use crate::history::{BlobId, Lineage, What};
use crate::model::{Digest, VersionNumber};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The versions of a policy whose texts are withheld, with the digest and the number of the bytes of each.
pub(super) type Withheld = BTreeMap<VersionNumber, (Digest, u64)>;

/// The `lineage` as readers see it: instead of each text that is withheld, that of the last version before that is not; of the
/// first versions, that of the next one.
pub(super) fn shown<'l>(lineage: &'l Lineage, withheld: &Withheld) -> Cow<'l, Lineage> {
    if withheld.is_empty() {
        return Cow::Borrowed(lineage);
    }
    let mut shown = lineage.clone();
    let public = |(ix, (_, blob, _)): (usize, (&str, &BlobId, usize))| {
        (!withheld.contains_key(&VersionNumber::at(ix))).then_some(*blob)
    };
    let mut stands = lineage.versions().enumerate().find_map(public);
    let mut number = 0;
    for event in &mut shown.events {
        if let What::Version { blob, .. } = &mut event.what {
            match (withheld.contains_key(&VersionNumber::at(number)), stands) {
                (true, Some(other)) => *blob = other,
                _ => stands = Some(*blob),
            }
            number += 1;
        }
    }
    Cow::Owned(shown)
}

/// Whether the texts of version `n` and of all before it are withheld.
pub(super) fn is_before_shown(withheld: &Withheld, n: VersionNumber) -> bool {
    (0..=n.index()).all(|ix| withheld.contains_key(&VersionNumber::at(ix)))
}

/// Whether `n` is the first version, but not number 1, of which the text is not withheld.
pub(super) fn is_first_shown(withheld: &Withheld, n: VersionNumber) -> bool {
    let before = n.index().checked_sub(1).map(VersionNumber::at);
    before.is_some_and(|before| is_before_shown(withheld, before)) && !withheld.contains_key(&n)
}

/// The version whose text stands in for that of version `n`, if that is withheld.
pub(super) fn stand_in(withheld: &Withheld, n: VersionNumber) -> Option<VersionNumber> {
    let is_shown = |n: &VersionNumber| !withheld.contains_key(n);
    withheld.get(&n)?;
    let before = (0..n.index()).rev().map(VersionNumber::at).find(is_shown);
    before.or_else(|| (n.index()..).map(VersionNumber::at).find(is_shown))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::Event;
    use crate::store;

    #[test]
    fn the_last_public_text_stands_in_for_one_that_is_withheld() {
        let blob = |n: u8| -> BlobId { store::from_bytes(&store::to_bytes(&[n; 20].as_slice())).expect("an id") };
        let version = |n: u8| Event { commit: n.into(), what: What::Version { path: "p.md".into(), blob: blob(n) } };
        let mut events: Vec<Event> = (0..6).map(version).collect();
        events.insert(3, Event { commit: 2, what: What::Withdrawn });
        let lineage = Lineage { path: "p.md".into(), events };
        let texts = |withheld: &[usize]| {
            let withheld = withheld.iter().map(|ix| (VersionNumber::at(*ix), (Digest::of(b""), 0))).collect();
            let shown = shown(&lineage, &withheld);
            shown.versions().map(|(_, found, _)| (0..6).find(|n| blob(*n) == *found).expect("one")).collect::<Vec<_>>()
        };
        assert_eq!(texts(&[]), [0, 1, 2, 3, 4, 5]);
        assert_eq!(texts(&[2, 3]), [0, 1, 1, 1, 4, 5]);
        assert_eq!(texts(&[0, 1, 4]), [2, 2, 2, 3, 3, 5]);
    }
}
