"""GUM's entity marks, read; the sentences are invented."""

from eval.coreference import documents

ROWS = """# newdoc id = GUM_news_made
# newpar
# sent_id = 1
1	The	the	DET	DT	_	2	det	_	Entity=(1-organization-new-nnnnn-cf1-2-coref
2	union	union	NOUN	NN	_	5	nsubj	_	_
3	of	of	ADP	IN	_	4	case	_	_
4	dockers	docker	NOUN	NNS	_	2	nmod	_	Entity=(2-person-new-nnnnn-cf2-1-sgl)1)
5	left	leave	VERB	VBD	_	0	root	_	_
# sent_id = 2
1	Ana	Ana	PROPN	NNP	_	3	nsubj	_	Entity=(3-person-new-nnnnn-cf1-1,2-coref-Ana_Ruiz
2	Ruiz	Ruiz	PROPN	NNP	_	1	flat	_	Entity=3)
3	led	lead	VERB	VBD	_	0	root	_	_
4	it	it	PRON	PRP	_	3	obj	_	Entity=(1-organization-giv:act-nnnnn-cf2-1-ana)
"""


def test_mentions_are_known_by_their_heads(tmp_path):
    path = tmp_path / "made.conllu"
    path.write_text(ROWS, "utf-8")
    (doc,) = documents(path)
    assert doc.words == ["The", "union", "of", "dockers", "left", "Ana", "Ruiz", "led", "it"]
    assert doc.breaks == [True, *[False] * 8]
    assert doc.genre == "news"
    assert set(doc.entities()) == {frozenset({1, 8}), frozenset({3}), frozenset({5})}
