-- A principal may have several secrets, each with an end.
create table principal_secret (
  id             uuid primary key,
  principal      uuid not null references principal (id) on delete cascade,
  display_name   text not null,
  hash           text not null,
  created_at     timestamptz not null default now(),
  expires_at     timestamptz not null
);
create index principal_secret_by_principal on principal_secret (principal, created_at);

insert into principal_secret (id, principal, display_name, hash, expires_at)
select gen_random_uuid(), id, 'first', secret_hash, '9999-12-31' from principal;

alter table principal drop column secret_hash;
