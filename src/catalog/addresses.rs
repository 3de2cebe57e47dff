//! Assigns each policy its id, now and in the past: once published, an address belongs to its policy for good.
//!
//! All claims are processed in the order in which they were made, as if each commit had been published on its own. A
//! claim gets the id that it asks for. If another policy has that id, the site reserves it or no file can have its
//! name, the policy keeps its address or gets the next free id. The result depends on the commits alone, so a site
//! that grew commit by commit has the same addresses as one that is built at once.

use super::Profile;
use super::claims::{Wanted, claims};
use crate::error::{Error, Warning};
use crate::history::{Lineage, Scope};
use crate::model::{PolicyId, VersionNumber};
use crate::places::{fold, is_fit, is_reserved_at_root, reserved_below_policy, tamed};
use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;
use std::sync::Arc;

/// An id under which a policy was published, with the last version that was.
pub type Former = (PolicyId, VersionNumber);

/// Under which ids policies were published before.
#[derive(Debug, Default)]
pub struct Published {
    /// For each lineage, if it ever was published: its id, and those that it had before.
    pub owned: Vec<Option<(Former, Vec<Former>)>>,
    /// Whether it has pages now: settings may have left it out for a while.
    pub standing: Vec<bool>,
    /// Ids of policies that none of the lineages goes on with: nobody else may have them.
    pub orphaned: Vec<PolicyId>,
}

/// What a policy is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Its id.
    pub id: PolicyId,
    /// The ids that it had before, each with the last version published under it.
    pub former: Vec<Former>,
}

/// What all policies are called.
#[derive(Debug, Default)]
pub struct Names {
    /// In the order of the lineages; `None` for one that can't be published.
    pub all: Vec<Option<Name>>,
    /// Policies that can't have the id that an author wrote, by their place among the lineages. One that was published
    /// before keeps its name.
    pub refused: Vec<(usize, Error)>,
    /// Policies that got another id than they asked for, by their place among the lineages.
    pub warnings: Vec<(usize, Warning)>,
    /// Ids that policies ask for and that belong to policies which are gone.
    pub contested: Vec<PolicyId>,
}

/// Names the policies of `lineages`, given what the texts of each say. Those for which `withheld` holds can't be published
/// now: they are called as they were before.
pub fn names(
    lineages: &[&Lineage],
    latest: &[Arc<Profile>],
    published: &Published,
    scope: &Scope,
    withheld: &dyn Fn(usize) -> bool,
) -> Names {
    let mut book = Book::default();
    for (ix, owned) in published.owned.iter().enumerate() {
        for (id, last) in owned.iter().flat_map(|(own, former)| former.iter().chain([own])) {
            book.enter(id, Owner::Policy(ix));
            book.stay(ix, id, *last);
        }
    }
    published.orphaned.iter().for_each(|id| book.enter(id, Owner::Gone));
    let mut names = Names::default();
    let mut now: Vec<Standing> = lineages.iter().map(|_| Standing::default()).collect();
    for claim in claims(lineages, latest, scope) {
        let (ix, path) = (claim.ix, claim.path);
        let by_path = || PolicyId::from_path(scope.below(path));
        let wanted = match &claim.wanted {
            Wanted::Written(id) => PolicyId::new(id),
            Wanted::Path => by_path(),
            Wanted::Translation(original, lang) => {
                now[*original].at.as_ref().map_or_else(by_path, |at| at.id.translation(lang))
            }
        };
        let conflict = book.conflict(&segments(&wanted), ix);
        if let Some(conflict) = conflict.filter(|_| matches!(claim.wanted, Wanted::Written(_))) {
            now[ix].refused = Some((wanted, conflict));
            continue;
        }
        let id = match (conflict, now[ix].at.take()) {
            (None, _) => wanted.clone(),
            (Some(_), Some(at)) => at.id, // whoever has an address keeps it
            (Some(_), None) => book.next_free(&wanted, ix),
        };
        book.enter(&id, Owner::Policy(ix));
        book.stay(ix, &id, claim.last);
        now[ix] = Standing { at: Some(At { id, wanted, conflict }), refused: None };
    }
    for (ix, lineage) in lineages.iter().enumerate() {
        let stands = published.standing.get(ix).copied().unwrap_or_default();
        let before = published.owned.get(ix).and_then(Option::as_ref).filter(|_| stands);
        let before = before.map(|((id, _), former)| Name { id: id.clone(), former: former.clone() });
        let refused = now[ix].refused.as_ref().filter(|_| !lineage.is_withdrawn());
        if let Some((wanted, conflict)) = refused {
            names.refused.push((ix, refusal(&lineage.path, wanted, conflict, lineages)));
        }
        let name = match &now[ix].at {
            Some(at) if refused.is_none() && !withheld(ix) => {
                if let Some(conflict) = &at.conflict {
                    names.warnings.push((ix, warning(&lineage.path, at, conflict, lineages)));
                    if matches!(conflict, Conflict::Taken(_, Owner::Gone)) {
                        names.contested.push(at.wanted.clone());
                    }
                }
                Some(Name { id: at.id.clone(), former: book.stays(ix, &at.id) })
            }
            _ => before,
        };
        names.all.push(name);
    }
    names
}

/// What became of the claims of a policy.
#[derive(Default)]
struct Standing {
    /// Where it is, since a claim that was granted.
    at: Option<At>,
    /// A later claim that was not: an author wrote an id that can't be had. Once the file is gone nobody can mend that,
    /// and the policy is withdrawn where it was, if it ever was anywhere.
    refused: Option<(PolicyId, Conflict)>,
}

struct At {
    id: PolicyId,
    wanted: PolicyId,
    /// Why it is not where it wanted to be.
    conflict: Option<Conflict>,
}

/// Whose an id is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    Policy(usize),
    /// A policy that was published, and that the repository no longer has or the settings leave out.
    Gone,
}

/// Why a policy can't have an id, and the segment of the id that is to blame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Conflict {
    /// No file can have this name everywhere.
    Unfit,
    /// The site needs the first segment.
    OfSite,
    /// It is another one's.
    Taken(usize, Owner),
    /// The pages of another one need this place.
    Below(usize, Owner),
    /// Another one has a place that its pages need.
    Above(usize, Owner),
}

/// The ids that were given out, folded as file systems fold names.
#[derive(Default)]
struct Book {
    owners: BTreeMap<String, Owner>,
    /// For each policy its ids in the order in which it got them.
    stays: HashMap<usize, Vec<Former>>,
    /// For each name that many asked for, folded, the next number that nobody got yet.
    next: HashMap<String, u32>,
}

impl Book {
    fn enter(&mut self, id: &PolicyId, owner: Owner) {
        self.owners.entry(fold(id.as_str())).or_insert(owner);
    }

    fn stay(&mut self, ix: usize, id: &PolicyId, last: VersionNumber) {
        let stays = self.stays.entry(ix).or_default();
        match stays.iter_mut().find(|(known, _)| known == id) {
            Some((_, known)) => *known = last.max(*known),
            None => stays.push((id.clone(), last)),
        }
    }

    /// The ids that policy `ix` had besides `id`.
    fn stays(&self, ix: usize, id: &PolicyId) -> Vec<Former> {
        self.stays.get(&ix).into_iter().flatten().filter(|(known, _)| known != id).cloned().collect()
    }

    /// Whose the first id is that begins with `start`.
    fn first_from(&self, start: &str) -> Option<Owner> {
        let mut from = self.owners.range::<str, _>((Bound::Included(start), Bound::Unbounded));
        from.next().filter(|(id, _)| id.starts_with(start)).map(|(_, owner)| *owner)
    }

    /// Why policy `ix` can't have the id of these segments.
    fn conflict(&self, segments: &[String], ix: usize) -> Option<Conflict> {
        let id = PolicyId::new(&segments.join("/"));
        let key = fold(id.as_str());
        let other = |owner: &&Owner| **owner != Owner::Policy(ix);
        if segments.first().is_some_and(|first| is_reserved_at_root(first)) {
            return Some(Conflict::OfSite);
        }
        if !is_fit(&id) {
            return Some(Conflict::Unfit);
        }
        let last = segments.len() - 1;
        if let Some(owner) = self.owners.get(&key).filter(other) {
            return Some(Conflict::Taken(last, *owner));
        }
        let reserved = reserved_below_policy();
        for (end, _) in key.match_indices('/') {
            let next = key[end + 1..].split('/').next().unwrap_or_default();
            if let Some(owner) = self.owners.get(&key[..end]).filter(|_| reserved.iter().any(|name| name == next)) {
                return Some(Conflict::Below(key[..end].split('/').count(), *owner));
            }
        }
        // mostly nothing stands below it
        self.first_from(&format!("{key}/"))?;
        for name in reserved {
            let own = format!("{key}/{name}");
            if let Some(owner) = self.owners.get(&own).copied().or_else(|| self.first_from(&format!("{own}/"))) {
                return Some(Conflict::Above(last, owner));
            }
        }
        None
    }

    /// The id of policy `ix` that differs from `base` by a number at most, if it has one that it can have.
    fn numbered(&self, base: &[String], ix: usize) -> Option<PolicyId> {
        let base = base.join("/");
        let is_number = |rest: &str| rest.strip_prefix('-').is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
        let is_near = |id: &&PolicyId| id.as_str().strip_prefix(&*base).is_some_and(|r| r.is_empty() || is_number(r));
        let own = self.stays.get(&ix)?.iter().map(|(id, _)| id).find(is_near)?;
        self.conflict(&segments(own), ix).is_none().then(|| own.clone())
    }

    /// The id nearest to `wanted` that policy `ix` can have: names are made such that a file can have them, and numbers are
    /// added where others have them.
    fn next_free(&mut self, wanted: &PolicyId, ix: usize) -> PolicyId {
        let mut base = tamed(wanted);
        if let Some(own) = self.numbered(&base, ix) {
            return own;
        }
        let mut numbers = vec![1; base.len()];
        let name = fold(&base.join("/"));
        loop {
            let segment = |(name, number): (&String, &u32)| match number {
                1 => name.clone(),
                number => format!("{name}-{number}"),
            };
            let segments: Vec<String> = base.iter().zip(&numbers).map(segment).collect();
            match self.conflict(&segments, ix) {
                None => {
                    if let Some(last) = numbers.last().filter(|last| **last > 1) {
                        self.next.insert(name, last + 1);
                    }
                    return PolicyId::new(&segments.join("/"));
                }
                Some(Conflict::OfSite) => numbers[0] += 1,
                Some(Conflict::Taken(at, _)) if at + 1 == numbers.len() => {
                    numbers[at] = (numbers[at] + 1).max(self.next.get(&name).copied().unwrap_or_default());
                }
                Some(Conflict::Taken(at, _) | Conflict::Below(at, _) | Conflict::Above(at, _)) => numbers[at] += 1,
                Some(Conflict::Unfit) => {
                    // what was made fit is unfit only by the numbers that were added
                    (base, numbers) = (vec![tamed(&PolicyId::new(&base.join("-"))).join("-")], vec![1]);
                }
            }
        }
    }
}

fn refusal(path: &str, wanted: &PolicyId, conflict: &Conflict, lineages: &[&Lineage]) -> Error {
    Error::input(format!("the id `{wanted}` is not available: {}", reason(conflict, lineages))).hint(format!(
        "set another `id: …` in the front matter of `{path}`, or remove it; the other policies are published"
    ))
}

fn warning(path: &str, At { id, wanted, .. }: &At, conflict: &Conflict, lineages: &[&Lineage]) -> Warning {
    let reason = reason(conflict, lineages);
    let message = format!(
        "is published at `{id}` because `{wanted}` is not available: {reason}; to choose another address, set `id: …` in its front matter"
    );
    Warning::new(path, message)
}

fn reason(conflict: &Conflict, lineages: &[&Lineage]) -> String {
    let whose = |owner: &Owner| match owner {
        Owner::Policy(ix) => format!("`{}`", lineages[*ix].path),
        Owner::Gone => "a policy that was published earlier".to_owned(),
    };
    match conflict {
        Conflict::Unfit => "this name is not valid on every system".to_owned(),
        Conflict::OfSite => "the name is reserved for the site".to_owned(),
        Conflict::Taken(_, owner) => format!("it belongs to {}", whose(owner)),
        Conflict::Below(_, owner) => format!("the pages of {} use it", whose(owner)),
        Conflict::Above(_, owner) => format!("its pages would conflict with {}", whose(owner)),
    }
}

fn segments(id: &PolicyId) -> Vec<String> {
    id.as_str().split('/').map(str::to_owned).collect()
}
