import { IconPlus } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useFormat } from '../../app/i18n/format.ts';
import { instantIn, sameClocks, viewerZone, wallTimeIn, type WallTime } from '../../app/time/zones.ts';
import classes from './Calendar.module.css';
import { useCalendar } from './CalendarContext.ts';
import { hourToBegin, noonOf } from './days.ts';
import { ItemChip } from './ItemChip.tsx';
import type { Item, ItemsByDay } from './items.ts';
import { useCalendarTexts } from './texts.ts';
import { useDrop } from './useDrop.ts';

const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));
/** In px, as the stylesheet has it. */
const gutterWidth = 76;

interface HoursViewProps {
  days: string[];
  items: ItemsByDay;
  /** Whether `items` are those of these days, and not still those of the days before. */
  isRead: boolean;
}

/** Days beside each other, hours under each other: a week or a day. Beside the project's clocks stand the viewer's. */
export function HoursView({ days, items, isRead }: HoursViewProps) {
  const t = useCalendarTexts();
  const format = useFormat();
  const { zone, showDay } = useCalendar();
  const frame = useRef<HTMLDivElement>(null);
  const own = viewerZone();
  const [first = ''] = days;
  const bothClocks = !sameClocks(zone, own, instantIn(zone, `${first}T12:00`));
  const now = wallTimeIn(zone, Date.now());
  const today = now.slice(0, 10);
  const begin = hourToBegin(days.flatMap((day) => (items.get(day) ?? []).map(({ at }) => at.slice(11, 13))));
  const showBeginning = useEffectEvent(() => {
    const around = frame.current;
    // A post that was moved here has the focus, and is in sight.
    if (!around || around.contains(document.activeElement)) return;
    const row = around.querySelector<HTMLElement>(`tr[data-hour="${begin}"]`);
    if (row) around.scrollTop = row.offsetTop - 40;
    const column = around.querySelector<HTMLElement>('th[data-today]');
    if (column && around.scrollWidth > around.clientWidth)
      around.scrollLeft = column.offsetLeft - gutterWidth;
  });
  useEffect(() => {
    if (isRead) showBeginning();
  }, [first, isRead]);
  return (
    <div
      className={classes.hoursFrame}
      ref={frame}
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
              <tr key={hour} data-hour={hour}>
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
