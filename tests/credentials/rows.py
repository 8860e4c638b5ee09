# SPDX-License-Identifier: BSD-2-Clause
"""The table of set-ups.

    row(NAME, WANT, files=, env=, options=, serve=, boto=, why=, says=, ...)

WANT is what our tool must do.  WANT is an access key, a dictionary of fields
(key, token, region, url, via, signature), or no(NATURE) for a refusal.  If
botocore must do something else, BOTO has the form of WANT and says what
botocore does, and WHY gives the reason.  Our tool and botocore must agree in
all other fields, and must send the same requests to the services that hand out
credentials.  SAYS is a regular expression for the message of our refusal.  A
file whose name ends in / is a directory.  A file whose name ends in | is a
FIFO.  Files, environment, options and answers may contain

    @url@ @tls@ @v6@ @port@    the services of the run, see services.py
    @dir@                      the run's own directory, which is its HOME
    @tlslocal@                 @tls@ by the name localhost
    @ca@                       a bundle with the CA of @tls@'s certificate
    @other_ca@                 a bundle without that CA
    @now+60@ @now-60@          a time, as in a reply
    @sha1:TEXT@                a digest, as in the names of AWS's caches

SERVE has the answers of the services, see the class Services.  MODES has the
permissions of files.  V6 is true if the set-up needs a service on ::1.  WRAP is
`unprivileged`, or an argument of faketime.  NEED is the first version of
botocore that supports the set-up.  NOTES explain the set-up to the reader."""
import json
import re
import time

from services import EC2_REPLY, STS_ERROR, secret

rows = []

# The environment of a run, which a row may change.  It has a region, and our
# services in place of the real ones.  The metadata service is disabled.
BASE = {
    'HOME': '@dir@', 'AWS_ENDPOINT_URL_EC2': '@url@',
    'AWS_ENDPOINT_URL_STS': '@url@', 'AWS_ENDPOINT_URL_SSO': '@url@',
    'AWS_ENDPOINT_URL_SSO_OIDC': '@url@', 'AWS_DEFAULT_REGION': 'us-west-2',
    'AWS_EC2_METADATA_DISABLED': 'true', 'AWS_MAX_ATTEMPTS': '1',
}

# The exceptions that botocore may raise for each kind of refusal.
NATURES = {
    'none': {'NoCredentialsError'},
    'half': {'PartialCredentialsError'},
    'profile': {'ProfileNotFound'},
    'config': {'InvalidConfigError', 'ConfigParseError',
               'PartialCredentialsError', 'ProfileNotFound'},
    'source': {'CredentialRetrievalError', 'MetadataRetrievalError',
               'ClientError', 'OSError', 'SSOTokenLoadError',
               'UnauthorizedSSOTokenError', 'TokenRetrievalError',
               'ValueError', 'RuntimeError', 'KeyError',
               'HTTPClientError'},
    'mfa': {'EOFError', 'RefreshWithMFAUnsupportedError', 'OSError'},
    'region': {'NoRegionError', 'InvalidRegionError', 'ValidationError'},
    'endpoint': {'EndpointProviderError', 'InvalidConfigError', 'ValueError',
                 'EndpointVariantError'},
    'tls': {'SSLError', 'OSError'},
    'connect': {'HTTPClientError', 'ConnectionError'},
    'partition': {'EndpointVariantError'},
    'any': {'Exception'},
}


def no(nature):
    return {'refused': nature}


def row(name, want, **fields):
    def whole(outcome):
        return {'key': outcome} if isinstance(outcome, str) else outcome

    fields.update(name=name, want=whole(want), boto=whole(fields.get('boto')))
    known = {'name', 'want', 'boto', 'why', 'says', 'files', 'env', 'options',
             'serve', 'wrap', 'v6', 'need', 'notes', 'modes'}
    assert set(fields) <= known, (name, set(fields) - known)
    assert not fields['boto'] or fields.get('why'), f'{name}: why is missing'
    assert name not in [r['name'] for r in rows], f'{name}: duplicate name'
    assert 'refused' not in fields['want'] or fields.get('says'), \
        f'{name}: says is missing'
    rows.append(fields)


def keys(key, token=None):
    text = f'aws_access_key_id = {key}\naws_secret_access_key = {secret(key)}\n'
    return text + (f'aws_session_token = {token}\n' if token else '')


def profile(name, *lines):
    return f'[{name}]\n' + ''.join(line.rstrip('\n') + '\n' for line in lines)


def pair(key, token=None, token_name='AWS_SESSION_TOKEN'):
    env = {'AWS_ACCESS_KEY_ID': key, 'AWS_SECRET_ACCESS_KEY': secret(key)}
    return env | ({token_name: token} if token else {})


def document(key, token='token/of+it==', expires='@now+3600@', **more):
    """Returns credentials as containers and instances hand them out."""
    return {'Code': 'Success', 'Type': 'AWS-HMAC', 'AccessKeyId': key,
            'SecretAccessKey': secret(key), 'Token': token,
            'Expiration': expires, 'LastUpdated': '2020-01-01T00:00:00Z',
            **more}


FILE = profile('default', keys('AKIDFILE'))
ROLE = 'arn:aws:iam::111122223333:role/'

# --- the environment ------------------------------------------------------

row('keys in the environment',
    {'key': 'AKIDENV', 'token': None, 'region': 'us-west-2'},
    env=pair('AKIDENV'))
row('keys and a token in the environment',
    {'key': 'AKIDENV', 'token': 'tok/en+1=='},
    env=pair('AKIDENV', 'tok/en+1=='))
row('keys and AWS_SECURITY_TOKEN in the environment',
    {'key': 'AKIDENV', 'token': 'old'},
    env=pair('AKIDENV', 'old', 'AWS_SECURITY_TOKEN'))
row('both names of the token', {'key': 'AKIDENV', 'token': 'new'},
    env=pair('AKIDENV', 'new') | {'AWS_SECURITY_TOKEN': 'old'},
    boto={'key': 'AKIDENV', 'token': 'old'},
    why='AWS_SECURITY_TOKEN is the name from before 2014; in every other SDK, '
        'AWS_SESSION_TOKEN takes precedence')
row('an empty AWS_SESSION_TOKEN', {'key': 'AKIDENV', 'token': 'old'},
    env=pair('AKIDENV', 'old', 'AWS_SECURITY_TOKEN') |
    {'AWS_SESSION_TOKEN': ''})
row('a token of 4 KB', {'key': 'AKIDENV', 'token': 'Fw/+' * 1024},
    env=pair('AKIDENV', 'Fw/+' * 1024))
row('the environment before the credentials file',
    'AKIDENV', env=pair('AKIDENV'),
    files={'credentials': FILE})
row('a key without its secret', no('half'), says='AWS_SECRET_ACCESS_KEY',
    env={'AWS_ACCESS_KEY_ID': 'AKIDENV'}, files={'credentials': FILE})
row('a key and an empty secret', no('half'), says='AWS_SECRET_ACCESS_KEY',
    env={'AWS_ACCESS_KEY_ID': 'AKIDENV', 'AWS_SECRET_ACCESS_KEY': ''})
row('a secret without its key', no('half'), says='AWS_ACCESS_KEY_ID',
    env={'AWS_SECRET_ACCESS_KEY': 'x'}, files={'credentials': FILE},
    boto='AKIDFILE',
    why='half a pair is a mistake; without an error, we would sign with keys '
        'that the user did not mean')
row('an empty key and an empty secret', 'AKIDFILE',
    env={'AWS_ACCESS_KEY_ID': '', 'AWS_SECRET_ACCESS_KEY': ''},
    files={'credentials': FILE})
row('a token of the environment is not used with a file',
    {'key': 'AKIDFILE', 'token': None},
    env={'AWS_SESSION_TOKEN': 'stray'}, files={'credentials': FILE})
row('AWS_ACCESS_KEY', {'key': 'AKIDOLD', 'token': None},
    env={'AWS_ACCESS_KEY': 'AKIDOLD', 'AWS_SECRET_KEY': secret('AKIDOLD')},
    boto=no('none'), why='a name of the original EC2 tools')
row('AWS_ACCESS_KEY with AWS_DELEGATION_TOKEN',
    {'key': 'AKIDOLD', 'token': 'delegated'},
    env={'AWS_ACCESS_KEY': 'AKIDOLD', 'AWS_SECRET_KEY': secret('AKIDOLD'),
         'AWS_DELEGATION_TOKEN': 'delegated', 'AWS_SESSION_TOKEN': 'stray'},
    boto=no('none'), why='a name of the original EC2 tools')
row('AWS_ACCESS_KEY without its secret', no('half'), says='AWS_SECRET_KEY',
    env={'AWS_ACCESS_KEY': 'AKIDOLD'}, files={'credentials': FILE},
    boto='AKIDFILE', why='a name of the original EC2 tools')
row('AWS_SECRET_KEY without its key', no('half'), says='AWS_ACCESS_KEY',
    env={'AWS_SECRET_KEY': 'x'}, files={'credentials': FILE},
    boto='AKIDFILE', why='a name of the original EC2 tools')
row('EC2_ACCESS_KEY', {'key': 'AKIDEC2', 'token': None},
    env={'EC2_ACCESS_KEY': 'AKIDEC2', 'EC2_SECRET_KEY': secret('AKIDEC2'),
         'AWS_SESSION_TOKEN': 'stray'},
    boto=no('none'), why="a name of euca2ools and private clouds' files")
row('EC2_ACCESS_KEY without its secret', no('half'), says='EC2_SECRET_KEY',
    env={'EC2_ACCESS_KEY': 'AKIDEC2'},
    boto=no('none'), why="a name of euca2ools and private clouds' files")
row('EC2_SECRET_KEY without its key', no('half'), says='EC2_ACCESS_KEY',
    env={'EC2_SECRET_KEY': 'x'},
    boto=no('none'), why="a name of euca2ools and private clouds' files")
row('variables: a key of one family, a secret of another', no('half'),
    says='AWS_SECRET_ACCESS_KEY',
    env={'AWS_ACCESS_KEY_ID': 'AKIDENV',
         'AWS_SECRET_KEY': secret('AKIDENV')})
row('all three families of variables', 'AKIDENV',
    env=pair('AKIDENV') |
    {'AWS_ACCESS_KEY': 'AKIDOLD', 'AWS_SECRET_KEY': secret('AKIDOLD'),
     'EC2_ACCESS_KEY': 'AKIDEC2', 'EC2_SECRET_KEY': secret('AKIDEC2')})
row('the two old families of variables', 'AKIDOLD',
    env={'AWS_ACCESS_KEY': 'AKIDOLD', 'AWS_SECRET_KEY': secret('AKIDOLD'),
         'EC2_ACCESS_KEY': 'AKIDEC2', 'EC2_SECRET_KEY': secret('AKIDEC2')},
    boto=no('none'), why='names of the original EC2 tools')
row('EC2_ACCESS_KEY before the profile', 'AKIDEC2',
    env={'EC2_ACCESS_KEY': 'AKIDEC2', 'EC2_SECRET_KEY': secret('AKIDEC2')},
    files={'credentials': FILE},
    boto='AKIDFILE', why="a name of euca2ools and private clouds' files")
row('keys in the environment that expire later', 'AKIDENV',
    env=pair('AKIDENV', 't') | {'AWS_CREDENTIAL_EXPIRATION': '@now+3600@'})
row('no keys anywhere', no('none'),
    says=r'(?is)AWS_ACCESS_KEY_ID.*EC2_ACCESS_KEY.*(profile|credentials)'
         r'.*metadata')

# --- options --------------------------------------------------------------

MINE = {'key': 'AKIDOPT', 'secret': secret('AKIDOPT')}
row('-O and -W', {'key': 'AKIDOPT', 'token': None},
    options=MINE, env=pair('AKIDENV', 'stray'), files={'credentials': FILE})
row('-O, -W and -T', {'key': 'AKIDOPT', 'token': 'mine'},
    options=MINE | {'token': 'mine'}, env=pair('AKIDENV', 'stray'))
row('-O without -W', no('half'), says='-W|secret',
    options={'key': 'AKIDOPT'}, env=pair('AKIDENV'))
row('-W without -O', no('half'), says='-O|access',
    options={'secret': 'x'}, env=pair('AKIDENV'))
row('-O and -W before --profile', 'AKIDOPT',
    options=MINE | {'profile': 'x'},
    files={'credentials': profile('x', keys('AKIDX'))})
row('-T without -O and -W', no('half'), says='-O', options={'token': 'mine'},
    env=pair('AKIDENV'), boto='AKIDENV',
    why='a token needs its key; botocore silently ignores a token alone')

# --- which profile --------------------------------------------------------

X = profile('x', keys('AKIDX'))
Y = profile('y', keys('AKIDY'))
row('credentials file, default', {'key': 'AKIDFILE', 'token': None},
    files={'credentials': FILE})
row('credentials file with a token',
    {'key': 'AKIDFILE', 'token': 'IQoJ' * 1100 + '='},
    files={'credentials':
           profile('default', keys('AKIDFILE', 'IQoJ' * 1100 + '='))})
row('config file, default', 'AKIDCONF',
    files={'config': profile('default', keys('AKIDCONF'))})
row('config file, [profile default]', 'AKIDCONF',
    files={'config': profile('profile default', keys('AKIDCONF'))})
row('config file, [profile default] and then [default]', 'AKIDB',
    files={'config': profile('profile default', keys('AKIDA')) +
           profile('default', keys('AKIDB'))})
row('config file, [default] and then [profile default]', 'AKIDB',
    files={'config': profile('default', keys('AKIDA')) +
           profile('profile default', keys('AKIDB'))})
row('AWS_PROFILE is default without [default]', no('profile'), says='default',
    env={'AWS_PROFILE': 'default'}, files={'credentials': X})
row('a token alone in a file', no('none'), says='credentials',
    files={'credentials': '[default]\naws_session_token = tok\n'})
row('keys only in AWS_CREDENTIAL_FILE', no('none'), says='credentials',
    env={'AWS_CREDENTIAL_FILE': '@dir@/old'},
    files={'old': 'AWSAccessKeyId=AKIDOLD\n'
           f'AWSSecretKey={secret("AKIDOLD")}\n'},
    boto='AKIDOLD',
    why='a file of the first IAM tools, which the EC2 tools did not read')
row('keys only in ~/.boto', no('none'), says='credentials',
    files={'.boto': profile('Credentials', keys('AKIDOLD'))}, boto='AKIDOLD',
    why='a file of boto, which preceded botocore')
row('keys in both files: the credentials file first',
    {'key': 'AKIDFILE', 'token': None},
    files={'credentials': FILE,
           'config': profile('default', keys('AKIDCONF', 'stray'))})
row('AWS_PROFILE in the credentials file', 'AKIDX', env={'AWS_PROFILE': 'x'},
    files={'credentials': FILE + X + Y})
row('AWS_PROFILE in the config file', 'AKIDX', env={'AWS_PROFILE': 'x'},
    files={'config': FILE + profile('profile x', keys('AKIDX'))})
row('AWS_PROFILE in both files', 'AKIDX', env={'AWS_PROFILE': 'x'},
    files={'credentials': X, 'config': profile('profile x', keys('AKIDC'))})
row('a profile of the config file without "profile"', no('profile'),
    says=r'\bx\b', env={'AWS_PROFILE': 'x'}, files={'config': X})
row('a profile of the credentials file with "profile"', no('profile'),
    says=r'\bx\b', env={'AWS_PROFILE': 'x'},
    files={'credentials': profile('profile x', keys('AKIDX'))})
row('AWS_DEFAULT_PROFILE', 'AKIDX', env={'AWS_DEFAULT_PROFILE': 'x'},
    files={'credentials': FILE + X})
row('AWS_DEFAULT_PROFILE and AWS_PROFILE', 'AKIDX',
    env={'AWS_DEFAULT_PROFILE': 'x', 'AWS_PROFILE': 'y'},
    files={'credentials': FILE + X + Y})
row('--profile', 'AKIDX', options={'profile': 'x'},
    env={'AWS_DEFAULT_PROFILE': 'y', 'AWS_PROFILE': 'y'},
    files={'credentials': FILE + X + Y})
row('--profile before the environment', {'key': 'AKIDX', 'token': None},
    options={'profile': 'x'}, env=pair('AKIDENV', 'stray'),
    files={'credentials': X})
row('--profile before a key without its secret', 'AKIDX',
    options={'profile': 'x'},
    env={'AWS_ACCESS_KEY_ID': 'AKIDENV'}, files={'credentials': X})
row('--profile default', 'AKIDFILE', options={'profile': 'default'},
    env={'AWS_PROFILE': 'x'}, files={'credentials': FILE + X})
row('the environment before AWS_PROFILE', 'AKIDENV',
    env=pair('AKIDENV') | {'AWS_PROFILE': 'x'}, files={'credentials': X})
row('AWS_PROFILE names a missing profile', no('profile'), says='nope',
    env={'AWS_PROFILE': 'nope'}, files={'credentials': FILE})
row('--profile names a missing profile', no('profile'), says='nope',
    options={'profile': 'nope'}, files={'credentials': FILE})
row('--profile names a missing profile, keys in the environment', no('profile'),
    says='nope', options={'profile': 'nope'}, env=pair('AKIDENV'))
row('a profile without credentials', no('none'), says='credentials',
    env={'AWS_PROFILE': 'x'}, files={'config': '[profile x]\noutput = json\n'})
row('a missing profile, but keys and region in variables', 'AKIDENV',
    env=pair('AKIDENV') | {'AWS_PROFILE': 'nope'}, boto=no('profile'),
    why='with keys, endpoint and region in the environment no file is read')
row('a profile without credentials, not [default]', no('none'),
    says='credentials', env={'AWS_PROFILE': 'x'},
    files={'config': '[profile x]\noutput = json\n', 'credentials': FILE})
row('an empty AWS_PROFILE', 'AKIDFILE', env={'AWS_PROFILE': ''},
    files={'credentials': FILE}, boto=no('profile'),
    why='an empty variable counts as unset, because scripts unset variables '
        'that way')
row('a name with spaces, in double quotes', 'AKIDX',
    env={'AWS_PROFILE': 'my work'},
    files={'config': profile('profile "my work"', keys('AKIDX'))})
row('a name with spaces, in single quotes', 'AKIDX',
    env={'AWS_PROFILE': 'my work'},
    files={'config': profile("profile 'my work'", keys('AKIDX'))})
row('a name with spaces, in the credentials file', 'AKIDX',
    env={'AWS_PROFILE': 'my work'},
    files={'credentials': profile('my work', keys('AKIDX'))})
row('a tab after "profile"', 'AKIDX', env={'AWS_PROFILE': 'x'},
    files={'config': profile('profile\tx', keys('AKIDX'))})
row('several spaces after "profile"', 'AKIDX', env={'AWS_PROFILE': 'x'},
    files={'config': profile('profile   x', keys('AKIDX'))})
row('[profilex] is not the profile x', no('profile'), says=r'\bx\b',
    env={'AWS_PROFILE': 'x'},
    files={'config': profile('profilex', keys('AKIDX'))})
row('a name with @, dots and dashes', 'AKIDX',
    env={'AWS_PROFILE': 'me@example.com/a-b:c'},
    files={'config': profile('profile me@example.com/a-b:c', keys('AKIDX'))})
row("a profile's name in another case", no('profile'), says='X',
    env={'AWS_PROFILE': 'X'}, files={'credentials': X})
row('AWS_SHARED_CREDENTIALS_FILE', 'AKIDX',
    env={'AWS_SHARED_CREDENTIALS_FILE': '@dir@/mine'},
    files={'mine': profile('default', keys('AKIDX')), 'credentials': FILE})
row('AWS_CONFIG_FILE', 'AKIDX', env={'AWS_CONFIG_FILE': '@dir@/mine'},
    files={'mine': profile('default', keys('AKIDX')),
           'config': profile('default', keys('AKIDCONF'))})
row('AWS_CONFIG_FILE with a tilde', 'AKIDX',
    env={'AWS_CONFIG_FILE': '~/mine'},
    files={'mine': profile('default', keys('AKIDX'))})
row('AWS_SHARED_CREDENTIALS_FILE names a missing file', 'AKIDCONF',
    env={'AWS_SHARED_CREDENTIALS_FILE': '@dir@/nothing'},
    files={'config': profile('default', keys('AKIDCONF'))})
row('a key in one file, its secret in the other', no('half'),
    says='aws_secret_access_key',
    files={'credentials': '[default]\naws_access_key_id = AKIDFILE\n',
           'config': '[default]\naws_secret_access_key = ' +
           secret('AKIDFILE')})
row('a key without its secret in the credentials file', no('half'),
    says='aws_secret_access_key',
    files={'credentials': '[default]\naws_access_key_id = AKIDFILE\n',
           'config': profile('default', keys('AKIDCONF'))})
row('a key without its secret in the config file', no('half'),
    says='aws_secret_access_key',
    files={'config': '[default]\naws_access_key_id = AKIDFILE\n'})
row('a secret without its key in the credentials file', no('half'),
    says='aws_access_key_id',
    files={'credentials': '[default]\naws_secret_access_key = x\n'},
    boto=no('none'),
    why='half a pair is a mistake, here as in the environment')
row('aws_security_token in a file', {'key': 'AKIDFILE', 'token': 'old'},
    files={'credentials': FILE + 'aws_security_token = old\n'})
row('both names of the token in a file', {'key': 'AKIDFILE', 'token': 'old'},
    files={'credentials': FILE + 'aws_security_token = old\n'
           'aws_session_token = new\n'})

# --- how files are written ------------------------------------------------

K, S = 'AKIDFILE', secret('AKIDFILE')
row('comments', {'key': 'AKIDFILE', 'token': 'a#b;c'},
    files={'credentials': f'''# first
; second
[default]
# aws_access_key_id = WRONG
;aws_access_key_id = WRONG
aws_access_key_id = {K}
  # indented
aws_secret_access_key = {S}

aws_session_token = a#b;c
'''})
row('a comment after a value is part of the value', no('region'),
    says='us-west-2 # home', env={'AWS_DEFAULT_REGION': None},
    files={'credentials': FILE + 'region = us-west-2 # home\n'})
row('a comment after a header', 'AKIDFILE',
    files={'credentials': f'[default] # mine\naws_access_key_id = {K}\n'
           f'aws_secret_access_key = {S}\n'})
row('lines that end in CRLF', {'key': 'AKIDFILE', 'token': 'tok'},
    files={'credentials': FILE.replace('\n', '\r\n') +
           'aws_session_token = tok\r\n'})
row('tabs and spaces around =', 'AKIDFILE',
    files={'credentials': f'[default]\naws_access_key_id\t=\t {K} \t\n'
           f'aws_secret_access_key={S}   \n'})
row('a colon instead of =', 'AKIDFILE',
    files={'credentials': f'[default]\naws_access_key_id: {K}\n'
           f'aws_secret_access_key : {S}\n'})
row('names in upper case', 'AKIDFILE',
    files={'credentials': f'[default]\nAWS_ACCESS_KEY_ID = {K}\n'
           f'Aws_Secret_Access_Key = {S}\n'})
row('values with =', {'key': 'AKIDFILE', 'token': 'a=b==:c%d'},
    files={'credentials': FILE + 'aws_session_token = a=b==:c%d\n'})
row('no newline at the end', {'key': 'AKIDFILE', 'token': 'last'},
    files={'credentials': FILE + 'aws_session_token = last'})
row('nested settings', 'AKIDFILE',
    files={'config': f'''[default]
s3 =
    aws_access_key_id = WRONG
    max_concurrent_requests = 20
aws_access_key_id = {K}
ec2 =
  aws_secret_access_key = WRONG

  region = nowhere-1
aws_secret_access_key = {S}
'''})
row('a continued value that is not used', 'AKIDFILE',
    files={'config': f'''[default]
cli_pager = less
    aws_access_key_id = WRONG
aws_access_key_id = {K}
aws_secret_access_key = {S}
'''})
row('indented settings', 'AKIDFILE',
    files={'credentials': f'[default]\n  aws_access_key_id = {K}\n'
           f'  aws_secret_access_key = {S}\n'})
row('a header that is indented belongs to the setting above', no('profile'),
    says=r'\bx\b', env={'AWS_PROFILE': 'x'},
    files={'credentials': '[y]\noutput = json\n\n' + X.replace('[', '  [')})
row('a section twice', no('config'), says=r'credentials.*\b4\b',
    files={'credentials': FILE + FILE})
row('a setting twice in a section', no('config'), says=r'credentials.*\b4\b',
    files={'credentials': FILE + f'aws_access_key_id = {K}\n'})
row('a byte order mark', 'AKIDFILE', files={'credentials': '\ufeff' + FILE},
    boto=no('config'),
    why='some editors write a byte order mark, and it changes nothing')
row('an empty token', {'key': 'AKIDFILE', 'token': None},
    files={'credentials': FILE + 'aws_session_token =\n'})
row('an empty secret in a file', no('half'), says='aws_secret_access_key',
    files={'credentials': f'[default]\naws_access_key_id = {K}\n'
           'aws_secret_access_key =\n'}, boto={'key': K, 'signature': 'bad'},
    why='botocore signs with the empty secret; the error of the service is '
        'about the signature and hides the cause')
row('a header without its bracket', no('config'), says=r'credentials.*\b1\b',
    files={'credentials': FILE.replace(']', '')})
row('a line that is not a setting', no('config'), says=r'credentials.*\b4\b',
    files={'credentials': FILE + 'oops\n'})
row('a setting before any section', no('config'), says=r'credentials.*\b1\b',
    files={'credentials': 'region = x\n' + FILE})
row('a broken config file beside good credentials', no('config'),
    says=r'config.*\b2\b',
    files={'credentials': FILE, 'config': '[default]\noops\n'})
row('a broken config file that is not needed', 'AKIDENV',
    env=pair('AKIDENV'), files={'config': '[default\n'}, boto=no('config'),
    why='with keys, endpoint and region in the environment no file is read')
row('a broken config file that is needed for the region', no('config'),
    says=r'config.*\b1\b', env=pair('AKIDENV') | {'AWS_DEFAULT_REGION': None},
    files={'config': '[default\nregion = eu-west-1\n'})
row('a comment that is not UTF-8', 'AKIDFILE',
    files={'credentials': b'# cl\xe9s\n' + FILE.encode()}, boto=no('config'),
    why='no setting depends on the encoding of a comment')
row('a file in UTF-16, as PowerShell writes it',
    no('config'), says='UTF-16.*UTF-8',
    files={'credentials': FILE.replace('\n', '\r\n').encode('utf-16')})
row('both files are empty', no('none'), says='credentials',
    files={'credentials': '', 'config': ''})
row('a credentials file that may not be read', no('config'),
    says='credentials.*[Pp]ermission', files={'credentials': FILE},
    modes={'credentials': 0}, wrap='unprivileged', boto=no('none'),
    why='botocore ignores the file; the user needs to see "permission denied"')
row('a long line', {'key': 'AKIDFILE', 'token': 'A' * 20000},
    files={'credentials': FILE + 'aws_session_token = ' + 'A' * 20000})
row('%, $ and quotes are literal', {'key': 'AKIDFILE', 'token': '"$x%(y)s"'},
    files={'credentials': FILE + 'aws_session_token = "$x%(y)s"\n'})

# A setting's value continues on the indented lines below the setting.  Such a
# value contains line ends.
AT_ONE = {'AWS_PROFILE': 'one'}
VAULT = ('#!/bin/sh\nkey=AKIDPROC\nfor a; do [ "$a" = prod ] && '
         'key=AKIDPROD; done\necho "{\\"Version\\": 1, \\"AccessKeyId\\": '
         '\\"$key\\", \\"SecretAccessKey\\": '
         '\\"wJalr/$key+secretEXAMPLE\\"}"\n')
for name, lines in {
        'in the next line': '    --account prod\n',
        'after an empty line': '\n  \n    --account prod\n',
        'after a comment': '# which\n\t--account\n ;whose\n\n\tprod\n',
        'by a no-break space': '\u00a0--account prod\n'}.items():
    row(f'credential_process with arguments {name}', 'AKIDPROD',
        files={'config': '[default]\ncredential_process = @dir@/process\n' +
               lines + 'output = json\n', 'process': VAULT})
row('credential_process with its value in the next line', no('any'),
    says='credential_process',
    files={'config': '[default]\ncredential_process =\n'
           '    @dir@/process --account=prod\n', 'process': VAULT})
row('credential_process before a section', 'AKIDPROC',
    files={'config': '[default]\ncredential_process = @dir@/process\n\n'
           '[profile prod]\n  region = eu-west-1\n', 'process': VAULT})
for setting in ('aws_access_key_id', 'aws_secret_access_key',
                'aws_session_token'):
    text = FILE + 'aws_session_token = token\n'
    row(f'{setting} of two lines', no('any'), says='contains a line end',
        files={'credentials': re.sub(f'({setting} = .*)', r'\1\n  more',
                                     text)},
        boto={'key': K, 'signature': 'bad'}
        if setting == 'aws_secret_access_key' else no('any'),
        why='botocore signs with the line end; the error of the service is '
            'about the signature and hides the cause')
row('aws_access_key_id with its value in the next line',
    no('config'), says=r'\b3\b',
    files={'credentials': FILE.replace('_id = ', '_id =\n  ')})
row('aws_access_key_id with nested settings', no('any'), says='line end',
    files={'credentials': FILE.replace('_id = ', '_id =\n  a = ')})
row('source_profile of two lines', no('config'), says=r'base\\nx',
    env=AT_ONE, files={'credentials': profile('base', keys('AKIDBASE')),
                       'config': f'[profile one]\nrole_arn = {ROLE}one\n'
                       'source_profile = base\n  x\n'})
row('credential_source of two lines', no('config'), says='Environment',
    options={'profile': 'one'}, env=pair('AKIDENV'),
    files={'config': f'[profile one]\nrole_arn = {ROLE}one\n'
           'credential_source = Environment\n  x\n'})
row('role_arn of two lines', 'ASIAONE', env=AT_ONE,
    files={'credentials': profile('base', keys('AKIDBASE')),
           'config': '[profile one]\nrole_arn = arn:aws:iam::111122223333:\n'
           '  role/one\nsource_profile = base\n'},
    notes='we send the value to STS unchanged, like botocore')
row('region of two lines', no('any'), says='region', env=pair('AKIDENV') | {
    'AWS_DEFAULT_REGION': None},
    files={'config': '[default]\nregion = us-west-2\n  us-east-2\n'})
row('region with nested settings', no('any'), says='region',
    env=pair('AKIDENV') | {'AWS_DEFAULT_REGION': None},
    files={'config': '[default]\nregion =\n  name = us-west-2\n'})
row('endpoint_url of two lines', no('any'), says='URL', env=pair('AKIDENV') |
    {'AWS_ENDPOINT_URL_EC2': None},
    files={'config': '[default]\nendpoint_url = @url@\n  /more\n'})
row('services of two lines', no('any'), says='services', env=pair('AKIDENV') |
    {'AWS_ENDPOINT_URL_EC2': None},
    files={'config': '[default]\nservices = mine\n  x\nendpoint_url = @url@\n'
           '[services mine]\nec2 =\n  endpoint_url = @url@/s\n'})
row('sso_account_id of two lines', no('any'), says='sso|sign-on',
    env={'AWS_PROFILE': 's'}, files={
        'config': '[profile s]\nsso_start_url = https://x.awsapps.com/start\n'
        'sso_region = eu-west-1\nsso_account_id = 4444\n  55556666\n'
        'sso_role_name = Admin\n'})
row('web_identity_token_file of two lines', no('any'), says='token',
    env=AT_ONE, files={
        'token': 'eyJ.web.identity', 'config': '[profile one]\nrole_arn = '
        f'{ROLE}one\nweb_identity_token_file = @dir@/token\n  x\n'})
row('ca_bundle of two lines', no('any'), says='ca.pem', env=pair('AKIDENV') |
    {'AWS_ENDPOINT_URL_EC2': '@tls@'},
    files={'config': '[default]\nca_bundle = @ca@\n  x\n'})
row('use_fips_endpoint of two lines', {'key': 'AKIDENV',
                                       'url': 'http://127.0.0.1:PORT'},
    env=pair('AKIDENV') | {'AWS_ENDPOINT_URL_EC2': None},
    files={'config': '[default]\nuse_fips_endpoint = true\n  x\n'
           'endpoint_url = @url@\n'})

# Tests line ends and white space.
row('lines that end in CR', {'key': 'AKIDFILE', 'token': 'tok'},
    files={'credentials': (FILE + 'aws_session_token = tok\n').encode()
           .replace(b'\n', b'\r')})
row('lines that end in CR, CRLF and LF', {'key': 'AKIDFILE', 'token': 'tok'},
    files={'credentials': f'[default]\raws_access_key_id = {K}\r\n'
           f'aws_secret_access_key = {S}\naws_session_token = tok\r'
           .encode()})
row('CR in the line of an invalid setting', no('config'), says=r'\b3\b',
    files={'credentials': b'[default]\r\roops\r'})
row('no-break spaces around values', {'key': 'AKIDFILE', 'token': 'tok'},
    files={'credentials': f'[default]\naws_access_key_id\u00a0=\u00a0{K}'
           f'\u00a0\naws_secret_access_key = {S}\u00a0\n'
           '\u00a0\naws_session_token = \u3000tok\u2003\n'})
row('a no-break space after "profile"', no('profile'), says=r'\bx\b',
    env={'AWS_PROFILE': 'x'},
    files={'config': profile('profile\u00a0x', keys('AKIDX'))})
row('a no-break space in aws_access_key_id', no('any'), says=r'U\+00A0',
    files={'credentials': FILE.replace('AKIDFILE', 'AKID\u00a0FILE', 1)},
    boto={'signature': 'bad'},
    why='no key has this character, and the error of the service would hide '
        'the cause')
for character in '\u200b\ufeff\u00e9\u202f':
    row(f'U+{ord(character):04X} at the end of AWS_ACCESS_KEY_ID', no('any'),
        says=rf'AWS_ACCESS_KEY_ID.*U\+{ord(character):04X}',
        env=pair('AKIDENV') | {'AWS_ACCESS_KEY_ID': 'AKIDENV' + character},
        boto={'signature': 'bad'},
        why='no key has this character, and the error of the service would '
            'hide the cause')
row('a no-break space at the end of AWS_SECRET_ACCESS_KEY', no('any'),
    says=r'AWS_SECRET_ACCESS_KEY.*U\+00A0', env={
        'AWS_ACCESS_KEY_ID': 'AKIDENV',
        'AWS_SECRET_ACCESS_KEY': secret('AKIDENV') + '\u00a0'},
    boto={'key': 'AKIDENV', 'signature': 'bad'},
    why='the error of the service, about the signature, would hide the cause')
row('a no-break space in -W', no('any'), says=r'-W.*U\+00A0',
    options={'key': 'AKIDOPT', 'secret': secret('AKIDOPT') + '\u00a0'},
    boto={'key': 'AKIDOPT', 'signature': 'bad'},
    why='the error of the service, about the signature, would hide the cause')
row('a no-break space in a token', no('any'), says=r'token.*U\+00A0',
    env=pair('AKIDENV', 't\u00a0'), boto={'key': 'AKIDENV'},
    why='the error of the service would only say that the token is invalid')

# --- files that are elsewhere or missing --------------------------------------

MISSING = {'AWS_SHARED_CREDENTIALS_FILE': '@dir@/nothing',
           'AWS_CONFIG_FILE': '@dir@/nowhere'}
row('variables that name missing files, and no keys', no('none'),
    says='AWS_CONFIG_FILE.*nowhere.*AWS_SHARED_CREDENTIALS_FILE.*nothing',
    env=MISSING, files={'credentials': FILE})
row('a variable that names a missing file, and a profile',
    no('profile'), says='AWS_CONFIG_FILE.*nowhere',
    env={'AWS_PROFILE': 'x', 'AWS_CONFIG_FILE': '@dir@/nowhere'},
    files={'credentials': FILE})
row('variables that name missing files, and keys',
    'AKIDENV', env=MISSING | pair('AKIDENV'))
for path in ('~/mine', '$HOME/mine', '${HOME}/mine', '$UNSET_HERE/../mine',
             '~/./$NAME', '${NAME}'):
    row(f'AWS_SHARED_CREDENTIALS_FILE is {path}', no('none')
        if 'UNSET' in path else 'AKIDX', says=r'\$UNSET_HERE',
        env={'AWS_SHARED_CREDENTIALS_FILE': path, 'NAME': 'mine'},
        files={'mine': profile('default', keys('AKIDX')),
               'credentials': FILE})
row('AWS_CONFIG_FILE with ${NAME}', 'AKIDX',
    env={'AWS_CONFIG_FILE': '$NAME/${WHICH}', 'NAME': '@dir@',
         'WHICH': 'mine'},
    files={'mine': profile('default', keys('AKIDX'))})
row('AWS_CONFIG_FILE with the name of a variable that has ~', 'AKIDX',
    env={'AWS_CONFIG_FILE': '$NAME/mine', 'NAME': '~'},
    files={'mine': profile('default', keys('AKIDX'))})
row('AWS_CONFIG_FILE of an unknown user', no('none'),
    says='~nobody-has-it/mine', env={
        'AWS_CONFIG_FILE': '~nobody-has-it/mine'})
row('AWS_CONFIG_FILE is /dev/null', no('none'), says='no credentials',
    env={'AWS_CONFIG_FILE': '/dev/null',
         'AWS_SHARED_CREDENTIALS_FILE': '/dev/null'},
    files={'credentials': FILE})
row('a directory in place of the credentials file', 'AKIDCONF',
    files={'credentials/': '', 'config': profile('default',
                                                 keys('AKIDCONF'))})
row('a directory in place of the credentials file, and no keys', no('none'),
    says='credentials: it is a directory', files={'credentials/': ''})
row('directories in place of both files, and keys', 'AKIDENV',
    env=pair('AKIDENV') | {'AWS_DEFAULT_REGION': None,
                           'AWS_REGION': 'us-west-2'},
    files={'credentials/': '', 'config/': ''}, boto=no('region'),
    why='every other SDK and the AWS CLI read AWS_REGION')
row('a FIFO in place of the credentials file', 'AKIDCONF',
    files={'credentials|': '', 'config': profile('default',
                                                 keys('AKIDCONF'))})
row('a FIFO in place of the config file', no('none'),
    says='config: it is a FIFO', files={'config|': ''})
row('a FIFO that AWS_SHARED_CREDENTIALS_FILE names', no('none'),
    says='AWS_SHARED_CREDENTIALS_FILE: .*pipe: it is a FIFO',
    env={'AWS_SHARED_CREDENTIALS_FILE': '@dir@/pipe'}, files={'pipe|': ''})
row('no HOME, and keys in the environment', 'AKIDENV',
    env=pair('AKIDENV') | {'HOME': None})
row('no HOME, and variables that name the files', 'AKIDX',
    env={'HOME': None, 'AWS_SHARED_CREDENTIALS_FILE': '@dir@/mine',
         'AWS_CONFIG_FILE': '@dir@/other'},
    files={'mine': profile('default', keys('AKIDX')),
           'other': '[default]\nregion = us-west-2\n'})
row('~/.aws is a file', no('none'), says='no credentials',
    env={'HOME': '@dir@/home'}, files={'home/.aws': 'hello'})

# --- roles ----------------------------------------------------------------

BASE_KEYS = profile('base', keys('AKIDBASE'))


def role(name, *lines, header='profile '):
    return profile(header + name, f'role_arn = {ROLE}{name}', *lines)


row('a role', {'key': 'ASIAONE', 'token': 'token/of+one=='},
    env={'AWS_PROFILE': 'one'},
    files={'credentials': BASE_KEYS,
           'config': role('one', 'source_profile = base')})
row('a role by --profile, before the environment', 'ASIAONE',
    options={'profile': 'one'}, env=pair('AKIDENV'),
    files={'credentials': BASE_KEYS,
           'config': role('one', 'source_profile = base')})
row('the environment before a role', 'AKIDENV',
    env=pair('AKIDENV') | {'AWS_PROFILE': 'one'},
    files={'credentials': BASE_KEYS,
           'config': role('one', 'source_profile = base')})
row('a role in [default]', 'ASIADEFAULT',
    files={'credentials': BASE_KEYS,
           'config': role('default', 'source_profile = base', header='')})
row('a role with source_profile = default', 'ASIAONE',
    env={'AWS_PROFILE': 'one'},
    files={'credentials': FILE,
           'config': role('one', 'source_profile = default')})
row('a role with a source whose name has spaces', 'ASIAONE',
    env={'AWS_PROFILE': 'one'},
    files={'config': role('one', 'source_profile = my work') +
           profile('profile "my work"', keys('AKIDWORK'))})
row('a role in the credentials file', 'ASIAONE', env={'AWS_PROFILE': 'one'},
    files={'credentials': BASE_KEYS +
           role('one', 'source_profile = base', header='')})
row('a role, the source in the config file with a token', 'ASIAONE',
    env={'AWS_PROFILE': 'one'},
    files={'config': profile('profile base', keys('AKIDBASE', 'base/token')) +
           role('one', 'source_profile = base')})
row('a role with settings in both files',
    'ASIAONE', env={'AWS_PROFILE': 'one'},
    files={'credentials': BASE_KEYS + '[one]\nsource_profile = base\n',
           'config': role('one', 'external_id = ext')})
row('role_arn in both files: the credentials file first', 'ASIAONE',
    env={'AWS_PROFILE': 'one'},
    files={'credentials': BASE_KEYS +
           role('one', 'source_profile = base', header=''),
           'config': role('other', header='').replace('[other', '[profile one')
           + 'external_id = ext\n'})
row('a role and keys in one profile: the role', 'ASIAONE',
    env={'AWS_PROFILE': 'one'},
    files={'credentials': BASE_KEYS + profile('one', keys('AKIDONE')),
           'config': role('one', 'source_profile = base')})
row('a chain of two roles', 'ASIATWO', env={'AWS_PROFILE': 'two'},
    files={'credentials': BASE_KEYS,
           'config': role('one', 'source_profile = base') +
           role('two', 'source_profile = one', 'external_id = e2')})
row('a chain of three roles', 'ASIATHREE', env={'AWS_PROFILE': 'three'},
    files={'credentials': BASE_KEYS,
           'config': role('three', 'source_profile = two') +
           role('two', 'source_profile = one', 'role_session_name = given2') +
           role('one', 'source_profile = base')})
row('a chain that ends at a role with static keys', 'ASIATWO',
    env={'AWS_PROFILE': 'two'},
    files={'credentials': BASE_KEYS + profile('one', keys('AKIDONE')),
           'config': role('two', 'source_profile = one') +
           role('one', 'source_profile = base')})
row('a role that is its own source', 'ASIAONE', env={'AWS_PROFILE': 'one'},
    files={'config': role('one', 'source_profile = one', keys('AKIDONE'))})
row('a role that is its own source, without keys', no('config'),
    says='one', env={'AWS_PROFILE': 'one'},
    files={'config': role('one', 'source_profile = one')})
row('a cycle of roles', no('config'), says='one|two',
    env={'AWS_PROFILE': 'one'},
    files={'config': role('one', 'source_profile = two') +
           role('two', 'source_profile = one')})
row('a cycle after the first role', no('config'), says='three',
    env={'AWS_PROFILE': 'one'},
    files={'config': role('one', 'source_profile = two') +
           role('two', 'source_profile = three') +
           role('three', 'source_profile = two')})
row('source_profile names a missing profile', no('config'), says='nope',
    env={'AWS_PROFILE': 'one'},
    files={'config': role('one', 'source_profile = nope')})
row('source_profile has no credentials', no('config'), says='base',
    env={'AWS_PROFILE': 'one'},
    files={'config': role('one', 'source_profile = base') +
           '[profile base]\nregion = us-east-1\n'})
row('source_profile has a key without its secret', no('half'),
    says='aws_secret_access_key', env={'AWS_PROFILE': 'one'},
    files={'config': role('one', 'source_profile = base') +
           '[profile base]\naws_access_key_id = AKIDBASE\n'})
row('a role without any source', no('config'),
    says='source_profile|credential_source', env={'AWS_PROFILE': 'one'},
    files={'config': role('one')})
row('a role with two sources', no('config'),
    says='source_profile.*credential_source|'
         'credential_source.*source_profile',
    env={'AWS_PROFILE': 'one'},
    files={'credentials': BASE_KEYS,
           'config': role('one', 'source_profile = base',
                          'credential_source = Environment')})
row('all parameters of a role', 'ASIAONE', env={'AWS_PROFILE': 'one'},
    files={'credentials': BASE_KEYS,
           'config': role('one', 'source_profile = base',
                          'external_id = ex,t=1@a:b/c d+e',
                          'role_session_name = given=me@example.com',
                          'duration_seconds = 7200')})
row('a duration that is not a number', no('config'), says='duration_seconds',
    env={'AWS_PROFILE': 'one'},
    files={'credentials': BASE_KEYS,
           'config': role('one', 'source_profile = base',
                          'duration_seconds = an hour')},
    boto='ASIAONE', why='botocore silently ignores the setting')
row('a role that STS refuses', no('source'), says='AccessDenied',
    env={'AWS_PROFILE': 'one'},
    serve={'AssumeRole': (403, STS_ERROR % (
        'AccessDenied', 'User: x is not authorized to perform: '
        'sts:AssumeRole on resource: one'))},
    files={'credentials': BASE_KEYS,
           'config': role('one', 'source_profile = base')})
row('STS answers 500', no('source'), says='500|InternalFailure',
    env={'AWS_PROFILE': 'one'},
    serve={'AssumeRole': (500, STS_ERROR % ('InternalFailure', 'sorry'))},
    files={'credentials': BASE_KEYS,
           'config': role('one', 'source_profile = base')})
row('STS answers with HTML', no('source'), says='STS|sts|AssumeRole|reply',
    env={'AWS_PROFILE': 'one'}, serve={'AssumeRole': '<html>hello</html>'},
    files={'credentials': BASE_KEYS,
           'config': role('one', 'source_profile = base')})
row('the region of the request to STS',
    {'key': 'ASIAONE', 'region': 'eu-north-1'},
    env={'AWS_PROFILE': 'one', 'AWS_DEFAULT_REGION': None},
    files={'credentials': BASE_KEYS + 'region = sa-east-1\n',
           'config': role('one', 'source_profile = base',
                          'region = eu-north-1')})
row('the region of the request to STS, from --region',
    {'key': 'ASIAONE', 'region': 'ap-south-1'},
    env={'AWS_PROFILE': 'one'}, options={'region': 'ap-south-1'},
    files={'credentials': BASE_KEYS,
           'config': role('one', 'source_profile = base',
                          'region = eu-north-1')})
row('credential_source Environment', 'ASIAONE', options={'profile': 'one'},
    env=pair('AKIDENV', 'env/token'),
    files={'config': role('one', 'credential_source = Environment')})
row('credential_source Environment, no keys there', no('source'),
    says='(?i)environment', options={'profile': 'one'},
    files={'config': role('one', 'credential_source = Environment')})
row('credential_source EcsContainer', 'ASIAONE', env={
    'AWS_PROFILE': 'one', 'AWS_CONTAINER_CREDENTIALS_FULL_URI': '@url@/creds'},
    serve={'GET /creds': document('ASIACONT')},
    files={'config': role('one', 'credential_source = EcsContainer')})
row('credential_source EcsContainer, not in a container', no('source'),
    says='(?i)container', env={'AWS_PROFILE': 'one'},
    files={'config': role('one', 'credential_source = EcsContainer')})

META = '/latest/meta-data/iam/security-credentials'
INSTANCE = {'PUT /latest/api/token': 'imds-token', f'GET {META}': 'web-role',
            f'GET {META}/web-role': document('ASIAINST'), 'v2only': True}
ON_INSTANCE = {'AWS_EC2_METADATA_DISABLED': None,
               'AWS_EC2_METADATA_SERVICE_ENDPOINT': '@url@'}
row('credential_source Ec2InstanceMetadata', 'ASIAONE',
    env=ON_INSTANCE | {'AWS_PROFILE': 'one'}, serve=INSTANCE,
    files={'config': role('one', 'credential_source = Ec2InstanceMetadata')})
row('credential_source Ec2InstanceMetadata, disabled', no('source'),
    says='(?i)metadata', env={'AWS_PROFILE': 'one'},
    files={'config': role('one', 'credential_source = Ec2InstanceMetadata')})
row('an unknown credential_source', no('config'), says='Laptop',
    env={'AWS_PROFILE': 'one'},
    files={'config': role('one', 'credential_source = Laptop')})
row('a chain that ends at a credential_source', 'ASIATWO',
    options={'profile': 'two'}, env=pair('AKIDENV'),
    files={'config': role('two', 'source_profile = one') +
           role('one', 'credential_source = Environment')})
row('a role with keys of credential_process',
    'ASIAONE', env={'AWS_PROFILE': 'one'},
    files={'config': role('one', 'source_profile = base') +
           '[profile base]\ncredential_process = @dir@/process\n',
           'process': '#!/bin/sh\necho \'{"Version": 1, "AccessKeyId": '
           f'"AKIDPROC", "SecretAccessKey": "{secret("AKIDPROC")}"}}\'\n'})
row('mfa_serial and no terminal', no('mfa'), says='mfa|MFA',
    env={'AWS_PROFILE': 'one'},
    files={'credentials': BASE_KEYS,
           'config': role('one', 'source_profile = base',
                          'mfa_serial = arn:aws:iam::111122223333:mfa/me')})
row('a role through AWS_ENDPOINT_URL', 'ASIAONE',
    env={'AWS_PROFILE': 'one', 'AWS_ENDPOINT_URL_EC2': None,
         'AWS_ENDPOINT_URL_STS': None, 'AWS_ENDPOINT_URL': '@url@/all'},
    files={'credentials': BASE_KEYS,
           'config': role('one', 'source_profile = base')})
row('a role through endpoint_url', 'ASIAONE',
    env={'AWS_PROFILE': 'one', 'AWS_ENDPOINT_URL_EC2': None,
         'AWS_ENDPOINT_URL_STS': None},
    files={'credentials': BASE_KEYS,
           'config': role('one', 'source_profile = base',
                          'endpoint_url = @url@/p')})
row('a role through a services section', 'ASIAONE',
    env={'AWS_PROFILE': 'one', 'AWS_ENDPOINT_URL_EC2': None,
         'AWS_ENDPOINT_URL_STS': None},
    files={'credentials': BASE_KEYS,
           'config': role('one', 'source_profile = base', 'services = mine',
                          'endpoint_url = @url@/p') +
           '[services mine]\nsts =\n  endpoint_url = @url@/s/sts\n'
           'ec2 =\n  endpoint_url = @url@/s/ec2\n'})

# --- web identity ---------------------------------------------------------

WEB = {'AWS_ROLE_ARN': ROLE + 'pod',
       'AWS_WEB_IDENTITY_TOKEN_FILE': '@dir@/token'}
TOKEN = {'token': 'eyJ.web.identity'}
row('web identity', {'key': 'ASIAPOD', 'token': 'token/of+pod=='},
    env=WEB, files=TOKEN)
row('web identity with a session name', 'ASIAPOD',
    env=WEB | {'AWS_ROLE_SESSION_NAME': 'givenpod'}, files=TOKEN)
row('web identity before static keys', 'ASIAPOD', env=WEB,
    files=TOKEN | {'credentials': FILE})
row('web identity and AWS_PROFILE with static keys', 'ASIAPOD',
    env=WEB | {'AWS_PROFILE': 'x'}, files=TOKEN | {'credentials': X})
row('--profile before web identity', 'AKIDX', env=WEB,
    options={'profile': 'x'}, files=TOKEN | {'credentials': X})
row('the environment before web identity', 'AKIDENV',
    env=WEB | pair('AKIDENV'), files=TOKEN)
row('a role of the profile before web identity', 'ASIAONE',
    env=WEB | {'AWS_PROFILE': 'one'},
    files=TOKEN | {'credentials': BASE_KEYS,
                   'config': role('one', 'source_profile = base')})
row('web identity before the container', 'ASIAPOD',
    env=WEB | {'AWS_CONTAINER_CREDENTIALS_FULL_URI': '@url@/creds'},
    files=TOKEN, serve={'GET /creds': document('ASIACONT')})
row('a web identity token file that is missing', no('source'),
    says='token', env=WEB, files={'credentials': FILE})
row('a web identity token without a role', no('config'), says='AWS_ROLE_ARN',
    env=WEB | {'AWS_ROLE_ARN': None}, files=TOKEN | {'credentials': FILE})
row('a role without a web identity token', 'AKIDFILE',
    env=WEB | {'AWS_WEB_IDENTITY_TOKEN_FILE': None},
    files=TOKEN | {'credentials': FILE})
row('web identity of a profile', 'ASIAONE', env={'AWS_PROFILE': 'one'},
    files=TOKEN | {'config': role('one',
                                  'web_identity_token_file = @dir@/token',
                                  'role_session_name = givenone')})
row('web identity of --profile, not that of the environment', 'ASIAONE',
    env=WEB | {'AWS_WEB_IDENTITY_TOKEN_FILE': '@dir@/other'},
    options={'profile': 'one'},
    files=TOKEN | {'other': 'wrong', 'config':
                   role('one', 'web_identity_token_file = @dir@/token')})
row('web identity of a profile, file missing', no('source'), says='missing',
    env={'AWS_PROFILE': 'one'}, files={
        'config': role('one', 'web_identity_token_file = @dir@/missing')})
row('web identity of a profile without role_arn', no('config'),
    says='role_arn', env={'AWS_PROFILE': 'one'}, files=TOKEN | {
        'config': '[profile one]\nweb_identity_token_file = @dir@/token\n'})
row('a role with keys of a web identity',
    'ASIATWO', env={'AWS_PROFILE': 'two'},
    files=TOKEN | {'config': role('two', 'source_profile = one') +
                   role('one', 'web_identity_token_file = @dir@/token')})
row('web identity and source_profile in one profile', 'ASIAONE',
    env={'AWS_PROFILE': 'one'},
    files=TOKEN | {'credentials': BASE_KEYS, 'config':
                   role('one', 'web_identity_token_file = @dir@/token',
                        'source_profile = base')})
row('a web identity that STS refuses', no('source'), says='ExpiredToken',
    env=WEB, files=TOKEN | {'credentials': FILE},
    serve={'AssumeRoleWithWebIdentity': (400, STS_ERROR % (
        'ExpiredTokenException', 'Token expired'))})

row('an empty AWS_WEB_IDENTITY_TOKEN_FILE', 'AKIDFILE',
    env=WEB | {'AWS_WEB_IDENTITY_TOKEN_FILE': ''},
    files=TOKEN | {'credentials': FILE})

# --- aws login ---

row('a profile of aws login', no('any'), says='login', env={'AWS_PROFILE': 'x'},
    files={'config': '[profile x]\nlogin_session = '
           'arn:aws:iam::111122223333:user/me\n'},
    notes='botocore can read it with awscrt, but there is no token')

# --- credential_process ---------------------------------------------------


def process(text, command='@dir@/process', more='', status=0, **files):
    return files | {'config': f'[default]\ncredential_process = {command}\n' +
                    more,
                    'process': f"#!/bin/sh\ncat <<'.'\n{text}\n.\n"
                    f'echo grumble >&2\nexit {status}\n'}


PROC = ('{"Version": 1, "AccessKeyId": "AKIDPROC", "SecretAccessKey": "' +
        secret('AKIDPROC') + '"%s}')
row('credential_process', {'key': 'AKIDPROC', 'token': None},
    files=process(PROC % ''))
row('credential_process with a token', {'key': 'AKIDPROC', 'token': 'p/t=='},
    files=process(PROC % ', "SessionToken": "p/t==", '
                  '"Expiration": "@now+3600@"'))
row('credential_process with a null token', {'key': 'AKIDPROC',
                                             'token': None},
    files=process(PROC % ', "SessionToken": null'))
row('credential_process with a zone in its expiry', 'AKIDPROC',
    files=process(PROC % ', "SessionToken": "t", '
                  '"Expiration": "2099-05-01T10:00:00.123+02:00"'))
for expiry in (
        '2099-01-01 00:00:00+00:00', '2099-01-01t00:00:00z',
        '2099-01-01T00:00:00,123Z', '2099-01-01T00:00:00.123456789-08:00',
        '2099-01-01 00:00:00Z', '2099-01-01T00:00:00+00', '20990101T000000Z',
        '2099-01-01T00:00:00-0000', '2099-01-01T00:00Z',
        '2099-01-01T00:00+02:00', '2099-01-01 00:00:00 UTC',
        '2099-01-01 00:00:00 +0200'):
    row(f'credential_process with the expiry {expiry}', 'AKIDPROC',
        files=process(PROC % ', "SessionToken": "t", '
                      f'"Expiration": "{expiry}"'))
    row(f'a container with the expiry {expiry}', 'ASIACONT',
        env={'AWS_CONTAINER_CREDENTIALS_FULL_URI': '@url@/creds'},
        serve={'GET /creds': document('ASIACONT', expires=expiry)})
row("credential_process with an expiry in Go's format", no('source'),
    says=r"'2099-01-01 00:00:00 \+0000 UTC' is not",
    files=process(PROC % ', "SessionToken": "t", '
                  '"Expiration": "2099-01-01 00:00:00 +0000 UTC"'))
row('credential_process of version 1.0', 'AKIDPROC',
    files=process((PROC % '').replace('1', '1.0', 1)))
row('credential_process of version 1.5', no('source'), says='(?i)version',
    files=process((PROC % '').replace('1', '1.5', 1)))
row('credential_process of version "1"', no('source'), says='(?i)version',
    files=process((PROC % '').replace('1', '"1"', 1)))
row('credential_process with an expiry in the past', no('source'),
    says='expire', files=process(PROC % ', "SessionToken": "t", '
                                 '"Expiration": "@now-60@"'))
row('credential_process prints text that is not JSON', no('source'),
    says='credential_process|process', files=process('hello'))
row('credential_process prints an empty line', no('source'),
    says='credential_process|process', files=process(''))
row('credential_process prints no secret', no('source'),
    says='SecretAccessKey',
    files=process('{"Version": 1, "AccessKeyId": "AKIDPROC"}'))
row('credential_process of version 2', no('source'), says='(?i)version',
    files=process((PROC % '').replace('1', '2', 1)))
row('credential_process without a version', no('source'), says='(?i)version',
    files=process((PROC % '').replace('"Version": 1, ', '')))
row('credential_process fails', no('source'), says='3',
    files=process(PROC % '', status=3) | {'credentials':
                                          profile('x', keys('AKIDX'))})
row('credential_process names a missing program', no('source'),
    says='nothing-there', files=process('', command='@dir@/nothing-there'))
row('credential_process with quotes', {'key': 'AKIDPROC', 'token':
                                       "a_b|c_d|$HOME|;|*|'e'|f_g"},
    files={'config': '[default]\ncredential_process = "@dir@/my process" '
           '"a b" \'c d\' $HOME ; * "\'e\'" f\\ g\n',
           'my process': '#!/bin/sh\nIFS="|"\n'
           'args=$(echo "$*" | tr " " _)\necho \'' +
           PROC % ", \"SessionToken\": \"'\"$args\"'\"" + "'\n"})
row('credential_process from PATH', 'AKIDPROC',
    files=process(PROC % '', command='sh @dir@/process'))
row('credential_process prints 60 KB', 'AKIDPROC',
    files=process(PROC % (', "Padding": "' + 'x' * 60000 + '"')))
row('credential_process prints 8 MB', no('source'),
    says='credential_process|process', files={
        'config': '[default]\ncredential_process = @dir@/process\n',
        'process': '#!/bin/sh\nprintf %s \'' + PROC[:-3] +
        ", \"Padding\": \"'\nhead -c 8000000 /dev/zero | tr '\\0' x\n"
        "printf '\"}'\n"},
    boto='AKIDPROC',
    why='no credentials are that long, so the program must be wrong')
row('credentials file before credential_process', 'AKIDFILE',
    files=process(PROC % '') | {'credentials': FILE})
row('credential_process before keys of the config file', 'AKIDPROC',
    files=process(PROC % '', more=keys('AKIDCONF')))
row('credential_process in the credentials file', 'AKIDPROC',
    files={'credentials': process('')['config'],
           'process': process(PROC % '')['process']})
row('credential_process prints nothing', no('source'),
    says='credential_process|process',
    files=process('', command='/bin/true'))

# --- SSO ------------------------------------------------------------------

SSO = ('sso_region = eu-west-1', 'sso_account_id = 444455556666',
       'sso_role_name = Admin')
LEGACY = profile('profile s', 'sso_start_url = https://x.awsapps.com/start',
                 *SSO)
SESSION = profile('profile s', 'sso_session = corp', *SSO[1:]) + profile(
    'sso-session corp', 'sso_start_url = https://x.awsapps.com/start',
    'sso_region = eu-west-1', 'sso_registration_scopes = sso:account:access')


def cached(name, expires='@now+7200@', **more):
    text = ''.join(f', "{n}": "{v}"' for n, v in more.items())
    return {f'.aws/sso/cache/@sha1:{name}@.json':
            '{"startUrl": "https://x.awsapps.com/start", "region": '
            '"eu-west-1", "accessToken": "sso.access.token", "expiresAt": '
            f'"{expires}"{text}}}'}


URL = 'https://x.awsapps.com/start'
IN_SSO = {'AWS_PROFILE': 's'}
row('SSO without a session', {'key': 'ASIASSOADMIN', 'token': 'sso/token=='},
    env=IN_SSO, files=cached(URL) | {'config': LEGACY})
row('SSO session', {'key': 'ASIASSOADMIN', 'token': 'sso/token=='},
    env=IN_SSO, files=cached('corp') | {'config': SESSION})
row('SSO session with a name with spaces', 'ASIASSOADMIN', env=IN_SSO,
    files=cached('my corp') | {'config': SESSION.replace(
        'sso-session corp', 'sso-session "my corp"').replace(
        'sso_session = corp', 'sso_session = my corp')})
row('SSO, an expiry whose zone is UTC', 'ASIASSOADMIN', env=IN_SSO,
    files=cached(URL, '2099-01-01T00:00:00UTC') | {'config': LEGACY})
row('SSO, not logged in', no('source'), says='aws sso login.*s',
    env=IN_SSO, files={'config': LEGACY})
row('SSO session, not logged in', no('source'), says='aws sso login.*s',
    env=IN_SSO, files={'config': SESSION})
row('SSO, login expired', no('source'), says='aws sso login', env=IN_SSO,
    files=cached(URL, '@now-60@') | {'config': LEGACY})
row('SSO session, login expired', no('source'), says='aws sso login',
    env=IN_SSO, files=cached('corp', '@now-60@') | {'config': SESSION})
RENEWABLE = {'refreshToken': 'r', 'clientId': 'c', 'clientSecret': 'cs',
             'registrationExpiresAt': '@now+9000@'}
RENEWED = {'POST /token': {'accessToken': 'renewed', 'expiresIn': 3600,
                           'tokenType': 'Bearer'}}
row('SSO session, login expired but renewable', 'ASIASSOADMIN',
    env=IN_SSO, serve=RENEWED,
    files=cached('corp', '@now-60@', **RENEWABLE) | {'config': SESSION})
row('SSO session, renewable login that expires soon', 'ASIASSOADMIN',
    env=IN_SSO, serve=RENEWED,
    files=cached('corp', '@now+600@', **RENEWABLE) | {'config': SESSION})
row('SSO session, renewable login that expires later', 'ASIASSOADMIN',
    env=IN_SSO, serve=RENEWED,
    files=cached('corp', '@now+1200@', **RENEWABLE) | {'config': SESSION})
REFUSED = {'POST /token': (400, '{"error": "invalid_grant", '
                           '"error_description": "Invalid refresh token '
                           'provided"}')}
row('SSO session, renewal refused', no('source'), env=IN_SSO, serve=REFUSED,
    says='(?s)invalid_grant: Invalid refresh token.*aws sso login',
    files=cached('corp', '@now-60@', **RENEWABLE) | {'config': SESSION})
row('SSO session, renewal refused before the expiry', 'ASIASSOADMIN',
    env=IN_SSO, serve=REFUSED,
    files=cached('corp', '@now+600@', **RENEWABLE) | {'config': SESSION})
row('SSO session, renewal answers 500', no('source'), env=IN_SSO,
    serve={'POST /token': 500}, says='(?s)status 500.*aws sso login',
    files=cached('corp', '@now-60@', **RENEWABLE) | {'config': SESSION})
row('SSO session, registration expired', no('source'), env=IN_SSO,
    serve=RENEWED, says='(?s)registration.*has expired.*aws sso login',
    files=cached('corp', '@now-60@', **RENEWABLE | {
        'registrationExpiresAt': '@now-9@'}) | {'config': SESSION})
for name in RENEWABLE:
    row(f'SSO session, expired without its {name}', no('source'), env=IN_SSO,
        serve=RENEWED,
        says='(?s)lacks the (refreshToken|client registration) to renew it.*'
             'aws sso login',
        files=cached('corp', '@now-60@', **{
            n: v for n, v in RENEWABLE.items() if n != name}) |
        {'config': SESSION})
row('SSO without a session is not renewed', no('source'), env=IN_SSO,
    serve=RENEWED, says='aws sso login',
    files=cached(URL, '@now-60@', **RENEWABLE) | {'config': LEGACY})
row('a role with keys of a renewed SSO session',
    'ASIAS', env={'AWS_PROFILE': 's'},
    serve=RENEWED, files=cached('corp', '@now-60@', **RENEWABLE) | {
        'config': SESSION.replace('profile s', 'profile base') +
        role('s', 'source_profile = base')})
row('SSO refuses the token', no('source'), says='aws sso login', env=IN_SSO,
    files=cached(URL) | {'config': LEGACY},
    serve={'GET /federation/credentials':
           (401, '{"message": "Session token not found or invalid", '
            '"__type": "UnauthorizedException"}')})
row('SSO refuses the role', no('source'), says='Forbidden|No access|403',
    env=IN_SSO, files=cached(URL) | {'config': LEGACY},
    serve={'GET /federation/credentials':
           (403, '{"message": "No access"}')})
row('SSO without a role', no('config'), says='sso_role_name', env=IN_SSO,
    files=cached(URL) | {
        'config': LEGACY.replace('sso_role_name = Admin\n', '')})
row('SSO without a region', no('config'), says='sso_region', env=IN_SSO,
    files=cached(URL) | {
        'config': LEGACY.replace('sso_region = eu-west-1\n', '')})
row('an SSO session that is missing', no('config'), says='corp',
    env=IN_SSO, files=cached('corp') | {
        'config': SESSION.replace('sso-session corp', 'sso-session other')})
row('an SSO session that the profile contradicts', no('config'),
    says='sso_region|sso_start_url', env=IN_SSO,
    files=cached('corp') | {'config': SESSION.replace(
        'sso_session = corp', 'sso_session = corp\nsso_region = eu-west-2')})
row('an SSO session without account and role', no('none'),
    says='credentials', env=IN_SSO, files=cached('corp') | {
        'config': SESSION.replace('sso_account_id = 444455556666\n', '')
        .replace('sso_role_name = Admin\n', '')})
row('SSO before keys of the credentials file', 'ASIASSOADMIN', env=IN_SSO,
    files=cached(URL) | {'config': LEGACY,
                         'credentials': profile('s', keys('AKIDX'))})
row('a role with keys of an SSO session',
    'ASIAONE', env={'AWS_PROFILE': 'one'},
    files=cached('corp') | {
        'config': SESSION + role('one', 'source_profile = s')})
row('an SSO cache that is not JSON', no('source'), says='sso',
    env=IN_SSO, files={'config': LEGACY,
                       f'.aws/sso/cache/@sha1:{URL}@.json': '{'})

# --- containers -----------------------------------------------------------

FULL = {'AWS_CONTAINER_CREDENTIALS_FULL_URI': '@url@/creds'}
row('keys of a container',
    {'key': 'ASIACONT', 'token': 'token/of+it=='}, env=FULL,
    serve={'GET /creds': document('ASIACONT')})
row('container by the name localhost', 'ASIACONT',
    env={'AWS_CONTAINER_CREDENTIALS_FULL_URI':
         'http://localhost:@port@/a/b?id=1'},
    serve={'GET /a/b': document('ASIACONT')})
row('container at ::1', 'ASIACONT', v6=True,
    env={'AWS_CONTAINER_CREDENTIALS_FULL_URI': '@v6@/creds'},
    serve={'GET /creds': document('ASIACONT')})
row('container with a token', 'ASIACONT',
    env=FULL | {'AWS_CONTAINER_AUTHORIZATION_TOKEN': 'Bearer abc=='},
    serve={'GET /creds': document('ASIACONT')})
row('container with a token file', 'ASIACONT',
    env=FULL | {'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE': '@dir@/auth',
                'AWS_CONTAINER_AUTHORIZATION_TOKEN': 'stray'},
    files={'auth': 'eyJ.pod.identity'},
    serve={'GET /creds': document('ASIACONT')})
row('container, token file missing', no('source'), says='auth',
    env=FULL | {'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE': '@dir@/auth'},
    serve={'GET /creds': document('ASIACONT')})
row('container with a token of two lines', no('source'),
    says='(?i)token', env=FULL | {'AWS_CONTAINER_AUTHORIZATION_TOKEN':
                                  'a\r\nX-Evil: b'},
    serve={'GET /creds': document('ASIACONT')})
row('container at another host', no('source'), says='example.com.*https',
    env={'AWS_CONTAINER_CREDENTIALS_FULL_URI': 'http://example.com/creds'})
row('container at a name that begins like loopback', no('source'),
    says='127.0.0.1.example.com.*https',
    env={'AWS_CONTAINER_CREDENTIALS_FULL_URI':
         'http://127.0.0.1.example.com/creds'})
row('container URL with a user name', no('source'), says='example.com|URI|URL',
    env={'AWS_CONTAINER_CREDENTIALS_FULL_URI':
         'http://127.0.0.1@example.com/creds'})
row('an empty AWS_CONTAINER_CREDENTIALS_FULL_URI', no('none'),
    says='credentials', env={'AWS_CONTAINER_CREDENTIALS_FULL_URI': ''},
    boto=no('source'),
    why='an empty variable counts as unset, because scripts unset variables '
        'that way')
row('container answers 500', no('source'), says='500|container', env=FULL,
    serve={'GET /creds': 500}, files={})
for status, text, says in (
        (400, '{"code":"NoIdInRequest","message":"CredentialsV1Request: No '
         'Credential ID in the request","HTTPErrorCode":400}',
         'NoIdInRequest: CredentialsV1Request: No Credential ID'),
        (400, 'Service account token cannot be empty\n',
         'status 400: Service account token cannot be empty'),
        (403, '[x]: (AccessDeniedException): Unauthorized Exception! EKS '
         'does not have permissions to assume the associated role., fault: '
         'client\n', 'AccessDeniedException.*fault: client'),
        (404, '{"message": "no such thing"}', 'status 404: no such thing'),
        (400, '<html>no</html>', r'status 400\n'),
        (400, 'token eyJ.pod.identity is bad', 'token .hidden. is bad'),
        (400, '\u001b[31mred', r'\\x1B\[31mred'),
        (400, 'x' * 5000, r'x{300}\.\.\.\n')):
    row(f'container refuses with {status} {text[:25]!r}', no('source'),
        says=says, serve={'GET /creds': (status, text)},
        env=FULL | {'AWS_CONTAINER_AUTHORIZATION_TOKEN': 'eyJ.pod.identity'})
row('container answers 404', no('source'), says='404', env=FULL)
row('container answers without JSON', no('source'), says='(?i)json|container',
    env=FULL, serve={'GET /creds': 'hello'})
row('container answers without the secret', no('source'),
    says='SecretAccessKey',
    env=FULL, serve={'GET /creds': {'AccessKeyId': 'ASIACONT', 'Token': 't',
                                    'Expiration': '@now+3600@'}})
row('container with expired keys', no('source'), says='expire', env=FULL,
    serve={'GET /creds': document('ASIACONT', expires='@now-3600@')})
row('a profile before the container', 'AKIDFILE', env=FULL,
    files={'credentials': FILE}, serve={'GET /creds': document('ASIACONT')})
row('the container before the instance', 'ASIACONT', env=FULL | ON_INSTANCE,
    serve=INSTANCE | {'GET /creds': document('ASIACONT')})
row('AWS_CA_BUNDLE for a container', 'ASIACONT',
    env={'AWS_CONTAINER_CREDENTIALS_FULL_URI': '@tls@/creds',
         'AWS_CA_BUNDLE': '@ca@'},
    serve={'GET /creds': document('ASIACONT')}, boto=no('source'),
    why='botocore does not use AWS_CA_BUNDLE for containers')
row('REQUESTS_CA_BUNDLE for a container', 'ASIACONT',
    env={'AWS_CONTAINER_CREDENTIALS_FULL_URI': '@tls@/creds',
         'REQUESTS_CA_BUNDLE': '@ca@'},
    serve={'GET /creds': document('ASIACONT')}, boto=no('source'),
    why='botocore does not use REQUESTS_CA_BUNDLE for containers')
row('a container with an unknown CA', no('source'), says='certificate',
    env={'AWS_CONTAINER_CREDENTIALS_FULL_URI': '@tls@/creds'},
    serve={'GET /creds': document('ASIACONT')})
row('the proxy is not used for a container', 'ASIACONT',
    env=FULL | {'http_proxy': 'http://127.0.0.1:9',
                'AWS_ENDPOINT_URL_EC2': '@tls@', 'AWS_CA_BUNDLE': '@ca@'},
    serve={'GET /creds': document('ASIACONT')})

# --- the instance ---------------------------------------------------------

row('keys of an instance', {'key': 'ASIAINST', 'token': 'token/of+it=='},
    env=ON_INSTANCE, serve=INSTANCE)
row('instance, endpoint with a slash', 'ASIAINST',
    env=ON_INSTANCE | {'AWS_EC2_METADATA_SERVICE_ENDPOINT': '@url@/'},
    serve=INSTANCE)
row('instance, endpoint and mode', 'ASIAINST',
    env=ON_INSTANCE | {'AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE': 'IPv6'},
    serve=INSTANCE)
row('a profile before the instance', 'AKIDFILE', env=ON_INSTANCE,
    serve=INSTANCE, files={'credentials': FILE})
for status in (403, 404, 405):
    row(f'instance of version 1, {status} to the token request', 'ASIAINST',
        env=ON_INSTANCE, serve=INSTANCE | {
            'PUT /latest/api/token': status, 'v2only': False})
row('instance, version 1 is forbidden', no('source'),
    says='AWS_EC2_METADATA_V1_DISABLED|version 1|v1|IMDSv1',
    env=ON_INSTANCE | {'AWS_EC2_METADATA_V1_DISABLED': 'true'},
    serve=INSTANCE | {'PUT /latest/api/token': 403, 'v2only': False})
row('instance, version 1 is forbidden by the profile', no('source'),
    says='v1|version 1', env=ON_INSTANCE,
    files={'config': '[default]\nec2_metadata_v1_disabled = true\n'},
    serve=INSTANCE | {'PUT /latest/api/token': 403, 'v2only': False})
# Because of EC2_SANDBOX, a tool that ignores the setting cannot reach the real
# service.
row('instance, endpoint of the profile', 'ASIAINST',
    env={'AWS_EC2_METADATA_DISABLED': None, 'EC2_SANDBOX': '1'},
    files={'config': '[default]\nec2_metadata_service_endpoint = @url@\n'},
    serve=INSTANCE)
row('instance, disabled', no('none'), says='AWS_EC2_METADATA_DISABLED',
    env=ON_INSTANCE | {'AWS_EC2_METADATA_DISABLED': 'true'}, serve=INSTANCE)
row('instance, disabled in capitals', no('none'),
    says='AWS_EC2_METADATA_DISABLED',
    env=ON_INSTANCE | {'AWS_EC2_METADATA_DISABLED': 'TRUE'}, serve=INSTANCE)
row('instance, not disabled by "false"', 'ASIAINST',
    env=ON_INSTANCE | {'AWS_EC2_METADATA_DISABLED': 'false'}, serve=INSTANCE)

row('instance without a role', no('none'), says='role', env=ON_INSTANCE,
    serve=INSTANCE | {f'GET {META}': 404})
row('instance, 400 to the token request', no('none'), says='400',
    env=ON_INSTANCE, serve=INSTANCE | {'PUT /latest/api/token': 400})
row('instance, error in place of the credentials', no('none'),
    says='(?s)AssumeRoleUnauthorizedAccess', env=ON_INSTANCE,
    serve=INSTANCE | {f'GET {META}/web-role': {
        'Code': 'AssumeRoleUnauthorizedAccess', 'Message': 'EC2 cannot',
        'LastUpdated': '2020-01-01T00:00:00Z'}})
row('instance, credentials are not JSON', no('none'), says='(?i)json|metadata',
    env=ON_INSTANCE, serve=INSTANCE | {f'GET {META}/web-role': 'hello'})
row('instance answers 500 to the request for keys', no('none'),
    says='500|metadata', env=ON_INSTANCE,
    serve=INSTANCE | {f'GET {META}/web-role': 500})
row('instance answers 500 once to the request for keys', 'ASIAINST',
    env=ON_INSTANCE | {'AWS_METADATA_SERVICE_NUM_ATTEMPTS': '3'},
    serve=INSTANCE | {f'GET {META}/web-role': [500, document('ASIAINST')]})
def late(services):
    time.sleep(3)
    return 200, 'imds-token'


row('metadata_service_num_attempts', 'ASIAINST', env=ON_INSTANCE,
    files={'config': '[default]\nmetadata_service_num_attempts = 3\n'},
    serve=INSTANCE | {f'GET {META}/web-role': [500, document('ASIAINST')]})
row('AWS_METADATA_SERVICE_NUM_ATTEMPTS before metadata_service_num_attempts',
    no('none'), says='500', serve=INSTANCE | {
        f'GET {META}/web-role': [500, document('ASIAINST')]},
    env=ON_INSTANCE | {'AWS_METADATA_SERVICE_NUM_ATTEMPTS': '1'},
    files={'config': '[default]\nmetadata_service_num_attempts = 3\n'})
row('an invalid metadata_service_num_attempts', no('any'),
    says='profile default: metadata_service_num_attempts', env=ON_INSTANCE,
    files={'config': '[default]\nmetadata_service_num_attempts = many\n'},
    serve=INSTANCE)
row('metadata_service_timeout', 'ASIAINST', env=ON_INSTANCE,
    files={'config': '[default]\nmetadata_service_timeout = 5\n'},
    serve=INSTANCE | {'PUT /latest/api/token': late})
row('an invalid metadata_service_timeout', no('any'),
    says='profile default: metadata_service_timeout', env=ON_INSTANCE,
    files={'config': '[default]\nmetadata_service_timeout = 1.5\n'},
    serve=INSTANCE)
row('ec2_metadata_service_endpoint of the chosen profile', 'ASIATWO',
    env={'AWS_EC2_METADATA_DISABLED': None, 'EC2_SANDBOX': '1',
         'AWS_PROFILE': 'two'},
    files={'config': role('two', 'source_profile = one',
                          'ec2_metadata_service_endpoint = @url@') +
           role('one', 'credential_source = Ec2InstanceMetadata',
                'ec2_metadata_service_endpoint = http://127.0.0.1:9')},
    serve=INSTANCE)
row('an invalid ec2_metadata_service_endpoint_mode', no('any'),
    says='ipv5', env={'AWS_EC2_METADATA_DISABLED': None},
    files={'config': '[default]\nec2_metadata_service_endpoint_mode = ipv5\n'})
row('imds_use_ipv6 and an endpoint', 'ASIAINST', env=ON_INSTANCE,
    files={'config': '[default]\nimds_use_ipv6 = true\n'}, serve=INSTANCE)
row('AWS_IMDS_USE_IPV6 in a rehearsal', no('any'), says=r'fd00:ec2::254',
    env={'AWS_EC2_METADATA_DISABLED': None, 'EC2_SANDBOX': '1',
         'AWS_IMDS_USE_IPV6': 'true'}, boto=no('none'),
    why='EC2_SANDBOX is our variable; the refusal shows the address of the '
        'service')
for name, answers in {
        'a role list that comes late': {f'GET {META}': [404, 'web-role']},
        'a role list that is empty at first': {
            f'GET {META}': ['', 'web-role']},
        'a role list that is forbidden at first': {
            f'GET {META}': [403, 'web-role']},
        'credentials that are not there at first': {
            f'GET {META}/web-role': [404, document('ASIAINST')]},
        'credentials that are empty at first': {
            f'GET {META}/web-role': ['', document('ASIAINST')]},
        'credentials that are truncated at first': {
            f'GET {META}/web-role': ['{"Code": ', document('ASIAINST')]},
        'credentials that are text at first': {
            f'GET {META}/web-role': ['hello', '{', document('ASIAINST')]}
        }.items():
    row(f'instance, {name}', 'ASIAINST', serve=INSTANCE | answers,
        env=ON_INSTANCE | {'AWS_METADATA_SERVICE_NUM_ATTEMPTS': '3'})
    row(f'instance, {name}, and one attempt', no('any'),
        says='role|metadata', serve=INSTANCE | answers, env=ON_INSTANCE)
row('instance, credentials without keys are not requested again', no('none'),
    says='AccessKeyId|Token', serve=INSTANCE | {
        f'GET {META}/web-role': [{}, document('ASIAINST')]},
    env=ON_INSTANCE | {'AWS_METADATA_SERVICE_NUM_ATTEMPTS': '3'})
KUBE2IAM = 'pod with specificed IP not found'
row('instance behind kube2iam, without a role', no('none'), says=KUBE2IAM,
    env=ON_INSTANCE, serve=INSTANCE | {f'GET {META}': (404, KUBE2IAM + '\n')})
row('instance behind kube2iam, a role that is not allowed', no('none'),
    says='Role requested', env=ON_INSTANCE, serve=INSTANCE | {
        f'GET {META}/web-role': (403, 'Role requested web-role not valid for '
                                 'namespace of pod\n')})
row('instance, a refusal in JSON', no('none'), says='Failed: so it is',
    env=ON_INSTANCE, serve=INSTANCE | {
        f'GET {META}/web-role': (500, '{"Code": "Failed", "Message": "so it '
                                 'is"}')})
row('instance, a refusal in HTML', no('none'), says=r'status 500\n',
    env=ON_INSTANCE, serve=INSTANCE | {
        f'GET {META}/web-role': (500, '<html>sorry</html>')})
row('instance, a refusal that quotes the token', no('none'),
    says='you sent \\(hidden\\)', env=ON_INSTANCE, serve=INSTANCE | {
        f'GET {META}/web-role': (500, 'you sent imds-token')})

row('instance with expired keys', 'ASIAINST', env=ON_INSTANCE,
    serve=INSTANCE | {f'GET {META}/web-role':
                      document('ASIAINST', expires='@now-3600@')},
    notes='botocore also uses expired keys, because the metadata service may '
          'be late with new keys')
row('the proxy is not used for an instance', 'ASIAINST',
    env=ON_INSTANCE | {'http_proxy': 'http://127.0.0.1:9',
                       'AWS_ENDPOINT_URL_EC2': '@tls@',
                       'AWS_CA_BUNDLE': '@ca@'},
    serve=INSTANCE, boto=no('connect'),
    why='a proxy would return the role of its own instance')
row('instance, no server listens', no('none'), says='metadata',
    env=ON_INSTANCE | {
        'AWS_EC2_METADATA_SERVICE_ENDPOINT': 'http://127.0.0.1:9'})

row('instance, no answer to the token request', 'ASIAINST',
    env=ON_INSTANCE,
    serve=INSTANCE | {'PUT /latest/api/token': late, 'v2only': False})
row('instance of version 2, its token too many hops away', no('none'),
    says='401|hop', env=ON_INSTANCE,
    serve=INSTANCE | {'PUT /latest/api/token': late})

# --- retries ---

TRYING = pair('AKIDENV') | {'AWS_MAX_ATTEMPTS': None}
BUSY = (503, '<Response><Errors><Error><Code>Unavailable</Code><Message>so'
        '</Message></Error></Errors><RequestID>r</RequestID></Response>')
OK = (200, EC2_REPLY % 'ami-12345678')
row('max_attempts', 'AKIDENV', env=TRYING,
    files={'config': '[default]\nmax_attempts = 3\n'},
    serve={'DescribeImageAttribute': [BUSY, BUSY, OK]})
row('max_attempts in the credentials file', 'AKIDFILE',
    env={'AWS_MAX_ATTEMPTS': None},
    files={'credentials': FILE + 'max_attempts = 2\n'},
    serve={'DescribeImageAttribute': [BUSY, OK]})
for value in ('many', '0', '-1', '1.5'):
    row(f'max_attempts = {value}', no('any'),
        says='profile default: max_attempts', env=TRYING,
        files={'config': f'[default]\nmax_attempts = {value}\n'})
for mode in ('legacy', 'standard', 'adaptive'):
    row(f'retry_mode = {mode}', 'AKIDENV', env=TRYING,
        files={'config': f'[default]\nretry_mode = {mode}\n'})
    row(f'AWS_RETRY_MODE={mode} before retry_mode', 'AKIDENV',
        env=TRYING | {'AWS_RETRY_MODE': mode},
        files={'config': '[default]\nretry_mode = eager\n'})
for mode in ('eager', 'Standard'):
    row(f'retry_mode = {mode}', no('any'),
        says='profile default: retry_mode', env=TRYING,
        files={'config': f'[default]\nretry_mode = {mode}\n'})
    row(f'AWS_RETRY_MODE={mode}', no('any'), says='AWS_RETRY_MODE',
        env=TRYING | {'AWS_RETRY_MODE': mode})
row('IDPCommunicationError once',
    'ASIAPOD', files={'token': 'eyJ.web.identity'},
    env={'AWS_ROLE_ARN': ROLE + 'pod', 'AWS_MAX_ATTEMPTS': '3',
         'AWS_WEB_IDENTITY_TOKEN_FILE': '@dir@/token'},
    serve={'AssumeRoleWithWebIdentity': [
        (400, STS_ERROR % ('IDPCommunicationError', 'so')),
        lambda services: None]})
row('IDPCommunicationError at each attempt', no('source'), says='IDPComm',
    files={'token': 'eyJ.web.identity'},
    env={'AWS_ROLE_ARN': ROLE + 'pod', 'AWS_MAX_ATTEMPTS': '2',
         'AWS_WEB_IDENTITY_TOKEN_FILE': '@dir@/token'},
    serve={'AssumeRoleWithWebIdentity':
           (400, STS_ERROR % ('IDPCommunicationError', 'so'))})

# --- regions --------------------------------------------------------------

ENV = pair('AKIDENV')
NOWHERE = {'AWS_DEFAULT_REGION': None}


def at(region, **more):
    return {'key': 'AKIDENV', 'region': region, **more}


row('--region', at('eu-west-3'), env=ENV | {'AWS_REGION': 'us-west-1'},
    options={'region': 'eu-west-3'})
row('AWS_REGION', at('eu-west-3'),
    env=ENV | NOWHERE | {'AWS_REGION': 'eu-west-3'}, boto=no('region'),
    why='every other SDK and the AWS CLI read AWS_REGION')
row('AWS_REGION before AWS_DEFAULT_REGION', at('eu-west-3'),
    env=ENV | {'AWS_REGION': 'eu-west-3'}, boto=at('us-west-2'),
    why='every other SDK and the AWS CLI read AWS_REGION')
row('no region', at('us-east-1'), env=ENV | NOWHERE, boto=no('region'),
    why='the default region of the original tools was us-east-1')
row('region of the profile', at('eu-west-3'), env=ENV | NOWHERE,
    files={'config': '[default]\nregion = eu-west-3\n'})
row('region of the profile in the credentials file',
    {'key': 'AKIDFILE', 'region': 'eu-west-3'}, env=NOWHERE,
    files={'credentials': FILE + 'region = eu-west-3\n'})
row('a region in both files', {'key': 'AKIDFILE', 'region': 'eu-west-3'},
    env=NOWHERE,
    files={'credentials': FILE + 'region = eu-west-3\n',
           'config': '[default]\nregion = eu-west-1\n'})
row('AWS_DEFAULT_REGION before the region of --profile',
    {'key': 'AKIDX', 'region': 'us-west-2'}, options={'profile': 'x'},
    files={'credentials': X + 'region = eu-west-3\n'})
row('region of --profile', {'key': 'AKIDX', 'region': 'eu-west-3'},
    options={'profile': 'x'}, env=NOWHERE,
    files={'credentials': X + 'region = eu-west-3\n' +
           FILE + 'region = us-west-1\n'})
row('region of AWS_PROFILE, keys of the environment', at('eu-west-3'),
    env=ENV | NOWHERE | {'AWS_PROFILE': 'x'},
    files={'config': '[profile x]\nregion = eu-west-3\n'
           '[default]\nregion = us-west-1\n'})
row('region of the profile with -O and -W',
    {'key': 'AKIDOPT', 'region': 'eu-west-3'}, options=MINE, env=NOWHERE,
    files={'config': '[default]\nregion = eu-west-3\n'})
row('a region with a space', no('region'), says='us east',
    options={'region': 'us east 1'}, env=ENV)
row('a region with a slash', no('region'), says='evil',
    options={'region': 'x.evil.example/'}, env=ENV)
row('-U and --region', at('eu-west-3', url='http://127.0.0.1:PORT/there'),
    options={'region': 'eu-west-3', 'url': '@url@/there'}, env=ENV)

# --- endpoints ------------------------------------------------------------

NO_URL = {'AWS_ENDPOINT_URL_EC2': None}
HERE = 'http://127.0.0.1:PORT'
row('-U before the environment', at('us-west-2', url=HERE + '/u'),
    options={'url': '@url@/u'}, env=ENV | {'AWS_ENDPOINT_URL': '@url@/all'})
row('AWS_ENDPOINT_URL_EC2 before AWS_ENDPOINT_URL',
    at('us-west-2', url=HERE + '/ec2'),
    env=ENV | {'AWS_ENDPOINT_URL_EC2': '@url@/ec2',
               'AWS_ENDPOINT_URL': '@url@/all'})
row('AWS_ENDPOINT_URL', at('us-west-2', url=HERE + '/all'),
    env=ENV | NO_URL | {'AWS_ENDPOINT_URL': '@url@/all'})
row('an empty AWS_ENDPOINT_URL_EC2', at('us-west-2', url=HERE + '/all'),
    env=ENV | {'AWS_ENDPOINT_URL_EC2': '', 'AWS_ENDPOINT_URL': '@url@/all'})
row('endpoint_url of the profile', at('us-west-2', url=HERE + '/p'),
    env=ENV | NO_URL, files={'config': '[default]\nendpoint_url = @url@/p\n'})
row('endpoint_url of the profile in the credentials file',
    {'key': 'AKIDFILE', 'url': HERE + '/p'}, env=NO_URL,
    files={'credentials': FILE + 'endpoint_url = @url@/p\n'})
SERVICES = ('[default]\nservices = mine\nendpoint_url = @url@/p\n'
            '[services mine]\ns3 =\n  endpoint_url = @url@/s3\n')
row('a services section', at('us-west-2', url=HERE + '/s'),
    env=ENV | NO_URL, files={'config': SERVICES + 'ec2 =\n'
                             '  # ours\n  endpoint_url = @url@/s\n'})
row('a services section for another service', at('us-west-2', url=HERE + '/p'),
    env=ENV | NO_URL, files={'config': SERVICES})
row('a services section that is missing', no('config'), says='mine',
    env=ENV | NO_URL,
    files={'config': SERVICES.replace('services mine', 'services other')})
row('the environment before a services section',
    at('us-west-2', url=HERE + '/all'),
    env=ENV | NO_URL | {'AWS_ENDPOINT_URL': '@url@/all'},
    files={'config': SERVICES + 'ec2 =\n  endpoint_url = @url@/s\n'})
row('--region and AWS_ENDPOINT_URL', at('eu-west-3', url=HERE + '/all'),
    options={'region': 'eu-west-3'},
    env=ENV | NO_URL | {'AWS_ENDPOINT_URL': '@url@/all'})
row('EC2_URL', at('us-west-2', url=HERE + '/services/compute'),
    env=ENV | NO_URL | {'EC2_URL': '@url@/services/compute',
                        'AWS_ENDPOINT_URL': None},
    files={'config': '[default]\nendpoint_url = @url@/p\n'},
    boto=at('us-west-2', url=HERE + '/p'),
    why='a name of the original EC2 tools')
row('AWS_ENDPOINT_URL before EC2_URL', at('us-west-2', url=HERE + '/all'),
    env=ENV | NO_URL | {'EC2_URL': '@url@/old',
                        'AWS_ENDPOINT_URL': '@url@/all'})
row('an endpoint with a path', at('us-west-2', url=HERE + '/a%20b/c-d'),
    options={'url': '@url@/a%20b/c-d'}, env=ENV)
row('an endpoint with a path and a slash', at('us-west-2', url=HERE + '/a/b'),
    options={'url': '@url@/a/b/'}, env=ENV)
SENT = ('we send the path that we sign; botocore sends another path, from '
        'which the service computes the signed path')
for path, sent in {'//a//b': '/a/b', '/./a/./b/.': '/a/b', '/a/../b': '/b',
                   '/../a': '/a', '/a/..': '', '//': '',
                   '/a//../b//c': '/b/c'}.items():
    row(f'an endpoint with the path {path}',
        at('us-west-2', url=HERE + sent, signature='good'),
        options={'url': '@url@' + path}, env=ENV,
        # Python's server reads two slashes at the beginning of a path as one.
        boto={'key': 'AKIDENV', 'signature': 'good', 'url':
              HERE + re.sub('^/+', '/', path).rstrip('/')}, why=SENT)
row('an endpoint with a path that is not ASCII',
    at('us-west-2', url=HERE + '/%C3%BC', signature='good'), env=ENV,
    options={'url': '@url@/\u00fc'},
    boto={'key': 'AKIDENV', 'signature': 'bad', 'url': HERE + '/%C3%BC'},
    why='botocore encodes the path once more after signing it')
row('an endpoint with a path with odd characters',
    at('us-west-2', url=HERE + "/a+b,c;d=e@f:g~h_i!$&'()*",
       signature='good'),
    options={'url': "@url@/a+b,c;d=e@f:g~h_i!$&'()*"}, env=ENV,
    boto={'key': 'AKIDENV', 'signature': 'bad', 'url': HERE + '/a+b,c'},
    why='botocore drops the text after the semicolon')
row('an endpoint with a space in its path', no('endpoint'), says='URL',
    options={'url': '@url@/a b'}, env=ENV,
    boto={'key': 'AKIDENV', 'signature': 'bad'},
    why='a URL has no spaces; botocore does not send the path that it signs')
row('an endpoint at ::1', at('us-west-2', url='http://[::1]:V6PORT/x'),
    options={'url': '@v6@/x'}, env=ENV, v6=True)
row('an endpoint by name', at('us-west-2', url='http://localhost:PORT/x'),
    options={'url': 'http://localhost:@port@/x'}, env=ENV)
row('an endpoint that is not a URL', no('endpoint'), says='ht!tp|URL|host',
    options={'url': 'ht!tp://x y/'}, env=ENV)
row('an endpoint of another scheme', no('endpoint'), says='ftp',
    options={'url': 'ftp://127.0.0.1/'}, env=ENV, boto=no('any'),
    why='botocore fails only when it connects')
row('AWS_USE_FIPS_ENDPOINT with a URL', no('endpoint'), says='(?i)fips',
    env=ENV | {'AWS_USE_FIPS_ENDPOINT': 'true'},
    boto=at('us-west-2', url=HERE),
    why='a URL excludes FIPS; botocore ignores FIPS, but the rules of the '
        'service and other SDKs refuse')
row('AWS_USE_DUALSTACK_ENDPOINT with a URL', no('endpoint'),
    says='(?i)dual', env=ENV | {'AWS_USE_DUALSTACK_ENDPOINT': 'true'},
    boto=at('us-west-2', url=HERE),
    why='a URL excludes dual stack; botocore ignores dual stack')
row('FIPS and dualstack set to false', at('us-west-2', url=HERE),
    env=ENV | {'AWS_USE_FIPS_ENDPOINT': 'false',
               'AWS_USE_DUALSTACK_ENDPOINT': 'False'})
row('-U and AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
    at('us-west-2', url=HERE + '/u'), options={'url': '@url@/u'},
    env=ENV | {'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS': 'true'})

# --- hosts of Amazon, through a proxy that answers for them ---------------

NET = ENV | NO_URL | {'AWS_ENDPOINT_URL_STS': None,
                      'AWS_ENDPOINT_URL_SSO': None,
                      'https_proxy': '@url@', 'AWS_CA_BUNDLE': '@ca@'}
REGIONS = {
    'us-east-1': 'amazonaws.com', 'us-west-2': 'amazonaws.com',
    'eu-west-1': 'amazonaws.com', 'ap-southeast-7': 'amazonaws.com',
    'us-gov-west-1': 'amazonaws.com', 'us-gov-east-1': 'amazonaws.com',
    'cn-north-1': 'amazonaws.com.cn', 'cn-northwest-1': 'amazonaws.com.cn',
    'eusc-de-east-1': 'amazonaws.eu', 'us-iso-east-1': 'c2s.ic.gov',
    'us-isob-east-1': 'sc2s.sgov.gov', 'us-isof-south-1': 'csp.hci.ic.gov',
    'eu-isoe-west-1': 'cloud.adc-e.uk', 'il-central-1': 'amazonaws.com',
    'mx-central-1': 'amazonaws.com',
    # These regions do not exist yet.
    'us-north-9': 'amazonaws.com', 'xx-test-1': 'amazonaws.com',
}
# Domains for which the fake services have certificates.
DOMAINS = sorted(set(REGIONS.values()) |
                 {'api.aws', 'api.amazonwebservices.com.cn',
                  'api.amazonwebservices.eu', 'api.aws.ic.gov',
                  'api.aws.scloud'})
HOSTS = ['127.0.0.1', '::1', 'ec2.amazonaws.com', 'sts.amazonaws.com',
         'fcu.eu-west-2.outscale.com', '*.us-east-1a.amazonaws.com'] + [
    f'*.{prefix}{region}.{domain}' for region, home in REGIONS.items()
    for domain in DOMAINS for prefix in ('', 'sso.')
    if domain.startswith('api.') or domain == home]

# SINGLE has the regions of partitions without dual-stack endpoints.  YOUNG has
# the beginnings of regions that older versions of botocore do not know or treat
# differently.
SINGLE = ('us-isof-south-1', 'eu-isoe-west-1')
YOUNG = ('eusc-', 'us-iso', 'eu-iso')


def need(region):
    return (1, 42) if region.startswith(YOUNG) else None


for region, domain in REGIONS.items():
    row(f'host of {region}',
        at(region, url=f'https://ec2.{region}.{domain}', via='proxy'),
        env=NET, options={'region': region}, need=need(region))
    row(f'FIPS in {region}', {'key': 'AKIDENV'}, options={'region': region},
        need=need(region),
        env=NET | {'AWS_USE_FIPS_ENDPOINT': 'true'})
    row(f'dualstack in {region}', no('partition') if region in SINGLE else
        {'key': 'AKIDENV'}, options={'region': region}, says='(?i)dual',
        need=need(region), env=NET | {'AWS_USE_DUALSTACK_ENDPOINT': 'true'})
for region in ('us-east-1', 'us-gov-west-1', 'cn-north-1', 'us-iso-east-1',
               'eusc-de-east-1'):
    row(f'FIPS and dualstack in {region}', {'key': 'AKIDENV'},
        options={'region': region}, need=need(region),
        env=NET | {'AWS_USE_DUALSTACK_ENDPOINT': 'true',
                   'AWS_USE_FIPS_ENDPOINT': 'true'})
row('FIPS by the profile', at('us-west-2', url='https://ec2-fips.us-west-2.'
                              'amazonaws.com'),
    env=NET, files={'config': '[default]\nuse_fips_endpoint = true\n'})
row('dualstack by the profile', at('us-west-2', url='https://ec2.us-west-2.'
                                   'api.aws'),
    env=NET, files={'config': '[default]\nuse_dualstack_endpoint = true\n'})
row('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS and the environment',
    at('us-west-2', url='https://ec2.us-west-2.amazonaws.com'),
    env=NET | {'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS': 'true',
               'AWS_ENDPOINT_URL': '@url@/all',
               'AWS_ENDPOINT_URL_EC2': '@url@/ec2'})
row('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS and the profile',
    at('us-west-2', url='https://ec2.us-west-2.amazonaws.com'),
    env=NET | {'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS': 'TRUE'},
    files={'config': SERVICES + 'ec2 =\n  endpoint_url = @url@/s\n'})
row('ignore_configured_endpoint_urls of the profile',
    at('us-west-2', url='https://ec2.us-west-2.amazonaws.com'), env=NET,
    files={'config': '[default]\nignore_configured_endpoint_urls = true\n'
           'endpoint_url = @url@/p\n'})
row('ignore_configured_endpoint_urls of the profile, URL of the environment',
    at('us-west-2', url=HERE + '/all'),
    env=NET | {'AWS_ENDPOINT_URL': '@url@/all'},
    files={'config': '[default]\nignore_configured_endpoint_urls = true\n'},
    boto=at('us-west-2', url='https://ec2.us-west-2.amazonaws.com',
            via='proxy'),
    why='with keys, endpoint and region in the environment no file is read')
row('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS and STS', 'ASIAONE',
    env=NET | {'AWS_ACCESS_KEY_ID': None, 'AWS_SECRET_ACCESS_KEY': None,
               'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS': 'true',
               'AWS_PROFILE': 'one', 'AWS_ENDPOINT_URL_STS': '@url@/sts'},
    files={'credentials': BASE_KEYS,
           'config': role('one', 'source_profile = base')})
row('--region before EC2_URL',
    at('eu-west-1', url='https://ec2.eu-west-1.amazonaws.com'),
    env=NET | {'EC2_URL': '@url@/old'}, options={'region': 'eu-west-1'})
row('--region before endpoint_url of the profile',
    at('eu-west-1', url='https://ec2.eu-west-1.amazonaws.com'),
    env=NET, options={'region': 'eu-west-1'},
    files={'config': '[default]\nendpoint_url = @url@/p\n'},
    boto=at('eu-west-1', url=HERE + '/p', via='direct'),
    why='an option takes precedence over a file')
row('a host that names its region',
    at('eu-west-1', url='https://ec2.eu-west-1.amazonaws.com'), env=NET,
    options={'url': 'https://ec2.eu-west-1.amazonaws.com/'},
    boto=at('us-west-2', url='https://ec2.eu-west-1.amazonaws.com'),
    why='the original tools knew the region only from the URL; the host '
        'refuses signatures for another region')
row('EC2_URL names its region',
    at('eu-west-1', url='https://ec2.eu-west-1.amazonaws.com'),
    env=NET | {'EC2_URL': 'https://ec2.eu-west-1.amazonaws.com'},
    boto=at('us-west-2', url='https://ec2.us-west-2.amazonaws.com'),
    why='a name of the original EC2 tools')
row('a host that names its region, and --region',
    at('us-east-1', url='https://ec2.eu-west-1.amazonaws.com'), env=NET,
    options={'url': 'https://ec2.eu-west-1.amazonaws.com/',
             'region': 'us-east-1'})
row('a dualstack host names its region',
    at('eu-west-1', url='https://ec2.eu-west-1.api.aws'), env=NET,
    options={'url': 'https://ec2.eu-west-1.api.aws'},
    boto=at('us-west-2', url='https://ec2.eu-west-1.api.aws'),
    why='as for any host that names its region')
row("another cloud's host names its region",
    at('eu-west-2', url='https://fcu.eu-west-2.outscale.com'), env=NET,
    options={'url': 'https://fcu.eu-west-2.outscale.com'},
    boto=at('us-west-2', url='https://fcu.eu-west-2.outscale.com'),
    why='as for any host that names its region')
row('a host without a scheme',
    at('eu-west-1', url='https://ec2.eu-west-1.amazonaws.com'), env=NET,
    options={'url': 'ec2.eu-west-1.amazonaws.com'}, boto=no('endpoint'),
    why='the original tools and old scripts omit the scheme')
row('a zone in place of a region', no('connect'), says='us-east-1a.*zone',
    env=NET, options={'region': 'us-east-1a'}, serve={'CONNECT': 502})
row('a proxy that refuses', no('connect'), says='proxy|502', env=NET,
    serve={'CONNECT': 502})
for region, domain in (('eu-west-1', 'amazonaws.com'),
                       ('cn-north-1', 'amazonaws.com.cn'),
                       ('us-gov-west-1', 'amazonaws.com')):
    row(f'STS of {region}', 'ASIAONE',
        env=NET | {'AWS_ACCESS_KEY_ID': None, 'AWS_SECRET_ACCESS_KEY': None,
                   'AWS_PROFILE': 'one', 'AWS_DEFAULT_REGION': region},
        files={'credentials': BASE_KEYS,
               'config': role('one', 'source_profile = base')})
for name, more, line in (('environment', {'AWS_STS_REGIONAL_ENDPOINTS':
                                          'legacy'}, ''),
                         ('profile', {}, 'sts_regional_endpoints = legacy')):
    row(f'the old endpoint of STS, by the {name}', 'ASIAONE',
        env=NET | more | {'AWS_ACCESS_KEY_ID': None, 'AWS_PROFILE': 'one',
                          'AWS_SECRET_ACCESS_KEY': None},
        files={'credentials': BASE_KEYS,
               'config': role('one', 'source_profile = base', line)})
row('STS with FIPS', 'ASIAONE',
    env=NET | {'AWS_ACCESS_KEY_ID': None, 'AWS_SECRET_ACCESS_KEY': None,
               'AWS_PROFILE': 'one', 'AWS_USE_FIPS_ENDPOINT': 'true'},
    files={'credentials': BASE_KEYS,
           'config': role('one', 'source_profile = base')})
row('STS with dualstack', 'ASIAONE',
    env=NET | {'AWS_ACCESS_KEY_ID': None, 'AWS_SECRET_ACCESS_KEY': None,
               'AWS_PROFILE': 'one', 'AWS_USE_DUALSTACK_ENDPOINT': 'true'},
    files={'credentials': BASE_KEYS,
           'config': role('one', 'source_profile = base')})
row('SSO in its own region', 'ASIASSOADMIN',
    env=NET | IN_SSO | {'AWS_ACCESS_KEY_ID': None,
                        'AWS_SECRET_ACCESS_KEY': None},
    files=cached(URL) | {'config': LEGACY})
row('web identity in the region of the environment', 'ASIAPOD', files=TOKEN,
    env=NET | WEB | {'AWS_ACCESS_KEY_ID': None,
                     'AWS_SECRET_ACCESS_KEY': None})

# --- certificates and proxies ---------------------------------------------

TLS = ENV | {'AWS_ENDPOINT_URL_EC2': '@tls@'}
row('--ca-bundle', at('us-west-2', url='https://127.0.0.1:TLSPORT'), env=TLS,
    options={'ca': '@ca@'})
row('AWS_CA_BUNDLE', at('us-west-2', url='https://127.0.0.1:TLSPORT'),
    env=TLS | {'AWS_CA_BUNDLE': '@ca@'})
row('ca_bundle of the profile',
    at('us-west-2', url='https://127.0.0.1:TLSPORT'), env=TLS,
    files={'config': '[default]\nca_bundle = @ca@\n'})
row('AWS_CA_BUNDLE before the profile', 'AKIDENV',
    env=TLS | {'AWS_CA_BUNDLE': '@ca@'},
    files={'config': '[default]\nca_bundle = @other_ca@\n'})
for path in ('~/ca.pem', '$HOME/ca.pem', '${HOME}/ca.pem', '$DIR/../ca.pem'):
    for name, more in (('AWS_CA_BUNDLE', {'env': TLS | {
            'HOME': '@dir@/..', 'DIR': '@dir@', 'AWS_CA_BUNDLE': path}}),
            ('ca_bundle', {
                'env': TLS | {'HOME': '@dir@/..', 'DIR': '@dir@',
                              'AWS_CONFIG_FILE': '@dir@/.aws/config'},
                'files': {'config': f'[default]\nca_bundle = {path}\n'}}),
            ('REQUESTS_CA_BUNDLE', {'env': TLS | {
                'HOME': '@dir@/..', 'DIR': '@dir@',
                'REQUESTS_CA_BUNDLE': path}})):
        if '$' in path:
            more |= {'boto': no('tls'), 'why': 'botocore expands only ~ here, '
                     'but also $NAME in the names of other files'}
        row(f'{name} is {path}', 'AKIDENV', **more)
row('REQUESTS_CA_BUNDLE', at('us-west-2', url='https://127.0.0.1:TLSPORT'),
    env=TLS | {'REQUESTS_CA_BUNDLE': '@ca@'})
row('AWS_CA_BUNDLE before REQUESTS_CA_BUNDLE', 'AKIDENV',
    env=TLS | {'AWS_CA_BUNDLE': '@ca@', 'REQUESTS_CA_BUNDLE': '@other_ca@'})
row('ca_bundle before REQUESTS_CA_BUNDLE', 'AKIDENV',
    env=TLS | {'REQUESTS_CA_BUNDLE': '@other_ca@'},
    files={'config': '[default]\nca_bundle = @ca@\n'})
row('--ca-bundle before REQUESTS_CA_BUNDLE', 'AKIDENV',
    env=TLS | {'REQUESTS_CA_BUNDLE': '@other_ca@'}, options={'ca': '@ca@'})
row('REQUESTS_CA_BUNDLE without the CA', no('tls'), says='certificate',
    env=TLS | {'REQUESTS_CA_BUNDLE': '@other_ca@'})
row('an empty REQUESTS_CA_BUNDLE', no('tls'), says='certificate',
    env=TLS | {'REQUESTS_CA_BUNDLE': ''},
    boto=at('us-west-2', url='https://127.0.0.1:TLSPORT'),
    why='an empty variable counts as unset; botocore then checks no '
        'certificate')
row('--ca-bundle before AWS_CA_BUNDLE', 'AKIDENV',
    env=TLS | {'AWS_CA_BUNDLE': '@other_ca@'}, options={'ca': '@ca@'})
row('an unknown CA', no('tls'), says='certificate', env=TLS)
row('a CA bundle without the CA', no('tls'), says='certificate',
    env=TLS | {'AWS_CA_BUNDLE': '@other_ca@'})
row('a CA bundle that is missing', no('tls'), says='nothing.pem',
    env=TLS | {'AWS_CA_BUNDLE': '@dir@/nothing.pem'})
row("a certificate for another name", no('tls'), says='certificate|name',
    env=TLS | {'AWS_ENDPOINT_URL_EC2': '@tlslocal@', 'AWS_CA_BUNDLE': '@ca@'})
row('the CA bundle for STS', 'ASIAONE',
    env={'AWS_PROFILE': 'one', 'AWS_ENDPOINT_URL_STS': '@tls@',
         'AWS_CA_BUNDLE': '@ca@'},
    files={'credentials': BASE_KEYS,
           'config': role('one', 'source_profile = base')})
row('an unknown CA for STS', no('tls'), says='certificate',
    env={'AWS_PROFILE': 'one', 'AWS_ENDPOINT_URL_STS': '@tls@'},
    files={'credentials': BASE_KEYS,
           'config': role('one', 'source_profile = base')})
row('ca_bundle of the profile for STS', 'ASIAONE',
    env={'AWS_PROFILE': 'one', 'AWS_ENDPOINT_URL_STS': '@tls@'},
    files={'credentials': BASE_KEYS, 'config':
           role('one', 'source_profile = base', 'ca_bundle = @ca@')})
row('ca_bundle of the profile for SSO', 'ASIASSOADMIN',
    env=IN_SSO | {'AWS_ENDPOINT_URL_SSO': '@tls@'},
    files=cached(URL) | {'config': LEGACY + 'ca_bundle = @ca@\n'})
row('the CA bundle for SSO', 'ASIASSOADMIN',
    env=IN_SSO | {'AWS_ENDPOINT_URL_SSO': '@tls@', 'AWS_CA_BUNDLE': '@ca@'},
    files=cached(URL) | {'config': LEGACY})
row('an unknown CA for SSO', no('tls'), says='certificate',
    env=IN_SSO | {'AWS_ENDPOINT_URL_SSO': '@tls@'},
    files=cached(URL) | {'config': LEGACY})
row('the CA bundle for a web identity', 'ASIAPOD', files=TOKEN,
    env=WEB | {'AWS_ENDPOINT_URL_STS': '@tls@', 'AWS_CA_BUNDLE': '@ca@'})
row('an unknown CA for a web identity', no('tls'), says='certificate',
    env=WEB | {'AWS_ENDPOINT_URL_STS': '@tls@'}, files=TOKEN)
ALL = 'an option applies to all requests of the run'
row('--ca-bundle for STS', 'ASIAONE', options={'ca': '@ca@'},
    env={'AWS_PROFILE': 'one', 'AWS_ENDPOINT_URL_STS': '@tls@'},
    files={'credentials': BASE_KEYS,
           'config': role('one', 'source_profile = base')},
    boto=no('tls'), why=ALL)
row('--ca-bundle for SSO', 'ASIASSOADMIN', options={'ca': '@ca@'},
    env=IN_SSO | {'AWS_ENDPOINT_URL_SSO': '@tls@'},
    files=cached(URL) | {'config': LEGACY}, boto=no('tls'), why=ALL)
row('--ca-bundle for a container', 'ASIACONT', options={'ca': '@ca@'},
    env={'AWS_CONTAINER_CREDENTIALS_FULL_URI': '@tls@/creds'},
    serve={'GET /creds': document('ASIACONT')}, boto=no('source'), why=ALL)
row('ca_bundle of the profile for a container', 'ASIACONT',
    env={'AWS_CONTAINER_CREDENTIALS_FULL_URI': '@tls@/creds'},
    files={'config': '[default]\nca_bundle = @ca@\n'},
    serve={'GET /creds': document('ASIACONT')}, boto=no('source'),
    why='botocore does not use ca_bundle for containers')
row('http for EC2 and the CA bundle for STS', 'ASIAONE',
    env={'AWS_PROFILE': 'one', 'AWS_ENDPOINT_URL_STS': '@tls@',
         'AWS_CA_BUNDLE': '@ca@', 'no_proxy': '*'},
    files={'credentials': BASE_KEYS,
           'config': role('one', 'source_profile = base')})
row('HTTPS_PROXY', at('us-west-2', via='proxy'),
    env=NET | {'https_proxy': None, 'HTTPS_PROXY': '@url@'})
row('https_proxy before HTTPS_PROXY', at('us-west-2', via='proxy'),
    env=NET | {'HTTPS_PROXY': 'http://127.0.0.1:9'})
row('http_proxy', at('us-west-2', via='proxy'),
    env=ENV | {'http_proxy': '@url@'})
row('HTTP_PROXY', at('us-west-2', via='proxy'),
    env=ENV | {'HTTP_PROXY': '@url@'})
row('NO_PROXY', at('us-west-2', via='direct'),
    env=ENV | {'http_proxy': 'http://127.0.0.1:9',
               'NO_PROXY': 'x.example,127.0.0.1'})
row('no_proxy', at('us-west-2', via='direct'),
    env=ENV | {'http_proxy': 'http://127.0.0.1:9', 'no_proxy': '*'})
BAD_PROXY = {'http_proxy': 'http://127.0.0.1:9'}
for value in ('127.0.0.1:@port@', 'x.example, 127.0.0.1', ' 127.0.0.1 ',
              '.127.0.0.1', 'a,,127.0.0.1,'):
    row(f'NO_PROXY={value}', at('us-west-2', via='direct'),
        env=ENV | BAD_PROXY | {'NO_PROXY': value})
row('NO_PROXY of another port', at('us-west-2', via='proxy'),
    env=ENV | {'http_proxy': '@url@', 'NO_PROXY': '127.0.0.1:9'})
row('NO_PROXY=[::1]', at('us-west-2', via='direct'), v6=True,
    env=ENV | BAD_PROXY | {'AWS_ENDPOINT_URL_EC2': '@v6@',
                           'NO_PROXY': '[::1]'})
for value in ('::1', '::/64'):
    row(f'NO_PROXY={value}', at('us-west-2', via='direct'), v6=True,
        env=ENV | BAD_PROXY | {'AWS_ENDPOINT_URL_EC2': '@v6@',
                               'NO_PROXY': value},
        boto=no('connect'), why='curl and Go bypass the proxy too')
for value in ('127.0.0.0/8', 'x.example 127.0.0.1', 'x.example,*'):
    row(f'NO_PROXY={value}', at('us-west-2', via='direct'),
        env=ENV | BAD_PROXY | {'NO_PROXY': value},
        boto=no('connect'), why='curl and Go bypass the proxy too')
row('NO_PROXY with a star before a dot', at('us-west-2', via='proxy'),
    env=NET | {'NO_PROXY': '*.amazonaws.com'})
row('NO_PROXY with the end of a label', at('us-west-2', via='proxy'),
    env=NET | {'NO_PROXY': '.mazonaws.com,2.us-west-2.amazonaws.com'})
row('an empty no_proxy hides NO_PROXY', at('us-west-2', via='proxy'),
    env=ENV | {'http_proxy': '@url@', 'no_proxy': '', 'NO_PROXY': '*'})
row('an empty http_proxy hides HTTP_PROXY', at('us-west-2', via='direct'),
    env=ENV | {'http_proxy': '', 'HTTP_PROXY': 'http://127.0.0.1:9'})
row('an empty https_proxy hides HTTPS_PROXY', at('us-west-2', via='direct'),
    env=TLS | {'AWS_CA_BUNDLE': '@ca@', 'https_proxy': '',
               'HTTPS_PROXY': 'http://127.0.0.1:9'})
row('ALL_PROXY and all_proxy are ignored', at('us-west-2', via='direct'),
    env=ENV | {'ALL_PROXY': 'http://127.0.0.1:9',
               'all_proxy': 'http://127.0.0.1:9'})
row('https_proxy and an http endpoint', at('us-west-2', via='direct'),
    env=ENV | {'https_proxy': 'http://127.0.0.1:9'})
row('a proxy without a scheme', at('us-west-2', via='proxy'),
    env=ENV | {'http_proxy': '127.0.0.1:@port@'})
row('HTTP_PROXY under CGI', at('us-west-2', via='direct'),
    env=ENV | {'HTTP_PROXY': 'http://127.0.0.1:9', 'REQUEST_METHOD': 'GET'})
row('http_proxy under CGI', at('us-west-2', via='proxy'),
    env=ENV | {'http_proxy': '@url@', 'HTTP_PROXY': 'http://127.0.0.1:9',
               'REQUEST_METHOD': 'GET'})
row('HTTPS_PROXY under CGI', at('us-west-2', via='proxy'),
    env=NET | {'https_proxy': None, 'HTTPS_PROXY': '@url@',
               'REQUEST_METHOD': 'GET'})
row('HTTP_PROXY for STS under CGI', 'ASIAONE',
    env={'AWS_PROFILE': 'one', 'HTTP_PROXY': 'http://127.0.0.1:9',
         'REQUEST_METHOD': 'POST'},
    files={'credentials': BASE_KEYS,
           'config': role('one', 'source_profile = base')})
row('a proxy for STS', 'ASIAONE',
    env={'AWS_PROFILE': 'one', 'http_proxy': '@url@'},
    files={'credentials': BASE_KEYS,
           'config': role('one', 'source_profile = base')})
HELPERS = {n: v for n, v in NET.items() if n not in ENV}
row('HTTPS_PROXY for STS', 'ASIAONE',
    env=HELPERS | {'AWS_PROFILE': 'one', 'https_proxy': None,
                   'HTTPS_PROXY': '@url@'},
    files={'credentials': BASE_KEYS,
           'config': role('one', 'source_profile = base')})
row('HTTPS_PROXY for SSO', 'ASIASSOADMIN',
    env=HELPERS | IN_SSO | {'https_proxy': None, 'HTTPS_PROXY': '@url@'},
    files=cached(URL) | {'config': LEGACY})
row('HTTPS_PROXY for a web identity', 'ASIAPOD', files=TOKEN,
    env=HELPERS | WEB | {'https_proxy': None, 'HTTPS_PROXY': '@url@'})
row('a proxy for SSO', 'ASIASSOADMIN',
    env=IN_SSO | {'http_proxy': '@url@'},
    files=cached(URL) | {'config': LEGACY})
for name in ('no_proxy', 'NO_PROXY'):
    row(f'{name} for STS', 'ASIAONE', env={
        'AWS_PROFILE': 'one', 'AWS_ENDPOINT_URL_STS': '@tls@',
        'AWS_CA_BUNDLE': '@ca@', 'https_proxy': 'http://127.0.0.1:9',
        name: '127.0.0.1'}, files={
            'credentials': BASE_KEYS,
            'config': role('one', 'source_profile = base')})
    row(f'{name} for SSO', 'ASIASSOADMIN', env=IN_SSO | {
        'AWS_ENDPOINT_URL_SSO': '@tls@', 'AWS_CA_BUNDLE': '@ca@',
        'https_proxy': 'http://127.0.0.1:9', name: '127.0.0.1'},
        files=cached(URL) | {'config': LEGACY})

# --- clocks in other years ------------------------------------------------

row('SSO login that has expired, in 2045', no('source'), says='aws sso login',
    wrap='@2045-01-01 00:00:00', env=IN_SSO,
    files=cached(URL, '2044-12-31T23:59:59Z') | {'config': LEGACY})
row('SSO login, in 2012', 'ASIASSOADMIN',
    wrap='@2012-01-01 00:00:00', env=IN_SSO,
    files=cached(URL, '2012-01-01T08:00:00Z') | {'config': LEGACY},
    serve={'GET /federation/credentials': {'roleCredentials': {
        'accessKeyId': 'ASIASSOADMIN', 'sessionToken': 'sso/token==',
        'secretAccessKey': secret('ASIASSOADMIN'),
        'expiration': 1325404800000}}})
row('container, in 2012', 'ASIACONT', wrap='@2012-01-01 00:00:00',
    env=FULL, serve={'GET /creds': document('ASIACONT',
                                            expires='2012-01-01T06:00:00Z')})
row('container with expired keys, in 2045', no('source'), says='expire',
    wrap='@2045-01-01 00:00:00', env=FULL,
    serve={'GET /creds': document('ASIACONT')})
row('credential_process, in 2012', 'AKIDPROC',
    wrap='@2012-01-01 00:00:00',
    files=process(PROC % ', "SessionToken": "t", '
                  '"Expiration": "2012-01-01T01:00:00Z"'))
row('credential_process with expired keys, a day later',
    no('source'), says='expire',
    wrap='+86400s', files=process(PROC % ', "SessionToken": "t", '
                                  '"Expiration": "@now+3600@"'))
row('expired keys in the environment', no('source'), says='expire',
    wrap='+86400s',
    env=pair('AKIDENV', 't') | {'AWS_CREDENTIAL_EXPIRATION': '@now+3600@'})

# --- what users of other tools have reported ------------------------------

row('a C comment after a header', 'AKIDX',
    env={'AWS_PROFILE': 'x'},
    files={'config': '[profile x] /* s3://path/to/bucket */\n' +
           keys('AKIDX')})
row('blanks before the first setting, quotes around values',
    'AKIDX', env={'AWS_PROFILE': 'x'},
    files={'config': '[profile y]\n username = "admin"\n password = "---"\n' +
           profile('profile x', keys('AKIDX'))})
row('an apostrophe in a quoted name', 'AKIDX',
    env={'AWS_PROFILE': "Someone's MacBook Pro"},
    files={'config': profile('profile "Someone\'s MacBook Pro"',
                             keys('AKIDX'))})
row("an apostrophe in another profile's name, without quotes", 'AKIDX',
    env={'AWS_PROFILE': 'x'},
    files={'config': "[profile Someone's]\nregion = x\n" +
           profile('profile x', keys('AKIDX'))})
row('a source whose name has an apostrophe', 'ASIAONE',
    env={'AWS_PROFILE': 'one'},
    files={'config': role('one', "source_profile = Someone's Mac") +
           profile('profile "Someone\'s Mac"', keys('AKIDWORK'))})
row('a slash in a name, values in backquotes', 'AKIDPROC',
    env={'AWS_PROFILE': 'Audit/AWSPowerUserAccess'},
    files=process(PROC % '') | {'config':
        '[profile Audit/AWSPowerUserAccess]\n'
        'granted_sso_start_url      = `https://d-1.awsapps.com/start`\n'
        'common_fate_generated_from = aws-sso\n'
        'credential_process         = @dir@/process --profile '
        'Audit/AWSPowerUserAccess\n'})
row('a name with a blank and a colon, without quotes', no('profile'),
    says='Account',
    env={'AWS_PROFILE': 'My Account:ReadOnly'},
    files=process(PROC % '') | {'config':
        '[profile My Account:ReadOnly]\n'
        'credential_process = @dir@/process -u open -S "foo" process\n'})
row('a malformed profile before the chosen profile', no('config'),
    says=r'credentials.*\b\d\b', env={'AWS_PROFILE': 'x'},
    files={'credentials': '[a]\naws_access_key_id: \nassumed\n' +
           profile('x', keys('AKIDX'))})
row('settings with dots in their names', 'AKIDX',
    env={'AWS_PROFILE': 'dev', 'AWS_MAX_ATTEMPTS': None},
    files={'credentials': profile('dev', keys('AKIDX')),
           'config': '[profile dev]\nregion = us-west-2\nmax_attempts=5\n'
           'retry_mode=standard\ndev.s3.max_concurrent_requests = 10\n'
           'dev.proxy.host = localhost\nsignature_version = s3v4\n'})
row('an unknown setting in the source profile', 'ASIAONE',
    env={'AWS_PROFILE': 'one'},
    files={'credentials': FILE, 'config': '[default]\naws_account_id = 1\n' +
           role('one', 'source_profile = default')})
row('keys before any section header', no('config'),
    says=r'credentials.*\b1\b',
    files={'credentials': keys('AKIDFILE') + '\n'})
row('a role whose source has no keys', no('config'), says='foo',
    env={'AWS_PROFILE': 'bar'},
    files={'config': '[profile foo]\n\n[profile bar]\nsource_profile = foo\n'
           f'role_arn={ROLE}Administrator\n'})
row('a role whose source has no keys, and keys in the environment', 'AKIDENV',
    env=pair('AKIDENV'),
    files={'config': '[profile foo]\n\n[profile bar]\nsource_profile = foo\n'
           f'role_arn={ROLE}Administrator\n'})
row('an empty AWS_DEFAULT_PROFILE before AWS_PROFILE', 'AKIDX',
    env={'AWS_DEFAULT_PROFILE': '', 'AWS_PROFILE': 'x'},
    files={'credentials': FILE + profile('x', keys('AKIDX'))},
    boto=no('profile'),
    why='an empty variable counts as unset, because scripts unset variables '
        'that way')
row('an empty AWS_PROFILE and keys in the environment', 'AKIDENV',
    env=pair('AKIDENV') | {'AWS_PROFILE': ''}, boto=no('profile'),
    why='an empty variable counts as unset, because scripts unset variables '
        'that way')
row('[default] without keys', no('none'), says='default',
    files={'credentials': '[default]\n\n' + profile('x', keys('AKIDX'))})
CHAIN = (role('one', 'source_profile = a') + role('a', 'source_profile = b'))
row('two roles whose source has credential_source without role_arn',
    no('config'), says='b',
    env=FULL | {'AWS_PROFILE': 'one'},
    files={'config': CHAIN + '[profile b]\ncredential_source = '
           'EcsContainer\n'},
    serve={'GET /creds': document('ASIACONT')})
row('three roles with credentials of a container', 'ASIAONE',
    env=FULL | {'AWS_PROFILE': 'one'},
    files={'config': CHAIN + role('b', 'credential_source = EcsContainer')},
    serve={'GET /creds': document('ASIACONT')})
row('a role that is its own source, keys in the other file', 'ASIAONE',
    env={'AWS_PROFILE': 'one'},
    files={'config': role('one', 'source_profile=one',
                          'adfs_config.ssl_verification = True',
                          'output = json'),
           'credentials': profile('one', keys('AKIDONE', 'o/k'),
                                  'aws_security_token = o/k')})
row('three roles in a circle', no('any'), says='one',
    env={'AWS_PROFILE': 'one'},
    files={'config': role('one', 'source_profile=prod') +
           role('prod', 'source_profile=dev') +
           role('dev', 'source_profile=one')})
row('source_profile without role_arn, and keys',
    'AKIDX', env={'AWS_PROFILE': 'x'},
    files={'credentials': profile('x', keys('AKIDX')),
           'config': '[profile x]\nsource_profile = x\n'})
row('source_profile without role_arn or keys', no('any'), says='x',
    env={'AWS_PROFILE': 'x'},
    files={'credentials': FILE,
           'config': '[profile x]\nsource_profile = default\n'})
row('a session name of 80 characters', 'ASIAONE',
    env={'AWS_PROFILE': 'one'},
    files={'credentials': BASE_KEYS,
           'config': role('one', 'source_profile = base',
                          'role_session_name = ' + 'n' * 80)})
row('a duration of 12 hours', 'ASIAONE', env={'AWS_PROFILE': 'one'},
    files={'credentials': BASE_KEYS,
           'config': role('one', 'source_profile = base',
                          'duration_seconds = 43200')})
row('a duration that is longer than the role allows', no('source'),
    says='MaxSessionDuration', env={'AWS_PROFILE': 'one'},
    files={'credentials': BASE_KEYS,
           'config': role('one', 'source_profile = base',
                          'duration_seconds = 43200')},
    serve={'AssumeRole': (400, STS_ERROR % (
        'ValidationError', 'The requested DurationSeconds exceeds the '
        'MaxSessionDuration set for this role.'))})
row('SSO answers UnauthorizedException', no('source'), env=IN_SSO,
    says='(?s)Session token not found or invalid.*aws sso login',
    files=cached(URL) | {'config': LEGACY},
    serve={'GET /federation/credentials': (401, json.dumps({
        'message': 'Session token not found or invalid', '__type':
        'com.amazonaws.switchboard.portal#UnauthorizedException'}))})
row('SSO answers ForbiddenException', no('source'), env=IN_SSO,
    says='(?s)No access', files=cached(URL) | {'config': LEGACY},
    serve={'GET /federation/credentials': (403, json.dumps({
        'message': 'No access', '__type':
        'com.amazonaws.switchboard.portal#ForbiddenException'}))})
row('SSO renewal, reply InvalidGrantException', no('source'),
    env=IN_SSO, says='(?s)InvalidGrantException|invalid_grant',
    serve={'POST /token': (400, '{"__type": "InvalidGrantException", '
                           '"error": "invalid_grant"}')},
    files=cached('corp', '@now-60@', **RENEWABLE) | {'config': SESSION})
row('a percent-encoded proxy password', at('us-west-2', via='proxy'),
    env=ENV | {'http_proxy': 'http://user:pass%23%40@127.0.0.1:@port@'})
row('a proxy without a scheme, with a password',
    at('us-west-2', via='proxy'),
    env=ENV | {'http_proxy': 'user:password@127.0.0.1:@port@'})
row('a proxy that speaks SOCKS', no('any'), says='(?i)socks',
    env=ENV | {'http_proxy': 'socks5://127.0.0.1:9'})
row('a proxy with a path', at('us-west-2', via='proxy'),
    env=ENV | {'http_proxy': '@url@/'})
row('no answer to the token request in AWS_METADATA_SERVICE_TIMEOUT',
    'ASIAINST', env=ON_INSTANCE | {'AWS_METADATA_SERVICE_TIMEOUT': '2'},
    serve=INSTANCE | {'PUT /latest/api/token': late, 'v2only': False})
row('an HTML page in place of the role list', no('none'),
    says='role|404', env=ON_INSTANCE,
    serve=INSTANCE | {f'GET {META}': (404, '<?xml version="1.0" encoding='
                      '"iso-8859-1"?>\n<html><head><title>404 - Not Found'
                      '</title></head></html>')})
row('a setting that is not UTF-8', 'AKIDFILE', boto=no('config'),
    why='we do not read this setting, so its encoding does not matter',
    files={'credentials': b'[default]\nname = cl\xe9\n' + FILE[10:].encode()})
row('a role of --profile with keys of an SSO session', 'ASIAONE',
    options={'profile': 'one'}, files=cached('corp') | {
        'config': SESSION + role('one', 'source_profile = s', 'region = '
                                 'us-west-2')})
row('square brackets in a name', 'AKIDX',
    env={'AWS_PROFILE': '[PROD]-Project.Admin'},
    files={'config': profile('profile [PROD]-Project.Admin', keys('AKIDX'))})
row("square brackets in another profile's name", 'AKIDX',
    env={'AWS_PROFILE': 'x'},
    files={'config': profile('profile [PROD]-P.A', keys('AKIDY')) +
           profile('profile x', keys('AKIDX'))})
row('a carriage return at the end of AWS_SESSION_TOKEN', no('any'),
    says='session token',
    env=pair('AKIDENV', 'tok\r'))
row('an SSO session of a profile in the credentials file', 'ASIASSOADMIN',
    env=IN_SSO, files=cached('corp') | {
        'config': SESSION[SESSION.index('[sso-session'):],
        'credentials': SESSION[:SESSION.index('[sso-session')].replace(
            '[profile ', '[')})
row('AWS_DEFAULT_PROFILE before an SSO AWS_PROFILE', 'AKIDY',
    env=IN_SSO | {'AWS_DEFAULT_PROFILE': 'y'},
    files=cached('corp') | {'config': SESSION + profile(
        'profile y', keys('AKIDY'))})
row('AWS_DEFAULT_PROFILE of SSO before AWS_PROFILE', 'ASIASSOADMIN',
    env={'AWS_DEFAULT_PROFILE': 's', 'AWS_PROFILE': 'y'},
    files=cached('corp') | {'config': SESSION + profile(
        'profile y', keys('AKIDY'))})
row('a source with keys and a role of its own', 'ASIAONE',
    env={'AWS_PROFILE': 'one'},
    files={'config': role('one', 'source_profile = b') +
           role('b', 'source_profile = c', keys('AKIDB')) +
           profile('profile c', keys('AKIDC'))})
row('source_profile default without keys, and keys in the environment',
    no('config'),
    says='default',
    env=pair('AKIDENV', 'vault'), options={'profile': 'one'},
    files={'config': '[default]\noutput=json\nregion=us-east-1\n' +
           role('one', 'source_profile = default')})
row('a start URL that ends in #/', 'ASIASSOADMIN', env=IN_SSO,
    files=cached(URL + '#/') | {'config': LEGACY.replace(URL, URL + '#/')})
row('a start URL that ends in #/, login at the URL without it', no('source'),
    says='aws sso login',
    env=IN_SSO,
    files=cached(URL) | {'config': LEGACY.replace(URL, URL + '#/')})
row('a region of euca2ools', no('region'), says='me@us-east-1',
    env=pair('AKIDENV') | {'AWS_DEFAULT_REGION': 'me@us-east-1'})
row('expired keys in the credentials file', 'AKIDFILE',
    files={'credentials': profile('default', keys('AKIDFILE', 't'),
           'aws_expiration = 2020-01-01T00:00:00Z',
           'expiration = 2020-01-01T00:00:00Z',
           'x_security_token_expires = 2020-01-01T00:00:00Z')})
row('a plugin and its settings', {'key': 'AKIDFILE', 'region': 'eucalyptus'},
    env={'AWS_DEFAULT_REGION': None},
    files={'credentials': FILE, 'config': '[plugins]\neucalyptus = '
           'awscli_plugin_eucalyptus\n\n[default]\n#ufshost = localhost\n'
           'ufshost = jump\nufsport = 8773\nverify_ssl = no\noutput = text\n'
           'region = eucalyptus\n'})
