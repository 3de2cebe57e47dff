//! `diff --format markdown`: what a forge shows of it is what changed.

use crate::sandbox::Sandbox;
use promulgate::model::Lang;
use promulgate::pages::{Theme, markdown};
use promulgate::{document, weave};
use proptest::prelude::*;
use pulldown_cmark::{Options, Parser, html};
use std::sync::LazyLock;

static THEME: LazyLock<Theme> = LazyLock::new(|| Theme::load(None).expect("the built-in theme"));

/// What changed between two texts, for a comment.
fn told(old: &str, new: &str) -> String {
    let [old, new] = [old, new].map(|text| document::parse(text.as_bytes(), "p.md").document);
    markdown::redline_as_markdown(&THEME, &weave::redline(&old, &new), &Lang::parse("th").expect("a language"))
}

/// As a forge shows it.
fn shown(comment: &str) -> String {
    let mut page = String::new();
    html::push_html(&mut page, Parser::new_ext(comment, Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES));
    page
}

/// The text of the quotations in a page, without what stands in elements called `gone`, and without white space.
fn quoted(page: &str, gone: &str) -> String {
    let mut text: String =
        page.split("<blockquote>").skip(1).filter_map(|part| part.split("</blockquote>").next()).collect();
    while let Some((before, rest)) = text.split_once(&format!("<{gone}>")) {
        let (_, after) = rest.split_once(&format!("</{gone}>")).expect("marks are closed");
        text = format!("{before}{after}");
    }
    while let Some((before, rest)) = text.split_once("<sub>") {
        text = format!("{before}{}", rest.split_once("</sub>").expect("notes are closed").1);
    }
    text = text.replace("<!-- -->", "");
    for tag in ["p", "del", "strong", "span"] {
        text = text.replace(&format!("<{tag}>"), "").replace(&format!("</{tag}>"), "");
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    text.split_whitespace().collect()
}

fn check(old: &str, new: &str, line: &str, html: &str) {
    let comment = told(old, new);
    assert!(comment.contains(&format!("> {line}\n")), "{comment}");
    assert!(shown(&comment).contains(&format!("<p>{html}</p>")), "{}", shown(&comment));
}

#[test]
fn marks_are_seen_beside_thai_letters_and_punctuation() {
    check(
        "เราเก็บข้อมูลของท่านไว้เป็นเวลา 90 วันนับแต่วันที่ได้รับ",
        "เราเก็บข้อมูลของท่านไว้เป็นเวลา 2 ปีนับแต่วันที่ได้รับ",
        "เราเก็บข้อมูลของท่านไว้เป็นเวลา ~~90 วัน~~**2 ปี**นับแต่วันที่ได้รับ",
        "เราเก็บข้อมูลของท่านไว้เป็นเวลา <del>90 วัน</del><strong>2 ปี</strong>นับแต่วันที่ได้รับ",
    );
    check(
        "ผู้อำนวยการเป็นผู้อนุญาตให้เปิดเผยข้อมูลได้ทุกกรณี",
        "ผู้อำนวยการ(หรือผู้แทน)เป็นผู้อนุญาตให้เปิดเผยข้อมูลได้ทุกกรณี",
        "ผู้อำนวยการ<strong>(หรือผู้แทน)</strong>เป็นผู้อนุญาตให้เปิดเผยข้อมูลได้ทุกกรณี",
        "ผู้อำนวยการ<strong>(หรือผู้แทน)</strong>เป็นผู้อนุญาตให้เปิดเผยข้อมูลได้ทุกกรณี",
    );
}

#[test]
fn nothing_in_a_text_is_markup_of_the_comment() {
    let comment = told(
        "Nobody is told about this here.",
        "Tell \\@everyone in \\#12 that a\\*b costs \\$5 or \\$6: \\<img src=x>.",
    );
    let page = shown(&comment);
    assert!(!page.contains("<img") && !page.contains("<em>"), "{page}");
    for parted in ["@<!-- -->everyone", "#<!-- -->12", "<span>$</span>5"] {
        assert!(comment.contains(parted), "{comment}");
    }
}

#[test]
fn lists_tables_and_moves_are_told() {
    let comment = told(
        "1. one apple\n2. two pears\n\n| a | b |\n|---|---|\n| red | blue |\n",
        "1. one apple\n2. three pears\n\n| a | b |\n|---|---|\n| red | green |\n",
    );
    assert!(comment.contains("> 2\\. ~~two~~**three** pears"), "{comment}");
    assert!(comment.contains("> red \\| ~~blue~~**green**"), "the whole row: {comment}");
}

#[test]
fn a_change_stands_with_what_it_can_t_be_understood_without() {
    let text = |animal: &str| {
        format!(
            "# Ads\n\nIn this land we don't allow:\n\n- Alcohol\n  - for children\n  - for {animal}\n- Tobacco\n\nThe end.\n"
        )
    };
    let comment = told(&text("cats"), &text("dogs"));
    let expected = "> In this land we don't allow:\n>\n> • Alcohol\n\n> &emsp;• for ~~cats~~**dogs**\n";
    assert!(comment.contains(expected), "{comment}");
    assert!(!comment.contains("Tobacco") && !comment.contains("children"), "and with nothing else: {comment}");
    let shown = told("# Fees\n\n## Late\n\nPay 20 baht.\n", "# Fees\n\n## Late payment\n\nPay 30 baht.\n");
    assert!(shown.contains("<b>Late **payment**</b>") && shown.contains("<sub>(Late payment)</sub>"), "{shown}");
}

#[test]
fn texts_that_are_the_same_have_no_comment() {
    assert_eq!(told("a", "a"), "ไม่มีการเปลี่ยนแปลงที่มองเห็นระหว่างสองฉบับนี้\n");
}

#[test]
fn a_long_comment_leaves_whole_sections_out_and_says_so() {
    let text = |word: &str| -> String {
        (1..400).map(|n| format!("## ข้อ {n}\n\n{} {word}\n\n", format!("เรื่อง{n} ").repeat(30))).collect()
    };
    let comment = told(&text("เสมอ"), &text("ตลอดไป"));
    let length = comment.chars().count();
    assert!((40_000..65_536).contains(&length), "{length}");
    assert!(comment.ends_with(" หัวข้อที่เปลี่ยน เพราะข้อความยาวเกินไป\n"), "{}", comment.lines().last().unwrap_or_default());
    assert!(comment.matches("<b>").count() > 50);
    for quotation in comment.lines().filter(|line| line.starts_with("> ") && line.contains("เรื่อง")) {
        let words = quotation.matches("เรื่อง").count();
        assert!(words >= 30 || quotation.contains('…'), "a section is whole or not there: {quotation}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever two texts say: without what is marked as added the comment shows the old one, without what is marked as removed
    /// the new one.
    #[test]
    fn without_its_marks_a_comment_is_one_of_the_texts(
        old in "x[ก-ฮะาเแa-z0-9 (),.:;!?“”/@#$%&*_~|-]{10,60}", new in "x[ก-ฮะาเแa-z0-9 (),.:;!?“”/@#$%&*_~|-]{10,60}"
    ) {
        // every sign stands for itself
        let literal = |text: &str| -> String {
            text.chars().map(|c| if c.is_ascii_punctuation() { format!("\\{c}") } else { c.to_string() }).collect()
        };
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        let page = shown(&told(&literal(&old), &literal(&new)));
        prop_assume!(page.contains("<blockquote>"));
        prop_assert_eq!(quoted(&page, "strong"), squeezed(&old), "{}", page);
        prop_assert_eq!(quoted(&page, "del"), squeezed(&new), "{}", page);
    }
}

#[test]
fn the_comment_of_a_draft_has_the_brief_first_and_leads_to_its_pages() {
    let sandbox = Sandbox::new();
    sandbox.write("policy/privacy.md", "---\nlang: en\n---\n# Privacy\n\nWe keep your data for 90 days.\n");
    sandbox.commit("Publish");
    sandbox.git(&["checkout", "-q", "-b", "longer"]);
    sandbox.write("policy/privacy.md", "---\nlang: en\n---\n# Privacy\n\nWe keep your data for 2 years.\n");
    sandbox.write("policy/cookies.md", "---\nlang: en\n---\n# Cookies\n\nWe bake.\n");
    sandbox.commit("Keep data longer\n\nSummary: Data is kept for two years.");
    let link = ["--link", "https://preview.example.org/12", "--name", "Keep it [long]"];
    let run = sandbox.run(&[&["diff", "--draft", "longer", "--base", "main"], &link[..]].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    let comment = run.stdout;
    assert!(
        comment.starts_with(
            "<!-- promulgate: draft -->\n### [Draft: Keep it \\[long\\]](https://preview.example.org/12/)\n"
        ),
        "{comment}"
    );
    let place = |part: &str| comment.rfind(part).unwrap_or_else(|| panic!("{part} is in {comment}"));
    let order = [
        "This draft changes 2 policies. · compared with commit `",
        "#### [Cookies](https://preview.example.org/12/cookies/) · New policy",
        "#### [Privacy](https://preview.example.org/12/privacy/) · Changed",
        "[See what changed](https://preview.example.org/12/privacy/compare/last-1/)",
        "Data is kept for two years.",
        "- period: ~~90 days~~ → **2 years**",
        "> We keep your data for ~~90 days~~**2 years**.",
    ];
    assert!(order.map(place).is_sorted(), "{comment}");
    let without = sandbox.run(&["diff", "--draft", "longer", "--base", "main"]).stdout;
    assert!(without.contains("#### Privacy · Changed") && !without.contains("]("), "{without}");
    assert_eq!(sandbox.run(&["diff", "--draft", "longer", "--format", "json"]).code, 2);
    assert_eq!(sandbox.run(&["diff"]).code, 2);
    let versions = sandbox.run(&["diff", "policy/privacy.md", "policy/cookies.md", "--format", "markdown"]);
    assert_eq!(versions.code, 0, "{}", versions.stderr);
    assert!(versions.stdout.contains("<b>**Cookies**</b>"), "{}", versions.stdout);
}
