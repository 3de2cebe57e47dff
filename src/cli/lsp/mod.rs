//! `promulgate lsp`: findings in an editor as one types, over the language server protocol (3.17) on stdin and stdout.
//!
//! The messages are read and written as JSON values: of the protocol we need so little that types for all of it would be more.

mod desk;
mod hover;
mod places;

use super::args::Lsp;
use crate::error::{Error, Result};
use desk::Desk;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use serde_json::{Value, json};

/// Serves an editor until it says that it is done.
pub(super) fn run(arguments: &Lsp) -> Result<()> {
    let (connection, threads) = Connection::stdio();
    let broken = |e: lsp_server::ProtocolError| Error::environment("the connection with the editor failed").because(e);
    let capabilities = json!({
        "textDocumentSync": { "openClose": true, "change": 1, "save": true }, // 1: the whole text each time
        "codeActionProvider": { "codeActionKinds": ["quickfix"] },
        "hoverProvider": true,
    });
    let (id, parameters) = connection.initialize_start().map_err(broken)?;
    let about = json!({ "name": "promulgate", "version": env!("CARGO_PKG_VERSION") });
    let answer = json!({ "capabilities": capabilities, "serverInfo": about });
    connection.initialize_finish(id, answer).map_err(broken)?;
    let mut desk = Desk::new(&arguments.from, &parameters);
    for message in &connection.receiver {
        match message {
            Message::Request(request) => {
                if connection.handle_shutdown(&request).map_err(broken)? {
                    break;
                }
                let response = answered(&mut desk, request);
                if connection.sender.send(response.into()).is_err() {
                    break;
                }
            }
            Message::Notification(notification) => {
                for (uri, diagnostics) in noted(&mut desk, &notification) {
                    let parameters = json!({ "uri": uri, "diagnostics": diagnostics });
                    let publish = Notification::new("textDocument/publishDiagnostics".into(), parameters);
                    if connection.sender.send(publish.into()).is_err() {
                        break;
                    }
                }
            }
            Message::Response(_) => {} // nothing is asked of the editor
        }
    }
    drop(connection);
    threads.join().map_err(|e| Error::environment("the editor can't be written to").because(e))
}

fn answered(desk: &mut Desk, request: Request) -> Response {
    let uri = request.params["textDocument"]["uri"].as_str().unwrap_or_default();
    match request.method.as_str() {
        "textDocument/codeAction" => Response::new_ok(request.id, desk.actions(uri, &request.params["range"])),
        "textDocument/hover" => Response::new_ok(request.id, desk.hover(uri, &request.params["position"])),
        method => {
            let said = format!("`{method}` is not known");
            Response::new_err(request.id, ErrorCode::MethodNotFound as i32, said)
        }
    }
}

/// What is to be shown after a notification: for each text its diagnostics.
fn noted(desk: &mut Desk, notification: &Notification) -> Vec<(String, Value)> {
    let parameters = &notification.params;
    let uri = parameters["textDocument"]["uri"].as_str().unwrap_or_default();
    match notification.method.as_str() {
        "textDocument/didOpen" => desk.edit(uri, parameters["textDocument"]["text"].as_str()),
        "textDocument/didChange" => {
            let changes = parameters["contentChanges"].as_array();
            desk.edit(uri, changes.and_then(|all| all.last()).and_then(|last| last["text"].as_str()));
        }
        "textDocument/didClose" => {
            desk.close(uri);
            return vec![(uri.to_owned(), json!([]))];
        }
        "textDocument/didSave" => {}
        _ => return Vec::new(),
    }
    // what is changed in one text may be wrong in another that is open
    desk.open().into_iter().map(|uri| (uri.clone(), desk.diagnostics(&uri))).collect()
}
