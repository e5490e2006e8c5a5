import { Button, Group, Text } from '@mantine/core';
import { IconChevronUp } from '@tabler/icons-react';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import { useFormat } from '../../app/i18n/format.ts';
import classes from './Calendar.module.css';
import { noonOf } from './days.ts';
import { ItemChip } from './ItemChip.tsx';
import type { Item, ItemsByDay } from './items.ts';
import { useCalendarTexts } from './texts.ts';

type Row = { day: string; count: number } | { item: Item };

interface ListViewProps {
  days: string[];
  items: ItemsByDay;
  today: string;
}

/** One under the other, day by day; of thousands only those in sight are drawn. What is to come comes first. */
export function ListView({ days, items, today }: ListViewProps) {
  const [showsEarlier, setShowsEarlier] = useState(false);
  const countOf = (some: string[]) => some.reduce((sum, day) => sum + (items.get(day)?.length ?? 0), 0);
  const toCome = days.filter((day) => day >= today);
  const earlier = showsEarlier || countOf(toCome) === 0 ? 0 : countOf(days) - countOf(toCome);
  return (
    <>
      {earlier > 0 && <EarlierButton count={earlier} show={() => setShowsEarlier(true)} />}
      <Rows key={String(earlier > 0)} days={earlier > 0 ? toCome : days} items={items} />
    </>
  );
}

function EarlierButton({ count, show }: { count: number; show: () => void }) {
  const t = useCalendarTexts();
  return (
    <Group>
      <Button
        variant="subtle"
        size="compact-md"
        leftSection={<IconChevronUp size={18} aria-hidden />}
        onClick={show}
      >
        {t('showEarlier', { count })}
      </Button>
    </Group>
  );
}

function Rows({ days, items }: Omit<ListViewProps, 'today'>) {
  const t = useCalendarTexts();
  const format = useFormat();
  const frame = useRef<HTMLDivElement>(null);
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => setOffset(frame.current?.offsetTop ?? 0), []);
  const rows = days.flatMap((day): Row[] => {
    const found = items.get(day) ?? [];
    return found.length === 0
      ? []
      : [
          { day, count: found.filter(({ kind }) => kind === 'post').length },
          ...found.map((item) => ({ item })),
        ];
  });
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (index) => (rows[index] && 'day' in rows[index] ? 48 : 44),
    overscan: 12,
    scrollMargin: offset,
  });
  return (
    <div ref={frame} style={{ position: 'relative', height: virtual.getTotalSize() }} role="list">
      {virtual.getVirtualItems().map(({ index, key, start }) => {
        const row = rows[index];
        if (!row) return null;
        return (
          <div
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            role="listitem"
            className={classes.listRow}
            style={{ transform: `translateY(${start - offset}px)` }}
          >
            {'day' in row ? (
              <Text fw={600} pt="md" pb={4} component="h2" size="md">
                {format.weekday(noonOf(row.day), { zone: 'UTC' })}{' '}
                <Text span c="dimmed" size="sm" fw={400}>
                  {row.count > 0 && t('posts', { count: row.count })}
                </Text>
              </Text>
            ) : (
              <ItemChip item={row.item} vertical="hour" />
            )}
          </div>
        );
      })}
    </div>
  );
}
