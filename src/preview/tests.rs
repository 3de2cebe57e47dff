//! The server, asked over real connections.

use super::request::{Refusal, parse};
use super::target::path;
use super::{Board, Server};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

/// A server of two pages, and the port at which it is.
fn served() -> (Arc<Board>, u16) {
    let (board, server) = (Arc::new(Board::default()), Server::bind(0).expect("a port"));
    let port = server.address().trim_end_matches('/').rsplit(':').next().and_then(|p| p.parse().ok()).expect("a port");
    board.show(BTreeMap::from([("p/index.html".to_owned(), b"a draft".to_vec())]), None, "a".into());
    let site = |path: &crate::places::SitePath| match path.as_str() {
        "p/index.html" | "q/index.html" => Some(b"published".to_vec()),
        _ => None,
    };
    server.serve(Arc::clone(&board), Box::new(site)).expect("it serves");
    (board, port)
}

fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", port)).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a limit");
    stream
}

/// What the server answers to these bytes.
fn answered(port: u16, request: &str) -> String {
    let mut stream = connect(port);
    stream.write_all(request.as_bytes()).expect("sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    String::from_utf8_lossy(&answer).into_owned()
}

fn get(port: u16, target: &str, more: &str) -> String {
    answered(port, &format!("GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{more}\r\n"))
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_default()
}

#[test]
fn drafts_stand_in_front_of_the_site() {
    let (_, port) = served();
    let draft = get(port, "/p/", "");
    assert!(draft.starts_with("HTTP/1.1 200 OK\r\n") && draft.ends_with("\r\n\r\na draft"), "{draft}");
    for said in [
        "default-src 'none'",
        "frame-ancestors 'none'",
        "nosniff",
        "turn;desc=\"1\", look;desc=\"a\"",
        "Cross-Origin-Resource-Policy: same-origin",
    ] {
        assert!(draft.contains(said), "{said}: {draft}");
    }
    assert!(get(port, "/q/?x=1", "").ends_with("published"));
    assert_eq!(status(&get(port, "/r/", "")), "404");
    let folder = get(port, "/p", "");
    assert!(folder.contains("\r\nLocation: /p/\r\n"), "{folder}");
    let head = answered(port, &format!("HEAD /p/ HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n"));
    assert!(head.contains("Content-Length: 7\r\n") && head.ends_with("\r\n\r\n"), "{head}");
    let tag = draft.split("ETag: ").nth(1).and_then(|rest| rest.split("\r\n").next()).expect("a tag").to_owned();
    assert_eq!(status(&get(port, "/p/", &format!("If-None-Match: {tag}\r\n"))), "304");
}

#[test]
fn what_was_meant_for_another_host_is_refused() {
    let (_, port) = served();
    let host = |lines: &str| answered(port, &format!("GET /p/ HTTP/1.1\r\n{lines}\r\n"));
    for own in ["localhost", "LocalHost", "127.0.0.1", "[::1]"] {
        assert_eq!(status(&host(&format!("Host: {own}:{port}\r\n"))), "200", "{own}");
    }
    let own = format!("Host: 127.0.0.1:{port}\r\n");
    for foreign in [
        String::new(),
        "Host: \r\n".into(),
        "Host: 127.0.0.1\r\n".into(),
        "Host: localhost:1\r\n".into(),
        format!("Host: evil.example:{port}\r\n"),
        format!("Host: localhost.evil.example:{port}\r\n"),
        format!("Host: 127.0.0.1:{port}.evil.example\r\n"),
        format!("Host: evil.example:{port}\r\n{own}"),
        format!("{own}{own}"),
        format!("{own}Origin: http://evil.example\r\n"),
        format!("{own}Origin: null\r\n"),
        format!("{own}Origin: https://127.0.0.1:{port}\r\n"),
    ] {
        assert_eq!(status(&host(&foreign)), "403", "{foreign}");
    }
}

#[test]
fn no_path_leads_out_of_the_site() {
    for (target, expected) in [
        ("/", Some("index.html")),
        ("/a/b/?q#f", Some("a/b/index.html")),
        ("/%E0%B8%81/x.md", Some("ก/x.md")),
        ("/.draft/live.js", Some(".draft/live.js")),
        ("/a..b/c", Some("a..b/c")),
    ] {
        assert_eq!(path(target).as_deref(), expected, "{target}");
    }
    for odd in [
        "",
        "a",
        "*",
        "http://127.0.0.1/p/",
        "//etc/passwd",
        "/..",
        "/../x",
        "/a/../../x",
        "/%2e%2e/x",
        "/a/%2E%2E/x",
        "/..%2fx",
        "/a%2fb",
        "/a%5cb",
        "/a\\b",
        "/a%00b",
        "/%0d%0aX: y",
        "/.git/config",
        "/.draft",
        "/a/.draft/x",
        "/.draft/../x",
        "/.draft/.x",
        "/%",
        "/%4",
        "/%zz",
        "/%ff",
        "/a//b",
    ] {
        assert_eq!(path(odd), None, "{odd}");
    }
    let (_, port) = served();
    assert_eq!(status(&get(port, "/..%2f..%2fetc/passwd", "")), "400");
}

#[test]
fn nothing_but_reading_is_possible() {
    let (_, port) = served();
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "TRACE", "get"] {
        let answer = answered(port, &format!("{method} /p/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"));
        assert_eq!(status(&answer), "405", "{method}");
    }
    let own = "Host: 127.0.0.1:80";
    for odd in ["GET /p/ HTTP/2", "GET /p/", "GET  /p/ HTTP/1.1", "GET /p/ HTTP/1.1 x", ""] {
        assert_eq!(parse(&format!("{odd}\r\n{own}"), 80), Err(Refusal::Malformed), "{odd}");
    }
    for odd in ["Host : 127.0.0.1:80", " folded", "no colon", ": x"] {
        assert_eq!(parse(&format!("GET / HTTP/1.1\r\n{own}\r\n{odd}"), 80), Err(Refusal::Malformed), "{odd}");
    }
    assert_eq!(status(&get(port, "/p/", &format!("X: {}\r\n", "x".repeat(20 << 10)))), "431");
}

/// What an open stream of events sent until it has `part`.
fn heard(stream: &mut TcpStream, part: &str) -> String {
    let mut all = String::new();
    while !all.contains(part) {
        let mut some = [0; 1024];
        let n = stream.read(&mut some).expect("an event");
        assert!(n > 0, "it ended: {all}");
        all += &String::from_utf8_lossy(&some[..n]);
    }
    all
}

#[test]
fn pages_are_told_what_is_new_and_nobody_else_is() {
    let (board, port) = served();
    for foreign in [
        "Sec-Fetch-Site: cross-site\r\n",
        "Sec-Fetch-Site: same-site\r\n",
        "Sec-Fetch-Site: none\r\n",
        "Origin: http://evil.example\r\n",
    ] {
        assert_eq!(status(&get(port, "/.draft/events", foreign)), "403", "{foreign}");
    }
    let mut stream = connect(port);
    let asked = format!("GET /.draft/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nSec-Fetch-Site: same-origin\r\n\r\n");
    stream.write_all(asked.as_bytes()).expect("sent");
    let first = heard(&mut stream, "\n\nid: 1\ndata: 1\n\n".trim_start());
    assert!(first.contains("text/event-stream") && !first.contains("Access-Control"), "{first}");
    board.fail("a template\nis broken".into());
    heard(&mut stream, "data: 2\ndata: a template\ndata: is broken\n\n");
    assert!(get(port, "/p/", "").ends_with("a draft"), "the last good page stays");
    board.show(BTreeMap::from([("p/index.html".to_owned(), b"another".to_vec())]), None, "a".into());
    heard(&mut stream, "data: 3\n\n");
    assert!(get(port, "/p/", "").ends_with("another"));
}

#[test]
fn many_connections_don_t_keep_the_reader_out_for_long() {
    let (_, port) = served();
    let listening: Vec<TcpStream> = (0..40)
        .map(|_| {
            let mut stream = connect(port);
            let asked = format!("GET /.draft/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n");
            stream.write_all(asked.as_bytes()).expect("sent");
            let mut first = [0; 12];
            stream.read_exact(&mut first).expect("an answer");
            assert!([b"HTTP/1.1 200", b"HTTP/1.1 503"].contains(&&first), "{first:?}");
            stream
        })
        .collect();
    assert_eq!(status(&get(port, "/p/", "")), "200", "a page is still served");
    drop(listening);
}
