'use strict';

exports.hslToRgb = function hslToRgb(hue, saturation, lightness) {
  const s = saturation / 100;
  const l = lightness / 100;
  const part = (n) => {
    const k = (n + hue / 30) % 12;
    return Math.round(255 * (l - s * Math.min(l, 1 - l) * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return [part(0), part(8), part(4)];
};

exports.rgbToHsl = function rgbToHsl(r, g, b) {
  const [red, green, blue] = [r / 255, g / 255, b / 255];
  const most = Math.max(red, green, blue);
  const spread = most - Math.min(red, green, blue);
  const l = most - spread / 2;
  if (spread === 0) return [0, 0, Math.round(l * 100)];
  const s = spread / (1 - Math.abs(2 * l - 1));
  const sector = most === red ? ((green - blue) / spread + 6) % 6 : most === green ? (blue - red) / spread + 2 : (red - green) / spread + 4;
  return [Math.round(sector * 60), Math.round(s * 100), Math.round(l * 100)];
};
