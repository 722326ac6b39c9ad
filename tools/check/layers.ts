import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import type { Check } from './check.ts';
import { DETERMINISTIC, DRILL_COMMAND, PURE_IMPORTS, type Room, ROOMS } from './house.ts';
import { sources } from './sources.ts';

const TESTS = String.raw`(\.test\.ts$|/testing/)`;

/** Which room imports which, against the plan of the house; and no cycles. */
export const layers: Check = {
  name: 'layers',
  about: 'who may import whom',
  async run(root) {
    const wanted = sources(root);
    const { output } = await cruise(
      ROOMS.map((room) => room.folder),
      {
        baseDir: root,
        validate: true,
        ruleSet: { forbidden: [...ROOMS.flatMap(roomRules), ...generalRules()] },
        doNotFollow: { path: 'node_modules' },
        tsPreCompilationDeps: true,
        outputType: 'json',
      },
      {
        exportsFields: ['exports'],
        conditionNames: ['import', 'node', 'types', 'default'],
        extensions: ['.ts', '.mts', '.js', '.mjs', '.cjs', '.json'],
      },
    );
    const result: ICruiseResult = typeof output === 'string' ? (JSON.parse(output) as ICruiseResult) : output;
    const cruised = new Set(result.modules.map((module) => module.source));
    const missed = wanted.filter((file) => !cruised.has(file));
    const dependencies = result.modules.reduce((sum, module) => sum + module.dependencies.length, 0);
    return {
      looked: `${wanted.length - missed.length} modules, ${dependencies} imports`,
      faults: [
        // With a compiler it does not know, the cruiser reads nothing and finds all well.
        ...(wanted.length === 0 || dependencies === 0 ? ['nothing was cruised'] : []),
        ...missed.map((file) => `${file} was not cruised`),
        ...result.summary.violations.map(
          ({ from, to, rule, cycle }) =>
            `${from} imports ${cycle === undefined ? to : cycle.map(({ name }) => name).join(' → ')}: ${rule.name}`,
        ),
      ],
    };
  },
};

function anyOf(rooms: readonly Room[]): string {
  return `^(${rooms.map((room) => room.folder).join('|')})/`;
}

function roomRules(room: Room): IForbiddenRuleType[] {
  const others = ROOMS.filter((other) => other !== room && !room.mayImport.includes(other.name));
  const isDrillCommand = room.name === 'cli' ? [DRILL_COMMAND] : [];
  const rules: IForbiddenRuleType[] = [
    {
      name: `${room.name} may import ${room.mayImport.join(', ') || 'no room'}`,
      severity: 'error',
      from: { path: `^${room.folder}/`, pathNot: [TESTS, ...isDrillCommand] },
      to: { path: anyOf(others) },
    },
    {
      name: `tests of ${room.name} may import ${[...room.mayImport, 'contracts'].join(', ')}`,
      severity: 'error',
      from: { path: `^${room.folder}/.*${TESTS}` },
      to: { path: anyOf(others.filter((other) => other.name !== 'contracts')) },
    },
  ];
  if (isDrillCommand.length > 0) {
    rules.push({
      name: `the drill command may import ${[...room.mayImport, 'drills'].join(', ')}`,
      severity: 'error',
      from: { path: isDrillCommand },
      to: { path: anyOf(others.filter((other) => other.name !== 'drills')) },
    });
  }
  return rules;
}

function generalRules(): IForbiddenRuleType[] {
  const pure = anyOf(ROOMS.filter((room) => room.pure));
  const packages = PURE_IMPORTS.map((name) => `node_modules/${name.replace(/\/\*$/, '')}/`);
  return [
    {
      name: 'no cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'an import must lead somewhere', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: `of Node, pure code imports ${Object.keys(DETERMINISTIC).join(' and ')} alone`,
      severity: 'error',
      from: { path: pure, pathNot: TESTS },
      to: {
        dependencyTypes: ['core'],
        pathNot: `^(node:)?(${Object.keys(DETERMINISTIC)
          .map((name) => name.replace('node:', ''))
          .join('|')})$`,
      },
    },
    {
      name: `of npm, pure code imports ${PURE_IMPORTS.join(', ')} alone`,
      severity: 'error',
      from: { path: pure, pathNot: TESTS },
      to: { path: 'node_modules/', pathNot: packages },
    },
  ];
}
