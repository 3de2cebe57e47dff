//! Letters that look right and are typed wrong.

use crate::check::{Fix, Level, Report, Rule, Subject};

/// `เเ`, two letters, in place of `แ`, one.
pub(super) const DOUBLE_E: Rule = Rule {
    id: "TH001",
    name: "double-sara-e",
    level: Level::Warning,
    bad: "เเก้ไขเพิ่มเติม",
    good: "แก้ไขเพิ่มเติม",
    check: double_e,
};

fn double_e(subject: &Subject<'_>, report: &mut Report) {
    for (place, _) in subject.text.source.prose() {
        for (at, pair) in subject.text.source.text[place.clone()].match_indices("เเ") {
            let range = place.start + at..place.start + at + pair.len();
            report.at(range.clone(), "double-sara-e").fix(Fix::safe(range, "แ"));
        }
    }
}
