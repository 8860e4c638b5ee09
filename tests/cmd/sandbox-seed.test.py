#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Tests ec2-sandbox -s and --dump.  A dump of a changed state, loaded into a
new sandbox, gives the same state.  The state may be large, and the database may
be read-only.  The error about a wrong line names the line."""
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile

BIN = os.environ["BIN"]
SANDBOX = os.path.join(BIN, "ec2-sandbox")
FOLDER = os.path.join(os.environ["TMP"], "seed")
failures = []
checks = 0


def check(what, got, want):
    global checks
    checks += 1
    if got != want:
        failures.append(f"{what}: got {got!r}, want {want!r}")


def run(*args):
    done = subprocess.run([SANDBOX, *args], capture_output=True, timeout=120)
    return done.returncode, done.stdout, done.stderr.decode()


def dump(path):
    """Loads the seed PATH, which has one account.  Returns a dump without the
    default groups of this account, of which there is one in each region."""
    lines = run("-s", path, "--dump")[1].decode().splitlines(True)
    groups = [line for line in lines if line.startswith("group\t")]
    check("default groups", len(groups), 3)
    return "".join(line for line in lines if line not in groups)


def write(name, text):
    path = os.path.join(FOLDER, name)
    with open(path, "wb") as f:
        f.write(text if isinstance(text, bytes) else text.encode())
    return path


ACCOUNT = "account\tid=123456789012\tname=me\n"
IMAGE = ("image\tid=ami-00000001\towner=123456789012\t"
         "name=one\n")
SPECIAL = (ACCOUNT.rstrip("\n") + "\taccess-key=AKIAMINE000000000000\t"
           "secret-key=s3cret/+=\n"
           "product\tcode=A1\towner=123456789012\turl=https://x/?a=b&c\t"
           "platforms=Linux/UNIX,Windows\ttypes=m1.small,c1.medium\n"
           "signup\taccount=123456789012\tcode=A1\n"
           "image\tid=ami-00000001\towner=123456789012\t"
           "name=a <b>\\ttab\\\\n \u65e5\tlocation=b/x.manifest.xml\tdescription=two\\nlines\tcode=A1\t"
           "permissions=all,210987654321\t"
           "devices=/dev/sda1=snap-00000001:8:true:io1:100,sdb=ephemeral0,"
           "sdc=snap-00000001:\ttags=\\,b\\=c=d=e\\,f,Name=\n"
           "instance\tid=i-00000001\towner=123456789012\timage=ami-00000001\t"
           "reservation=r-00000009\tuser-data=AAEC\tprivate-ip=10.0.0.9\t"
           "public-ip=198.18.0.9\tcodes=A1\tgroups=\t"
           "devices=/dev/sda1=vol-00000001:true,sdb=ephemeral0\ttags=k=v\n")


def round_trips():
    first = run("--dump")
    check("--dump of the initial state", (first[0], first[2]), (0, ""))
    path = write("first", first[1])
    check("the initial state, loaded and dumped",
          run("-s", path, "--dump"), first)
    path = write("odd", SPECIAL)
    check("values with special characters", dump(path), SPECIAL)
    path = write("crlf", "# a comment\r\n\r\n" + ACCOUNT.replace(
        "\n", "\r\n"))
    check("comments, CRLF", dump(path), ACCOUNT)
    path = write("order", "account\tname=me\tid=123456789012")
    check("fields in any order, no newline", dump(path), ACCOUNT)
    for table in ("volume", "permission"):
        database = os.path.join(FOLDER, f"no-{table}.db")
        check("status with a new database", run("-d", database, "true")[0], 0)
        db = sqlite3.connect(database)
        db.execute(f"DROP TABLE {table}")
        db.close()
        check(f"a database without the table {table}",
              run("-d", database, "--dump"), (
            1, b"", f"ec2-sandbox: database {database}: no such table: "
            f"{table}\n"))


def large():
    """Loads and dumps a large state.  Each table with the columns owner and
    region has an index of both."""
    path = write("large", ("# " + 97 * "x" + "\n") * 700000 + ACCOUNT)
    check("70 MB of comments", dump(path), ACCOUNT)
    text = ACCOUNT + "".join(
        f"image\tid=ami-{n:08x}\towner=123456789012\tname=n{n}\t"
        f"location=x/y\tdescription={700000 * 'x'}\n"
        for n in range(1, 101))
    path = write("large", text)
    check("70 MB of images", dump(path) == text, True)
    os.unlink(path)
    database = os.path.join(FOLDER, "indexes.db")
    check("status with a new database", run("-d", database, "true")[0], 0)
    db = sqlite3.connect(database)
    tables = [name for name, in db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table'")
        if {"owner", "region"} <= {c[1] for c in db.execute(
            f"PRAGMA table_info({name})")}]
    check("tables with owner and region",
          {"instance", "image", "reservation"} <= set(tables), True)
    for name in tables:
        indexes = [[c[2] for c in db.execute(f"PRAGMA index_info({i[1]})")]
                   for i in db.execute(f"PRAGMA index_list({name})")]
        check(f"an index of {name}: {indexes}",
              ["owner", "region"] in indexes, True)
    db.close()


def default_account():
    """An account may be called default.  The files for clients then have one
    profile of this name, and the environment has the keys of the account."""
    keys = ("account\tid=12345678901{0}\tname={1}\t"
            "access-key=AKIAMINE00000000000{0}\tsecret-key=s{0}\n")
    path = write("default", keys.format(1, "me") + keys.format(2, "default"))
    code, output, err = run("-s", path, "sh", "-c", "env; cat "
                            "$AWS_SHARED_CREDENTIALS_FILE $AWS_CONFIG_FILE")
    lines = output.decode().splitlines()
    check("status and errors", (code, err), (0, ""))
    check("the profiles", [line for line in lines if line[0] == "["],
          ["[default]", "[me]", "[default]", "[profile me]"])
    check("the keys of the environment and of the default profile",
          ["AWS_ACCESS_KEY_ID=AKIAMINE000000000002" in lines,
           lines[lines.index("[default]") + 1]],
          [True, "aws_access_key_id = AKIAMINE000000000002"])


def cidr_blocks():
    """The sandbox stores the CIDR blocks of a seed in EC2's form, such as
    10.0.0.0/8 for 10.1.2.3/8."""
    group = "group\tid=sg-00000001\towner=123456789012\tname=g\trules="
    given = group + ("ingress=tcp:1:1:cidr:10.1.2.3/8,"
                     r"ingress=tcp:1:1:cidr6:2001\:DB8\:\:1/32" "\n")
    want = group + ("ingress=tcp:1:1:cidr:10.0.0.0/8,"
                    r"ingress=tcp:1:1:cidr6:2001\:db8\:\:/32" "\n")
    rc, out, err = run("-s", write("cidr", ACCOUNT + given), "--dump")
    check("CIDR blocks in a seed", (rc, err, [
        line for line in out.decode().splitlines(True)
        if "sg-00000001" in line]), (0, "", [want]))


def default_groups():
    """A new account at the beginning of a dump gets groups of its own, although
    the dump has groups with the ids that these groups usually get."""
    path = write("before", ACCOUNT.encode() + run("--dump")[1])
    rc, out, err = run("-s", path, "--dump")
    owners = [line.split("\t")[2] for line in out.decode().splitlines()
              if line.startswith("group\t")]
    check("groups of an account before a dump",
          (rc, err, owners.count("owner=123456789012")), (0, "", 3))


def default_profiles():
    """A command can use each profile, even if an account is called default."""
    path = write("default", "".join(
        f"account\tid=12345678901{n}\tname={name}\taccess-key="
        f"AKIAMINE00000000000{n}\tsecret-key=x\n"
        for n, name in enumerate(("first", "default"))))
    for profile in ("default", "first"):
        check(f"the profile {profile}", run(
            "-s", path, "env", "-u", "AWS_ACCESS_KEY_ID", "-u",
            "AWS_SECRET_ACCESS_KEY", os.path.join(BIN, "ec2-describe-regions"),
            "--profile", profile)[::2], (0, ""))


def missing_devices():
    """An AMI and an instance of a seed may have no devices, or devices without
    a value for DeleteOnTermination."""
    path = write("devices", ACCOUNT.strip() + "\taccess-key=AKIAMINE000000000001"
                 "\tsecret-key=s\n" + "".join(
        f"image\tid=ami-0000000{n}\towner=123456789012\tname=n{n}\troot=ebs"
        f"{devices}\n" for n, devices in enumerate(
            ("", "\tdevices=/dev/sda1=:20"))) + "instance\tid=i-00000001\t"
        "owner=123456789012\timage=ami-00000000\tstate=stopped\n")
    rc, out, err = run("--instant", "-s", path, "sh", "-c", "PATH=$BIN:$PATH; "
                       "ec2-start-instances i-00000001; ec2-run-instances "
                       "ami-00000001 -b /dev/sda1=:30; ec2-describe-instances "
                       "--output json")
    check("devices that a seed leaves out", (
        rc, err, out.decode().split("\n")[0].split("\t")[:3],
        b'"DeleteOnTermination":true' in out),
          (0, "", ["INSTANCE", "i-00000001", "stopped"], True))


def zone_ids():
    """The ids of zones begin with EC2's name for the region, such as use1."""
    prefixes = {
        "us-east-1": "use1", "us-west-2": "usw2", "eu-west-1": "euw1",
        "eu-central-1": "euc1", "ap-southeast-1": "apse1",
        "ap-northeast-1": "apne1", "ap-south-1": "aps1",
        "ca-central-1": "cac1", "sa-east-1": "sae1", "me-south-1": "mes1",
        "af-south-1": "afs1", "us-gov-west-1": "usgw1"}
    path = write("regions", run("--dump")[1].decode() + "".join(
        f"region\tname={name}\n" for name in list(prefixes)[3:]))
    for region, prefix in prefixes.items():
        rc, out, err = run(
            "-s", path, os.path.join(BIN, "ec2-describe-availability-zones"),
            "--region", region, "--output", "json")
        check(f"ids of the zones in {region}",
              (rc, err, [json.loads(line)["ZoneID"]
                         for line in out.splitlines()]),
              (0, "", [f"{prefix}-az{n}" for n in range(1, 5)]))


def after_changes():
    """Changes resources of several kinds in a sandbox (this part runs with an
    argument of the test), and loads a dump of the sandbox's database."""
    try:
        import boto3
    except ImportError:
        print("skip sandbox-seed, changes: boto3 is not installed")
        return
    if len(sys.argv) < 2:
        database = os.path.join(FOLDER, "state.db")
        done = run("--instant", "-d", database, sys.executable, __file__,
                   "change")
        check("status of the changes", (done[0], done[2]), (0, ""))
        first = run("-d", database, "--dump")
        path = write("changed", first[1])
        check("the changed state, loaded and dumped",
              run("-s", path, "--dump"), first)
        text = first[1].decode()
        for part in ("state=deregistered", "state=terminated", "token=t",
                     "tags=Name=a\\\\\\,b=\\tc"):
            check(f"{part} in the dump", part in text, True)
        check("a new address after loading the dump", run(
            "-s", path, os.path.join(BIN, "ec2-allocate-address"))[0], 0)
        rc, _, err = run("-d", database, "-s", path, "true")
        check("a seed for a database with a state",
              (rc, "it has a state already" in err),
              (1, True))
        return
    seller = boto3.client(
        "ec2", endpoint_url=os.environ["AWS_ENDPOINT_URL"])
    customer = boto3.Session(profile_name="customer").client(
        "ec2", endpoint_url=os.environ["AWS_ENDPOINT_URL"])
    started = customer.run_instances(
        ImageId="ami-2bb65342", MinCount=2, MaxCount=2, ClientToken="t",
        TagSpecifications=[{"ResourceType": "instance", "Tags": [
            {"Key": "Name", "Value": "a\\,b=\tc"}]}],
        BlockDeviceMappings=[{"DeviceName": "/dev/sdf",
                              "Ebs": {"VolumeSize": 5}}])
    customer.terminate_instances(
        InstanceIds=[started["Instances"][0]["InstanceId"]])
    seller.register_image(
        Name="volume", RootDeviceName="/dev/sda1", BlockDeviceMappings=[
            {"DeviceName": "/dev/sda1",
             "Ebs": {"SnapshotId": "snap-a08912c9"}}])
    seller.modify_image_attribute(ImageId="ami-6ba54002", Description={
        "Value": "x\ty\nz\\"})
    seller.deregister_image(ImageId="ami-5bae4b32")
    seller.register_image(Name="odd root", RootDeviceName="/dev/sda 1",
                          ImageLocation="b/odd.manifest.xml")
    first = seller.allocate_address()
    seller.allocate_address()
    seller.release_address(AllocationId=first["AllocationId"])


def read_only():
    """A user who may only read a database can dump it.  The dump has the
    changes that are still in SQLite's write-ahead log.  The sandbox leaves no
    file beside the database."""
    drop = None
    folder = tempfile.mkdtemp(dir="/tmp")
    binary = os.path.join(folder, "ec2-sandbox")
    database = os.path.join(folder, "state.db")
    shutil.copy(SANDBOX, binary)
    code = run("-d", database, sys.executable, "-c",
               "import os, sqlite3, shutil\n"
               f"db = {database!r}\n"
               "c = sqlite3.connect(db)\n"
               "c.execute('PRAGMA wal_autocheckpoint = 0')\n"
               "c.execute(\"UPDATE image SET name = 'in-the-log' WHERE "
               "id = 'ami-5bae4b32'\")\n"
               "c.commit()\n"
               "for s in ('', '-wal'):\n"
               "    shutil.copy(db + s, db + '.copy' + s)\n")
    check("status of a change in the log", (code[0], code[2]), (0, ""))
    database += ".copy"
    os.chmod(database, 0o444)
    os.chmod(database + "-wal", 0o444)
    os.chmod(folder, 0o555)
    if os.getuid() == 0:
        def drop():
            os.setgid(65534)
            os.setuid(65534)
    before = sorted(os.listdir(folder))

    def as_reader(*args):
        done = subprocess.run([binary, *args], capture_output=True,
                              timeout=120, preexec_fn=drop)
        return done.returncode, done.stdout, done.stderr.decode()

    rc, out, err = as_reader("-d", database, "--dump")
    check("--dump of a read-only database",
          (rc, err, b"name=in-the-log" in out),
          (0, "", True))
    rc, _, err = as_reader("-d", database, "true")
    check("a command with a read-only database",
          (rc, "not writable" in err), (1, True))
    check("files beside the database", sorted(os.listdir(folder)), before)
    os.chmod(folder, 0o755)
    shutil.rmtree(folder)


def errors():
    for what, text, line, words in (
            ("an unknown kind of line",
             "acount\tid=1\n", 1, "'acount' is an unknown kind of line"),
            ("spaces instead of tabs", SPECIAL.replace("\t", " "), 1,
             "fields are separated by tabs, not spaces\n"),
            ("spaces between fields",
             "account\tid=123456789012 name=me secret-key=s3c\n", 1,
             "field id: fields are separated by tabs, not spaces\n"),
            ("a wrong character in a secret",
             ACCOUNT.strip() + "\tsecret-key=s3c~\n", 1,
             "field secret-key: its value is not 1 to 128"),
            ("a secret without =", "account\tsecret-key s3c\n", 1,
             "field secret-key has no = after its name\n"),
            ("a space before =", "account\tsecret-key =s3c\n", 1,
             "field secret-key has no = after its name\n"),
            ("a secret on a line of its own",
             "account\tid=123456789012\tfoo\ns3c\nbar\n",
             1, "field 2 of the account is not NAME=VALUE with the "
             "name of a field\n"),
            ("a secret as a name", "account\tS3C=x\n", 1,
             "field 1 of the account is not NAME=VALUE with"),
            ("a secret as a kind", ACCOUNT + "S3c+x\n", 2,
             "it does not begin with a known kind of line\n"),
            ("two fields joined by a comma",
             "account\tid=123456789012\tname=me\t"
             "access-key=AKIAX,secret-key=s3c\n", 1,
             "field access-key: its value is not 16 to 128 letters"),
            ("an id and a field joined by a comma",
             "account\tid=123456789012,secret-key=s3c\n", 1,
             "field id: its value is not an account's 12 digits"),
            ("two accounts with one access key", "".join(
                f"account\tid=12345678901{n}\tname=n{n}\taccess-key="
                "S3cS3cS3cS3cS3cS3c\tsecret-key=x\n" for n in range(2)), 2,
             "field access-key: its value is defined already"),
            ("an unknown field", "account\tid=123456789012\tage=3\n", 1,
             "account has no field 'age'"),
            ("a field without =", "account\tid\n", 1, "field id has no ="),
            ("the same field twice", "account\tid=123456789012\tid=1\n", 1,
             "field id is given twice"),
            ("a missing field", "account\tid=123456789012\n", 1,
             "field name is missing"),
            ("an account with two digits", "\n\naccount\tid=12\tname=x\n", 3,
             "field id: '12' is not an account's 12 digits"),
            ("two accounts with one id", ACCOUNT + ACCOUNT, 2,
             "field id: '123456789012' is defined already"),
            ("two accounts with one name",
             ACCOUNT + "account\tid=123456789013\tname=me\n",
             2, "field name: 'me' is defined already"),
            ("an undefined owner", IMAGE, 1,
             "field owner: '123456789012' is not defined"),
            ("an undefined product code",
             ACCOUNT + IMAGE.strip() + "\tcode=X\n", 2,
             "field code: 'X' is not defined"),
            ("an unknown value of root",
             ACCOUNT + IMAGE.strip() + "\troot=floppy\n", 2,
             "field root: 'floppy' is not 'instance-store' or 'ebs'\n"),
            ("a permission for a name", ACCOUNT + IMAGE.strip() +
             "\tpermissions=all,me\n", 2, "field permissions: 'me' is neither 'all', "
             "nor an account of 12 digits, nor an ARN (arn:aws...)\n"),
            ("a device without =",
             ACCOUNT + IMAGE.strip() + "\tdevices=sda\n", 2,
             "field devices: 'sda' has no ="),
            ("a device twice", ACCOUNT + IMAGE.strip() +
             "\tdevices=a=b,a=c\n", 2, "field devices: an earlier element "
             "has the same image_device.image, image_device.device\n"),
            ("ten parts of a device", ACCOUNT + IMAGE.strip() +
             "\tdevices=a=b:1:2:3:4:5:6:7:8:9\n", 2,
             "field devices: 'a=b:1:2:3:4:5:6:7:8:9' has too many parts\n"),
            ("four parts of an instance's device",
             ACCOUNT + IMAGE + "instance\tid=i-00000001\t"
             "owner=123456789012\timage=ami-00000001\tdevices=a=b:true:1:2\n",
             3, "field devices: 'a=b:true:1:2' has too many parts\n"),
            ("two key pairs of one name", ACCOUNT + "".join(
                f"key-pair\tid=key-0000000{n}\towner=123456789012\tname=k\n"
                for n in range(2)), 3, "an earlier line has the same "
             "key_pair.owner, key_pair.region, key_pair.name\n"),
            ("a time that is a word",
             ACCOUNT + IMAGE + "instance\tid=i-00000001\t"
             "owner=123456789012\timage=ami-00000001\tlaunched=now\n", 3,
             "field launched: 'now' is not a time"),
            ("a time in ISO 8601's basic format", ACCOUNT + IMAGE.strip() +
             "\tdeprecated=20260101T000000Z\n", 2,
             "field deprecated: '20260101T000000Z' is not a time like "
             "2010-03-02T08:15:30.000Z\n"),
            ("a time in another zone", ACCOUNT + IMAGE.strip() +
             "\tcreated=2026-01-01T00:00:00+02:00\n", 2,
             "field created: '2026-01-01T00:00:00+02:00' is not a time"),
            ("a number of 19 digits", ACCOUNT + "snapshot\tid=snap-00000001\t"
             "owner=123456789012\tsize=1" + 18 * "0" + "\n", 2,
             "field size: '1" + 18 * "0" + "' is not 1 to 18 digits"),
            ("a number with a sign", ACCOUNT + "snapshot\tid=snap-00000001\t"
             "owner=123456789012\tsize=+8\n", 2,
             "field size: '+8' is not 1 to 18 digits"),
            ("an id with one digit",
             ACCOUNT + IMAGE.replace("ami-00000001", "ami-1"), 2,
             "field id: 'ami-1' is not ami- and 8 or 17 hex digits in "
             "lower case\n"),
            ("an id of another kind",
             ACCOUNT + IMAGE.replace("ami-00000001", "i-00000001"), 2,
             "field id: 'i-00000001' is not ami- and 8 or 17 hex digits"),
            ("an unknown platform",
             ACCOUNT + IMAGE.strip() + "\tplatform=linux\n", 2,
             "field platform: 'linux' is not 'windows' or ''\n"),
            ("a name with a dot", "account\tid=123456789012\tname=a.b\n", 1,
             "field name: 'a.b' is not 1 to 128 letters, digits, - and _\n"),
            ("an architecture with @",
             ACCOUNT + IMAGE.strip() + "\tarchitecture=a@b\n", 2,
             "field architecture: 'a@b' is not 1 to 128 letters, digits and "
             ".:/+=-_\n"),
            ("a control character", "account\tid=\x01\n", 1,
             "it holds a control character, or bytes that are not UTF-8"),
            ("a byte that is not UTF-8",
             b"account\tid=\xff\n", 1,
             "it holds a control character, or bytes that are not UTF-8")):
        path = write("wrong", text)
        rc, out, err = run("-s", path, "--dump")
        check(what, (rc, out, err.count("\n")), (1, b"", 1))
        want = f"ec2-sandbox: {path}, line {line}: {words}"
        check(f"{what}, message", err[:len(want)], want)
        check(f"{what}, secrets", "s3c" in err.lower(), False)
    rc, _, err = run("-s", os.path.join(FOLDER, "none"), "--dump")
    check("a missing file", (rc, err.count("none: No such file")), (1, 1))
    rc, _, err = run("-s", "/dev/zero", "--dump")
    check("an endless file", (rc, "NUL" in err), (1, True))
    rc, _, err = run("-s", write("nul", b"a\0b"), "--dump")
    check("a NUL in the file", (rc, "NUL" in err), (1, True))
    for args in (("--dump", "true"), ("--dump", "-l", "127.0.0.1:0"),
                 ("--dump", "-f", "error=1"), ("--dump", "--instant"),
                 ("--dump", "--log", "x"),
                 ("--is-ready", "http://127.0.0.1:1", "--instant")):
        check(f"{args}", run(*args)[0], 2)
    rc, _, err = run("-s", write("keyless", ACCOUNT), "true")
    check("accounts without keys",
          (rc, "no account has an access key and a secret key" in err), (1, True))
    text = run("-h")[1].decode()
    for kind in ("account", "product", "signup", "image", "instance"):
        check(f"-h explains {kind}", f"\n  {kind} " in text, True)


if len(sys.argv) > 1:
    after_changes()
    sys.exit(0)
shutil.rmtree(FOLDER, ignore_errors=True)
os.makedirs(FOLDER)
round_trips()
large()
default_account()
cidr_blocks()
default_profiles()
default_groups()
missing_devices()
zone_ids()
after_changes()
read_only()
errors()
for line in failures:
    print("FAILED", line)
print(f"{checks} checks, {len(failures)} failed")
sys.exit(1 if failures else 0)
