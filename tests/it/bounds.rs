//! What a small text may cost: pages and redlines that are many times as long as the text they are of.

use crate::sandbox::Sandbox;
use crate::valid::faults;
use promulgate::document::{self, Parsed};
use promulgate::html::{self, Links};
use promulgate::model::VersionNumber;
use promulgate::weave::{Redline, Weave};

struct OnPage;

impl Links for OnPage {
    fn locate(&self, _: &str) -> Option<String> {
        None
    }
}

fn read(text: &str) -> Parsed {
    document::parse(text.as_bytes(), "p.md")
}

fn redline(old: &str, new: &str) -> Redline {
    let mut weave = Weave::default();
    weave.append(&read(old).document);
    weave.append(&read(new).document);
    weave.redline(VersionNumber::at(0), VersionNumber::at(1))
}

/// How many times the text its page and the redline from an edited one are at most.
fn growth(text: &str) -> usize {
    let edited = text.replace('x', "y");
    assert_ne!(text, edited);
    let redline = redline(text, &edited);
    let article = html::redline(&redline, &OnPage);
    let excerpt = html::excerpt(&redline, &OnPage, 1000).0.len();
    assert!(excerpt < 200_000, "excerpt of {excerpt} bytes");
    html::document(&read(text).document, &OnPage).len().max(article.len()) / text.len()
}

#[test]
fn a_wide_row_or_head_does_not_fill_up_many_short_rows() {
    let row = |cell: &str, count: usize| format!("|{}\n", format!("{cell}|").repeat(count));
    let wide_row = row("a", 2) + &row("-", 2) + &row("x", 2000) + &row("1", 1).repeat(4000);
    assert!(growth(&wide_row) < 20);
    let said = read(&wide_row).warnings;
    assert!(said.iter().any(|warning| warning.to_string().starts_with("p.md: table rows")), "{said:?}");
    let wide_head = row("a", 2000) + &row("-", 2000) + &row("x", 1).repeat(4000);
    assert!(growth(&wide_head) < 40);
    let html = "<table>".to_owned() + "<tr>" + &"<td>x".repeat(2000) + &"<tr><td>x".repeat(4000) + "</table>";
    assert!(growth(&html) < 20, "{}", growth(&html));
}

#[test]
fn short_rows_of_usual_tables_are_filled_up() {
    let html = html::document(&read("|a|b|c|\n|-|-|-|\n|1|\n|1|2|3|4|\n").document, &OnPage);
    assert!(html.contains("<tr><td>1</td><td></td><td></td><td></td></tr>"), "{html}");
}

#[test]
fn columns_that_came_and_went_do_not_push_cells_far() {
    let table = |width: usize, cell: &str| {
        format!("|{}\n|{}\n{}", format!("{cell}|").repeat(width), "-|".repeat(width), "|1|\n".repeat(1000))
    };
    let text = html::redline(&redline(&table(800, "old"), &table(800, "new")), &OnPage);
    assert!(text.len() < 400_000, "{}", text.len());
}

#[test]
fn a_head_is_longer_than_the_rows_below_it() {
    let head = format!("|{}\n|{}\n", "head|".repeat(400), "-|".repeat(400));
    assert!(growth(&(head + &"|x|\n|same|\n".repeat(600))) < 60);
}

#[test]
fn changes_deep_in_other_blocks_do_not_repeat_these() {
    let text = "<blockquote>".repeat(90) + &"<p>x<p>same".repeat(4000);
    assert!(growth(&text) < 30);
    // on a page that leaves out what did not change neither: the blocks around would be more than what is left out
    let deep = |word: &str| {
        let section = format!("<h2>Part</h2><p>{word}</p><h2>Other</h2><p>same</p>");
        "<blockquote>".repeat(90) + &section.repeat(4000)
    };
    let repo = Sandbox::new();
    repo.write("policy/a.md", deep("old")).commit("first");
    repo.write("policy/a.md", deep("new")).commit("second");
    let article = repo.build().article("a/v/2/changes/index.html");
    assert!(article.len() < 12 * deep("old").len(), "{} of {}", article.len(), deep("old").len());
    assert!(!article.contains("data-left-out"));
}

#[test]
fn elements_that_html_opens_again_in_every_block_are_text() {
    let open: String = (0..90).map(|n| format!("<b id=a{n}>")).collect();
    assert!(growth(&(open + &"<p>x".repeat(4000))) < 20);
}

#[test]
fn a_link_with_a_long_address_is_written_once() {
    let long = format!("[x {}](http://e.org/{})", "*a* b ".repeat(2000), "l".repeat(20_000));
    assert!(growth(&long) < 10);
    let other = long.replace("/l", "/m").replace("*a*", "*a* c");
    let text = html::redline(&redline(&long, &other), &OnPage);
    assert!(text.len() < 40 * other.len(), "{}", text.len());
}

#[test]
fn valid_where_the_depth_ends() {
    for deep in 90..104 {
        for inner in [
            "<ul><li>a</ul>",
            "<table><tr><td>a</table>",
            "<dl><dt>a<dd>b</dl>",
            "<ol><li><table><tr><th>x</table></ol>",
        ] {
            let text = format!("{}{inner}", "<blockquote>".repeat(deep));
            let html = html::document(&read(&text).document, &OnPage);
            assert_eq!(faults(&html), [""; 0], "{deep} {inner}");
        }
        let markdown = format!("{}- a\n\n{}| h |\n{0}|---|\n{0}| x |\n", "> ".repeat(deep), "> ".repeat(deep));
        assert_eq!(faults(&html::document(&read(&markdown).document, &OnPage)), [""; 0], "{deep}");
    }
}

#[test]
fn a_cell_holds_no_block() {
    let rows =
        ["| 1 | > q | # h | - x | --- | ``` |", "| 1 | <table> | <tr> | <td> |", "| 1 | 2 | [^1] | <ul><li> | <p> |"];
    for row in rows {
        let text = format!("| a |\n|---|\n{row}\n\n[^1]: n\n");
        assert_eq!(faults(&html::document(&read(&text).document, &OnPage)), [""; 0], "{row}");
    }
    let nested = "<table><tr><td>A<table><tr><td>in<table><tr><td>deep</table></td></tr></table>after</td><td>B</td></tr></table>";
    let html = html::document(&read(nested).document, &OnPage);
    assert_eq!(faults(&html), [""; 0], "{html}");
    let cell = html.split_once("</td>").expect("a cell").0;
    assert!(["A", "in", "deep", "after"].iter().all(|word| cell.contains(word)), "{html}");
    assert!(html.contains("<td>B</td></tr>"), "{html}");
}
