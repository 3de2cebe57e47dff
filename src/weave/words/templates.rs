//! Tags of templates, which stand for a text that only the author's tools fill in, are one word each: `{{ site.name }}`,
//! `{% include x %}`, `${name}`, `<%= name %>`.

/// How tags begin and end. What begins otherwise is none.
const TAGS: [(&str, &str); 5] = [("{{", "}}"), ("{%", "%}"), ("${", "}"), ("<%", "%>"), ("[%", "%]")];

/// The longest tag, in bytes.
const LONGEST: usize = 300;

/// The length of the tag with which `text` begins.
pub(super) fn tag(text: &str) -> Option<usize> {
    let (open, close) = TAGS.iter().find(|(open, _)| text.starts_with(open))?;
    let window = &text.as_bytes()[open.len()..];
    let window = &window[..window.len().min(LONGEST)];
    let end = window.windows(close.len()).position(|bytes| bytes == close.as_bytes())?;
    (!window[..end].contains(&b'\n')).then_some(open.len() + end + close.len())
}
