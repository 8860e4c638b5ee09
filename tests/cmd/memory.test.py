#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Runs commands whose memory runs out: one allocation fails, or one and all
later allocations fail.  The test tries a sample of all allocations, and a
denser sample of the allocations of our code, libcurl and libxml2.  A command
must not crash, hang, or report a success that did not happen.

    memory.test.py [GLOB...]    only the commands whose names match
    MEMORY_EVERY=N           tries every N-th allocation (299).  With N below
                             50, as in make check-memory, tries every
                             allocation of the denser sample.
"""
import concurrent.futures
import fnmatch
import json
import os
import re
import subprocess
import sys
import threading
import urllib.parse

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from scripted import Server                                 # noqa: E402

BIN = os.environ['BIN']
TMP = os.environ['TMP']
HEAP = os.path.join(os.path.dirname(BIN), 'tests', 'heap.so')
EVERY = int(os.environ.get('MEMORY_EVERY') or 299)

with open(f'{BIN}/ec2-version', 'rb') as f:
    if b'__asan_init' in f.read():
        print('the sanitizer replaces the allocator')
        sys.exit(77)
if not os.path.exists(HEAP) or subprocess.run(
        ['true'], env={'LD_PRELOAD': HEAP}, capture_output=True).stderr:
    print('heap.so does not work with this C library')
    sys.exit(77)

# Some libraries do not check the result of their own allocations, and crash.
# Each entry is the library's function that crashed, or the library's function
# that our code called.
KNOWN = {
    # EVP_MD_fetch of OpenSSL 3.0 crashes if it could not make its lock.
    'CRYPTO_THREAD_read_lock',
}
known = set()

IMAGE = '''<item><imageId>ami-%d</imageId><imageLocation>b/m.xml</imageLocation>
<imageOwnerId>111122223333</imageOwnerId><imageState>available</imageState>
<productCodes><item><productCode>774F4FF8</productCode><type>devpay</type></item>
</productCodes><tagSet><item><key>k</key><value>v</value></item></tagSet></item>'''
REPLIES = {
    'ConfirmProductInstance': '<return>true</return><ownerId>1</ownerId>',
    'ModifyImageAttribute': '<return>true</return>',
    'DescribeImageAttribute': '<productCodes><item><productCode>774F4FF8'
    '</productCode></item></productCodes>',
    'DescribeImages': '<imagesSet>' + IMAGE % 1 + IMAGE % 2 + '</imagesSet>',
    'CreateTags': '<return>true</return>',
    'DescribeVolumes': '<volumeSet><item><volumeId>vol-1</volumeId>'
    '<size>8</size><createTime>2026-07-01T12:34:56.000Z</createTime>'
    '<attachmentSet><item><instanceId>i-1</instanceId></item></attachmentSet>'
    '<tagSet><item><key>k</key><value>v</value></item></tagSet></item>'
    '</volumeSet>',
    'GetConsoleOutput': '<instanceId>i-1</instanceId><timestamp>2026-07-01'
    'T12:34:56.000Z</timestamp><output>YRsKYgk=</output>',
    'CreateKeyPair': '<keyName>{}</keyName><keyFingerprint>f</keyFingerprint>'
    '<keyMaterial>-----BEGIN RSA PRIVATE KEY-----\nMIIE\n</keyMaterial>',
    # The reply does not say whether the service made the change, so the command
    # reads the group.
    'AuthorizeSecurityGroupIngress': '',
    'DescribeSecurityGroups': '<securityGroupInfo><item><groupId>sg-1'
    '</groupId><groupName>g</groupName><ownerId>111122223333</ownerId>'
    '<ipPermissions><item><ipProtocol>tcp</ipProtocol><fromPort>22</fromPort>'
    '<toPort>22</toPort><groups><item><userId>111111111111</userId><groupName>a'
    '</groupName></item><item><userId>222222222222</userId><groupName>b</groupName>'
    '</item></groups></item></ipPermissions><tagSet><item><key>k</key>'
    '<value>v</value></item></tagSet></item></securityGroupInfo>',
    'AssumeRole': '<AssumeRoleResult><Credentials><AccessKeyId>A</AccessKeyId>'
    '<SecretAccessKey>S</SecretAccessKey><SessionToken>T</SessionToken>'
    '<Expiration>2100-01-01T00:00:00Z</Expiration></Credentials>'
    '</AssumeRoleResult>',
}
ERROR = ('<Response><Errors><Error><Code>InvalidAMIID.NotFound</Code><Message>'
         'words</Message></Error></Errors><RequestID>r</RequestID></Response>')
GPASS = 'tests/cases/gpass'
with open(f'{GPASS}/GetPasswordData.200.xml') as f:
    PASSWORD = f.read()
KEYS = {'AccessKeyId': 'A', 'SecretAccessKey': 'S', 'Token': 'T',
        'Expiration': '2100-01-01T00:00:00Z', 'Code': 'Success'}
PATHS = {
    '/latest/api/token': 'token',
    '/latest/meta-data/instance-id': 'i-1',
    '/container': json.dumps(KEYS),
}


# The names of the key pairs that the endpoint has made.
made = set()


def answer(handler, body):
    form = dict(urllib.parse.parse_qsl(body.decode()))
    action = form.get('Action')
    if form.get('ImageId') == 'ami-none':
        return 400, ERROR
    if action == 'GetPasswordData':
        return 200, PASSWORD
    if action == 'CreateKeyPair':
        made.add(form['KeyName'])
        return 200, (f'<{action}Response>{REPLIES[action]}</{action}Response>'
                     .format(form['KeyName']))
    if action:
        return 200, f'<{action}Response>{REPLIES[action]}</{action}Response>'
    return 200, PATHS.get(handler.path.partition('?')[0], '')


URL = Server(answer).url

os.makedirs(f'{TMP}/.aws')
with open(f'{TMP}/.aws/config', 'w') as f:
    f.write(f'''[default]
region = eu-west-1
aws_access_key_id = A
aws_secret_access_key = S
[profile role]
role_arn = arn:aws:iam::111122223333:role/R
source_profile = default
[profile process]
credential_process = {TMP}/process 'a word'
''')
with open(f'{TMP}/process', 'w') as f:
    f.write('#!/bin/sh\necho \'{"Version":1,"AccessKeyId":"A",'
            '"SecretAccessKey":"S"}\'\n')
os.chmod(f'{TMP}/process', 0o700)

# Stores the identity document of an instance of the sandbox, and the
# certificates that verify it.
GET = '''
import os, urllib.request
url = os.environ["AWS_EC2_METADATA_SERVICE_ENDPOINT"] + "/latest/"
def get(path, method, **headers):
    return urllib.request.urlopen(urllib.request.Request(
        url + path, headers=headers, method=method)).read().decode()
token = get("api/token", "PUT",
            **{"X-aws-ec2-metadata-token-ttl-seconds": "60"})
with open("document.p7", "w") as file:
    file.write(get("dynamic/instance-identity/pkcs7", "GET",
                   **{"X-aws-ec2-metadata-token": token}))
with open(os.environ["EC2_IDENTITY_CERTIFICATES"]) as file:
    text = file.read()
with open("certificates.pem", "w") as file:
    file.write(text)
'''
subprocess.run([f'{BIN}/ec2-sandbox', '-m', 'i-10a64379=127.0.0.1:0',
                sys.executable, '-c', GET], cwd=TMP, check=True, timeout=60)

PAIR = {'AWS_ACCESS_KEY_ID': 'A', 'AWS_SECRET_ACCESS_KEY': 'S'}
DATT = 'ec2-describe-image-attribute'
COMMANDS = {
    'confirm': (['ec2-confirm-product-instance', '774F4FF8', '-i', 'i-1'],
                PAIR, ''),
    'modify': (['ec2-modify-image-attribute', 'ami-1', '-p', '774F4FF8'],
               PAIR, ''),
    'images': (['ec2-describe-images', '-a', '-H'], PAIR, ''),
    'images, json': (['ec2-describe-images', '-a', '--output', 'json'], PAIR,
                     ''),
    'images, table': (['ec2-describe-images', '-a', '--output', 'table'],
                      PAIR, ''),
    'own images': (['ec2-describe-images', '-F', 'name=a\\,b,c'], PAIR, ''),
    'tags': (['ec2-create-tags', 'i-1', '-', '-t', 'a=b', '-t', 'c'], PAIR,
             'vol-2\nsnap-3\n'),
    'volumes': (['ec2-describe-volumes', '--output', 'json'], PAIR, ''),
    'console': (['ec2-get-console-output', 'i-1'], PAIR, ''),
    'key': (['ec2-add-keypair', 'k'], PAIR, ''),
    'password': (['ec2-get-password', 'i-2574e22a', '-k', f'{GPASS}/stdin'],
                 PAIR, ''),
    'permit': (['ec2-authorize', 'g', '-p', '22', '-o', 'a', '-u', '1' * 12,
                '-o', 'b', '-u', '2' * 12], PAIR, ''),
    'groups': (['ec2-describe-group', '--output', 'json'], PAIR, ''),
    'fingerprint': (['ec2-fingerprint-key', f'{GPASS}/stdin'], {}, ''),
    'identity': (['ec2-verify-identity', f'{TMP}/document.p7'],
                 {'EC2_IDENTITY_CERTIFICATES': f'{TMP}/certificates.pem'},
                 ''),
    'list': ([DATT, '-', '-p'], PAIR, 'ami-1\nami-2\nami-3\n'),
    'refused': ([DATT, 'ami-none', '-p', '-v'], PAIR, ''),
    'debug': ([DATT, 'ami-1', '-p', '--debug'], PAIR, ''),
    'version 2': ([DATT, 'ami-1', '-p', '--signature-version', '2'], PAIR, ''),
    'defaults': ([DATT, 'ami-1', '-p'],
                 {'EC2_DEFAULT_ARGS': '-O A -W S -T T -v'}, ''),
    'secret from input': ([DATT, 'ami-1', '-p', '-O', 'A', '-W', '-'], {},
                          'S\n'),
    'profile': ([DATT, 'ami-1', '-p'], {}, ''),
    'role': ([DATT, 'ami-1', '-p'], {'AWS_PROFILE': 'role'}, ''),
    'process': ([DATT, 'ami-1', '-p'], {'AWS_PROFILE': 'process'}, ''),
    'container': ([DATT, 'ami-1', '-p'], {
        'AWS_CONFIG_FILE': f'{TMP}/none',
        'AWS_CONTAINER_CREDENTIALS_FULL_URI': f'{URL}/container'}, ''),
    'metadata': (['ec2-metadata', '-i'],
                 {'AWS_EC2_METADATA_SERVICE_ENDPOINT': URL}, ''),
    'help': ([DATT, '-h'], {}, ''),
    'wrong option': ([DATT, '--nonsense'], {}, ''),
}


# For our program and for two libraries: the commands in which their allocations
# fail in a denser sample.  The READERS read replies of several forms.
PROGRAM, READERS = 'program', ('confirm', 'images', 'refused', 'metadata')
DENSER = {PROGRAM: COMMANDS, 'libcurl.so': READERS, 'libxml2.so': READERS[:3]}


def key_of(fail, of):
    """Returns a name for the key pair of a run.  All names are equally long."""
    return f'k{fail:_>12}{of:_>12}'


def run(name, fail, of=''):
    """Runs a command with FAIL as HEAP_FAIL and OF as HEAP_OF (tests/heap.c).
    Returns the process, or None if it hangs, and the report of heap.so."""
    words, env, stdin = COMMANDS[name]
    if name == 'key':
        words = [words[0], key_of(fail, of)]
    report = f'{TMP}/report.{threading.get_ident()}'
    with open(report, 'w'):
        pass
    full = {'PATH': os.environ['PATH'], 'HOME': TMP, 'LC_ALL': 'C.UTF-8',
            'EC2_URL': URL, 'AWS_ENDPOINT_URL_STS': URL, 'TZ': 'UTC',
            'AWS_MAX_ATTEMPTS': '1', 'LD_PRELOAD': HEAP,
            'HEAP_REPORT': report, 'HEAP_FAIL': fail, **env}
    if of:
        full['HEAP_OF'] = of
    try:
        p = subprocess.run([f'{BIN}/{words[0]}', *words[1:]], text=True,
                           input=stdin, env=full, capture_output=True,
                           timeout=30, errors='replace')
    except subprocess.TimeoutExpired:
        return None, ''
    with open(report) as f:
        return p, f.read()


def verdict(name, want, fail, of):
    """Returns None if a command behaves well when an allocation fails, or what
    is wrong.  WANT is the process of a run without a failure."""
    p, report = run(name, fail, of)
    if p is None:
        return 'hangs'
    if p.returncode < 0:
        crash = ' '.join(re.findall('crashed (.*)', report))
        for function in KNOWN:
            if re.search(rf'\b{function}\b', crash.partition('(ours)')[0]):
                known.add(function)
                return None
        return f'signal {-p.returncode}: {report.strip()}'
    if p.returncode > 3:
        return f'status {p.returncode}: {p.stderr} {report.strip()}'
    if name == 'key':
        p.stdout = p.stdout.replace(key_of(fail, of), key_of('1' * 9, ''))
    if p.returncode == 0 and (want.returncode or p.stdout != want.stdout):
        return f'status 0 with other output: {p} {report.strip()}'
    # If all later allocations fail, the command may be unable to print an error
    # message.  The same is true of two failures: one in the command, and one in
    # its child process that starts a credential_process.
    if (p.returncode and not p.stderr.strip() and not fail.endswith('+')
            and report.count('failed ') < 2):
        return f'status {p.returncode} without a message: {report.strip()}'
    # EC2 sends a private key only once.
    if (name == 'key' and p.returncode and key_of(fail, of) in made and
            not fail.endswith('+') and 'ec2-delete-keypair' not in p.stderr):
        return f'a key is lost without a message: {p.stderr} {report.strip()}'
    return None


def attempts(name):
    """Yields the values of HEAP_FAIL and HEAP_OF, which choose the allocation
    that must fail."""
    # The samples of different commands start at different numbers.
    start = list(COMMANDS).index(name)
    samples = [(of, 1 + EVERY // 50, 1) for of, where in DENSER.items()
               if name in where]
    for of, step, skip in [*samples, ('', EVERY, 13)]:
        p, report = run(name, '1000000000', of)
        total = int(report.split()[-1])
        if not total:
            print(f'{name}: {of} allocates nothing')
            sys.exit(1)
        tried[of] = tried.get(of, 0)
        for n in range(1 + start * skip % step, total + 1, step):
            tried[of] += 2
            yield str(n), of
            yield f'{n}+', of


globs = sys.argv[1:] or ['*']
names = [n for n in COMMANDS if any(fnmatch.fnmatchcase(n, g) for g in globs)]
bad = {}
tried = {}
with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
    for name in names:
        want, _ = run(name, '1000000000')
        if name == 'key':
            want.stdout = want.stdout.replace(key_of('1000000000', ''),
                                              key_of('1' * 9, ''))
        if want.returncode != {'refused': 1, 'wrong option': 2}.get(name, 0):
            print(f'{name}: {want}')
            sys.exit(1)
        todo = {pool.submit(verdict, name, want, *a): a
                for a in attempts(name)}
        for one in concurrent.futures.as_completed(todo):
            if one.result():
                fail, of = todo[one]
                bad.setdefault(one.result(), []).append(f'{name} {fail} {of}')
for what, where in bad.items():
    print(f'{what}\n    {", ".join(where[:8])}')
print(', '.join(f'{n} in {of or "all code"}' for of, n in tried.items()) +
      ': failed allocations' +
      (', FAILED' if bad else '') +
      ''.join(f', known: {function}' for function in sorted(known)))
sys.exit(1 if bad else 0)
