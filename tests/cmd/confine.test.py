#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Tests which rights a command gives up before it reads from the network.  The
kernel reports these rights for the running process.  Also tests that a run can
still use a proxy, a CA bundle, the system's certificates, a host name, the
metadata service, a role, a sign-on, and a credential_process that writes its
own files."""
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time

sys.dont_write_bytecode = True
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, 'credentials'))

if not shutil.which('openssl'):
    print('openssl is not installed')
    sys.exit(77)
if sys.version_info < (3, 9):
    print('python3 is older than 3.9')
    sys.exit(77)

from services import Services, make_certificates, moment    # noqa: E402
from services import secret                                 # noqa: E402

BIN = os.environ['BIN']
TMP = os.environ['TMP']
TOOL = os.path.join(BIN, 'ec2-describe-image-attribute')
ROW = 'productCodes\tami-1\t\tproductCode\t774F4FF8\n'
CONTEXT = make_certificates(TMP, ['127.0.0.1', 'localhost', 'ec2.test'])
KEPT_VARIABLES = ('PATH', 'ASAN_OPTIONS', 'UBSAN_OPTIONS', 'LSAN_OPTIONS',
                  'LD_LIBRARY_PATH')
checks = 0


def fail(name, *words):
    print(f'{name}:', *words)
    sys.exit(1)


def check(name, good, *words):
    global checks
    checks += 1
    if not good:
        fail(name, *words)


def environment(url, **more):
    env = {n: os.environ[n] for n in KEPT_VARIABLES if n in os.environ}
    env.update(HOME=TMP, LC_ALL='C.UTF-8', EC2_URL=url,
               AWS_REGION='us-east-1', AWS_MAX_ATTEMPTS='1',
               AWS_ENDPOINT_URL_STS=url, AWS_EC2_METADATA_DISABLED='true',
               AWS_ACCESS_KEY_ID='AKIDENV',
               AWS_SECRET_ACCESS_KEY=secret('AKIDENV'))
    env.update(more)
    return {n: v for n, v in env.items() if v is not None}


def run(name, env, options=()):
    """Checks that a run succeeds, and that its --debug output reports the
    confinement before the request.  Returns the line about the confinement."""
    p = subprocess.run([TOOL, 'ami-1', '-p', '--debug', *options], env=env,
                       cwd=TMP, text=True, capture_output=True, timeout=60,
                       stdin=subprocess.DEVNULL)
    check(name, p.returncode == 0 and p.stdout == ROW, p)
    printed = [line for line in p.stderr.splitlines()
               if line.startswith('debug: confinement: ')]
    check(name, len(printed) == 1 and 'no new privileges, ' in printed[0],
          p.stderr)
    check(name, p.stderr.index(printed[0]) < p.stderr.index('debug: request'),
          'printed after the request:', p.stderr)
    return printed[0]


def write(path, text, mode=0o600):
    path = os.path.join(TMP, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w') as f:
        f.write(text)
    os.chmod(path, mode)


def check_process(name, command, env, services, may_reply):
    """Checks what the kernel reports about COMMAND while COMMAND waits for a
    reply."""
    # If a process may not be dumped, its files in /proc belong to root and to
    # root's group.  Root can see this only if COMMAND has another group.
    group = None if os.geteuid() else 1
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, group=group) as p:
        end = time.time() + 30
        while not services.records and time.time() < end:
            time.sleep(0.02)
        with open(f'/proc/{p.pid}/status') as f:
            status = dict(line.split(':', 1) for line in f)
        memory = os.stat(f'/proc/{p.pid}/mem')
        with open(f'/proc/{p.pid}/limits') as f:
            core = re.search(r'Max core file size +(\S+) +(\S+)', f.read())
        may_reply.set()
        out, err = p.communicate(timeout=60)
    check(name, services.records, 'no request', out, err)
    check(name, status['NoNewPrivs'].strip() == '1',
          'the process may gain privileges')
    check(name, status['Seccomp'].strip() == '2', 'no seccomp filter')
    check(name, core.groups() == ('0', '0'), core)
    check(name, memory.st_uid == memory.st_gid == 0,
          'the process may be dumped')


def wait_for(may_reply):
    def wait(services):
        may_reply.wait(30)
        return 200, 'i-12345678'
    return wait


plain = Services({}, CONTEXT, want_tls=True)
url = f'http://127.0.0.1:{plain.port}'
tls = f'https://127.0.0.1:{plain.tls_port}'

confinement = run('no proxy', environment(url))
has_filter = 'seccomp (no execve' in confinement
if sys.platform == 'linux' and has_filter:
    for tool, path in ((TOOL, 'DescribeImageAttribute'),
                       (f'{BIN}/ec2-metadata',
                        'PUT /latest/api/token')):
        may_reply = threading.Event()
        slow = Services({path: wait_for(may_reply)}, CONTEXT)
        words = ['ami-1', '-p'] if tool == TOOL else ['-i']
        at = f'http://127.0.0.1:{slow.port}'
        check_process(f'while {tool} runs', [tool, *words], environment(
            at, AWS_EC2_METADATA_DISABLED=None,
            AWS_EC2_METADATA_SERVICE_ENDPOINT=at,
            AWS_METADATA_SERVICE_TIMEOUT='30'), slow, may_reply)
        slow.stop()
else:
    print('skip confine, the running process: there is no seccomp filter')

run('a host name', environment(f'http://localhost:{plain.port}'))
run('a CA bundle', environment(tls), ['--ca-bundle', f'{TMP}/ca.pem'])
run('a CA bundle in AWS_CA_BUNDLE',
    environment(tls, AWS_CA_BUNDLE=f'{TMP}/ca.pem'))
run('a proxy', environment('https://ec2.test/',
                           https_proxy=url,
                           AWS_CA_BUNDLE=f'{TMP}/ca.pem'))
run('a proxy for http', environment('http://ec2.test/', http_proxy=url))

# The system's certificates do not include the test's CA, so a request without
# a CA bundle must fail.
p = subprocess.run([TOOL, 'ami-1', '-p'], env=environment(tls), text=True,
                   capture_output=True, timeout=60)
check('the system\'s certificates', p.returncode == 1 and
      'certificate' in p.stderr, p)

# Two runs use the keys that a credential_process prints, the second to assume a
# role.  The credential_process is not confined.
write('process', f'''#!/bin/sh
echo x >>{TMP}/ran || exit 1
grep NoNewPrivs /proc/self/status >{TMP}/free
exec cat {TMP}/json
''', 0o700)
write('json', json.dumps({'Version': 1, 'AccessKeyId': 'AKIDPROC',
                          'SecretAccessKey': secret('AKIDPROC')}))
write('.aws/config', f'''[profile process]
credential_process = {TMP}/process
[profile role]
role_arn = arn:aws:iam::111122223333:role/R
source_profile = process
''')
unset = {'AWS_ACCESS_KEY_ID': None, 'AWS_SECRET_ACCESS_KEY': None}
run('credential_process', environment(url, AWS_PROFILE='process', **unset))
run('a role with keys of credential_process',
    environment(url, AWS_PROFILE='role', **unset))
with open(f'{TMP}/ran') as f:
    check('credential_process', f.read() == 'x\nx\n',
          'the program did not run twice')
if has_filter:
    with open(f'{TMP}/free') as f:
        check('credential_process', f.read().split()[-1] == '0',
              'the program is confined')

# A run that assumes a role again, after the confinement, also runs the
# credential_process again.  The role's keys expire after two seconds, and the
# keys that the credential_process prints never expire.
keys = f'''<AssumeRoleResponse><AssumeRoleResult><Credentials>
<AccessKeyId>ASIAROLE</AccessKeyId>
<SecretAccessKey>{secret('ASIAROLE')}</SecretAccessKey>
<SessionToken>t</SessionToken><Expiration>%s</Expiration>
</Credentials></AssumeRoleResult></AssumeRoleResponse>'''
plain.serve['AssumeRole'] = lambda services: (200, keys % moment(2))
with subprocess.Popen([TOOL, '-', '-p'], text=True, stdin=subprocess.PIPE,
                      stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                      env=environment(url, AWS_PROFILE='role', **unset)) as p:
    p.stdin.write('ami-1\n')
    p.stdin.flush()
    first = p.stdout.readline()
    time.sleep(2)
    out, err = p.communicate('ami-2\n', timeout=60)
check('a role renewed', first == ROW and out == ROW.replace('ami-1', 'ami-2')
      and p.returncode == 0, out, err)
with open(f'{TMP}/ran') as f:
    check('a role renewed', f.read() == 4 * 'x\n',
          'the program did not run four times')

# The sign-on is still valid when the run begins.  The run renews it together
# with the role's keys, after the confinement, so the cache must still be
# writable.
plain.serve['POST /token'] = {'accessToken': 'renewed', 'expiresIn': 3600}
plain.serve['GET /federation/credentials'] = lambda services: (
    200, json.dumps({'roleCredentials': {
        'accessKeyId': 'ASIASSO', 'secretAccessKey': secret('ASIASSO'),
        'sessionToken': 't', 'expiration': int((time.time() + 2) * 1000)}}))
write('.aws/config', '''[profile sso]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = R
[sso-session corp]
sso_start_url = https://sso.test/
sso_region = us-east-1
''')
cache = f'.aws/sso/cache/{hashlib.sha1(b"corp").hexdigest()}.json'
write(cache, json.dumps({
    'accessToken': 'old', 'expiresAt': moment(15 * 60 + 2),
    'refreshToken': 'r', 'clientId': 'c', 'clientSecret': 's',
    'registrationExpiresAt': moment(9000)}))
with subprocess.Popen([TOOL, '-', '-p'], text=True, stdin=subprocess.PIPE,
                      stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                      env=environment(url, AWS_PROFILE='sso',
                                      AWS_ENDPOINT_URL_SSO=url,
                                      AWS_ENDPOINT_URL_SSO_OIDC=url,
                                      **unset)) as p:
    p.stdin.write('ami-1\n')
    p.stdin.flush()
    first = p.stdout.readline()
    with open(f'{TMP}/{cache}') as f:
        check('a sign-on renewed', 'old' in f.read(),
              'the run renewed the sign-on too early')
    time.sleep(3)
    out, err = p.communicate('ami-2\n', timeout=60)
check('a sign-on renewed', first == ROW and
      out == ROW.replace('ami-1', 'ami-2') and p.returncode == 0, out, err)
with open(f'{TMP}/{cache}') as f:
    check('a sign-on renewed', '"renewed"' in f.read(),
          'the cache is unchanged', err)

plain.stop()
print(f'{checks} checks')
