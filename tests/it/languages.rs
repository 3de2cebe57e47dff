//! In which language texts are said to be: by whom, and never against what stands in them.

use crate::sandbox::{Sandbox, Site};

const ENGLISH: &str = "# Privacy\n\nWe keep the records of your visits for 30 days, and we may not pass them on to any other office \
    without your consent. You can ask us at any time which of them we have.\n";
const GERMAN: &str = "# Datenschutz\n\nWir bewahren die Daten der Besucher 30 Tage auf und geben sie nicht an andere Stellen weiter. \
    Sie können jederzeit Auskunft über die Daten verlangen, die wir von Ihnen haben.\n";
const ARABIC: &str = "# سياسة الخصوصية\n\nنحتفظ بالبيانات (السجلات) لمدة 30 يومًا.\n";

/// The tag of the article on the page of `id`.
fn article(site: &Site, id: &str) -> String {
    let page = site.text(&format!("{id}/index.html"));
    let from = page.find("<article").expect("an article");
    page[from..].split_inclusive('>').next().unwrap_or_default().to_owned()
}

/// Publishes one text at `path`; the language that `policies.json` names.
fn lang_of(path: &str, text: &str) -> String {
    let repo = Sandbox::new();
    repo.write(path, text).commit("first");
    let site = repo.build();
    site.json("policies.json")["policies"][0]["lang"].as_str().expect("a language").to_owned()
}

#[test]
fn nobody_s_language_is_unknown() {
    let repo = Sandbox::new();
    repo.write("note.md", "# Brandschutz\n\nSatz 1.\n").commit("first");
    let site = repo.build();
    assert!(article(&site, "note").ends_with(" lang=\"und\" dir=\"auto\">"), "{}", article(&site, "note"));
    assert!(site.text("note/index.html").contains("<html lang=\"en\">"), "the interface is in English");
    assert!(!site.text("note/index.html").contains("inLanguage"));
    assert!(!site.text("note/index.html").contains("hreflang=\"und\""));
}

#[test]
fn a_text_shows_its_language() {
    for (text, lang) in [
        (ENGLISH, "en"),
        (GERMAN, "de"),
        (ARABIC, "ar"),
        ("# מדיניות\n\nאנו שומרים נתונים 30 יום.\n", "he"),
        ("# นโยบาย\n\nเก็บ 30 วัน\n", "th"),
        ("# Πολιτική\n\nΔεδομένα.\n", "el"),
        ("# 방침\n\n자료를 30일 보관합니다.\n", "ko"),
        ("# პოლიტიკა\n", "ka"),
        ("# حریم خصوصی\n\nما داده‌های شما را نگه می‌داریم.\n", "und"),
        ("# Text\n\n1 2 3\n", "und"),
    ] {
        assert_eq!(lang_of("policy/a.md", text), lang, "{text}");
    }
}

#[test]
fn names_that_are_languages_tell_unless_the_text_contradicts() {
    for (path, text, lang) in [
        ("de/fire.md", "# Brandschutz\n\nIn der Not die Feuerwehr rufen.\n", "de"),
        ("pt-BR/privacy.md", "# Privacidade\n\nMudamos a opção no aplicativo.\n", "pt-BR"),
        ("fr/privacy.md", "# Confidentialité\n\nNous gardons vos données 30 jours.\n", "fr"),
        ("privacy/fr.md", "# Confidentialité\n", "fr"),
        ("docs/zh_CN/legal/a.md", "# 隐私\n", "zh-CN"),
        // departments, words and countries that are no languages here
        ("it/security.md", ENGLISH, "en"),
        ("hr/leave.md", "# Leave\n\nThe staff may take 20 days.\n", "und"),
        ("no/refunds.md", "# No refunds\n\nWe do not pay you back for any of the fees.\n", "en"),
        ("policy/is.md", ENGLISH, "en"),
        ("de/privacy.md", ENGLISH, "en"),
        ("th/privacy.md", "# Privacy\n", "und"),
        ("as/is.md", "# As is\n", "und"),
        ("old/privacy.old.md", "# Privacy\n", "und"),
        // somebody says so
        ("en/a.md", "---\nlang: de\n---\n# A\n", "de"),
        ("a.md", "---\nlang: PT_br\n---\n# A\n", "pt-BR"),
    ] {
        assert_eq!(lang_of(path, text), lang, "{path}");
    }
}

#[test]
fn the_setting_tells_where_nothing_contradicts() {
    let repo = Sandbox::new();
    repo.write("promulgate.toml", "lang = 'de'\n").write("a.md", "# Brandschutz\n").write("b.md", ENGLISH);
    repo.write("c.md", "# นโยบาย\n").commit("first");
    let site = repo.build();
    let langs = |site: &Site| -> Vec<String> {
        let policies = site.json("policies.json")["policies"].as_array().expect("policies").clone();
        policies.iter().map(|p| p["lang"].as_str().expect("a language").to_owned()).collect()
    };
    assert_eq!(langs(&site), ["de", "en", "th"]);
    repo.write("promulgate.toml", "lang = 'fr'\n").commit("another setting");
    assert_eq!(langs(&repo.build()), ["fr", "en", "th"]);
}

#[test]
fn a_short_version_stays_in_the_language_of_its_policy() {
    let repo = Sandbox::new();
    repo.write("a.md", GERMAN).write("b.md", ENGLISH).write("c.md", ENGLISH).commit("first");
    repo.write("a.md", "# Fehler\n\nSeite 404.\n").commit("an error page");
    let site = repo.build();
    assert!(article(&site, "a").contains(" lang=\"de\""), "{}", article(&site, "a"));
    assert!(article(&site, "a/v/2").contains(" lang=\"de\""));
}

#[test]
fn lines_run_from_the_right_wherever_such_a_text_stands() {
    let repo = Sandbox::new();
    repo.write("privacy.md", format!("---\nlang: ar\n---\n{ARABIC}")).write("other.md", ENGLISH).commit("one");
    repo.write("privacy.md", format!("---\nlang: ar\n---\n{}", ARABIC.replace("30", "45"))).commit("two");
    let site = repo.build();
    let rtl = " lang=\"ar\" dir=\"rtl\"";
    for (page, times) in [
        ("privacy/index.html", 2),
        ("privacy/v/2/changes/index.html", 3),
        ("privacy/compare/index.html", 2),
        ("index.html", 1),
    ] {
        let page_text = site.text(page);
        assert!(page_text.matches(rtl).count() >= times, "{page}: {page_text}");
    }
    assert!(site.text("privacy/feed.xml").contains("lang=\"ar\" dir=\"rtl\""));
    assert!(site.text("assets/search/p0.js").contains(r#""ar","rtl""#), "{}", site.text("assets/search/p0.js"));
    assert!(!article(&site, "other").contains("dir="));
}

/// For each policy its id and that of its original.
fn originals(site: &Site) -> Vec<(String, Option<String>)> {
    let policies = site.json("policies.json")["policies"].as_array().expect("policies").clone();
    let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
    policies.iter().map(|p| (text(&p["id"]).expect("an id"), text(&p["translation_of"]))).collect()
}

fn check_family(settings: &str, files: &[(&str, &str)], expected: &[(&str, Option<&str>)]) {
    let repo = Sandbox::new();
    repo.write("promulgate.toml", settings);
    for (path, text) in files {
        repo.write(path, text);
    }
    repo.commit("first");
    let site = repo.build();
    let found = originals(&site);
    let found: Vec<(&str, Option<&str>)> = found.iter().map(|(id, of)| (id.as_str(), of.as_deref())).collect();
    assert_eq!(found, expected, "{files:?}");
}

#[test]
fn files_of_one_name_in_folders_of_languages_are_translations() {
    let (en, fr, de) = ("# Privacy\n", "# Confidentialité\n", "# Datenschutz\n");
    check_family("", &[("en/p.md", en), ("fr/p.md", fr)], &[("en/p", None), ("fr/p", Some("en/p"))]);
    check_family("lang = 'fr'", &[("en/p.md", en), ("fr/p.md", fr)], &[("en/p", Some("fr/p")), ("fr/p", None)]);
    check_family("", &[("p/en.md", en), ("p/fr.md", fr)], &[("p/en", None), ("p/fr", Some("p/en"))]);
    check_family("", &[("de/p.md", de), ("fr/p.md", fr)], &[("de/p", None), ("fr/p", Some("de/p"))]);
    check_family("", &[("fr/p.md", fr), ("p.md", en)], &[("fr/p", Some("p")), ("p", None)]);
    check_family("", &[("p.fr.md", fr), ("p.md", en)], &[("p/fr", Some("p")), ("p", None)]);
    check_family("", &[("p.en.md", en), ("p.fr.md", fr)], &[("p.en", None), ("p.fr", Some("p.en"))]);
    check_family(
        "",
        &[("docs/en/legal/p.md", en), ("docs/fr/legal/p.md", fr), ("docs/fr/legal/q.md", fr)],
        &[("docs/en/legal/p", None), ("docs/fr/legal/p", Some("docs/en/legal/p")), ("docs/fr/legal/q", None)],
    );
}

#[test]
fn departments_are_no_translations_of_each_other() {
    let files = [("hr/leave.md", ENGLISH), ("it/leave.md", ENGLISH), ("no/leave.md", ENGLISH)];
    check_family("", &files, &[("hr/leave", None), ("it/leave", None), ("no/leave", None)]);
    check_family("", &[("terms.as.md", ENGLISH), ("terms.md", ENGLISH)], &[("terms.as", None), ("terms", None)]);
}

#[test]
fn a_translation_leads_to_its_original_and_says_that_it_changed() {
    let repo = Sandbox::new();
    repo.write("en/privacy.md", "# Privacy\n\nWe keep data 30 days.\n");
    repo.write("fr/privacy.md", "# Confidentialité\n\nDonnées gardées 30 jours.\n").commit("one");
    repo.write("en/privacy.md", "# Privacy\n\nWe keep data 60 days.\n").commit("two");
    let site = repo.build();
    let (en, fr) = (site.text("en/privacy/index.html"), site.text("fr/privacy/index.html"));
    assert!(
        en.contains(r#"href="../../fr/privacy/index.html""#) && fr.contains(r#"href="../../en/privacy/index.html""#)
    );
    assert!(fr.contains("The original has changed") && !en.contains("The original has changed"), "{fr}");
}

#[test]
fn a_translation_that_comes_later_moves_nothing() {
    let repo = Sandbox::new();
    repo.write("fr/p.md", "# Confidentialité\n\nA.\n").commit("one");
    repo.build();
    repo.write("en/p.md", "# Privacy\n\nA.\n").commit("two");
    repo.write("p.md", "# Privatlivspolitik\n\nA.\n").commit("three");
    let grown = repo.build();
    assert_eq!(
        originals(&grown),
        [("en/p".into(), Some("p".into())), ("fr/p".into(), Some("p".into())), ("p".into(), None)]
    );
    let once = repo.place("once");
    let run = repo.run(&[
        "build",
        "--out",
        &once.display().to_string(),
        "--state",
        &repo.place("state").display().to_string(),
    ]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(grown.text("policies.json"), Site::at(once).text("policies.json"));
}
