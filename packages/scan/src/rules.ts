import type { Severity } from '@portcullis/model';

/** What stands behind a rule's name, in every report. */
export interface RuleText {
  readonly severity: Severity;
  /** What it finds, in a few words. */
  readonly title: string;
  /** What to do about it. */
  readonly advice: string;
}

const COMPARE: string = 'compare with the source repository and ask the maintainers by another channel';

/** Every rule there is. Names are `family.what`. */
export const RULE_NAMES = [
  'archive.bomb',
  'archive.colliding-paths',
  'archive.concatenated',
  'archive.data-around',
  'archive.device',
  'archive.directory-disagrees',
  'archive.duplicate-path',
  'archive.entries-after-end',
  'archive.escaping-link',
  'archive.escaping-path',
  'archive.file-and-folder',
  'archive.hidden-entry',
  'archive.invisible-name',
  'archive.link',
  'archive.nested',
  'archive.odd-path',
  'archive.overlapping-entries',
  'archive.readers-differ',
  'archive.record-mismatch',
  'archive.size-lie',
  'archive.special-bits',
  'archive.top-folders',
  'archive.unusual-method',
  'archive.wrong-checksum',
  'change.capability',
  'change.dependency',
  'change.install-hook',
  'change.key-reaches-network',
  'change.not-in-lock',
  'change.outside-lock',
  'change.protection-removed',
  'flow.clipboard-to-network',
  'flow.credential-to-network',
  'flow.download-to-code',
  'flow.environment-to-network',
  'flow.host-to-network',
  'flow.key-to-network',
  'flow.key-to-process',
  'flow.key-to-store',
  'flow.wallet-to-network',
  'judge.crashed',
  'judge.out-of-memory',
  'judge.timed-out',
  'shape.address-table',
  'shape.download-and-run',
  'shape.dynamic-code',
  'shape.environment-gate',
  'shape.far-column',
  'shape.hidden-direction',
  'shape.hidden-import',
  'shape.hidden-text',
  'shape.hooked-browser',
  'shape.look-alike-name',
  'shape.minified',
  'shape.obfuscated',
  'shape.persistence',
  'shape.runs-decoded',
  'shape.self-propagation',
  'source.added-code',
  'source.added-file',
  'source.differs',
  'source.none',
  'source.not-on-branch',
  'source.unsigned-commit',
  'source.workflow-weakened',
  'trust.dependency-confusion',
  'trust.email-domain-changed',
  'trust.known-bad',
  'trust.known-vulnerable',
  'trust.look-alike',
  'trust.maintainer-added',
  'trust.provenance-invalid',
  'trust.provenance-lost',
  'trust.publisher-changed',
  'trust.repository-changed',
  'trust.too-young',
  'user.rule',
  'user.yara',
] as const;
export type Rule = (typeof RULE_NAMES)[number];

/** The words of every rule. */
export const RULES: Readonly<Record<Rule, RuleText>> = {
  'archive.bomb': {
    severity: 'critical',
    title: 'an archive that unpacks to far more than its size',
    advice: 'Do not unpack it; report it to the registry.',
  },
  'archive.colliding-paths': {
    severity: 'medium',
    title: 'files whose names are one name on some systems',
    advice: 'Compare the files; ask the maintainers to rename one.',
  },
  'archive.concatenated': {
    severity: 'medium',
    title: 'a compressed file made of several parts',
    advice: 'Compare what your installer unpacks with what was judged; ask how it was packed.',
  },
  'archive.data-around': {
    severity: 'medium',
    title: 'bytes before, after or between what the archive holds',
    advice: 'Look at these bytes before you install it; no usual packer leaves any.',
  },
  'archive.device': {
    severity: 'high',
    title: 'a device or pipe in a package',
    advice: 'Do not unpack it; report it to the registry.',
  },
  'archive.directory-disagrees': {
    severity: 'critical',
    title: 'a directory of the archive that disagrees with its entries',
    advice: 'Do not install it: tools unpack different files from it.',
  },
  'archive.duplicate-path': {
    severity: 'high',
    title: 'several entries with one name',
    advice: 'Do not install it before you know which of the entries your installer takes.',
  },
  'archive.entries-after-end': {
    severity: 'high',
    title: 'entries behind the end of the archive',
    advice: 'Do not install it: tools unpack different files from it.',
  },
  'archive.escaping-link': {
    severity: 'critical',
    title: 'a link that leads out of the package',
    advice: 'Do not unpack it; report it to the registry.',
  },
  'archive.escaping-path': {
    severity: 'critical',
    title: 'a path that leads out of the package',
    advice: 'Do not unpack it; report it to the registry.',
  },
  'archive.file-and-folder': {
    severity: 'high',
    title: 'one name for a file and a folder',
    advice: 'Do not install it before you know which of the two your installer takes.',
  },
  'archive.hidden-entry': {
    severity: 'critical',
    title: 'an entry that the directory of the archive does not list',
    advice: 'Do not install it: tools unpack different files from it.',
  },
  'archive.invisible-name': {
    severity: 'high',
    title: 'a file name that is not what it looks like',
    advice: 'Look at the name byte by byte and at what refers to it.',
  },
  'archive.link': {
    severity: 'medium',
    title: 'a link in a package',
    advice: 'Look at what the link leads to.',
  },
  'archive.nested': {
    severity: 'info',
    title: 'an archive inside the package',
    advice: 'Look at what opens it.',
  },
  'archive.odd-path': {
    severity: 'medium',
    title: 'a file name that systems take differently',
    advice: 'Ask the maintainers to rename the file.',
  },
  'archive.overlapping-entries': {
    severity: 'critical',
    title: 'entries that share their bytes',
    advice: 'Do not unpack it; report it to the registry.',
  },
  'archive.readers-differ': {
    severity: 'critical',
    title: 'an archive that tools read differently',
    advice: 'Do not install it: what is checked is not what is installed.',
  },
  'archive.record-mismatch': {
    severity: 'high',
    title: 'a wheel that disagrees with its own list of files',
    advice: 'Do not install it before the maintainers explain the difference.',
  },
  'archive.size-lie': {
    severity: 'high',
    title: 'a size that the content does not have',
    advice: 'Fetch it again and compare its hash with the registry; do not install it.',
  },
  'archive.special-bits': {
    severity: 'medium',
    title: 'a file that runs with the rights of its owner',
    advice: 'Install it without these bits.',
  },
  'archive.top-folders': {
    severity: 'medium',
    title: 'files beside the one folder that holds the package',
    advice: 'Look at which of the files your installer takes.',
  },
  'archive.unusual-method': {
    severity: 'high',
    title: 'an entry that is encrypted or packed in an unusual way',
    advice: 'Do not install it: its content could not be judged.',
  },
  'archive.wrong-checksum': {
    severity: 'high',
    title: 'a checksum that is not that of the content',
    advice: 'Fetch it again and compare its hash with the registry; do not install it.',
  },
  'change.capability': {
    severity: 'medium',
    title: 'the package can do what the version before could not',
    advice: 'Read the file named before you take the update, and see whether the release notes say why.',
  },
  'change.key-reaches-network': {
    severity: 'high',
    title: 'a package that handles keys reaches the network for the first time',
    advice: `Do not take the update; ${COMPARE}.`,
  },
  'change.dependency': {
    severity: 'low',
    title: 'a dependency is new',
    advice: 'Judge the new package too before you take the update.',
  },
  'change.install-hook': {
    severity: 'high',
    title: 'a command that runs at install is new',
    advice: 'Do not install with scripts enabled; read what the hook runs.',
  },
  'change.outside-lock': {
    severity: 'high',
    title: 'a capability is not in the lock file',
    advice: 'Read the file named; when it is right, approve it with --write-lock.',
  },
  'change.not-in-lock': {
    severity: 'medium',
    title: 'the package is not in the lock file',
    advice: 'Judge it once and approve it with --write-lock.',
  },
  'change.protection-removed': {
    severity: 'high',
    title: 'a protection of the release is gone',
    advice: `Do not take the update; ${COMPARE}.`,
  },
  'flow.clipboard-to-network': {
    severity: 'high',
    title: 'the clipboard is sent out',
    advice: `Do not install; ${COMPARE}.`,
  },
  'flow.credential-to-network': {
    severity: 'low',
    title: 'a credential of the environment is sent out',
    advice: 'See that it goes to the service it belongs to.',
  },
  'flow.download-to-code': {
    severity: 'high',
    title: 'what was downloaded is run',
    advice: 'See where it is fetched from, and whether its digest is checked before it runs.',
  },
  'flow.environment-to-network': {
    severity: 'high',
    title: 'the whole environment is sent out',
    advice: `Do not install; ${COMPARE}.`,
  },
  'flow.host-to-network': {
    severity: 'low',
    title: 'what identifies this machine is sent out',
    advice: 'See whether the package says that it does so, and to whom.',
  },
  'flow.key-to-network': {
    severity: 'critical',
    title: 'key material is sent out',
    advice: `Do not install; treat keys it has seen as stolen; ${COMPARE}.`,
  },
  'flow.key-to-process': {
    severity: 'high',
    title: 'key material is handed to another program',
    advice: 'See which program gets it, and whether others can read its arguments.',
  },
  'flow.key-to-store': {
    severity: 'medium',
    title: 'key material is put where something else may take it',
    advice: 'See that it is encrypted before it is written, and who can read it there.',
  },
  'flow.wallet-to-network': {
    severity: 'critical',
    title: 'a wallet is sent out',
    advice: `Do not install; treat keys it has seen as stolen; ${COMPARE}.`,
  },
  'judge.crashed': {
    severity: 'high',
    title: 'the judge broke down on this package',
    advice: 'Do not install before a person has read the file named; send it to the maintainers of Portcullis.',
  },
  'judge.out-of-memory': {
    severity: 'high',
    title: 'the package needs more memory than a judge is given',
    advice: 'Do not install before a person has read the file named.',
  },
  'judge.timed-out': {
    severity: 'high',
    title: 'the package takes longer than a judge is given',
    advice: 'Do not install before a person has read the file named.',
  },
  'shape.address-table': {
    severity: 'critical',
    title: 'a table of addresses and a search for the one most like another',
    advice: `Do not install or serve it; ${COMPARE}.`,
  },
  'shape.download-and-run': {
    severity: 'critical',
    title: 'what the network sends is run',
    advice: 'Read what it fetches and from where; do not install it before you know why.',
  },
  'shape.dynamic-code': {
    severity: 'low',
    title: 'text that is run as code',
    advice: 'Read what is put together there, when you next read this package.',
  },
  'shape.environment-gate': {
    severity: 'high',
    title: 'something that happens on some machines only',
    advice: 'Read what is done there and for whom; ask the maintainers why.',
  },
  'shape.far-column': {
    severity: 'critical',
    title: 'code behind hundreds of blanks',
    advice: `Do not install it; ${COMPARE}.`,
  },
  'shape.hidden-direction': {
    severity: 'critical',
    title: 'code that is shown in another order than it runs',
    advice: `Do not install it; ${COMPARE}.`,
  },
  'shape.hidden-import': {
    severity: 'critical',
    title: 'a module whose name is decoded before it is loaded',
    advice: `Do not install it; ${COMPARE}.`,
  },
  'shape.hidden-text': {
    severity: 'critical',
    title: 'text that no reader sees',
    advice: `Do not install it; ${COMPARE}.`,
  },
  'shape.hooked-browser': {
    severity: 'critical',
    title: "a function in place of the page's or the wallet's own",
    advice: 'Read what the function does to what it is given; do not serve it before you know.',
  },
  'shape.look-alike-name': {
    severity: 'high',
    title: 'names that read like others and are not',
    advice: `Do not install it; ${COMPARE}.`,
  },
  'shape.minified': {
    severity: 'info',
    title: 'minified source',
    advice: 'Read the source it was made from, and compare the two.',
  },
  'shape.obfuscated': {
    severity: 'high',
    title: 'a file made to be unreadable',
    advice: `Do not install it; ${COMPARE}.`,
  },
  'shape.persistence': {
    severity: 'high',
    title: 'a write into what runs without the package',
    advice: 'Look at the file it writes; install it only if that is what you want.',
  },
  'shape.runs-decoded': {
    severity: 'critical',
    title: 'a literal that is decoded and run',
    advice: `Do not install it; ${COMPARE}.`,
  },
  'shape.self-propagation': {
    severity: 'critical',
    title: 'a package that publishes others',
    advice: 'Do not install it; change the tokens of every machine that did, and look at what they published.',
  },
  'source.added-code': {
    severity: 'critical',
    title: 'code in the package is not in its source',
    advice: 'Do not install; build the package from the source yourself and compare.',
  },
  'source.added-file': {
    severity: 'low',
    title: 'a file in the package is not in its source',
    advice: 'See what the file is for.',
  },
  'source.differs': {
    severity: 'critical',
    title: 'a file of the package says something else than its source',
    advice: 'Do not install; build the package from the source yourself and compare.',
  },
  'source.none': {
    severity: 'medium',
    title: 'the source tree is not the source of the package',
    advice: 'Check out the commit that the release says it was built from.',
  },
  'source.not-on-branch': {
    severity: 'critical',
    title: 'the release commit is on no protected branch',
    advice: `Do not install; ${COMPARE}.`,
  },
  'source.unsigned-commit': {
    severity: 'medium',
    title: 'the release commit is not signed by a known key',
    advice: 'Ask who made the release, by another channel than the repository.',
  },
  'source.workflow-weakened': {
    severity: 'high',
    title: 'the release commit weakens the workflow that releases it',
    advice: `Do not install; ${COMPARE}.`,
  },
  'trust.dependency-confusion': {
    severity: 'critical',
    title: 'a name of your own comes from a public registry',
    advice: 'Install it from your own registry only, and claim the name or scope on the public one.',
  },
  'trust.email-domain-changed': {
    severity: 'medium',
    title: "a maintainer's address moved to another domain",
    advice: 'Ask the maintainer by another channel; an expired domain can be bought by anybody.',
  },
  'trust.known-bad': {
    severity: 'critical',
    title: 'a feed lists this version as malicious',
    advice: 'Do not install; where it was installed, treat what it could read as stolen.',
  },
  'trust.known-vulnerable': {
    severity: 'medium',
    title: 'a feed lists this version as vulnerable',
    advice: 'Read the record and take a version that mends it.',
  },
  'trust.look-alike': {
    severity: 'medium',
    title: 'the name looks like that of another package',
    advice: 'See that it is the package you mean.',
  },
  'trust.maintainer-added': {
    severity: 'low',
    title: 'a maintainer is new',
    advice: 'See whether the project says so.',
  },
  'trust.provenance-invalid': {
    severity: 'critical',
    title: 'the proof of origin does not hold',
    advice: `Do not take the update; ${COMPARE}.`,
  },
  'trust.provenance-lost': {
    severity: 'high',
    title: 'the proof of origin is gone',
    advice: `Do not take the update; ${COMPARE}.`,
  },
  'trust.publisher-changed': {
    severity: 'medium',
    title: 'somebody else published this version',
    advice: 'Ask the maintainers by another channel.',
  },
  'trust.repository-changed': {
    severity: 'high',
    title: 'it was built from another repository',
    advice: `Do not take the update; ${COMPARE}.`,
  },
  'trust.too-young': {
    severity: 'low',
    title: 'the version is younger than you wait',
    advice: 'Wait, or let it through by a permit.',
  },
  'user.rule': {
    severity: 'medium',
    title: 'a rule of your own matches',
    advice: 'Do what the author of the rule asks for.',
  },
  'user.yara': {
    severity: 'high',
    title: 'a YARA rule of your own matches',
    advice: 'Look the rule up in your YARA file and read the file named before you install.',
  },
};
