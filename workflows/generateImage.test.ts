import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { Context } from '@temporalio/activity';
import type { WorkflowFailedError } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startWorkflowEnvironment, type WorkflowEnvironment } from '../test/support/workflowEnvironment.ts';
import type { Activities } from '../activities/index.ts';
import type { FailureCode } from '../contracts/images.ts';
import type { generateImage } from './generateImage.ts';

let world: WorkflowEnvironment;
beforeAll(async () => {
  world = await startWorkflowEnvironment();
});
afterAll(() => world.close());

/** Runs the workflow for image 7; returns how it ended and what was told about a failure. */
async function run(makeImage: Activities['makeImage']) {
  const told: FailureCode[] = [];
  const failImage = async (_imageId: number, code: FailureCode) => {
    told.push(code);
  };
  const outcome = await world.withActivities({ makeImage, failImage }, (taskQueue) =>
    world.environment.client.workflow
      .execute<typeof generateImage>('generateImage', {
        workflowId: `generate-image/${taskQueue}`,
        taskQueue,
        args: [{ imageId: 7 }],
      })
      .catch((error: WorkflowFailedError) => (error.cause as ApplicationFailure).type ?? 'failed'),
  );
  return { outcome, told };
}

describe('workflow generateImage', () => {
  test('ends once the image is made', async () => {
    expect(await run(async () => 'generated')).toEqual({ outcome: 'generated', told: [] });
  });

  test('asks again when the model was unavailable, and succeeds', async () => {
    let calls = 0;
    const result = await run(async () => {
      calls += 1;
      if (calls < 4) throw ApplicationFailure.create({ type: 'ModelUnavailable', message: 'down' });
      return 'generated';
    });
    expect(result).toEqual({ outcome: 'generated', told: [] });
    expect(calls).toBe(4);
  });

  test('waits as long as the model asked for', async () => {
    const at: number[] = [];
    await run(async () => {
      at.push(await world.environment.currentTimeMs());
      if (at.length < 2)
        throw ApplicationFailure.create({ type: 'ModelRateLimited', nextRetryDelay: '90 seconds' });
      return 'generated';
    });
    const [first = 0, second = 0] = at;
    expect(second - first).toBeGreaterThanOrEqual(90_000);
  });

  test.each([
    ['ModelRefused', 'refused_by_policy'],
    ['ModelMisconfigured', 'provider_rejected_key'],
  ])('does not ask again after %s, and tells the owner %s', async (type, code) => {
    let calls = 0;
    const result = await run(async () => {
      calls += 1;
      throw ApplicationFailure.create({ type, message: 'no', nonRetryable: true });
    });
    expect(result).toEqual({ outcome: code, told: [code] });
    expect(calls).toBe(1);
  });

  test('gives up after half an hour without the model, and tells the owner', async () => {
    const result = await run(async () => {
      throw ApplicationFailure.create({ type: 'ModelUnavailable', message: 'down' });
    });
    expect(result).toEqual({ outcome: 'provider_unavailable', told: ['provider_unavailable'] });
  });

  test('a cancelled workflow tells the owner nothing: the image is gone', async () => {
    const told: FailureCode[] = [];
    const started = Promise.withResolvers<void>();
    const activities = {
      makeImage: async (): Promise<'generated' | 'gone'> => {
        started.resolve();
        const beat = setInterval(() => Context.current().heartbeat(), 100);
        try {
          await Context.current().cancelled;
        } finally {
          clearInterval(beat);
        }
        return 'gone';
      },
      failImage: async (_imageId: number, code: FailureCode) => {
        told.push(code);
      },
    };
    await world.withActivities(activities, async (taskQueue) => {
      const handle = await world.environment.client.workflow.start<typeof generateImage>('generateImage', {
        workflowId: 'generate-image/cancelled',
        taskQueue,
        args: [{ imageId: 8 }],
      });
      await started.promise;
      await handle.cancel();
      await expect(handle.result()).rejects.toMatchObject({ cause: expect.any(CancelledFailure) });
    });
    expect(told).toEqual([]);
  });
});
