# SPDX-License-Identifier: BSD-2-Clause
"""More set-ups that fail, in the form of the set-ups in rows.py.  For these
set-ups, the test checks only our error message, and does not run botocore.

words.txt has the message of each set-up here and of each refusal in rows.py: a
line `# NAME`, a line `status N`, and standard error without the program's name
at its beginning.  In these messages, @dir@, @url@, @tls@, @ca@ and @other_ca@
have the same meaning as in the set-ups.  @time@ is a time of the run, and
@system_ca@ is where libcurl looks for certificates.

    WORDS=write tests/cmd/credentials.test.py [GLOB...]    writes new messages
                                    for set-ups whose names match, and
                                    missing messages of other set-ups
"""
from rows import (BASE_KEYS, ENV, FULL, INSTANCE, IN_SSO, LEGACY, META, NET,
                  NO_URL, ON_INSTANCE, PROC, TOKEN, URL, WEB, cached, late,
                  pair, process, profile, role)
from services import STS_ERROR

failures = []


def failure(name, **fields):
    failures.append({'name': name, **fields})


ONE = {'AWS_PROFILE': 'one'}
ROLE_FILES = {'credentials': BASE_KEYS,
              'config': role('one', 'source_profile = base')}
NOBODY = 'http://127.0.0.1:9/'

# --- where keys are ---

failure('a space in AWS_ACCESS_KEY_ID', env=pair('AKID ENV'))
failure('a line end in the secret', env=pair('AKIDENV') |
        {'AWS_SECRET_ACCESS_KEY': 'secretEXAMPLE\n'})
failure('a space in -O', options={'key': 'AKID X', 'secret': 'x'})
failure('-K and -C alone', argv=['-K', 'key.pem', '-C', 'cert.pem'])
failure('an invalid expiry in the environment',
        env=pair('AKIDENV', 't') | {'AWS_CREDENTIAL_EXPIRATION': 'soon'})
failure('--profile without keys, and keys in the environment',
        options={'profile': 'x'}, env=pair('AKIDENV'),
        files={'config': '[profile x]\nregion = eu-west-1\n'})
failure('a NUL byte in the credentials file',
        files={'credentials': b'[default]\n\0=x\n'})
failure('AWS_CONFIG_FILE names a directory', env={'AWS_CONFIG_FILE': '@dir@'})
failure('a credentials file that is too long',
        files={'credentials': '#' * (16 * 1024 * 1024 + 1)})
failure('a nested line that is not a setting', files={
    'config': '[services mine]\nec2 =\n  endpoint_url\n[default]\n'})

# --- roles ---

failure('an empty role_arn', env=ONE, files=ROLE_FILES | {
    'config': '[profile one]\nrole_arn =\nsource_profile = base\n'})
failure('a duration of zero', env=ONE, files=ROLE_FILES | {
    'config': role('one', 'source_profile = base', 'duration_seconds = 0')})
failure('credential_source Environment, no secret there',
        options={'profile': 'one'}, env={'AWS_ACCESS_KEY_ID': 'AKIDENV'},
        files={'config': role('one', 'credential_source = Environment')})
failure('credential_source EcsContainer, 404', env=ONE | FULL,
        files={'config': role('one', 'credential_source = EcsContainer')})
failure('source_profile and a section "profile base"', env=ONE, files={
    'credentials': profile('profile base', 'region = x'),
    'config': role('one', 'source_profile = base')})
failure('no server listens at the endpoint of STS', files=ROLE_FILES,
        env=ONE | {'AWS_ENDPOINT_URL_STS': NOBODY})
failure('STS answers without keys', env=ONE, files=ROLE_FILES, serve={
    'AssumeRole': '<AssumeRoleResponse><AssumeRoleResult/>'
                  '</AssumeRoleResponse>'})
failure('STS answers without a secret', env=ONE, files=ROLE_FILES, serve={
    'AssumeRole': '<AssumeRoleResponse><AssumeRoleResult><Credentials>'
                  '<AccessKeyId>A</AccessKeyId></Credentials>'
                  '</AssumeRoleResult></AssumeRoleResponse>'})
failure('STS refuses the keys', env=ONE, files=ROLE_FILES, serve={
    'AssumeRole': (403, STS_ERROR % ('InvalidClientTokenId',
                                     'The security token is invalid'))})
failure('a role whose source has not signed on', env=ONE, files={
    'config': LEGACY + role('one', 'source_profile = s')})

# --- web identity, programs ---

failure('a web identity token file that is empty', env=WEB,
        files={'token': '\n'})
failure('a web identity token file that is huge', env=WEB,
        files={'token': 'x' * 65537})
failure('a web identity of --profile without role_arn',
        options={'profile': 'one'}, files=TOKEN | {
            'config': '[profile one]\nweb_identity_token_file = '
                      '@dir@/token\n'})
failure('a web identity, no server listens', files=TOKEN,
        env=WEB | {'AWS_ENDPOINT_URL_STS': NOBODY})
failure('credential_process without a value',
        files={'config': '[default]\ncredential_process =\n'})
failure('credential_process with an open quote',
        files={'config': '[default]\ncredential_process = say "hello\n'})
failure('credential_process that is killed', files={
    'config': '[default]\ncredential_process = @dir@/process\n',
    'process': '#!/bin/sh\nkill -9 $$\n'})
failure('credential_process that may not be run', files={
    'config': '[default]\ncredential_process = @dir@/process\n',
    'process': 'hello'})
failure('credential_process with an invalid expiry',
        files=process(PROC % ', "Expiration": "soon"'))

# --- single sign-on ---

failure('SSO, a cache without a token', env=IN_SSO, files={
    'config': LEGACY, f'.aws/sso/cache/@sha1:{URL}@.json': '{"a": 1}'})
failure('SSO, an invalid expiry in the cache', env=IN_SSO,
        files=cached(URL, 'soon') | {'config': LEGACY})
failure('SSO, a token of two lines', env=IN_SSO, files={
    'config': LEGACY, f'.aws/sso/cache/@sha1:{URL}@.json':
    '{"accessToken": "a\\nb", "expiresAt": "2099-01-01T00:00:00Z"}'})
failure('SSO, an invalid region', files=cached(URL) | {
    'config': LEGACY.replace('eu-west-1', 'eu west 1')}, env=IN_SSO)
failure('SSO, no server listens', files=cached(URL) | {'config': LEGACY},
        env=IN_SSO | {'AWS_ENDPOINT_URL_SSO': NOBODY})
failure('SSO answers 500', files=cached(URL) | {'config': LEGACY}, env=IN_SSO,
        serve={'GET /federation/credentials': (500, 'sorry')})
failure('SSO answers without JSON', files=cached(URL) | {'config': LEGACY},
        env=IN_SSO, serve={'GET /federation/credentials': 'hello'})
failure('SSO answers without keys', files=cached(URL) | {'config': LEGACY},
        env=IN_SSO, serve={'GET /federation/credentials': {'a': 1}})
failure('SSO gives expired keys', files=cached(URL) | {'config': LEGACY},
        env=IN_SSO, serve={'GET /federation/credentials': {
            'roleCredentials': {
                'accessKeyId': 'A', 'secretAccessKey': 'S',
                'sessionToken': 'T', 'expiration': 978307200000}}})

# --- containers, instances ---

failure('a relative URI without a slash',
        env={'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI': 'v2/credentials/x'})
failure('a container with a query, no server listens',
        env={'AWS_CONTAINER_CREDENTIALS_FULL_URI': NOBODY + '?id=1'})
failure('a container with a reply that is too long', env=FULL,
        serve={'GET /creds': ' ' * (1024 * 1024 + 1)})
failure('a container without a token', env=FULL, serve={
    'GET /creds': {'AccessKeyId': 'A', 'SecretAccessKey': 'S'}})
failure('a container token file of two lines', files={'auth': 'a\nb'},
        env=FULL | {'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE': '@dir@/auth'})
failure('a container token file that is huge', files={'auth': 'x' * 65537},
        env=FULL | {'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE': '@dir@/auth'})
failure('a metadata endpoint without a scheme', env=ON_INSTANCE | {
    'AWS_EC2_METADATA_SERVICE_ENDPOINT': '127.0.0.1:9'})
failure('an invalid metadata endpoint mode', env={
    'AWS_EC2_METADATA_DISABLED': None,
    'AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE': 'ipv5'})
failure('an invalid metadata timeout', serve=INSTANCE, env=ON_INSTANCE |
        {'AWS_METADATA_SERVICE_TIMEOUT': 'long'})
failure('a metadata service that is disabled', env=ON_INSTANCE,
        serve={'PUT /latest/api/token': 403, f'GET {META}': 403})
failure('an invalid metadata token', env=ON_INSTANCE,
        serve=INSTANCE | {'PUT /latest/api/token': 'a b'})
failure('an instance role that is listed but missing', env=ON_INSTANCE,
        serve=INSTANCE | {f'GET {META}/web-role': 404})
failure('an instance role without a token', env=ON_INSTANCE,
        serve=INSTANCE | {f'GET {META}/web-role': {
            'AccessKeyId': 'A', 'SecretAccessKey': 'S'}})
failure('no answer to the metadata token request, version 1 forbidden',
        env=ON_INSTANCE | {'AWS_EC2_METADATA_V1_DISABLED': 'true'},
        serve=INSTANCE | {'PUT /latest/api/token': late})

# --- regions, endpoints ---

for variable in ('AWS_REGION', 'AWS_DEFAULT_REGION'):
    failure(f'an invalid {variable}', env=ENV | {variable: 'us east 1'})
for variable in ('AWS_ENDPOINT_URL_EC2', 'AWS_ENDPOINT_URL'):
    failure(f'an invalid {variable}', env=ENV | NO_URL | {
        variable: 'ftp://127.0.0.1/'})
failure('an invalid EC2_URL', env=ENV | NO_URL | {'EC2_URL': 'http://'})
failure('a URL without a host', env=ENV, options={'url': 'http:///path'})
failure('a URL with a password', env=ENV,
        options={'url': 'https://me:geheim@127.0.0.1/'})
failure('a URL with a query', env=ENV,
        options={'url': 'https://127.0.0.1/?Action=x'})
failure('an invalid endpoint_url', env=ENV | NO_URL, files={
    'config': '[default]\nendpoint_url = ftp://127.0.0.1/\n'})
failure('an invalid endpoint_url of services', env=ENV | NO_URL, files={
    'config': '[default]\nservices = mine\n[services mine]\nec2 =\n'
              '  endpoint_url = http://\n'})
failure('endpoint_url and use_fips_endpoint', env=ENV | NO_URL, files={
    'config': '[default]\nendpoint_url = @url@\nuse_fips_endpoint = true\n'})
failure('an invalid AWS_ENDPOINT_URL_STS', files=ROLE_FILES,
        env=ONE | {'AWS_ENDPOINT_URL_STS': 'sts:/x'})
failure('an endpoint where no server listens', env=ENV, options={'url': NOBODY})
for name, more in {
        'EC2': {'options': {'url': 'https://192.0.2.1/'}, 'env': ENV},
        'STS': {'env': ONE | {'AWS_ENDPOINT_URL_STS': 'https://192.0.2.1/'},
                'files': ROLE_FILES},
        'SSO': {'env': IN_SSO | {'AWS_ENDPOINT_URL_SSO':
                                 'https://192.0.2.1/'},
                'files': cached(URL) | {'config': LEGACY}},
        'a container': {'env': {'AWS_CONTAINER_CREDENTIALS_FULL_URI':
                                'https://192.0.2.1/'}},
        'an instance': {'env': ON_INSTANCE | {
            'AWS_EC2_METADATA_SERVICE_ENDPOINT': 'http://192.0.2.1/'}}}.items():
    failure(f'a rehearsal with {name} on another machine',
            **more | {'env': more['env'] | {'EC2_SANDBOX': '1'}})

# --- certificates and proxies ---

for name, more in {
        'STS': {'env': ONE | {'AWS_ENDPOINT_URL_STS': '@tls@'},
                'files': ROLE_FILES},
        'SSO': {'env': IN_SSO | {'AWS_ENDPOINT_URL_SSO': '@tls@'},
                'files': cached(URL) | {'config': LEGACY}},
        'a web identity': {'env': WEB | {'AWS_ENDPOINT_URL_STS': '@tls@'},
                           'files': TOKEN},
        'a container': {'env': {'AWS_CONTAINER_CREDENTIALS_FULL_URI':
                                '@tls@/creds'}}}.items():
    failure(f'the wrong CA bundle for {name}', **more | {
        'env': more['env'] | {'AWS_CA_BUNDLE': '@other_ca@'}})
    failure(f'a CA bundle that is missing for {name}', **more | {
        'env': more['env'] | {'AWS_CA_BUNDLE': '@dir@/nothing.pem'}})
failure('the wrong ca_bundle of the profile for STS', files={
    'credentials': BASE_KEYS,
    'config': role('one', 'source_profile = base', 'ca_bundle = @other_ca@')},
    env=ONE | {'AWS_ENDPOINT_URL_STS': '@tls@'})
failure('a proxy that refuses STS', files=ROLE_FILES, serve={'CONNECT': 502},
        env={n: v for n, v in NET.items() if n not in ENV} | ONE)
