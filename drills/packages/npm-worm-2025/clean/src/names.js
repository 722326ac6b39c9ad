'use strict';

module.exports = {
  black: '000000', white: 'ffffff', red: 'ff0000', lime: '00ff00', blue: '0000ff', yellow: 'ffff00',
  cyan: '00ffff', magenta: 'ff00ff', silver: 'c0c0c0', gray: '808080', maroon: '800000', olive: '808000',
  green: '008000', purple: '800080', teal: '008080', navy: '000080', orange: 'ffa500', transparent: '00000000',
};
