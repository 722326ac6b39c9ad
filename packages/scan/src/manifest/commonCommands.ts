/** Commands that people and scripts type without a thought, so that a package that brings one of them is started in its place. */
const COMMON: ReadonlySet<string> = new Set(
  `apt apt-get awk aws az bash brew bun bunx cargo cast cat cc chmod chown clang cmake code composer corepack cp curl cut
  deno df diff dig docker docker-compose du echo env export find forge g++ gcc gcloud gem gh git go gpg grep gunzip gzip
  head helm id java javac kill kubectl less ln ls make mkdir mount mv nano nc node nodejs npm npx nslookup openssl passwd perl
  pip pip3 pipx pkill pnpm pnpx podman powershell printenv ps psql pwd pwsh python python2 python3 rm rsync ruby rustc rustup
  scp sed service sh sleep sort source ssh ssh-add ssh-agent ssh-keygen su sudo systemctl tail tar tee terraform test touch tr
  twine uname unzip uv uvx vault vi vim wget which whoami xargs yarn yarnpkg zip zsh solana bitcoin-cli geth`.split(
    /\s+/,
  ),
);

/** What a package adds to its command to name itself: `awscli` brings `aws`, `nodejs-bin` brings `node`, `@yarnpkg/cli` brings `yarn`. */
const ADDED = /^(?:cli|bin|js|pkg|client|x|lang)?$/;
/** Commands that come with another of the same makers. */
const WITH: Readonly<Record<string, string>> = {
  npx: 'npm',
  pip3: 'pip',
  nodejs: 'node',
  'ssh-add': 'ssh',
  pipx: 'pipx',
};

/** Whether a package of this name takes the place of a command that is not its own. */
export function shadowsCommand(command: string, packageName: string | undefined): boolean {
  const typed = command.toLowerCase().replace(/\.(?:exe|cmd|js|py|sh)$/, '');
  if (!COMMON.has(typed)) return false;
  const own = (packageName ?? '').toLowerCase();
  const parts = [own, ...own.replace(/^@/, '').split(/[/_.-]/)];
  const isOwn = (name: string): boolean =>
    parts.some((part) => part.startsWith(name) && ADDED.test(part.slice(name.length)));
  return !isOwn(typed) && !isOwn(WITH[typed] ?? typed);
}
