//! Three texts abreast: which blocks of each stand beside which of the others.

use crate::document::{ContainerIx, Document};
use crate::weave::{Change, Redline};

/// The most rows: the style sheet knows no more.
const MOST: usize = 900;

/// Where the rows of three columns begin, by the leaves of what each column shows. The first row begins with 0 in each.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Rows {
    /// By the leaves of the document.
    pub(super) before: Vec<usize>,
    /// By those of the redline from that to the published text; where there was none before, of that document.
    pub(super) now: Vec<usize>,
    /// By those of the redline from that to the proposed text.
    pub(super) proposed: Vec<usize>,
}

/// The columns of which there is something to align.
pub(super) struct Columns<'a> {
    /// The text before.
    pub(super) before: Option<&'a Document>,
    /// From the text before to the published one, which is `published`.
    pub(super) now: Option<&'a Redline>,
    pub(super) published: &'a Document,
    /// From the published text to the proposed one.
    pub(super) proposed: Option<&'a Redline>,
}

impl Columns<'_> {
    /// A row for each block that is in no other one: of the published text, of what went before it, of what is proposed.
    pub(super) fn rows(&self) -> Rows {
        let count = self.published.leaves.len();
        let whole: Vec<usize> = (0..count).collect();
        let in_now = self.now.map_or_else(|| whole.clone(), |redline| places(redline, Change::Deleted));
        let in_proposed = self.proposed.map_or_else(|| whole.clone(), |redline| places(redline, Change::Inserted));
        let old = self.now.map(|redline| places(redline, Change::Inserted)).unwrap_or_default();
        let (now_end, proposed_end) =
            (self.now.map_or(count, |r| r.leaves.len()), self.proposed.map_or(count, |r| r.leaves.len()));
        let at = |places: &[usize], n: usize, end: usize| places.get(n).copied().unwrap_or(end);
        let before = |places: &[usize], place: usize| places.partition_point(|at| *at < place);
        let mut cuts: Vec<(usize, usize)> = (0..count).map(|n| (in_now[n], in_proposed[n])).collect();
        let came = self.proposed.map(|redline| of(redline, Change::Inserted)).unwrap_or_default();
        cuts.extend(came.iter().map(|place| (at(&in_now, before(&in_proposed, *place), now_end), *place)));
        let went = self.now.map(|redline| of(redline, Change::Deleted)).unwrap_or_default();
        cuts.extend(went.iter().map(|place| (*place, at(&in_proposed, before(&in_now, *place), proposed_end))));
        cuts.sort_unstable();
        let mut rows = Rows { before: vec![0], now: vec![0], proposed: vec![0] };
        for (now, proposed) in cuts {
            let first = before(&old, now);
            let last = (rows.now[rows.now.len() - 1], rows.proposed[rows.proposed.len() - 1]);
            let begins = self.begins(first, now, proposed);
            if begins && (now, proposed) != last && proposed >= last.1 && rows.now.len() < MOST {
                rows.before.push(first);
                rows.now.push(now);
                rows.proposed.push(proposed);
            }
        }
        rows
    }

    /// Whether a block that stands in no other one begins there in each column.
    fn begins(&self, before: usize, now: usize, proposed: usize) -> bool {
        let of_document = |document: &Document, ix: usize| {
            let root = |ix: usize| root(document.leaves[ix].parent, |c| document.containers[c].parent);
            is_start(document.leaves.len(), ix, root)
        };
        let of_redline = |redline: &Redline, ix: usize| {
            let root = |ix: usize| root(redline.leaves[ix].parent, |c| redline.containers[c].parent);
            is_start(redline.leaves.len(), ix, root)
        };
        let is_now = match self.now {
            Some(redline) => of_redline(redline, now),
            None => of_document(self.published, now),
        };
        let is_before = self.before.is_none_or(|document| of_document(document, before));
        is_now && is_before && self.proposed.is_none_or(|redline| of_redline(redline, proposed))
    }
}

/// The outermost container around what stands in `parent`.
fn root(parent: Option<ContainerIx>, around: impl Fn(ContainerIx) -> Option<ContainerIx>) -> Option<ContainerIx> {
    std::iter::successors(parent, |c| around(*c)).last()
}

/// Whether the leaf at `ix`, of so many, stands in no container that the one before it stands in.
fn is_start(count: usize, ix: usize, root: impl Fn(usize) -> Option<ContainerIx>) -> bool {
    ix == 0 || ix >= count || root(ix).is_none() || root(ix) != root(ix - 1)
}

/// For each leaf of one of the texts of a redline the leaf in which it is shown: of the newer text where `without` is
/// [`Change::Deleted`], of the older one where it is [`Change::Inserted`].
fn places(redline: &Redline, without: Change) -> Vec<usize> {
    let held = |(ix, leaf): (usize, &crate::weave::RedLeaf)| {
        let ends = leaf.marked_pieces().iter().filter(|piece| piece.block_end && piece.change != without).count();
        std::iter::repeat_n(ix, if leaf.change == without { 0 } else { 1 + ends })
    };
    redline.leaves.iter().enumerate().flat_map(held).collect()
}

/// The leaves that only came, or only went.
fn of(redline: &Redline, change: Change) -> Vec<usize> {
    let is = |(ix, leaf): (usize, &crate::weave::RedLeaf)| (leaf.change == change).then_some(ix);
    redline.leaves.iter().enumerate().filter_map(is).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document, weave};

    fn read(text: &str) -> Document {
        document::parse(text.as_bytes(), "p.md").document
    }

    /// What each row has in each column.
    fn shown(before: &str, now: &str, proposed: &str) -> Vec<[String; 3]> {
        let [before, now, proposed] = [before, now, proposed].map(read);
        let (first, second) = (weave::redline(&before, &now), weave::redline(&now, &proposed));
        let columns = Columns { before: Some(&before), now: Some(&first), published: &now, proposed: Some(&second) };
        let rows = columns.rows();
        let said = |starts: &[usize], row: usize, texts: &[String]| {
            let end = starts.get(row + 1).copied().unwrap_or(texts.len());
            texts[starts[row]..end].join(" ")
        };
        let of_redline = |redline: &Redline| -> Vec<String> {
            let text = |leaf: &weave::RedLeaf| leaf.pieces().iter().map(|piece| piece.text.as_str()).collect();
            redline.leaves.iter().map(text).collect()
        };
        let texts = [
            before.leaves.iter().map(|leaf| leaf.text.to_string()).collect::<Vec<_>>(),
            of_redline(&first),
            of_redline(&second),
        ];
        let starts = [&rows.before, &rows.now, &rows.proposed];
        (0..rows.now.len()).map(|row| std::array::from_fn(|c| said(starts[c], row, &texts[c]))).collect()
    }

    #[test]
    fn a_block_stands_beside_itself() {
        let rows = shown(
            "# Fees\n\nOne fee for copies of files.\n\nGone before it was asked.\n\nThe last of all lines.\n",
            "# Fees\n\nOne fee for copies of files.\n\n- a first item\n- a second item\n\nThe last of all lines.\n",
            "# Fees\n\nAll new in the proposal of today.\n\nOne fee for copies of files.\n\n- a first item\n- a second item\n\nThe last of all lines.\n",
        );
        for row in &rows {
            let [before, now, proposed] = row;
            for line in ["# Fees", "One fee for copies of files.", "The last of all lines."] {
                let has = [before, now, proposed].map(|text| text.contains(line));
                assert!(has == [has[0]; 3] || !has[0], "{rows:?}");
            }
            assert_eq!(now.contains("a first item"), proposed.contains("a first item"), "{rows:?}");
        }
        assert!(
            rows.iter().any(|[before, now, new]| before.is_empty() && now.is_empty() && new.contains("All new")),
            "{rows:?}"
        );
        assert!(rows.len() >= 5, "{rows:?}");
    }
}
