//! Notes about changes that are not changes of words: what looked different, and how.

use crate::document::{Alert, Cell, ContainerKind, LeafKind, Mark};
use crate::model::{composed, is_word_char};
use crate::weave::{RedContainer, RedLeaf, Was};

/// One thing to say, as the key of a message and its variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Such as `bold-added`; a message of that key says it in words.
    pub key: &'static str,
    /// What the message says something about, such as a link's former target; empty for most.
    pub value: String,
}

/// The longest value, in characters.
pub(super) const MOST: usize = 300;

impl Note {
    /// A value that is very long is cut: it is said of each stretch of a text.
    fn new(key: &'static str, value: impl Into<String>) -> Self {
        let mut value = value.into();
        if let Some((end, _)) = value.char_indices().nth(MOST) {
            value.truncate(end);
            value.push('…');
        }
        Self { key, value }
    }
}

/// What happened to the look of a text that was set with the marks `was`.
pub fn of_text(was: &[Mark], now: &[Mark]) -> Vec<Note> {
    let mut notes = Vec::new();
    let same_kind = |a: &Mark, b: &Mark| std::mem::discriminant(a) == std::mem::discriminant(b);
    for old in was {
        match (old, now.iter().find(|new| same_kind(old, new))) {
            (Mark::Link { href, .. }, None) => notes.push(Note::new("link-removed", href)),
            (Mark::Link { href, .. }, Some(Mark::Link { href: new, .. })) if href != new => {
                notes.push(Note::new("link-changed", href));
            }
            (Mark::Image { src, .. }, Some(Mark::Image { src: new, .. })) if src != new => {
                notes.push(Note::new("image-changed", src));
            }
            (Mark::Link { title, .. } | Mark::Image { title, .. }, Some(new)) if old != new => {
                notes.push(Note::new("title-changed", title));
            }
            (_, None) => notes.push(Note::new(look(old).1, "")),
            _ => {}
        }
    }
    let fresh = now.iter().filter(|new| !was.iter().any(|old| same_kind(old, new)));
    notes.extend(fresh.map(|new| Note::new(look(new).0, "")));
    if notes.is_empty() {
        notes.push(Note::new("nesting-changed", ""));
    }
    notes
}

/// What is said of a date in another notation.
pub(super) const SAME_DATE: &str = "alike-date";

/// What is said of a text that was written otherwise and reads the same.
pub fn of_alike(was: &str, now: &str) -> Note {
    let spaces = |text: &str| text.chars().filter(|c| c.is_whitespace()).collect::<String>();
    let letters = |text: &str| text.chars().filter(|c| is_word_char(*c)).collect::<String>();
    Note::new(
        match () {
            () if composed(&letters(was)) != composed(&letters(now)) => SAME_DATE,
            () if letters(was) != letters(now) => "alike-letters",
            () if spaces(was) != spaces(now) => "alike-spaces",
            () => "alike-breaks",
        },
        "",
    )
}

/// What is said when a mark came, and when it went.
fn look(mark: &Mark) -> (&'static str, &'static str) {
    match mark {
        Mark::Emphasis => ("emphasis-added", "emphasis-removed"),
        Mark::Strong => ("bold-added", "bold-removed"),
        Mark::Strike => ("strike-added", "strike-removed"),
        Mark::Underline => ("underline-added", "underline-removed"),
        Mark::Highlight => ("highlight-added", "highlight-removed"),
        Mark::Small => ("small-added", "small-removed"),
        Mark::Sub => ("sub-added", "sub-removed"),
        Mark::Sup => ("sup-added", "sup-removed"),
        Mark::Kbd | Mark::Code => ("code-added", "code-removed"),
        Mark::Link { .. } => ("link-added", "link-removed"),
        Mark::Image { .. } => ("image-added", "image-removed"),
        Mark::Break => ("break-added", "break-removed"),
        Mark::Footnote(_) => ("footnote-added", "footnote-removed"),
    }
}

/// What a leaf was, if it was something else.
pub fn of_leaf(leaf: &RedLeaf) -> Vec<Note> {
    let Some(Was { kind, within }) = &leaf.was else { return Vec::new() };
    let mut notes = Vec::new();
    if *kind != leaf.kind {
        notes.extend(match (kind, &leaf.kind) {
            (LeafKind::Heading(level), _) => Some(Note::new("was-heading", level.to_string())),
            (LeafKind::Code(info), LeafKind::Code(_)) => Some(Note::new("was-code-of", info.clone())),
            (LeafKind::Code(_), _) => Some(Note::new("was-code", "")),
            (LeafKind::Cell(was), LeafKind::Cell(now)) if was.head == now.head => {
                Some(Note::new("was-filling", format!("{} × {}", was.columns, was.rows)))
            }
            (LeafKind::Cell(Cell { head: true, .. }), LeafKind::Cell(_)) => Some(Note::new("was-head-cell", "")),
            (LeafKind::Cell(_), LeafKind::Cell(_)) => Some(Note::new("was-cell", "")),
            (LeafKind::Term, _) => Some(Note::new("was-term", "")),
            (LeafKind::Line | LeafKind::Paragraph, LeafKind::Line | LeafKind::Paragraph) => None,
            _ => Some(Note::new("was-paragraph", "")),
        });
    }
    if let Some(within) = within {
        let lists = within.iter().filter(|c| matches!(c, ContainerKind::List(_))).count();
        notes.push(match within.last() {
            Some(ContainerKind::Item(_)) => Note::new("was-in-list", lists.to_string()),
            Some(ContainerKind::Row) => Note::new("was-in-table", ""),
            Some(ContainerKind::Quote(_)) => Note::new("was-in-quote", ""),
            Some(ContainerKind::Aside(_)) => Note::new("was-in-aside", ""),
            Some(ContainerKind::Caption) => Note::new("was-in-caption", ""),
            Some(ContainerKind::Footnote(_)) => Note::new("was-in-footnote", ""),
            Some(ContainerKind::Definition | ContainerKind::Definitions) => Note::new("was-in-definitions", ""),
            _ => Note::new("was-outside", ""),
        });
    }
    notes
}

/// What a container was, if it was something else.
pub fn of_container(container: &RedContainer) -> Vec<Note> {
    let Some(was) = &container.was else { return Vec::new() };
    vec![match (was, &container.kind) {
        (ContainerKind::List(None), _) => Note::new("was-bullets", ""),
        (ContainerKind::List(Some(_)), ContainerKind::List(None)) => Note::new("was-numbered", ""),
        (ContainerKind::List(Some(was)), ContainerKind::List(Some(now))) if was.start == now.start => {
            Note::new("was-numbered-otherwise", "")
        }
        (ContainerKind::List(Some(was)), _) => Note::new("was-numbered-from", was.start.to_string()),
        (ContainerKind::Item(was), ContainerKind::Item(now)) if was.task == now.task => {
            Note::new("was-number", was.number.map(|number| number.to_string()).unwrap_or_default())
        }
        (ContainerKind::Item(was), _) => match was.task {
            Some(true) => Note::new("was-done", ""),
            Some(false) => Note::new("was-open", ""),
            None => Note::new("was-no-task", ""),
        },
        (ContainerKind::Aside(was), _) if was.kind.is_empty() => Note::new("was-aside", ""),
        (ContainerKind::Aside(was), _) => Note::new("was-aside-of", was.kind.clone()),
        (ContainerKind::Quote(None), _) => Note::new("was-quote", ""),
        (ContainerKind::Quote(Some(alert)), _) => Note::new("was-alert", alert_name(*alert)),
        (ContainerKind::Footnote(label), _) => Note::new("was-footnote", label.clone()),
        _ => Note::new("was-aligned", ""),
    }]
}

/// The name of a kind of alert, as it is written.
pub(super) fn alert_name(alert: Alert) -> &'static str {
    match alert {
        Alert::Note => "note",
        Alert::Tip => "tip",
        Alert::Important => "important",
        Alert::Warning => "warning",
        Alert::Caution => "caution",
    }
}
