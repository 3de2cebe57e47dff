//! The encodings that commit messages may have.

use encoding_rs::{Encoding, UTF_8};
use std::borrow::Cow;

/// The text of `bytes` in the encoding of this name, or in UTF-8, and whether all of it could be read.
pub(super) fn decode<'a>(bytes: &'a [u8], name: Option<&str>) -> (Cow<'a, str>, bool) {
    match name.map_or(Some(UTF_8), named) {
        Some(encoding) => {
            let (text, damaged) = encoding.decode_without_bom_handling(bytes);
            (text, !damaged)
        }
        None => match std::str::from_utf8(bytes) {
            Ok(text) => (Cow::Borrowed(text), true), // whatever it is called
            Err(_) => (String::from_utf8_lossy(bytes), false),
        },
    }
}

/// The encoding that git, which asks the system's `iconv`, knows by `name`. Browsers know most by the same names; code
/// pages of Windows go by their number in either.
fn named(name: &str) -> Option<&'static Encoding> {
    let name = name.split("//").next().unwrap_or(name).trim(); // as `iconv` takes it: `//TRANSLIT`
    let lower = name.to_ascii_lowercase();
    let bare: String = lower.chars().filter(char::is_ascii_alphanumeric).collect();
    let number = ["windows", "cp", "ms", "ibm"].iter().find_map(|prefix| bare.strip_prefix(prefix));
    let page = match number {
        _ if bare.starts_with("tis620") => Some("windows-874"),
        Some("874" | "1162") => Some("windows-874"),
        Some("932" | "943") => Some("shift_jis"),
        Some("936" | "1386") => Some("gbk"),
        Some("949") => Some("euc-kr"),
        Some("950") => Some("big5"),
        Some("65001") => Some("utf-8"),
        _ => None,
    };
    let spelt = || match bare.strip_prefix("iso8859") {
        Some(part) => format!("iso-8859-{part}"),
        None => match bare.strip_prefix("euc") {
            Some(part) => format!("euc-{part}"),
            None => number.map_or(bare.clone(), |number| format!("windows-{number}")),
        },
    };
    let label = |label: &str| Encoding::for_label_no_replacement(label.as_bytes());
    page.and_then(label).or_else(|| label(&lower)).or_else(|| label(&bare)).or_else(|| label(&spelt()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, bytes: &[u8], expected: &str) {
        assert_eq!(decode(bytes, Some(name)), (Cow::Borrowed(expected), true), "{name}");
    }

    #[test]
    fn encodings_go_by_the_names_that_people_write() {
        for thai in ["TIS-620", "tis620", "windows-874", "CP874", "ISO-8859-11", "ISO8859-11", "iso_8859-11", "MS874"] {
            check(thai, b"\xa1\xd2\xc3", "การ");
        }
        for latin in ["ISO-8859-1", "latin1", "LATIN-1", "iso8859-1", "ISO_8859-1", "windows-1252", "CP1252"] {
            check(latin, b"D\xe9lai", "Délai");
        }
        check("iso-8859-15", b"\xa4", "€");
        check("ISO8859-2", b"\xb3", "ł");
        check("windows-1251", b"\xcf\xf0", "Пр");
        check("KOI8-R", b"\xf0\xd2", "Пр");
        check("SJIS", b"\x8b\x4b", "規");
        check("CP932", b"\x8b\x4b", "規");
        check("eucJP", b"\xb5\xac", "規");
        check("EUC-KR", b"\xb1\xd4", "규");
        check("GB2312", b"\xb9\xe6", "规");
        check("CP936", b"\xb9\xe6", "规");
        check("big5", b"\xb3\x57", "規");
        check("utf8", "ก".as_bytes(), "ก");
    }

    #[test]
    fn what_cant_be_read_is_said_to_be_so() {
        assert_eq!(decode(b"D\xe9lai", None), (Cow::Borrowed("D\u{fffd}lai"), false));
        assert!(!decode(b"\xe9", Some("EBCDIC-US")).1);
        assert!(decode(b"plain", Some("EBCDIC-US")).1, "it is UTF-8 all the same");
        assert!(
            !decode(b"\x1b$)C", Some("ISO-2022-KR")).1
                || decode(b"\x1b$)C", Some("ISO-2022-KR")).0.starts_with('\u{1b}')
        );
    }
}
