-- Ids are ordered by their bytes, whatever language the database speaks: pages and ranges rely on it.
alter table resource alter column folded_id type text collate "C";
alter table resource_change alter column folded_id type text collate "C";
alter table document alter column folded_id type text collate "C";
alter table recommendation alter column name type text collate "C";

-- The id as it was given, so that a list of assessments need not unpack documents.
alter table resource
  add column id text generated always as (coalesce(document ->> 'id', folded_id)) stored;
