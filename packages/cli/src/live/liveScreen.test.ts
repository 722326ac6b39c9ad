import { describe, expect, it } from 'vitest';
import { openLiveScreen } from './liveScreen.ts';

/** A terminal as far as the screen uses one: lines, a cursor, up, erase to the end. */
function terminal(): { write(text: string): void; shown(): string[] } {
  const rows: string[] = [''];
  let row = 0;
  let column = 0;
  const put = (char: string): void => {
    const line = (rows[row] ?? '').padEnd(column);
    rows[row] = line.slice(0, column) + char + line.slice(column + 1);
    column += 1;
  };
  return {
    write(text) {
      for (const [token] of text.matchAll(/\u001b\[\??\d*[A-Za-z]|[\s\S]/g)) {
        if (token === '\n') {
          row += 1;
          column = 0;
          rows[row] ??= '';
        } else if (token === '\r') column = 0;
        else if (token.endsWith('A') && token.length > 1) row -= Number(token.slice(2, -1));
        else if (token.endsWith('K') && token.length > 1) rows[row] = (rows[row] ?? '').slice(0, column);
        else if (token.endsWith('J') && token.length > 1) {
          rows.length = row + 1;
          rows[row] = (rows[row] ?? '').slice(0, column);
        } else if (token.length === 1) put(token);
      }
    },
    shown: () => rows,
  };
}

describe('a live screen', () => {
  it('draws over its last picture, also when the new one is smaller', () => {
    const screen = terminal();
    const live = openLiveScreen(screen);
    live.draw('a\nbbb\nc');
    live.draw('x\ny');
    expect(screen.shown()).toEqual(['x', 'y']);
  });

  it('keeps lines above the picture in their order', () => {
    const screen = terminal();
    const live = openLiveScreen(screen);
    live.above('first');
    live.draw('gate up\nhead 1');
    live.above('second\n');
    live.draw('gate down\nhead 2');
    live.above('third\nfourth\n');
    expect(screen.shown()).toEqual(['first', 'second', 'third', 'fourth', 'gate down', 'head 2']);
    live.draw('');
    expect(screen.shown()).toEqual(['first', 'second', 'third', 'fourth', '']);
  });
});
