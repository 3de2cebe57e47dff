"""Runs the recipe of drafts against a forge that is none: it keeps comments and statuses, and answers as the real ones do. Twice,
with a change in between: there is one comment, which is up to date.

    draft.py FORGE WORK COMMAND…    COMMAND runs the steps of the recipe in the clone, with {api} in place of the address
"""

import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

comments, statuses, paths = [], [], []


class Forge(BaseHTTPRequestHandler):
    def answer(self, value):
        text = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def body(self):
        return json.loads(self.rfile.read(int(self.headers["Content-Length"])))

    def do_GET(self):
        assert "t0ken" in self.headers.get("Authorization", "") + self.headers.get("PRIVATE-TOKEN", "")
        assert self.path.endswith("=50&page=1"), self.path
        self.answer([{"id": 7, "body": "Nice"}, *comments])

    def do_POST(self):
        paths.append(self.path)
        body = self.body()
        if "/statuses/" in self.path:
            statuses.append(body)
        else:
            comments.append({"id": 8, **body})
        self.answer(body)

    def change(self):
        paths.append(self.path)
        assert self.path.endswith("/8"), self.path
        comments[0].update(self.body())
        self.answer(comments[0])

    do_PATCH = do_PUT = change

    def log_message(self, *_):
        pass


def main(forge, clone, *command):
    server = HTTPServer(("127.0.0.1", 0), Forge)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    words = [word.replace("{api}", f"http://127.0.0.1:{server.server_port}/api") for word in command]

    def run():
        subprocess.run(words, cwd=clone, check=True)

    run()
    assert len(comments) == 1 and comments[0]["body"].startswith("<!-- promulgate: draft -->\n"), comments
    first = comments[0]["body"]
    assert "https://drafts.example.org/12/" in first, first
    assert statuses[0]["target_url"] == "https://drafts.example.org/12/" and statuses[0]["state"] == "success", statuses
    assert "deploy" in statuses[0].get("context", statuses[0].get("name")), statuses
    with open(f"{clone}/policy/privacy.md", "a") as file:
        file.write("\nWrite to us.\n")
    subprocess.run(["git", "-C", clone, "-c", "user.name=M", "-c", "user.email=m@example.org", "commit", "-qam", "Go on"], check=True)
    run()
    assert len(comments) == 1 and comments[0]["body"] != first and "Write to us" in comments[0]["body"], comments
    shown = subprocess.run(["git", "-C", clone, "ls-tree", "-r", "--name-only", "drafts"], check=True, capture_output=True, text=True).stdout
    assert "12/index.html" in shown and "12/draft.json" in shown and "robots.txt" in shown, shown
    kind = "/projects/" if forge == "gitlab" else "/repos/office/policies/"
    assert all(kind in path for path in paths), paths


if __name__ == "__main__":
    main(*sys.argv[1:])
