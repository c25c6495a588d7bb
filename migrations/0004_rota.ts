/**
 * Rotas, slots and turns. A slot is never over-filled (a live turn sits on a seat numbered within the
 * slot's room, each seat once) and nobody has two turns at one time.
 */
export const name = '0004_rota';
export const up = `
create table rota (
  id uuid primary key,
  garden_id uuid not null references garden on delete cascade,
  name text not null check (length(btrim(name)) between 1 and 80),
  duty text not null default 'watering' check (duty in ('watering', 'compost', 'gate', 'animals', 'mowing', 'other')),
  zone_id uuid,
  instructions text not null default '' check (length(instructions) <= 4000),
  season daterange not null check (not isempty(season) and not lower_inf(season) and not upper_inf(season)),
  recurrence text not null,
  starts_at time not null,
  minutes smallint not null check (minutes between 5 and 1440),
  room smallint not null check (room between 1 and 20),
  weight numeric(4, 2) not null default 1 check (weight > 0),
  needed_skills text[] not null default '{}',
  everyone boolean not null default true,
  seed text not null,
  created_at timestamptz not null,
  published_at timestamptz,
  ended_at timestamptz,
  unique (garden_id, id),
  foreign key (garden_id, zone_id) references zone (garden_id, id)
);

create table rota_member (
  rota_id uuid not null references rota on delete cascade,
  garden_id uuid not null,
  membership_id uuid not null,
  share numeric(4, 2) not null default 1 check (share > 0),
  primary key (rota_id, membership_id),
  foreign key (garden_id, membership_id) references membership (garden_id, id) on delete cascade
);

create table slot (
  id uuid primary key,
  garden_id uuid not null,
  rota_id uuid not null,
  day date not null,
  during tstzrange not null check (not isempty(during)),
  room smallint not null check (room between 1 and 20),
  cancelled_at timestamptz,
  cancel_reason text,
  unique (id, room, during),
  unique (rota_id, during),
  foreign key (garden_id, rota_id) references rota (garden_id, id) on delete cascade
);

create index slot_garden_day on slot (garden_id, day);

create table turn (
  id uuid primary key,
  garden_id uuid not null references garden on delete cascade,
  slot_id uuid not null,
  slot_room smallint not null,
  during tstzrange not null,
  seat smallint not null,
  membership_id uuid not null,
  person_id uuid not null,
  state text not null default 'planned' check (state in
    ('planned', 'confirmed', 'done', 'missed', 'excused', 'looking', 'swapped_away', 'rained_off')),
  why text not null default '',
  looking_since timestamptz,
  looking_note text not null default '' check (length(looking_note) <= 500),
  done_at timestamptz,
  done_note text not null default '' check (length(done_note) <= 1000),
  done_photo_id uuid references photo on delete set null,
  took_over_from uuid references turn deferrable initially deferred,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (seat between 1 and slot_room),
  foreign key (slot_id, slot_room, during) references slot (id, room, during) on update cascade on delete cascade,
  foreign key (membership_id, person_id) references membership (id, person_id) on delete cascade,
  constraint turn_no_overlap exclude using gist (person_id with =, during with &&)
    where (state in ('planned', 'confirmed', 'looking', 'done'))
);

create unique index turn_seat_once on turn (slot_id, seat)
  where state in ('planned', 'confirmed', 'looking', 'done', 'missed');

create index turn_person on turn (person_id, garden_id);

create index turn_slot on turn (slot_id);

create index turn_took_over on turn (took_over_from) where took_over_from is not null;

create index turn_done_photo on turn (done_photo_id) where done_photo_id is not null;

create index turn_looking on turn (garden_id) where state = 'looking';

create table turn_event (
  id uuid primary key,
  turn_id uuid not null references turn on delete cascade,
  at timestamptz not null,
  by_person_id uuid references person,
  from_state text,
  to_state text not null,
  note text not null default ''
);

create index turn_event_turn on turn_event (turn_id);
`;
