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
        Change::Same => p.text.clone(),
        Change::Deleted => format!("[-{}-]", p.text),
        Change::Inserted => format!("{{+{}+}}", p.text),
        Change::Reformatted => format!("<{}>", p.text),
    };
    redline.leaves.iter().map(|l| l.pieces.iter().map(piece).collect::<String>() + "\n").collect()
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
fn an_emptied_policy_is_deleted_text() {
    check("a\n\nb", "", "[-a-]\n[-b-]");
    check("", "a", "{+a+}");
}
