//! Heading anchors by GitHub's rule: lower case, letters, marks, digits, `_` and `-` stay, spaces become `-`.

use crate::model::is_word_char;
use std::collections::HashMap;

/// Anchors in use on a page.
#[derive(Default)]
pub(super) struct Anchors {
    /// For every anchor in use: how many more times its slug was wanted.
    used: HashMap<String, usize>,
}

impl Anchors {
    /// A new anchor for a heading with this text: its slug, with `-1`, `-2`… when it is taken.
    pub(super) fn of_heading(&mut self, text: &str) -> String {
        let slug = slug(text);
        let mut anchor = slug.clone();
        while self.used.contains_key(&anchor) {
            let count = self.used.entry(slug.clone()).or_default();
            *count += 1;
            anchor = format!("{slug}-{count}");
        }
        self.used.insert(anchor.clone(), 0);
        anchor
    }

    /// Takes an anchor that the text sets itself, unless it is taken, empty, has white space or could be confused
    /// with the page's own.
    pub(super) fn take(&mut self, anchor: &str) -> bool {
        let fit = !anchor.is_empty() && !anchor.contains(char::is_whitespace);
        let reserved = anchor.starts_with("ui.") || anchor.starts_with("fn.");
        fit && !reserved && !self.used.contains_key(anchor) && self.used.insert(anchor.to_owned(), 0).is_none()
    }
}

fn slug(text: &str) -> String {
    let kept = text.trim().chars().filter(|c| is_word_char(*c) || matches!(c, '-' | '_' | ' '));
    let slug: String = kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect();
    if slug.is_empty() { "section".into() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_follow_github_and_keep_thai() {
        assert_eq!(slug("A. What we Collect & Why?"), "a-what-we-collect--why");
        assert_eq!(slug("การใช้ข้อมูลส่วนบุคคล (ข้อ ๑)"), "การใช้ข้อมูลส่วนบุคคล-ข้อ-๑");
        assert_eq!(slug("🙂"), "section");
    }

    #[test]
    fn anchors_are_unique() {
        let mut anchors = Anchors::default();
        assert_eq!(anchors.of_heading("A"), "a");
        assert_eq!(anchors.of_heading("A"), "a-1");
        assert_eq!(anchors.of_heading("A 1"), "a-1-1");
        assert!(!anchors.take("a") && anchors.take("b") && !anchors.take("ui.x"));
    }
}
