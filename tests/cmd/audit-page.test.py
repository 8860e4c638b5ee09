#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""The pages of ec2-audit-instances and ec2-audit-images: what they show and
in which order, that no value is markup, that they need nothing from elsewhere;
in a real browser too where there is one."""
import html.parser
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.dom.minidom

BIN = os.environ["BIN"]
FOLDER = os.path.join(os.environ["TMP"], "audit-page")
EVIL = "<script>alert(1)</script><img src=//x onerror=alert(1)>\"'&amp;"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
TIME = r"20\d\d-\d\d-\d\d \d\d:\d\d:\d\d"
failures = []
checks = 0


def check(what, got, want):
    global checks
    checks += 1
    if got != want:
        failures.append(f"{what}: got {got!r}, want {want!r}")


def path(name):
    return os.path.join(FOLDER, name)


class Reader(html.parser.HTMLParser):
    """Elements with their attributes, the text of each heading, and that of
    each table's cells, times as TIME."""

    def __init__(self, text):
        super().__init__()
        self.seen, self.rows, self.headings, self.inside = [], [], [], None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.inside = self.rows[-1]
        if tag in ("h1", "h2"):
            self.headings.append("")
            self.inside = self.headings

    def handle_endtag(self, tag):
        if tag in ("td", "th", "h1", "h2"):
            self.inside[-1] = re.sub(TIME, "TIME", self.inside[-1])
            self.inside = None

    def handle_data(self, data):
        if self.inside is not None:
            self.inside[-1] += data


def self_contained(name, text):
    reader = Reader(text)
    check(f"{name}: doctype", text[:15], "<!DOCTYPE html>")
    check(f"{name}: ends", text[-8:], "</html>\n")
    check(f"{name}: no element but these", {t for t, _ in reader.seen} - {
        "html", "head", "meta", "style", "title", "body", "h1", "h2", "p",
        "div", "table", "thead", "tbody", "tr", "th", "td", "span", "small",
        "bdi", "time", "ul", "li", "b", "dl", "dt", "dd", "figure",
        "figcaption", "svg", "desc", "text", "rect", "path"}, set())
    check(f"{name}: no attribute but these",
          {a for _, attrs in reader.seen for a in attrs} - {
              "lang", "charset", "http-equiv", "content", "name", "class",
              "scope", "role", "viewbox", "aria-labelledby", "id", "x", "y",
              "text-anchor", "width", "height", "d"}, set())
    style = "".join(re.findall("<style>(.*?)</style>", text, re.S))
    check(f"{name}: nothing from elsewhere",
          [w for w in ("url(", "@import", "http") if w in style], [])
    check(f"{name}: policy", ("meta", {
        "http-equiv": "Content-Security-Policy", "content":
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
        "form-action 'none'"}) in reader.seen, True)
    for words in ("prefers-color-scheme:dark", "@media print",
                  "max-width:46rem"):
        check(f"{name}: {words}", words in style, True)
    return reader


def chart(text):
    """It is well-formed, says in words what it shows, and its bars are as
    high as what they stand for."""
    svg = re.search("<svg.*?</svg>", text, re.S).group(0)
    top = xml.dom.minidom.parseString(svg).documentElement
    check("chart: described by", [
        e.firstChild.data for e in top.childNodes if e.nodeType == 1 and
        e.getAttribute("id") in top.getAttribute("aria-labelledby").split()],
        ["Instances confirmed, and not confirmed or gone, by run",
         re.search("<desc [^>]*>(.*?)</desc>", svg).group(1)])
    desc = re.sub(TIME, "TIME", re.search("<desc.*?>(.*)</", svg).group(1))
    check("chart: in words", desc, "30 runs from TIME to TIME. Confirmed: "
          "3 at last, 4 at most. Not confirmed or gone: 3 at last, "
          "3 at most.")
    bars = [(r.getAttribute("class"), float(r.getAttribute("height")))
            for r in top.getElementsByTagName("rect")]
    check("chart: bars", (bars.count(("ok", 62.0)), bars.count(("ok", 46.5)),
                          bars.count(("no", 12.0)), bars.count(("no", 36.0)),
                          len(bars)), (29, 1, 29, 1, 60))


def instances(text):
    reader = self_contained("instances", text)
    check("headings", reader.headings, [
        "A1: 5 of 7 instances need attention", "Needs attention 5",
        "The last 30 runs", "Confirmed 2", "How this was made"])
    head = ["State", "Instance", "Label", "Account", "Since, UTC"]
    who = "111122223333"
    check("rows", reader.rows, [
        head,
        ["\u2717 Lost the code in this run", "i-00000001", EVIL, who, "TIME"],
        ["\u21c4 Changed hands in this run", "i-00000002", "B\u00fcro", who,
         "TIME"],
        ["\u2717 Gone in this run", "i-0000000a", "", "", "TIME"],
        ["? Could not tell never could", "x.y", "\\x1B[31m\\xFF", "", ""],
        ["\u2717 Not confirmed", "i-00000003", "", "", "TIME"],
        head,
        ["\u2713 Confirmed new", "i-00000004", "", who, "TIME"],
        ["\u2713 Confirmed", "i-00000005", "\u202egnp.exe", who, "TIME"]])
    counts = re.findall(r"<li><b[^>]*>(\d+)</b>([a-z ]+)</li>", text)
    check("counts", counts, [("3", "confirmed"), ("2", "not confirmed"),
                             ("1", "gone"), ("1", "could not tell")])
    made = dict(re.findall("<dt>(.*?)</dt><dd><bdi>(.*?)</bdi>", text))
    check("made", (made["Account"], made["Credentials"], made["Region"],
                   made["By"][:20], made["Endpoint"][:17]),
          ("999988887777", "environment (AWS_ACCESS_KEY_ID)", "us-east-1",
           "ec2-audit-instances ", "http://127.0.0.1:"))
    check("made when", bool(re.fullmatch(TIME + " UTC", made["Made"])), True)


def images(text):
    reader = self_contained("images", text)
    check("images: headings", reader.headings, [
        "A1: 2 of 4 AMIs need attention", "Needs attention 2",
        "The others 2", "How this was made"])
    head = ["Verdict", "AMI", "Name", "Codes", "Shared with"]
    check("images: rows", reader.rows, [
        head,
        ["\u2717 Given away", "ami-00000002", EVIL, "", "everyone"],
        ["\u2717 Another code", "ami-00000003", "b/3", "B2", "111122223333"],
        head,
        ["Not shared yet", "ami-00000001", "b/1", "A1", ""],
        ["Private", "ami-00000004", "b/4", "", ""]])


def browser(name):
    found = next((b for b in BROWSERS if shutil.which(b)), None)
    if not found:
        print(f"skip audit-page, {name} in a browser: chromium is not "
              "installed")
        return
    with tempfile.TemporaryDirectory() as profile:
        done = subprocess.run(
            [found, "--headless", "--no-sandbox", "--disable-gpu",
             "--enable-logging=stderr", f"--user-data-dir={profile}",
             "--dump-dom", "file://" + path(name)],
            capture_output=True, text=True, timeout=120)
    check(f"{name} in a browser", done.returncode, 0)
    check(f"{name}: its policy lets its style through",
          "Content Security Policy" in done.stderr, False)
    reader = Reader(done.stdout)
    check(f"{name} in a browser: a value as text",
          any(row[2:3] == [EVIL] for row in reader.rows), True)
    check(f"{name} in a browser: no script", [
        tag for tag, _ in reader.seen if tag in ("script", "img")], [])


def audit(name, *args):
    return subprocess.run([os.path.join(BIN, name), *args],
                          stdout=subprocess.PIPE, text=True, timeout=60)


def inside():
    """A first run, made into thirty, and one in which things change."""
    state = path("state")
    args = ["ec2-audit-instances", "--state", state, "A1", path("list")]
    audit(*args)
    with open(state) as f:
        lines = f.read().replace("i-00000002\ttrue\t111122223333",
                                 "i-00000002\ttrue\t444455556666")
    # One that was there, and the newest one not yet.
    lines = re.sub("#run\t.*", "", lines)
    lines = [line for line in lines.split("\n") if line and
             not line.startswith(("i-00000004", "i-0000000a"))]
    head = lines[0].split("\t")
    head[5] = "4"
    runs = [f"#run\t{n:09}\t2020-01-01T00:00:{n:02}Z\t4\t1\t0\t0"
            for n in range(1, 36)]
    with open(state, "w") as f:
        f.write("\n".join(["\t".join(head), *runs, *lines[1:]]) + "\n")
    audit("ec2-terminate-instances", "--profile", "customer", "i-00000001")
    done = audit(*args, "--html", path("instances.html"))
    check("status", done.returncode, 1)
    done = audit("ec2-audit-images", "A1", "--html", path("images.html"))
    check("status of images", done.returncode, 3)
    with open(path("instances.html"), encoding="utf-8") as f:
        text = f.read()
    instances(text)
    chart(text)
    with open(path("images.html"), encoding="utf-8") as f:
        images(f.read())
    for name in ("instances.html", "images.html"):
        browser(name)
    for line in failures:
        print("FAILED", line)
    print(f"{checks} checks, {len(failures)} failed")
    sys.exit(1 if failures or not checks else 0)


def outside():
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.mkdir(FOLDER)
    with open(path("seed"), "w") as f:
        f.write("account\tid=999988887777\tname=seller\t"
                "access-key=AKIASANDBOXSELLER000\t"
                "secret-key=sandbox-seller-secret-not-a-real-one\n"
                "account\tid=111122223333\tname=customer\t"
                "access-key=AKIASANDBOXCUSTOMER0\t"
                "secret-key=sandbox-customer-secret-not-a-real-one\n"
                "account\tid=444455556666\tname=other\n"
                "product\tcode=A1\towner=999988887777\n"
                "product\tcode=B2\towner=444455556666\n"
                "image\tid=ami-00000001\towner=999988887777\tname=1\t"
                "location=b/1\tcode=A1\n"
                "image\tid=ami-00000002\towner=999988887777\tname=2\t"
                f"location={EVIL}\tpermissions=all\n"
                "image\tid=ami-00000003\towner=999988887777\tname=3\t"
                "location=b/3\tcode=B2\tpermissions=111122223333\n"
                "image\tid=ami-00000004\towner=999988887777\tname=4\t"
                "location=b/4\n")
        for one in (1, 2, 3, 4, 5):
            f.write(f"instance\tid=i-0000000{one}\towner=111122223333\t"
                    "image=ami-00000001" +
                    ("\tcodes=A1\n" if one != 3 else "\n"))
    with open(path("list"), "wb") as f:
        f.write(f"i-00000001 {EVIL}\ni-00000002 B\u00fcro\ni-00000003\n"
                "i-00000004\ni-00000005 \u202egnp.exe\ni-0000000a\n".encode() +
                b"x.y \x1b[31m\xff\n")
    return subprocess.run(
        [os.path.join(BIN, "ec2-sandbox"), "-s", path("seed"),
         sys.executable, __file__, "page"], timeout=200).returncode


if len(sys.argv) > 1:
    inside()
sys.exit(outside())
