"""Words of every article, found by their stems: FTS5 on SQLite, a tsvector with its index on PostgreSQL.

Triggers keep them: whatever puts a text into `bodies` has it indexed in the same transaction.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

SQLITE = (
    """CREATE VIEW article_texts AS
    SELECT articles.number AS number, articles.title AS title, bodies.text AS text
    FROM articles JOIN bodies ON bodies.article = articles.id""",
    """CREATE VIRTUAL TABLE article_words USING fts5(
    title, text, content='article_texts', content_rowid='number', tokenize='porter unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER article_words_insert AFTER INSERT ON bodies BEGIN
    INSERT INTO article_words(rowid, title, text)
    SELECT number, title, NEW.text FROM articles WHERE id = NEW.article; END""",
    """CREATE TRIGGER article_words_delete BEFORE DELETE ON bodies BEGIN
    INSERT INTO article_words(article_words, rowid, title, text)
    SELECT 'delete', number, title, OLD.text FROM articles WHERE id = OLD.article; END""",
    "INSERT INTO article_words(article_words) VALUES ('rebuild')",
)
POSTGRESQL = (
    """CREATE TABLE article_words (
    number integer PRIMARY KEY, article text NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    words tsvector NOT NULL)""",
    "CREATE INDEX ix_article_words_words ON article_words USING gin (words)",
    # a tsvector holds a megabyte at most, which is more than 200,000 characters of text come to
    """CREATE FUNCTION article_words_of(title text, body text) RETURNS tsvector IMMUTABLE LANGUAGE sql AS $$
    SELECT setweight(to_tsvector('english', coalesce(title, '')), 'A')
    || setweight(to_tsvector('english', left(body, 200000)), 'D') $$""",
    """CREATE FUNCTION article_words_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO article_words SELECT number, id, article_words_of(title, NEW.text)
    FROM articles WHERE id = NEW.article; RETURN NEW; END $$""",
    """CREATE TRIGGER article_words_insert AFTER INSERT ON bodies
    FOR EACH ROW EXECUTE FUNCTION article_words_insert()""",
    """INSERT INTO article_words SELECT articles.number, articles.id, article_words_of(articles.title, bodies.text)
    FROM articles JOIN bodies ON bodies.article = articles.id""",
)


def upgrade() -> None:
    """Make the index, and index what is there."""
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
