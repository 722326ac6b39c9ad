const wrap = (code, close) => ({ open: `\u001B[${code}m`, close: `\u001B[${close}m` });

const modifiers = { bold: [1, 22], dim: [2, 22], italic: [3, 23], underline: [4, 24], inverse: [7, 27], hidden: [8, 28] };
const names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

const codes = {};
for (const [name, [open, close]] of Object.entries(modifiers)) codes[name] = wrap(open, close);
for (const [index, name] of names.entries()) {
  codes[name] = wrap(30 + index, 39);
  codes[`${name}Bright`] = wrap(90 + index, 39);
  codes[`bg${name[0].toUpperCase()}${name.slice(1)}`] = wrap(40 + index, 49);
}

function hexToRgb(hex) {
  const matches = /[a-f\d]{6}|[a-f\d]{3}/i.exec(String(hex));
  if (!matches) return [0, 0, 0];
  const digits = matches[0].length === 3 ? [...matches[0]].map((digit) => digit + digit).join('') : matches[0];
  const integer = Number.parseInt(digits, 16);
  return [(integer >> 16) & 0xff, (integer >> 8) & 0xff, integer & 0xff];
}

function rgbToAnsi256(red, green, blue) {
  if (red === green && green === blue) {
    if (red < 8) return 16;
    return red > 248 ? 231 : Math.round(((red - 8) / 247) * 24) + 232;
  }
  return 16 + 36 * Math.round((red / 255) * 5) + 6 * Math.round((green / 255) * 5) + Math.round((blue / 255) * 5);
}

function rgbToAnsi(red, green, blue) {
  const value = Math.round(Math.max(red, green, blue) / 128);
  if (value === 0) return 30;
  const bits = (Math.round(blue / 255) << 2) | (Math.round(green / 255) << 1) | Math.round(red / 255);
  return 30 + bits + (value === 2 ? 60 : 0);
}

export default {
  codes,
  toRgb: (model, values) => (model === 'hex' ? hexToRgb(values[0]) : values),
  color: {
    close: '\u001B[39m',
    ansi: (red, green, blue) => `\u001B[${rgbToAnsi(red, green, blue)}m`,
    ansi256: (red, green, blue) => `\u001B[38;5;${rgbToAnsi256(red, green, blue)}m`,
    ansi16m: (red, green, blue) => `\u001B[38;2;${red};${green};${blue}m`,
  },
};
