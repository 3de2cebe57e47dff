//! What a merge leaves in a file that nobody resolved.

use crate::check::{Level, Report, Rule, Subject};

/// `<<<<<<<`, `=======` and `>>>>>>>`, as git writes them.
pub(super) const CONFLICT: Rule = Rule {
    id: "PM002",
    name: "conflict-mark",
    level: Level::Error,
    bad: "<<<<<<< HEAD\nKept for 30 days.\n=======\nKept for 90 days.\n>>>>>>> fees\n",
    good: "Kept for 90 days.\n",
    check: conflict,
};

/// What a line with a mark begins with; `=======` alone may be the underline of a heading.
const MARKS: [&str; 3] = ["<<<<<<< ", "||||||| ", ">>>>>>> "];

fn conflict(subject: &Subject<'_>, report: &mut Report) {
    let source = &subject.text.source;
    let mut at = 0;
    for line in source.text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let in_code = || source.pieces.iter().any(|piece| piece.is_code() && piece.range.contains(&start));
        if MARKS.iter().any(|mark| line.starts_with(mark)) && !in_code() {
            report.at(start..start + line.trim_end().len(), "conflict-mark");
        }
    }
}
