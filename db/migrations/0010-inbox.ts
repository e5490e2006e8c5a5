/**
 * The inbox: events as they came, the people who write (the shop's clients), their conversations and messages, orders,
 * chat widgets, and what the assistant knows and did.
 */
export const up = `
create extension if not exists unaccent;
create extension if not exists pg_trgm;
-- Indexes are made and analysed with a search path of their own: the function keeps the one of now.
create function plain_text(text) returns text language sql immutable parallel safe set search_path from current as
  $$ select unaccent('unaccent', $1) $$;

create table widgets (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null references projects on delete cascade,
  name text not null,
  primary_color text not null,
  logo_url text,
  welcome_message text not null default '',
  texts jsonb not null default '{}',
  allowed_origins text[] not null default '{}',
  opening_hours jsonb,
  enabled boolean not null default true,
  webhook_secret_encrypted bytea,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index widgets_of_project on widgets (project_id, created_at desc);

create table contacts (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null references projects on delete cascade,
  name text,
  phone_number text,
  email text,
  status text not null default 'pending',
  locale text,
  profile jsonb not null default '{}',
  last_contact_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (project_id, phone_number)
);
create index contacts_of_project on contacts (project_id, created_at desc, id desc);

create table contact_identities (
  id uuid primary key default gen_random_uuid(),
  contact_id uuid not null references contacts on delete cascade,
  channel text not null check (channel in ('instagram', 'whatsapp', 'widget')),
  scope_id uuid not null,
  external_id text not null,
  username text,
  created_at timestamptz not null default now(),
  unique (scope_id, external_id)
);
create index identities_of_contact on contact_identities (contact_id);

create table orders (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null references projects on delete cascade,
  contact_id uuid references contacts on delete set null,
  source text not null default 'api',
  external_id text,
  status text not null default 'pending',
  currency text not null default 'EUR',
  total numeric(14, 2) not null,
  placed_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (project_id, source, external_id)
);
create index orders_of_project on orders (project_id, created_at desc, id desc);
create index orders_of_contact on orders (contact_id, created_at desc);

create table order_products (
  order_id uuid not null references orders on delete cascade,
  position integer not null,
  product_id text not null,
  name text not null,
  price numeric(14, 2) not null,
  quantity integer not null check (quantity > 0),
  primary key (order_id, position)
);

create table inbox_events (
  id bigint generated always as identity primary key,
  channel text not null,
  event_key text not null unique,
  account_id text,
  -- Channel, account and person: what is about one person is read in order. Null where order does not matter.
  lane text,
  payload text not null,
  -- A body that was signed and not understood: the payload is all of it.
  whole_body boolean not null default false,
  state text not null default 'new' check (state in ('new', 'processed', 'ignored', 'quarantined')),
  project_id uuid,
  conversation_id uuid,
  attempts integer not null default 0,
  -- How often it could not be read for reasons of ours: these are no failures of its own.
  troubles integer not null default 0,
  problem text,
  -- The message that it is about, where that has not come yet.
  waiting_for text,
  available_at timestamptz not null default now(),
  received_at timestamptz not null default clock_timestamp(),
  processed_at timestamptz
);
create index inbox_events_new on inbox_events (id) where state = 'new';
create index inbox_events_in_lanes on inbox_events (lane, id) where state = 'new' and lane is not null;
create index inbox_events_by_state on inbox_events (state, received_at desc, id desc);
create index inbox_events_of_account on inbox_events (channel, account_id, received_at desc);
create index inbox_events_waiting on inbox_events (channel, account_id, waiting_for) where waiting_for is not null;
create index inbox_events_by_age on inbox_events (processed_at) where state in ('processed', 'ignored');

create function wake_inbox_reader() returns trigger language plpgsql as $$
begin
  perform pg_notify('inbox', '');
  return null;
end $$;
create trigger inbox_event_inserted after insert on inbox_events
  for each statement execute function wake_inbox_reader();

create table inbox_watches (
  connection_id uuid primary key references social_media_connections on delete cascade,
  -- Until then we know of every message that the platform can tell of.
  complete_until timestamptz not null,
  checked_at timestamptz not null,
  problem text,
  gap_since timestamptz,
  gap_until timestamptz,
  recovered_messages integer not null default 0
);

alter table mails drop constraint mails_kind_check;
alter table mails add constraint mails_kind_check check (kind in ('password_reset', 'invitation', 'weekly_report',
  'token_notice', 'connection_needs_you', 'post_notice', 'plan_notice', 'inbox_gap', 'handover', 'assistant_silent'));

create table conversations (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null references projects on delete cascade,
  contact_id uuid not null references contacts on delete cascade,
  channel text not null check (channel in ('instagram', 'whatsapp', 'widget')),
  scope_id uuid not null,
  external_id text not null,
  state text not null default 'open' check (state in ('open', 'snoozed', 'closed')),
  snoozed_until timestamptz,
  assigned_to uuid references users on delete set null,
  tags text[] not null default '{}',
  ai_mode text check (ai_mode in ('off', 'suggest', 'automatic')),
  ai_paused_until timestamptz,
  handed_over_at timestamptz,
  handover_reason text,
  unread_count integer not null default 0,
  last_sequence bigint not null default 0,
  -- The last message of the customer's that was considered: answered, or known to need no answer of the assistant.
  answered_sequence bigint not null default 0,
  -- When somebody is to look whether an answer is due; null while nothing waits for one.
  turn_due_at timestamptz,
  -- When it was last given back to the assistant: what was before counts no more against it.
  ai_since timestamptz,
  last_message_at timestamptz,
  last_message_snippet text not null default '',
  last_inbound_at timestamptz,
  typing_by uuid references users on delete set null,
  typing_until timestamptz,
  promised_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (scope_id, external_id)
);
create index conversations_of_project on conversations (project_id, last_message_at desc nulls last, id desc);
create index conversations_of_contact on conversations (contact_id);
-- Who may wait for a person: asked by every open page at each message.
create index conversations_waiting on conversations (project_id, last_message_at desc nulls last)
  where handed_over_at is not null or unread_count > 0;
create index conversations_due on conversations (turn_due_at) where turn_due_at is not null;
create index conversations_handed_over on conversations (project_id, handed_over_at) where handed_over_at is not null;

create table messages (
  id uuid primary key default gen_random_uuid(),
  conversation_id uuid not null references conversations on delete cascade,
  project_id uuid not null references projects on delete cascade,
  sequence bigint not null,
  direction text not null check (direction in ('inbound', 'outbound')),
  author text not null check (author in ('customer', 'agent', 'ai', 'system')),
  author_id uuid references users,
  kind text not null,
  content text not null default '',
  data jsonb not null default '{}',
  external_id text,
  client_message_id text,
  sent_at timestamptz not null,
  state text not null default 'received' check (state in
    ('received', 'suggested', 'queued', 'sending', 'unknown', 'sent', 'delivered', 'read', 'failed', 'discarded')),
  state_since timestamptz not null default clock_timestamp(),
  problem_code text,
  problem_detail text,
  attempts integer not null default 0,
  -- When the platform was last asked to send it.
  called_at timestamptz,
  edited_at timestamptz,
  unsent_at timestamptz,
  promised_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  unique (conversation_id, sequence),
  unique (conversation_id, client_message_id)
);
create unique index messages_by_external_id on messages (conversation_id, external_id) where external_id is not null;
create index messages_by_platform_id on messages (external_id) where external_id is not null;
create index messages_to_keep_files_of on messages (promised_at)
  where data @? '$.attachments[*] ? (@.state == "due")';
create index messages_of_conversation on messages (conversation_id, sent_at desc, sequence desc);
create index messages_called on messages (conversation_id, called_at) where called_at is not null;
create index messages_by_text on messages using gin (plain_text(content) gin_trgm_ops);
create index messages_to_send on messages (promised_at) where state in ('queued', 'sending', 'unknown');

-- Whoever has a conversation open in the API's processes (api/live/) hears that it changed.
create function tell_of_message() returns trigger language plpgsql as $$
begin
  perform pg_notify('live', 'conversation/' || new.conversation_id);
  return null;
end $$;
create trigger message_written after insert or update of state, content, data, edited_at, unsent_at on messages
  for each row execute function tell_of_message();

-- What a person attached, until it is sent and after: see /api/conversations/{conversation_id}/files.
create table message_files (
  id uuid primary key default gen_random_uuid(),
  conversation_id uuid not null references conversations on delete cascade,
  user_id uuid not null references users,
  -- The message that it was sent with first; null while it was not.
  message_id uuid references messages on delete set null,
  kind text not null check (kind in ('image', 'video', 'audio', 'document')),
  file_key text not null,
  media_type text not null,
  name text not null,
  size integer not null,
  created_at timestamptz not null default now()
);
create index message_files_of_conversation on message_files (conversation_id);
create index message_files_by_key on message_files (file_key);
create index message_files_of_message on message_files (message_id);
create index message_files_unsent on message_files (created_at) where message_id is null;

create table early_statuses (
  scope_id uuid not null,
  external_id text not null,
  state text not null,
  problem_code text,
  at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (scope_id, external_id, state)
);

create table conversation_notes (
  id uuid primary key default gen_random_uuid(),
  conversation_id uuid not null references conversations on delete cascade,
  author_id uuid not null references users,
  content text not null,
  created_at timestamptz not null default now()
);
create index notes_of_conversation on conversation_notes (conversation_id, created_at);

create table saved_replies (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null references projects on delete cascade,
  title text not null,
  content text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index saved_replies_of_project on saved_replies (project_id, title);

create table knowledge_documents (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null references projects on delete cascade,
  kind text not null check (kind in ('document', 'question')),
  title text not null,
  content text not null,
  locale text,
  search tsvector generated always as (
    setweight(to_tsvector('french', plain_text(title)), 'A') || setweight(to_tsvector('english', plain_text(title)), 'A')
    || to_tsvector('french', plain_text(content)) || to_tsvector('english', plain_text(content))) stored,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index knowledge_of_project on knowledge_documents (project_id, updated_at desc);
create index knowledge_search on knowledge_documents using gin (search);

create table assistant_settings (
  project_id uuid primary key references projects on delete cascade,
  mode text not null default 'suggest' check (mode in ('off', 'suggest', 'automatic')),
  shop_profile text not null default '',
  tone text not null default '',
  opening_hours jsonb,
  hours_since timestamptz not null default now(),
  away_message text not null default '',
  pause_minutes integer not null default 30,
  replies_in_a_row integer not null default 5,
  replies_an_hour integer not null default 20,
  tokens_a_day integer not null default 500000,
  updated_at timestamptz not null default now()
);

create table assistant_calls (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null references projects on delete cascade,
  conversation_id uuid references conversations on delete cascade,
  message_id uuid references messages on delete set null,
  -- reply: the customer's last message that it answers.
  sequence bigint,
  -- caption: of a post, for somebody who writes one.
  purpose text not null check (purpose in ('reply', 'replay', 'caption')),
  provider text,
  model text,
  -- Pending: a replay or a caption that is still to be made.
  decision text not null check (decision in ('pending', 'reply', 'hand_over', 'quiet', 'written', 'failed')),
  reason text not null default '',
  -- Null where no model was to be asked.
  inputs jsonb,
  sources jsonb not null default '[]',
  tools jsonb not null default '[]',
  answer jsonb,
  input_tokens integer not null default 0,
  output_tokens integer not null default 0,
  -- Null where the model's price is not known.
  cost_usd numeric(12, 6),
  rating text check (rating in ('good', 'bad')),
  rated_by uuid references users,
  duration_ms integer,
  -- Of a reply that is to be made anew: what it was made of has changed.
  outdated_at timestamptz,
  promised_at timestamptz not null default now(),
  created_at timestamptz not null default now()
);
create index assistant_calls_of_project on assistant_calls (project_id, created_at desc);
create index assistant_calls_of_conversation on assistant_calls (conversation_id, created_at desc);
create index assistant_calls_of_message on assistant_calls (message_id);
create index assistant_calls_to_make on assistant_calls (promised_at) where decision = 'pending';
create unique index assistant_replies on assistant_calls (conversation_id, sequence)
  where purpose = 'reply' and outdated_at is null;

create table send_batches (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null references projects on delete cascade,
  user_id uuid not null references users,
  channel text not null,
  connection_id uuid references social_media_connections on delete set null,
  account_id text not null,
  token_encrypted bytea,
  author text not null default 'system' check (author in ('agent', 'system')),
  state text not null default 'running' check (state in ('running', 'done')),
  promised_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
create index send_batches_of_project on send_batches (project_id, created_at desc);
create index send_batches_running on send_batches (promised_at) where state = 'running';
create index send_batches_with_token on send_batches (created_at) where token_encrypted is not null;
create table send_batch_items (
  batch_id uuid not null references send_batches on delete cascade,
  position integer not null,
  -- As the request wrote it.
  recipient text not null,
  -- The same, as the platform's events name it.
  address text not null,
  body jsonb not null,
  state text not null default 'queued' check (state in ('queued', 'sending', 'unknown', 'sent', 'failed')),
  external_id text,
  -- What the platform's answer called the recipient.
  contact_id text,
  problem_code text,
  problem_detail text,
  -- When the platform was last asked to send it.
  attempted_at timestamptz,
  state_since timestamptz not null default clock_timestamp(),
  primary key (batch_id, position)
);
create index batch_items_by_external_id on send_batch_items (external_id) where external_id is not null;
create index batch_items_to_send on send_batch_items (batch_id, position) where state in ('queued', 'sending');
create index batch_items_by_address on send_batch_items (address, attempted_at) where attempted_at is not null;
`;

export const down = `
drop table send_batch_items, send_batches, assistant_calls, assistant_settings, knowledge_documents, saved_replies,
  conversation_notes, early_statuses, message_files, messages, conversations, inbox_watches, inbox_events, order_products, orders,
  contact_identities, contacts, widgets;
drop function plain_text(text);
drop function wake_inbox_reader();
drop function tell_of_message();
delete from mails where kind in ('inbox_gap', 'handover', 'assistant_silent');
alter table mails drop constraint mails_kind_check;
alter table mails add constraint mails_kind_check check (kind in ('password_reset', 'invitation', 'weekly_report',
  'token_notice', 'connection_needs_you', 'post_notice', 'plan_notice'));
`;
