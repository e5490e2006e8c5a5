import { expect, test } from '@jest/globals';
import { createEventParser, type ServerEvent } from './eventParser.ts';

function read(pieces: string[]): ServerEvent[] {
  const heard: ServerEvent[] = [];
  const parse = createEventParser((event) => heard.push(event));
  for (const piece of pieces) parse(piece);
  return heard;
}

const stream = 'retry: 3000\n\n: still here\n\nid: 7\nevent: message\ndata: {"a": 1}\n\ndata: x\ndata:y\n\n';
const events = [
  { id: '7', name: 'message', data: '{"a": 1}' },
  { id: null, name: 'message', data: 'x\ny' },
];

test('events are read, comments and pauses are none', () => {
  expect(read([stream])).toEqual(events);
});

test('it does not matter where the stream is cut', () => {
  expect(read([...stream])).toEqual(events);
});

test('an event counts once it is complete', () => {
  expect(read(['id: 1\ndata: a\n'])).toEqual([]);
});
