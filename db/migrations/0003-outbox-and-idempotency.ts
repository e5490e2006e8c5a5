/** Work promised to Temporal, written in the transaction that promises it; and answers kept for repeated requests. */
export const up = `
create table outbox (
  id bigint generated always as identity primary key,
  action text not null check (action in ('start', 'wake', 'cancel')),
  workflow text not null,
  input jsonb not null,
  project_id uuid,
  attempts integer not null default 0,
  refusals integer not null default 0,
  available_at timestamptz not null default now(),
  last_error text,
  dead_at timestamptz,
  created_at timestamptz not null default now()
);
create index outbox_waiting on outbox (available_at, id) where dead_at is null;
create index outbox_of_workflow on outbox (workflow, jsonb_hash_extended(input, 0), id) where dead_at is null;
create index outbox_dead on outbox (dead_at) where dead_at is not null;

create function wake_outbox_dispatcher() returns trigger language plpgsql as $$
begin
  perform pg_notify('outbox', '');
  return null;
end $$;
create trigger outbox_inserted after insert on outbox
  for each statement execute function wake_outbox_dispatcher();

create table idempotency_keys (
  scope text not null,
  key text not null,
  fingerprint bytea not null,
  status integer,
  body jsonb,
  created_at timestamptz not null default now(),
  primary key (scope, key)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);
`;

export const down = `
drop table idempotency_keys, outbox;
drop function wake_outbox_dispatcher();
`;
