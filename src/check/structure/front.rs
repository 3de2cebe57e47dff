//! Front matter that says nothing, or not what was meant.

use crate::brief;
use crate::check::{Fix, Level, Place, Report, Rule, Subject};
use crate::document::Source;
use crate::model::{ChangeType, Lang, VersionNumber};

/// Front matter that can't be read.
pub(super) const UNREADABLE: Rule = Rule {
    id: "PM001",
    name: "front-matter",
    level: Level::Error,
    bad: "---\ntitle: Fees: an overview\n---\n",
    good: "---\ntitle: \"Fees: an overview\"\n---\n",
    check: unreadable,
};

/// A key that is nearly one of those that are read.
pub(super) const UNKNOWN_KEY: Rule = Rule {
    id: "PM012",
    name: "unknown-key",
    level: Level::Warning,
    bad: "---\nsumary: Fees rise\n---\n",
    good: "---\nsummary: Fees rise\n---\n",
    check: unknown_key,
};

/// A value that can't be what its key means.
pub(super) const VALUE: Rule = Rule {
    id: "PM013",
    name: "front-value",
    level: Level::Error,
    bad: "---\nchange_type: small\n---\n",
    good: "---\nchange_type: editorial\n---\n",
    check: value,
};

/// A date that can't be read.
pub(super) const DATE: Rule = Rule {
    id: "PM014",
    name: "unreadable-date",
    level: Level::Error,
    bad: "---\neffective: 31/02/2569\n---\n",
    good: "---\neffective: 2026-02-28\n---\n",
    check: date,
};

/// The keys that are read.
const KEYS: [&str; 13] = [
    "title",
    "lang",
    "id",
    "effective",
    "summary",
    "change_type",
    "change-type",
    "reference",
    "source",
    "publisher",
    "reflects",
    "replaces",
    "consultation",
];

/// Keys that other tools do not have and that mean one of ours.
const OTHERS: [(&str, &str); 6] = [
    ("effective_date", "effective"),
    ("effective-date", "effective"),
    ("effectiveDate", "effective"),
    ("changetype", "change_type"),
    ("changeType", "change_type"),
    ("translation_reflects", "reflects"),
];

fn unreadable(subject: &Subject<'_>, report: &mut Report) {
    let source = &subject.text.source;
    let first = source.text.find('\n').unwrap_or(source.text.len());
    if source.front_open {
        report.at(0..first, "front-matter-open");
    } else if let (Some(problem), Some(front)) = (&source.front_problem, &source.front) {
        let line = line_in(problem).and_then(|line| line_place(source, line)).unwrap_or(front.clone());
        report.at(line, "front-matter").with("why", problem.lines().next().unwrap_or_default());
    } else if source.front.is_none() && late(source) {
        let start = source.text.len() - source.text.trim_start().len();
        report.at(start..start + 3, "front-matter-late").fix(Fix::safe(0..start, ""));
    }
}

/// The line that a reader of YAML or TOML names last.
fn line_in(problem: &str) -> Option<usize> {
    let rest = problem.rsplit_once("line ")?.1;
    rest[..rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len())].parse().ok()
}

/// The line with this number, from 1, if it is in the front matter.
fn line_place(source: &Source, line: usize) -> Option<std::ops::Range<usize>> {
    let front = source.front.clone()?;
    let start = source.text.match_indices('\n').nth(line.checked_sub(2)?)?.0 + 1;
    let end = start + source.text[start..].find('\n')?;
    (front.start <= start && end <= front.end + 1 && start < end).then_some(start..end)
}

/// Whether front matter stands below empty lines.
fn late(source: &Source) -> bool {
    let text = source.text.trim_start();
    let begun = text.len() < source.text.len() && text.starts_with("---\n");
    begun && {
        let again = Source::of(text.as_bytes());
        again.front_keys().iter().any(|(key, _)| KEYS.contains(&&again.text[key.clone()]))
    }
}

fn unknown_key(subject: &Subject<'_>, report: &mut Report) {
    let source = &subject.text.source;
    let keys = source.front_keys();
    let written: Vec<&str> = keys.iter().map(|(key, _)| &source.text[key.clone()]).collect();
    for ((place, _), key) in keys.iter().zip(&written) {
        let other = OTHERS.iter().find(|(other, _)| other == key).map(|(_, ours)| *ours);
        let near = || KEYS.iter().copied().find(|ours| is_near(key, ours));
        let meant = (!KEYS.contains(key)).then(|| other.or_else(near)).flatten();
        if let Some(meant) = meant.filter(|meant| !written.contains(meant)) {
            let finding = report.at(place.clone(), "unknown-key").with("key", *key);
            finding.with("meant", meant).fix(Fix::offered(place.clone(), meant));
        }
    }
}

/// Whether one is the other but for case, or for one letter that is missing, added, changed or has changed places.
fn is_near(key: &str, ours: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (key.to_lowercase().chars().collect(), ours.chars().collect());
    if a == b {
        return true;
    }
    // short words have too many neighbours; a plural is another word
    if b.len() < 5 || key.strip_suffix('s') == Some(ours) {
        return false;
    }
    let same = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (rest, theirs) = (&a[same..], &b[same..]);
    let swapped = rest.len() >= 2 && theirs.len() >= 2 && rest[0] == theirs[1] && rest[1] == theirs[0];
    rest.get(1..).is_some_and(|rest| rest == theirs)
        || theirs.get(1..).is_some_and(|theirs| rest == theirs)
        || rest.get(1..).zip(theirs.get(1..)).is_some_and(|(rest, theirs)| rest == theirs)
        || swapped && rest[2..] == theirs[2..]
}

fn value(subject: &Subject<'_>, report: &mut Report) {
    let (source, front) = (&subject.text.source, &subject.text.parsed.front);
    let wrong = [
        ("lang", front.lang.as_deref().is_some_and(|lang| Lang::read(lang).is_none()), "front-value-lang"),
        (
            "reflects",
            front.reflects.as_deref().is_some_and(|n| n.parse().ok().and_then(VersionNumber::new).is_none()),
            "front-value-reflects",
        ),
        (
            "change_type",
            front.change_type.as_deref().is_some_and(|kind| ChangeType::parse(kind).is_none()),
            "front-value-kind",
        ),
    ];
    for (key, _, said) in wrong.into_iter().filter(|(_, wrong, _)| *wrong) {
        let place = source.front_value(key).or_else(|| source.front_value(&key.replace('_', "-")));
        let place = place.or(source.front.clone()).unwrap_or_default();
        let value = source.text[place.clone()].to_owned();
        report.at(place, said).with("value", value);
    }
    let kind = subject.said.as_ref().and_then(|said| said.trailers.change_type.as_deref());
    if let Some(kind) = kind.filter(|kind| ChangeType::parse(kind).is_none()) {
        report.at(in_message(subject, kind), "front-value-kind").with("value", kind);
    }
}

fn date(subject: &Subject<'_>, report: &mut Report) {
    let (source, front) = (&subject.text.source, &subject.text.parsed.front);
    if let Some(date) = front.effective.as_deref().filter(|date| brief::day(date).is_err()) {
        let place = source.front_value("effective").or(source.front.clone()).unwrap_or_default();
        report.at(place, "unreadable-date").with("date", date);
    }
    let trailer = subject.said.as_ref().and_then(|said| said.trailers.effective_date.as_deref());
    if let Some(date) = trailer.filter(|date| brief::day(date).is_err()) {
        report.at(in_message(subject, date), "unreadable-date").with("date", date);
    }
}

/// Where the value of a trailer stands.
fn in_message(subject: &Subject<'_>, value: &str) -> Place {
    let message = subject.message.unwrap_or_default();
    let start = message.rfind(value).unwrap_or(0);
    Place::Message(start..(start + value.len()).min(message.len()))
}
