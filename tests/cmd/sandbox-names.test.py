#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Tests ec2-sandbox with the names of botocore's model of the API.  The sandbox
accepts each filter of an action.  It supports each parameter, or answers that
it does not model the parameter, as the manual says.  It never refuses the value
"false" of a boolean parameter.  It refuses names that the model does not have,
and actions that the manual does not name."""
import base64
import datetime
import hashlib
import hmac
import http.client
import os
import re
import subprocess
import sys
import urllib.parse

try:
    import botocore
    import botocore.session
except ImportError:
    print("botocore is not installed")
    sys.exit(77)
# The sandbox knows the names of botocore 1.43.
if tuple(int(n) for n in botocore.__version__.split(".")[:2]) > (1, 43):
    print("botocore is newer than 1.43")
    sys.exit(77)

SANDBOX = os.path.join(os.environ["BIN"], "ec2-sandbox")
MODEL = botocore.session.Session().get_service_model("ec2", "2016-11-15")
failures = []
checks = 0


def check(what, got, want):
    global checks
    checks += 1
    if got != want:
        failures.append(f"{what}: got {got!r}, want {want!r}")


def quote(text):
    return urllib.parse.quote(str(text), safe="-_.~")


def send(connection, host, **form):
    """Sends a request with signature version 2.  Returns status, code and
    message."""
    now = datetime.datetime.now(datetime.timezone.utc)
    form = {"Version": "2016-11-15", "AWSAccessKeyId": "AKIASANDBOXSELLER000",
            "SignatureVersion": "2", "SignatureMethod": "HmacSHA256",
            "Timestamp": now.strftime("%Y-%m-%dT%H:%M:%SZ"), **form}
    body = "&".join(f"{quote(k)}={quote(v)}" for k, v in sorted(
        form.items(), key=lambda item: item[0].encode()))
    mac = hmac.new(b"sandbox-seller-secret-not-a-real-one",
                   f"POST\n{host}\n/\n{body}".encode(), hashlib.sha256)
    signature = quote(base64.b64encode(mac.digest()).decode())
    connection.request("POST", "/", f"{body}&Signature={signature}", {
        "Content-Type": "application/x-www-form-urlencoded"})
    reply = connection.getresponse()
    text = reply.read().decode()
    return (reply.status,) + tuple(
        (re.search(f"<{name}>(.*?)</{name}>", text, re.DOTALL) or
         [None, ""])[1] for name in ("Code", "Message"))


def filters(shape):
    """Returns the names of an action's filters.  botocore lists them in HTML,
    for example <code>tag</code>:&lt;key&gt; for the filter tag:<key>."""
    if "Filters" not in shape.members:
        return []
    text = re.sub("<.?(p|code)>", "",
                  shape.members["Filters"].documentation)
    return [name.replace("&lt;", "<").replace("&gt;", ">").strip() for name
            in re.findall(r"<li>\s*([a-z][^\s]*)", text)]


def parameters(shape, prefix, outer=()):
    """Yields each parameter of SHAPE: its name in the spelling of the query
    protocol, and its shape."""
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            if member.name in outer:
                continue
            ours = member.serialization
            name = ours.get("queryName") or ours.get("name", name)
            if "queryName" not in ours:
                name = name[0].upper() + name[1:]
            yield from parameters(member, prefix + [name],
                                  outer + (member.name,))
    elif shape.type_name == "list":
        yield from parameters(shape.member, prefix + ["1"], outer)
    else:
        yield ".".join(prefix), shape


def sample(shape):
    if shape.type_name == "boolean":
        return "true"
    return "5" if shape.type_name in ("integer", "long") else "x"


with open("man/ec2-sandbox.1", encoding="utf-8") as f:
    PAGE = f.read()


def table():
    """Returns the manual's table of parameters: {(action, name): word}.  The
    word is "takes" or "refuses"."""
    found = {}
    text = PAGE.split("\n.Ss Parameters\n")[1].split("\n.El\n")[0]
    for row in text.split("\n.It ")[1:]:
        action, words = row.split("\n", 1)
        for part in words.replace("\n", " ").replace("\\%", "").split("; "):
            word, names = part.split(" ", 1)
            for name in re.split(", | and ", names):
                found[action, name] = word
    return found


def manual_entry(manual, action, name):
    """Returns the key and the word of a parameter in MANUAL, the result of
    table().  The names in the manual have N in place of each number."""
    parts = re.sub(r"\.1(?=\.|$)", ".N", name).split(".")
    for n in range(len(parts), 0, -1):
        key = action, ".".join(parts[:n])
        if key in manual:
            return key, manual[key]
    return None, "takes"


def actions():
    text = re.search(r"supports the actions (.*?), in the",
                     PAGE.replace("\n", " ")).group(1)
    return [name for name in re.split(r",? and |, ", text)
            if name in MODEL.operation_names]


def main():
    host = urllib.parse.urlsplit(os.environ["EC2_URL"]).netloc
    connection = http.client.HTTPConnection(host, timeout=60)

    def ask(action, **form):
        return send(connection, host, Action=action, **form)

    def filter_by(action, name):
        return ask(action, **{"Filter.1.Name": name,
                              "Filter.1.Value.1": "nothing-has-this"})

    manual = table()
    used = set()
    documented = actions()
    for action in MODEL.operation_names:
        if action not in documented:
            check(f"{action}, which man/ec2-sandbox.1 does not name",
                  ask(action)[2],
                  f"ec2-sandbox does not model the action {action}")
    for action in documented:
        shape = MODEL.operation_model(action).input_shape
        names = filters(shape)
        check(f"{action}, filters in the model", bool(names),
              "Filters" in shape.members)
        for name in names:
            got = filter_by(action, name)
            check(f"{action}, filter {name}", got[:2], (200, ""))
        if names:
            check(f"{action}, an unknown filter",
                  filter_by(action, "nonsense")[:2],
                  (400, "InvalidParameterValue"))
        for name, member in parameters(shape, []):
            if name.startswith("Filter.") or name == "DryRun":
                continue
            status, code, message = ask(action, **{name: sample(member)})
            check(f"{action}, parameter {name}: refused as unknown",
                  code == "UnknownParameter" or
                  (code == "UnsupportedOperation" and
                   "does not model" not in message), False)
            key, word = manual_entry(manual, action, name)
            used.add(key)
            check(f"{action}, {name}: refused as the manual says",
                  "does not model" in message, word == "refuses")
            if member.type_name == "boolean":
                message = ask(action, **{name: "false"})[2]
                check(f"{action}, {name}=false: refused",
                      "does not model" in message, False)
        check(f"{action}, an unknown parameter",
              ask(action, Nonsense="x")[:2], (400, "UnknownParameter"))
    # The manual also has names that an older botocore does not know.
    for action, name in sorted(set(manual) - used):
        _, code, message = ask(action, **{name.replace(".N", ".1"): "x"})
        check(f"{action}, {name} in the manual: known",
              code == "UnknownParameter", False)
        check(f"{action}, {name} in the manual: refused",
              "does not model" in message, manual[action, name] == "refuses")
    for line in failures:
        print("FAILED", line)
    print(f"{checks} checks, {len(failures)} failed")
    sys.exit(1 if failures or not checks else 0)


if len(sys.argv) > 1:
    main()
sys.exit(subprocess.run([SANDBOX, "--instant", sys.executable, __file__,
                         "names"], timeout=600).returncode)
