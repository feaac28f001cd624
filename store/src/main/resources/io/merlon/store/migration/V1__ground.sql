-- The inventory. Ids are compared in lower case (folded), shown as they were given.
create table resource (
  key            bigint generated always as identity primary key,
  folded_id      text not null unique,
  type           text not null,
  subscription   text not null,
  document       jsonb not null,
  changed_at     timestamptz not null default now()
);
create index resource_by_subscription on resource (subscription, folded_id);
create index resource_by_type on resource (type, folded_id);

-- What a resource was: one row for each change, no document where it was deleted.
create table resource_change (
  number         bigint generated always as identity primary key,
  folded_id      text not null,
  changed_at     timestamptz not null default now(),
  document       jsonb
);
create index resource_change_by_id on resource_change (folded_id, number);

-- Documents that users write and that are not inventory: policy definitions, assignments,
-- exemptions, plans, contacts, governance rules, role assignments and the like.
create table document (
  folded_id      text primary key,
  type           text not null,
  document       jsonb not null,
  changed_at     timestamptz not null default now()
);
create index document_by_type on document (type, folded_id);

-- The names of recommendations, so that an assessment is small.
create table recommendation (
  number         integer generated always as identity primary key,
  name           text not null unique
);

create table assessment (
  resource       bigint not null references resource (key) on delete cascade,
  recommendation integer not null references recommendation (number),
  status         text not null,
  cause          text not null,
  cause_detail   text not null,
  first_seen     timestamptz not null,
  status_changed timestamptz not null,
  primary key (resource, recommendation)
);
create index assessment_by_recommendation on assessment (recommendation, status);

-- The score of each subscription whenever it changed; an empty subscription is the whole.
create table score (
  subscription   text not null,
  at             timestamptz not null,
  points         double precision not null,
  max            integer not null,
  percentage     double precision not null,
  weight         bigint not null,
  primary key (subscription, at)
);

create table principal (
  id             uuid primary key,
  client_id      text not null unique,
  display_name   text not null,
  secret_hash    text not null,
  created_at     timestamptz not null default now()
);

-- Append only: each entry's hash covers the one before.
create table audit_entry (
  number         bigint primary key,
  at             timestamptz not null,
  who            text not null,
  action         text not null,
  target         text not null,
  origin         text not null,
  outcome        text not null,
  hash           text not null
);
create function refuse_change() returns trigger language plpgsql as
  $$ begin raise exception 'the audit log is append-only'; end $$;
create trigger audit_is_append_only before update or delete or truncate on audit_entry
  for each statement execute function refuse_change();
