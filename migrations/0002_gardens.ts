/** Gardens, their map, members, invitations, photos. Geometry is GeoJSON (RFC 7946) in WGS 84. */
export const name = '0002_gardens';
export const up = `
create table garden (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,79}$'),
  name text not null check (length(btrim(name)) between 1 and 120),
  about text not null default '' check (length(about) <= 4000),
  address text not null default '' check (length(address) <= 300),
  opening_hours text not null default '' check (length(opening_hours) <= 1000),
  time_zone text not null,
  locale text not null default 'en',
  units text not null default 'metric' check (units in ('metric', 'imperial')),
  lng double precision not null check (lng between -180 and 180),
  lat double precision not null check (lat between -90 and 90),
  boundary jsonb,
  listed boolean not null default true,
  neighbours_may_join boolean not null default true,
  demo boolean not null default false,
  source text,
  external_id text,
  created_at timestamptz not null,
  closed_at timestamptz,
  unique (source, external_id)
);

create index garden_listed on garden (name) where listed and closed_at is null;

alter table activity add foreign key (garden_id) references garden on delete cascade;

create table household (
  id uuid primary key,
  garden_id uuid not null references garden on delete cascade,
  name text not null check (length(btrim(name)) between 1 and 80),
  unique (garden_id, id),
  unique (garden_id, name)
);

create table membership (
  id uuid primary key,
  garden_id uuid not null references garden on delete cascade,
  person_id uuid not null references person on delete cascade,
  role text not null check (role in ('steward', 'member', 'neighbour')),
  household_id uuid,
  skills text[] not null default '{}',
  interests text[] not null default '{}',
  monthly_max smallint check (monthly_max between 0 and 60),
  email_open_to text not null default 'stewards' check (email_open_to in ('nobody', 'stewards', 'members')),
  phone_open_to text not null default 'stewards' check (phone_open_to in ('nobody', 'stewards', 'members')),
  joined_at timestamptz not null,
  left_at timestamptz,
  unique (garden_id, person_id),
  unique (garden_id, id),
  unique (id, person_id),
  foreign key (garden_id, household_id) references household (garden_id, id)
);

create index membership_person on membership (person_id);

create table membership_area (
  membership_id uuid not null references membership on delete cascade,
  area text not null check (area in ('plots', 'rota', 'people', 'money', 'moderation')),
  granted_at timestamptz not null,
  granted_by uuid references person,
  primary key (membership_id, area)
);

create table rest (
  id uuid primary key,
  membership_id uuid not null references membership on delete cascade,
  days daterange not null check (not isempty(days)),
  created_at timestamptz not null,
  exclude using gist (membership_id with =, days with &&)
);

create table invitation (
  id uuid primary key,
  garden_id uuid not null references garden on delete cascade,
  token_hash bytea not null unique,
  role text not null check (role in ('steward', 'member', 'neighbour')),
  person_id uuid references person on delete cascade,
  label text not null default '',
  created_by uuid references person,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  max_uses integer not null default 1 check (max_uses between 1 and 500),
  uses integer not null default 0 check (uses <= max_uses),
  revoked_at timestamptz
);

create index invitation_garden on invitation (garden_id);

create table zone (
  id uuid primary key,
  garden_id uuid not null references garden on delete cascade,
  name text not null check (length(btrim(name)) between 1 and 60),
  geometry jsonb,
  created_at timestamptz not null,
  unique (garden_id, id),
  unique (garden_id, name)
);

create table map_feature (
  id uuid primary key,
  garden_id uuid not null references garden on delete cascade,
  kind text not null check (kind in ('path', 'tap', 'shed', 'compost', 'gate', 'tree', 'bed', 'water_meter')),
  name text not null default '' check (length(name) <= 80),
  notes text not null default '' check (length(notes) <= 2000),
  geometry jsonb not null,
  zone_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  foreign key (garden_id, zone_id) references zone (garden_id, id) on delete set null (zone_id)
);

create index map_feature_garden on map_feature (garden_id);

create table photo (
  id uuid primary key,
  garden_id uuid not null references garden on delete cascade,
  added_by uuid not null references person,
  width integer not null,
  height integer not null,
  created_at timestamptz not null
);

create table photo_size (
  photo_id uuid not null references photo on delete cascade,
  width integer not null,
  height integer not null,
  mime text not null,
  bytes bytea not null,
  primary key (photo_id, width)
);
`;
