"""JSON-RPC over a WebSocket."""

import itertools
import json
import time

import websocket

from .errors import ChainError


class RpcClient:
    def __init__(self, url, timeout=30, retries=3):
        self.url = url
        self._timeout = timeout
        self._retries = retries
        self._ids = itertools.count(1)
        self._socket = None

    def _connect(self):
        if self._socket is None:
            self._socket = websocket.create_connection(self.url, timeout=self._timeout)
        return self._socket

    def call(self, method, params=()):
        payload = json.dumps({"jsonrpc": "2.0", "id": next(self._ids), "method": method, "params": list(params)})
        for attempt in range(self._retries):
            try:
                socket = self._connect()
                socket.send(payload)
                answer = json.loads(socket.recv())
                break
            except (OSError, websocket.WebSocketException):
                self._socket = None
                if attempt + 1 == self._retries:
                    raise
                time.sleep(2**attempt)
        if "error" in answer:
            raise ChainError(answer["error"]["code"], answer["error"]["message"])
        return answer["result"]

    def close(self):
        if self._socket is not None:
            self._socket.close()
            self._socket = None
