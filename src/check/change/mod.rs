//! Rules about the change: what is said of it, and whether that fits what changed.

mod effect;
mod facts;
mod label;
mod said;
mod summary;
mod text;
mod trailers;

use super::{Level, Report, Rule, Subject};
use Level::{Error, Note, Warning};

/// A row of the table.
const fn rule(
    (id, name, level): (&'static str, &'static str, Level),
    bad: &'static str,
    good: &'static str,
    check: fn(&Subject<'_>, &mut Report),
) -> Rule {
    Rule { id, name, level, bad, good, check }
}

/// The rules, in the order of their ids.
pub(super) static RULES: &[Rule] = &[
    rule(
        ("CH001", "no-summary", Warning),
        "Update privacy.md",
        "Raise the fee for copies to 10 baht",
        summary::missing,
    ),
    rule(
        ("CH002", "left-over-summary", Warning),
        "summary: what the version before changed",
        "summary: what this version changes",
        summary::left_over,
    ),
    rule(("CH003", "long-summary", Note), "summary: a whole paragraph", "summary: one line", summary::long),
    rule(
        ("CH004", "contradicted-summary", Warning),
        "summary: แก้คำผิด (5 บาท → 10 บาท)",
        "summary: ขึ้นค่าธรรมเนียมเป็น 10 บาท",
        summary::contradicted,
    ),
    rule(
        ("CH005", "editorial-contradicted", Error),
        "change_type: editorial (30 days → 2 years)",
        "change_type: substantive (30 days → 2 years)",
        label::editorial,
    ),
    rule(
        ("CH006", "substantive-look", Note),
        "change_type: substantive (one word in bold)",
        "change_type: editorial (one word in bold)",
        label::substantive,
    ),
    rule(("CH007", "unknown-change-type", Warning), "change_type: update", "change_type: editorial", label::unknown),
    rule(("CH008", "no-date", Warning), "effective: soon", "effective: 2026-12-01", effect::no_date),
    rule(("CH009", "effective-era", Warning), "effective: 2569-12-01", "effective: 2026-12-01", effect::era),
    rule(("CH010", "effective-past", Warning), "effective: 2016-12-01", "effective: 2026-12-01", effect::past),
    rule(
        ("CH011", "effective-earlier", Warning),
        "effective: 2026-11-20 (before: 2026-12-01)",
        "effective: 2027-01-01 (before: 2026-12-01)",
        effect::earlier,
    ),
    rule(
        ("CH012", "left-over-effective", Note),
        "effective: the day of the version before",
        "effective: the day of this version",
        effect::left_over,
    ),
    rule(
        ("CH013", "two-effective", Warning),
        "effective: 2026-12-01 (in the text: 1 January 2027)",
        "effective: 2027-01-01 (in the text: 1 January 2027)",
        effect::two,
    ),
    rule(
        ("CH014", "stale-updated", Warning),
        "ปรับปรุงล่าสุด 1 มกราคม 2569 (as before)",
        "ปรับปรุงล่าสุด 27 พฤศจิกายน 2569",
        effect::stale_updated,
    ),
    rule(
        ("CH015", "updated-alone", Note),
        "Last updated: 27 November 2026 (and nothing else)",
        "Last updated: 1 January 2026 (as before)",
        effect::updated_alone,
    ),
    rule(("CH016", "no-change", Note), "white space alone", "words", text::no_change),
    rule(("CH017", "turned-text", Error), "a\u{202e}b", "ab", text::direction),
    rule(("CH018", "bad-reflects", Warning), "reflects: latest", "reflects: 3", text::reflects),
    rule(
        ("CH019", "stale-translation", Note),
        "privacy.md (privacy.en.md as before)",
        "privacy.md and privacy.en.md",
        text::translation,
    ),
    rule(
        ("CH020", "lost-trailer", Warning),
        "Effective-Date: 2026-12-01\n\nThanks to all.",
        "Thanks to all.\n\nEffective-Date: 2026-12-01",
        trailers::lost,
    ),
];
