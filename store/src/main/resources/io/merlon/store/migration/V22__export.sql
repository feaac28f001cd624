-- What is exported continuously, and to where: one row for each action of an automation.
create table export_target (
  target         text primary key,
  sources        text[] not null,
  snapshot_begun timestamptz,
  snapshot_after text
);

-- What is still to be delivered: written in the transaction of the change that it tells, deleted
-- once the receiver has it.
create table export_outbox (
  number         bigint generated always as identity primary key,
  target         text not null references export_target (target) on delete cascade,
  at             timestamptz not null,
  source         text not null,
  document       jsonb not null
);
create index export_outbox_by_target on export_outbox (target, number);

-- The assessments of a deleted resource go with it, before any pass sees that.
create function export_deleted_resource() returns trigger language plpgsql as $$
begin
  insert into export_outbox (target, at, source, document)
  select t.target, now(), 'Assessments', jsonb_build_object(
    'activity', 'Close', 'resourceId', coalesce(old.document ->> 'id', old.folded_id),
    'recommendation', n.name, 'status', a.status, 'cause', a.cause,
    'causeDetail', a.cause_detail, 'firstSeen', a.first_seen, 'statusChanged', a.status_changed)
  from assessment a
  join recommendation n on n.number = a.recommendation
  join export_target t on 'Assessments' = any (t.sources)
  where a.resource = old.key;
  return old;
end $$;
create trigger export_deleted_resource before delete on resource
  for each row execute function export_deleted_resource();
