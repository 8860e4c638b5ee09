#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Tests ec2-audit-instances and ec2-audit-images with an ec2-sandbox, whose
database the test changes between runs.  Tests every row of the table
TRANSITIONS in both directions.  Also tests wrong lists, databases, accounts and
options, several regions, many audits in one run, signals, the verdicts on AMIs,
and the output for monitors."""
import json
import os
import re
import shutil
import sqlite3
import signal
import subprocess
import sys
import threading
import time
import urllib.parse

import scripted

BIN = os.environ["BIN"]
FOLDER = os.path.join(os.environ["TMP"], "audit")
STATE = os.path.join(FOLDER, "audit.db")
LIST = os.path.join(FOLDER, "list")
SANDBOX = os.path.join(FOLDER, "sandbox.db")
SELLER, ONE, TWO = "999988887777", "111122223333", "444455556666"
TIME = r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ"
failures = []
checks = 0


def check(what, got, want):
    global checks
    checks += 1
    if got != want:
        failures.append(f"{what}: got {got!r}, want {want!r}")


def matches(what, got, pattern):
    global checks
    checks += 1
    if not re.search(pattern, got):
        failures.append(f"{what}: {got!r} has no {pattern!r}")


def change(*statements):
    """Changes the database of the sandbox."""
    base = sqlite3.connect(SANDBOX, timeout=20)
    for statement in statements:
        base.execute(*statement)
    base.commit()
    base.close()


def instance(name, state, owner=ONE):
    """Makes or replaces an instance, with the code A1 (state "true") or without
    a code ("false"), or removes the instance ("gone")."""
    change(("DELETE FROM instance WHERE id = ?", (name,)),
           ("DELETE FROM code WHERE resource = ?", (name,)))
    if state == "gone":
        return
    change(("INSERT INTO instance (id, owner, image) VALUES (?, ?, ?)",
            (name, owner, "ami-00000001")))
    if state == "true":
        change(("INSERT INTO code VALUES (?, 'A1')", (name,)))


def write(name, text):
    path = os.path.join(FOLDER, name)
    with open(path, "wb") as f:
        f.write(text if isinstance(text, bytes) else text.encode())
    return path


def run(name, *args, env=None, stdin=b""):
    return subprocess.run([os.path.join(BIN, name), *args], input=stdin,
                          capture_output=True, timeout=120,
                          env=dict(os.environ, **(env or {})))


def audit(*args, **more):
    return run("ec2-audit-instances", "--state", STATE, *args, **more)


def rows(done):
    """Returns the rows, with TIME in place of each time."""
    return [re.sub(TIME, "TIME", line).split("\t") for line in
            done.stdout.decode().splitlines()]


def errors(done):
    return done.stderr.decode()


def remove_database():
    for name in (STATE, STATE + "-wal", STATE + "-shm"):
        if os.path.exists(name):
            os.remove(name)


def stored_states():
    base = sqlite3.connect(STATE, timeout=20)
    found = base.execute("SELECT id, state, owner, dropped FROM thing "
                         "ORDER BY id").fetchall()
    base.close()
    return found


def count_stored():
    """Returns the number of runs and of changes in the database."""
    base = sqlite3.connect(STATE, timeout=20)
    found = base.execute("SELECT (SELECT count(*) FROM run), "
                         "(SELECT count(*) FROM change)").fetchone()
    base.close()
    return found


# Each entry has the old state and owner, the new state and owner, and the
# change, state and owner in the row that the audit prints.  "never" means that
# no run has seen the instance.  None means that the list lacks the instance.
TRANSITIONS = [
    ("never", ("true", ONE), ("NEW", "true", ONE)),
    ("never", ("false", ONE), ("NEW", "false", "")),
    ("never", ("gone", ONE), ("NEW", "gone", "")),
    (("true", ONE), ("false", ONE), ("LOST", "false", ONE)),
    (("false", ONE), ("true", ONE), ("GAINED", "true", ONE)),
    (("false", ONE), ("true", TWO), ("GAINED", "true", TWO)),
    (("true", ONE), ("true", TWO), ("OWNER", "true", TWO)),
    (("true", ONE), ("gone", ONE), ("GONE", "gone", ONE)),
    (("false", ONE), ("gone", ONE), ("SAME", "gone", "")),
    (("gone", ONE), ("true", ONE), ("BACK", "true", ONE)),
    (("gone", ONE), ("false", ONE), ("BACK", "false", "")),
    (("gone", ONE), ("gone", ONE), ("SAME", "gone", "")),
    (("true", ONE), ("true", ONE), ("SAME", "true", ONE)),
    (("false", ONE), ("false", ONE), ("SAME", "false", "")),
    (("true", ONE), None, ("DROPPED", "true", ONE)),
    (("false", ONE), None, ("DROPPED", "false", "")),
    (("gone", ONE), None, ("DROPPED", "gone", "")),
]


def transitions():
    """Tests all rows of the table in one run, with an instance for each row.
    Then tests them in the other direction, with the same database."""
    remove_database()
    names = [f"i-000001{n:02x}" for n in range(len(TRANSITIONS))]
    first = []
    for name, (before, _, _) in zip(names, TRANSITIONS):
        if before != "never":
            instance(name, *before)
            first.append(name)
        else:
            instance(name, "gone")
    write("list", "".join(f"{n} label of {n}\n" for n in first))
    done = audit("A1", LIST)
    check("changes of the first run",
          [r[0] for r in rows(done)], ["NEW"] * len(first))
    check("status of the first run", done.returncode, 3)
    base = sqlite3.connect(STATE, timeout=20)
    base.execute("UPDATE thing SET since = 1577836800")
    base.commit()
    base.close()
    second = []
    for name, (_, now, _) in zip(names, TRANSITIONS):
        if now:
            instance(name, *now)
            second.append(name)
    write("list", "".join(f"{n} label of {n}\n" for n in second))
    done = audit("--all", "A1", LIST)
    check("status of the second run", done.returncode, 3)
    got = {r[2]: (r[0], r[3], r[4], r[6]) for r in rows(done)}
    for name, (before, now, want) in zip(names, TRANSITIONS):
        check(f"{before} to {now}", got.get(name),
              (*want, f"label of {name}"))
    check("instances with the old time", {n for n in names if re.search(
        rf"\t{n}\t.*\t2020-01-01T00:00:00Z\t", done.stdout.decode())},
          {n for n, (before, now, _) in zip(names, TRANSITIONS)
           if now in (None, before)})
    check("order of the rows", [r[2] for r in rows(done)][:len(second)], second)
    # In the other direction, a dropped instance comes back (BACK) in any state.
    for name, (before, _, _) in zip(names, TRANSITIONS):
        instance(name, *(before if before != "never" else ("gone", ONE)))
    write("list", "".join(f"{n}\n" for n in names))
    done = audit("--all", "A1", LIST)
    back = {("never", "true"): "GONE", ("never", "false"): "SAME",
            ("never", "gone"): "SAME", ("true", "false"): "GAINED",
            ("false", "true"): "LOST", ("true", "true"): "OWNER",
            ("true", "gone"): "BACK", ("false", "gone"): "BACK",
            ("gone", "true"): "GONE", ("gone", "false"): "SAME",
            ("gone", "gone"): "SAME", ("false", "false"): "SAME"}
    got = {r[2]: r[0] for r in rows(done)}
    for name, (before, now, _) in zip(names, TRANSITIONS):
        was = before if before == "never" else before[0]
        want = back[was, now[0]] if now else "BACK"
        if before == now:
            want = "SAME"
        check(f"back from {now} to {before}", got[name], want)
    done = audit("A1", LIST)
    check("a run without changes", (done.returncode, done.stdout, done.stderr),
          (0, b"", b""))


def unknown():
    """If the service answers with an error, the audit keeps the state."""
    remove_database()
    names = [f"i-000002{n:02x}" for n in range(6)]
    for name in names:
        instance(name, "true")
    write("list", "\n".join(names) + "\nx.y never\n")
    done = audit("A1", LIST)
    check("status with a malformed id", done.returncode, 1)
    check("rows with a malformed id", [(r[0], r[3]) for r in rows(done)],
          [("NEW", "true")] * 6 + [("UNKNOWN", "")])
    matches("the error about a malformed id", errors(done),
            r"^x\.y: Client\.InvalidInstanceID\.Malformed: ")
    known = stored_states()
    check("an unknown state is not stored", [k[0] for k in known], names)
    # Requests to this sandbox fail at random, even GetCallerIdentity.
    inner = [os.path.join(BIN, "ec2-audit-instances"), "--state", STATE,
             "--new", "--account", SELLER, "--max-attempts", "1", "-j", "1",
             "A1", LIST]
    for seed in range(1, 9):
        done = subprocess.run(
            [os.path.join(BIN, "ec2-sandbox"), "-d", SANDBOX, "-f",
             f"error=0.5,seed={seed}", *inner], capture_output=True,
            timeout=60)
        if b"UNKNOWN\tA1\ti-" in done.stdout:
            break
    check("status with failing requests", done.returncode, 1)
    check("stored states after failing requests", stored_states(), known)
    others = [r for r in rows(done) if r[2] != "x.y"]
    check("changes of the other rows", {r[0] for r in others}, {"UNKNOWN"})
    check("rows with the stored state", {(r[3], r[4], r[5]) for r in others},
          {("true", ONE, "TIME")})
    check("equal errors are printed once", len(re.findall("InternalError",
                                              errors(done))), 1)
    audit("--new", "A1", LIST)
    # The run prints once how many errors it left out, even if it fails later.
    write("list", names[0] + "\n" + "".join(f"x.{n}\n" for n in range(12)))
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [os.path.join(BIN, "ec2-audit-instances"), "--state", STATE,
             "--all", "A1", LIST], stdout=full, stderr=subprocess.PIPE,
            timeout=60)
    check("the number of errors left out", (done.returncode, errors(done).count(
        "and 2 more such errors\n")), (1, 1))


def options():
    """Tests --baseline, --all, the output formats, -H, --columns and
    --history."""
    remove_database()
    instance("i-00000301", "true")
    write("list", "i-00000301\tone  two \n")
    done = audit("--baseline", "A1", LIST)
    check("result of --baseline", (done.returncode, done.stdout), (0, b""))
    instance("i-00000301", "gone")
    done = audit("--output", "json", "A1", LIST)
    row = json.loads(done.stdout)
    check("row in JSON", (list(row)[:7], row["Change"], row["Confirmed"],
                          row["Label"]),
          (["Change", "ProductCode", "InstanceID", "Confirmed", "OwnerID",
            "Since", "Label"], "GONE", None, "one two"))
    done = audit("--all", "-H", "--columns", "instanceid,confirmed", "A1",
                 LIST)
    check("output with --columns", done.stdout,
          b"InstanceID\tConfirmed\ni-00000301\tgone\n")
    for args in (("-H",), ("--output", "csv"), ("--output", "table")):
        check(f"nothing changed, {args}", audit(*args, "A1", LIST).stdout, b"")
    done = audit("--all", "--output", "csv", "A1", LIST)
    matches("output as csv",
            done.stdout.decode(), r"^Change,ProductCode,[^\n]*\r?\n"
            r"SAME,A1,i-00000301,gone," + ONE)
    done = audit("--all", "--output", "table", "A1", LIST)
    matches("output as a table", done.stdout.decode(), "InstanceID +Confirmed")
    no_service = {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": "",
                  "EC2_URL": "http://127.0.0.1:1/",
                  "AWS_ENDPOINT_URL": "http://127.0.0.1:1/"}
    done = audit("--history", env=no_service)
    check("rows of --history", [(r[0], r[1], r[3], r[4], r[7], r[8])
                                for r in rows(done)],
          [("TIME", "NEW", "i-00000301", "true", SELLER, "us-east-1"),
           ("TIME", "GONE", "i-00000301", "gone", SELLER, "us-east-1")])
    for args, count in ((("-i", "i-00000301"), 2), (("-i", "i-1"), 0),
                        (("A1",), 2), (("B2",), 0), (("A1", LIST), 2)):
        done = audit("--history", *args, env=no_service)
        check(f"history {args}", (done.returncode, len(rows(done))),
              (0, count))


def shrinking_list():
    remove_database()
    names = [f"i-000004{n:02x}" for n in range(20)]
    for name in names:
        instance(name, "true")
    write("list", "\n".join(names))
    audit("--baseline", "A1", LIST)
    write("list", "\n".join(names[11:]))
    known = stored_states()
    for args in ((), ("--baseline",), ("--shrink", "10")):
        done = audit(*args, "A1", LIST, "-U", "http://127.0.0.1:1/")
        check(f"shrink {args}", (done.returncode, done.stdout), (1, b""))
        matches("the error about the list",
                errors(done), "the list lacks 11 of the 20 instances")
        check("the stored states", stored_states(), known)
    done = audit("--shrink", "11", "A1", LIST)
    check("changes with --shrink 11",
          (done.returncode, [r[0] for r in rows(done)]),
          (3, ["DROPPED"] * 11))
    done = audit("A1", LIST)
    check("rows after the instances were dropped",
          (done.returncode, done.stdout), (0, b""))
    piped = ("--list-name", "piped", "A1", "-")
    audit("--baseline", *piped, stdin="\n".join(names).encode())
    matches("the error about a list from standard input",
            errors(audit(*piped, stdin="\n".join(names[11:]).encode())),
            "standard input: the list lacks 11 of the 20 instances")
    # If fewer than ten instances are missing, the audit accepts the list.
    write("list", "\n".join(names[19:]))
    check("status with eight missing instances",
          audit("A1", LIST).returncode, 3)
    done = audit("--list-name", "page", "--html", "-", "A1", "-",
                 stdin=names[0].encode())
    check("a list from standard input, and a page on standard output",
          done.stdout[:15], b"<!DOCTYPE html>")


def lists():
    """Tests bytes that editors leave in a list, and lines without an
    instance."""
    remove_database()
    for n in (1, 2, 3):
        instance(f"i-0000050{n}", "true")
    good = (b"\xef\xbb\xbf# customers\r\n\r\n i-00000501\t a  b \r\n"
            b"i-00000502 \x1b[31m\xff\xc3\xa9\r\n\ti-00000503 # three\r\n"
            b"i-00000501 again\r\n")
    write("list", good)
    done = audit("A1", LIST)
    check("instances and labels of the list",
          [(r[2], r[6]) for r in rows(done)],
          [("i-00000501", "a b"), ("i-00000502", "\\x1B[31m\\xFF\u00e9"),
           ("i-00000503", "# three")])
    done = audit("--all", "--output", "json", "A1", LIST)
    check("labels in JSON", [json.loads(line)["Label"] for line in
                             done.stdout.decode().splitlines()],
          ["a b", "\x1b[31m\ufffd\u00e9", "# three"])
    for text, error in (
            (b"i-1\ni-1:2 x\n", 'line 2: "i-1:2" is not an instance ID'),
            (b"i-1,i-2\n", 'line 1: "i-1,i-2" is not an instance ID; write '
             "one ID per line, and its label after a blank\n"),
            (b"<html>\n", 'line 1: "<html>" is not an instance ID\nan instance '
             "ID has at most 128 letters, digits, '.', '_' and '-', and begins "
             "with a letter or a digit\ntry"),
            (b"\n# x\n\xff\n", r'line 3: "\xFF" is not an instance ID'),
            (b"arn:aws:ec2:us-east-1:1:instance/i-10a64379 x\n",
             "is an ARN; did you mean i-10a64379?"),
            ("i-1 x\n".encode("utf-16"), "it is UTF-16: save it as UTF-8"),
            (b"i-1 a\0b\n", "line 1: it has a NUL byte"),
            (b"i-" + b"1" * 127, "is not an instance ID"),
            (b"# nothing\n", "the list is empty"),
            (b"\xef\xbb\xbf", "the list is empty"),
            (b"", "the list is empty")):
        write("wrong", text)
        done = audit("A1", os.path.join(FOLDER, "wrong"),
                     "-U", "http://127.0.0.1:1/")
        check(f"{text!r}", (done.returncode, done.stdout,
                            error in errors(done)), (2, b"", True))
    done = audit("--list-name", "piped", "A1", "-", stdin=good)
    check("rows of a list on standard input", len(rows(done)), 3)
    for args in ((), ("A1",), ("A1", "-")):
        done = audit("--history", "--list-name", "piped", *args)
        check(f"history of a name, {args}", len(rows(done)), 3)
    check("rows of the history of all lists", len(rows(audit("--history"))), 6)
    # The metrics say that a list is wrong or missing.
    out, gone = (os.path.join(FOLDER, n) for n in ("wrong.prom", "gone"))
    for text, status in ((b"", 2), (b"i-00000501\n", 3), (b"i-1:2\n", 2),
                         (None, 2)):
        if text is None:
            os.remove(gone)
        else:
            write("gone", text)
        done = audit("--metrics", out, "A1", gone)
        check(f"{text}: status", done.returncode, status)
        with open(out) as f:
            written = f.read()
        matches(f"{text}: metrics", written, r"\nec2_audit_last_run_status\{"
                rf'.*list="{gone}".*\}} {status}\n')
        check(f"{text}: the stored state in the metrics",
              written.count('state="confirmed"} 1'), 0 if text == b"" else 1)
    done = audit("--metrics", gone, "A1", gone)
    check("--metrics names the list", (done.returncode, os.path.exists(gone)),
          (2, False))
    # In a list without a newline, carriage returns end the lines.
    write("mac", b"i-00000501 one\ri-00000502\r\ri-1:2\r")
    done = audit("A1", os.path.join(FOLDER, "mac"))
    check("status of a malformed line", done.returncode, 2)
    matches("the error names the line",
            errors(done), 'mac, line 4: "i-1:2" is no')
    write("mac", b"i-00000501 one\ri-00000502\r")
    done = audit("A1", os.path.join(FOLDER, "mac"))
    check("carriage returns", [(r[2], r[6]) for r in rows(done)],
          [("i-00000501", "one"), ("i-00000502", "")])
    done = run("ec2-audit-instances", "A1", stdin=good)
    check("status without --list-name", done.returncode, 2)
    matches("the error without --list-name",
            errors(done), "needs --list-name NAME, --state FILE or --check")
    # If another path leads to the list, the audit is still the same.
    done = subprocess.run([os.path.join(BIN, "ec2-audit-instances"),
                           "--state", STATE, "A1", "./list"], cwd=FOLDER,
                          capture_output=True, timeout=60)
    check("one list under two paths", (done.returncode, done.stdout), (0, b""))


def usage():
    write("list", "i-00000501\n")
    for args, error in (
            (("--all",), "CODE is missing"),
            (("A/1", LIST), "'A/1' is not a product code"),
            ((LIST, "774F4FF8"), "it is a file: CODE comes before LIST"),
            (("ami-5bae4b32", LIST), "is an image, not a product code"),
            (("111122223333", LIST), "is an account number, not a product"),
            (("774F4FF8 ", LIST), "did you mean 774F4FF8?"),
            (("A1", LIST, "-i", "i-00000501"), "-i needs --history"),
            (("A1", LIST, "--history", "--html", "x"),
             "--history and --html exclude each other"),
            (("--history", "--all"),
             "--history and --all exclude each other"),
            (("A1", LIST, "--title", "x"), "--title needs --html"),
            (("A1", LIST, "--every", "2"), "--every needs --html"),
            (("A1", LIST, "--check", "--every", "2"),
             "--every needs --html"),
            (("--audits", LIST, "--title", "x"), "--title needs --html"),
            (("--audits", LIST, "--keep", "0"), "--keep"),
            (("A1", LIST, "x"), "unexpected operand x"),
            (("A1", os.path.join(FOLDER, "none")), "No such file"),
            (("A1", LIST, "--keep", "0"), "--keep"),
            (("A1", LIST, "--shrink", "x"), "--shrink"),
            (("A1", LIST, "--dry-run"), "a dry run gets none"),
            (("A1", LIST, "-W", "s3cret"), "other users may see keys"),
            (("A1", LIST, "-O", "x"), "give --profile"),
            *((("A1", LIST, "--check", f"--{name}", *value),
               f"--check and --{name} exclude each other")
              for name, *value in (
                  ("all",), ("baseline",), ("history",), ("html", "page"),
                  ("metrics", "x.prom"))),
            (("A1", LIST, "--html", "-", "--metrics", "-"),
             "--html and --metrics: only one of them can be standard output"),
            (("A1", LIST, "--output", "xml"), "is not text"),
            (("A1", LIST, "--state", FOLDER), "is a directory"),
            (("", LIST), "the value is empty")):
        if "--check" in args:
            done = run("ec2-audit-instances", *args)
            check(f"{args}", (done.returncode, done.stdout[:8]),
                  (3, b"UNKNOWN "))
        else:
            done = audit(*args)
            check(f"{args}: status", done.returncode, 2)
        output = errors(done) + done.stdout.decode()
        check(f"{args}: {output}", error in output, True)
        check("the secret in the output", "s3cret" in output, False)
    # The service decides whether a code has a valid form.
    instance("i-00000501", "true")
    for code in ("deadbeef", "1234-ABCD", "i-tools", "774f4ff8"):
        change(("INSERT INTO product (code, owner) VALUES (?, ?)",
                (code, SELLER)),
               ("INSERT INTO code VALUES ('i-00000501', ?)", (code,)))
        done = audit("--all", "--columns", "Confirmed", code, LIST)
        check(code, (done.stdout, done.stderr), (b"true\n", b""))
    for code in ("ami-5bae4b32", "111122223333"):
        done = audit("--history", code)
        check(f"history of {code}", (done.returncode, done.stderr), (0, b""))
    for first, hint in (("list", True), ("774F4FF9", False)):
        done = subprocess.run([os.path.join(BIN, "ec2-audit-instances"),
                               "--state", STATE, first, "774F4FF8"],
                              cwd=FOLDER, capture_output=True, timeout=60)
        check(f"{first}, and a code for a list",
              (done.returncode, "it is a code: CODE comes before LIST"
               in errors(done)), (2, hint))
    key = os.environ["AWS_ACCESS_KEY_ID"]
    secret = os.environ["AWS_SECRET_ACCESS_KEY"]
    done = audit("A1", LIST, env={
        "AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": "",
        "EC2_DEFAULT_ARGS": f"-O {key} -W {secret}"})
    check("status with keys in EC2_DEFAULT_ARGS",
          done.returncode in (0, 3), True)


def databases():
    """Tests wrong databases, and the mode and the place of a database."""
    remove_database()
    write("list", "i-00000501\n")
    other = os.path.join(FOLDER, "other.db")
    base = sqlite3.connect(other)
    base.execute("CREATE TABLE t (x)")
    base.close()
    audit("A1", LIST)
    newer = os.path.join(FOLDER, "newer.db")
    shutil.copy(STATE, newer)
    base = sqlite3.connect(newer)
    base.execute("PRAGMA user_version = 2")
    base.close()
    cut = os.path.join(FOLDER, "cut.db")
    with open(STATE, "rb") as f:
        write("cut.db", f.read()[:5000])
    for name, error in (
            (write("text", "hello, this is no database at all\n" * 9),
             "it is not a database"),
            (write("empty", ""), "it is empty"),
            (write("one", "x"), "it is not a database of the audits"),
            (other, "it is not a database of the audits"),
            (newer, "its version is 2"), (cut, "damaged|malformed|no such"),
            ("/dev/null", "not a regular file"),
            (os.path.join(FOLDER, "none", "x.db"),
             "x.db: its folder cannot be written: .*/none/: No such file")):
        before = os.path.isfile(name) and open(name, "rb").read()
        done = run("ec2-audit-instances", "--state", name, "A1", LIST)
        check(f"{name}: status", (done.returncode, done.stdout), (1, b""))
        matches(name, errors(done), error)
        check(f"{name}: the file is unchanged",
              os.path.isfile(name) and open(name, "rb").read(), before)
    for name, text in (
            (FOLDER, "EC2_AUDIT_STATE: .*/audit: it is a directory"),
            (other, "EC2_AUDIT_STATE: .*: give another file"),
            ("", "EC2_AUDIT_STATE is not set: give --state FILE")):
        done = run("ec2-audit-instances", "A1", LIST,
                   env={"EC2_AUDIT_STATE": name, "EC2_SANDBOX": "1"})
        matches(f"EC2_AUDIT_STATE={name}", errors(done), text)
        check("the error names --state",
              errors(done).count("--state"), not name)
    check("mode of the database", os.stat(STATE).st_mode & 0o777, 0o600)
    os.chmod(STATE, 0o640)
    audit("A1", LIST)
    check("mode of the database after a run",
          os.stat(STATE).st_mode & 0o777, 0o640)
    home = os.path.join(FOLDER, "home")
    done = run("ec2-audit-instances", "A1", LIST,
               env={"XDG_STATE_HOME": home, "EC2_AUDIT_STATE": "",
                    "EC2_SANDBOX": ""})
    check("status with XDG_STATE_HOME", done.returncode, 3)
    check("modes in XDG_STATE_HOME",
          [oct(os.stat(os.path.join(home, p)).st_mode & 0o777)
           for p in ("ec2-product-tools", "ec2-product-tools/audit.db")],
          ["0o700", "0o600"])


def accounts():
    """An audit refuses to continue with another account, region or endpoint.
    Another code means another audit."""
    remove_database()
    instance("i-00000601", "true")
    write("list", "i-00000601\n")
    audit("A1", LIST)
    known = stored_states()
    done = audit("A1", LIST, env={"AWS_ACCESS_KEY_ID":
                                  "AKIASANDBOXOTHER0000",
                                  "AWS_SECRET_ACCESS_KEY":
                                  "sandbox-other-secret-not-a-real-one"})
    check("status with another account", done.returncode, 1)
    matches("the error about the account",
            errors(done), f"for account {SELLER}, and this one is for "
            f"{TWO}")
    done = audit("A1", LIST, "-U", "http://127.0.0.1:1/", "--max-attempts",
                 "1", "--account", SELLER)
    check("status with another endpoint", done.returncode, 1)
    matches("the error about the endpoint",
            errors(done), "^[^:]*: [^:]*: the last run of this audit "
            "was at http.*\n.*give --new once")
    done = audit("A1", LIST, env={"AWS_SECRET_ACCESS_KEY": "wrong"})
    check("status with a wrong secret",
          (done.returncode, done.stdout), (1, b""))
    matches("the error about the secret",
            errors(done), "^[^:]*: the account is not known for "
            "certain: GetCallerIdentity: .*\n.*the last run of this audit was "
            "for account")
    check("stored states are unchanged", stored_states(), known)
    # A run that fails does not bind the audit to an account, even if it is the
    # first run or has --new.
    remove_database()
    done = audit("A1", LIST, env={"AWS_SECRET_ACCESS_KEY": "wrong"})
    check("the first run fails", (done.returncode, done.stdout), (1, b""))
    check("status of the second run", audit("A1", LIST).returncode, 3)
    done = audit("--new", "A1", LIST, env={"AWS_SECRET_ACCESS_KEY": "wrong"})
    check("a failed run with --new", (done.returncode, done.stdout), (1, b""))
    done = audit("A1", LIST)
    check("the run after a failed run with --new",
          (done.returncode, done.stderr), (0, b""))
    # A database may have an access key in place of the account.  A run with
    # this key stores the account, and a run with another key fails.
    base = sqlite3.connect(STATE)
    for was, status in (("AKIASANDBOXSELLER000", 0), ("AKIAOTHER", 1)):
        with base:
            base.execute("UPDATE place SET account = ?", (was,))
            base.execute("UPDATE thing SET account = ?", (was,))
        check(f"status with account {was}",
              audit("A1", LIST).returncode, status)
        for table in ("place", "thing"):
            check(f"account in {table} after {was}", base.execute(
                f"SELECT DISTINCT account FROM {table}").fetchall(),
                [(SELLER if status == 0 else was,)])
    with base:
        base.execute("UPDATE place SET account = ?", (SELLER,))
    base.close()
    # Another region in the environment means another endpoint.
    done = audit("A1", LIST, env={"EC2_REGION": "eu-west-1",
                                  "AWS_REGION": "eu-west-1"})
    check("a run with another region", (done.returncode, done.stdout), (1, b""))
    matches("the error about the region",
            errors(done), "was at http[^ ]*, region us-east-1, and "
            "this one is at http[^ ]*, region eu-west-1")
    known = stored_states()
    done = audit("B2", LIST)
    matches("the error about another account's code", errors(done),
            r"^i-00000601: Client\.AuthFailure: ")
    check("stored states after a run with another code", stored_states(),
          known)


def monitor():
    remove_database()
    instance("i-00000701", "true")
    instance("i-00000702", "false")
    instance("i-00000703", "gone")

    def line(*args, env=None):
        done = audit("--check", *args, env=env)
        text = done.stdout.decode()
        check("number of newlines", text.count("\n"), 1)
        return done.returncode, text
    write("list", "i-00000701\n")
    check("line of OK", line("A1", LIST),
          (0, "OK 1 confirmed | confirmed=1;;;0 unconfirmed=0;;;0 "
           "gone=0;;;0 unknown=0;;;0\n"))
    write("list", "i-00000701\ni-00000703 a|b\n")
    check("line of WARNING", line("A1", LIST),
          (1, "WARNING 1 confirmed, 1 gone: i-00000703 (a/b) | confirmed=1;;;0"
           " unconfirmed=0;;;0 gone=1;;;0 unknown=0;;;0\n"))
    write("list", "i-00000701\ni-00000703\nx.y\n")
    check("UNKNOWN before WARNING", line("A1", LIST)[0], 3)
    write("list", "i-00000702\ni-00000703\nx.y\n")
    check("CRITICAL before UNKNOWN", line("A1", LIST)[0], 2)
    check("CRITICAL again", line("A1", LIST)[0], 2)
    check("a database exists", os.path.exists(STATE), False)
    write("list", "i-00000701\n")
    check("status of a run", audit("A1", LIST).returncode, 3)
    known = count_stored()
    instance("i-00000701", "false")
    check("CRITICAL, with a database", line("A1", LIST)[0], 2)
    check("stored runs are unchanged", count_stored(), known)
    check("the next run prints the changes",
          [r[0] for r in rows(audit("A1", LIST))],
          ["LOST"])
    instance("i-00000701", "true")
    status, text = line("A1", os.path.join(FOLDER, "none"))
    check("--check with a missing list", (status, text[:8]), (3, "UNKNOWN "))
    for args in (("--bogus",), ("-W", "s3cret"), ("--audits", LIST),
                 ("--jobs", "x")):
        status, text = line("A1", LIST, *args)
        check(f"{args}", (status, text[:8]), (3, "UNKNOWN "))
    for args, defaults in ((("-check", "--bogus"), ""),
                           (("--bogus", "-check"), ""),
                           (("--chec", "--bogus"), ""), ((), "--check --bogus")):
        done = audit("A1", LIST, *args, env={"EC2_DEFAULT_ARGS": defaults})
        check(f"{args} {defaults}", (done.returncode, done.stdout[:8]),
              (3, b"UNKNOWN "))
    # The status line has the reason, since monitors do not show standard error.
    status, text = line("A1", LIST, env={"AWS_SECRET_ACCESS_KEY": "wrong"})
    check("status with a wrong secret", status, 3)
    matches("line with a wrong secret",
            text, "^UNKNOWN the state of no instance could be found; "
            "i-00000701: Client.SignatureDoesNotMatch")
    write("list", "i-00000701\nx.y\n")
    matches("line with one unknown instance",
            line("A1", LIST)[1], r"^UNKNOWN 1 confirmed, 1 "
            r"could not tell: x\.y; x\.y: Client\.InvalidInstanceID[^|]* \| "
            "confirmed=1;")


def images():
    def audit_images(*args):
        return run("ec2-audit-images", "--state", STATE, *args)
    remove_database()
    verdicts = {
        "ami-00000001": "OK", "ami-00000002": "FREE", "ami-00000003": "FREE",
        "ami-00000004": "FOREIGN", "ami-00000005": "UNSOLD",
        "ami-00000006": "PRIVATE", "ami-00000008": "LEAKED",
        "ami-00000009": "LEAKED", "ami-0000000a": "OK",
        "ami-0000000b": "OK", "ami-0000000c": "PRIVATE"}
    done = audit_images("A1")
    check("verdicts of the first run",
          {r[1]: r[0] for r in rows(done)}, verdicts)
    check("status of the first run", done.returncode, 3)
    check("standard error of the first run", done.stderr, b"")
    done = audit_images("A1", "-q")
    check("AMIs with -q", {r[1] for r in rows(done)},
          {i for i, v in verdicts.items() if v in ("FREE", "LEAKED",
                                                   "FOREIGN")})
    for args in ((), ("--output", "csv"), ("-H",)):
        done = audit_images("A1", "--changes", *args)
        check(f"no changes, {args}", (done.returncode, done.stdout), (3, b""))
    change(("DELETE FROM permission WHERE resource = 'ami-00000002'",))
    done = audit_images("A1", "--changes")
    check("rows with --changes", [r[:2] for r in rows(done)],
          [["PRIVATE", "ami-00000002"]])
    done = audit_images("--output", "json")
    row = [json.loads(line) for line in done.stdout.splitlines()]
    row = [r for r in row if r["ImageID"] == "ami-00000008"]
    check("json", (row[0]["Verdict"], row[0]["ProductCodes"],
                   row[0]["SharedWith"]), ("LEAKED", ["A1"], [ONE]))
    done = audit_images("A1", "B2")
    check("verdict with both codes",
          {r[0] for r in rows(done) if r[1] == "ami-00000004"}, {"OK"})
    done = run("ec2-audit-images", "--check", "A1")
    check("result of --check",
          (done.returncode, done.stdout[:9]), (2, b"CRITICAL "))
    done = run("ec2-audit-images", "--check", "--changes", "A1")
    check("--check with --changes", (done.returncode, done.stdout), (
        3, b"UNKNOWN --check and --changes exclude each other\n"))
    # CRITICAL takes precedence over a region that does not answer.
    for codes in (("A1",), ("A1", "B2")):
        done = run("ec2-audit-images", "--check", "--region",
                   "us-east-1,nowhere-9", *codes)
        check(f"--check {codes}, and a region that does not answer",
              (done.returncode, done.stdout[:9]), (2, b"CRITICAL "))
    change(("CREATE TABLE kept AS SELECT * FROM image",),
           ("DELETE FROM image WHERE id NOT IN ('ami-00000001', "
            "'ami-0000000b')",))
    done = run("ec2-audit-images", "--check", "A1")
    check("--check without problems",
          (done.returncode, done.stdout[:3]), (0, b"OK "))
    done = run("ec2-audit-images", "--check", "--region",
               "us-east-1,nowhere-9", "A1")
    check("--check without problems, and a region that does not answer",
          (done.returncode, done.stdout[:8]),
          (3, b"UNKNOWN "))
    change(("DELETE FROM image",), ("INSERT INTO image SELECT * FROM kept",),
           ("DROP TABLE kept",))
    done = run("ec2-audit-images", "--state", STATE + "2", "A1", env={
        "AWS_ACCESS_KEY_ID": "AKIASANDBOXOTHER0000",
        "AWS_SECRET_ACCESS_KEY": "sandbox-other-secret-not-a-real-one"})
    check("an account without AMIs", (done.returncode, done.stdout), (1, b""))
    matches("the error without AMIs",
            errors(done), "this account owns no AMI in us-east-1")


def waiting():
    """A run waits while another run of the same audit has the lock.  A run of
    another audit does not wait."""
    remove_database()
    write("list", "i-00000701\n")
    audit("--baseline", "A1", LIST)
    name = STATE + "-lock"
    holder = subprocess.Popen([sys.executable, "-c", f"""
import fcntl, sys, time
f = open({name!r}, "r+")
fcntl.lockf(f, fcntl.LOCK_EX, 1, 1)
print(flush=True)
time.sleep(60)"""], stdout=subprocess.PIPE)
    holder.stdout.readline()
    done = audit("--lock-wait", "0", "A1", LIST)
    check("status while another run has the lock", done.returncode, 1)
    matches("the error about the lock",
            errors(done), "another run of this audit")
    check("status of an audit of another list",
          audit("--list-name", "x", "--lock-wait", "0", "A1",
                               "-", stdin=b"i-00000701\n").returncode, 3)
    check("status of --history, which does not wait",
          audit("--history").returncode, 0)
    waiter = subprocess.Popen([os.path.join(BIN, "ec2-audit-instances"),
                               "--state", STATE, "A1", LIST])
    time.sleep(0.5)
    check("status of the waiting run", waiter.poll(), None)
    out = os.path.join(FOLDER, "waiting.prom")
    other = subprocess.Popen([os.path.join(BIN, "ec2-audit-instances"),
                              "--state", STATE, "--metrics", out, "A1", LIST],
                             stderr=subprocess.PIPE)
    time.sleep(0.5)
    other.terminate()
    matches("the error of a run that SIGTERM ends",
            other.communicate(timeout=30)[1].decode(), "interrupted")
    with open(out) as f:
        matches("the metrics of a run that SIGTERM ends", f.read(),
                r"\nec2_audit_last_run_status\{.*\} 143\n")
    holder.kill()
    holder.wait()
    check("status after the wait", waiter.wait(timeout=30), 0)


def regions():
    """With several regions, a row has the region in which the audit last found
    the instance.  An instance that no region knows is gone."""
    remove_database()
    for n, (state, region) in enumerate((
            ("true", "us-east-1"), ("true", "eu-west-1"),
            ("gone", "us-east-1"))):
        instance(f"i-0000080{n}", state)
        change(("UPDATE instance SET region = ? WHERE id = ?",
                (region, f"i-0000080{n}")))
    write("list", "i-00000800\ni-00000801\ni-00000802\n")

    def found(done):
        return [(r[0], r[2], r[3], r[8]) for r in rows(done)]
    done = audit("--region", "us-east-1,eu-west-1", "A1", LIST)
    check("rows with two regions", (done.returncode, found(done)), (3, [
        ("NEW", "i-00000800", "true", "us-east-1"),
        ("NEW", "i-00000801", "true", "eu-west-1"),
        ("NEW", "i-00000802", "gone", "")]))
    change(("DELETE FROM instance WHERE id = 'i-00000801'",))
    done = audit("--region", "us-east-1,eu-west-1", "A1", LIST)
    check("an instance in no region", (done.returncode, found(done)), (
        3, [("GONE", "i-00000801", "gone", "eu-west-1")]))
    # If one region does not answer, no instance counts as gone.
    instance("i-00000803", "true")
    write("list", "i-00000800\ni-00000803\n")
    partly = ("--region", "us-east-1,nowhere-9", "A1", LIST)
    done = audit(*partly)
    check("one region does not answer", (done.returncode, found(done)), (3, [
        ("NEW", "i-00000800", "true", "us-east-1"),
        ("NEW", "i-00000803", "true", "us-east-1")]))
    change(("DELETE FROM instance WHERE id = 'i-00000800'",))
    done = audit(*partly)
    check("an instance that may be in the region that does not answer",
          (done.returncode, found(done)),
          (1, [("UNKNOWN", "i-00000800", "true", "us-east-1")]))
    matches("the error names the failed region", errors(done), "nowhere-9")
    done = audit("--profile", "seller,other", "A1", LIST)
    check("two profiles", (done.returncode, done.stdout), (2, b""))


def labels():
    """The row of a dropped instance has its last label."""
    remove_database()
    instance("i-00000901", "true")
    instance("i-00000902", "true")
    for label, status in (("old", 3), ("new", 0)):
        write("list", f"i-00000901 {label}\ni-00000902\n")
        check(f"status with the label {label}",
              audit("A1", LIST).returncode, status)
    write("list", "i-00000902\n")
    check("change and label of the dropped instance",
          [(r[0], r[6]) for r in rows(audit("A1", LIST))], [("DROPPED", "new")])


def listed_twice():
    """The audit stores an AMI once, even if it is on two pages of a list.  The
    audit does not store an AMI that was deregistered during the first run."""
    remove_database()

    def answer(handler, body):
        query = urllib.parse.parse_qs(body.decode())
        action, attribute = query["Action"][0], ""
        image = query.get("ImageId", [""])[0]
        if action == "DescribeImages":
            first = "NextToken" not in query
            attribute = "<imagesSet>" + "".join(
                f"<item><imageId>{i}</imageId><imageLocation>{i}"
                f"</imageLocation><imageOwnerId>{SELLER}</imageOwnerId>"
                "<isPublic>false</isPublic></item>"
                for i in (("ami-1",) if first else ("ami-1", "ami-2")))
            attribute += "</imagesSet>" + first * "<nextToken>t</nextToken>"
        elif action == "DescribeImageAttribute" and image == "ami-1":
            attribute = f"<imageId>{image}</imageId><launchPermission/>"
        else:
            return 400, ("<Response><Errors><Error><Code>InvalidAMIID.NotFound"
                         "</Code><Message>x</Message></Error></Errors>"
                         "<RequestID>r</RequestID></Response>")
        return 200, (f'<{action}Response xmlns="http://ec2.amazonaws.com/doc/'
                     '2016-11-15/"><requestId>r</requestId>'
                     f"{attribute}</{action}Response>")
    server = scripted.Server(answer)
    for _ in range(2):
        done = run("ec2-audit-images", "--state", STATE, "-U", server.url)
        check("rows of a list in two pages", [r[:2] for r in rows(done)],
              [["PRIVATE", "ami-1"]])
        check("errors of a list in two pages", errors(done), "")
        check("status of a list in two pages", done.returncode, 0)
    base = sqlite3.connect(STATE)
    check("stored changes",
          base.execute("SELECT change, id FROM change").fetchall(),
          [("NEW", "ami-1")])
    base.close()
    check("stored AMIs",
          [(k[0], k[3]) for k in stored_states()], [("ami-1", 0)])


def one_revoked():
    """If the service refuses the keys of one of two accounts, the audit checks
    the other account, and stays bound to both accounts."""
    remove_database()
    with open(os.environ["AWS_SHARED_CREDENTIALS_FILE"]) as f:
        text = f.read()
    revoked = {"AWS_SHARED_CREDENTIALS_FILE": write("revoked", text.replace(
        "sandbox-other-secret-not-a-real-one", "revoked").encode())}
    args = ("ec2-audit-images", "--state", STATE, "--profile", "seller,other")
    for n, (known, env, error) in enumerate((
            ([SELLER], revoked, "^other us-east-1: Client.SignatureDoesNot"),
            ([TWO, SELLER], {}, "^$"),
            ([TWO, SELLER], revoked, "^other us-east-1: the account is not "
             "known for certain: GetCallerIdentity: Client.SignatureDoesNot"),
            ([TWO, SELLER], {}, "^$"))):
        done = run(*args, env=env)
        check(f"run {n}: status", done.returncode, 1 if env else 3)
        check(f"run {n}: number of rows", len(rows(done)), 11)
        matches(f"run {n}: the error about the other account", errors(done),
                error)
        base = sqlite3.connect(STATE)
        check(f"run {n}: stored accounts", base.execute(
            "SELECT account FROM place ORDER BY name").fetchall(),
            [(account,) for account in known])
        base.close()


def partly_asked():
    """Tests regions and profiles that the audit cannot ask, and a region
    without AMIs."""
    remove_database()
    page = os.path.join(FOLDER, "partly.html")

    def answer(handler, body):
        query = urllib.parse.parse_qs(body.decode())
        action = query["Action"][0]
        region = handler.headers["Authorization"].split("/")[2]
        if region == "us-east-9" or (region == "us-east-8" and
                                     action == "DescribeImages"):
            return 403, ("<Response><Errors><Error><Code>Refused</Code>"
                         "<Message>not here</Message></Error></Errors>"
                         "<RequestID>r</RequestID></Response>")
        if action == "GetCallerIdentity":
            text = (f"<GetCallerIdentityResult><Account>{SELLER}</Account>"
                    "</GetCallerIdentityResult>")
        elif action == "DescribeImageAttribute":
            text = "<imageId>ami-1</imageId><launchPermission/>"
        else:
            text = "<imagesSet>" + (region == "us-east-1") * (
                "<item><imageId>ami-1</imageId><imageLocation>x"
                f"</imageLocation><imageOwnerId>{SELLER}</imageOwnerId>"
                "<isPublic>false</isPublic></item>") + "</imagesSet>"
        return 200, (f'<{action}Response xmlns="http://ec2.amazonaws.com/doc/'
                     f'2016-11-15/"><requestId>r</requestId>{text}'
                     f"</{action}Response>")
    server = scripted.Server(answer)

    def images(*args, **more):
        return run("ec2-audit-images", "--state", STATE, *args,
                   env={"AWS_ENDPOINT_URL": server.url}, **more)
    for args, reason in (
            (("--region", "us-east-1,us-east-9"),
             "UNKNOWN .*1 private; us-east-9: Client.Refused: not here \\|"),
            (("--region", "us-east-9"), "UNKNOWN .*; Client.Refused: not"),
            (("--profile", "seller,none"),
             "UNKNOWN .*; some regions or accounts could not be asked")):
        done = images("--check", *args)
        check(f"{args}: status", done.returncode, 3)
        matches(f"{args}", done.stdout.decode(), f"^{reason}")
    # The page must say that regions are missing.
    done = images("--region", "us-east-1,us-east-9", "--html", page)
    check("status and rows without one region",
          (done.returncode, [r[:2] for r in rows(done)]),
          (1, [["PRIVATE", "ami-1"]]))
    with open(page) as f:
        text = f.read()
    matches("the page without one region",
            text, 'class="lead bad">The one AMI is in '
            "order; some regions or accounts could not be asked<")
    os.unlink(page)
    # The columns must not depend on which profiles can be used.
    check("account and region of a row without one profile",
          [r[-2:] for r in rows(images("--profile", "seller,none"))],
          [[SELLER, "us-east-1"]])
    known = count_stored()
    for args, error in (
            (("--region", "eu-west-1"), "this account owns no AMI in eu-w"),
            (("--region", "eu-west-1,eu-west-2"),
             "this account owns no AMI in eu-west-1, eu-west-2\n"),
            (("--region", "eu-west-1", "--profile", "seller,other"),
             "these accounts own no AMI in seller eu-west-1, other eu-west-1"),
            (("--region", "eu-west-1,us-east-9"), "no AMI was found, and some "
             "regions or accounts could not be asked"),
            (("--region", "us-east-8"),
             "the AMIs in us-east-8 could not be listed\n")):
        done = images(*args, "--html", page)
        check(f"no AMI, {args}", (done.returncode, done.stdout), (1, b""))
        matches(f"no AMI, {args}", errors(done), error)
        check("a page was written, and the stored runs and changes",
              (os.path.exists(page), count_stored()), (False, known))
        done = images("--check", *args)
        check(f"no AMI, --check, {args}", done.returncode, 3)
        matches(f"no AMI, {args}", done.stdout.decode(), "UNKNOWN " + error[:9])


def several_audits():
    """No audit starts if the file of --audits is malformed, empty or too long.
    Two audits must not write the same file, and no output may be `-`."""
    remove_database()
    instance("i-00000901", "true")
    write("list", "i-00000901\n")
    line = f"seller A1 {LIST}\n".encode()
    for args, text, error in (
            (("--html", os.path.join(FOLDER, "page.html")), line + line,
             r"two audits would write .*/page\.seller\.A1\.html"),
            (("--metrics", "x.prom", "--html", "x.prom"), line, "two audits"),
            (("--html", "-"), line, "cannot be -"),
            (("--metrics", "-"), line, "cannot be -"),
            ((), line + b"# \0\n" + line, "line 2: it has a NUL byte"),
            ((), b"# none\n", "it has no audits"), ((), b"", "no audits"),
            ((), b"\xff\xfes\0", "audits: it is UTF-16"),
            ((), line + b"#" * (16 << 20) + b"\n" + line, "it is longer")):
        done = audit(*args, "--audits", write("audits", text))
        check(f"{args} {text[:99]}: status", (done.returncode, done.stdout),
              (2, b""))
        matches(f"{args} {text[:99]}", errors(done), error)
        check("a database exists", os.path.exists(STATE), False)
    for text, error in ((line + b"seller A1\n", ", line 2: it is not PROFILE"),
                        (b"", ": it has no audits")):
        matches("--audits -", errors(audit("--audits", "-", stdin=text)),
                "^ec2-audit-instances: standard input" + error)


def failing_lines():
    """An audit that fails, or that a signal ends, does not stop the other
    audits.  The errors of an audit name its profile and code."""
    remove_database()
    instance("i-00000901", "true")
    write("list", "i-00000901\n")
    none = os.path.join(FOLDER, "none")
    write("audits", f"\ufeffseller A1 {LIST}\nseller A1 {none}\n"
          f"other A1 {LIST}\nnobody A1 {LIST}\n")
    done = audit("--audits", os.path.join(FOLDER, "audits"))
    check("changes of the first audit", [r[0] for r in rows(done)], ["NEW"])
    check("status of all audits", done.returncode, 1)
    for error in (rf"seller A1: {none}: No such file",
                  r"other A1: i-00000901: Client\.AuthFailure",
                  "other A1: the state of no instance could be found",
                  "nobody A1: profile nobody"):
        matches("the errors name the audit", errors(done), error)
    killed = []

    def kill_child(handler, body):
        if not killed:
            with open(f"/proc/{process.pid}/task/{process.pid}/children") as f:
                killed.extend(int(pid) for pid in f.read().split())
            for pid in killed:
                os.kill(pid, signal.SIGKILL)
        return 400, "<x/>"
    server = scripted.Server(kill_child)
    write("audits", f"seller A1 {LIST}\nother A1 {LIST}\n")
    process = subprocess.Popen(
        [os.path.join(BIN, "ec2-audit-instances"), "--state", STATE, "-U",
         server.url, "--audits", os.path.join(FOLDER, "audits")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    _, err = process.communicate(timeout=60)
    check("killed audits, and status",
          (len(killed), process.returncode), (1, 1))
    matches("the error of the killed audit",
            err.decode(), "^seller A1: the audit was ended by "
            "signal 9\n")
    matches("the error of the next audit",
            err.decode(), "\nother A1: i-00000901: ")


def stopped():
    """A signal to a run of many audits ends the current audit.  The run does
    not start another audit."""
    remove_database()
    requested = threading.Event()
    calls = []

    def answer(handler, body):
        calls.append(body)
        requested.set()
        time.sleep(100)
    server = scripted.Server(answer)
    write("audits", f"seller A1 {LIST}\nother A1 {LIST}\n")
    process = subprocess.Popen(
        [os.path.join(BIN, "ec2-audit-instances"), "--state", STATE, "-U",
         server.url, "--audits", os.path.join(FOLDER, "audits")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    check("the audit sends a request", requested.wait(30), True)
    process.terminate()
    try:
        process.communicate(timeout=30)
    except subprocess.TimeoutExpired:
        failures.append("the run did not end within 30 s after SIGTERM")
    check("status after SIGTERM", process.returncode, 128 + signal.SIGTERM)
    check("number of requests", len(calls), 1)
    # The metrics of an interrupted audit have its status.  A terminal sends
    # its signal to the run and to its current audit.
    name = os.path.join(FOLDER, "stopped.prom")
    one = ("A1", LIST), name
    many_audits = (("--audits", os.path.join(FOLDER, "audits")),
                   os.path.join(FOLDER, "stopped.seller.A1.prom"))
    for args, written in (one, *4 * (many_audits,)):
        requested.clear()
        if os.path.exists(written):
            os.unlink(written)
        process = subprocess.Popen(
            [os.path.join(BIN, "ec2-audit-instances"), "--state", STATE, "-U",
             server.url, "--metrics", name, *args], stderr=subprocess.PIPE,
            start_new_session=True)
        check("the audit sends a request", requested.wait(30), True)
        os.killpg(process.pid, signal.SIGTERM)
        process.communicate(timeout=30)
        check("status after SIGTERM", process.returncode,
              128 + signal.SIGTERM)
        with open(written) as f:
            matches("metrics after SIGTERM", f.read(),
                    r"\nec2_audit_last_run_status\{.*\} 143\n")
    # The metrics of an audit that SIGPIPE ends have its status, too.
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [os.path.join(BIN, "ec2-audit-instances"), "--state", STATE, "--all",
         "--metrics", name, "A1", LIST], stdout=writer, stderr=subprocess.PIPE,
        timeout=60)
    os.close(writer)
    check("status and errors after SIGPIPE",
          (done.returncode, done.stderr), (-signal.SIGPIPE, b""))
    with open(name) as f:
        matches("metrics after SIGPIPE", f.read(),
                r"\nec2_audit_last_run_status\{.*\} 141\n")


def seed():
    text = "\n".join([
        f"account\tid={SELLER}\tname=seller\t"
        "access-key=AKIASANDBOXSELLER000\t"
        "secret-key=sandbox-seller-secret-not-a-real-one",
        f"account\tid={ONE}\tname=customer",
        f"account\tid={TWO}\tname=other\taccess-key=AKIASANDBOXOTHER0000\t"
        "secret-key=sandbox-other-secret-not-a-real-one",
        "account\tid=679593333241\tname=marketplace",
        f"product\tcode=A1\towner={SELLER}",
        f"product\tcode=B2\towner={TWO}",
        f"snapshot\tid=snap-00000001\towner={SELLER}\tpermissions=all",
        f"snapshot\tid=snap-00000002\towner={SELLER}\tpermissions={TWO}",
        f"snapshot\tid=snap-00000003\towner={SELLER}\tpermissions={ONE}",
        f"snapshot\tid=snap-00000004\towner={SELLER}\t"
        "permissions=679593333241", ""])
    for number, fields in (
            (1, "code=A1\tpermissions=all"), (2, "permissions=all"),
            (3, f"permissions={ONE}"), (4, "code=B2\tpermissions=all"),
            (5, "code=A1"), (6, f"permissions={SELLER}"),
            (8, f"code=A1\tpermissions={ONE}\t"
                "root-device=ebs\tdevices=/dev/sda1=snap-00000001:15:true:standard:"),
            (9, f"code=A1\tpermissions={ONE}\t"
                "root-device=ebs\tdevices=/dev/sda1=snap-00000002:15:true:standard:"),
            (10, f"code=A1\tpermissions={ONE}\t"
                 "root-device=ebs\tdevices=/dev/sda1=snap-00000003:15:true:standard:"),
            (11, "code=A1\tpermissions=all\t"
                 "root-device=ebs\tdevices=/dev/sda1=snap-00000001:15:true:standard:"),
            (12, "root-device=ebs\tdevices=/dev/sda1=snap-00000004:15:true:standard:")):
        text += (f"image\tid=ami-{number:08x}\towner={SELLER}\t"
                 f"name=n{number}\t{fields}\n")
    return write("seed", text)


def main():
    os.chdir(FOLDER)
    for part in (transitions, unknown, options, shrinking_list, lists, usage,
                 databases, accounts, monitor, images, waiting,
                 regions, labels, listed_twice, partly_asked, one_revoked,
                 several_audits, failing_lines, stopped):
        part()
    for line in failures:
        print("FAILED", line)
    print(f"{checks} checks, {len(failures)} failed")
    return 1 if failures or not checks else 0


if len(sys.argv) > 1:
    sys.exit(main())
shutil.rmtree(FOLDER, ignore_errors=True)
os.makedirs(FOLDER)
sys.exit(subprocess.run(
    [os.path.join(BIN, "ec2-sandbox"), "-d", SANDBOX, "-s", seed(),
     sys.executable, __file__, "inside"], timeout=280).returncode)
