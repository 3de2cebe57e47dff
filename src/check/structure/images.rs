//! Images of which those who can't see them learn nothing.

use crate::check::{Level, Report, Rule, Subject};
use crate::document::{PieceIx, PieceKind, Source};

/// An image without alternative text.
pub(super) const TEXT: Rule = Rule {
    id: "PM005",
    name: "image-text",
    level: Level::Warning,
    bad: "![](process.png)",
    good: "![The steps from application to decision, 30 days in all](process.png)",
    check: text,
};

fn text(subject: &Subject<'_>, report: &mut Report) {
    let source = &subject.text.source;
    for (ix, piece) in source.pieces.iter().enumerate() {
        match &piece.kind {
            PieceKind::Image { to, .. } => {
                let said = source.text_in(ix);
                let said = said.trim();
                let name = to.rsplit('/').next().unwrap_or(to);
                if said.is_empty() {
                    let finding = report.at(piece.range.clone(), "image-text").with("file", name);
                    if is_within_words(source, ix) {
                        finding.level(Level::Note); // a sign beside the word that it stands for
                    }
                } else if is_name(said, name) {
                    report.at(piece.range.clone(), "image-text-name").with("words", said);
                }
            }
            PieceKind::Html | PieceKind::InlineHtml => {
                let html = source.text[piece.range.clone()].to_ascii_lowercase();
                for (at, _) in html.match_indices("<img") {
                    let end = html[at..].find('>').map_or(html.len(), |end| at + end + 1);
                    if !html[at..end].contains("alt=") && !in_comment(&html, at) {
                        report.at(piece.range.start + at..piece.range.start + end, "image-text").with("file", "img");
                    }
                }
            }
            _ => {}
        }
    }
}

/// Whether words stand around an image, in the same paragraph.
fn is_within_words(source: &Source, ix: PieceIx) -> bool {
    let around =
        source.pieces[ix].parent.filter(|parent| !matches!(source.pieces[*parent].kind, PieceKind::Link { .. }));
    around.is_some_and(|around| source.text_in(around).chars().any(char::is_alphanumeric))
}

/// Whether an image is called by its file, or by a word that any image could have.
fn is_name(said: &str, file: &str) -> bool {
    const ANY: [&str; 8] = ["image", "picture", "photo", "img", "screenshot", "รูป", "รูปภาพ", "ภาพ"];
    let lower = said.to_lowercase();
    let kind = [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"].iter().any(|kind| lower.ends_with(kind));
    lower == file.to_lowercase() || kind || ANY.contains(&lower.as_str())
}

fn in_comment(html: &str, at: usize) -> bool {
    html[..at].rfind("<!--").is_some_and(|open| !html[open..at].contains("-->"))
}
