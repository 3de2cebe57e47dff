//! The file of changes of a policy: what was not said with a version can be stated later, openly.

use crate::sandbox::{Run, Sandbox, Site};
use std::collections::BTreeMap;

/// Four versions of a policy as another system left them: nobody says what they mean.
fn imported() -> Sandbox {
    let repo = Sandbox::new();
    for (n, days) in [10, 20, 30, 40].into_iter().enumerate() {
        repo.write("policy/fees.md", format!("# Fees\n\nPay within {days} days.\n")).commit(&format!("Import {n}"));
        repo.tick(86_400);
    }
    repo.write("policy/other.md", "# Other\n\nSomething else.\n").commit("Import the other one");
    repo
}

/// Publishes into the folder of the sandbox, whatever comes of it.
fn build(repo: &Sandbox, options: &[&str]) -> Run {
    let out = repo.site().root().display().to_string();
    repo.run(&[&["build", "--out", &out], options].concat())
}

/// The paths of the files of which the bytes are not what they were.
fn changed(before: &[(String, Vec<u8>)], after: &Site) -> Vec<String> {
    let before: BTreeMap<&str, &[u8]> = before.iter().map(|(path, bytes)| (path.as_str(), &bytes[..])).collect();
    let files = after.files();
    let other = files.into_iter().filter(|(path, bytes)| before.get(path.as_str()) != Some(&&bytes[..]));
    other.map(|(path, _)| path).collect()
}

#[test]
fn what_versions_mean_can_be_stated_after_they_were_adopted() {
    let repo = imported();
    let before = repo.build().files();
    let file = "[[version]]\nnumber = 2\nsummary = { en = 'Longer to pay', th = 'จ่ายได้ช้าลง' }\nreference = 'Act 7'\n";
    repo.write("changes/fees.toml", file);
    let commit = repo.commit("Say what the second version means");
    let site = repo.build();
    let version = &site.versions("fees")[1];
    assert_eq!((version["summary"].as_str(), version["reference"].as_str()), (Some("Longer to pay"), Some("Act 7")));
    let later = version["stated_later"].as_array().expect("a list");
    let told: Vec<_> = later.iter().map(|one| (one["what"].as_str(), one["commit"].as_str())).collect();
    assert_eq!(told, [(Some("summary"), Some(&*commit)), (Some("reference"), Some(&*commit))]);
    let page = site.text("fees/v/2/index.html");
    assert!(
        page.contains("Longer to pay") && page.contains("summary by the editor, in the record of changes"),
        "{page}"
    );
    let said = format!("in commit {}.", &commit[..10]);
    assert!(page.contains("The summary was stated later, on") && page.contains(&said), "{page}");
    let mut touched = changed(&before, &site);
    touched.retain(|path| path.starts_with("fees/v/") || path.starts_with("other/"));
    assert_eq!(touched, ["fees/v/2/changes/index.html", "fees/v/2/index.html"], "and no other version's pages");
    repo.git(&["rm", "-q", "changes/fees.toml"]);
    repo.commit("Take it back");
    let taken_back: Vec<String> = changed(&before, &repo.build());
    assert!(taken_back.iter().all(|path| !path.starts_with("fees/")), "{taken_back:?}");
}

#[test]
fn a_later_word_wins_and_the_page_says_what_the_version_said() {
    let repo = Sandbox::new();
    repo.write("policy/fees.md", "# Fees\n\nPay within 10 days.\n").commit("Publish");
    repo.write("policy/fees.md", "# Fees\n\nPay within 20 days.\n");
    let made = repo.commit("Extend\n\nSummary: More time\nEffective-Date: 2024-02-01\nChange-Type: editorial");
    repo.write("policy/fees.md", "# Fees\n\nPay within 30 days.\n")
        .commit("Extend again\n\nEffective-Date: 2024-05-01");
    let digest = repo.build().versions("fees")[1]["sha256"].as_str().expect("a digest").to_owned();
    let correct = |about: &str| {
        let said = "summary = 'Twice the time'\neffective = 2024-03-01\nchange_type = 'substantive'\n";
        repo.write("changes/fees.toml", format!("[[version]]\n{about}\n{said}")).commit("Correct what was said");
        let site = repo.build();
        let version = site.versions("fees")[1].clone();
        assert_eq!(version["summary"], "Twice the time", "{about}");
        assert_eq!((&version["effective"], &version["effective_origin"]), (&"2024-03-01".into(), &"changes".into()));
        assert_eq!(version["change_type"], "substantive");
        let later = version["stated_later"].as_array().expect("a list").clone();
        let was = |one: &serde_json::Value| {
            (one["what"].as_str().map(str::to_owned), one["instead_of"].as_str().map(str::to_owned))
        };
        later.iter().map(was).collect::<BTreeMap<_, _>>()
    };
    for about in ["number = 2", &*format!("commit = '{}'", &made[..12]), &*format!("sha256 = '{digest}'")] {
        let told = correct(about);
        let was = |what: &str| told[&Some(what.to_owned())].clone();
        assert_eq!(was("summary").as_deref(), Some("More time"));
        assert_eq!(was("effective").as_deref(), Some("2024-02-01"));
        assert_eq!(was("change_type").as_deref(), Some("editorial"));
    }
    let site = repo.site();
    let page = site.text("fees/v/2/index.html");
    assert!(page.contains("The version itself says: More time"), "{page}");
    assert!(page.contains("The version itself says: 1 February 2024"), "{page}");
    assert!(site.text("fees/v/1/index.html").contains("1 March 2024"), "what was replaced says when");
    assert_eq!(site.versions("fees")[2]["effective"], "2024-05-01", "the next version has its own day");
    let log = repo.run(&["log", "fees"]).stdout;
    assert!(log.contains("summary stated later, on ") && log.contains("Twice the time"), "{log}");
}

#[test]
fn what_comes_with_a_version_is_its_own_word() {
    let repo = imported();
    repo.build();
    repo.write("policy/fees.md", "# Fees\n\nPay within 50 days.\n");
    repo.write("changes/fees.toml", "[[version]]\nnumber = 5\nsummary = 'Ten days more'\neffective = 2030-01-01\n");
    repo.commit("Extend");
    let site = repo.build();
    let version = &site.versions("fees")[4];
    assert_eq!((&version["summary"], version.get("stated_later")), (&"Ten days more".into(), None));
    repo.write("policy/fees.md", "# Fees\n\nPay within 60 days.\n").commit("Extend again");
    let site = repo.build();
    assert_eq!(site.versions("fees")[4]["summary"], "Ten days more");
    let at_once = repo.place("at-once");
    let run = repo.run(&[
        "build",
        "--out",
        at_once.to_str().expect("UTF-8"),
        "--state",
        &repo.place("s").display().to_string(),
    ]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(
        changed(&site.files(), &Site::at(at_once)),
        Vec::<String>::new(),
        "a site that grew is one built at once"
    );
}

#[test]
fn a_mistake_fails_its_policy_alone_and_names_the_line() {
    let repo = imported();
    let before = repo.build().files();
    repo.write("policy/other.md", "# Other\n\nSomething new.\n");
    for (file, line, why) in [
        ("[[version]]\nnumber = 2\nsumary = 'x'\n", 3, "unknown field `sumary`"),
        ("\n[[version]]\nnumber = 9\nsummary = 'x'\n", 2, "the policy has no version 9"),
        ("[[version]]\nnumber = 1\neffective = 'soon'\n", 3, ""),
        ("[[version]]\nnumber = 1\nchange_type = 'big'\n", 3, "not a valid kind of change"),
        ("[[version]]\ncommit = 'abcdef0123'\nsummary = 'x'\n", 1, "made no version of this policy"),
        ("[[version]]\nnumber = 1\nsummary = 'x'\n[[version]]\nnumber = 1\nsummary = 'y'\n", 4, "stated twice"),
    ] {
        repo.write("changes/fees.toml", file).commit("A mistake");
        let run = build(&repo, &[]);
        assert_eq!(run.code, 1, "{}", run.stderr);
        let place = format!("policy/fees.md: changes/fees.toml, line {line}: ");
        assert!(run.stderr.contains(&place) && run.stderr.contains(why), "{}", run.stderr);
        assert!(changed(&before, &repo.site()).iter().all(|path| !path.starts_with("fees/")));
        assert!(repo.site().text("other/index.html").contains("Something new"));
    }
    repo.write("changes/fees.toml", "[[version]]\nnumber = 2\nsummary = 'Mended'\n").commit("Mend it");
    assert_eq!(repo.build().versions("fees")[1]["summary"], "Mended");
}

#[test]
fn statements_stay_with_a_policy_that_moves() {
    let repo = imported();
    repo.write("changes/fees.toml", "[[version]]\nnumber = 2\nsummary = 'Longer to pay'\n");
    let stated = repo.commit("Say what it means");
    repo.build();
    repo.rename("policy/fees.md", "policy/charges.md").commit("Rename");
    let of = |site: Site| {
        let version = site.versions("charges")[1].clone();
        (version["summary"].clone(), version["stated_later"][0]["commit"].clone())
    };
    let expected = ("Longer to pay".into(), stated.as_str().into());
    assert_eq!(of(repo.build()), expected);
    repo.rename("changes/fees.toml", "changes/charges.toml").commit("Move what is stated with it");
    assert_eq!(of(repo.build()), expected, "the word is as old as it was");
}

#[test]
fn a_file_that_nobody_touches_costs_nothing() {
    let repo = imported();
    repo.write("changes/fees.toml", "[[version]]\nnumber = 2\nsummary = 'Longer to pay'\n").commit("Say it");
    repo.build();
    repo.write("policy/other.md", "# Other\n\nSomething new.\n").commit("Another policy");
    let run = build(&repo, &["--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(report["changed"], serde_json::json!(["other"]), "{report}");
}

#[test]
fn a_file_of_no_policy_is_told() {
    let repo = imported();
    repo.write("changes/fee.toml", "[[version]]\nnumber = 2\nsummary = 'Longer to pay'\n");
    repo.write("changes/README.md", "What versions mean.\n").commit("Say what the second version means");
    let run = build(&repo, &[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let warning = "changes/fee.toml: no policy has the id `fee`, so this file states nothing";
    assert!(run.stderr.contains(warning) && !run.stderr.contains("README"), "{}", run.stderr);
    repo.git(&["mv", "changes/fee.toml", "changes/fees.toml"]);
    repo.commit("Name it after the policy");
    let run = build(&repo, &[]);
    assert!(!run.stderr.contains("states nothing"), "{}", run.stderr);
}
