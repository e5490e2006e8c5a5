import { Container } from '@mantine/core';
import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ErrorState } from '../../components/ErrorState.tsx';
import { NoAnswer } from '../client/problem.ts';

/** Nobody answered: tried again by itself so long after, in ms, and as soon as the browser is online. */
const tryAgainMs = 5_000;

/** In place of a page that broke, or could not be loaded. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const queries = useQueryErrorResetBoundary();
  const again = () => {
    // What could not be loaded is remembered as missing for as long as the page stands.
    if (couldNotLoad(error)) return window.location.reload();
    queries.reset();
    reset();
    void router.invalidate();
  };
  useEffect(() => {
    if (!(error instanceof NoAnswer)) return undefined;
    const timer = setTimeout(again, tryAgainMs);
    window.addEventListener('online', again);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('online', again);
    };
  }, [error]);
  return (
    <Container size="sm" py="xl">
      <ErrorState error={error} retry={again} />
    </Container>
  );
}

/** As Chrome, Firefox and Safari say of a script that is not there. */
const couldNotLoad = (error: unknown): boolean =>
  error instanceof Error &&
  /dynamically imported module|^Importing a module script failed/.test(error.message);
