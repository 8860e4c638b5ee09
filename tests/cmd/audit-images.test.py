#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Tests ec2-audit-images at an endpoint with resources that a new ec2-sandbox
lacks: AMIs with several codes, AMIs shared with organizations, snapshots with
long ids, snapshots of several AMIs, and snapshots of other accounts."""
import os
import re
import shutil
import subprocess
import sys
import urllib.parse

import scripted

BIN = os.environ["BIN"]
FOLDER = os.path.join(os.environ["TMP"], "audit-images")
SELLER, ONE, TWO = "999988887777", "111122223333", "444455556666"
LONG = "snap-" + "0123456789abcdef" * 8
ORGANIZATION = f"arn:aws:organizations::{SELLER}:organization/o-abcdefghij"
UNIT = f"arn:aws:organizations::{SELLER}:ou/o-abcdefghij/ou-ab12-abcdefgh"
RESTRICTED = "Unauthorized attempt to access restricted resource"
failures = []
checks = 0

# For each AMI: who may launch it, its product codes, and its snapshots.
IMAGES = {
    "ami-01": ("all", "A1", ""),
    "ami-02": ("all", "A1 B2", ""),
    "ami-03": ("all", "B2 A1", ""),
    "ami-04": ("all", "B2", ""),
    "ami-05": (ONE, "A1", LONG),
    "ami-06": (ONE, "A1", LONG + "0"),
    "ami-07": (ONE, "A1", "snap-2 snap-1"),
    "ami-08": (ONE + " " + TWO, "A1", "snap-1"),
    "ami-09": (ONE, "A1", "snap-3"),
    "ami-0a": (ONE, "A1", "snap snap-10 snap-3"),
    "ami-0b": ("all", "A1", "snap-1"),
    "ami-0c": (ONE, "A1", "snap-4"),
    "ami-0d": (ONE, "A1", "snap-4 snap-1"),
    "ami-0e": ("", "A1", "snap-5"),
    "ami-0f": (ORGANIZATION, "A1", "snap-1"),
    "ami-10": (UNIT, "A1", "snap-1"),
    "ami-11": (ORGANIZATION, "", ""),
    "ami-12": (ONE, "A1", "snap-6"),
    "ami-13": (ONE, "A1", "snap-7"),
    "ami-14": ("", "A1", ""),
}
# The AMIs that DescribeImages calls public.
PUBLIC = ("ami-01", "ami-14")
# For each snapshot: who may read it, or the answer to a request about its
# permissions: status, error code and message.
SNAPSHOTS = {
    LONG: "all", LONG + "0": ONE, "snap-1": TWO, "snap-2": ONE,
    "snap-3": SELLER, "snap": "", "snap-10": ONE,
    "snap-4": (400, "UnauthorizedOperation", "x"),
    "snap-5": "679593333241",
    "snap-6": (400, "AuthFailure", "Not authorized for snap-6"),
    "snap-7": (401, "AuthFailure", RESTRICTED),
}
asked = []


def check(what, got, want):
    global checks
    checks += 1
    if got != want:
        failures.append(f"{what}: got {got!r}, want {want!r}")


def image(name):
    codes = "".join(f"<item><productCode>{c}</productCode></item>"
                    for c in IMAGES[name][1].split())
    parts = "".join(f"<item><ebs><snapshotId>{s}</snapshotId></ebs></item>"
                    for s in IMAGES[name][2].split())
    return (f"<item><imageId>{name}</imageId><imageLocation>{name}"
            f"</imageLocation><imageOwnerId>{SELLER}</imageOwnerId>"
            f"<isPublic>{str(name in PUBLIC).lower()}</isPublic>"
            f"<productCodes>{codes}</productCodes><blockDeviceMapping>{parts}"
            "</blockDeviceMapping></item>")


def permissions(name, who):
    kinds = {"all": "group", ORGANIZATION: "organizationArn",
             UNIT: "organizationalUnitArn"}
    items = ""
    for one in who.split():
        kind = kinds.get(one, "userId")
        items += f"<item><{kind}>{one}</{kind}></item>"
    return f"<{name}>{items}</{name}>"


def answer(handler, body):
    query = {k: v[0] for k, v in urllib.parse.parse_qs(body.decode()).items()}
    action = query["Action"]
    if action == "GetCallerIdentity":
        text = (f"<GetCallerIdentityResult><Account>{SELLER}</Account>"
                "</GetCallerIdentityResult>")
    elif action == "DescribeImages":
        text = f"<imagesSet>{''.join(map(image, IMAGES))}</imagesSet>"
    elif action == "DescribeImageAttribute":
        name = query["ImageId"]
        text = (f"<imageId>{name}</imageId>" +
                permissions("launchPermission", IMAGES[name][0]))
    else:
        name = query["SnapshotId"]
        asked.append(name)
        if isinstance(SNAPSHOTS[name], tuple):
            status, code, words = SNAPSHOTS[name]
            return status, (f"<Response><Errors><Error><Code>{code}</Code>"
                            f"<Message>{words}</Message></Error></Errors>"
                            "<RequestID>r</RequestID></Response>")
        text = (f"<snapshotId>{name}</snapshotId>" +
                permissions("createVolumePermission", SNAPSHOTS[name]))
    return 200, (f'<{action}Response xmlns="http://ec2.amazonaws.com/doc/'
                 f'2016-11-15/"><requestId>r</requestId>{text}'
                 f"</{action}Response>")


def audit(server, *args):
    asked.clear()
    env = dict(os.environ, AWS_ACCESS_KEY_ID="AKIATEST",
               AWS_SECRET_ACCESS_KEY="secret", AWS_EC2_METADATA_DISABLED="true",
               AWS_REGION="us-east-1", HOME=FOLDER,
               AWS_ENDPOINT_URL=server.url,
               AWS_SHARED_CREDENTIALS_FILE=os.path.join(FOLDER, "keys"))
    done = subprocess.run(
        [os.path.join(BIN, "ec2-audit-images"), "--state",
         os.path.join(FOLDER, "state"), *args],
        capture_output=True, timeout=60, env=env)
    words = dict(line.split("\t")[1::-1] for line in
                 done.stdout.decode().splitlines())
    return done, words


def two_by_two(server):
    """Audits two profiles in two regions.  The page and the metrics show each
    region and endpoint once."""
    with open(os.path.join(FOLDER, "keys"), "w") as f:
        for name in ("seller", "other"):
            f.write(f"[{name}]\naws_access_key_id = AKIA{name}\n"
                    f"aws_secret_access_key = secret\n")
    page = os.path.join(FOLDER, "page.html")
    numbers = os.path.join(FOLDER, "numbers.prom")
    done, _ = audit(server, "--profile", "seller,other", "--region",
                    "us-east-1,eu-west-1", "--html", page, "--metrics",
                    numbers, "A1")
    with open(page) as f:
        facts = dict(re.findall(r"<dt>(.*?)</dt><dd><bdi>(.*?)</bdi>",
                                f.read()))
    with open(numbers) as f:
        labels = set(re.findall(r'[{,]region="(.*?)"', f.read()))
    check("status with two profiles", done.returncode, 1)
    check("regions on the page", facts["Region"], "us-east-1, eu-west-1")
    check("endpoints on the page", facts["Endpoint"], server.url + "/")
    check("accounts on the page", facts["Account"], SELLER)
    check("regions in the metrics", labels, {"us-east-1,eu-west-1"})


def main():
    server = scripted.Server(answer)
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.makedirs(FOLDER)
    want = {
        # B2 is the code of another seller.
        "ami-01": "OK", "ami-02": "FOREIGN", "ami-03": "FOREIGN",
        "ami-04": "FOREIGN",
        # The id of one snapshot is a prefix of another snapshot's id.
        "ami-05": "LEAKED", "ami-06": "OK", "ami-0a": "OK",
        # Account TWO may read snap-1 of these AMIs, but not launch ami-07.
        "ami-07": "LEAKED", "ami-08": "OK", "ami-0b": "OK",
        "ami-09": "OK", "ami-0e": "UNSOLD",
        "ami-0c": "UNKNOWN", "ami-0d": "UNKNOWN",
        # The audit does not know the members of an organization.
        "ami-0f": "OK", "ami-10": "OK", "ami-11": "FREE",
        # If the service says that a snapshot belongs to another account (status
        # 400 or 401), the snapshot is not a leak.
        "ami-12": "OK", "ami-13": "OK",
        # DescribeImages calls this AMI public, but its attribute does not.
        "ami-14": "OK"}
    done, got = audit(server, "--columns", "verdict,imageid", "A1")
    check("verdicts on all AMIs", got, want)
    check("status if AMIs have problems", done.returncode, 1)
    check("one request for each snapshot", sorted(asked), sorted(SNAPSHOTS))
    check("number of errors about snap-4, which two AMIs have",
          done.stderr.decode().count("UnauthorizedOperation"), 1)
    check("a message about organizations without -v",
          "shared with an organization" in done.stderr.decode(), False)
    done, got = audit(server, "--columns", "SharedWith,ImageID", "-v", "A1")
    check("SharedWith of an organization and of a unit",
          [got[name] for name in ("ami-0f", "ami-10", "ami-11")],
          [ORGANIZATION, UNIT, ORGANIZATION])
    check("SharedWith of the public AMIs", [got["ami-01"], got["ami-14"]],
          ["all", "all"])
    check("a message about organizations with -v",
          "shared with an organization" in done.stderr.decode(), True)
    for codes in (("A1", "B2"), ("B2", "A1"), ()):
        done, got = audit(server, "--columns", "verdict,imageid", *codes)
        check(f"codes {codes}: AMIs", sorted(got), sorted(IMAGES))
        check(f"codes {codes}: FOREIGN AMIs",
              [k for k in got if got[k] == "FOREIGN"], [])
    mistyped = b"'774f4ff8' is in lower case; did you mean 774F4FF8?"
    for codes, count in ((("774f4ff8", "A1"), 1), (("774F4FF8", "A1"), 0),
                         (("774f4ff8", "A1", "B2"), 0)):
        done, got = audit(server, *codes)
        check(f"codes {codes}: number of hints",
              done.stderr.count(mistyped), count)
    two_by_two(server)
    # If the service refuses the keys, with the same error code AuthFailure, the
    # verdict on the AMI is UNKNOWN.
    SNAPSHOTS["snap-6"] = 401, "AuthFailure", "not able to validate"
    done, got = audit(server, "--columns", "verdict,imageid", "A1")
    check("status and verdict if the keys are refused",
          (done.returncode, got["ami-12"]), (1, "UNKNOWN"))
    for line in failures:
        print("FAILED", line)
    print(f"{checks} checks, {len(failures)} failed")
    return 1 if failures or not checks else 0


sys.exit(main())
