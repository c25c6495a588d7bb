/**
 * The harvest board. lot.claimed is the sum of the live claims, kept by a trigger and bounded by a check:
 * claims never exceed the quantity, whatever writes them.
 */
export const name = '0005_harvest';
export const up = `
create table lot (
  id uuid primary key,
  garden_id uuid not null references garden on delete cascade,
  giver_id uuid not null references person,
  crop text,
  title text not null check (length(btrim(title)) between 1 and 80),
  quantity numeric(12, 3) not null check (quantity > 0 and quantity <= 100000),
  claimed numeric(12, 3) not null default 0,
  unit text not null check (unit in ('piece', 'bunch', 'kg', 'g', 'lb', 'bag', 'box', 'litre')),
  whole boolean not null default false,
  per_person numeric(12, 3) check (per_person > 0),
  audience text not null default 'everyone' check (audience in ('members', 'everyone')),
  mode text not null default 'first_come' check (mode in ('first_come')),
  place_kind text not null check (place_kind in ('plot', 'stall', 'shed', 'gate', 'home', 'other')),
  place_note text not null default '' check (length(place_note) <= 200),
  plot_id uuid references plot on delete set null,
  pick_up tstzrange not null check (not isempty(pick_up) and not upper_inf(pick_up)),
  notes text not null default '' check (length(notes) <= 1000),
  photo_id uuid references photo on delete set null,
  created_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_reason text not null default '' check (length(withdrawn_reason) <= 300),
  constraint lot_claims_within_quantity check (claimed >= 0 and claimed <= quantity)
);

create index lot_open on lot (garden_id, upper(pick_up)) where withdrawn_at is null;

create index lot_giver on lot (giver_id);

create index lot_photo on lot (photo_id) where photo_id is not null;

create table claim (
  id uuid primary key,
  lot_id uuid not null references lot on delete cascade,
  garden_id uuid not null references garden on delete cascade,
  person_id uuid not null references person on delete cascade,
  quantity numeric(12, 3) not null check (quantity > 0),
  state text not null check (state in ('reserved', 'picked_up', 'cancelled', 'not_collected')),
  code text not null,
  note text not null default '' check (length(note) <= 300),
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create unique index claim_once on claim (lot_id, person_id) where state in ('reserved', 'picked_up');

create unique index claim_code on claim (lot_id, code) where state in ('reserved', 'picked_up');

create index claim_person on claim (person_id);

create table claim_event (
  id uuid primary key,
  claim_id uuid not null references claim on delete cascade,
  at timestamptz not null,
  by_person_id uuid references person,
  to_state text not null
);

create index claim_event_claim on claim_event (claim_id);

create function claim_counts(c claim) returns numeric language sql immutable as $$
  select case when c.state in ('reserved', 'picked_up') then c.quantity else 0 end
$$;

create function claim_keep_sum() returns trigger language plpgsql as $$
  declare
    change numeric := 0;
    lot_of uuid;
  begin
    if tg_op <> 'INSERT' then
      change := change - claim_counts(old);
      lot_of := old.lot_id;
    end if;
    if tg_op <> 'DELETE' then
      change := change + claim_counts(new);
      lot_of := new.lot_id;
    end if;
    if change <> 0 then
      update lot set claimed = claimed + change where id = lot_of;
    end if;
    return null;
  end
$$;

create trigger claim_sum after insert or delete or update of state, quantity on claim
  for each row execute function claim_keep_sum();
`;
