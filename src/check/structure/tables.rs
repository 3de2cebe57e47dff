//! Tables whose rows do not fit their head.

use crate::check::{Level, Report, Rule, Subject};
use crate::document::{PieceIx, PieceKind, Source};
use std::ops::Range;

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
        let rows = || inside.clone().filter(|ix| source.pieces[*ix].kind == PieceKind::Row);
        // of each table the first row that is too long, and the first that is too short
        if let Some((row, cells)) = rows().map(|row| (row, source.cells_in(row))).find(|(_, cells)| *cells > columns) {
            report.at(line(source, row), "ragged-table").with("cells", cells).with("columns", columns);
        }
        let short = |cells: usize| cells > 0 && cells < columns;
        if let Some((row, cells)) = rows().map(|row| (row, source.cells_in(row))).find(|(_, cells)| short(*cells)) {
            let finding = report.at(line(source, row), "ragged-table-short").level(Level::Note);
            finding.with("cells", cells).with("columns", columns);
        }
    }
}

fn line(source: &Source, row: PieceIx) -> Range<usize> {
    let range = source.pieces[row].range.clone();
    range.start..range.start + source.text[range].trim_end().len()
}
