#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Tests writes whose replies get lost.  A repeat of the request could make a
second resource (a snapshot, an address, an image).  So the command sends the
request once, and its error names the command that shows whether the resource
exists.  If the request has a client token, the command repeats the request.
Every command repeats a request that was throttled."""
import os
import subprocess
import sys
import urllib.parse

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from scripted import Server                                 # noqa: E402

BIN, TMP = os.environ['BIN'], os.environ['TMP']
PUBLIC = os.path.join(TMP, 'key.pub')
with open(PUBLIC, 'w', encoding='ascii') as file:
    file.write('ssh-rsa AAAA me\n')

# For each command: the reply that reports success, and the command that shows
# whether the resource exists.
ONCE = {
    'ec2-add-keypair k': (
        '<keyName>k</keyName><keyFingerprint>f</keyFingerprint>'
        '<keyMaterial>m</keyMaterial>', 'ec2-describe-keypairs'),
    f'ec2-import-keypair k -f {PUBLIC}': (
        '<keyName>k</keyName><keyFingerprint>f</keyFingerprint>',
        'ec2-describe-keypairs'),
    'ec2-allocate-address': ('<publicIp>192.0.2.1</publicIp>',
                             'ec2-describe-addresses'),
    'ec2-add-group g -d d': ('<return>true</return><groupId>sg-1</groupId>',
                             'ec2-describe-group'),
    'ec2-create-snapshot vol-1': (
        '<snapshotId>snap-1</snapshotId><volumeId>vol-1</volumeId>',
        'ec2-describe-snapshots'),
    'ec2-copy-snapshot -r us-east-1 -s snap-2': (
        '<snapshotId>snap-1</snapshotId>', 'ec2-describe-snapshots'),
    'ec2-create-image i-1 -n n': ('<imageId>ami-1</imageId>',
                                  'ec2-describe-images'),
    'ec2-register -n n -s snap-1': ('<imageId>ami-1</imageId>',
                                    'ec2-describe-images'),
}
# The same for commands that send a client token.
WITH_TOKEN = {
    'ec2-create-volume -s 1 -z z': ('<volumeId>vol-1</volumeId>',
                                    'ec2-describe-volumes'),
    'ec2-run-instances ami-1': (
        '<reservationId>r-1</reservationId><instancesSet><item><instanceId>'
        'i-1</instanceId></item></instancesSet>', 'ec2-describe-instances'),
    'ec2-copy-image -r us-east-1 -s ami-2 -n n': ('<imageId>ami-1</imageId>',
                                                  'ec2-describe-images'),
}
ERROR = ('<Response><Errors><Error><Code>{}</Code><Message>words</Message>'
         '</Error></Errors></Response>')
CUT = (b'HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 900\r\n'
       b'\r\n<?xml version="1.0"?><')
failures = []
checks = 0


def check(what, got, want):
    global checks
    checks += 1
    if got != want:
        failures.append(f'{what}: got {got!r}, want {want!r}')


def truncated_reply(handler):
    handler.wfile.write(CUT)


def no_reply(handler):
    del handler


def internal_error(handler):
    del handler
    return 500, ERROR.format('InternalError')


def throttled(handler):
    del handler
    return 503, ERROR.format('RequestLimitExceeded')


def gateway_page(handler):
    """A gateway loses the reply, and sends an HTML page instead."""
    del handler
    return 502, '<html><body>Bad gateway</body></html>', 'text/html'


def run(argv, first, body):
    """Runs ARGV at an endpoint that answers the first request with FIRST, and
    later requests with BODY.  Returns the finished process and the requests."""
    requests = []

    def answer(handler, data):
        form = dict(urllib.parse.parse_qsl(data.decode()))
        requests.append(form)
        if len(requests) == 1:
            return first(handler)
        action = form['Action']
        return 200, f'<{action}Response>{body}</{action}Response>'

    server = Server(answer)
    env = {k: v for k, v in os.environ.items()
           if k == 'PATH' or k.endswith('SAN_OPTIONS')}
    env |= {'HOME': TMP, 'AWS_ACCESS_KEY_ID': 'A', 'EC2_URL': server.url,
            'AWS_SECRET_ACCESS_KEY': 'S', 'AWS_EC2_METADATA_DISABLED': 'true'}
    words = argv.split()
    p = subprocess.run([os.path.join(BIN, words[0]), *words[1:]], env=env,
                       stdin=subprocess.DEVNULL, capture_output=True,
                       text=True, timeout=60, check=False)
    server.shutdown()
    return p, requests


for argv, (body, look) in ONCE.items():
    for lose in (no_reply, truncated_reply, internal_error, gateway_page):
        p, requests = run(argv, lose, body)
        what = f'{argv}, {lose.__name__}'
        check(f'{what}: requests', len(requests), 1)
        check(f'{what}: status and rows', (p.returncode, p.stdout), (1, ''))
        check(f'{what}: the error names {look}', look in p.stderr or p.stderr,
              True)
for argv, (body, look) in WITH_TOKEN.items():
    for lose in (no_reply, truncated_reply, internal_error, gateway_page):
        p, requests = run(argv, lose, body)
        what = f'{argv}, {lose.__name__}'
        check(f'{what}: requests', len(requests), 2)
        check(f'{what}: the same request twice', requests[0], requests[-1])
        check(f'{what}: a client token of more than 15 characters',
              len(requests[0].get('ClientToken', '')) > 15, True)
        check(f'{what}: status', (p.returncode, bool(p.stdout)), (0, True))
        p, requests = run(argv + ' --max-attempts 1', lose, body)
        check(f'{what}, one attempt: requests', len(requests), 1)
        check(f'{what}, one attempt: the error names {look}',
              look in p.stderr or p.stderr, True)
for argv, (body, _) in (ONCE | WITH_TOKEN).items():
    p, requests = run(argv, throttled, body)
    check(f'{argv}, throttled once: requests', len(requests), 2)
    check(f'{argv}, throttled once: status', (p.returncode, p.stderr), (0, ''))
if failures:
    print('\n'.join(failures[:40]))
    print(f'{len(failures)} of {checks} checks failed')
    sys.exit(1)
print(f'{checks} checks')
