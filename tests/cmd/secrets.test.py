#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Searches for secrets in memory.  For every source of credentials, an
allocator (heap.so) finds secrets in memory that is freed or that is left at the
end.  Memory that our code allocated must not hold a secret then.  This test and
the manual name the libraries that free memory with secrets.  A command must not
print a secret, even with --debug, or show a secret to a credential_process."""
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, 'credentials'))

from services import Services, make_certificates          # noqa: E402
from services import moment, secret                        # noqa: E402

BIN = os.environ['BIN']
TMP = os.environ['TMP']
HEAP = os.path.join(os.path.dirname(BIN), 'tests', 'heap.so')
TOOL = os.path.join(BIN, 'ec2-describe-image-attribute')
ROW = 'productCodes\tami-1\t\tproductCode\t774F4FF8\n'
# A text that every secret below contains, even when the secret is encoded.
MARK = 'secretEXAMPLE'
TOKEN = f'token+{MARK}/of=='

with open(TOOL, 'rb') as f:
    if b'__asan_init' in f.read():
        print('the sanitizer replaces the allocator')
        sys.exit(77)
if not os.path.exists(HEAP) or subprocess.run(
        ['true'], env={'LD_PRELOAD': HEAP}, capture_output=True).stderr:
    print('heap.so does not work with this C library')
    sys.exit(77)

# These libraries free memory with secrets in it.
LEAKING_LIBRARIES = {
    'libcurl',      # header lines, requests and replies
    'libxml2',      # text that it has not parsed yet
    'libjansson',   # the string that it is parsing
    'libssl',       # data that it has decrypted
}

checks = 0
leaking = set()


def check(name, good, *words):
    global checks
    checks += 1
    if not good:
        print(f'{name}:', *words)
        sys.exit(1)


def write(path, text, mode=0o600):
    path = os.path.join(TMP, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w') as f:
        f.write(text)
    os.chmod(path, mode)


def document(key, **more):
    return {'Code': 'Success', 'AccessKeyId': key,
            'SecretAccessKey': secret(key), 'Token': TOKEN,
            'Expiration': moment(3600), **more}


def check_report(name, report):
    """Checks that heap.so has found secrets only in memory that the
    LEAKING_LIBRARIES freed."""
    with open(report) as f:
        lines = f.read().splitlines()
    check(name,
          lines and lines[-1] == 'ended', 'the report is incomplete', lines)
    for line in lines[:-1]:
        _, when, where, offset, count = line.split()
        if where == os.path.basename(TOOL):
            line += '\n' + subprocess.run(
                ['addr2line', '-ifpe', TOOL, offset], text=True,
                capture_output=True).stdout
        library = re.sub(r'\.so.*', '', where)
        check(name, when == 'freed' and library in LEAKING_LIBRARIES, line)
        leaking.add(library)


ROLE = 'arn:aws:iam::111122223333:role/R'
FILES = {
    '.aws/credentials': f'''[default]
aws_access_key_id = AKIDFILE
aws_secret_access_key = {secret('AKIDFILE')}
aws_session_token = {TOKEN}
''',
    '.aws/config': f'''[profile role]
role_arn = {ROLE}
source_profile = default
[profile web]
role_arn = {ROLE}
web_identity_token_file = {TMP}/web
[profile sso]
sso_start_url = https://sso.test/
sso_region = us-east-1
sso_account_id = 111122223333
sso_role_name = R
[profile process]
credential_process = {TMP}/process
''',
    'web': TOKEN + '\n',
    'json': json.dumps(document('AKIDPROC', Version=1, SessionToken=TOKEN)),
    # This program writes its own arguments and environment, and its parent's
    # arguments, to the file `shown`.
    'process': f'''#!/bin/sh
{{ tr '\\0' '\\n' </proc/$$/cmdline; tr '\\0' '\\n' </proc/$$/environ
  tr '\\0' '\\n' </proc/$PPID/cmdline; }} >{TMP}/shown
exec cat {TMP}/json
''',
}
for path, text in FILES.items():
    write(path, text, 0o700 if text.startswith('#!') else 0o600)

STS = f'''<AssumeRole%sResponse><AssumeRole%sResult><Credentials>
<AccessKeyId>ASIAROLE</AccessKeyId>
<SecretAccessKey>{secret('ASIAROLE')}</SecretAccessKey>
<SessionToken>{TOKEN}</SessionToken>
<Expiration>{moment(3600)}</Expiration>
</Credentials></AssumeRole%sResult></AssumeRole%sResponse>'''
WEB = 'WithWebIdentity'
context = None
if shutil.which('openssl'):
    context = make_certificates(TMP, ['127.0.0.1'])
services = Services({
    'AssumeRole': STS % ('', '', '', ''),
    'AssumeRoleWithWebIdentity': STS % (WEB, WEB, WEB, WEB),
    'GET /container': document('ASIACONT'),
    'PUT /latest/api/token': TOKEN,
    'GET /latest/meta-data/iam/security-credentials': 'R',
    'GET /latest/meta-data/iam/security-credentials/R': document('ASIAIMDS'),
    'GET /federation/credentials': {'roleCredentials': {
        'accessKeyId': 'ASIASSO', 'secretAccessKey': secret('ASIASSO'),
        'sessionToken': TOKEN, 'expiration': 4102444800000}},
}, context, want_tls=bool(context))
url = f'http://127.0.0.1:{services.port}'
PAIR = {'AWS_ACCESS_KEY_ID': 'AKIDENV',
        'AWS_SECRET_ACCESS_KEY': secret('AKIDENV'),
        'AWS_SESSION_TOKEN': TOKEN}


def refused(key):
    return (403, '<Response><Errors><Error><Code>SignatureDoesNotMatch</Code>'
            f'<Message>{secret(key)} {TOKEN}</Message></Error></Errors>'
            '<RequestID>r</RequestID></Response>')


def run(name, env=(), options=(), stdin='', status=0):
    """Runs a command, which must end with STATUS, or with 1 or 2 if STATUS is
    None.  Checks its output and its memory."""
    report = os.path.join(TMP, 'report')
    with open(report, 'w'):
        pass
    full = {'PATH': os.environ['PATH'], 'HOME': TMP, 'LC_ALL': 'C.UTF-8',
            'AWS_REGION': 'us-east-1', 'AWS_ENDPOINT_URL': url,
            'AWS_MAX_ATTEMPTS': '1', 'AWS_EC2_METADATA_DISABLED': 'true',
            'LD_PRELOAD': HEAP, 'HEAP_REPORT': report, 'HEAP_SECRET': MARK}
    full.update(env)
    p = subprocess.run([TOOL, 'ami-1', '-p', '--debug', '-v', *options],
                       text=True, input=stdin,
                       env={n: v for n, v in full.items() if v is not None},
                       capture_output=True, timeout=60)
    check(name, p.returncode == status or status is None and
          p.returncode in (1, 2), p)
    check(name, MARK not in p.stdout + p.stderr, 'a secret is printed:', p)
    check_report(name, report)
    return p


def signed(name, *args, **kw):
    p = run(name, *args, **kw)
    check(name, p.stdout == ROW, p)


signed('keys in the environment', PAIR)
if context:
    tls = {'AWS_CA_BUNDLE': f'{TMP}/ca.pem', 'AWS_ENDPOINT_URL':
           f'https://127.0.0.1:{services.tls_port}'}
    signed('keys in the environment, over TLS', PAIR | tls)
    signed('keys of a role, over TLS', {'AWS_PROFILE': 'role'} | tls)
else:
    print('skip secrets, TLS: openssl is not installed')
signed('keys in the environment, version 2', PAIR, ['--signature-version', '2'])
signed('keys in options', {},
       ['-O', 'AKIDOPT', '-W', secret('AKIDOPT'), '-T', TOKEN])
signed('an option from standard input', {},
       ['-O', 'AKIDOPT', '-W', '-'], secret('AKIDOPT') + '\n')
signed('keys in EC2_DEFAULT_ARGS', {
    'EC2_DEFAULT_ARGS': f'-O AKIDOPT -W {secret("AKIDOPT")} -T {TOKEN}'})
signed('keys in the credentials file')
signed('keys of a role', {'AWS_PROFILE': 'role'})
signed('keys of a web identity', {'AWS_PROFILE': 'web'})
signed('keys of credential_process', {'AWS_PROFILE': 'process'})
with open(f'{TMP}/shown') as f:
    shown = f.read()
check('what credential_process sees', 'process' in shown and MARK not in
      shown.replace(f'HEAP_SECRET={MARK}', ''), shown)
none = {'AWS_SHARED_CREDENTIALS_FILE': f'{TMP}/none'}
signed('keys of a container', none | {
    'AWS_CONTAINER_CREDENTIALS_FULL_URI': url + '/container',
    'AWS_CONTAINER_AUTHORIZATION_TOKEN': TOKEN})
signed("keys of an instance's role", none | {
    'AWS_EC2_METADATA_DISABLED': None,
    'AWS_EC2_METADATA_SERVICE_ENDPOINT': url})
name = hashlib.sha1(b'https://sso.test/').hexdigest()
write(f'.aws/sso/cache/{name}.json', json.dumps({
    'accessToken': TOKEN, 'expiresAt': moment(3600)}))
signed('keys of single sign-on', {'AWS_PROFILE': 'sso'})

# The service refuses a request, and its error repeats the secrets.
services.serve['DescribeImageAttribute'] = refused('AKIDENV')
run('a refused request', PAIR, status=1)
services.serve['AssumeRole'] = refused('AKIDFILE')
run('a refused role', {'AWS_PROFILE': 'role'}, status=1)
services.serve['GET /container'] = 403, json.dumps(document('ASIACONT'))
run('a refusal with keys from a container endpoint', none | {
    'AWS_CONTAINER_CREDENTIALS_FULL_URI': url + '/container'}, status=1)
run('a URL with a password', PAIR | {
    'AWS_ENDPOINT_URL': url.replace('//', f'//u:{secret("A")}@')}, status=None)

# An error about malformed credentials does not quote them.
bad = {'AWS_SHARED_CREDENTIALS_FILE': f'{TMP}/bad', 'AWS_PROFILE': None}
for text in (f'[default]\n{secret("A")}\n', f'[{secret("A")}\n',
             f'[default]\n= {secret("A")}\n',
             f'[default]\naws_access_key_id = A\n'
             f'aws_secret_access_key = a {secret("A")}\n',
             f'[default]\naws_secret_access_key = {secret("A")}\n',
             f'[default]\naws_access_key_id = A\n'
             f'aws_secret_access_key = A\naws_session_token = a {TOKEN}\n'):
    write('bad', text)
    run(f'a credentials file with {text!r}', bad, status=1)
for text in (
        f'{{"Version": 1, "SecretAccessKey": "{secret("A")}}}',
        f'{{"Version": "{TOKEN}"}}', TOKEN,
        f'{{"Version": 1, "AccessKeyId": "{secret("A")} x", '
        f'"SecretAccessKey": "{secret("A")} x"}}',
        f'{{"Version": 1, "AccessKeyId": "A", "SecretAccessKey": '
        f'"{secret("A")}", "Expiration": "soon"}}'):
    write('json', text)
    run(f'a process that prints {text}', {'AWS_PROFILE': 'process'}, status=1)
    services.serve['GET /container'] = text
    run(f'a container endpoint that answers {text}', none | {
        'AWS_CONTAINER_CREDENTIALS_FULL_URI': url + '/container'}, status=1)
for words in ([f'--aws-secret-kez={secret("A")}'], [f'--se={secret("A")}'],
              ['-O', 'A', '-W', f'a {secret("A")}'], ['-T', TOKEN],
              ['-W', secret('A')], [f'--verbose={secret("A")}']):
    run(f'a wrong option {words}', {}, words, status=None)

services.stop()
# Each of LEAKING_LIBRARIES must have freed a secret.  If a library no longer
# does, remove the library from this set.
check('libraries that free memory with secrets',
      leaking == (LEAKING_LIBRARIES if context else
                  LEAKING_LIBRARIES - {'libssl'}), leaking)
print(f'{checks} checks')
