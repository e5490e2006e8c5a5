import { useEffect, useState } from 'react';

const stepMs = 15_000;

/** The time, in ms, as it goes on: for what ends by itself. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), stepMs);
    return () => clearInterval(timer);
  }, []);
  return now;
}
