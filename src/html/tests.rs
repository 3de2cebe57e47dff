//! What documents and redlines look like as HTML.

use super::*;
use crate::document::{self, Document};
use crate::weave;

struct Terms;

impl Links for Terms {
    fn locate(&self, href: &str) -> Option<String> {
        (href == "terms.md").then(|| "../terms/index.html".into())
    }
}

fn parse(text: &str) -> Document {
    document::parse(text.as_bytes(), "p.md").document
}

fn check(markdown: &str, expected: &str) {
    let html = super::document(&parse(markdown), &Terms);
    assert_eq!(html.replace('\n', ""), expected, "{markdown}");
}

pub(super) fn check_redline(old: &str, new: &str, expected: &str) {
    let html = redline(&weave::redline(&parse(old), &parse(new)), &Terms);
    let addresses = (1..10).map(|n| format!("<a class=\"change\" id=\"c{n}\"></a>"));
    let html = addresses.fold(html.replace('\n', ""), |html, address| html.replace(&address, ""));
    assert_eq!(html, expected, "{old} → {new}");
}

mod kept;

#[test]
fn blocks() {
    check("# ก\n\na *b*\n\n---", "<h2 id=\"ก\" class=\"as-h1\">ก</h2><p>a <em>b</em></p><hr>");
    check("- a\n  1. b\n- c\n\n  d", "<ul><li><p>a</p><ol><li>b</li></ol></li><li><p>c</p><p>d</p></li></ul>");
    check("2. a\n3. b", "<ol start=\"2\"><li>a</li><li>b</li></ol>");
    check("- [x] a", "<ul><li class=\"task done\">a</li></ul>");
    check("> [!WARNING]\n> a", "<blockquote class=\"alert-warning\" data-label=\"warning\"><p>a</p></blockquote>");
    check("T\n: d", "<dl><dt>T</dt><dd>d</dd></dl>");
    check(
        "a[^n]\n\n[^n]: b",
        "<p>a<sup class=\"footnote-ref\"><a href=\"#fn.n\">[n]</a></sup></p><div class=\"footnote\" id=\"fn.n\" data-label=\"[n]\"><p>b</p></div>",
    );
    check(
        "|a|b|\n|-|-:|\n|c|d|",
        "<div class=\"table\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">a</th><th scope=\"col\" class=\"right\">b</th></tr></thead><tbody><tr><td>c</td><td class=\"right\">d</td></tr></tbody></table></div>",
    );
}

#[test]
fn links_lead_somewhere_or_say_that_they_do_not() {
    check(
        "[a](terms.md) [b](gone.md)",
        "<p><a href=\"../terms/index.html\">a</a> <span data-target=\"gone.md\" class=\"nowhere\">b</span></p>",
    );
    check(
        "# x\n\n[a](#x) [b](#y)",
        "<h2 id=\"x\" class=\"as-h1\">x</h2><p><a href=\"#x\">a</a> <span data-target=\"#y\" class=\"nowhere\">b</span></p>",
    );
    check(
        "[a](https://x.org/a b?c|d) [b](//y.org)",
        "<p>[a](<a href=\"https://x.org/a\">https://x.org/a</a> b?c|d) <a href=\"https://y.org\">b</a></p>",
    );
    check("[a](<https://x.org/a b?c|d%>)", "<p><a href=\"https://x.org/a%20b?c%7Cd%25\">a</a></p>");
    for evil in [
        "javascript:x",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "vbscript:x",
        "https://",
        "java\\script:x",
        " javascript:x",
    ] {
        let html = super::document(&parse(&format!("[a](<{evil}>)")), &Terms);
        assert!(!html.contains("href"), "{html}");
    }
}

#[test]
fn hostile_text_is_text() {
    check("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>");
    check("# T {onclick=x #\"a\"}", "<h2 id=\"&quot;a&quot;\" class=\"as-h1\">T</h2>");
    check("<img src=x onerror=alert(1)>", "<p><span data-target=\"x\" class=\"image nowhere\">image</span></p>");
    check("<a href=\"javascript:x\" onclick=y>z</a>", "<p><span>z</span></p>");
}

#[test]
fn redlines_mark_inside_leaves() {
    check_redline("- a\n- b", "- a\n- c\n- b", "<ul><li>a</li><li class=\"inserted\"><ins>c</ins></li><li>b</li></ul>");
    check_redline("a\n\nb", "a", "<p>a</p><p class=\"deleted\"><del>b</del></p>");
    check_redline(
        "go [here](https://a.org) now",
        "go [here](https://b.org) now",
        "<p>go <span class=\"reformatted\" title=\"link-changed https://a.org\"><a href=\"https://b.org\">here</a></span> now</p>",
    );
    check_redline("# A", "## A", "<h2 id=\"a\" class=\"reformatted\" title=\"was-heading 1\">A</h2>");
    check_redline(
        "one two **three** four",
        "one two **3** four",
        "<p>one two <del><strong>three</strong></del><ins><strong>3</strong></ins> four</p>",
    );
}

#[test]
fn changes_of_a_link_s_text_stand_within_the_link() {
    check_redline(
        "read our [privacy policy](https://a.org) now",
        "read our [privacy **notice**](https://a.org) now",
        "<p>read our <a href=\"https://a.org\">privacy <del>policy</del><ins><strong>notice</strong></ins></a> now</p>",
    );
    check_redline(
        "![Map of the office](https://a.org/map.png)",
        "![Map of the office with parking](https://a.org/map.png)",
        "<p><a href=\"https://a.org/map.png\" class=\"image\">Map of the office<ins> with parking</ins></a></p>",
    );
    check_redline(
        "read [the policy](https://a.org) now",
        "read [the policy](https://b.org) [and more](https://b.org) or less now",
        "<p>read <span class=\"reformatted\" title=\"link-changed https://a.org\"><a href=\"https://b.org\">the policy</a></span> <ins><a href=\"https://b.org\">and more</a> or less </ins>now</p>",
    );
}

#[test]
fn items_have_the_numbers_of_their_version() {
    check_redline(
        "1. keep names\n2. sell addresses\n3. answer letters",
        "1. keep names\n2. answer letters",
        "<ol><li>keep names</li><li class=\"deleted\"><del>sell addresses</del></li><li value=\"2\">answer letters</li></ol>",
    );
    check_redline(
        "4. keep names\n5. answer letters",
        "4. pay in time\n5. keep names\n6. answer letters",
        "<ol start=\"4\"><li class=\"inserted\"><ins>pay in time</ins></li><li>keep names</li><li>answer letters</li></ol>",
    );
    check_redline(
        "1. pay in time\n2. keep names\n3. answer letters",
        "2. keep names\n3. answer letters",
        "<ol class=\"reformatted\" title=\"was-numbered-from 1\" start=\"2\"><li class=\"deleted\" value=\"1\"><del>pay in time</del></li><li>keep names</li><li>answer letters</li></ol>",
    );
}

#[test]
fn tables_keep_their_width_in_redlines() {
    check_redline(
        "|a|\n|-|\n|same words here|",
        "|b|c|\n|-|-|\n|same words here|d|",
        "<div class=\"table\" tabindex=\"0\"><table><thead><tr class=\"deleted\"><th scope=\"col\" class=\"deleted\"><del>a</del></th><td></td></tr><tr class=\"inserted\"><th scope=\"col\" class=\"inserted\"><ins>b</ins></th><th scope=\"col\" class=\"inserted\"><ins>c</ins></th></tr></thead><tbody><tr><td>same words here</td><td class=\"inserted\"><ins>d</ins></td></tr></tbody></table></div>",
    );
}

#[test]
fn cells_that_are_gone_are_aligned_as_they_were() {
    let cells = |old: &str, new: &str| {
        let html = redline(&weave::redline(&parse(old), &parse(new)), &Terms);
        html.replace("<tr class=\"deleted\">", "<tr>")
            .split("<td")
            .skip(1)
            .filter(|cell| cell.contains("deleted"))
            .map(|cell| cell.contains("right"))
            .collect::<Vec<_>>()
    };
    let table = "|item|fee|note|\n|-|-:|-|\n|copies of records|1|per page|\n|translation of records|3|each|";
    let row_gone = "|item|fee|note|\n|-|-:|-|\n|copies of records|1|per page|";
    assert_eq!(cells(table, row_gone), [false, true, false]);
    assert_eq!(cells(table, "no table"), [false, true, false, false, true, false]);
    let column_gone = "|item|note|\n|-|-|\n|copies of records|per page|\n|translation of records|each|";
    assert_eq!(cells(table, column_gone), [false, false]);
}

#[test]
fn an_id_stands_once() {
    check_redline(
        "# Old {#x}",
        "# Wholly new {#x}",
        "<h2 class=\"as-h1 deleted\"><del>Old</del></h2><h2 id=\"x\" class=\"as-h1 inserted\"><ins>Wholly new</ins></h2>",
    );
}

/// An excerpt without the style of marks.
fn plain(redline: &Redline) -> String {
    let (html, _) = excerpt(redline, &NoLinks, usize::MAX);
    html.replace(" style=\"background:#dff3e2;color:#0c4a1c\"", "")
        .replace(" style=\"background:#fde4e1;color:#8a1409\"", "")
}

#[test]
fn excerpts_are_what_changed_under_its_heading() {
    let redline = weave::redline(
        &parse("# A\n\nb\n\n## C\n\nd e f\n\ng\n\n## H\n\ni"),
        &parse("# A\n\nb\n\n## C\n\nd e x\n\ng\n\n## H\n\ni"),
    );
    assert_eq!(plain(&redline).replace('\n', ""), "<h2 id=\"c\">C</h2><p>d e <del>[−f]</del><ins>[+x]</ins></p>");
}

#[test]
fn feeds_say_in_the_text_what_happened() {
    let check = |old: &str, new: &str, expected: &str| {
        let html = plain(&weave::redline(&parse(old), &parse(new)));
        assert_eq!(html.replace('\n', ""), expected, "{old} → {new}");
    };
    check(
        "one **two** three",
        "one two three",
        "<p>one <span class=\"reformatted\" title=\"bold-removed\">two</span> <small>(bold-removed)</small> three</p>",
    );
    check(
        "# A",
        "## A",
        "<h2 id=\"a\" class=\"reformatted\" title=\"was-heading 1\">A <small>(was-heading 1)</small></h2>",
    );
    check(
        "one two three.\n\nfour five six.",
        "one two three. four five six.",
        "<div class=\"paragraphs\">one two three.<del>[−¶ ]</del><ins> </ins>four five six.</div>",
    );
    check(
        "|a|b|\n|-|-|\n|one|two|\n|three|four|",
        "|a|b|\n|-|-|\n|one|two|\n|three|five|",
        "<div class=\"table\"><table><tbody><tr><td>three</td><td><del>[−four]</del><ins>[+five]</ins></td></tr></tbody></table></div>",
    );
    let (here, there) = ("We keep what you send for thirty days.", "The office is closed at noon on Fridays.");
    check(
        &format!("{here}\n\n{there}\n\nEnd."),
        &format!("{there}\n\n{here}\n\nEnd."),
        "<p class=\"deleted moved\"><small>(moved-away)</small> <del class=\"moved\">[−We keep what you send for thirty \
         days.]</del></p><p class=\"inserted moved\"><small>(moved-here)</small> <ins class=\"moved\">[+We keep what you send \
         for thirty days.]</ins></p>",
    );
}

#[test]
fn excerpts_of_long_redlines_say_that_they_are_cut() {
    let redline = weave::redline(&parse("a\n\nb\n\nc"), &parse("a x\n\nb x\n\nc x"));
    let (html, cut) = excerpt(&redline, &NoLinks, 5);
    assert!(cut && html.contains("<p>b") && !html.contains("<p>c"), "{html}");
    assert!(!excerpt(&redline, &NoLinks, 100).1);
}

#[test]
fn excerpts_number_items_as_the_whole_does() {
    let redline =
        weave::redline(&parse("1. keep names\n2. answer letters"), &parse("1. keep names\n2. answer all letters"));
    let expected = "<ol><li value=\"2\">answer <ins>[+all ]</ins>letters</li></ol>";
    assert_eq!(plain(&redline).replace('\n', ""), expected);
}

#[test]
fn headings_on_a_page_have_no_gaps_and_look_as_written() {
    let text = "# A\n\n#### B\n\n## C";
    check(text, r#"<h2 id="a" class="as-h1">A</h2><h3 id="b" class="as-h4">B</h3><h2 id="c">C</h2>"#);
    let alone = super::document(&parse(text), &NoLinks);
    assert!(alone.contains("<h4 id=\"b\">B</h4>"), "{alone}");
}

#[test]
fn changes_on_a_page_have_addresses() {
    let check = |old: &str, new: &str, expected: &str| {
        let html = redline(&weave::redline(&parse(old), &parse(new)), &Terms);
        assert_eq!(html.replace('\n', ""), expected, "{old} → {new}");
    };
    check(
        "# C1\n\na b c\n\nd",
        "# C1\n\na x c\n\nd\n\n---",
        "<h2 class=\"as-h1\">C1</h2><p><a class=\"change\" id=\"c1\"></a>a <del>b</del><ins>x</ins> c</p><p>d</p>\
         <hr class=\"inserted\"><a class=\"change\" id=\"c2\"></a>",
    );
    check(
        "|k|v|\n|-|-|\n|a|b|",
        "|k|v|\n|-|-|\n|a|c|",
        "<div class=\"table\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">k</th><th scope=\"col\">v</th></tr>\
         </thead><tbody><tr><td>a</td><td><a class=\"change\" id=\"c1\"></a><del>b</del><ins>c</ins></td></tr></tbody>\
         </table></div>",
    );
    check(
        "- a\n- b",
        "1. a\n2. b",
        "<ol class=\"reformatted\" title=\"was-bullets\"><li>\
         <a class=\"change\" id=\"c1\"></a>a</li><li>b</li></ol>",
    );
}
