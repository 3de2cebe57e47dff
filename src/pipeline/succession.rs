//! Which policies replace which others: what the front matter of the latest texts says, settled for all of them together.

use super::job::Job;
use super::withheld;
use crate::error::Warning;
use crate::model::{Digest, Handover, PolicyId, VersionNumber};
use crate::store;
use std::collections::HashMap;

/// That the policy at the place `new` says that it replaces the one at `old`.
struct Statement {
    new: usize,
    old: usize,
    /// The index of the version of the new one that said so first.
    since: usize,
    /// The place of its commit on the published line.
    order: usize,
}

/// Gives each of `jobs` the policies that it replaces and those that replace it. `stand` tells how many versions of the job at
/// a place are, or will be, published. What is said and can't be is a warning of the policy that says it; everything else stays.
pub(super) fn settle(jobs: &mut [Job<'_>], stand: &dyn Fn(&Job<'_>) -> usize) {
    let statements = statements(jobs, stand);
    let mut kept: Vec<Statement> = Vec::new();
    for statement in statements {
        if leads(&kept, statement.new, statement.old) {
            let other = jobs[statement.old].outline.entry.id.clone();
            let message = format!("front matter `replaces: {other}` leads round in a circle; ignored");
            odd(&mut jobs[statement.new], message);
        } else {
            kept.push(statement);
        }
    }
    if kept.is_empty() {
        return;
    }
    let mut places: HashMap<usize, u32> = HashMap::new();
    for statement in &kept {
        let Statement { new, old, since, order } = *statement;
        let place = places.entry(old).or_default();
        *place += 1;
        let (number, place) = (VersionNumber::at(since), *place);
        let (date, chain) = (jobs[new].outline.versions[since].published, jobs[new].outline.versions[since].chain);
        let by_then = jobs[old].lineage.versions().take(stand(&jobs[old])).filter(|(.., at)| *at <= order).count();
        let last = VersionNumber::at(by_then.max(1) - 1);
        let handover = |job: &Job<'_>, chain: Digest| Handover {
            other: job.outline.entry.id.clone(),
            title: job.outline.entry.title.clone(),
            lang: job.outline.entry.lang.clone(),
            last,
            since: number,
            date,
            order,
            place,
            chain,
            withheld: store::key(&job.withheld),
            stands_in: withheld::stand_in(&job.withheld, number),
        };
        let (after, before) = (handover(&jobs[new], chain), handover(&jobs[old], digest(jobs, &kept, old)));
        jobs[old].outline.succession.after.push(after);
        jobs[new].outline.succession.before.push(before);
    }
}

/// What the latest texts say, in the order in which it was said.
fn statements(jobs: &mut [Job<'_>], stand: &dyn Fn(&Job<'_>) -> usize) -> Vec<Statement> {
    let mut by_id: HashMap<PolicyId, usize> = HashMap::new();
    for (ix, job) in jobs.iter().enumerate() {
        by_id.extend(job.outline.entry.former_ids.iter().map(|(id, _)| (id.clone(), ix)));
    }
    by_id.extend(jobs.iter().enumerate().map(|(ix, job)| (job.outline.entry.id.clone(), ix)));
    let mut all = Vec::new();
    for new in 0..jobs.len() {
        let said: Vec<(String, usize)> =
            jobs[new].profile.replaces().into_iter().map(|(id, since)| (id.to_owned(), since)).collect();
        for (id, since) in said {
            let known = by_id.get(&PolicyId::new(&id)).copied();
            match known {
                Some(old) if old == new => {
                    odd(&mut jobs[new], format!("front matter `replaces: {id}` names the policy itself; ignored"));
                }
                Some(old) if is_translation(&jobs[old]) && !is_translation(&jobs[new]) => {
                    odd(
                        &mut jobs[new],
                        format!("front matter `replaces: {id}` names a translation; name the original"),
                    );
                }
                Some(old) if stand(&jobs[new]) > since && stand(&jobs[old]) > 0 => {
                    let order = jobs[new].lineage.versions().nth(since).map_or(0, |(.., order)| order);
                    all.push(Statement { new, old, since, order });
                }
                Some(_) => {}
                None => odd(&mut jobs[new], format!("front matter `replaces: {id}`: there is no such policy; ignored")),
            }
        }
    }
    all.sort_by_key(|one| (one.order, one.new, one.old));
    all.dedup_by_key(|one| (one.new, one.old));
    all
}

/// Whether the policy at `from`, or one that replaces it, and so on, is replaced by the one at `to`.
fn leads(kept: &[Statement], from: usize, to: usize) -> bool {
    let (mut open, mut seen) = (vec![from], vec![from]);
    while let Some(at) = open.pop() {
        if at == to {
            return true;
        }
        for next in kept.iter().filter(|one| one.old == at).map(|one| one.new) {
            if !seen.contains(&next) {
                seen.push(next);
                open.push(next);
            }
        }
    }
    false
}

/// A digest of all that the history of a policy has, with those of the policies that it replaced.
fn digest(jobs: &[Job<'_>], kept: &[Statement], at: usize) -> Digest {
    let before: Vec<Digest> = kept.iter().filter(|one| one.new == at).map(|one| digest(jobs, kept, one.old)).collect();
    let outline = &jobs[at].outline;
    store::key(&(outline.versions.last().map(|last| last.chain), outline.changes, &outline.withdrawn, before))
}

fn is_translation(job: &Job<'_>) -> bool {
    job.outline.entry.translation_of.is_some()
}

fn odd(job: &mut Job<'_>, message: String) {
    job.odd.push(Warning::new(&job.lineage.path, message));
}
