#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""kill -9 of ec2-audit-instances, AUDIT_KILLS times (20), at random moments
while instances lose the code: the database is always whole and that of a run
that was finished, and no loss gets into it that was not told before."""
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

BIN = os.environ["BIN"]
KILLS = int(os.environ.get("AUDIT_KILLS", "20"))
SEED = int(os.environ.get("SEED", str(time.time_ns())))
FOLDER = os.path.join(os.environ["TMP"], "audit-kill")
STATE = os.path.join(FOLDER, "state")
INSTANCES = [f"i-{n:08x}" for n in range(1, 2 * KILLS + 40)]
AUDIT = [os.path.join(BIN, "ec2-audit-instances"), "--state", STATE, "A1",
         os.path.join(FOLDER, "list")]


def fail(what):
    print(f"SEED={SEED}: {what}")
    sys.exit(1)


def seed():
    os.makedirs(FOLDER)
    with open(os.path.join(FOLDER, "seed"), "w") as f:
        f.write("account\tid=999988887777\tname=seller\t"
                "access-key=AKIASANDBOXSELLER000\t"
                "secret-key=sandbox-seller-secret-not-a-real-one\n"
                "product\tcode=A1\towner=999988887777\n"
                "image\tid=ami-00000001\towner=999988887777\tname=x\n")
        for one in INSTANCES:
            f.write(f"instance\tid={one}\towner=999988887777\t"
                    "image=ami-00000001\tcodes=A1\n")
    with open(os.path.join(FOLDER, "list"), "w") as f:
        f.writelines(one + " a label\n" for one in INSTANCES)


def read_state():
    """The instances that the database says are lost; it must be whole."""
    base = sqlite3.connect(STATE, timeout=20)
    if base.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        fail("the database is damaged")
    rows = base.execute("SELECT id, state FROM thing ORDER BY id").fetchall()
    run = base.execute("SELECT bad FROM run ORDER BY id DESC").fetchone()
    told = base.execute("SELECT count(*) FROM change "
                        "WHERE change = 'LOST'").fetchone()
    base.close()
    if [row[0] for row in rows] != INSTANCES:
        fail("the database has other instances")
    if any(row[1] not in ("true", "false") for row in rows):
        fail("the database has another state")
    lost = {row[0] for row in rows if row[1] == "false"}
    if run[0] != len(lost) or told[0] != len(lost):
        fail(f"the last run counts {run[0]}, the changes {told[0]}, and "
             f"{len(lost)} are lost")
    return lost


def audit(delay=None):
    """Runs it, and kills it after so long; what it told is returned."""
    process = subprocess.Popen(AUDIT, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True)
    if delay is not None:
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
    out = process.stdout.read()
    err = process.stderr.read()
    rc = process.wait()
    told = set()
    for line in out.splitlines(True):
        row = line.rstrip("\n").split("\t")
        if line.endswith("\n") and row[0] != "NEW":
            if row[0] != "LOST" or len(row) != 7:
                fail(f"it told {line!r}")
            told.add(row[2])
    return rc, told, err


def main():
    dice = random.Random(SEED)
    rc, _, err = audit()
    if rc != 3:
        fail(f"the first run: {rc}, {err}")
    start = time.monotonic()
    rc, told, err = audit()
    if rc or told or err:
        fail(f"the second run: {rc}, {told}, {err}")
    long = time.monotonic() - start
    alive = list(INSTANCES)
    lost, ever_told, killed, moved = set(), set(), 0, 0
    for _ in range(KILLS):
        one = alive.pop(dice.randrange(len(alive)))
        subprocess.run([os.path.join(BIN, "ec2-terminate-instances"), one],
                       check=True, stdout=subprocess.DEVNULL)
        before = lost
        rc, told, err = audit(dice.uniform(0, 1.3 * long))
        killed += rc == -signal.SIGKILL
        # A loaded machine takes longer, and some should come to the end.
        long *= 1.15 if rc == -signal.SIGKILL else 0.8
        if rc not in (-signal.SIGKILL, 3):
            fail(f"ended with {rc}: {err}")
        ever_told |= told
        lost = read_state()
        if lost != before and lost != set(INSTANCES) - set(alive):
            fail("the state is neither that before nor that after")
        if not lost <= ever_told:
            fail(f"{lost - ever_told} went into the state untold")
        moved += lost != before
    # What the killed runs did not tell, the next one does.
    rc, told, err = audit()
    if read_state() != ever_told | told or \
            ever_told | told != set(INSTANCES) - set(alive):
        fail(f"at last {rc}, {told}, {err}")
    left = sorted(os.listdir(FOLDER))
    if left != ["list", "seed", "state", "state-lock"]:
        fail(f"left behind: {left}")
    print(f"{killed} of {KILLS} killed, {moved} states moved on, none lost")
    # All before or all after the end would prove nothing.
    if killed < KILLS // 3:
        sys.exit(1)


if len(sys.argv) > 1:
    main()
    sys.exit(0)
shutil.rmtree(FOLDER, ignore_errors=True)
seed()
rc = subprocess.run([os.path.join(BIN, "ec2-sandbox"), "--instant", "-s",
                     os.path.join(FOLDER, "seed"), sys.executable, __file__,
                     "main"], timeout=3000).returncode
shutil.rmtree(FOLDER)
sys.exit(rc)
