//! The evaluator's own tests, of what it does in Rust; those of the rest are in `evaluate.test.mjs`.
#![allow(clippy::unwrap_used, dead_code)] // what they leave out, the benchmark uses

mod bound;
mod truth;

use bound::{bound, marked};
use truth::Case;

#[test]
fn the_bound_weighs_words_by_their_characters() {
    assert_eq!(bound("keep it for 30 days", "keep it for 90 days"), 4);
    assert_eq!(bound("a long-lived b", "b long-lived a"), 4, "the long words stay, not the short ones");
    assert_eq!(bound("", "ข้อมูล ข้อมูล"), 12);
    assert_eq!(bound("same  words", "same words"), 0, "white space counts nothing");
    assert_eq!(bound("x a y", "a"), 2);
}

#[test]
fn what_is_marked_is_counted_in_characters() {
    assert_eq!(marked("<p>a <ins>b &amp; <em>c</em></ins> d <del class=\"x\">é</del></p>"), 4);
}

fn check(source: &str, old: [&str; 2], new: [&str; 2]) {
    let case = Case::read(source);
    let expected = case.expected().expect("marks that can be followed");
    for (side, [text, marks]) in [("old", old), ("new", new)] {
        assert_eq!((&expected[side]["text"], &expected[side]["marks"]), (&text.into(), &marks.into()), "{side}");
    }
}

#[test]
fn both_versions_come_out_of_a_case() {
    let case = Case::read("<!-- kind: split; lang: th -->\n# A\n\none.[- -]{+\n\n+}two «[-x-] y»\n");
    assert_eq!(case.version(false), "# A\n\none. two x y\n");
    assert_eq!(case.version(true), "# A\n\none.\n\ntwo  y\n");
    assert_eq!(case.expected().unwrap()["lang"], "th");
}

#[test]
fn words_must_be_marked_and_their_surroundings_may() {
    check("a «[-bc-]{+d+} e» f\n", ["abcef", "02210"], ["adef", "0210"]);
    check("ห้าม[-ไม่-]ทำ\n", ["ห้ามไม่ทำ", "000022200"], ["ห้ามทำ", "000000"]);
}

#[test]
fn marks_span_blocks_and_syntax_does_not_count() {
    let source = "1. one\n{+2. [two](https://a.example/b) **c**[^1]\n+}{+\n+}\n[^1]: note &amp; x<br>y\n";
    let case = Case::read(source);
    assert!(case.expected().is_ok());
    check("- [-a 1-]\n{+- [x] b\n+}\n", ["a1", "22"], ["b", "2"]);
    check("| a |\n|--|\n{+| 12. b |\n+}", ["a", "0"], ["a12b", "0222"]);
    check("see [-<a@b.c>-]{+<https://d.e/f>+}", ["seeabc", "000222"], ["seehttpsdef", "00022222222"]);
}
