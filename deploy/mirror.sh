#!/bin/sh
# Keeps the ledger of a published site in a git repository of somebody else: a witness with nothing but git. Copy this file to that
# repository, and run it there every hour or day, by cron or CI:
#
#   sh mirror.sh https://policies.example.org/
#
# It fetches `log/checkpoint` and `log/leaves.txt` and commits them, unless the ledger is not the one that was there before with
# something added: then it keeps what it got in `refused/`, commits that, and ends with 4. With the publisher's `key.pem`, from
# elsewhere than the site, beside it, it checks the signature too. It needs git, curl, and openssl for the key.
set -eu
site=${1:?the address of the site}
new=.mirror-new
rm -rf "$new" && mkdir "$new"
trap 'rm -rf "$new"' EXIT

fetch() { curl --silent --show-error --fail --location --retry 2 --output "$new/$1" "${site%/}/log/$1"; }
fetch checkpoint
fetch leaves.txt

refuse() {
  echo "mirror.sh: $1: what $site serves is kept in refused/" >&2
  mkdir -p refused && cp "$new/checkpoint" "$new/leaves.txt" refused/
  git add refused
  git diff --cached --quiet || git commit -q -m "Refuse the ledger of $site: $1"
  exit 4
}

if [ -e key.pem ]; then
  # the text ends before the empty line; the first signature is the ledger's own
  sed '/^$/,$d' "$new/checkpoint" > "$new/text"
  sed '1,/^$/d' "$new/checkpoint" | sed -n '1s/.* //p' | base64 -d | tail -c 64 > "$new/signature"
  openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in "$new/text" -sigfile "$new/signature" > /dev/null 2>&1 ||
    refuse "its signature is not valid"
fi
[ "$(sed -n 2p "$new/checkpoint")" = "$(wc -l < "$new/leaves.txt" | tr -d ' ')" ] || refuse "it has other entries than it states"
if [ -e leaves.txt ]; then
  head -c "$(wc -c < leaves.txt)" "$new/leaves.txt" | cmp -s - leaves.txt || refuse "it did not only grow"
  if cmp -s leaves.txt "$new/leaves.txt" && [ "$(sed -n 3p checkpoint)" != "$(sed -n 3p "$new/checkpoint")" ]; then
    refuse "it states another root for the same entries"
  fi
fi
mv "$new/checkpoint" checkpoint
mv "$new/leaves.txt" leaves.txt
git add checkpoint leaves.txt
git diff --cached --quiet || git commit -q -m "$(sed -n 2p checkpoint) entries, root $(sed -n 3p checkpoint)"
