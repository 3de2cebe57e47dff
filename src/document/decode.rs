//! From a file's bytes to text that can be shown.

use crate::error::Warning;
use crate::showable::showable;
use std::borrow::Cow;

/// The text of `bytes`: UTF-8 without byte order mark. What can't be shown on a page becomes U+FFFD; what is not UTF-8
/// is warned about.
pub(super) fn decode<'a>(bytes: &'a [u8], place: &str, warnings: &mut Vec<Warning>) -> Cow<'a, str> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return showable(text),
        Err(error) => error,
    };
    let line = 1 + bytes[..error.valid_up_to()].iter().filter(|b| **b == b'\n').count();
    let hint = "unreadable bytes are shown as \u{fffd}; save the file as UTF-8 (from Thai Windows-874: `iconv -f CP874 -t UTF-8`)";
    warnings.push(Warning::new(place, format!("line {line} is not valid UTF-8; {hint}")));
    Cow::Owned(showable(&String::from_utf8_lossy(bytes)).into_owned())
}
