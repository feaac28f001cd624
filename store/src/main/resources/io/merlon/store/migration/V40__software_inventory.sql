-- A package that any machine has, kept once: its package URL with what a match needs besides.
create table software_package (
  number         integer generated always as identity primary key,
  document       jsonb not null,
  hash           bytea not null unique
);

-- The software of a machine, as it was sent last.
create table software_inventory (
  resource       bigint primary key references resource (key) on delete cascade,
  hash           text not null,
  received       timestamptz not null,
  distribution   jsonb not null,
  packages       integer[] not null,
  usage          smallint[] not null,
  -- what the findings that are stored were made of; another text, and they are made anew
  judged         text not null default ''
);
