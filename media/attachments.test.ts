import { expect, test } from '@jest/globals';
import { extensionOf } from './attachments.ts';

test.each<[string, string]>([
  ['89504e470d0a1a0a0000000d', 'png'],
  ['ffd8ffe000104a464946', 'jpg'],
  ['524946460000000057454250', 'webp'],
  ['0000001c667479706d703432', 'mp4'],
  ['0000001c667479704d344120', 'm4a'],
  ['4f67675300020000', 'ogg'],
  ['4944330400000000', 'mp3'],
  ['fffb9064', 'mp3'],
  ['fff15080', 'aac'],
  ['2321414d520a', 'amr'],
  ['255044462d312e37', 'pdf'],
  ['3c68746d6c3e', 'bin'],
  ['3c73766720786d6c', 'bin'],
  ['', 'bin'],
])('a file that begins with %s is kept as %s', (beginning, extension) => {
  expect(extensionOf(Buffer.from(beginning, 'hex'))).toBe(extension);
});
