//! What a weave promises, in small stories.

use super::*;
use crate::document::{self, Document};
use crate::model::{Class, VersionNumber};

fn parse(text: &str) -> Document {
    document::parse(text.as_bytes(), "p.md").document
}

fn weave(texts: &[&str]) -> (Weave, Vec<Class>) {
    let mut weave = Weave::default();
    let classes = texts.iter().map(|t| weave.append(&parse(t))).collect();
    (weave, classes)
}

fn n(index: usize) -> VersionNumber {
    VersionNumber::at(index)
}

/// The redline in one line per leaf.
fn show(redline: &Redline) -> String {
    let piece = |p: &Piece| match p.change {
        Change::Inserted if p.block_end => "{+¶+}".to_owned(),
        Change::Deleted if p.block_end => "[-¶-]".to_owned(),
        Change::Same => p.text.clone(),
        Change::Deleted => format!("[-{}-]", p.text),
        Change::Inserted => format!("{{+{}+}}", p.text),
        Change::Reformatted => format!("<{}>", p.text),
    };
    redline.leaves.iter().map(|l| l.pieces().iter().map(piece).collect::<String>() + "\n").collect()
}

fn check(old: &str, new: &str, expected: &str) {
    let (weave, _) = weave(&[old, new]);
    assert_eq!(show(&weave.redline(n(0), n(1))).trim_end(), expected);
}

#[test]
fn words_are_marked_and_no_more() {
    check("We keep data 30 days.", "We keep data 90 days.", "We keep data [-30-]{+90+} days.");
    check(
        "สำนักงานเขตอาจปรับปรุงนโยบายโดยไม่ได้แจ้งให้ท่านทราบล่วงหน้า",
        "สำนักงานเขตอาจปรับปรุงนโยบายโดยแจ้งให้ท่านทราบล่วงหน้า 30 วัน",
        "สำนักงานเขตอาจปรับปรุงนโยบายโดย[-ไม่ได้-]แจ้งให้ท่านทราบล่วงหน้า{+ 30 วัน+}",
    );
}

#[test]
fn new_items_and_rows_leave_the_others_alone() {
    check("- a one\n- b two", "- a one\n- c three\n- b two", "a one\n{+c three+}\nb two");
    check(
        "|k|v|\n|-|-|\n|phone|1|\n|mail|2|",
        "|k|v|\n|-|-|\n|phone|1|\n|web|3|\n|mail|4|",
        "k\nv\nphone\n1\n{+web+}\n{+3+}\nmail\n[-2-]{+4+}",
    );
}

#[test]
fn a_rewritten_paragraph_is_shown_whole() {
    check(
        "The cat sat on the mat today.",
        "Nobody expects any other thing here.",
        "[-The cat sat on the mat today.-]\n{+Nobody expects any other thing here.+}",
    );
}

#[test]
fn emphasis_is_no_change_of_words() {
    check("some bold word", "some **bold** word", "some <bold> word");
}

#[test]
fn classes_come_from_the_evidence() {
    let texts = ["a b\n\nc", "a b\n\n\nc", "a **b**\n\nc", "a **b** c", "a **b** d", "# a\n\nb", "a\n\nb"];
    use Class::{Formatting, None, Text};
    assert_eq!(weave(&texts).1, vec![Text, None, Formatting, Formatting, Text, Text, Formatting]);
}

#[test]
fn what_comes_back_is_the_same_again() {
    let (a, b) = ("one two three\n\n- x y\n- z w", "one three four\n\n- x y");
    let (weave, _) = weave(&[a, b, a, b, a]);
    let (leaves, words) = weave.size();
    assert_eq!((leaves, words), (3, 5 + 2 + 3), "nothing is stored twice, nor what never changed");
    assert!(weave.redline(n(0), n(2)).is_unchanged());
    assert!(weave.redline(n(4), n(0)).is_unchanged());
    assert_eq!(show(&weave.redline(n(2), n(3))), show(&weave.redline(n(0), n(1))));
}

#[test]
fn a_text_is_held_once_however_often_it_comes_back() {
    let texts: Vec<String> = (0..5).map(|n| format!("# Terms\n\n{ONE}\n\nWe keep it {n} days.\n\n{TWO}")).collect();
    let order: Vec<usize> = (0..200).map(|n| (n * 7 % 5) ^ (n % 2)).map(|n| n % 5).collect();
    let history: Vec<&str> = order.iter().map(|n| texts[*n].as_str()).collect();
    let (weave, classes) = weave(&history);
    let mut once: Vec<&str> = Vec::new();
    for text in &history {
        if !once.contains(text) {
            once.push(text);
        }
    }
    let (alone, _) = self::weave(&once);
    assert_eq!((weave.versions(), weave.texts(), weave.size()), (200, once.len(), alone.size()));
    for (ix, text) in history.iter().enumerate() {
        assert_eq!(weave.project(n(ix)), parse(text));
        assert_eq!(weave.text(n(ix)), once.iter().position(|known| known == text));
        let same = ix > 0 && history[ix - 1] == *text;
        assert_eq!(classes[ix], if same { Class::None } else { Class::Text }, "version {}", ix + 1);
    }
    assert!(weave.to_bytes().len() < alone.to_bytes().len() + 2 * 200, "a version is a number");
    let pair = |old: &str, new: &str| {
        let (weave, _) = self::weave(&[old, new]);
        show(&weave.redline(n(0), n(1)))
    };
    for ix in 1..history.len() {
        assert_eq!(show(&weave.redline(n(ix - 1), n(ix))), pair(history[ix - 1], history[ix]));
    }
}

#[test]
fn a_new_text_goes_on_from_the_version_before_it() {
    let old = format!("# Terms\n\n{ONE}\n\n- {TWO}\n- {THREE}");
    let error = "An error occurred.";
    let new = old.replace("thirty", "ninety");
    let newer = new.replace("- ", "1. ");
    let texts = [&old, error, &old, &new, error, &new, &newer, &old, &newer];
    let (weave, _) = weave(&texts.map(|text| text as &str));
    let (alone, _) = self::weave(&[&old, &new, &newer]);
    assert_eq!(weave.texts(), 4);
    for (a, b, version) in [(0, 3, 1), (2, 3, 1), (5, 6, 2)] {
        assert_eq!(weave.redline(n(a), n(b)), alone.redline(n(version - 1), n(version)));
    }
    for (ix, text) in texts.iter().enumerate() {
        assert_eq!(weave.project(n(ix)), parse(text));
    }
    let kept = Weave::from_bytes(&weave.to_bytes()).expect("what was written");
    assert_eq!(kept.redline(n(7), n(8)), weave.redline(n(7), n(8)));
}

#[test]
fn an_emptied_policy_is_deleted_text() {
    check("a\n\nb", "", "[-a-]\n[-b-]");
    check("", "a", "{+a+}");
}

#[test]
fn a_space_that_is_another_one_leaves_the_words_around_it_alone() {
    let old = "Read\u{a0}these\u{a0}terms\u{a0}with\u{a0}care.";
    check(old, &old.replace('\u{a0}', " "), "Read these terms with care.");
    check("Keep\u{a0}it\u{a0}30 days.", "Keep it 90 days.", "Keep it [-30-]{+90+} days.");
}

#[test]
fn another_date_is_one_mark() {
    check("Of March 3rd, 2026.", "Of March 4, 2026.", "Of [-March 3rd, 2026-]{+March 4, 2026+}.");
    check("Of 1 May 2568.", "Of 1 May 2026.", "Of [-1 May 2568-]{+1 May 2026+}.");
}

#[test]
fn the_same_date_in_another_notation_is_no_change_of_words() {
    let pairs = [
        ("Updated: December 1, 2025", "Updated: 1 December 2025"),
        ("Le 1er août 2024.", "Le August 1, 2024."),
        ("ประกาศ ณ วันที่ ๑ ธันวาคม พ.ศ. ๒๕๖๘ นี้", "ประกาศ ณ วันที่ 1 ธ.ค. 68 นี้"),
    ];
    for (old, new) in pairs {
        let redline = weave(&[old, new]).0.redline(n(0), n(1));
        assert_eq!((redline.class(), redline.words_added, redline.words_removed), (Class::Formatting, 0, 0), "{new}");
        let was: Vec<_> = redline.leaves[0].pieces().iter().filter_map(|p| p.alike.clone()).collect();
        assert_eq!(was.len(), 1, "{new}");
        assert!(old.contains(&was[0]), "{new}");
    }
}

#[test]
fn what_looks_the_same_is_no_change_of_words() {
    let pairs = [
        ("Données personnelles: 30\u{a0}jours", "Donne\u{301}es personnelles: 30\u{202f}jours"),
        ("per\u{2060}sonal\u{feff} data", "personal data"),
        ("ต่าง ๆ และอื่น ๆ", "ต่างๆ และอื่นๆ"),
        ("`a\u{200b}b` x", "`ab` x"),
        ("가나다 라", "\u{1100}\u{1161}\u{1102}\u{1161}\u{1103}\u{1161} 라"),
    ];
    for (old, new) in pairs {
        let (weave, classes) = weave(&[old, new]);
        let redline = weave.redline(n(0), n(1));
        assert_eq!((classes[1], redline.class()), (Class::Formatting, Class::Formatting), "{new}");
        assert_eq!((redline.words_added, redline.words_removed, redline.changes()), (0, 0, vec![None]), "{new}");
        assert!(redline.is_unchanged() && redline.leaves[0].looks_alike(), "{new}");
        let older =
            redline.leaves[0].pieces().iter().map(|p| p.alike.as_ref().unwrap_or(&p.text).as_str()).collect::<String>();
        assert_eq!(older, parse(old).leaves[0].text, "nothing is lost");
    }
}

#[test]
fn a_rewritten_sentence_is_shown_whole() {
    let text = |middle: &str| format!("{ONE} {middle} {TWO}");
    let old = "We may use the prompts that you type and the recorded sessions of your machines to find faults in our service.";
    let new = "Where partners work with recorded sessions, those who run machines keep them apart, so nobody looks for faults at night.";
    check(&text(old), &text(new), &format!("{ONE}[- {old}-]{{+ {new}+}} {TWO}"));
}

#[test]
fn rows_that_are_sorted_anew_moved() {
    let row = |name: &str| format!("| {name} | does something | far away |\n");
    let table =
        |names: &[&str]| format!("| a | b | c |\n|--|--|--|\n{}", names.iter().map(|n| row(n)).collect::<String>());
    let (weave, _) = weave(&[&table(&["Zeta", "Alpha", "Mid"]), &table(&["Alpha", "Mid", "Zeta"])]);
    let redline = weave.redline(n(0), n(1));
    let moved: Vec<_> = redline.leaves.iter().filter_map(|l| Some((l.change, l.moved?))).collect();
    assert_eq!((moved.len(), redline.words_added, redline.words_removed), (6, 0, 0));
    assert!(moved.iter().all(|(_, m)| m.number == 1 && !m.edited), "{moved:?}");
}

#[test]
fn a_long_table_keeps_its_rows() {
    let row = |n: usize| format!("| vendor {n} | does thing {} | {} |", n % 7, ["near", "far"][n % 2]);
    let table = |rows: &mut dyn Iterator<Item = String>, head: &str| {
        format!("{head}\n{}\n{}", head.replace(['a', 'b', 'c', 'd'], "--"), rows.collect::<Vec<_>>().join("\n"))
    };
    let old = table(&mut (0..2000).map(row), "| a | b | c |");
    let wider = table(&mut (0..2000).map(|n| row(n) + " yes |"), "| a | b | c | d |");
    let sorted = table(&mut (0..2000).map(|n| row(n * 7919 % 2000)), "| a | b | c |");
    let words = |new: &str| {
        let (weave, _) = weave(&[&old, new]);
        let redline = weave.redline(n(0), n(1));
        (redline.words_added, redline.words_removed)
    };
    assert_eq!(words(&wider), (2001, 0));
    assert_eq!(words(&sorted), (0, 0));
}

#[test]
fn the_cells_of_a_row_stand_together() {
    let old = "|a|b|\n|-|-|\n|x|1|\n|y|2|\n|z|3|";
    let new = "|a|b|c|\n|-|-|-|\n|x|1|no|\n|z|3|yes|";
    check(old, new, "a\nb\n{+c+}\nx\n1\n{+no+}\n[-y-]\n[-2-]\nz\n3\n{+yes+}");
    check(new, old, "a\nb\n[-c-]\nx\n1\n[-no-]\n{+y+}\n{+2+}\nz\n3\n[-yes-]");
    let first = "|c|a|b|\n|-|-|-|\n|no|x|1|\n|yes|z|3|";
    check(first, old, "[-c-]\na\nb\n[-no-]\nx\n1\n{+y+}\n{+2+}\n[-yes-]\nz\n3");
}

const ONE: &str = "The office keeps what you send for thirty days.";
const TWO: &str = "After that it is erased, and nobody can read it any more.";
const THREE: &str = "You may ask at any time which of your data the office has.";

#[test]
fn a_split_is_an_end_that_came_and_a_merger_one_that_went() {
    let (joined, apart) = (format!("{ONE} {TWO}"), format!("{ONE}\n\n{TWO}"));
    check(&joined, &apart, &format!("{ONE}[- -]{{+¶+}}{TWO}"));
    check(&apart, &joined, &format!("{ONE}[-¶-]{{+ +}}{TWO}"));
    check(&format!("- {joined}"), &format!("- {ONE}\n- {TWO}"), &format!("{ONE}[- -]{{+¶+}}{TWO}"));
    let (weave, classes) = weave(&[&joined, &apart, &joined, &apart]);
    assert_eq!(classes[1..], [Class::Formatting; 3]);
    assert!(weave.redline(n(0), n(2)).is_unchanged() && weave.redline(n(1), n(3)).is_unchanged());
}

#[test]
fn what_moved_is_known_in_both_places_though_it_was_edited() {
    let heading = "## Erasure";
    let old = format!("{heading}\n\n{ONE}\n\n{TWO}\n\n## Rights\n\n{THREE} {THREE} {THREE}\n\n{THREE} Soon.");
    let new = format!(
        "## Rights\n\n{THREE} {THREE} {THREE}\n\n{THREE} Soon.\n\n{heading}\n\n{}\n\n{TWO}",
        ONE.replace("thirty", "ninety")
    );
    let (weave, _) = weave(&[&old, &new]);
    let redline = weave.redline(n(0), n(1));
    let moved: Vec<_> = redline.leaves.iter().filter_map(|l| Some((l.change, l.moved?))).collect();
    assert_eq!(moved.len(), 6, "a heading and two paragraphs, here and there");
    assert!(moved.iter().all(|(_, m)| m.number == 1 && m.edited), "{moved:?}");
    assert_eq!(moved.iter().filter(|(_, m)| m.first).count(), 2);
    assert_eq!((redline.words_added, redline.words_removed), (1, 1), "the word that was edited on the way");
}

#[test]
fn a_block_that_stays_parts_two_moves() {
    let stays = |n: usize| format!("Part {n}: {THREE} {THREE} {THREE}");
    let old = [ONE, &stays(1), TWO, &stays(2), &stays(3)].join("\n\n");
    let new = [&stays(1), &stays(2), ONE, &stays(3), TWO].map(str::to_owned).join("\n\n");
    let (weave, _) = weave(&[&old, &new]);
    let redline = weave.redline(n(0), n(1));
    let moves: Vec<_> =
        redline.leaves.iter().filter_map(|l| Some((l.change, l.moved?.number, l.moved?.first))).collect();
    use Change::{Deleted, Inserted};
    let expected = [(Deleted, 1, true), (Deleted, 2, true), (Inserted, 1, true), (Inserted, 2, true)];
    assert_eq!(moves, expected, "each has a way of its own");
}

#[test]
fn columns_come_and_go_cell_by_cell() {
    let old = "|Copy|Fee|\n|-|-|\n|Paper|10|\n|Disk|50|";
    let new = "|Copy|Unit|Fee|\n|-|-|-|\n|Paper|page|10|\n|Disk|piece|60|";
    check(old, new, "Copy\n{+Unit+}\nFee\nPaper\n{+page+}\n10\nDisk\n{+piece+}\n[-50-]{+60+}");
    let (weave, _) = weave(&[old, new]);
    let columns: Vec<usize> = weave.redline(n(1), n(0)).leaves.iter().map(|l| l.column).collect();
    assert_eq!(columns, [0, 1, 2, 0, 1, 2, 0, 1, 2]);
}

#[test]
fn a_number_that_moved_up_is_no_change_of_words() {
    let (weave, _) = weave(&["## 3. Scope\n\n3. x", "## 4. Scope\n\n4. x"]);
    let redline = weave.redline(n(0), n(1));
    assert!(redline.leaves[0].renumbered && (redline.words_added, redline.words_removed) == (0, 0));
    assert_eq!(show(&redline), "[-3-]{+4+}. Scope\nx\n");
}

#[test]
fn far_apart_versions_are_compared_as_if_nothing_stood_between() {
    let old = format!("# Terms\n\n{ONE}\n\n{TWO}\n\n{THREE}");
    let new = old.replace("thirty", "ninety");
    let both = format!("{new}\n\nUntil then:\n\n{old}");
    let (weave, _) = weave(&[&old, &both, &new, "An error occurred.", &new]);
    let expected = format!("Terms\n{}\n{TWO}\n{THREE}\n", ONE.replace("thirty", "[-thirty-]{+ninety+}"));
    assert_eq!(show(&weave.redline(n(0), n(2))), expected);
    assert_eq!(show(&weave.redline(n(0), n(4))), expected);
    assert!(weave.redline(n(2), n(4)).is_unchanged());
}

#[test]
fn what_stood_twice_is_the_same_though_it_was_edited_since() {
    let old = format!("# Terms\n\n{ONE}\n\n{TWO}\n\n{THREE}");
    let twice = format!("# Terms\n\n{ONE}\n\n{TWO}\n\n{THREE}\n\nAnd once more:\n\n{ONE}\n\n{TWO}\n\n{THREE}");
    let second = format!("# Terms\n\nAnd once more:\n\n{}\n\n{TWO}\n\n{THREE}", ONE.replace("thirty", "ninety"));
    let (weave, _) = weave(&[&old, &twice, &second]);
    let expected =
        format!("Terms\n{{+And once more:+}}\n{}\n{TWO}\n{THREE}\n", ONE.replace("thirty", "[-thirty-]{+ninety+}"));
    assert_eq!(show(&weave.redline(n(0), n(2))), expected);
}

#[test]
fn what_comes_later_changes_no_redline() {
    let order = |parts: &[&str]| parts.join("\n\n");
    let edited = ONE.replace("thirty", "ninety");
    let texts = [
        order(&[ONE, TWO, THREE]),
        order(&[TWO, THREE, &edited]),
        order(&[&edited, TWO, ONE, THREE]),
        order(&[THREE, ONE]),
        order(&[ONE, THREE, TWO, &edited]),
        order(&[&edited, THREE, ONE, TWO]),
    ];
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let (whole, _) = weave(&texts);
    for latest in 1..texts.len() {
        let (then, _) = weave(&texts[..=latest]);
        for (a, b) in (0..=latest).flat_map(|a| (0..=latest).map(move |b| (n(a), n(b)))) {
            assert_eq!(whole.redline(a, b), then.redline(a, b), "{a} to {b}, read at {}", latest + 1);
        }
    }
}
