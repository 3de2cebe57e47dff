//! Any bytes are a text: reading never fails, and gives the same with less work where much stood there before.
#![no_main]

use libfuzzer_sys::fuzz_target;
use promulgate::document::{self, Document};

/// Between the older text and the newer one: UTF-8 has no such byte.
const NEXT: u8 = 0xff;

fuzz_target!(|bytes: &[u8]| {
    let mut texts = bytes.splitn(2, |byte| *byte == NEXT);
    let (old, new) = (texts.next().unwrap_or_default(), texts.next().unwrap_or_default());
    let old = document::parse(old, "old.md");
    let alone = document::parse(new, "new.md");
    let after = document::parse_after(new, "new.md", Some(&old));
    assert_eq!(alone.document, after.document, "the same with the older text at hand");
    assert_eq!(alone.warnings.len(), after.warnings.len());
    sound(&old.document);
    sound(&alone.document);
});

/// Every number leads somewhere, and what says how a text is set fits the text.
fn sound(document: &Document) {
    for (ix, container) in document.containers.iter().enumerate() {
        assert!(container.parent.is_none_or(|parent| parent < ix), "containers follow their parents");
    }
    for leaf in &document.leaves {
        assert!(leaf.parent.is_none_or(|parent| parent < document.containers.len()), "a leaf stands in a container");
        let mut start = 0;
        for span in leaf.spans.iter() {
            assert!(span.end > start && leaf.text.is_char_boundary(span.end), "spans cover text: {leaf:?}");
            start = span.end;
        }
        assert_eq!(start, leaf.text.len(), "spans cover the whole text: {leaf:?}");
    }
}
