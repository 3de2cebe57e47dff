//! Judges HTML from outside: whether it is well nested, and what text its blocks hold. It shares no code with what
//! wrote the HTML.

pub(crate) const INLINE: &[&str] =
    &["ins", "del", "a", "em", "strong", "s", "u", "mark", "small", "sub", "sup", "kbd", "code", "span", "br", "bdi"];
pub(crate) const VOID: &[&str] = &["br", "hr", "img", "input"];

/// The texts of the blocks of `html`, without what stands in elements called `dropped`. Blocks without text do not
/// count. Without `ins` it is the older text: what only looks the same is what the attribute says that it was.
///
/// # Panics
/// Elements that are not well nested, and `ins` or `del` around a block, but for an empty one: a break in a block that was
/// split or merged.
pub(crate) fn blocks(html: &str, dropped: &str) -> Vec<String> {
    let mut blocks = vec![String::new()];
    let mut open: Vec<&str> = Vec::new();
    let mut was: Option<String> = None;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let end = at + rest[at..].find('>').expect("a tag that ends");
        let tag = &rest[at + 1..end];
        let name = tag.trim_start_matches('/').split(' ').next().expect("a name");
        let alike = was.take().filter(|_| dropped == "ins");
        if !open.contains(&dropped) {
            blocks.last_mut().expect("a block").push_str(alike.as_deref().unwrap_or(&rest[..at]));
        }
        was = tag.split_once("data-was=\"").map(|(_, value)| value.trim_end_matches('"').to_owned());
        if !INLINE.contains(&name) {
            let marked = open.iter().any(|o| matches!(*o, "ins" | "del"));
            assert!(
                !marked || matches!(tag, "div class=\"break\"" | "div class=\"break item\"" | "/div"),
                "<{name}> in {open:?}"
            );
            if !open.contains(&dropped) {
                blocks.push(String::new());
            }
        }
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "well nested: {html}");
        } else if !VOID.contains(&name) {
            open.push(name);
        }
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty(), "{open:?} are left open");
    blocks.last_mut().expect("a block").push_str(rest);
    let one_line = |block: String| block.split_whitespace().collect::<Vec<_>>().join(" ");
    blocks.into_iter().map(one_line).filter(|b| !b.is_empty()).collect()
}
