//! Rules about Thai: its letters, digits and dates, and what Markdown makes of it.

mod blocks;
mod calendar;
mod dates;
mod digits;
mod lines;
mod lists;
mod signs;
mod spelling;
mod stars;
#[cfg(test)]
mod tests;
mod unseen;
mod wrapped;

use super::{Level, Rule};
use Level::{Error, Note, Warning};

/// The rules, in the order of their ids.
pub(super) static RULES: &[Rule] = &[
    Rule::row(("TH001", "double-sara-e", Warning), "เเก้ไขเพิ่มเติม", "แก้ไขเพิ่มเติม", spelling::double_e),
    Rule::row(("TH002", "decomposed-sara-am", Note), "ก\u{e4d}\u{e32}หนด", "กำหนด", spelling::sara_am),
    Rule::row(("TH003", "mark-order", Note), "ท\u{e48}\u{e35}", "ที่", spelling::order),
    Rule::row(("TH004", "doubled-mark", Warning), "ข้\u{e49}อ ๑", "ข้อ ๑", spelling::doubled),
    Rule::row(("TH005", "long-sara-aa", Warning), "มๅตรา ๕", "มาตรา ๕", spelling::long_aa),
    Rule::row(("TH006", "look-alike-letter", Warning), "ท[U+F70A]าน", "ท่าน", spelling::look_alike),
    Rule::row(
        ("TH007", "lone-mark", Warning),
        "กรุงเทพมหานคร ได้รับความย ินยอม",
        "กรุงเทพมหานคร ได้รับความยินยอม",
        spelling::lone,
    ),
    Rule::row(("TH008", "unseen-character", Warning), "ข้อ[U+200D]มูล", "ข้อมูล", unseen::check),
    Rule::row(("TH009", "mixed-digits-in-number", Warning), "พ.ศ. 25๖๒", "พ.ศ. 2562", digits::in_number),
    Rule::row(
        ("TH010", "mixed-digits", Note),
        "มาตรา ๖ มาตรา ๗ และมาตรา 8",
        "มาตรา ๖ มาตรา ๗ และมาตรา ๘",
        digits::in_text,
    ),
    Rule::row(
        ("TH011", "impossible-date", Error),
        "ภายในวันที่ ๓๑ เมษายน ๒๕๖๙",
        "ภายในวันที่ ๓๐ เมษายน ๒๕๖๙",
        dates::impossible,
    ),
    Rule::row(("TH012", "wrong-weekday", Error), "วันอังคารที่ 5 มกราคม 2569", "วันจันทร์ที่ 5 มกราคม 2569", dates::weekdays),
    Rule::row(("TH013", "wrong-era", Error), "ตั้งแต่ปี พ.ศ. 2026", "ตั้งแต่ปี พ.ศ. 2569", dates::era),
    Rule::row(
        ("TH014", "mixed-eras", Warning),
        "1 ตุลาคม 2568 ถึง 30 กันยายน 2026",
        "1 ตุลาคม 2568 ถึง 30 กันยายน 2569",
        dates::mixed_eras,
    ),
    Rule::row(
        ("TH015", "printed-stars", Warning),
        "ต้อง ** แจ้งล่วงหน้า ** ทุกครั้ง",
        "ต้อง **แจ้งล่วงหน้า** ทุกครั้ง",
        stars::printed,
    ),
    Rule::row(
        ("TH016", "stars-beside-sign", Note),
        "คำว่า**“ข้อมูล”**หมายความว่า",
        "คำว่า“**ข้อมูล**”หมายความว่า",
        stars::beside_signs,
    ),
    Rule::row(("TH017", "changed-number", Warning), "1. ก\n3. ข\n2. ค", "1. ก\n2. ข\n3. ค", lists::renumbered),
    Rule::row(("TH018", "year-as-list", Warning), "2569. เป็นปีที่เริ่มใช้", "2569\\. เป็นปีที่เริ่มใช้", lists::year),
    Rule::row(("TH019", "thai-numeral-list", Note), "๑. ก\n๒. ข", "๑. ก\n\n๒. ข", lists::thai_numerals),
    Rule::row(("TH020", "dash-as-list", Warning), "วันที่ 1\n- 5 มกราคม", "วันที่ 1\n\\- 5 มกราคม", lists::dash),
    Rule::row(("TH021", "indented-prose", Warning), "    ด้วยสำนักงานเขตดินแดง", "ด้วยสำนักงานเขตดินแดง", lines::indent),
    Rule::row(("TH022", "heading-without-space", Warning), "##หมวด ๑", "## หมวด ๑", lines::heading),
    Rule::row(("TH023", "hard-space", Warning), "#[U+00A0]ระเบียบ", "# ระเบียบ", lines::hard_space),
    Rule::row(
        ("TH024", "table-without-rule", Warning),
        "| ก | ข |\n| 1 | 2 |",
        "| ก | ข |\n|---|---|\n| 1 | 2 |",
        lines::no_table,
    ),
    Rule::row(("TH025", "mixed-quotes", Note), "“ข้อมูลส่วนบุคคล\" หมายความว่า", "“ข้อมูลส่วนบุคคล” หมายความว่า", signs::quotes),
    Rule::row(
        ("TH026", "struck-by-tildes", Note),
        "08:00~12:00 และ 13:00~16:00 น.",
        "08:00\\~12:00 และ 13:00\\~16:00 น.",
        signs::strike,
    ),
    Rule::row(("TH027", "swallowed-word", Note), "ชื่อ <name> นามสกุล", "ชื่อ \\<name> นามสกุล", signs::angle_brackets),
    Rule::row(("TH028", "address-glued", Note), "ดู https://example.orgได้", "ดู <https://example.org>ได้", signs::address),
    Rule::row(("TH029", "broken-and-so-on", Note), "ชื่อ ที่อยู่ ฯ ล ฯ", "ชื่อ ที่อยู่ ฯลฯ", signs::and_so_on),
    Rule::row(("TH030", "cut-word", Warning), "กรุง\nเทพมหานคร", "กรุงเทพมหานคร", wrapped::check),
];
