//! `promulgate diff` and `promulgate log`.

use crate::sandbox::Sandbox;

fn files(old: &str, new: &str) -> Sandbox {
    let repo = Sandbox::new();
    repo.write("old.md", old).write("new.md", new);
    repo
}

#[test]
fn two_files_as_text_html_and_json() {
    let repo = files("# A\n\nKeep it for 30 days.\n\n- x\n", "# A\n\nKeep it for *90* days.\n\n- x\n- y\n");
    let text = repo.run(&["diff", "old.md", "new.md"]);
    assert_eq!(text.code, 0, "{}", text.stderr);
    assert!(text.stdout.contains("Keep it for [-30-]{+90+} days."), "{}", text.stdout);
    let html = repo.run(&["diff", "--format", "html", "old.md", "new.md"]).stdout;
    assert!(html.contains("<del>30</del>") && html.contains("<ins><em>90</em></ins>"), "{html}");
    assert!(html.starts_with("<h1"), "a fragment: {html}");
    let json: serde_json::Value =
        serde_json::from_str(&repo.run(&["diff", "--format", "json", "old.md", "new.md"]).stdout).expect("JSON");
    assert_eq!((&json["words_added"], &json["words_removed"]), (&2.into(), &1.into()));
}

fn json(repo: &Sandbox) -> serde_json::Value {
    serde_json::from_str(&repo.run(&["diff", "--format", "json", "old.md", "new.md"]).stdout).expect("JSON")
}

#[test]
fn json_tells_spans_of_both_texts() {
    let repo = files("Kept for 30 days.\n", "Kept for 90 **days**.\n");
    let json = json(&repo);
    let pieces = json["blocks"][0]["pieces"].as_array().expect("pieces");
    let spans: Vec<_> = pieces.iter().map(|p| (p["change"].as_str(), &p["old"], &p["new"])).collect();
    let expected = serde_json::json!([[0, 9], [9, 11], null, [11, 12], [12, 16], [16, 17]]);
    assert_eq!(
        spans.iter().map(|s| s.1.clone()).collect::<Vec<_>>(),
        *expected.as_array().expect("a list"),
        "{spans:?}"
    );
    assert_eq!((spans[1].0, spans[2].0, spans[4].0), (Some("deleted"), Some("inserted"), Some("reformatted")));
    assert_eq!(pieces[4]["notes"][0]["text"], "bold added");
    assert_eq!((&json["class"], &json["coarse"]), (&"text".into(), &false.into()));
}

#[test]
fn json_tells_moves_and_what_is_only_renumbered() {
    let moved = "A paragraph that is long enough to be known again wherever it stands.";
    let repo = files(
        &format!(
            "## 1. Scope\n\n{moved}\n\nThe first of the two that stay where they are.\n\nThe second of them, and together they are the heavier part.\n"
        ),
        &format!(
            "## 2. Scope\n\nThe first of the two that stay where they are.\n\nThe second of them, and together they are the heavier part.\n\n{moved}\n"
        ),
    );
    let json = json(&repo);
    assert_eq!(json["moves"], serde_json::json!([{ "number": 1, "edited": false, "from": [1], "to": [4] }]));
    assert_eq!((&json["words_added"], &json["words_moved"]), (&0.into(), &13.into()));
    assert_eq!(json["blocks"][0]["renumbered"], true);
    let text = repo.run(&["diff", "old.md", "new.md"]).stdout;
    assert!(text.contains("(moved away, 1) [-A paragraph") && text.contains("(moved here, 1) {+A paragraph"), "{text}");
}

#[test]
fn what_looks_otherwise_is_said_and_is_no_change_of_text() {
    let repo = files("- one\n- [two](https://a.org)\n\n# T\n", "1. one\n2. [two](https://b.org)\n\n## T\n");
    let json = json(&repo);
    assert_eq!((&json["class"], &json["words_added"]), (&"formatting".into(), &0.into()));
    let text = repo.run(&["diff", "old.md", "new.md"]).stdout;
    for said in ["was a bulleted list", "<~two~>(link changed; it led to https://a.org)", "was a heading of level 1"] {
        assert!(text.contains(said), "{said} in {text}");
    }
}

#[test]
fn a_split_and_a_table_in_one_line_each() {
    let repo = files(
        "The first half is long enough to stand alone. The second half is, too.\n\n|a|b|\n|-|-|\n|c|d|\n",
        "The first half is long enough to stand alone.\n\nThe second half is, too.\n\n|a|b|\n|-|-|\n|c|e|\n",
    );
    let text = repo.run(&["diff", "old.md", "new.md"]).stdout;
    assert!(text.contains("alone.[- -]{+¶+}\nThe second half"), "{text}");
    assert!(text.contains("c | [-d-]{+e+}"), "{text}");
    let html = repo.run(&["diff", "--format", "html", "old.md", "new.md"]).stdout;
    assert!(html.contains("alone.<del> </del><ins><div class=\"break\"></div></ins>The second"), "{html}");
}

#[test]
fn the_same_file_twice_changes_nothing() {
    let repo = files("# ก\n\nข้อความ **หนา**\n", "# ก\n\nข้อความ **หนา**\n");
    assert_eq!(repo.run(&["diff", "old.md", "new.md"]).stdout, "no visible changes\n");
    let html = repo.run(&["diff", "--format", "html", "old.md", "new.md"]).stdout;
    assert!(!html.contains("<ins") && !html.contains("<del"), "{html}");
}

#[test]
fn two_versions_of_a_policy_by_id_or_path() {
    let repo = Sandbox::new();
    for n in 1..=3 {
        repo.write("policy/a.md", format!("# A\n\nstate {n}\n")).commit("change");
    }
    for name in ["a", "policy/a.md"] {
        let run = repo.run(&["diff", name, "1", "3"]);
        assert!(run.stdout.contains("state [-1-]{+3+}"), "{}", run.stdout);
    }
    assert!(repo.run(&["diff", "a", "3", "1"]).stdout.contains("state [-3-]{+1+}"), "backwards too");
    let run = repo.run(&["diff", "a", "1", "9"]);
    assert!(run.code == 2 && run.stderr.contains("it has versions 1 to 3"), "{}", run.stderr);
    let run = repo.run(&["diff", "nothing", "1", "2"]);
    assert!(run.code == 2 && run.stderr.contains("known are: a"), "{}", run.stderr);
    let run = repo.run(&["diff", "old.md", "new.md"]);
    assert!(run.code == 1 && run.stderr.contains("can't read `old.md`"), "{}", run.stderr);
}

#[test]
fn the_change_log_for_people_and_programs() {
    let repo = Sandbox::new();
    repo.write("policy/a.md", "# A\n").write("policy/b.md", "# B\n").commit("Begin");
    repo.write("policy/a.md", "# A\n\nmore\n").commit("More\n\nEffective-Date: 2026-12-01");
    repo.remove("policy/b.md").commit("Withdraw b");
    let all = repo.run(&["log"]).stdout;
    let first = all.lines().next().expect("a line");
    assert!(first.contains(" a v2 text +1 "), "newest first: {all}");
    assert!(all.contains("takes effect on 2026-12-01") && all.contains(" b withdrawn"), "{all}");
    let json: serde_json::Value =
        serde_json::from_str(&repo.run(&["log", "a", "--format", "json"]).stdout).expect("JSON");
    assert_eq!(json[0]["versions"][1]["summary"], "More");
    assert_eq!(repo.run(&["log", "zzz"]).code, 2);
}

#[test]
fn help_teaches() {
    let repo = Sandbox::new();
    let help = repo.run(&["--help"]);
    assert_eq!(help.code, 0);
    for word in ["build", "diff", "log", "Examples:", "Exit codes:"] {
        assert!(help.stdout.contains(word), "{word} in {}", help.stdout);
    }
    assert_eq!(repo.run(&[]).code, 2);
}
