//! The picture of a policy's history: a bar for each version, where it stands in time, as high as much changed. Of very
//! many versions one bar has several in a row.
//!
//! Horizontal places are in percent of the picture, vertical ones in pixels: so it fits every screen, and its letters
//! stay as large as they are.

use super::cut::HISTORY;
use super::dates::{self, DateView};
use super::maker::Maker;
use super::messages::number;
use super::routes;
use super::views::word_counts;
use crate::model::{Class, Date, Version};
use crate::places::OfPolicy;
use serde::Serialize;
use std::sync::Arc;

/// The most bars that the picture has.
const MOST: usize = 400;

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
    /// How many versions a bar has, if that is more than one.
    grouped: Option<String>,
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
    let size = versions.len().div_ceil(MOST);
    let groups: Vec<&[Arc<Version>]> = versions.chunks(size).collect();
    let mut days: Vec<Date> = groups.iter().map(|group| last(group).published.date(zone)).collect();
    for ix in 1..days.len() {
        days[ix] = days[ix].max(days[ix - 1]); // dates that run backwards: the order is that of publication
    }
    let numbers: Vec<f64> = days.iter().map(|day| day.days_since(days[0]) as f64).collect();
    let (centers, apart) = centers(&numbers);
    let most = groups.iter().map(|group| words(group).iter().sum()).max().unwrap_or(0);
    let width = (apart * 0.65).clamp(if size > 1 { 0.1 } else { 0.3 }, 2.4);
    let bar = |(ix, group): (usize, &&[Arc<Version>])| {
        let (kind, height) = shape(group, most);
        let before = if ix == 0 { 0.0 } else { (centers[ix - 1] + centers[ix]) / 2.0 };
        let after = centers.get(ix + 1).map_or(100.0, |next| (centers[ix] + next) / 2.0);
        let (from, to) = (before.max(centers[ix] - 5.0), after.min(centers[ix] + 5.0));
        Bar {
            x: percent(centers[ix] - width / 2.0),
            y: format!("{:.1}", GROUND - height),
            width: percent(width),
            height: format!("{height:.1}"),
            from: percent(from),
            reach: percent(to - from),
            kind,
            name: name(maker, group, kind),
            href: href(maker, path, group),
            stop: ix + 1 == groups.len(),
        }
    };
    let at = |version: &Version| DateView::at(maker.site, version.published, maker.messages);
    Some(Timeline {
        bars: groups.iter().enumerate().map(bar).collect(),
        years: years(maker, &days, &centers),
        grouped: (size > 1).then(|| maker.messages.with("timeline-grouped", &[("n", number(size as u32))])),
        first: at(&versions[0]),
        last: at(maker.policy.current()),
    })
}

/// The newest of the versions that share a bar.
fn last(group: &[Arc<Version>]) -> &Version {
    &group[group.len() - 1]
}

/// Where a bar leads: to what its version changed, or to the newest of several in the log.
fn href(maker: &Maker<'_>, path: &str, group: &[Arc<Version>]) -> String {
    let (id, n) = (&maker.policy.id, last(group).number);
    match (group.len(), n.index()) {
        (1, 0) => routes::relative(path, &routes::version(id, n)),
        (1, _) => routes::relative(path, &routes::changes(id, n)),
        _ => {
            let page = HISTORY.page_of(n.index(), maker.policy.versions.len());
            let page = page.map_or(routes::history(id), |page| routes::of(id, OfPolicy::OlderHistory(page)));
            format!("{}#ui.v{n}", routes::relative(path, &page))
        }
    }
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

/// How many words of some versions were added, removed and moved.
fn words(group: &[Arc<Version>]) -> [u32; 3] {
    let sum = |of: fn(&Version) -> u32| group.iter().fold(0, |sum: u32, version| sum.saturating_add(of(version)));
    [sum(|v| v.words_added), sum(|v| v.words_removed), sum(|v| v.words_moved)]
}

/// What kind of bar some versions have, that of the greatest change among them, and how high it is: on a scale on which
/// ten times as many words are so much higher.
fn shape(group: &[Arc<Version>], most: u32) -> (&'static str, f64) {
    let share = f64::from(1 + words(group).iter().sum::<u32>()).ln() / f64::from(1 + most.max(1)).ln();
    let height = HEIGHT.0 + (HEIGHT.1 - HEIGHT.0) * share;
    let has = |class: Class| group.iter().any(|version| version.class == class);
    match () {
        () if group.iter().all(|version| version.class == Class::Withheld) => ("withheld", 3.0),
        () if group[0].number.index() == 0 => ("first", height),
        () if has(Class::Text) => ("text", height),
        () if has(Class::Formatting) => ("formatting", 10.0),
        () if has(Class::None) => ("none", 3.0),
        () => ("error", 3.0),
    }
}

fn name(maker: &Maker<'_>, group: &[Arc<Version>], kind: &str) -> String {
    let messages = maker.messages;
    let what = match kind {
        "text" => word_counts(messages, words(group)),
        kind => messages.text(&format!("class-{kind}")),
    };
    let date = |version: &Version| DateView::at(maker.site, version.published, messages).text().to_owned();
    let (first, last) = (&group[0], last(group));
    if group.len() == 1 {
        return format!("{} · {} · {what}", maker.name(last.number), date(last));
    }
    let numbers = [("from", number(first.number.get())), ("to", number(last.number.get()))];
    let dates = [date(first), date(last)];
    let dates = if dates[0] == dates[1] { dates[0].clone() } else { dates.join(" – ") };
    format!("{} · {dates} · {what}", messages.with("version-range", &numbers))
}

/// Where years begin.
fn years(maker: &Maker<'_>, days: &[Date], centers: &[f64]) -> Vec<Year> {
    let mut years = Vec::new();
    let mut named = f64::MIN;
    for (ix, pair) in days.windows(2).enumerate() {
        for year in pair[0].year + 1..=pair[1].year {
            let since = |day: Date| day.days_since(pair[0]) as f64;
            let new_year = since(Date { year, month: 1, day: 1 });
            let x = centers[ix] + (centers[ix + 1] - centers[ix]) * new_year / since(pair[1]).max(1.0);
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
}
