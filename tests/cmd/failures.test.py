#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Runs whole commands with a server that loses replies, refuses requests, or
reports a success that did not happen.  Also lets keys expire during a run, and
interrupts commands.  A command must print only correct rows, and the status
must agree with the rows."""
import concurrent.futures
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.parse

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from scripted import Server                                 # noqa: E402

BIN = os.environ['BIN']
TMP = os.environ['TMP']
failures = 0
checks = 0
lock = threading.Lock()

OK = '<{0}Response><return>true</return></{0}Response>'
SILENT = '<{0}Response/>'
CODES = ('<DescribeImageAttributeResponse><productCodes><item><productCode>{}'
         '</productCode></item></productCodes></DescribeImageAttributeResponse>')
ERROR = ('<Response><Errors><Error><Code>{}</Code><Message>words</Message>'
         '</Error></Errors></Response>')
MODIFY, DESCRIBE = 'ModifyImageAttribute', 'DescribeImageAttribute'
ROW = 'productCodes\t{}\t\tproductCode\tC1\n'


def start(script):
    """Starts a server that answers with the result of script(action, image,
    count, handler).  `count` is the number of requests with this action and
    image, including this request.  The result is None, or an HTTP status and a
    body.  The body may be a function that returns the text."""
    def answer(handler, body):
        params = dict(urllib.parse.parse_qsl(body.decode()))
        with handling:
            request = (params['Action'], params.get('ImageId', ''))
            server.seen.append(request)
            reply = script(*request, server.seen.count(request), handler)
        if reply and callable(reply[1]):
            reply = reply[0], reply[1]()
        return reply

    handling = threading.RLock()
    server = Server(answer)
    server.seen = []
    return server


def command(server, argv):
    env = {'PATH': os.environ['PATH'], 'HOME': '/nonexistent',
           'AWS_ACCESS_KEY_ID': 'AKID', 'AWS_SECRET_ACCESS_KEY': 'SECRETKEY',
           'AWS_SESSION_TOKEN': 'TOKEN/WORD'}
    for name in ('ASAN_OPTIONS', 'UBSAN_OPTIONS', 'LSAN_OPTIONS'):
        if name in os.environ:
            env[name] = os.environ[name]
    return [os.path.join(BIN, argv[0]), *argv[1:], '-U',
            server.url], env


def report(name, wrong, err):
    global failures, checks
    with lock:
        checks += 1
        if wrong:
            failures += 1
            print(f'{name}:', *wrong, f'standard error: {err!r}', sep='\n  ')


def case(name, script, argv, status, out, words=(), never=(), seen=None,
         stdin=b''):
    server = start(script)
    args, env = command(server, argv)
    p = subprocess.run(args, env=env, input=stdin, capture_output=True,
                       timeout=60)
    server.shutdown()
    got, err = p.stdout.decode(), p.stderr.decode()
    wrong = []
    if (p.returncode, got) != (status, out):
        wrong.append(f'expected {status} {out!r}, got {p.returncode} {got!r}')
    wrong += [f'no {w!r} on standard error' for w in words if w not in err]
    wrong += [f'{w!r} is printed' for w in never if w in err + got]
    if seen is not None and server.seen != seen:
        wrong.append(f'requests: expected {seen}, got {server.seen}')
    report(name, wrong, err)


def outcome(name, p, status, out, words, never, *more):
    """Checks how the process P ended.  Standard error must have all of WORDS,
    and no output may have any of NEVER.  MORE has pairs of actual and expected
    values."""
    got, err = p.communicate(timeout=60)
    wrong = [f'expected {b!r}, got {a!r}' for a, b in
             (((p.returncode, got), (status, out)), *more) if a != b]
    wrong += [f'no {w!r} on standard error' for w in words if w not in err]
    wrong += [f'{w!r} is printed' for w in never if w in err + got]
    report(name, wrong, err)


def modify(*extra):
    return ['ec2-modify-image-attribute', 'ami-1', '-p', 'C1', *extra]


def by_action(write, read):
    return lambda a, i, n, h: (write if a == MODIFY else read)(n)


# The first call prints the file keys1.  The second call waits until the file go
# exists, and prints the file keys2.
PROCESS = '''#!/bin/sh
cd {0} || exit 1
echo >>calls
n=$(($(wc -l <calls)))
until [ $n -lt 2 ] || [ -e go ] || [ ! -e config ]; do sleep 0.02; done
cat keys$n
'''


class Keys:
    """Writes a credential_process.  Its first keys expire after some seconds.
    Its second keys never expire, but it prints them only after release()."""

    def __init__(self, name, seconds=6):
        self.dir = os.path.join(TMP, name)
        os.mkdir(self.dir)
        self.write('process', PROCESS.format(self.dir))
        os.chmod(os.path.join(self.dir, 'process'), 0o700)
        self.write('config', '[default]\n'
                   f'credential_process = {self.dir}/process\n')
        self.end = int(time.time()) + seconds
        ends = time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(self.end))
        for n, more in ((1, {'Expiration': ends}), (2, {})):
            self.write(f'keys{n}', json.dumps({
                'Version': 1, 'AccessKeyId': f'AKID{n}', **more,
                'SecretAccessKey': f'SECRET{n}', 'SessionToken': f'TOKEN/{n}'}))

    def write(self, name, text):
        with open(os.path.join(self.dir, name), 'w') as f:
            f.write(text)

    def calls(self):
        try:
            return os.path.getsize(os.path.join(self.dir, 'calls'))
        except FileNotFoundError:
            return 0

    def release(self):
        self.write('go', '')

    def wait_for_end(self):
        time.sleep(max(0, self.end + 0.1 - time.time()))

    def start(self, server, argv, before=()):
        args, env = command(server, argv)
        env = {n: v for n, v in env.items() if not n.startswith('AWS_')}
        env.update(AWS_CONFIG_FILE=f'{self.dir}/config',
                   AWS_SHARED_CREDENTIALS_FILE=f'{self.dir}/none')
        return subprocess.Popen([*before, *args], env=env,
                                stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True)


def stopped_while_renewing():
    """After a signal during the renewal, the command sends no new request."""
    keys = Keys('stopped')

    def script(action, image, n, handler):
        return 200, lambda: keys.wait_for_end() or OK.format(MODIFY)
    server = start(script)
    p = keys.start(server, ['ec2-modify-image-attribute', 'ami-1', 'ami-2',
                            '-l', '-a', 'all', '-j', '1'])
    deadline = time.monotonic() + 20
    while keys.calls() < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    p.terminate()
    keys.release()
    outcome('a signal while the keys are renewed', p, 143,
            'launchPermission\tami-1\tADD\tgroup\tall\n',
            ['interrupted: 1 request not done'], [], (keys.calls(), 2),
            (server.seen, [(MODIFY, 'ami-1')]))
    server.shutdown()


def quoted_after_renewal():
    """The reply to the second attempt quotes the session token of the first
    attempt.  The command renewed its keys in between, and must hide the old
    token too."""
    keys = Keys('quoted')
    keys.release()
    tokens = []
    quoted = 'TOKEN/1 TOKEN%2F1 SECRET1 TOKEN/2 TOKEN%2F2 SECRET2'

    def script(action, image, n, handler):
        tokens.append(handler.headers['X-Amz-Security-Token'])
        if n == 1:
            return 503, lambda: keys.wait_for_end() or ERROR.format('Slow')
        return 403, ERROR.format('Denied').replace('words', quoted)
    server = start(script)
    p = keys.start(server, ['ec2-describe-image-attribute', 'ami-1', '-p',
                            '--debug', '-v'])
    outcome('a token from before a renewal', p, 1, '',
            ['credentials renewed', 'Client.Denied: ' +
             ' '.join(6 * ['(hidden)'])],
            ['TOKEN/1', 'TOKEN%2F1', 'SECRET1', 'TOKEN/2', 'SECRET2'],
            (tokens, ['TOKEN/1', 'TOKEN/2']))
    server.shutdown()


def children_ignored():
    """The command's parent ignores SIGCHLD.  A command that kept this setting
    could not get the exit status of its credential_process."""
    ignore = ('import os, signal, sys\n'
              'signal.signal(signal.SIGCHLD, signal.SIG_IGN)\n'
              'os.execv(sys.argv[1], sys.argv[1:])')
    keys = Keys('ignored', 7200)
    keys.release()
    server = start(lambda a, i, n, h: (200, OK.format(MODIFY)))
    p = keys.start(server, ['ec2-modify-image-attribute', 'ami-1', '-l', '-a',
                            'all'],
                   [sys.executable, '-c', ignore])
    outcome('SIGCHLD ignored', p, 0,
            'launchPermission\tami-1\tADD\tgroup\tall\n', [], [])
    server.shutdown()


# Some of these tests wait until keys expire.  Meanwhile, the other tests run.
pool = concurrent.futures.ThreadPoolExecutor()
waiting = [pool.submit(f) for f in (stopped_while_renewing,
                                    quoted_after_renewal, children_ignored)]

case('the read is retried',
     by_action(lambda n: (200, OK.format(MODIFY)),
               lambda n: (503, ERROR.format('Unavailable')) if n == 1
               else (200, CODES.format('C1'))),
     modify(), 0, ROW.format('ami-1'))
case('a lost reply; the retry is refused; the read shows the change',
     by_action(lambda n: None if n == 1
               else (400, ERROR.format('InvalidAMIAttributeItemValue')),
               lambda n: (200, CODES.format('C1'))),
     modify(), 0, ROW.format('ami-1'), ['the change is there'])
case('a lost reply; the retry is refused; the read lacks the change',
     by_action(lambda n: None if n == 1
               else (400, ERROR.format('InvalidAMIAttributeItemValue')),
               lambda n: (200, CODES.format('OTHER'))),
     modify(), 1, '', ['Client.InvalidAMIAttributeItemValue: words'])
case('all replies lost; the read shows the change',
     by_action(lambda n: None, lambda n: (200, CODES.format('C1'))),
     modify('--max-attempts', '2'), 0, ROW.format('ami-1'), ['the change is there'])
case('no <return>; the read is denied',
     by_action(lambda n: (200, SILENT.format(MODIFY)),
               lambda n: (403, ERROR.format('UnauthorizedOperation'))),
     modify(), 1, '', ['could not be read back'])
case('<return> is true; the read is denied',
     by_action(lambda n: (200, OK.format(MODIFY)),
               lambda n: (403, ERROR.format('UnauthorizedOperation'))),
     modify(), 0, ROW.format('ami-1'), ['not verified'])
case('<return> is true; the read lacks the change',
     by_action(lambda n: (200, OK.format(MODIFY)),
               lambda n: (200, CODES.format('OTHER'))),
     modify(), 1, '', ['said yes, but the image does not have'])
case('<return> is false',
     by_action(lambda n: (200, OK.format(MODIFY).replace('true', 'false')),
               lambda n: None), modify(), 1, '', ['answered false'])
case('two <return> elements',
     by_action(lambda n: (200, OK.format(MODIFY).replace(
         '<return>', '<return>false</return><return>')), lambda n: None),
     modify(), 1, '', ['twice'])
# The command must not print its rows, more than a megabyte, before the reply
# contains <return>true</return>.
ENTITIES = ''.join(f'arn:aws:organizations::{i:012}:organization/o-{"x" * 60000}'
                   '\n' for i in range(30))
case('<return> is false; a megabyte of rows',
     lambda a, i, n, h: (200, OK.format(MODIFY).replace('true', 'false')),
     ['ec2-modify-image-attribute', 'ami-1', '-l', '-a', '-'], 1, '',
     ['answered false'], stdin=ENTITIES.encode())
# With --with-snapshots, the command first shares the image, and then the
# image's snapshots.
IMAGE = ('<DescribeImagesResponse><imagesSet><item><imageId>ami-1</imageId>'
         '<blockDeviceMapping><item><ebs><snapshotId>snap-1</snapshotId></ebs>'
         '</item></blockDeviceMapping></item></imagesSet>'
         '</DescribeImagesResponse>')
SHARE = 'ModifySnapshotAttribute'
SHARED = ('<DescribeSnapshotAttributeResponse><createVolumePermission>{}'
          '</createVolumePermission></DescribeSnapshotAttributeResponse>')


def with_snapshots(name, share, read, status, rows, words=(), more=()):
    replies = {MODIFY: lambda n: (200, OK.format(MODIFY)),
               'DescribeImages': lambda n: (200, IMAGE), SHARE: share,
               'DescribeSnapshotAttribute': read}
    case(name, lambda a, i, n, h: replies[a](n),
         ['ec2-modify-image-attribute', 'ami-1', '-l', '-a', 'all',
          '--with-snapshots', '--max-attempts', '2', *more], status,
         'launchPermission\tami-1\tADD\tgroup\tall\n' + rows, words)


SNAPSHOT_ROW = 'createVolumePermission\tsnap-1\tADD\tgroup\tall\n'
ALL = SHARED.format('<item><group>all</group></item>')
with_snapshots('snapshot: no <return>; the read lacks the change',
               lambda n: (200, SILENT.format(SHARE)),
               lambda n: (200, SHARED.format('')), 1, '',
               ["snap-1: the endpoint did not report success, and the "
                "snapshot's permissions are not as requested"])
with_snapshots('snapshot: <return> is true; the read lacks the change',
               lambda n: (200, OK.format(SHARE)),
               lambda n: (200, SHARED.format('')), 1, '',
               ["snap-1: the endpoint said yes, but the snapshot's "
                'permissions are not as requested',
                'ec2-describe-snapshot-attribute -c shows'])
with_snapshots('snapshot: <return> is true; a second read shows the change',
               lambda n: (200, OK.format(SHARE)),
               lambda n: (200, SHARED.format('') if n == 1 else ALL), 0,
               SNAPSHOT_ROW)
with_snapshots('snapshot: <return> is true; the read is denied',
               lambda n: (200, OK.format(SHARE)),
               lambda n: (403, ERROR.format('UnauthorizedOperation')), 0,
               SNAPSHOT_ROW, ['snap-1: the service said yes, but this '
                              'account may not read the result: '
                              'not verified'])
with_snapshots('snapshot: <return> is true; the read fails',
               lambda n: (200, OK.format(SHARE)),
               lambda n: (400, ERROR.format('InvalidAction')), 1, '',
               ['snap-1: accepted, but the result could not be read back: '
                'Client.InvalidAction: words'])
with_snapshots('snapshot: <return> is true; --no-verify',
               lambda n: (200, OK.format(SHARE)), None, 0, SNAPSHOT_ROW,
               more=['--no-verify'])
with_snapshots('snapshot: a lost reply; the retry works',
               lambda n: None if n == 1
               else (200, OK.format(SHARE)), lambda n: (200, ALL), 0,
               SNAPSHOT_ROW)
with_snapshots('snapshot: all replies lost; the read shows the change',
               lambda n: None, lambda n: (200, ALL),
               0, SNAPSHOT_ROW, ['snap-1: no attempt reported success, but the change is there'])
with_snapshots('snapshot: all replies lost; the read is denied',
               lambda n: None, lambda n: (403, ERROR.format('AuthFailure')), 1,
               '', ['snap-1: ', 'the change may have been made anyway: '
                    'ec2-describe-snapshot-attribute -c shows'])
# The server closes the connection when it receives the second request on this
# connection.  libcurl must not send the second request again.
case('one attempt sends one request',
     lambda a, i, n, h: (200, OK.format(MODIFY)) if i == 'ami-1' else None,
     ['ec2-modify-image-attribute', 'ami-1', 'ami-2', '-l', '-a', 'all',
      '-j', '1', '--max-attempts', '1', '-v'], 1,
     'launchPermission\tami-1\tADD\tgroup\tall\n', ['ami-2: '],
     seen=[(MODIFY, 'ami-1'), (MODIFY, 'ami-2'), (DESCRIBE, 'ami-2')])
case('a quoted secret is hidden',
     lambda a, i, n, h: (403, ERROR.format('SignatureDoesNotMatch').replace(
         'words', 'x-amz-security-token:TOKEN/WORD Signature=abcdef12 '
         'SECRETKEY TOKEN%2FWORD')),
     modify('--debug', '-v'), 1, '', ['(hidden)'],
     ['TOKEN/WORD', 'TOKEN%2FWORD', 'SECRETKEY', 'abcdef12'])
case('a NUL ends the list, but not the requests that have started',
     lambda a, i, n, h: (200, lambda: time.sleep(0.3) or OK.format(MODIFY)),
     ['ec2-modify-image-attribute', '-', '-l', '-a', 'all'], 1,
     'launchPermission\tami-1\tADD\tgroup\tall\n'
     'launchPermission\tami-2\tADD\tgroup\tall\n', ['line 3 contains a NUL'],
     stdin=b'ami-1\nami-2\nami\0\n')
case('refused credentials: an error for every instance',
     lambda a, i, n, h: (403, ERROR.format('InvalidClientTokenId')),
     ['ec2-confirm-product-instance', 'C', '-j', '1',
      *[w for i in range(70) for w in ('-i', f'i-{i}')]], 1, '',
     [f'i-{i}: ' for i in range(70)], seen=[('ConfirmProductInstance', '')])
case('a session token without keys',
     lambda a, i, n, h: (200, ''), modify('-T', 'X'), 2, '',
     ['-T needs -O and -W'], seen=[])


def interrupted(number):
    """Interrupts the command after all jobs but the first have finished."""
    go = threading.Event()

    def script(action, image, n, handler):
        if image == 'ami-1':
            return 200, lambda: go.wait(20) and '' or OK.format(MODIFY)
        return 200, OK.format(MODIFY)
    server = start(script)
    args, env = command(server, ['ec2-modify-image-attribute', 'ami-1',
                                 'ami-2', 'ami-3', '-l', '-a', 'all'])
    p = subprocess.Popen(args, env=env, stdin=subprocess.DEVNULL,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         text=True)
    deadline = time.monotonic() + 20
    while len(server.seen) < 3 and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.5)
    p.send_signal(number)
    outcome(f'interrupted by {number.name}', p, 128 + number, ''.join(
        f'launchPermission\t{i}\tADD\tgroup\tall\n'
        for i in ('ami-2', 'ami-3')),
        ['ami-1: whether it was carried out is unknown'], [])
    go.set()
    server.shutdown()


def interrupted_read():
    """Interrupts the command while it waits for the answer to the read that
    shows whether the change was made.  The change had no answer either."""
    go = threading.Event()

    def script(action, image, n, handler):
        return None if action == MODIFY else (200, lambda: go.wait(20) or '')
    server = start(script)
    args, env = command(server, modify('--max-attempts', '1'))
    p = subprocess.Popen(args, env=env, stdin=subprocess.DEVNULL,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         text=True)
    deadline = time.monotonic() + 20
    while len(server.seen) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    p.send_signal(signal.SIGINT)
    outcome('interrupted during the read', p, 130, '',
            ['the change may have been made anyway: '
             'ec2-describe-image-attribute shows'], [])
    go.set()
    server.shutdown()


for sent in signal.SIGHUP, signal.SIGINT, signal.SIGTERM:
    interrupted(sent)
interrupted_read()
for one in waiting:
    one.result()
print(f'{checks} cases')
sys.exit(1 if failures else 0)
