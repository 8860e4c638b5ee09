#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Tests ec2-audit-instances with generated lists.  Lists of a million lines
must fit into limited memory.  Other lists have random damage: the test compares
what the audit reads with what a second implementation reads.  Also tests
metrics with special characters in the names of lists, and a long page."""
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import time

import confirming
import exposition

FOLDER = os.path.join(os.environ["TMP"], "audit-lists")
STATE, LIST = os.path.join(FOLDER, "state"), os.path.join(FOLDER, "list")
SEED = int(os.environ.get("SEED", str(time.time_ns())))
LINES = 1000000
# The limit of the address space for a list of a million lines: 700 MiB.
MEMORY = 700 << 20
failures = []
checks = 0


def check(what, got, want):
    global checks
    checks += 1
    if got != want:
        failures.append(f"{what}: got {got!r}, want {want!r}")


def write(data, name=LIST):
    with open(name, "wb") as f:
        f.write(data)


def run(endpoint, *args, limit=None):
    def begin():
        if limit:
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    return subprocess.run(endpoint.command(STATE, *args),
                          env=confirming.environment(HOME=FOLDER),
                          capture_output=True, timeout=600, preexec_fn=begin)


def is_sanitized():
    with open(os.path.join(confirming.BIN, "ec2-audit-instances"), "rb") as f:
        return b"__asan_init" in f.read()


def million_lines(endpoint):
    """The audit reads the whole list before the first request, and sends one
    request for an instance that is listed many times."""
    limit = None if is_sanitized() else MEMORY
    write(b"".join(b"i-%017x Customer %d, web front end\n" % (n, n)
                   for n in range(LINES)) + b"i:1\n")
    requested = []
    endpoint.hook = requested.append
    done = run(endpoint, "A1", LIST, limit=limit)
    check("a million lines, the last one malformed",
          (done.returncode, done.stdout, requested), (2, b"", []))
    check("the error names the malformed line",
          f'{LIST}, line {LINES + 1}: "i:1" is not an instance ID'.encode()
          in done.stderr, True)
    write(b"".join(b"i-%04x again %d\n" % (n % 7, n) for n in range(LINES)))
    done = run(endpoint, "A1", LIST, limit=limit)
    endpoint.hook = None
    check("a million lines with seven instances",
          (done.returncode, done.stderr, done.stdout.count(b"\n")),
          (3, b"", 7))
    check("one request for each instance", sorted(requested),
          [f"i-000{n}" for n in range(7)])
    os.remove(STATE)


def read(data):
    """Reads a list.  Returns the instances with their labels.  If lines are
    wrong, returns the number of the first wrong line.  If the list is empty or
    UTF-16, returns 0."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return 0
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    found = {}
    for number, line in enumerate(data.split(b"\n"), 1):
        line = line.rstrip(b"\r \t").lstrip(b" \t")
        if not line or line.startswith(b"#"):
            continue
        name, label = re.fullmatch(rb"(?s)([^ \t]*)[ \t]*(.*)", line).groups()
        if not re.fullmatch(rb"[0-9A-Za-z][0-9A-Za-z._-]{0,127}", name) or \
                b"\0" in line:
            return number
        label = re.sub(rb"[ \t]+", b" ", label).decode("utf-8", "replace")
        label = re.sub("\ufffd+", "\ufffd", label)
        found.setdefault(name.decode(), label or None)
    return found or 0


def damage(dice, data):
    data = bytearray(data)
    for _ in range(dice.randrange(1, 4)):
        at, end = (dice.randrange(len(data) + 1) for _ in "ab")
        at, end = min(at, end), min(max(at, end), at + 40)
        how = dice.randrange(6)
        if how == 0:
            del data[at:end]
        elif how == 1:
            data[at:at] = data[at:end] * dice.randrange(1, 5)
        elif how == 2:
            data[at:at] = bytes([dice.choice(b"\0\r\n\t #,;:|\xff\xc3\"'<&")])
        elif how == 3 and at < len(data):
            data[at] ^= 1 << dice.randrange(8)
        elif how == 4:
            data[0:0] = dice.choice((b"\xef\xbb\xbf", b"\xff\xfe", b"\r\n"))
        else:
            data[at:at] = b"x" * dice.choice((100, 128, 129, 70000))
    return bytes(data)


def damaged_lists(endpoint):
    dice = random.Random(SEED)
    whole = b"".join(b"i-%017x  Customer %d\t web \xc3\xa9\r\n" % (n, n)
                     for n in range(8)) + b"# the end\n\n"
    wrong = 0
    for n in range(120):
        data = damage(dice, whole)
        write(data)
        want = read(data)
        requested = []
        endpoint.hook = requested.append
        done = run(endpoint, "--list-name", str(n), "--output", "json", "A1",
                   LIST)
        what = f"SEED={SEED}, list {n}: {data[:300]!r}"
        if isinstance(want, dict):
            check(f"{what}: status", (done.returncode, done.stderr), (3, b""))
            check(f"{what}: instances", sorted(requested), sorted(want))
            # Python may replace several wrong bytes by one U+FFFD.
            out = re.sub("\ufffd+", "\ufffd", done.stdout.decode())
            rows = map(json.loads, out.splitlines())
            check(f"{what}: labels",
                  {row["InstanceID"]: row["Label"] for row in rows}, want)
            continue
        wrong += 1
        check(f"{what}: status", (done.returncode, done.stdout, requested),
              (2, b"", []))
        place = f"{LIST}, line {want}: " if want else f"{LIST}: "
        check(f"{what}: line {want}: {done.stderr!r}",
              place.encode() in done.stderr, True)
    check("number of wrong lists", 20 < wrong < 110, True)
    endpoint.hook = None


def metrics(endpoint):
    """Tests names of lists with characters that the metrics must escape."""
    if not shutil.which("promtool"):
        print("skip audit-lists, promtool: promtool is not installed")
    exposition.self_test()
    out = os.path.join(FOLDER, "x.prom")
    write(b"i-1\n")
    for name, shown in (
            ('a"b', 'a"b'), ("a\\b", "a\\b"), ("a\\n", "a\\n"),
            ("a\nb", "a\\nb"), ("a{b}", "a{b}"), ("a}b,c=\"d", "a}b,c=\"d"),
            ("\u20ac", "\u20ac"), ("a\tb", "a\\tb"), ("a\x7f", "a\\x7F"),
            ("#", "#")):
        for broken in (False, True):
            args = ("-U", "http://127.0.0.1:1/") if broken else ()
            what = f"list name {name!r}, {'failed' if broken else 'good'} run"
            run(endpoint, "--metrics", out, "--list-name", name, *args, "A1",
                LIST)
            with open(out, "rb") as f:
                data = f.read()
            try:
                found = exposition.parse(data)
            except exposition.Wrong as e:
                check(what, str(e), "")
                continue
            check(f"{what}: name in the metrics",
                  {dict(k[1])["list"] for k in found}, {shown})
            check(f"{what}: status",
                  [v for k, v in found.items()
                   if k[0] == "ec2_audit_last_run_status"],
                  [1.0 if broken else 3.0])
        os.remove(STATE)


def long_page(endpoint):
    """A page on standard output may be as long as a page in a file."""
    page = os.path.join(FOLDER, "page")
    write(b"".join(b"i-%d %s\n" % (n, b"&" * (1 << 20)) for n in range(14)))
    done = run(endpoint, "--baseline", "--html", "-", "A1", LIST)
    check("a page of more than 14 MiB on standard output",
          (done.returncode, done.stderr, done.stdout[-8:]),
          (0, b"", b"</html>\n"))
    run(endpoint, "--html", page, "A1", LIST)
    check("size in MiB on standard output and in a file",
          len(done.stdout) // (1 << 20), os.path.getsize(page) // (1 << 20))
    os.remove(STATE)


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.makedirs(FOLDER)
    endpoint = confirming.Endpoint()
    for part in (million_lines, damaged_lists, metrics, long_page):
        part(endpoint)
    shutil.rmtree(FOLDER)
    for line in failures[:30]:
        print("FAILED", line)
    print(f"{checks} checks, {len(failures)} failed")
    return 1 if failures or not checks else 0


sys.exit(main())
