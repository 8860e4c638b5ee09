#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""What the audits write, where things are in the way: devices, FIFOs, sockets,
directories, symbolic links of others, files of others, full disks, files that
may not grow, a clock that goes back; and that nothing is lost by them."""
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys

BIN = os.environ["BIN"]
FOLDER = os.path.join(os.environ["TMP"], "audit-files")
STATE = os.path.join(FOLDER, "audit.db")
LIST = os.path.join(FOLDER, "list")
INSTANCES = ["i-10a64379", "i-7c1dab08"]
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


def path(name):
    return os.path.join(FOLDER, name)


def audit(*args, before=(), **more):
    done = subprocess.run(
        [*before, os.path.join(BIN, "ec2-audit-instances"), "--state", STATE,
         *args, "774F4FF8", LIST], capture_output=True, timeout=60, **more)
    done.err = done.stderr.decode()
    return done


def known():
    base = sqlite3.connect(STATE)
    found = (base.execute("SELECT * FROM thing").fetchall(),
             base.execute("SELECT * FROM run").fetchall(),
             base.execute("SELECT * FROM change").fetchall())
    base.close()
    return found


def refuse(name, pattern):
    """It is refused before anything is asked, and stays as it was."""
    for option in ("--html", "--metrics"):
        before = os.lstat(name) if os.path.lexists(name) else None
        done = audit(option, name, "-U", "http://127.0.0.1:1/")
        check(f"{option} {name}", (done.returncode, done.stdout), (1, b""))
        matches(option, done.err, pattern)
        check("nothing was asked", "127.0.0.1:1" in done.err, False)
        after = os.lstat(name) if os.path.lexists(name) else None
        check("as it was", before and (before.st_ino, before.st_mode),
              after and (after.st_ino, after.st_mode))


def in_the_way():
    os.mkfifo(path("fifo"))
    refuse(path("fifo"), "it is a FIFO")
    with socket.socket(socket.AF_UNIX) as s:
        s.bind(path("socket"))
        refuse(path("socket"), "it is a socket")
    os.mkdir(path("folder"))
    refuse(path("folder"), "it is a directory")
    refuse("/dev/null", "it is a device|Permission denied")
    refuse(path("none/x"), "No such file or directory")
    os.symlink("loop", path("loop"))
    refuse(path("loop"), "[Ss]ymbolic links")
    if os.geteuid() == 0:
        os.mkdir(path("sticky"))
        os.chmod(path("sticky"), 0o1777)
        os.symlink(path("victim"), path("sticky/page"))
        os.chown(path("sticky/page"), 65534, 65534, follow_symlinks=False)
        with open(path("victim"), "w") as f:
            f.write("mine")
        refuse(path("sticky/page"), "another user's symbolic link")
        with open(path("victim")) as f:
            check("the victim", f.read(), "mine")
    else:
        print("skip audit-files, links of others: this needs root")
    check("left", sorted(n for n in os.listdir(FOLDER) if n[0] == "."), [])


def themselves():
    """What is written is neither the database nor the list, nor both page and
    metrics."""
    def refused(args, pattern):
        before = [os.path.exists(n) and open(n, "rb").read()
                  for n in (STATE, LIST)]
        done = audit(*args, "-U", "http://127.0.0.1:1/")
        check(f"{args}", (done.returncode, done.stdout), (2, b""))
        matches(f"{args}", done.err, pattern)
        check("as they were", [os.path.exists(n) and open(n, "rb").read()
                               for n in (STATE, LIST)], before)
    for option in ("--html", "--metrics"):
        refused((option, STATE), "audit.db: it is the database")
        refused((option, LIST), "list: it is the list")
    check("no database", os.path.exists(STATE), False)
    audit("--baseline")
    os.symlink(STATE, path("state-link"))
    for name in (STATE, path("state-link"), path("../audit-files/audit.db")):
        refused(("--html", name), "it is the database")
    refused(("--html", path("one"), "--metrics", path("./one")),
            "--html and --metrics are one file")
    os.remove(STATE)


def replaced():
    """One's own link is followed; owner and mode stay, the file does not."""
    os.mkdir(path("real"))
    os.symlink("real/page", path("page"))
    check("new", audit("--baseline", "--html", path("page"), "--metrics",
                       path("m.prom")).returncode, 0)
    check("modes", (os.stat(path("page")).st_mode & 0o777,
                    os.stat(path("m.prom")).st_mode & 0o777), (0o600, 0o644))
    check("still a link", os.path.islink(path("page")), True)
    os.chmod(path("page"), 0o664)
    if os.geteuid() == 0:
        os.chown(path("real/page"), 65534, 65534)
    before = os.stat(path("page"))
    audit("--html", path("page"))
    after = os.stat(path("page"))
    check("owner and mode", (after.st_uid, after.st_gid, after.st_mode),
          (before.st_uid, before.st_gid, before.st_mode))
    check("another file", before.st_ino == after.st_ino, False)
    done = audit("--html", "-")
    check("a page and no rows", done.stdout[:15], b"<!DOCTYPE html>")
    done = audit("--metrics", "-", "--all")
    check("metrics and no rows", b"\t" in done.stdout, False)


def metrics():
    """A run that fails rewrites only what is about runs."""
    name = path("m.prom")

    def read():
        with open(name) as f:
            text = f.read()
        for line in text.splitlines():
            matches("a line", line, r'^(# (HELP|TYPE) [a-z0-9_]+ .*|'
                    r'[a-z0-9_]+\{([a-z]+="([^"\\]|\\.)*",?)+\} [0-9.]+)$')
        return dict(line.rsplit(" ", 1) for line in text.splitlines()
                    if line[0] != "#")
    audit("--metrics", name)
    good = read()
    for label in ("audit", "code", "list", "profile", "region"):
        check(label, [k for k in good if f'{label}="' not in k], [])
    done = audit("--metrics", name,
                 env=dict(os.environ, AWS_SECRET_ACCESS_KEY="wrong"))
    check("status", done.returncode, 1)
    bad = read()
    check("the same names", list(good), list(bad))
    changed = {k.split("{")[0] for k in good if good[k] != bad[k]}
    check("only these changed", changed - {
        "ec2_audit_last_run_timestamp_seconds", "ec2_audit_last_run_status",
        "ec2_audit_duration_seconds"}, set())
    check("status", [v for k, v in bad.items() if "last_run_status" in k],
          ["1"])
    # Braces in a value are no end of the labels.
    odd = path("a}{b,}")
    shutil.copy(LIST, odd)
    for secret in (os.environ["AWS_SECRET_ACCESS_KEY"], "wrong", "wrong"):
        subprocess.run(
            [os.path.join(BIN, "ec2-audit-instances"), "--state", STATE,
             "--metrics", name, "774F4FF8", odd], capture_output=True,
            timeout=60, env=dict(os.environ, AWS_SECRET_ACCESS_KEY=secret))
        after = read()
        check("braces", [k for k in after if 'a}{b,}",profile=' not in k], [])
    # Short comments of others stay, to the last byte of the file.
    with open(name, "a") as f:
        f.write("# a\n# b")
    audit("--metrics", name, env=dict(os.environ,
                                      AWS_SECRET_ACCESS_KEY="wrong"))
    with open(name) as f:
        matches("comments", f.read(), "# a\n# b\n")
    os.remove(name)


def full():
    """A disk that is full at one write or another: each says its file, and
    what was known is known."""
    if subprocess.run(["unshare", "-rm", "true"],
                      capture_output=True).returncode:
        print("skip audit-files, full disk: none may be mounted here")
        return
    with open(LIST, "a") as f:
        f.writelines(f"i-{n:08x} {'long label ' * 200}\n" for n in range(60))
    audit("--baseline")
    before = known()
    os.mkdir(path("disk"))
    script = """
        mount -t tmpfs -o "size=$2" none "$1/disk" || exit 77
        cp "$1/audit.db" "$1/disk/state" || exit 99
        shift 2
        "$@"
        status=$?
        cp "$OLDPWD/disk/state" "$OLDPWD/after" 2>/dev/null
        exit "$status" """
    told = 0
    used = os.stat(STATE).st_size // 1024
    for size in (f"{used + more}k" for more in (8, 36, 60, 100, 180, 240)):
        for option in ("--html", "--metrics"):
            # Half of it is the database.
            done = subprocess.run(
                ["unshare", "-rm", "sh", "-c", script, "sh", FOLDER, size,
                 os.path.join(BIN, "ec2-audit-instances"), "--state",
                 path("disk/state"), "--all", option, path("disk/out"),
                 "774F4FF8", LIST], capture_output=True, timeout=60,
                env=dict(os.environ, OLDPWD=FOLDER))
            err = done.stderr.decode()
            if done.returncode in (0, 77, 99):
                continue
            told += 1
            check(f"{size} {option}: {err}", done.returncode, 1)
            matches(size, err, r"disk/(state|out)[^:]*: .*([Nn]o space|full)")
    check("some were told", told > 0, True)
    check("kept", known(), before)


def limited():
    """Files that may not grow: an error that names the file, not a signal."""
    before = known()
    page = path("limited")
    with open(page, "w") as f:
        f.write("old")
    limit = ["sh", "-c", "trap '' XFSZ; ulimit -f 8; exec \"$@\"", "sh"]
    done = audit("--html", page, before=limit)
    check("status", done.returncode, 1)
    matches("why", done.err, "limited: File too large|File too large")
    with open(page) as f:
        check("the old page", f.read(), "old")
    check("kept", known()[0], before[0])
    if os.path.exists("/dev/full"):
        before = known()
        with open("/dev/full", "w") as f:
            done = subprocess.run(
                [os.path.join(BIN, "ec2-audit-instances"), "--state", STATE,
                 "--all", "774F4FF8", LIST], stdout=f,
                stderr=subprocess.PIPE, timeout=60)
        check("full standard output", done.returncode, 1)
        check("told again next time", known(), before)


def two_at_once():
    """Runs of one audit wait for each other, and lose nothing."""
    before = len(known()[1])
    runs = [subprocess.Popen(
        [os.path.join(BIN, "ec2-audit-instances"), "--state", STATE,
         "774F4FF8", LIST], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(6)]
    check("all end well", [(r.wait(timeout=60), r.communicate())
                           for r in runs], [(0, (b"", b""))] * 6)
    check("each is remembered", len(known()[1]), before + 6)
    # At once with a new database: one makes it.
    new = path("new.db")
    runs = [subprocess.Popen(
        [os.path.join(BIN, "ec2-audit-instances"), "--state", new,
         "774F4FF8", LIST], stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE) for _ in range(6)]
    check("with a new one", sorted(r.wait(timeout=60) for r in runs),
          [0] * 5 + [3])


def clocks():
    if not shutil.which("faketime"):
        print("skip audit-files, clocks: faketime is not installed")
        return
    changes = len(known()[2])
    for when in ("2020-01-01", "2035-01-01", "2026-01-01", "2035-01-01"):
        done = audit("--html", path("page"), before=["faketime", when])
        check(f"{when}: {done.err}", done.returncode in (0, 1), True)
    check("no change is forgotten", len(known()[2]), changes)


def main():
    for part in (in_the_way, themselves, replaced, metrics, limited,
                 two_at_once, clocks, full):
        part()
    for line in failures:
        print("FAILED", line)
    print(f"{checks} checks, {len(failures)} failed")
    return 1 if failures or not checks else 0


if len(sys.argv) > 1:
    sys.exit(main())
shutil.rmtree(FOLDER, ignore_errors=True)
os.makedirs(FOLDER)
with open(LIST, "w") as f:
    f.writelines(one + " a label\n" for one in INSTANCES)
sys.exit(subprocess.run(
    [os.path.join(BIN, "ec2-sandbox"), sys.executable, __file__, "inside"],
    timeout=280).returncode)
