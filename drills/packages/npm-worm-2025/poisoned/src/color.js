'use strict';
const parse = require('./parse');
const { hslToRgb, rgbToHsl } = require('./convert');

/** A color that can be changed and written. */
class Color {
  constructor(input) {
    this._rgb = input instanceof Color ? { ...input._rgb } : parse(input);
  }

  toHexString() {
    const { r, g, b } = this._rgb;
    return `#${[r, g, b].map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;
  }

  toHsl() {
    const { r, g, b } = this._rgb;
    return rgbToHsl(r, g, b);
  }

  lighten(amount = 10) {
    const [h, s, l] = this.toHsl();
    const [r, g, b] = hslToRgb(h, s, Math.min(100, l + amount));
    this._rgb = { ...this._rgb, r, g, b };
    return this;
  }

  getLuminance() {
    const part = (value) => (value <= 10.31475 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    const { r, g, b } = this._rgb;
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  }
}

module.exports = Color;
