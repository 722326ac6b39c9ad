/** What a step does with a value that it reads, as a small number: kept beside each use. */
export const USE_ROLE = {
  /** Copied, tested: nothing that asks what the value stands for. */
  plain: 0,
  joined: 1,
  computed: 2,
  readFrom: 3,
  key: 4,
  storedInto: 5,
  stored: 6,
  storedAsPrototype: 7,
  specifier: 8,
  callee: 9,
  receiver: 10,
  argument: 11,
} as const;
