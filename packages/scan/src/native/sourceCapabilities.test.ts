import { describe, expect, it } from 'vitest';
import { packageFile } from '../archive/assembleFiles.ts';
import { sourceCapabilities } from './sourceCapabilities.ts';

const read = (path: string, text: string) =>
  sourceCapabilities(packageFile(path, Buffer.from(text), false)).map(
    ({ capability, api, atLoad, place }) => `${capability} ${api} ${place.line}${atLoad ? ' at load' : ''}`,
  );

describe('source that is compiled', () => {
  it('in Rust', () => {
    const text = `// std::net\n/* a /* nested */ TcpStream::connect */\nfn f<'a>(x: &'a str) -> char { '"' }\nuse reqwest::Client;\nlet v = std::env::var("A"); // Command::new\nlet s = "// Command::new";`;
    expect(read('src/lib.rs', text)).toEqual([
      'network rust:reqwest::Client 4',
      'process rust:Command::new 6',
      'environment rust:env::var 5',
    ]);
    expect(read('build.rs', 'Command::new("x")')).toEqual(['process rust:Command::new 1 at load']);
  });

  it('in C', () => {
    expect(read('a.c', '/* system("x") */\nchar *s = "/*"; int r = getaddrinfo (a, b);\nreconnect(x);')).toEqual([
      'dns c:getaddrinfo 2',
    ]);
    expect(read('a.h', 'int system_call(void);')).toEqual([]);
  });

  it('in Go', () => {
    expect(read('a.go', 'import (\n\t"net/http"\n\t// "os/exec"\n)\nvar a = `//` + os.Getenv("A")')).toEqual([
      'network go:net/http 2',
      'environment go:os.Getenv 5',
    ]);
  });

  it('and nothing else', () => {
    expect(read('a.js', 'system("x")')).toEqual([]);
    expect(read('a.c', '')).toEqual([]);
    expect(read('a.rs', "/* never closed TcpStream::connect '")).toEqual([]);
  });
});
