import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startWorkflow } from '../../commands/startWorkflow.ts';
import { workflows } from '../../contracts/workflows.ts';
import { database } from '../../db/connection.ts';
import { Image } from '../../db/models/image.ts';
import { Outbox } from '../../db/models/outbox.ts';
import { projectIdAttribute } from '../../workers/searchAttributes.ts';
import { eventually } from '../support/eventually.ts';
import { orderImage } from '../support/images.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { startTestStack, type TestStack } from '../support/testStack.ts';

let stack: TestStack;
let ada: TestPerson;
beforeAll(async () => {
  stack = await startTestStack();
  ada = await aPerson(stack.api, 'ada');
});
afterAll(() => stack.close());

const outbox = async () => (await stack.api.stranger().get('/health')).body.outbox;

test('operators find a workflow by its project, read what it is, and one project does not hold up another', async () => {
  const { id } = await orderImage(ada.client);
  const { projectId } = await Image.findByPk(id, { rejectOnEmpty: true });
  const description = await eventually(() => stack.describeWorkflow(`generate-image/${id}`));

  expect(description.typedSearchAttributes.get(projectIdAttribute)).toBe(projectId);
  expect(await description.staticSummary()).toBe(`Generate image ${id}`);
  expect(description.priority).toMatchObject({
    priorityKey: workflows.generateImage.priority,
    fairnessKey: projectId,
  });
  await eventually(async () => {
    const found: string[] = [];
    for await (const { workflowId } of stack.temporal.workflow.list({ query: `ProjectId = '${projectId}'` }))
      found.push(workflowId);
    expect(found).toEqual([`generate-image/${id}`]);
  });
});

test('what Temporal refuses is given up after ten times, shows in health, and is tried again later', async () => {
  // Longer than an id may be.
  await startWorkflow('removeFiles', { keys: [`images/${'x'.repeat(2000)}`] }, randomUUID());
  const refused = await Outbox.findOne({ where: { workflow: 'removeFiles' }, rejectOnEmpty: true });
  await eventually(async () => {
    // Nobody needs to wait between the attempts. One that is under way has counted itself, and not yet its refusal.
    await database().query('update outbox set available_at = now() where attempts = refusals');
    await database().query('notify outbox');
    expect(await outbox()).toMatchObject({ waiting: 0, dead: 1 });
  });
  expect(await refused.reload()).toMatchObject({
    attempts: 10,
    refusals: 10,
    lastError: expect.stringContaining('WorkflowId'),
  });

  await refused.update({
    deadAt: new Date(Date.now() - 16 * 60_000),
    input: { keys: ['images/nothing.png'] },
  });
  await stack.temporal.workflow.getHandle('reconcile-work').signal('lookNow');
  await eventually(async () => expect(await outbox()).toMatchObject({ waiting: 0, dead: 0 }));
  await stack.temporal.workflow.getHandle('remove-files/images/nothing.png').result();
});
