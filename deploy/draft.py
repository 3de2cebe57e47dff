#!/usr/bin/env python3
"""Shows what a pull request would change, in a run of GitHub Actions, GitLab CI or Forgejo Actions: findings in the report of
the run, the draft on pages of its own, one comment that is kept up to date, and a status that leads to the pages ("View preview"
in Sveltia CMS and Decap CMS). Copy this file to the root of your repository.

What it needs to know stands in the environment:

  FORGE        github, gitlab or forgejo
  API          the address of the forge's API
  REPOSITORY   the repository, such as office/policies; on GitLab its number
  NUMBER       the number of the pull request
  TITLE        its title
  HEAD, BASE   its newest commit, and the branch into which it would be merged, as git knows them here
  REMOTE       where pages are pushed: the repository's address
  LINK         where the branch `drafts` is served; without it, no pages are put online
  TOKEN        a token that may push, comment and set statuses; without it, the draft stays in the folder `draft`
  HEAD_REPOSITORY  where the changes come from; the run of one from a fork may not write, and has no token

It ends with 1 if the check found an error.
"""

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from urllib.parse import quote

VERSION = "0.2.0"
BRANCH = "drafts"
MARKER = "<!-- promulgate: draft -->"
CONTEXT = "promulgate/deploy"
REPORT = "findings.json"


def known(name):
    if name == "TOKEN" and os.environ.get("HEAD_REPOSITORY", known("REPOSITORY")) != known("REPOSITORY"):
        return ""
    return os.environ.get(name, "")


def run(*words, **how):
    return subprocess.run(words, check=True, **how)


def program():
    found = shutil.which("promulgate")
    if found:
        return found
    # outside of the checkout, which belongs to the pull request, and without the token
    place = Path(tempfile.mkdtemp(prefix="promulgate-"))
    environment = {name: value for name, value in os.environ.items() if name != "TOKEN"}
    run(sys.executable, "-I", "-m", "venv", str(place), env=environment)
    run(str(place / "bin/pip"), "install", "--quiet", "--disable-pip-version-check", f"promulgate=={VERSION}", env=environment)
    return str(place / "bin/promulgate")


def findings(promulgate, base, head):
    """Reports what the check finds in what the pull request changed itself; whether there is no error."""
    began = run("git", "merge-base", base, head, capture_output=True, text=True).stdout.strip()
    forge = known("FORGE")
    form = {"github": "github", "gitlab": "gitlab"}.get(forge, "text")
    checked = subprocess.run([promulgate, "check", f"{began}..{head}", "--format", form], stdout=subprocess.PIPE, text=True)
    if forge == "gitlab":
        Path(REPORT).write_text(checked.stdout)
    else:
        print(checked.stdout, end="", flush=True)
    if checked.returncode > 1:
        sys.exit(checked.returncode)
    return checked.returncode == 0


def push(draft):
    """Puts the pages below the pull request's number on the branch of drafts."""
    remote, token, number = known("REMOTE"), known("TOKEN"), str(int(known("NUMBER")))
    place = Path(".promulgate-drafts")
    shutil.rmtree(place, ignore_errors=True)
    header = base64.b64encode(f"{known('TOKEN_USER') or 'x-access-token'}:{token}".encode()).decode()
    # by way of the environment, where no other program of the machine sees it
    secret = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "http.extraHeader", "GIT_CONFIG_VALUE_0": f"Authorization: Basic {header}"}
    environment = {**os.environ, **(secret if remote.startswith("http") else {})}
    run("git", "init", "-q", "-b", BRANCH, str(place))

    def git(*words, check=True):
        return subprocess.run(["git", "-C", str(place), "-c", "user.name=promulgate", "-c", "user.email=promulgate@localhost", *words], check=check, env=environment)

    if git("fetch", "-q", "--depth", "1", remote, BRANCH, check=False).returncode == 0:
        git("reset", "-q", "--hard", "FETCH_HEAD")
    shutil.rmtree(place / number, ignore_errors=True)
    shutil.copytree(draft, place / number)
    (place / ".nojekyll").touch()
    (place / "robots.txt").write_text("User-agent: *\nDisallow: /\n")
    git("add", "-A")
    if git("diff", "--cached", "--quiet", check=False).returncode != 0:
        git("commit", "-q", "-m", f"Show the draft of {number}")
        git("push", "-q", remote, f"HEAD:refs/heads/{BRANCH}")


def ask(method, path, body=None):
    """What the forge answers."""
    gitlab = known("FORGE") == "gitlab"
    headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "promulgate"}
    headers.update({"PRIVATE-TOKEN": known("TOKEN")} if gitlab else {"Authorization": f"Bearer {known('TOKEN')}"})
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(known("API").rstrip("/") + path, data=data, headers=headers, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read() or b"null")


def comment(text):
    """Writes the comment, or brings the one that is there up to date."""
    number = int(known("NUMBER"))
    if known("FORGE") == "gitlab":
        notes = f"/projects/{quote(known('REPOSITORY'), safe='')}/merge_requests/{number}/notes"
        pages, change, field = notes, lambda one: ("PUT", f"{notes}/{one}"), "per_page"
    else:
        issue = f"/repos/{known('REPOSITORY')}/issues"
        notes = f"{issue}/{number}/comments"
        pages, change, field = notes, lambda one: ("PATCH", f"{issue}/comments/{one}"), "per_page" if known("FORGE") == "github" else "limit"
    page, own = 1, None
    while own is None and page <= 20:
        some = ask("GET", f"{pages}?{field}=50&page={page}")
        own = next((one["id"] for one in some if one["body"].startswith(MARKER)), None)
        if len(some) < 50:
            break
        page += 1
    if own is None:
        ask("POST", notes, {"body": text})
    else:
        ask(*change(own), {"body": text})


def status(link):
    """Sets the status of the newest commit that leads to the pages."""
    commit = run("git", "rev-parse", known("HEAD"), capture_output=True, text=True).stdout.strip()
    said = {"state": "success", "target_url": link, "description": "The draft can be read"}
    if known("FORGE") == "gitlab":
        ask("POST", f"/projects/{quote(known('REPOSITORY'), safe='')}/statuses/{commit}", {**said, "name": CONTEXT})
    else:
        ask("POST", f"/repos/{known('REPOSITORY')}/statuses/{commit}", {**said, "context": CONTEXT})


def main():
    promulgate, head, base = program(), known("HEAD"), known("BASE")
    name = known("TITLE") or head
    link = f"{known('LINK').rstrip('/')}/{int(known('NUMBER'))}/" if known("LINK") and known("TOKEN") else ""
    sound = findings(promulgate, base, head)
    shutil.rmtree("draft", ignore_errors=True)
    run(promulgate, "build", "--draft", head, "--base", base, f"--name={name}", "--out", "draft")
    words = [promulgate, "diff", "--draft", head, "--base", base, f"--name={name}"]
    text = run(*words, *(["--link", link] if link else []), capture_output=True, text=True).stdout
    if link:
        push("draft")
    if known("TOKEN"):
        comment(text)
        if link:
            status(link)
    else:
        print(text)
    sys.exit(0 if sound else 1)


if __name__ == "__main__":
    main()
