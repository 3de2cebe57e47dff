//! Decides whether the wording changed, or only the notation: a date in another order, another way of saying how long
//! ago, another kind of space.

use super::day::days_in;
use super::lexicon::pattern;
use super::plain::Plain;
use super::side::sides;
use crate::letters::is_direction;
use crate::model::Class;
use crate::weave::{Change, RedLeaf, Redline};
use regex::Regex;
use std::sync::LazyLock;

/// A line that says how long ago the page was updated, as pages write it that count the days themselves: Last updated: 22 days
/// ago, ปรับปรุงเมื่อ ๒๒ วันที่แล้ว, aktualisiert vor 22 Tagen, mis à jour il y a 22 jours. In a sentence it is wording: data of 30 days ago.
static AGO: LazyLock<Regex> = LazyLock::new(|| {
    let label = [
        "(?:last |page )*(?:updated|modified|edited|changed|revised|published|posted|reviewed)",
        "ปรับปรุง|แก้ไข|เผยแพร่|อัปเดต",
        "(?:zuletzt )?(?:aktualisiert|geändert|bearbeitet|veröffentlicht)",
        "mise? à jour|modifiée?|publiée?",
    ];
    let past = [
        r"(?:an?|one|\d+)\+?\s*(?:second|sec|minute|min|hour|hr|day|week|month|year)s?\s+ago",
        r"(?:\d+|หนึ่ง)\s*(?:วินาที|นาที|ชั่วโมง|วัน|สัปดาห์|เดือน|ปี)\s*(?:ที่แล้ว|ที่ผ่านมา|ก่อน)",
        r"vor\s+(?:\d+|eine[mnr])\s+(?:Sekunden?|Minuten?|Stunden?|Tag(?:en)?|Wochen?|Monat(?:en)?|Jahr(?:en)?)",
        r"il\s+y\s+a\s+(?:\d+|une?)\s+(?:seconde|minute|heure|jour|semaine|mois|an)s?",
    ];
    pattern(r"(?im)^([^\w\n]*(?:(?:{})[^.\n]{0,20}?)?)(?:{})[^\w\n]*$", &[&label.join("|"), &past.join("|")])
});

/// What kind of change a redline is: of text when the wording changed. A change is no change of wording when both sides
/// of everything that came or went say the same, in place.
pub fn class(redline: &Redline) -> Class {
    let class = redline.class();
    if class == Class::Text && reads_alike(&redline.leaves) { Class::Formatting } else { class }
}

/// Whether the two sides of all leaves say the same.
fn reads_alike(leaves: &[RedLeaf]) -> bool {
    let is_whole = |leaf: &RedLeaf| matches!(leaf.change, Change::Deleted | Change::Inserted);
    let moves = |leaf: &RedLeaf| leaf.moved.is_some() || leaf.marked_pieces().iter().any(|piece| piece.moved);
    !leaves.iter().any(moves)
        && leaves.chunk_by(|a, b| is_whole(a) && is_whole(b)).all(|run| match run {
            [leaf] if !is_whole(leaf) => {
                let edits = leaf.marked_pieces().iter().any(|p| matches!(p.change, Change::Deleted | Change::Inserted));
                !edits || {
                    let [old, new] = sides(leaf);
                    meaning(&old.text) == meaning(&new.text)
                }
            }
            // blocks that went beside blocks that came
            run => {
                let side = |change: Change| {
                    let texts = run.iter().filter(move |leaf| leaf.change == change).map(move |leaf| {
                        let [old, new] = sides(leaf);
                        meaning(if change == Change::Deleted { &old.text } else { &new.text })
                    });
                    texts.filter(|text| !text.is_empty())
                };
                side(Change::Deleted).eq(side(Change::Inserted))
            }
        })
}

/// A text in which what says the same is written in one way.
fn meaning(text: &str) -> String {
    let plain = AGO.replace_all(&Plain::of(text).text, "${1}…").into_owned();
    let mut out = String::with_capacity(plain.len());
    let mut from = 0;
    for date in days_in(&plain) {
        out.push_str(&plain[from..date.range.start]);
        out.push_str(&date.value);
        from = date.range.end;
    }
    out.push_str(&plain[from..]);
    // what turns the direction of a text may make it look like another
    let turns: String = text.chars().filter(|c| is_direction(*c)).collect();
    out.split_whitespace().collect::<Vec<_>>().join(" ") + &turns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;
    use crate::model::VersionNumber;
    use crate::weave::Weave;

    fn check(old: &str, new: &str, expected: Class) {
        let mut weave = Weave::default();
        for text in [old, new] {
            weave.append(&document::parse(text.as_bytes(), "p.md").document);
        }
        let redline = weave.redline(VersionNumber::at(0), VersionNumber::at(1));
        assert_eq!(class(&redline), expected, "{old} → {new}");
    }

    #[test]
    fn a_date_in_another_order_is_the_same_wording() {
        for (old, new) in [
            ("Effective 8 July 2026. We keep logs.", "Effective July 8, 2026. We keep logs."),
            ("ปรับปรุงเมื่อวันที่ ๑ มีนาคม ๒๕๖๙", "ปรับปรุงเมื่อวันที่ 1 มี.ค. 2569"),
            ("# Terms\n\nLast updated: 2026-03-01\n\nText", "# Terms\n\nLast updated: 1 March 2026\n\nText"),
        ] {
            check(old, new, Class::Formatting);
        }
        check("Effective 8 July 2026.", "Effective 9 July 2026.", Class::Text);
        check("Effective 8 July 2026.", "Effective 8 July 2026, we keep logs.", Class::Text);
    }

    #[test]
    fn how_long_ago_something_was_is_no_wording() {
        assert_eq!(meaning("Updated 22 days ago"), "Updated …");
        for (old, new) in [
            ("Updated 22 days ago", "Updated 23 days ago"),
            ("Updated an hour ago", "Updated 2 months ago"),
            ("ปรับปรุงเมื่อ 3 วันที่แล้ว", "ปรับปรุงเมื่อ ๔ วันที่ผ่านมา"),
            ("Aktualisiert vor einem Tag", "Aktualisiert vor 2 Tagen"),
            ("Mis à jour il y a 3 jours", "Mis à jour il y a 4 jours"),
        ] {
            check(old, new, Class::Formatting);
        }
        check("We delete what came in more than 30 days ago.", "We delete what came in.", Class::Text);
        check("We delete what came in 30 days ago.", "We delete what came in 60 days ago.", Class::Text);
        check("We keep it for 30 days.", "We keep it for 31 days.", Class::Text);
    }

    #[test]
    fn what_stands_elsewhere_or_twice_is_another_wording() {
        check("a b c\n\nd e f\n\ng h i", "d e f\n\ng h i\n\na b c", Class::Text);
        check("- one\n- two", "- one\n- two\n- two", Class::Text);
        check("a", "**a**", Class::Formatting);
        check("a", "a\n", Class::None);
    }
}
