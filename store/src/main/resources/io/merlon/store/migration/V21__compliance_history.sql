-- How far each standard (by the id of its assignment) was met whenever that changed.
create table standard_score (
  standard       text not null,
  at             timestamptz not null,
  passed         integer not null,
  failed         integer not null,
  skipped        integer not null,
  manual         integer not null,
  percentage     double precision not null,
  primary key (standard, at)
);
