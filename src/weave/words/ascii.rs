//! UAX #29 for text in ASCII, which most policies are in for the most part: the same words several times as fast.

/// Where the word, space or mark at `at` ends.
pub(super) fn word_end(text: &[u8], at: usize) -> usize {
    let first = text[at];
    match first {
        b' ' => at + count(&text[at..], |b| b == b' '),
        b'\r' if text.get(at + 1) == Some(&b'\n') => at + 2,
        _ if !wordlike(first) => at + 1,
        _ => {
            let mut end = at;
            loop {
                end += count(&text[end..], wordlike);
                if !goes_on(text, end) {
                    return end;
                }
                end += 1;
            }
        }
    }
}

/// Whether `b` is part of words wherever it stands.
pub(super) fn wordlike(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'_'
}

/// How many bytes at the front `is` holds for.
pub(super) fn count(text: &[u8], is: impl Fn(u8) -> bool) -> usize {
    text.iter().position(|b| !is(*b)).unwrap_or(text.len())
}

/// Whether the mark at `at` joins two letters or two digits (rules WB6, WB7, WB11, WB12).
fn goes_on(text: &[u8], at: usize) -> bool {
    let [before, mark, after] = text[at - 1..].first_chunk().copied().unwrap_or_default();
    let letters = before.is_ascii_alphabetic() && after.is_ascii_alphabetic();
    let digits = before.is_ascii_digit() && after.is_ascii_digit();
    (letters && matches!(mark, b'.' | b'\'' | b':')) || (digits && matches!(mark, b'.' | b'\'' | b',' | b';'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use icu_segmenter::WordSegmenter;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_are_those_of_uax_29(text in "([ -~\\r\\n\t]|[a-c0-2 .,:;'_]){0,40}") {
            let mut ends = vec![0];
            while let Some(at) = ends.last().copied().filter(|at| *at < text.len()) {
                ends.push(word_end(text.as_bytes(), at));
            }
            let standard: Vec<usize> = WordSegmenter::new_dictionary(Default::default()).segment_str(&text).collect();
            prop_assert!(text.is_empty() || ends == standard, "{:?}: {:?} {:?}", text, ends, standard);
        }
    }
}
