#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Tests a support page: a loopback server with a CGI script that runs a
command.  The server passes a visitor's header `Proxy` to the script as
HTTP_PROXY (httpoxy).  This variable must not decide where the command sends its
signed requests."""
import http.client
import http.server
import os
import socket
import subprocess
import sys
import threading

sys.dont_write_bytecode = True
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, 'credentials'))

from services import Services                               # noqa: E402

BIN = os.environ['BIN']
TMP = os.environ['TMP']
WRAP = os.environ.get('WRAP', '')
PASSED_ON = ('PATH', 'ASAN_OPTIONS', 'UBSAN_OPTIONS', 'LSAN_OPTIONS',
             'LD_LIBRARY_PATH')
SCRIPT = f'''#!/bin/sh
printf 'Content-Type: text/plain\\r\\n\\r\\n'
exec {WRAP} {BIN}/ec2-describe-image-attribute ami-12345678 -p 2>&1
'''
ROW = 'productCodes\tami-12345678\t\tproductCode\t774F4FF8\n'


class Page(http.server.BaseHTTPRequestHandler):
    """Runs page.cgi with the environment of a CGI script (RFC 3875)."""
    more = {}

    def log_message(self, *args):
        pass

    def do_GET(self):
        env = {n: os.environ[n] for n in PASSED_ON if n in os.environ}
        env |= {'GATEWAY_INTERFACE': 'CGI/1.1', 'REQUEST_METHOD': 'GET',
                'SERVER_PROTOCOL': 'HTTP/1.1', 'QUERY_STRING': ''}
        for name, value in self.headers.items():
            env['HTTP_' + name.upper().replace('-', '_')] = value
        done = subprocess.run([f'{TMP}/page.cgi'], env=env | self.more,
                              stdin=subprocess.DEVNULL, capture_output=True)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(done.stdout.partition(b'\r\n\r\n')[2])


def visit(more, header):
    """Visits the page with a header that names a proxy.  Returns the page,
    whether the command called this proxy, and how each request reached EC2:
    'direct' or 'proxy'."""
    services = Services({}, None)
    evil = socket.create_server(('127.0.0.1', 0))
    evil.setblocking(False)
    page = http.server.HTTPServer(('127.0.0.1', 0), type(
        'Here', (Page,), {'more': {
            n: v.format(url=f'http://127.0.0.1:{services.port}',
                        evil='http://127.0.0.1:%d' % evil.getsockname()[1])
            for n, v in more.items()}}))
    threading.Thread(target=page.serve_forever, args=(0.05,),
                     daemon=True).start()
    try:
        visitor = http.client.HTTPConnection(*page.server_address,
                                             timeout=60)
        visitor.request('GET', '/page.cgi', headers={
            header: 'http://127.0.0.1:%d' % evil.getsockname()[1]})
        text = visitor.getresponse().read().decode('utf-8', 'replace')
        try:
            evil.accept()[0].close()
            called = True
        except BlockingIOError:
            called = False
        vias = [r['via'] for r in services.records if r['kind'] == 'ec2']
    finally:
        page.shutdown()
        page.server_close()
        services.stop()
        evil.close()
    return text, called, vias


KEYS = {'AWS_ACCESS_KEY_ID': 'AKIDENV', 'AWS_SECRET_ACCESS_KEY': 'secret',
        'AWS_REGION': 'us-west-2', 'AWS_ENDPOINT_URL': '{url}',
        'AWS_MAX_ATTEMPTS': '1'}
CASES = (
    ('a visitor without the header Proxy', {}, 'X-Other', 'direct'),
    ('a visitor with the header Proxy', {}, 'Proxy', 'direct'),
    ("http_proxy in the page's environment", {'http_proxy': '{url}'}, 'Proxy',
     'proxy'),
    ('keys of a role', {'AWS_ACCESS_KEY_ID': '', 'AWS_SECRET_ACCESS_KEY': '',
                        'AWS_PROFILE': 'one', 'AWS_CONFIG_FILE':
                        f'{TMP}/config'}, 'Proxy', 'direct'),
)


def main():
    with open(f'{TMP}/page.cgi', 'w') as f:
        f.write(SCRIPT)
    os.chmod(f'{TMP}/page.cgi', 0o700)
    with open(f'{TMP}/config', 'w') as f:
        f.write('[profile one]\nrole_arn = arn:aws:iam::111122223333:role/one'
                '\nsource_profile = base\n[profile base]\n'
                'aws_access_key_id = AKIDBASE\n'
                'aws_secret_access_key = secret\n')
    failed = 0
    for name, more, header, via in CASES:
        text, called, vias = visit(KEYS | more, header)
        if text != ROW or called or set(vias) != {via}:
            failed = 1
            print(f'{name}: {text!r}, the proxy was '
                  f'{"called" if called else "not called"}, {vias}')
    print(f'{len(CASES)} visits')
    return failed


sys.exit(main())
