/** Images that people bring themselves, and who decided on an image and when. */
export const up = `
alter table images
  add column source text not null default 'generated' check (source in ('generated', 'uploaded')),
  add column judged_at timestamptz,
  add column judged_by uuid references users on delete set null,
  alter column style drop not null,
  alter column quality drop not null,
  add constraint images_generated_in_a_style
    check (source = 'uploaded' or (style is not null and quality is not null));
`;

export const down = `
delete from images where source = 'uploaded';
alter table images
  drop constraint images_generated_in_a_style,
  alter column style set not null,
  alter column quality set not null,
  drop column source, drop column judged_at, drop column judged_by;
`;
