/** The ground floor: installation, the one door's log, people, sessions and limits on tries. */
export const name = '0001_ground';
export const up = `
create extension if not exists btree_gist;

create table installation (
  only_one boolean primary key default true check (only_one),
  id uuid not null,
  setup_token_hash bytea,
  created_at timestamptz not null
);

create table person (
  id uuid primary key,
  name text not null check (length(btrim(name)) between 1 and 80),
  email text check (email = lower(email) and length(email) <= 254),
  email_confirmed_at timestamptz,
  phone text check (length(phone) <= 40),
  password_hash text,
  locale text not null default 'en',
  theme text not null default 'system' check (theme in ('system', 'light', 'dark', 'contrast')),
  demo boolean not null default false,
  created_at timestamptz not null,
  created_by uuid references person deferrable initially deferred,
  erased_at timestamptz
);

create unique index person_email on person (email) where email_confirmed_at is not null;

create index person_email_claimed on person (email) where email is not null;

create index person_sign_in_name on person (lower(name)) where email is null and password_hash is not null;

create table session (
  id_hash bytea primary key,
  person_id uuid not null references person on delete cascade,
  device text not null default '',
  created_at timestamptz not null,
  expires_at timestamptz not null
);

create index session_person on session (person_id);

create table one_time_link (
  token_hash bytea primary key,
  person_id uuid not null references person on delete cascade,
  purpose text not null check (purpose in ('sign_in', 'reset', 'confirm_email')),
  email text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create index one_time_link_person on one_time_link (person_id);

create table known_device (
  token_hash bytea not null,
  person_id uuid not null references person on delete cascade,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  primary key (token_hash, person_id)
);

create index known_device_person on known_device (person_id);

create table api_token (
  id uuid primary key,
  token_hash bytea not null unique,
  person_id uuid not null references person on delete cascade,
  label text not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz
);

create table tries (
  key text primary key,
  count integer not null,
  since timestamptz not null
);

create table activity (
  id uuid primary key,
  at timestamptz not null,
  arrived_at timestamptz not null,
  command text not null,
  via text not null check (via in ('page', 'api', 'cli', 'job')),
  actor_id uuid references person,
  for_person_id uuid references person,
  garden_id uuid,
  subject_kind text,
  subject_id uuid,
  data jsonb not null default '{}',
  input_hash bytea not null,
  result jsonb
);

create index activity_garden on activity (garden_id, arrived_at desc, id desc);

create index activity_subject on activity (subject_id, arrived_at desc);

create index activity_actor on activity (actor_id, id desc) where garden_id is null;

create index activity_contacts on activity (arrived_at desc) where garden_id is null and data ? 'contacts';
`;
