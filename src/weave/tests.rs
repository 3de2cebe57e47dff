//! What a weave promises, on generated texts and on small stories.

use super::*;
use crate::document::{self, Document};
use crate::model::{Class, VersionNumber};
use proptest::prelude::*;

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

/// The leaf texts that are left when what is `gone` is dropped.
fn side(redline: &Redline, gone: Change) -> Vec<String> {
    let leaves = redline.leaves.iter().filter(|l| l.change != gone);
    leaves.map(|l| l.pieces.iter().filter(|p| p.change != gone).map(|p| p.text.as_str()).collect()).collect()
}

fn texts(document: &Document) -> Vec<String> {
    document.leaves.iter().map(|l| l.text.clone()).collect()
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
    assert_eq!((leaves, words), (3, 5 + 2 + 3 + 3), "nothing is stored twice");
    assert!(weave.redline(n(0), n(2)).is_unchanged());
    assert!(weave.redline(n(4), n(0)).is_unchanged());
    assert_eq!(show(&weave.redline(n(2), n(3))), show(&weave.redline(n(0), n(1))));
}

#[test]
fn an_emptied_policy_is_deleted_text() {
    check("a\n\nb", "", "[-a-]\n[-b-]");
    check("", "a", "{+a+}");
}

fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "data",
        "we",
        "share",
        "ไม่",
        "ข้อมูล",
        "ส่วนบุคคล",
        "เก็บรักษา",
        "30",
        "days",
        "**must**",
        "*may*",
        "`id`",
        "~~not~~",
        "[site](a.md)",
        "[site](b.md)",
        "x<br>y",
        "![logo](l.png)",
        "n[^1]",
        "<b>raw</b>",
        "a\nb",
        "<script>",
    ])
}

fn words() -> impl Strategy<Value = String> {
    prop::collection::vec(word(), 1..7).prop_map(|w| w.join(" "))
}

fn block() -> impl Strategy<Value = String> {
    let row = || (words(), words()).prop_map(|(a, b)| format!("|{}|{}|", a.replace('\n', " "), b.replace('\n', " ")));
    prop_oneof![
        5 => words(),
        2 => (1usize..4, words()).prop_map(|(n, w)| format!("{} {}", "#".repeat(n), w.replace('\n', " "))),
        2 => prop::collection::vec(words(), 1..4)
            .prop_map(|items| items.iter().map(|i| format!("- {}\n", i.replace('\n', " "))).collect()),
        1 => (words(), words(), words()).prop_map(|(a, b, c)| {
            let line = |t: &str| t.replace('\n', " ");
            format!("1. {}\n   - {}\n2. {}\n", line(&a), line(&b), line(&c))
        }),
        1 => prop::collection::vec(row(), 1..4)
            .prop_map(|rows| format!("{}\n|-|-|\n{}", rows[0], rows[1..].join("\n"))),
        1 => words().prop_map(|w| format!("> {}", w.replace('\n', "\n> "))),
        1 => words().prop_map(|w| format!("```\n{w}\n```")),
        1 => words().prop_map(|w| format!("[^1]: {}", w.replace('\n', " "))),
        1 => (words(), words()).prop_map(|(a, b)| format!("{}\n: {}", a.replace('\n', " "), b.replace('\n', " "))),
        1 => words().prop_map(|w| format!("<div><p>{w}</p><ul><li>{w}</ul></div>")),
        1 => Just("---".to_owned()),
    ]
}

fn blocks() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(block(), 0..9)
}

/// Several versions: each keeps a random part of the one before, with other blocks put in.
fn history() -> impl Strategy<Value = Vec<Vec<String>>> {
    let edit = (blocks(), prop::collection::vec(0u8..10, 12));
    (blocks(), prop::collection::vec(edit, 1..6)).prop_map(|(first, edits)| {
        let mut versions = vec![first];
        for (fresh, dice) in edits {
            let mut fresh = fresh.into_iter();
            let mut next = Vec::new();
            for (block, die) in versions[versions.len() - 1].iter().zip(dice) {
                match die {
                    0 => {}
                    1 => next.extend(fresh.next()),
                    2 => next.push(block.replacen("data", "facts", 1)),
                    3 => next.push(format!("{block} more")),
                    4 => next.insert(0, block.clone()),
                    _ => next.push(block.clone()),
                }
            }
            next.extend(fresh.take(1));
            versions.push(next);
        }
        versions
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_version_and_every_redline_is_exact(history in history()) {
        let documents: Vec<Document> = history.iter().map(|blocks| parse(&blocks.join("\n\n"))).collect();
        let mut weave = Weave::default();
        let classes: Vec<Class> = documents.iter().map(|d| weave.append(d)).collect();
        for (a, old) in documents.iter().enumerate() {
            prop_assert_eq!(&weave.project(n(a)), old, "version {}", a);
            for (b, new) in documents.iter().enumerate() {
                let redline = weave.redline(n(a), n(b));
                prop_assert_eq!(side(&redline, Change::Inserted), texts(old), "old side of {}..{}", a, b);
                prop_assert_eq!(side(&redline, Change::Deleted), texts(new), "new side of {}..{}", a, b);
                prop_assert!(a != b || redline.is_unchanged());
                let empty = redline.leaves.iter().flat_map(|l| &l.pieces).any(|p| p.text.is_empty());
                prop_assert!(!empty, "no piece is empty");
            }
            if a > 0 {
                let equal = &documents[a - 1] == old;
                prop_assert_eq!(classes[a] == Class::None, equal, "class of {}", a);
                let same_texts = texts(&documents[a - 1]) == texts(old);
                prop_assert!(!same_texts || classes[a] != Class::Text);
            }
        }
    }
}
