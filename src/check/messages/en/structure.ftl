# Family PM: the structure of a text. `rule-NAME` says what the rule finds, its `.why` why that matters; each finding has a
# message and a `.hint` that tells how to mend it.

rule-unknown-rule = a comment to turn a rule off names no rule
    .why = A misspelt name turns nothing off, and nobody notices.
unknown-rule = there is no rule `{ $rule }`
    .hint = name a rule by its id, such as PM003; `promulgate check --explain` lists them
unknown-rule-verb = this comment turns nothing on or off
    .hint = write promulgate-disable, promulgate-enable or promulgate-disable-next-line, with the ids of rules after it

rule-conflict-mark = marks of a merge that was not finished
    .why = Both versions of a passage would be published, with the marks between them.
conflict-mark = mark of an unfinished merge
    .hint = keep the passage that is right, and delete the other one and the lines with the marks

rule-broken-link = a link leads to a file or a heading that is not there
    .why = Readers get an error page, or the top of a long text in place of the clause that is meant.
broken-link = there is no file `{ $path }`
    .hint = correct the address, or add the file
broken-link-beyond = `{ $to }` leads out of the repository
    .hint = link to a file of the repository, or to a full web address
broken-link-anchor-here = this text has no heading with the address `#{ $anchor }`
    .hint = a heading's address is its words in lower case with hyphens for spaces; correct the link, or write the address after the heading: {"{"}#{ $anchor }{"}"}
broken-link-anchor = `{ $path }` has no heading with the address `#{ $anchor }`
    .hint = open that text and copy the address of the heading
