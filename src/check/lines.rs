//! Lines and columns, as people and editors count them.

use std::ops::Range;

/// A place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
}

/// The lines of a text.
#[derive(Debug)]
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// Those of `text`; `\n` ends one.
    pub fn of(text: &'t str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(ends).collect() }
    }

    /// Where the byte `at` is.
    pub fn position(&self, at: usize) -> Position {
        let at = self.text.floor_char_boundary(at);
        let line = self.starts.partition_point(|start| *start <= at);
        let start = self.starts[line - 1];
        Position { line, column: 1 + self.text[start..at].chars().count() }
    }

    /// The bytes of a line, from 1, without its end.
    pub fn line(&self, line: usize) -> Range<usize> {
        let start = self.starts[line - 1];
        let end = self.starts.get(line).map_or(self.text.len(), |next| next - 1);
        start..start + self.text[start..end].trim_end_matches('\r').len()
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.starts.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let text = "ab\nน้ำ x\r\n";
        let lines = Lines::of(text);
        let at = |needle: &str| lines.position(text.find(needle).expect("there"));
        assert_eq!(at("x"), Position { line: 2, column: 5 });
        assert_eq!(lines.position(text.len()), Position { line: 3, column: 1 });
        assert_eq!((&text[lines.line(2)], &text[lines.line(3)]), ("น้ำ x", ""));
    }
}
