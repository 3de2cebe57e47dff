//! The kinds of files that are published, and how their bytes identify them.

/// A kind of file.
pub(super) struct Kind {
    /// The suffixes of its names, in lower case; the first is its own.
    pub(super) suffixes: &'static [&'static str],
    /// Whether pages show it.
    pub(super) shown: bool,
    /// Whether bytes are of this kind.
    is: fn(&[u8]) -> bool,
}

const fn shown(suffixes: &'static [&'static str], is: fn(&[u8]) -> bool) -> Kind {
    Kind { suffixes, shown: true, is }
}

const fn linked(suffixes: &'static [&'static str], is: fn(&[u8]) -> bool) -> Kind {
    Kind { suffixes, shown: false, is }
}

/// All of them. None is run by a browser, nor opens in one as a page of the site, but drawings, which are looked at closely.
pub(super) const KINDS: &[Kind] = &[
    shown(&["png"], |bytes| bytes.starts_with(b"\x89PNG\r\n\x1a\n")),
    shown(&["jpg", "jpeg"], |bytes| bytes.starts_with(b"\xff\xd8\xff")),
    shown(&["gif"], |bytes| bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a")),
    shown(&["webp"], |bytes| bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")),
    shown(&["avif"], |bytes| bytes.get(4..8) == Some(b"ftyp") && matches!(bytes.get(8..12), Some(b"avif" | b"avis"))),
    shown(&["svg"], is_drawing),
    linked(&["pdf"], |bytes| bytes.starts_with(b"%PDF-")),
    linked(&["docx"], is_office),
    linked(&["xlsx"], is_office),
    linked(&["pptx"], is_office),
    linked(&["odt"], |bytes| is_open_document(bytes, b"text")),
    linked(&["ods"], |bytes| is_open_document(bytes, b"spreadsheet")),
    linked(&["odp"], |bytes| is_open_document(bytes, b"presentation")),
    linked(&["doc"], is_old_office),
    linked(&["xls"], is_old_office),
    linked(&["ppt"], is_old_office),
    linked(&["rtf"], |bytes| bytes.starts_with(b"{\\rtf")),
    linked(&["csv"], is_plain),
    linked(&["txt"], is_plain),
];

/// The kind of these bytes, which are called by the suffix `written`. A picture is one whatever its suffix says of the
/// kinds of pictures; nothing else is told by its bytes alone.
pub(super) fn of(bytes: &[u8], written: &str) -> Option<&'static Kind> {
    let named = KINDS.iter().find(|kind| kind.suffixes.contains(&written))?;
    match named.shown {
        true => KINDS.iter().find(|kind| kind.shown && (kind.is)(bytes)),
        false => Some(named).filter(|kind| (kind.is)(bytes)),
    }
}

/// A container of Office Open XML, without macros: ECMA-376 part 2.
fn is_office(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") && has(bytes, b"[Content_Types].xml") && !has(bytes, b"vbaProject.bin")
}

/// OpenDocument 1.3 part 2, 3.3: the first file is the type.
fn is_open_document(bytes: &[u8], of: &[u8]) -> bool {
    let start = b"mimetypeapplication/vnd.oasis.opendocument.";
    let said = bytes.get(30..).filter(|rest| bytes.starts_with(b"PK\x03\x04") && rest.starts_with(start));
    said.is_some_and(|said| said[start.len()..].starts_with(of))
}

/// A compound file (MS-CFB).
fn is_old_office(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
}

fn is_plain(bytes: &[u8]) -> bool {
    !bytes.contains(&0)
}

fn is_drawing(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let mut text = text.trim_start_matches('\u{feff}').trim_start();
    while let Some(rest) = text.strip_prefix("<?").map(|rest| ("?>", rest)).or_else(|| {
        let comment = text.strip_prefix("<!--").map(|rest| ("-->", rest));
        comment.or_else(|| text.strip_prefix("<!DOCTYPE").map(|rest| (">", rest)))
    }) {
        let (end, rest) = rest;
        let Some((_, after)) = rest.split_once(end) else { return false };
        text = after.trim_start();
    }
    text.strip_prefix("<svg").is_some_and(|rest| rest.starts_with([' ', '\t', '\r', '\n', '>', '/', ':']))
        || text.starts_with("<svg:svg")
}

fn has(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}
