export { createLog } from './log.ts';
export { ServerFault, type ServerFaultCode } from './serverFault.ts';
export { type RunningServer, type ServerOptions, startServer } from './startServer.ts';
export type { ChainStatus, Status } from './status.ts';
export type { IntentView } from './intents.ts';
