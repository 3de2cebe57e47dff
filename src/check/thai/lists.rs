//! Lists whose numbers are not those that are typed, and lists that are none.

use crate::check::Subject;
use crate::check::{Fix, Level, Report};
use crate::document::{Piece, PieceIx, PieceKind, Source};
use crate::letters::digit;
use std::ops::Range;

/// A numbered list.
struct List {
    items: Vec<Item>,
}

struct Item {
    number: u64,
    /// Where the number stands.
    place: Range<usize>,
    is_thai: bool,
}

fn lists(source: &Source) -> Vec<List> {
    let is_list = |(_, piece): &(usize, &Piece)| matches!(piece.kind, PieceKind::List { start: Some(_) });
    let items = |list: PieceIx| {
        let own = source.pieces[list + 1..source.pieces[list].end].iter();
        own.filter(move |piece| piece.kind == PieceKind::Item && piece.parent == Some(list))
    };
    let of = |(piece, _): (usize, &Piece)| List { items: items(piece).filter_map(|own| item(source, own)).collect() };
    source.pieces.iter().enumerate().filter(is_list).map(of).collect()
}

fn item(source: &Source, piece: &Piece) -> Option<Item> {
    let text = &source.text[piece.range.clone()];
    let indent = text.len() - text.trim_start_matches([' ', '\t', '>']).len();
    let digits: Vec<char> = text[indent..].chars().take_while(|c| digit(*c).is_some()).collect();
    let number = digits.iter().try_fold(0u64, |sum, c| sum.checked_mul(10)?.checked_add(digit(*c)?.into()))?;
    let start = piece.range.start + indent;
    let length: usize = digits.iter().map(|c| c.len_utf8()).sum();
    let is_thai = digits.first()? >= &'๐';
    Some(Item { number, place: start..start + length, is_thai })
}

impl List {
    fn steps(&self) -> impl Iterator<Item = Option<u64>> + '_ {
        self.items.iter().zip(self.items.iter().skip(1)).map(|(a, b)| b.number.checked_sub(a.number))
    }

    /// Whether all items have one number, so that nobody means the numbers that are typed.
    fn is_lazy(&self) -> bool {
        self.steps().all(|step| step == Some(0))
    }

    /// Whether the numbers rise; this program keeps them then.
    fn rises(&self) -> bool {
        self.steps().all(|step| step.is_some_and(|step| step > 0))
    }

    fn in_sequence(&self) -> bool {
        self.steps().all(|step| step == Some(1))
    }

    /// The first item that is shown with another number when items are counted from the first, and that number.
    fn first_odd(&self) -> Option<(&Item, u64)> {
        let first = self.items.first()?.number;
        let counted = |ix: usize| first + ix as u64;
        self.items
            .iter()
            .enumerate()
            .find(|(ix, item)| item.number != counted(*ix))
            .map(|(ix, item)| (item, counted(ix)))
    }
}

/// Items that are shown with other numbers than those typed.
pub(super) fn renumbered(subject: &Subject<'_>, report: &mut Report) {
    for list in lists(&subject.text.source) {
        // one number that comes again and then goes on is lazy too: 1. 1. 1. 2.
        if list.is_lazy() || list.in_sequence() {
            continue;
        }
        let Some((item, shown)) = list.first_odd() else { continue };
        let (key, level) =
            if list.rises() { ("number-elsewhere", Level::Note) } else { ("number-changed", Level::Warning) };
        let finding = report.at(item.place.clone(), key).level(level);
        finding.with("typed", item.number.to_string()).with("shown", shown.to_string());
    }
}

/// A year with a full stop at the start of a paragraph, which makes a list of it.
pub(super) fn year(subject: &Subject<'_>, report: &mut Report) {
    for list in lists(&subject.text.source) {
        let [item] = &list.items[..] else { continue };
        if (1900..=2699).contains(&item.number) {
            let number = &subject.text.source.text[item.place.clone()];
            let end = item.place.end;
            report.at(item.place.clone(), "year-list").with("year", number).fix(Fix::safe(end..end, "\\"));
        }
    }
}

/// Thai numerals before items, which only this program takes for a list. Elsewhere the items run together if no empty line
/// stands between them. Reported once.
pub(super) fn thai_numerals(subject: &Subject<'_>, report: &mut Report) {
    let source = &subject.text.source;
    let tight = |list: &List| {
        let [one, two, ..] = &list.items[..] else { return false };
        let between = &source.text[one.place.end..two.place.start];
        one.is_thai
            && !between.contains("\n\n")
            && !between.contains("\n\r\n")
            && between.trim_end_matches(' ').ends_with('\n')
    };
    if let Some(list) = lists(source).iter().find(|list| tight(list)) {
        let item = &list.items[0];
        let end = item.place.end + 1;
        report.at(item.place.start..end, "thai-numeral-list").with("number", &source.text[item.place.start..end]);
    }
}

/// A dash or a plus at the start of a line that goes on with a sentence, and so begins a list: `1 มกราคม` / `- 31 มกราคม`.
pub(super) fn dash(subject: &Subject<'_>, report: &mut Report) {
    let source = &subject.text.source;
    for (ix, piece) in source.pieces.iter().enumerate() {
        let only =
            source.pieces[ix..piece.end].iter().filter(|own| own.kind == PieceKind::Item && own.parent == Some(ix));
        if piece.kind != (PieceKind::List { start: None }) || only.count() != 1 {
            continue;
        }
        let head = source.text[..piece.range.start].trim_end_matches([' ', '\t', '>']);
        let Some(line) = head.strip_suffix('\n').map(|head| head.rsplit('\n').next().unwrap_or_default()) else {
            continue;
        };
        let text = &source.text[piece.range.clone()];
        let is_digit = |c: Option<char>| c.is_some_and(|c| digit(c).is_some());
        // a range whose end was wrapped: a number or a month on both sides
        let goes_on = is_digit(line.trim_end().chars().next_back());
        let sign = text.starts_with(['-', '+']) && is_digit(text[1..].trim_start().chars().next());
        if goes_on && sign {
            let start = piece.range.start;
            report.at(start..start + 1, "dash-list").with("sign", &text[..1]).fix(Fix::safe(start..start, "\\"));
        }
    }
}
