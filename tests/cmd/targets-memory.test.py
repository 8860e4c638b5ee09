#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Tests that the memory of a run hardly grows with the number of accounts, even
in the worst case: the first target (a region of an account) answers last, so
the rows of all other targets must wait.

    targets-memory.test.py                            runs the test
    targets-memory.test.py REGIONS ACCOUNTS ITEMS     measures one run
"""
import os
import re
import subprocess
import sys
import threading
import time
import urllib.parse

import scripted

BIN = os.environ['BIN']
TMP = os.environ['TMP']

with open(f'{BIN}/ec2-version', 'rb') as f:
    if b'__asan_init' in f.read() or os.environ.get('WRAP'):
        print('a sanitizer or valgrind needs additional memory')
        sys.exit(77)


def reply(region, items):
    """Returns the reply of the region with the number REGION."""
    return ('<DescribeInstancesResponse><reservationSet>' + ''.join(
        f'<item><reservationId>r-{region:04x}{n:06x}</reservationId>'
        '<ownerId>111122223333</ownerId><instancesSet><item>'
        f'<instanceId>i-{region:04x}{n:06x}</instanceId>'
        '<imageId>ami-0123456789abcdef0</imageId><instanceState>'
        '<code>16</code><name>running</name></instanceState>'
        f'<privateDnsName>ip-10-0-{n // 256}-{n % 256}.ec2.internal'
        '</privateDnsName><keyName>a-key-pair</keyName>'
        '<instanceType>m5.large</instanceType>'
        '<launchTime>2026-07-01T12:34:56.000Z</launchTime><tagSet><item>'
        f'<key>Name</key><value>a machine of a large fleet, number {n}'
        '</value></item></tagSet></item></instancesSet></item>'
        for n in range(items)) +
        '</reservationSet></DescribeInstancesResponse>').encode()


class Server(scripted.Server):
    def __init__(self, regions, items):
        self.lock, self.count = threading.Lock(), 0
        self.replies = [reply(r, items) for r in range(regions)]
        self.regions = ('<DescribeRegionsResponse><regionInfo>' + ''.join(
            f'<item><regionName>r{r}</regionName></item>'
            for r in range(regions)) +
            '</regionInfo></DescribeRegionsResponse>').encode()
        super().__init__(self.reply_to)

    def reply_to(self, handler, body):
        action = dict(urllib.parse.parse_qsl(body.decode()))['Action']
        scope = re.search('Credential=K([0-9]+)/[0-9]+/r([0-9]+)/',
                          handler.headers['Authorization'])
        account, region = int(scope.group(1)), int(scope.group(2))
        if action != 'DescribeRegions' and (account, region) == (0, 0):
            time.sleep(2)
        with self.lock:
            self.count += 1
        return 200, (self.regions if action == 'DescribeRegions'
                     else self.replies[region])


def run(regions, accounts, items):
    """Runs the command.  Returns the number of different rows, the peak of
    memory in KiB, the number of requests, and the seconds that the run took."""
    server = Server(regions, items)
    config = os.path.join(TMP, 'config')
    with open(config, 'w') as f:
        for a in range(accounts):
            f.write(f'[profile p{a}]\naws_access_key_id = K{a}\n'
                    'aws_secret_access_key = s\nregion = r0\n')
    env = {'PATH': os.environ['PATH'], 'HOME': os.path.join(TMP, 'nowhere'),
           'AWS_EC2_METADATA_DISABLED': 'true', 'AWS_CONFIG_FILE': config,
           'AWS_SHARED_CREDENTIALS_FILE': os.path.join(TMP, 'nowhere'),
           'AWS_ENDPOINT_URL': server.url}
    start = time.monotonic()
    with subprocess.Popen(
            [os.path.join(BIN, 'ec2-describe-instances'), '--region', 'all',
             '--profile', 'all', '--rows', 'INSTANCE', '--columns',
             'InstanceID,Region,Profile'],
            stdout=subprocess.PIPE, env=env) as p:
        seen = set(p.stdout)
        usage = os.wait4(p.pid, 0)
        p.returncode = os.waitstatus_to_exitcode(usage[1])
    server.shutdown()
    server.server_close()
    if p.returncode:
        sys.exit(f'status {p.returncode}')
    return (len(seen), usage[2].ru_maxrss, server.count,
            time.monotonic() - start)


def main():
    if len(sys.argv) == 4:
        print('%d instances, peak %d KiB, %d requests, %.1f s'
              % run(*map(int, sys.argv[1:])))
        return 0
    peaks = []
    for accounts in (16, 32):
        rows, peak, _, _ = run(16, accounts, 500)
        peaks.append(peak)
        if rows != 16 * accounts * 500:
            print(f'{rows} instances of {16 * accounts * 500}')
            return 1
    # The rows of both runs are larger than the memory that may hold them.  The
    # second run has twice as many rows as the first.
    print('2 runs: 256 targets need %d KiB, 512 need %d KiB' % tuple(peaks))
    return 1 if peaks[1] > peaks[0] + 24 * 1024 else 0


if __name__ == '__main__':
    sys.exit(main())
