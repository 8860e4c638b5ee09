# SPDX-License-Identifier: BSD-2-Clause
"""Provides an endpoint for ec2-audit-instances, and the command line of an
audit at this endpoint.  A test can choose the instances that have lost the
code, and can run a function at each request."""
import os
import urllib.parse

import scripted

BIN = os.environ["BIN"]
SELLER, OWNER = "999988887777", "111122223333"
ENV = {"AWS_ACCESS_KEY_ID": "AKIATEST", "AWS_SECRET_ACCESS_KEY": "secret",
       "AWS_EC2_METADATA_DISABLED": "true", "AWS_REGION": "us-east-1"}


class Endpoint(scripted.Server):
    """Confirms every instance except those in `lost`.  If `hook` is not None,
    calls it with the id of each instance that a request asks about."""

    def __init__(self):
        super().__init__(self.reply_to)
        self.lost = set()
        self.hook = None

    def reply_to(self, handler, body):
        query = urllib.parse.parse_qs(body.decode())
        action = query["Action"][0]
        if action == "GetCallerIdentity":
            text = (f"<GetCallerIdentityResult><Account>{SELLER}</Account>"
                    "</GetCallerIdentityResult>")
        else:
            one = query["InstanceId"][0]
            if self.hook:
                self.hook(one)
            text = "<return>false</return>" if one in self.lost else \
                f"<ownerId>{OWNER}</ownerId><return>true</return>"
        return 200, (f'<{action}Response xmlns="http://ec2.amazonaws.com/doc/'
                     f'2016-11-15/"><requestId>r</requestId>{text}'
                     f"</{action}Response>")

    def command(self, state, *args):
        return [os.path.join(BIN, "ec2-audit-instances"), "--state", state,
                "-U", self.url, *args]


def environment(**more):
    return dict(os.environ, **ENV, **more)
