//! Lists without an end are cut: the newest items stand at the head, older ones on pages of so many each. A page is as it
//! stays as soon as another one follows it; so what an item costs that comes later does not grow with the list.

use std::ops::Range;

/// How a list is cut. Items and their places count from the oldest.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cut {
    /// How many items stand at the head.
    newest: usize,
    /// How many stand on a page of older ones.
    page: usize,
}

/// The versions in the feed of a policy.
pub(super) const FEED: Cut = Cut { newest: 20, page: 50 };
/// The versions in its history.
pub(super) const HISTORY: Cut = Cut { newest: 100, page: 100 };
/// The changes of one of its sections.
pub(super) const SECTION: Cut = Cut { newest: 10, page: 100 };

/// What happened in a month.
pub(super) const MONTH: Cut = Cut { newest: 100, page: 100 };

impl Cut {
    /// Which of `all` items stand at the head.
    pub(super) fn head(self, all: usize) -> Range<usize> {
        all.saturating_sub(self.newest)..all
    }

    /// The numbers of the pages of older items, from 1, the oldest first.
    pub(super) fn pages(self, all: usize) -> Range<u32> {
        1..1 + self.head(all).start.div_ceil(self.page) as u32
    }

    /// Which of `all` items stand on page `number`.
    pub(super) fn page(self, number: u32, all: usize) -> Range<usize> {
        let end = number as usize * self.page;
        end - self.page..end.min(self.head(all).start)
    }

    /// The item by whose coming page `number` was followed by the next one, if there are so many: since then the page is
    /// as it stays.
    pub(super) fn seal(self, number: u32, all: usize) -> Option<usize> {
        Some(number as usize * self.page + self.newest).filter(|seal| *seal < all)
    }

    /// How many of the newest items a page may have that is not yet as it stays, and may become so with the next item.
    pub(super) fn open(self) -> usize {
        self.newest + self.page + 2
    }

    /// The page on which an item stands; `None` if that is the head.
    pub(super) fn page_of(self, item: usize, all: usize) -> Option<u32> {
        (item < self.head(all).start).then(|| 1 + (item / self.page) as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_stands_in_one_place_and_on_sealed_pages_for_good() {
        let cut = Cut { newest: 3, page: 4 };
        for all in 0..40 {
            let pages: Vec<Range<usize>> = cut.pages(all).map(|number| cut.page(number, all)).collect();
            let items: Vec<usize> = pages.iter().cloned().flatten().chain(cut.head(all)).collect();
            assert_eq!(items, (0..all).collect::<Vec<_>>());
            assert!(pages.iter().all(|page| !page.is_empty()));
            for number in cut.pages(all) {
                assert_eq!(cut.seal(number, all).is_some(), (number as usize) < pages.len());
                assert!(cut.seal(number, all).is_none_or(|_| cut.page(number, all) == cut.page(number, all + 9)));
                assert!(cut.page(number, all).all(|item| cut.page_of(item, all) == Some(number)));
            }
            assert!(cut.head(all).all(|item| cut.page_of(item, all).is_none()));
        }
        assert_eq!((cut.seal(1, 7), cut.seal(1, 8)), (None, Some(7)), "the eighth makes the fifth the first of page 2");
    }
}
