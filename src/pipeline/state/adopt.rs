//! Gives what was kept of policies to those that go on with them.

use super::{PolicyRecord, PolicyState, State};
use crate::history::Lineage;
use crate::model::Digest;
use crate::pages::Moment;
use std::collections::HashMap;

impl State {
    /// Finds, for each policy that was published, the one of `lineages`, with these `moments`, that goes on with it, and
    /// gives it that one's number. The others are lost.
    pub(in crate::pipeline) fn adopt(&mut self, lineages: &[(usize, &Lineage)], moments: &[Vec<Moment>]) {
        let by_number: HashMap<usize, usize> = lineages.iter().enumerate().map(|(ix, (n, _))| (*n, ix)).collect();
        let stays =
            |known: &PolicyRecord| by_number.get(&known.number).filter(|ix| known.goes_on(&moments[**ix])).is_some();
        if self.all_go_on() && self.record.policies.len() == self.kept.len() && self.record.policies.iter().all(stays) {
            self.kept.iter_mut().for_each(|(number, kept)| kept.was = Some(*number));
            return self.fill_owners();
        }
        let mut by_proof: HashMap<(usize, Digest), usize> = HashMap::new();
        if self.is_reread || !self.record.gone.is_empty() {
            for ((number, _), moments) in lineages.iter().zip(moments) {
                by_proof.extend(moments.iter().enumerate().map(|(ix, m)| ((ix + 1, m.proof), *number)));
            }
        }
        let mut before = std::mem::take(&mut self.kept);
        for known in std::mem::take(&mut self.record.policies) {
            let number = match self.is_reread {
                true => by_proof.get(&(known.versions, known.proof)).copied(),
                false => Some(known.number).filter(|_| stays(&known)),
            };
            let kept = before.remove(&known.number);
            match number.filter(|number| !self.kept.contains_key(number)) {
                Some(number) => {
                    let stale = |kept: &PolicyState| kept.stale || self.is_reread;
                    let was = Some(known.number);
                    self.kept.extend(kept.map(|kept| (number, PolicyState { stale: stale(&kept), was, ..kept })));
                    self.record.policies.push(PolicyRecord { number, ..known });
                }
                None => {
                    self.disowned.extend(kept.into_iter().flat_map(|kept| kept.files));
                    self.lost.push(known);
                }
            }
        }
        for known in std::mem::take(&mut self.record.gone) {
            let number = by_proof.get(&(known.versions, known.proof)).copied();
            match number.filter(|number| !self.record.policies.iter().any(|other| other.number == *number)) {
                Some(number) => self.record.policies.push(PolicyRecord { number, ..known }),
                None => self.record.gone.push(known),
            }
        }
        self.fill_owners();
    }

    fn fill_owners(&mut self) {
        self.owners.clear();
        for known in &self.record.policies {
            for id in known.former.iter().map(|(id, _)| id).chain([&known.id]) {
                self.owners.entry(id.to_string()).or_default().push(known.number);
            }
        }
    }
}
