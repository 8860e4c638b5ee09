#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Tests the content and the headers of ec2-sandbox's page.  No value may become
markup, the page must have no script, and its security policy must allow its
style sheet.  If Chromium is installed, the test also loads the page in
Chromium."""
import base64
import hashlib
import html.parser
import http.client
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

SANDBOX = os.path.join(os.environ["BIN"], "ec2-sandbox")
SEED = os.path.join(os.environ["TMP"], "page-seed")
EVIL = "<script>alert(1)</script><img src=//x onerror=alert(1)>\"'&amp;"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
failures = []
checks = 0


def check(what, got, want):
    global checks
    checks += 1
    if got != want:
        failures.append(f"{what}: got {got!r}, want {want!r}")


def get(path="/", method="GET", **headers):
    netloc = urllib.parse.urlsplit(os.environ["EC2_URL"]).netloc
    connection = http.client.HTTPConnection(netloc, timeout=20)
    connection.request(method, path, headers=headers)
    reply = connection.getresponse()
    text = reply.read().decode()
    connection.close()
    return reply.status, text, reply


class Reader(html.parser.HTMLParser):
    """Collects the elements with their attributes, and the text of each table's
    cells."""

    def __init__(self, text):
        super().__init__()
        self.seen, self.rows, self.in_cell = [], [], False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.in_cell = True

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.in_cell = False

    def handle_data(self, data):
        if self.in_cell:
            self.rows[-1][-1] += data


def headers(text, reply):
    check("content type", reply.getheader("Content-Type"),
          "text/html; charset=utf-8")
    check("X-Content-Type-Options",
          reply.getheader("X-Content-Type-Options"), "nosniff")
    check("Referrer-Policy", reply.getheader("Referrer-Policy"), "no-referrer")
    check("X-Frame-Options", reply.getheader("X-Frame-Options"), "DENY")
    policy = reply.getheader("Content-Security-Policy")
    style = re.search("<style>(.*?)</style>", text, re.S).group(1)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest())
    check("content security policy", policy,
          "default-src 'none'; style-src 'sha256-"
          f"{digest.decode()}'; base-uri 'none'; form-action 'none'; "
          "frame-ancestors 'none'")


def page():
    status, text, reply = get()
    check("status of the page", status, 200)
    check("doctype of the page", text[:15], "<!DOCTYPE html>")
    headers(text, reply)
    reader = Reader(text)
    check("unexpected elements", {tag for tag, _ in reader.seen} - {
        "html", "head", "meta", "title", "style", "body", "header", "h1",
        "p", "main", "section", "h2", "div", "table", "thead", "tbody", "tr",
        "th", "td", "span", "footer", "nav", "a"}, set())
    check("links to other pages", [
        attrs["href"] for tag, attrs in reader.seen if tag == "a" and
        not re.fullmatch(r"(/(\?all=\w+)?)?#\w+", attrs["href"])], [])
    check("unexpected attributes", {a for _, attrs in reader.seen
                                     for a in attrs} - {
        "lang", "charset", "name", "content", "http-equiv", "class",
        "data-label", "id", "href"}, set())
    check("the page refreshes itself",
          ("meta", {"http-equiv": "refresh", "content": "5"}) in
          reader.seen, True)
    first = [r[:4] for r in reader.rows]
    check("the row of an account", [
        "me", "123456789012", "AKIAMINE000000000000", "A1"] in first, True)
    check("an image whose name looks like markup", [
        "ami-00000001", EVIL, "me", "A1"] in first, True)
    check("the row of an instance", [
        "i-00000001", "running", "me", "ami-00000001"] in first, True)
    check("a secret in the page", "very-secret" in text, False)


def requests():
    netloc = urllib.parse.urlsplit(os.environ["EC2_URL"]).netloc
    for action in ["A" + str(n) for n in range(60)] + [EVIL]:
        get("/?Action=" + urllib.parse.quote(action), Host=netloc)
    reader = Reader(get("/?all=requests")[1])
    shown = [r for r in reader.rows if len(r) == 5 and
             r[3] == "MissingAuthenticationToken"]
    check("number of requests in the list", len(shown), 50)
    check("the last request", shown[0][1:], [
        "unknown", EVIL[:63], "MissingAuthenticationToken", "403"])
    check("action of the last request but one", shown[1][2], "A59")


def api_or_page():
    """Checks which requests get the page, and which requests get an answer of
    the API."""
    status, text, _ = get(method="HEAD")
    check("a HEAD request", (status, text), (200, ""))
    check("a query without an action", get("/?x=1")[0], 200)
    for what, path, more in (
            ("another path", "/x", {}), ("an action", "/?Action=A", {}),
            ("a signature", "/?Signature=x", {}),
            ("credentials", "/", {"Authorization": "x"})):
        check(what, "<Response>" in get(path, **more)[1], True)
    for host, want in (
            ("evil.test", 403), ("127.0.0.1.evil.test", 403),
            ("192.0.2.1", 403), ("localhost", 200), ("localhost:80", 200),
            ("127.9.9.9:1", 200), ("[::1]:8773", 200), ("[::2]", 403),
            ("[::1]x", 403), ("", 403)):
        check(f"Host {host!r}", get(Host=host)[0], want)


def browser():
    chromium = next((b for b in BROWSERS if shutil.which(b)), None)
    if not chromium:
        print("skip sandbox-page, browser: chromium is not installed")
        return
    with tempfile.TemporaryDirectory() as profile:
        done = subprocess.run(
            [chromium, "--headless", "--no-sandbox", "--disable-gpu",
             "--enable-logging=stderr", f"--user-data-dir={profile}",
             "--dump-dom", os.environ["EC2_URL"] + "/"],
            capture_output=True, text=True, timeout=120)
    check("the browser's status", done.returncode, 0)
    check("the policy refuses the style sheet",
          "Content Security Policy" in done.stderr, False)
    reader = Reader(done.stdout)
    check("in a browser: the image's name is text", any(
        row[1:2] == [EVIL] for row in reader.rows), True)
    check("in a browser: scripts and images", [
        tag for tag, _ in reader.seen if tag in ("script", "img")], [])


if len(sys.argv) > 1:
    page()
    api_or_page()
    requests()
    browser()
    for line in failures:
        print("FAILED", line)
    print(f"{checks} checks, {len(failures)} failed")
    sys.exit(1 if failures or not checks else 0)
with open(SEED, "w") as f:
    f.write("account\tid=123456789012\tname=me\t"
            "access-key=AKIAMINE000000000000\tsecret-key=very-secret\n"
            "product\tcode=A1\towner=123456789012\n"
            "image\tid=ami-00000001\towner=123456789012\tname=" + EVIL +
            "\tcode=A1\tpermissions=all\n"
            "instance\tid=i-00000001\towner=123456789012\t"
            "image=ami-00000001\tcodes=A1\n")
sys.exit(subprocess.run([SANDBOX, "-s", SEED, sys.executable, __file__,
                         "page"], timeout=200).returncode)
