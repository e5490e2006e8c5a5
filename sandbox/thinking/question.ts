import type { Turn } from './order.ts';
import { elementsIn, jsonIn, objectsIn, textAt } from './parsing.ts';

const isCustomer = (who: string): boolean => /customer|client|user|visitor|inbound|contact/i.test(who);
const speaker = ['from', 'role', 'author', 'direction', 'sender'];

/**
 * What the customer asks: the last user turn; within it the elements `<message>`, `<question>` or `<customer>` that are
 * marked `unanswered`, the last one where none is, the last message of a JSON, or the last line that begins with
 * "Customer:", where it has one. At least one, the last one last.
 */
export function questionsIn(turns: Turn[]): string[] {
  const text = turns.findLast(({ role }) => role === 'user')?.text ?? '';
  return inElements(text) ?? [inJson(text) ?? inTranscript(text) ?? text];
}

function inElements(text: string): string[] | null {
  const elements = elementsIn(text, 'message|customer_message|question|customer');
  const theirs = elements.filter(({ attributes }) => {
    const who = speaker.map((name) => attributes[name]).find((each) => each !== undefined);
    return who === undefined || isCustomer(who);
  });
  const unanswered = theirs.filter(({ attributes }) => attributes.unanswered !== undefined);
  const asked = unanswered.length > 0 ? unanswered : theirs.slice(-1);
  return asked.length > 0 ? asked.map(({ content }) => content) : null;
}

function inJson(text: string): string | null {
  const objects = jsonIn(text).flatMap(objectsIn);
  const messages = objects.filter((object) => isCustomer(textAt(object, speaker)));
  const said = messages.map((object) => textAt(object, ['text', 'content', 'message'])).filter(Boolean);
  const asked = objects.map((object) => textAt(object, ['question', 'message'])).filter(Boolean);
  return said.at(-1) ?? asked.at(-1) ?? null;
}

function inTranscript(text: string): string | null {
  const lines = [...text.matchAll(/^\s*(?:customer|client|user|visitor)\s*:\s*(.+)$/gim)];
  return lines.at(-1)?.[1]?.trim() ?? null;
}
