# SPDX-License-Identifier: BSD-2-Clause
"""Reads the part of Prometheus' text format that the audits use.  If promtool
is installed, also checks the text with promtool."""
import re
import shutil
import subprocess

NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"'
SAMPLE = re.compile(rf"({NAME})(?:\{{((?:{LABEL}(?:,(?!\}})|(?=\}})))*)\}})? "
                    r"([-+]?(?:[0-9]+(?:\.[0-9]+)?|Inf)|NaN)")
ESCAPES = {r"\\": "\\", r"\"": '"', r"\n": "\n"}


class Wrong(Exception):
    """An error in the text."""


def unescape(text):
    return re.sub(r"\\.", lambda m: ESCAPES[m.group(0)], text)


def parse(data):
    """Returns a dictionary from the name and the labels of each sample to its
    value.  The labels are a tuple of pairs.  DATA is bytes.  Raises Wrong, or
    UnicodeDecodeError, if DATA is malformed."""
    text = data.decode("utf-8")
    if text and not text.endswith("\n"):
        raise Wrong("the last line has no newline")
    samples, kinds, helps, families = {}, {}, set(), []
    for line in text.split("\n")[:-1]:
        if not line:
            continue
        about = re.fullmatch(rf"# (HELP|TYPE) ({NAME}) (.*)", line)
        if about:
            word, name, rest = about.groups()
            if word == "HELP":
                if name in helps or re.search(r"\\[^\\n]", rest):
                    raise Wrong(line)
                helps.add(name)
            elif name in kinds or name in families or rest not in (
                    "gauge", "counter", "untyped"):
                raise Wrong(line)
            else:
                kinds[name] = rest
            continue
        if line.startswith("#"):
            continue
        sample = SAMPLE.fullmatch(line)
        if not sample:
            raise Wrong(line)
        name, labels = sample.group(1), re.findall(LABEL, sample.group(2) or "")
        if len({k for k, _ in labels}) != len(labels) or name not in kinds:
            raise Wrong(line)
        # The samples of one family must follow each other.
        if name in families and families[-1] != name:
            raise Wrong(f"the samples of {name} are not together")
        families.append(name)
        key = name, tuple(sorted((k, unescape(v)) for k, v in labels))
        if key in samples:
            raise Wrong(f"repeated sample: {line}")
        samples[key] = float(sample.group(5))
    if shutil.which("promtool"):
        promtool = subprocess.run(["promtool", "check", "metrics"], input=data,
                                  capture_output=True, timeout=60)
        if promtool.returncode or promtool.stderr:
            raise Wrong(f"promtool: {promtool.stdout}{promtool.stderr}")
    return samples


def self_test():
    """Checks that the parser finds errors."""
    head = "# HELP a A number.\n# TYPE a gauge\n"
    for text in ("a 1\n", head + "a 1", head + "a{b=\"c\" 1\n",
                 head + "a{b=\"\\x\"} 1\n", head + "a{b=\"\n\"} 1\n",
                 head + "a{b=\"c\",b=\"d\"} 1\n", head + "a 1\na 1\n",
                 head + "a{b=\"c\",} x\n", head + "a{=\"c\"} 1\n",
                 head + head + "a 1\n", head + "a 1 \n", head + "a\t1\n",
                 head + "# TYPE c gauge\na{b=\"1\"} 1\nc 1\na{b=\"2\"} 1\n"):
        try:
            parse(text.encode())
        except Wrong:
            continue
        raise AssertionError(f"{text!r} is not wrong")
    assert parse((head + 'a{b="\\\\\\"\\n",c=""} 1.5\n').encode()) == {
        ("a", (("b", '\\"\n'), ("c", ""))): 1.5}
