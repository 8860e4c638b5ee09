#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Runs other people's clients, unchanged, with ec2-sandbox.  Checks the table
CLIENTS in the manual.  Skips clients that are not installed."""
import concurrent.futures
import os
import shutil
import subprocess
import sys

SANDBOX = os.path.join(os.environ["BIN"], "ec2-sandbox")
CLIENTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..",
                       "clients")
SELLER, CUSTOMER = "999988887777", "111122223333"
RUNNING, WEB, DONE = "waiter running", "tags web", "snapshots completed"
METADATA = "metadata 774F4FF8"

# Each client: its script, the program that runs the script, a sign that the
# client is installed, and the output of the script.
ALL = [
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


def there(runner, probe):
    if not shutil.which(runner):
        return False
    args = [runner, "-c", probe] if runner in (
        "sh", "python3", "/usr/bin/python3") else [runner, "-e", probe]
    return subprocess.run(args, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL,
                          timeout=120).returncode == 0


def use(client):
    """Returns whether the client passed, or None if it is not installed."""
    name, runner, probe, want = client
    if not there(runner, probe):
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
    ends = [end for end in pool.map(use, ALL) if end is not None]
print(f"{len(ends)} clients, {ends.count(False)} failed")
sys.exit(77 if not ends else 0 if all(ends) else 1)
