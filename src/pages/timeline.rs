//! The picture of a policy's history: a bar for each version, where it stands in time, as high as much changed.
//!
//! Horizontal places are in percent of the picture, vertical ones in pixels: so it fits every screen, and its letters
//! stay as large as they are.

use super::dates::{self, DateView};
use super::maker::Maker;
use super::routes;
use super::views::counts;
use crate::model::{Class, Date, Version};
use serde::Serialize;

/// Where bars begin and end, in percent.
const SPACE: (f64, f64) = (2.0, 98.0);
/// The least distance between two bars where there is room, in percent.
const APART: f64 = 3.0;
/// The bottom of bars, in pixels from above.
const GROUND: f64 = 92.0;
/// The lowest and the highest bar of a changed wording.
const HEIGHT: (f64, f64) = (14.0, 88.0);
/// The least distance between names of years, in percent.
const YEARS_APART: f64 = 14.0;

#[derive(Serialize)]
pub(super) struct Timeline {
    bars: Vec<Bar>,
    years: Vec<Year>,
    first: DateView,
    last: DateView,
}

#[derive(Serialize)]
struct Bar {
    x: String,
    y: String,
    width: String,
    height: String,
    /// Where a touch reaches it.
    from: String,
    reach: String,
    kind: &'static str,
    name: String,
    href: String,
    /// Whether it is the one that the tab key reaches.
    stop: bool,
}

#[derive(Serialize)]
struct Year {
    x: String,
    /// Empty where there is no room.
    name: String,
}

/// The picture of a policy with two versions or more, as its page at `path` shows it.
pub(super) fn timeline(maker: &Maker<'_>, path: &str) -> Option<Timeline> {
    let versions = &maker.policy.versions;
    if versions.len() < 2 {
        return None;
    }
    let zone = &maker.site.config.time_zone;
    let mut days: Vec<Date> = versions.iter().map(|v| v.published.date(zone)).collect();
    for ix in 1..days.len() {
        days[ix] = days[ix].max(days[ix - 1]); // dates that run backwards: the order is that of publication
    }
    let numbers: Vec<f64> = days.iter().map(|d| day_number(*d)).collect();
    let (centers, apart) = centers(&numbers);
    let most = versions.iter().map(|v| words(v)).max().unwrap_or(0);
    let width = (apart * 0.65).clamp(0.3, 2.4);
    let bar = |(ix, version): (usize, &std::sync::Arc<Version>)| {
        let (kind, height) = shape(version, most);
        let before = if ix == 0 { 0.0 } else { (centers[ix - 1] + centers[ix]) / 2.0 };
        let after = centers.get(ix + 1).map_or(100.0, |next| (centers[ix] + next) / 2.0);
        let (from, to) = (before.max(centers[ix] - 5.0), after.min(centers[ix] + 5.0));
        let n = version.number;
        let page = if ix == 0 { routes::version(&maker.policy.id, n) } else { routes::changes(&maker.policy.id, n) };
        Bar {
            x: percent(centers[ix] - width / 2.0),
            y: format!("{:.1}", GROUND - height),
            width: percent(width),
            height: format!("{height:.1}"),
            from: percent(from),
            reach: percent(to - from),
            kind,
            name: name(maker, version, kind),
            href: routes::relative(path, &page),
            stop: ix + 1 == versions.len(),
        }
    };
    let at = |version: &Version| DateView::at(maker.site, version.published, maker.messages);
    Some(Timeline {
        bars: versions.iter().enumerate().map(bar).collect(),
        years: years(maker, &days, &centers),
        first: at(&versions[0]),
        last: at(maker.policy.current()),
    })
}

/// Where bars stand on these days, and how far apart two of them are at least.
fn centers(days: &[f64]) -> (Vec<f64>, f64) {
    let (first, last) = (days[0], days[days.len() - 1]);
    let room = SPACE.1 - SPACE.0;
    let apart = APART.min(room / (days.len() - 1) as f64);
    let mut centers: Vec<f64> =
        days.iter().map(|day| SPACE.0 + room * (day - first) / (last - first).max(1.0)).collect();
    for ix in 1..centers.len() {
        centers[ix] = centers[ix].max(centers[ix - 1] + apart);
    }
    let mut most = SPACE.1;
    for center in centers.iter_mut().rev() {
        *center = center.min(most);
        most = *center - apart;
    }
    (centers, apart)
}

/// How many words of a version are other than before.
fn words(version: &Version) -> u32 {
    version.words_added + version.words_removed + version.words_moved
}

/// What kind of bar a version has, and how high it is: on a scale on which ten times as many words are so much higher.
fn shape(version: &Version, most: u32) -> (&'static str, f64) {
    let share = f64::from(1 + words(version)).ln() / f64::from(1 + most.max(1)).ln();
    let height = HEIGHT.0 + (HEIGHT.1 - HEIGHT.0) * share;
    match version.class {
        _ if version.number.index() == 0 => ("first", height),
        Class::Text => ("text", height),
        Class::Formatting => ("formatting", 10.0),
        Class::None => ("none", 3.0),
        Class::Error => ("error", 3.0),
    }
}

fn name(maker: &Maker<'_>, version: &Version, kind: &str) -> String {
    let date = DateView::at(maker.site, version.published, maker.messages);
    let what = match kind {
        "text" => counts(maker.messages, version),
        "first" => maker.messages.text("class-first"),
        "formatting" => maker.messages.text("class-formatting"),
        "error" => maker.messages.text("class-error"),
        _ => maker.messages.text("class-none"),
    };
    format!("{} · {} · {what}", maker.name(version.number), date.text())
}

/// Where years begin.
fn years(maker: &Maker<'_>, days: &[Date], centers: &[f64]) -> Vec<Year> {
    let mut years = Vec::new();
    let mut named = f64::MIN;
    for (ix, pair) in days.windows(2).enumerate() {
        for year in pair[0].year + 1..=pair[1].year {
            let (from, to) = (day_number(pair[0]), day_number(pair[1]));
            let new_year = day_number(Date { year, month: 1, day: 1 });
            let x = centers[ix] + (centers[ix + 1] - centers[ix]) * (new_year - from) / (to - from).max(1.0);
            let room = x - named >= YEARS_APART && (7.0..=93.0).contains(&x);
            named = if room { x } else { named };
            let name = if room { dates::year(year, &maker.messages.lang) } else { String::new() };
            years.push(Year { x: percent(x), name });
        }
    }
    years
}

fn percent(value: f64) -> String {
    format!("{value:.2}%")
}

/// Days since the year 0 of the Gregorian calendar, by Howard Hinnant's `days_from_civil`.
fn day_number(date: Date) -> f64 {
    let year = i32::from(date.year) - i32::from(date.month <= 2);
    let (era, month) = (year.div_euclid(400), i32::from(date.month));
    let (of_era, shifted) = (year.rem_euclid(400), if month > 2 { month - 3 } else { month + 9 });
    let of_year = (153 * shifted + 2) / 5 + i32::from(date.day) - 1;
    f64::from(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_stand_in_order_apart_and_inside() {
        for days in
            [vec![0.0, 1.0], vec![5.0; 7], vec![0.0, 0.0, 900.0, 901.0, 902.0], (0..116).map(f64::from).collect()]
        {
            let (centers, apart) = centers(&days);
            assert!(centers[0] >= SPACE.0 - 1e-6 && centers[centers.len() - 1] <= SPACE.1 + 1e-6, "{centers:?}");
            assert!(centers.windows(2).all(|w| w[1] - w[0] >= apart - 1e-6), "{centers:?}");
        }
    }

    #[test]
    fn days_are_counted() {
        let day = |year, month, day| day_number(Date { year, month, day });
        assert_eq!(day(2024, 3, 1) - day(2024, 2, 28), 2.0);
        assert_eq!(day(2026, 1, 1) - day(2025, 1, 1), 365.0);
        assert_eq!(day(1970, 1, 1), 719_468.0);
    }
}
