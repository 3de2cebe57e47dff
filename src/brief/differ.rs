//! Compares words of duty: which ones differ in meaning between two sentences.

use crate::languages::Modal;
use crate::model::FactKind;

/// The places of the words of each side that have no counterpart on the other and turn the meaning; nothing if what is
/// said is the same, or only weaker.
pub(super) fn differ(old: &[&Modal], new: &[&Modal]) -> [Vec<usize>; 2] {
    let sides = [old, new];
    let mut left = [(0..old.len()).collect::<Vec<_>>(), (0..new.len()).collect::<Vec<_>>()];
    cancel(&sides, &mut left, |a, b| a.kind == b.kind && a.value == b.value);
    cancel(&sides, &mut left, |a, b| a.value == b.value);
    cancel(&sides, &mut left, |a, b| a.kind == FactKind::Permission && b.kind == FactKind::Permission);
    cancel(&sides, &mut left, |a, b| {
        a.kind == FactKind::Negation && b.kind == FactKind::Negation && a.frees == b.frees
    });
    let before = left.clone();
    for side in [0, 1] {
        let others = || before[1 - side].iter().map(|ix| sides[1 - side][*ix]);
        left[side].retain(|ix| counts(sides[side][*ix], others()));
    }
    left
}

/// Takes out, in order, what is the `same` on both sides.
fn cancel(sides: &[&[&Modal]; 2], left: &mut [Vec<usize>; 2], same: impl Fn(&Modal, &Modal) -> bool) {
    let [old, new] = left;
    old.retain(|ix| match new.iter().position(|other| same(sides[0][*ix], sides[1][*other])) {
        Some(at) => {
            new.remove(at);
            false
        }
        None => true,
    });
}

/// Whether a word that stands on one side turns the meaning, beside what stands on the other only.
fn counts<'a>(word: &Modal, mut others: impl Iterator<Item = &'a Modal>) -> bool {
    let force = |kind| matches!(kind, FactKind::Duty | FactKind::Permission | FactKind::Negation);
    match word.kind {
        FactKind::Limit if word.weak => others.any(|other| word.against.contains(&other.value)),
        FactKind::Negation | FactKind::Exception | FactKind::Limit => !word.weak || others.next().is_some(),
        FactKind::Duty if !word.weak => true,
        _ => others.any(|other| force(other.kind)),
    }
}

/// What the words that are `left` on the sides are about; `None` if none are.
pub(super) fn kind(old: &[&Modal], new: &[&Modal], left: &[Vec<usize>; 2]) -> Option<FactKind> {
    let kinds = |side: &[&Modal], left: &[usize]| left.iter().map(|ix| side[*ix].kind).min_by_key(|kind| order(*kind));
    let (old, new) = (kinds(old, &left[0]), kinds(new, &left[1]));
    if old == Some(FactKind::Negation) { old } else { new.or(old) }
}

/// Which of several kinds a sentence is called by: the lowest.
fn order(kind: FactKind) -> usize {
    const ORDER: [FactKind; 4] = [FactKind::Negation, FactKind::Duty, FactKind::Exception, FactKind::Limit];
    ORDER.iter().position(|own| *own == kind).unwrap_or(ORDER.len())
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Lexicon;
    use super::super::modals::words_of;
    use super::*;
    use crate::model::Lang;

    /// The words that differ, of both sides.
    fn left(old: &str, new: &str) -> Vec<String> {
        let words = Lexicon::of(&Lang::english());
        let [old, new] = [old, new].map(|text| words_of(text, words).iter().map(|w| w.meaning).collect::<Vec<_>>());
        let [a, b] = differ(&old, &new);
        a.iter()
            .map(|ix| format!("-{}", old[*ix].value))
            .chain(b.iter().map(|ix| format!("+{}", new[*ix].value)))
            .collect()
    }

    #[test]
    fn what_turns_is_left() {
        assert_eq!(left("it may be", "it must not be"), ["-may", "+must not"]);
        assert_eq!(left("no longer than a day", "longer than a day"), ["-at most", "+more than"]);
        assert_eq!(left("within a day", "after a day"), ["-at most", "+more than"]);
        assert_eq!(left("with your consent", "without your consent"), ["-with", "+without"]);
        assert_eq!(left("you shall", "you may"), ["-must", "+may"]);
    }

    #[test]
    fn what_means_the_same_is_not() {
        for (old, new) in [
            ("must", "shall"),
            ("may", "can"),
            ("will not", "cannot"),
            ("with care", "after care"),
            ("use it", "can use it"),
            ("within a day", "no later than a day"),
        ] {
            assert_eq!(left(old, new), [""; 0], "{old} → {new}");
        }
    }
}
