//! Built-in scripts and styles as they are sent to readers: without what only their authors need.

/// The file `path` without indents, lines that only explain it, and spaces that mean nothing: a fifth of what a reader would
/// load. No text of several lines stands in one.
pub(super) fn lean(path: &str, text: &str) -> String {
    let mut within = false;
    let mut explains = |line: &str| {
        let begins = !within && line.starts_with("/*");
        let explains = within || begins || line.starts_with("//");
        within = (within || begins) && !line.ends_with("*/");
        explains
    };
    let lines = text.lines().map(str::trim).filter(|line| !explains(line) && !line.is_empty());
    let tight = |line| match path.rsplit_once('.') {
        Some((_, "js")) => script(line),
        Some((_, "css")) => tight(line, "{};,", "{};,:"),
        _ => String::from(line),
    };
    lines.map(|line| tight(line) + "\n").collect()
}

/// A line of a script. One with a slash may have a pattern, one with a backtick a template: they stay.
fn script(line: &str) -> String {
    const MARKS: &str = "=(){}[],;?:|&<>";
    let bare: String = line.split('"').step_by(2).collect();
    match line.contains('`') || line.contains('\\') || bare.contains('/') {
        true => line.to_owned(),
        false => tight(line, MARKS, MARKS),
    }
}

/// `line` without spaces before the marks `before` and after the marks `after`, unless in quotes.
fn tight(line: &str, before: &str, after: &str) -> String {
    let mut tight = String::with_capacity(line.len());
    let mut quoted = false;
    for c in line.chars() {
        quoted ^= c == '"';
        let last = tight.chars().next_back();
        if !quoted && c == ' ' && last.is_some_and(|last| after.contains(last)) {
            continue;
        }
        if !quoted && before.contains(c) && last == Some(' ') {
            tight.pop();
        }
        tight.push(c);
    }
    tight
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_explains_goes_and_what_runs_stays() {
        assert_eq!(
            lean("a.js", "// why\n  a();\n\n  /* how */\n  b(); // so\n/** what\n *  it is */\nc();"),
            "a();\nb(); // so\nc();\n"
        );
        for (line, expected) in [
            ("const a = (b, c) => { return b ? c : [1, 2]; };", "const a=(b,c)=>{return b?c:[1,2];};"),
            ("say(\"a , b\", x + 1 - -y);", "say(\"a , b\",x + 1 - -y);"),
            ("if (a && b || !c) return { a, ...b };", "if(a&&b||!c)return{a,...b};"),
            ("const r = / = [,] /;", "const r = / = [,] /;"),
            ("x(`${ a } = b`, c);", "x(`${ a } = b`, c);"),
            ("for (const [a, b] of of) go(a);", "for(const[a,b]of of)go(a);"),
            ("x = \"a\\\"b = c\";", "x = \"a\\\"b = c\";"),
        ] {
            assert_eq!(script(line), expected);
        }
    }

    #[test]
    fn a_space_that_means_something_in_a_style_stays() {
        for (line, expected) in [
            ("a > b :is(c, d) { margin: 0 1px; }", "a > b :is(c,d){margin:0 1px;}"),
            ("@media screen and (min-width: 40em) {", "@media screen and (min-width:40em){"),
            ("content: \" ; \" attr(x);", "content:\" ; \" attr(x);"),
            ("width: calc(100% - 2 * var(--a, 1px));", "width:calc(100% - 2 * var(--a,1px));"),
        ] {
            assert_eq!(lean("a.css", line).trim_end(), expected);
        }
    }
}
