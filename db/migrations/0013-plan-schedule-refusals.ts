/** Since when Temporal refuses the Schedule of a recurring plan: its posts are not made, and the plan says so. */
export const up = `
alter table recurring_schedules add column schedule_refused_at timestamptz;
`;

export const down = `
alter table recurring_schedules drop column schedule_refused_at;
`;
