import { describe, expect, it } from 'vitest';
import { printable } from './printable.ts';

describe('text from elsewhere', () => {
  it.each([
    ['an escape sequence that would repaint the screen', 'a\u001b[2Jb', 'a\\u{1b}[2Jb'],
    ['the one-byte form of it', 'a\u009b2Jb', 'a\\u{9b}2Jb'],
    ['a right-to-left override', 'to \u202e0xdead', 'to \\u{202e}0xdead'],
    ['a zero-width space', 'ali\u200bce', 'ali\\u{200b}ce'],
    ['a carriage return that would overwrite the line', 'a\rb', 'a\\u{d}b'],
    ['a newline', 'a\nb', 'a\\u{a}b'],
  ])('shows %s instead of obeying it', (_, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('leaves what people write as it is', () => {
    expect(printable('Größe: 5 €, 日本語 – “ok”')).toBe('Größe: 5 €, 日本語 – “ok”');
    expect(printable('one\n\ttwo\u001b', true)).toBe('one\n\ttwo\\u{1b}');
  });
});
