export { type PackageFiles } from './packageFiles.ts';
export { renamePackage } from './renamePackage.ts';
export { readThefts, type Theft } from './theft.ts';
