//! What a rule finds, why that matters, and what to write instead.

use crate::check::{Catalogue, Rule, rule, rules};
use crate::error::{Error, Result};
use std::fmt::Write as _;

pub(super) fn explain(name: &str, catalogue: &Catalogue) -> Result<String> {
    if name == "all" {
        let line =
            |rule: &Rule| format!("{}  {:<7}  {}: {}\n", rule.id, rule.level.as_str(), rule.name, catalogue.what(rule));
        return Ok(rules().map(line).collect());
    }
    let unknown =
        || Error::misuse(format!("there is no rule `{name}`")).hint("`promulgate check --explain all` lists the rules");
    Ok(whole(rule(name).ok_or_else(unknown)?, catalogue))
}

fn whole(rule: &Rule, catalogue: &Catalogue) -> String {
    let mut out = String::new();
    let level = catalogue.text(&format!("level-{}", rule.level.as_str()), &[]);
    let _ = writeln!(out, "{} {} ({level})", rule.id, rule.name);
    let _ = writeln!(out, "\n{}\n{}", catalogue.what(rule), catalogue.why(rule));
    for (key, text) in [("explain-bad", rule.bad), ("explain-good", rule.good)] {
        let _ = writeln!(out, "\n{}", catalogue.text(key, &[]));
        text.lines().for_each(|line| _ = writeln!(out, "    {line}").is_ok());
    }
    let off = [("rule", rule.id.into())];
    let _ = writeln!(out, "\n{}", catalogue.text("explain-off", &off));
    out
}
