"""Passes requests on to an endpoint and counts its calls. Usage: counting_proxy.py ENDPOINT

Prints where it listens. GET /_counts answers "CALLS OPERATIONS" since it was asked last: requests, and starts of operations
that were accepted.
"""

import http.client
import http.server
import sys
import threading
import urllib.parse

STARTS = {"CreateStackInstances", "UpdateStackInstances", "DeleteStackInstances", "UpdateStackSet", "DetectStackSetDrift"}
TARGET = urllib.parse.urlparse(sys.argv[1])
LOCK = threading.Lock()
COUNTS = [0, 0]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        with LOCK:
            text = f"{COUNTS[0]} {COUNTS[1]}".encode()
            COUNTS[:] = [0, 0]
        self.answer(200, {}, text)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        upstream = http.client.HTTPConnection(TARGET.hostname, TARGET.port, timeout=120)
        upstream.request("POST", self.path, body, dict(self.headers))
        answer = upstream.getresponse()
        content = answer.read()
        upstream.close()
        action = urllib.parse.parse_qs(body.decode("utf-8", "replace")).get("Action", [""])[0]
        with LOCK:
            COUNTS[0] += 1
            COUNTS[1] += action in STARTS and answer.status == 200
        self.answer(answer.status, answer.headers, content)

    def answer(self, status, headers, content):
        self.send_response(status)
        for name in ("Content-Type", "x-amzn-RequestId"):
            if headers.get(name):
                self.send_header(name, headers[name])
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *ignored):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
server.serve_forever()
