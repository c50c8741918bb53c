-- Blobs named body, payload and wrapped are AES-256-GCM; ids are HMACs, so that nothing here says who or what.

create table store (
  name text primary key,
  value any not null
) strict, without rowid;

create table conversation (
  id text primary key,
  kind text not null check (kind in ('member', 'community')),
  version integer not null,
  next_wake integer,
  -- The data key it is written with: a commit that holds an older one is refused.
  key_id text not null,
  body blob not null
) strict;

create index conversation_wake on conversation (next_wake) where next_wake is not null;

create table member_key (
  conversation text primary key references conversation (id),
  id text not null,
  -- The operator's key it is wrapped by.
  wrapped_by text not null,
  wrapped blob not null
) strict;

create table cause (
  id blob primary key,
  conversation text,
  turn integer,
  at integer not null
) strict, without rowid;

create table delivery (
  seq integer primary key autoincrement,
  id text not null unique,
  conversation text not null,
  class text not null check (class in ('safety', 'reply', 'unsolicited', 'alert')),
  state text not null check (
    state in ('pending', 'sending', 'sent', 'unknown', 'dead', 'expired', 'cancelled')
  ),
  report integer not null check (report in (0, 1)),
  created integer not null,
  not_before integer not null,
  expires integer,
  attempts integer not null,
  -- When its state last changed.
  moved integer not null,
  -- Whose key reads the payload: the conversation's own, or the operator's where the conversation was forgotten.
  sealed_by text not null check (sealed_by in ('conversation', 'operator')),
  payload blob
) strict;

-- Everything on its way, by conversation and in order; wide enough to answer without the rows.
create index delivery_lane on delivery (conversation, seq, class, state, not_before)
where state in ('pending', 'unknown', 'sending');

-- What may be next, oldest first: safety, and the rest.
create index delivery_safety on delivery (seq, conversation, not_before)
where class = 'safety' and state in ('pending', 'unknown');

create index delivery_open on delivery (seq, conversation, class, not_before)
where class <> 'safety' and state in ('pending', 'unknown');

-- The same by the instant they may go.
create index delivery_next on delivery (not_before, conversation, class)
where class <> 'safety' and state in ('pending', 'unknown');

create table entry (
  conversation text not null references conversation (id),
  key blob not null,
  at integer not null,
  until integer,
  body blob not null,
  unique (conversation, key)
) strict;

create index entry_until on entry (until) where until is not null;

create table flow_revision (
  hash text primary key,
  flow text not null,
  source text not null
) strict;

create table live_session (
  conversation text not null references conversation (id),
  flow text not null,
  hash text not null,
  primary key (conversation, flow, hash)
) strict, without rowid;

create index live_session_flow on live_session (flow);

create table failure (
  cause blob primary key,
  conversation text,
  count integer not null,
  at integer not null
) strict, without rowid;

create table audit (
  number integer primary key autoincrement,
  at integer not null,
  act text not null,
  conversation text
) strict;

create trigger audit_keeps_its_past before update on audit
begin
  select raise(abort, 'audit is append-only');
end;

create trigger audit_keeps_its_rows before delete on audit
begin
  select raise(abort, 'audit is append-only');
end;
