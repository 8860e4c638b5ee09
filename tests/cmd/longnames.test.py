#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Tests every long option in the --help of every program.  After a single dash,
the program accepts the whole name as the option, and usually refuses the name
without its last letter."""
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

BIN = os.environ['BIN']
OPTION = re.compile(r'  (?:-[A-Za-z], |    )--([a-z][a-z0-9-]*)( [^ ])?')
ENVIRONMENT = {'PATH': os.environ['PATH'], 'HOME': '/nonexistent',
               'LC_ALL': 'C.UTF-8', 'AWS_EC2_METADATA_DISABLED': 'true',
               **{name: value for name, value in os.environ.items()
                  if name in ('LD_LIBRARY_PATH', 'ASAN_OPTIONS',
                              'UBSAN_OPTIONS', 'LSAN_OPTIONS')}}


def run(program, *words):
    return subprocess.run([f'{BIN}/{program}', *words], env=ENVIRONMENT,
                          stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, check=False, timeout=60)


def options(program):
    """Returns a dictionary from each long option to whether it takes a
    value."""
    text = run(program, '--help').stdout
    found = {m[1]: bool(m[2]) for m in map(OPTION.match, text.split('\n')) if m}
    if not found:
        sys.exit(f'{program} --help has no option')
    return found


def usage_error(program, *words):
    """Runs PROGRAM, which must end with a usage error.  Returns the first line
    of the error, without dashes before names."""
    r = run(program, *words)
    if r.returncode != 2:
        sys.exit(f'{program} {words}: status {r.returncode} instead of 2\n'
                 f'{r.stdout}{r.stderr}')
    return re.sub(r' --*([a-z])', r' \1', r.stderr.split('\n')[0])


def check(program):
    """Runs the program with each option: without the option's value, or with a
    value if the option takes none.  The usage error shows which option the
    program recognized."""
    names = options(program)
    for name, valued in names.items():
        extra = '' if valued else '=x'
        single, double = (usage_error(program, f'{dash}{name}{extra}')
                          for dash in ('-', '--'))
        if single != double:
            sys.exit(f'{program} -{name}{extra} is not --{name}{extra}:\n'
                     f'{single}\n{double}')
        short = name[:-1]
        if len(short) < 5 or short in names:
            continue
        refusal = usage_error(program, f'-{short}', 'x')
        if not re.search(f'is.* {short}.* or ', refusal):
            sys.exit(f'{program} -{short} x: {refusal}')
    return 2 * len(names)


# Aliases are symbolic links, and in a static build all commands are.
STATIC = 'ec2-product-tools'
names = set(os.listdir(BIN))
programs = sorted(name for name in names - {STATIC}
                  if STATIC in names or not os.path.islink(f'{BIN}/{name}'))
with ThreadPoolExecutor(os.cpu_count()) as pool:
    print(f'{sum(pool.map(check, programs))} checks')
