//! Which elements of HTML may stand in which.

/// Whether HTML lets `child` stand directly in `parent` (sections 4.4 and 4.9 of the standard); where not, a browser moves
/// it elsewhere.
pub(crate) fn fits(parent: &str, child: &str) -> bool {
    match parent {
        "table" => matches!(child, "caption" | "colgroup" | "thead" | "tbody" | "tfoot" | "tr"),
        "thead" | "tbody" | "tfoot" => child == "tr",
        "tr" => matches!(child, "td" | "th"),
        "ul" | "ol" => child == "li",
        "dl" => matches!(child, "dt" | "dd" | "div"),
        _ => !matches!(child, "caption" | "colgroup" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" | "li"),
    }
}
