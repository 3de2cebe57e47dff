//! Finds the unit of a bare number in a table: from the heading of its column or of its row.

use super::found::Fact;
use super::lexicon::{Lexicon, PerList, any, pattern};
use super::number::{DIGITS, worth};
use super::plain::Plain;
use super::side::sides;
use crate::document::{ContainerKind, LeafKind};
use crate::model::FactKind;
use crate::weave::{RedText, Redline};
use regex::Regex;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Where a heading names a unit: in brackets, before all else; after a comma, a colon or a word such as “in”; alone or,
/// for a sign, at its end.
static UNIT: PerList<[Regex; 3]> = PerList::new(|words| {
    let before = any(words.list("unit-before"));
    let (money, signs) = (any(words.currencies.keys()), any(words.signs.keys()));
    let (percent, measures) = (any(words.list("percent")), any(words.list("measures")));
    let unit = format!("(?:({})|({money}|{signs})|({percent})|({measures}))", any(words.units.keys()));
    let open = format!(r"(?i)[(\[]\s*(?:{before}\s+)?{unit}(?:[\s,;/.)\]]|$)");
    let after = format!(r"(?i)(?:[,:/]\s*|\s[–-]\s|\s{before}\s+){unit}(?:[\s,;/.]|$)");
    let alone = format!(r"(?i)^{unit}$|\s(?:()({signs})|({percent})())$");
    [open, after, alone].map(|text| pattern(&text, &[]))
});
/// A cell that is a number, or the range between two.
static BARE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\s*[~≈<>≤≥]?\s*(?:({})\s?[-–—]\s?)?({})\s?(?:\.-|,-|\.–|,–|\*+)?\s*$", &[&DIGITS, &DIGITS])
});

/// The place among [`UNIT`] of headings that are a unit and nothing else: “Days” are counted, a “Day” is one of the month.
const ALONE: usize = 2;

/// The longest heading that is read, in bytes.
const LONGEST: usize = 200;

/// What numbers are counted in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    kind: FactKind,
    /// The name that all spellings share.
    value: String,
    /// As the heading has it.
    pub(super) written: String,
}

/// The first cell of each row and of each column of the tables of a redline.
pub(super) struct Headings<'a> {
    redline: &'a Redline,
    words: &'a Lexicon,
    columns: FxHashMap<(usize, usize), usize>,
    rows: FxHashMap<usize, usize>,
}

impl<'a> Headings<'a> {
    pub(super) fn of(redline: &'a Redline, words: &'a Lexicon) -> Self {
        let (mut columns, mut rows) = (FxHashMap::default(), FxHashMap::default());
        for (ix, leaf) in redline.leaves.iter().enumerate().filter(|(_, l)| matches!(l.kind, LeafKind::Cell(_))) {
            let Some(row) = leaf.parent else { continue };
            rows.entry(row).or_insert(ix);
            if let Some(table) = table(redline, row) {
                columns.entry((table, leaf.column)).or_insert(ix);
            }
        }
        Self { redline, words, columns, rows }
    }

    /// The number that is all that `text`, a cell, says on `side`, and what it counts, if a heading tells.
    pub(super) fn number(&self, ix: usize, side: usize, text: &str) -> Option<(Fact, Option<Unit>)> {
        let row = self.redline.leaves[ix].parent?;
        let column = *self.columns.get(&(table(self.redline, row)?, self.redline.leaves[ix].column))?;
        let first = *self.rows.get(&row)?;
        let plain = Plain::of(text);
        let c = BARE.captures(&plain.text).filter(|_| ix != column && ix != first)?;
        let unit = [column, first].into_iter().find_map(|heading| self.unit(heading, side));
        let from = c.get(1).and_then(|m| worth(m.as_str(), self.words)).map_or(String::new(), |n| format!("{n}–"));
        let value = format!("{from}{}", worth(&c[2], self.words)?);
        let year = unit.as_ref().is_some_and(|u| u.value == "year") && worth(&c[2], self.words)? > 1000.0;
        let unit = unit.filter(|_| !year);
        let start = c.get(1).or(c.get(2)).map_or(0, |m| m.start());
        let range = plain.place(&(start..c.get(2)?.end()));
        let kind = unit.as_ref().map_or(FactKind::Number, |unit| unit.kind);
        let value = unit.as_ref().map_or(value.clone(), |unit| match unit.kind {
            FactKind::Percent => format!("{value}%"),
            _ => format!("{value} {}", unit.value),
        });
        Some((Fact { kind, value, range }, unit))
    }

    /// What the heading of the column of a cell says, in whichever version it stands.
    pub(super) fn above(&self, ix: usize) -> Option<String> {
        let leaf = &self.redline.leaves[ix];
        let column = *self.columns.get(&(table(self.redline, leaf.parent?)?, leaf.column))?;
        Some(self.redline.leaves[column].pieces().iter().map(|p| p.text.as_str()).collect())
    }

    fn unit(&self, heading: usize, side: usize) -> Option<Unit> {
        match &self.redline.leaves[heading].text {
            RedText::Same(content) => unit(&content.text, self.words),
            RedText::Pieces(_) => unit(&sides(&self.redline.leaves[heading])[side].text, self.words),
        }
    }
}

/// The table around a row.
fn table(redline: &Redline, row: usize) -> Option<usize> {
    let mut around = std::iter::successors(Some(row), |c| redline.containers[*c].parent);
    around.find(|c| matches!(redline.containers[*c].kind, ContainerKind::Table(_)))
}

/// The unit that a heading names.
fn unit(heading: &str, words: &Lexicon) -> Option<Unit> {
    if heading.len() > LONGEST {
        return None;
    }
    let plain = Plain::of(heading.trim());
    let (place, c) =
        UNIT.of(words).iter().enumerate().find_map(|(ix, unit)| Some((ix, unit.captures(&plain.text)?)))?;
    let (group, hit) =
        (1..=8).find_map(|g| c.get(g).filter(|hit| !hit.is_empty()).map(|hit| ((g - 1) % 4 + 1, hit)))?;
    let is_place = place == ALONE && group == 1 && !hit.as_str().ends_with(['s', 'e', 'n']);
    if is_place {
        return None;
    }
    let name = hit.as_str().split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let (kind, value) = match group {
        1 => (FactKind::Period, words.units.get(&name)?.clone()),
        2 => (FactKind::Amount, words.currencies.get(&name).or_else(|| words.signs.get(&name))?.clone()),
        3 => (FactKind::Percent, "%".to_owned()),
        _ => (FactKind::Number, name),
    };
    Some(Unit { kind, value, written: heading.trim()[plain.place(&hit.range())].to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;

    /// The unit of a heading as `kind value`, in the language `lang`.
    fn check(lang: &str, heading: &str, expected: &str) {
        let words = Lexicon::of(&Lang::parse(lang).expect("a tag"));
        let found = unit(heading, words).map_or(String::new(), |u| format!("{} {}", u.kind.as_str(), u.value));
        assert_eq!(found, expected, "{heading}");
    }

    #[test]
    fn headings_name_units() {
        check("th", "ค่าธรรมเนียม (บาท)", "amount THB");
        check("th", "ค่าธรรมเนียม (บาท/ฉบับ)", "amount THB");
        check("th", "ระยะเวลา (วันทำการ)", "period business-day");
        check("th", "ค่าธรรมเนียม หน่วย: บาท", "amount THB");
        check("en", "Fee in EUR", "amount EUR");
        check("en", "Fee, USD", "amount USD");
        check("en", "Fee (€)", "amount EUR");
        check("en", "Fee ($ per year)", "amount USD");
        check("en", "Days", "period day");
        check("en", "Share [%]", "percent %");
        check("en", "Distance (km)", "number km");
        check("en", "Fee for a man in baht", "amount THB");
        check("en", "Name of the day care", "");
        check("en", "Within a day", "");
        check("de", "Frist (Tage)", "period day");
        check("de", "Gebühr in Euro", "amount EUR");
        check("fr", "Délai (jours ouvrables)", "period business-day");
        check("fr", "Montant en €", "amount EUR");
        check("es", "Importe (EUR)", "amount EUR");
    }
}
