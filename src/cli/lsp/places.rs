//! Places as the language server protocol counts them: lines from 0, and columns in units of UTF-16.

use serde_json::{Value, json};
use std::ops::Range;
use std::path::PathBuf;

/// The place of a byte.
pub(super) fn position(text: &str, at: usize) -> Value {
    let at = text.floor_char_boundary(at);
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    json!({ "line": text[..at].matches('\n').count(), "character": text[start..at].encode_utf16().count() })
}

/// The place of a stretch.
pub(super) fn range(text: &str, range: &Range<usize>) -> Value {
    json!({ "start": position(text, range.start), "end": position(text, range.end) })
}

/// The byte at a place; what is beyond the end of a line is brought to it.
pub(super) fn byte(text: &str, position: &Value) -> Option<usize> {
    let (line, character) = (position["line"].as_u64()? as usize, position["character"].as_u64()? as usize);
    let start = match line {
        0 => 0,
        line => text.match_indices('\n').nth(line - 1)?.0 + 1,
    };
    let end = text[start..].find('\n').map_or(text.len(), |end| start + end);
    let mut units = 0;
    for (at, c) in text[start..end].char_indices() {
        if units >= character {
            return Some(start + at);
        }
        units += c.len_utf16();
    }
    Some(end)
}

/// The file that a URI names.
pub(super) fn file(uri: &str) -> Option<PathBuf> {
    let path = crate::percent::decode(uri.strip_prefix("file://")?);
    // `file:///C:/…`
    let drive = path.strip_prefix('/').filter(|rest| rest.as_bytes().get(1) == Some(&b':'));
    Some(PathBuf::from(drive.filter(|_| cfg!(windows)).unwrap_or(&path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_units_of_utf_16() {
        let text = "ก\n😀น้ำx\n";
        let at = text.find('x').expect("there");
        let place = position(text, at);
        assert_eq!(place, json!({ "line": 1, "character": 5 }));
        assert_eq!(byte(text, &place), Some(at));
        assert_eq!(byte(text, &json!({ "line": 0, "character": 99 })), Some("ก".len()));
        assert_eq!(byte(text, &json!({ "line": 9, "character": 0 })), None);
        assert_eq!(file("file:///tmp/%E0%B8%81%20b.md"), Some(PathBuf::from("/tmp/ก b.md")));
        assert_eq!(file("untitled:1"), None);
    }
}
