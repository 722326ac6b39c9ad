import ansiStyles from './vendor/ansi-styles.js';
import supportsColor from './vendor/supports-color.js';
import { stringEncaseCRLFWithFirstIndex, stringReplaceAll } from './utilities.js';

const GENERATOR = Symbol('GENERATOR');
const STYLER = Symbol('STYLER');
const IS_EMPTY = Symbol('IS_EMPTY');
const LEVELS = ['ansi', 'ansi', 'ansi256', 'ansi16m'];
const styles = Object.create(null);

function applyOptions(object, options = {}) {
  if (options.level !== undefined && !(Number.isInteger(options.level) && options.level >= 0 && options.level <= 3)) {
    throw new Error('The `level` option should be an integer from 0 to 3');
  }
  object.level = options.level ?? supportsColor(process.stdout).level;
}

function createStyler(open, close, parent) {
  return {
    open,
    close,
    openAll: parent === undefined ? open : parent.openAll + open,
    closeAll: parent === undefined ? close : close + parent.closeAll,
    parent,
  };
}

function createBuilder(self, styler, isEmpty) {
  const builder = (...parts) => applyStyle(builder, parts.length === 1 ? `${parts[0]}` : parts.join(' '));
  Object.setPrototypeOf(builder, proto);
  builder[GENERATOR] = self;
  builder[STYLER] = styler;
  builder[IS_EMPTY] = isEmpty;
  return builder;
}

function applyStyle(self, string) {
  if (self.level <= 0 || !string) return self[IS_EMPTY] ? '' : string;
  let styler = self[STYLER];
  if (styler === undefined) return string;
  const { openAll, closeAll } = styler;
  if (string.includes('\u001B')) {
    while (styler !== undefined) {
      string = stringReplaceAll(string, styler.close, styler.open);
      styler = styler.parent;
    }
  }
  const lineBreak = string.indexOf('\n');
  if (lineBreak !== -1) string = stringEncaseCRLFWithFirstIndex(string, closeAll, openAll, lineBreak);
  return openAll + string + closeAll;
}

for (const [name, style] of Object.entries(ansiStyles.codes)) {
  styles[name] = {
    get() {
      const builder = createBuilder(this, createStyler(style.open, style.close, this[STYLER]), this[IS_EMPTY]);
      Object.defineProperty(this, name, { value: builder });
      return builder;
    },
  };
}

for (const model of ['rgb', 'hex']) {
  styles[model] = {
    get() {
      return (...values) => {
        const open = ansiStyles.color[LEVELS[this.level]](...ansiStyles.toRgb(model, values));
        return createBuilder(this, createStyler(open, ansiStyles.color.close, this[STYLER]), this[IS_EMPTY]);
      };
    },
  };
}

const proto = Object.defineProperties(() => {}, {
  ...styles,
  level: {
    enumerable: true,
    get() {
      return this[GENERATOR].level;
    },
    set(level) {
      this[GENERATOR].level = level;
    },
  },
});

export class Chalk {
  constructor(options) {
    const chalk = (...parts) => parts.join(' ');
    applyOptions(chalk, options);
    Object.setPrototypeOf(chalk, Chalk.prototype);
    return chalk;
  }
}

Object.defineProperties(Chalk.prototype, styles);

const chalk = new Chalk();
export default chalk;
export { default as ansiStyles } from './vendor/ansi-styles.js';
