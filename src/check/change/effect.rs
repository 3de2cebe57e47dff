//! The day from which a version is in effect, and the day on which the text says that it was changed.

use super::facts::{facts, words_changed};
use super::said::{EFFECTIVE, Value};
use crate::brief;
use crate::check::{Fix, Place, Report, Subject};
use crate::letters::with_ascii_digit;
use crate::model::{BUDDHIST_AHEAD, BUDDHIST_FROM, Date, FactKind};

fn day(value: &Value) -> Option<Date> {
    brief::day(&value.text).ok()
}

/// What is written as the day of effect: by a trailer, and by the front matter.
fn written(subject: &Subject<'_>) -> impl Iterator<Item = Value> {
    EFFECTIVE.by_trailer(subject).into_iter().chain(EFFECTIVE.new_in_front(subject))
}

/// A date as ISO 8601 has it, but with a year of the Buddhist era, as it should be.
fn in_common_era(value: &Value) -> Option<String> {
    let plain: String = value.text.chars().map(with_ascii_digit).collect();
    let (year, rest) = plain.split_once('-')?;
    let iso = year.len() == 4 && rest.len() >= 5 && rest.chars().all(|c| c.is_ascii_digit() || c == '-');
    let year = year.parse::<u32>().ok().filter(|year| iso && (BUDDHIST_FROM..=2700).contains(year))?;
    Some(format!("{:04}-{rest}", year - BUDDHIST_AHEAD)).filter(|good| brief::day(good).is_ok())
}

/// A year of the Buddhist era in a date as ISO 8601 has it.
pub(super) fn era(subject: &Subject<'_>, report: &mut Report) {
    for value in written(subject) {
        let Some(good) = in_common_era(&value) else { continue };
        let finding = report
            .at(value.place.clone(), "buddhist-effective")
            .with("value", value.text.clone())
            .with("good", good.as_str());
        if let Place::Text(place) = value.place
            && subject.text.source.text[place.clone()] == value.text
        {
            finding.fix(Fix::safe(place, good));
        }
    }
}

/// How many days back a day of effect may lie, and how many ahead.
const BACK: i64 = 31;
const AHEAD: i64 = 5 * 366;

/// A day of effect that is long past, or far away.
pub(super) fn past(subject: &Subject<'_>, report: &mut Report) {
    for value in written(subject) {
        let Some(date) = day(&value) else { continue };
        let days = subject.today.days_since(date);
        // a first version may well be of long ago
        let key = match days {
            _ if days > BACK && subject.before.is_some() && date.year >= 1900 => "past-effective",
            _ if days < -AHEAD => "far-effective",
            _ => continue,
        };
        report.at(value.place, key).with("date", date.to_string());
    }
}

/// A day of effect before that of the version before.
pub(super) fn earlier(subject: &Subject<'_>, report: &mut Report) {
    let Some(before) = EFFECTIVE.before(subject).and_then(|text| brief::day(&text).ok()) else { return };
    for value in written(subject) {
        if let Some(date) = day(&value).filter(|date| *date < before) {
            report
                .at(value.place, "earlier-effective")
                .with("date", date.to_string())
                .with("before", before.to_string());
        }
    }
}

/// The day of effect of the version before, although duties or numbers changed, and that day has passed.
pub(super) fn left_over(subject: &Subject<'_>, report: &mut Report) {
    let Some(value) =
        EFFECTIVE.in_front(subject).filter(|value| EFFECTIVE.before(subject).as_ref() == Some(&value.text))
    else {
        return;
    };
    let passed = day(&value).is_some_and(|date| date < subject.today);
    if passed && EFFECTIVE.by_trailer(subject).is_none() && facts(subject).next().is_some() {
        report.at(value.place, "left-over-effective").with("date", value.text);
    }
}

/// Two days of effect: one in the front matter or a trailer, and another in the text or the other of the two.
pub(super) fn two(subject: &Subject<'_>, report: &mut Report) {
    let (trailer, front) = (EFFECTIVE.by_trailer(subject), EFFECTIVE.new_in_front(subject));
    let date = |value: &Option<Value>| value.as_ref().and_then(day);
    let given = date(&trailer).or(date(&front));
    if let (Some(one), Some(other)) = (date(&trailer), date(&front))
        && one != other
        && let Some(front) = &front
    {
        let finding = report.at(front.place.clone(), "two-effective");
        finding.with("date", other.to_string()).with("other", one.to_string());
        return;
    }
    let text = brief::effects(&subject.text.parsed.document).one();
    if let (Some(given), Some(text)) = (given, text)
        && given != text
        && let Some(value) = trailer.or(front)
    {
        report.at(value.place, "effective-in-text").with("date", given.to_string()).with("other", text.to_string());
    }
}

/// The line in which the text says when it was changed stands as it was, although the words changed.
pub(super) fn stale_updated(subject: &Subject<'_>, report: &mut Report) {
    let Some(line) =
        subject.change().filter(|_| words_changed(subject)).and_then(|change| change.brief.stale_date.as_ref())
    else {
        return;
    };
    let place = subject.text.source.text.find(line.as_str()).map(|at| at..at + line.len());
    report.at(place.map_or(Place::File, Place::Text), "stale-updated").with("line", line.as_str());
}

/// How many words may come and go where only a date changes.
const DATE: usize = 8;

/// The line in which the text says when it was changed is new, and nothing else.
pub(super) fn updated_alone(subject: &Subject<'_>, report: &mut Report) {
    let Some(change) = subject.change() else { return };
    let [fact] = &change.brief.facts[..] else { return };
    let (redline, marked) = (&change.redline, change.redline.leaves.iter().filter(|leaf| leaf.is_marked()).count());
    let small = redline.words_added <= DATE && redline.words_removed <= DATE && redline.words_moved == 0;
    if fact.kind == FactKind::Updated && small && marked == 1 {
        let place = fact.new.as_ref().and_then(|new| Some((subject.text.source.text.find(new.as_str())?, new.len())));
        let place = place.map_or(Place::File, |(at, length)| Place::Text(at..at + length));
        report.at(place, "updated-alone").with("date", fact.new.clone().unwrap_or_default());
    }
}
