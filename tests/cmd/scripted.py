# SPDX-License-Identifier: BSD-2-Clause
"""An HTTP server on loopback for the tests in Python.  A function of the test
returns the server's answers."""
import http.server
import threading


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    disable_nagle_algorithm = True
    timeout = 60

    def log_message(self, *args):
        pass

    def body(self):
        return self.rfile.read(int(self.headers.get('Content-Length') or 0))

    def reply(self, status, data=b'', kind='text/xml'):
        data = data.encode() if isinstance(data, str) else data
        self.send_response(status)
        self.send_header('Content-Length', str(len(data)))
        self.send_header('Content-Type', kind)
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        answer = self.server.answer(self, self.body())
        if answer is None:
            self.close_connection = True
        else:
            self.reply(*answer)

    do_POST = do_PUT = do_GET


class Server(http.server.ThreadingHTTPServer):
    """A new server starts to serve immediately.  answer(handler, body) returns
    a tuple: the HTTP status and, optionally, the body and its Content-Type.  If
    it returns None, the server closes the connection without an answer."""
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    tls = None

    def __init__(self, answer, address=('127.0.0.1', 0), handler=Handler):
        super().__init__(address, handler)
        self.answer = answer
        self.url = f'http://127.0.0.1:{self.server_port}'
        threading.Thread(target=self.serve_forever, args=(0.05,),
                         daemon=True).start()

    def handle_error(self, request, client_address):
        pass    # In some tests, clients hang up or distrust our certificate.
