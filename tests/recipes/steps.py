"""Runs the shell steps of a composite action, or of a job of a workflow, as its runner would: in order, with the environment of
each, with what a step says in GITHUB_OUTPUT. Steps that use other actions are left out, as if they had found nothing.

    steps.py FILE [JOB] [NAME=VALUE…]

A VALUE takes the place of `${{ NAME }}`; of an input that is not named, its default does, of a variable or an output that is not
there, nothing. Other expressions are an error.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from ruamel.yaml import YAML


def filled(text, known):
    def value(match):
        name = match.group(1)
        # a step that was left out has said nothing, and a variable that nobody set is empty
        return known.get(name, "") if name.startswith(("steps.", "vars.")) else known[name]

    return re.sub(r"\$\{\{ *([^ }]+) *\}\}", value, str(text))


def holds(condition, known):
    """Whether an `if` of comparisons with texts, joined by `&&`, holds."""
    for part in (condition or "").split("&&"):
        if part.strip():
            name, same, text = re.fullmatch(r"\s*(\S+) (==|!=) '([^']*)'\s*", part).groups()
            if (known.get(name, "") == text) != (same == "=="):
                return False
    return True


def main(file, *arguments):
    job = next((argument for argument in arguments if "=" not in argument), None)
    document = YAML(typ="safe").load(Path(file).read_text())
    steps = document["jobs"][job]["steps"] if job else document["runs"]["steps"]
    known = {f"inputs.{name}": one.get("default", "") for name, one in document.get("inputs", {}).items()}
    known.update(argument.split("=", 1) for argument in arguments if "=" in argument)
    ran = 0
    for step in steps:
        if "run" not in step or not holds(step.get("if"), known):
            continue
        assert "${{" not in step["run"], f"what comes from elsewhere would be run as a script: {step['run']}"
        with tempfile.NamedTemporaryFile("r+") as output:
            environment = {name: filled(value, known) for name, value in step.get("env", {}).items()}
            environment = {**os.environ, **environment, "GITHUB_OUTPUT": output.name}
            command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
            code = subprocess.run(command, env=environment).returncode
            if code:
                sys.exit(code)
            for line in output:
                name, value = line.rstrip("\n").split("=", 1)
                known[f"steps.{step['id']}.outputs.{name}"] = value
        ran += 1
    assert ran > 1, f"{file} has no steps to run"


if __name__ == "__main__":
    main(*sys.argv[1:])
