import type { AccountId } from '@portcullis/model';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Lever, LeverOrder } from '../lever.ts';
import { sleepOrStop } from '../sleepOrStop.ts';

/** A world in which one gate can be moved and looked at without the lever. */
export interface LeverWorld {
  /** A lever of the one gate; a second one stands for the first after a restart. */
  lever(): Lever;
  /** Whether value is stopped, read without the lever. `undefined` where the journal alone knows. */
  isDown(): Promise<boolean | undefined>;
  /** Does what the lever leaves to others when the gate is raised. */
  raisedByOwners(): Promise<void>;
  close(): Promise<void>;
}

/** What every lever must do. */
export function leverConformance(name: string, makeWorld: () => Promise<LeverWorld>): void {
  describe(`the lever ${name}`, () => {
    let world: LeverWorld;
    let count = 0;
    const never = new AbortController().signal;
    const order = (breached: readonly AccountId[] = []): LeverOrder => ({
      order: `drop:gate:${count++}`,
      breached: new Set(breached),
    });
    beforeAll(async () => {
      world = await makeWorld();
    });
    afterAll(() => world.close());
    beforeEach(async () => {
      if ((await world.isDown()) === true) await world.raisedByOwners();
    });
    const expectDown = async (down: boolean): Promise<void> => {
      const found = await world.isDown();
      if (found !== undefined) expect(found).toBe(down);
    };

    it('says that it would work, and moves nothing by saying so', async () => {
      const checks = await world.lever().check(never);
      expect(checks.filter((check) => !check.ok)).toEqual([]);
      expect(checks.length).toBeGreaterThan(0);
      await expectDown(false);
    });

    it('moves nothing by making ready', async () => {
      const lever = world.lever();
      await lever.prepare(never);
      await lever.prepare(never);
      await expectDown(false);
    });

    it('drops, and proves it in words', async () => {
      const lever = world.lever();
      await lever.prepare(never);
      const proof = await lever.drop(order(), never);
      await expectDown(true);
      expect(proof.length).toBeGreaterThan(0);
      for (const line of proof) expect(line).toMatch(/\S/);
    });

    it('drops without having been made ready', async () => {
      await world.lever().drop(order(), never);
      await expectDown(true);
    });

    it('drops twice, by the same order, by another and after a restart', async () => {
      const lever = world.lever();
      const first = order();
      await lever.drop(first, never);
      await lever.drop(first, never);
      await lever.drop(order(), never);
      await world.lever().drop(first, never);
      await expectDown(true);
    });

    it('drops once for two orders at the same time', async () => {
      const lever = world.lever();
      await Promise.all([lever.drop(order(), never), lever.drop(order(), never)]);
      await expectDown(true);
    });

    it('is raised when the world shows it, and not before', async () => {
      const lever = world.lever();
      await lever.drop(order(), never);
      let up = false;
      const raised = lever.raise(order(), never).then((proof) => {
        up = true;
        return proof;
      });
      await sleepOrStop(60, never);
      if ((await world.isDown()) === true) expect(up).toBe(false);
      await world.raisedByOwners();
      expect((await raised).length).toBeGreaterThan(0);
      await expectDown(false);
    });

    it('drops again after it was raised', async () => {
      const lever = world.lever();
      await lever.drop(order(), never);
      await world.raisedByOwners();
      await lever.raise(order(), never);
      await lever.drop(order(), never);
      await expectDown(true);
    });

    it('moves nothing when stopped already', async () => {
      await expect(world.lever().drop(order(), AbortSignal.abort())).rejects.toMatchObject({
        code: 'stopped',
        kind: 'shutdown',
      });
      await expect(world.lever().raise(order(), AbortSignal.abort())).rejects.toMatchObject({ code: 'stopped' });
      await expectDown(false);
    });
  });
}
