//! `promulgate check` on real repositories: which texts it reads, what it prints in each format, what it mends.

use crate::sandbox::{Run, Sandbox};
use serde_json::Value;

/// A repository whose published policy has a link to a file that is there.
fn office() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("policy/fees.md", "# ค่าธรรมเนียม\n\nดู[ระเบียบ](rules.md#ขอบเขต)\n");
    sandbox.write("policy/rules.md", "# ระเบียบ\n\n## ขอบเขต\n\nฉบับละ 30 บาท\n");
    sandbox.commit("Publish the fees");
    sandbox
}

fn check(sandbox: &Sandbox, arguments: &[&str]) -> Run {
    sandbox.run(&[&["check"], arguments].concat())
}

fn json(sandbox: &Sandbox, arguments: &[&str]) -> Vec<Value> {
    let run = check(sandbox, &[&["--format", "json"], arguments].concat());
    let report: Value =
        serde_json::from_str(&run.stdout).unwrap_or_else(|e| panic!("{e}: {} {}", run.stdout, run.stderr));
    report["findings"].as_array().expect("a list").clone()
}

fn rules(findings: &[Value]) -> Vec<String> {
    let of = |finding: &Value| {
        format!("{} {}", finding["rule"].as_str().unwrap_or(""), finding["path"].as_str().unwrap_or(""))
    };
    findings.iter().map(of).collect()
}

#[test]
fn edits_that_nobody_committed_are_checked() {
    let office = office();
    let clean = check(&office, &[]);
    assert_eq!((clean.code, clean.stdout.as_str()), (0, "2 texts checked, nothing found\n"));
    office.write("policy/rules.md", "# ระเบียบ\n\n## ขอบเขตการใช้\n\nฉบับละ 30 บาท\n");
    office.write("policy/new.md", "# ใหม่\n\nให้เเก้ไข\n");
    assert_eq!(rules(&json(&office, &[])), ["PM003 policy/fees.md", "TH001 policy/new.md", "PM004 policy/rules.md"]);
    assert_eq!(rules(&json(&office, &["policy/rules.md"])), ["PM004 policy/rules.md"], "one file");
    let run = office.run_in(&office.repo().join("policy"), &["check", "new.md", "--lang", "th"], &[]);
    assert!(run.stdout.contains("คำเตือน[TH001]: พิมพ์ “เเ”"), "{}", run.stdout);
    assert!(run.stdout.contains("--> policy/new.md:3:4") && run.stdout.contains("= วิธีแก้ไข: "), "{}", run.stdout);
    assert_eq!(run.code, 0, "a warning fails nothing");
    assert_eq!(check(&office, &["policy/new.md", "--fail-level", "warning"]).code, 1);
    assert_eq!(check(&office, &[]).code, 1);
}

#[test]
fn the_caret_stands_below_the_letters_that_are_meant() {
    let office = office();
    office.write("policy/new.md", "# ที่อยู่\n\nที่นี้ให้เเก้ไข\n");
    let run = check(&office, &["policy/new.md"]);
    let line = run.stdout.lines().position(|line| line.starts_with("3 |")).expect("the line");
    let (text, caret) = (run.stdout.lines().nth(line).expect("text"), run.stdout.lines().nth(line + 1).expect("marks"));
    // signs above and below letters take no room in a terminal
    let wide = |c: &char| !matches!(*c, '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}');
    let before = text.split("เเ").next().expect("a part").chars().filter(wide).count();
    assert_eq!(caret.find('^'), Some(before), "{text}\n{caret}");
    assert_eq!(caret.matches('^').count(), 2);
}

#[test]
fn what_is_staged_is_checked_as_a_commit_would_have_it() {
    let office = office();
    office.write("policy/fees.md", "# ค่าธรรมเนียม\n\nดู[ระเบียบ](gone.md)\n");
    assert_eq!(rules(&json(&office, &["--staged"])), [""; 0], "nothing is staged");
    office.git(&["add", "policy/fees.md"]);
    office.write("policy/fees.md", "# ค่าธรรมเนียม\n");
    assert_eq!(rules(&json(&office, &["--staged"])), ["PM003 policy/fees.md"]);
    assert_eq!(rules(&json(&office, &[])), [""; 0], "the file itself is in order");
}

#[test]
fn a_range_of_commits_is_checked_with_its_message() {
    let office = office();
    office.write("policy/rules.md", "# ระเบียบ\n\nฉบับละ 30 บาท\n").commit("Shorten\n\nEffective-Date: soon");
    let found = json(&office, &["HEAD~1..HEAD"]);
    assert_eq!(rules(&found), ["PM004 policy/rules.md", "PM014 commit message"]);
    assert_eq!(found[1]["start"], serde_json::json!({ "line": 3, "column": 17 }));
    assert_eq!(rules(&json(&office, &["HEAD~1.."])).len(), 2);
    assert_eq!(check(&office, &["HEAD~1..HEAD", "--fix"]).code, 2);
    assert_eq!(check(&office, &["HEAD~9..HEAD"]).code, 1, "there is no such commit");
}

#[test]
fn a_message_is_checked_without_its_comments() {
    let office = office();
    office.write("policy/rules.md", "# ระเบียบ\n\n## ขอบเขต\n\nฉบับละ 40 บาท\n");
    office.write("message", "ปรับค่าธรรมเนียม\n\nEffective-Date: tomorrow\n# Change-Type: nothing\n");
    let found = json(&office, &["policy/rules.md", "--message", "message"]);
    let dates: Vec<&Value> = found.iter().filter(|finding| finding["rule"] == "PM014").collect();
    assert_eq!(dates.len(), 1);
    assert_eq!((dates[0]["path"].as_str(), dates[0]["in"].as_str()), (Some("message"), Some("message")));
    assert!(!found.iter().any(|finding| finding["rule"] == "PM013"));
}

#[test]
fn comments_and_settings_turn_rules_off() {
    let office = office();
    let bad = "ดู[ระเบียบ](gone.md)\n";
    office.write(
        "policy/fees.md",
        format!("# ก\n\n<!-- promulgate-disable-next-line PM003 -- comes later -->\n{bad}\n{bad}"),
    );
    let lines = |found: &[Value]| found.iter().map(|f| f["start"]["line"].as_u64().unwrap_or(0)).collect::<Vec<_>>();
    assert_eq!(lines(&json(&office, &[])), [6]);
    office.write(
        "policy/fees.md",
        format!("# ก\n\n{bad}\n<!-- promulgate-disable broken-link -->\n\n{bad}\n<!-- promulgate-enable -->\n\n{bad}"),
    );
    assert_eq!(lines(&json(&office, &[])), [3, 11]);
    office.write("promulgate.toml", "[check]\ndisable = { \"fees.md\" = [\"PM003\"] }\n");
    assert_eq!(rules(&json(&office, &[])), [""; 0]);
    office.write("promulgate.toml", "[check]\ndisable = { \"*.md\" = [\"PM999\"] }\n");
    let run = check(&office, &[]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("promulgate.toml: there is no rule `PM999`"), "{}", run.stderr);
}

#[test]
fn only_what_is_safe_is_mended() {
    let office = office();
    let bad = "\u{feff}# ใหม่\r\n\r\nให้เเก้ไข [ระเบียบ](gone.md) ที่ [เว็บ](www.example.go.th)\r\n";
    office.write("policy/new.md", bad);
    let shown = check(&office, &["--fix", "--diff"]);
    assert_eq!(shown.code, 0, "{}", shown.stderr);
    assert!(shown.stdout.contains("+++ b/policy/new.md") && shown.stdout.contains("+ให้แก้ไข"), "{}", shown.stdout);
    let read = || std::fs::read_to_string(office.repo().join("policy/new.md")).expect("read");
    assert_eq!(read(), bad, "nothing was written");
    let run = check(&office, &["--fix"]);
    assert_eq!(read(), bad.replace("เเ", "แ").replace("(www.", "(https://www."));
    assert_eq!(run.code, 1, "what needs a person is still there");
    assert!(run.stdout.contains("PM003") && !run.stdout.contains("TH001"), "{}", run.stdout);
    assert_eq!(check(&office, &["--diff"]).code, 2, "there is nothing to show without --fix");
}

#[test]
fn annotations_of_github_are_escaped() {
    let office = office();
    office.write("policy/a,b: 100%.md", "# ก\n\n[x](50%25.md)\n");
    let run = check(&office, &["--format", "github", "policy/a,b: 100%.md"]);
    let expected = "::error file=policy/a%2Cb%3A 100%25.md,line=3,col=1,endColumn=14,title=PM003 broken-link::there is no file \
                    `policy/50%25.md`%0Acorrect the address, or add the file\n";
    assert_eq!((run.stdout.as_str(), run.code), (expected, 1));
}

#[test]
fn a_finding_keeps_its_fingerprint_when_lines_above_it_come() {
    let office = office();
    let prints = |text: &str| -> Vec<String> {
        office.write("policy/new.md", text);
        let run = check(&office, &["--format", "gitlab"]);
        let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
        let issues = report.as_array().expect("a list").iter();
        issues.map(|issue| issue["fingerprint"].as_str().expect("a text").to_owned()).collect()
    };
    let before = prints("# ก\n\n[x](gone.md)\n\n[x](gone.md)\n");
    assert!(before.len() == 2 && before[0] != before[1], "two alike have two");
    assert_eq!(prints("# ก\n\nมาก่อน\n\n[x](gone.md)\n\n[x](gone.md)\n"), before);
}

#[test]
fn the_reports_for_programs_say_the_same() {
    let office = office();
    office.write("policy/ระเบียบ ใหม่.md", "# ก\n\n[x](gone.md) <ให้> & เเก้\n");
    let sarif: Value = serde_json::from_str(&check(&office, &["--format", "sarif"]).stdout).expect("JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("a list");
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().expect("a list");
    for result in results {
        let ix = result["ruleIndex"].as_u64().expect("a number") as usize;
        assert_eq!(rules[ix]["id"], result["ruleId"]);
    }
    let place = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(place["region"], serde_json::json!({ "startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 13 }));
    assert!(place["artifactLocation"]["uri"].as_str().expect("a text").starts_with("policy/%E0%B8%A3"), "{place}");
    let junit = check(&office, &["--format", "junit"]).stdout;
    assert!(junit.contains("tests=\"4\" failures=\"2\""), "{junit}");
    assert_eq!(junit.matches("<failure ").count(), results.len());
}

#[test]
fn every_rule_can_be_explained() {
    let office = office();
    let all = check(&office, &["--explain", "all"]).stdout;
    assert_eq!(all.lines().count(), promulgate::check::rules().count());
    for rule in promulgate::check::rules() {
        for lang in ["en", "th"] {
            let run = check(&office, &["--explain", rule.id, "--lang", lang]);
            assert!(run.code == 0 && run.stdout.starts_with(&format!("{} {} (", rule.id, rule.name)), "{}", run.stdout);
        }
    }
    assert_eq!(check(&office, &["--explain", "PM999"]).code, 2);
}

#[test]
fn mistakes_on_the_command_line_are_told() {
    let office = office();
    for arguments in [&["gone.md"][..], &["--format", "xml"], &["--staged", "policy/fees.md"], &["--message", "gone"]] {
        assert_eq!(check(&office, arguments).code, 2, "{arguments:?}");
    }
}

#[test]
fn texts_are_checked_before_the_first_commit() {
    let sandbox = Sandbox::new();
    sandbox.write("policy/fees.md", "# Fees\n\n[rules](gone.md)\n");
    assert_eq!(rules(&json(&sandbox, &[])), ["PM003 policy/fees.md"]);
}

/// Whether a value is what a schema says, as far as `docs/check.schema.json` uses JSON Schema.
fn fits(value: &Value, schema: &Value, root: &Value) -> Result<(), String> {
    let no = |why: &str| Err(format!("{value} {why} {schema}"));
    if let Some(name) = schema["$ref"].as_str() {
        return fits(value, root.pointer(name.trim_start_matches('#')).expect("a definition"), root);
    }
    let is = |kind: &str| match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "integer" => value.is_u64(),
        "boolean" => value.is_boolean(),
        kind => kind == "string" && value.is_string(),
    };
    if schema["type"].as_str().is_some_and(|kind| !is(kind))
        || schema["enum"].as_array().is_some_and(|all| !all.contains(value))
        || schema.get("const").is_some_and(|one| one != value)
        || schema["minimum"].as_u64().is_some_and(|least| value.as_u64().is_some_and(|n| n < least))
        || schema["minLength"]
            .as_u64()
            .is_some_and(|least| value.as_str().is_some_and(|text| (text.len() as u64) < least))
    {
        return no("is not what is said by");
    }
    if schema["required"].as_array().into_iter().flatten().any(|key| value.get(key.as_str().unwrap_or("")).is_none()) {
        return no("lacks a key of");
    }
    for (key, inner) in value.as_object().into_iter().flatten() {
        match schema["properties"].get(key) {
            Some(schema) => fits(inner, schema, root)?,
            None => return no(&format!("has the key `{key}`, which is not in")),
        }
    }
    value.as_array().into_iter().flatten().try_for_each(|inner| fits(inner, &schema["items"], root))
}

#[test]
fn the_schema_describes_what_is_printed() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/check.schema.json");
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).expect("read")).expect("JSON");
    let office = office();
    office.write("policy/fees.md", "No title.\n\n[x](gone.md) เเ\n");
    office.write("message", "x\n\nEffective-Date: soon\n");
    let run = check(&office, &["--format", "json", "--message", "message"]);
    let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert!(report["findings"].as_array().expect("a list").len() >= 4);
    assert_eq!(fits(&report, &schema, &schema), Ok(()));
    assert!(fits(&serde_json::json!({ "version": 1, "checked": 1, "findings": [{}] }), &schema, &schema).is_err());
}

#[cfg(unix)]
#[test]
fn a_link_that_the_repository_brings_is_not_written_through() {
    let office = office();
    let victim = office.place("victim");
    std::fs::write(&victim, "mine").expect("written");
    office.write("policy/new.md", "# ใหม่\n\nให้เเก้ไข\n");
    std::os::unix::fs::symlink(&victim, office.repo().join("policy/new.md.promulgate-fix")).expect("a link");
    assert_eq!(check(&office, &["--fix"]).code, 0);
    assert_eq!(std::fs::read_to_string(&victim).expect("read"), "mine");
    let mended = office.repo().join("policy/new.md");
    assert!(!mended.is_symlink(), "a file of its own");
    assert_eq!(std::fs::read_to_string(mended).expect("read"), "# ใหม่\n\nให้แก้ไข\n");
}

#[test]
fn a_text_that_ends_with_a_character_of_no_meaning_is_checked_to_its_end() {
    let office = office();
    for odd in ["ย\0", "ก\0\0\n\nข\0", "\0"] {
        office.write("policy/new.md", odd);
        assert!(matches!(check(&office, &["policy/new.md"]).code, 0 | 1), "{odd:?}");
    }
}

#[test]
fn texts_that_stay_are_looked_at_where_what_they_lead_to_goes() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "policy/fees.md",
        "# Fees\n\nUse the [form](form.pdf) and see [rules](rules.md), or [nothing](none.md).\n",
    );
    sandbox.write("policy/rules.md", "# Rules\n\nBe kind.\n").write("policy/form.pdf", "%PDF-1.4 old");
    sandbox.commit("Publish the fees");
    sandbox.write("policy/form.pdf", "%PDF-1.4 new").commit("Another form");
    assert_eq!(rules(&json(&sandbox, &["HEAD~1..HEAD"])), ["CH017 policy/fees.md"], "not what was wrong before");
    sandbox.remove("policy/form.pdf").remove("policy/rules.md").commit("Nothing is left");
    let found = json(&sandbox, &["HEAD~1..HEAD"]);
    assert_eq!(rules(&found), ["PM003 policy/fees.md", "PM003 policy/fees.md"]);
    assert!(found.iter().all(|f| !f["message"].as_str().expect("a text").contains("none.md")), "{found:?}");
}

#[test]
fn a_text_that_went_elsewhere_is_compared_with_what_it_was() {
    let essay: String = (1..20).map(|n| format!("Paragraph {n} says what has to be said.\n\n")).collect();
    let sandbox = Sandbox::new();
    sandbox.write(
        "policy/privacy.md",
        format!("---\neffective: 2026-12-01\n---\n# Privacy\n\n{essay}Call 1-1037-02071-81-1.\n"),
    );
    sandbox.commit("Publish");
    sandbox.rename("policy/privacy.md", "policy/data.md");
    let moved = format!("---\neffective: 2026-11-01\n---\n# Privacy\n\n{essay}Call 1-1037-02071-81-1, please.\n");
    sandbox.write("policy/data.md", moved).commit("Move it and ask kindly");
    let found = rules(&json(&sandbox, &["HEAD~1..HEAD"]));
    assert!(
        found.contains(&"CH009 policy/data.md".to_owned()),
        "the day is earlier than that of the version before: {found:?}"
    );
    assert!(!found.iter().any(|rule| rule.starts_with("PM021") || rule.starts_with("CH018")), "{found:?}");
    // moved, and nothing of it is left
    sandbox.rename("policy/data.md", "policy/people.md");
    sandbox.write("policy/people.md", "# Privacy\n\nWe know nobody.\n").commit("Move it and write it anew");
    let found = rules(&json(&sandbox, &["HEAD~1..HEAD"]));
    assert!(found.contains(&"CH018 policy/people.md".to_owned()), "{found:?}");
    sandbox
        .write("policy/people.md", "---\nreplaces: data\n---\n# Privacy\n\nWe know nobody.\n")
        .commit("Say what it replaces");
    let found = rules(&json(&sandbox, &["HEAD~2..HEAD"]));
    assert!(!found.iter().any(|rule| rule.starts_with("CH018")), "{found:?}");
}

#[test]
fn code_between_tags_stays_as_it_is() {
    let office = office();
    let text = "# ใหม่\n\nพิมพ์ <code>เเ</code> ไม่ใช่ <kbd>นํ้า</kbd> ให้เเก้\n";
    office.write("policy/new.md", text);
    check(&office, &["--fix"]);
    let now = std::fs::read_to_string(office.repo().join("policy/new.md")).expect("read");
    assert_eq!(now, text.replace("ให้เเก้", "ให้แก้"));
}

#[test]
fn the_place_of_a_link_is_found_in_as_many_steps_as_the_text_is_long() {
    // each was looked for among all pieces of the text, and each bracket from the beginning
    let text = format!("# T\n\n{}\n", "x](a b.pdf)\n\n".repeat(20_000));
    let office = office();
    office.write("policy/new.md", text);
    assert_eq!(check(&office, &["policy/new.md"]).code, 1);
}

#[test]
fn a_terminal_in_thai_is_told_of_the_message_in_thai() {
    let office = office();
    office.write("policy/rules.md", "# ระเบียบ\n\n## ขอบเขต\n\nฉบับละ 50 บาท\n");
    office.write("message", "Update rules.md\n");
    office.git(&["add", "policy"]);
    let run =
        office.run_in(office.repo(), &["check", "--staged", "--message", "message"], &[("LC_ALL", "th_TH.UTF-8")]);
    assert!(run.stdout.contains("--> คำอธิบายการแก้ไข:1:1"), "{}", run.stdout);
}
