-- Alerts and incidents, as Microsoft.Security/alerts shows them. Name and place are in lower case;
-- kind is what an alert has in common with its repeats.
create table alert (
  subscription   text not null,
  name           text not null,
  place          text not null,
  kind           text not null,
  status         text not null,
  incident       text not null,
  is_incident    boolean not null,
  started        timestamptz not null,
  ended          timestamptz not null,
  document       jsonb not null,
  changed_at     timestamptz not null default now(),
  primary key (subscription, name)
);
create index alert_by_kind on alert (subscription, kind, ended);
create index alert_by_start on alert (subscription, started desc, name);
create index alert_by_incident on alert (subscription, incident) where incident <> '';
