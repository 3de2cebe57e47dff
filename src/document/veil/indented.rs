//! Blocks that begin with `!!!` and hold the indented lines below: side notes, as MkDocs shows them.

use super::{Edit, HIDDEN, HIDE};

/// By how much the text of a note is indented.
const STEP: usize = 4;

/// The changes of all lines of such notes.
pub(super) fn edits(source: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    if !source.contains("!!! ") && !source.contains("??? ") && !source.contains("???+ ") {
        return edits;
    }
    let (mut depth, mut at) = (0, 0);
    let mut code = false;
    for line in source.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let text = line.trim();
        let indent = line.len() - line.trim_start_matches(' ').len();
        code ^= text.starts_with("```") || text.starts_with("~~~");
        if text.is_empty() {
            continue;
        }
        let inside = depth.min(indent / STEP);
        (inside..depth).for_each(|_| edits.push(Edit { at: start, length: 0, by: format!("{HIDE}{HIDDEN}\n").into() }));
        depth = inside;
        if depth > 0 {
            edits.push(Edit { at: start, length: STEP * depth, by: "".into() });
        }
        if !code && indent == STEP * depth && begin(text).is_some() {
            edits.push(Edit::hide(source, start + indent, text.len()));
            depth += 1;
        }
    }
    let end = if source.ends_with('\n') { "" } else { "\n" };
    (0..depth).for_each(|n| {
        let before = if n == 0 { end } else { "" };
        edits.push(Edit { at: source.len(), length: 0, by: format!("{before}{HIDE}{HIDDEN}\n").into() });
    });
    edits
}

/// The name and the title of the note that a line begins: `!!! note "Title"`.
pub(super) fn begin(line: &str) -> Option<(&str, &str)> {
    let rest = ["!!! ", "???+ ", "??? "].into_iter().find_map(|sign| line.strip_prefix(sign))?.trim();
    let name = rest.split_whitespace().next()?;
    let title = rest[name.len()..].trim().trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == ' ');
    let quoted = title.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let fits = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') && (title.is_empty() || quoted.is_some());
    fits.then_some((name, quoted.unwrap_or("")))
}
