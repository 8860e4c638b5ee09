#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Tests how the audits write their files if there are obstacles: devices,
FIFOs, sockets, directories, other users' symbolic links and files, full disks,
file size limits, and a clock that goes back.  No stored data may be lost.  Also
tests two users, runs at the same time, and the metrics of failed runs."""
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time

import confirming
import exposition

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


def read_database(name=STATE):
    base = sqlite3.connect(name)
    found = (base.execute("SELECT * FROM thing").fetchall(),
             base.execute("SELECT * FROM run").fetchall(),
             base.execute("SELECT * FROM change").fetchall())
    base.close()
    return found


def refuse(name, pattern):
    """Checks that a run refuses to write the file NAME, sends no request, and
    does not change the file."""
    for option in ("--html", "--metrics"):
        before = os.lstat(name) if os.path.lexists(name) else None
        done = audit(option, name, "-U", "http://127.0.0.1:1/")
        what = f"{option} {name}"
        check(f"{what}: status", (done.returncode, done.stdout), (1, b""))
        matches(f"{what}: error", done.err, pattern)
        check(f"{what}: a request was sent", "127.0.0.1:1" in done.err, False)
        after = os.lstat(name) if os.path.lexists(name) else None
        check(f"{what}: inode and mode of the file",
              before and (before.st_ino, before.st_mode),
              after and (after.st_ino, after.st_mode))


def other_kinds_of_files():
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
    refuse(path("loop"), "[Ss]ymbolic link")
    if os.geteuid() == 0:
        os.mkdir(path("sticky"))
        os.chmod(path("sticky"), 0o1777)
        os.symlink(path("victim"), path("sticky/page"))
        os.chown(path("sticky/page"), 65534, 65534, follow_symlinks=False)
        with open(path("victim"), "w") as f:
            f.write("mine")
        refuse(path("sticky/page"), "another user's symbolic link")
        with open(path("victim")) as f:
            check("the file that the link leads to", f.read(), "mine")
    else:
        print("skip audit-files, other users' links: this needs root")
    check("temporary files left",
          [n for n in os.listdir(FOLDER) if n[0] == "."], [])


def own_files():
    """A run refuses to replace its list or a file of its database, and to write
    the page and the metrics to one file."""
    def refused(args, pattern):
        before = [os.path.exists(n) and open(n, "rb").read()
                  for n in (STATE, LIST)]
        done = audit(*args, "-U", "http://127.0.0.1:1/")
        check(f"{args}", (done.returncode, done.stdout), (2, b""))
        matches(f"{args}", done.err, pattern)
        check(f"{args}: the database and the list",
              [os.path.exists(n) and open(n, "rb").read()
               for n in (STATE, LIST)], before)
    for option in ("--html", "--metrics"):
        refused((option, STATE),
                "audit.db: cannot be written: it belongs to the database")
        refused((option, LIST), "list: cannot be written: it is the list")
        for end in ("-wal", "-shm", "-journal", "-lock"):
            refused((option, STATE + end),
                    f"{end}: cannot be written: it belongs to the database")
    check("a database was made", os.path.exists(STATE), False)
    audit("--baseline")
    os.symlink(STATE, path("state-link"))
    for name in (STATE, path("state-link"), path("../audit-files/audit.db"),
                 STATE + "-wal", STATE + "-shm", STATE + "-lock"):
        refused(("--html", name), "it belongs to the database")
    # SQLite's files are beside the file that the link points to.
    refused(("--html", STATE + "-wal", "--state", path("state-link")),
            "it belongs to the database")
    refused(("--html", path("one"), "--metrics", path("./one")),
            "--html and --metrics name the same file")
    os.remove(STATE)
    done = audit("--state", path("state-link"))
    check("status with a link to a missing database", done.returncode, 1)
    matches("the error about a link to a missing database", done.err,
            "state-link: it is a symbolic link to a missing file")


def user_without_home():
    """The metrics do not replace the list even if the run fails because neither
    HOME nor the password file names the user's home directory."""
    if os.geteuid() != 0:
        print("skip audit-files, a user without a home: this needs root")
        return
    user = 64001
    env = {k: v for k, v in confirming.environment().items()
           if k not in ("HOME", "XDG_STATE_HOME", "EC2_AUDIT_STATE",
                        "EC2_SANDBOX")}

    def as_user():
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        name = os.path.join(folder, "list")
        shutil.copy(LIST, name)
        for each in (folder, name):
            os.chown(each, user, user)
        try:
            done = subprocess.run(
                [os.path.join(BIN, "ec2-audit-instances"), "--metrics", name,
                 "774F4FF8", name], preexec_fn=as_user, env=env,
                capture_output=True, timeout=60)
        except PermissionError:
            print("skip audit-files, a user without a home: other users cannot "
                  "enter", BIN)
            return
        check("a user without a home: status and error",
              (done.returncode, done.stderr),
              (1, b"ec2-audit-instances: HOME is not set: give --state FILE\n"))
        with open(LIST) as f, open(name) as g:
            check("a user without a home: the list", g.read(), f.read())


def locks():
    """If a FIFO, a file with content or a hard link has the name of the lock
    file, the run fails and does not change it."""
    lock, other = STATE + "-lock", path("other")
    audit("--baseline")
    before = read_database()
    os.remove(lock)
    os.mkfifo(lock)
    mode = os.lstat(lock).st_mode
    done = audit("-U", "http://127.0.0.1:1/", "--new")
    check("a FIFO: mode", os.lstat(lock).st_mode, mode)
    matches("a FIFO", done.err, "audit.db-lock: it is not a lock file of an audit")
    os.remove(lock)
    for what, text, linked in (("a file with content", "mine", False),
                               ("a hard link to an empty file", "", True),
                               ("a hard link to a file with content",
                                "mine", True)):
        with open(other, "w") as f:
            f.write(text)
        os.chmod(other, 0o640)
        if os.geteuid() == 0:
            os.chown(other, 64001, 64001)
        (os.link if linked else os.rename)(other, lock)
        was = os.lstat(lock)
        done = audit("-U", "http://127.0.0.1:1/", "--new")
        check(what, (done.returncode, done.stdout), (1, b""))
        matches(what, done.err, "audit.db-lock: it is not a lock file of an audit")
        now = os.lstat(lock)
        check(f"{what}: owner, group and mode",
              (was.st_uid, was.st_gid, was.st_mode),
              (now.st_uid, now.st_gid, now.st_mode))
        os.remove(lock)
    check("the database after the errors", read_database(), before)
    check("status without a lock file", audit().returncode, 0)
    os.remove(other)
    os.remove(STATE)


def linked_database():
    """If the database is a symbolic link, the lock and SQLite's files are
    beside the file that the link leads to."""
    endpoint = confirming.Endpoint()
    os.mkdir(path("links"))
    os.symlink(path("linked.db"), path("links/link.db"))

    def run(name):
        return subprocess.run(
            endpoint.command(path(name), "--lock-wait", "0", "774F4FF8", LIST),
            env=confirming.environment(), capture_output=True, timeout=60)
    second = []

    def hook(one):
        endpoint.hook = None
        second.append(run("linked.db"))
    check("linked: status of the first run", run("linked.db").returncode, 3)
    endpoint.hook = hook
    check("linked: status of the run that follows the link",
          run("links/link.db").returncode, 0)
    check("linked: status of a run without the lock", second[0].returncode, 1)
    matches("linked: error of a run without the lock",
            second[0].stderr.decode(), "another run of this audit")
    check("linked: files", (sorted(os.listdir(path("links"))), sorted(
        n for n in os.listdir(FOLDER) if n.startswith("linked"))),
        (["link.db"], ["linked.db", "linked.db-lock"]))


def leftovers():
    """A run removes the files that a killed run has left, and no other file."""
    audit("--baseline")
    names = {".audit.db.ec2new-aZ09bY": False, ".audit.db.new-backup": True,
             ".audit.db.ec2new-my-old": True, ".list.ec2new-aZ09bY": True,
             ".audit.db.ec2new-backups": True}
    for name in names:
        with open(path(name), "w") as f:
            f.write("text")
    check("leftovers: status", audit().returncode, 0)
    for name, stays in names.items():
        check(f"{name} stays", os.path.exists(path(name)), stays)
        if stays:
            os.remove(path(name))
    os.remove(STATE)


def replaced_files():
    """A run follows a symbolic link that belongs to the user.  The file that
    the run writes has the owner and the mode of the file that it replaces.
    Also tests a page and metrics on standard output."""
    os.mkdir(path("real"))
    os.symlink("real/page", path("page"))
    check("status of the first run",
          audit("--baseline", "--html", path("page"), "--metrics",
                path("m.prom")).returncode, 0)
    check("modes of new files",
          (os.stat(path("page")).st_mode & 0o777,
           os.stat(path("m.prom")).st_mode & 0o777), (0o600, 0o644))
    check("the page is a link", os.path.islink(path("page")), True)
    os.chmod(path("page"), 0o664)
    if os.geteuid() == 0:
        os.chown(path("real/page"), 65534, 65534)
    before = os.stat(path("page"))
    audit("--html", path("page"))
    after = os.stat(path("page"))
    check("owner and mode", (after.st_uid, after.st_gid, after.st_mode),
          (before.st_uid, before.st_gid, before.st_mode))
    check("the file is not replaced", before.st_ino == after.st_ino, False)
    done = audit("--html", "-")
    check("a page on standard output", done.stdout[:15], b"<!DOCTYPE html>")
    with open(LIST, "rb") as text:
        done = subprocess.run(
            [os.path.join(BIN, "ec2-audit-instances"), "--state", STATE,
             "--list-name", "given", "--html", "-", "774F4FF8", "-"],
            stdin=text, capture_output=True, timeout=60)
    check("a page on standard output, of a list from standard input",
          (done.stdout[:15], done.stderr), (b"<!DOCTYPE html>", b""))
    done = audit("--html", "-", "--metrics", "-")
    check("a page and metrics on standard output",
          (done.returncode, done.stdout, done.err.split("\n")[0]),
          (2, b"", "ec2-audit-instances: --html and --metrics: only one of "
           "them can be standard output"))
    done = audit("--metrics", "-", "--all")
    check("metrics without rows on standard output",
          (done.stdout[:7], b"\t" in done.stdout), (b"# HELP ", False))


def metrics():
    """A run that fails rewrites only the metrics about runs."""
    name = path("m.prom")

    def read():
        with open(name) as f:
            text = f.read()
        exposition.parse(text.encode())
        for line in text.splitlines():
            matches("the form of a line",
                    line, r'^(# (HELP|TYPE) [a-z0-9_]+ .*|'
                    r'[a-z0-9_]+\{([a-z]+="([^"\\]|\\.)*",?)+\} [0-9.]+)$')
        return dict(line.rsplit(" ", 1) for line in text.splitlines()
                    if line[0] != "#")
    audit("--metrics", name)
    good = read()
    for label in ("audit", "code", "list", "profile", "region"):
        check(f"metrics without {label}",
              [k for k in good if f'{label}="' not in k], [])
    done = audit("--metrics", name,
                 env=dict(os.environ, AWS_SECRET_ACCESS_KEY="wrong"))
    check("status of a failed run", done.returncode, 1)
    bad = read()
    check("the names of the metrics", list(good), list(bad))
    changed = {k.split("{")[0] for k in good if good[k] != bad[k]}
    check("other metrics that changed", changed - {
        "ec2_audit_last_run_timestamp_seconds", "ec2_audit_last_run_status",
        "ec2_audit_duration_seconds"}, set())
    check("status in the metrics",
          [v for k, v in bad.items() if "last_run_status" in k], ["1"])
    # A brace in the value of a label does not end the labels.
    odd = path("a}{b,}")
    shutil.copy(LIST, odd)
    for secret in (os.environ["AWS_SECRET_ACCESS_KEY"], "wrong", "wrong"):
        subprocess.run(
            [os.path.join(BIN, "ec2-audit-instances"), "--state", STATE,
             "--metrics", name, "774F4FF8", odd], capture_output=True,
            timeout=60, env=dict(os.environ, AWS_SECRET_ACCESS_KEY=secret))
        after = read()
        check("metrics without the list's name",
              [k for k in after if 'a}{b,}",profile=' not in k], [])
    # The comments of other programs stay in the file, even if the last one has
    # no newline.  A run drops a metric about runs that has no labels.
    with open(name, "a") as f:
        f.write("ec2_audit_duration_seconds{\nec2_audit_last_run_status 1\n"
                "# a\n# b")
    begun = time.monotonic()
    audit("--metrics", name, env=dict(os.environ,
                                      AWS_SECRET_ACCESS_KEY="wrong"))
    took = time.monotonic() - begun
    with open(name) as f:
        text = f.read()
    matches("comments of other programs", text, "# a\n# b\n")
    check("lines that have no labels", [
        line for line in text.splitlines()
        if line[0] != "#" and not line.startswith(tuple(good))
        and "}" not in line], [])
    found = re.findall(r'^ec2_audit_duration_seconds\{audit=".*"\} (.*)$',
                       text, re.M)
    check("one duration, shorter than the run",
          len(found) == 1 and 0 < float(found[0]) <= took, True)
    # A failed run does not update metrics of more than 64 MiB.
    os.truncate(name, 65 << 20)
    done = audit("--metrics", name, env=dict(os.environ,
                                             AWS_SECRET_ACCESS_KEY="wrong"))
    matches("long metrics", done.err, "m.prom: over 67108864 bytes\n$")
    os.remove(name)


def replaced_during_run():
    """Another file replaces the page or the metrics during a run.  The run
    checks the new file before it writes."""
    endpoint = confirming.Endpoint()
    name, state = path("swapped"), path("swapped.db")

    def run(option):
        return subprocess.run(
            endpoint.command(state, "-j", "1", option, name, "774F4FF8", LIST),
            env=confirming.environment(), capture_output=True, timeout=60)

    def replace_at_request(make):
        def hook(one):
            endpoint.hook = None
            if os.path.lexists(name):
                os.remove(name)
            make(name)
        return hook
    for option in ("--html", "--metrics"):
        endpoint.hook = None
        check(f"{option}: status of the first run",
              run(option).returncode in (0, 3), True)
        for make, pattern in (
                (os.mkfifo, "swapped: cannot be written: it is a FIFO"),
                (lambda n: os.symlink(LIST, n),
                 "the name leads to another file than when the run started"),
                (os.mkdir, "it is a directory")):
            if os.path.lexists(name):
                os.remove(name)
            shutil.copy(LIST, name)
            endpoint.hook = replace_at_request(make)
            done = run(option)
            check(f"{option} {pattern}", done.returncode, 1)
            matches(f"{option}: the error", done.stderr.decode(), pattern)
            check(f"{option}: number of errors", done.stderr.count(b"\n"), 1)
            check(f"{option}: the file is regular", os.path.isfile(name) and
                  not os.path.islink(name), False)
        os.rmdir(name)
        # If another program makes the file during the run, the file keeps its
        # mode.
        endpoint.hook = replace_at_request(
            lambda n: os.close(os.open(n, os.O_CREAT, 0o640)))
        check(f"{option}: status of the second run", run(option).returncode, 0)
        check(f"{option}: the mode of the new file",
              os.stat(name).st_mode & 0o777, 0o640)
        os.remove(name)
    check("the list is unchanged", b"a label" in open(LIST, "rb").read(), True)
    check("temporary files left",
          [n for n in os.listdir(FOLDER) if n[0] == "."], [])


def unsaved_run():
    """The metrics do not count a run as a success if the run could not be
    saved."""
    endpoint = confirming.Endpoint()
    name, state = path("unsaved.prom"), path("unsaved.db")
    command = endpoint.command(state, "--metrics", name, "774F4FF8", LIST)

    def run():
        return subprocess.run(command, env=confirming.environment(),
                              capture_output=True, timeout=60)

    def read():
        with open(name) as f:
            return [line for line in f if "last_run" not in line and
                    "duration" not in line]
    check("status of the first run", run().returncode, 3)
    with open(name) as f:
        text = re.sub(r"(ec2_audit_timestamp_seconds\S*) .*", r"\1 7",
                      f.read())
    with open(name, "w") as f:
        f.write(text)
    before = read()
    base = sqlite3.connect(state)
    base.execute("CREATE TRIGGER stop BEFORE INSERT ON run BEGIN "
                 "SELECT RAISE(FAIL, 'not today'); END")
    base.commit()
    base.close()
    endpoint.lost = set(INSTANCES)
    done = run()
    check("status of the unsaved run", done.returncode, 1)
    matches("the error of SQLite", done.stderr.decode(),
            "unsaved.db: not today")
    check("the metrics without those about runs", read(), before)
    with open(name) as f:
        matches("the status in the metrics", f.read(),
                r"\nec2_audit_last_run_status\S* 1\n")


def two_users():
    """Two users of one group share a database.  While one user's run has the
    lock, a run of the other user fails."""
    if os.geteuid() != 0:
        print("skip audit-files, two users: this needs root")
        return
    users, group = (64001, 64002), 64000
    endpoint = confirming.Endpoint()

    def as_user(user):
        def begin():
            os.umask(0o077)
            os.setgroups([])
            os.setgid(group)
            os.setuid(user)
        return begin
    with tempfile.TemporaryDirectory(dir="/tmp") as shared:
        os.chmod(shared, 0o711)
        folder = os.path.join(shared, "audits")
        os.mkdir(folder)
        os.chown(folder, users[0], group)
        os.chmod(folder, 0o2770)
        shutil.copy(LIST, os.path.join(folder, "list"))
        os.chmod(os.path.join(folder, "list"), 0o644)
        command = endpoint.command("audit.db", "--lock-wait", "0", "774F4FF8",
                                   "list")

        def start(user):
            return subprocess.Popen(
                command, preexec_fn=as_user(user), cwd=folder,
                env=confirming.environment(HOME=folder),
                stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            first = start(users[0])
        except PermissionError:
            print("skip audit-files, two users: other users cannot enter", BIN)
            return
        first.communicate(timeout=60)
        check("status of the first user", first.returncode, 3)
        # The first user makes the database writable for the group.  The first
        # user's next run makes the lock file writable for the group, too.
        os.chmod(os.path.join(folder, "audit.db"), 0o660)
        run = start(users[1])
        matches("the error about the lock file",
                run.communicate(timeout=60)[1].decode(),
                "(?s)audit.db-lock: Permission denied.*give the lock file "
                "the owner, group and mode of the database")
        check("status of the second user", run.returncode, 1)
        for user in (users[0], users[1], users[0]):
            run = start(user)
            check(f"user {user}", (run.communicate(timeout=60),
                                   run.returncode), ((b"", b""), 0))
        # A run removes only leftovers of its own user, unless it is root's.
        theirs = os.path.join(folder, ".audit.db.ec2new-aZ09bY")
        with open(theirs, "w"):
            os.chown(theirs, users[1], group)
            os.chmod(theirs, 0o660)
        for user, stays in zip(users, (True, False)):
            start(user).communicate(timeout=60)
            check(f"a leftover of user {users[1]} after a run of user {user}",
                  os.path.exists(theirs), stays)
        second = []

        def hook(one):
            endpoint.hook = None
            run = start(users[0])
            second.append((run.communicate(timeout=60)[1], run.returncode))
        endpoint.hook = hook
        run = start(users[1])
        check("result of the run with the lock",
              (run.communicate(timeout=60), run.returncode), ((b"", b""), 0))
        check("status of the other run", second[0][1], 1)
        matches("the error of the other run", second[0][0].decode(),
                "another run of this audit")
        stats = {name: os.stat(os.path.join(folder, name))
                 for name in os.listdir(folder) if name != "list"}
        check("groups and modes of the files",
              {name: (st.st_gid, oct(st.st_mode & 0o777))
               for name, st in stats.items()},
              {"audit.db": (group, "0o660"),
               "audit.db-lock": (group, "0o660")})
        # The error names the folder.  SQLite would say that the database is
        # read-only.
        os.chmod(folder, 0o2750)
        run = start(users[1])
        matches("the error about the folder",
                run.communicate(timeout=60)[1].decode(),
                "audit.db: its folder cannot be written: ./: Permission denied")
        check("status if the folder is not writable", run.returncode, 1)


def full_disk():
    """The disk becomes full at different writes.  Each error names the file,
    and the database keeps its instances."""
    if subprocess.run(["unshare", "-rm", "true"],
                      capture_output=True).returncode:
        print("skip audit-files, full disk: mount is not permitted")
        return
    with open(LIST, "a") as f:
        f.writelines(f"i-{n:08x} {'long label ' * 200}\n" for n in range(60))
    audit("--baseline")
    before = read_database()
    os.mkdir(path("disk"))
    script = """
        folder=$1
        mount -t tmpfs -o "size=$2" none "$folder/disk" || exit 77
        cp "$folder/audit.db" "$folder/disk/state" || exit 99
        shift 2
        "$@"
        status=$?
        cp "$folder/disk/state" "$folder/after"
        exit "$status" """
    failed_runs = 0
    used = os.stat(STATE).st_size // 1024
    for size in (f"{used + more}k" for more in (8, 36, 60, 100, 180, 240)):
        for option in ("--html", "--metrics"):
            # The database and the output share the free space.
            done = subprocess.run(
                ["unshare", "-rm", "sh", "-c", script, "sh", FOLDER, size,
                 os.path.join(BIN, "ec2-audit-instances"), "--state",
                 path("disk/state"), "--all", option, path("disk/out"),
                 "774F4FF8", LIST], capture_output=True, timeout=60)
            err = done.stderr.decode()
            if done.returncode in (0, 77, 99):
                continue
            failed_runs += 1
            check(f"{size} {option}: {err}", done.returncode, 1)
            matches(size, err, r"disk/(state|out)[^:]*: .*([Nn]o space|full)")
            check(f"{size} {option}: the instances in the database",
                  read_database(path("after"))[0], before[0])
    check("some runs failed", failed_runs > 0, True)


def file_size_limit():
    """At a file size limit, a run fails with an error.  No signal ends it."""
    before = read_database()
    page = path("limited")
    with open(page, "w") as f:
        f.write("old")
    limit = ["sh", "-c", "ulimit -f 8; exec \"$@\"", "sh"]
    done = audit("--html", page, before=limit)
    check("status with a file size limit", done.returncode, 1)
    matches("the error about the limit", done.err, "File too large")
    with open(page) as f:
        check("the old page", f.read(), "old")
    check("the instances in the database", read_database()[0], before[0])
    if os.path.exists("/dev/full"):
        before = read_database()
        with open("/dev/full", "w") as f:
            done = subprocess.run(
                [os.path.join(BIN, "ec2-audit-instances"), "--state", STATE,
                 "--all", "774F4FF8", LIST], stdout=f,
                stderr=subprocess.PIPE, timeout=60)
        check("status with a full standard output", done.returncode, 1)
        check("the database after a full standard output", read_database(),
              before)


def six_at_once():
    """Six runs of one audit wait for each other and lose no data."""
    before = len(read_database()[1])
    runs = [subprocess.Popen(
        [os.path.join(BIN, "ec2-audit-instances"), "--state", STATE,
         "774F4FF8", LIST], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(6)]
    check("runs at the same time",
          [(r.wait(timeout=60), r.communicate()) for r in runs],
          [(0, (b"", b""))] * 6)
    check("number of stored runs", len(read_database()[1]), before + 6)
    # Six runs start at the same time without a database.  One of them makes the
    # database.
    new = path("new.db")
    runs = [subprocess.Popen(
        [os.path.join(BIN, "ec2-audit-instances"), "--state", new,
         "774F4FF8", LIST], stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE) for _ in range(6)]
    check("runs without a database", sorted(r.wait(timeout=60) for r in runs),
          [0] * 5 + [3])


def clocks():
    if not shutil.which("faketime"):
        print("skip audit-files, clocks: faketime is not installed")
        return
    changes = len(read_database()[2])
    for when in ("2020-01-01", "2035-01-01", "2026-01-01", "2035-01-01"):
        done = audit("--html", path("page"), before=["faketime", when])
        check(f"{when}: {done.err}", done.returncode in (0, 1), True)
    check("number of stored changes", len(read_database()[2]), changes)


def main():
    for part in (other_kinds_of_files, own_files, user_without_home, locks,
                 linked_database, leftovers, replaced_files, metrics,
                 file_size_limit, six_at_once, clocks, replaced_during_run,
                 unsaved_run, two_users, full_disk):
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
