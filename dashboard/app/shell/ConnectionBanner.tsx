import { Alert } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { IconPlugConnectedX, IconWifiOff } from '@tabler/icons-react';
import { useAppTexts } from '../i18n/i18n.ts';
import { useLiveState } from '../live/LiveProvider.tsx';

/** Says that what is shown may be old: offline, or cut off from the server. It goes by itself. */
export function ConnectionBanner() {
  const t = useAppTexts();
  const { online } = useNetwork();
  const isLost = useLiveState() === 'lost';
  return (
    <div role="status">
      {(!online || isLost) && (
        <Alert
          color="yellow"
          radius={0}
          py="xs"
          icon={online ? <IconPlugConnectedX size={18} /> : <IconWifiOff size={18} />}
        >
          {t(online ? 'connection.lost' : 'connection.offline')}
        </Alert>
      )}
    </div>
  );
}
