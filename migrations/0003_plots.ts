/** Plots and who holds them. A plot has at most one tenancy on any day: the database holds it. */
export const name = '0003_plots';
export const up = `
create table plot (
  id uuid primary key,
  garden_id uuid not null references garden on delete cascade,
  number text not null check (length(btrim(number)) between 1 and 20),
  kind text not null default 'single' check (kind in ('single', 'shared', 'raised', 'donation', 'nursery')),
  outline jsonb not null,
  area_m2 numeric(12, 2) not null check (area_m2 > 0),
  zone_id uuid,
  notes text not null default '' check (length(notes) <= 2000),
  out_of_use_since date,
  revision integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (garden_id, id),
  foreign key (garden_id, zone_id) references zone (garden_id, id) on delete set null (zone_id)
);

create unique index plot_number on plot (garden_id, lower(number));

create table tenancy (
  id uuid primary key,
  garden_id uuid not null,
  plot_id uuid not null,
  days daterange not null check (not isempty(days) and not lower_inf(days)),
  end_reason text check (end_reason in ('left', 'moved_plot', 'rules', 'died', 'mistake', 'other')),
  end_note text not null default '' check (length(end_note) <= 1000),
  created_at timestamptz not null,
  ended_at timestamptz,
  constraint tenancy_one_at_a_time exclude using gist (plot_id with =, days with &&),
  foreign key (garden_id, plot_id) references plot (garden_id, id) on delete cascade
);

create index tenancy_garden on tenancy (garden_id);

create table tenancy_holder (
  tenancy_id uuid not null references tenancy on delete cascade,
  garden_id uuid not null,
  membership_id uuid not null,
  lead boolean not null default false,
  since date,
  primary key (tenancy_id, membership_id),
  foreign key (garden_id, membership_id) references membership (garden_id, id) on delete cascade
);

create unique index tenancy_one_lead on tenancy_holder (tenancy_id) where lead;

create index tenancy_holder_membership on tenancy_holder (membership_id);

create table tenancy_former_holder (
  id uuid primary key,
  tenancy_id uuid not null references tenancy on delete cascade,
  garden_id uuid not null,
  membership_id uuid not null,
  since date,
  last_day date not null,
  foreign key (garden_id, membership_id) references membership (garden_id, id) on delete cascade
);

create index tenancy_former_holder_tenancy on tenancy_former_holder (tenancy_id);

create index tenancy_former_holder_membership on tenancy_former_holder (membership_id);
`;
