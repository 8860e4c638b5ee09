#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Runs unchanged clients by other authors with ec2-sandbox.  The section
Clients of man/ec2-sandbox.1 lists these clients.  Also runs some examples of
that section.  Skips clients that are not installed."""
import concurrent.futures
import os
import re
import shutil
import subprocess
import sys

SANDBOX = os.path.join(os.environ["BIN"], "ec2-sandbox")
CLIENTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..",
                       "clients")
SELLER, CUSTOMER = "999988887777", "111122223333"
RUNNING, WEB, DONE = "waiter running", "tags web", "snapshots completed"
METADATA = "metadata 774F4FF8"

# Each entry has a client's script, the program that runs the script, code that
# succeeds if the client is installed, and the output of the script.
SCRIPTS = [
    ("boto3.py", "python3", "import boto3",
     [f"guide {CUSTOMER}", RUNNING, "pages [2, 2]", WEB, DONE]),
    ("cli.sh", "sh", "aws --version",
     [f"guide {CUSTOMER}", RUNNING, "pages 2 2", WEB, DONE]),
    ("libcloud.py", "/usr/bin/python3", "import libcloud.compute",
     [f"guide ['{SELLER}', '{SELLER}']", RUNNING, WEB, DONE]),
    ("boto2.py", "/usr/bin/python3", "import boto.ec2",
     [f"guide {CUSTOMER}", RUNNING, WEB, DONE, METADATA]),
    ("cloud-init.py", "/usr/bin/python3", "import cloudinit.sources",
     [METADATA]),
    ("sdk3.js", "node", "require('@aws-sdk/client-ec2')",
     [f"guide {CUSTOMER}", RUNNING, "pages 2 2", WEB, DONE]),
    ("sdk2.js", "node", "require('aws-sdk')",
     [f"guide {CUSTOMER}", RUNNING, "pages 2 2", WEB, DONE, METADATA]),
    ("vm-ec2.pl", "perl", "use VM::EC2",
     ["guide 1", RUNNING, WEB, DONE]),
    ("net-amazon-ec2.pl", "perl", "use Net::Amazon::EC2",
     [f"guide {CUSTOMER}", RUNNING, WEB, DONE]),
    ("fog.rb", "ruby", "require 'fog/aws'",
     [f"guide {SELLER}", RUNNING, WEB, DONE]),
    ("sdk-ruby.rb", "ruby", "require 'aws'; AWS::EC2",
     [f"guide {CUSTOMER}", RUNNING, WEB, DONE]),
]


def is_installed(runner, probe):
    if not shutil.which(runner):
        return False
    args = [runner, "-c", probe] if runner in (
        "sh", "python3", "/usr/bin/python3") else [runner, "-e", probe]
    return subprocess.run(args, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL,
                          timeout=120).returncode == 0


# Each entry has an example's number in the section Clients (the first is 0),
# the program that runs the example, and code that succeeds if the example's
# client is installed.
EXAMPLES = [(0, "python3", "import boto3"), (1, "sh", "aws --version"),
            (2, "node", "require('@aws-sdk/client-ec2')"),
            (5, "python3", "import boto3")]

# This code uses the example's fixture as pytest does.
USE_FIXTURE = """
import sys, types
sys.modules["pytest"] = types.SimpleNamespace(fixture=lambda f: f)
exec(sys.argv[1])
fixture = ec2()
client = next(fixture)
print(client.confirm_product_instance(
    ProductCode="774F4FF8", InstanceId="i-10a64379")["OwnerId"])
client.delete_snapshot(SnapshotId=client.create_snapshot(
    VolumeId=client.create_volume(AvailabilityZone="us-east-1a", Size=1)[
        "VolumeId"])["SnapshotId"])
next(fixture, None)
try:
    client.describe_regions()
except Exception as e:
    sys.exit("Could not connect" not in str(e))
sys.exit("the sandbox still runs after the fixture ended")
"""


def run_example(example):
    """Returns whether the manual's example works, or None if the example's
    client is not installed."""
    number, runner, probe = example
    with open("man/ec2-sandbox.1", encoding="utf-8") as page:
        text = page.read().split("\n.Ss Clients\n")[1].split("\n.Ss ")[0]
    code = re.findall(r"\n\.Bd [^\n]*\n(.*?)\n\.Ed", text, re.DOTALL)[
        number].replace("\\e", "\\")
    if not is_installed(runner, probe):
        print(f"skip sandbox-others, example {number}: "
              "its client is not installed")
        return None
    command = [runner, "-e" if runner == "node" else "-c", code]
    env = dict(os.environ)
    if "pytest" in code:
        command = [runner, "-c", USE_FIXTURE, code]
        env["PATH"] = f"{os.environ['BIN']}:{env['PATH']}"
    else:
        command = [SANDBOX, *command]
    done = subprocess.run(command, capture_output=True, text=True, env=env)
    if (done.returncode, done.stdout) == (0, f"{CUSTOMER}\n"):
        return True
    print(f"FAILED example {number}: status {done.returncode}, "
          f"{done.stdout!r}, {done.stderr[-600:]!r}")
    return False


def run_client(client):
    """Returns whether the client's script succeeds and prints its output in
    SCRIPTS, or None if the client is not installed."""
    name, runner, probe, want = client
    if not is_installed(runner, probe):
        print(f"skip sandbox-others, {name}: it is not installed")
        return None
    done = subprocess.run(
        [SANDBOX, "-m", "i-10a64379=127.0.0.1:0", runner,
         os.path.join(CLIENTS, f"with-{name}")], capture_output=True,
        text=True)
    if done.returncode == 0 and done.stdout.splitlines() == want:
        return True
    print(f"FAILED {name}: status {done.returncode}, {done.stdout!r}, "
          f"{done.stderr[-600:]!r}")
    return False


# A client spends most of its time waiting, so four clients run at once.
with concurrent.futures.ThreadPoolExecutor(4) as pool:
    results = [result for result in [*pool.map(run_client, SCRIPTS),
                                     *pool.map(run_example, EXAMPLES)]
               if result is not None]
print(f"{len(results)} clients and examples, {results.count(False)} failed")
sys.exit(77 if not results else 0 if all(results) else 1)
