#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Tests what the pages of ec2-audit-instances and ec2-audit-images contain, and
in which order.  No value may become markup, and the pages may not load external
resources.  If Chromium is installed, the test also loads the pages in
Chromium."""
import calendar
import html.parser
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import xml.dom.minidom

BIN = os.environ["BIN"]
FOLDER = os.path.join(os.environ["TMP"], "audit-page")
EVIL = "<script>alert(1)</script><img src=//x onerror=alert(1)>\"'&amp;"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
TIME = r"20\d\d-\d\d-\d\d \d\d:\d\d"
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
    """Collects the elements with their attributes, the text of each heading,
    and the text of the cells in each row.  Replaces each time in a heading or a
    cell with the word TIME."""

    def __init__(self, text):
        super().__init__()
        self.seen, self.rows, self.headings = [], [], []
        self.texts = None     # the list whose last text grows, or None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.texts = self.rows[-1]
        if tag in ("h1", "h2"):
            self.headings.append("")
            self.texts = self.headings

    def handle_endtag(self, tag):
        if tag in ("td", "th", "h1", "h2"):
            self.texts[-1] = re.sub(TIME, "TIME", self.texts[-1])
            self.texts = None

    def handle_data(self, data):
        if self.texts is not None:
            self.texts[-1] += data


def check_document(name, text):
    reader = Reader(text)
    check(f"{name}: doctype", text[:15], "<!DOCTYPE html>")
    check(f"{name}: the end of the page", text[-8:], "</html>\n")
    check(f"{name}: unexpected elements", {t for t, _ in reader.seen} - {
        "html", "head", "meta", "style", "title", "body", "header", "main",
        "footer", "h1", "h2", "p", "div", "table", "thead", "tbody", "tr",
        "th", "td", "span", "small", "bdi", "time", "ul", "li", "b", "i",
        "dl", "dt", "dd", "figure", "figcaption", "details", "summary",
        "svg", "g", "rect", "line"}, set())
    check(f"{name}: unexpected attributes",
          {a for _, attrs in reader.seen for a in attrs} - {
              "lang", "charset", "http-equiv", "content", "name", "class",
              "scope", "role", "viewbox", "preserveaspectratio",
              "aria-label", "x", "y", "x1", "x2", "y1", "y2", "width",
              "height"}, set())
    style = "".join(re.findall("<style>(.*?)</style>", text, re.S))
    check(f"{name}: external resources",
          [w for w in ("url(", "@import", "http") if w in style], [])
    check(f"{name}: policy", ("meta", {
        "http-equiv": "Content-Security-Policy", "content":
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
        "form-action 'none'"}) in reader.seen, True)
    # With the last rule, a browser also prints the collapsed part of the page.
    for words in ("prefers-color-scheme:dark", "@media print",
                  "max-width:46rem",
                  "details::details-content{content-visibility:visible}"):
        check(f"{name}: the style sheet has {words}", words in style, True)
    return reader


def chart(text):
    """Checks that the SVG drawing is well-formed, has a description in words,
    and has bars of the right height."""
    svg = re.search("<svg.*?</svg>", text, re.S).group(0)
    top = xml.dom.minidom.parseString(svg).documentElement
    check("chart: description", top.getAttribute("aria-label"),
          "30 runs: confirmed at most 4, not confirmed or gone or could not "
          "tell at most 4")
    titles = [re.sub(TIME, "TIME", t.firstChild.data)
              for t in top.getElementsByTagName("title")]
    check("chart: titles", (len(titles), titles[0], titles[-1]), (
        30, "TIME: 4 confirmed, 1 not confirmed or gone, 0 could not tell",
        "TIME: 3 confirmed, 3 not confirmed or gone, 1 could not tell"))
    bars = [(r.getAttribute("class"), float(r.getAttribute("height")))
            for r in top.getElementsByTagName("rect")]
    check("chart: bars", (bars.count(("ok", 54.0)), bars.count(("ok", 40.5)),
                          bars.count(("no", 8.0)), bars.count(("no", 24.0)),
                          bars.count(("dunno", 8.0)), len(bars)),
          (29, 1, 29, 1, 1, 61))
    check("chart: the last bar", [
        [float(r.getAttribute(a)) for a in ("x", "y", "height")]
        for r in top.getElementsByTagName("rect")][-3:],
          [[291, 15.5, 40.5], [291, 76, 24], [291, 68, 8]])
    check("chart: scale", re.findall('<span class="(top|mid|low|end)">(.*?)<',
                                     text),
          [("top", "4"), ("mid", "0"), ("low", "4"), ("end", "0")])


def facts(text):
    return {k: re.sub(TIME, "TIME", v) for k, v in
            re.findall("<dt>(.*?)</dt><dd><bdi>(.*?)</bdi>", text)}


def instances(text):
    reader = check_document("instances", text)
    check("headings of the page", reader.headings, [
        "<Title> & more", "The last 30 runs", "Needs attention 6",
        "By customer account 2"])
    check("first sentence",
          re.search('<p class="lead bad">(.*?)</p>', text).group(1),
          "6 of 8 instances need attention")
    head = ["State", "Instance", "Label", "Account", "Since, UTC"]
    who = "111122223333"
    rows = [[c.replace(" now", "") for c in row] for row in reader.rows]
    check("rows of the tables", rows, [
        head,
        ["\u2717 Lost the code", "i-00000001", EVIL, who, "TIME"],
        ["\u21c4 Changed hands", "i-00000002", "B\u00fcro", who, "TIME"],
        ["\u2717 Gone", "i-0000000a", "", "", "TIME"],
        ["? Could not tell, never could", "x.y", "\ufffd[31m\ufffd", "",
         ""],
        ["No longer in the list", "i-00000006", "sixth", who, "TIME"],
        ["\u2717 Not confirmed", "i-00000003", "", "", rows[6][4]],
        ["Account", "Confirmed", "Not confirmed", "Gone", "Could not tell"],
        [who, "3", "1", "0", "0"], ["unknown", "0", "1", "1", "1"],
        head,
        ["\u2713 Confirmed, new", "i-00000004", "", who, "TIME"],
        ["\u2713 Confirmed", "i-00000005", "\u202egnp.exe", who,
         rows[12][4]]])
    check("times since the changes", (rows[6][4], rows[12][4]),
          ("TIME 3 days", "TIME 1 hour"))
    counts = re.findall(r"<li><b[^>]*>(\d+)</b><span>([a-z ]+)</span></li>",
                        text)
    check("totals by state",
          counts, [("3", "confirmed"), ("2", "not confirmed"),
                   ("1", "gone"), ("1", "could not tell")])
    made = facts(text)
    check("facts about the run",
          (made["Audited"], made["Next run due by"], made["Product code"],
           made["Account"], made["Region"], made["Endpoint"][:17]),
          ("TIME UTC", "TIME UTC", "A1", "999988887777", "us-east-1",
           "http://127.0.0.1:"))
    run = [calendar.timegm(time.strptime(t, "%Y-%m-%d %H:%M")) for t in
           re.findall(f"<bdi>({TIME}) UTC", text)]
    check("seconds to the next run", run[1] - run[0], 168 * 3600)
    check("the collapsed part follows the table", text.index("<details") >
          text.index("Needs attention"), True)


def images(text):
    reader = check_document("images", text)
    check("images: headings", reader.headings, [
        "A1: AMIs", "Needs attention 2"])
    head = ["Verdict", "AMI", "Name", "Codes", "Shared with"]
    check("images: last column", [
        row[5].replace(" now", "") for row in reader.rows],
          ["Since, UTC", "TIME", "TIME", "Since, UTC", "TIME", "TIME"])
    check("images: rows", [row[:5] for row in reader.rows], [
        head,
        ["\u2717 Given away", "ami-00000002", EVIL, "", "everyone"],
        ["\u2717 Another code", "ami-00000003", "b/3", "B2", "5 accounts or ARNs" +
         ", ".join(str(111122223333 + n) for n in range(5))],
        head,
        ["Not shared", "ami-00000001", "b/1", "A1", ""],
        ["Private", "ami-00000004", "b/4", "", ""]])


def browser(name):
    chromium = next((b for b in BROWSERS if shutil.which(b)), None)
    if not chromium:
        print(f"skip audit-page, {name} in a browser: chromium is not "
              "installed")
        return
    with tempfile.TemporaryDirectory() as profile:
        done = subprocess.run(
            [chromium, "--headless", "--no-sandbox", "--disable-gpu",
             "--enable-logging=stderr", f"--user-data-dir={profile}",
             "--dump-dom", "file://" + path(name)],
            capture_output=True, text=True, timeout=120)
    check(f"{name} in a browser: status", done.returncode, 0)
    check(f"{name}: the policy refuses the style sheet",
          "Content Security Policy" in done.stderr, False)
    reader = Reader(done.stdout)
    check(f"{name} in a browser: the label is text",
          any(row[2:3] == [EVIL] for row in reader.rows), True)
    check(f"{name} in a browser: scripts and images", [
        tag for tag, _ in reader.seen if tag in ("script", "img")], [])


def audit(name, *args):
    return subprocess.run([os.path.join(BIN, name), *args],
                          stdout=subprocess.PIPE, text=True, timeout=60)


def first_sentences():
    """Tests the first sentence of the page.  An instance that is no longer in
    the list counts as an instance that needs attention."""
    two, four, five = "i-00000002", "i-00000004", "i-00000005"
    for ids, mood, lead in (
            ([two], "good", "The one instance is confirmed"),
            ([two, four, five], "good", "All 3 instances are confirmed"),
            ([two], "bad", "2 of 3 instances need attention")):
        with open(path("good"), "w") as f:
            f.write("\n".join(ids))
        audit("ec2-audit-instances", "--state", path("good.db"), "A1",
              path("good"), "--html", path("good.html"))
        with open(path("good.html"), encoding="utf-8") as f:
            check(lead, f'<p class="lead {mood}">{lead}</p>' in f.read(), True)


def large_numbers():
    base = sqlite3.connect(path("good.db"))
    base.execute("UPDATE run SET good = 1234567, bad = 999, gone = 1")
    base.commit()
    base.close()
    audit("ec2-audit-instances", "--state", path("good.db"), "A1",
          path("good"), "--html", path("good.html"))
    with open(path("good.html"), encoding="utf-8") as f:
        check("large numbers", re.findall('<span class="(?:top|low)">(.*?)<',
                                          f.read()), ["1,234,567", "1,000"])


def in_sandbox():
    """Runs all tests.  The main page is that of an audit with 35 equal runs and
    then a run with changes."""
    state = path("state")
    args = ["ec2-audit-instances", "--state", state, "A1", path("list")]
    audit(*args)
    base = sqlite3.connect(state)
    base.execute("UPDATE thing SET owner = '444455556666' "
                 "WHERE id = 'i-00000002'")
    # i-00000004 and i-0000000a have no history, and i-00000006 is no longer in
    # the list.
    base.execute("DELETE FROM thing WHERE id IN ('i-00000004', "
                 "'i-0000000a')")
    base.execute("INSERT INTO thing SELECT audit, 'i-00000006', state, "
                 "'111122223333', since, 'sixth', account, region, place, "
                 "detail, 0 FROM thing WHERE id = 'i-00000005'")
    now = int(time.time())
    base.executemany("UPDATE thing SET since = ? WHERE id = ?", [
        (now - 3 * 86400 - 7200, "i-00000003"), (now - 3660, "i-00000005")])
    base.execute("DELETE FROM change")
    base.execute("DELETE FROM run")
    base.executemany(
        "INSERT INTO run (audit, time, status, ms, good, bad, gone, unknown) "
        "VALUES (1, ?, 0, 1, 4, 1, 0, 0)",
        [(1577836800 + n,) for n in range(35)])
    base.commit()
    base.close()
    audit("ec2-terminate-instances", "--wait", "--profile", "customer",
          "i-00000001")
    done = audit(*args, "--html", path("instances.html"), "--title",
                 "<Title> & more", "--every", "168")
    check("status of ec2-audit-instances", done.returncode, 1)
    done = audit("ec2-audit-images", "--state", state, "A1", "--html",
                 path("images.html"))
    check("status of ec2-audit-images", done.returncode, 3)
    with open(path("instances.html"), encoding="utf-8") as f:
        text = f.read()
    instances(text)
    chart(text)
    with open(path("images.html"), encoding="utf-8") as f:
        images(f.read())
    first_sentences()
    large_numbers()
    for name in ("instances.html", "images.html"):
        browser(name)
    for line in failures:
        print("FAILED", line)
    print(f"{checks} checks, {len(failures)} failed")
    sys.exit(1 if failures or not checks else 0)


def start_sandbox():
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
                "location=b/3\tcode=B2\tpermissions=" +
                ",".join(str(111122223333 + n) for n in range(5)) + "\n"
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
    in_sandbox()
sys.exit(start_sandbox())
