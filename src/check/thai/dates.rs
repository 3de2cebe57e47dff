//! Days that the calendar does not have, and years in the wrong era.

use super::blocks::{OTHER, blocks};
use super::calendar::{Era, Written, dates, weekday, years};
use crate::check::Subject;
use crate::check::{Level, Report};
use crate::model::BUDDHIST_AHEAD;

/// What stands before a day that is an example, or of which the text says that there is none.
const EXAMPLES: [&str; 3] = ["เช่น", "ไม่มี", "ไม่มีวันที่"];

/// A day that no calendar has: 31 เมษายน, February 30, 2026.
pub(super) fn impossible(subject: &Subject<'_>, report: &mut Report) {
    for block in blocks(&subject.text.source) {
        for date in dates(&block.text) {
            // where English has no year, the number may be another one
            let sure = date.is_thai || date.year.is_some();
            // a text about dates that are none: เช่น 31 เมษายน
            let head = block.text[..date.range.start].trim_end();
            let example = date.year.is_none() && EXAMPLES.iter().any(|word| head.ends_with(word));
            if sure && !example && !date.is_possible() && date.day.is_some_and(|day| (1..=31).contains(&day)) {
                let written = block.text[date.range.clone()].to_owned();
                report.at(block.place(date.range), "impossible-date").with("date", written);
            }
        }
    }
}

/// A day of the week that is not the one of the date.
pub(super) fn weekdays(subject: &Subject<'_>, report: &mut Report) {
    for block in blocks(&subject.text.source) {
        for date in dates(&block.text) {
            let Written { weekday: Some((said, place)), .. } = &date else { continue };
            let Some(real) = date.real_weekday().filter(|real| real != said) else { continue };
            let range = place.start..date.range.end;
            let finding = report.at(block.place(range), "wrong-weekday");
            finding.with("date", &block.text[date.range.clone()]);
            finding.with("said", weekday(*said, date.is_thai)).with("real", weekday(real, date.is_thai));
        }
    }
}

/// Years of our time, in both eras. Before them lies history, of which texts speak too.
const BUDDHIST: std::ops::Range<u32> = 2480..2680;
const COMMON: std::ops::Range<u32> = 1990..2060;

/// A year with the name of the other era: พ.ศ. 2026, ค.ศ. 2569, B.E. 2026.
pub(super) fn era(subject: &Subject<'_>, report: &mut Report) {
    for block in blocks(&subject.text.source) {
        let all = years(&block.text);
        // a text that reckons from one era to the other
        if block.text.contains(['→', '=', '⇒']) || block.text.contains("->") {
            continue;
        }
        for (era, year, range) in &all {
            let (key, right) = match era {
                Era::Buddhist if COMMON.contains(year) => ("buddhist-era", year + BUDDHIST_AHEAD),
                Era::Common if BUDDHIST.contains(year) => ("common-era", year - BUDDHIST_AHEAD),
                _ => continue,
            };
            if all.iter().any(|(other, same, ..)| other != era && same == year) {
                continue;
            }
            let finding = report.at(block.place(range.clone()), key);
            finding.with("year", &block.text[range.clone()]).with("right", right.to_string());
        }
    }
}

/// Thai dates of which some are counted in one era and some in the other, and nothing says which. The rarer ones are reported.
pub(super) fn mixed_eras(subject: &Subject<'_>, report: &mut Report) {
    let blocks = blocks(&subject.text.source);
    let mut found = [Vec::new(), Vec::new()];
    for block in &blocks {
        for date in dates(&block.text) {
            let Some(year) = date.year.filter(|_| date.is_thai && date.era.is_none() && date.day.is_some()) else {
                continue;
            };
            let kind = match year {
                year if COMMON.contains(&year) => 0,
                year if BUDDHIST.contains(&year) => 1,
                _ => continue,
            };
            // one date in both eras: 5 มกราคม 2569 (5 มกราคม 2026)
            let other = if kind == 0 { year + BUDDHIST_AHEAD } else { year - BUDDHIST_AHEAD };
            if !block.text.contains(&other.to_string()) && !block.text.contains(OTHER) {
                found[kind].push((block.place(date.range.clone()), block.text[date.range.clone()].to_owned()));
            }
        }
    }
    let [common, buddhist] = &found;
    let (rare, often) = if common.len() <= buddhist.len() { (common, buddhist) } else { (buddhist, common) };
    let Some((_, example)) = often.first() else { return };
    for (place, date) in rare {
        let finding = report.at(place.clone(), "mixed-eras");
        finding.with("date", date.as_str()).with("example", example.as_str()).level(Level::Warning);
    }
}
