// The scripts that show any two versions, in the order in which a page has them, as `ASSETS` in src/pages/theme.rs lists them.

import { readFileSync } from "node:fs";

const root = new URL("../../", import.meta.url);
const listed = readFileSync(new URL("src/pages/theme.rs", root), "utf8").matchAll(/"(script\/(?:weave|html|brief)\/\w+\.js)"/g);

/** Their texts, one after the other. */
export const weaveScript = [
  "var promulgate = globalThis.promulgate ||= {};\n",
  ...[...listed].map(([, name]) => readFileSync(new URL(`templates/assets/${name}`, root), "utf8")),
].join("");
