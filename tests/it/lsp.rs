//! The language server, spoken to as an editor does: over stdin and stdout of a real process.

use crate::sandbox::{Sandbox, program};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdout, Command, Stdio};

/// An editor that talks to the server.
struct Editor<'s> {
    sandbox: &'s Sandbox,
    server: Child,
    said: BufReader<ChildStdout>,
    asked: u64,
}

impl<'s> Editor<'s> {
    /// Starts the server; the editor is set to this language.
    fn open(sandbox: &'s Sandbox, locale: &str) -> Self {
        let mut server = Command::new(program())
            .arg("lsp")
            .current_dir(sandbox.place(""))
            .env_clear()
            .env("SOURCE_DATE_EPOCH", "1700000000")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let said = BufReader::new(server.stdout.take().expect("a pipe"));
        let mut editor = Self { sandbox, server, said, asked: 0 };
        let root = editor.uri("");
        let answer = editor.ask("initialize", json!({ "rootUri": root, "locale": locale, "capabilities": {} }));
        assert_eq!(answer["capabilities"]["hoverProvider"], true, "{answer}");
        editor.tell("initialized", json!({}));
        editor
    }

    fn uri(&self, path: &str) -> String {
        format!("file://{}", self.sandbox.repo().join(path).to_str().expect("UTF-8"))
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        let stdin = self.server.stdin.as_mut().expect("a pipe");
        write!(stdin, "Content-Length: {}\r\n\r\n{text}", text.len()).expect("written");
        stdin.flush().expect("written");
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// The next message of the server.
    fn next(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(self.said.read_line(&mut line).expect("UTF-8") > 0, "the server ended");
            match line.trim_end().split_once(": ") {
                Some(("Content-Length", n)) => length = n.parse().expect("a number"),
                Some(_) => {}
                None => break,
            }
        }
        let mut body = vec![0; length];
        self.said.read_exact(&mut body).expect("a message");
        serde_json::from_slice(&body).expect("JSON")
    }

    /// Asks; the result.
    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.asked += 1;
        let id = self.asked;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        let answer = self.next();
        assert_eq!(answer["id"], id, "{answer}");
        answer["result"].clone()
    }

    /// The diagnostics that the server shows next.
    fn shown(&mut self) -> Vec<Value> {
        let message = self.next();
        assert_eq!(message["method"], "textDocument/publishDiagnostics", "{message}");
        message["params"]["diagnostics"].as_array().expect("a list").clone()
    }

    fn type_text(&mut self, path: &str, text: &str) -> Vec<Value> {
        let uri = self.uri(path);
        let changes = json!({ "textDocument": { "uri": uri, "version": 2 }, "contentChanges": [{ "text": text }] });
        self.tell("textDocument/didChange", changes);
        self.shown()
    }

    fn hover(&mut self, path: &str, line: u64, character: u64) -> Value {
        let place = json!({ "line": line, "character": character });
        let uri = self.uri(path);
        self.ask("textDocument/hover", json!({ "textDocument": { "uri": uri }, "position": place }))
    }

    fn close(mut self) {
        assert_eq!(self.ask("shutdown", Value::Null), Value::Null);
        self.tell("exit", Value::Null);
        assert!(self.server.wait().expect("it ends").success());
    }
}

fn office() -> Sandbox {
    let sandbox = Sandbox::new();
    let text = |days: &str| {
        format!(
            "# ระเบียบ\n\n## การเก็บข้อมูล\n\nเก็บข้อมูลไว้ {days} วันนับแต่วันสิ้นสุดสัญญาบริการ\n\n## ข้อ ๑\n\nให้ยื่นคำขอต่อสำนักงาน\n\n## ข้อ ๒\n\nให้พิจารณาตามข้อ ๑\n"
        )
    };
    for days in ["30", "60", "90"] {
        sandbox.write("policy/rules.md", text(days)).commit(&format!("เก็บข้อมูล {days} วัน"));
    }
    sandbox
}

#[test]
fn findings_are_shown_as_one_types_and_mended_in_place() {
    let office = office();
    let mut editor = Editor::open(&office, "th-TH");
    let (uri, text) = (editor.uri("policy/rules.md"), "# ระเบียบ\n\nดู [😀](gone.md) ให้เเก้ไข\n");
    let document = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": text });
    editor.tell("textDocument/didOpen", json!({ "textDocument": document }));
    let shown = editor.shown();
    let of = |found: &Value| (found["code"].as_str().map(str::to_owned), found["range"].clone());
    let place = |from: u64, to: u64| json!({ "start": { "line": 2, "character": from }, "end": { "line": 2, "character": to } });
    let known: Vec<_> =
        shown.iter().map(of).filter(|(code, _)| !code.as_deref().unwrap_or("").starts_with("CH")).collect();
    assert_eq!(
        known,
        [(Some("PM003".into()), place(3, 16)), (Some("TH001".into()), place(20, 22))],
        "in units of UTF-16"
    );
    assert!(shown[0]["message"].as_str().expect("a text").starts_with("ไม่มีไฟล์"), "{shown:?}");
    let asked = json!({ "textDocument": { "uri": uri }, "range": place(21, 21), "context": { "diagnostics": [] } });
    let actions = editor.ask("textDocument/codeAction", asked);
    assert_eq!(actions[0]["edit"]["changes"][&uri], json!([{ "range": place(20, 22), "newText": "แ" }]), "{actions}");
    assert_eq!((actions[0]["isPreferred"].as_bool(), actions.as_array().map(Vec::len)), (Some(true), Some(1)));
    let mended = editor.type_text("policy/rules.md", "# ระเบียบ\n\n## การเก็บข้อมูล\n\nให้แก้ไข\n");
    assert!(mended.iter().all(|found| found["code"] != "TH001" && found["code"] != "PM003"), "{mended:?}");
    editor.close();
    let saved = std::fs::read_to_string(office.repo().join("policy/rules.md")).expect("read");
    assert!(saved.contains("90"), "the server writes nothing");
}

#[test]
fn a_text_that_is_open_counts_as_it_is_typed_for_the_others() {
    let office = office();
    office.write("policy/fees.md", "# ค่าธรรมเนียม\n\nดู[การเก็บข้อมูล](rules.md#การเก็บข้อมูล)\n").commit("Fees");
    let mut editor = Editor::open(&office, "en");
    let text = std::fs::read_to_string(office.repo().join("policy/fees.md")).expect("read");
    let document = json!({ "uri": editor.uri("policy/fees.md"), "languageId": "markdown", "version": 1, "text": text });
    editor.tell("textDocument/didOpen", json!({ "textDocument": document }));
    assert_eq!(editor.shown(), [] as [Value; 0]);
    let document =
        json!({ "uri": editor.uri("policy/rules.md"), "languageId": "markdown", "version": 1, "text": "# ระเบียบ\n" });
    editor.tell("textDocument/didOpen", json!({ "textDocument": document }));
    let fees = editor.shown();
    assert_eq!(fees[0]["code"], "PM003", "{fees:?}");
    editor.shown();
    editor.close();
}

#[test]
fn a_heading_tells_how_often_its_section_changed_and_a_reference_what_its_clause_says() {
    let office = office();
    let text = std::fs::read_to_string(office.repo().join("policy/rules.md")).expect("read");
    let mut editor = Editor::open(&office, "en");
    let document =
        json!({ "uri": editor.uri("policy/rules.md"), "languageId": "markdown", "version": 1, "text": text });
    editor.tell("textDocument/didOpen", json!({ "textDocument": document }));
    editor.shown();
    let heading = editor.hover("policy/rules.md", 2, 5);
    let said = heading["contents"]["value"].as_str().unwrap_or_default();
    assert!(said.starts_with("changed 2 times, last in version 3 of 2023-11-15"), "{heading}");
    assert!(said.ends_with("first in version 1 of 2023-11-15"), "{heading}");
    assert_eq!(heading["range"]["start"], json!({ "line": 2, "character": 0 }));
    let reference = editor.hover("policy/rules.md", 12, 15);
    assert_eq!(reference["contents"]["value"], "ข้อ ๑\nให้ยื่นคำขอต่อสำนักงาน", "{reference}");
    assert_eq!(editor.hover("policy/rules.md", 4, 3), Value::Null, "nothing to tell");
    editor.close();
}
