#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Runs ec2-audit-instances on a disk whose N-th write and all later writes
fail.  For each N, the disk is full in one run, and the quota is exceeded in
another run.  For every fifth N, the disk also becomes read-only in a run.  The
database is new, or exists before the run.  The error names a file and the
reason.  No data is lost, and no file is incomplete or left behind.  After a
full disk, the next run succeeds.  The audit refuses a database on NFS.  If this
user may mount file systems, the test also uses file systems that are small or
read-only."""
import errno
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile

import confirming

BIN = confirming.BIN
FOLDER = os.path.join(os.environ["TMP"], "audit-disk")
DISK = os.path.join(FOLDER, "disk")
LIST = os.path.join(FOLDER, "list")
COPY = os.path.join(FOLDER, "copy")
REPORT = os.path.join(FOLDER, "report")
STATE, PAGE, METRICS = (os.path.join(DISK, n) for n in
                        ("state", "page", "x.prom"))
LIBRARY = os.path.join(os.path.dirname(BIN), "tests", "disk.so")
INSTANCES = ["i-10a64379", "i-7c1dab08", "i-2b64a93e"]
REASONS = {errno.ENOSPC: "No space left on device|disk is full",
           errno.EDQUOT: "Disk quota exceeded",
           errno.EROFS: "Read-only file system"}
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


def run(endpoint, **more):
    done = subprocess.run(
        endpoint.command(STATE, "--html", PAGE, "--metrics", METRICS, "A1",
                         LIST),
        env=confirming.environment(HOME=FOLDER, **more), capture_output=True,
        timeout=60)
    done.err = done.stderr.decode()
    return done


def read_database():
    """Returns the content of the database, which must be intact, or None if
    there is none.  Reads a copy, because SQLite may write files to read."""
    if not os.path.exists(STATE):
        return None
    shutil.rmtree(COPY, ignore_errors=True)
    os.mkdir(COPY)
    for end in ("", "-wal"):
        if os.path.exists(STATE + end):
            shutil.copy(STATE + end, os.path.join(COPY, "state" + end))
    base = sqlite3.connect(os.path.join(COPY, "state"), timeout=20)
    check("the integrity of the database",
          base.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
    found = (base.execute("SELECT id, state FROM thing").fetchall(),
             base.execute("SELECT change, id FROM change").fetchall(),
             base.execute("SELECT status, bad FROM run").fetchall())
    base.close()
    return found


def content(name):
    """Returns the text of a file without times, ages and durations, or None if
    the file is missing."""
    if not os.path.exists(name):
        return None
    with open(name) as f:
        text = f.read()
    return re.sub(r"\d\d:\d\d|\d+ minutes?|\bnow\b|"
                  r"(?m:(?<=_seconds)(\{.*\}) [\d.]+$)", r"\1", text)


def files_left():
    return sorted(n for n in os.listdir(DISK)
                  if n not in ("page", "state", "state-lock", "state-wal",
                               "state-shm", "x.prom"))


def restore(saved):
    shutil.rmtree(DISK)
    if saved:
        shutil.copytree(saved, DISK)
    else:
        os.mkdir(DISK)


def fail_at(endpoint, saved, number, n, after):
    """Makes the N-th write and all later writes fail with the error NUMBER.
    Checks the message and the files, and after ENOSPC the next run too.
    Returns the number of writes that the run tried."""
    restore(saved)
    before = read_database()
    files = [content(PAGE), content(METRICS)]
    done = run(endpoint, LD_PRELOAD=LIBRARY, DISK_FOLDER=DISK,
               DISK_FAIL=str(n), DISK_ERRNO=str(number), DISK_REPORT=REPORT)
    what = (f"{errno.errorcode[number]} at write {n}, "
            f"{'existing' if saved else 'new'} database")
    state = read_database()
    check(f"{what}: files left", files_left(), [])
    if done.returncode == 1:
        matches(what, done.err, f"^ec2-audit-instances: {DISK}/[^ ]+: .*"
                f"({REASONS[number]})")
        check(f"{what}: each error once", len(set(done.err.splitlines())),
              len(done.err.splitlines()))
        empty = () if saved else (([], [], []),)
        check(f"{what}: the state", state in (before, after[0], *empty), True)
    else:
        # Nothing has failed, or only SQLite's removal of its own files, which
        # the next run can remove.
        check(f"{what}: status", (done.returncode, done.err), (3, ""))
        check(f"{what}: the state", state, after[0])
    if state != after[0]:
        check(f"{what}: the metrics", content(METRICS), files[1])
    for name, old, new in zip((PAGE, METRICS), files, after[1]):
        check(f"{what}: {name}", content(name) in (old, new), True)
    with open(REPORT) as f:
        count = int(f.read())
    if number != errno.ENOSPC:
        return count
    done = run(endpoint)
    check(f"{what}: the next run", (done.returncode, done.err, files_left(),
                                    read_database()[0]),
          (0 if state == after[0] else 3, "", [], after[0][0]))
    return count


def simulated():
    if not os.path.exists(LIBRARY):
        print("skip audit-disk, simulated failures: disk.so is not built")
        return
    with open(os.path.join(BIN, "ec2-audit-instances"), "rb") as f:
        if b"__asan_init" in f.read():
            print("skip audit-disk, simulated failures: disk.so cannot be "
                  "loaded before a sanitizer's library")
            return
    endpoint = confirming.Endpoint()
    network_disk(endpoint)
    each_kill(endpoint)
    read_only_folder(endpoint)
    error_at_close(endpoint)
    saved = os.path.join(FOLDER, "saved")
    for old in (False, True):
        endpoint.lost = set()
        if old:
            restore(None)
            check("status of the first run", run(endpoint).returncode, 3)
            shutil.copytree(DISK, saved)
            endpoint.lost = {INSTANCES[1]}
        else:
            restore(None)
        check("status of a whole run", run(endpoint).returncode, 3)
        after = read_database(), (content(PAGE), content(METRICS))
        for number in REASONS:
            n = 1
            while (count := fail_at(endpoint, saved if old else None, number,
                                    n, after)) >= n:
                n += 5 if number == errno.EROFS else 1
            print(f"{errno.errorcode[number]}, "
                  f"{'existing' if old else 'new'} database: {count} writes")
            check("more than 20 writes", count > 20, True)


def network_disk(endpoint):
    """A run does not change a database on NFS, and sends no request."""
    requested = []
    endpoint.hook = requested.append
    restore(None)
    for what in ("new database", "existing database"):
        before = read_database()
        done = run(endpoint, LD_PRELOAD=LIBRARY, DISK_FOLDER=DISK,
                   DISK_FAIL="1000000", DISK_TYPE=str(0x6969))
        check(f"NFS, {what}", (done.returncode, done.stdout, requested),
              (1, b"", []))
        matches(f"NFS, {what}", done.err, f"^ec2-audit-instances: {STATE}: "
                "a database on NFS, .*: give a file on a local disk")
        check(f"NFS, {what}: files left",
              (files_left(), read_database()), ([], before))
        check("status on a local disk", run(endpoint).returncode,
              3 if what == "new database" else 0)
        requested.clear()
    endpoint.hook = None


def each_kill(endpoint):
    """Kills a run at each write to the temporary file of a page.  The old page
    is read-only.  A temporary file that the killed run leaves must be writable
    by its owner, and the next run must remove it."""
    parts = 0
    for n in range(1, 200):
        restore(None)
        with open(PAGE, "w"):
            os.chmod(PAGE, 0o444)
        done = run(endpoint, LD_PRELOAD=LIBRARY, DISK_FOLDER=PAGE[:-4] +
                   ".page.", DISK_FAIL=str(n), DISK_KILL="1")
        if done.returncode != -signal.SIGKILL:
            break
        for name in files_left():
            name = os.path.join(DISK, name)
            parts += 1
            mode = os.stat(name).st_mode & 0o777
            with open(name) as f:
                check(f"killed at {n}: the mode", (mode, f.read()[-8:]),
                      (0o600, "</html>\n" if n > 2 else ""))
        done = run(endpoint)
        check(f"killed at {n}: the next run",
              (done.returncode, done.err, files_left()), (3, "", []))
    check("more than one killed run left a file", parts > 1, True)


def read_only_folder(endpoint):
    """If the disk is full, the error says so even if the user may write the
    database but may not make files beside it."""
    if os.geteuid() != 0:
        print("skip audit-disk, a folder that is not writable: this needs root")
        return
    user = 64001

    def as_user():
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        state = os.path.join(folder, "state")
        shutil.copy(LIST, folder)
        command = endpoint.command(state, "A1", os.path.join(folder, "list"))
        os.chmod(folder, 0o700)
        subprocess.run(["chown", "-R", f"{user}:{user}", folder])

        def again(**more):
            return subprocess.run(
                command, preexec_fn=as_user, capture_output=True, timeout=60,
                env=confirming.environment(HOME=folder, **more))
        try:
            check("status of the first run", again().returncode, 3)
        except PermissionError:
            print("skip audit-disk, a folder that is not writable: other users "
                  "cannot enter", BIN)
            return
        base = sqlite3.connect(state)
        base.execute("SELECT * FROM run").fetchall()
        os.chmod(folder, 0o555)
        done = again()
        check("the folder is not writable", (done.returncode, done.stderr),
              (0, b""))
        done = again(LD_PRELOAD=LIBRARY, DISK_FOLDER=state + "-wal",
                     DISK_FAIL="1", DISK_ERRNO=str(errno.ENOSPC))
        check("the disk is full, and the folder is not writable",
              done.returncode, 1)
        text = done.stderr.decode()
        matches("the disk is full, and the folder is not writable",
                text, f"{state}: .*disk is full")
        check("the disk is full, and the folder is not writable",
              "ermission" in text, False)
        base.close()


def error_at_close(endpoint):
    """Some file systems report that a quota is exceeded only when a program
    closes a file.  If standard output has this error, the run stores no
    changes, and the next run prints the same changes again."""
    restore(None)
    for n in (1, 2):
        done = run(endpoint, LD_PRELOAD=LIBRARY, DISK_CLOSE="1",
                   DISK_ERRNO=str(errno.EDQUOT))
        check(f"error at close, run {n}: status", done.returncode, 1)
        check(f"error at close, run {n}: rows", done.stdout.count(b"NEW"), 3)
        matches(f"error at close, run {n}", done.err,
                "^ec2-audit-instances: standard output: Disk quota exceeded\n$")
        check(f"error at close, run {n}: the state",
              read_database(), ([], [], []))


def mount(*options):
    return subprocess.run(["mount", *options], capture_output=True).returncode


def mounted():
    """Runs audits on a small tmpfs and on a read-only tmpfs.  Needs a mount
    namespace."""
    if mount("-t", "tmpfs", "none", DISK):
        print("skip audit-disk, mounted disks: mount is not permitted")
        return
    endpoint = confirming.Endpoint()
    check("status of the first run", run(endpoint).returncode, 3)
    used = os.statvfs(DISK)
    used = (used.f_blocks - used.f_bfree) * used.f_frsize // 1024
    endpoint.lost = {INSTANCES[0]}
    before = read_database()
    failed_runs = 0
    for more in range(4, 400, 4):
        mount("-o", f"remount,size={used + more}k", DISK)
        done = run(endpoint)
        if done.returncode == 3:
            break
        failed_runs += 1
        check(f"{more} KiB free: status", done.returncode, 1)
        matches(f"{more} KiB free: the error",
                done.err, f"^ec2-audit-instances: {DISK}/[^ ]+: .*"
                f"({REASONS[errno.ENOSPC]})")
        check(f"{more} KiB free: the files and the database",
              (files_left(), read_database()), ([], before))
    check("some runs failed, and the last run succeeded",
          (failed_runs > 0, done.returncode),
          (True, 3))
    # The disk of the page becomes read-only during the first of two runs, and
    # is read-only when the second run begins.
    page, other = os.path.join(FOLDER, "ro", "page"), STATE
    os.mkdir(os.path.dirname(page))
    check("status of a second mount",
          mount("-t", "tmpfs", "none", os.path.dirname(page)), 0)

    def page_run():
        return subprocess.run(
            endpoint.command(other, "--html", page, "--all", "A1", LIST),
            env=confirming.environment(HOME=FOLDER), capture_output=True,
            timeout=60)

    def remount(one):
        mount("-o", "remount,ro", os.path.dirname(page))
    endpoint.hook = remount
    before = read_database()
    for _ in range(2):
        done = page_run()
        check("a page on a read-only disk",
              (done.returncode, read_database()), (1, before))
        matches("the error about a read-only disk", done.stderr.decode(),
                f"{page}: .*Read-only file")
    endpoint.hook = None
    check("status of the remount", mount("-o", "remount,ro", DISK), 0)
    done = run(endpoint)
    check("a database on a read-only disk",
          (done.returncode, done.stdout), (1, b""))
    matches("the error about a read-only disk", done.err,
            f"{DISK}/[^ ]+: .*Read-only file system")


def main():
    if sys.argv[1] == "mounted":
        mounted()
    else:
        shutil.rmtree(FOLDER, ignore_errors=True)
        os.makedirs(DISK)
        with open(LIST, "w") as f:
            f.writelines(one + " a label\n" for one in INSTANCES)
        simulated()
        restore(None)
    for line in failures[:40]:
        print("FAILED", line.replace(FOLDER, ""))
    print(f"{checks} checks, {len(failures)} failed")
    return 1 if failures or not checks else 0


if len(sys.argv) == 1:
    status = subprocess.run([sys.executable, __file__, "simulated"]).returncode
    if subprocess.run(["unshare", "-rm", "true"],
                      capture_output=True).returncode:
        print("skip audit-disk, mounted disks: a mount namespace is not "
              "permitted")
        sys.exit(status)
    sys.exit(subprocess.run(["unshare", "-rm", sys.executable, __file__,
                             "mounted"]).returncode or status)
sys.exit(main())
