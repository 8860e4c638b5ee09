#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Tests the metadata service of ec2-sandbox: both versions, every item, roles,
signatures, tokens that expire, refused requests, and changes of the state."""
import base64
import http.client
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.parse

SANDBOX = os.path.join(os.environ["BIN"], "ec2-sandbox")
DATABASE = os.path.join(os.environ["TMP"], "metadata.db")
TTL = "X-aws-ec2-metadata-token-ttl-seconds"
TOKEN = "X-aws-ec2-metadata-token"
failures = []
checks = 0


def check(what, got, want):
    global checks
    checks += 1
    if got != want:
        failures.append(f"{what}: got {got!r}, want {want!r}")


def send(method, path, at=None, **headers):
    at = at or os.environ["AWS_EC2_METADATA_SERVICE_ENDPOINT"]
    connection = http.client.HTTPConnection(
        urllib.parse.urlsplit(at).netloc, timeout=20)
    connection.request(method, path, headers={
        k.replace("_", "-"): v for k, v in headers.items()})
    reply = connection.getresponse()
    body = reply.read()
    connection.close()
    return reply.status, body.decode("latin-1"), reply


def get(path, **headers):
    return send("GET", path, **headers)[:2]


def lines(path):
    status, body = get(path)
    return body.split("\n") if status == 200 else status


ITEMS = {
    "mac": "0a:10:a6:43:79:01", "services/domain": "amazonaws.com",
    "services/partition": "aws", "placement/region": "us-east-1",
    "placement/availability-zone-id": "use1-az1",
    "instance-life-cycle": "on-demand",
    "network/interfaces/macs/0a:10:a6:43:79:01/local-ipv4s": "10.0.0.2",
    "network/interfaces/macs/0a:10:a6:43:79:01/owner-id": "111122223333",
    "network/interfaces/macs/0a:10:a6:43:79:01/security-groups": "default",
    "ami-id": "ami-2bb65342", "ami-launch-index": "0",
    "ami-manifest-path": "customer-bucket/supported.manifest.xml",
    "block-device-mapping/ami": "sda1",
    "block-device-mapping/ephemeral0": "sda2",
    "block-device-mapping/root": "/dev/sda1",
    "instance-id": "i-10a64379", "instance-type": "m1.small",
    "kernel-id": "aki-a71cf9ce", "local-ipv4": "10.0.0.2",
    "local-hostname": "ip-10-0-0-2.ec2.internal",
    "placement/availability-zone": "us-east-1a",
    "product-codes": "774F4FF8", "public-ipv4": "198.18.0.2",
    "public-hostname": "ec2-198-18-0-2.compute-1.amazonaws.com",
    "ramdisk-id": "ari-a51cf9cc", "reservation-id": "r-0ace4f63",
    "security-groups": "default",
}


def items():
    versions = lines("/")
    check("list of versions", (versions[0], versions[-1], len(versions) > 10),
          ("2007-03-01", "latest", True))
    for version in versions:
        for name, want in ITEMS.items():
            check(f"{version} {name}", get(f"/{version}/meta-data/{name}"),
                  (200, want))
    check("list of /latest", lines("/latest"), ["dynamic", "meta-data"])
    names = lines("/latest/meta-data/")
    check("a path without a final slash", lines("/latest/meta-data"), names)
    check("a path with double slashes", lines("//latest//meta-data//"), names)
    for name in ITEMS:
        first = name.split("/")[0] + ("/" if "/" in name else "")
        check(f"{first} is listed", names.count(first), 1)
    check("list of network cards",
          lines("/latest/meta-data/network/interfaces/macs/"),
          ["0a:10:a6:43:79:01/"])
    check("a network card", lines("/latest/meta-data/network/interfaces/macs/"
                          "0a:10:a6:43:79:01/")[:3],
          ["device-number", "interface-id", "local-hostname"])
    check("a network card that does not exist",
          get("/latest/meta-data/network/interfaces/macs/"
              "0a:10:a6:43:79:02/mac")[0], 404)
    for path in ("iam/info", "iam/", "tags/", "tags/instance/Name"):
        check(f"status of {path}", get(f"/latest/meta-data/{path}")[0], 404)
    check("list of devices", lines("/latest/meta-data/block-device-mapping/"),
          ["ami", "ephemeral0", "root"])
    check("list of keys", lines("/latest/meta-data/public-keys/"),
          ["0=customer-key"])
    check("list of the formats of key 0",
          lines("/latest/meta-data/public-keys/0/"), ["openssh-key"])
    check("type and name of key 0",
          lines("/latest/meta-data/public-keys/0/openssh-key")
          [0].split()[::2], ["ssh-ed25519", "customer-key"])
    for path in ("/2006-01-01/meta-data/", "/latest/meta-data/none",
                 "/latest/user-data", "/latest/meta-data/ami-id/", "/x",
                 "/latest/meta-data/block-device-mapping/swap",
                 "/latest/meta-data/public-keys/1/openssh-key",
                 "/latest/meta-dat", "/latest/meta-data/ami"):
        check(f"status of {path}", get(path)[0], 404)
    status, body, reply = send("HEAD", "/latest/meta-data/ami-id")
    check("a HEAD request", (status, body, reply.getheader("Content-Length")),
          (200, "", "12"))
    for method in ("POST", "DELETE"):
        check(f"a {method} request", send(method, "/latest/meta-data/")[0], 405)
    check("PUT of another path", send("PUT", "/latest/meta-data/")[0], 405)
    check("GET of the token", get("/latest/api/token")[0], 405)
    check("a foreign host name", get("/latest", Host="evil.test")[0], 403)
    check("the host name of EC2's service",
          get("/latest", Host="169.254.169.254")[0], 200)


def identity():
    """Tests the identity document, whose signatures OpenSSL must accept."""
    base = "/latest/dynamic/instance-identity/"
    check("list of identity documents", lines(base),
          ["document", "pkcs7", "rsa2048", "signature"])
    text = get(base + "document")[1]
    check("content of the identity document", json.loads(text), {
        "accountId": "111122223333", "architecture": "i386",
        "availabilityZone": "us-east-1a", "billingProducts": None,
        "devpayProductCodes": ["774F4FF8"], "imageId": "ami-2bb65342",
        "instanceId": "i-10a64379", "instanceType": "m1.small",
        "kernelId": "aki-a71cf9ce", "marketplaceProductCodes": None,
        "pendingTime": "2010-03-02T08:15:30Z", "privateIp": "10.0.0.2",
        "ramdiskId": "ari-a51cf9cc", "region": "us-east-1",
        "version": "2017-09-30"})
    if not shutil.which("openssl"):
        print("skip sandbox-metadata, signatures: openssl is not installed")
        return
    certificates = os.environ["EC2_IDENTITY_CERTIFICATES"]
    printed = subprocess.run([SANDBOX, "--identity-certificate"],
                             capture_output=True, check=True, timeout=60)
    with open(certificates, "rb") as file:
        check("output of --identity-certificate", printed.stdout, file.read())
    for kind in ("rsa2048", "pkcs7"):
        message = (f"-----BEGIN PKCS7-----\n{get(base + kind)[1]}\n"
                   "-----END PKCS7-----\n")
        done = subprocess.run(
            ["openssl", "smime", "-verify", "-inform", "PEM", "-nointern",
             "-noverify", "-certfile", certificates],
            input=message.encode(), capture_output=True, timeout=60)
        check(f"OpenSSL accepts {kind}",
              (done.returncode, done.stdout), (0, text.encode()))
    for name in ("key", "text", "signature"):
        path = os.path.join(os.environ["TMP"], f"identity.{name}")
        with open(path, "wb") as file:
            file.write({
                "key": subprocess.run(
                    ["openssl", "x509", "-noout", "-pubkey", "-in",
                     certificates], capture_output=True, check=True,
                    timeout=60).stdout,
                "text": text.encode(),
                "signature": base64.b64decode(get(base + "signature")[1]),
            }[name])
    path = os.path.join(os.environ["TMP"], "identity.")
    check("OpenSSL accepts the signature", subprocess.run(
        ["openssl", "dgst", "-sha256", "-verify", path + "key", "-signature",
         path + "signature", path + "text"], stdout=subprocess.DEVNULL,
        timeout=60).returncode, 0)


def tokens(needed):
    def put(**headers):
        return send("PUT", "/latest/api/token", **headers)

    check("a read without a token", get("/latest")[0], 401 if needed else 200)
    for ttl in ("0", "21601", "-1", "x", "", "1.5"):
        check(f"a token with lifetime {ttl!r}", put(**{TTL: ttl})[0], 400)
    check("a token without a lifetime", put()[0], 400)
    check("a token through a proxy",
          put(**{TTL: "60", "X-Forwarded-For": "::1"})[0], 403)
    status, token, reply = put(**{TTL: "21600"})
    check("reply to a request for a token",
          (status, reply.getheader(TTL)), (200, "21600"))
    path = "/latest/meta-data/instance-id"
    check("a read with the token",
          get(path, **{TOKEN: token}), (200, "i-10a64379"))
    altered = token[:-1] + ("0" if token[-1] != "0" else "1")
    longer = format(int(token[:16], 16) + 9, "016x") + token[16:]
    for what, value in (("altered", altered), ("longer-lived", longer),
                        ("malformed", "x"), ("empty", "")):
        check(f"{what} token", get(path, **{TOKEN: value})[0], 401)
    # The token expires after one second, so the service must get the request
    # sooner.  On a loaded machine, the test may need several attempts.
    for _ in range(20):
        began = time.monotonic()
        brief = put(**{TTL: "1"})[1]
        status = get(path, **{TOKEN: brief})[0]
        if time.monotonic() - began < 0.9:
            break
    check("a token with a short lifetime", status, 200)
    time.sleep(2.1)
    check("a token after its lifetime", get(path, **{TOKEN: brief})[0], 401)


def new_instances():
    """Launches an instance.  A second sandbox with the same database has its
    metadata, until the instance is terminated."""
    import boto3
    ec2 = boto3.Session(profile_name="customer").client(
        "ec2", endpoint_url=os.environ["AWS_ENDPOINT_URL"])
    made = ec2.run_instances(
        ImageId="ami-2bb65342", MinCount=1, MaxCount=1,
        UserData=b"\x00\xffdata\n", BlockDeviceMappings=[
            {"DeviceName": "/dev/sdf", "Ebs": {"VolumeSize": 5}}])
    i = made["Instances"][0]["InstanceId"]
    done = subprocess.run(
        [SANDBOX, "--instant", "-d", DATABASE, "-m",
         f"{i}=127.0.0.1:0", "-m", "i-7c1dab08=127.0.0.1:0",
         sys.executable, __file__, "launched"],
        timeout=60)
    check("status of the second sandbox", done.returncode, 0)


def launched():
    import boto3
    ec2 = boto3.Session(profile_name="customer").client(
        "ec2", endpoint_url=os.environ["AWS_ENDPOINT_URL"])
    base = "/2007-03-01/meta-data/"
    check("the instance's code", get(base + "product-codes"), (200, "774F4FF8"))
    check("the instance's volume", get(base + "block-device-mapping/ebs1"),
          (200, "sdf"))
    check("the instance's user data",
          get("/latest/user-data"), (200, "\x00\xffdata\n"))
    check("list of /latest with user data", lines("/latest/"),
          ["dynamic", "meta-data", "user-data"])
    check("an instance without a key", get(base + "public-keys/")[0], 404)
    ec2.terminate_instances(InstanceIds=[get(base + "instance-id")[1]])
    check("metadata after the termination", get(base)[0], 404)


def role():
    """Tests the tags of an instance, and the credentials of its role, which the
    endpoint must accept."""
    import boto3
    from botocore.exceptions import ClientError
    customer = boto3.Session(profile_name="customer").client(
        "ec2", endpoint_url=os.environ["AWS_ENDPOINT_URL"])
    made = customer.run_instances(
        ImageId="ami-2bb65342", MinCount=1, MaxCount=1,
        IamInstanceProfile={"Arn": "arn:aws:iam::111122223333:"
                            "instance-profile/web/shop"}, KernelId="a\t\"b\\",
        MetadataOptions={"InstanceMetadataTags": "enabled"},
        TagSpecifications=[{"ResourceType": "instance", "Tags": [
            {"Key": "Name", "Value": "a b"}, {"Key": "x", "Value": ""}]}])
    i = made["Instances"][0]["InstanceId"]
    environment = {k: v for k, v in os.environ.items() if not k.startswith(
        ("AWS_ACCESS", "AWS_SECRET"))}
    check("status of the sandbox with a role", subprocess.run(
        [SANDBOX, "--instant", "-d", DATABASE, "-m", f"{i}=127.0.0.1:0",
         sys.executable, __file__, "inside"], env=environment,
        timeout=120).returncode, 0)
    try:
        customer.run_instances(
            ImageId="ami-2bb65342", MinCount=1, MaxCount=1,
            MetadataOptions={"InstanceMetadataTags": "yes"})
        check("InstanceMetadataTags=yes", "accepted", "refused")
    except ClientError as e:
        check("InstanceMetadataTags=yes", e.response["Error"]["Code"],
              "InvalidParameterValue")


def check_role():
    import boto3
    from botocore.exceptions import ClientError
    top = "/latest/meta-data/"
    check("list of tags", lines(top + "tags/instance/"), ["Name", "x"])
    check("value of a tag", get(top + "tags/instance/Name"), (200, "a b"))
    check("value of an empty tag", get(top + "tags/instance/x"), (200, ""))
    check("list of roles", lines(top + "iam/security-credentials/"), ["shop"])
    info = json.loads(get(top + "iam/info")[1])
    check("instance profile", (info["Code"], info["InstanceProfileArn"]),
          ("Success", "arn:aws:iam::111122223333:instance-profile/web/shop"))
    document = get("/latest/dynamic/instance-identity/document")[1]
    check("kernel id in the document",
          json.loads(document)["kernelId"], "a\t\"b\\")
    keys = json.loads(get(top + "iam/security-credentials/shop")[1])
    check("another role", get(top + "iam/security-credentials/x")[0], 404)

    def ask(service, token=keys["Token"]):
        return boto3.client(
            service, endpoint_url=os.environ["AWS_ENDPOINT_URL"],
            aws_access_key_id=keys["AccessKeyId"],
            aws_secret_access_key=keys["SecretAccessKey"],
            aws_session_token=token)

    i = get(top + "instance-id")[1]
    check("a request with the role's keys",
          ask("ec2").describe_instances(InstanceIds=[i])
          ["Reservations"][0]["OwnerId"], "111122223333")
    check("identity of the role", ask("sts").get_caller_identity()["Arn"],
          f"arn:aws:sts::111122223333:assumed-role/shop/{i}")
    for token in (None, "x", keys["Token"] + "x", keys["Token"][::-1]):
        try:
            ask("ec2", token).describe_regions()
            check(f"token {token}", "accepted", "refused")
        except ClientError as e:
            check(f"token {token}", e.response["ResponseMetadata"]
                  ["HTTPStatusCode"], 401)
    # The SDK finds the role's credentials if no other credentials are set.
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY",
                 "AWS_SHARED_CREDENTIALS_FILE", "BOTO_CONFIG"):
        os.environ.pop(name)
    os.environ["AWS_SHARED_CREDENTIALS_FILE"] = os.devnull
    found = boto3.Session().get_credentials()
    check("credentials that the SDK finds", (found.method, found.access_key),
          ("iam-role", keys["AccessKeyId"]))


def own_address():
    """Runs the service at its real address, in a network namespace."""
    if not shutil.which("unshare") or not shutil.which("ip") or \
            subprocess.run(["unshare", "-rn", "true"], timeout=60,
                           stderr=subprocess.DEVNULL).returncode:
        print("skip sandbox-metadata, namespace: not allowed here")
        return
    done = subprocess.run(
        ["unshare", "-rn", "sh", "-c", """
         ip link set lo up
         ip address add 169.254.169.254 dev lo
         "$BIN/ec2-sandbox" --listen-anywhere -m "$1" "$2" "$3" address""",
         "sh", "i-10a64379=169.254.169.254:80", sys.executable, __file__],
        timeout=60)
    check("status of the test at EC2's address", done.returncode, 0)


def address():
    check("a read from EC2's address", send(
        "GET", "/latest/meta-data/product-codes",
        "http://169.254.169.254")[:2], (200, "774F4FF8"))


def start():
    """Tests wrong options, and the environment that the sandbox gives to its
    COMMAND."""
    def run(*args):
        done = subprocess.run([SANDBOX, *args], capture_output=True,
                              text=True, timeout=60)
        return done.returncode, done.stdout, done.stderr

    for args, status, words in (
            (("-m", "x", "true"), 2, "not INSTANCE=ADDRESS:PORT"),
            (("-m", "x=127.0.0.1:0", "true"), 2, "not an instance's id"),
            (("-m", "i-00000000=127.0.0.1:0", "true"), 1,
             "i-00000000 is not in the state"),
            (("-m", "i-10a64379=0.0.0.0:0", "true"), 2, "loopback"),
            (("--identity-certificate", "true"), 2, "must be the only argument"),
            (("--imds-v2-only", "true"), 2, "--imds-v2-only needs -m")):
        got = run(*args)
        check(f"{args}", (got[0], words in got[2]), (status, True))
    env = run("-m", "i-10a64379=127.0.0.1:0", "env")[1]
    check("metadata variables in the environment",
          ("AWS_EC2_METADATA_SERVICE_ENDPOINT=http://127." in
           env, "AWS_EC2_METADATA_DISABLED" in env),
          (True, False))


PARTS = {"items": items, "identity": identity, "tokens": lambda: tokens(False),
         "only": lambda: tokens(True), "new instances": new_instances,
         "launched": launched, "role": role, "inside": check_role,
         "address": address}
if len(sys.argv) > 1:
    PARTS[sys.argv[1]]()
else:
    start()
    own_address()
    service = ["-m", "i-10a64379=127.0.0.1:0"]
    parts = [service + [sys.executable, __file__, "items"],
             service + [sys.executable, __file__, "identity"],
             service + [sys.executable, __file__, "tokens"],
             service + ["--imds-v2-only", sys.executable, __file__, "only"]]
    try:
        import boto3  # noqa: F401
        for end in ("", "-wal", "-shm"):
            if os.path.exists(DATABASE + end):
                os.remove(DATABASE + end)
        parts.append(["-d", DATABASE, sys.executable, __file__,
                      "new instances"])
        parts.append(["--instant", "-d", DATABASE, sys.executable, __file__,
                      "role"])
    except ImportError:
        print("skip sandbox-metadata, state: boto3 is not installed")
    for part in parts:
        check(f"status of the test {part[-1]}", subprocess.run(
            [SANDBOX, *part], timeout=120).returncode, 0)
for line in failures:
    print("FAILED", line)
print(f"{checks} checks, {len(failures)} failed")
sys.exit(1 if failures or not checks else 0)
