import { expect, test } from '@jest/globals';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { readAgain } from './readAgain.ts';

test('what changes while it is read for the first time is read once more', async () => {
  const queryClient = new QueryClient();
  const answers: ((status: string) => void)[] = [];
  const observer = new QueryObserver(queryClient, {
    queryKey: ['image'],
    queryFn: () => new Promise<string>((resolve) => answers.push(resolve)),
  });
  const stop = observer.subscribe(() => {});
  const read = readAgain(queryClient, { queryKey: ['image'] });
  answers[0]?.('pending');
  while (answers.length < 2) await new Promise((resolve) => setTimeout(resolve, 0));
  answers[1]?.('failed');
  await read;
  expect(observer.getCurrentResult().data).toBe('failed');
  stop();
  queryClient.clear();
});
