import { Tooltip } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useFormat } from '../app/i18n/format.ts';

interface RelativeTimeProps {
  /** An instant, ISO 8601. */
  at: string;
  /** The zone in which the tooltip tells the exact time; the viewer's own without it. */
  zone?: string;
}

/** How long ago something was, or how soon it will be; the exact time on hover. It keeps up with the clock. */
export function RelativeTime({ at, zone }: RelativeTimeProps) {
  const format = useFormat();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <Tooltip label={format.dateTime(at, zone ? { zone } : {})}>
      <time dateTime={at}>{format.relative(at, now)}</time>
    </Tooltip>
  );
}
