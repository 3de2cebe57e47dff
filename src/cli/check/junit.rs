//! Findings as a report of tests, which most CI systems read: a suite for each text, a case for each finding.

use super::Told;
use crate::check::Level;
use crate::error::{Error, Result};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::collections::BTreeMap;

pub(super) fn show<'t>(told: &[Told<'_>], texts: impl Iterator<Item = &'t str>) -> String {
    let mut suites: BTreeMap<&str, Vec<&Told<'_>>> = texts.map(|path| (path, Vec::new())).collect();
    told.iter().for_each(|finding| suites.entry(&finding.path).or_default().push(finding));
    written(&suites, told).unwrap_or_default()
}

fn written(suites: &BTreeMap<&str, Vec<&Told<'_>>>, told: &[Told<'_>]) -> Result<String> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    let failed = |findings: &mut dyn Iterator<Item = &Told<'_>>| findings.filter(|f| f.level != Level::Note).count();
    let tests: usize = suites.values().map(|findings| findings.len().max(1)).sum();
    let wrong = |e: std::io::Error| Error::environment("the report can't be written").because(e);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None))).map_err(wrong)?;
    let all = writer.create_element("testsuites");
    let all = all.with_attribute(("name", "promulgate check")).with_attribute(("tests", &*tests.to_string()));
    let all = all.with_attribute(("failures", &*failed(&mut told.iter()).to_string()));
    all.write_inner_content(|writer| {
        for (path, findings) in suites {
            let failures = failed(&mut findings.iter().copied()).to_string();
            let tests = findings.len().max(1).to_string();
            let suite = writer.create_element("testsuite").with_attribute(("name", *path));
            let suite = suite.with_attribute(("tests", &*tests)).with_attribute(("failures", &*failures));
            let suite = suite.with_attribute(("errors", "0")).with_attribute(("skipped", "0"));
            suite.write_inner_content(|writer| {
                if findings.is_empty() {
                    let case = writer.create_element("testcase").with_attribute(("name", "no findings"));
                    case.with_attribute(("classname", *path)).write_empty()?;
                }
                findings.iter().try_for_each(|finding| case(writer, path, finding))
            })?;
        }
        Ok(())
    })
    .map_err(wrong)?;
    let mut text = String::from_utf8_lossy(&writer.into_inner()).into_owned();
    text.push('\n');
    Ok(text)
}

fn case(writer: &mut Writer<Vec<u8>>, path: &str, finding: &Told<'_>) -> std::io::Result<()> {
    let line = finding.region.map_or(String::new(), |(start, _)| format!(", line {}", start.line));
    let name = format!("{} {}{line}", finding.rule.id, finding.rule.name);
    let case = writer.create_element("testcase").with_attribute(("name", &*name)).with_attribute(("classname", path));
    case.write_inner_content(|writer| {
        let place = finding.region.map_or(String::new(), |(start, _)| format!(":{}:{}", start.line, start.column));
        let text = format!("{}{place}: {}\n{}", finding.path, finding.message, finding.hint);
        let text = crate::showable::showable(&text).into_owned();
        // what is only worth a look fails no build
        let element = match finding.level {
            Level::Note => writer.create_element("system-out"),
            level => {
                let failure = writer.create_element("failure").with_attribute(("type", level.as_str()));
                failure.with_attribute(("message", &*crate::showable::showable(&finding.message)))
            }
        };
        element.write_text_content(BytesText::new(&text)).map(|_| ())
    })
    .map(|_| ())
}
