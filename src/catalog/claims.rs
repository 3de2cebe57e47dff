//! The ids that each policy asked for, and when: by the path of its file, or by an `id:` in its front matter.

use super::Profile;
use super::locale::suffix;
use crate::history::{Lineage, Scope, What};
use crate::model::{Lang, PolicyId, VersionNumber};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// What a policy asked for during a part of the published line.
pub(super) struct Claim<'a> {
    /// The place of the policy among all.
    pub(super) ix: usize,
    /// From the commit at one place of the line up to but without another.
    pub(super) time: Range<usize>,
    /// Where its file was.
    pub(super) path: &'a str,
    pub(super) wanted: Wanted<'a>,
    /// The last version that was published meanwhile, or before.
    pub(super) last: VersionNumber,
}

/// An id that a policy asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wanted<'a> {
    /// An author wrote it into the text.
    Written(&'a str),
    /// The file's path gives it.
    Path,
    /// It is the translation, into this language, of the policy at this place among all.
    Translation(usize, Lang),
}

/// All claims, in the order in which they were made: by time, at the same time written ones first, translations last, what
/// is above others before them, then by path.
pub(super) fn claims<'a>(lineages: &[&'a Lineage], latest: &'a [Arc<Profile>], scope: &Scope) -> Vec<Claim<'a>> {
    let spans: Vec<Vec<Span<'a>>> =
        lineages.iter().zip(latest).map(|(lineage, profile)| spans(lineage, profile)).collect();
    let mut standing: HashMap<&str, Vec<(usize, Range<usize>)>> = HashMap::new();
    for (ix, spans) in spans.iter().enumerate() {
        for span in spans {
            standing.entry(span.path).or_default().push((ix, span.time.clone()));
        }
    }
    let mut claims = Vec::new();
    for (ix, spans) in spans.iter().enumerate() {
        for span in spans.iter().filter(|span| scope.covers(span.path)) {
            for (time, wanted) in parts(span, &standing) {
                let before = lineages[ix].versions().filter(|(_, _, place)| *place < time.end).count();
                let Some(last) = before.checked_sub(1).map(VersionNumber::at) else { continue };
                claims.push(Claim { ix, time, path: span.path, wanted, last });
            }
        }
    }
    let order = |claim: &Claim<'a>| match claim.wanted {
        Wanted::Written(_) => 0,
        Wanted::Path => 1,
        Wanted::Translation(..) => 2,
    };
    let depth = |claim: &Claim<'a>| PolicyId::from_path(scope.below(claim.path)).as_str().matches('/').count();
    claims.sort_by_cached_key(|claim| (claim.time.start, order(claim), depth(claim), claim.path));
    claims
}

/// A stay of a policy's file at one path, with one `id:` written in it or none.
struct Span<'a> {
    time: Range<usize>,
    path: &'a str,
    written: Option<&'a str>,
    /// Whether its text is in another language than its name says.
    denied: bool,
}

/// Where a file was, and when; where it was before it was withdrawn it is until it returns.
fn spans<'a>(lineage: &'a Lineage, profile: &'a Profile) -> Vec<Span<'a>> {
    let mut spans: Vec<Span<'a>> = Vec::new();
    let mut version = 0;
    for event in &lineage.events {
        let (path, written) = match &event.what {
            What::Version { path, .. } => {
                version += 1;
                (path.as_str(), profile.written_in(version - 1))
            }
            What::Moved { to } => (to.as_str(), spans.last().and_then(|span| span.written)),
            What::Withdrawn => continue,
        };
        if spans.last().is_none_or(|last| last.path != path || last.written != written) {
            if let Some(last) = spans.last_mut() {
                last.time.end = event.commit;
            }
            let came = spans.last().is_none_or(|last| last.path != path);
            let denied =
                if came { profile.denied.contains(&version.saturating_sub(1)) } else { spans[spans.len() - 1].denied };
            spans.push(Span { time: event.commit..usize::MAX, path, written, denied });
        }
    }
    spans
}

/// The parts of a stay, each with what was asked for in it: while `NAME.md` is beside it, `NAME.LANG.md` is at the address of
/// its translation.
fn parts<'a>(span: &Span<'a>, standing: &HashMap<&str, Vec<(usize, Range<usize>)>>) -> Vec<(Range<usize>, Wanted<'a>)> {
    if let Some(id) = span.written {
        return vec![(span.time.clone(), Wanted::Written(id))];
    }
    let named = suffix(span.path).filter(|_| !span.denied);
    let original = named.and_then(|(path, lang)| Some((standing.get(path.as_str())?, lang)));
    let Some((originals, lang)) = original else { return vec![(span.time.clone(), Wanted::Path)] };
    let mut ends: Vec<usize> = originals.iter().flat_map(|(_, time)| [time.start, time.end]).collect();
    ends.extend([span.time.start, span.time.end]);
    ends.retain(|end| (span.time.start..=span.time.end).contains(end));
    ends.sort_unstable();
    ends.dedup();
    let part = |ends: &[usize]| {
        let beside = originals.iter().find(|(_, time)| time.contains(&ends[0]));
        let wanted = beside.map_or(Wanted::Path, |(original, _)| Wanted::Translation(*original, lang.clone()));
        (ends[0]..ends[1], wanted)
    };
    ends.windows(2).map(part).collect()
}
