//! What readers are told of messages as people, git, forges and other tools write them.

use super::*;

fn told(message: &str, merged: &[&str], path: &str) -> Remark {
    let split = |message: &'static str| message.split_once("\n\n").unwrap_or((message, ""));
    let all: Vec<&'static str> =
        std::iter::once(&message).chain(merged).map(|m| &*Box::leak(m.to_string().into_boxed_str())).collect();
    let words: Vec<Words<'_>> = all.into_iter().map(split).map(|(subject, body)| Words { subject, body }).collect();
    remark(&words, path)
}

fn line(message: &str) -> String {
    told(message, &[], "policy/privacy.md").text
}

#[test]
fn subjects_lose_what_is_for_tools() {
    for (subject, expected) in [
        ("Shorten the retention period (#45)", "Shorten the retention period"),
        ("Shorten it (!45) (#46)", "Shorten it"),
        ("Shorten it (fixes #12, closes #13)", "Shorten it"),
        ("fix(policy)!: shorten it", "shorten it"),
        ("feat: let users object", "let users object"),
        ("docs(privacy): name the officer (#7)", "name the officer"),
        ("policy!: raise fees", "raise fees"),
        ("[POL-12] Raise fees", "Raise fees"),
        ("Raise fees [POL-12]", "Raise fees"),
        ("[reform] Law 5/2020", "Law 5/2020"),
        ("[PATCH v2 1/3] Raise fees", "Raise fees"),
        ("Raise fees [skip ci]", "Raise fees"),
        (":memo: Raise fees", "Raise fees"),
        ("📝 docs: raise fees", "raise fees"),
        ("#45: Raise fees", "Raise fees"),
        ("fixup! Raise fees", "Raise fees"),
        ("Revert \"fix: raise fees (#45)\" (#46)", "Revert \"raise fees\""),
        ("แก้ไขค่าธรรมเนียม (#12)", "แก้ไขค่าธรรมเนียม"),
    ] {
        assert_eq!(line(subject), expected);
    }
    for subject in [
        "COVID-19: new rules for visits",
        "ISO-27001 is our norm now",
        "Keep to the norm (ISO-27001)",
        "Merge branch offices into one",
        "Privacy: who may see what",
        "Fees (from 1 January)",
        "Raise the fee (section 12)",
        "Note: the office moved",
        "[Draft](draft.md) was published",
        "Merge the two annexes into one",
        "(#45)",
        "Update links in privacy.md to the new site",
        "Add a section on cookies",
        "Update the privacy policy for minors",
    ] {
        assert_eq!(line(subject), subject);
    }
}

#[test]
fn merges_say_what_was_merged() {
    for (message, expected) in [
        ("Merge pull request #12 from office/fees\n\nRaise the fees", "Raise the fees"),
        ("Merge pull request #12 from office/fees\n\nfix(fees): raise them (#11)", "raise them"),
        (
            "Merge branch 'fees' into 'main'\n\nRaise the fees\n\nCloses #4\n\nSee merge request office/texts!12",
            "Raise the fees",
        ),
        ("Merged in fees (pull request #3)\n\nRaise the fees\n\nApproved-by: Malee", "Raise the fees"),
        ("Merged PR 12: Raise the fees", "Raise the fees"),
        ("Pull request #12: Raise the fees\n\nMerge in LAW/texts from fees to main", "Raise the fees"),
        ("Merge pull request 'Raise the fees' (#12) from malee/fees into main", "Raise the fees"),
        ("Merge \"Raise the fees\" into main", "Raise the fees"),
        ("Merge branch 'fees'\n\nThe fees rise with prices.", "The fees rise with prices."),
    ] {
        let remark = told(message, &["typo"], "p.md");
        assert_eq!((remark.text.as_str(), remark.details.as_str()), (expected, ""), "{message}");
    }
    for message in [
        "Merge pull request #12 from office/fees",
        "Merge branch 'fees'\n\n# Conflicts:\n#\trules.md",
        "Merge branch 'fees' into 'main'\n\nSee merge request office/texts!12",
        "Merge remote-tracking branch 'origin/main'",
        "Merge 1234567 into 89abcde",
    ] {
        let remark = told(message, &["docs: Raise the fees\n\nThey rise.", "Update privacy.md", "Begin"], "p.md");
        assert_eq!((remark.text.as_str(), remark.origin), ("Raise the fees", NoteOrigin::Merged), "{message}");
        assert_eq!(remark.details, "They rise.\n- Begin");
        let subject = message.lines().next().unwrap_or_default();
        assert_eq!(told(message, &[], "p.md").text, subject, "nothing better is there");
    }
}

#[test]
fn what_a_tool_says_gives_way_to_what_somebody_says() {
    for subject in [
        "Update privacy.md",
        "Create privacy.md",
        "Create Privacy “privacy”",
        "Update pages \"privacy\"",
        "Update via CMS",
        "Update content via Decap CMS",
        "Add files via upload",
        "Rename a.md to privacy.md",
        "Updated Privacy (markdown)",
        "privacy.md edited online with Bitbucket",
        "อัปเดต privacy.md",
        "Actualizar privacy.md",
        "wip",
        "Fixes #12",
    ] {
        let body = "## Why\n\nThe officer has a new address. The old one is closed.";
        let remark = told(&format!("{subject}\n\n{body}"), &[], "policy/privacy.md");
        assert_eq!(
            (remark.text.as_str(), remark.origin),
            ("The officer has a new address.", NoteOrigin::Body),
            "{subject}"
        );
        assert_eq!(remark.details, "Why\nThe old one is closed.");
        assert_eq!(line(subject), subject, "nothing better is there");
    }
}

#[test]
fn details_are_for_readers() {
    let message = "Keep logs for 90 days\n\n<!-- tell us\nwhy -->\n## What\n\nLogs are kept\nlonger.\n\n- access\n- mail\n\n## Test plan\n\n\
        - [x] looked at it\n- [ ] asked\n\n```\nnpm run build\n```\n\nFixes #12\nCloses: office/texts#13\n\n\
        Conflicts:\n\trules.md\n\nThis reverts commit 0123456789.\n\nCo-authored-by: X <x@example.org>\nSigned-off-by: Y <y@example.org>";
    let remark = told(message, &[], "p.md");
    assert_eq!(remark.details, "What\nLogs are kept longer.\n- access\n- mail");
    let squashed = told("Shorten it (#45)\n\n* wip\n\n* typo\n\nThe board asked for it.", &[], "p.md");
    assert_eq!(squashed.details, "The board asked for it.");
    assert_eq!(told("Raise fees\n\nWhy: prices rose.", &[], "p.md").details, "Why: prices rose.");
    assert_eq!(told("Raise fees\n\nSummary: a\nEffective-Date: 2026-01-01", &[], "p.md").details, "");
}

#[test]
fn reverts_name_what_they_take_back() {
    let named = |subject: &str, body: &str| reverted(Words { subject, body });
    let id = "0123456789012345678901234567890123456789";
    assert_eq!(named("Revert \"x\"", &format!("This reverts commit {id}.")), Some(Reverted::Commit(id.into())));
    assert_eq!(
        named("Back to 30 days", "This reverts commit 0123abc, reversing\nchanges"),
        Some(Reverted::Commit("0123abc".into()))
    );
    assert_eq!(named("Revert \"x\" (#46)", "Reverts office/texts#45"), Some(Reverted::Request("45".into())));
    assert_eq!(named("Revert \"x\"", "This reverts merge request !45"), Some(Reverted::Request("45".into())));
    assert_eq!(named("Revert \"x\"", "It was wrong."), None);
    assert!(
        is_revert("Revert \"x\"") && is_revert("revert: x") && !is_revert("Reversal of fees") && !is_revert("Reverted")
    );
}
