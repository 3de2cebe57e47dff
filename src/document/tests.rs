//! What Markdown becomes.

use super::*;

/// The document in one line per leaf: containers, kind, text with its marks.
fn outline(markdown: &str) -> String {
    let parsed = parse(markdown.as_bytes(), "p.md");
    let document = parsed.document;
    assert_invariants(&document);
    let mut out = String::new();
    for leaf in &document.leaves {
        let mut path = Vec::new();
        let mut at = leaf.parent;
        while let Some(ix) = at {
            path.push(format!("{}{ix}", short(&document.containers[ix].kind)));
            at = document.containers[ix].parent;
        }
        path.reverse();
        let kind = match &leaf.kind {
            LeafKind::Paragraph => "p".to_owned(),
            LeafKind::Heading(n) => format!("h{n}#{}", leaf.anchors[0]),
            LeafKind::Line => "line".into(),
            LeafKind::Cell(Cell { head, columns, rows }) => {
                let name = if *head { "th" } else { "td" };
                if (*columns, *rows) == (1, 1) { name.into() } else { format!("{name}({columns}x{rows})") }
            }
            LeafKind::Code(info) => format!("code[{info}]"),
            LeafKind::Term => "dt".into(),
            LeafKind::Rule => "hr".into(),
        };
        let mut text = String::new();
        let mut start = 0;
        for span in &leaf.spans {
            let piece = leaf.text[start..span.end].replace('\n', "↵");
            let marks: Vec<String> = span.marks.iter().map(mark).collect();
            text += &if marks.is_empty() { piece } else { format!("{{{}:{piece}}}", marks.join(" ")) };
            start = span.end;
        }
        path.push(kind);
        out += &format!("{} {text}\n", path.join(">"));
    }
    out
}

fn short(kind: &ContainerKind) -> String {
    match kind {
        ContainerKind::Quote(None) => "quote".into(),
        ContainerKind::Quote(Some(alert)) => format!("{alert:?}").to_lowercase(),
        ContainerKind::List(None) => "ul".into(),
        ContainerKind::List(Some(Numbering { start, numerals, reversed })) => {
            format!("ol{start}{}{}.", numerals.name().unwrap_or_default(), if *reversed { "!" } else { "" })
        }
        ContainerKind::Item(Item { task, number }) => {
            let task = task.map(|done| if done { "[x]" } else { "[ ]" }).unwrap_or_default();
            let number = number.map(|number| format!("({number})")).unwrap_or_default();
            format!("li{task}{number}")
        }
        ContainerKind::Aside(Aside { kind, titled }) => format!("aside({kind}{})", if *titled { "!" } else { "" }),
        ContainerKind::Caption => "caption".into(),
        ContainerKind::Table(_) => "table".into(),
        ContainerKind::Head => "head".into(),
        ContainerKind::Body => "body".into(),
        ContainerKind::Row => "tr".into(),
        ContainerKind::Footnote(label) => format!("fn({label})"),
        ContainerKind::Definitions => "dl".into(),
        ContainerKind::Definition => "dd".into(),
    }
}

fn mark(mark: &Mark) -> String {
    match mark {
        Mark::Link { href, .. } => format!("a({href})"),
        Mark::Image { src, .. } => format!("img({src})"),
        Mark::Footnote(label) => format!("fn({label})"),
        other => format!("{other:?}").to_lowercase(),
    }
}

fn assert_invariants(document: &Document) {
    for (ix, container) in document.containers.iter().enumerate() {
        assert!(container.parent.is_none_or(|p| p < ix), "parents stand first");
        assert!(
            document.leaves.iter().any(|l| l.parent == Some(ix))
                || document.containers.iter().any(|c| c.parent == Some(ix)),
            "no container is empty"
        );
    }
    for leaf in &document.leaves {
        assert_eq!(leaf.spans.last().map_or(0, |s| s.end), leaf.text.len());
        assert!(leaf.spans.is_sorted_by(|a, b| a.end < b.end && a.marks != b.marks), "{leaf:?}");
    }
}

fn check(markdown: &str, expected: &str) {
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    let outline = outline(markdown);
    let outline: Vec<&str> = outline.lines().map(str::trim_end).collect();
    assert_eq!(outline, expected, "\n{markdown}");
}

#[test]
fn paragraphs_and_headings() {
    check("# ก ข\n\na\n  b  c\n\n## A {#x}\n\n## A\n\n## A", "h1#ก-ข ก ข\np a b c\nh2#x A\nh2#a A\nh2#a-1 A");
    check("Title\n=====\nx  \ny\\\nz", "h1#title Title\np x{break:↵}y{break:↵}z");
}

#[test]
fn the_end_of_a_line_is_a_space_but_in_chinese_and_japanese() {
    check("ข้อมูล\nส่วนบุคคล\nof you\nและ", "p ข้อมูล ส่วนบุคคล of you และ");
    check("个人\n信息\nof you", "p 个人信息 of you");
}

#[test]
fn lists_tight_loose_nested_and_empty() {
    check("- a\n  - b\n- \n- c", "ul0>li1>line a\nul0>li1>ul2>li3>line b\nul0>li4>line\nul0>li5>line c");
    check("3. a\n\n   b\n4. c", "ol3.0>li1>p a\nol3.0>li1>p b\nol3.0>li2>p c");
    check("- [x] a\n- [ ] b", "ul0>li[x]1>line a\nul0>li[ ]2>line b");
}

#[test]
fn tables() {
    check(
        "|a|b|\n|-|-|\n|c|**d**|\n|e||",
        "table0>head1>tr2>th a\ntable0>head1>tr2>th b\ntable0>body3>tr4>td c\ntable0>body3>tr4>td {strong:d}
         table0>body3>tr5>td e\ntable0>body3>tr5>td",
    );
    check(
        "|a|\n|-|\n|c|*lost* \\| not|",
        "table0>head1>tr2>th a\ntable0>body3>tr4>td c\ntable0>body3>tr4>td {emphasis:lost} | not",
    );
}

#[test]
fn quotes_alerts_code_rules() {
    check("> a\n> > b\n\n> [!NOTE]\n> c", "quote0>p a\nquote0>quote1>p b\nnote2>p c");
    check("```rs x\na  b\n\n```\n\n    c\n\n---", "code[rs x] a  b↵\ncode[] c\nhr");
}

#[test]
fn footnotes_and_definitions() {
    check("a[^1]\n\n[^1]: b", "p a{fn(1):[1]}\nfn(1)0>p b");
    check("Term\n: means\n: this", "dl0>dt Term\ndl0>dd1>line means\ndl0>dd2>line this");
}

#[test]
fn inline_marks_nest() {
    check(
        "*a **b*** ~~c~~ `d  e` [f *g*](h) ![i](j)",
        "p {emphasis:a }{emphasis strong:b} {strike:c} {code:d e} {a(h):f }{a(h) emphasis:g} {img(j):i}",
    );
    check("<me@x.org> ![](a/b.png)", "p {a(mailto:me@x.org):me@x.org} {img(a/b.png):\u{fffc}}");
}

#[test]
fn raw_html_that_is_understood() {
    check("a<br>b <b>c</b> <a href=\"javascript:x\">d</a><a id=z></a>e", "p a{break:↵}b {strong:c} {a():d}e");
    check("<div><p>a <em>b</em></p>c</div>", "p a {emphasis:b}\np c");
    check("<ul><li>a<li>b<p>c</ul>", "ul0>li1>line a\nul0>li2>line b\nul0>li2>p c");
    check("<table><tr><th>a<td><p>b</p><p>c</table>d", "table0>body1>tr2>th a\ntable0>body1>tr2>td b{break:↵}c\np d");
    check("<details>\n<summary>a</summary>\n\nb\n\n</details>", "p a\np b");
    check("<!-- a -->\n\nb <!-- c --> d", "p b d");
}

#[test]
fn raw_html_that_is_not_is_text() {
    check("Hi <AppID> <script>x()</script>", "p Hi <AppID> <script>x()</script>");
    check("<script>\nx()\n</script>", "p <script> x() </script>");
    check("<svg onload=x>a</svg>", "p <svg onload=x>a</svg>");
    check("<!-- never closed\n\nb", "p <!-- never closed b");
    check("<li>a\n\nb", "ul0>li1>line a\np b");
}

#[test]
fn odd_bytes_are_shown_and_told() {
    let parsed = parse(b"\xef\xbb\xbfok\nbad \xa1\xa2 \x07", "p.md");
    assert_eq!(parsed.document.leaves[0].text, "ok bad \u{fffd}\u{fffd} \u{fffd}");
    assert!(parsed.warnings[0].to_string().starts_with("p.md, line 2: not valid UTF-8"));
}

#[test]
fn depth_is_bounded() {
    let parsed = parse(&[b'>'; 10_000], "p.md");
    assert!(parsed.document.containers.len() <= build::DEEPEST);
    let text = format!("{} x", ">".repeat(1000));
    let parsed = parse(text.as_bytes(), "p.md");
    assert_eq!(parsed.document.leaves[0].text, "x");
    assert_eq!((parsed.document.containers.len(), parsed.warnings.len()), (build::DEEPEST, 1));
    let parsed = parse("<div>".repeat(10_000).as_bytes(), "p.md");
    assert_eq!((parsed.document.leaves.len(), parsed.warnings.len()), (1, 1));
}

#[test]
fn titles_come_from_the_best_heading() {
    let title = |text: &str| parse(text.as_bytes(), "p.md").document.title().map(|title| title.into_owned());
    assert_eq!(title("## a\n\n# b"), Some("b".into()));
    assert_eq!(title("## a\n\n### b"), Some("a".into()));
    assert_eq!(title("a"), None);
}

mod tools;

/// Blocks that end, that do not, and that reach into what follows.
const BLOCKS: [&str; 54] = [
    "A paragraph.",
    "Another *paragraph*\nof two lines",
    "# Scope",
    "# Scope",
    "## Scope {#s}",
    "Setext\n===",
    "- a",
    "- b\n\n  c",
    "* d\n* e",
    "1. one",
    "2) two",
    "12 dogs",
    "> quote",
    "> - x\n> lazy",
    "```\ncode",
    "```",
    "    indented",
    "|a|b|\n|-|-|\n|c|d|e|",
    "Term\n: means",
    ": means",
    "<div>",
    "</div>",
    "<div>\n\n<p>x",
    "<!-- open",
    "-->",
    "<b>bold",
    "x</b> y",
    "<a id=z></a>",
    "[a](b.md) c",
    "[a]",
    "[a]: x.md",
    "note[^1]",
    "[^1]: b",
    "**Bold** text",
    "***",
    "ข้อ ๑",
    "<script>",
    "</script>",
    "<pre>\n\nA",
    "* * *",
    ":::note",
    ":::",
    "::x",
    "!!! tip\n    inside",
    "    - inside",
    "[TOC]",
    "{: .x #y}",
    "* TOC\n{:toc}",
    "๑. ก\n๓. ข",
    "1. a\n3. b",
    "a\n1998. b",
    "<table><tr><td>a",
    "<td colspan=2>b</table>",
    "ก**“ข”**ค www.a.org",
];

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(2000))]
    #[test]
    fn what_stood_before_is_read_as_if_it_were_new(
        old in proptest::collection::vec((0..BLOCKS.len(), 0..4usize), 0..12),
        edits in proptest::collection::vec((0..12usize, 0..3usize, 0..BLOCKS.len(), 0..4usize), 0..4),
        any in proptest::bool::weighted(0.2),
    ) {
        // what is read in whole would be most of it
        let parts = |text: &str| any || divide::next_start(text, 0).is_some();
        let text = |blocks: &[(usize, usize)]| -> String {
            let blocks = blocks.iter().filter(|(block, _)| parts(BLOCKS[*block]));
            blocks.flat_map(|(block, gap)| [BLOCKS[*block], ["\n\n", "\n", "\n \n\n", "\r\n\r\n"][*gap]]).collect()
        };
        let mut new = old.clone();
        for (at, how, block, gap) in edits {
            let at = at.min(new.len());
            match how {
                0 => new.insert(at, (block, gap)),
                1 if at < new.len() => _ = new.remove(at),
                _ if at < new.len() => new[at] = (block, gap),
                _ => {}
            }
        }
        let before = parse(text(&old).as_bytes(), "p.md");
        let new = text(&new);
        let after = parse_after(new.as_bytes(), "p.md", Some(&before));
        let alone = parse(new.as_bytes(), "p.md");
        proptest::prop_assert_eq!(&after.document, &alone.document, "{} after {}", new, text(&old));
        let again = parse_after(new.as_bytes(), "p.md", Some(&after));
        proptest::prop_assert_eq!(&again.document, &alone.document);
        // and parts make no difference
        let whole = markdown::read_whole(&new);
        proptest::prop_assert_eq!(&whole, &alone.document, "{}", new);
    }
}
