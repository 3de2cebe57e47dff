//! Settings and front matter: whatever stands in them is understood or refused with a message; and a site's address that
//! was taken has no byte in it that could end a line, a quote or an element.
#![no_main]

use libfuzzer_sys::fuzz_target;
use promulgate::brief;
use promulgate::config::Config;
use promulgate::document;
use promulgate::history::Scope;
use promulgate::model::{ChangeType, Lang, PolicyId, Zone};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    match Config::parse(&text, "promulgate.toml") {
        Ok(config) => {
            let _ = Scope::new(config.policies.as_deref().unwrap_or_default(), &config.include, &config.exclude);
            config.base_url.iter().for_each(|url| address(url));
        }
        Err(error) => assert!(error.to_string().starts_with("promulgate.toml"), "{error}"),
    }
    // the bytes as the value of the one setting that other files repeat
    let value = text.replace('\\', "\\\\").replace('"', "\\\"").replace(|c: char| c.is_control(), "\\u0007");
    if let Ok(config) = Config::parse(&format!("base_url = \"https://{value}\""), "promulgate.toml") {
        config.base_url.iter().for_each(|url| address(url));
    }
    for fence in ["---\n", "+++\n"] {
        document::parse(&[fence.as_bytes(), bytes, b"\n", fence.as_bytes(), b"\n# A\n"].concat(), "p.md");
    }
    let _ = (brief::day(&text), Zone::named(&text), Lang::parse(&text), ChangeType::parse(&text));
    let id = PolicyId::from_path(&text);
    assert_eq!(PolicyId::from_path(id.as_str()), id, "an id is its own id");
});

fn address(url: &str) {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).expect("a web address");
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"-._~:/[]!$&'()*+,;=%@".contains(&b);
    assert!(url.bytes().all(allowed) && url.ends_with('/'), "{url:?}");
    let host = rest.split('/').next().unwrap_or_default();
    assert!(!host.is_empty() && !host.contains('@'), "{url:?}");
}
