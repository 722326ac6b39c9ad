export { findHoles } from './check/findHoles.ts';
export type { Hole, HoleGroup } from './check/hole.ts';
export { type LiveView, renderLive } from './live/renderLive.ts';
export type { StatusOutput } from './output/statusOutput.ts';
export { runCli } from './runCli.ts';
