//! Checks a text before it is published: what would embarrass the office that publishes it.
//!
//! [`check`] gives the [`Finding`]s of one text. It is a function of its [`Subject`] alone: the text as it is to be published,
//! the one that is published, the message of the commit, the other files of the repository and the day.
//!
//! Each [`Rule`] is a row of a table, and a function that reports what it finds. There are three families, each in a folder
//! of its own:
//! - `PM`, `structure`: front matter, headings, links, tables, what should not be public;
//! - `TH`, `thai`: Thai letters, digits and dates, and what Markdown makes of Thai;
//! - `CH`, `change`: what is said of the change, and whether that fits what changed.
//!
//! What is said of findings is in `messages`, in English and in Thai. A false alarm is worse than silence: a rule reports
//! what is wrong in nearly all texts that have it, and says less where it is not sure.

mod catalogue;
mod change;
mod disabled;
mod lines;
mod neighbours;
mod rule;
mod structure;
mod subject;
mod text;
mod thai;

pub use catalogue::Catalogue;
pub use lines::{Lines, Position};
pub use neighbours::{Files, Neighbours, Reference, Target};
pub use rule::{Edit, Family, Finding, Fix, Level, Place, Report, Rule, Said, Value};
pub use structure::clause_at;
pub use subject::{Change, Given, Subject};
pub use text::{Heading, Text};

/// The tables of the families.
const FAMILIES: [&[Rule]; 3] = [structure::RULES, thai::RULES, change::RULES];

/// Every rule, in the order of the ids within a family.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.into_iter().flatten()
}

/// The rule with this id or name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.id.eq_ignore_ascii_case(name) || rule.name == name)
}

/// What is to be said of a text, in the order of the places: first of the whole file, then of its places, then of the message.
pub fn check(subject: &Subject<'_>) -> Vec<Finding> {
    check_for(subject, &|_| true)
}

/// What is to be said of a text by the rules of which `is_meant` holds, in the same order.
pub fn check_for(subject: &Subject<'_>, is_meant: &dyn Fn(&Rule) -> bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    let is_off = |rule: &Rule| subject.off.iter().any(|off| off.eq_ignore_ascii_case(rule.id) || off == rule.name);
    for rule in rules().filter(|rule| is_meant(rule) && !is_off(rule)) {
        let mut report = Report::by(rule);
        (rule.check)(subject, &mut report);
        findings.extend(report.findings());
    }
    disabled::remove(&subject.text.source, &mut findings);
    findings.sort_by(|a, b| (a.place.order(), a.rule.id).cmp(&(b.place.order(), b.rule.id)));
    findings.dedup();
    findings
}
