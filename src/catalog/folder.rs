//! The folder of a policy, as lists name it: without parts that tell no policy from another.
//!
//! These are the folder that holds all policies, a folder that is a language, and a folder that holds a single text as
//! `index.md` or `README.md`.

use super::Profile;
use crate::history::{Lineage, Scope};
use std::sync::Arc;

/// The folder of each policy of `lineages`, from the outermost; empty for none.
pub(super) fn folders(lineages: &[&Lineage], latest: &[Arc<Profile>], scope: &Scope) -> Vec<Vec<String>> {
    let place = |(lineage, profile): (&&Lineage, &Arc<Profile>)| place(scope.below(&lineage.path), profile);
    let mut folders: Vec<Vec<String>> = lineages.iter().zip(latest).map(place).collect();
    let standing =
        folders.iter().zip(lineages).filter(|(_, lineage)| !lineage.is_withdrawn()).map(|(folder, _)| folder);
    let common = standing.cloned().reduce(common).unwrap_or_default();
    for folder in folders.iter_mut().filter(|folder| folder.starts_with(&common)) {
        folder.drain(..common.len());
    }
    folders
}

fn place(below: &str, profile: &Profile) -> Vec<String> {
    let plain = profile.readings.first().map_or(below, |(_, plain)| plain);
    let folder = named(plain).rsplit_once('/').map_or("", |(folder, _)| folder);
    folder.split('/').filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// The path `plain` of a text without what names no text.
pub(super) fn named(plain: &str) -> &str {
    let stem = crate::model::stem(plain).unwrap_or(plain);
    stem.strip_suffix("/index").or_else(|| stem.strip_suffix("/README")).unwrap_or(stem)
}

/// What two folders begin with.
fn common(mut one: Vec<String>, other: Vec<String>) -> Vec<String> {
    let same = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
    one.truncate(same);
    one
}
