#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Kills ec2-sandbox -d with SIGKILL during a stream of changes, KILLS times (50
by default).  After each kill, the database has all changes that the sandbox
confirmed.  Besides these, it may have only the change that the sandbox did not
answer.  A kill comes a random time after a random number of answers, so that
the sandbox makes changes even on a slow machine."""
import http.client
import itertools
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time

try:
    import botocore.auth
    import botocore.awsrequest
    import botocore.credentials
except ImportError:
    print("botocore is not installed")
    sys.exit(77)

SANDBOX = os.path.join(os.environ["BIN"], "ec2-sandbox")
KILLS = int(os.environ.get("KILLS", "50"))
SEED = int(os.environ.get("SEED", str(time.time_ns())))
FOLDER = os.path.join(os.environ["TMP"], "kill")
FILE = os.path.join(FOLDER, "state.db")
IMAGE = "ami-5bae4b32"
KEYS = botocore.credentials.Credentials(
    "AKIASANDBOXSELLER000", "sandbox-seller-secret-not-a-real-one")
SIGNER = botocore.auth.SigV4Auth(KEYS, "ec2", "us-east-1")


def start():
    environment = dict(os.environ, TMPDIR=FOLDER)
    process = subprocess.Popen([SANDBOX, "-l", "127.0.0.1:0", "-d", FILE],
                               stdout=subprocess.PIPE, env=environment,
                               text=True)
    host = None
    for line in process.stdout:
        found = re.match(r"export EC2_URL='http://(.*)'", line)
        if found:
            host = found.group(1)
        if line.startswith("export EC2_SANDBOX="):
            return process, host
    raise SystemExit("the sandbox did not start")


def call(connection, host, **form):
    form["Version"] = "2016-11-15"
    body = "&".join(f"{k}={v}" for k, v in form.items())
    request = botocore.awsrequest.AWSRequest(
        "POST", f"http://{host}/", data=body, headers={})
    SIGNER.add_auth(request)
    connection.request("POST", "/", body, dict(request.headers))
    reply = connection.getresponse()
    text = reply.read().decode()
    if reply.status != 200:
        raise SystemExit(f"refused: {text}")
    return text


def users(host):
    connection = http.client.HTTPConnection(host, timeout=30)
    text = call(connection, host, Action="DescribeImageAttribute",
                ImageId=IMAGE, Attribute="launchPermission")
    connection.close()
    return set(re.findall("<userId>([0-9]*)</userId>", text))


def change(host, known, dice, log, kill):
    """Adds and removes permissions until the connection breaks.  If the sandbox
    did not answer the last change, log["doubt"] is the user of this change.
    The sandbox may or may not have carried it out."""
    connection = http.client.HTTPConnection(host, timeout=30)
    answers_before_kill = dice.randrange(8)
    try:
        for answers in itertools.count():
            if answers == answers_before_kill:
                kill.start()
            user = f"{dice.randrange(100):012}"
            operation = "remove" if user in known else "add"
            log["doubt"] = user
            call(connection, host, Action="ModifyImageAttribute",
                 ImageId=IMAGE, Attribute="launchPermission",
                 OperationType=operation, **{"UserId.1": user})
            (known.add if operation == "add" else known.remove)(user)
            log["doubt"] = None
            log["answered"] += 1
    except (OSError, http.client.HTTPException):
        connection.close()


def agree(known, log, found):
    """Returns whether the database has the confirmed permissions.  The user of
    the unanswered change may be in the database or not."""
    doubt = {log["doubt"]}
    if found - doubt == known - doubt:
        return True
    print(f"SEED={SEED}: in the database: {sorted(found)}, confirmed: "
          f"{sorted(known)}, unanswered: {log['doubt']}")
    return False


def main():
    dice = random.Random(SEED)
    known, log = set(), {"doubt": None, "answered": 0}
    unanswered = 0
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.mkdir(FOLDER)
    for n in range(KILLS + 1):
        process, host = start()
        found = users(host)
        if not agree(known, log, found):
            process.kill()
            return 1
        unanswered += log["doubt"] is not None
        known, log["doubt"] = found, None
        kill = threading.Timer(dice.uniform(0, 0.02), process.send_signal,
                               [signal.SIGKILL])
        if n < KILLS:
            change(host, known, dice, log, kill)
        else:
            kill.start()
        kill.join()
        if process.wait() != -signal.SIGKILL:
            print(f"status {process.returncode} before the kill")
            return 1
        process.stdout.close()
    shutil.rmtree(FOLDER)
    print(f"{KILLS} kills, {log['answered']} changes answered, "
          f"{unanswered} unanswered, none lost")
    # Checks that the sandbox has answered requests: otherwise the test proves
    # nothing.
    return 0 if log["answered"] > KILLS // 10 else 1


sys.exit(main())
