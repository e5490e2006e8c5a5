/** Images, what was generated at which cost, tags, and the daily quota. */
export const up = `
create table images (
  id integer generated always as identity primary key,
  project_id uuid not null references projects on delete cascade,
  user_id uuid not null references users,
  prompt text not null,
  style text not null,
  width integer not null,
  height integer not null,
  quality text not null,
  status text not null default 'pending'
    check (status in ('pending', 'generated', 'validated', 'rejected', 'failed')),
  failure_code text,
  file_key text,
  validation_notes text not null default '',
  metadata jsonb not null default '{}',
  generation_time double precision,
  used_at timestamptz,
  promised_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index images_of_project on images (project_id, created_at desc, id desc);
create index images_by_status on images (project_id, status, created_at desc, id desc);
create index images_by_file on images (file_key) where file_key is not null;
create index images_pending on images (promised_at) where status = 'pending';

create table image_generations (
  id integer generated always as identity primary key,
  key uuid not null default gen_random_uuid() unique,
  image_id integer references images on delete set null,
  project_id uuid not null references projects on delete cascade,
  user_id uuid not null references users,
  prompt text not null,
  parameters jsonb not null,
  status text not null default 'pending' check (status in ('pending', 'completed', 'failed', 'cancelled')),
  provider text,
  model text,
  failure_code text,
  generation_time double precision,
  tokens integer,
  attempts integer not null default 0,
  last_problem text,
  lost_answers integer not null default 0,
  cost_usd numeric(12, 6),
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
create index image_generations_of_project on image_generations (project_id, created_at desc, id desc);
create index image_generations_of_image on image_generations (image_id);

create table tags (
  id integer generated always as identity primary key,
  project_id uuid not null references projects on delete cascade,
  name text not null
);
create unique index tags_unique on tags (project_id, lower(name));

create table image_tags (
  image_id integer not null references images on delete cascade,
  tag_id integer not null references tags on delete cascade,
  position integer not null,
  primary key (image_id, tag_id)
);
create index image_tags_of_tag on image_tags (tag_id);

create table generation_quotas (
  project_id uuid not null references projects on delete cascade,
  day date not null,
  used integer not null,
  primary key (project_id, day)
);
`;

export const down = `drop table generation_quotas, image_tags, tags, image_generations, images;`;
