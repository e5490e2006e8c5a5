import { ScrollArea, Table, Text, VisuallyHidden } from '@mantine/core';
import { useFormat } from '../../app/i18n/format.ts';
import type { Day } from './days.ts';
import type { Line } from './TrendChart.tsx';
import { useHistoryTexts } from './texts.ts';

interface FiguresTableProps {
  days: Day[];
  lines: Line[];
  write: (value: number) => string;
  label: string;
}

/** What the chart shows, as numbers: the newest day first. */
export function FiguresTable({ days, lines, write, label }: FiguresTableProps) {
  const t = useHistoryTexts();
  const format = useFormat();
  return (
    <ScrollArea.Autosize
      mah={480}
      type="auto"
      viewportProps={{ tabIndex: 0, 'aria-label': label, role: 'region' }}
    >
      <Table stickyHeader striped style={{ fontVariantNumeric: 'tabular-nums' }}>
        <Table.Caption>
          <VisuallyHidden>{label}</VisuallyHidden>
        </Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('chart.date')}</Table.Th>
            {lines.map(({ id, label: name }) => (
              <Table.Th key={id} scope="col" ta="end">
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {days.toReversed().map(({ date, figures }) => (
            <Table.Tr key={date}>
              <Table.Th scope="row" fw={400} style={{ whiteSpace: 'nowrap' }}>
                {format.date(date, { zone: 'UTC' })}
              </Table.Th>
              {lines.map(({ id }) => {
                const value = figures[id] ?? null;
                return (
                  <Table.Td key={id} ta="end">
                    {value === null ? (
                      <Text span c="dimmed" size="sm">
                        <span aria-hidden>–</span>
                        <VisuallyHidden>{t('chart.gap')}</VisuallyHidden>
                      </Text>
                    ) : (
                      write(value)
                    )}
                  </Table.Td>
                );
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  );
}
