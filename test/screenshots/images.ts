import { row } from '../../db/query.ts';
import { eventually } from '../support/eventually.ts';
import type { Publisher } from '../support/publishing.ts';
import { answer } from './answer.ts';

/** What the studio's glazes are named after. The first eight are approved, one is rejected, three wait. */
const prompts: [prompt: string, tags: string[]][] = [
  ['A harbour at dusk with a single sailing boat', ['blue glaze', 'sea']],
  ['A field of poppies on a hill in June', ['red glaze', 'summer']],
  ['Snowy mountains above a quiet lake', ['white glaze', 'winter']],
  ['A forest path in the autumn mist', ['green glaze', 'autumn']],
  ['The old city at night, windows lit', ['night series']],
  ['A garden of lavender after the rain', ['summer']],
  ['A lighthouse and the sea at sunrise', ['sea']],
  ['Alpine peaks in the evening light', ['winter']],
  ['A street in the rain with neon signs', ['night series']],
  ['A river through green hills', ['green glaze']],
  ['A beach in winter, nobody there', ['sea', 'winter']],
  ['Cherry trees in a garden, first flowers', ['spring']],
];
const approved = 8;

/** Has them made and judged; those that may be published, in their order. */
export async function makeImages({ client }: Publisher): Promise<number[]> {
  const ids: number[] = [];
  for (const [prompt, tags] of prompts)
    ids.push((await answer(client.post('/api/images/generate', { prompt, tags, style: 'artistic' }))).id);
  await eventually(async () => {
    const left = await row<{ n: number }>(
      `select count(*)::int as n from images where status = 'pending' and id = any($1::int[])`,
      [ids],
    );
    if (left?.n !== 0) throw new Error(`${left?.n} images are being made`);
  }, 120_000);
  const judge = (id: number | undefined, action: string, notes = '') =>
    answer(client.patch(`/api/images/${id}/validate`, { action, validation_notes: notes }));
  for (const id of ids.slice(0, approved)) await judge(id, 'validate');
  await judge(ids[approved], 'reject', 'Too loud for our shop');
  return ids.slice(0, approved);
}
