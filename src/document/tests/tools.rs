//! What Markdown becomes where an author's tool and CommonMark read it in different ways.

use super::check;

#[test]
fn bare_addresses_are_links() {
    check(
        "See https://example.org/privacy, www.example.org or mail dpo@example.org.",
        "p See {a(https://example.org/privacy):https://example.org/privacy}, {a(http://www.example.org):www.example.org} or mail {a(mailto:dpo@example.org):dpo@example.org}.",
    );
    check("ส่งที่dpo@example.go.thได้", "p ส่งที่{a(mailto:dpo@example.go.th):dpo@example.go.th}ได้");
    check(
        "**https://a.org/b_c_d** &lt;x@y.org&gt;",
        "p {strong a(https://a.org/b_c_d):https://a.org/b_c_d} <{a(mailto:x@y.org):x@y.org}>",
    );
    check("`www.a.org` [www.b.org](c) <a href=d>www.e.org</a>", "p {code:www.a.org} {a(c):www.b.org} {a(d):www.e.org}");
    check("    https://a.org\n\n# www.b.org", "code[] https://a.org\nh1#wwwborg {a(http://www.b.org):www.b.org}");
    check(
        "|www.a.org|\n|-|\n|x|www.b.org|",
        "table0>head1>tr2>th {a(http://www.a.org):www.a.org}\ntable0>body3>tr4>td x\ntable0>body3>tr4>td {a(http://www.b.org):www.b.org}",
    );
}

#[test]
fn a_definition_begins_with_a_colon_and_white_space() {
    check("Every key.\n\n::warning\nDo not.\n\n::", "p Every key.\np ::warning Do not.\np ::");
    check("Smile\n:smile: and :x", "p Smile :smile: and :x");
    check("เวลา\n:๐๘.๐๐ น.", "p เวลา :๐๘.๐๐ น.");
    check(
        "A | B\n:-|-:\nc | d",
        "table0>head1>tr2>th A\ntable0>head1>tr2>th B\ntable0>body3>tr4>td c\ntable0>body3>tr4>td d",
    );
    check("Term\n:\tmeans\n\n```\n:x\n```", "dl0>dt Term\ndl0>dd1>line means\ncode[] :x");
}

#[test]
fn notes_between_colons() {
    check("a\n\n:::warning\nDo *not*.\n:::\n\nb", "p a\naside(warning)0>p Do {emphasis:not}.\np b");
    check("::: tip ใบเสร็จ\na\n:::", "aside(tip!)0>p {strong:ใบเสร็จ}\naside(tip!)0>p a");
    check(":::note[Read **this**]\n- a\n:::", "aside(note!)0>p {strong:Read **this**}\naside(note!)0>ul1>li2>line a");
    check("::::info\n:::{.sidebar}\na\n:::\n::::", "aside(info)0>aside()1>p a");
    check(":::{admonition} ค่าธรรมเนียม\n:class: tip\na\n:::", "aside(!)0>p {strong:ค่าธรรมเนียม}\naside(!)0>p a");
    check("::: {.callout-warning title=\"Fees\"}\na\n:::", "aside(warning!)0>p {strong:Fees}\naside(warning!)0>p a");
    check("> :::danger\n> a\n> :::", "quote0>aside(danger)1>p a");
    check("- a\n\n  :::note\n  b\n  :::", "ul0>li1>p a\nul0>li1>aside(note)2>p b");
    // what never ends, or is another thing, is shown as it is
    check(":::warning\na", "p :::warning a");
    check("```\n:::note\n:::\n```", "code[] :::note↵:::");
    check(":::image type=\"content\" source=\"a.png\":::", "p :::image type=\"content\" source=\"a.png\":::");
}

#[test]
fn attributes_and_tables_of_contents_are_no_text() {
    check("# A {: #x .y}\n\n{: .lead}\nText.\n{: .z}", "h1#x A\np Text.");
    check("* TOC\n{:toc}\n\n[link](a.md){:target=\"_blank\"} *b*{: .c}", "p {a(a.md):link} {emphasis:b}");
    check("[link](a.md){.external rel=nofollow} and f(x){.y}", "p {a(a.md):link} and f(x){.y}");
    check("## A {#b .c}\n\n|a|\n|-|\n|b|\n{: .table}", "h2#b A\ntable0>head1>tr2>th a\ntable0>body3>tr4>td b");
    check("[TOC]\n\na\n\n[[_TOC_]]\n\n[[toc]]", "p a");
    check("Use {: x} and {:toc} here.\n\n`{: .x}`", "p Use {: x} and {:toc} here.\np {code:{: .x}}");
    check("[toc]\n\n[toc]: a.md", "p {a(a.md):toc}");
}

#[test]
fn emphasis_beside_signs_without_spaces() {
    check("**“ข้อมูลส่วนบุคคล”**หมายความว่า", "p {strong:“ข้อมูลส่วนบุคคล”}หมายความว่า");
    check("含**「重点」**内容。**注意：**正文。", "p 含{strong:「重点」}内容。{strong:注意：}正文。");
    check("ให้**(ก)**และ*\"คำ\"*ต่อ~~(ข)~~ค", "p ให้{strong:(ก)}และ{emphasis:\"คำ\"}ต่อ{strike:(ข)}ค");
    check("これは**「定義」**です。**A。**B", "p これは{strong:「定義」}です。{strong:A。}B");
    check("이것은 **‘개인정보’**를 뜻한다", "p 이것은 {strong:‘개인정보’}를 뜻한다");
    check("ตาม**[ข้อ 5](a.md)**และ**`code`**ต่อ", "p ตาม{strong a(a.md):ข้อ 5}และ{strong code:code}ต่อ");
    // as it was
    check(
        "snake_case 2*3*4 a*b (**c**) **„Wort“** « *mot* »",
        "p snake_case 2{emphasis:3}4 a*b ({strong:c}) {strong:„Wort“} « {emphasis:mot} »",
    );
    check("ราคา 100 บาท*, ค่าส่ง*\n\n`**“ก”**ข`", "p ราคา 100 บาท*, ค่าส่ง*\np {code:**“ก”**ข}");
}

#[test]
fn written_numbers_are_kept_where_they_rise_with_gaps() {
    check("1. a\n3. b\n4. c", "ol1.0>li1>line a\nol1.0>li(3)2>line b\nol1.0>li3>line c");
    check("5) a\n\n7) b", "ol5.0>li1>p a\nol5.0>li(7)2>p b");
    check("1. a\n1. b\n1. c", "ol1.0>li1>line a\nol1.0>li2>line b\nol1.0>li3>line c");
    check("1. a\n2. b\n2. c", "ol1.0>li1>line a\nol1.0>li2>line b\nol1.0>li3>line c");
    check(
        "1. a\n   1. b\n   4. c\n3. d",
        "ol1.0>li1>line a\nol1.0>li1>ol1.2>li3>line b\nol1.0>li1>ol1.2>li(4)4>line c\nol1.0>li(3)5>line d",
    );
    check("1. a\n1.1 b", "ol1.0>li1>line a 1.1 b");
}

#[test]
fn a_year_that_begins_a_wrapped_line_begins_no_list() {
    check("The Act was enacted in\n1998. The rest.", "p The Act was enacted in 1998. The rest.");
    check("- The Act was enacted in\n1998. The rest.", "ul0>li1>line The Act was enacted in 1998. The rest.");
    check(
        "1. The Act was enacted in\n2541. The rest.\n2. b",
        "ol1.0>li1>line The Act was enacted in 2541. The rest.\nol1.0>li2>line b",
    );
    check("1. a\n   - b\n2. c", "ol1.0>li1>line a\nol1.0>li1>ul2>li3>line b\nol1.0>li4>line c");
    check("1. a\n- b\n2. c", "ol1.0>li1>line a\nul2>li3>line b\nol2.4>li5>line c");
    check("1997. a\n1999. b", "ol1997.0>li1>line a\nol1997.0>li(1999)2>line b");
    check("1998. a\n1999. b", "ol1998.0>li1>line a\nol1998.0>li2>line b");
}

#[test]
fn other_numerals_number_items_too() {
    check("๑. ก\n๒. ข\n๔. ค", "ol1thai.0>li1>line ก\nol1thai.0>li2>line ข\nol1thai.0>li(4)3>line ค");
    check("๑. ก\n๓. ข\n\n1. a\n2. b", "ol1thai.0>li1>p ก\nol1thai.0>li(3)2>p ข\nol1.3>li4>p a\nol1.3>li5>p b");
    check("๑๒) ก", "ol12thai.0>li1>line ก");
    check("١. أ\n٢. ب", "ol1arabic-indic.0>li1>line أ\nol1arabic-indic.0>li2>line ب");
    check("ข้อ ๑. ก\n๑.๑ ข\n\n๒๕๖๘. ค", "p ข้อ ๑. ก ๑.๑ ข\np ๒๕๖๘. ค");
    check("ตามประกาศ\n๒. ข\n\n`๑. ก`\n\n    ๑. ก", "p ตามประกาศ ๒. ข\np {code:๑. ก}\ncode[] ๑. ก");
}

#[test]
fn cells_of_raw_tables_fill_places() {
    check(
        "<table><caption>Fees</caption><tr><th rowspan=\"2\">Fee<td>10</tr><tr><td>20</tr><tr><td colspan=2>free</table>",
        "table0>caption1>line Fees\ntable0>body2>tr3>th(1x2) Fee\ntable0>body2>tr3>td 10\ntable0>body2>tr4>td 20\ntable0>body2>tr5>td(2x1) free",
    );
    check(
        "<table>\n<colgroup><col></colgroup>\n<thead><tr><th>a</th></tr></thead>\n\n<tbody>\n\n<tr>\n\n<td>b</td></tr>\n</tbody></table>\n\nc",
        "table0>head1>tr2>th a\ntable0>body3>tr4>td b\np c",
    );
    check(
        "<table><tr><td>A<table><tr><td>inner 1</td></tr></table></td><td>B</td></tr></table>",
        "table0>body1>tr2>td A{break:↵↵↵}inner 1\ntable0>body1>tr2>td B",
    );
    check(
        "<table><tr><td colspan=\"-1\" rowspan=x>a</td><td colspan=99999>b</table>",
        "table0>body1>tr2>td a\ntable0>body1>tr2>td b",
    );
    check(
        "<table><caption>a<table><tr><td>b</table></caption><tr><td>c</table>",
        "table0>caption1>line a{break:↵↵↵}b\ntable0>body2>tr3>td c",
    );
}

#[test]
fn raw_lists_keep_their_numbers() {
    check("<ol type=a start=3><li>a<li value=7>b</ol>", "ol3lower-alpha.0>li1>line a\nol3lower-alpha.0>li(7)2>line b");
    check("<ol reversed><li>a<li>b</ol>", "ol2!.0>li1>line a\nol2!.0>li2>line b");
    check(
        "<ol type=I><li>a<li value=2>b<li value=2>c</ol>",
        "ol1upper-roman.0>li1>line a\nol1upper-roman.0>li2>line b\nol1upper-roman.0>li(2)3>line c",
    );
    check("<dl><dt><p>T</p></dt><dd><p>a</p><p>b</p></dd></dl>", "dl0>dt T\ndl0>dd1>p a\ndl0>dd1>p b");
    check("<dl><div><dt>T<dd>a<dd><ul><li>b</ul></div></dl>", "dl0>dt T\ndl0>dd1>line a\ndl0>dd2>ul3>li4>line b");
}

#[test]
fn no_sign_costs_more_than_it_is_long() {
    let started = std::time::Instant::now();
    let pieces = [
        ":::note\n",
        ":::\n",
        "**“ก",
        "”**ก",
        "{:",
        "){",
        "](",
        "[TOC]\n",
        "{: .a}\n",
        "<table>\n\n",
        "<ol><li>",
        "</ol>",
        "1. a\n3. b\n\n",
        "๑. ก\n",
        "!!! note\n",
        "    ",
        "https://",
        "www.",
        "a@",
        "a.",
        ")",
        "<caption>",
        "1998. x\n",
        "*",
        "~~",
        "{:toc}\n",
        ":x\n",
    ];
    for piece in pieces {
        super::parse(piece.repeat(100_000 / piece.len()).as_bytes(), "p.md");
    }
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}
