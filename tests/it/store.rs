//! What a weave promises to who keeps it, on generated histories: what is stored and read back goes on as if it had
//! never left memory, and what is appended later changes no redline of two neighbours.

use crate::texts::history;
use promulgate::document;
use promulgate::model::VersionNumber;
use promulgate::weave::{Redline, Weave};
use proptest::prelude::*;

fn n(index: usize) -> VersionNumber {
    VersionNumber::at(index)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_stored_weave_goes_on_as_if_it_had_never_left_memory(history in history()) {
        let (mut kept, mut stored) = (Weave::default(), Weave::default().to_bytes());
        let mut latest: Vec<Redline> = Vec::new();
        for (ix, blocks) in history.iter().enumerate() {
            let document = document::parse(blocks.join("\n\n").as_bytes(), "p.md").document;
            let mut read = Weave::from_bytes(&stored).expect("what was written can be read");
            prop_assert_eq!(kept.append(&document), read.append(&document));
            stored = read.to_bytes();
            prop_assert!(kept.to_bytes() == stored, "version {}", ix);
            latest.push(kept.redline(n(ix.saturating_sub(1)), n(ix)));
        }
        let read = Weave::from_bytes(&stored).expect("what was written can be read");
        for (a, latest) in latest.iter().enumerate() {
            prop_assert_eq!(read.project(n(a)), kept.project(n(a)));
            prop_assert_eq!(read.words(n(a)), kept.words(n(a)));
            prop_assert_eq!(&kept.redline(n(a.saturating_sub(1)), n(a)), latest, "as it was when {} came", a);
            for b in 0..history.len() {
                prop_assert_eq!(read.redline(n(a), n(b)), kept.redline(n(a), n(b)), "{}..{}", a, b);
            }
        }
    }
}
