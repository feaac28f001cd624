-- Who is to fix an unhealthy resource by when: written by each pass for what a governance rule
-- covers, or by a person. It goes with its assessment, and when that is unhealthy no more.
create table governance_assignment (
  resource       bigint not null,
  recommendation integer not null,
  name           text not null default gen_random_uuid()::text,
  rule           text not null,
  owner          text not null,
  due            date not null,
  grace_period   boolean not null,
  since          timestamptz not null,
  by_hand        boolean not null default false,
  details        jsonb not null default '{}',
  primary key (resource, recommendation),
  foreign key (resource, recommendation)
    references assessment (resource, recommendation) on delete cascade
);
create index governance_assignment_by_due on governance_assignment (due);
