//! Percent-encoding (RFC 3986 section 2.1), in UTF-8.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What RFC 3986 lets stand nowhere in a URL, besides everything beyond ASCII.
const ILLEGAL: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`').add(b'{').add(b'|').add(b'}');
/// What would not mean itself in a path.
const IN_PATH: &AsciiSet = &ILLEGAL.add(b'#').add(b'?').add(b'%').add(b'[').add(b']').add(b'&').add(b'\'').add(b':');

/// What RFC 3986 section 2.3 does not call unreserved.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// `text` with nothing but unreserved characters in it (RFC 3986 section 2.3); of every text there is one such form.
pub fn encode_all(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// The text of which `encoded` is the one form that [`encode_all`] gives; `None` where it is none.
pub fn decode_all(encoded: &str) -> Option<String> {
    let text = percent_decode_str(encoded).decode_utf8().ok()?.into_owned();
    (encode_all(&text) == encoded).then_some(text)
}

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
