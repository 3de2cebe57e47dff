#!/bin/sh
# Builds the site on a host that clones a repository and runs a command in it: Netlify, Cloudflare Pages, GitLab, Forgejo.
# Copy this file to the root of your repository. It takes the folder to publish into (else `site`) and, if the host keeps a folder
# from run to run, one for what the next run needs to know.
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

program=$(command -v promulgate) || {
  python3 -m venv .promulgate-program
  .promulgate-program/bin/pip install --quiet --disable-pip-version-check "promulgate==$version"
  program=.promulgate-program/bin/promulgate
}
exec "$program" build --out "$out" --state "$state" "$@"
