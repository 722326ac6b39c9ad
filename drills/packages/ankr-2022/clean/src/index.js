export { loadConfig } from './config.js';
export { openDeployer } from './deployer.js';
export { Node } from './chain/node.js';
export { describePlan, makePlan } from './deploy/plan.js';
export { runDeployment } from './deploy/run.js';
export { verifySource } from './deploy/verify.js';
export { notifyTeam } from './deploy/notify.js';
export { saveKeystore } from './keys/keystore.js';
export { createLogger } from './misc/logger.js';
