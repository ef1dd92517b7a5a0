CREATE TABLE actors (
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  side TEXT,
  wikidata TEXT,
  CONSTRAINT pk_actors PRIMARY KEY (id)
);

CREATE INDEX ix_actors_side ON actors (side);

CREATE TABLE articles (
  id TEXT NOT NULL,
  number INTEGER NOT NULL,
  "key" TEXT,
  url TEXT,
  address TEXT,
  sha256 TEXT NOT NULL,
  version_of TEXT,
  version INTEGER NOT NULL,
  latest BOOLEAN NOT NULL,
  title TEXT,
  outlet TEXT,
  published TEXT NOT NULL,
  dated TEXT,
  added TEXT NOT NULL,
  byline TEXT,
  dateline TEXT,
  credit TEXT,
  memcon TEXT NOT NULL,
  model TEXT NOT NULL,
  codebook TEXT NOT NULL,
  problems INTEGER NOT NULL,
  gathered BOOLEAN NOT NULL,
  story TEXT,
  report TEXT,
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
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  question TEXT NOT NULL,
  side TEXT,
  issue TEXT,
  word TEXT NOT NULL,
  words TEXT NOT NULL,
  factuality TEXT NOT NULL,
  first_seen TEXT NOT NULL,
  last_seen TEXT NOT NULL,
  start TEXT,
  "end" TEXT,
  articles INTEGER NOT NULL,
  outlets INTEGER NOT NULL,
  independent INTEGER NOT NULL,
  article TEXT,
  record TEXT,
  parties TEXT NOT NULL,
  sides TEXT NOT NULL,
  origins TEXT NOT NULL,
  vector BLOB,
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
  id INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  kind TEXT NOT NULL,
  evidence TEXT NOT NULL,
  verdict TEXT NOT NULL,
  fields TEXT NOT NULL,
  who TEXT NOT NULL,
  at TEXT NOT NULL,
  note TEXT,
  CONSTRAINT pk_corrections PRIMARY KEY (id)
);

CREATE INDEX ix_corrections_sha256_kind ON corrections (sha256, kind);

CREATE TABLE merges (
  id INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  names TEXT NOT NULL,
  who TEXT NOT NULL,
  at TEXT NOT NULL,
  note TEXT,
  CONSTRAINT pk_merges PRIMARY KEY (id)
);

CREATE TABLE origins (
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  actor TEXT,
  outlet TEXT,
  words TEXT,
  CONSTRAINT pk_origins PRIMARY KEY (id)
);

CREATE INDEX ix_origins_actor ON origins (actor);

CREATE INDEX ix_origins_outlet ON origins (outlet);

CREATE TABLE telling_parties (
  article TEXT NOT NULL,
  record TEXT NOT NULL,
  actor TEXT NOT NULL,
  part TEXT NOT NULL,
  CONSTRAINT pk_telling_parties PRIMARY KEY (actor, article, record, part)
)
 WITHOUT ROWID;

CREATE INDEX ix_telling_parties_article_record ON telling_parties (article, record);

CREATE TABLE aliases (
  alias TEXT NOT NULL,
  actor TEXT NOT NULL,
  number INTEGER NOT NULL,
  CONSTRAINT pk_aliases PRIMARY KEY (alias, actor),
  CONSTRAINT fk_aliases_actor FOREIGN KEY(actor) REFERENCES actors (id)
)
 WITHOUT ROWID;

CREATE INDEX ix_aliases_actor ON aliases (actor);

CREATE TABLE bands (
  "key" BIGINT NOT NULL,
  article TEXT NOT NULL,
  CONSTRAINT pk_bands PRIMARY KEY ("key", article),
  CONSTRAINT fk_bands_article FOREIGN KEY(article) REFERENCES articles (id)
)
 WITHOUT ROWID;

CREATE INDEX ix_bands_article ON bands (article);

CREATE TABLE blocks (
  "key" TEXT NOT NULL,
  claim TEXT NOT NULL,
  last_seen TEXT NOT NULL,
  CONSTRAINT pk_blocks PRIMARY KEY ("key", claim),
  CONSTRAINT fk_blocks_claim FOREIGN KEY(claim) REFERENCES claims (id)
)
 WITHOUT ROWID;

CREATE INDEX ix_blocks_claim ON blocks (claim);

CREATE INDEX ix_blocks_key_last_seen ON blocks ("key", last_seen);

CREATE TABLE bodies (
  article TEXT NOT NULL,
  text TEXT NOT NULL,
  record BLOB NOT NULL,
  meanings BLOB NOT NULL,
  CONSTRAINT pk_bodies PRIMARY KEY (article),
  CONSTRAINT fk_bodies_article FOREIGN KEY(article) REFERENCES articles (id)
);

CREATE TABLE changes (
  question TEXT NOT NULL,
  number INTEGER NOT NULL,
  side TEXT NOT NULL,
  issue TEXT,
  seen TEXT NOT NULL,
  kind TEXT NOT NULL,
  start TEXT,
  "end" TEXT NOT NULL,
  article TEXT NOT NULL,
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
  claim TEXT NOT NULL,
  origin TEXT NOT NULL,
  first_seen TEXT NOT NULL,
  rank INTEGER NOT NULL,
  CONSTRAINT pk_claim_origins PRIMARY KEY (claim, origin),
  CONSTRAINT fk_claim_origins_claim FOREIGN KEY(claim) REFERENCES claims (id),
  CONSTRAINT fk_claim_origins_origin FOREIGN KEY(origin) REFERENCES origins (id)
)
 WITHOUT ROWID;

CREATE INDEX ix_claim_origins_claim_rank_first_seen ON claim_origins (claim, rank, first_seen);

CREATE INDEX ix_claim_origins_origin_first_seen ON claim_origins (origin, first_seen);

CREATE TABLE claim_parties (
  claim TEXT NOT NULL,
  actor TEXT NOT NULL,
  number INTEGER NOT NULL,
  CONSTRAINT pk_claim_parties PRIMARY KEY (actor, claim),
  CONSTRAINT fk_claim_parties_claim FOREIGN KEY(claim) REFERENCES claims (id)
)
 WITHOUT ROWID;

CREATE INDEX ix_claim_parties_claim ON claim_parties (claim);

CREATE TABLE inputs (
  digest TEXT NOT NULL,
  article TEXT NOT NULL,
  CONSTRAINT pk_inputs PRIMARY KEY (digest),
  CONSTRAINT fk_inputs_article FOREIGN KEY(article) REFERENCES articles (id)
);

CREATE TABLE leads (
  article TEXT NOT NULL,
  published TEXT NOT NULL,
  outlet TEXT,
  cited TEXT,
  again BOOLEAN NOT NULL,
  words TEXT NOT NULL,
  vector BLOB,
  CONSTRAINT pk_leads PRIMARY KEY (article),
  CONSTRAINT fk_leads_article FOREIGN KEY(article) REFERENCES articles (id)
);

CREATE INDEX ix_leads_cited_published ON leads (cited, published);

CREATE INDEX ix_leads_outlet_published ON leads (outlet, published);

CREATE TABLE mentions (
  article TEXT NOT NULL,
  entity TEXT NOT NULL,
  actor TEXT NOT NULL,
  CONSTRAINT pk_mentions PRIMARY KEY (article, entity),
  CONSTRAINT fk_mentions_article FOREIGN KEY(article) REFERENCES articles (id),
  CONSTRAINT fk_mentions_actor FOREIGN KEY(actor) REFERENCES actors (id)
)
 WITHOUT ROWID;

CREATE INDEX ix_mentions_actor_article ON mentions (actor, article);

CREATE TABLE relations (
  kind TEXT NOT NULL,
  start TEXT NOT NULL,
  "end" TEXT NOT NULL,
  seen TEXT NOT NULL,
  "by" TEXT,
  CONSTRAINT pk_relations PRIMARY KEY (start, "end", kind),
  CONSTRAINT fk_relations_start FOREIGN KEY(start) REFERENCES claims (id),
  CONSTRAINT fk_relations_end FOREIGN KEY("end") REFERENCES claims (id)
);

CREATE INDEX ix_relations_end ON relations ("end");

CREATE INDEX ix_relations_kind_seen ON relations (kind, seen);

CREATE TABLE reports (
  id TEXT NOT NULL,
  outlet TEXT,
  original TEXT,
  articles INTEGER NOT NULL,
  CONSTRAINT pk_reports PRIMARY KEY (id),
  CONSTRAINT fk_reports_original FOREIGN KEY(original) REFERENCES articles (id)
);

CREATE TABLE revisions (
  article TEXT NOT NULL,
  number INTEGER NOT NULL,
  earlier TEXT NOT NULL,
  kind TEXT NOT NULL,
  old_start INTEGER,
  old_end INTEGER,
  new_start INTEGER,
  new_end INTEGER,
  old TEXT NOT NULL,
  new TEXT NOT NULL,
  CONSTRAINT pk_revisions PRIMARY KEY (article, number),
  CONSTRAINT fk_revisions_article FOREIGN KEY(article) REFERENCES articles (id),
  CONSTRAINT fk_revisions_earlier FOREIGN KEY(earlier) REFERENCES articles (id)
);

CREATE TABLE roles (
  actor TEXT NOT NULL,
  title TEXT NOT NULL,
  "of" TEXT NOT NULL,
  first_seen TEXT NOT NULL,
  last_seen TEXT NOT NULL,
  CONSTRAINT pk_roles PRIMARY KEY (actor, title, "of"),
  CONSTRAINT fk_roles_actor FOREIGN KEY(actor) REFERENCES actors (id)
);

CREATE INDEX ix_roles_of ON roles ("of");

CREATE TABLE stories (
  id TEXT NOT NULL,
  first TEXT NOT NULL,
  articles INTEGER NOT NULL,
  CONSTRAINT pk_stories PRIMARY KEY (id),
  CONSTRAINT fk_stories_first FOREIGN KEY(first) REFERENCES articles (id)
);

CREATE TABLE telling_origins (
  article TEXT NOT NULL,
  record TEXT NOT NULL,
  origin TEXT NOT NULL,
  CONSTRAINT pk_telling_origins PRIMARY KEY (article, record, origin),
  CONSTRAINT fk_telling_origins_origin FOREIGN KEY(origin) REFERENCES origins (id)
)
 WITHOUT ROWID;

CREATE INDEX ix_telling_origins_origin_article ON telling_origins (origin, article);

CREATE TABLE tellings (
  article TEXT NOT NULL,
  record TEXT NOT NULL,
  claim TEXT,
  kind TEXT NOT NULL,
  published TEXT NOT NULL,
  outlet TEXT,
  side TEXT,
  issue TEXT,
  word TEXT NOT NULL,
  words TEXT NOT NULL,
  toward TEXT,
  place TEXT,
  start TEXT,
  "end" TEXT,
  factuality TEXT NOT NULL,
  told_by TEXT,
  parties TEXT NOT NULL,
  sides TEXT NOT NULL,
  mediators TEXT NOT NULL,
  cited TEXT NOT NULL,
  origins TEXT NOT NULL,
  conditions TEXT NOT NULL,
  evidence TEXT NOT NULL,
  chain TEXT NOT NULL,
  vector BLOB,
  CONSTRAINT pk_tellings PRIMARY KEY (article, record),
  CONSTRAINT fk_tellings_article FOREIGN KEY(article) REFERENCES articles (id),
  CONSTRAINT fk_tellings_claim FOREIGN KEY(claim) REFERENCES claims (id)
);

CREATE INDEX ix_tellings_claim_published ON tellings (claim, published);

CREATE INDEX ix_tellings_kind_published ON tellings (kind, published);
