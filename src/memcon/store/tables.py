"""The docket's tables, the same on SQLite and PostgreSQL.

Every type of `record.model` has a table, its lists in tables beside it, so that each question is one indexed lookup.
Days and times are ISO strings in UTC and compare as strings: `seen < "2025-07-10"` is "seen before the tenth".
Vectors are float16, little-endian, of length one. Lists that are only shown are JSON.

    articles ─ bodies, leads, inputs, revisions     one row for each version of each article
       │  └── bands                                 where near-duplicates look each other up
       ├── mentions ── actors ─ aliases, roles      who is meant by an entity of an article
       └── tellings ─ telling_parties, telling_origins ── origins
              └── claims ─ claim_parties, claim_origins, blocks, relations, changes

`corrections` and `merges` are what people decided; everything else can be gathered afresh from `articles` and `bodies`.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    func,
)
from sqlalchemy.dialects import postgresql

metadata = MetaData(
    naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s", "pk": "pk_%(table_name)s"}
    | {"fk": "fk_%(table_name)s_%(column_0_name)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s"}
)

Word = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
"""Ids, days, words of the codebook: ordered by code point on every server."""

ARTICLE = "articles.id"
CLAIM = "claims.id"

articles = Table(
    "articles",
    metadata,
    Column("id", Word, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),  # order of adding, from 1
    Column("key", Word),  # the id that the input gave it; null where the digest stands for one
    Column("url", Text),
    Column("address", Word),  # by which its versions know each other: the url, tidied, or `id:` and the key
    Column("sha256", Word, nullable=False),
    Column("version_of", Word, ForeignKey(ARTICLE)),  # the first version; null for a first version
    Column("version", Integer, nullable=False),  # 1, 2, …
    Column("latest", Boolean, nullable=False),  # no later version is here
    Column("title", Text),
    Column("outlet", Text),
    Column("published", Word, nullable=False),  # `2025-07-09T13:00:00Z`; the time of adding where nothing says it
    Column("dated", Word),  # as the article has it; null where it does not say
    Column("added", Word, nullable=False),
    Column("byline", Text),
    Column("dateline", Text),
    Column("credit", Text),
    Column("memcon", Word, nullable=False),  # what made the record
    Column("model", Word, nullable=False),
    Column("codebook", Word, nullable=False),
    Column("problems", Integer, nullable=False),  # how many the record has
    Column("gathered", Boolean, nullable=False),
    Column("story", Word),
    Column("report", Word),
    Index(None, "sha256"),
    Index(None, "address"),
    Index(None, "version_of"),
    Index(None, "gathered", "published", "number"),
    Index(None, "published"),
    Index(None, "outlet", "published"),
    Index(None, "story"),
    Index(None, "report"),
)

bodies = Table(  # what is large, apart from what is searched
    "bodies",
    metadata,
    Column("article", Word, ForeignKey(ARTICLE), primary_key=True),
    Column("text", Text, nullable=False),  # frozen; spans of the record refer to it
    Column("record", LargeBinary, nullable=False),  # the record's JSON, zlib
    Column("meanings", LargeBinary, nullable=False),  # `Entry.meanings`: see `store.packing`
)

leads = Table(  # `record.leads.Lead`: what an article says first, and on whose word
    "leads",
    metadata,
    Column("article", Word, ForeignKey(ARTICLE), primary_key=True),
    Column("published", Word, nullable=False),
    Column("outlet", Word),  # its key
    Column("cited", Word),
    Column("again", Boolean, nullable=False),
    Column("words", Text, nullable=False),  # stems, in order of the alphabet
    Column("vector", LargeBinary),
    Index(None, "outlet", "published"),
    Index(None, "cited", "published"),
)

inputs = Table(  # digests of raw inputs: a second run knows them before it reads them
    "inputs",
    metadata,
    Column("digest", Word, primary_key=True),
    Column("article", Word, ForeignKey(ARTICLE), nullable=False),
)

revisions = Table(  # how a version differs from the one before it, passage by passage
    "revisions",
    metadata,
    Column("article", Word, ForeignKey(ARTICLE), nullable=False),  # the later version
    Column("number", Integer, nullable=False),
    Column("earlier", Word, ForeignKey(ARTICLE), nullable=False),
    Column("kind", Word, nullable=False),  # headline, changed, added, removed
    Column("old_start", Integer),  # characters of the earlier text; null where there are none
    Column("old_end", Integer),
    Column("new_start", Integer),
    Column("new_end", Integer),
    Column("old", Text, nullable=False),
    Column("new", Text, nullable=False),
    PrimaryKeyConstraint("article", "number"),
)

bands = Table(  # MinHash bands: articles that share a key are worth comparing
    "bands",
    metadata,
    Column("key", BigInteger, nullable=False),  # 64 bits of band number and band
    Column("article", Word, ForeignKey(ARTICLE), nullable=False),
    PrimaryKeyConstraint("key", "article"),
    Index(None, "article"),
    sqlite_with_rowid=False,
)

stories = Table(
    "stories",
    metadata,
    Column("id", Word, primary_key=True),
    Column("first", Word, ForeignKey(ARTICLE), nullable=False),
    Column("articles", Integer, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("id", Word, primary_key=True),
    Column("outlet", Text),
    Column("original", Word, ForeignKey(ARTICLE)),
    Column("articles", Integer, nullable=False),
)

actors = Table(
    "actors",
    metadata,
    Column("id", Word, primary_key=True),
    Column("kind", Word, nullable=False),
    Column("name", Text, nullable=False),
    Column("side", Word),
    Column("wikidata", Word),
    Index(None, "side"),
)

aliases = Table(  # normalised names
    "aliases",
    metadata,
    Column("alias", Word, nullable=False),
    Column("actor", Word, ForeignKey("actors.id"), nullable=False),
    Column("number", Integer, nullable=False),  # their order
    PrimaryKeyConstraint("alias", "actor"),
    Index(None, "actor"),
    sqlite_with_rowid=False,
)

roles = Table(
    "roles",
    metadata,
    Column("actor", Word, ForeignKey("actors.id"), nullable=False),
    Column("title", Word, nullable=False),
    Column("of", Word, nullable=False),  # an actor's id; empty where none is said
    Column("first_seen", Word, nullable=False),
    Column("last_seen", Word, nullable=False),
    PrimaryKeyConstraint("actor", "title", "of"),
    Index(None, "of"),
)

mentions = Table(  # entity of an article → actor
    "mentions",
    metadata,
    Column("article", Word, ForeignKey(ARTICLE), nullable=False),
    Column("entity", Word, nullable=False),
    Column("actor", Word, ForeignKey("actors.id"), nullable=False),
    PrimaryKeyConstraint("article", "entity"),
    Index(None, "actor", "article"),
    sqlite_with_rowid=False,
)

origins = Table(
    "origins",
    metadata,
    Column("id", Word, primary_key=True),
    Column("kind", Word, nullable=False),
    Column("name", Text, nullable=False),
    Column("actor", Word),
    Column("outlet", Text),
    Column("words", Text),
    Index(None, "actor"),
    Index(None, "outlet"),
)

claims = Table(
    "claims",
    metadata,
    Column("id", Word, primary_key=True),
    Column("kind", Word, nullable=False),  # position, event, proposal, standing
    Column("question", Word, nullable=False),  # what it answers: the claim that first did
    Column("side", Word),
    Column("issue", Word),
    Column("word", Word, nullable=False),  # stance, TYPE/mode, state
    Column("words", Text, nullable=False),
    Column("factuality", Word, nullable=False),
    Column("first_seen", Word, nullable=False),
    Column("last_seen", Word, nullable=False),
    Column("start", Word),  # days of the thing itself
    Column("end", Word),
    Column("articles", Integer, nullable=False),
    Column("outlets", Integer, nullable=False),
    Column("independent", Integer, nullable=False),
    Column("article", Word),  # the founding telling
    Column("record", Word),
    Column("parties", Text, nullable=False),  # JSON lists of ids, as `Claim` has them; to look up: the tables below
    Column("sides", Text, nullable=False),
    Column("origins", Text, nullable=False),
    Column("vector", LargeBinary),
    Index(None, "kind", "side", "issue", "first_seen"),
    Index(None, "kind", "issue", "first_seen"),
    Index(None, "kind", "issue", "last_seen"),
    Index(None, "kind", "side", "last_seen"),
    Index(None, "kind", "last_seen"),
    Index(None, "kind", "first_seen"),
    Index(None, "start"),
    Index(None, "question", "first_seen"),
)

Index("ix_claims_kind_day", claims.c.kind, func.coalesce(claims.c.start, claims.c.first_seen))  # `asking.DAY`

blocks = Table(  # where claims look each other up: only those of one block are ever compared
    "blocks",
    metadata,
    Column("key", Word, nullable=False),
    Column("claim", Word, ForeignKey(CLAIM), nullable=False),
    Column("last_seen", Word, nullable=False),  # the claim's
    PrimaryKeyConstraint("key", "claim"),
    Index(None, "key", "last_seen"),
    Index(None, "claim"),
    sqlite_with_rowid=False,
)

claim_parties = Table(
    "claim_parties",
    metadata,
    Column("claim", Word, ForeignKey(CLAIM), nullable=False),
    Column("actor", Word, nullable=False),
    Column("number", Integer, nullable=False),  # their order
    PrimaryKeyConstraint("actor", "claim"),
    Index(None, "claim"),
    sqlite_with_rowid=False,
)

claim_origins = Table(  # a row of rank n with `first_seen` up to a day: n independent origins by that day
    "claim_origins",
    metadata,
    Column("claim", Word, ForeignKey(CLAIM), nullable=False),
    Column("origin", Word, ForeignKey("origins.id"), nullable=False),
    Column("first_seen", Word, nullable=False),
    Column("rank", Integer, nullable=False),  # 1, 2, … by first_seen
    PrimaryKeyConstraint("claim", "origin"),
    Index(None, "claim", "rank", "first_seen"),
    Index(None, "origin", "first_seen"),
    sqlite_with_rowid=False,
)

tellings = Table(
    "tellings",
    metadata,
    Column("article", Word, ForeignKey(ARTICLE), nullable=False),
    Column("record", Word, nullable=False),  # its id within the article
    Column("claim", Word, ForeignKey(CLAIM)),
    Column("kind", Word, nullable=False),
    Column("published", Word, nullable=False),
    Column("outlet", Text),
    Column("side", Word),
    Column("issue", Word),
    Column("word", Word, nullable=False),
    Column("words", Text, nullable=False),
    Column("toward", Word),
    Column("place", Text),  # where
    Column("start", Word),
    Column("end", Word),
    Column("factuality", Word, nullable=False),
    Column("told_by", Word),
    Column("parties", Text, nullable=False),  # JSON list of actors' ids, as are the next two
    Column("sides", Text, nullable=False),
    Column("mediators", Text, nullable=False),
    Column("cited", Text, nullable=False),  # JSON list of origins' ids, as is the next
    Column("origins", Text, nullable=False),
    Column("conditions", Text, nullable=False),  # JSON list of words
    Column("evidence", Text, nullable=False),  # JSON list of [start, end]
    Column("chain", Text, nullable=False),  # JSON list of the article's source ids
    Column("vector", LargeBinary),
    PrimaryKeyConstraint("article", "record"),
    Index(None, "claim", "published"),
    Index(None, "kind", "published"),
)

telling_parties = Table(
    "telling_parties",
    metadata,
    Column("article", Word, nullable=False),
    Column("record", Word, nullable=False),
    Column("actor", Word, nullable=False),
    Column("part", Word, nullable=False),  # party, mediator, toward
    PrimaryKeyConstraint("actor", "article", "record", "part"),
    Index(None, "article", "record"),
    sqlite_with_rowid=False,
)

telling_origins = Table(
    "telling_origins",
    metadata,
    Column("article", Word, nullable=False),
    Column("record", Word, nullable=False),
    Column("origin", Word, ForeignKey("origins.id"), nullable=False),
    PrimaryKeyConstraint("article", "record", "origin"),
    Index(None, "origin", "article"),
    sqlite_with_rowid=False,
)

relations = Table(
    "relations",
    metadata,
    Column("kind", Word, nullable=False),
    Column("start", Word, ForeignKey(CLAIM), nullable=False),
    Column("end", Word, ForeignKey(CLAIM), nullable=False),
    Column("seen", Word, nullable=False),
    Column("by", Word),
    PrimaryKeyConstraint("start", "end", "kind"),
    Index(None, "end"),
    Index(None, "kind", "seen"),
)

changes = Table(
    "changes",
    metadata,
    Column("question", Word, nullable=False),  # of the claim arrived at
    Column("number", Integer, nullable=False),  # order among those of one question
    Column("side", Word, nullable=False),
    Column("issue", Word),
    Column("seen", Word, nullable=False),
    Column("kind", Word, nullable=False),
    Column("start", Word, ForeignKey(CLAIM)),
    Column("end", Word, ForeignKey(CLAIM), nullable=False),
    Column("article", Word, ForeignKey(ARTICLE), nullable=False),
    Column("contested", Boolean, nullable=False),
    PrimaryKeyConstraint("question", "number"),
    Index(None, "side", "issue", "seen"),
    Index(None, "side", "seen"),
    Index(None, "seen"),
    Index(None, "end"),
    Index(None, "start"),
)

corrections = Table(  # records corrected by hand; named by the words, so that they survive a reread
    "corrections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", Word, nullable=False),
    Column("kind", Word, nullable=False),
    Column("evidence", Word, nullable=False),  # JSON list of [start, end]
    Column("verdict", Word, nullable=False),  # accept, reject, correct
    Column("fields", Text, nullable=False),  # JSON object: what it should say
    Column("who", Text, nullable=False),
    Column("at", Word, nullable=False),
    Column("note", Text),
    Index(None, "sha256", "kind"),
)

merges = Table(  # who is who, decided by hand
    "merges",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("verdict", Word, nullable=False),  # merge, unmerge, split
    Column("names", Text, nullable=False),  # JSON: what is decided about
    Column("who", Text, nullable=False),
    Column("at", Word, nullable=False),
    Column("note", Text),
)
