import { IconPlus } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useFormat } from '../../app/i18n/format.ts';
import { instantIn, sameClocks, viewerZone, wallTimeIn, type WallTime } from '../../app/time/zones.ts';
import classes from './Calendar.module.css';
import { useCalendar } from './CalendarContext.ts';
import { noonOf } from './days.ts';
import { ItemChip } from './ItemChip.tsx';
import type { Item, ItemsByDay } from './items.ts';
import { useCalendarTexts } from './texts.ts';
import { useDrop } from './useDrop.ts';

const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));
/** Nobody plans before, so that is where the view begins. */
const firstSeen = '07';

/** In px, as the stylesheet has it. */
const gutterWidth = 76;

interface HoursViewProps {
  days: string[];
  items: ItemsByDay;
}

/** Days beside each other, hours under each other: a week or a day. Beside the project's clocks stand the viewer's. */
export function HoursView({ days, items }: HoursViewProps) {
  const t = useCalendarTexts();
  const format = useFormat();
  const { zone, showDay } = useCalendar();
  const begin = useRef<HTMLTableRowElement>(null);
  const own = viewerZone();
  const [first = ''] = days;
  const bothClocks = !sameClocks(zone, own, instantIn(zone, `${first}T12:00`));
  const now = wallTimeIn(zone, Date.now());
  const today = now.slice(0, 10);
  useEffect(() => {
    const row = begin.current;
    const frame = row?.closest('[data-scroll]');
    if (row && frame) frame.scrollTop = row.offsetTop - 40;
    const column = frame?.querySelector<HTMLElement>('th[data-today]');
    if (frame && column && frame.scrollWidth > frame.clientWidth)
      frame.scrollLeft = column.offsetLeft - gutterWidth;
  }, [first]);
  return (
    <div
      className={classes.hoursFrame}
      data-scroll
      tabIndex={0}
      role="region"
      aria-label={format.weekday(noonOf(first), { zone: 'UTC' })}
    >
      <table className={classes.hours} data-single={days.length === 1 || undefined}>
        <thead>
          <tr>
            <th scope="col" className={classes.gutter}>
              <span className={classes.hidden}>{t('hour')}</span>
            </th>
            {days.map((day) => (
              <th key={day} scope="col" data-today={day === today || undefined}>
                <button type="button" className={classes.column} onClick={() => showDay(day)}>
                  {days.length === 1
                    ? format.weekday(noonOf(day), { zone: 'UTC' })
                    : `${format.shortWeekday(noonOf(day), { zone: 'UTC' })} ${Number(day.slice(8))}`}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {hours.map((hour) => {
            const instant = instantIn(zone, `${first}T${hour}:00`);
            return (
              <tr key={hour} ref={hour === firstSeen ? begin : null}>
                <th scope="row" className={classes.gutter}>
                  {format.time(instant, { zone })}
                  {bothClocks && (
                    <span className={classes.yours} title={t('yours', { time: format.time(instant) })}>
                      {format.time(instant)}
                    </span>
                  )}
                </th>
                {days.map((day) => (
                  <Hour
                    key={day}
                    day={day}
                    hour={hour}
                    name={`${format.weekday(noonOf(day), { zone: 'UTC' })}, ${format.time(instant, { zone })}`}
                    now={now}
                    isReached={days.length === 1}
                    items={(items.get(day) ?? []).filter(({ at }) => at.slice(11, 13) === hour)}
                  />
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface HourProps {
  day: string;
  hour: string;
  /** The day and the hour in words. */
  name: string;
  /** On the project's clocks. */
  now: WallTime;
  items: Item[];
  /** Of a day alone one goes through the hours by keyboard; a week would be too long a way, and leads to its days. */
  isReached: boolean;
}

function Hour({ day, hour, name, now, items, isReached }: HourProps) {
  const t = useCalendarTexts();
  const { may, zone, move, write } = useCalendar();
  const begins = `${day}T${hour}:00`;
  const drop = useDrop((post) =>
    move(post, `${day}T${hour}:${wallTimeIn(zone, post.scheduled_time).slice(14)}`),
  );
  return (
    <td className={classes.hour} data-day={day} data-hour={hour} {...drop}>
      {items.map((item) => (
        <ItemChip key={item.key} item={item} vertical="hour" />
      ))}
      {may && begins > now && (
        <button
          type="button"
          className={classes.addHour}
          {...(!isReached && { tabIndex: -1 })}
          aria-label={t('newAt', { day: name })}
          onClick={() => write(instantIn(zone, begins).toISOString())}
        >
          <IconPlus size={14} aria-hidden />
        </button>
      )}
    </td>
  );
}
