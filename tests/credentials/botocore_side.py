# SPDX-License-Identifier: BSD-2-Clause
"""Makes the same calls as our tool, but with botocore.  Each line of standard
input is a set-up in JSON.  Makes the call in a child process with the set-up's
environment, and writes the result as a line of JSON.  An argument replaces
standard input: the argument is the only set-up, and this process makes the call
itself.  The test passes such an argument for set-ups that run under faketime
or setpriv."""
import gc
import json
import os
import signal
import sys
import time

import botocore.config
import botocore.credentials
import botocore.loaders
import botocore.session
import botocore.tokens

# The model of EC2 is megabytes of JSON, so we read it once for all children.
loader = botocore.loaders.Loader()


def preload():
    for kind in ('service-2', 'endpoint-rule-set-1'):
        for service in ('ec2', 'sts', 'sso'):
            loader.load_service_model(service, kind)
    for name in ('endpoints', 'partitions', '_retry',
                 'sdk-default-configuration'):
        loader.load_data(name)
    # The first client of a process imports modules that later clients share.
    session = botocore.session.Session()
    session.register_component('data_loader', loader)
    session.create_client('ec2', region_name='us-east-1',
                          aws_access_key_id='key', aws_secret_access_key='key')
    # A garbage collection in a child would copy the memory of all these
    # modules.
    gc.disable()
    gc.freeze()


def call(setup):
    options = setup['options']
    session = botocore.session.Session(profile=options.get('profile'))
    session.register_component('data_loader', loader)
    keys = {}
    for ours, theirs in (('key', 'aws_access_key_id'),
                         ('secret', 'aws_secret_access_key'),
                         ('token', 'aws_session_token'),
                         ('region', 'region_name'), ('url', 'endpoint_url'),
                         ('ca', 'verify')):
        if ours in options:
            keys[theirs] = options[ours]
    client = session.create_client(
        'ec2', config=botocore.config.Config(connect_timeout=5,
                                             read_timeout=5), **keys)
    for wait in setup['waits']:
        time.sleep(wait)
        client.describe_image_attribute(ImageId='ami-12345678',
                                        Attribute='productCodes')


def outcome(setup):
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 2):
        os.dup2(null, fd)
    if len(sys.argv) == 1:
        os.environ.clear()
        os.environ.update(setup['env'])
    os.chdir(setup['dir'])
    # These modules read HOME when they are imported, which was before HOME had
    # the value of this set-up.
    cache = os.path.expanduser('~/.aws/sso/cache')
    botocore.credentials.SSOProvider._SSO_TOKEN_CACHE_DIR = cache
    botocore.tokens.SSOTokenProvider._SSO_TOKEN_CACHE_DIR = cache
    try:
        call(setup)
    except Exception as e:
        return {'error': type(e).__name__, 'text': str(e)[:500],
                'family': [c.__name__ for c in type(e).__mro__]}
    return {'error': None}


def in_child(setup):
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.setsid()
        os.close(r)
        signal.alarm(40)
        try:
            with os.fdopen(w, 'w') as f:
                json.dump(outcome(setup), f)
        finally:
            os._exit(0)
    os.close(w)
    with os.fdopen(r) as f:
        text = f.read()
    os.waitpid(pid, 0)
    return text or '{"error": "Died", "text": "no answer", "family": []}'


if len(sys.argv) > 1:
    print(json.dumps(outcome(json.loads(sys.argv[1]))))
else:
    preload()
    for line in sys.stdin:
        print(in_child(json.loads(line)), flush=True)
