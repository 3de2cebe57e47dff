//! Maps heading levels to an outline without gaps.

/// Gives each heading its level in the outline of a page whose title is its one heading of level 1: a text's own titles
/// are of level 2.
///
/// Somebody who walks from heading to heading by ear searches for what a gap leaves out (WCAG technique G141), and HTML
/// forbids it. So a fifth-level heading below a second-level one becomes one of the third level that looks like one of
/// the fifth.
#[derive(Default)]
pub(super) struct Outline {
    /// The headings under which the text stands: level as written, level in the outline.
    open: Vec<(u8, u8)>,
}

impl Outline {
    /// The level of the next heading, written as one of level `written`: never more than one below the heading that it
    /// stands under, and the same for all that are written alike there.
    pub(super) fn level(&mut self, written: u8) -> u8 {
        self.open.retain(|(above, _)| *above < written);
        let under = self.open.last().map_or(1, |(_, level)| *level);
        let level = written.max(2).min(under + 1);
        self.open.push((written, level));
        level
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(written: &[u8], expected: &[u8]) {
        let mut outline = Outline::default();
        let levels: Vec<u8> = written.iter().map(|level| outline.level(*level)).collect();
        assert_eq!(levels, expected, "{written:?}");
    }

    #[test]
    fn levels_have_no_gaps() {
        check(&[1, 2, 3, 2, 1], &[2, 2, 3, 2, 2]);
        check(&[1, 5, 5, 2, 5, 6], &[2, 3, 3, 2, 3, 4]);
        check(&[3, 4, 3, 1, 2], &[2, 3, 2, 2, 2]);
    }
}
