"""Swedish prose from a vocabulary of its own: compounds and their forms, so that words grow with the text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tests.bench.chance import Chance


def _words(text: str) -> list[str]:
    return text.split()


# The first parts of compounds, in the form they have there.
_FIRST = _words("""
hemsjukvårds primärvårds äldreomsorgs barnhälsovårds elevhälso missbruks beroende habiliterings rehabiliterings
läkemedels hjälpmedels vaccinations smittskydds vårdhygien patientsäkerhets avvikelse journal informations
kommunikations digitaliserings välfärdsteknik e-hälso bredbands kompetens bemannings utbildnings handlednings
praktik forsknings kunskaps evidens statistik kvalitets register revisions ekonomi budget investerings
kostnads ersättnings taxe avgifts upphandlings inköps avtals lokal fastighets transport sjukrese färdtjänst
kollektivtrafik beredskaps kris säkerhets krishanterings folkhälso jämställdhets jämlikhets barnrätts ungdoms familje
föräldra förskole skol gymnasie vuxenutbildnings arbetsmarknads integrations flykting minoritets språk
kultur idrotts fritids närings landsbygds miljö klimat energi kost måltids natur demens palliativ cancer
diabetes hjärt stroke psykiatri tandvårds akut ambulans sjukhus hälsocentral vårdcentral distrikts
utskrivnings inskrivnings vårdplanerings samordnings uppföljnings utvärderings utvecklings förändrings
införande projekt process system behörighets arkiv register remiss lednings styrnings nämnd råds mötes
kommun läns regions samverkans huvudmanna brukar patient anhörig närstående medborgar delaktighets suicidpreventions
kvinnofrids våldsförebyggande social försörjnings boende bostads omvårdnads rörelse sömn stress levnadsvane
""")

# The last parts: indefinite and definite singular, indefinite and definite plural.
_LAST = [
    tuple(word.split("/"))
    for word in _words("""
avtal/avtalet/avtal/avtalen plan/planen/planer/planerna strategi/strategin/strategier/strategierna
rutin/rutinen/rutiner/rutinerna grupp/gruppen/grupper/grupperna råd/rådet/råd/råden
nätverk/nätverket/nätverk/nätverken uppdrag/uppdraget/uppdrag/uppdragen program/programmet/program/programmen
modell/modellen/modeller/modellerna process/processen/processer/processerna behov/behovet/behov/behoven
fråga/frågan/frågor/frågorna utredning/utredningen/utredningar/utredningarna
rapport/rapporten/rapporter/rapporterna analys/analysen/analyser/analyserna
kartläggning/kartläggningen/kartläggningar/kartläggningarna underlag/underlaget/underlag/underlagen
förslag/förslaget/förslag/förslagen yttrande/yttrandet/yttranden/yttrandena
riktlinje/riktlinjen/riktlinjer/riktlinjerna överenskommelse/överenskommelsen/överenskommelser/överenskommelserna
samordnare/samordnaren/samordnare/samordnarna team/teamet/team/teamen enhet/enheten/enheter/enheterna
mottagning/mottagningen/mottagningar/mottagningarna insats/insatsen/insatser/insatserna
åtgärd/åtgärden/åtgärder/åtgärderna satsning/satsningen/satsningar/satsningarna mål/målet/mål/målen
indikator/indikatorn/indikatorer/indikatorerna mätning/mätningen/mätningar/mätningarna
enkät/enkäten/enkäter/enkäterna konferens/konferensen/konferenser/konferenserna dag/dagen/dagar/dagarna
utbildning/utbildningen/utbildningar/utbildningarna stöd/stödet/stöd/stöden verktyg/verktyget/verktyg/verktygen
tjänst/tjänsten/tjänster/tjänsterna lösning/lösningen/lösningar/lösningarna kanal/kanalen/kanaler/kanalerna
resurs/resursen/resurser/resurserna pott/potten/potter/potterna medel/medlet/medel/medlen
kostnad/kostnaden/kostnader/kostnaderna ansvar/ansvaret/ansvar/ansvaren gräns/gränsen/gränser/gränserna
kedja/kedjan/kedjor/kedjorna väg/vägen/vägar/vägarna form/formen/former/formerna nivå/nivån/nivåer/nivåerna
perspektiv/perspektivet/perspektiv/perspektiven princip/principen/principer/principerna
ordning/ordningen/ordningar/ordningarna organisation/organisationen/organisationer/organisationerna
""")
]

# What may stand before a compound to make a longer one; most have nothing there.
_BEFORE = ("", "läns", "region", "kommun", "samverkans", "grund", "mellan")

_MONTHS = _words("januari februari mars april maj juni juli augusti september oktober november december")

_PATTERNS = [
    "{D} behöver ses över innan {d} kan tas i bruk.",
    "Under {m} gick {d} igenom med alla parter, och {p} visade sig räcka.",
    "Flera kommuner framhöll att {d} saknar {n}, vilket gör {d} svårare att följa upp.",
    "Förslaget innebär att {d} ersätts av {n} från och med {y}.",
    "Det finns ännu {i} {p} att ta ställning till, och {d} är en av de viktigare.",
    "Arbetsgruppen har prövat {d} i {i} kommuner och vill gå vidare med {n}.",
    "Erfarenheterna från {d} är goda: {p} har blivit färre och {p} bättre kända.",
    "{D} och {d} hänger ihop och bör därför hanteras samtidigt.",
    "Ett nytt underlag om {d} lämnas till nästa möte av den som ansvarar för {d}.",
    "Kostnaden beräknas till {t} kronor om året, varav hälften gäller {d}.",
    "Parterna är överens om att {p} ska vara på plats senast under {m} {y}.",
    "Synpunkter på {d} har kommit från {k} och {k}.",
    "Vid genomgången konstaterades att {n} saknas i {k} och att {d} därför dröjer.",
    "Uppföljningen av {d} visar en ökning med {i} procent sedan {y}.",
    "Frågan om {n} har varit uppe tidigare och hör till {d}.",
    "Ledamöterna diskuterade {p} och vikten av att {d} utgår från den enskilde.",
    "{D} redovisas en gång om året, tillsammans med {d} och {d}.",
    "Bedömningen är att {n} kan införas stegvis med början i {k}.",
    "För den enskilde betyder {d} att {p} samlas på ett ställe.",
    "Regionen svarar för {d} medan kommunerna svarar för {d}.",
    "Risken är att {p} faller mellan stolarna när {d} upphör.",
    "Tidplanen för {d} ligger fast trots att {n} har försenats.",
    "Den nationella vägledningen om {n} väntas under {y} och kan påverka {d}.",
    "Informationen om {d} togs emot utan frågor.",
    "I {k} har {d} lett till {n} och till att fler får hjälp i tid.",
]


@cache
def _vocabulary() -> tuple[list[str], ...]:
    """Every compound in its four forms, the commonest first."""
    chance = Chance("ord")
    words = [
        [f"{before}{first}{form}" for form in last]
        for before in _BEFORE
        for first in dict.fromkeys(_FIRST)
        for last in _LAST
    ]
    plain = len(words) // len(_BEFORE)
    ordered = chance.mixed(words[:plain]) + chance.mixed(words[plain:])
    return tuple([word[form] for word in ordered] for form in range(4))


@dataclass
class Writer:
    """Somebody who writes Swedish.

    Attributes:
        chance: What decides what is written.
        places: Names that may stand in a sentence.
    """

    chance: Chance
    places: list[str]

    def __post_init__(self) -> None:
        self._indefinite, self._definite, _, self._plural = _vocabulary()
        self._common = {"d": self._definite, "D": self._definite, "n": self._indefinite, "p": self._plural}
        self._names = {
            "k": self.places,
            "m": _MONTHS,
            "y": [str(year) for year in range(2005, 2030)],
            "i": [str(count) for count in range(3, 41)],
            "t": [f"{count} 000" for count in range(50, 951)],
        }
        self._patterns = [_taken_apart(pattern) for pattern in _PATTERNS]

    def thing(self) -> str:
        """A compound in the indefinite, such as *vårdplaneringsrutin*."""
        return self.chance.common(self._indefinite)

    def definite(self) -> str:
        """A compound in the definite, such as *vårdplaneringsrutinen*."""
        return self.chance.common(self._definite)

    def title(self) -> str:
        """A heading of one to three things."""
        match self.chance.below(4):
            case 0:
                return self.thing().capitalize()
            case 1:
                return f"{self.definite().capitalize()} i {self.chance.one(self.places)}"
            case 2:
                return f"{self.thing().capitalize()} och {self.thing()}"
            case _:
                return f"Uppföljning av {self.definite()}"

    def sentence(self) -> str:
        """One sentence."""
        return "".join(
            [self._word(part) if len(part) == 1 else part for part in self.chance.one(self._patterns)]
        )

    def prose(self, sentences: int) -> str:
        """A paragraph."""
        return " ".join([self.sentence() for _ in range(sentences)])

    def _word(self, slot: str) -> str:
        if words := self._common.get(slot):
            word = self.chance.common(words)
            return word.capitalize() if slot == "D" else word
        if names := self._names.get(slot):
            return self.chance.one(names)
        return slot


def _taken_apart(pattern: str) -> list[str]:
    """Text and slots; a slot is a single letter, and a text is longer or no letter."""
    parts = []
    for piece in pattern.split("{"):
        slot, closed, rest = piece.partition("}")
        parts += [slot, rest] if closed else [piece]
    return [part for part in parts if part]


_FIRST_NAMES = _words("""
Anna Erik Maria Lars Karin Karl Margareta Anders Elisabeth Johan Eva Per Kristina Nils Birgitta Jan Lena Mikael
Ingrid Olof Marie Sven Linnea Hans Sofia Peter Helena Fredrik Emma Bengt Sara Daniel Ulla Göran Johanna Mats
Camilla Stefan Åsa Henrik Malin Jonas Monica Björn Ida Magnus Annika Håkan Ebba Tove Vera Rut Yngve Östen Zara
Folke Greta Disa Wilma Quentin
""")
_SURNAME_BEGINS = _words("""
Berg Lind Sten Ek Sand Hag Ny Ström Al Björk Dal Fors Gran Holm Kvarn Ljung Malm Norr Ros Sjö Sol Söder Vik Åker
Öst Hav Ceder Dam Ugg Tall
""")
_SURNAME_ENDS = _words("lund gren kvist vall man bäck stedt ling hed mark fjord")
_TOWN_BEGINS = _words("Norr Söder Väster Öster Lill Stor Kvarn Sjö Berg Lind Gran Björk Älv Ås Hav")
_TOWN_ENDS = _words("sele torp vik fors berga köping näs")


def people(count: int) -> list[str]:
    """So many different names of invented people."""
    names = [
        f"{first} {begin}{end}"
        for end in _SURNAME_ENDS
        for begin in _SURNAME_BEGINS
        for first in _FIRST_NAMES
    ]
    return Chance("namn").mixed(names)[:count]


def towns(count: int) -> list[str]:
    """So many different names of invented municipalities."""
    return Chance("orter").mixed([begin + end for end in _TOWN_ENDS for begin in _TOWN_BEGINS])[:count]


def bodies(count: int) -> list[tuple[str, str]]:
    """So many different bodies: each one's name and short name."""
    chance = Chance("organ")
    kinds = (
        ("rådet", "R"),
        ("nätverket", "N"),
        ("beredningen", "B"),
        ("styrgruppen", "SG"),
        ("utskottet", "U"),
    )
    found: dict[str, str] = {}
    for first in chance.mixed(list(dict.fromkeys(_FIRST))):
        end, letter = kinds[len(found) % len(kinds)]
        short = f"{first[:3].upper()}{letter}"
        found.setdefault(short, f"{first.capitalize()}{end}")
    return [(name, short) for short, name in found.items()][:count]
