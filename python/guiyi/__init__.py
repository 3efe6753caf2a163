"""guiyi (归一): many channels in, one customer out.

    import guiyi

    proposal = guiyi.propose({"官网": df1, "门店": df2})     # a spec for data never seen, with its evidence
    plan = guiyi.compile(proposal.spec)                     # everything resolved and checked
    out = plan.run({"官网": df1, "门店": df2}, as_of="2024-06-30")
    out.customers, out.links, out.tags                      # for pyarrow, pandas, Polars, DuckDB
    print(out.explain("C20240501001"))                      # why, in words and numbers

Tables go in as anything with ``__arrow_c_stream__`` (texts are not copied), as lists of dicts, or as dicts of
lists. A spec is plain data: its names are those of the JSON document, in every language.
"""

from __future__ import annotations

import json as _json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from . import _guiyi
from ._errors import ConfigError, DataError, Error, InternalError
from ._guiyi import Explanation, Facts, Outcome, Plan, ReferenceTables, Table, __version__, compile
from ._timeline import Timeline
from ._types import TableLike, Tables

__all__ = [
    "ConfigError",
    "DataError",
    "Error",
    "Explanation",
    "Facts",
    "InternalError",
    "Outcome",
    "Plan",
    "Proposal",
    "ReferenceTables",
    "Table",
    "Timeline",
    "__version__",
    "check_rules",
    "compile",
    "draft",
    "evaluate",
    "from_splink",
    "layer_catalogue",
    "layer_migration",
    "metric_catalogue",
    "metrics",
    "normalize",
    "normalize_column",
    "normalize_record",
    "profile",
    "propose",
    "template",
    "to_splink",
]


@dataclass(frozen=True)
class Proposal:
    """A proposed spec and why it looks as it does. Read it, edit it, save it, compile it."""

    spec: dict[str, Any]
    """The spec, for :func:`compile`."""

    evidence: dict[str, Any]
    """What each column looked like, and which keys block how many pairs."""

    def __repr__(self) -> str:
        fields = ", ".join(field["name"] for field in self.spec["fields"])
        return f"guiyi.Proposal(fields: {fields}; read .evidence, edit .spec, then guiyi.compile(it.spec))"


def propose(tables: Tables, *, id: str | None = None, ignore: Iterable[str] = (), unique: Iterable[str] = ()) -> Proposal:
    """Looks at every table and proposes a spec for all of them as sources. It never silently decides.

    ``id`` names the column of the record id (else ``id`` or ``record_id``, where a table has it), ``ignore``
    columns that are never used, ``unique`` sources without duplicates inside.
    """
    return Proposal(**_json.loads(_guiyi.propose(tables, id, _names(ignore), _names(unique))))


def template(business: str) -> dict[str, Any]:
    """The ready-made schema of a business: ``template("b2b")``, ``"b2c"``, ``"key_account"``, or a sector: ``"retail"``,
    ``"services"``, ``"startup"``.

    The answer has ``business``, ``label``, ``note``, ``modules`` and ``fields``; of each field ``name``, ``label`` (its
    Chinese name), ``kind``, ``module``, ``need`` (``required``, or left out), ``purpose``, ``seed`` and ``aliases``.
    """
    return _guiyi.template(business)


def draft(business: str, headers: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    """A spec for a business out of its tables' headers: ``draft("b2b", {"官网": ["姓名", "手机"]})``.

    The answer has ``spec``, for :func:`compile`, and ``unbound``: by table, the headers that mean nothing to the business.
    """
    names = {table: [str(header) for header in of_table] for table, of_table in headers.items()}
    return _guiyi.draft(business, _json.dumps(names, ensure_ascii=False))


def check_rules(spec: Mapping[str, Any] | str) -> dict[str, Any]:
    """What is found in the rules of a spec before any data is seen, also in one that does not compile.

    The answer has ``gaps``, ``overlaps``, ``shadowed``, ``dead_constants``, ``conflicts``, ``undefined``, ``lints`` and
    ``not_analysed``; each finding has ``code``, ``severity``, ``rule_set``, ``name``, ``paths``, ``cell`` (a rule that is true for
    exactly the customers in question), ``witness`` (a history that leads there) and ``text`` by language.
    """
    return _guiyi.check_rules(spec if isinstance(spec, str) else _json.dumps(spec, ensure_ascii=False))


def from_splink(settings: str | Mapping[str, Any], spec: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A model that Splink saved (its text, or as read) as a spec: comparisons, blocking rules, prior, m and u.

    ``spec`` is one whose fields and sources are used, fields named as Splink's columns; without it the fields are those columns,
    and the sources are yours to add. The answer has ``spec``, for :func:`compile`, and ``findings``: what is not quite the same.
    What has no equivalent is a :class:`ConfigError` with its place.
    """
    text = settings if isinstance(settings, str) else _json.dumps(settings, ensure_ascii=False)
    return _guiyi.from_splink(text, None if spec is None else _json.dumps(spec, ensure_ascii=False))


def to_splink(spec: Mapping[str, Any]) -> dict[str, Any]:
    """A spec, with the model in ``spec["identity"]["model"]`` if it has one, as Splink's settings.

    The answer has ``settings``, for ``splink.Linker`` with DuckDB, and ``findings``: what they have no word for.
    """
    return _guiyi.to_splink(_json.dumps(spec, ensure_ascii=False))


def metrics(spec: Mapping[str, Any], tables: Tables, as_of: str | date | None = None) -> Facts:
    """Facts of customers whom you know, without identity.

    ``spec`` is what stands under ``facts`` in a spec, with feeds that name a ``customer`` column::

        guiyi.metrics({"streams": [{"name": "orders", "attributes": [{"name": "amount", "kind": {"money": {}}}],
                        "feeds": [{"table": "订单", "customer": "会员号", "time": "时间", "attributes": {"amount": {"column": "金额"}}}]}],
                       "catalogue": [{"metric": "total_amount"}]}, {"订单": df}, as_of="2024-06-30").table
    """
    return _guiyi.metrics(_json.dumps(spec, ensure_ascii=False), tables, as_of)


def metric_catalogue() -> list[dict[str, Any]]:
    """The ready-made metrics, for ``facts.catalogue`` of a spec: ``name``, ``version``, ``label``, ``seed``, ``measure``, ``note`` …"""
    return _guiyi.metric_catalogue()


def layer_migration(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """How customers went between the layers of two runs: ``before`` and ``after`` are what :meth:`Outcome.layers` gave.

    An entry per layering that both have: ``moves`` (how many went from which of the ``layers`` to which), ``before``, ``after``, ``gone``,
    ``new``, ``up``, ``down``, ``stayed``, ``index`` (the population stability index in millionths), ``stability`` and ``text``.
    """
    return _guiyi.layer_migration(_json.dumps(before, ensure_ascii=False), _json.dumps(after, ensure_ascii=False))


def layer_catalogue() -> list[dict[str, Any]]:
    """The ready-made decision tables, for ``{"catalogue": {"table": name}}`` under ``layers`` of a spec."""
    return _guiyi.layer_catalogue()


def evaluate(
    records: TableLike, pairs: TableLike | None = None, *, across_only: bool = False, sampling: str | None = None
) -> dict[str, Any]:
    """How well any partition of records agrees with the truth, whoever made it.

    ``records`` is a table with ``predicted`` and ``customer`` (the true one; empty: not known), and where there are such,
    ``source``, ``record_id`` and ``name``; ``pairs`` one of scored pairs with ``record_a``, ``record_b``, ``probability`` and, with
    several sources, ``source_a`` and ``source_b``. ``sampling`` says how the known customers were drawn, ``"uniform"`` (customers)
    or ``"by_size"`` (records, and the customers of those), and asks for an ``estimate`` of the whole with 95 % intervals. The answer
    is that of :meth:`Outcome.evaluate`.
    """
    tables = {"records": records} if pairs is None else {"records": records, "pairs": pairs}
    return _guiyi.evaluate(tables, _json.dumps({"across_only": across_only, "sampling": sampling}))


def normalize(kind: str | Mapping[str, Any], value: str, tables: ReferenceTables | None = None) -> dict[str, Any]:
    """Reads one value: ``normalize("phone", "138-1234-5678")``, ``normalize({"wechat_id": {"scope": "wx1"}}, "oX1")``.

    The answer has ``display``, ``key``, ``components``, ``status``, ``missing``, ``reasons``, ``candidates`` and
    ``confidence``.
    """
    return _guiyi.normalize(_kind(kind), value, tables)


def normalize_column(kind: str | Mapping[str, Any], values: Iterable[Any], tables: ReferenceTables | None = None) -> Table:
    """Reads a column: ``normalize_column("phone", df["手机"])``.

    One row per value: ``raw``, ``display``, ``key``, ``status``, ``missing``, ``reasons`` and ``candidates`` (joined by
    ``;``), ``confidence``, and a column per component.
    """
    return _guiyi.normalize_column(_kind(kind), {"column": {"value": list(values)}}, tables)


def normalize_record(
    fields: Mapping[str, str | Mapping[str, Any]], record: Mapping[str, str | None], tables: ReferenceTables | None = None
) -> dict[str, Any]:
    """Reads the values of one record together, so that one field settles what another leaves open.

    ``normalize_record({"公司": "company", "地址": "address"}, {"公司": "北京云帆科技有限公司", "地址": "朝阳区建国路88号"})``.
    The answer has ``values`` (by name, as those of :func:`normalize`) and ``contradictions`` (fields that name two places).
    """
    described = [{"name": name, "kind": _json.loads(_kind(kind))} for name, kind in fields.items()]
    return _guiyi.normalize_record(_json.dumps(described, ensure_ascii=False), _json.dumps(dict(record), ensure_ascii=False), tables)


def profile(inputs: Tables, profiles: Iterable[Mapping[str, Any]] = (), tables: ReferenceTables | None = None) -> dict[str, Any]:
    """What the columns of tables are (``profiles``) and what is wrong in them (``quality``, ``findings``).

    ``profiles`` freezes: columns are read as an earlier answer's ``profiles`` say, not looked at anew.
    """
    frozen = list(profiles)
    return _guiyi.profile_tables(inputs, _json.dumps(frozen, ensure_ascii=False) if frozen else None, tables)


def _kind(kind: str | Mapping[str, Any]) -> str:
    return _json.dumps({kind: {}} if isinstance(kind, str) else kind, ensure_ascii=False)


def _names(names: Iterable[str]) -> list[str]:
    # A single name is an iterable of letters, which nobody means.
    return [names] if isinstance(names, str) else list(names)
