import type { ModuleIr, StepIr } from './moduleIr.ts';

/**
 * A module as a front end made it. A class, and no record with a getter: the engine keeps each getter that is made, with all
 * that it knows, until it next collects everything, and a package has hundreds of modules.
 */
export class LoweredModule implements ModuleIr {
  readonly file: ModuleIr['file'];
  readonly language: ModuleIr['language'];
  readonly functions: ModuleIr['functions'];
  readonly classes: ModuleIr['classes'];
  readonly values: ModuleIr['values'];
  readonly table: ModuleIr['table'];
  readonly exports: ModuleIr['exports'];
  readonly namespaces: ModuleIr['namespaces'];
  readonly throws: ModuleIr['throws'];
  readonly catches: ModuleIr['catches'];
  readonly unread: ModuleIr['unread'];

  constructor(parts: Omit<ModuleIr, 'steps'>) {
    this.file = parts.file;
    this.language = parts.language;
    this.functions = parts.functions;
    this.classes = parts.classes;
    this.values = parts.values;
    this.table = parts.table;
    this.exports = parts.exports;
    this.namespaces = parts.namespaces;
    this.throws = parts.throws;
    this.catches = parts.catches;
    this.unread = parts.unread;
  }

  get steps(): readonly StepIr[] {
    return this.table.all();
  }
}
