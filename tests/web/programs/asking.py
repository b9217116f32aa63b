"""Asks for the URL in its first argument with the method in its second, and prints what comes of it."""

import sys

from engine import Node, run
from nodes import HTTPClient, HTTPRequest


class Main(Node):
    async def _ready(self):
        asked = HTTPRequest()
        self.add_child(asked)
        method = int(sys.argv[2])
        data = "Ünï" if method == HTTPClient.METHOD_POST else ""
        print("request", asked.request(sys.argv[1], ["X-Mine: 1"], True, method, data))
        result, code, headers, body = await asked.request_completed
        kinds = [line for line in headers if line.startswith("content-type")]
        print("completed", result, code, kinds, len(body), body.subarray(0, 8).get_string_from_utf8())
        print("connect_to_host", HTTPClient().connect_to_host("127.0.0.1", 80))


if __name__ == "__main__":
    raise SystemExit(run(Main))
