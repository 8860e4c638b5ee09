# SPDX-License-Identifier: BSD-2-Clause
"""The services that hand out credentials, and EC2 itself, as HTTP servers on
loopback.  Each server acts as all services, and as a proxy.  The class Services
records all requests."""
import datetime
import hashlib
import hmac
import json
import os
import re
import socket
import ssl
import subprocess
import sys
import threading
import time
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))), 'cmd'))

import scripted                                             # noqa: E402

EC2_REPLY = '''<?xml version="1.0" encoding="UTF-8"?>
<DescribeImageAttributeResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
  <requestId>59dbff89-35bd-4eac-99ed-be587EXAMPLE</requestId>
  <imageId>%s</imageId>
  <productCodes><item><productCode>774F4FF8</productCode><type>devpay</type></item></productCodes>
</DescribeImageAttributeResponse>'''

CONFIRM_REPLY = '''<ConfirmProductInstanceResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
  <requestId>59dbff89-35bd-4eac-99ed-be587EXAMPLE</requestId>
  <ownerId>111122223333</ownerId><return>true</return>
</ConfirmProductInstanceResponse>'''

STS_REPLY = '''<%(action)sResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <%(action)sResult>
    <AssumedRoleUser><AssumedRoleId>ARO123:x</AssumedRoleId><Arn>arn:aws:sts::111122223333:assumed-role/%(role)s/x</Arn></AssumedRoleUser>
    <Credentials>
      <AccessKeyId>%(key)s</AccessKeyId>
      <SecretAccessKey>%(secret)s</SecretAccessKey>
      <SessionToken>%(token)s</SessionToken>
      <Expiration>%(expiration)s</Expiration>
    </Credentials>
  </%(action)sResult>
  <ResponseMetadata><RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7</RequestId></ResponseMetadata>
</%(action)sResponse>'''

STS_ERROR = '''<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>
  <RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7</RequestId>
</ErrorResponse>'''


def secret(key):
    """Returns the secret key that belongs to an access key.  A service computes
    this key to check a signature.  A secret key of another access key makes a
    wrong signature."""
    return f'wJalr/{key}+secretEXAMPLE'


def moment(seconds=0):
    """Returns the time SECONDS from now, in the form of the services."""
    at = datetime.datetime.fromtimestamp(time.time() + seconds,
                                         datetime.timezone.utc)
    return at.strftime('%Y-%m-%dT%H:%M:%SZ')


def quote(text):
    return urllib.parse.quote(text, safe='-_.~')


def signature_of(method, path, query, headers, body, key, scope, names):
    """Returns the v4 signature that this request should have."""
    def mac(secret_key, text):
        return hmac.new(secret_key, text.encode(), hashlib.sha256).digest()

    pairs = urllib.parse.parse_qsl(query, keep_blank_values=True)
    # Computes the canonical path as the services do: removes dot segments and
    # empty segments, and encodes the path once more.
    segments = []
    for segment in path.split('/'):
        if segment == '..':
            del segments[-1:]
        elif segment not in ('', '.'):
            segments.append(segment)
    path = '/' + '/'.join(segments) + '/' * (path[-1:] == '/' and
                                             bool(segments))
    canonical = '\n'.join([
        method, urllib.parse.quote(path or '/', safe='/-_.~'),
        '&'.join(sorted(f'{quote(n)}={quote(v)}' for n, v in pairs)),
        *(f'{n}:{" ".join(headers.get(n, "").split())}' for n in names),
        '', ';'.join(names), hashlib.sha256(body).hexdigest()])
    text = '\n'.join([
        'AWS4-HMAC-SHA256', headers.get('x-amz-date', ''), '/'.join(scope),
        hashlib.sha256(canonical.encode()).hexdigest()])
    derived = ('AWS4' + secret(key)).encode()
    for part in scope:
        derived = mac(derived, part)
    return mac(derived, text).hex()


AUTHORIZATION = re.compile(
    r'AWS4-HMAC-SHA256 Credential=([^/]*)/(\d{8})/([^/]*)/([^/]*)/aws4_request'
    r', ?SignedHeaders=([^,]*), ?Signature=([0-9a-f]{64})$')


def signer_of(method, path, query, headers, body):
    """Returns who signed a request, for which region and service, and whether
    the signature is right."""
    text = headers.get('authorization', '')
    found = AUTHORIZATION.match(text)
    token = headers.get('x-amz-security-token')
    if not found:
        return {'key': text or None, 'token': token, 'region': None,
                'service': None, 'signature': None}
    key, date, region, service, names, signature = found.groups()
    good = signature_of(method, path, query, headers, body, key,
                        (date, region, service, 'aws4_request'),
                        names.split(';'))
    return {'key': key, 'token': token, 'region': region, 'service': service,
            'signature': 'good' if signature == good else 'bad'}


class Handler(scripted.Handler):
    base = None
    via = 'direct'

    def setup(self):
        if self.server.tls:
            self.request = self.server.tls.wrap_socket(self.request,
                                                       server_side=True)
        super().setup()

    def do_CONNECT(self):
        self.server.owner.note({'kind': 'connect', 'url': self.path})
        status = self.server.owner.serve.get('CONNECT', 200)
        if status != 200:
            self.reply(status)
            self.close_connection = True
            return
        self.wfile.write(b'HTTP/1.1 200 Connection established\r\n\r\n')
        self.wfile.flush()
        self.base = 'https://' + self.path.removesuffix(':443')
        self.via = 'proxy'
        self.connection = self.server.owner.context.wrap_socket(
            self.connection, server_side=True)
        self.rfile = self.connection.makefile('rb', -1)
        self.wfile = self.connection.makefile('wb', 0)
        self.close_connection = False

    def do_GET(self):
        body = self.body()
        target, base, via = self.path, self.base, self.via
        if target.startswith('http://'):
            parts = urllib.parse.urlsplit(target)
            base, via = f'http://{parts.netloc}', 'proxy'
            target = parts.path or '/'
            target += '?' + parts.query if parts.query else ''
        if base is None:
            scheme = 'https' if self.server.tls else 'http'
            base = f'{scheme}://{self.headers.get("Host")}'
        path, _, query = target.partition('?')
        headers = {n.lower(): v for n, v in self.headers.items()}
        status, text = self.server.owner.answer(
            self.command, base, via, path, query, headers, body)
        self.reply(status, text, 'application/json'
                   if text[:1] in (b'{', '{') else 'text/xml')

    do_POST = do_PUT = do_GET


class Server6(scripted.Server):
    address_family = socket.AF_INET6


class Services:
    """All services of one run.  SERVE maps `METHOD /path`, or the action of a
    query, to an answer.  If SERVE has `v2only`, requests to the metadata service
    need a token.  `CONNECT` is the status of a proxy's answer.  An answer is a status, a text, a pair (status, text),
    a dictionary (sent as JSON), a list of answers, or a function that gets
    these services and returns an answer.  A list gives one answer for each
    request, and its last answer for all later requests."""

    def __init__(self, serve, context, want_tls=False, want_v6=False):
        self.serve = dict(serve)
        self.context = context
        self.records = []
        self.lock = threading.Lock()
        self.servers = []
        self.port = self.start()
        self.tls_port = self.start(tls=context) if want_tls else 0
        self.v6_port = self.start(Server6, '::1') if want_v6 else 0

    def start(self, kind=scripted.Server, address='127.0.0.1', tls=None):
        server = kind(None, (address, 0), Handler)
        server.tls, server.owner = tls, self
        self.servers.append(server)
        return server.server_port

    def stop(self):
        for server in self.servers:
            server.shutdown()
            server.server_close()

    def note(self, record):
        with self.lock:
            record['at'] = time.time()
            self.records.append(record)

    def plain(self, url):
        """Returns a URL with a fixed word in place of this run's port."""
        for port, name in ((self.port, 'PORT'), (self.tls_port, 'TLSPORT'),
                           (self.v6_port, 'V6PORT')):
            url = re.sub(rf':{port}(?=/|$)', f':{name}', url)
        return url.rstrip('/')

    def scripted_answer(self, name):
        with self.lock:
            value = self.serve.get(name)
            if isinstance(value, list):
                value = value[0] if len(value) == 1 else value.pop(0)
        if callable(value):
            value = value(self)
        if isinstance(value, int):
            return value, '{}'
        if isinstance(value, dict):
            return 200, json.dumps(value)
        if isinstance(value, tuple):
            return value
        return None if value is None else (200, value)

    def answer(self, method, base, via, path, query, headers, body):
        asked = dict(urllib.parse.parse_qsl(
            body.decode('latin-1') if method == 'POST' else query,
            keep_blank_values=True))
        action = asked.get('Action', '')
        url = self.plain(base + path)
        record = {'url': url, 'via': via,
                  **signer_of(method, path, query, headers, body)}
        if action == 'DescribeImageAttribute':
            self.note({'kind': 'ec2', 'image': asked.get('ImageId'), **record})
            return (self.scripted_answer(action) or
                    (200, EC2_REPLY % asked.get('ImageId')))
        if action == 'ConfirmProductInstance':
            self.note({'kind': 'ec2', 'instance': asked.get('InstanceId'),
                       **record})
            return 200, CONFIRM_REPLY
        if action:
            return self.sts(action, asked, record)
        if path.endswith('/federation/credentials'):
            return self.sso(asked, headers, record)
        bare = path.rstrip('/')
        if bare.startswith('/latest'):
            token = headers.get('x-aws-ec2-metadata-token')
            self.note({'kind': 'imds', 'words':
                       f'imds {method} {bare} token {token} {via}'})
            if token is None and method == 'GET' and self.serve.get('v2only'):
                return 401, ''
        else:
            self.note({'kind': 'other', 'words':
                       f'{method} {self.plain(path)} {via}'
                       f' authorization {headers.get("authorization")}'})
        return self.scripted_answer(f'{method} {bare}') or (404, 'not found')

    def sts(self, action, asked, record):
        name = asked.get('RoleSessionName', '')
        if not name.startswith('given'):
            good = re.fullmatch(r'[\w+=,.@-]{2,64}', name, re.ASCII)
            asked['RoleSessionName'] = '(own)' if good else f'(bad {name!r})'
        asked.pop('Version', None)
        self.note({'kind': 'sts', 'words': f'sts {record["key"]} '
                   f'{record["token"]} {record["region"]} '
                   f'{record["signature"]} {record["url"]} {record["via"]} ' +
                   '&'.join(f'{n}={asked[n]}' for n in sorted(asked))})
        custom = self.scripted_answer(action)
        if custom:
            return custom
        role = asked.get('RoleArn', '').rpartition('/')[2]
        key = 'ASIA' + re.sub('[^A-Z0-9]', '', role.upper())
        return 200, STS_REPLY % {
            'action': action, 'role': role, 'key': key, 'secret': secret(key),
            'token': f'token/of+{role}==', 'expiration': moment(3600)}

    def sso(self, asked, headers, record):
        self.note({'kind': 'sso', 'words':
                   f'sso {asked.get("account_id")} {asked.get("role_name")} '
                   f'bearer {headers.get("x-amz-sso_bearer_token")} '
                   f'{record["key"]} {record["url"]} {record["via"]}'})
        custom = self.scripted_answer('GET /federation/credentials')
        if custom:
            return custom
        key = 'ASIASSO' + asked.get('role_name', '').upper()
        return 200, json.dumps({'roleCredentials': {
            'accessKeyId': key, 'secretAccessKey': secret(key),
            'sessionToken': 'sso/token==',
            'expiration': int((time.time() + 3600) * 1000)}})


def make_certificates(directory, names):
    """Makes the CAs ca.pem and other.pem in DIRECTORY.  Returns the TLS context
    of a server whose certificate is for NAMES and signed by ca.pem."""
    def openssl(*words):
        subprocess.run(['openssl', *words], cwd=directory, check=True,
                       capture_output=True, stdin=subprocess.DEVNULL)

    with open(f'{directory}/openssl.cnf', 'w') as f:
        f.write('[req]\ndistinguished_name = dn\nprompt = no\n'
                '[dn]\nCN = test\n'
                '[ca]\nbasicConstraints = critical, CA:TRUE\n'
                'keyUsage = critical, keyCertSign, cRLSign\n'
                'subjectKeyIdentifier = hash\n'
                '[server]\nbasicConstraints = CA:FALSE\n'
                'keyUsage = critical, digitalSignature\n'
                'extendedKeyUsage = serverAuth\n'
                'subjectKeyIdentifier = hash\n'
                'authorityKeyIdentifier = keyid\n'
                'subjectAltName = @names\n[names]\n')
        for i, name in enumerate(names):
            kind = 'IP' if re.fullmatch('[0-9.]+|.*:.*', name) else 'DNS'
            f.write(f'{kind}.{i} = {name}\n')
    key = ('-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1',
           '-nodes', '-config', 'openssl.cnf')
    for ca in ('ca', 'other'):
        openssl('req', '-x509', *key, '-extensions', 'ca', '-days', '3650',
                '-subj', f'/CN={ca} of this test', '-keyout', f'{ca}.key',
                '-out', f'{ca}.pem')
    openssl('req', *key, '-keyout', 'server.key', '-out', 'server.csr')
    openssl('x509', '-req', '-in', 'server.csr', '-CA', 'ca.pem', '-CAkey',
            'ca.key', '-set_serial', '7', '-days', '3650', '-extfile',
            'openssl.cnf', '-extensions', 'server', '-out', 'server.pem')
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f'{directory}/server.pem',
                            f'{directory}/server.key')
    return context
