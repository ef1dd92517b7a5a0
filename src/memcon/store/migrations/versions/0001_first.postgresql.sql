CREATE TABLE actors (
  id TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  name TEXT NOT NULL,
  side TEXT COLLATE "C",
  wikidata TEXT COLLATE "C",
  CONSTRAINT pk_actors PRIMARY KEY (id)
);

CREATE INDEX ix_actors_side ON actors (side);

CREATE TABLE articles (
  id TEXT COLLATE "C" NOT NULL,
  number INTEGER NOT NULL,
  key TEXT COLLATE "C",
  url TEXT,
  address TEXT COLLATE "C",
  sha256 TEXT COLLATE "C" NOT NULL,
  version_of TEXT COLLATE "C",
  version INTEGER NOT NULL,
  latest BOOLEAN NOT NULL,
  title TEXT,
  outlet TEXT,
  published TEXT COLLATE "C" NOT NULL,
  dated TEXT COLLATE "C",
  added TEXT COLLATE "C" NOT NULL,
  byline TEXT,
  dateline TEXT,
  credit TEXT,
  memcon TEXT COLLATE "C" NOT NULL,
  model TEXT COLLATE "C" NOT NULL,
  codebook TEXT COLLATE "C" NOT NULL,
  problems INTEGER NOT NULL,
  gathered BOOLEAN NOT NULL,
  story TEXT COLLATE "C",
  report TEXT COLLATE "C",
  CONSTRAINT pk_articles PRIMARY KEY (id),
  CONSTRAINT uq_articles_number UNIQUE (number),
  CONSTRAINT fk_articles_version_of FOREIGN KEY(version_of) REFERENCES articles (id)
);

CREATE INDEX ix_articles_address ON articles (address);

CREATE INDEX ix_articles_gathered_published_number ON articles (gathered, published, number);

CREATE INDEX ix_articles_outlet_published ON articles (outlet, published);

CREATE INDEX ix_articles_published ON articles (published);

CREATE INDEX ix_articles_report ON articles (report);

CREATE INDEX ix_articles_sha256 ON articles (sha256);

CREATE INDEX ix_articles_story ON articles (story);

CREATE INDEX ix_articles_version_of ON articles (version_of);

CREATE TABLE claims (
  id TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  question TEXT COLLATE "C" NOT NULL,
  side TEXT COLLATE "C",
  issue TEXT COLLATE "C",
  word TEXT COLLATE "C" NOT NULL,
  words TEXT NOT NULL,
  factuality TEXT COLLATE "C" NOT NULL,
  first_seen TEXT COLLATE "C" NOT NULL,
  last_seen TEXT COLLATE "C" NOT NULL,
  start TEXT COLLATE "C",
  "end" TEXT COLLATE "C",
  articles INTEGER NOT NULL,
  outlets INTEGER NOT NULL,
  independent INTEGER NOT NULL,
  article TEXT COLLATE "C",
  record TEXT COLLATE "C",
  parties TEXT NOT NULL,
  sides TEXT NOT NULL,
  origins TEXT NOT NULL,
  vector BYTEA,
  CONSTRAINT pk_claims PRIMARY KEY (id)
);

CREATE INDEX ix_claims_kind_day ON claims (kind, coalesce(start, first_seen));

CREATE INDEX ix_claims_kind_first_seen ON claims (kind, first_seen);

CREATE INDEX ix_claims_kind_issue_first_seen ON claims (kind, issue, first_seen);

CREATE INDEX ix_claims_kind_issue_last_seen ON claims (kind, issue, last_seen);

CREATE INDEX ix_claims_kind_last_seen ON claims (kind, last_seen);

CREATE INDEX ix_claims_kind_side_issue_first_seen ON claims (kind, side, issue, first_seen);

CREATE INDEX ix_claims_kind_side_last_seen ON claims (kind, side, last_seen);

CREATE INDEX ix_claims_question_first_seen ON claims (question, first_seen);

CREATE INDEX ix_claims_start ON claims (start);

CREATE TABLE corrections (
  id SERIAL NOT NULL,
  sha256 TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  evidence TEXT COLLATE "C" NOT NULL,
  verdict TEXT COLLATE "C" NOT NULL,
  fields TEXT NOT NULL,
  who TEXT NOT NULL,
  at TEXT COLLATE "C" NOT NULL,
  note TEXT,
  CONSTRAINT pk_corrections PRIMARY KEY (id)
);

CREATE INDEX ix_corrections_sha256_kind ON corrections (sha256, kind);

CREATE TABLE merges (
  id SERIAL NOT NULL,
  verdict TEXT COLLATE "C" NOT NULL,
  names TEXT NOT NULL,
  who TEXT NOT NULL,
  at TEXT COLLATE "C" NOT NULL,
  note TEXT,
  CONSTRAINT pk_merges PRIMARY KEY (id)
);

CREATE TABLE origins (
  id TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  name TEXT NOT NULL,
  actor TEXT COLLATE "C",
  outlet TEXT,
  words TEXT,
  CONSTRAINT pk_origins PRIMARY KEY (id)
);

CREATE INDEX ix_origins_actor ON origins (actor);

CREATE INDEX ix_origins_outlet ON origins (outlet);

CREATE TABLE telling_parties (
  article TEXT COLLATE "C" NOT NULL,
  record TEXT COLLATE "C" NOT NULL,
  actor TEXT COLLATE "C" NOT NULL,
  part TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_telling_parties PRIMARY KEY (actor, article, record, part)
);

CREATE INDEX ix_telling_parties_article_record ON telling_parties (article, record);

CREATE TABLE aliases (
  alias TEXT COLLATE "C" NOT NULL,
  actor TEXT COLLATE "C" NOT NULL,
  number INTEGER NOT NULL,
  CONSTRAINT pk_aliases PRIMARY KEY (alias, actor),
  CONSTRAINT fk_aliases_actor FOREIGN KEY(actor) REFERENCES actors (id)
);

CREATE INDEX ix_aliases_actor ON aliases (actor);

CREATE TABLE bands (
  key BIGINT NOT NULL,
  article TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_bands PRIMARY KEY (key, article),
  CONSTRAINT fk_bands_article FOREIGN KEY(article) REFERENCES articles (id)
);

CREATE INDEX ix_bands_article ON bands (article);

CREATE TABLE blocks (
  key TEXT COLLATE "C" NOT NULL,
  claim TEXT COLLATE "C" NOT NULL,
  last_seen TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_blocks PRIMARY KEY (key, claim),
  CONSTRAINT fk_blocks_claim FOREIGN KEY(claim) REFERENCES claims (id)
);

CREATE INDEX ix_blocks_claim ON blocks (claim);

CREATE INDEX ix_blocks_key_last_seen ON blocks (key, last_seen);

CREATE TABLE bodies (
  article TEXT COLLATE "C" NOT NULL,
  text TEXT NOT NULL,
  record BYTEA NOT NULL,
  meanings BYTEA NOT NULL,
  CONSTRAINT pk_bodies PRIMARY KEY (article),
  CONSTRAINT fk_bodies_article FOREIGN KEY(article) REFERENCES articles (id)
);

CREATE TABLE changes (
  question TEXT COLLATE "C" NOT NULL,
  number INTEGER NOT NULL,
  side TEXT COLLATE "C" NOT NULL,
  issue TEXT COLLATE "C",
  seen TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  start TEXT COLLATE "C",
  "end" TEXT COLLATE "C" NOT NULL,
  article TEXT COLLATE "C" NOT NULL,
  contested BOOLEAN NOT NULL,
  CONSTRAINT pk_changes PRIMARY KEY (question, number),
  CONSTRAINT fk_changes_start FOREIGN KEY(start) REFERENCES claims (id),
  CONSTRAINT fk_changes_end FOREIGN KEY("end") REFERENCES claims (id),
  CONSTRAINT fk_changes_article FOREIGN KEY(article) REFERENCES articles (id)
);

CREATE INDEX ix_changes_end ON changes ("end");

CREATE INDEX ix_changes_seen ON changes (seen);

CREATE INDEX ix_changes_side_issue_seen ON changes (side, issue, seen);

CREATE INDEX ix_changes_side_seen ON changes (side, seen);

CREATE INDEX ix_changes_start ON changes (start);

CREATE TABLE claim_origins (
  claim TEXT COLLATE "C" NOT NULL,
  origin TEXT COLLATE "C" NOT NULL,
  first_seen TEXT COLLATE "C" NOT NULL,
  rank INTEGER NOT NULL,
  CONSTRAINT pk_claim_origins PRIMARY KEY (claim, origin),
  CONSTRAINT fk_claim_origins_claim FOREIGN KEY(claim) REFERENCES claims (id),
  CONSTRAINT fk_claim_origins_origin FOREIGN KEY(origin) REFERENCES origins (id)
);

CREATE INDEX ix_claim_origins_claim_rank_first_seen ON claim_origins (claim, rank, first_seen);

CREATE INDEX ix_claim_origins_origin_first_seen ON claim_origins (origin, first_seen);

CREATE TABLE claim_parties (
  claim TEXT COLLATE "C" NOT NULL,
  actor TEXT COLLATE "C" NOT NULL,
  number INTEGER NOT NULL,
  CONSTRAINT pk_claim_parties PRIMARY KEY (actor, claim),
  CONSTRAINT fk_claim_parties_claim FOREIGN KEY(claim) REFERENCES claims (id)
);

CREATE INDEX ix_claim_parties_claim ON claim_parties (claim);

CREATE TABLE inputs (
  digest TEXT COLLATE "C" NOT NULL,
  article TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_inputs PRIMARY KEY (digest),
  CONSTRAINT fk_inputs_article FOREIGN KEY(article) REFERENCES articles (id)
);

CREATE TABLE leads (
  article TEXT COLLATE "C" NOT NULL,
  published TEXT COLLATE "C" NOT NULL,
  outlet TEXT COLLATE "C",
  cited TEXT COLLATE "C",
  again BOOLEAN NOT NULL,
  words TEXT NOT NULL,
  vector BYTEA,
  CONSTRAINT pk_leads PRIMARY KEY (article),
  CONSTRAINT fk_leads_article FOREIGN KEY(article) REFERENCES articles (id)
);

CREATE INDEX ix_leads_cited_published ON leads (cited, published);

CREATE INDEX ix_leads_outlet_published ON leads (outlet, published);

CREATE TABLE mentions (
  article TEXT COLLATE "C" NOT NULL,
  entity TEXT COLLATE "C" NOT NULL,
  actor TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_mentions PRIMARY KEY (article, entity),
  CONSTRAINT fk_mentions_article FOREIGN KEY(article) REFERENCES articles (id),
  CONSTRAINT fk_mentions_actor FOREIGN KEY(actor) REFERENCES actors (id)
);

CREATE INDEX ix_mentions_actor_article ON mentions (actor, article);

CREATE TABLE relations (
  kind TEXT COLLATE "C" NOT NULL,
  start TEXT COLLATE "C" NOT NULL,
  "end" TEXT COLLATE "C" NOT NULL,
  seen TEXT COLLATE "C" NOT NULL,
  by TEXT COLLATE "C",
  CONSTRAINT pk_relations PRIMARY KEY (start, "end", kind),
  CONSTRAINT fk_relations_start FOREIGN KEY(start) REFERENCES claims (id),
  CONSTRAINT fk_relations_end FOREIGN KEY("end") REFERENCES claims (id)
);

CREATE INDEX ix_relations_end ON relations ("end");

CREATE INDEX ix_relations_kind_seen ON relations (kind, seen);

CREATE TABLE reports (
  id TEXT COLLATE "C" NOT NULL,
  outlet TEXT,
  original TEXT COLLATE "C",
  articles INTEGER NOT NULL,
  CONSTRAINT pk_reports PRIMARY KEY (id),
  CONSTRAINT fk_reports_original FOREIGN KEY(original) REFERENCES articles (id)
);

CREATE TABLE revisions (
  article TEXT COLLATE "C" NOT NULL,
  number INTEGER NOT NULL,
  earlier TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  old_start INTEGER,
  old_end INTEGER,
  new_start INTEGER,
  new_end INTEGER,
  "old" TEXT NOT NULL,
  "new" TEXT NOT NULL,
  CONSTRAINT pk_revisions PRIMARY KEY (article, number),
  CONSTRAINT fk_revisions_article FOREIGN KEY(article) REFERENCES articles (id),
  CONSTRAINT fk_revisions_earlier FOREIGN KEY(earlier) REFERENCES articles (id)
);

CREATE TABLE roles (
  actor TEXT COLLATE "C" NOT NULL,
  title TEXT COLLATE "C" NOT NULL,
  "of" TEXT COLLATE "C" NOT NULL,
  first_seen TEXT COLLATE "C" NOT NULL,
  last_seen TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_roles PRIMARY KEY (actor, title, "of"),
  CONSTRAINT fk_roles_actor FOREIGN KEY(actor) REFERENCES actors (id)
);

CREATE INDEX ix_roles_of ON roles ("of");

CREATE TABLE stories (
  id TEXT COLLATE "C" NOT NULL,
  first TEXT COLLATE "C" NOT NULL,
  articles INTEGER NOT NULL,
  CONSTRAINT pk_stories PRIMARY KEY (id),
  CONSTRAINT fk_stories_first FOREIGN KEY(first) REFERENCES articles (id)
);

CREATE TABLE telling_origins (
  article TEXT COLLATE "C" NOT NULL,
  record TEXT COLLATE "C" NOT NULL,
  origin TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_telling_origins PRIMARY KEY (article, record, origin),
  CONSTRAINT fk_telling_origins_origin FOREIGN KEY(origin) REFERENCES origins (id)
);

CREATE INDEX ix_telling_origins_origin_article ON telling_origins (origin, article);

CREATE TABLE tellings (
  article TEXT COLLATE "C" NOT NULL,
  record TEXT COLLATE "C" NOT NULL,
  claim TEXT COLLATE "C",
  kind TEXT COLLATE "C" NOT NULL,
  published TEXT COLLATE "C" NOT NULL,
  outlet TEXT,
  side TEXT COLLATE "C",
  issue TEXT COLLATE "C",
  word TEXT COLLATE "C" NOT NULL,
  words TEXT NOT NULL,
  toward TEXT COLLATE "C",
  place TEXT,
  start TEXT COLLATE "C",
  "end" TEXT COLLATE "C",
  factuality TEXT COLLATE "C" NOT NULL,
  told_by TEXT COLLATE "C",
  parties TEXT NOT NULL,
  sides TEXT NOT NULL,
  mediators TEXT NOT NULL,
  cited TEXT NOT NULL,
  origins TEXT NOT NULL,
  conditions TEXT NOT NULL,
  evidence TEXT NOT NULL,
  chain TEXT NOT NULL,
  vector BYTEA,
  CONSTRAINT pk_tellings PRIMARY KEY (article, record),
  CONSTRAINT fk_tellings_article FOREIGN KEY(article) REFERENCES articles (id),
  CONSTRAINT fk_tellings_claim FOREIGN KEY(claim) REFERENCES claims (id)
);

CREATE INDEX ix_tellings_claim_published ON tellings (claim, published);

CREATE INDEX ix_tellings_kind_published ON tellings (kind, published);
