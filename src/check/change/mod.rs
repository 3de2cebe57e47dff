//! Rules about the change: what is said of it, and whether that fits what changed.

mod effect;
mod facts;
mod files;
mod label;
mod said;
mod summary;
mod text;
mod trailers;

use super::{Level, Rule};
use Level::{Error, Note, Warning};

/// The rules, in the order of their ids.
pub(super) static RULES: &[Rule] = &[
    Rule::row(
        ("CH001", "no-summary", Warning),
        "Update privacy.md",
        "Raise the fee for copies to 10 baht",
        summary::missing,
    ),
    Rule::row(
        ("CH002", "left-over-summary", Warning),
        "summary: what the version before changed",
        "summary: what this version changes",
        summary::left_over,
    ),
    Rule::row(("CH003", "long-summary", Note), "summary: a whole paragraph", "summary: one line", summary::long),
    Rule::row(
        ("CH004", "contradicted-summary", Warning),
        "summary: แก้คำผิด (5 บาท → 10 บาท)",
        "summary: ขึ้นค่าธรรมเนียมเป็น 10 บาท",
        summary::contradicted,
    ),
    Rule::row(
        ("CH005", "editorial-contradicted", Error),
        "change_type: editorial (30 days → 2 years)",
        "change_type: substantive (30 days → 2 years)",
        label::editorial,
    ),
    Rule::row(
        ("CH006", "substantive-look", Note),
        "change_type: substantive (one word in bold)",
        "change_type: editorial (one word in bold)",
        label::substantive,
    ),
    Rule::row(("CH007", "effective-era", Warning), "effective: 2569-12-01", "effective: 2026-12-01", effect::era),
    Rule::row(("CH008", "effective-past", Warning), "effective: 2016-12-01", "effective: 2026-12-01", effect::past),
    Rule::row(
        ("CH009", "effective-earlier", Warning),
        "effective: 2026-11-20 (before: 2026-12-01)",
        "effective: 2027-01-01 (before: 2026-12-01)",
        effect::earlier,
    ),
    Rule::row(
        ("CH010", "left-over-effective", Note),
        "effective: the day of the version before",
        "effective: the day of this version",
        effect::left_over,
    ),
    Rule::row(
        ("CH011", "two-effective", Warning),
        "effective: 2026-12-01 (in the text: 1 January 2027)",
        "effective: 2027-01-01 (in the text: 1 January 2027)",
        effect::two,
    ),
    Rule::row(
        ("CH012", "stale-updated", Warning),
        "ปรับปรุงล่าสุด 1 มกราคม 2569 (as before)",
        "ปรับปรุงล่าสุด 27 พฤศจิกายน 2569",
        effect::stale_updated,
    ),
    Rule::row(
        ("CH013", "updated-alone", Note),
        "Last updated: 27 November 2026 (and nothing else)",
        "Last updated: 1 January 2026 (as before)",
        effect::updated_alone,
    ),
    Rule::row(("CH014", "no-change", Note), "white space alone", "words", text::no_change),
    Rule::row(
        ("CH015", "stale-translation", Note),
        "privacy.md (privacy.en.md as before)",
        "privacy.md and privacy.en.md",
        text::translation,
    ),
    Rule::row(
        ("CH016", "lost-trailer", Warning),
        "Effective-Date: 2026-12-01\n\nThanks to all.",
        "Thanks to all.\n\nEffective-Date: 2026-12-01",
        trailers::lost,
    ),
    Rule::row(
        ("CH017", "replaced-annex", Note),
        "[form](forms/form.pdf), and another forms/form.pdf than before",
        "[form](forms/form-2.pdf), beside forms/form.pdf as before",
        files::replaced,
    ),
    Rule::row(
        ("CH018", "rename-and-rewrite", Warning),
        "privacy.md became data.md and was rewritten in one commit",
        "privacy.md became data.md; the next commit rewrote it",
        files::rewritten,
    ),
];
