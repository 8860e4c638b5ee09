#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Tests the failures that ec2-sandbox -f makes.  With the same seed, the same
requests fail.  Requests fail at the rates of -f, answers are truncated,
and a delayed request does not delay other requests.  If answers are lost, the
sandbox has carried out about half of their requests.  Also tests requests that
wait for key pairs, and our commands with lost answers."""
import datetime
import hashlib
import hmac
import http.client
import os
import re
import select
import socket
import subprocess
import sys
import threading
import time
import urllib.parse

SANDBOX = os.path.join(os.environ["BIN"], "ec2-sandbox")
KEY = "AKIASANDBOXSELLER000"
SECRET = "sandbox-seller-secret-not-a-real-one"
failures = []
checks = 0


def check(what, got, want):
    global checks
    checks += 1
    if got != want:
        failures.append(f"{what}: got {got!r}, want {want!r}")


def within(what, got, low, high):
    check(f"{what}: {got} is not from {low} to {high}",
          low <= got <= high, True)


def sign(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def message(**form):
    """Returns the bytes of a request with a signature of version 4."""
    host = urllib.parse.urlsplit(os.environ["EC2_URL"]).netloc
    body = urllib.parse.urlencode(dict(form, Version="2016-11-15"))
    now = datetime.datetime.now(datetime.timezone.utc)
    stamp, day = now.strftime("%Y%m%dT%H%M%SZ"), now.strftime("%Y%m%d")
    names = "host;x-amz-date"
    canonical = (f"POST\n/\n\nhost:{host}\nx-amz-date:{stamp}\n\n{names}\n"
                 + hashlib.sha256(body.encode()).hexdigest())
    scope = f"{day}/us-east-1/ec2/aws4_request"
    key = ("AWS4" + SECRET).encode()
    for part in (day, "us-east-1", "ec2", "aws4_request"):
        key = sign(key, part)
    signature = sign(key, f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n" +
                     hashlib.sha256(canonical.encode()).hexdigest()).hex()
    return (f"POST / HTTP/1.1\r\nHost: {host}\r\nX-Amz-Date: {stamp}\r\n"
            f"Authorization: AWS4-HMAC-SHA256 Credential={KEY}/{scope},"
            f"SignedHeaders={names},Signature={signature}\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
            f"{body}").encode()


def send(**form):
    """Sends a request.  Returns the outcome, the size of the body that arrived,
    and the size that Content-Length gives."""
    url = urllib.parse.urlsplit(os.environ["EC2_URL"])
    data = b""
    with socket.create_connection((url.hostname, url.port), 30) as s:
        s.sendall(message(**form))
        try:
            while True:
                block = s.recv(65536)
                if not block:
                    break
                data += block
        except ConnectionResetError:
            return ("reset", len(data), 0)
    if not data:
        return ("closed", 0, 0)
    head, _, body = data.partition(b"\r\n\r\n")
    promised = int(re.search(rb"Content-Length: (\d+)", head).group(1))
    status = head.split()[1].decode()
    code = re.search(rb"<Code>(.*?)</Code>", body)
    if len(body) < promised:
        return ("cut", len(body), promised)
    return (status + (" " + code.group(1).decode() if code else ""),
            len(body), promised)


def regions():
    return send(Action="DescribeRegions")[0]


def series(count):
    return [regions() for _ in range(count)]


def print_outcomes():
    print("\n".join(series(200)))


def rates():
    got = series(1000)
    for what, chance in (("503 RequestLimitExceeded", 0.1),
                         ("500 InternalError", 0.18), ("reset", 0.072),
                         ("cut", 0.0648)):
        within(what, got.count(what), 1000 * chance - 45,
               1000 * chance + 45)
    check("connections that the sandbox closed", got.count("closed"), 0)


def always(want):
    def run():
        got = {send(Action="DescribeRegions") for _ in range(20)}
        check(f"always {want}", {g[0] for g in got}, {want})
        if want == "cut":
            check("half of the body", {g[1] for g in got},
                  {g[2] // 2 for g in got})
    return run


def lost_answers(fate):
    """If the answers to writes are lost, the sandbox has carried out about half
    of the writes."""
    def run():
        for n in range(100):
            user = f"{n:012}"
            check("outcome of a change", send(
                Action="ModifyImageAttribute", ImageId="ami-5bae4b32",
                **{"LaunchPermission.Add.1.UserId": user})[0], fate)
        line = next(x for x in dumped(fate).split("\n")
                    if "ami-5bae4b32" in x)
        kept = len(re.findall("[=,]0000000000\\d\\d", line))
        within("changes that the sandbox carried out", kept, 30, 70)
    return run


def bucket():
    """The sandbox allows five requests at once, then fifty a second."""
    first = series(5)
    check("outcomes of the first five requests", set(first), {"200"})
    start = before = time.monotonic()
    got, idle = [], 0
    while before < start + 1:
        got.append(regions())
        now = time.monotonic()
        # After a tenth of a second without requests, the bucket is full and
        # gets no further tokens.
        idle += max(0, now - before - 0.1)
        before = now
    check("outcomes of the other requests",
          set(got), {"200", "503 RequestLimitExceeded"})
    within(f"answers in {before - start} s, {idle} s of them idle",
           got.count("200"), 50 * (before - start - idle) - 10,
           50 * (before - start) + 10)


def delayed():
    url = urllib.parse.urlsplit(os.environ["EC2_URL"])
    # The sandbox does not delay /health, which --is-ready requests.
    start = time.monotonic()
    client = http.client.HTTPConnection(url.hostname, url.port)
    client.request("GET", "/health")
    check("status of /health", client.getresponse().status, 200)
    within("seconds for /health", time.monotonic() - start, 0, 0.4)
    start = time.monotonic()
    check("outcome of a delayed request", regions(), "200")
    within("seconds for a delayed request", time.monotonic() - start, 0.4, 3)
    threads = [threading.Thread(target=regions) for _ in range(20)]
    start = time.monotonic()
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    within("seconds for twenty requests at once", time.monotonic() - start,
           0.4, 4)
    # The sandbox must be able to end while a request waits.
    left = socket.create_connection((url.hostname, url.port))
    left.sendall(message(Action="DescribeRegions"))
    time.sleep(0.1)


def answered(waiting):
    """Returns the number of connections in WAITING that have an answer."""
    return len(select.select(waiting, [], [], 0)[0])


def keys():
    """The sandbox answers other requests while it makes key pairs.  The sandbox
    makes no key pair for a request with a wrong signature."""
    url = urllib.parse.urlsplit(os.environ["EC2_URL"])
    count = 16
    waiting, forged = [], []
    for n in range(count):
        waiting.append(socket.create_connection((url.hostname, url.port), 60))
        waiting[-1].sendall(message(Action="CreateKeyPair",
                                    KeyName=f"key-{n}"))
    check("a request while key pairs are made", regions(), "200")
    for n in range(30):
        forged.append(socket.create_connection((url.hostname, url.port), 60))
        forged[-1].sendall(re.sub(
            b"Signature=[0-9a-f]+", b"Signature=00",
            message(Action="CreateKeyPair", KeyName="forged")))
    check("requests among forged requests", series(3), ["200"] * 3)
    end = time.monotonic() + 5
    while answered(forged) < len(forged) and time.monotonic() < end:
        time.sleep(0.01)
    made = answered(waiting)
    check("answers to forged requests", answered(forged), len(forged))
    check(f"{made} of {count} key pairs made when the forged "
          "requests were answered", made < count, True)
    made = set()
    for s in waiting:
        with s, s.makefile("rb") as file:
            made.add(re.search(rb"<keyMaterial>(.*?)</keyMaterial>",
                               file.read(), re.DOTALL).group(1))
    check("number of different keys", len(made), count)
    for s in forged:
        with s, s.makefile("rb") as file:
            check("the error of a forged request",
                  b"SignatureDoesNotMatch" in file.read(), True)
    # The sandbox must be able to end while a key pair is unfinished.
    left = socket.create_connection((url.hostname, url.port))
    left.sendall(message(Action="CreateKeyPair", KeyName="left"))


def stopped():
    """At most 32 requests can wait for a key pair.  A sandbox that receives
    SIGTERM makes no further key pairs.  (An older version made most of them,
    but only in about every third run, so main() runs this test four times.)"""
    count, left = 60, []
    database = os.environ["TMP"] + "/faults-stopped.db"
    for end in ("", "-wal", "-shm"):
        if os.path.exists(database + end):
            os.remove(database + end)
    with subprocess.Popen(
            [SANDBOX, "-l", "127.0.0.1:0", "-d", database],
            stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            found = re.search("EC2_URL=['\"]?([^'\"\\s]+)", line)
            if found:
                os.environ["EC2_URL"] = found.group(1)
                break
        url = urllib.parse.urlsplit(os.environ["EC2_URL"])
        for n in range(count):
            left.append(socket.create_connection((url.hostname, url.port)))
            left[-1].sendall(message(Action="CreateKeyPair",
                                     KeyName=f"left-{n}"))
        check("requests before the end", series(3), ["200"] * 3)
        ready = select.select(left, [], [], 0)[0]
        refusals = [s for s in ready
                    if s.recv(8192).startswith(b"HTTP/1.1 503 ")]
        check(f"{len(refusals)} of {count} are refused",
              count - 32 >= len(refusals) >=
              count - 32 - (len(ready) - len(refusals)) > 0, True)
        process.terminate()
        check("status of the sandbox", process.wait(60), 0)
    made = dumped("stopped").count("\tname=left-")
    check(f"{made} of {count} key pairs are made", made < count / 2, True)


def run(spec, part, *more):
    return subprocess.run(
        [SANDBOX, "-f", spec, *more, sys.executable, __file__, part],
        capture_output=True, text=True, timeout=120)


# For each command that makes a resource: the kind of the resource, as in the
# lines of a dump.
MAKERS = {
    "ec2-create-volume -s 1 -z us-east-1a": "volume",
    "ec2-create-snapshot vol-0000000a": "snapshot",
    "ec2-copy-snapshot -r us-east-1 -s snap-a08912c9": "snapshot",
    "ec2-allocate-address": "address",
    "ec2-add-keypair {}": "key-pair",
    "ec2-add-group {} -d d": "group",
    "ec2-register -n {} -s snap-a08912c9": "image",
    "ec2-copy-image -r us-east-1 -s ami-6ba54002 -n {}": "image",
    "ec2-run-instances ami-5bae4b32": "instance",
}


def dumped(name):
    return subprocess.run([SANDBOX, "-d", os.environ["TMP"] +
                           f"/faults-{name}.db", "--dump"],
                          capture_output=True, text=True, check=True).stdout


def counted(kind):
    return sum(line.startswith(kind + "\t")
               for line in dumped("makers").split("\n"))


def makers():
    """A command makes at most one resource, even if answers get lost.  If the
    command reports success, it has made exactly one resource."""
    ends, made_by = [], {""}
    for n in range(8):
        for argv, kind in MAKERS.items():
            before = counted(kind)
            words = argv.format(f"name-{n}").split()
            done = subprocess.run(
                [os.path.join(os.environ["BIN"], words[0]), *words[1:]],
                stdin=subprocess.DEVNULL, capture_output=True, text=True)
            made = counted(kind) - before
            ends.append((done.returncode, made))
            made_by.add(words[0] if made else "")
            check(f"{words[0]}: {done.returncode}, {done.stderr}", made in
                  ((1,) if done.returncode == 0 else (0, 1)), True)
    # Each outcome must occur.  Otherwise, the test would prove nothing.
    check("pairs of status and number of resources",
          set(ends), {(0, 1), (1, 0), (1, 1)})
    check("commands that made a resource", made_by - {""},
          {argv.split()[0] for argv in MAKERS})


PARTS = {
    "printed": (None, print_outcomes),
    "rates": ("throttle=0.1,error=0.2,reset=0.1,truncate=0.1,seed=3", rates),
    "cut": ("truncate=1", always("cut")), "reset": ("reset=1", always("reset")),
    "error": ("error=1.0", always("500 InternalError")),
    "never": ("error=0,throttle=0.000000", always("200")),
    "bucket": ("throttle=50/5", bucket),
    "delayed": ("delay=500ms", delayed),
    "keys": ("error=0", keys),
    "lost cut": ("truncate=1,seed=5", lost_answers("cut")),
    "lost reset": ("reset=1,seed=6", lost_answers("reset")),
    "makers": ("reset=0.4,truncate=0.3,error=0.2,seed=7", makers),
}


def main():
    spec = "throttle=0.2,error=0.1,reset=0.1,truncate=0.1,seed="
    first, second = run(spec + "7", "printed"), run(spec + "7", "printed")
    check("status and number of outcomes",
          (first.returncode, len(first.stdout.split("\n"))),
          (0, 201))
    check("outcomes with the same seed", second.stdout, first.stdout)
    check("equal outcomes with another seed",
          run(spec + "8", "printed").stdout == first.stdout, False)
    for name, (spec, _) in PARTS.items():
        if not spec:
            continue
        more = []
        if name.startswith("lost ") or name == "makers":
            more = ["-d", os.environ["TMP"] +
                    f"/faults-{name.removeprefix('lost ')}.db"]
            for end in ("", "-wal", "-shm"):
                if os.path.exists(more[1] + end):
                    os.remove(more[1] + end)
        if name == "makers":
            seed = os.environ["TMP"] + "/faults-seed"
            with open(seed, "w", encoding="utf-8") as file:
                file.write(subprocess.run(
                    [SANDBOX, "--dump"], capture_output=True, text=True,
                    check=True).stdout + "volume\tid=vol-0000000a\t"
                    "owner=999988887777\tsize=1\n")
            more += ["-s", seed]
        done = run(spec, name, *more)
        check(name + "\n" + done.stdout + done.stderr, done.returncode, 0)
    for _ in range(4):
        stopped()
    for spec in ("", "error", "error=2", "error=-0.1", "error=x", "x=1",
                 "error=0.1,", "throttle=0/1", "throttle=1/0", "delay=50",
                 "delay=2h", "seed=-1", "seed=x", "throttle=5/",
                 "error=0.1234567", "delay=61s"):
        done = run(spec, "printed")
        check(f"-f {spec!r}", (done.returncode, done.stderr.count("\n"),
                               done.stderr[:17]), (2, 2, "ec2-sandbox: -f: "))


if len(sys.argv) > 1:
    PARTS[sys.argv[1]][1]()
    if sys.argv[1] == "printed":
        sys.exit(0)
else:
    main()
for line in failures:
    print("FAILED", line)
print(f"{checks} checks, {len(failures)} failed")
sys.exit(1 if failures or not checks else 0)
