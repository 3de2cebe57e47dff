#!/bin/sh
# Has the checkpoint of a mirror (mirror.sh) stamped by OpenTimestamps, which proves that it existed before a block of Bitcoin. Copy
# this file beside mirror.sh, install the client (`pip install opentimestamps-client`), and run it after mirror.sh:
#
#   sh mirror.sh https://policies.example.org/ && sh timestamp.sh
#
# Each checkpoint and its proof is in `stamps/`, by the number of entries and a piece of its digest. A proof is complete some hours
# later: each run completes those that are not. To check one: `ots verify stamps/NAME.ots`, which asks a Bitcoin node.
set -eu
command -v ots > /dev/null || {
  echo "timestamp.sh: there is no program ots: install opentimestamps-client" >&2
  exit 3
}
mkdir -p stamps
name=stamps/$(sed -n 2p checkpoint)-$(sha256sum < checkpoint | cut -c 1-16)
if [ ! -e "$name.ots" ]; then
  cp checkpoint "$name"
  ots stamp "$name"
fi
for proof in stamps/*.ots; do
  # one that can't be completed yet stays as it is
  ots upgrade "$proof" || true
done
rm -f stamps/*.bak
git add stamps
git diff --cached --quiet || git commit -q -m "Stamps of $(sed -n 2p checkpoint) entries"
