//! Escapes text and attribute values.

/// Adds `text` to `out`, safe as text and within a double-quoted attribute value.
pub(super) fn push(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = special(rest.as_bytes()) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// The place of the first character that must be escaped. It is looked for in whole stretches first, which processors do
/// many bytes at once.
fn special(text: &[u8]) -> Option<usize> {
    const STRETCH: usize = 32;
    let is = |b: &u8| matches!(b, b'&' | b'<' | b'>' | b'"');
    let plain = |stretch: &&[u8]| !stretch.iter().fold(false, |any, b| any | is(b));
    let start = STRETCH * text.chunks_exact(STRETCH).take_while(plain).count();
    text[start..].iter().position(is).map(|at| start + at)
}

/// Adds ` name="value"` to `out`.
pub(super) fn attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push(out, value);
    out.push('"');
}
