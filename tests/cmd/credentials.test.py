#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Tests credentials, regions and endpoints.  Our tool and botocore run with
each set-up of tests/credentials/rows.py, against services on loopback.  Both
must sign with the same keys, for the same region, at the same endpoint, or both
must refuse.  If our tool and botocore differ, the table gives the reason.
Further tests do not fit into the table, for example long runs, a run that reads
no configuration file, and the message of every refusal.  These messages are in
tests/credentials/words.txt.

    credentials.test.py [GLOB...]    only the set-ups whose names match
"""
import concurrent.futures
import contextlib
import fnmatch
import hashlib
import json
import os
import queue
import re
import shutil
import socket
import subprocess
import sys
import threading
import time

sys.dont_write_bytecode = True
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, 'credentials'))


def skip(reason):
    print(reason)
    sys.exit(77)


try:
    import botocore
except ImportError:
    skip('botocore is not installed')
VERSION = tuple(int(n) for n in botocore.__version__.split('.')[:2])
if VERSION < (1, 40):
    skip('botocore is older than 1.40')
if sys.version_info < (3, 9):
    skip('python3 is older than 3.9')
if not shutil.which('openssl'):
    skip('openssl is not installed')

import rows as table                                        # noqa: E402
from failures import failures as more_failures              # noqa: E402
from services import Services, make_certificates, moment    # noqa: E402
from services import secret                                 # noqa: E402
from variables import variables                             # noqa: E402

BIN = os.environ['BIN']
TMP = os.environ['TMP']
WRAP = os.environ.get('WRAP', '').split()
TOOL = os.path.join(BIN, 'ec2-describe-image-attribute')
ROW = 'productCodes\tami-12345678\t\tproductCode\t774F4FF8\n'
SLOW = 5 if WRAP or 'ASAN_OPTIONS' in os.environ else 1
FIELDS = ('key', 'token', 'region', 'url', 'via', 'signature', 'helpers')
OPTIONS = {'key': '-O', 'secret': '-W', 'token': '-T', 'region': '--region',
           'url': '-U', 'ca': '--ca-bundle', 'profile': '--profile'}

try:
    with socket.socket(socket.AF_INET6) as s6:
        s6.bind(('::1', 0))
    HAS_V6 = True
except OSError:
    HAS_V6 = False
CONTEXT = make_certificates(TMP, table.HOSTS)
failures = []
skipped = {}
report = threading.Lock()


def fail(name, expected, got):
    with report:
        failures.append(name)
        print(f'{name}: expected {expected}; got {got}')


def complete_environment(env):
    """Returns the variables of ENV and those that every program needs, but no
    other variables of this machine's user."""
    full = {'PATH': os.environ['PATH'], 'TZ': 'UTC', 'LC_ALL': 'C.UTF-8'}
    for name in ('ASAN_OPTIONS', 'UBSAN_OPTIONS', 'LSAN_OPTIONS',
                 'LD_LIBRARY_PATH', 'PYENV_VERSION'):
        if name in os.environ:
            full[name] = os.environ[name]
    full.update(env)
    return {n: v for n, v in full.items() if v is not None}


def file_name(name):
    """Returns NAME without characters that are special in a path or command."""
    return re.sub(r'[^\w.-]', '-', name)


class Scene:
    """A set-up: its files, its environment and its services."""

    def __init__(self, row, side):
        number = next(i for i, r in enumerate(table.rows) if r is row) \
            if row in table.rows else file_name(row['name'])
        self.dir = os.path.join(TMP, f'{number}.{side}')
        os.makedirs(self.dir)
        text = json.dumps([row.get(n) for n in ('files', 'env', 'options')],
                          default=repr) + json.dumps(table.BASE)
        self.services = Services({}, CONTEXT, '@tls' in text, row.get('v6'))
        self.words = {
            'url': f'http://127.0.0.1:{self.services.port}',
            'port': str(self.services.port),
            'tls': f'https://127.0.0.1:{self.services.tls_port}',
            'tlslocal': f'https://localhost:{self.services.tls_port}',
            'v6': f'http://[::1]:{self.services.v6_port}',
            'dir': self.dir, 'ca': f'{TMP}/ca.pem',
            'other_ca': f'{TMP}/other.pem'}
        self.services.serve.update(self.expand(row.get('serve', {})))
        for name, content in row.get('files', {}).items():
            name = self.expand(name)
            if name.rstrip('/|') in ('config', 'credentials'):
                name = '.aws/' + name
            path = os.path.join(self.dir, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            if name.endswith('/'):
                continue
            if name.endswith('|'):
                os.mkfifo(path[:-1])
                continue
            if isinstance(content, str):
                content = self.expand(content).encode()
            with open(path, 'wb') as f:
                f.write(content)
            os.chmod(path, 0o700 if content[:2] == b'#!' else 0o600)
        for name, mode in row.get('modes', {}).items():
            os.chmod(os.path.join(self.dir, '.aws', name), mode)
        self.env = complete_environment(self.expand(
            {**table.BASE, **row.get('env', {})}))
        self.options = self.expand(row.get('options', {}))

    def expand(self, value):
        """Returns a value of the table with each @NAME@ replaced."""
        if isinstance(value, dict):
            return {n: self.expand(v) for n, v in value.items()}
        if isinstance(value, (list, tuple)):
            return type(value)(self.expand(v) for v in value)
        if not isinstance(value, str):
            return value

        def word(found):
            name = found[1]
            if name.startswith('now'):
                return moment(int(name[3:]))
            if name.startswith('sha1:'):
                return hashlib.sha1(name[5:].encode()).hexdigest()
            return self.words.get(name, found[0])
        return re.sub(r'@(now[+-]\d+|sha1:[^@]*|\w+)@', word, value)

    def outcome(self):
        """Returns FIELDS of the last request to EC2, or None.  The requests to
        other services are its helpers."""
        sent = [r for r in self.services.records if r['kind'] == 'ec2']
        if not sent:
            return None
        found = {n: sent[-1][n] for n in FIELDS if n != 'helpers'}
        helpers = []
        for record in self.services.records:
            if 'words' in record and record['words'] not in helpers:
                helpers.append(record['words'])
        found['helpers'] = helpers
        return found


def wrapping(row):
    """Returns the words to put before both programs' command lines, and the
    reason to skip the row or None."""
    if row.get('need') and VERSION < row['need']:
        return [], 'botocore is older than ' + '.'.join(map(str, row['need']))
    if row.get('v6') and not HAS_V6:
        return [], 'there is no ::1'
    wrap = row.get('wrap')
    if not wrap:
        return [], None
    if wrap == 'unprivileged':
        if os.geteuid() != 0:
            return [], None
        if not shutil.which('setpriv'):
            return [], 'setpriv is not installed'
        drop = '-dac_override,-dac_read_search'
        return ['setpriv', f'--bounding-set={drop}', f'--inh-caps={drop}',
                '--'], None
    if not shutil.which('faketime'):
        return [], 'faketime is not installed'
    if WRAP:
        return [], 'faketime and WRAP cannot be combined'
    if os.path.exists(os.path.join(BIN, 'ec2-product-tools')):
        return [], 'faketime cannot be loaded into a static program'
    # clang's sanitizer reads the clock within malloc, and faketime calls malloc
    # when a program reads the clock.
    if 'ASAN_OPTIONS' in os.environ:
        return [], 'faketime and a sanitizer cannot be combined'
    return ['faketime', '-f', wrap] if wrap[0] in '+-' else \
        ['faketime', wrap[1:]], None


def run_ours(row, wrap):
    scene = Scene(row, 'ours')
    argv = [TOOL, 'ami-12345678', '-p', '-v', '--debug']
    for name, value in scene.options.items():
        argv += [OPTIONS[name], value]
    if wrap and 'ASAN_OPTIONS' in scene.env:
        scene.env['ASAN_OPTIONS'] += ':verify_asan_link_order=0'
    try:
        p = subprocess.run([*wrap, *WRAP, *argv], env=scene.env,
                           cwd=scene.dir, stdin=subprocess.DEVNULL,
                           capture_output=True, timeout=30 * SLOW,
                           start_new_session=True)
        status = p.returncode
        out = p.stdout.decode('utf-8', 'replace')
        err = p.stderr.decode('utf-8', 'replace')
    except subprocess.TimeoutExpired:
        status, out, err = 'the command did not end', '', ''
    finally:
        scene.services.stop()
    got = scene.outcome() or {}
    if status == 0 and out != ROW:
        got['refused'] = f'status 0 but printed {out!r}'
    elif status != 0:
        got = {'refused': f'status {status}: {err.strip()}'}
        if scene.outcome():
            got['sent'] = scene.outcome()
        if out:
            got['refused'] += f' (and printed {out!r})'
    got['status'], got['stderr'] = status, err
    return got


class Botocore:
    """A process that makes calls with botocore, one at a time."""

    program = [sys.executable, '-B',
               os.path.join(ROOT, 'credentials', 'botocore_side.py')]

    def __init__(self):
        self.process = subprocess.Popen(
            self.program, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True, env=complete_environment({'HOME': TMP}))

    def ask(self, setup):
        self.process.stdin.write(json.dumps(setup) + '\n')
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def end(self):
        self.process.stdin.close()
        self.process.wait()


theirs = queue.Queue()


def run_theirs(row, wrap, waits=(0,)):
    scene = Scene(row, 'botocore')
    setup = {'env': scene.env, 'dir': scene.dir, 'options': scene.options,
             'waits': waits}
    try:
        if wrap:
            p = subprocess.run([*wrap, *Botocore.program, json.dumps(setup)],
                               env=scene.env, capture_output=True, text=True,
                               stdin=subprocess.DEVNULL, timeout=60)
            answer = json.loads(p.stdout)
        else:
            botocore_ = theirs.get()
            try:
                answer = botocore_.ask(setup)
            finally:
                theirs.put(botocore_)
    finally:
        scene.services.stop()
    got = scene.outcome() or {}
    if answer['error']:
        got = {'refused': f'{answer["error"]}: {answer["text"]}',
               'family': answer['family']}
    got['records'] = scene.services.records
    return got


def brief(outcome):
    if 'refused' in outcome:
        return 'refusal: ' + ' | '.join(outcome['refused'].splitlines())[:700]
    return ' '.join(f'{n}={str(outcome.get(n))[:200]}' for n in FIELDS)


def has_refused(outcome, kind):
    """Returns whether botocore refused for a reason of this kind."""
    return ('refused' in outcome and
            not table.NATURES[kind].isdisjoint(outcome['family']))


def secrets_of(row):
    """Returns all secrets and tokens of the set-up, which no output may
    show."""
    text = json.dumps([row.get(n) for n in ('files', 'env', 'options',
                                            'serve')], default=repr)
    found = set(re.findall(r'wJalr/\w+\+secretEXAMPLE', text))
    return found | {'secretEXAMPLE', 'sso.access.token', 'imds-token',
                    'eyJ.web.identity', 'eyJ.pod.identity', 'token/of+',
                    'token%2Fof%2B', 'sso/token==', 'Signature='}


def check(row):
    name = row['name']
    wrap, reason = wrapping(row)
    if reason:
        with report:
            skipped[name] = reason
        return
    want = row['want']
    boto = row['boto'] or want
    ours = run_ours(row, wrap)
    other = run_theirs(row, wrap)

    # First checks that the table describes botocore correctly.
    if 'refused' in boto:
        if not has_refused(other, boto['refused']):
            fail(name, f'botocore to refuse ({boto["refused"]})',
                 brief(other))
            return
    else:
        for field, value in boto.items():
            if other.get(field) != value:
                fail(name, f'botocore to have {field} {value}', brief(other))
                return
    if 'refused' in want:
        refusal = ours.get('refused')
        where = brief(other) if not row['boto'] else row['why']
        if refusal is None or 'sent' in ours:
            fail(name, f'a refusal ({want["refused"]}), as botocore: {where}',
                 brief(ours) + (' (sent anyway)'
                                if 'sent' in ours else ''))
        elif ours['status'] not in (1, 2):
            fail(name, f'a refusal ({want["refused"]})', brief(ours))
        elif not re.search(row['says'], ours['stderr']):
            fail(name, f'a refusal that says /{row["says"]}/', brief(ours))
    elif 'refused' in ours:
        fail(name, f'{want}, botocore: {brief(other)}', brief(ours))
    else:
        different = [f'{field} {value}' for field, value in want.items()
                     if ours.get(field) != value]
        named = set(row['boto'] or ())
        if 'refused' not in boto:
            # If botocore uses other keys, it gets them from other services.
            if named & {'key', 'signature'}:
                named |= {'helpers', 'token', 'signature'}
            if 'key' in named and boto['key'] == want['key']:
                named -= {'helpers', 'token'} - set(row['boto'])
            different += [f'{field} {other.get(field)} (botocore)'
                          for field in FIELDS
                          if field not in named and
                          ours.get(field) != other.get(field)]
        if ours.get('signature') not in ('good', None):
            different.append('a good signature')
        if different:
            fail(name, ', '.join(different), brief(ours))
    if re.search('Sanitizer|runtime error:|core dumped', ours['stderr']):
        fail(name, 'no report of a sanitizer', ours['stderr'][:2000])
    for text in secrets_of(row):
        if text in ours['stderr']:
            fail(name, 'no secret in the messages',
                 next(line for line in ours['stderr'].splitlines()
                      if text in line)[:300])
            break
    check_source(name, ours)


# For each access key: a pattern for the source of the key, which -v must print.
SOURCES = {
    'AKIDENV': 'AWS_ACCESS_KEY_ID', 'AKIDOLD': 'AWS_ACCESS_KEY',
    'AKIDEC2': 'EC2_ACCESS_KEY', 'AKIDOPT': '-O',
    'AKIDFILE': r'credentials', 'AKIDCONF': r'config', 'AKIDX': 'profile',
    'ASIAPOD': '(?i)web.identity', 'AKIDPROC': 'credential_process',
    'ASIASSOADMIN': '(?i)sso|single sign-on', 'ASIACONT': '(?i)container',
    'ASIAINST': '(?i)metadata|instance', 'ASIAONE': r'\bone\b',
}


def check_source(name, ours):
    """Checks that -v prints the source of the keys, and the region."""
    if ours.get('status') != 0:
        return
    pattern = SOURCES.get(ours.get('key'))
    if pattern and not re.search(pattern, ours['stderr']):
        fail(name, f'-v to name the source of the keys, /{pattern}/',
             ' | '.join(ours['stderr'].splitlines())[:500])
    if (ours.get('region') or '') not in ours['stderr']:
        fail(name, f'-v to name the region {ours["region"]}',
             ' | '.join(ours['stderr'].splitlines())[:500])


# --- the messages of failures -----------------------------------------------

WORDS = os.path.join(ROOT, 'credentials', 'words.txt')
# Matches libcurl's messages, which differ between versions of libcurl.
CURL = re.compile(r'(SSL certificate problem|SSL: no alternative|'
                  r'error (setting|adding)|CONNECT tunnel failed|'
                  r'Received HTTP code|Failed to connect|'
                  r'Could not connect|Bad path|Port number was|'
                  r'Malformed input).*')


def normal(text, scene):
    """Replaces the parts of an error message that differ between machines and
    runs."""
    for name in ('tls', 'tlslocal', 'url', 'dir', 'ca', 'other_ca'):
        text = text.replace(scene.words[name], f'@{name}@')
    text = re.sub(rf'(?m)^{os.path.basename(TOOL)}: ', '', text)
    text = re.sub(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ', '@time@', text)
    text = re.sub(r'(checked against) /[^@;]*;', r'\1 @system_ca@;', text)
    return CURL.sub('@curl@', text)


def failure_message(row):
    """Returns the status and the message of a failure, without the parts that
    differ between machines.  Returns None if the set-up cannot run here."""
    wrap, reason = wrapping(row)
    if reason:
        return None
    with scene_of(row['name'] + ' words', **{
            n: v for n, v in row.items() if n != 'name'}) as scene:
        argv = [TOOL, 'ami-12345678', '-p', *row.get('argv', ())]
        for name, value in scene.options.items():
            argv += [OPTIONS[name], value]
        if wrap and 'ASAN_OPTIONS' in scene.env:
            scene.env['ASAN_OPTIONS'] += ':verify_asan_link_order=0'
        p = subprocess.run([*wrap, *argv], env=scene.env, cwd=scene.dir,
                           stdin=subprocess.DEVNULL, capture_output=True,
                           timeout=60 * SLOW, start_new_session=True)
        text = normal(p.stderr.decode('utf-8', 'replace'), scene)
        if p.stdout or [r for r in scene.services.records
                        if r['kind'] == 'ec2']:
            fail(row['name'], 'no request to EC2, no output', p.stdout)
    for word in secrets_of(row) | {'geheim'}:
        if word in text:
            fail(row['name'], 'no secret in the message', text)
    return f'status {p.returncode}\n{text}'


def read_words():
    """Returns the expected messages by the names of their set-ups."""
    found, name = {}, None
    with open(WORDS) as f:
        for line in f:
            if line.startswith('# '):
                name = line[2:].rstrip('\n')
                found[name] = ''
            else:
                found[name] += line
    return found


def check_words(row, wanted):
    name = row['name']
    text = failure_message(row)
    if text is not None and text != wanted.get(name):
        fail(f'message of: {name}', f'\n{wanted.get(name)}', f'\n{text}')
    # The message is one line and at most one hint.  A usage error has another
    # line, which names -h.  A program of the user may print a line, too.
    elif text and text.replace('\ngrumble', '').count('\n') > (
            3 + text.count("\ntry '")):
        fail(f'message of: {name}', 'one line and a hint', text)


def write_words(chosen):
    """Writes the messages to words.txt, in the order of the tables.  Chosen
    set-ups that can run here get new messages, and the other set-ups keep their
    old messages."""
    old = read_words()
    with open(WORDS, 'w') as f:
        for row in failing():
            name = row['name']
            text = failure_message(row) if chosen(name) or name not in old \
                else None
            text = old.get(name) if text is None else text
            if text is not None:
                f.write(f'# {name}\n{text}')


def failing():
    return [r for r in table.rows if 'refused' in r['want']] + more_failures


# --- tests that do not fit into the table ---------------------------------

@contextlib.contextmanager
def scene_of(name, **row):
    scene = Scene({'name': name, **row}, 'alone')
    try:
        yield scene
    finally:
        scene.services.stop()


def popen(scene, argv, **more):
    more = {'stdin': subprocess.DEVNULL, 'stdout': subprocess.PIPE,
            'stderr': subprocess.PIPE, 'text': True, **more}
    return subprocess.Popen([*WRAP, TOOL, *argv], env=scene.env,
                            cwd=scene.dir, **more)


def two_keys(make):
    """Returns a function that answers with keys that expire after 3 seconds.
    After 2 seconds, it answers with other keys."""
    first = []

    def answer(services):
        now = int(time.time())
        if not first:
            first.append(now)
        if now < first[0] + 2:
            return make('ASIAFIRST', first[0] + 3 - time.time())
        return make('ASIASECOND', 3600)
    return answer


def container_keys(key, seconds):
    return 200, json.dumps({**table.document(key), 'Expiration':
                            moment(seconds)})


def role_keys(key, seconds):
    from services import STS_REPLY
    return 200, STS_REPLY % {'action': 'AssumeRole', 'role': 'one',
                             'key': key, 'secret': secret(key),
                             'token': 'token/of+one==',
                             'expiration': moment(seconds)}


def long_run(name, compared, make, answer, **row):
    def described():
        return {'name': name, **row, 'serve': {
            **row.get('serve', {}), answer: two_keys(make)}}

    with scene_of(**described()) as scene:
        p = popen(scene, ['-', '-p'], stdin=subprocess.PIPE)
        p.stdin.write('ami-00000001\n')
        p.stdin.flush()
        time.sleep(4.2)
        with contextlib.suppress(BrokenPipeError):
            p.stdin.write('ami-00000002\nami-00000003\n')
        out, err = p.communicate(timeout=30 * SLOW)
        seen = sorted((r['image'], r['key'], r['signature'])
                      for r in scene.services.records if r['kind'] == 'ec2')
    ours = [(key, signature) for _, key, signature in seen]
    if p.returncode != 0 or out.count('\n') != 3:
        fail(name, 'three rows', f'status {p.returncode}, {out!r}, {err!r}')
    wanted = [('ASIAFIRST', 'good')] + 2 * [('ASIASECOND', 'good')]
    if compared:
        other = run_theirs(described(), [], (0, 4.2))
        wanted = [(r['key'], r['signature']) for r in other['records']
                  if r['kind'] == 'ec2']
        if [key for key, _ in wanted] != ['ASIAFIRST', 'ASIASECOND']:
            fail(name, 'botocore to renew the keys', wanted)
        wanted += wanted[-1:]
    if ours != wanted:
        fail(name, f'requests by {wanted}', f'{ours}, {err.strip()}')


def long_container():
    long_run('a long run in a container', True, container_keys, 'GET /creds',
             env=table.FULL)


def long_role():
    # botocore caches a role's keys until they have expired.
    long_run('a long run with a role', True, role_keys, 'AssumeRole',
             env={'AWS_PROFILE': 'one'},
             files={'credentials': table.BASE_KEYS, 'config':
                    table.role('one', 'source_profile = base')})


def long_instance():
    # The test does not compare this run with botocore, because botocore extends
    # the life of an instance's keys.
    long_run('a long run on an instance', False, container_keys,
             f'GET {table.META}/web-role', env=table.ON_INSTANCE,
             serve=table.INSTANCE)


def long_process():
    name = 'a long run with credential_process'
    with scene_of(name, files={
            'config': '[default]\ncredential_process = ./process\n',
            'process': '#!/bin/sh\nread -r json <json\n'
            'printf "%s\\n" "$json"\n'}) as scene:
        def put(key, seconds):
            with open(f'{scene.dir}/json.new', 'w') as f:
                print(json.dumps({
                    'Version': 1, 'AccessKeyId': key,
                    'SecretAccessKey': secret(key), 'SessionToken': 't',
                    'Expiration': moment(seconds)}), file=f)
            os.rename(f'{scene.dir}/json.new', f'{scene.dir}/json')

        put('ASIAFIRST', 3)
        p = popen(scene, ['-', '-p'], stdin=subprocess.PIPE)
        p.stdin.write('ami-00000001\n')
        p.stdin.flush()
        time.sleep(2)
        put('ASIASECOND', 3600)
        time.sleep(2)
        with contextlib.suppress(BrokenPipeError):
            p.stdin.write('ami-00000002\n')
        _, err = p.communicate(timeout=30 * SLOW)
        seen = [(r['key'], r['signature']) for r in scene.services.records
                if r['kind'] == 'ec2']
    wanted = [('ASIAFIRST', 'good'), ('ASIASECOND', 'good')]
    if seen != wanted:
        fail(name, wanted, f'{seen}, {err.strip()}')


# The life of PROCESS's keys in seconds.  The access key contains its expiry.
LIFE = 6
PROCESS = f'''#!{sys.executable}
import json, os, sys, time
open('calls', 'a').write('x')
if os.path.exists('broken'):
    sys.exit('the vault is sealed')
end = int(time.time()) + {LIFE}
print(json.dumps({{
    'Version': 1, 'AccessKeyId': f'ASIA{{end}}', 'SessionToken': 'token/of+it==',
    'SecretAccessKey': f'wJalr/ASIA{{end}}+secretEXAMPLE',
    'Expiration': time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(end))}}))
'''


def confirm_for(scene, seconds, breaks=False):
    """Runs ec2-confirm-product-instance for SECONDS, and writes an instance to
    its standard input every 30 ms.  With BREAKS, credential_process fails once
    the keys are in use."""
    p = subprocess.Popen(
        [*WRAP, f'{BIN}/ec2-confirm-product-instance', '774F4FF8', '-i', '-'],
        env=scene.env, cwd=scene.dir, text=True, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    start, count = time.time(), 0
    with contextlib.suppress(BrokenPipeError):
        while time.time() < start + seconds and p.poll() is None:
            if breaks and scene.services.records:
                open(f'{scene.dir}/broken', 'w').close()
            p.stdin.write(f'i-{count:08x}\n')
            p.stdin.flush()
            count += 1
            time.sleep(0.03)
    out, err = p.communicate(timeout=30 * SLOW)
    sent = [r for r in scene.services.records if r['kind'] == 'ec2']
    return p.returncode, count, out, err, sent


def expiring_role(services):
    """Answers AssumeRole with keys that expire at the same time as the keys of
    PROCESS."""
    end = int(time.time()) + LIFE
    return role_keys(f'ASIA{end}', end - time.time())


def expiry_of(record):
    return int(record['key'].removeprefix('ASIA'))


EXPIRING_SETUPS = {
    'credential_process': {
        'files': {'config': '[default]\ncredential_process = ./process\n',
                  'process': PROCESS}},
    'a role': {
        'env': {'AWS_PROFILE': 'one'}, 'serve': {'AssumeRole': expiring_role},
        'files': {'credentials': table.BASE_KEYS, 'config':
                  table.role('one', 'source_profile = base')}},
}


def long_confirm(what):
    name = f'confirming for longer than keys of {what} last'
    with scene_of(name, **EXPIRING_SETUPS[what]) as scene:
        status, count, out, err, sent = confirm_for(scene, 2.5 * LIFE)
    if status or err or out.count('\ttrue') != count or len(sent) != count:
        fail(name, f'{count} rows and no message', f'status {status}, '
             f'{out.count("true")} rows, {len(sent)} requests, {err!r}')
    if any(r['signature'] != 'good' for r in sent):
        fail(name, 'only valid signatures', 'an invalid signature')
    late_ones = [r['at'] - expiry_of(r) for r in sent
                 if r['at'] >= expiry_of(r)]
    if late_ones:
        fail(name, 'no keys used after their expiry', late_ones[:5])
    ends = list(dict.fromkeys(expiry_of(r) for r in sent))
    if len(ends) < 3 or ends != sorted(ends):
        fail(name, 'at least three sets of keys, in their order', ends)


def long_confirm_process():
    long_confirm('credential_process')


def long_confirm_role():
    long_confirm('a role')


def not_renewed():
    """The command warns once, and uses the old keys until they expire."""
    name = 'keys that are not renewed'
    with scene_of(name, **EXPIRING_SETUPS['credential_process']) as scene:
        status, count, out, err, sent = confirm_for(scene, 2 * LIFE, True)
        with open(f'{scene.dir}/calls') as f:
            calls = len(f.read())
    lines = [line for line in err.splitlines()
             if line != 'the vault is sealed']
    if not sent:
        fail(name, 'requests', err)
        return
    end = expiry_of(sent[0])
    if status != 1 or not 3 <= calls <= 12:
        fail(name, 'status 1 after some attempts', f'{status}, {calls}')
    if {expiry_of(r) for r in sent} != {end} or \
            not end - 1.5 < sent[-1]['at'] < end + 1.5:    # a busy machine
        fail(name, f'requests until {end}', f'until {sent[-1]["at"]}')
    if out.count('\ttrue') != len(sent):
        fail(name, f'{len(sent)} rows', out.count('\ttrue'))
    why = 'profile default: credential_process: ./process: exit status 1'
    wanted = [
        'ec2-confirm-product-instance: credentials not renewed yet: ' + why,
        'not tried, since the credentials have expired, and there are no new '
        'ones: ' + why]
    errors = [line for line in lines if 'exit status' in line]
    if len(errors) != 2 or errors[0] != wanted[0] or \
            not errors[1].endswith(wanted[1]) or \
            'the rest of standard input was not read' not in lines[-1]:
        fail(name, wanted, lines)


def quiet_start():
    """With all settings in the environment, a run reads no settings file."""
    name = 'a start that reads no settings file'
    if WRAP or not shutil.which('strace'):
        skipped[name] = 'WRAP is set' if WRAP else 'strace is not installed'
        return
    with scene_of(name, files={'credentials': table.FILE,
                               'config': table.profile('default')},
                  env=table.pair('AKIDENV', 'tok') | table.ON_INSTANCE |
                  {'AWS_EC2_METADATA_SERVICE_ENDPOINT': None}) as scene:
        trace = os.path.join(scene.dir, 'trace')
        strace = ['strace', '-f', '-s', '200', '-e',
                  'trace=%file,%network', '-o', trace]
        if subprocess.run([*strace, 'true'], capture_output=True).returncode:
            skipped[name] = 'strace may not trace here'
            return
        if 'ASAN_OPTIONS' in scene.env:
            scene.env['ASAN_OPTIONS'] += ':detect_leaks=0'
        p = subprocess.run([*strace, TOOL, 'ami-12345678', '-p'],
                           env=scene.env, cwd=scene.dir, text=True,
                           capture_output=True, stdin=subprocess.DEVNULL)
        if p.returncode != 0:
            fail(name, 'status 0', f'{p.returncode}, {p.stderr!r}')
        with open(trace) as f:
            calls = f.read().splitlines()
        others = [c for c in calls
                  if re.search(r'\.aws|resolv\.conf|nsswitch|/etc/hosts|'
                               r'/etc/passwd|gai\.conf|169\.254|\.sock', c) or
                  re.search(r'htons\(53\)', c)]
        ports = {m for c in calls if 'connect(' in c
                 for m in re.findall(r'htons\((\d+)\)', c)}
    if others:
        fail(name, 'no access to other files or services', others[:5])
    if ports != {str(scene.services.port)}:
        fail(name, f'connections only to {scene.services.port}', ports)


def only_relative_uri():
    """The address of the service for containers is fixed, so the test can only
    check the failure."""
    name = 'a container by its relative URI'
    if WRAP or not shutil.which('strace'):
        skipped[name] = 'WRAP is set' if WRAP else 'strace is not installed'
        return
    with scene_of(name, env={
            'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI': '/v2/credentials/x',
            'AWS_CONTAINER_CREDENTIALS_FULL_URI': '@url@/creds'}) as scene:
        trace = os.path.join(scene.dir, 'trace')
        if subprocess.run(['strace', '-f', '-o', trace, 'true'],
                          capture_output=True).returncode:
            skipped[name] = 'strace may not trace here'
            return
        if 'ASAN_OPTIONS' in scene.env:
            scene.env['ASAN_OPTIONS'] += ':detect_leaks=0'
        # Every connection fails as if there were no network.
        inject = ['-e', 'inject=connect:error=ENETUNREACH']
        p = subprocess.run(
            ['strace', '-f', '-e', 'trace=connect', *inject, '-o', trace,
             TOOL, 'ami-12345678', '-p'], env=scene.env, cwd=scene.dir,
            text=True, capture_output=True, stdin=subprocess.DEVNULL,
            timeout=60 * SLOW)
        with open(trace) as f:
            ports = set(re.findall(r'sin_port=htons\((\d+)\), '
                                   r'sin_addr=inet_addr\("([^"]*)"', f.read()))
    if ports != {('80', '169.254.170.2')}:
        fail(name, 'a connection to 169.254.170.2:80', f'{ports}, {p.stderr}')
    if p.returncode != 1 or 'RELATIVE_URI: http://169.254' not in p.stderr:
        fail(name, 'status 1 and the URL of the container',
             f'{p.returncode}, {p.stderr!r}')


def mfa_on_a_terminal():
    import pty
    import select
    name = 'mfa_serial on a terminal'
    if WRAP:
        skipped[name] = 'WRAP is set'
        return
    serial = 'arn:aws:iam::111122223333:mfa/me'
    with scene_of(name, env={'AWS_PROFILE': 'one'},
                  files={'credentials': table.BASE_KEYS, 'config':
                         table.role('one', 'source_profile = base',
                                    f'mfa_serial = {serial}')}) as scene:
        pid, fd = pty.fork()
        if pid == 0:
            try:
                os.chdir(scene.dir)
                os.execve(TOOL, [TOOL, 'ami-12345678', '-p'], scene.env)
            finally:
                os._exit(126)
        seen, typed, end = '', False, time.time() + 20 * SLOW
        while time.time() < end:
            if not select.select([fd], [], [], 0.2)[0]:
                continue
            try:
                text = os.read(fd, 4096).decode('utf-8', 'replace')
            except OSError:
                break
            if not text:
                break
            seen += text
            if not typed and 'mfa/me' in seen:
                typed = True
                time.sleep(0.1)
                os.write(fd, b'123456\n')
        else:
            os.kill(pid, 9)
        _, status = os.waitpid(pid, 0)
        os.close(fd)
        requests = [r['words'] for r in scene.services.records
                    if r['kind'] == 'sts']
    if status or len(requests) != 1 or \
            'TokenCode=123456' not in requests[0] or \
            f'SerialNumber={serial}' not in requests[0]:
        fail(name, 'a prompt, and the code at STS',
             f'status {status}, {requests}, {seen!r}')
    if '123456' in seen.replace('ami-12345678', ''):
        fail(name, 'a code that is not shown', repr(seen))


def readable_by_others():
    """The command prints the warning only if standard error is a terminal, or
    with -v: in a nightly job, the warning would send mail every night."""
    name = 'a credentials file that others can read'
    for mode, reader, options, warned in (
            (0o600, 'a terminal', [], False), (0o640, 'a terminal', [], True),
            (0o644, 'a terminal', [], True), (0o644, 'a file', [], False),
            (0o600, 'a file', ['-v'], False), (0o644, 'a file', ['-v'], True)):
        case = f'{name}, {mode:o}, {reader} {"".join(options)}'
        with scene_of(case.replace(' ', '-'), modes={'credentials': mode},
                      files={'credentials': table.FILE}) as scene:
            master, slave = os.openpty() if reader == 'a terminal' \
                else os.pipe()
            p = popen(scene, ['ami-12345678', '-p', *options], stderr=slave)
            os.close(slave)
            out, _ = p.communicate(timeout=30 * SLOW)
            err = read_all(master)
        if p.returncode or out != ROW or warned != bool(re.search(
                '/credentials contains keys, and other users .* it', err)):
            fail(case, 'a warning' if warned else 'no warning',
                 f'status {p.returncode}, {err!r}')


def read_all(fd):
    """Reads from a terminal or pipe until the other side closes it.  Then
    reading from a terminal fails with EIO."""
    text = b''
    with contextlib.suppress(OSError):
        while chunk := os.read(fd, 4096):
            text += chunk
    os.close(fd)
    return text.decode('utf-8', 'replace')


def secrets_in_argv():
    name = 'a secret on the command line'
    path = '/proc/%d/cmdline'
    if WRAP or not os.path.exists(path % os.getpid()):
        skipped[name] = 'WRAP is set' if WRAP else '/proc is not mounted'
        return
    held = threading.Event()

    def wait(services):
        held.wait(20)
        return 200, '{}'

    with scene_of(name, serve={'DescribeImageAttribute': wait}) as scene:
        p = popen(scene, ['ami-12345678', '-p', '-O', 'AKIDOPT', '-W',
                          secret('AKIDOPT'), '--security-token=geheim'])
        end = time.time() + 10 * SLOW
        while not scene.services.records and time.time() < end:
            time.sleep(0.05)
        with open(path % p.pid, 'rb') as f:
            words = f.read()
        with open(f'/proc/{p.pid}/limits') as f:
            core = re.search(r'Max core file size +(\S+)', f.read())
        held.set()
        p.communicate(timeout=30 * SLOW)
    if not scene.services.records:
        fail(name, 'a request', 'none')
    if b'secretEXAMPLE' in words or b'geheim' in words:
        fail(name, 'an overwritten command line', words)
    if not core or core[1] != '0':
        fail(name, 'no core files', core and core[0])


def missing_config():
    """If the region depends on the missing file, the command warns.  Otherwise
    only -v says that the file is missing."""
    name = 'AWS_CONFIG_FILE names a missing file'
    for case, region, options, url, warns in (
            ('no region', None, [], None, True),
            ('a region', 'eu-west-1', [], None, False),
            ('a region and -v', 'eu-west-1', ['-v'], None, False),
            ('a URL', None, [], '@url@', False),
            ('a directory', None, [], None, True)):
        with scene_of(f'{name}, {case}'.replace(' ', '-'),
                      files={'credentials': table.FILE, 'folder/': ''},
                      env={n: v for n, v in table.NET.items()
                           if n not in table.ENV} | {
                          'AWS_ENDPOINT_URL_EC2': url, 'AWS_CONFIG_FILE':
                          '@dir@/folder' if case == 'a directory'
                          else '@dir@/nowhere',
                          'AWS_DEFAULT_REGION': region}) as scene:
            p = popen(scene, ['ami-12345678', '-p', *options])
            out, err = p.communicate(timeout=30 * SLOW)
            urls = [r['url'] for r in scene.services.records
                    if r['kind'] == 'ec2']
        printed = 'AWS_CONFIG_FILE: ' in err
        if p.returncode or out != ROW or len(urls) != 1:
            fail(f'{name}, {case}', 'a row', f'{p.returncode}, {err!r}')
        elif printed != (warns or bool(options)):
            fail(f'{name}, {case}', 'a warning' if warns else 'no warning',
                 repr(err))
        elif warns and ('us-east-1' not in urls[0] or
                        'the region is us-east-1' not in err):
            fail(f'{name}, {case}', 'us-east-1', f'{urls}, {err!r}')


def renewed_cache():
    """The command stores a renewed token as botocore does, in a file that only
    its owner can read."""
    for name, reply in (('with a new refresh token', {'refreshToken': 'r2'}),
                        ('without a new refresh token', {})):
        name = f'a renewed sign-on, {name}'
        setup = {
            'name': name, 'env': table.IN_SSO, 'serve': {
                'POST /token': table.RENEWED['POST /token'] | reply},
            'files': table.cached('corp', '@now-60@', **table.RENEWABLE) |
            {'config': table.SESSION}}
        ours, other = run_ours(setup, []), run_theirs(setup, [])
        caches = []
        for side, outcome in (('ours', ours), ('botocore', other)):
            if 'refused' in outcome:
                fail(name, f'keys ({side})', brief(outcome))
                return
            folder = os.path.join(TMP, f'{file_name(name)}.{side}',
                                  '.aws/sso/cache')
            names = os.listdir(folder)
            path = os.path.join(folder, names[0])
            with open(path) as f:
                cache = json.load(f)
            ends = time.strptime(cache.pop('expiresAt'),
                                 '%Y-%m-%dT%H:%M:%SZ')
            cache['registrationExpiresAt'] = \
                cache['registrationExpiresAt'][:10]
            caches.append((list(cache.items()), names,
                           os.stat(path).st_mode & 0o777))
            if not 3500 < time.mktime(ends) - time.mktime(time.gmtime()) \
                    < 3700:
                fail(name, 'a time in the next hour', ends)
        if caches[0] != caches[1] or caches[0][2] != 0o600:
            fail(name, caches[1], caches[0])


def all_variables():
    """Our tool reads each of botocore's configuration variables, or
    variables.py says why it does not.  A set-up of the table tests each
    variable that our tool reads."""
    from botocore.configprovider import BOTOCORE_DEFAUT_SESSION_VARIABLES
    name = "botocore's configuration variables"
    names = ' | '.join(r['name'] for r in table.rows)
    for variable in BOTOCORE_DEFAUT_SESSION_VARIABLES:
        ours = variables.get(variable)
        if not ours:
            fail(name, f'{variable} in variables.py', 'none')
        elif ours.startswith('row: ') and ours[5:] not in names:
            fail(name, f'a set-up for {variable}, "{ours[5:]}"', 'none')


def renewed_by_two():
    """A refresh token can be used once.  Two processes use the same token at
    the same time.  The service refuses one process before the other has its
    reply.  The refused process then takes the token of the other process."""
    name = 'a sign-on that two processes renew'
    both = threading.Barrier(2)

    def first(services):
        both.wait(20 * SLOW)
        time.sleep(0.3)
        return table.RENEWED['POST /token']

    def second(services):
        both.wait(20 * SLOW)
        return 400, '{"error": "invalid_grant"}'

    with scene_of(name, env=table.IN_SSO, files=table.cached(
            'corp', '@now-60@', **table.RENEWABLE) |
            {'config': table.SESSION}) as scene:
        scene.services.serve['POST /token'] = [first, second]
        two = [popen(scene, ['ami-12345678', '-p']) for _ in range(2)]
        results = [p.communicate(timeout=60 * SLOW) for p in two]
        sent = [r['key'] for r in scene.services.records
                if r['kind'] == 'ec2']
    for p, (out, err) in zip(two, results):
        if p.returncode or out != ROW or err:
            fail(name, 'two rows', f'{p.returncode}, {out!r}, {err!r}')
    if sent != ['ASIASSOADMIN'] * 2:
        fail(name, 'keys for both processes', sent)


ALONE = {f.__name__: f for f in (
    long_container, long_role, long_instance, long_process,
    long_confirm_process, long_confirm_role, not_renewed, quiet_start,
    only_relative_uri, mfa_on_a_terminal, readable_by_others,
    missing_config, renewed_cache, renewed_by_two, all_variables, secrets_in_argv)}


def guarded(name, function, *args):
    try:
        function(*args)
    except Exception as e:
        fail(name, 'no exception', f'{type(e).__name__}: {e}')
        if 'TRACE' in os.environ:
            raise


def main():
    globs = sys.argv[1:] or ['*']

    def chosen(name):
        return any(fnmatch.fnmatchcase(name, g) for g in globs)

    if os.environ.get('WORDS') == 'write':
        write_words(chosen)
        return 0

    wanted = [r for r in table.rows if chosen(r['name'])]
    words = read_words()
    worded = [r for r in failing() if chosen(r['name'])]
    for name in set(words) - {r['name'] for r in failing()}:
        fail(f'message of: {name}', 'a set-up with this name', 'none')
    if WRAP:
        skipped['most set-ups'] = 'WRAP makes them slow'
        wanted, worded = wanted[::8], []
    alone = [n for n in ALONE if chosen(n)]
    workers = max(2, min(4, os.cpu_count() or 2))
    for _ in range(workers):
        theirs.put(Botocore())
    with concurrent.futures.ThreadPoolExecutor(4 * workers) as pool:
        # Tests that wait for a long time start first.
        todo = [pool.submit(guarded, n, ALONE[n]) for n in alone]
        todo += [pool.submit(guarded, r['name'], check, r) for r in
                 sorted(wanted, key=lambda r: not r.get('wrap'))]
        todo += [pool.submit(guarded, r['name'], check_words, r, words)
                 for r in worded]
        for one in todo:
            one.result()
    while not theirs.empty():
        theirs.get().end()
    for name, reason in sorted(skipped.items()):
        print(f'skip credentials, {name}: {reason}')
    skipped.pop('most set-ups', None)
    run = len(wanted) + len(alone) - len(skipped)
    compared = len(wanted) - sum(r['name'] in skipped for r in wanted) + \
        sum(n in ('long_container', 'long_role') for n in alone)
    if not run and not worded:
        print('no set-up was run')
        return 1
    print(f'{run} set-ups, {compared} compared with botocore, '
          f'{len(worded)} failures by their words' +
          (f', {len(set(failures))} FAILED' if failures else ''))
    return 1 if failures else 0


sys.exit(main())
