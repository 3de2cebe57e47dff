//! What raw HTML and written numbers become, and how they are compared.

use super::{check, check_redline};

#[test]
fn cells_keep_the_places_that_they_fill() {
    let table = |rows: &str| format!("<div class=\"table\" tabindex=\"0\"><table>{rows}</table></div>");
    check(
        "<table><caption>Fees</caption><tr><th rowspan=2>A<td>b<tr><td>c<tr><td colspan=2>d</table>",
        &table(
            "<caption>Fees</caption><tbody><tr><th scope=\"row\" rowspan=\"2\">A</th><td>b</td></tr><tr><td>c</td></tr><tr><td colspan=\"2\">d</td></tr></tbody>",
        ),
    );
    check_redline(
        "<table><caption>Fees</caption><tr><td rowspan=2>A<td>20 baht<tr><td>c</table>",
        "<table><caption>Costs</caption><tr><td rowspan=2>A<td>30 baht<tr><td>c</table>",
        &table(
            "<caption><del>Fees</del><div class=\"inserted\"><ins>Costs</ins></div></caption><tbody><tr><td rowspan=\"2\">A</td><td><del>20</del><ins>30</ins> baht</td></tr><tr><td>c</td></tr></tbody>",
        ),
    );
    check_redline(
        "<table><tr><td>A<td>b<tr><td>c</table>",
        "<table><tr><td>A<td>b<tr><td colspan=2>c</table>",
        &table(
            "<tbody><tr><td>A</td><td>b</td></tr><tr><td colspan=\"2\" class=\"reformatted\" title=\"was-filling 1 × 1\">c</td></tr></tbody>",
        ),
    );
}

#[test]
fn a_table_has_one_caption() {
    check_redline(
        "<table><caption>Fees of the office</caption><tr><td>a</table>",
        "<table><caption>What it costs</caption><tr><td>a</table>",
        "<div class=\"table\" tabindex=\"0\"><table><caption><del>Fees of the office</del><div class=\"inserted\"><ins>What it costs</ins></div></caption><tbody><tr><td>a</td></tr></tbody></table></div>",
    );
}

#[test]
fn items_keep_their_written_numbers() {
    check("1. a\n3. b\n4. c", "<ol><li>a</li><li value=\"3\">b</li><li>c</li></ol>");
    check("๑. ก\n๒. ข", "<ol class=\"thai\"><li>ก</li><li>ข</li></ol>");
    check("<ol reversed><li>a<li>b</ol>", "<ol reversed=\"\" start=\"2\"><li>a</li><li>b</li></ol>");
    // a clause is repealed, and the next one keeps its number
    check_redline(
        "1. a\n2. b\n3. c",
        "1. a\n3. c",
        "<ol><li>a</li><li class=\"deleted\"><del>b</del></li><li>c</li></ol>",
    );
    // another comes in the gap
    check_redline(
        "1. a\n3. c",
        "1. a\n2. b\n3. c",
        "<ol><li>a</li><li class=\"inserted\"><ins>b</ins></li><li>c</li></ol>",
    );
    // a clause has another number
    check_redline(
        "1. a\n3. c",
        "1. a\n4. c",
        "<ol><li>a</li><li class=\"reformatted\" title=\"was-number 3\" value=\"4\">c</li></ol>",
    );
    check_redline(
        "1. a\n2. c",
        "1. a\n2. b\n3. c",
        "<ol><li>a</li><li class=\"inserted\"><ins>b</ins></li><li>c</li></ol>",
    );
    check_redline(
        "1. a\n2. b",
        "๑. a\n๒. b",
        "<ol class=\"thai reformatted\" title=\"was-numbered-otherwise\"><li>a</li><li>b</li></ol>",
    );
}

#[test]
fn notes_are_called_as_their_authors_tools_call_them() {
    check(
        ":::warning\na\n:::",
        "<div class=\"aside aside-warning\" role=\"note\" data-label=\"warning\"><p>a</p></div>",
    );
    check(
        "!!! note \"Fees\"\n    a\n\n    - b\nc",
        "<div class=\"aside aside-note\" role=\"note\"><p><strong>Fees</strong></p><p>a</p><ul><li>b</li></ul></div><p>c</p>",
    );
    check_redline(
        ":::tip\na\n:::",
        ":::danger\na\n:::",
        "<div class=\"aside aside-danger reformatted\" title=\"was-aside-of tip\" role=\"note\" data-label=\"danger\"><p>a</p></div>",
    );
}
