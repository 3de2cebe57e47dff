//! Recognises blocks that consist of short lines only: names, places, telephone numbers, as at the end of a letter.

use super::lexicon::Lexicon;
use super::{addresses, names};
use std::ops::Range;

/// The longest block that is such lines, in bytes.
const LONGEST: usize = 500;
/// The longest of such lines.
const LONGEST_LINE: usize = 240;

/// Where the lines of a text stand, and whether each is a number to call or an address on the net.
pub(super) type Lines = Box<[(Range<usize>, bool)]>;

/// The lines of a text, without the space around them, if they are nothing but short ones.
pub(super) fn lines(text: &str, words: &Lexicon) -> Option<Lines> {
    if text.len() > LONGEST {
        return None;
    }
    let (mut lines, mut start) = (Vec::new(), 0);
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let at = start + (line.len() - line.trim_start().len());
        start += line.len();
        if trimmed.is_empty() {
            continue;
        }
        let reach = names::is_postal(trimmed) || addresses::any_in(trimmed, words);
        if trimmed.len() > LONGEST_LINE || !reach && !names::is_line(trimmed, words) {
            return None;
        }
        lines.push((at..at + trimmed.len(), reach));
    }
    Some(lines.into())
}
