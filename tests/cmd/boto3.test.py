#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Compares our commands with boto3, at the endpoints moto and ec2-sandbox.  A
command must print the same values as boto3 reads, as text and as JSON.  boto3
must see the changes that a command makes, and our describe commands must show
the changes that boto3 makes."""
import os
import shutil
import socket
import subprocess
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import boto3images                                          # noqa: E402
import boto3parts                                           # noqa: E402
import boto3place                                           # noqa: E402
from boto3place import BIN, LACKING, Place, boto3, check    # noqa: E402

# The programs that this test does not compare.  Of these, only the audits send
# requests to EC2.
UNCOMPARED = {'ec2-audit-images', 'ec2-audit-instances', 'ec2-metadata',
              'ec2-product-tools', 'ec2-sandbox', 'ec2-verify-identity',
              'ec2-version'}


def compare_all(name, env, image, session):
    for form in ('text', 'json'):
        p = Place(name, form, env, image, session)
        for part in (boto3parts.places, boto3parts.volumes, boto3parts.tags,
                     boto3parts.keys, boto3parts.groups, boto3parts.addresses,
                     boto3images.images, boto3images.instances,
                     boto3images.confirm):
            part(p)
        commands = {f for f in os.listdir(BIN) if f.startswith('ec2-') and
                    not os.path.islink(os.path.join(BIN, f))}
        check(f'{name}, {form}: commands without a comparison in '
              'tests/cmd/boto3*.py',
              sorted(commands - UNCOMPARED - p.done), [])
        check(f'{name}, {form}: commands whose actions the endpoint does not '
              'support', p.lacking,
              LACKING if p.moto else set())


def in_moto():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        port = s.getsockname()[1]
    server = subprocess.Popen(
        ['moto_server', '-H', '127.0.0.1', '-p', str(port)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(3000):
            if server.poll() is not None:
                sys.exit(f'moto_server exited with status {server.returncode}')
            try:
                socket.create_connection(('127.0.0.1', port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        keys = {'aws_access_key_id': 'testing',
                'aws_secret_access_key': 'testing'}
        env = {'AWS_REGION': 'us-east-1',
               'EC2_URL': f'http://127.0.0.1:{port}',
               **{k.upper(): v for k, v in keys.items()}}
        session = boto3.Session(**keys)
        image = session.client(
            'ec2', region_name='us-east-1', endpoint_url=env['EC2_URL']
        ).describe_images(Owners=['amazon'])['Images'][0]['ImageId']
        compare_all('moto', env, image, session)
    finally:
        server.terminate()
        server.wait()


def in_sandbox():
    env = {k: v for k, v in os.environ.items()
           if k.startswith(('AWS_', 'EC2_'))}
    compare_all('sandbox', env, 'ami-6ba54002',
                boto3.Session(profile_name='seller'))


if not shutil.which('ssh-keygen'):
    print('ssh-keygen is not installed')
    sys.exit(77)
if sys.argv[1:] == ['inside']:
    in_sandbox()
else:
    inside = subprocess.run([os.path.join(BIN, 'ec2-sandbox'), '--instant',
                             sys.executable, __file__, 'inside'], timeout=600)
    check('status of the comparison in the sandbox', inside.returncode, 0)
    if shutil.which('moto_server'):
        in_moto()
    else:
        print('skip boto3, moto: moto_server is not installed')
print(f'{boto3place.checks} checks, {boto3place.failures} failed')
sys.exit(1 if boto3place.failures or not boto3place.checks else 0)
