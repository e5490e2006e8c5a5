import { useMediaQuery } from '@mantine/hooks';

/** As in Inbox.module.css. */
const twoPanes = '(min-width: 62em)';

/** Whether one pane is shown at a time: it begins with the page's heading then, and leads back to the one before. */
export const useIsOnePane = (): boolean => !useMediaQuery(twoPanes, true, { getInitialValueInEffect: false });
