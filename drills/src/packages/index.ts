export { chanceOf } from './chance.ts';
export { type PackageFiles } from './packageFiles.ts';
export { plantThefts } from './plant/plantThefts.ts';
export { renamePackage } from './renamePackage.ts';
export { readThefts, type Theft } from './theft.ts';
