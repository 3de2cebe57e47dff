#!/bin/sh
# Builds the site on a host that clones a repository and runs a command in it: Netlify, Cloudflare Pages, GitLab, Forgejo.
# Copy this file to the root of your repository. It takes the folder to publish into (else `site`) and, if the host keeps a folder
# from run to run, one for what the next run needs to know.
#
# Where there is no such folder, or the host dropped it, the published site remembers what was published: name its address in the
# variable PUBLISHED. Then a rewritten history is refused all the same. It needs curl.
#
#   sh build.sh site
#   sh build.sh public .promulgate-state --policies docs/policies    further options go to `promulgate build`
set -eu
version=0.2.0

out=${1:-site}
state=${2:-.promulgate-state}
if [ $# -gt 2 ]; then shift 2; else set --; fi

# A shallow clone lacks versions and dates.
if [ "$(git rev-parse --is-shallow-repository)" != false ]; then
  git fetch --quiet --unshallow
fi

# What was published, where nothing here knows. Without a ledger at that address nothing was.
if [ -n "${PUBLISHED-}" ] && [ ! -e "$state/binding" ]; then
  log=.promulgate-published
  rm -rf "$log" && mkdir "$log"
  for file in leaves.txt checkpoint; do
    code=$(curl --silent --show-error --location --retry 2 --output "$log/$file" --write-out '%{http_code}' "${PUBLISHED%/}/log/$file")
    case $code in
      200) ;;
      404) rm -f "$log/$file" ;;
      *)
        echo "build.sh: $PUBLISHED answers with $code: what was published is not known, so nothing is published" >&2
        exit 1
        ;;
    esac
  done
  if [ -e "$log/checkpoint" ] || [ -e "$log/leaves.txt" ]; then
    # such as a page to log in
    grep -q '^policy-log/v1 ' "$log/leaves.txt" || {
      echo "build.sh: $PUBLISHED/log/leaves.txt is no ledger: what was published is not known, so nothing is published" >&2
      exit 1
    }
    set -- --continue "$log" "$@"
  else
    echo "build.sh: there is no ledger at $PUBLISHED: this is the first publication" >&2
  fi
fi

program=$(command -v promulgate) || {
  python3 -m venv .promulgate-program
  .promulgate-program/bin/pip install --quiet --disable-pip-version-check "promulgate==$version"
  program=.promulgate-program/bin/promulgate
}
exec "$program" build --out "$out" --state "$state" "$@"
