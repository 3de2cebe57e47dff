//! Shows the text of a fact on one line, cut at the end of a word.

use crate::showable::plain;
use crate::weave::cut;

/// The most characters that are shown.
const MOST: usize = 60;
/// The text on one line, cut where it is too long.
pub(super) fn shortened(text: &str) -> String {
    shortened_to(text, MOST)
}

/// As [`shortened`], to `most` characters.
pub(super) fn shortened_to(text: &str, most: usize) -> String {
    let line = plain(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned();
    if line.chars().count() <= most {
        return line;
    }
    let (mut kept, mut size) = (0, 1);
    for word in cut(&line) {
        size += word.chars().count();
        if size > most {
            break;
        }
        kept += word.len();
    }
    if kept == 0 {
        kept = line.char_indices().nth(most - 1).map_or(0, |(at, _)| at);
    }
    format!("{}…", line[..kept].trim_end())
}
