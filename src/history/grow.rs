//! Adds commits to the published line.

use super::import::Outside;
use super::merged;
use super::name::shown;
use super::pointer::is_pointer;
use super::rename::renames;
use super::step::{Change, Imports, Step};
use super::swapped;
use super::tree::{self, Comparison, Delta, MOST};
use super::walk::History;
use super::{Commit, Repository};
use crate::error::{Result, Warning};
use crate::remark::Habit;
use git2::Oid;
use std::collections::HashSet;

/// How many folders of one commit that were too much to be read are remembered, so that they are read once they are not.
const MOST_UNREAD: usize = 1_000;

impl History {
    /// Adds commits, each the next one's first parent; the first one's tree is compared with `before`.
    pub(super) fn extend(
        &mut self,
        repository: &Repository,
        commits: &[Oid],
        mut before: Option<Oid>,
        warnings: &mut Vec<Warning>,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<()> {
        for (done, oid) in commits.iter().enumerate() {
            let tree = repository.tree_of(*oid)?;
            let seen = match before {
                Some(before) if before == tree => Comparison::default(),
                before => self.compare(repository, before, tree)?,
            };
            self.add(repository, *oid, seen, warnings)?;
            before = Some(tree);
            progress(done + 1, commits.len());
        }
        Ok(())
    }

    /// Adds a commit that does not follow on the last one: what it changed is seen from the files that stand.
    pub(super) fn leap(&mut self, repository: &Repository, oid: Oid, warnings: &mut Vec<Warning>) -> Result<()> {
        let mut seen = self.compare(repository, None, repository.tree_of(oid)?)?;
        seen.anew = vec![String::new()];
        self.add(repository, oid, seen, warnings)
    }

    pub(super) fn compare(&self, repository: &Repository, before: Option<Oid>, tree: Oid) -> Result<Comparison> {
        tree::compare(repository, &self.follower.scope().folder, before, tree, &self.unread)
    }

    /// Adds a commit as it was seen before.
    pub(super) fn replay(&mut self, step: Step) -> Result<()> {
        let place = self.line.len();
        if let Some(unread) = &step.unread {
            self.unread.clone_from(unread);
        }
        let Some(change) = &step.change else {
            self.line.push(step);
            return Ok(());
        };
        let deltas = self.follower.followed(change.deltas.clone());
        self.follower.commit(place, &deltas, &mut |_| Ok(change.renames.clone()))?;
        let imports = change.imports.clone();
        if let Some(habit) = self.habit.as_mut().filter(|_| !change.deltas.is_empty()) {
            habit.repeats(&change.commit.headline());
        }
        self.line.push(step);
        self.import(imports);
        Ok(())
    }

    pub(super) fn add(
        &mut self,
        repository: &Repository,
        oid: Oid,
        seen: Comparison,
        warnings: &mut Vec<Warning>,
    ) -> Result<()> {
        let mut unread = self.unread.clone();
        unread.retain(|folder| !seen.anew.iter().chain(&seen.gone).any(|other| folder.starts_with(other.as_str())));
        unread.extend(seen.unread.iter().take(MOST_UNREAD).cloned());
        let other = (unread != self.unread).then(|| unread.clone());
        let deltas = self.complete(seen, warnings);
        let mut deltas = self.without_pointers(repository, deltas)?;
        self.unread = unread;
        let place = self.line.len();
        self.line.push(Step::bare(oid, other));
        if deltas.is_empty() {
            return Ok(());
        }
        for delta in &mut deltas {
            delta.large = match delta.new {
                Some(new) => repository.is_large(new)?,
                None => false,
            };
        }
        let mut found = Vec::new();
        let scope = self.follower.scope().clone();
        let followed = self.follower.commit(place, &deltas, &mut |deltas| {
            found = renames(repository, &scope, deltas)?;
            Ok(found.clone())
        })?;
        let imports = self.imports(repository, &followed.begun)?;
        let (mut commit, odd) = repository.describe(oid, self.authors)?;
        self.noticed.unreadable.extend(odd);
        if let Some(before) = place.checked_sub(1) {
            let pair = (self.line[before].oid, oid);
            commit.merged = merged::merged(repository, pair, &scope.folder, &merged::files(&deltas, &found))?;
            if repository.first_parent(oid)? == Some(pair.0) {
                self.noticed.swapped.extend(swapped::warning(&commit));
            }
        }
        commit.repeats = self.repeats(&commit);
        let change = Change { commit, deltas, renames: found, imports: imports.clone() };
        self.line[place].frozen = followed.made;
        self.line[place].change = Some(Box::new(change));
        self.import(imports);
        Ok(())
    }

    /// `deltas` as if pointers had never been committed.
    fn without_pointers(&mut self, repository: &Repository, deltas: Vec<Delta>) -> Result<Vec<Delta>> {
        let mut kept = Vec::with_capacity(deltas.len());
        for mut delta in deltas {
            if is_pointer(repository, delta.new)? {
                self.noticed.pointers.insert(delta.path);
                continue;
            }
            self.noticed.pointers.remove(&delta.path);
            if is_pointer(repository, delta.old)? {
                let line = self.follower.at(&delta.path).map(|line| &self.follower.lines()[line]);
                delta.old = line.and_then(|line| line.versions().next_back()).map(|(_, blob, _)| blob.0);
            }
            if delta.old != delta.new {
                kept.push(delta);
            }
        }
        Ok(kept)
    }

    /// Whether a commit that did something says what most of those before it said.
    fn repeats(&mut self, commit: &Commit) -> bool {
        let line = &self.line;
        let habit = self.habit.get_or_insert_with(|| {
            let changes = line.iter().rev().filter_map(|step| step.change.as_ref()).filter(|c| !c.deltas.is_empty());
            let latest: Vec<String> = changes.take(Habit::WINDOW).map(|change| change.commit.headline()).collect();
            Habit::after(latest.into_iter().rev())
        });
        habit.repeats(&commit.headline())
    }

    /// What a commit did to policies, of what was seen of it; no more than can be borne.
    fn complete(&self, seen: Comparison, warnings: &mut Vec<Warning>) -> Vec<Delta> {
        for warning in seen.warnings {
            if !warnings.contains(&warning) {
                warnings.push(warning);
            }
        }
        let mut deltas = self.follower.followed(seen.deltas);
        if !seen.gone.is_empty() || !seen.anew.is_empty() {
            let files = self.follower.files();
            let below = |folders: &[String], path: &str| folders.iter().any(|folder| path.starts_with(folder.as_str()));
            for delta in deltas.iter_mut().filter(|d| d.old.is_none() && below(&seen.anew, &d.path)) {
                delta.old = files.get(&*delta.path).copied();
            }
            let told: HashSet<String> = deltas.iter().map(|d| d.path.clone()).collect();
            let left = |path: &str| below(&seen.gone, path) || (below(&seen.anew, path) && !below(&seen.unread, path));
            let gone = files.into_iter().filter(|(path, _)| left(path) && !told.contains(*path));
            deltas.extend(gone.map(|(path, old)| Delta::new(path.to_owned(), (Some(old), None))));
            deltas.retain(|d| d.old != d.new);
        }
        deltas.sort_by(|a, b| a.path.cmp(&b.path));
        let is_new = |delta: &Delta| delta.old.is_none();
        let new = deltas.iter().filter(|d| is_new(d)).count();
        let left = deltas.iter().filter(|d| d.new.is_none()).count();
        let excess = (self.follower.count() + new).saturating_sub(left + MOST).min(new);
        if excess > 0 {
            let mut room = new - excess;
            let first = deltas.iter().filter(|d| is_new(d)).nth(room).map(|d| shown(&d.path));
            deltas.retain(|d| {
                let keep = !is_new(d) || room > 0;
                room -= usize::from(is_new(d) && room > 0);
                keep
            });
            let message = format!("more than {MOST} policies; this one and {} more are skipped", excess - 1);
            warnings.push(Warning::new(first.unwrap_or_default(), message));
        }
        deltas
    }

    /// The versions that the policies `begun`, with which the last commit of the line began, had outside of the folder.
    fn imports(&mut self, repository: &Repository, begun: &[usize]) -> Result<Imports> {
        let scope = self.follower.scope().clone();
        if !scope.imports || scope.folder.is_empty() {
            return Ok(Imports::default());
        }
        let files: Vec<(String, Oid)> = begun
            .iter()
            .filter_map(|line| self.follower.lines()[*line].versions().next())
            .map(|(path, blob, _)| (path.to_owned(), blob.0))
            .collect();
        let line: Vec<Oid> = self.line.iter().map(|step| step.oid).collect();
        let files = Outside { repository, scope: &scope, line: &line, seen: &mut self.seen }.trace(&files)?;
        let mut places: Vec<usize> = files.iter().flat_map(|(_, events)| events).map(|event| event.commit).collect();
        places.sort_unstable();
        places.dedup();
        let describe = |place: usize| Ok((place, repository.describe(line[place], self.authors)?.0));
        Ok(Imports { commits: places.into_iter().map(describe).collect::<Result<_>>()?, files })
    }

    fn import(&mut self, imports: Imports) {
        for (place, commit) in imports.commits {
            let step = &mut self.line[place];
            step.frozen = true;
            let bare = |commit| Change { commit, deltas: Vec::new(), renames: Vec::new(), imports: Imports::default() };
            step.change.get_or_insert_with(|| Box::new(bare(commit)));
        }
        for (path, events) in imports.files {
            if let Some(line) = self.follower.at(&path) {
                self.follower.import(line, &events);
            }
        }
    }
}
