import { defineConfig, type OxlintConfig } from 'oxlint';
import { DETERMINISTIC, IMPURE_GLOBALS, IMPURE_MEMBERS, PURE_FILES, PURE_IMPORTS, ROOMS } from './tools/check/house.ts';

const pure = ROOMS.filter((room) => room.pure);
const tests = ['**/*.test.ts', '**/testing/**'];
const pureSource = [...pure.map((room) => `${room.folder}/src/**/*.ts`), ...PURE_FILES];

const allowed = ['@portcullis/model', '@portcullis/model/**', ...Object.keys(DETERMINISTIC), ...PURE_IMPORTS];

const config: OxlintConfig = defineConfig({
  plugins: ['eslint', 'typescript', 'unicorn', 'oxc', 'import', 'promise', 'node', 'vitest'],
  options: { typeAware: true },
  categories: { correctness: 'error' },
  // The last one: packages as others would ship them, poisoned or not; they are read by the judge, not by us.
  ignorePatterns: ['**/node_modules/**', '**/artifacts/**', '**/*.generated.ts', 'drills/packages/*/**'],
  rules: {
    // A promise nobody waits for is a failure nobody sees.
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/await-thenable': 'error',
    'typescript/return-await': ['error', 'error-handling-correctness-only'],
    'typescript/only-throw-error': 'error',
    'typescript/prefer-promise-reject-errors': 'error',
    // A union that grows must be handled everywhere.
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/no-unsafe-type-assertion': 'off',
    'typescript/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    // Under type stripping `import { type X }` still loads the module: a type must not cost a start.
    'typescript/no-import-type-side-effects': 'error',
    'typescript/no-base-to-string': 'error',
    'typescript/restrict-plus-operands': 'error',
    'eslint/eqeqeq': 'error',
    'eslint/no-eval': 'error',
    'eslint/no-new-func': 'error',
    'eslint/no-var': 'error',
    'eslint/prefer-const': 'error',
    // A record of closures is destructured and passed on; it has no `this` to lose.
    'typescript/unbound-method': 'off',
    // What a stranger sends is searched for control characters on purpose.
    'eslint/no-control-regex': 'off',
    // Assertions may stand in functions of their own and inside properties.
    'vitest/expect-expect': 'off',
    'vitest/no-conditional-expect': 'off',
    'vitest/no-standalone-expect': 'off',
    'vitest/valid-expect': ['error', { maxArgs: 2 }],
    'vitest/no-focused-tests': 'error',
    'import/no-cycle': 'error',
  },
  overrides: [
    {
      files: ['bin/**/*.cjs'],
      rules: { 'typescript/no-require-imports': 'off' },
    },
    {
      files: tests,
      rules: {
        'typescript/no-non-null-assertion': 'off',
        'typescript/no-explicit-any': 'off',
        'typescript/require-array-sort-compare': 'off',
      },
    },
    {
      files: pureSource,
      excludeFiles: tests,
      rules: {
        'eslint/no-restricted-imports': [
          'error',
          {
            paths: Object.entries(DETERMINISTIC).map(([name, names]) => ({
              name,
              allowImportNames: [...names],
              allowTypeImports: true,
              message: `Pure code takes from ${name} only ${names.join(', ')}, by name.`,
            })),
            patterns: [
              {
                group: ['*', '!./**', '!../**', ...allowed.map((name) => `!${name}`)],
                message:
                  'Pure code imports its own files, the model and the few packages listed in tools/check/house.ts.',
              },
            ],
          },
        ],
        'eslint/no-restricted-globals': [
          'error',
          ...Object.entries(IMPURE_GLOBALS).map(([name, what]) => ({
            name,
            message: `Pure code does not touch ${what}; take it as an argument.`,
          })),
        ],
        'eslint/no-restricted-properties': [
          'error',
          ...IMPURE_MEMBERS.map(([object, property, what]) => ({
            object,
            property,
            message: `Pure code does not touch ${what}; take it as an argument.`,
          })),
        ],
      },
    },
  ],
});
export default config;
