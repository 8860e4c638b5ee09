#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Measures the database after a year of hourly audits of INSTANCES (10,000)
instances.  The database must be smaller than 100 MB, and each query must take
less than a second.  Otherwise the status is 1.

    tests/bench/audit-year.py [INSTANCES [CHANGES]]

One run makes the database.  SQL adds the rows that 8,760 more runs would
write, with CHANGES (20) changes in each run.  Then this script times each
SELECT of cmd/audit/store.c in SQLite, and ec2-audit-instances --history."""
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BIN = pathlib.Path(os.environ.get("BUILD", ROOT / "build")).resolve() / "bin"
os.environ["BIN"] = str(BIN)
sys.path.insert(0, str(ROOT / "tests/cmd"))
sys.dont_write_bytecode = True

import confirming                                           # noqa: E402

HOURS = 24 * 365
FILL = """
WITH RECURSIVE hour (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM hour
 WHERE n < :hours)
INSERT INTO run (audit, time, status, ms, good, bad, gone, unknown)
 SELECT 1, :now - (:hours - n + 1) * 3600, 3, 60000, :instances - n % 7, n % 7,
 0, 0 FROM hour;
WITH RECURSIVE each (n) AS (VALUES (0) UNION ALL SELECT n + 1 FROM each
 WHERE n + 1 < :hours * :changes)
INSERT INTO change (run, change, id, state, owner, label, account, region)
 SELECT n / :changes + 2, iif(n % 2, 'LOST', 'GAINED'),
 printf('i-%017x', n * 7919 % :instances), iif(n % 2, 'false', 'true'),
 '111122223333', 'Customer, web front end', '999988887777', 'us-east-1'
 FROM each;
"""


slow = []


def timed(words, run):
    start, used = time.monotonic(), os.times()
    done = run()
    now = os.times()
    used = sum(now[:4]) - sum(used[:4])
    took = time.monotonic() - start
    print(f"  {took:7.3f} s, {used:5.2f} s of CPU time  {words}")
    if took >= 1:
        slow.append(words)
    return done


def texts():
    """Returns the SELECT statements of store.c."""
    source = (ROOT / "cmd/audit/store.c").read_text()
    joined = re.sub(r'"\s*"', "", source)
    return re.findall(r'"(SELECT [^"]*)"', joined)


def main():
    instances = int(sys.argv[1]) if len(sys.argv) > 1 else 10000
    changes = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    endpoint = confirming.Endpoint()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        pathlib.Path("list").write_text("".join(
            f"i-{n:017x} Customer {n % 1000}, web front end\n"
            for n in range(instances)))

        def audit(*args):
            done = subprocess.run(endpoint.command("audit.db", *args),
                                  env=confirming.environment(HOME=folder),
                                  capture_output=True)
            if done.returncode not in (0, 3):
                sys.exit(done.stderr.decode())
            return done
        audit("774F4FF8", "list")
        base = sqlite3.connect("audit.db", isolation_level=None)
        values = {"hours": HOURS, "now": int(time.time()),
                  "instances": instances, "changes": changes}
        base.execute("BEGIN")
        # The time of the first run must be before the other runs.
        base.execute("UPDATE run SET time = :now - (:hours + 1) * 3600",
                     values)
        for text in FILL.split(";")[:2]:
            base.execute(text, values)
        base.execute("COMMIT")
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = os.stat("audit.db").st_size / 1e6
        print(f"{HOURS} runs of {instances} instances, {changes} changes in "
              f"each: {size:.1f} MB")
        for text in texts():
            slots = max(int(n) for n in re.findall(r"\?(\d)", text))
            bound = ["instances", "", "", ""] if "kind" in text else \
                ["1", "30", "", ""]
            timed(re.sub(r"\s+", " ", text)[:60], lambda: base.execute(
                text, bound[:slots]).fetchall())
        base.close()
        done = timed("--history", lambda: audit("--history"))
        if done.stdout.count(b"\n") != HOURS * changes + instances:
            sys.exit("rows are missing from the history")
        timed("--history -i", lambda: audit("--history", "-i",
                                            f"i-{7919 % instances:017x}"))
        for words in slow:
            print(f"too slow: {words}")
        if size >= 100:
            print("the database is too large")
        return 1 if slow or size >= 100 else 0


sys.exit(main())
