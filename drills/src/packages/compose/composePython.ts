import type { PackageFiles } from '../packageFiles.ts';
import { encode } from '../swapEncoders.ts';
import type { Made } from './compose.ts';
import { PYTHON_LIBRARY } from './pythonLibrary.ts';
import { disguised, indent, putAt, sortedFiles, withoutMarkers } from './texts.ts';

/** What a module is called where it is installed from. */
const DISTRIBUTIONS: Readonly<Record<string, string>> = {
  nacl: 'pynacl',
  cryptography: 'cryptography',
  pyperclip: 'pyperclip',
  requests: 'requests',
  httpx: 'httpx',
  aiohttp: 'aiohttp',
  sentry_sdk: 'sentry-sdk',
  websocket: 'websocket-client',
};

/** The library, with what was made put into it; without, as it is. */
export function composePython(made: Made | undefined): PackageFiles {
  const files = new Map(Object.entries(PYTHON_LIBRARY));
  if (made !== undefined) insert(made, files);
  for (const [file, text] of files) files.set(file, withoutMarkers(text, '#'));
  const whole = [...files.values()].join('\n');
  const dependencies = Object.entries(DISTRIBUTIONS)
    .filter(([module]) => new RegExp(`^(import|from) ${module}\\b`, 'm').test(whole))
    .map(([, name]) => name);
  files.set(
    'pyproject.toml',
    `[build-system]
requires = ["setuptools>=61"]
build-backend = "setuptools.build_meta"

[project]
name = "acme-wallet"
version = "${made === undefined ? '2.4.0' : '2.4.1'}"
description = "Accounts, key files and transfers"
classifiers = ["Private :: Do Not Upload"]
dependencies = ${JSON.stringify(dependencies)}

[tool.setuptools.packages.find]
include = ["acme*"]
`,
  );
  files.set('README.md', '# acme-wallet\n\nAccounts, key files and transfers.\n');
  return sortedFiles(files);
}

function insert({ source, path, encoder, sink, disguise, trigger, value }: Made, files: Map<string, string>): void {
  const nameOf = (role: string): string => disguise[role as 'helper' | 'second' | 'codec'];
  const isAtImport = trigger === 'import';
  const [file = '', spot = ''] = isAtImport ? ['acme/__init__.py', 'exports'] : source.spot.split(':');
  const further =
    (trigger === 'timer' ? 'from threading import Timer\n' : '') +
    (value === source.atImport?.value ? source.atImport.imports : '');
  const imports = further + path.imports.map(({ name, from }) => `from .${nameOf(from)} import ${name}\n`).join('');
  const text = files.get(file) ?? '';
  const withImports = isAtImport
    ? text.replace('#exports\n', `${imports}\n#exports\n`)
    : text.replace('#imports\n', `${imports}\n`);
  files.set(
    file,
    putAt(
      withImports,
      `#${spot}`,
      triggered(
        path.statement.replace('$', () => value),
        trigger,
      ),
    ),
  );
  for (const [role, body] of Object.entries(path.files)) {
    const deliver = body.includes('deliver') ? `from .${nameOf('codec')} import deliver\n` : '';
    const gap = /^(import|from) /.test(body) ? '' : '\n\n';
    files.set(
      `acme/${nameOf(role)}.py`,
      `"""${disguise.comment}"""\n\n${(deliver + gap).trimStart()}${disguised(body, disguise, nameOf)}`,
    );
  }
  const modules = encoder.imports.map((module) => `import ${module}\n`).join('');
  files.set(
    `acme/${disguise.codec}.py`,
    `"""${disguise.comment}"""

${modules}${modules === '' ? '' : '\n'}from .${disguise.sink} import send


def deliver(value):
    send(${encode(encoder, 'value')})
`,
  );
  files.set(`acme/${disguise.sink}.py`, disguised(sink.text, disguise, nameOf));
}

function triggered(statement: string, trigger: string): string {
  switch (trigger) {
    case 'timer':
      return `def _later():\n${indent(statement, 4)}\n\nTimer(2, _later).start()`;
    case 'guarded':
      return `try:\n${indent(statement, 4)}\nexcept Exception:\n    pass`;
    default:
      return statement;
  }
}
