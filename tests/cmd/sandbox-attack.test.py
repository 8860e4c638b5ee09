#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Attacks ec2-sandbox with forged signatures, malformed forms, and SQL and
markup in every parameter of every action.  Sends requests that are too large or
too slow, or two requests in one, and opens ten thousand idle connections.  The
sandbox must keep running, answer other clients and use little memory.
Afterwards, only the attacker's own account may have new resources."""
import base64
import datetime
import errno
import glob
import hashlib
import hmac
import os
import re
import resource
import shlex
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
import xml.etree.ElementTree

SANDBOX = os.path.join(os.environ["BIN"], "ec2-sandbox")
DATABASE = os.path.join(os.environ["TMP"], "state.db")
SELLER = ("AKIASANDBOXSELLER000", "sandbox-seller-secret-not-a-real-one")
STRANGER = ("AKIASANDBOXSTRANGER0", "sandbox-stranger-secret-not-a-real-one")
VERSION = "2016-11-15"
IDLE = 10000
PATIENCE, LIMIT = 12, 40    # minimum and maximum seconds of a slow connection
MEMORY_MAX = 128 * 1024     # KiB, without a sanitizer
failures = []
checks = 0


def check(what, got, want):
    global checks
    checks += 1
    if got != want:
        failures.append(f"{what}: got {got!r:.300}, want {want!r:.300}")


class Reply:
    """All bytes that the sandbox sent, and the parts of the first reply."""
    def __init__(self, data):
        self.data = data
        status = re.search(rb"HTTP/1\.[01] (\d{3}) ", data)
        self.status = int(status.group(1)) if status else 0
        self.body = data.partition(b"\r\n\r\n")[2]
        found = re.search(rb"<Code>(.*?)</Code>", self.body)
        self.code = found.group(1).decode() if found else ""

    def answer(self):
        return self.code, self.status


def connect(address):
    s = socket.create_connection(address, 20)
    s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return s


def receive(s, length=True):
    """Reads one reply, as long as its Content-Length says.  If LENGTH is false,
    reads until the sandbox closes the connection."""
    data = b""
    try:
        while True:
            head, end, body = data.partition(b"\r\n\r\n")
            size = re.search(rb"(?i)\ncontent-length: (\d+)", head)
            if length and end and size and len(body) >= int(size[1]):
                break
            more = s.recv(65536)
            if not more:
                break
            data += more
    except ConnectionError:
        pass
    except TimeoutError:
        return Reply(b"HTTP/1.1 000 timed out\r\n\r\n")
    return Reply(data)


def exchange(address, data, length=True):
    with connect(address) as s:
        try:
            s.sendall(data)
            if not length:
                s.shutdown(socket.SHUT_WR)
        except OSError as e:
            # After a reset, shutdown fails with ENOTCONN.
            if not isinstance(e, ConnectionError) and e.errno != errno.ENOTCONN:
                raise
        return receive(s, length)


def request(method, target, headers, body=b""):
    if isinstance(body, str):
        body = body.encode()
    lines = [f"{method} {target} HTTP/1.1"]
    lines += [f"{k}: {v}" for k, v in headers if v is not None]
    if body or method == "POST":
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def quote(text):
    return urllib.parse.quote(text, safe="-_.~")


def form(params):
    return "&".join(f"{quote(k)}={quote(v)}" for k, v in params)


def mac(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def signed(params, who=STRANGER, shift=0, host=None, names="host;x-amz-date",
           scope="us-east-1/ec2/aws4_request", day=None, date="X-Amz-Date"):
    """Returns the headers and the body of a request with signature version
    4."""
    body = params if isinstance(params, str) else form(params)
    now = (datetime.datetime.now(datetime.timezone.utc)
           + datetime.timedelta(seconds=shift)).strftime("%Y%m%dT%H%M%SZ")
    host = host or HOST
    day = day or now[:8]
    values = {"host": host, date.lower(): now}
    canonical = "\n".join(
        ["POST", "/", ""]
        + [f"{n}:{values.get(n, '')}" for n in names.split(";")]
        + ["", names, hashlib.sha256(body.encode()).hexdigest()])
    string = "\n".join(["AWS4-HMAC-SHA256", now, f"{day}/{scope}",
                        hashlib.sha256(canonical.encode()).hexdigest()])
    key = ("AWS4" + who[1]).encode()
    for part in [day] + scope.split("/"):
        key = mac(key, part)
    authorization = (
        f"AWS4-HMAC-SHA256 Credential={who[0]}/{day}/{scope}, "
        f"SignedHeaders={names}, Signature={mac(key, string).hex()}")
    return [("Host", host), (date, now), ("Authorization", authorization)], \
        body


def post(headers, body):
    return exchange(API, request("POST", "/", headers, body))


def changed(headers, **change):
    return [(k, change.get(k.replace("-", "_"), v)) for k, v in headers]


def version_2(params, who=SELLER, shift=0, method="HmacSHA256", stamp=True,
              **change):
    moment = (datetime.datetime.now(datetime.timezone.utc)
              + datetime.timedelta(seconds=shift))
    all_ = dict(params, AWSAccessKeyId=who[0], SignatureVersion="2",
                SignatureMethod=method)
    if stamp:
        all_["Timestamp"] = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    all_.update(change)
    query = form(sorted(all_.items()))
    digest = hashlib.sha1 if method == "HmacSHA1" else hashlib.sha256
    raw = hmac.new(who[1].encode(), f"POST\n{HOST}\n/\n{query}".encode(),
                   digest).digest()
    return query + "&Signature=" + quote(base64.b64encode(raw).decode())


# The request FORBIDDEN would share an image of the seller, so it must not
# succeed.  Every account may send the request READ.

FORBIDDEN = [("Action", "ModifyImageAttribute"), ("Version", VERSION),
             ("ImageId", "ami-5bae4b32"),
             ("LaunchPermission.Add.1.Group", "all")]
READ = [("Action", "DescribeRegions"), ("Version", VERSION)]


def refused(what, reply, codes=None):
    check(f"{what}: refused", reply.status in (400, 401, 403)
          and b"<return>true" not in reply.data, True)
    if codes:
        check(f"{what}: code", reply.code in codes.split(), True)


def forged_v4():
    mismatch = "SignatureDoesNotMatch"
    headers, body = signed(FORBIDDEN, SELLER)
    good = dict(headers)["Authorization"]
    check("a signed read", post(*signed(READ)).answer(), ("", 200))
    check("a repeated signed read", post(*signed(READ)).answer(), ("", 200))
    refused("another secret",
            post(*signed(FORBIDDEN, (SELLER[0], "x"))), mismatch)
    refused("the stranger's secret", post(*signed(
        FORBIDDEN, (SELLER[0], STRANGER[1]))), mismatch)
    refused("the stranger's keys", post(*signed(FORBIDDEN)),
            "AuthFailure InvalidAMIID.NotFound")
    refused("an unknown key",
            post(*signed(FORBIDDEN, ("AKIANOBODY0000000000", "x"))),
            "AuthFailure")
    for what, key in (("SQL", "' OR '1'='1"), ("a union", "x' UNION SELECT "
                      "id,access_key,secret_key FROM account --"),
                      ("a pattern", "AKIA%"), ("a glob", "AKIA*"),
                      ("a long key", "A" * 30000)):
        refused(f"a key that is {what}", post(*signed(FORBIDDEN, (key, "x"))))
    signature = good[-64:]
    for what, altered in (
            ("64 zeros", "0" * 64), ("capitals", signature.upper()),
            ("63 digits", signature[:63]), ("no digits", ""),
            ("65 digits", signature + "0"), ("spaces", " " * 64),
            ("a wrong last digit", signature[:-1] + ("1" if signature[-1] == "0"
                                                     else "0"))):
        if altered != signature:
            refused(f"a signature of {what}", post(changed(
                headers, Authorization=good[:-64] + altered), body))
    for what, altered in (
            ("no algorithm", good.replace("AWS4-HMAC-SHA256 ", "")),
            ("another algorithm", good.replace("SHA256 ", "SHA1 ")),
            ("the algorithm NONE", "AWS4-HMAC-NONE " + good.partition(" ")[2]),
            ("Basic", "Basic " + base64.b64encode(b"a:b").decode()),
            ("Bearer", "Bearer " + signature), ("an empty value", ""),
            ("commas", "AWS4-HMAC-SHA256 " + "," * 30000),
            ("slashes", good.replace("/us-east-1", "/" * 1000)),
            ("many headers", good.replace("host;", "host;" * 3000))):
        refused(f"Authorization: {what}", post(changed(
            headers, Authorization=altered), body))
    refused("no Authorization", post(headers[:2], body))
    other = signed(FORBIDDEN, STRANGER)[0][2]
    refused("two Authorization headers", post(
        headers[:2] + [other, ("Authorization", good[:-64] + "0" * 64)],
        body), "IncompleteSignature")
    refused("a valid Authorization header, twice",
            post(headers + headers[2:], body), "IncompleteSignature")
    for what, args in (
            ("another region", {"scope": "eu-west-1/ec2/aws4_request"}),
            ("another service", {"scope": "us-east-1/iam/aws4_request"}),
            ("another scope terminator", {"scope": "us-east-1/ec2/aws4_wish"}),
            ("another day", {"day": "20200101"}),
            ("an empty day", {"day": " "}),
            ("no signed host", {"names": "x-amz-date"}),
            ("no signed date", {"names": "host"}),
            ("a signed header that is missing", {
                "names": "host;x-amz-date;x-not-there"}),
            ("no signed headers", {"names": ""})):
        refused(what, post(*signed(FORBIDDEN, SELLER, **args)))
    for shift in (-16 * 60, 16 * 60, -10 ** 8, 10 ** 9):
        refused(f"a date that is {shift} s off",
                post(*signed(FORBIDDEN, SELLER, shift=shift)), "RequestExpired")
    stale, body = signed(FORBIDDEN, SELLER, shift=-3600)
    refused("an old request with today's date", post(changed(
        stale, X_Amz_Date=dict(headers)["X-Amz-Date"]), body))
    refused("an old request with a second date", post(
        stale + [("X-Amz-Date", dict(headers)["X-Amz-Date"])], body))
    for date in ("", "today", "99999999T999999Z", "20261332T256161Z",
                 "\u0662" * 8, "0" * 5000):
        refused(f"date {date:.20}", post(changed(headers, X_Amz_Date=date),
                                         body))
    refused("a session token", post(
        headers + [("X-Amz-Security-Token", "x")], body),
        "AuthFailure")
    look, body = signed(READ, SELLER)
    refused("another body", post(look, form(FORBIDDEN)), mismatch)
    refused("a longer body", post(look, body + "&DryRun=true"), mismatch)
    refused("another path", exchange(API, request(
        "POST", "/x", look, body)), mismatch)
    refused("an added query", exchange(API, request(
        "POST", "/?" + form(FORBIDDEN[2:]), look, body)), mismatch)
    refused("GET in place of POST", exchange(API, request(
        "GET", "/?" + body, look)), mismatch)
    refused("another host", post(changed(look, Host="localhost"), body),
            mismatch)
    refused("two hosts", post([("Host", "evil")] + look, body))
    query = ("X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
             f"{quote(good.split('=')[1].split(',')[0])}&X-Amz-Date="
             f"{dict(headers)['X-Amz-Date']}&X-Amz-Expires=86400&"
             f"X-Amz-SignedHeaders=host&X-Amz-Signature={signature}&")
    refused("a signature in the query", exchange(API, request(
        "GET", "/?" + query + form(FORBIDDEN), [("Host", HOST)])), mismatch)
    for what, query in (
            ("zeros", query.replace(signature, "0" * 64)),
            ("an expiry of 31 years", query.replace("86400", "999999999")),
            ("an old date", query.replace(dict(headers)["X-Amz-Date"],
                                          "20200101T000000Z")),
            ("an unknown key", query.replace("AKIA", "BKIA")),
            ("no signed headers", query.replace("=host&", "=&"))):
        refused(f"a signature in the query, {what}", exchange(API, request(
            "GET", "/?" + query + form(FORBIDDEN), [("Host", HOST)])))


def forged_v2():
    host = [("Host", HOST)]
    wish, look = dict(FORBIDDEN), dict(READ)
    check("version 2", post(host, version_2(look)).answer(), ("", 200))
    good = version_2(wish)
    unsigned = good.partition("&Signature=")[0]
    for what, body in (
            ("another secret", version_2(wish, (SELLER[0], "x"))),
            ("an unknown key", version_2(wish, ("AKIANOBODY", "x"))),
            ("a key that is SQL", version_2(wish, ("' OR 1=1 --", "x"))),
            ("no signature",
             unsigned), ("an empty signature", unsigned + "&Signature="),
            ("a wrong signature", unsigned + "&Signature=" + "A" * 43 + "%3D"),
            ("a truncated signature",
             good[:-8]), ("a parameter more", good + "&DryRun=false"),
            ("another image", good.replace("5bae4b32", "6ba54002")),
            ("two signatures", good + "&Signature=x"),
            ("no timestamp", version_2(wish, stamp=False)),
            ("a timestamp and an expiry",
             version_2(wish, Expires="2099-01-01T00:00:00Z")),
            ("expired", version_2(wish, stamp=False,
                                  Expires="2020-01-01T00:00:00Z")),
            ("a timestamp too old", version_2(wish, shift=-16 * 60)),
            ("a timestamp in the future", version_2(wish, shift=16 * 60)),
            ("a malformed timestamp",
             version_2(wish, stamp=False, Timestamp="x")),
            ("MD5", version_2(wish, method="HmacMD5")),
            ("version 1", version_2(wish, SignatureVersion="1")),
            ("version 0", version_2(wish, SignatureVersion="0")),
            ("an empty signature version",
             version_2(wish, SignatureVersion="")),
            ("a session token", version_2(wish, SecurityToken="x")),
            ("the stranger's keys", version_2(wish, STRANGER))):
        refused(f"version 2, {what}", post(host, body))
    refused("version 2, another host", post([("Host", "evil")], good))
    refused("version 2, in a query", exchange(API, request(
        "GET", "/?" + good, host)))
    refused("version 2, within version 4", post(
        host + [("Authorization", "AWS4-HMAC-SHA256 x")], good))


def malformed():
    for what, body in (
            ("% at the end", "Action=%"), ("% with one digit", "Action=%4"),
            ("% with letters", "%zz=1"), ("a NUL", "Action=a%00b"),
            ("a NUL in a name", "a%00b=1"), ("not UTF-8", "A=%ff"),
            ("overlong UTF-8", "A=%c0%af"), ("a surrogate", "A=%ed%a0%80"),
            ("over U+10FFFF",
             "A=%f4%90%80%80"), ("a control character", "A=%1b[31m"),
            ("half a character", "A=%e6%97"), ("a name twice", "A=1&A=1"),
            ("a name twice, encoded", "A=1&%41=2"),
            ("8193 parameters", "&".join(f"A{i}=1" for i in range(8193)))):
        check(f"form: {what}", post([("Host", HOST)], body).answer(),
              ("MalformedQueryString", 400))
    for body in (b"Action=\xff\xfe", b"\x00", b"Action=\x1b"):
        check(f"form: {body}", exchange(API, request(
            "POST", "/", [("Host", HOST)], body)).answer(),
            ("MalformedQueryString", 400))
    for body in ("", "=", "&&&&", "=&=", "a" * 1000000, "a=" + "%41" * 300000,
                 "." * 100000, "Action=", "action=DescribeImages"):
        reply = post([("Host", HOST)], body)
        check(f"form: {body:.20}", reply.status in (400, 403), True)
    for name in ("Filter.-1.Name", "Filter.01.Name",
                 "Filter.999999999.Name", "Filter.4294967297.Name",
                 "Filter.18446744073709551617.Name", "Filter..Name",
                 "Filter.1.Name.1", "Filter.1.Value.99999999999999999999",
                 "Filter.N.Name", "Filter.1e3.Name", "Filter.1",
                 "ImageId.", "ImageId.\u0661", "ImageId.1.1",
                 "Filter.1.Value." + "1." * 5000, "x" * 100000):
        reply = post(*signed([("Action", "DescribeImages"),
                              ("Version", VERSION), (name, "name")]))
        check(f"the parameter {name:.40}",
              reply.answer(), ("UnknownParameter", 400))
    for what, params, code in (
            ("a filter without a value", [("Filter.999999.Name", "name")],
             "InvalidParameterValue"),
            ("a filter without a name", [("Filter.7.Value.1", "x")],
             "InvalidParameterValue"),
            ("a filter with 8000 values", [("Filter.1.Name", "name")] + [
                (f"Filter.1.Value.{i}", "x") for i in range(1, 8000)],
             "FilterLimitExceeded"),
            ("a malformed page token", [("NextToken", "Li4vLi4v" * 1000)],
             "InvalidNextToken"),
            ("a page size of 50 digits",
             [("MaxResults", "9" * 50)], "InvalidParameterValue")):
        check(what, post(*signed([("Action", "DescribeImages"),
                                  ("Version", VERSION)] + params)).answer(),
              (code, 400))
    patterns = [(f"Filter.{i}.Name", "name") for i in range(1, 10)]
    patterns += [(f"Filter.{i}.Value.1", "*a" * 20000 + "b")
                 for i in range(1, 10)]
    began = time.monotonic()
    check("patterns with many stars",
          post(*signed([("Action", "DescribeImages"),
                        ("Version", VERSION)] + patterns)).status, 200)
    check("patterns with many stars, within 5 s",
          time.monotonic() - began < 5, True)


def read(*names):
    return "".join(open(name, encoding="utf-8").read()
                   for name in sorted(names))


def parameter_names(text):
    """Returns the names of parameters in the C source of a table, without their
    prefixes, values and defaults."""
    text = re.sub(r'"\s+"', "", text)
    return [re.sub(r"^[!?#@]+|[:=].*", "", name)
            for name in re.findall(r'"([^"]+)"', text)]


def parameters():
    """Returns each action with its parameters, from the sandbox's own
    tables."""
    source = "".join(subprocess.run(
        [os.environ.get("CC", "cc"), "-E", "-P", "-D_GNU_SOURCE", "-Ilib",
         "-Icmd/sandbox", name], capture_output=True, text=True,
        check=True).stdout for name in glob.glob("cmd/sandbox/actions/*.c"))
    kinds = {}
    for name, body in re.findall(
            r"^const struct kind (\w+) = \{(.*?)^\};",
            read(*glob.glob("cmd/sandbox/kinds/*.c")), re.S | re.M):
        kinds[name] = dict(re.findall(
            r'\.(parameter|other|owners|users) = "([\w.]+)"', body))
    lists = {what: parameter_names(text) for what, text in re.findall(
        r"\*const given_(\w+)\[\] = \{(.*?)\}", source, re.S)}
    selectors = ["Filter.N.Name", "Filter.N.Value.N", "MaxResults",
                 "NextToken"]
    table = {}
    for body in re.split(r'\.name = (?=")|\{ (?="Desc\w+", \.shows)', source):
        action = re.match(r'"([A-Z]\w+)",', body)
        if not action:
            continue
        names = table[action[1]] = []
        body = body.partition("_actions[] =")[0]
        for pattern in (r"\.takes = \{(.*?)\},",
                        r"\.lists = \(\(const char \*const\[\]\)\{(.*?)\}\)"):
            for text in re.findall(pattern, body, re.S):
                names += set(parameter_names(text)) - {"Version"}
        for how, kind in re.findall(r"\.(kind|shows) = &(\w+)", body):
            names += [name + ".N" * (how == "shows" and "." not in name)
                      for name in kinds[kind].values()]
            names += selectors if how == "shows" else ()
        names += lists["tags"] if ".makes" in body else ()
        names += lists["devices"] if ".has_devices" in body else ()
        names += ("Attribute",) if ".attributes" in body else ()
    return table


# For some actions: parameters of the stranger's requests.  All ids are of
# resources that exist.
BASE = {
    "DescribeImageAttribute": {"ImageId": "ami-1dd85564",
                               "Attribute": "launchPermission"},
    "DescribeInstanceAttribute": {"InstanceId": "i-2b64a93e",
                                  "Attribute": "userData"},
    "ModifyImageAttribute": {"ImageId": "ami-4ca33a25"},
    "ResetImageAttribute": {"ImageId": "ami-4ca33a25",
                            "Attribute": "launchPermission"},
    "ConfirmProductInstance": {"ProductCode": "774F4FF8",
                               "InstanceId": "i-10a64379"},
    "CreateKeyPair": {"KeyType": "ed25519"},
    "DeregisterImage": {"ImageId": "ami-5bae4b32"},
    "RegisterImage": {"ImageLocation": "b/x.manifest.xml"},
    "RunInstances": {"ImageId": "ami-1dd85564", "MinCount": "1",
                     "MaxCount": "1"},
}
HOSTILE = [
    "' OR '1'='1", "'; DROP TABLE image; --", "\"; DELETE FROM instance; --",
    "x'); UPDATE launch_permission SET value='all'; --",
    "%' UNION SELECT id || access_key || secret_key FROM account --",
    "<script>alert(1)</script>", "]]></Message></Error><x a='",
    "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>&x;",
    "\r\nX-Injected: 1\r\n\r\n", "../../../../etc/passwd", "-1",
    "99999999999999999999", "%n%n%s%s", "\u202e\u65e5\U0001f600", " ",
    "", "A" * 40000,
]


def every_parameter():
    table = parameters()
    named = re.search(r"supports the actions (.*?), in the", read(
        "man/ec2-sandbox.1").replace("\n", " ")).group(1)
    check("actions only in cmd/sandbox/actions/ or only in man/ec2-sandbox.1",
          sorted(set(table) ^ set(re.split(r",? and |, ", named))), [])
    answered = 0
    with connect(API) as s:
        for action, names in table.items():
            for n, name in enumerate(names):
                for m, value in enumerate(HOSTILE):
                    params = dict(BASE.get(action, {}))
                    if action == "RegisterImage":
                        params["Name"] = f"image {n} {m}"
                    if name.startswith("Filter.") and "Value" in name:
                        params["Filter.1.Name"] = "name"
                    params[re.sub(r"\bN\b", "1", name)] = value
                    headers, body = signed(
                        [("Action", action), ("Version", VERSION)]
                        + list(params.items()))
                    s.sendall(request("POST", "/", headers, body))
                    reply = receive(s)
                    answered += check_reply(
                        f"{action} {name} {value:.40}", reply)
    check("number of answers", answered, len(HOSTILE)
          * sum(len(names) for names in table.values()))
    return answered


def check_reply(what, reply):
    """Checks that an answer is well-formed and reveals no secret."""
    ok = reply.status in (200, 400, 401, 403, 412)
    try:
        root = xml.etree.ElementTree.fromstring(reply.body)
        ok = ok and b"-secret-" not in reply.data
        ok = ok and not [e for e in root.iter() if e.tag.endswith("script")]
        ok = ok and b"root:" not in reply.data
        ok = ok and b"\nX-Injected" not in reply.data.partition(
            b"\r\n\r\n")[0]
    except xml.etree.ElementTree.ParseError:
        ok = False
    check(what, ok or reply.data, True)
    return ok


def page():
    """The page shows the text of requests as text, never as markup."""
    post([("Host", HOST)], "Action=%3Cscript%3Ealert(1)%3C/script%3E")
    reply = exchange(API, request("GET", "/", [("Host", HOST)]))
    check("a script in the text of the page",
          (reply.status, b"<script>alert" in reply.data,
           b"&lt;script&gt;alert" in reply.data,
           b"-secret-" in reply.data), (200, False, True, False))
    for host in ("evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil",
                 "evil:8773", "localhost.evil", "[::2]", "", "0x7f.1.evil",
                 "127.0.0.1, evil", "<b>"):
        check(f"the page for {host}", exchange(API, request(
            "GET", "/", [("Host", host)])).status in (400, 403), True)
    check("the page for two Host headers", exchange(API, request(
        "GET", "/", [("Host", HOST), ("Host", "evil")])).status in (400, 403),
          True)


def wire():
    """Sends HTTP that is malformed or too long, or that some servers read as
    two requests."""
    host = f"Host: {HOST}\r\n"
    inner = f"POST /smuggled HTTP/1.1\r\n{host}Content-Length: 0\r\n\r\n"
    for what, head, body in (
            ("Content-Length, then chunked", "Content-Length: 6\r\n"
             "Transfer-Encoding: chunked\r\n", "0\r\n\r\nX" + inner),
            ("chunked, then Content-Length", "Transfer-Encoding: chunked\r\n"
             f"Content-Length: {len(inner) + 5}\r\n", "0\r\n\r\n" + inner),
            ("two Content-Length headers",
             "Content-Length: 0\r\nContent-Length: "
             f"{len(inner)}\r\n", inner),
            ("a list of lengths", f"Content-Length: 0, {len(inner)}\r\n",
             inner),
            ("a length with a sign", "Content-Length: +0\r\n", inner),
            ("a negative length", "Content-Length: -1\r\n", inner),
            ("a huge length", "Content-Length: 18446744073709551617\r\n",
             inner),
            ("two transfer codings", "Transfer-Encoding: identity, chunked\r\n",
             "0\r\n\r\n" + inner),
            ("an unknown transfer coding", "Transfer-Encoding: xchunked\r\n",
             "0\r\n\r\n" + inner),
            ("a space before the colon", "Transfer-Encoding : chunked\r\n",
             "0\r\n\r\n" + inner),
            ("a tab before the coding", "Transfer-Encoding:\tchunked\r\n"
             "Content-Length: 3\r\n", "0\r\n\r\n" + inner),
            ("a bad chunk", "Transfer-Encoding: chunked\r\n",
             "zz\r\nab\r\n0\r\n\r\n" + inner),
            ("a huge chunk", "Transfer-Encoding: chunked\r\n",
             "ffffffffffffffff1\r\nab\r\n0\r\n\r\n" + inner)):
        reply = exchange(API, f"POST / HTTP/1.1\r\n{host}{head}\r\n{body}"
                         .encode(), length=False)
        # When libmicrohttpd itself refuses a request, it sends the head twice.
        # So the test counts a header that only the sandbox sends.
        check(f"wire: {what}", (reply.data.count(b"x-amzn-RequestId") <= 1,
                                reply.status in (0, 400, 403, 413)),
              (True, True))
    for what, data in (
            ("no Host", "GET / HTTP/1.1\r\n\r\n"),
            ("HTTP/1.0, no Host", "GET / HTTP/1.0\r\n\r\n"),
            ("nonsense", "\x00\x01\x02\r\n\r\n"), ("TLS", "\x16\x03\x01\x02"),
            ("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
            ("a long line", f"GET /{'a' * 300000} HTTP/1.1\r\n{host}\r\n"),
            ("a long header", f"GET / HTTP/1.1\r\n{host}X: {'a' * 300000}"
             "\r\n\r\n"),
            ("a long head", f"GET / HTTP/1.1\r\n{host}"
             f"{'X: ' + 'a' * 900 + chr(13) + chr(10)}" * 80 + "\r\n"),
            ("many headers", f"GET /x HTTP/1.1\r\n{host}"
             + "a:\r\n" * 12000 + "\r\n"),
            ("TRACE", f"TRACE / HTTP/1.1\r\n{host}\r\n"),
            ("CONNECT", f"CONNECT a:1 HTTP/1.1\r\n{host}\r\n"),
            ("PUT", f"PUT / HTTP/1.1\r\n{host}Content-Length: 0\r\n\r\n"),
            ("a long method", f"{'G' * 9000} / HTTP/1.1\r\n{host}\r\n")):
        reply = exchange(API, data.encode("latin-1"), length=False)
        check(f"wire: {what}", reply.status != 200, True)
    check("repeated headers", exchange(API, (
        f"POST / HTTP/1.1\r\n{host}" + "a: b\r\n" * 2000
        + "Content-Length: 0\r\n\r\n").encode()).answer(),
        ("RequestHeaderFieldsTooLarge", 431))
    check("a Content-Length of 10^12", exchange(API, (
        f"POST / HTTP/1.1\r\n{host}Content-Length: 1000000000000\r\n\r\n")
        .encode()).answer(), ("RequestEntityTooLarge", 413))
    endless_chunks(host)


def endless_chunks(host):
    """Sends chunks until the sandbox closes the connection."""
    chunk = b"100000\r\n" + b"a" * 0x100000 + b"\r\n"
    with connect(API) as s:
        s.sendall(f"POST / HTTP/1.1\r\n{host}Transfer-Encoding: chunked\r\n"
                  "\r\n".encode())
        sent = 0
        try:
            while sent < 64:
                s.sendall(chunk)
                sent += 1
        except OSError:
            pass
        check("the sandbox ends endless chunks", sent < 40, True)


def metadata():
    def ask(method, path, *headers, host=None):
        return exchange(METADATA, request(
            method, path, [("Host", host or METADATA_HOST), *headers]))

    ttl = "X-aws-ec2-metadata-token-ttl-seconds"
    token = "X-aws-ec2-metadata-token"
    item = "/latest/meta-data/instance-id"
    short_lived = ask("PUT", "/latest/api/token", (ttl, "1")).body.decode()
    good = ask("PUT", "/latest/api/token", (ttl, "60")).body.decode()
    check("a read with a valid token",
          ask("GET", item, (token, good)).body, b"i-10a64379")
    later = "%016x" % (int(good[:16], 16) + 3600)
    for what, forged in (
            ("no token", None), ("empty", ""), ("zeros", "0" * len(good)),
            ("a later expiry", later + good[16:]), ("truncated", good[:-1]),
            ("longer", good + "0"), ("capitals", good.upper()),
            ("a wrong last digit",
             good[:-1] + ("1" if good[-1] == "0" else "0")),
            ("the MAC of another key", good[:16] + hmac.new(
                b"\0" * 32, good[:16].encode(), "sha256").hexdigest()),
            ("SQL", "' OR 1=1 --"), ("long", "a" * 30000)):
        headers = [(token, forged)] if forged is not None else []
        check(f"token: {what}", ask("GET", item, *headers).status, 401)
    check("two token headers", ask("GET", item, (token, good), (token, good))
          .status, 401)
    for what, headers in (
            ("no lifetime", []), ("0 s", [(ttl, "0")]), ("-1 s", [(ttl, "-1")]),
            ("too long", [(ttl, "21601")]), ("a word", [(ttl, "x")]),
            ("two lifetimes",
             [(ttl, "60"), (ttl, "60")]), ("huge", [(ttl, "9" * 40)])):
        check(f"requesting a token: {what}",
              ask("PUT", "/latest/api/token", *headers)
              .status, 400)
    check("requesting a token through a proxy",
          ask("PUT", "/latest/api/token", (ttl, "60"),
              ("X-Forwarded-For", "10.0.0.1")).status, 403)
    check("a foreign host name", ask("GET", item, (token, good),
                                     host="evil.example").status, 403)
    for path in ("/latest/meta-data/../../etc/passwd", "/../../etc/passwd",
                 "/latest/%2e%2e/%2e%2e/etc/passwd", "/latest/..%2f..%2fetc",
                 "/latest/meta-data/instance-id%00", "/latest/meta-data/%",
                 "/latest/meta-data/' OR 1=1 --/", "/latest/api/token/",
                 "/latest/user-data/../../x", "/2007-03-01/' UNION SELECT 1",
                 "/latest/meta-data/public-keys/-1/openssh-key",
                 "/latest/meta-data/public-keys/99999999999999999999/",
                 "/latest/meta-data/<script>", "/" + "a" * 60000):
        check(f"path {path:.50}", ask("GET", path.replace(" ", "%20"),
                                      (token, good)).status, 404)
    for method in ("POST", "DELETE", "TRACE", "OPTIONS"):
        check(f"the method {method}",
              ask(method, item, (token, good)).status, 405)
    return short_lived


class Probe(threading.Thread):
    """Another client, which sends requests during all attacks."""
    def __init__(self):
        super().__init__(daemon=True)
        self.done, self.answers, self.slowest = False, 0, 0.0

    def run(self):
        while not self.done:
            self.ask("meanwhile")
            time.sleep(0.05)

    def ask(self, when):
        began = time.monotonic()
        try:
            got = post(*signed(READ)).answer()
        except OSError as e:
            got = repr(e)
        if got != ("", 200):
            failures.append(f"{when}, another client got {got}")
        self.answers += 1
        self.slowest = max(self.slowest, time.monotonic() - began)


def trickle():
    """Opens connections that send heads and bodies one byte at a time."""
    head = f"POST / HTTP/1.1\r\nHost: {HOST}\r\n"
    return [slow for _ in range(20) for slow in (
        Slow(b"", b"GET /" + b"a" * 1000),
        Slow(head.encode(), b"X: a\r\n" * 1000),
        Slow(f"{head}Content-Length: 1000\r\n\r\n".encode(), b"a" * 900),
        Slow(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode(),
             b"1\r\na\r\n" * 200))]


class Slow:
    def __init__(self, first, rest):
        self.socket, self.rest, self.over = connect(API), rest, None
        self.began = time.monotonic()
        self.socket.sendall(first)
        self.socket.setblocking(False)

    def step(self):
        """Sends the next byte if the connection is still open."""
        if self.over is not None:
            return
        try:
            self.socket.send(self.rest[:1])
            self.rest = self.rest[1:]
            gone = self.socket.recv(1) == b""
        except BlockingIOError:
            gone = False
        except ConnectionError:
            gone = True
        if gone:
            self.over = time.monotonic() - self.began


class Trickle(threading.Thread):
    def __init__(self):
        super().__init__(daemon=True)
        self.slow, self.done = trickle(), False

    def run(self):
        while not self.done:
            for slow in self.slow:
                slow.step()
            time.sleep(0.4)


def memory():
    with open(f"/proc/{PID}/status", encoding="ascii") as f:
        found = dict(line.split(":", 1) for line in f)
    return [int(found[k].split()[0]) for k in ("VmRSS", "VmHWM")]


def is_sanitized():
    with open(f"/proc/{PID}/maps", encoding="utf-8") as f:
        return "asan" in f.read()


def large_bodies():
    """Sends 150 requests of almost 1 MiB, and never sends their last bytes."""
    head = (f"POST / HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 1048576\r\n"
            "\r\n").encode()
    unfinished = []
    for _ in range(150):
        s = connect(API)
        try:
            s.sendall(head + b"a" * 1048000)
        except OSError:
            pass
        unfinished.append(s)
    return unfinished


def idle_connections(probe):
    """Opens IDLE idle connections, or as many as this process may open."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    count = IDLE
    if hard != resource.RLIM_INFINITY:
        count = min(IDLE, hard - 300)
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, IDLE + 300),
                                                    hard))
    else:
        resource.setrlimit(resource.RLIMIT_NOFILE, (IDLE + 300, hard))
    if count < IDLE:
        print(f"skip sandbox-attack with {IDLE} connections: this process may "
              f"only open {count}")
    idle = []
    for i in range(count):
        idle.append(socket.create_connection(API, 20))
        if i % 500 == 0:
            probe.ask(f"beside {i} idle connections")
    probe.ask(f"beside {count} idle connections")
    with open(f"/proc/{PID}/limits", encoding="ascii") as f:
        files = int(re.search(r"Max open files +(\d+)", f.read())[1])
    check("open files of the sandbox",
          len(os.listdir(f"/proc/{PID}/fd")) < min(files, 600), True)
    for s in idle:
        s.close()
    return count


def dump():
    return subprocess.run([SANDBOX, "-d", DATABASE, "--dump"], check=True,
                          capture_output=True, text=True).stdout


def start():
    process = subprocess.Popen(
        [SANDBOX, "-l", "127.0.0.1:0", "-d", DATABASE,
         "-m", "i-10a64379=127.0.0.1:0", "--imds-v2-only"],
        stdout=subprocess.PIPE, text=True)
    names = {}
    for line in process.stdout:
        words = shlex.split(line)
        if words[0] == "export":
            name, _, value = words[1].partition("=")
            names[name] = value
        if "AWS_EC2_METADATA_SERVICE_ENDPOINT" in names and \
                "EC2_SANDBOX" in names and "EC2_URL" in names:
            break
    return process, [urllib.parse.urlsplit(names[n]) for n in (
        "EC2_URL", "AWS_EC2_METADATA_SERVICE_ENDPOINT")]


def attack():
    probe = Probe()
    before = dump()
    at_rest = memory()[0]
    probe.start()
    count = idle_connections(probe)
    unfinished = large_bodies()
    # From here on, the sandbox closes a connection only at its time limit.
    slow, began = Trickle(), time.monotonic()
    slow.start()
    forged_v4()
    forged_v2()
    malformed()
    wire()
    short_lived = metadata()
    check("the state is unchanged after refused requests", dump() == before,
          True)
    answered = every_parameter()
    page()
    after = dump().splitlines()
    check("lines missing in the state", [
        line for line in before.splitlines() if line not in after], [])
    check("new lines of other accounts", [
        line for line in after if line not in before.splitlines()
        and "\towner=444455556666\t" not in line], [])
    check("an expired token", exchange(METADATA, request(
        "GET", "/latest/meta-data/", [
            ("Host", METADATA_HOST),
            ("X-aws-ec2-metadata-token", short_lived)])).status, 401)
    check("slow connections closed too early", [
        s.over for s in slow.slow if s.over and s.over < PATIENCE - 1], [])
    while time.monotonic() - began < LIMIT and not all(
            s.over for s in slow.slow):
        time.sleep(0.2)
    slow.done = probe.done = True
    check("slow connections are closed", all(s.over for s in slow.slow), True)
    check("other clients get answers", probe.answers > 50, True)
    check("seconds of the slowest answer",
          probe.slowest < 5 or probe.slowest, True)
    for s in unfinished:
        s.close()
    now, most = memory()
    check("memory in KiB", is_sanitized() or most < MEMORY_MAX or most, True)
    print(f"{answered} hostile parameters, {count} idle connections; the "
          f"slowest of {probe.answers} other replies took {probe.slowest:.2f} "
          f"s; memory {at_rest} KiB at first, {now} afterwards, {most} at most")


process, (api, service) = start()
PID = process.pid
API, HOST = (api.hostname, api.port), api.netloc
METADATA, METADATA_HOST = (service.hostname, service.port), service.netloc
try:
    attack()
    check("the sandbox still runs", process.poll(), None)
    process.send_signal(signal.SIGTERM)
    check("status after SIGTERM", process.wait(20), 0)
finally:
    process.kill()
for line in failures:
    print("FAILED", line)
print(f"{checks} checks, {len(failures)} failed")
sys.exit(1 if failures or not checks else 0)
