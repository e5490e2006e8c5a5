import { VisuallyHidden } from '@mantine/core';
import { IconRepeat } from '@tabler/icons-react';
import { useFormat } from '../../app/i18n/format.ts';
import { AnchorLink } from '../../components/links.tsx';
import classes from './Calendar.module.css';
import { useCalendar } from './CalendarContext.ts';
import type { Item } from './items.ts';
import { PlatformSigns } from './PlatformSigns.tsx';
import { useCalendarTexts } from './texts.ts';

/** A time of a recurring plan that is still to come: lightly, for no post exists yet. */
export function OccurrenceChip({ item: { occurrence } }: { item: Extract<Item, { kind: 'occurrence' }> }) {
  const t = useCalendarTexts();
  const format = useFormat();
  const { zone } = useCalendar();
  const { plan, at } = occurrence;
  const time = format.time(at, { zone });
  return (
    <AnchorLink
      to="/dashboard/plans"
      search={{ plan: plan.id }}
      className={classes.occurrence}
      title={`${time} ${plan.name}, ${t('toCome')}`}
      underline="never"
    >
      <IconRepeat size={14} className={classes.state} aria-hidden />
      <span className={classes.lines}>
        <span className={classes.head}>
          <span className={classes.time}>{time}</span>
          <PlatformSigns platforms={plan.platforms} />
        </span>{' '}
        <span className={classes.words}>{plan.name}</span>
      </span>
      <VisuallyHidden>{`, ${t('toCome')}`}</VisuallyHidden>
    </AnchorLink>
  );
}
