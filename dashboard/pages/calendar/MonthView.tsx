import type { CSSProperties } from 'react';
import { useFormat } from '../../app/i18n/format.ts';
import { instantIn, wallTimeIn } from '../../app/time/zones.ts';
import { toneColor } from '../../components/StateBadge.tsx';
import { postTones } from '../../components/states.tsx';
import { AnchorLink } from '../../components/links.tsx';
import { IconPlus } from '@tabler/icons-react';
import classes from './Calendar.module.css';
import { useCalendar } from './CalendarContext.ts';
import { noonOf } from './days.ts';
import { ItemChip } from './ItemChip.tsx';
import type { Item, ItemsByDay } from './items.ts';
import { useCalendarTexts } from './texts.ts';
import { useDrop } from './useDrop.ts';

/** So many fit into a day of a month; the others are a press away. */
const shownItems = 3;

interface MonthViewProps {
  days: string[];
  items: ItemsByDay;
  /** The month, `2026-03`: days beside it stand back. */
  month: string;
}

/** Weeks under each other. On a phone a day is dots that lead to it. */
export function MonthView({ days, items, month }: MonthViewProps) {
  const format = useFormat();
  const weeks = Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
  return (
    <table className={classes.month}>
      <thead>
        <tr>
          {weeks[0]?.map((day) => (
            <th key={day} scope="col">
              <abbr title={format.weekdayName(noonOf(day), { zone: 'UTC' })}>
                {format.shortWeekday(noonOf(day), { zone: 'UTC' })}
              </abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((day) => (
              <Day key={day} day={day} items={items.get(day) ?? []} isBeside={!day.startsWith(month)} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day({ day, items, isBeside }: { day: string; items: Item[]; isBeside: boolean }) {
  const t = useCalendarTexts();
  const format = useFormat();
  const { may, zone, move, showDay, movedId } = useCalendar();
  const drop = useDrop((post) => move(post, day + wallTimeIn(zone, post.scheduled_time).slice(10)));
  const name = format.weekday(noonOf(day), { zone: 'UTC' });
  const today = wallTimeIn(zone, Date.now()).slice(0, 10);
  const hidden = items.length > shownItems ? items.length - shownItems + 1 : 0;
  return (
    <td
      className={classes.day}
      data-day={day}
      data-beside={isBeside || undefined}
      data-today={day === today || undefined}
      {...drop}
    >
      <div className={classes.dayHead}>
        <button
          type="button"
          className={classes.dayNumber}
          aria-label={`${t('openDay', { day: name })} (${t('posts', { count: items.filter(({ kind }) => kind === 'post').length })})`}
          aria-current={day === today ? 'date' : undefined}
          onClick={() => showDay(day)}
        >
          {Number(day.slice(8))}
        </button>
        {may && day >= today && (
          <AnchorLink
            to="/dashboard/compose"
            search={{ at: timeToWrite(zone, day) }}
            className={classes.add}
            aria-label={t('newAt', { day: name })}
          >
            <IconPlus size={14} aria-hidden />
          </AnchorLink>
        )}
      </div>
      <ul className={classes.items}>
        {shownOf(items, hidden ? shownItems - 1 : shownItems, movedId).map((item) => (
          <li key={item.key}>
            <ItemChip item={item} vertical="week" />
          </li>
        ))}
        {hidden > 0 && (
          <li>
            <button type="button" className={classes.more} onClick={() => showDay(day)}>
              {t('more', { count: hidden })}
            </button>
          </li>
        )}
      </ul>
      <div className={classes.dots} aria-hidden>
        {items.slice(0, 4).map((item) => (
          <span
            key={item.key}
            data-light={item.kind === 'occurrence' || undefined}
            style={{ '--tone': dotColor(item) } as CSSProperties}
          />
        ))}
      </div>
    </td>
  );
}

/** The first so many; in the place of the last the one that was moved here. */
function shownOf(items: Item[], count: number, movedId: number | null): Item[] {
  const first = items.slice(0, count);
  const moved = items.findIndex((item) => item.kind === 'post' && item.post.id === movedId);
  return moved < count ? first : [...first.slice(0, -1), ...items.slice(moved, moved + 1)];
}

const dotColor = (item: Item): string =>
  `var(--mantine-color-${item.kind === 'post' ? toneColor(postTones[item.post.state]) : 'gray'}-filled)`;

/** When a new post of a day begins: at ten, or in an hour where that has passed. */
function timeToWrite(zone: string, day: string): string {
  const ten = instantIn(zone, `${day}T10:00`).getTime();
  return new Date(Math.max(ten, Math.ceil(Date.now() / 3_600_000 + 1) * 3_600_000)).toISOString();
}
