//! Whose site it is: what the settings say of an office stands on every page, safely.

use crate::sandbox::Sandbox;

const OFFICE: &str = "lang = 'en'\n[office]\nname = { th = 'สำนักงาน <เขต>', en = 'The Office' }\nlogo = 'images/seal.svg'\ncolour = '#ffcc00'\n\
    contact = ['1 Road \"x\"', 'Tel. 0 2245 0123', 'office@example.go.th']\naccessibility = 'https://example.go.th/a?b=1&c=2'\n";
const SEAL: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 20\"><path d=\"M0 0h40v20z\"/></svg>";

fn office() -> Sandbox {
    let repo = Sandbox::new();
    repo.write("policy/a.md", "# Privacy\n\nWe keep the records of your visits for 30 days.\n");
    repo.write("policy/ข.md", "# ระเบียบ\n\nสำนักงานเก็บข้อมูลไว้ 30 วัน\n");
    repo.write("promulgate.toml", OFFICE).write("images/seal.svg", SEAL).commit("first");
    repo
}

#[test]
fn an_office_stands_at_the_head_and_foot_of_every_page() {
    let repo = office();
    let site = repo.build();
    for (page, up, name) in [
        ("index.html", "", "The Office"),
        ("a/index.html", "../", "The Office"),
        ("a/v/1/index.html", "../../../", "The Office"),
        ("ข/history/index.html", "../../", "สำนักงาน &lt;เขต&gt;"),
    ] {
        let page = site.text(page);
        let logo = format!("<img src=\"{up}assets/logo.svg\" alt=\"\" width=\"40\" height=\"20\"><span>{name}</span>");
        assert!(page.contains(&logo), "{page}");
        for said in [
            "<p>1 Road &quot;x&quot;</p>",
            "<p>Tel. <a href=\"tel:022450123\">0 2245 0123</a></p>",
            "<p><a href=\"mailto:office@example.go.th\">office@example.go.th</a></p>",
            "<a href=\"https://example.go.th/a?b=1&amp;c=2\">",
            &format!("<a href=\"{up}this-site/index.html\">"),
        ] {
            assert!(page.contains(said), "{said} in {page}");
        }
    }
    assert_eq!(site.text("assets/logo.svg"), SEAL);
    // readable on white and on dark ground, and exact in the header
    let style = site.text("assets/style.css");
    assert!(style.contains("--office: #ffcc00; --on-office: #000000; --link: #876c00;"), "{style}");
    let missing = site.text("404.html");
    assert!(!missing.contains("logo.svg") && missing.contains("assets/depth/5.css"), "{missing}");
}

#[test]
fn another_logo_is_published_in_its_place_and_no_page_is_left_behind() {
    let repo = office();
    repo.build();
    repo.write("images/seal.svg", SEAL.replace("40", "60")).commit("a wider seal");
    let site = repo.build();
    assert!(site.text("a/v/1/index.html").contains("width=\"60\"") && site.text("assets/logo.svg").contains("60"));
    repo.write("promulgate.toml", "title = 'x'\nbase_url = 'https://example.org/p/'\n").commit("no office");
    let site = repo.build();
    assert!(!site.has("assets/logo.svg") && !site.has("assets/depth/0.css"));
    assert!(!site.text("a/index.html").contains("class=\"office\""));
    assert!(site.text("404.html").contains("href=\"https://example.org/p/assets/style.css\""));
}

#[test]
fn a_logo_that_is_missing_or_could_run_something_is_refused() {
    let repo = office();
    repo.write("images/seal.svg", SEAL.replace("<path", "<script>alert(1)</script><path")).commit("active");
    assert!(repo.refused(1).contains("the logo `images/seal.svg` in the settings is an SVG that could run code"));
    repo.remove("images/seal.svg").commit("gone");
    assert!(repo.refused(1).contains("the logo `images/seal.svg` in the settings is not in the repository"));
}

#[test]
fn a_policy_by_the_name_of_the_page_about_the_site_has_another_address() {
    let repo = Sandbox::new();
    repo.write("policy/this-site.md", "# Rules of this site\n\nBe kind.\n").commit("first");
    let site = repo.build();
    assert!(site.text("this-site/index.html").contains("How this site works"));
    assert!(site.policies().iter().all(|id| id != "this-site"), "{:?}", site.policies());
}
