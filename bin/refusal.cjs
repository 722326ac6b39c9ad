'use strict';

/**
 * Something a person must mend before anything can run. Exit codes as everywhere in
 * Portcullis: 2 usage or configuration, 3 could not finish.
 */
class Refusal extends Error {
  constructor(exitCode, { message, found, expected, remedy }) {
    super(message);
    this.name = 'Refusal';
    this.exitCode = exitCode;
    this.found = found;
    this.expected = expected;
    this.remedy = remedy;
  }

  /** Message, then what was found, what was expected and what to do, on lines of their own. */
  explain() {
    const lines = [this.message];
    if (this.found !== undefined) lines.push(`  found:    ${this.found}`);
    if (this.expected !== undefined) lines.push(`  expected: ${this.expected}`);
    if (this.remedy !== undefined) lines.push(`  do:       ${this.remedy}`);
    return lines.join('\n');
  }
}

module.exports = { Refusal };
