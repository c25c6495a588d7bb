/**
 * What work without a connection needs: the parts of photos that are still on their way, and reports of what is
 * broken. The parts are unlogged: the device that sends them still has the photo, so they are in no backup.
 */
export const name = '0006_offline';
export const up = `
create unlogged table upload_part (
  upload_id uuid not null,
  at_byte integer not null check (at_byte >= 0),
  person_id uuid not null references person on delete cascade,
  garden_id uuid not null references garden on delete cascade,
  bytes bytea not null check (length(bytes) > 0),
  created_at timestamptz not null,
  primary key (upload_id, at_byte)
);

create index upload_part_person on upload_part (person_id);

create table defect (
  id uuid primary key,
  garden_id uuid not null references garden on delete cascade,
  reporter_id uuid not null references person,
  feature_id uuid references map_feature on delete set null,
  plot_id uuid references plot on delete set null,
  what text not null check (length(btrim(what)) between 1 and 80),
  details text not null check (length(btrim(details)) between 1 and 1000),
  photo_id uuid references photo on delete set null,
  reported_at timestamptz not null,
  mended_at timestamptz,
  mended_by uuid references person,
  constraint defect_one_subject check (num_nonnulls(feature_id, plot_id) <= 1),
  constraint defect_mended check (mended_at is not null or mended_by is null)
);

create index defect_garden on defect (garden_id, reported_at);

create index defect_photo on defect (photo_id) where photo_id is not null;

create table defect_event (
  id uuid primary key,
  defect_id uuid not null references defect on delete cascade,
  at timestamptz not null,
  by_person_id uuid references person,
  kind text not null check (kind in ('mended', 'reopened')),
  note text not null default '' check (length(note) <= 300)
);

create index defect_event_defect on defect_event (defect_id);
`;
