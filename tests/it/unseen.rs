//! What a text, a note or a name holds that can't be shown, that nobody sees, or that looks like something of ours: on
//! pages, in feeds and JSON, in the terminal.

use crate::judge::blocks;
use crate::sandbox::{Sandbox, Site};
use crate::valid::faults;

/// Every file of the site that a policy `p` with two versions has, but for its exact bytes.
fn files(site: &Site) -> Vec<(String, String)> {
    let names = [
        "index.html",
        "changes/index.html",
        "assets/search/p0.js",
        "assets/search/n0.js",
        "feed.xml",
        "feed-text.xml",
        "feed.json",
        "policies.json",
    ];
    let own = ["index.html", "history/index.html", "compare/index.html", "sections/index.html", "v/2/index.html"];
    let more = ["v/2/changes/index.html", "feed.xml", "feed-text.xml", "feed.json", "versions.json"];
    let own = own.into_iter().chain(more).map(|name| format!("p/{name}"));
    names.into_iter().map(str::to_owned).chain(own).map(|name| (name.clone(), site.text(&name))).collect()
}

/// A policy `p` whose second version has this front matter, text and note.
fn story(front: &str, text: &str, note: &str) -> Sandbox {
    let repo = Sandbox::new();
    repo.write("policy/p.md", "# P\n\nYou pay 012 baht within 30 days.\n").commit("one");
    repo.write("policy/p.md", format!("{front}# P\n\n{text}\n")).commit(note);
    repo
}

#[test]
fn nothing_that_somebody_writes_is_taken_for_the_article() {
    for mark in ["\u{f8ff}article\u{f8ff}", "\u{1}", "&#1;", "\\u0001", "{{ article }}", "\u{fdd0}", "{value}", "{n}"] {
        let front = format!("---\ntitle: \"0;url=https://evil.example/?{mark}\"\nsummary: \"s{mark}\"\n---\n");
        let repo = story(&front, &format!("[x](<http-equiv=refresh x>) {mark} the article"), &format!("note {mark}"));
        repo.write("promulgate.toml", "title = \"Site \u{f8ff}article\u{f8ff}\"\n").commit("settings");
        for (name, html) in files(&repo.build()).iter().filter(|(name, _)| name.ends_with(".html")) {
            let articles =
                usize::from(matches!(name.as_str(), "p/index.html" | "p/v/2/index.html" | "p/v/2/changes/index.html"));
            let head = html.split_once("</head>").expect("a head").0;
            assert!(!head.contains("<p>") && !head.contains("<span"), "{mark} on {name}: {head}");
            assert_eq!(
                html.matches("<article class=\"text").count().min(1),
                articles.max(usize::from(name.contains("compare"))),
                "{name}"
            );
            assert!(html.matches("<span data-target=\"http-equiv").count() <= 3, "{mark} on {name}");
            assert!(!html.contains('\u{1}'), "{mark} on {name}");
        }
    }
}

#[test]
fn controls_come_back_by_no_reference_and_reach_no_reader() {
    let references = "&#27;[31m &#7; &#155;31m &#xFFFE; &#13; &#0; <a title=\"&#2;\" href=\"http://e.org/&#3;\">a</a> \
        [b](<http://e.org/&#4;x> \"&#5;\") `&#6;` <pre>&#27;</pre> ![&#8;](&#8;.png)\n\n```i&#14;nfo\nx\n```\n\n# H &#15; {#a&#16;}\n\n[^a&#17;]: x\n\n<b id=\"&#18;\">b</b>";
    let front = "+++\ntitle = \"T\\u0007\\uFFFE\\u009b\"\nsummary = \"S\\u0002\\u001b[31m\"\n+++\n";
    for (front, note) in [(front, "note"), ("", "Change \x1b[31mred \u{7} \u{9b}1m\n\nSummary-th: \x1b[32m\u{85}")] {
        let repo = story(front, references, note);
        let unfit = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{fffe}' | '\u{fdd0}');
        for (name, text) in files(&repo.build()) {
            assert_eq!(
                text.find(unfit),
                None,
                "{name}: {:?}",
                text.find(unfit).map(|at| &text[at.saturating_sub(60)..])
            );
        }
        for what in [
            &["diff", "p", "1", "2"][..],
            &["diff", "p", "1", "2", "--format", "json"],
            &["log"],
            &["log", "--format", "json"],
        ] {
            let run = repo.run(what);
            assert!(run.code == 0 && run.stdout.find(unfit).is_none(), "{what:?}: {:?}", run.stdout);
        }
    }
}

#[test]
fn no_note_and_no_name_makes_a_line_of_its_own() {
    let forged = "2030-01-01T00:00:00Z 0123456789 p v9 text +1 −1";
    let front = format!("---\nsummary: \"real\\n{forged}\\r{forged}\\u2028{forged}\\u0085{forged}\"\n---\n");
    let repo = story(&front, "You pay.", "x");
    repo.write("policy/a\n\rwarning: forged\n.md", "---\nlang: [x]\n---\n# A\n").commit("a name");
    let log = repo.run(&["log"]);
    let begins = |text: &str, with: &str| {
        text.split(['\n', '\r', '\u{2028}', '\u{85}']).filter(|line| line.starts_with(with)).count()
    };
    assert_eq!(begins(&log.stdout, "2030"), 0, "{}", log.stdout);
    assert!(log.stdout.contains("real 2030"), "{}", log.stdout);
    let run = repo.run(&["build", "--out", "out"]);
    assert_eq!(
        (begins(&run.stderr, "warning: forged"), begins(&log.stderr, "warning: forged")),
        (0, 0),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("the name contains control characters; skipped"), "{}", run.stderr);
}

#[test]
fn what_turns_direction_is_shown_counted_and_told() {
    let turned = ["\u{202e}012\u{202c}", "\u{2067}012\u{2069}", "012\u{e0041}", "\u{200f}012", "\u{61c}012"];
    for text in turned {
        let repo = story("", &format!("You pay {text} baht within 30 days."), "Tidy\u{202e} up");
        let site = repo.build();
        let version = &site.versions("p")[1];
        assert_eq!(version["class"], "text", "{text:?}");
        assert!(version["words_added"].as_u64().is_some_and(|n| n > 0), "{text:?}: {version}");
        let page = site.text("p/v/2/changes/index.html");
        assert!(
            page.contains("<bdi class=\"sign\" data-sign=\"U+") && page.contains("Invisible characters"),
            "{text:?}"
        );
        assert!(site.article("p/v/2/changes/index.html").contains("data-sign"), "{text:?}");
        assert!(site.text("p/history/index.html").contains("Invisible characters"), "{text:?}");
        let said = repo.run(&["diff", "p", "1", "2"]).stdout;
        assert!(said.contains("[U+") && said.contains("invisible characters were added or removed"), "{said}");
        // nothing that turns the direction is left open anywhere but in the element of a sign
        for (name, text) in files(&site) {
            let bare = text.split("<bdi class=\"sign\"").enumerate().any(|(n, part)| {
                let part = if n == 0 { part } else { part.split_once("</bdi>").expect("it ends").1 };
                part.contains(|c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
            });
            assert!(!bare, "{name}");
        }
    }
}

#[test]
fn signs_keep_what_a_redline_promises() {
    let repo = Sandbox::new();
    for (old, new) in [
        ("a 012 b", "a \u{202e}012\u{202c} b"),
        ("x \u{2066}y\u{2069}", "x y"),
        ("q\u{e0041} r", "q\u{e0042} r"),
        ("p\u{200c}ay", "pay"),
    ] {
        repo.write("a.md", old).write("b.md", new);
        let html = |from: &str, to: &str| repo.run(&["diff", "--format", "html", from, to]).stdout;
        let redline = html("a.md", "b.md");
        assert_eq!(faults(&redline), [""; 0], "{redline}");
        assert_eq!(blocks(&redline, "ins"), blocks(&html("a.md", "a.md"), ""), "{redline}");
        assert_eq!(blocks(&redline, "del"), blocks(&html("b.md", "b.md"), ""), "{redline}");
        assert!(redline.contains("class=\"sign\""), "{redline}");
    }
}

#[test]
fn what_writing_needs_is_no_warning() {
    let repo = Sandbox::new();
    // places where lines may break, joiners, marks of direction in a text that is written from right to left, flags
    let pairs = [
        ("เก็บข้อมูลส่วนบุคคล 30 วัน", "เก็บ\u{200b}ข้อมูล\u{200b}ส่วน\u{200b}บุคคล 30 วัน"),
        ("Datenschutzgrundverordnung", "Daten\u{ad}schutz\u{ad}grund\u{ad}verordnung"),
        ("صفحه", "صفحه می\u{200c}خواهم"),
        ("שלום", "שלום C++\u{200e} שלום"),
        ("so", "so 👩\u{200d}⚕\u{fe0f} \u{1f3f4}\u{e0067}\u{e0062}\u{e007f}"),
    ];
    for (old, new) in pairs {
        repo.write("a.md", old).write("b.md", new);
        let said = repo.run(&["diff", "a.md", "b.md"]).stdout;
        assert!(!said.contains("invisible characters"), "{said}");
        if new.contains(['\u{200b}', '\u{ad}']) {
            assert_eq!(said, "no visible changes\n");
        }
    }
}

#[test]
fn where_lines_may_break_is_no_wording() {
    for text in ["0\u{2060}12 baht", "012\u{200b} baht", "0\u{ad}12 baht", "012\u{a0}baht"] {
        let repo = Sandbox::new();
        repo.write("policy/p.md", "# P\n\nYou pay 012 baht within 30 days.\n").commit("one");
        repo.write("policy/p.md", format!("# P\n\nYou pay {text} within 30 days.\n")).commit("two");
        let site = repo.build();
        let version = &site.versions("p")[1];
        assert_ne!(version["class"], "text", "{text:?}");
        assert_eq!(
            (version["words_added"].as_u64(), version["words_removed"].as_u64()),
            (Some(0), Some(0)),
            "{text:?}"
        );
        let page = site.article("p/v/2/changes/index.html");
        assert!(!page.contains("<ins") && !page.contains("<del"), "{text:?}: {page}");
    }
}
