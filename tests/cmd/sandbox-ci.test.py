#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Tests the features of ec2-sandbox for a CI job.  The sandbox reports when it
is ready, writes a log, can be reset, and tells clients a host name that other
machines can use.  Its page stays readable with many accounts.  The sandbox
refuses to send a reply that is too long, and to read a seed that never
ends."""
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.parse

BIN, TMP = os.environ["BIN"], os.environ["TMP"]
SANDBOX = os.path.join(BIN, "ec2-sandbox")
failures = []
checks = 0


def check(what, got, want):
    global checks
    checks += 1
    if got != want:
        failures.append(f"{what}: got {got!r}, want {want!r}")


def path(name):
    return os.path.join(TMP, f"ci.{name}")


def run(*args, **kw):
    return subprocess.run([SANDBOX, *args], capture_output=True, text=True,
                          timeout=120, **kw)


class Server:
    """Starts a sandbox, and reads the variables that it prints."""
    def __init__(self, *args, **kw):
        self.process = subprocess.Popen(
            [SANDBOX, "-l", "127.0.0.1:0", *args], stdout=subprocess.PIPE,
            text=True, **kw)
        self.set, self.unset = {}, []
        for line in self.process.stdout:
            word, _, rest = line.rstrip("\n").partition(" ")
            if word == "unset":
                self.unset.append(rest)
                continue
            name, _, value = rest.partition("=")
            self.set[name] = value.strip("'")
            if name == "EC2_SANDBOX":
                break

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        self.process.stdout.close()

    def send(self, method, target, **headers):
        at = urllib.parse.urlsplit(self.set["EC2_URL"]).netloc
        connection = http.client.HTTPConnection(at, timeout=60)
        connection.request(method, target, headers={
            k.replace("_", "-"): v for k, v in headers.items()})
        reply = connection.getresponse()
        body = reply.read().decode()
        connection.close()
        return reply.status, body

    def command(self, *args):
        return subprocess.run(
            [os.path.join(BIN, args[0]), *args[1:]], capture_output=True,
            text=True, timeout=120, env={**os.environ, **self.set})


def ready():
    """Tests --ready-fd, a notify socket and --is-ready."""
    reader, writer = os.pipe()
    box = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    box.settimeout(60)
    name = os.path.join("/tmp", f"ci.{os.getpid()}")
    box.bind(name)
    try:
        with Server("--ready-fd", str(writer), pass_fds=(writer,),
                    env={**os.environ, "NOTIFY_SOCKET": name}) as s:
            os.close(writer)
            with os.fdopen(reader) as file:
                check("one line on the descriptor", file.read(),
                      s.set["EC2_URL"] + "\n")
            check("message to the notify socket", box.recv(64), b"READY=1")
            url = s.set["EC2_URL"]
            for end in ("", "/"):
                done = run("--is-ready", url + end)
                check(f"--is-ready {url}{end}", (
                    done.returncode, done.stdout, done.stderr), (0, "", ""))
            done = run("--is-ready", url + "/us-east-1")
            check("--is-ready with a URL that is not the sandbox's",
                  (done.returncode, "status" in done.stderr), (1, True))
    finally:
        os.unlink(name)
    done = run("--is-ready", url)
    check("--is-ready after the end of the sandbox",
          (done.returncode, url in done.stderr), (1, True))
    check("NOTIFY_SOCKET in the environment of COMMAND", "NOTIFY_SOCKET" in run(
        "env", env={**os.environ, "NOTIFY_SOCKET": ""}).stdout, False)
    done = run("--ready-fd", "x", "true")
    check("an invalid descriptor",
          (done.returncode, "--ready-fd" in done.stderr),
          (2, True))
    done = run("--ready-fd", "99", "true")
    check("a closed descriptor", (done.returncode, "--ready-fd 99" in
                                  done.stderr), (1, True))


def log():
    """The log has a line for each request to EC2, without secrets."""
    file = path("log")
    if os.path.exists(file):
        os.remove(file)
    done = run("--log", file, "sh", "-c", """
        ec2-describe-regions us-east-1
        ec2-describe-images ami-00000000
        ec2-run-instances ami-6ba54002 -d sesame""",
               env={**os.environ, "PATH": BIN + ":" + os.environ["PATH"]})
    check("status with --log", done.returncode, 0)
    with open(file, encoding="utf-8") as lines:
        text = lines.read()
    entries = [json.loads(line) for line in text.splitlines()]
    check("log entries", [(e["account"], e["region"], e["action"], e["status"],
                           e["code"]) for e in entries], [
        ("999988887777", "us-east-1", "DescribeRegions", 200, ""),
        ("999988887777", "us-east-1", "DescribeImages", 400,
         "InvalidAMIID.NotFound"),
        ("999988887777", "us-east-1", "RunInstances", 200, "")])
    check("ImageId.1 in the log", entries[1]["parameters"]["ImageId.1"],
          "ami-00000000")
    check("UserData in the log",
          entries[2]["parameters"]["UserData"], "(hidden)")
    check("form of the time in the log",
          bool(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
                            entries[0]["time"])), True)
    for secret in ("ignature", "sesame", "c2VzYW1l", "secret"):
        check(f"{secret} in the log", secret in text, False)
    os.remove(file)
    with Server("--log", file) as s:
        s.send("GET", "/?Action=" + 62 * "a" + "%C3%A9")
        s.send("GET", "/?Action=ModifyInstanceAttribute&Attribute=userData"
               "&Value=c2VzYW1l")
        page_text = s.send("GET", "/")[1]
        check("a long action in the page", 62 * "a" + "<" in page_text, True)
    with open(file, encoding="utf-8") as lines:
        entries = [json.loads(line) for line in lines]
    check("a long action in the log", [e["action"] for e in entries],
          [62 * "a", "ModifyInstanceAttribute"])
    check("Value in the log", entries[-1]["parameters"]["Value"], "(hidden)")
    done = run("-s", "-", "--log", "-", os.path.join(BIN, "ec2-describe-regions"),
               input=run("--dump").stdout)
    check("a log on standard output, of a state from standard input",
          (done.returncode, '"action":"DescribeRegions"' in done.stdout,
           done.stderr), (0, True, ""))
    done = run("--log", "/nonexistent/log", "true")
    check("a missing directory", (done.returncode, "--log" in done.stderr),
          (1, True))


def reset():
    with Server() as s:
        token = s.set["EC2_SANDBOX_RESET"]

        def permissions():
            return s.command("ec2-describe-image-attribute", "ami-4ca33a25",
                             "-l").stdout
        first = permissions()
        check("status of a change", s.command(
            "ec2-reset-image-attribute", "ami-4ca33a25", "-l").returncode, 0)
        check("permissions after the change", permissions(), "")
        for what, method, headers, status in (
                ("a reset without a token", "POST", {}, 403),
                ("a reset with a wrong token",
                 "POST", {"X_Sandbox_Reset": token[:-1] + "x"}, 403),
                ("a reset with a truncated token", "POST",
                 {"X_Sandbox_Reset": token[:-1]}, 403),
                ("a reset with GET", "GET", {"X_Sandbox_Reset": token}, 405)):
            check(what, s.send(method, "/reset", **headers)[0], status)
        check("permissions after refused resets", permissions(), "")
        check("reply to a reset",
              s.send("POST", "/reset", X_Sandbox_Reset=token),
              (200, "ok\n"))
        check("permissions after the reset", permissions(), first)
    with Server("--listen-anywhere") as s:
        check("--listen-anywhere without --reset-token",
              ("EC2_SANDBOX_RESET" in s.set,
               s.send("POST", "/reset")[0]), (False, 403))
    with Server("--listen-anywhere", "--reset-token", "open-sesame") as s:
        check("a reset with the token of --reset-token",
              s.send("POST", "/reset", X_Sandbox_Reset="open-sesame")[0], 200)
    done = run("--reset-token", "short", "true")
    check("a short token", (done.returncode, "--reset-token" in done.stderr),
          (2, True))


def advertise():
    """With --advertise, the variables have URLs that other machines can use,
    and no variable names a file."""
    with Server("--advertise", "sandbox.test") as s:
        host = s.set["EC2_SANDBOX"]
        check("host and URL with --advertise",
              (host.split(":")[0], s.set["EC2_URL"]),
              ("sandbox.test", f"http://{host}"))
        check("variables with files", [n for n in (
            "AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE", "BOTO_CONFIG",
            "EC2_IDENTITY_CERTIFICATES") if n in s.set], [])
        check("access key", s.set["AWS_ACCESS_KEY_ID"], "AKIASANDBOXSELLER000")
        port = host.split(":")[1]
        check("endpoint of a region",
              s.command("ec2-describe-regions", "us-west-2", "-U",
                        f"http://127.0.0.1:{port}").stdout,
              f"REGION\tus-west-2\thttp://{host}/us-west-2\n")
        check("an endpoint elsewhere", s.command(
            "ec2-describe-regions", "-U", "http://elsewhere.test:1")
              .returncode, 2)
    with Server("--advertise", "sandbox.test:80") as s:
        check("host and port with --advertise",
              s.set["EC2_SANDBOX"], "sandbox.test:80")
    for name in ("a/b", "a" * 261):
        done = run("--advertise", name, "true")
        check(f"--advertise {name}",
              (done.returncode, "HOST[:PORT]" in done.stderr), (2, True))
    for name in ("[fd00::1]", "a" * 63 + ".b" * 90 + ".test"):
        with Server("--advertise", name) as s:
            host = s.set["EC2_SANDBOX"]
            check(f"--advertise {name}", (host.rpartition(":")[0],
                  s.set["EC2_URL"]), (name, f"http://{host}"))


def page():
    """With 300 accounts, the page lists only 12 accounts.  Links lead to all
    accounts and to the other lists."""
    seed = path("seed")
    with open(seed, "w", encoding="utf-8") as file:
        for n in range(300):
            file.write(f"account\tid={n + 1:012}\tname=account-{n}"
                       + ("\taccess-key=AKIAFIRST00000000000"
                          "\tsecret-key=first" if not n else "") + "\n")
    with Server("-s", seed) as s:
        def names(target):
            text = s.send("GET", target)[1]
            return len(set(re.findall(r"account-\d+<", text))), text
        count, text = names("/")
        check("12 of 300 accounts",
              (count, 'href="/?all=accounts#accounts"' in text,
               "show 300" in text), (12, True, True))
        for anchor in ("accounts", "images", "instances", "requests"):
            check(f"anchor {anchor}", (f'href="#{anchor}"' in text,
                                       f'id="{anchor}"' in text),
                  (True, True))
        count, text = names("/?all=accounts")
        check("all accounts", (count, 'href="/#accounts"' in text), (300, True))
        check("an unknown list", names("/?all=nothing")[0], 12)


def too_long():
    """The sandbox refuses to send a reply of more than 64 MiB, and gives
    advice."""
    seed = path("long")
    with open(seed, "w", encoding="utf-8") as file:
        file.write("account\tid=000000000001\tname=a\taccess-key="
                   "AKIAFIRST00000000000\tsecret-key=first\n")
        for n in range(8000):
            file.write(f"image\tid=ami-{n:08x}\towner=000000000001\t"
                       f"name=image-{n}\tdescription={'&' * 2000}\n")
    with Server("-s", seed) as s:
        done = s.command("ec2-describe-images", "--page-size", "0")
        check("a reply of more than 64 MiB",
              (done.returncode, "MaxResults" in done.stderr,
               "Client.InvalidRequest" in done.stderr),
              (1, True, True))
        done = s.command("ec2-describe-images", "ami-00000007")
        check("a short reply", done.returncode, 0)


def endless():
    """An endless file or a directory causes an error of one line."""
    for args, words in ((("-s", "/dev/zero"), "NUL"),
                        (("-s", "/dev/urandom"), "/dev/urandom"),
                        (("-c", "/dev/zero", "-k", "/dev/zero"), "longer"),
                        (("-s", TMP), TMP)):
        done = run(*args, "true")
        check(f"{args}", (done.returncode, words in done.stderr,
                          done.stderr.count("\n")), (1, True, 1))
    with subprocess.Popen(["yes", "# x"], stdout=subprocess.PIPE) as yes:
        done = run("-s", "-", "true", stdin=yes.stdout)
        yes.stdout.close()
        yes.kill()
    check("endless input", (done.returncode, "longer than" in done.stderr),
          (1, True))
    # The user can interrupt the sandbox while it waits for a seed.
    reader, writer = os.pipe()
    with subprocess.Popen([SANDBOX, "-s", "-", "true"], stdin=reader) as p:
        try:
            p.wait(1)
        except subprocess.TimeoutExpired:
            pass
        p.send_signal(signal.SIGTERM)
        check("status after SIGTERM", p.wait(60), -signal.SIGTERM)
    os.close(reader)
    os.close(writer)


for part in (ready, log, reset, advertise, page, too_long, endless):
    part()
for line in failures:
    print("FAILED", line)
print(f"{checks} checks, {len(failures)} failed")
sys.exit(1 if failures or not checks else 0)
