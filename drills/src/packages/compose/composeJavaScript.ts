import type { PackageFiles } from '../packageFiles.ts';
import { encode } from '../swapEncoders.ts';
import { toCommonJs } from './commonJs.ts';
import type { Made } from './compose.ts';
import { JAVASCRIPT_LIBRARY } from './javascriptLibrary.ts';
import { disguised, indent, putAt, sortedFiles, withoutMarkers } from './texts.ts';

/** The library, with what was made put into it; without, as it is. `isCommon`: in the older form of modules. */
export function composeJavaScript(made: Made | undefined, isCommon: boolean): PackageFiles {
  const files = new Map(Object.entries(JAVASCRIPT_LIBRARY));
  if (made !== undefined) insert(made, files);
  const imported = [...files.values()].flatMap((text) =>
    [...text.matchAll(/ from '([^.'][^']*)'/g)].map((match) => match[1] ?? ''),
  );
  const dependencies = imported.filter((name) => !name.startsWith('node:')).map((name) => [name, '^8.0.0']);
  const manifest = {
    name: 'acme-wallet',
    version: made === undefined ? '2.4.0' : '2.4.1',
    private: true,
    description: 'Accounts, key files and transfers',
    license: 'Apache-2.0',
    ...(isCommon ? {} : { type: 'module' }),
    main: 'src/index.js',
    ...(dependencies.length === 0 ? {} : { dependencies: Object.fromEntries(dependencies) as Record<string, string> }),
  };
  for (const [file, text] of files) {
    const plain = withoutMarkers(text, '//');
    files.set(file, isCommon ? toCommonJs(plain) : plain);
  }
  files.set('package.json', `${JSON.stringify(manifest, null, 2)}\n`);
  files.set('README.md', '# acme-wallet\n\nAccounts, key files and transfers.\n');
  return sortedFiles(files);
}

function insert({ source, path, encoder, sink, disguise, trigger, value }: Made, files: Map<string, string>): void {
  const nameOf = (role: string): string => `./${disguise[role as 'helper' | 'second' | 'codec']}.js`;
  const isAtImport = trigger === 'import';
  const [file = '', spot = ''] = isAtImport ? ['src/index.js', 'exports'] : source.spot.split(':');
  const imports = path.imports.map(({ name, from }) => `import { ${name} } from '${nameOf(from)}';\n`).join('');
  const text = files.get(file) ?? '';
  const isSecret = value === source.atImport?.value;
  const withImports = isAtImport
    ? (isSecret ? source.atImport.imports : '') + imports + text
    : text.replace('//imports\n', `${imports}\n`);
  files.set(
    file,
    putAt(
      withImports,
      `//${spot}`,
      triggered(
        path.statement.replace('$', () => value),
        trigger,
      ),
    ),
  );
  for (const [role, body] of Object.entries(path.files)) {
    const deliver = body.includes('deliver') ? `import { deliver } from '${nameOf('codec')}';\n` : '';
    const comment = body.startsWith('import') ? '' : `\n// ${disguise.comment}\n`;
    files.set(`src/${nameOf(role).slice(2)}`, (deliver + comment).trimStart() + disguised(body, disguise, nameOf));
  }
  files.set(
    `src/${disguise.codec}.js`,
    `import { send } from './${disguise.sink}.js';

/** ${disguise.comment} */
export function deliver(value) {
  send(${encode(encoder, 'value')});
}
`,
  );
  files.set(`src/${disguise.sink}.js`, disguised(sink.text, disguise, nameOf));
}

function triggered(statement: string, trigger: string): string {
  switch (trigger) {
    case 'timer':
      return `setTimeout(() => {\n${indent(statement, 2)}\n}, 1_500);`;
    case 'microtask':
      return `queueMicrotask(() => {\n${indent(statement, 2)}\n});`;
    default:
      return statement;
  }
}
