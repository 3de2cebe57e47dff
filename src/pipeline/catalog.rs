//! Names the policies: the address of each, its title, its language, and where links between them point.

use super::advance::PublishedLine;
use super::failures::{self, Failures};
use super::inputs::Inputs;
use super::names::{Basis, Followed, KnownNames};
use super::state::State;
use super::unnamed::Unnamed;
use crate::catalog::{self, Catalog, Names, Profile, Published};
use crate::error::Warning;
use crate::history::Lineage;
use crate::model::PolicyId;
use std::sync::Arc;

/// The policies with their names.
pub(super) struct Naming {
    pub(super) catalog: Arc<Catalog>,
    /// For each entry of the catalog the place of its policy among those that had no names.
    pub(super) places: Vec<usize>,
    /// Policies that can't have the id that an author wrote.
    pub(super) refused: Failures,
    /// Ids that policies ask for and that belong to policies which are gone.
    pub(super) contested: Vec<PolicyId>,
    /// Warnings about policies that got another id than they asked for, unless they had it before.
    pub(super) warnings: Vec<Warning>,
}

/// What the policies were called by a publication in which none failed, for the next one.
pub(super) fn known_names(
    inputs: &Inputs<'_>,
    line: &PublishedLine<'_>,
    unnamed: &[Unnamed<'_>],
    naming: &Naming,
) -> KnownNames {
    KnownNames::new(&naming.catalog, basis(inputs, line), unnamed.iter().map(followed))
}

fn basis(inputs: &Inputs<'_>, line: &PublishedLine<'_>) -> Basis {
    (inputs.archive.settings, line.history.corrections().len())
}

fn followed<'a>(policy: &'a Unnamed<'_>) -> Followed<'a> {
    (policy.number, policy.lineage, &policy.profile)
}

/// Names the policies. Those that are `withheld` keep the names that they had.
pub(super) fn catalog(
    inputs: &Inputs<'_>,
    line: &PublishedLine<'_>,
    unnamed: &[Unnamed<'_>],
    state: &State,
    withheld: &Failures,
) -> Naming {
    let known = state.names.as_ref().filter(|_| withheld.is_empty() && state.all_go_on());
    if let Some(known) = known.filter(|known| known.hold(basis(inputs, line), unnamed.iter().map(followed))) {
        let (catalog, places) = (Arc::clone(&known.catalog), (0..unnamed.len()).collect());
        return Naming { catalog, places, refused: Failures::new(), contested: Vec::new(), warnings: Vec::new() };
    }
    let scope = &inputs.archive.scope;
    let lineages: Vec<&Lineage> = unnamed.iter().map(|policy| policy.lineage).collect();
    let profiles: Vec<Arc<Profile>> = unnamed.iter().map(|policy| Arc::clone(&policy.profile)).collect();
    let published = state.published(unnamed.iter().map(|policy| policy.number));
    let is_withheld = |ix: usize| withheld.contains_key(&unnamed[ix].number);
    let names = catalog::names(&lineages, &profiles, &published, scope, &is_withheld);
    let warnings = new_warnings(&names, &published);
    let refused = names.refused.iter().map(|(ix, e)| (unnamed[*ix].number, failures::of_policy(lineages[*ix], e)));
    let refused = refused.collect();
    let places: Vec<usize> = (0..unnamed.len()).filter(|ix| names.all[*ix].is_some()).collect();
    let lineages: Vec<&Lineage> = places.iter().map(|ix| lineages[*ix]).collect();
    let profiles: Vec<Arc<Profile>> = places.iter().map(|ix| Arc::clone(&profiles[*ix])).collect();
    let found = names.all.into_iter().flatten().collect();
    let catalog = Catalog::new(&lineages, &profiles, found, scope.clone(), inputs.archive.settings_of_all());
    Naming { catalog: Arc::new(catalog), places, refused, contested: names.contested, warnings }
}

/// The warnings of `names` about policies that were `published` under another id, or not at all.
fn new_warnings(names: &Names, published: &Published) -> Vec<Warning> {
    let is_new = |ix: usize| {
        let before = published.owned.get(ix).and_then(Option::as_ref).map(|((id, _), _)| id);
        before != names.all[ix].as_ref().map(|name| &name.id)
    };
    names.warnings.iter().filter(|(ix, _)| is_new(*ix)).map(|(_, warning)| warning.clone()).collect()
}
