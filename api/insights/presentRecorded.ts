/** Figures as they leave: their time as text. */
export const presentRecorded = <Recorded extends { recorded_at: Date }>(recorded: Recorded) => ({
  ...recorded,
  recorded_at: recorded.recorded_at.toISOString(),
});
