/** Images that people bring themselves or cut from others, and who decided on an image and when. */
export const up = `
alter table images
  add column source text not null default 'generated' check (source in ('generated', 'uploaded', 'cropped')),
  add column cropped_from integer references images on delete set null,
  add column judged_at timestamptz,
  add column judged_by uuid references users on delete set null,
  alter column style drop not null,
  alter column quality drop not null,
  add constraint images_generated_in_a_style
    check (source <> 'generated' or (style is not null and quality is not null));
create index images_cropped_from on images (cropped_from) where cropped_from is not null;
`;

export const down = `
delete from images where source <> 'generated';
alter table images
  drop constraint images_generated_in_a_style,
  alter column style set not null,
  alter column quality set not null,
  drop column source, drop column cropped_from, drop column judged_at, drop column judged_by;
`;
