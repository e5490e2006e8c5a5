import { expect } from '@jest/globals';
import { WorkflowNotFoundError } from '@temporalio/client';
import { grantAdmin } from '../../commands/grantAdmin.ts';
import { startWorkflow } from '../../commands/startWorkflow.ts';
import { workflows, type WorkflowInputs, type WorkflowName } from '../../contracts/workflows.ts';
import { rows } from '../../db/query.ts';
import { connect } from './connecting.ts';
import { eventually } from './eventually.ts';
import { aPerson } from './people.ts';
import { startTestStack } from './testStack.ts';

/** Accounts of TikTok, as the sandbox knows them. */
export const atelier = '-000tlrwo5wZKsaVVwkiJZxZ4ZOj2qUTPKGL';
export const max = '-000QnhbTXkGWqd8hUTZ0vIMdMIrDEEo61vF';
const newcomer = '-000bJlPtvMjRnEcxKpD1ZfYwAqHs7uNoGhV';

/** The whole product, and in it two people with an account of TikTok each, and an operator. */
export type SyncedShops = Awaited<ReturnType<typeof startSyncedShops>>;

export async function startSyncedShops() {
  const stack = await startTestStack();
  const [ada, ben, operator] = await Promise.all([
    aPerson(stack.api, 'ada'),
    aPerson(stack.api, 'ben'),
    aPerson(stack.api, 'operator'),
  ]);
  await grantAdmin(operator.email);
  const studio = await connect(stack.api, ada, 'tiktok', atelier);
  const workshop = await connect(stack.api, ben, 'tiktok', max);

  /** Waits until a connection's sync that was asked for has ended. */
  async function syncEnded(connectionId: string): Promise<void> {
    await handedOver();
    await stack.temporal.workflow.getHandle(`sync-connection/${connectionId}`).result();
  }

  /** Starts a workflow as the API does, and waits for its end. */
  async function run<Name extends WorkflowName>(
    workflow: Name,
    input: WorkflowInputs[Name],
  ): Promise<unknown> {
    await startWorkflow(workflow, input, null);
    await handedOver();
    return stack.temporal.workflow.getHandle(workflows[workflow].id(input)).result();
  }

  /** Ends a workflow, if it still runs. */
  async function end(workflowId: string): Promise<void> {
    try {
      await stack.temporal.workflow.getHandle(workflowId).terminate();
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  }

  /** Syncs a connection by one attempt, and returns the log of it; a workflow that then waits is ended. */
  async function syncNow(connectionId: string) {
    const before = (await syncsOf(connectionId)).length;
    await startWorkflow('syncConnection', { connectionId }, null);
    await handedOver();
    const log = await eventually(async () => {
      const last = (await syncsOf(connectionId))[before];
      expect(last).toBeDefined();
      return last;
    });
    await end(`sync-connection/${connectionId}`);
    return log;
  }

  return {
    ...{ stack, ada, ben, operator },
    /** Ada's account. */
    studio,
    /** Ben's account. */
    workshop,
    ...{ syncEnded, run, end, syncNow },
    fault: (match: string, fault: string, more: { times?: number; retryAfterSeconds?: number } = {}) =>
      stack.sandbox.fault({ standIn: 'tiktok', fault, match, ...more }),
    /** Waits until both accounts were synced by themselves, as each is when it is connected. */
    async firstSyncs(): Promise<void> {
      for (const { id } of [studio, workshop]) await syncEnded(id);
    },
    /** One more account of Ben's, connected, synced, and disconnected again. */
    async aDisconnectedAccount(): Promise<string> {
      const { id } = await connect(stack.api, ben, 'tiktok', newcomer);
      await eventually(async () => expect(await syncsOf(id)).toHaveLength(1));
      await syncEnded(id);
      expect((await ben.client.delete(`/api/social-media/connections/${id}`)).status).toBeLessThan(300);
      await handedOver();
      return id;
    },
  };
}

/** The logs of a connection's syncs, the oldest first. */
export const syncsOf = (connectionId: string) =>
  rows<{ sync_status: string; error_code: string | null; calls: number; sync_type: string }>(
    `select sync_status, error_code, calls, sync_type from social_media_sync_logs
     where connection_id = $1 and sync_type <> 'refresh' order by created_at, id`,
    [connectionId],
  );

/** Waits until everything that was promised so far, and is due, has been handed to Temporal. */
const handedOver = () =>
  eventually(async () =>
    expect(await rows('select from outbox where available_at <= now() or attempts > 0')).toEqual([]),
  );
