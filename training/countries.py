"""Make `src/memcon/codebook/countries.yaml` from the gazetteer of countries (mledoze/countries, ODbL 1.0).

usage: python training/countries.py COUNTRIES.json > src/memcon/codebook/countries.yaml
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

HEAD = """\
# States by the names that news uses: names | demonyms | capitals and seats that stand for the government.
#
# Made by training/countries.py from "World countries" (https://github.com/mledoze/countries), © its authors, made
# available under the Open Database License 1.0 (https://opendatacommons.org/licenses/odbl/1-0/); this file is a derived
# database under the same licence. Spellings and seats in `ALSO` of that script are ours. The first name is the one
# that a record shows; parts are parted by " | ", names by "; ".

states: |
"""
# What newspapers write and the gazetteer lacks: code, then names, demonyms, capitals to put first.
ALSO = {
    "AE": ("UAE; Emirates", "", ""),
    "BI": ("", "", "Gitega"),
    "BA": ("Bosnia; Bosnia and Herzegovina", "Bosnian", ""),
    "CD": ("Democratic Republic of Congo; DR Congo; DRC", "", ""),
    "CI": ("Ivory Coast; Côte d'Ivoire", "", ""),
    "CN": ("PRC; People's Republic of China; People’s Republic of China; Mainland China", "", "Zhongnanhai"),
    "FR": ("", "", "Elysee; Élysée; Elysee Palace; Élysée Palace; Quai d'Orsay"),
    "GB": (
        "United Kingdom; UK; U.K.; Britain; Great Britain; England",
        "British; Briton; Britons; English",
        "Downing Street; 10 Downing Street; No 10; Whitehall; Westminster",
    ),
    "IL": ("", "", "Tel Aviv"),
    "IR": ("", "", "Teheran"),
    "KP": ("DPRK", "", ""),
    "KR": ("Republic of Korea; ROK", "", "Blue House"),
    "MM": ("Burma", "", "Nay Pyi Taw; Naypyitaw"),
    "NL": ("Holland", "", "The Hague"),
    "RU": ("Russian Federation; USSR; Soviet Union", "Soviet", "Kremlin"),
    "TR": ("Turkey; Türkiye; Turkiye", "Turk; Turks", ""),
    "UA": ("", "", "Kiev"),
    "US": (
        "United States; US; U.S.; USA; U.S.A.; United States of America; America",
        "American; Americans",
        "Washington; White House; State Department; Pentagon; Oval Office; Foggy Bottom; Capitol Hill",
    ),
    "VA": ("Vatican; Holy See", "", ""),
    "SA": ("", "Saudi; Saudis", ""),
    "SZ": ("Swaziland; Eswatini", "", ""),
    "MK": ("North Macedonia", "", ""),
    "TD": ("", "", "N'Djamena"),
    "YE": ("", "Yemeni; Yemenis", "Sana'a; Sanaa; Aden"),
    "XK": ("", "Kosovo Albanian", ""),
    "CY": ("", "Cypriot; Greek Cypriot; Greek Cypriots", ""),
    "AR": ("", "Argentinian; Argentinians", ""),
    "CZ": ("Czech Republic", "Czechs", ""),
    "DK": ("", "Dane; Danes", ""),
    "EC": ("", "Ecuadorian; Ecuadorians", ""),
    "ES": ("", "Spaniard; Spaniards", ""),
    "FI": ("", "Finn; Finns", ""),
    "HR": ("", "Croat; Croats", ""),
    "IS": ("", "Icelandic", ""),
    "KG": ("", "Kyrgyz", ""),
    "KZ": ("", "Kazakh; Kazakhs", ""),
    "LU": ("", "Luxembourgish", ""),
    "MV": ("", "Maldivian; Maldivians", ""),
    "NP": ("", "Nepali; Nepalis", ""),
    "PH": ("", "Philippine", ""),
    "PL": ("", "Pole; Poles", ""),
    "SE": ("", "Swede; Swedes", ""),
    "SI": ("", "Slovenian; Slovenians", ""),
    "SR": ("", "Surinamese", ""),
    "TJ": ("", "Tajik; Tajiks", ""),
    "UZ": ("", "Uzbek; Uzbeks", ""),
}
# Capitals that in news are more often another place.
AMBIGUOUS = {"City of Victoria", "Kingston", "Hamilton", "Stanley", "Georgetown", "St. George's", "Saint George's"}
FORMAL = ("Republic of", "Kingdom of", "State of", "Islamic Republic", "Democratic", "Federal", "Union of")


def also(code: str, at: int) -> list[str]:
    """Return our own names for a state: 0 names, 1 demonyms, 2 capitals."""
    written = ALSO.get(code, ("", "", ""))[at]
    return written.split("; ") if written else []


def plural(demonym: str) -> list[str]:
    """Return a demonym's plural where it has one of its own."""
    return [] if demonym.endswith(("s", "ese", "sh", "ch", "x")) else [demonym + "s"]


def row(country: dict[str, Any]) -> str:
    """Write one state as one line."""
    code = country["cca2"]
    formal = [name for name in country["altSpellings"] if name.startswith(FORMAL) and "," not in name]
    names = [country["name"]["common"], *also(code, 0), *formal]
    english = country.get("demonyms", {}).get("eng", {})
    people = [one for written in english.values() for one in written.split(", ") if one] + also(code, 1)
    people += [many for one in people for many in plural(one)]
    seats = also(code, 2) + [seat for seat in country["capital"] if seat not in AMBIGUOUS]
    return f"  {code}: " + " | ".join("; ".join(dict.fromkeys(part)) for part in (names, people, seats))


def main() -> None:
    """Write the file to standard output."""
    countries = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    kept = [c for c in countries if c["independent"] or c["cca2"] in {"PS", "TW", "XK", "HK", "GL", "EH"}]
    sys.stdout.write(HEAD + "\n".join(map(row, sorted(kept, key=lambda c: c["cca2"]))) + "\n")


if __name__ == "__main__":
    main()
