//! The title of a text.

use crate::document::{Document, FrontMatter, LeafKind, without_pictures};
use crate::model::Lang;
use std::borrow::Cow;

/// The title of a version: what its front matter says, the heading that names the whole of it, or else the name of its
/// file.
pub fn title(front: &FrontMatter, document: &Document, path: &str) -> String {
    let said = front.title.as_deref().map(Cow::Borrowed).or_else(|| heading(document));
    said.map_or_else(|| name(path), |title| title.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The heading that names the whole text: the one of the highest level. Where others of its level stand beside it, it names
/// a section, unless they say the same, stand right below it, or are numbered while it is not.
fn heading(document: &Document) -> Option<Cow<'_, str>> {
    let level = |ix: usize| match document.leaves[ix].kind {
        LeafKind::Heading(level) if !without_pictures(&document.leaves[ix].text).trim().is_empty() => Some(level),
        _ => None,
    };
    let best = (0..document.leaves.len()).filter_map(level).min()?;
    let tops: Vec<usize> = (0..document.leaves.len()).filter(|ix| level(*ix) == Some(best)).collect();
    let text = |ix: usize| document.leaves[ix].text.as_str();
    let (first, others) = tops.split_first()?;
    let opens = *first == 0 && others.first() == Some(&1);
    let numbered =
        |ix: usize| text(ix).trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_numeric);
    let are_parts = !numbered(*first) && others.iter().all(|ix| numbered(*ix));
    let alike = others.iter().all(|ix| text(*ix) == text(*first));
    (opens || are_parts || alike).then(|| without_pictures(text(*first)))
}

/// The name of the file at `path`, or of its folder where that says more.
fn name(path: &str) -> String {
    let stem = crate::model::stem(path).unwrap_or(path);
    let mut names = stem.rsplit('/');
    let file = names.next().unwrap_or(stem);
    let without_lang = file.rsplit_once('.').filter(|(name, tag)| !name.is_empty() && Lang::named(tag).is_some());
    let file = without_lang.map_or(file, |(name, _)| name);
    let says_nothing = |name: &str| matches!(name, "index" | "README") || Lang::named(name).is_some();
    let name = std::iter::once(file).chain(names).find(|name| !says_nothing(name)).unwrap_or(file);
    readable(name)
}

/// A name that was written for machines, as people write it; any other as it is.
fn readable(name: &str) -> String {
    if name.contains(char::is_whitespace) || name.contains(char::is_uppercase) {
        return name.to_owned();
    }
    let words = name.replace(['-', '_'], " ");
    let words = words.trim();
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;

    fn check(text: &str, path: &str, expected: &str) {
        let parsed = document::parse(text.as_bytes(), path);
        assert_eq!(title(&parsed.front, &parsed.document, path), expected, "{text:?}");
    }

    #[test]
    fn a_heading_alone_names_the_text() {
        check("# Privacy\n\n## Data\n\n## Rights\n", "p.md", "Privacy");
        check("Words.\n\n## Privacy\n\nMore.\n", "p.md", "Privacy");
        check("---\ntitle: Told\n---\n# Privacy\n", "p.md", "Told");
    }

    #[test]
    fn a_heading_among_its_like_names_a_section() {
        check("# Editor\n\nA.\n\n# Hosting\n\nB.\n", "Le Chat/Imprint.md", "Imprint");
        check("## Scope\n\nA.\n\n## Data\n\nB.\n", "legal/privacy-policy.md", "Privacy policy");
        check("# 1. Scope\n\nA.\n\n# 2. Data\n\nB.\n", "privacy/th.md", "Privacy");
        check("# ข้อ 1\n\nก\n\n# ข้อ 2\n\nข\n", "privacy.th.md", "Privacy");
    }

    #[test]
    fn parts_may_have_the_level_of_the_title() {
        check("# Privacy\n\nA.\n\n# 1. Scope\n\nB.\n\n# 2. Data\n", "p.md", "Privacy");
        check("# Terms\n\n# Scope\n\nB.\n", "p.md", "Terms");
        check("# Terms\n\nA.\n\n# Terms\n\nB.\n", "p.md", "Terms");
    }
}
