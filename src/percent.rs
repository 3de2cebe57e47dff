//! Percent-encoding (RFC 3986 section 2.1), in UTF-8.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// What RFC 3986 lets stand nowhere in a URL, besides everything beyond ASCII.
const ILLEGAL: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`').add(b'{').add(b'|').add(b'}');
/// What would not mean itself in a path.
const IN_PATH: &AsciiSet = &ILLEGAL.add(b'#').add(b'?').add(b'%').add(b'[').add(b']').add(b'&').add(b'\'').add(b':');

/// A path or a fragment of ours as it stands in a URL; `/` stays.
pub fn encode(path: &str) -> String {
    utf8_percent_encode(path, IN_PATH).to_string()
}

/// A URL as somebody wrote it, with what can't stand in one encoded.
pub fn mend(url: &str) -> String {
    utf8_percent_encode(url, ILLEGAL).to_string()
}

/// The text behind `encoded`; what is not UTF-8 becomes U+FFFD.
pub fn decode(encoded: &str) -> String {
    percent_decode_str(encoded).decode_utf8_lossy().into_owned()
}
