//! Names policies as a first publication would: by their history alone, without what an earlier publication kept.

use crate::catalog::{self, Catalog, Profile, Published};
use crate::error::{Error, Result, Warning};
use crate::history::{History, Lineage, Repository};
use crate::model::PolicyId;
use crate::pipeline::archive::{Archive, VersionBytes};
use std::collections::HashMap;
use std::sync::Arc;

/// What the texts of policies say of them, by the policies' numbers.
pub(super) type Profiles = HashMap<usize, Arc<Profile>>;
/// The ids of policies, by their numbers.
pub(super) type Ids = HashMap<usize, PolicyId>;

/// Policies by the names that they would be published under.
pub(super) struct Naming<'h> {
    pub(super) catalog: Catalog,
    /// As the catalog has them, with their numbers.
    pub(super) lineages: Vec<(usize, &'h Lineage)>,
    pub(super) profiles: Profiles,
    pub(super) warnings: Vec<Warning>,
    /// Policies that can't have the id that an author wrote, with their paths.
    pub(super) refused: Vec<(String, Error)>,
}

impl<'h> Naming<'h> {
    /// Names the policies of `history`, which is read from `repository`. The profiles of those to which nothing happened at
    /// the place `since` of the line, or later, are taken from `known`.
    pub(super) fn of(
        archive: &Archive,
        repository: &Repository,
        history: &'h History,
        (known, since): (&Profiles, usize),
    ) -> Result<Self> {
        let all = history.lineages();
        let stays = |lineage: &Lineage| lineage.events.iter().all(|event| event.commit < since);
        let is_known = |(number, lineage): &(usize, &Lineage)| stays(lineage) && known.contains_key(number);
        let unread: Vec<(usize, &Lineage)> = all.iter().filter(|one| !is_known(one)).copied().collect();
        let text: VersionBytes<'_> = &|repository, _, _, blob| repository.blob(blob);
        let read = archive.profiles(repository, &unread, text, &|_| (0, &[]))?;
        let mut read: Profiles = unread.iter().map(|(number, _)| *number).zip(read).collect();
        let profiles: Vec<Arc<Profile>> =
            all.iter().filter_map(|(number, _)| read.remove(number).or_else(|| known.get(number).cloned())).collect();
        let lineages: Vec<&Lineage> = all.iter().map(|(_, lineage)| *lineage).collect();
        let names = catalog::names(&lineages, &profiles, &Published::default(), &archive.scope, &|_| false);
        let standing: Vec<usize> = (0..all.len()).filter(|ix| names.all[*ix].is_some()).collect();
        let latest: Vec<Arc<Profile>> = standing.iter().map(|ix| Arc::clone(&profiles[*ix])).collect();
        let own: Vec<&Lineage> = standing.iter().map(|ix| lineages[*ix]).collect();
        let found = names.all.into_iter().flatten().collect();
        let catalog = Catalog::new(&own, &latest, found, archive.scope.clone(), archive.settings_of_all());
        Ok(Self {
            catalog,
            lineages: standing.iter().map(|ix| all[*ix]).collect(),
            profiles: all.iter().map(|(number, _)| *number).zip(profiles).collect(),
            warnings: names.warnings.into_iter().map(|(_, warning)| warning).collect(),
            refused: names.refused.into_iter().map(|(ix, e)| (lineages[ix].path.clone(), e)).collect(),
        })
    }

    /// The ids of the policies.
    pub(super) fn ids(&self) -> Ids {
        let entries = self.lineages.iter().zip(self.catalog.entries());
        entries.map(|((number, _), entry)| (*number, entry.id.clone())).collect()
    }
}
