#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Writes whose replies get lost.  A repeat of the request could make a second
resource (a volume, an address, a key pair).  So the command sends the request
once, and its error names the command that shows whether the resource exists.
Some commands repeat the request with the same token instead.  A command always
repeats a request that was throttled."""
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

# Each command, the reply that reports success, and the command that shows the
# result.
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
TOKEN = {
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


def cut(handler):
    handler.wfile.write(CUT)


def closed(handler):
    del handler


def error(handler):
    del handler
    return 500, ERROR.format('InternalError')


def portal(handler):
    """A gateway loses the reply, and sends a page that says so."""
    del handler
    return 502, '<html><body>Bad gateway</body></html>', 'text/html'


def run(argv, first, body):
    """Runs ARGV at an endpoint that answers the first request with FIRST, and
    later requests with BODY.  Returns the finished process and the requests."""
    asked = []

    def answer(handler, data):
        form = dict(urllib.parse.parse_qsl(data.decode()))
        asked.append(form)
        if len(asked) == 1:
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
    return p, asked


for argv, (body, look) in ONCE.items():
    for lose in (closed, cut, error, portal):
        p, asked = run(argv, lose, body)
        what = f'{argv}, {lose.__name__}'
        check(f'{what}: requests', len(asked), 1)
        check(f'{what}: status and rows', (p.returncode, p.stdout), (1, ''))
        check(f'{what}: {look} is named', look in p.stderr or p.stderr, True)
for argv, (body, look) in TOKEN.items():
    for lose in (closed, cut, error, portal):
        p, asked = run(argv, lose, body)
        what = f'{argv}, {lose.__name__}'
        check(f'{what}: requests', len(asked), 2)
        check(f'{what}: the same request twice', asked[0], asked[-1])
        check(f'{what}: the client token',
              len(asked[0].get('ClientToken', '')) > 15,
              True)
        check(f'{what}: status', (p.returncode, bool(p.stdout)), (0, True))
        p, asked = run(argv + ' --max-attempts 1', lose, body)
        check(f'{what}, reply lost: requests', len(asked), 1)
        check(f'{what}, no more: {look} is named',
              look in p.stderr or p.stderr, True)
for argv, (body, _) in (ONCE | TOKEN).items():
    p, asked = run(argv, lambda h: (503, ERROR.format('RequestLimitExceeded')),
                   body)
    check(f'{argv}, throttled once: requests', len(asked), 2)
    check(f'{argv}, throttled once: status', (p.returncode, p.stderr), (0, ''))
if failures:
    print('\n'.join(failures[:40]))
    print(f'{len(failures)} of {checks} checks failed')
    sys.exit(1)
print(f'{checks} checks')
