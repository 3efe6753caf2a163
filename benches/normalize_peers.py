"""The same values through other libraries, one thread, in the same run as ours.

    python benches/normalize_peers.py FOLDER     FOLDER as `cargo bench --bench normalize -- --write FOLDER` wrote it

Peers are installed by name into the environment that runs this. Prints a row per peer: microseconds per value.
"""

import pathlib
import subprocess
import sys
import time
from collections.abc import Callable

PEERS = ["phonenumbers", "email-validator", "id-validator", "python-stdnum", "pypinyin", "companynameparser", "dateparser", "price-parser", "cpca"]


def phone() -> Callable[[str], object]:
    import phonenumbers

    def read(value: str) -> object:
        number = phonenumbers.parse(value, "CN")
        return phonenumbers.is_valid_number(number) and phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    return read


def email() -> Callable[[str], object]:
    from email_validator import validate_email

    return lambda value: validate_email(value, check_deliverability=False).normalized


def resident_id() -> Callable[[str], object]:
    from id_validator import validator

    return validator.get_info


def credit_code() -> Callable[[str], object]:
    from stdnum.cn import uscc

    return uscc.validate


def person_name() -> Callable[[str], object]:
    from pypinyin import lazy_pinyin

    return lazy_pinyin


def company() -> Callable[[str], object]:
    import companynameparser

    return companynameparser.parse


def date() -> Callable[[str], object]:
    import dateparser

    return dateparser.parse


def amount() -> Callable[[str], object]:
    from price_parser import Price

    return Price.fromstring


def region() -> Callable[[str], object]:
    import cpca

    # It takes lists and answers with a data frame: a hundred at a time, which suits it better than one.
    return cpca.transform


def text() -> Callable[[str], object]:
    import unicodedata

    return lambda value: unicodedata.normalize("NFKC", value)


# Kind, peer, how to make the reader, and on how many values (the slow ones on fewer).
ROWS = [
    ("phone", "phonenumbers", phone, 20_000),
    ("email", "email-validator", email, 20_000),
    ("resident_id", "id-validator", resident_id, 5_000),
    ("credit_code", "python-stdnum", credit_code, 20_000),
    ("person_name", "pypinyin (reading only)", person_name, 20_000),
    ("company", "companynameparser", company, 300),
    ("date", "dateparser", date, 1_000),
    ("amount", "price-parser (no ranges, no Chinese numerals)", amount, 20_000),
    ("region", "cpca", region, 2_000),
    ("address", "cpca (no road, number, building)", region, 2_000),
    ("text", "unicodedata NFKC (one form)", text, 20_000),
]
# Peers that read lists, and how many values they are given at once.
LISTS = {"region": 100, "address": 100}


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    for peer in PEERS:
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", peer], check=False)
    print("| kind | peer | µs per value |\n|---|---|---:|")
    for kind, name, make, count in ROWS:
        values = (folder / f"{kind}.txt").read_text(encoding="utf-8").splitlines()[:count]
        try:
            read = make()
            size = LISTS.get(kind)
            batches = [values[at : at + size] for at in range(0, len(values), size)] if size else values
            read(batches[0])
        except Exception as error:
            print(f"| {kind} | {name} | skipped: {type(error).__name__} {error} |")
            continue
        started = time.perf_counter()
        for value in batches:
            try:
                read(value)
            except Exception:
                # Peers raise on what they refuse; that is part of their time.
                pass
        print(f"| {kind} | {name} | {(time.perf_counter() - started) / len(values) * 1e6:.2f} |")


if __name__ == "__main__":
    main()
