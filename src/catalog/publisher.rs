//! Decides whether a policy's title is shown with its publisher.
//!
//! A publisher in the front matter or the settings is always shown. If several policies have the same title (however
//! it is spelled), their folders tell them apart: the top folder if that is enough, else all folders, else the file
//! name as well. Languages in a path don't count as folders, nor does the folder that holds all policies. Adding a
//! policy affects only policies of the same title.

use super::{Profile, folder};
use crate::history::Lineage;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// For each policy of `lineages`, with its folder and its original if it is a translation, whose it is, if that must be said.
pub(super) fn publishers(
    (lineages, latest): (&[&Lineage], &[Arc<Profile>]),
    (folders, originals): (&[Vec<String>], &[Option<usize>]),
    setting: Option<&str>,
) -> Vec<Option<String>> {
    let family = |ix: usize| originals[ix].unwrap_or(ix);
    let place = |ix: usize| {
        let plain = latest[ix].readings.first().map_or(lineages[ix].path.as_str(), |(_, plain)| plain);
        let named = folder::named(plain);
        let name = named.rsplit_once('/').map_or(named, |(_, name)| name);
        folders[ix].iter().cloned().chain([name.to_owned()]).collect::<Vec<String>>()
    };
    let mut alike: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (ix, profile) in latest.iter().enumerate().filter(|(_, profile)| profile.publisher.is_none()) {
        alike.entry(heard(&profile.title)).or_default().push(ix);
    }
    let said = |profile: &Arc<Profile>| profile.publisher.clone().or_else(|| setting.map(str::to_owned));
    let mut publishers: Vec<Option<String>> = latest.iter().map(said).collect();
    for group in alike.into_values() {
        let families: BTreeSet<usize> = group.iter().map(|ix| family(*ix)).collect();
        if families.len() < 2 {
            continue;
        }
        let places: BTreeMap<usize, Vec<String>> = families.iter().map(|ix| (*ix, place(*ix))).collect();
        let distinct = |label: &Label| places.values().map(|place| label(place)).collect::<BTreeSet<_>>().len();
        let label = LABELS.iter().find(|label| distinct(label) == places.len()).unwrap_or(&LABELS[LABELS.len() - 1]);
        for ix in group {
            if let Some(folder) = places.get(&family(ix)).and_then(|place| label(place)) {
                publishers[ix] = Some(folder);
            }
        }
    }
    publishers
}

/// What a title has in common with others that a reader takes for the same: neither capitals, nor signs, nor spaces count.
fn heard(title: &str) -> String {
    let lower = title.to_lowercase();
    let heard: String =
        lower.chars().filter(|c| !c.is_whitespace() && !c.is_ascii_punctuation() && !SIGNS.contains(*c)).collect();
    // a title of signs alone is what it is
    if heard.is_empty() { lower } else { heard }
}

/// Signs beside those of ASCII that are written in titles or left out.
const SIGNS: &str = "‘’“”„«»–—‐‑·…®™©\u{ad}\u{200b}\u{2060}";

/// Names the place of a file, by the names of its folders and its own.
type Label = fn(&[String]) -> Option<String>;

/// What tells places apart, the shortest first.
const LABELS: &[Label] = &[
    |place| (place.len() > 1).then(|| place[0].clone()),
    |place| (place.len() > 1).then(|| place[..place.len() - 1].join(" / ")),
    |place| Some(place.join(" / ")),
];
