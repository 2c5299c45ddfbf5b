"""Who is quoted: direct speech in quotation marks and its speaker."""

import pytest
from marked_text import parsed_doc
from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.pipeline.names import Names
from pressgraph.pipeline.quotes import FoundQuote


def quotes_of(doc: Doc, nlp: Language) -> list[FoundQuote]:
    return list(nlp.get_pipe("pressgraph_quotes")(doc)._.quotes)


def speakers(marked: str, nlp: Language) -> list[tuple[str, str]]:
    """Return the words of each quote and who speaks; words for somebody who isn't named stand in angle brackets."""
    doc = parsed_doc(marked, nlp)
    return [
        (
            doc.text[q.start : q.end],
            doc._.names.span(q.speaker).text if q.speaker is not None else f"<{q.speaker_text}>",
        )
        for q in quotes_of(doc, nlp)
    ]


NAMED = {
    "verb behind": "« Nous ouvrirons en mai », annonce [PER Lise Corbin].",
    "name first": "[PER Lise Corbin] a déclaré : « Nous ouvrirons en mai. »",
    "adverbial between verb and name": "« Nous ouvrirons en mai », a souligné vendredi matin [PER Lise Corbin].",
    "complement between verb and name": "« Nous ouvrirons en mai », a confié à nos confrères [PER Lise Corbin].",
    "function and name": "« Nous ouvrirons en mai », explique la directrice du musée, [PER Lise Corbin].",
    "name and function": "« Nous ouvrirons en mai », explique [PER Lise Corbin], directrice du musée de [LOC Brigny].",
    "verb that doesn't mean to say": "« Nous ouvrirons en mai », sourit [PER Lise Corbin].",
    "question": "« Quand ouvrirez-vous le musée ? » demande [PER Lise Corbin].",
    "woven into a clause": "[PER Lise Corbin] assure que le musée « rouvrira avant le mois de mai ».",
    "fragment": "[PER Lise Corbin] dénonce « un budget taillé à la serpe ».",
    "relative": "On a croisé [PER Lise Corbin], qui parle d'un « chantier sans queue ni tête ».",
    "inverted before": "Comme le rappelle [PER Lise Corbin], « nous ouvrirons en mai ».",
    "selon before": "Selon [PER Lise Corbin], « rien ne sera prêt avant mai ».",
    "selon behind": "Le musée « rouvrira au mois de mai », selon [PER Lise Corbin].",
    "pour": "Pour [PER Lise Corbin], « rien ne sera prêt avant mai ».",
    "dialogue": "[PER Lise Corbin] : « Nous ouvrirons en mai. »",
    "noun of speech": "Réponse de [PER Lise Corbin] : « Nous ouvrirons en mai. »",
    "passive": "Le chantier, qualifié par [PER Lise Corbin] de « gouffre à millions perdus », reprend.",
    "label behind": "« Nous ouvrirons en mai. » Le mot est de [PER Lise Corbin].",
    "body": "« Le service reprendra demain matin », indique la [ORG SNCF].",
    "body's delegate": "« Le service reprendra demain matin », promet le délégué [ORG CGT], [PER Lise Corbin].",
    "no comma": "« Nous ouvrirons en mai » explique [PER Lise Corbin].",
    "incise before": "Le musée sera, affirme [PER Lise Corbin], « ouvert avant le mois de mai ».",
    "name announced, quote in its own sentence": "[PER Lise Corbin] n'en démord pas. « Nous ouvrirons en mai. »",
    "pronoun": "[PER Lise Corbin] n'en démord pas. « Nous ouvrirons en mai », martèle-t-elle.",
    "pronoun over a man": "[PER Lise Corbin] accueille [PER Paul Arnoux]. « Nous ouvrirons en mai », dit-elle.",
    "pronoun behind a pronoun": "[PER Lise Corbin] sourit. Elle attend. « Nous ouvrirons en mai », dit-elle.",
    "function known from an apposition": "Le maire, [PER Paul Arnoux], est venu avec [PER Lise Corbin]. "
    "Il a plu.\n\n« Nous ouvrirons en mai », promet le maire.",
    "the only person": "[PER Lise Corbin] sort un plan. « Nous ouvrirons en mai », promet la conservatrice.",
    "latter": "[PER Paul Arnoux] a écrit à [PER Lise Corbin]. « Nous ouvrirons en mai », répond cette dernière.",
    "headline": "« Nous ouvrirons en mai »\n\nÀ [LOC Brigny], [PER Lise Corbin] dirige le musée depuis un an.",
    "straight marks": '"Nous ouvrirons en mai", annonce [PER Lise Corbin].',
    "curved marks": "“Nous ouvrirons en mai”, annonce [PER Lise Corbin].",
    "no-break spaces and curved apostrophe": "« C’est pour le mois de mai », s’amuse [PER Lise Corbin].",
    "relative clause between": "[PER Lise Corbin], qui dirige [ORG Vauvert], parle d'un « désastre prévu d'avance ».",
    "what stands before a colon": "Le public attend : [PER Lise Corbin], elle, assure « ne pas dormir la nuit ».",
    "infinitive of a plain verb": "[PER Lise Corbin] ira « cueillir des cerises en mai ».",
    "denied predicate": "[PER Lise Corbin] n'en a « aucune trace dans ses cartons ».",
    "agent of an adjective": "La visite, jugée « longue et mal fichue » par [PER Lise Corbin], reprend.",
    "by the voice of": "Le musée, par la voix de [PER Lise Corbin], dénonce « un budget taillé à la serpe ».",
    "present that looks like a participle": "[PER Lise Corbin] écrit que le toit « tombe en morceaux ».",
    "answer to the article": "[PER Lise Corbin] sourit. Le prix ? « Secret de la maison. »",
    "label without a name": "[PER Lise Corbin] est venue. « Le toit fuyait déjà », tel fut son seul commentaire.",
    "time of day first": "Il a plu.\n\n10:32 – « Nous ouvrirons en mai ! » [PER Lise Corbin] salue la foule.",
    "colon at the end of the paragraph": "[PER Lise Corbin] conclut :\n\n« Nous ouvrirons en mai. »",
}


@pytest.mark.parametrize("marked", NAMED.values(), ids=NAMED)
def test_speaker_is_found(marked: str, nlp: Language) -> None:
    found = [who for _, who in speakers(marked, nlp)]
    expected = "SNCF" if "SNCF" in marked else "Paul Arnoux" if "Le maire, " in marked else "Lise Corbin"
    assert found == [expected]


def test_speaker_without_a_name_is_given_in_words(nlp: Language) -> None:
    assert speakers("« Le feu est parti du grenier », indiquent les pompiers.", nlp) == [
        ("Le feu est parti du grenier", "<les pompiers>")
    ]


UNSAFE = {
    "indefinite": "[PER Lise Corbin] visite le musée. « On a bien cru mourir de froid », raconte un gardien.",
    "possessive": "[PER Lise Corbin] visite le musée. « On a bien cru mourir de froid », raconte son chauffeur.",
    "several": "[PER Lise Corbin] et [PER Anne Le Dû] sont là. « On a bien cru mourir de froid », dit la comédienne.",
    "other gender": "[PER Lise Corbin] visite le musée. « On a bien cru mourir de froid », raconte le gardien.",
    "nobody in particular": "[PER Lise Corbin] visite le musée. « On a bien cru mourir de froid », racontent-ils.",
}


@pytest.mark.parametrize("marked", UNSAFE.values(), ids=UNSAFE)
def test_words_that_could_mean_somebody_else_name_nobody(marked: str, nlp: Language) -> None:
    ((_, who),) = speakers(marked, nlp)
    assert who.startswith("<")


NO_QUOTES = {
    "title": "[PER Lise Corbin] présente le film « Les Enfants du lac ».",
    "title called so": "[PER Lise Corbin] visite l'exposition intitulée « Images du ciel profond ».",
    "title as an object": "[PER Lise Corbin] a raconté « Le Petit Chaperon rouge » aux enfants.",
    "theme": "[PER Lise Corbin] a parlé sur le thème de « La vie au moulin ».",
    "name of a place": "Le café « Au Bon Coin retrouvé » a fermé.",
    "sign": "À l'entrée, une pancarte disait : « La forêt n'est pas un parc. »",
    "term": "[PER Lise Corbin] présente le « permis de végétaliser la ville ».",
    "listing": "Ce soir au cinéma, [LOC Brigny] : « Les Enfants du lac », 1 h 10.",
    "what is seen": "[PER Lise Corbin] est venue. Ici, on voit « ceux de la haute ville » passer.",
    "short": "[PER Lise Corbin] se dit « ravie ».",
    "unclosed": "[PER Lise Corbin] assure : « Nous ouvrirons en mai.",
    "slogan": "« Rendez-nous le stade », lit-on sur le mur.",
    "inches": '[PER Lise Corbin] annonce un écran de 15" et un autre de 17" au musée.',
}


@pytest.mark.parametrize("marked", NO_QUOTES.values(), ids=NO_QUOTES)
def test_what_nobody_says_is_no_quote(marked: str, nlp: Language) -> None:
    assert [who for _, who in speakers(marked, nlp) if not who.startswith("<")] == []


def test_incise_inside_the_marks_stays_in(nlp: Language) -> None:
    marked = "« Nous ouvrirons en mai, assure [PER Lise Corbin]. Le toit est prêt. »"
    assert speakers(marked, nlp) == [("Nous ouvrirons en mai, assure Lise Corbin. Le toit est prêt.", "Lise Corbin")]


def test_incise_outside_the_marks_parts_the_quote(nlp: Language) -> None:
    marked = "« Nous ouvrirons en mai, dit [PER Lise Corbin], si le toit tient. »"
    parted = "« Nous ouvrirons en mai », dit [PER Lise Corbin], « si le toit tient bon ». "
    assert len(speakers(marked, nlp)) == 1
    assert speakers(parted, nlp) == [("Nous ouvrirons en mai", "Lise Corbin"), ("si le toit tient bon", "Lise Corbin")]


def test_quote_that_goes_on_keeps_its_speaker(nlp: Language) -> None:
    marked = "« Nous ouvrirons en mai », dit [PER Lise Corbin]. « Le toit est presque prêt. »"
    assert [who for _, who in speakers(marked, nlp)] == ["Lise Corbin", "Lise Corbin"]


def test_answer_is_somebody_else_s(nlp: Language) -> None:
    marked = (
        "[PER Paul Arnoux] est venu avec [PER Marc Lebrun]. « Le toit fuit de partout », dit [PER Paul Arnoux]. "
        "« Nous ouvrirons en mai », réplique [PER Marc Lebrun]."
    )
    assert [who for _, who in speakers(marked, nlp)] == ["Paul Arnoux", "Marc Lebrun"]


@pytest.mark.parametrize(
    "marked",
    [
        "[PER Lise Corbin] raconte : « Le toit fuyait déjà.\n\n« Il a fallu tout refaire.\n\n« Nous avons fini hier. »",
        '[PER Lise Corbin] raconte : "Le toit fuyait déjà.\n\nIl a fallu tout refaire.\n\nNous avons fini hier."',
        "« Le toit fuyait déjà.\n\n» Il a fallu tout refaire.\n\n» Nous avons fini hier. », raconte [PER Lise Corbin].",
    ],
    ids=["each paragraph opens with a mark", "only the last is closed", "each opens with a closing mark"],
)
def test_quote_over_paragraphs_is_one_entry_a_paragraph(marked: str, nlp: Language) -> None:
    assert speakers(marked, nlp) == [
        ("Le toit fuyait déjà.", "Lise Corbin"),
        ("Il a fallu tout refaire.", "Lise Corbin"),
        ("Nous avons fini hier.", "Lise Corbin"),
    ]


def test_outer_quote_counts(nlp: Language) -> None:
    marked = "« Le maire m'a dit “je ne sais rien du toit” et il est parti », dit [PER Lise Corbin]."
    assert speakers(marked, nlp) == [
        ("Le maire m'a dit “je ne sais rien du toit” et il est parti", "Lise Corbin"),
    ]


def test_joined_quotes_share_a_speaker(nlp: Language) -> None:
    marked = "[PER Lise Corbin] dénonce « un toit en ruine » et « un budget de misère noire »."
    assert [who for _, who in speakers(marked, nlp)] == ["Lise Corbin", "Lise Corbin"]


def test_interview_answers_are_the_interviewed_person_s(nlp: Language) -> None:
    marked = (
        "[PER Lise Corbin] dirige le musée depuis un an.\n\nQuand ouvrirez-vous ?\n\n« Nous ouvrirons en mai. »\n\n"
        "Votre frère, [PER Paul Corbin], est maire.\n\n« Il ne s'est jamais mêlé du chantier. »"
    )
    assert [who for _, who in speakers(marked, nlp)] == ["Lise Corbin", "Lise Corbin"]


def test_interviewed_person_is_known_once_and_for_all(nlp: Language) -> None:
    marked = (
        "[PER Lise Corbin] dirige le musée depuis un an.\n\nQuand ouvrirez-vous ?\n\n« Nous ouvrirons en mai. »\n\n"
        "[PER Paul Arnoux] disait pourtant le contraire.\n\n« Il n'a jamais mis les pieds sur le chantier. »"
    )
    assert [who for _, who in speakers(marked, nlp)] == ["Lise Corbin", "Lise Corbin"]


def test_headline_has_the_speaker_of_the_words_that_it_repeats(nlp: Language) -> None:
    marked = (
        "Patrimoine : « Le toit tombe en morceaux »\n\n[PER Paul Arnoux] a visité le musée de [LOC Brigny].\n\n"
        "« Le toit tombe en morceaux depuis trois ans », s'alarme [PER Lise Corbin]."
    )
    assert [who for _, who in speakers(marked, nlp)] == ["Lise Corbin", "Lise Corbin"]


def test_the_same_goes_on(nlp: Language) -> None:
    marked = (
        "[PER Paul Arnoux] écoute. « Le toit fuit de partout », dit [PER Marc Lebrun]. "
        "« Il faudra tout refaire », ajoute le même."
    )
    assert [who for _, who in speakers(marked, nlp)] == ["Marc Lebrun", "Marc Lebrun"]


def test_second_quote_of_a_sentence_is_the_speaker_s_too(nlp: Language) -> None:
    marked = (
        "« Nous avons tout perdu », dit [PER Lise Corbin], du musée où l'on ne garde « que les plâtres des autres »."
    )
    assert [who for _, who in speakers(marked, nlp)] == ["Lise Corbin", "Lise Corbin"]


def test_byline_doesn_t_speak(nlp: Language) -> None:
    marked = "[PER Lise Corbin] dirige le musée.\n\n[PER Anne Le Dû]\n\n« Nous ouvrirons en mai », dit-elle."
    assert [who for _, who in speakers(marked, nlp)] == ["Lise Corbin"]


def test_names_inside_a_quote_don_t_speak_next(nlp: Language) -> None:
    marked = "« [PER Anne Le Dû] a tout payé », dit [PER Lise Corbin]. « Nous ouvrirons en mai », ajoute-t-elle."
    assert [who for _, who in speakers(marked, nlp)] == ["Lise Corbin", "Lise Corbin"]


def test_body_behind_on(nlp: Language) -> None:
    assert speakers("« Rien n'est encore décidé », indique-t-on à la [ORG SNCF].", nlp) == [
        ("Rien n'est encore décidé", "SNCF")
    ]


def test_cue_is_the_reporting_verb(nlp: Language) -> None:
    doc = parsed_doc("« Nous ouvrirons en mai », a souligné hier [PER Lise Corbin].", nlp)
    (quote,) = quotes_of(doc, nlp)
    assert quote.cue_start is not None
    assert doc.text[quote.cue_start : quote.cue_end].startswith("a souligné")


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("« Nous ouvrirons en mai », annonce [PER Lise Corbin].", "Lise Corbin"),
        ("[PER Lise Corbin] est venue. « Nous ouvrirons en mai », dit-elle.", "-elle"),
        ("« Nous ouvrirons en mai », dit le maire.", "le maire"),
        ("[PER Lise Corbin] n'en démord pas. « Nous ouvrirons en mai. »", "Lise Corbin"),
    ],
    ids=["name", "pronoun", "function", "context"],
)
def test_speaker_s_words_have_their_place(marked: str, words: str, nlp: Language) -> None:
    doc = parsed_doc(marked, nlp)
    (quote,) = quotes_of(doc, nlp)
    assert doc.text[quote.speaker_start : quote.speaker_end] == words


@pytest.mark.parametrize(
    "text",
    [
        "«" * 10_000,
        '"' * 10_001,
        "« non, dit-il » " * 2_000,
        "« bla bla bla.\n\n" * 400,
        '[PER Lise Corbin] dit "' + "dit que " * 5_000,
        "« a " * 3_000 + "» b " * 3_000,
    ],
    ids=["open", "straight", "many quotes", "never closed", "many verbs", "nested"],
)
def test_hostile_marks_end(text: str, nlp: Language) -> None:
    doc = nlp.make_doc(text.replace("[PER Lise Corbin]", "Lise Corbin"))
    doc._.names = Names(doc, ())
    for name in ("pressgraph_paragraphs", "tok2vec", "morphologizer", "parser"):
        doc = nlp.get_pipe(name)(doc)
    for quote in quotes_of(doc, nlp):
        assert 0 <= quote.start < quote.end <= len(doc.text)


def test_component_declares_what_it_needs(nlp: Language) -> None:
    meta = nlp.get_pipe_meta("pressgraph_quotes")
    assert meta.assigns == ["doc._.quotes", "doc._.reported"]
    assert "token.dep" in meta.requires
