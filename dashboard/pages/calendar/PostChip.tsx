import { VisuallyHidden } from '@mantine/core';
import type { CSSProperties, KeyboardEvent } from 'react';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { useFormat } from '../../app/i18n/format.ts';
import { addDays } from '../../app/time/zones.ts';
import { platformName } from '../../components/PlatformIcon.tsx';
import { toneColor, toneIcon, type Tone } from '../../components/StateBadge.tsx';
import { postTones } from '../../components/states.tsx';
import classes from './Calendar.module.css';
import { useCalendar } from './CalendarContext.ts';
import { isMovable, type Item } from './items.ts';
import { PlatformSigns } from './PlatformSigns.tsx';
import { useCalendarTexts } from './texts.ts';

interface PostChipProps {
  item: Extract<Item, { kind: 'post' }>;
  /** What up and down mean here: a week in a month, an hour in a week. */
  vertical: 'week' | 'hour';
}

/** A post in the calendar: opened by a press, moved by dragging or with Alt and the arrow keys. */
export function PostChip({ item: { post, at }, vertical }: PostChipProps) {
  const t = useCalendarTexts();
  const app = useAppTexts();
  const format = useFormat();
  const { may, zone, open, move, dragged } = useCalendar();
  const movable = may && isMovable(post);
  const tone = postTones[post.state];
  const Icon = toneIcon(tone);
  const time = format.time(post.scheduled_time, { zone });
  const text = post.caption.trim().split('\n')[0] || t('noText');
  const platforms = [...new Set(post.targets.map(({ platform }) => platform))];
  const words = [app(`states.post.${post.state}`), ...platforms.map(platformName)];

  const step = (event: KeyboardEvent) => {
    if (!event.altKey || !movable) return;
    const to = steppedBy(event.key, at, vertical);
    if (!to) return;
    event.preventDefault();
    move(post, to);
  };

  return (
    <button
      type="button"
      className={classes.chip}
      data-post={post.id}
      data-at={at}
      data-movable={movable || undefined}
      data-quiet={post.state === 'cancelled' || post.state === 'draft' || undefined}
      style={tones(tone)}
      title={`${time} ${text}, ${words.join(', ')}`}
      draggable={movable}
      onDragStart={(event) => {
        dragged.current = post;
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', String(post.id));
      }}
      onDragEnd={() => {
        dragged.current = null;
      }}
      onClick={() => open(post)}
      onKeyDown={step}
    >
      <Icon size={14} className={classes.state} aria-hidden />
      {post.image && (
        <img src={post.image.thumbnail_url} alt="" className={classes.thumbnail} loading="lazy" />
      )}
      <span className={classes.lines}>
        <span className={classes.head}>
          <span className={classes.time}>{time}</span>
          <PlatformSigns platforms={platforms} />
        </span>{' '}
        <span className={classes.words}>{text}</span>
      </span>
      <VisuallyHidden>{`, ${words.join(', ')}`}</VisuallyHidden>
    </button>
  );
}

/** The colours of a state, for the stylesheet. */
const tones = (tone: Tone): CSSProperties =>
  ({
    '--tone': `var(--mantine-color-${toneColor(tone)}-filled)`,
    '--tone-light': `var(--mantine-color-${toneColor(tone)}-light)`,
  }) as CSSProperties;

/** Where an arrow key leads from a time. */
function steppedBy(key: string, at: string, vertical: 'week' | 'hour'): string | null {
  const [date, time] = [at.slice(0, 10), at.slice(10)];
  if (key === 'ArrowLeft') return addDays(date, -1) + time;
  if (key === 'ArrowRight') return addDays(date, 1) + time;
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return null;
  const sign = key === 'ArrowUp' ? -1 : 1;
  if (vertical === 'week') return addDays(date, 7 * sign) + time;
  return new Date(Date.parse(`${at}Z`) + sign * 60 * 60_000).toISOString().slice(0, 16);
}
