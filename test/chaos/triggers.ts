/** SQL of a trigger that runs `body`, where the product stops: it calls `chaos.stop_at(step)`, see steps.ts. */
export const trigger = (name: string, event: string, body: string): string => `
  create function chaos.at_${name}() returns trigger language plpgsql as $$
  begin
    ${body.trim()}
    return null;
  end $$;
  create trigger chaos_${name} ${event} execute function chaos.at_${name}();`;

/** The product stops where a promise of these workflows is written, leased or handed over. */
export const outboxTrigger = (...workflows: string[]): string => `
  create function chaos.at_outbox() returns trigger language plpgsql as $$
  declare about text := case tg_op when 'DELETE' then old.workflow else new.workflow end;
  begin
    if about in (${workflows.map((workflow) => `'${workflow}'`).join(', ')}) then
      perform chaos.stop_at('outbox ' || lower(tg_op) || ' of ' || about);
    end if;
    return null;
  end $$;
  create trigger chaos_outbox after insert or update or delete on outbox
    for each row execute function chaos.at_outbox();`;
