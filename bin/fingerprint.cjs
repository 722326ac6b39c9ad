'use strict';
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

/** What an install depends on, as one short text: the lock file, every package.json of ours, npm's settings here, the platform. */
function fingerprint(root) {
  const hash = createHash('sha256');
  hash.update(`${process.platform}-${process.arch}\n`);
  const files = [
    'package.json',
    'package-lock.json',
    '.npmrc',
    ...workspaces(root).map((folder) => path.join(folder, 'package.json')),
  ];
  for (const file of files) {
    const bytes = read(path.join(root, file));
    hash.update(`${file} ${bytes.length}\n`);
    hash.update(bytes);
  }
  return hash.digest('hex');
}

/** Folders of the workspaces that the root's package.json names, in order. */
function workspaces(root) {
  const patterns = JSON.parse(read(path.join(root, 'package.json')).toString('utf8')).workspaces || [];
  return patterns.flatMap((pattern) => {
    if (!pattern.endsWith('/*')) return [pattern];
    const parent = pattern.slice(0, -2);
    const children = fs.existsSync(path.join(root, parent)) ? fs.readdirSync(path.join(root, parent)).sort() : [];
    return children.map((name) => `${parent}/${name}`);
  });
}

function read(file) {
  try {
    return fs.readFileSync(file);
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return Buffer.alloc(0);
    throw error;
  }
}

module.exports = { fingerprint };
