//! The home page: what it tells of few policies and of many, and in which languages there is one.

use crate::sandbox::{Sandbox, Site, essay};

/// What stands in the items of the list of the latest changes.
fn latest(site: &Site, page: &str) -> Vec<String> {
    let page = site.text(page);
    let list = page.split("<ol class=\"latest\">").nth(1).unwrap_or_default();
    let list = list.split("</ol>").next().unwrap_or_default();
    list.split("<li class=").skip(1).map(str::to_owned).collect()
}

/// A site that grew is the one that is built at once.
fn grew(repo: &Sandbox) -> Site {
    let (site, fresh) = (repo.build(), repo.place("fresh"));
    let _ = std::fs::remove_dir_all(&fresh);
    let state = repo.place("fresh-state");
    let options = ["build", "--out", fresh.to_str().expect("UTF-8"), "--state", state.to_str().expect("UTF-8")];
    assert_eq!(repo.run(&options).code, 0);
    assert!(site.files() == Site::at(fresh).files(), "a grown site is one built at once");
    std::fs::remove_dir_all(state).expect("removed");
    site
}

#[test]
fn few_policies_have_a_card_each_and_no_list_of_changes_beside() {
    let repo = Sandbox::new();
    repo.write("promulgate.toml", "lang = \"en\"\n");
    for n in 0..12 {
        repo.write(&format!("policy/p{n}.md"), essay(&format!("Policy {n}")));
    }
    repo.commit("first");
    repo.write("policy/p7.md", essay("Policy 7") + "\nThe fee is 20 baht.\n").commit("A fee");
    repo.write("policy/p7.md", essay("Policy 7") + "\nThe fee is 40 baht.\n").commit("More");
    let site = grew(&repo);
    let home = site.text("index.html");
    assert_eq!((home.matches("<h3 class=\"title\">").count(), latest(&site, "index.html").len()), (12, 0));
    let (first, second) = (home.find("Policy 7").expect("a card"), home.find("Policy 0").expect("a card"));
    assert!(first < second, "what changed last comes first");
    assert!(home.contains("<bdi>20 baht</bdi> → <bdi>40 baht</bdi>") && home.contains("p7/v/3/changes/index.html#c1"));
    repo.tick(2 * 24 * 3600);
    repo.write("policy/one-more.md", essay("One more")).commit("one more");
    let site = grew(&repo);
    assert!(!site.text("index.html").contains("<h3 class=\"title\">"));
    let latest = latest(&site, "index.html");
    assert!(latest[0].contains("Version 3") && latest[1].contains("Version 2"), "the wording first: {latest:?}");
    assert!(latest[2].contains("One more") && latest[2].contains("Version 1"), "{latest:?}");
    assert!(latest[3].contains("12 policies first published on") && latest[3].contains("changes/index.html"));
    assert_eq!(latest.len(), 4);
}

#[test]
fn lists_are_divided_by_what_divides_them() {
    let groups = |paths: &mut dyn Iterator<Item = (String, String)>| -> Vec<String> {
        let repo = Sandbox::new();
        for (path, title) in paths {
            repo.write(&format!("policy/{path}.md"), format!("# {title}\n\nA text.\n"));
        }
        repo.commit("first");
        let home = repo.build().text("index.html");
        let summaries = home.split("<summary>").skip(1);
        summaries.map(|rest| rest.split(" <").next().unwrap_or_default().to_owned()).collect()
    };
    let folders = groups(&mut (0..40).map(|n| (format!("f{}/p{n}", n % 4), format!("Title {n}"))));
    assert_eq!(folders, ["f0", "f1", "f2", "f3"]);
    let years = groups(&mut (0..40).map(|n| (format!("act-{n}-{}", 2020 + n % 4), format!("Title {n}"))));
    assert_eq!(years, ["2023", "2022", "2021", "2020"], "the newest first");
    let letters = groups(&mut (0..40).map(|n| (format!("p{n}"), format!("{}{n}", ["Éa", "eb", "เก", "ขา"][n % 4]))));
    assert_eq!(letters, ["E", "ก", "ข"], "by consonants, accents folded");
    let nothing = groups(&mut (0..40).map(|n| (format!("p{n}"), format!("Policy {n}"))));
    assert!(nothing.is_empty(), "one letter for all divides nothing: {nothing:?}");
}

#[test]
fn there_is_a_home_page_in_each_language_that_policies_have_texts_in() {
    let repo = Sandbox::new();
    repo.write("promulgate.toml", "lang = \"th\"\ntitle = \"สำนักงาน\"\n");
    repo.write("policy/privacy.md", "# นโยบาย\n\nเราเก็บข้อมูล 30 วัน\n")
        .write("policy/fees.md", "# ค่าธรรมเนียม\n\n20 บาท\n");
    // a policy may be called as a language is
    repo.write("policy/en.md", "# เอ็น\n\nข้อความ\n").commit("first");
    let site = grew(&repo);
    assert!(!site.has("browse/en/index.html") && !site.text("index.html").contains("hreflang"));
    let before = site.policies();
    repo.write("policy/privacy.en.md", "# Privacy\n\nWe keep the data for 30 days.\n").commit("English");
    let site = grew(&repo);
    assert!(before.iter().all(|id| site.policies().contains(id)), "no address gave way");
    let home = site.text("browse/en/index.html");
    let alternate = "<link rel=\"alternate\" href=\"../../index.html\" hreflang=\"th\">";
    for part in ["<html lang=\"en\">", ">Privacy</a>", "only in Thai", "lang=\"th\">สำนักงาน</h1>", alternate]
    {
        assert!(home.contains(part), "{part}: {home}");
    }
    assert!(
        !home.contains(">นโยบาย</a>") && !home.contains("Published from commit"),
        "nothing that each commit changes"
    );
    assert!(site.text("index.html").contains("href=\"browse/en/index.html\" hreflang=\"en\""));
    assert!(site.text("privacy/en/index.html").contains("../../browse/en/index.html\">All policies"));
    assert!(site.text("privacy/index.html").contains("href=\"../index.html\""));
    // a commit elsewhere leaves it
    repo.write("notes.txt", "x").commit("elsewhere");
    let site = grew(&repo);
    assert_eq!(site.text("browse/en/index.html"), home);
    repo.remove("policy/privacy.en.md").commit("no more");
    let home = grew(&repo).text("browse/en/index.html");
    assert!(home.contains(">นโยบาย</a>"), "a text that was withdrawn gives way to the original: {home}");
}
