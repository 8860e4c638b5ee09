#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Asks every region of every account in ec2-sandbox.  The command must print
all rows once and in order, and must find an instance in any region.

    targets-fleet.test.py                                30 regions, 20 accounts
    targets-fleet.test.py REGIONS ACCOUNTS INSTANCES     INSTANCES per region
                                                         and account
"""
import itertools
import os
import subprocess
import sys
import time

BIN, TMP = os.environ['BIN'], os.environ['TMP']
WRAP = os.environ.get('WRAP', '').split()
CODE = '774F4FF8'
# These regions exist without a seed, and come first.
FIRST = ['us-east-1', 'us-west-2', 'eu-west-1']


def region_name(r):
    return FIRST[r] if r < len(FIRST) else f'region-{r + 1:02}'


def instance_id(a, r, n):
    return f'i-{a:03x}{r:03x}{n:011x}'


def write_seed(path, regions, accounts, items):
    with open(path, 'w', encoding='ascii') as f:
        def line(kind, **fields):
            f.write('\t'.join([kind] + [f'{k.replace("_", "-")}={v}'
                                        for k, v in fields.items()]) + '\n')
        for r in range(len(FIRST), regions):
            line('region', name=region_name(r))
        for a in range(accounts):
            line('account', id=f'{a + 1:012}', name=f'p{a:02}',
                 access_key=f'AKIA{a:016}', secret_key=f'secret-{a}')
        line('product', code=CODE, owner=f'{1:012}')
        for a, r in itertools.product(range(accounts), range(regions)):
            where = {'owner': f'{a + 1:012}', 'region': region_name(r)}
            image = f'ami-{a:04x}{r:04x}'
            line('image', id=image, name='fleet', **where)
            for n in range(items):
                line('instance', id=instance_id(a, r, n), image=image,
                     codes=CODE, tags=f'Name=machine {n} of many', **where)


def write_profiles(path, accounts):
    with open(path, 'w', encoding='ascii') as f:
        for a in range(accounts):
            f.write(f'[profile p{a:02}]\naws_access_key_id = AKIA{a:016}\n'
                    f'aws_secret_access_key = secret-{a}\n'
                    f'region = {region_name(0)}\n')


def start_sandbox(seed):
    """Starts a sandbox.  Returns the process, and its endpoint once it is
    ready."""
    reader, writer = os.pipe()
    sandbox = subprocess.Popen(
        [*WRAP, os.path.join(BIN, 'ec2-sandbox'), '-s', seed, '-l',
         '127.0.0.1:0', '--instant', '--ready-fd', str(writer)],
        pass_fds=[writer], stdout=subprocess.DEVNULL)
    os.close(writer)
    with os.fdopen(reader) as f:
        url = f.readline().strip()
    if not url:
        sys.exit(f'the sandbox ended: status {sandbox.wait()}')
    return sandbox, url


def wait_for(process):
    """Waits for a process.  Returns its status and its peak of memory in
    KiB."""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, used.ru_maxrss


def run(what, words, want, env, stdin=b'', status=0, err=b''):
    """Compares the output with the lines WANT while the command prints it."""
    start = time.monotonic()
    ids, errors = os.path.join(TMP, 'ids'), os.path.join(TMP, 'errors')
    with open(ids, 'wb') as f:
        f.write(stdin)
    rows = 0
    with open(ids, 'rb') as given, open(errors, 'wb') as f, subprocess.Popen(
            [*WRAP, os.path.join(BIN, words[0]), *words[1:]], stdin=given,
            stdout=subprocess.PIPE, stderr=f, env=env, text=True) as p:
        for got, line in itertools.zip_longest(p.stdout, want):
            if got != line:
                sys.exit(f'{what}, row {rows + 1}: {got!r}, not {line!r}')
            rows += 1
        ended, peak = wait_for(p)
    with open(errors, 'rb') as f:
        said = f.read()
    if ended != status or (not WRAP and not said.startswith(err)) or \
            bool(said) != bool(err):
        sys.exit(f'{what}: status {ended}, {said[:2000]!r}')
    print(f'{what}: {rows} rows, {time.monotonic() - start:.1f} s, peak '
          f'{peak} KiB')


def ask_all(env, regions, accounts, items):
    everywhere = ['--region', 'all', '--profile', 'all']
    run('describe', ['ec2-describe-instances', *everywhere, '--rows',
                     'INSTANCE', '--columns', 'InstanceID,Region,Profile'],
        (f'{instance_id(a, r, n)}\t{region_name(r)}\tp{a:02}\n'
         for a in range(accounts) for r in range(regions)
         for n in range(items)), env)
    some = [(k % accounts, 7 * k % regions, 53 * k % items)
            for k in range(5)]
    words = ['ec2-confirm-product-instance', CODE, *everywhere, '-i', '-']
    rows = [f'{CODE}\t{instance_id(*one)}\ttrue\t{one[0] + 1:012}\t'
            f'{region_name(one[1])}\tp00\n' for one in some]
    ids = ''.join(instance_id(*one) + '\n' for one in some)
    run('confirm', words, rows, env, ids.encode())
    nowhere = instance_id(accounts, regions, items)
    run('confirm, an instance in no region', words, rows[:1], env,
        f'{nowhere}\n{instance_id(*some[0])}\n'.encode(), 1,
        f'{nowhere}: Client.InvalidInstanceID.NotFound: '.encode())


def main():
    regions, accounts, items = map(int, sys.argv[1:] or (30, 20, 10))
    regions = max(regions, len(FIRST))
    seed, config = (os.path.join(TMP, n) for n in ('seed', 'config'))
    nothing = os.path.join(TMP, 'nothing')
    write_seed(seed, regions, accounts, items)
    write_profiles(config, accounts)
    start = time.monotonic()
    sandbox, url = start_sandbox(seed)
    os.unlink(seed)
    print(f'{regions} regions, {accounts} accounts, {items} instances in '
          f'each; seeded in {time.monotonic() - start:.1f} s')
    env = {**{n: v for n, v in os.environ.items()
              if n in ('PATH', 'LD_LIBRARY_PATH') or
              n.endswith('SAN_OPTIONS')},
           'HOME': nothing, 'AWS_CONFIG_FILE': config,
           'AWS_SHARED_CREDENTIALS_FILE': nothing,
           'AWS_ENDPOINT_URL': url, 'AWS_EC2_METADATA_DISABLED': 'true'}
    try:
        ask_all(env, regions, accounts, items)
    finally:
        sandbox.terminate()
        status, peak = wait_for(sandbox)
    print(f'ec2-sandbox: peak {peak} KiB')
    return 0 if status in (0, -15) else 1


if __name__ == '__main__':
    sys.exit(main())
