-- Findings below an assessment of a resource, such as each vulnerability of a machine. The
-- document is what Microsoft.Security/assessments/subAssessments has as properties.
create table subassessment (
  resource       bigint not null references resource (key) on delete cascade,
  assessment     text not null,
  name           text not null,
  document       jsonb not null,
  primary key (resource, assessment, name)
);
