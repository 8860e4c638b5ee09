# SPDX-License-Identifier: BSD-2-Clause
"""Compares the output of a command with the values that boto3 reads at the same
endpoint."""
import json
import os
import re
import subprocess
import sys

import boto3rows

try:
    import boto3
    import botocore
    from botocore.config import Config
except ImportError:
    print('boto3 is not installed')
    sys.exit(77)
# The botocore in Debian 12 lacks features that this test needs.
if tuple(int(n) for n in botocore.__version__.split('.')[:2]) < (1, 31):
    print('botocore is older than 1.31')
    sys.exit(77)

BIN, TMP = os.environ['BIN'], os.environ['TMP']
# Commands whose actions moto does not support.
LACKING = {'ec2-confirm-product-instance', 'ec2-disable-image-deprecation',
           'ec2-enable-image-deprecation', 'ec2-monitor-instances',
           'ec2-reset-image-attribute', 'ec2-reset-instance-attribute',
           'ec2-reset-snapshot-attribute', 'ec2-unmonitor-instances'}
failures = checks = 0


def check(what, got, want):
    global failures, checks
    checks += 1
    if got != want:
        failures += 1
        print(f'{what}:\n  expected {want!r}\n  got      {got!r}')


class Place:
    """One endpoint, and one form in which our commands print: text or JSON."""

    def __init__(self, name, form, env, image, session):
        self.name, self.form, self.image = name, form, image
        self.env = {k: v for k, v in os.environ.items()
                    if k == 'PATH' or k.endswith('SAN_OPTIONS')}
        self.env |= env
        self.env |= {'HOME': TMP, 'TZ': 'UTC'}
        self.moto = name == 'moto'
        # The moto in Debian 13 gives the same canned answers for all resources,
        # and reports success for changes that it drops.  boto3parts.permissions
        # finds out whether moto is this version.
        self.canned = False
        self.done, self.lacking = set(), set()
        self.ec2 = session.client(
            'ec2', region_name='us-east-1', endpoint_url=env['EC2_URL'],
            config=Config(retries={'total_max_attempts': 1}))
        # The sandbox accepts any subnet, but lists none.
        self.subnet = 'subnet-0a1b2c3d' if not self.moto else next(
            s['SubnetId'] for s in self.all('describe_subnets', 'Subnets')
            if s['AvailabilityZone'] == 'us-east-1a')

    def run(self, *argv):
        self.done.add(argv[0])
        p = subprocess.run(
            [os.path.join(BIN, argv[0]), *argv[1:]], env=self.env,
            stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
        return p.returncode, p.stdout.decode(), p.stderr.decode()

    def output(self, *argv):
        """Runs a command, which must succeed and leave standard error empty.
        Returns its rows."""
        more = ['--output', 'json'] if self.form == 'json' else []
        rc, out, err = self.run(*argv, *more)
        check(f'{self.name}: {argv}: status and message', (rc, err), (0, ''))
        lines = out.split('\n')
        check(f'{self.name}: {argv}: after the last newline', lines.pop(), '')
        if self.form == 'json':
            return [json.loads(line) for line in lines]
        return [line.split('\t') for line in lines]

    def compare(self, what, got, wanted, ignored=()):
        """Compares the rows GOT, which a command printed, with the rows WANTED.
        Does not compare the columns IGNORED."""
        what = f'{self.name}, {self.form}: {what}'
        check(f'{what}: rows', [self.kind(row) for row in got],
              [next(iter(row.values())) for row in wanted])
        for have, row in zip(got, wanted):
            if self.form == 'json':
                want = boto3rows.in_json(row)
                have = {k: self.boto3_time(k, v) for k, v in have.items()}
            else:
                want = boto3rows.in_text(row)
                check(f'{what}: columns of {list(want.values())[:3]}',
                      len(have), len(want))
                have = {k: self.boto3_time(k, v) for k, v in zip(want, have)}
            for key in {**want, **have}:
                if key not in ignored:
                    check(f'{what}: {list(want.values())[:3]}, {key}',
                          have.get(key, 'none'), want.get(key, 'none'))

    @staticmethod
    def kind(row):
        return row[0] if isinstance(row, list) else next(iter(row.values()))

    @staticmethod
    def boto3_time(key, value):
        """Returns VALUE.  Our commands print times as the service sends them.
        In the columns AttachTime and CreateTime, gives it boto3rows' form:
        without a fraction of a second, and with +0000 for Z."""
        if key in ('AttachTime', 'CreateTime') and value:
            return re.sub(r'(\.\d+)?Z$', '+0000', value)
        return value

    def launch(self):
        made = self.ec2.run_instances(
            ImageId=self.image, MinCount=1, MaxCount=1, SubnetId=self.subnet,
            InstanceType='t3.micro')
        return made['Instances'][0]['InstanceId']

    def column(self, got, key, index, kind=None):
        return [r[key] if self.form == 'json' else r[index]
                for r in got if not kind or self.kind(r) == kind]

    def value(self, got, key, index, kind=None):
        """Returns the value in a column of the first row that has the type
        KIND, or of the first row if KIND is None."""
        row = next(r for r in got if not kind or self.kind(r) == kind)
        return row[key] if self.form == 'json' else row[index]

    def rows(self, kind, items):
        return [row for i in items for row in boto3rows.rows(kind, i)]

    def shows(self, argv, kind, items):
        """Checks that the command ARGV prints the values of ITEMS, which boto3
        has read."""
        self.compare(' '.join(argv.split()[:3]), self.output(*argv.split()),
                     self.rows(kind, items))

    def prints(self, argv, *wanted):
        self.compare(argv, self.output(*argv.split()), wanted)

    def all(self, method, key, **kw):
        """Returns the items of all pages that boto3 reads."""
        if not self.ec2.can_paginate(method):
            return getattr(self.ec2, method)(**kw)[key]
        return [i for page in self.ec2.get_paginator(method).paginate(**kw)
                for i in page[key]]

    def fails(self, argv, words):
        """Checks that the command ARGV ends with status 1, prints a message
        that contains WORDS, and prints no row."""
        rc, out, err = self.run(*argv.split())
        check(f'{self.name}: {argv}', (rc, out), (1, ''))
        check(f'{self.name}: {argv}: the message',
              words if words in err else err, words)

    def lacks(self, argv):
        """Checks that the command ARGV fails because moto does not support the
        action."""
        self.lacking.add(argv.split()[0])
        self.fails(argv, ': answered HTTP 50')


def attribute(name, key, ident, *values):
    """Returns the row that a command about attributes must print."""
    names = ('Operation', 'ItemType', 'ItemValue')
    names = names[1:] if len(values) == 2 else names
    return {'Attribute': name, key: ident, **dict(zip(names, values))}
