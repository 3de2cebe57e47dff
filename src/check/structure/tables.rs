//! Tables whose rows do not fit their head.

use crate::check::{Level, Report, Rule, Subject};
use crate::document::PieceKind;

/// A row with more or fewer cells than the head.
pub(super) const RAGGED: Rule = Rule {
    id: "PM011",
    name: "ragged-table",
    level: Level::Warning,
    bad: "| Fee | Baht |\n|--|--|\n| Copy | 30 | 40 |\n",
    good: "| Fee | Baht |\n|--|--|\n| Copy | 30 |\n",
    check: ragged,
};

fn ragged(subject: &Subject<'_>, report: &mut Report) {
    let source = &subject.text.source;
    for (ix, table) in source.pieces.iter().enumerate().filter(|(_, piece)| piece.kind == PieceKind::Table) {
        let inside = ix + 1..table.end;
        let Some(head) = inside.clone().find(|ix| source.pieces[*ix].kind == PieceKind::Head) else { continue };
        let columns = source.cells_in(head);
        for row in inside.filter(|ix| source.pieces[*ix].kind == PieceKind::Row) {
            let cells = source.cells_in(row);
            let range = source.pieces[row].range.clone();
            let range = range.start..range.start + source.text[range].trim_end().len();
            if cells > columns {
                report.at(range, "ragged-table").with("cells", cells).with("columns", columns);
            } else if cells < columns && cells > 0 {
                let finding = report.at(range, "ragged-table-short").level(Level::Note);
                finding.with("cells", cells).with("columns", columns);
            }
        }
    }
}
