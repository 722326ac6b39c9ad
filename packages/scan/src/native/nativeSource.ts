import type { Capability, CapabilityUse } from '../flow/flowReport.ts';
import { namesKey } from '../flow/catalog/secretNames.ts';
import type { PackageFinding } from '../packageFinding.ts';
import { RULES } from '../rules.ts';
import { lineStartsOf, placeOf } from '../textOf.ts';
import { hiddenHosts } from './hiddenHosts.ts';
import { nativeLanguage, nativeTokens, type NativeLanguage, type NativeToken } from './nativeTokens.ts';

/** What a file of Rust, C or Go does, as far as its names say: it is compiled at install, and nobody reads it. */
export interface NativeSource {
  readonly file: string;
  readonly language: NativeLanguage;
  /** One use for each API and file, for the difference to compare. `key` stands for names and libraries of keys. */
  readonly uses: readonly CapabilityUse[];
  readonly findings: readonly PackageFinding[];
}

/** An API by the names that stand one after the other: `env::var` is `env var`. */
type Table = readonly (readonly [Capability, string])[];

const APIS: Readonly<Record<NativeLanguage, Table>> = {
  rust: [
    ...of('network', 'reqwest|ureq|hyper|isahc|surf|attohttpc|minreq|curl|awc|tungstenite|tokio_tungstenite|lettre'),
    ...of('network', 'TcpStream|UdpSocket|UnixStream connect|quinn|libp2p|socket2|rusoto_core|aws_sdk_s3'),
    ...of(
      'dns',
      'to_socket_addrs|ToSocketAddrs|lookup_host|trust_dns_resolver|hickory_resolver|getaddrinfo|dns_lookup',
    ),
    ...of('process', 'process Command|Command new|libc system|libc execve'),
    ...of('environment', 'env var|env vars|env var_os|env vars_os|dotenv|dotenvy'),
    ...of(
      'key',
      'ed25519_dalek|schnorrkel|sr25519|secp256k1|k256|p256|bip39|bip32|tiny_bip39|sp_core|sodiumoxide|libsodium_sys',
    ),
    ...of(
      'key',
      'ansible_vault|ethers_signers|solana_sdk signature|SigningKey|SecretKey|Keypair|MiniSecretKey|Mnemonic',
    ),
  ],
  c: [
    ...of(
      'network',
      'curl_easy_perform|curl_easy_init|WinHttpOpen|InternetOpenA|InternetOpenW|HttpSendRequestA|HttpSendRequestW|URLDownloadToFileA',
    ),
    ...of(
      'network',
      'sys/socket.h|winsock2.h|winsock.h|curl/curl.h|wininet.h|winhttp.h|netinet/in.h|asio.hpp|boost/asio.hpp|cpr/cpr.h',
    ),
    ...of(
      'dns',
      'getaddrinfo|gethostbyname|gethostbyname2|res_query|res_search|res_nquery|DnsQuery_A|DnsQuery_W|netdb.h|resolv.h|ares.h',
    ),
    ...of(
      'process',
      'popen|execve|execvp|execl|execlp|posix_spawn|CreateProcessA|CreateProcessW|ShellExecuteA|ShellExecuteW|system (',
    ),
    ...of('environment', 'getenv|secure_getenv|GetEnvironmentVariableA|GetEnvironmentVariableW'),
    ...of(
      'key',
      'secp256k1.h|sodium.h|crypto_sign_detached|crypto_sign_keypair|secp256k1_ecdsa_sign|EVP_PKEY_get_raw_private_key',
    ),
    ...of('key', 'PEM_read_bio_PrivateKey|ed25519_sign|bip39.h|bip32.h|BN_bn2bin EVP_PKEY'),
  ],
  go: [
    ...of('network', 'net/http|net|crypto/tls|net/smtp|golang.org/x/net/http2|github.com/gorilla/websocket'),
    ...of('dns', 'LookupHost|LookupIP|LookupTXT|LookupAddr|LookupCNAME|github.com/miekg/dns'),
    ...of('process', 'os/exec|syscall Exec'),
    ...of('environment', 'os Getenv|os Environ|os LookupEnv'),
    ...of(
      'key',
      'crypto/ed25519|crypto/ecdsa|github.com/tyler-smith/go-bip39|github.com/ethereum/go-ethereum/crypto|github.com/btcsuite/btcd/btcec',
    ),
    ...of(
      'key',
      'github.com/ethereum/go-ethereum/accounts/keystore|golang.org/x/crypto/nacl/secretbox|golang.org/x/crypto/ssh',
    ),
  ],
};

/** What turns bytes into text that fits a host name, header or URL. */
const ENCODES =
  /^(?:hex|base64|bs58|base58|data_encoding|encode|encode_config|to_hex|ToHex|EncodeToString|encode_string|base32|URL_SAFE|STANDARD|EVP_EncodeBlock|BASE32_NOPAD)$/;
/** A text with a place for data where a host name or a query stands, and hexadecimal digits. */
const FILLED_HOST = /(?:\{[^{}]*\}|%[sx]|%02[xX])[.-]?(?:[\w-]*\.)+[a-z]{2,}|[?&/][\w-]*=?(?:\{[^{}]*\}|%s)|%0?2[xX]/;
const ASIDE = /(?:^|\/)(?:tests?|benches|benchmarks?|examples?|fuzz|docs?)\/|_test\.go$/;

function of(capability: Capability, names: string): Table {
  return names.split('|').map((name) => [capability, name]);
}

/** Reads one file of native source; nothing for other files. Never throws. */
export function nativeSource(file: string, text: string): NativeSource | undefined {
  const language = nativeLanguage(file);
  if (language === undefined) return undefined;
  const tokens = nativeTokens(language, text);
  const seen = seenIn(language, tokens);
  const uses = new Map<string, CapabilityUse>();
  for (const { capability, api, token } of seen) {
    const key = `${capability} ${api}`;
    if (uses.has(key)) continue;
    const constants = capability === 'network' || capability === 'dns' ? hostsIn(tokens) : [];
    const span = { start: token.start, end: token.end };
    uses.set(key, { capability, api: `${language}:${api}`, file, span, constants, atLoad: false });
  }
  return {
    file,
    language,
    uses: [...uses.values()],
    findings: [keyOut(file, text, tokens, seen), hiddenHost(file, text, seen)].filter((one) => one !== undefined),
  };
}

/** No name without one of these names a key: cheaper to ask first, for every name of a file. */
const MAY_NAME_KEY = /key|mnemonic|seed|phrase|passw|xpri?v|wif|suri|priv|sk/i;

interface SeenApi {
  readonly capability: Capability;
  readonly api: string;
  readonly token: NativeToken;
}

const FIRST: Readonly<Record<NativeLanguage, ReadonlyMap<string, readonly SeenLine[]>>> = {
  rust: byFirst(APIS.rust),
  c: byFirst(APIS.c),
  go: byFirst(APIS.go),
};

interface SeenLine {
  readonly capability: Capability;
  readonly api: string;
  readonly rest: readonly string[];
}

function byFirst(table: Table): ReadonlyMap<string, readonly SeenLine[]> {
  const found = new Map<string, SeenLine[]>();
  for (const [capability, names] of table) {
    const [first = '', ...rest] = names.split(' ');
    found.set(first, [...(found.get(first) ?? []), { capability, api: names.replaceAll(' ', '.'), rest }]);
  }
  return found;
}

function seenIn(language: NativeLanguage, tokens: readonly NativeToken[]): SeenApi[] {
  const seen: SeenApi[] = [];
  for (const [at, token] of tokens.entries()) {
    if (token.kind === 'mark') continue;
    if (token.kind === 'name' && MAY_NAME_KEY.test(token.value) && namesKey(token.value))
      seen.push({ capability: 'key', api: 'name', token });
    for (const { capability, api, rest } of FIRST[language].get(token.value) ?? []) {
      // Headers and Go's imports are texts, everything else is a name.
      const isText =
        language === 'go' ? /^[a-z]+$|\//.test(token.value) && rest.length === 0 : /\.h(?:pp)?$/.test(token.value);
      if ((token.kind === 'text') !== isText) continue;
      if (rest.every((name, place) => tokens[at + 1 + place]?.value === name)) seen.push({ capability, api, token });
    }
  }
  return seen;
}

function hostsIn(tokens: readonly NativeToken[]): string[] {
  const hosts = tokens.filter(
    ({ kind, value }) => kind === 'text' && /^https?:\/\/|^[\w{}-]+(?:\.[\w-]+)+(?::\d+)?$/.test(value),
  );
  return [...new Set(hosts.map(({ value }) => value.slice(0, 200)))].slice(0, 4);
}

/** Nobody hides where an honest program speaks to; where the file reaches out itself, it is held. */
function hiddenHost(file: string, text: string, seen: readonly SeenApi[]): PackageFinding | undefined {
  const hidden = hiddenHosts(text);
  const [first] = hidden;
  if (first === undefined) return undefined;
  const out = seen.find(({ capability }) => capability === 'network' || capability === 'dns');
  const { severity, title, advice } = RULES['native.hidden-host'];
  const starts = lineStartsOf(text);
  return {
    rule: 'native.hidden-host',
    severity,
    confidence: 'high',
    decision: ASIDE.test(file) ? 'note' : out === undefined ? 'review' : 'hold',
    places: [
      ...hidden.map(({ host, how, start, end }) =>
        placeOf(file, text, starts, { start, end }, `is ${host.slice(0, 100)} (${how})`),
      ),
      ...(out === undefined
        ? []
        : [placeOf(file, text, starts, { start: out.token.start, end: out.token.end }, 'reaches the network')]),
    ],
    why: `${title.charAt(0).toUpperCase()}${title.slice(1)}: ${file} has ${first.host.slice(0, 100)} as ${first.how}${out === undefined ? '' : ` and reaches the network by ${out.token.value}`}.`,
    advice,
    key: `native.hidden-host ${file}`,
  };
}

/**
 * Keys and the network in one file. Where one function names key material, writes it as text and asks DNS or the
 * network, it is held: no honest code puts a key into a host name. Where one function only has both, somebody should
 * read it; where they stand in different ones it is worth a note, and new reach is the difference's business.
 */
function keyOut(
  file: string,
  text: string,
  tokens: readonly NativeToken[],
  seen: readonly SeenApi[],
): PackageFinding | undefined {
  const keys = seen.filter(({ capability }) => capability === 'key');
  const outs = seen.filter(({ capability }) => capability === 'network' || capability === 'dns');
  const [key] = keys;
  const [out] = outs;
  if (key === undefined || out === undefined) return undefined;
  const encoders = new Set(
    tokens
      .filter(({ kind, value }) => (kind === 'name' ? ENCODES.test(value) : kind === 'text' && FILLED_HOST.test(value)))
      .map((token) => token.function),
  );
  const isBeside = ({ token }: SeenApi): boolean =>
    token.function > 0 && keys.some((one) => one.token.function === token.function && one.api === 'name');
  const isWritten = (one: SeenApi): boolean => isBeside(one) && encoders.has(one.token.function);
  const together = outs.find(isWritten) ?? outs.find(isBeside);
  const isSure = together !== undefined && isWritten(together) && !ASIDE.test(file);
  const named = keys.find(({ token }) => token.function === together?.token.function) ?? key;
  const sent = together ?? out;
  const { severity, title, advice } = RULES['native.source-key-out'];
  const starts = lineStartsOf(text);
  const place = ({ token }: SeenApi, what: string): PackageFinding['places'][number] =>
    placeOf(file, text, starts, { start: token.start, end: token.end }, what);
  return {
    rule: 'native.source-key-out',
    severity,
    confidence: isSure ? 'high' : 'low',
    decision: isSure ? 'hold' : together === undefined || ASIDE.test(file) ? 'note' : 'review',
    places: [place(named, 'names key material'), place(sent, 'reaches the network')],
    why: `${title.charAt(0).toUpperCase()}${title.slice(1)}: ${named.token.value} and ${sent.token.value} in ${file}${isSure ? ', written as text in one function' : ''}.`,
    advice,
    key: `native.source-key-out ${sent.capability} ${sent.api}`,
  };
}
