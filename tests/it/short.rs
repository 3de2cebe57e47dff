//! Redline pages of long texts: the sections that changed, whole, and a line for each of the others; and which files a
//! policy has.

use crate::judge::blocks;
use crate::sandbox::{Sandbox, Site};
use crate::valid::faults;
use promulgate::document;
use promulgate::html::{self, NoLinks};

/// A text of 60 sections, each a chapter of three parts, of about 70 kB; `edit` has the last word about each line.
fn long(edit: impl Fn(&str) -> String) -> String {
    let mut lines = vec!["# Terms".to_owned(), "What this text is about, in short.".to_owned()];
    for chapter in 1..=20 {
        lines.push(format!("## Chapter {chapter}"));
        for part in 1..=3 {
            lines.push(format!("### Part {part} of chapter {chapter}"));
            let said =
                format!("Rule {part} of chapter {chapter} holds for everybody who comes to the office. ").repeat(16);
            lines.push(said.trim_end().to_owned());
        }
    }
    let lines: Vec<String> = lines.iter().map(|line| edit(line)).filter(|line| !line.is_empty()).collect();
    lines.join("\n\n") + "\n"
}

/// The text with a word changed in part 2 of chapter 7, part 3 of chapter 12 gone, and a chapter at the end.
fn edited() -> String {
    let text = long(|line| match line {
        "### Part 3 of chapter 12" => String::new(),
        line if line.starts_with("Rule 3 of chapter 12") => String::new(),
        line if line.starts_with("Rule 2 of chapter 7") => line.replacen("everybody", "nobody", 1),
        line => line.to_owned(),
    });
    text + "\n## Last words\n\nThis came with the second version. See [chapter 3](#chapter-3) and [chapter 7](#chapter-7).\n"
}

/// The site of these two versions, which lasts as long as its repository.
fn published(old: &str, new: &str) -> (Sandbox, Site) {
    let repo = Sandbox::new();
    for (text, subject) in [(old, "first"), (new, "second")] {
        repo.write("policy/terms.md", format!("---\nlang: en\n---\n{text}")).commit(subject);
    }
    let site = repo.build();
    (repo, site)
}

/// The content of the article of a page, and of it the lists of what is left out.
fn parts(site: &Site, page: &str) -> (String, Vec<String>) {
    let article = site.article(page);
    let mut rest = article.split_once('>').expect("a tag").1;
    let (mut text, mut left_out) = (String::new(), Vec::new());
    while let Some((before, list)) = rest.split_once("<ul class=\"left-out\">") {
        let (list, after) = list.split_once("</ul>").expect("its end");
        text += before;
        left_out.extend(list.lines().filter(|line| !line.is_empty()).map(str::to_owned));
        rest = after;
    }
    (text + rest, left_out)
}

/// What is no valid part of a page but links to the page of the newer version.
fn wrong(shown: &str) -> Vec<String> {
    let mut faults = faults(shown);
    faults.retain(|fault| !fault.starts_with("the address ../index.html"));
    faults
}

/// The blocks of a Markdown text.
fn read(text: &str) -> Vec<String> {
    blocks(&html::document(&document::parse(text.as_bytes(), "terms.md").document, &NoLinks), "")
}

#[test]
fn the_sections_shown_are_exactly_the_old_and_the_new_text() {
    let (_repo, site) = published(&long(str::to_owned), &edited());
    let (shown, _) = parts(&site, "terms/v/2/changes/index.html");
    // what changed, below the headings above it
    let shows = |line: &str| {
        let headings =
            ["# Terms", "## Chapter 7", "### Part 2 of chapter 7", "## Chapter 12", "### Part 3 of chapter 12"];
        let rules = ["Rule 2 of chapter 7 ", "Rule 3 of chapter 12 "];
        headings.contains(&line) || rules.iter().any(|rule| line.starts_with(rule))
    };
    let only = |text: String| text.lines().filter(|line| shows(line)).collect::<Vec<_>>().join("\n\n");
    let came = "\n\n## Last words\n\nThis came with the second version. See chapter 3 and chapter 7.\n";
    assert_eq!(blocks(&shown, "ins"), read(&only(long(str::to_owned))));
    assert_eq!(blocks(&shown, "del"), read(&(only(edited()) + came)));
}

#[test]
fn what_did_not_change_is_a_line_with_its_words_that_leads_to_the_new_version() {
    let (_repo, site) = published(&long(str::to_owned), &edited());
    let page = "terms/v/2/changes/index.html";
    let (shown, left_out) = parts(&site, page);
    let has = |line: &str| assert!(left_out.iter().any(|l| l == line), "{line} in {left_out:#?}");
    has("<li><a href=\"../index.html#part-1-of-chapter-7\">Part 1 of chapter 7</a> · 208 words</li>");
    has("<li><a href=\"../index.html#chapter-8\">Chapter 8</a></li>");
    has("<li><a href=\"../index.html#terms\">7 words unchanged</a></li>");
    // 80 sections but the two that changed and the two above them; the title's own words
    assert_eq!(left_out.len(), 80 - 4 + 1);
    assert!(!shown.contains("Chapter 8") && shown.contains("Chapter 7</h2>"));
    // a link to what is left out leads to the new version, one to what is shown stays
    assert!(shown.contains("href=\"../index.html#chapter-3\"") && shown.contains("href=\"#chapter-7\""), "{shown}");
    let whole = site.text(page);
    assert_eq!(wrong(&shown), [""; 0]);
    assert!(whole.contains("Only what changed is shown here"), "it is said");
    assert!(whole.contains("href=\"../../../compare/index.html#1..2\">The whole text with changes marked</a>"));
    assert!(whole.contains("Sections: 3 of 82 changed</p>"), "the list of sections counts the rest");
    assert!(whole.len() < 30_000, "{} bytes of a text of {}", whole.len(), edited().len());
}

#[test]
fn each_change_and_each_link_to_it_stays() {
    let repo = Sandbox::new();
    repo.write("policy/terms.md", long(str::to_owned)).commit("first");
    repo.write("policy/terms.md", edited()).commit("second");
    repo.write("policy/terms.md", edited().replace("came with", "is of")).commit("third");
    let site = repo.build();
    for (page, changes) in [("terms/v/2/changes/", 3), ("terms/v/3/changes/", 1), ("terms/compare/last-2/", 3)] {
        let text = site.text(&format!("{page}index.html"));
        assert!(text.contains("data-left-out=\""), "{page}");
        for change in 1..=changes {
            assert!(text.contains(&format!("<a class=\"change\" id=\"c{change}\"></a>")), "{change} of {page}");
        }
        assert!(!text.contains(&format!("id=\"c{}\"", changes + 1)));
    }
    let (shown, _) = parts(&site, "terms/compare/last-2/index.html");
    assert!(blocks(&shown, "del").contains(&"Last words".to_owned()));
}

#[test]
fn a_short_text_is_shown_whole() {
    let cut = |text: String| text.split_once("## Chapter 8").expect("a chapter").0.to_owned();
    let (_repo, site) = published(&cut(long(str::to_owned)), &cut(edited()));
    let page = "terms/v/2/changes/index.html";
    let (shown, left_out) = parts(&site, page);
    assert_eq!(left_out, [""; 0]);
    assert_eq!(blocks(&shown, "ins"), read(&cut(long(str::to_owned))));
    assert!(!site.text(page).contains("Only what changed is shown here"));
}

#[test]
fn of_a_long_text_without_sections_blocks_are_shown_with_their_neighbours() {
    let text = |word: &str| {
        let block =
            |n: usize| format!("Block {n} {}{}.\n\n", if n == 50 { word } else { "says" }, " what it says".repeat(60));
        (1..=100).map(block).collect::<String>()
    };
    let (_repo, site) = published(&text("says"), &text("denies"));
    let page = "terms/v/2/changes/index.html";
    let (shown, left_out) = parts(&site, page);
    let around = |word: &str| {
        let all = text(word);
        // the first block may be a title
        let near = all.split("\n\n").enumerate().filter(|(ix, _)| *ix == 0 || (46..=52).contains(ix));
        near.map(|(_, block)| block).collect::<Vec<_>>().join("\n\n")
    };
    assert_eq!(blocks(&shown, "ins"), read(&around("says")));
    assert_eq!(blocks(&shown, "del"), read(&around("denies")));
    let line = |blocks: usize| format!("<li><a href=\"../index.html\">{} words unchanged</a></li>", blocks * 183);
    assert_eq!(left_out, [line(45), line(47)]);
    assert_eq!(wrong(&shown), [""; 0]);
}

#[test]
fn headings_of_which_only_the_number_changed_keep_their_marks() {
    let numbered = |from: usize| {
        let chapter = |n: usize| {
            let rule = format!("A rule of chapter {} says what holds. ", char::from(b'a' + n as u8)).repeat(200);
            format!(
                "## {}. About {}\n\n{}\n\n",
                n + from,
                "abcdefghijklmnop".chars().nth(n).expect("a letter"),
                rule.trim_end()
            )
        };
        (0..16).map(chapter).collect::<String>()
    };
    let (_repo, site) = published(&numbered(1), &format!("## 1. News\n\nThis came.\n\n{}", numbered(2)));
    let (shown, left_out) = parts(&site, "terms/v/2/changes/index.html");
    assert_eq!(left_out.len(), 16);
    assert!(left_out[3].ends_with("#5-about-d\">1600 words unchanged</a></li>"), "{}", left_out[3]);
    let heads: Vec<String> = (0..16).map(|n| format!("{}. About {}", n + 1, char::from(b'a' + n))).collect();
    assert_eq!(blocks(&shown, "ins"), heads);
}

#[test]
fn a_policy_of_one_version_has_no_comparison_and_few_files() {
    let repo = Sandbox::new();
    // what a search shows of it aside
    let own = |path: &str| path.starts_with("terms/") && path != "terms/search.js";
    let of_terms = |site: &Site| site.files().iter().filter(|(path, _)| own(path)).count();
    repo.write("policy/terms.md", long(str::to_owned)).commit("first");
    let site = repo.build();
    assert_eq!(of_terms(&site), ONE);
    assert!(!site.has("terms/compare/index.html") && !site.has("terms/sections/index.html"));
    for page in ["terms/index.html", "terms/v/1/index.html", "terms/history/index.html"] {
        let text = site.text(page);
        assert!(!text.contains("compare/") && !text.contains("sections/"), "{page} leads to no page that is not there");
    }
    repo.write("policy/terms.md", edited()).commit("second");
    let site = repo.build();
    assert_eq!(
        of_terms(&site),
        ONE + 3 + 2 + 4,
        "the comparison, the history of sections, the feed of words, two of notices, and four of the version"
    );
    assert!(site.text("terms/index.html").contains("href=\"compare/index.html\""));
    repo.write("policy/terms.md", edited() + "\nMore.\n").commit("third");
    assert_eq!(of_terms(&repo.build()), ONE + 3 + 2 + 4 + 5, "and a redline from the version before the one before");
}

/// How many files a policy of one version has, its receipt among them.
const ONE: usize = 9;

/// Where large texts flip back and forth, the redline is shown once, and every address of a change leads to it.
#[test]
fn a_large_redline_that_was_there_before_is_shown_once() {
    let text = |side: &str| {
        let rule = |n: usize| format!("## Rule {n}\n\nOf {side} {n}.{}\n", format!(" What {side} says.").repeat(90));
        let rules: String = (1..=9).map(rule).collect();
        format!("---\nlang: en\n---\n# Terms\n\n{rules}\n## Office\n\nAsk the office.\n")
    };
    let repo = Sandbox::new();
    for n in 1..=30 {
        let side = if n % 2 == 1 { "left" } else { "right" };
        repo.write("policy/terms.md", text(side)).write("policy/short.md", format!("# Short\n\nGo {side}.\n"));
        repo.commit("flip");
        if n == 7 || n == 29 {
            repo.build();
        }
    }
    let site = repo.build();
    let page = |n: usize| site.text(&format!("terms/v/{n}/changes/index.html"));
    let first = page(3);
    assert!(first.contains("<ins") && !first.contains("data-again"), "this way round it is the first");
    let again = page(29);
    assert!(again.len() * 3 < first.len(), "{} of {}", again.len(), first.len());
    assert!(again.contains("data-from=\"28\" data-to=\"29\" data-again=\"2..3\" data-left-out="), "{again}");
    assert!(again.contains("href=\"../../3/changes/index.html\">Changes from version 2 to version 3</a>"), "{again}");
    assert!(again.contains("<a href=\"../index.html#office\">Office</a> · 4 words</li>"), "{again}");
    let changes = first.matches("class=\"change\" id=\"c").count();
    assert!(changes >= 9);
    for n in 1..=changes {
        assert!(again.contains(&format!("<a id=\"c{n}\" href=\"../../3/changes/index.html#c{n}\">{n}</a>")), "{n}");
    }
    // a small one is shown again
    assert!(site.text("short/v/29/changes/index.html").contains("<ins>left</ins>"));
    // feeds do as pages do; an entry has what it had before, where there are more
    let entry = |feed: &str, n: usize| {
        let feed = site.text(feed);
        let at = feed.find(&format!("<title>Version {n}</title>")).expect("the entry");
        feed[at..].split_once("</entry>").expect("its end").0.to_owned()
    };
    let (told, once) = (entry("terms/feed.xml", 29), entry("terms/feed/1.xml", 3));
    assert!(told.contains("Versions 2 and 3 have the same two texts") && told.contains("v/3/changes/"), "{told}");
    assert!(told.len() * 3 < once.len() && once.contains("&lt;ins"), "{} of {}", told.len(), once.len());
    assert!(entry("short/feed.xml", 29).contains("left"));
    let fresh = repo.place("fresh");
    assert_eq!(repo.run(&["build", "--out", fresh.to_str().expect("UTF-8")]).code, 0);
    assert_eq!(crate::whole::same(repo.site().root(), &fresh), [""; 0], "grown as built at once");
}

#[test]
fn that_another_text_took_the_place_stands_first() {
    let repo = Sandbox::new();
    let text = |title: &str, rule: &str| format!("# {title}\n\n{}", format!("{rule}\n\n").repeat(40));
    let (rules, terms) =
        ("You must not publish words of hatred.", "Whoever places code on pages pays for each letter.");
    repo.write("policy/a.md", text("Publisher policies", rules)).commit("rules");
    repo.write("policy/a.md", text("Program terms", terms)).commit("terms");
    let page = repo.build().text("a/v/2/changes/index.html");
    let (told, first) = (page.find("Another text took the place"), page.find("class=\"section-changes\""));
    assert!(told.is_some() && told < first, "{page}");
    repo.write("policy/a.md", text("Program terms", terms) + "One more.\n").commit("more");
    assert!(!repo.build().text("a/v/3/changes/index.html").contains("Another text took the place"));
}
