import { startPauseWorld } from '../../testing/pauseWorld.ts';
import { leverOver, viaGuardian } from '../../testing/poolLever.ts';
import { leverConformance } from '../leverConformance.ts';

leverConformance('evm-pause', async () => {
  const world = await startPauseWorld();
  const pool = await world.pool();
  return {
    lever: () => leverOver(world, [viaGuardian(world, pool)]),
    isDown: () => world.paused(pool),
    raisedByOwners: () => world.raise(pool),
    close: () => world.node.close(),
  };
});
