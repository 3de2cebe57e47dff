//! Notes about changes that are not changes of words: what looked different, and how.

use super::note_kind::NoteKind;
use crate::document::{Alert, Cell, ContainerKind, LeafKind, Mark};
use crate::model::{composed, is_word_char};
use crate::weave::{RedContainer, RedLeaf, Was};

/// One thing to say, as a message and its variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What is said.
    pub kind: NoteKind,
    /// What the message says something about, such as a link's former target; empty for most.
    pub value: String,
}

/// The longest value, in characters.
pub(super) const MOST: usize = 300;

impl Note {
    /// A value that is very long is cut: it is said of each stretch of a text.
    fn new(kind: NoteKind, value: impl Into<String>) -> Self {
        let mut value = value.into();
        if let Some((end, _)) = value.char_indices().nth(MOST) {
            value.truncate(end);
            value.push('…');
        }
        Self { kind, value }
    }
}

/// What happened to the look of a text that was set with the marks `was`.
pub fn of_text(was: &[Mark], now: &[Mark]) -> Vec<Note> {
    let mut notes = Vec::new();
    let same_kind = |a: &Mark, b: &Mark| std::mem::discriminant(a) == std::mem::discriminant(b);
    for old in was {
        match (old, now.iter().find(|new| same_kind(old, new))) {
            (Mark::Link { href, .. }, None) => notes.push(Note::new(NoteKind::LinkRemoved, href)),
            (Mark::Link { href, .. }, Some(Mark::Link { href: new, .. })) if href != new => {
                notes.push(Note::new(NoteKind::LinkChanged, href));
            }
            (Mark::Image { src, .. }, Some(Mark::Image { src: new, .. })) if src != new => {
                notes.push(Note::new(NoteKind::ImageChanged, src));
            }
            (Mark::Link { title, .. } | Mark::Image { title, .. }, Some(new)) if old != new => {
                notes.push(Note::new(NoteKind::TitleChanged, title));
            }
            (_, None) => notes.push(Note::new(look(old).1, "")),
            _ => {}
        }
    }
    let fresh = now.iter().filter(|new| !was.iter().any(|old| same_kind(old, new)));
    notes.extend(fresh.map(|new| Note::new(look(new).0, "")));
    if notes.is_empty() {
        notes.push(Note::new(NoteKind::NestingChanged, ""));
    }
    notes
}

/// What is said of a date in another notation.
pub(super) const SAME_DATE: NoteKind = NoteKind::AlikeDate;

/// What is said of a text that was written otherwise and reads the same.
pub fn of_alike(was: &str, now: &str) -> Note {
    let spaces = |text: &str| text.chars().filter(|c| c.is_whitespace()).collect::<String>();
    let letters = |text: &str| text.chars().filter(|c| is_word_char(*c)).collect::<String>();
    Note::new(
        if composed(&letters(was)) != composed(&letters(now)) {
            SAME_DATE
        } else if letters(was) != letters(now) {
            NoteKind::AlikeLetters
        } else if spaces(was) != spaces(now) {
            NoteKind::AlikeSpaces
        } else {
            NoteKind::AlikeBreaks
        },
        "",
    )
}

/// What is said when a mark came, and when it went.
fn look(mark: &Mark) -> (NoteKind, NoteKind) {
    match mark {
        Mark::Emphasis => (NoteKind::EmphasisAdded, NoteKind::EmphasisRemoved),
        Mark::Strong => (NoteKind::BoldAdded, NoteKind::BoldRemoved),
        Mark::Strike => (NoteKind::StrikeAdded, NoteKind::StrikeRemoved),
        Mark::Underline => (NoteKind::UnderlineAdded, NoteKind::UnderlineRemoved),
        Mark::Highlight => (NoteKind::HighlightAdded, NoteKind::HighlightRemoved),
        Mark::Small => (NoteKind::SmallAdded, NoteKind::SmallRemoved),
        Mark::Sub => (NoteKind::SubAdded, NoteKind::SubRemoved),
        Mark::Sup => (NoteKind::SupAdded, NoteKind::SupRemoved),
        Mark::Kbd | Mark::Code => (NoteKind::CodeAdded, NoteKind::CodeRemoved),
        Mark::Link { .. } => (NoteKind::LinkAdded, NoteKind::LinkRemoved),
        Mark::Image { .. } => (NoteKind::ImageAdded, NoteKind::ImageRemoved),
        Mark::Break => (NoteKind::BreakAdded, NoteKind::BreakRemoved),
        Mark::Footnote(_) => (NoteKind::FootnoteAdded, NoteKind::FootnoteRemoved),
    }
}

/// What a leaf was, if it was something else.
pub fn of_leaf(leaf: &RedLeaf) -> Vec<Note> {
    let Some(Was { kind, within }) = &leaf.was else { return Vec::new() };
    let mut notes = Vec::new();
    if *kind != leaf.kind {
        notes.extend(match (kind, &leaf.kind) {
            (LeafKind::Heading(level), _) => Some(Note::new(NoteKind::WasHeading, level.to_string())),
            (LeafKind::Code(info), LeafKind::Code(_)) => Some(Note::new(NoteKind::WasCodeOf, info.clone())),
            (LeafKind::Code(_), _) => Some(Note::new(NoteKind::WasCode, "")),
            (LeafKind::Cell(was), LeafKind::Cell(now)) if was.head == now.head => {
                Some(Note::new(NoteKind::WasFilling, format!("{} × {}", was.columns, was.rows)))
            }
            (LeafKind::Cell(Cell { head: true, .. }), LeafKind::Cell(_)) => Some(Note::new(NoteKind::WasHeadCell, "")),
            (LeafKind::Cell(_), LeafKind::Cell(_)) => Some(Note::new(NoteKind::WasCell, "")),
            (LeafKind::Term, _) => Some(Note::new(NoteKind::WasTerm, "")),
            (LeafKind::Line | LeafKind::Paragraph, LeafKind::Line | LeafKind::Paragraph) => None,
            _ => Some(Note::new(NoteKind::WasParagraph, "")),
        });
    }
    if let Some(within) = within {
        let lists = within.iter().filter(|c| matches!(c, ContainerKind::List(_))).count();
        notes.push(match within.last() {
            Some(ContainerKind::Item(_)) => Note::new(NoteKind::WasInList, lists.to_string()),
            Some(ContainerKind::Row) => Note::new(NoteKind::WasInTable, ""),
            Some(ContainerKind::Quote(_)) => Note::new(NoteKind::WasInQuote, ""),
            Some(ContainerKind::Aside(_)) => Note::new(NoteKind::WasInAside, ""),
            Some(ContainerKind::Caption) => Note::new(NoteKind::WasInCaption, ""),
            Some(ContainerKind::Footnote(_)) => Note::new(NoteKind::WasInFootnote, ""),
            Some(ContainerKind::Definition | ContainerKind::Definitions) => Note::new(NoteKind::WasInDefinitions, ""),
            _ => Note::new(NoteKind::WasOutside, ""),
        });
    }
    notes
}

/// What a container was, if it was something else.
pub fn of_container(container: &RedContainer) -> Vec<Note> {
    let Some(was) = &container.was else { return Vec::new() };
    vec![match (was, &container.kind) {
        (ContainerKind::List(None), _) => Note::new(NoteKind::WasBullets, ""),
        (ContainerKind::List(Some(_)), ContainerKind::List(None)) => Note::new(NoteKind::WasNumbered, ""),
        (ContainerKind::List(Some(was)), ContainerKind::List(Some(now))) if was.start == now.start => {
            Note::new(NoteKind::WasNumberedOtherwise, "")
        }
        (ContainerKind::List(Some(was)), _) => Note::new(NoteKind::WasNumberedFrom, was.start.to_string()),
        (ContainerKind::Item(was), ContainerKind::Item(now)) if was.task == now.task => {
            Note::new(NoteKind::WasNumber, was.number.map(|number| number.to_string()).unwrap_or_default())
        }
        (ContainerKind::Item(was), _) => match was.task {
            Some(true) => Note::new(NoteKind::WasDone, ""),
            Some(false) => Note::new(NoteKind::WasOpen, ""),
            None => Note::new(NoteKind::WasNoTask, ""),
        },
        (ContainerKind::Aside(was), _) if was.kind.is_empty() => Note::new(NoteKind::WasAside, ""),
        (ContainerKind::Aside(was), _) => Note::new(NoteKind::WasAsideOf, was.kind.clone()),
        (ContainerKind::Quote(None), _) => Note::new(NoteKind::WasQuote, ""),
        (ContainerKind::Quote(Some(alert)), _) => Note::new(NoteKind::WasAlert, alert_name(*alert)),
        (ContainerKind::Footnote(label), _) => Note::new(NoteKind::WasFootnote, label.clone()),
        _ => Note::new(NoteKind::WasAligned, ""),
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
