/**
 * What changed in each project, for who looks at it now (GET /api/events): written by triggers in the transaction that
 * changes it, so that no writer can forget it. Numbers are given before the commit, and commits overtake each other:
 * readers go by the transaction's own number and stop below the oldest that still runs.
 */
export const up = `
create table events (
  id bigint generated always as identity,
  -- No reference: the event outlives what it tells of.
  project_id uuid not null,
  xid xid8 not null default pg_current_xact_id(),
  kind text not null check (kind in ('post', 'plan', 'image', 'connection', 'conversation', 'assistant', 'widget',
    'project')),
  subject_id text not null,
  created_at timestamptz not null default now(),
  -- A transaction that changes a thing ten times tells of it once. Every change writes here: no index that nothing reads.
  primary key (project_id, xid, kind, subject_id)
);
create index events_by_age on events (created_at);

-- The arguments: the kind, and what finds the subject and its project from the row.
create function tell_of_change() returns trigger language plpgsql as $$
declare
  changed record;
  project uuid;
  subject text;
begin
  if tg_op = 'DELETE' then changed := old; else changed := new; end if;
  case tg_argv[1]
    when 'id' then subject := changed.id; project := changed.project_id;
    when 'post_id' then subject := changed.post_id; project := changed.project_id;
    when 'image_id' then subject := changed.image_id; project := changed.project_id;
    when 'conversation_id' then subject := changed.conversation_id; project := changed.project_id;
    when 'project_id' then subject := changed.project_id; project := changed.project_id;
    when 'itself' then subject := changed.id; project := changed.id;
    when 'of plan' then
      subject := changed.recurring_schedule_id;
      select project_id into project from recurring_schedules where id = changed.recurring_schedule_id;
    when 'of conversation' then
      subject := changed.conversation_id;
      select project_id into project from conversations where id = changed.conversation_id;
    when 'of invitation' then
      select project_id into project from invitations where id = changed.subject_id;
      subject := project;
  end case;
  -- Of what is being deleted with all that it is part of, nobody need be told.
  if project is null or subject is null then return null; end if;
  insert into events (project_id, kind, subject_id) values (project, tg_argv[0], subject) on conflict do nothing;
  perform pg_notify('live', 'project/' || project);
  return null;
end $$;

create trigger post_changed after insert or delete or update of state, caption, hashtags, placement, scheduled_time,
    content_version, late_minutes, late_action, posted_at on scheduled_posts
  for each row execute function tell_of_change('post', 'id');
-- A publication comes with its post, or with a change of it that is told.
create trigger publication_changed after delete or update of state, resume_at, platform_post_url,
    first_comment_state, problem_code on publications
  for each row execute function tell_of_change('post', 'post_id');
create trigger plan_changed after insert or update of version, is_active, operator_paused_at, ended_at, deleted_at
    on recurring_schedules
  for each row execute function tell_of_change('plan', 'id');
create trigger plan_run_changed after insert or update of state on recurring_runs
  for each row execute function tell_of_change('plan', 'of plan');
create trigger image_changed after insert or delete or update of status, failure_code, file_key, validation_notes,
    used_at on images
  for each row execute function tell_of_change('image', 'id');
create trigger generation_changed after update of status, attempts, last_problem on image_generations
  for each row execute function tell_of_change('image', 'image_id');
create trigger connection_changed after insert or delete or update of connection_status, status_reason, username,
    display_name, avatar_url, token_expires_at, last_synced_at on social_media_connections
  for each row execute function tell_of_change('connection', 'id');
create trigger conversation_changed after insert or update of state, snoozed_until, assigned_to, tags, ai_mode,
    ai_paused_until, handed_over_at, unread_count, last_message_at, typing_by, typing_until on conversations
  for each row execute function tell_of_change('conversation', 'id');
create trigger conversation_message_changed after insert or update of state, content, data, edited_at, unsent_at on messages
  for each row execute function tell_of_change('conversation', 'conversation_id');
create trigger conversation_answer_changed after insert on assistant_calls
  for each row execute function tell_of_change('conversation', 'conversation_id');
create trigger conversation_note_changed after insert or delete on conversation_notes
  for each row execute function tell_of_change('conversation', 'of conversation');
create trigger project_changed after update of name, description, timezone, settings, deleted_at on projects
  for each row execute function tell_of_change('project', 'itself');
create trigger member_changed after insert or update or delete on memberships
  for each row execute function tell_of_change('project', 'project_id');
create trigger invitation_changed after insert or update or delete on invitations
  for each row execute function tell_of_change('project', 'project_id');
create trigger invitation_mail_changed after update of status on mails
  for each row when (new.kind = 'invitation') execute function tell_of_change('project', 'of invitation');
-- Not when one was used last.
create trigger key_changed after insert or update of name, role, revoked_at on api_keys
  for each row execute function tell_of_change('project', 'project_id');
create trigger assistant_settings_changed after insert or update on assistant_settings
  for each row execute function tell_of_change('assistant', 'project_id');
create trigger knowledge_changed after insert or update or delete on knowledge_documents
  for each row execute function tell_of_change('assistant', 'id');
create trigger saved_reply_changed after insert or update or delete on saved_replies
  for each row execute function tell_of_change('assistant', 'id');
create trigger widget_changed after insert or update or delete on widgets
  for each row execute function tell_of_change('widget', 'id');
`;

export const down = `
drop trigger post_changed on scheduled_posts;
drop trigger publication_changed on publications;
drop trigger plan_changed on recurring_schedules;
drop trigger plan_run_changed on recurring_runs;
drop trigger image_changed on images;
drop trigger generation_changed on image_generations;
drop trigger connection_changed on social_media_connections;
drop trigger conversation_changed on conversations;
drop trigger conversation_message_changed on messages;
drop trigger conversation_answer_changed on assistant_calls;
drop trigger conversation_note_changed on conversation_notes;
drop trigger project_changed on projects;
drop trigger member_changed on memberships;
drop trigger invitation_changed on invitations;
drop trigger invitation_mail_changed on mails;
drop trigger key_changed on api_keys;
drop trigger assistant_settings_changed on assistant_settings;
drop trigger knowledge_changed on knowledge_documents;
drop trigger saved_reply_changed on saved_replies;
drop trigger widget_changed on widgets;
drop function tell_of_change();
drop table events;
`;
