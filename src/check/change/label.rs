//! What the editor called the change, and what changed.

use super::facts::{class, facts};
use super::said::CHANGE_TYPE;
use crate::check::{Level, Report, Subject};
use crate::model::{ChangeType, Class};

/// A change that is called editorial, and changes a number, a period or a duty.
pub(super) fn editorial(subject: &Subject<'_>, report: &mut Report) {
    let Some(value) = CHANGE_TYPE.said(subject) else { return };
    if ChangeType::parse(&value.text) != Some(ChangeType::Editorial) {
        return;
    }
    let Some(fact) = facts(subject).min_by_key(|fact| !fact.is_hard()) else { return };
    let level = if fact.is_hard() { Level::Error } else { Level::Warning };
    fact.tell(report.at(value.place, "editorial-contradicted").level(level));
}

/// A change that is called substantive, and changes nothing but the look.
pub(super) fn substantive(subject: &Subject<'_>, report: &mut Report) {
    let Some(value) = CHANGE_TYPE.said(subject) else { return };
    let look = matches!(class(subject), Some(Class::None | Class::Formatting));
    if look && ChangeType::parse(&value.text) == Some(ChangeType::Substantive) {
        report.at(value.place, "substantive-look");
    }
}
