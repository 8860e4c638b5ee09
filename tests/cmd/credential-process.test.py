#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Tests the limits on the time and the output of a credential_process that does
not end by itself.  Also sends signals to the command while its
credential_process runs: at the start, and while the command renews its keys.
After a timeout, too much output or a signal, no process of the
credential_process may be left."""
import contextlib
import os
import pty
import signal
import subprocess
import sys
import time

sys.dont_write_bytecode = True
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, 'credentials'))

from services import Services, secret                       # noqa: E402

BIN = os.environ['BIN']
TMP = os.environ['TMP']
WRAP = os.environ.get('WRAP', '').split()
SLOW = 5 if WRAP or 'ASAN_OPTIONS' in os.environ else 1
PASSED_ON = ('PATH', 'ASAN_OPTIONS', 'UBSAN_OPTIONS', 'LSAN_OPTIONS',
             'LD_LIBRARY_PATH')
COMMAND = [*WRAP, f'{BIN}/ec2-describe-image-attribute']
ROW = 'productCodes\tami-12345678\t\tproductCode\t774F4FF8\n'
# The duration in seconds identifies the processes of this test: only they sleep
# for exactly this time.
MARK = f'3{os.getpid()}.25'
SLEEP = f'sleep {MARK}'
failed = []


def sleepers():
    """Returns the ids of this test's processes that still sleep."""
    found = []
    for pid in os.listdir('/proc'):
        with contextlib.suppress(OSError):
            with open(f'/proc/{pid}/cmdline', 'rb') as f:
                words = f.read().split(b'\0')
            if pid.isdigit() and MARK.encode() in words:
                found.append(int(pid))
    return found


def wait_for(condition, seconds):
    end = time.time() + seconds * SLOW
    while not condition() and time.time() < end:
        time.sleep(0.05)
    return bool(condition())


def keys(key, more=''):
    return (f'{{"Version": 1, "AccessKeyId": "{key}", "SecretAccessKey": '
            f'"{secret(key)}"{more}}}')


class Setup:
    """Makes a profile whose credential_process is SCRIPT, and an EC2
    endpoint."""

    def __init__(self, name, script, **env):
        self.name = name
        self.dir = os.path.join(TMP, name.replace(' ', '-'))
        os.makedirs(self.dir)
        with open(f'{self.dir}/process', 'w') as f:
            f.write('#!/bin/sh\n' + script)
        os.chmod(f'{self.dir}/process', 0o700)
        with open(f'{self.dir}/config', 'w') as f:
            f.write('[default]\ncredential_process = '
                    f'{self.dir}/process\n')
        self.services = Services({}, None)
        self.env = {n: os.environ[n] for n in PASSED_ON if n in os.environ}
        self.env |= {
            'HOME': self.dir, 'AWS_CONFIG_FILE': f'{self.dir}/config',
            'AWS_REGION': 'us-west-2', 'AWS_EC2_METADATA_DISABLED': 'true',
            'AWS_ENDPOINT_URL_EC2':
                f'http://127.0.0.1:{self.services.port}', **env}

    def start(self, *words, **more):
        more = {'stdin': subprocess.DEVNULL, 'start_new_session': True,
                **more}
        return subprocess.Popen(
            [*COMMAND, *words], env=self.env, cwd=self.dir, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)

    def run(self, *words, seconds=20):
        begun = time.time()
        p = self.start(*words)
        try:
            out, err = p.communicate(timeout=seconds * SLOW)
        except subprocess.TimeoutExpired:
            p.kill()
            out, err = '', 'the command did not end'
        self.services.stop()
        return p.returncode, out, err, time.time() - begun

    def fail(self, *words):
        failed.append(self.name)
        print(f'{self.name}:', *words)

    def nothing_left(self):
        if not wait_for(lambda: not sleepers(), 5):
            self.fail('processes still run:', sleepers())
            for pid in sleepers():
                os.kill(pid, signal.SIGKILL)


def refused(setup, words):
    status, out, err, took = setup.run('ami-12345678', '-p')
    if status != 1 or out or err.count('\n') != 1 or words not in err:
        setup.fail(f'status 1 and "{words}" expected:', status, repr(err))
    if took > 8 * SLOW:
        setup.fail('took too many seconds:', took)
    setup.nothing_left()


def timeouts_and_sizes():
    refused(Setup('a program that runs too long', f'{SLEEP}\n',
                  EC2_CREDENTIAL_PROCESS_TIMEOUT='1'),
            'not done within 1 s (EC2_CREDENTIAL_PROCESS_TIMEOUT)')
    refused(Setup('child processes that run too long',
                  f'({SLEEP} &) ; {SLEEP} & {SLEEP}\n',
                  EC2_CREDENTIAL_PROCESS_TIMEOUT='1'), 'not done within 1 s')
    refused(Setup('a program that ignores SIGTERM',
                  f"trap '' TERM HUP; {SLEEP} & {SLEEP}\n",
                  EC2_CREDENTIAL_PROCESS_TIMEOUT='1'), 'not done within 1 s')
    refused(Setup('endless output', f'{SLEEP} & exec yes\n'),
            'its output: over 65536 bytes')
    refused(Setup('endless output without lines',
                  'exec tr "\\0" x </dev/zero\n'),
            'its output: over 65536 bytes')


def timeout_values():
    setup = Setup('a timeout of 0', f"sleep 2; echo '{keys('AKIDPROC')}'\n",
                  EC2_CREDENTIAL_PROCESS_TIMEOUT='0')
    status, out, err, _ = setup.run('ami-12345678', '-p')
    if status or out != ROW or err:
        setup.fail('a row expected:', status, repr(err))
    for value in ('soon', '-1', '1.5', '99999999999'):
        setup = Setup(f'a timeout of {value}', f"echo '{keys('AKIDPROC')}'\n",
                      EC2_CREDENTIAL_PROCESS_TIMEOUT=value)
        status, out, err, _ = setup.run('ami-12345678', '-p')
        if status != 1 or 'EC2_CREDENTIAL_PROCESS_TIMEOUT: ' not in err:
            setup.fail('status 1 and the variable in the message expected:',
                       status,
                       repr(err))


def held_output():
    """The credential_process ends, but its child keeps the output pipe open.
    The command neither waits for the child nor ends it."""
    setup = Setup('a grandchild that keeps the output pipe open',
                  f"{SLEEP} 2>/dev/null & echo '{keys('AKIDPROC')}'\n")
    status, out, err, took = setup.run('ami-12345678', '-p')
    if status or out != ROW or took > 8 * SLOW:
        setup.fail('a row expected:', status, repr(err), took)
    if len(sleepers()) != 1:
        setup.fail('the grandchild does not run:', sleepers())
    for pid in sleepers():
        os.kill(pid, signal.SIGKILL)


def signals():
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGKILL):
        setup = Setup(f'{number.name} at the start', f'{SLEEP} & {SLEEP}\n')
        p = setup.start('ami-12345678', '-p')
        if not wait_for(lambda: len(sleepers()) == 2, 5):
            setup.fail('two processes expected before the signal:', sleepers())
        p.send_signal(number)
        out, err = p.communicate(timeout=20 * SLOW)
        if p.returncode not in (-number, 128 + number) or out:
            setup.fail('status after the signal:', p.returncode, repr(err))
        setup.services.stop()
        setup.nothing_left()


def group_signal():
    """Sends SIGINT to the process group of the command."""
    setup = Setup('SIGINT to the group', f'{SLEEP} & {SLEEP}\n')
    p = setup.start('ami-12345678', '-p')
    if not wait_for(lambda: len(sleepers()) == 2, 5):
        setup.fail('two processes expected before the signal:', sleepers())
    os.killpg(p.pid, signal.SIGINT)
    p.communicate(timeout=20 * SLOW)
    setup.services.stop()
    setup.nothing_left()


def at_a_terminal():
    """Sends SIGTERM to a command at a terminal.  There, the credential_process
    may prompt, so it stays in the command's process group."""
    setup = Setup('SIGTERM at a terminal',
                  f'tty >&2; {SLEEP} & {SLEEP}\n')
    pid, fd = pty.fork()
    if pid == 0:
        os.execve(COMMAND[0], [*COMMAND, 'ami-12345678', '-p'], setup.env)
    if not wait_for(lambda: len(sleepers()) == 2, 5):
        setup.fail('two processes expected before the signal:', sleepers())
    os.kill(pid, signal.SIGTERM)
    shown = b''
    with contextlib.suppress(OSError):
        while text := os.read(fd, 4096):
            shown += text
    os.waitpid(pid, 0)
    os.close(fd)
    if not shown.startswith(b'/dev/'):
        setup.fail('the credential_process has no terminal:', shown)
    setup.services.stop()
    setup.nothing_left()


def renewal():
    expiry = "$(date -u -d '+2 seconds' +%Y-%m-%dT%H:%M:%SZ)"
    setup = Setup('SIGTERM at a renewal', f'''
if [ -e begun ]; then {SLEEP} & {SLEEP}; fi
: >begun
printf '%s' '{keys("AKIDPROC", ', "SessionToken": "t", "Expiration": "')[:-1]}'
printf '%s"}}' "{expiry}"
''')
    p = setup.start('-', '-p', stdin=subprocess.PIPE)
    p.stdin.write('ami-00000001\n')
    p.stdin.flush()
    wait_for(lambda: setup.services.records, 5)
    time.sleep(1.5)
    with contextlib.suppress(BrokenPipeError):
        p.stdin.write('ami-00000002\n')
        p.stdin.flush()
    if not wait_for(lambda: len(sleepers()) == 2, 5):
        setup.fail('two processes expected before the signal:', sleepers())
    begun = time.time()
    p.terminate()
    out, err = p.communicate(timeout=20 * SLOW)
    if p.returncode != 143 or not out.startswith('productCodes\tami-00000001'):
        setup.fail('status 143 and a row expected:', p.returncode, repr(out),
                   repr(err))
    if time.time() - begun > 5 * SLOW:
        setup.fail('took too many seconds:', time.time() - begun)
    setup.services.stop()
    setup.nothing_left()


def source_of_role():
    """Runs the command for the profiles `first` and `role`.  `role` assumes a
    role with the keys of the profile `source`.  Both `role` and `source` have a
    credential_process, but only that of `source` may run."""
    setup = Setup('a role and its source with programs', '')
    setup.env['AWS_ENDPOINT_URL_STS'] = setup.env['AWS_ENDPOINT_URL_EC2']
    for name in ('role', 'source'):
        with open(f'{setup.dir}/{name}', 'w') as f:
            f.write(f"#!/bin/sh\n: >{setup.dir}/{name}.ran\n"
                    f"echo '{keys('AKIDPROC')}'\n")
        os.chmod(f'{setup.dir}/{name}', 0o700)
    with open(f'{setup.dir}/config', 'w') as f:
        f.write(f"""[profile first]
aws_access_key_id = AKIDFIRST
aws_secret_access_key = {secret('AKIDFIRST')}
[profile role]
role_arn = arn:aws:iam::111122223333:role/r
source_profile = source
aws_access_key_id = AKIDROLE
aws_secret_access_key = {secret('AKIDROLE')}
credential_process = {setup.dir}/role
[profile source]
credential_process = {setup.dir}/source
""")
    setup.run('ami-12345678', '-p', '--profile', 'first,role')
    ran = [name for name in ('role', 'source')
           if os.path.exists(f'{setup.dir}/{name}.ran')]
    if ran != ['source']:
        setup.fail('programs that ran:', ran)


def main():
    if not os.path.exists(f'/proc/{os.getpid()}/cmdline'):
        print('/proc is not mounted')
        return 77
    tests = [timeouts_and_sizes, timeout_values, held_output, signals,
             group_signal, renewal, source_of_role]
    if not WRAP:
        tests.append(at_a_terminal)
    for test in tests:
        test()
    print(f'{len(tests)} groups of tests' +
          (f', {len(failed)} FAILED' if failed else ''))
    return 1 if failed else 0


sys.exit(main())
