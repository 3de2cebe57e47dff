//! Files of changes that belong to no policy.

use super::job;
use crate::addenda;
use crate::catalog::Catalog;
use crate::error::{Result, Warning};
use crate::history::{Repository, Tip};
use std::collections::BTreeSet;

/// Warnings about files of changes of which no policy has the id that their names say: they state nothing.
pub(super) fn strays(repository: &Repository, tip: &Tip, catalog: &Catalog) -> Result<Vec<Warning>> {
    let known: BTreeSet<String> =
        catalog.entries().iter().flat_map(job::ids).map(|id| addenda::path(id.as_str())).collect();
    let mut paths = repository.files_below(tip, addenda::FOLDER)?;
    paths.retain(|path| path.ends_with(".toml") && !known.contains(path));
    let warning = |path: String| {
        let id = path[addenda::FOLDER.len() + 1..].trim_end_matches(".toml").to_owned();
        Warning::new(path, format!("no policy has the id `{id}`, so this file states nothing"))
    };
    Ok(paths.into_iter().map(warning).collect())
}
