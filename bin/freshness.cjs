'use strict';
const fs = require('node:fs');
const path = require('node:path');

/** Whether what stands in node_modules was installed from the files as they are now. */
function isInstalled(root) {
  const stamp = read(stampFile(root));
  return stamp.length > 0 && stamp.equals(inputs(root));
}

/** Writes down that an install was made from the files as they are now. */
function markInstalled(root) {
  fs.writeFileSync(stampFile(root), inputs(root));
}

function stampFile(root) {
  return path.join(root, 'node_modules', '.portcullis-install');
}

/**
 * What an install depends on: the lock file, every package.json of ours, npm's settings here, the platform.
 * The bytes themselves and no digest of them: every start compares them, and to load `node:crypto` takes
 * longer than all the rest of that.
 */
function inputs(root) {
  const files = [
    'package.json',
    'package-lock.json',
    '.npmrc',
    ...workspaces(root).map((folder) => path.join(folder, 'package.json')),
  ];
  const parts = files.flatMap((file) => {
    const bytes = read(path.join(root, file));
    return [Buffer.from(`${file} ${bytes.length}\n`), bytes];
  });
  return Buffer.concat([Buffer.from(`${process.platform}-${process.arch}\n`), ...parts]);
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

module.exports = { isInstalled, markInstalled };
