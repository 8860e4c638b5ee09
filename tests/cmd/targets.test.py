#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Tests requests to many regions and accounts, with faults in one region or
account.  The command reports the target (region and account) that fails,
continues with the other targets, and combines all replies.  The server
distinguishes regions and accounts by the credential scope and the access key of
a request.  Also tests wrong names of regions, long lists, credentials that
expire, and interrupted runs."""
import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.parse

import scripted

BIN = os.environ['BIN']
TMP = os.environ['TMP']
failures = 0
checks = 0

ERROR = ('<Response><Errors><Error><Code>{}</Code><Message>words</Message>'
         '</Error></Errors></Response>')
REGIONS = ['r1', 'r2', 'r3']


class Server(scripted.Server):
    """Replies with the result of SCRIPT(key, region, params).  If the result is
    None, closes the connection."""

    def __init__(self, script, port):
        self.script = script
        self.seen, self.lock = [], threading.Lock()
        super().__init__(self.reply_to, ('127.0.0.1', port))

    def reply_to(self, handler, body):
        params = dict(urllib.parse.parse_qsl(body.decode()))
        scope = re.search('Credential=([^/]+)/[0-9]+/([^/]+)/',
                          handler.headers['Authorization'])
        key, region = scope.group(1), scope.group(2)
        with self.lock:
            self.seen.append((key, region, params))
        return self.script(key, region, params)


def values(params, name):
    """Returns the values of the filter NAME, or None."""
    for i in range(1, 10):
        if params.get(f'Filter.{i}.Name') == name:
            return [v for p, v in params.items()
                    if p.startswith(f'Filter.{i}.Value.')]
    return None


def snapshots(ids):
    items = ''.join(f'<item><snapshotId>{i}</snapshotId></item>' for i in ids)
    return 200, ('<DescribeSnapshotsResponse><snapshotSet>' + items +
                 '</snapshotSet></DescribeSnapshotsResponse>')


def regions(statuses):
    items = ''.join(f'<item><regionName>{n}</regionName><optInStatus>{s}'
                    '</optInStatus></item>' for n, s in statuses)
    return 200, ('<DescribeRegionsResponse><regionInfo>' + items +
                 '</regionInfo></DescribeRegionsResponse>')


def confirm(answer, owner='111122223333'):
    return 200, ('<ConfirmProductInstanceResponse><return>' + answer +
                 f'</return><ownerId>{owner}</ownerId>'
                 '</ConfirmProductInstanceResponse>')


# The snapshots of each region.
OWN = {'r1': ['snap-00000001', 'snap-00000011'], 'r2': ['snap-00000002'],
       'r3': ['snap-00000003']}


def good(key, region, params):
    """Returns the reply of a region without a fault."""
    action = params['Action']
    if action == 'DescribeRegions':
        return regions([(r, 'opted-in') for r in REGIONS] +
                       [('off', 'not-opted-in')])
    if action == 'GetCallerIdentity':
        return 200, ('<GetCallerIdentityResponse><GetCallerIdentityResult>'
                     '<Arn>arn:aws:iam::111122223333:root</Arn>'
                     '<UserId>111122223333</UserId><Account>111122223333'
                     '</Account></GetCallerIdentityResult>'
                     '</GetCallerIdentityResponse>')
    if action == 'AssumeRole':
        role = params['RoleArn'].rsplit('/', 1)[1]
        return 200, ('<AssumeRoleResponse><AssumeRoleResult><Credentials>'
                     f'<AccessKeyId>{role}</AccessKeyId><SecretAccessKey>s'
                     '</SecretAccessKey><SessionToken>t</SessionToken>'
                     '<Expiration>2100-01-01T00:00:00Z</Expiration>'
                     '</Credentials></AssumeRoleResult></AssumeRoleResponse>')
    if action == 'DescribeSnapshots':
        wanted = values(params, 'snapshot-id')
        return snapshots([s for s in OWN[region]
                          if wanted is None or s in wanted])
    if action == 'ConfirmProductInstance':
        return confirm('true' if params['InstanceId'] == 'i-' + region
                       else 'false')
    if action == 'DescribeImageAttribute':
        if params['ImageId'].startswith('ami-' + region):
            return 200, ('<DescribeImageAttributeResponse><productCodes><item>'
                         '<productCode>C</productCode></item></productCodes>'
                         '</DescribeImageAttributeResponse>')
        return 400, ERROR.format('InvalidAMIID.NotFound')
    return 400, ERROR.format('InvalidAction')


def with_fault(where, how):
    """Returns a script with the fault HOW.  WHERE is a region or access key."""
    def script(key, region, params):
        if where in (key, region) and params['Action'] != 'DescribeRegions':
            reply = how(key, region, params)
            if reply != 'good':
                return reply
        return good(key, region, params)
    return script


def throttled(*_):
    return 503, ERROR.format('RequestLimitExceeded')


def refusing(*_):
    return 401, ERROR.format('AuthFailure')


def denying(*_):
    return 403, ERROR.format('UnauthorizedOperation')


def slow(*_):
    time.sleep(1)
    return 'good'


def silent(*_):
    time.sleep(20)


def run(script, *words, stdin='', config='', env=None, port=0, wait=0,
        until=None):
    """Runs the command WORDS.  Returns its status, its output lines, its error
    text and the server.  Writes STDIN after WAIT seconds.  If UNTIL is a
    number, sends SIGINT shortly after that many requests have arrived."""
    server = Server(script, port)
    files = os.path.join(TMP, 'config')
    with open(files, 'w') as f:
        f.write(config)
    env = {'PATH': os.environ['PATH'], 'HOME': os.path.join(TMP, 'nowhere'),
           'AWS_EC2_METADATA_DISABLED': 'true', 'AWS_CONFIG_FILE': files,
           'AWS_SHARED_CREDENTIALS_FILE': os.path.join(TMP, 'nowhere'),
           'AWS_ENDPOINT_URL': server.url,
           **({} if config else {'AWS_ACCESS_KEY_ID': 'K',
                                 'AWS_SECRET_ACCESS_KEY': 's'}),
           **{n: v for n, v in os.environ.items() if n.endswith('SAN_OPTIONS')
              or n == 'LD_LIBRARY_PATH'}, **(env or {})}
    wrap = os.environ.get('WRAP', '').split()
    p = subprocess.Popen(wrap + [os.path.join(BIN, words[0]), *words[1:]],
                         stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE, text=True, env=env)
    time.sleep(wait)
    if until is not None:
        end = time.monotonic() + 60
        while len(server.seen) < until and time.monotonic() < end:
            time.sleep(0.02)
        time.sleep(0.5)
        p.send_signal(signal.SIGINT)
    out, err = p.communicate(stdin, timeout=120)
    server.shutdown()
    server.server_close()
    return p.returncode, out.splitlines(), err, server


def check(what, got, want):
    global checks, failures
    checks += 1
    if got != want:
        failures += 1
        print(f'{what}:\n  got  {got!r}\n  want {want!r}')


def contains(what, text, part):
    check(f'{what}: {part!r} in {text!r}', part in text, True)


SNAPSHOTS = ('ec2-describe-snapshots', '-a', '--columns', 'snapshotid,region',
             '--region', 'r1,r2,r3')
ALL = ['snap-00000001\tr1', 'snap-00000011\tr1', 'snap-00000002\tr2',
       'snap-00000003\tr3']


# Each entry has a fault's name and function, the options of the command, the
# status, and the beginning of the error message.
FAULTS = [
    ('throttled', throttled, ['--max-attempts', '2'], 1,
     'Service.RequestLimitExceeded: words\n'),
    ('refusing', refusing, [], 1, 'Client.AuthFailure: words\n'),
    ('denying', denying, [], 1, 'Client.UnauthorizedOperation: words\n'),
    ('silent', silent, ['--request-timeout', '1', '--max-attempts', '1'], 1,
     'http://127.0.0.1:'),
    ('slow', slow, [], 0, '')]


def test_faults():
    """Tries each fault in the first region, a middle region and the last
    region."""
    for where in REGIONS:
        other_rows = [row for row in ALL if not row.endswith(where)]
        for what, how, words, status, want in FAULTS:
            got = run(with_fault(where, how), *SNAPSHOTS, *words)
            name = f'{what} {where}'
            check(f'{name}: status', got[0], status)
            check(f'{name}: rows', got[1], other_rows if status else ALL)
            check(f'{name}: error', got[2].startswith(f'{where}: {want}')
                  if want else not got[2], True)
            if what == 'refusing':
                contains(name, got[2], 'another region accept')
                contains(name, got[2], ' the same keys')
                contains(name, got[2],
                         f' region {where} may not be enabled for the account')
            else:
                check(f'{name}: a hint about the keys',
                      ' the same keys' in got[2], False)


IDS = ['i-r3', 'i-x', 'i-r1', 'i-r2']


def test_confirm_faults():
    """If one region does not answer, the command prints "could not tell" for an
    instance in that region and for an instance in no region.  The command does
    not print false for these instances."""
    for where in REGIONS:
        for what, how, words, status, want in FAULTS:
            got = run(with_fault(where, how),
                      'ec2-confirm-product-instance', 'CODE', '--region',
                      'r1,r2,r3', '-i', '-', *words, stdin='\n'.join(IDS))
            name = f'confirm, {what} {where}'
            unknown = [f'i-{where}', 'i-x'] if status else []
            check(f'{name}: status', got[0], status)
            check(f'{name}: rows', got[1], [
                f'CODE\t{i}\t' + ('false\t111122223333\tr1' if i == 'i-x' else
                                  f'true\t111122223333\t{i[2:]}')
                for i in IDS if i not in unknown])
            check(f'{name}: could not tell', sorted(re.findall(
                '^(i-[^:]*): could not tell', got[2], re.M)), unknown)
            check(f'{name}: regions in the errors',
                  set(re.findall('^r[0-9]', got[2], re.M)),
                  {where} if status else set())
            check(f'{name}: error', bool(re.search(
                f'^{where}: (i-[^:]*: )?{re.escape(want)}', got[2], re.M))
                if want else not got[2], True)


def test_audit_faults():
    """If one region does not answer, the audit prints UNKNOWN for the instance
    of that region and for the instance in no region.  The audit prints no other
    row, and keeps the last answers.  When the region answers again, the audit
    prints nothing."""
    listed = os.path.join(TMP, 'list')
    with open(listed, 'w') as f:
        f.write('\n'.join(IDS) + '\n')
    state = os.path.join(TMP, 'audit.db')
    words = ('ec2-audit-instances', '--region', 'r1,r2,r3', '--state', state,
             'CODE', listed)
    got = run(good, *words, '--baseline')
    check('audit without faults', got[:3], (0, [], ''))
    port = got[3].server_port
    for where in REGIONS:
        for what, how, more, status, want in FAULTS:
            got = run(with_fault(where, how), *words, *more, port=port)
            name = f'audit, {what} {where}'
            unknown = [f'i-{where}', 'i-x'] if status else []
            check(f'{name}: status', got[0], status)
            check(f'{name}: rows', sorted(tuple(row.split('\t')[::2][:2])
                                          for row in got[1]),
                  [('UNKNOWN', i) for i in unknown])
            check(f'{name}: regions in the errors',
                  set(re.findall(r'\br[1-3]\b', got[2])),
                  {where} if status else set())
            check(f'{name}: error',
                  want.strip() in got[2] if want else not got[2], True)
        got = run(good, *words, port=port)
        check(f'audit, {where} again', got[:3], (0, [], ''))


def test_check_faults():
    """With --check, an instance that a region does not confirm (CRITICAL) takes
    precedence over a region that does not answer (UNKNOWN).  An instance that a
    region confirms causes neither CRITICAL nor UNKNOWN.  If no region answers,
    the status is 3 (UNKNOWN)."""
    listed = os.path.join(TMP, 'check')
    for where in REGIONS[1:]:
        for ids, want in ((['i-x'], 2), (['i-r1'], 0), (['i-r1', 'i-x'], 2)):
            with open(listed, 'w') as f:
                f.write('\n'.join(ids) + '\n')
            status, out, err, _ = run(
                with_fault(where, denying), 'ec2-audit-instances', '--check',
                '--region', 'r1,r2,r3', 'CODE', listed)
            name = f'check, {where}, {ids}'
            check(f'{name}: status', status, want)
            check(f'{name}: line', [row.split(' ')[0] for row in out],
                  [['OK', None, 'CRITICAL'][want]])
            check(f'{name}: error', where in err, 'i-x' in ids)
    status, out, err, _ = run(
        with_fault('r1', lambda *_: (400, ERROR.format('InternalError'))),
        'ec2-audit-instances', '--check', '--region', 'r1', 'CODE', listed)
    check('--check, no region answers', status, 3)


def test_audit_accounts():
    """The audit sends GetCallerIdentity once to each region.  If no region
    answers, the access key identifies the account in all regions."""
    listed = os.path.join(TMP, 'check')
    with open(listed, 'w') as f:
        f.write('i-r1\n')
    for times in (3, 100):
        state = os.path.join(TMP, f'accounts{times}.db')
        failures_left = [times]

        def script(key, region, params):
            if params['Action'] == 'GetCallerIdentity' and failures_left[0]:
                failures_left[0] -= 1
                return denying()
            return good(key, region, params)
        status, out, err, server = run(
            script, 'ec2-audit-instances', '--region', 'r1,r2,r3', '--state',
            state, '-v', 'CODE', listed)
        check('accounts: status', status, 3)
        check('accounts: regions that got GetCallerIdentity', sorted(
            region for _, region, params in server.seen
            if params['Action'] == 'GetCallerIdentity'), REGIONS)
        check('accounts: number of errors',
              err.count('GetCallerIdentity: Client.Unauth'),
              3)
        base = sqlite3.connect(state)
        check('accounts: accounts in the database', base.execute(
            'SELECT name, account FROM place ORDER BY name').fetchall(),
              [(region, 'K') for region in REGIONS])
        base.close()


def test_wrong_names():
    """If a region does not accept the keys, the error gives the likely reason.
    The reason is a region that is not enabled, a mistyped name or an
    availability zone.  The column Region needs several regions, and the column
    Profile needs several profiles."""
    for name, hint in [
            ('us-esat-2', 'may not be enabled for the account; or did you '
             'mean us-east-2?'),
            ('US-WEST-2', 'or did you mean us-west-2?'),
            ('us-east-1a', 'us-east-1a is an availability zone; the region is '
             'us-east-1'),
            ('nowhere-9', 'region nowhere-9 may not be enabled for the '
             'account\n')]:
        status, out, err, _ = run(
            with_fault(name, refusing), *SNAPSHOTS[:-1], 'r2,' + name)
        check(f'{name}', (status, out), (1, [ALL[2]]))
        contains(name, err, f'{name}: Client.AuthFailure: words\n')
        contains(name, err, hint)
    for words, hint in [
            (('--columns', 'snapshotid,region'),
             'Region only if --region or --profile is a list or all'),
            (('--columns', 'profile', '--region', 'r1,r2'),
             'Profile only if --profile is a list or all')]:
        status, out, err, _ = run(good, *SNAPSHOTS[:2], *words)
        check(f'{words}', (status, out), (2, []))
        contains(f'{words}', err, hint)


def test_ids():
    ids = ['snap-00000003', 'snap-00000001', 'snap-0000000f']
    words = ('ec2-describe-snapshots', '--columns', 'snapshotid,region',
             '--region', 'r1,r2,r3')
    status, out, err, server = run(good, *words, *ids[:2])
    check('ids in two regions: status', status, 0)
    check('ids in two regions: rows',
          out, ['snap-00000001\tr1', 'snap-00000003\tr3'])
    check('ids in two regions: errors', err, '')
    check('ids in two regions: filters of the requests',
          [values(p, 'snapshot-id') for _, _, p in server.seen],
          [ids[:2]] * 3)
    status, out, err, _ = run(good, *words, *ids)
    check('an id in no region: status', status, 1)
    check('an id in no region: rows',
          out, ['snap-00000001\tr1', 'snap-00000003\tr3'])
    check('an id in no region: errors', err,
          'ec2-describe-snapshots: snap-0000000f: not there, or not visible '
          'to you\nasked in r1, r2, r3\n')
    status, out, err, _ = run(with_fault('r2', denying), *words, *ids)
    check('one region refuses: status', status, 1)
    check('one region refuses: rows',
          out, ['snap-00000001\tr1', 'snap-00000003\tr3'])
    contains('one region refuses', err, 'r2: Client.UnauthorizedOperation')
    contains('one region refuses', err, 'snap-0000000f: could not tell')
    check('one region refuses: number of errors', err.count('snap-'), 1)
    # The command escapes pattern characters in a name.
    status, out, err, server = run(good, *words, 'snap-*')
    check('a name with a star: rows', out, [])
    check('a name with a star: the filter',
          values(server.seen[0][2], 'snapshot-id'), ['snap-\\*'])
    contains('a name with a star', err, 'snap-*: not there')


def test_lists():
    """The command sends a long list in parts of 200 ids.  The list may also
    come from standard input.  Every region gets all parts."""
    ids = [f'snap-{n:08x}' for n in range(1, 451)]
    for words, stdin in ((ids, ''), (['-'], '\n'.join(ids))):
        status, out, err, server = run(
            good, 'ec2-describe-snapshots', '--columns', 'snapshotid,region',
            '--region', 'r1,r2,r3', *words, stdin=stdin)
        check('parts: status', status, 1)
        check('sizes of the parts', sorted((r, len(values(p, 'snapshot-id')))
                                           for _, r, p in server.seen),
              sorted((r, n) for r in REGIONS for n in (200, 200, 50)))
        check('parts: rows', out, ['snap-00000001\tr1',
                                   'snap-00000011\tr1', 'snap-00000002\tr2',
                                   'snap-00000003\tr3'])
        check('parts: number of errors', err.count(': not there'), 446)


def test_single():
    """An action without filters needs a request for each id in each region."""
    words = ('ec2-describe-image-attribute', '-p', '--region', 'r1,r2,r3')
    status, out, err, server = run(good, *words, 'ami-r3', 'ami-r1', 'ami-x')
    check('attributes: status', status, 1)
    check('attributes: rows', out, [
        'productCodes\tami-r1\t\tproductCode\tC\tr1',
        'productCodes\tami-r3\t\tproductCode\tC\tr3'])
    check('attributes: errors', err,
          'ami-x: Client.InvalidAMIID.NotFound: words\n'
          'asked in r1, r2, r3\n')
    check('attributes: requests', len(server.seen), 9)
    status, out, err, _ = run(with_fault('r3', refusing), *words, 'ami-r3',
                              'ami-r1', 'ami-x')
    check('attributes, one region refuses: status', status, 1)
    check('attributes, one region refuses: rows', out,
          ['productCodes\tami-r1\t\tproductCode\tC\tr1'])
    contains('attributes, one region refuses',
             err, 'r3: ami-r3: Client.AuthFailure')
    contains('attributes, one region refuses', err, 'ami-x: could not tell')
    check('attributes, one region refuses: r1', '\nr1: ' in '\n' + err, False)


def test_confirm():
    words = ('ec2-confirm-product-instance', 'CODE', '--region', 'r1,r2,r3')
    got = run(good, *words, '-i', '-', stdin='i-r2\ni-x\ni-r1\n')
    check('confirm: rows', got[:3], (0, [
        'CODE\ti-r2\ttrue\t111122223333\tr2',
        'CODE\ti-x\tfalse\t111122223333\tr1',
        'CODE\ti-r1\ttrue\t111122223333\tr1'], ''))
    got = run(good, *words, '-q', '-i', 'i-r2', '-i', 'i-x')
    check('confirm, quiet: an instance without the code', got[:3], (3, [], ''))
    got = run(with_fault('r3', throttled), *words, '--max-attempts', '1',
              '-i', 'i-r2', '-i', 'i-x')
    check('confirm, throttled', got[:2],
          (1, ['CODE\ti-r2\ttrue\t111122223333\tr2']))
    contains('confirm, throttled',
             got[2], 'r3: i-r2: Service.RequestLimitExceeded')
    contains('confirm, throttled', got[2], '\ni-x: could not tell')

    def strangers(key, region, params):
        return (confirm('true') if key == 'KB' and region == 'r2'
                else (400, ERROR.format('AuthFailure')))
    config = ''.join(f'[profile {n}]\naws_access_key_id = K{n.upper()}\n'
                     'aws_secret_access_key = s\n' for n in 'abc')
    got = run(strangers, 'ec2-confirm-product-instance', 'CODE', '--profile',
              'all', '--region', 'r1,r2', '-i', 'i-1', config=config)
    check('confirm, one account has the code', got[:3],
          (0, ['CODE\ti-1\ttrue\t111122223333\tr2\tb'], ''))
    got = run(strangers, 'ec2-confirm-product-instance', 'CODE', '--profile',
              'a,c', '--region', 'r1,r2', '-i', 'i-1', config=config)
    check('confirm, no account has the code', got[:3],
          (1, [], "Client.AuthFailure: words\n'CODE' is only the manual's word "
           "for a product code: type your own code; 'i-1' has 1 digit after i-; "
           'an id has 8 or 17\n'))


def test_all():
    status, out, err, _ = run(good, 'ec2-describe-snapshots', '-a', '--region',
                              'all', '--columns', 'snapshotid,region')
    check('all regions', (status, out, err), (0, ALL, ''))
    status, out, err, _ = run(good, 'ec2-describe-snapshots', '-a',
                              '--columns', 'snapshotid,region',
                              env={'EC2_DEFAULT_ARGS': '--region all'})
    check('all regions by EC2_DEFAULT_ARGS', (status, out, err), (0, ALL, ''))
    status, out, err, server = run(
        good, 'ec2-delete-snapshot', 'snap-1',
        env={'EC2_DEFAULT_ARGS': '--region all'})
    check('all regions by EC2_DEFAULT_ARGS, a change',
          (status, len(server.seen)), (2, 0))
    status, out, err, server = run(
        lambda *_: (401, ERROR.format('AuthFailure')),
        'ec2-describe-snapshots', '-a', '--region', 'all')
    check('regions cannot be listed',
          (status, out, len(server.seen)), (1, [], 1))
    contains('regions cannot be listed',
             err, "the account's regions: Client.AuthFailure")
    status, out, err, _ = run(
        lambda *_: (403, ERROR.format('UnauthorizedOperation')),
        'ec2-describe-snapshots', '-a', '--region', 'all')
    check('listing the regions is denied', (status, out, err), (
        1, [], "ec2-describe-snapshots: the account's regions: "
        'Client.UnauthorizedOperation: words\n--region all calls '
        'DescribeRegions; --region A,B does not\n'))


CONFIG = '''
[default]
aws_access_key_id = KA
aws_secret_access_key = s
[profile twin]
aws_access_key_id = KA
aws_secret_access_key = s
[profile b,c]
aws_access_key_id = KBC
aws_secret_access_key = s
[profile broken]
credential_process = false
[profile here]
aws_access_key_id = KH
aws_secret_access_key = s
region = r3
'''


ROLES = '''
[default]
aws_access_key_id = KD
aws_secret_access_key = s
[profile one]
role_arn = arn:aws:iam::111122223333:role/READER
source_profile = default
[profile two]
role_arn = arn:aws:iam::111122223333:role/ADMIN
source_profile = default
[profile three]
role_arn = arn:aws:iam::444455556666:role/READER3
source_profile = default
[profile far]
aws_access_key_id = KD
aws_secret_access_key = s
region = r2
'''


def test_accounts():
    """The command asks an account only once in a region, even if two roles are
    in the same account.  If no region is given, the command uses the region of
    each profile."""
    words = ('ec2-describe-snapshots', '-a', '--columns', 'region,profile')
    env = {'AWS_DEFAULT_REGION': ''}
    status, out, err, server = run(good, *words, '--profile', 'all',
                                   '--region', 'r3', config=ROLES, env=env)
    check('roles: rows', (status, out, err),
          (0, ['r3\tdefault', 'r3\tone', 'r3\tthree'], ''))
    check('roles: keys', sorted(k for k, _, p in server.seen
                                if p['Action'] == 'DescribeSnapshots'),
          ['KD', 'READER', 'READER3'])
    status, out, err, _ = run(good, *words, '--profile', 'far,three,two',
                              '--region', 'all', config=ROLES, env=env)
    check('roles in all regions', (status, out, err),
          (0, [f'{r}\t{p}' for p in ('far', 'three', 'two')
               for r in ('r1', 'r1', 'r2', 'r3')], ''))
    config = ROLES.replace('[default]', '[default]\nregion = r1')
    status, out, err, _ = run(good, *words, '--profile', 'default,far',
                              config=config)
    check('regions of the profiles', (status, out, err),
          (0, ['r1\tdefault', 'r1\tdefault', 'r2\tfar'], ''))


def test_profiles():
    words = ('ec2-describe-snapshots', '-a', '--columns',
             'snapshotid,region,profile')
    status, out, err, server = run(good, *words, '--profile', 'all',
                                   '--region', 'r2', config=CONFIG)
    check('profiles: rows', out, [f'snap-00000002\tr2\t{p}' for p in
                                  ('default', 'b,c', 'here')])
    check('profiles: keys', sorted(k for k, _, _ in server.seen),
          ['KA', 'KBC', 'KH'])
    check('profiles: status', status, 1)
    contains('profiles', err, 'profile broken: ')
    status, out, err, server = run(good, *words, '--profile', 'b,c',
                                   '--region', 'r1,r2', config=CONFIG)
    check('a profile with a comma', (status, {k for k, _, _ in server.seen}),
          (2, set()))
    status, out, err, server = run(good, *words[:2], '--profile', 'b,c',
                                   '--region', 'r1,r2', config=CONFIG)
    check('a profile with a comma: keys',
          (status, {k for k, _, _ in server.seen}),
          (0, {'KBC'}))
    # AWS_REGION takes precedence over the region of a profile.
    status, out, err, _ = run(good, *words, '--profile', 'default,here',
                              config=CONFIG, env={'AWS_REGION': 'r1'})
    check('regions of the profiles', (status, out),
          (0, [f'snap-000000{n}\tr1\t{p}' for p in ('default', 'here')
               for n in ('01', '11')]))
    status, out, err, _ = run(good, *words, '--profile', 'here,default',
                              '--region', 'all', config=CONFIG)
    check('all regions of both profiles', (status, out),
          (0, [f'{row}\t{p}' for p in ('here', 'default') for row in ALL]))


KEYS_ONCE = '''
import datetime, json, os, sys
os.unlink(sys.argv[0])
ends = (datetime.datetime.now(datetime.timezone.utc) +
        datetime.timedelta(seconds=4))
print(json.dumps({'Version': 1, 'AccessKeyId': 'KS', 'SecretAccessKey': 's',
                  'Expiration': ends.strftime('%Y-%m-%dT%H:%M:%SZ')}))
'''


def expiring():
    """Returns a configuration with two profiles.  The keys of `short` expire
    after four seconds, and cannot be renewed."""
    keys = os.path.join(TMP, 'keys.py')
    with open(keys, 'w') as f:
        f.write(KEYS_ONCE)
    return (f'[profile short]\ncredential_process = {sys.executable} {keys}'
            '\n[profile long]\naws_access_key_id = KL\n'
            'aws_secret_access_key = s\n')


def slow_short(script):
    def slowed(key, region, params):
        if key == 'KS':
            time.sleep(1)
        return script(key, region, params)
    return slowed


def check_expired(what, err):
    """The command prints the warning once, for the profile `short` only."""
    check(f'{what}: number of warnings',
          err.count('the credentials have expired'), 1)
    check(f'{what}: a warning about the profile long',
          'profile long' in err, False)


def test_expiring():
    """The credentials of one account expire during the run, and the command
    cannot renew them.  The run continues with the other account to the end."""
    ids = [f'ami-r1{n}' for n in range(12)]
    status, out, err, server = run(
        slow_short(good), 'ec2-describe-image-attribute', '-p', '-j', '2',
        '--profile', 'short,long', '--region', 'r1', *ids, config=expiring())
    check('expiring: status', status, 1)
    check('expiring: rows of the other profile', [r.split('\t')[1] for r in out
                                  if r.endswith('\tlong')], ids)
    short = sum(r.endswith('\tshort') for r in out)
    check('expiring: rows before the expiry', 0 < short < len(ids), True)
    contains('expiring', err, 'r1 (profile short): ami-r1')
    check_expired('expiring', err)


def test_expiring_confirm():
    """The command confirms all instances of the other account.  It reports
    "could not tell" for the remaining instances of the account with expired
    keys."""
    def script(key, region, params):
        return confirm('true' if params['InstanceId'].startswith('i-' + key)
                       else 'false')
    ids = [f'i-{key}-{n}' for n in range(6) for key in ('KS', 'KL')]
    status, out, err, _ = run(
        slow_short(script), 'ec2-confirm-product-instance', 'CODE', '-j', '2',
        '--profile', 'short,long', '--region', 'r1', '-i', '-',
        stdin='\n'.join(ids), config=expiring())
    check('expiring confirm: status', status, 1)
    rows = [r.split('\t') for r in out]
    check('expiring confirm: rows of the other profile',
          [r[1] for r in rows if r[5] == 'long'],
          [i for i in ids if i.startswith('i-KL')])
    check('expiring confirm: answers', {r[2] for r in rows}, {'true'})
    short = [r[1] for r in rows if r[5] == 'short']
    check('expiring confirm: rows before the expiry', 0 < len(short) < 6, True)
    check('expiring confirm: could not tell',
          re.findall('^(i-[^:]*): could not tell', err, re.M),
          [i for i in ids if i.startswith('i-KS') and i not in short])
    check_expired('expiring confirm', err)


def test_expiring_audits():
    """Tests two audits of two accounts.  The keys of the first one expire."""
    names = []
    for n, profile in enumerate(('short', 'long')):
        names.append(os.path.join(TMP, f'list-{profile}'))
        with open(names[-1], 'w') as f:
            f.write(''.join(f'i-r1{i:x}\n' for i in range(12)))
    many = os.path.join(TMP, 'many')
    with open(many, 'w') as f:
        f.write(f'short CODE {names[0]}\nlong CODE {names[1]}\n')

    def script(key, region, params):
        if params['Action'] == 'GetCallerIdentity':
            return good(key, region, params)
        return confirm('true')
    status, out, err, _ = run(
        slow_short(script), 'ec2-audit-instances', '-j', '2', '--region', 'r1',
        '--state', os.path.join(TMP, 'many.db'), '--audits', many,
        config=expiring())
    rows = [tuple(r.split('\t')[i] for i in (0, 2, 3)) for r in out]
    ids = [f'i-r1{n:x}' for n in range(12)]
    news = [i for change, i, _ in rows[:12] if change == 'NEW']
    check('expiring audits: status', status, 1)
    check('expiring audits: rows before the expiry', 0 < len(news) < 12, True)
    check('expiring audits: rows', rows,
          [('NEW', i, 'true') if i in news else ('UNKNOWN', i, '')
           for i in ids] + [('NEW', i, 'true') for i in ids])
    check('expiring audits: number of warnings', err.count(
        ': not tried, since the credentials have expired, and there are no '
        'new ones: profile short: '), 1)


def test_regions_alike():
    """If the endpoint gives the same reply for every region, the command prints
    only the rows of the first region.  Each other region gets an error."""
    def script(key, region, params):
        return good(key, 'r1', params)
    status, out, err, _ = run(script, *SNAPSHOTS)
    check('one reply for all regions', (status, out), (1, ALL[:2]))
    check('one reply for all regions: number of errors',
          err.count('does not tell regions apart'), 2)
    status, out, err, _ = run(script, 'ec2-describe-image-attribute', '-p',
                              'ami-r1', '--region', 'r1,r2')
    check('one reply for all regions, an attribute', (status, len(out)), (1, 1))
    contains('one reply for all regions, an attribute',
             err, 'r2: the endpoint does not tell regions apart')


def test_interrupted():
    """The interrupted command prints no row for a value that a region has not
    answered yet.  A row names the region that answered."""
    def hanging(*where):
        def script(key, region, params):
            resource = params.get('InstanceId') or params.get('ImageId')
            if (region, resource) == where:
                return silent()
            return good(key, region, params)
        return script
    words = ('--region', 'r1,r2', '--columns', 'InstanceID,Confirmed,Region')
    for region in 'r1', 'r2':
        status, out, err, _ = run(
            hanging(region, 'i-1'), 'ec2-confirm-product-instance', 'C', '-i',
            'i-1', '-i', 'i-2', *words, until=4)
        check(f'interrupted in {region}, confirm',
              (status, [r.split('\t')[:2] for r in out]),
              (130, [['i-2', 'false']]))
        status, out, err, _ = run(
            hanging(region, 'ami-1'), 'ec2-describe-image-attribute', '-p',
            'ami-1', 'ami-2', '--region', 'r1,r2', until=4)
        check(f'interrupted in {region}, attribute',
              (status, out, re.findall('ami-1: Client|asked in', err)),
              (130, [], ['asked in']))

    def lists(where):
        def script(key, region, params):
            return (silent() if region == where else
                    good(key, region, params))
        return script
    for region in 'r1', 'r2':
        status, out, err, _ = run(
            lists(region), 'ec2-describe-snapshots', 'snap-00000001',
            'snap-0000000f', '--region', 'r1,r2', until=2)
        check(f'interrupted in {region}, list',
              (status, 'asked in' in err), (130, False))

    def listing(key, region, params):
        if region == 'r2':
            return snapshots(['snap-2'])
        if 'NextToken' in params:
            return silent()
        status, text = snapshots(['snap-1'])
        return status, text.replace('</DescribeSnapshotsResponse>',
                                    '<nextToken>more</nextToken>'
                                    '</DescribeSnapshotsResponse>')
    status, out, err, _ = run(
        listing, 'ec2-describe-snapshots', '-a', '--page-size', '5',
        '--region', 'r1,r2', '--columns', 'SnapshotID,Region', until=3)
    check('interrupted, pages', (status, out),
          (130, ['snap-1\tr1', 'snap-2\tr2']))

    status, out, err, server = run(good, 'ec2-describe-snapshots', '-',
                                   '--region', 'r1,r2', until=0)
    check('interrupted before the list', (status, out, len(server.seen)),
          (130, [], 0))


def test_slow_input():
    """The command sends one request to each region for a value that standard
    input has twice, even if the value arrives late."""
    status, out, err, server = run(
        good, 'ec2-describe-image-attribute', '-p', '-', '--region', 'r1,r2',
        stdin='ami-r1\nami-r2\nami-r1\n', wait=0.5)
    check('slow input', (status, len(out), len(server.seen)), (0, 2, 4))


def test_attempts():
    """--max-attempts takes precedence over the profile, even if the option has
    its default value."""
    listed = os.path.join(TMP, 'list')
    with open(listed, 'w') as f:
        f.write('i-1\n')
    config = ('[default]\nmax_attempts = 2\nregion = r1\n'
              'aws_access_key_id = K\naws_secret_access_key = s\n')
    for words, want in (([], 2), (['--max-attempts', '5'], 5),
                        (['--max-attempts', '6'], 6)):
        _, _, err, _ = run(throttled, 'ec2-audit-instances', '-v', '--check',
                           '--account', '111122223333', 'C', listed, *words,
                           config=config, until=1)
        check(f'attempts {words}', re.findall('attempt 1 of ([0-9])', err)[:1],
              [str(want)])

    def script(key, region, params):
        if params['Action'] == 'AssumeRole':
            return throttled()
        return good(key, region, params)
    config += ('[profile role]\nrole_arn = arn:aws:iam::111122223333:role/a\n'
               'source_profile = default\nmax_attempts = 1\nregion = r1\n')
    for words, want in (([], 1), (['--max-attempts', '2'], 2)):
        _, _, _, server = run(script, 'ec2-describe-snapshots', '-a',
                              '--profile', 'role', *words, config=config)
        check(f'attempts of AssumeRole {words}', len(server.seen), want)


def test_forms():
    status, out, err, _ = run(good, 'ec2-describe-snapshots', '-a', '-H',
                              '--region', 'r2,')
    check('an empty name of a region', status, 2)
    status, out, err, _ = run(good, 'ec2-describe-snapshots', '-a', '-H',
                              '--region', 'r2,r2')
    check('the last heading', out[0].split('\t')[-1], 'Region')
    check('the last cell', out[1].split('\t')[-1], 'r2')
    check('lines for a region named twice', len(out), 2)
    status, out, err, _ = run(good, 'ec2-describe-snapshots', '-a',
                              '--region', 'r2,r3', '--output', 'json')
    check('JSON: the region of each row',
          [row.rsplit(',', 1)[1] for row in out],
          ['"Region":"r2"}', '"Region":"r3"}'])
    status, out, err, _ = run(good, 'ec2-describe-snapshots', '-a',
                              '--region', 'r2,r3', '--output', 'csv',
                              '--rows', 'SNAPSHOT')
    check('csv: the last column', [row.rsplit(',', 1)[1] for row in out],
          ['Region', 'r2', 'r3'])


def test_ca_bundles():
    """Without --ca-bundle, all profiles of a run must have one CA bundle."""
    config = ''
    for name, bundle in (('a', 'one'), ('b', 'two'), ('c', 'one')):
        open(os.path.join(TMP, bundle), 'w').close()
        config += (f'[profile {name}]\nendpoint_url = https://127.0.0.1:1/\n'
                   f'ca_bundle = {os.path.join(TMP, bundle)}\n'
                   f'region = r1\naws_access_key_id = K{name}\n'
                   'aws_secret_access_key = s\n')
    words = ('ec2-describe-snapshots', '-a', '--max-attempts', '1',
             '--profile', 'a,b,c')
    for more, left_out in (((), ['b']),
                           (('--ca-bundle', os.path.join(TMP, 'one')), [])):
        status, out, err, _ = run(good, *words, *more, config=config,
                                  env={'AWS_ENDPOINT_URL': ''})
        check(f'CA bundles {more}', (status, out), (1, []))
        check(f'CA bundles {more}: profiles left out',
              re.findall('profile (.): its ca_bundle differs', err), left_out)
        check(f'CA bundles {more}: profiles that send a request',
              re.findall(r'r1 \(profile (.)\): https', err),
              [n for n in 'abc' if n not in left_out])


def main():
    for name, test in list(globals().items()):
        if name.startswith('test_') and (len(sys.argv) < 2 or
                                         name in sys.argv[1:]):
            test()
    if failures:
        print(f'{failures} of {checks} checks failed')
        return 1
    print(f'{checks} checks')
    return 0


if __name__ == '__main__':
    sys.exit(main())
