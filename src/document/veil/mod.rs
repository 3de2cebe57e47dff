//! Adapts the source where the author's tools read it differently than CommonMark.
//!
//! Marks that can't occur in a text are inserted into the source, so that the parser reads it as intended, and are
//! removed from its output. `docs/markdown.md` lists the deviations with their reasons: each is one function here or
//! in `autolink`.

pub(super) mod asides;
pub(super) mod attributes;
mod emphasis;
mod indented;
mod lines;
pub(super) mod numerals;

use std::borrow::Cow;

/// A letter to the parser, and nothing to a reader.
const JOINT: &str = "\u{fdd0}";

/// Begins and ends what no reader sees, for the parser a comment.
const HIDE: &str = "<!--\u{fdd1}";
const HIDDEN: &str = "\u{fdd1}-->";

/// A change of the source: what stands at a place, so many bytes, becomes something else.
struct Edit {
    at: usize,
    length: usize,
    by: Cow<'static, str>,
}

impl Edit {
    fn insert(at: usize, by: &'static str) -> Self {
        Self { at, length: 0, by: by.into() }
    }

    /// Hides a stretch of a line from readers.
    fn hide(source: &str, at: usize, length: usize) -> Self {
        Self { at, length, by: format!("{HIDE}{}{HIDDEN}", &source[at..at + length]).into() }
    }
}

/// The source with signs.
pub(super) fn veil(source: &str) -> Cow<'_, str> {
    let edits = edits(source);
    if edits.is_empty() {
        return source.into();
    }
    let mut veiled = String::with_capacity(source.len() + 16 * edits.len());
    let mut at = 0;
    for edit in edits {
        veiled.push_str(&source[at..edit.at]);
        veiled.push_str(&edit.by);
        at = edit.at + edit.length;
    }
    veiled.push_str(&source[at..]);
    veiled.into()
}

/// Where places of a veiled source stand in the source.
pub(super) struct Places {
    /// Of each sign: where it begins and ends in the veiled source, and where what it stands for ends in the source.
    signs: Vec<(usize, usize, usize)>,
}

/// The places of the source that [`veil`] makes of `source`.
pub(super) fn places(source: &str) -> Places {
    let (mut signs, mut longer, mut shorter) = (Vec::new(), 0, 0);
    for edit in edits(source) {
        let start = edit.at + longer - shorter;
        signs.push((start, start + edit.by.len(), edit.at + edit.length));
        longer += edit.by.len();
        shorter += edit.length;
    }
    Places { signs }
}

impl Places {
    /// The place in the source; what is within a sign is brought to the end of what it stands for.
    pub(super) fn of(&self, veiled: usize) -> usize {
        let after = self.signs.partition_point(|(start, ..)| *start < veiled);
        match after.checked_sub(1).map(|ix| self.signs[ix]) {
            None => veiled,
            Some((_, end, to)) => to + veiled.saturating_sub(end),
        }
    }
}

/// What is changed, in order; nothing is changed twice.
fn edits(source: &str) -> Vec<Edit> {
    let mut edits = lines::edits(source);
    edits.extend(asides::edits(source));
    edits.extend(indented::edits(source));
    edits.extend(emphasis::edits(source));
    edits.extend(attributes::edits(source));
    edits.sort_by_key(|edit| (edit.at, std::cmp::Reverse(edit.length)));
    // what stands in what is hidden stays as it is
    let mut at = 0;
    edits.retain(|edit| {
        let outside = edit.at >= at;
        if outside {
            at = edit.at + edit.length;
        }
        outside
    });
    edits
}

/// The text as it stands in the source.
pub(super) fn unveil(text: &str) -> Cow<'_, str> {
    // all signs begin with this byte in UTF-8
    if !text.as_bytes().contains(&0xEF) || !text.contains(is_sign) {
        return text.into();
    }
    let text = text.replace(HIDE, "").replace(HIDDEN, "");
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match numerals::of_sign(c) {
            Some(numerals) => numerals.restore(&mut plain),
            None if is_sign(c) => {}
            None => plain.push(c),
        }
    }
    plain.into()
}

fn is_sign(c: char) -> bool {
    ('\u{fdd0}'..='\u{fddf}').contains(&c)
}

/// What is hidden from readers, if it is all of this HTML.
pub(super) fn hidden(html: &str) -> Option<&str> {
    html.trim().strip_prefix(HIDE)?.strip_suffix(HIDDEN)
}

/// Whether a line has a comment that is no sign.
pub(super) fn has_comment(line: &str) -> bool {
    let mut signs = line.match_indices("<!").map(|(at, _)| &line[at..]);
    signs.any(|rest| !rest.starts_with(HIDE))
}

/// The lines of the source, each with its place, and where it begins after what frames it: white space and the signs of
/// quotes.
fn framed_lines(source: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    source.split_inclusive('\n').map(move |line| {
        at += line.len();
        let body = line.trim_start_matches([' ', '\t', '>']);
        (at - body.len(), body.trim_end())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_sign_changes_what_a_source_says(
            pieces in proptest::collection::vec(
                "(\n|:::|::: |note|warning\\[ข\\]| |\\*\\*|“|”|คำ|「|」|a|1998[.)] |๑[.)] |[0-9]{1,3}\\. |\\{: \\.x\\}|\\[TOC\\]|```|> |- |\\)\\{\\.y\\})",
                0..24,
            )
        ) {
            let source = pieces.concat();
            let veiled = veil(&source);
            let plain = unveil(&veiled);
            prop_assert_eq!(plain.as_ref(), source.as_str());
        }
    }
}
