#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Starts ec2-audit-instances AUDIT_KILLS times (default: 100), and kills it
with SIGKILL at a random moment, unless the run ends before that moment.
The database must be intact, and have either the old data or the data of the
killed run.  A change must be printed before it is stored.  A run writes its
page before the database, and its metrics after the database.  The page and the
metrics each come from one run.  The next run removes the temporary files of a
killed run."""
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
import time

import confirming

KILLS = int(os.environ.get("AUDIT_KILLS", "100"))
SEED = int(os.environ.get("SEED", str(time.time_ns())))
FOLDER = os.path.join(os.environ["TMP"], "audit-kill")
STATE = os.path.join(FOLDER, "state")
PAGE, METRICS = os.path.join(FOLDER, "page"), os.path.join(FOLDER, "x.prom")
INSTANCES = [f"i-{n:08x}" for n in range(12)]
LAST = INSTANCES[-1]
# The files after a run that was not killed, besides SQLite's -wal and -shm.
FILES = ["list", "page", "state", "state-lock", "x.prom"]


def fail(what):
    print(f"SEED={SEED}: {what}")
    sys.exit(1)


class Audit:
    """Runs and kills the audit."""

    def __init__(self):
        self.dice = random.Random(SEED)
        self.endpoint = confirming.Endpoint()
        self.endpoint.hook = self.on_request
        self.last_answer = threading.Event()
        self.command = self.endpoint.command(
            STATE, "-j", "1", "--html", PAGE, "--metrics", METRICS, "A1",
            os.path.join(FOLDER, "list"))
        self.env = confirming.environment(HOME=FOLDER)
        self.killed = 0
        # The latest moment of a kill, for each value of KILL in run(): seconds
        # after the start (False), or after the last answer (True).
        self.latest = {False: 0.1, True: 0.05}

    def on_request(self, instance):
        if instance == LAST:
            self.last_answer.set()

    def run(self, kill=None):
        """Runs an audit.  If KILL is not None, kills the audit at a random
        moment: after its start (False), or after the last answer (True).
        Returns the audit's status and the changes that it printed."""
        self.last_answer.clear()
        process = subprocess.Popen(self.command, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True,
                                   env=self.env)
        if kill is not None:
            if kill:
                self.last_answer.wait(10)
            time.sleep(self.dice.uniform(0, self.latest[kill]))
            process.kill()
        out, err = process.communicate(timeout=60)
        if process.returncode not in (-9, 0, 3) or err:
            fail(f"status {process.returncode}: {err}")
        if kill is not None:
            # Adapts to a slow or loaded machine, so that some runs finish.
            self.killed += process.returncode == -9
            self.latest[kill] *= 1.02 if process.returncode == -9 else 0.8
        changes = set()
        for line in out.splitlines(True):
            row = line.rstrip("\n").split("\t")
            if line.endswith("\n") and row[0] != "NEW":
                if row[0] not in ("LOST", "GAINED") or len(row) != 7:
                    fail(f"unexpected row {line!r}")
                changes.add((row[2], row[0]))
        return process.returncode, changes


def read_state():
    """Returns the set of the lost instances in the database, or None if the
    database has no instances.  Checks that the database is intact."""
    base = sqlite3.connect(STATE, timeout=20)
    if base.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        fail("the database is damaged")
    rows = base.execute("SELECT id, state FROM thing ORDER BY id").fetchall()
    run = base.execute("SELECT bad FROM run ORDER BY id DESC").fetchone()
    counts = base.execute("SELECT change, count(*) FROM change GROUP BY 1")
    counts = dict(counts.fetchall())
    base.close()
    if not rows:
        return None
    if [row[0] for row in rows] != INSTANCES:
        fail("the database has other instances")
    if any(row[1] not in ("true", "false") for row in rows):
        fail("the database has another state")
    lost = {row[0] for row in rows if row[1] == "false"}
    if run[0] != len(lost) or \
            counts.get("LOST", 0) - counts.get("GAINED", 0) != len(lost):
        fail(f"{len(lost)} instances are lost, but the last run counts "
             f"{run[0]} and the changes {counts}")
    return lost


def check_files():
    """Checks that the page and the metrics are complete or missing.  Returns a
    pair for each file: the number of lost instances (None if the file is
    missing), and a value that changes when a run writes the file."""
    found = []
    for name, end, total in (
            (PAGE, "</html>\n", r"<b[^>]*>(\d+)</b><span>{}</span>"),
            (METRICS, "\n", r'ec2_audit_instances{{.*state="{}"}} (\d+)')):
        if not os.path.exists(name):
            found.append((None, 0))
            continue
        with open(name) as f:
            text = f.read()
            written = os.fstat(f.fileno())
        if not text.endswith(end):
            fail(f"{name} is truncated")
        words = ("not confirmed" if name == PAGE else "unconfirmed",
                 "confirmed")
        totals = [re.search(total.format(word), text) for word in words]
        if not all(totals):
            fail(f"{name} lacks a total")
        lost, kept = (int(m.group(1)) for m in totals)
        if lost + kept != len(INSTANCES):
            fail(f"{name} counts {lost} and {kept}")
        found.append((lost, (written.st_ino, written.st_mtime_ns)))
    return found


def compare(files, before, state, now, known):
    """Checks that each file that the run wrote has the number of the lost
    instances NOW.  If the run stored the new state, it must have written the
    page.  If it wrote the metrics, it must have stored the new state."""
    for name, (lost, written), old in zip((PAGE, METRICS), files, before):
        if written != old[1] and lost != len(now):
            fail(f"{name} counts {lost} lost instances instead of {len(now)}")
    page, metrics = (f[1] != b[1] for f, b in zip(files, before))
    if (metrics and state != now) or (state != known and not page):
        fail(f"written in the wrong order: page {page}, database "
             f"{state != known}, metrics {metrics}")


def whole_files(lost):
    for count, _ in check_files():
        if count != len(lost):
            fail(f"after a whole run, a file counts {count} lost instances "
                 f"instead of {len(lost)}")


def check_left():
    left = sorted(n for n in os.listdir(FOLDER)
                  if n not in ("state-wal", "state-shm"))
    if left != FILES:
        fail(f"files left: {left}")


def first_runs(audit, count):
    """Kills runs that start without a database.  After each, a whole run must
    succeed.  Returns how many left a database without instances."""
    made = 0
    for _ in range(count):
        audit.run(False)
        if os.path.exists(STATE):
            made += read_state() is None
        check_files()
        if audit.run()[0] not in (0, 3) or read_state() != set():
            fail("the run after a killed first run failed")
        whole_files(set())
        check_left()
        for name in os.listdir(FOLDER):
            if name != "list":
                os.remove(os.path.join(FOLDER, name))
    return made


def later_runs(audit, count):
    """Kills runs while instances lose the product code and get it back.
    Returns how many runs stored changes."""
    audit.run()
    known, printed, moved, whole = set(), {}, 0, 0
    for _ in range(count):
        chosen = audit.dice.choice(INSTANCES)
        audit.endpoint.lost ^= {chosen}
        now = set(audit.endpoint.lost)
        before = check_files()
        _, changes = audit.run(audit.dice.random() < 0.5)
        for instance, change in changes:
            printed[instance] = change
        state = read_state()
        compare(check_files(), before, state, now, known)
        if state not in (known, now):
            fail("the database has neither the old nor the new state")
        for instance in state ^ known:
            if printed.pop(instance, None) != \
                    ("LOST" if instance in state else "GAINED"):
                fail(f"the change of {instance} was stored, but not printed")
        moved += state != known
        known = state
        # Completes a run after about one in ten of these runs.
        if audit.dice.random() < 0.1:
            audit.run()
            known, whole, printed = read_state(), whole + 1, {}
            if known != now:
                fail("after a whole run, the database lists other lost "
                     "instances than the endpoint")
            whole_files(known)
            check_left()
    audit.run()
    whole_files(audit.endpoint.lost)
    check_left()
    if read_state() != audit.endpoint.lost:
        fail("after the last run, the database lists other lost instances "
             "than the endpoint")
    return moved


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.makedirs(FOLDER)
    with open(os.path.join(FOLDER, "list"), "w") as f:
        f.writelines(one + " a label\n" for one in INSTANCES)
    audit = Audit()
    begun = time.monotonic()
    audit.run()
    audit.latest[False] = time.monotonic() - begun
    for name in os.listdir(FOLDER):
        if name != "list":
            os.remove(os.path.join(FOLDER, name))
    made = first_runs(audit, KILLS // 5)
    moved = later_runs(audit, KILLS - KILLS // 5)
    shutil.rmtree(FOLDER)
    print(f"{audit.killed} of {KILLS} runs killed, {moved} runs stored "
          f"changes, {made} runs left an empty database")
    # With fewer killed runs, or without a stored change, the test would prove
    # nothing.
    return 1 if audit.killed < KILLS // 3 or not moved else 0


sys.exit(main())
