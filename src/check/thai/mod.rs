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

use super::{Level, Report, Rule, Subject};
use Level::{Error, Note, Warning};

/// A row of the table.
const fn rule(
    (id, name, level): (&'static str, &'static str, Level),
    bad: &'static str,
    good: &'static str,
    check: fn(&Subject<'_>, &mut Report),
) -> Rule {
    Rule { id, name, level, bad, good, check }
}

/// The rules, in the order of their ids.
pub(super) static RULES: &[Rule] = &[
    rule(("TH001", "double-sara-e", Warning), "เเก้ไขเพิ่มเติม", "แก้ไขเพิ่มเติม", spelling::double_e),
    rule(("TH002", "decomposed-sara-am", Note), "ก\u{e4d}\u{e32}หนด", "กำหนด", spelling::sara_am),
    rule(("TH003", "mark-order", Note), "ท\u{e48}\u{e35}", "ที่", spelling::order),
    rule(("TH004", "doubled-mark", Warning), "ข้\u{e49}อ ๑", "ข้อ ๑", spelling::doubled),
    rule(("TH005", "long-sara-aa", Warning), "มๅตรา ๕", "มาตรา ๕", spelling::long_aa),
    rule(("TH006", "look-alike-letter", Warning), "ท\u{f70a}าน", "ท่าน", spelling::look_alike),
    rule(("TH007", "lone-mark", Warning), "กรุงเทพมหานคร ได้รับความย ินยอม", "กรุงเทพมหานคร ได้รับความยินยอม", spelling::lone),
    rule(("TH008", "unseen-character", Warning), "ข้อ\u{200d}มูล", "ข้อมูล", unseen::check),
    rule(("TH009", "mixed-digits-in-number", Warning), "พ.ศ. 25๖๒", "พ.ศ. 2562", digits::in_number),
    rule(("TH010", "mixed-digits", Note), "มาตรา ๖ มาตรา ๗ และมาตรา 8", "มาตรา ๖ มาตรา ๗ และมาตรา ๘", digits::in_text),
    rule(("TH011", "impossible-date", Error), "ภายในวันที่ ๓๑ เมษายน ๒๕๖๙", "ภายในวันที่ ๓๐ เมษายน ๒๕๖๙", dates::impossible),
    rule(("TH012", "wrong-weekday", Error), "วันอังคารที่ 5 มกราคม 2569", "วันจันทร์ที่ 5 มกราคม 2569", dates::weekdays),
    rule(("TH013", "wrong-era", Error), "ตั้งแต่ปี พ.ศ. 2026", "ตั้งแต่ปี พ.ศ. 2569", dates::era),
    rule(
        ("TH014", "mixed-eras", Warning),
        "1 ตุลาคม 2568 ถึง 30 กันยายน 2026",
        "1 ตุลาคม 2568 ถึง 30 กันยายน 2569",
        dates::mixed_eras,
    ),
    rule(("TH015", "printed-stars", Warning), "ต้อง ** แจ้งล่วงหน้า ** ทุกครั้ง", "ต้อง **แจ้งล่วงหน้า** ทุกครั้ง", stars::printed),
    rule(
        ("TH016", "stars-beside-sign", Note),
        "คำว่า**“ข้อมูล”**หมายความว่า",
        "คำว่า“**ข้อมูล**”หมายความว่า",
        stars::beside_signs,
    ),
    rule(("TH017", "changed-number", Warning), "1. ก\n3. ข\n2. ค", "1. ก\n2. ข\n3. ค", lists::renumbered),
    rule(("TH018", "year-as-list", Warning), "2569. เป็นปีที่เริ่มใช้", "2569\\. เป็นปีที่เริ่มใช้", lists::year),
    rule(("TH019", "thai-numeral-list", Note), "๑. ก\n๒. ข", "๑. ก\n\n๒. ข", lists::thai_numerals),
    rule(("TH020", "dash-as-list", Warning), "วันที่ 1\n- 5 มกราคม", "วันที่ 1\n\\- 5 มกราคม", lists::dash),
    rule(("TH021", "indented-prose", Warning), "    ด้วยสำนักงานเขตดินแดง", "ด้วยสำนักงานเขตดินแดง", lines::indent),
    rule(("TH022", "heading-without-space", Warning), "##หมวด ๑", "## หมวด ๑", lines::heading),
    rule(("TH023", "hard-space", Warning), "#\u{a0}ระเบียบ", "# ระเบียบ", lines::hard_space),
    rule(
        ("TH024", "table-without-rule", Warning),
        "| ก | ข |\n| 1 | 2 |",
        "| ก | ข |\n|---|---|\n| 1 | 2 |",
        lines::no_table,
    ),
    rule(
        ("TH025", "surplus-cells", Note),
        "| ก | ข |\n|---|---|\n| 1 | 2 | 3 |",
        "| ก | ข | ค |\n|---|---|---|\n| 1 | 2 | 3 |",
        lines::surplus_cells,
    ),
    rule(("TH026", "mixed-quotes", Note), "“ข้อมูลส่วนบุคคล\" หมายความว่า", "“ข้อมูลส่วนบุคคล” หมายความว่า", signs::quotes),
    rule(
        ("TH027", "struck-by-tildes", Note),
        "08:00~12:00 และ 13:00~16:00 น.",
        "08:00\\~12:00 และ 13:00\\~16:00 น.",
        signs::strike,
    ),
    rule(("TH028", "swallowed-word", Note), "ชื่อ <name> นามสกุล", "ชื่อ \\<name> นามสกุล", signs::angle_brackets),
    rule(("TH029", "address-glued", Note), "ดู https://example.orgได้", "ดู <https://example.org>ได้", signs::address),
    rule(("TH030", "broken-and-so-on", Note), "ชื่อ ที่อยู่ ฯ ล ฯ", "ชื่อ ที่อยู่ ฯลฯ", signs::and_so_on),
];
