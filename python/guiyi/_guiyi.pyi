"""The compiled part of guiyi. Import `guiyi` instead."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, final

from ._types import TableLike, Tables

__version__: str

@final
class Plan:
    """A compiled spec: everything resolved and checked. Immutable; any number of threads may run it at once."""

    @property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that name the spec's content."""
    @property
    def spec(self) -> dict[str, Any]:
        """The spec with every default filled in, as a dict."""
    def check_rules(self) -> dict[str, Any]:
        """What is found in the plan's rules, as `check_rules` of its spec. Findings are no errors, and a plan with them runs.

        The rules are looked at when this or `warnings` is first asked, and never again: `compile` itself takes no longer."""
    def warnings(self, *, language: str = "en") -> list[str]:
        """What is graver than a note in the plan's rules, in sentences, the gravest first. `language`: `en` or `zh`."""
    def run(
        self,
        tables: Tables,
        as_of: str | date | None = None,
        *,
        threads: int = 0,
        progress: Callable[[str, int, int], object] | None = None,
        only_links: bool = False,
        previous: Any = None,
    ) -> Outcome:
        """Runs the plan on tables by name, as of a date.

        Whatever the rows hold, there is an outcome. `threads` never changes it; 0 means as many as there are
        cores. `progress` is called with the stage, the pieces done and all pieces; when it returns `False`, the
        run stops with a `DataError` whose code is `cancelled`. `only_links` stops after the customers are found.
        `previous` says who had which customer id before, so that customers keep them: the `assignment` of an earlier outcome
        (or its JSON text), or a table of `source`, `record_id`, `customer_id`, such as its `links` or what a CRM knows.
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Outcome:
    """What a run leaves: tables for whatever reads Arrow, and explanations."""

    @property
    def customers(self) -> Table:
        """Golden profiles, one row per customer; `provenance` says where every value comes from, what lost and what conflicts."""
    @property
    def links(self) -> Table:
        """Which customer every record belongs to: `source`, `record_id`, `customer_id`, `probability`."""
    @property
    def changes(self) -> Table:
        """What happened to customer ids since `previous`: `change` (`created`, `absorbed`, `split`, `retired`; `moved` for a
        record), the ids `from` before and `into` now, and of a record `source`, `record_id`. Empty without `previous`."""
    @property
    def assignment(self) -> dict[str, Any]:
        """The customer ids of all records, for `previous` of the next run: `version`, `links`, `redirects` (ids that are gone,
        and where they went), `next` (where the numbers of each day go on)."""
    @property
    def tags(self) -> Table:
        """One row per customer: `customer_id`, a column per tag dimension and per layering."""
    @property
    def facts(self) -> Table:
        """One row per customer: `customer_id`, and of every metric its fact and the number of events that it rests on (`…_n`). Money is
        in 分, a ratio in millionths, days are whole."""
    def metrics(self) -> dict[str, Any]:
        """`metrics`: what each is (`id`, `text`, `unit`, `note`); `rates`: shares of customers; `customers` with their `facts`, each a
        `value` and the number of events `n` that it rests on."""
    def sources(self) -> dict[str, Any]:
        """`channels`: those of the spec, with their costs in 分; `sync`: what arrived of every table with a sync rule, and from where the
        next increment begins."""
    def layers(self) -> dict[str, Any]:
        """`layerings`: of each the layers with their shares of the customers and of a sum (in millionths), the `model` that was fitted, for
        `model` of the layering in a spec, and the layer of every customer; `sheets`: those of the spec, with `columns` and `rows`; where
        ids changed since the previous assignment, `redirects` and `split_from`, which `layer_migration` follows."""
    def check_rules(self) -> dict[str, Any]:
        """What is found in the rules of the plan; each finding about customers says how many of these they are (`customers`, `of`) and
        what they spent in the year before, in 分 (`revenue`)."""
    def timeline(self, script: str) -> list[dict[str, Any]]:
        """A timeline of the customers by a script (JSON): `{"from": "2024-01-01", "steps": [{"advance": {"to": "2024-07-31"}}, …]}`; an answer per
        step.

        Steps are `advance`, `tell`, `withdraw`, `follow`, `publish`, `preview`, `values`, `next_change`, `transitions`, `choices` and `due`.
        Raises `ConfigError` for an outcome without a date and for a script that cannot be read, `DataError` for a step back in time."""
    def open_timeline(self, from_day: str | None = None) -> OpenTimeline:
        """A timeline that stays open: :class:`guiyi.Timeline` gives its steps names."""
    @property
    def notes(self) -> Table:
        """Every value that was repaired, doubted, refused or declared missing, and why."""
    @property
    def findings(self) -> Table:
        """What you should know about the inputs and the run."""
    def view(self, role: str) -> Table:
        """What a role is shown, one row per customer: `customer_id`, and a column for everything that its view declares, no more."""
    def customer_view(self, role: str, customer_id: str) -> dict[str, Any]:
        """What a role is shown of one customer, in the sections of the unified view: `attributes`, `history`, `preferences`, `stage`,
        `value`."""
    @property
    def as_of(self) -> str | None:
        """The date the tags are as of, as `YYYY-MM-DD`."""
    def quality(self) -> list[dict[str, Any]]:
        """What became of the values of every source and field: counts by status, missing state and reason, with examples."""
    def report(self) -> dict[str, Any]:
        """What matching did and what to expect of it: pairs, the expected precision and recall at every threshold (`curve`), what each
        comparison's weights were learned from (`comparisons`), agreement with the labels (`labels`)."""
    def analysis(self) -> dict[str, Any] | None:
        """The analysis that the spec asks for: its goal and period, how many customers are in scope, `columns`, and `customers` with
        their `values` (money in yuan). `None`: it asks for none."""
    def evaluate(
        self, truth: TableLike, *, across_only: bool | None = None, sampling: str | None = None, name: str | None = None
    ) -> dict[str, Any]:
        """How well the customers agree with a known truth: a table with `record_id`, `customer` and, with several sources, `source`.

        The answer has precision and recall of pairs, by record (`b3_…`) and of whole customers (`cluster_…`), the splits and
        merges to the truth, `names`, precision by band of probability (`scores`), and what is odd about the truth (`findings`).

        `across_only` counts pairs across sources only (left out: where a source is `unique`); `sampling` says how the known
        customers were drawn, `"uniform"` or `"by_size"`, and asks for an `estimate` of the whole; `name` is the field of names.
        """
    def explain(self, customer_id: str, *, language: str = "en") -> Explanation:
        """Why a customer is as it is: what holds its records together, its values, tags and layers; in `"en"` or `"zh"`."""
    def explain_pair(self, a: tuple[str, str], b: tuple[str, str], *, language: str = "en") -> Explanation:
        """Why two records, each a pair of source and record id, are or are not the same customer."""
    def explain_path(self, a: tuple[str, str], b: tuple[str, str], *, language: str = "en") -> Explanation:
        """How two records are connected: of all ways over the ties of their customer, the one whose weakest tie is the strongest."""
    def explain_without(self, customer_id: str, field: str, value: str | None = None, *, language: str = "en") -> Explanation:
        """What would become of a customer if a field, or one value of it, were ignored: one customer still, or which ones."""
    def explain_ignored(self, field: str, value: str | None = None, *, language: str = "en") -> Explanation:
        """Which customers would fall apart if a field, or one value of it (such as the telephone of a shop), were ignored."""
    def ask(self, question: str) -> Explanation:
        """Answers a question, given as JSON: `{"about": {"ties": {"id": "C20240501001"}}, "language": "zh"}`."""
    def to_json(self) -> str:
        """The whole outcome as one JSON document. The same plan and rows give the same text."""

@final
class OpenTimeline:
    """A timeline of an outcome's customers that stays open; :class:`guiyi.Timeline` gives its steps names."""

    def step(self, step: str) -> Any:
        """Takes a step of a script, its JSON, and answers as the script does."""
    @property
    def as_of(self) -> str | None:
        """The date that values are true on; `None` once it is closed."""
    def close(self) -> None:
        """Lets go of what it holds; further steps raise `DataError`."""

@final
class Facts:
    """The facts of all customers that events name, without identity."""

    @property
    def table(self) -> Table:
        """One row per customer: `customer_id`, and of every metric its fact and the number of events that it rests on (`…_n`). Money is
        in 分, a ratio in millionths, days are whole."""
    def to_dict(self) -> dict[str, Any]:
        """Everything as a dict: `as_of`, `metrics`, `rates`, `customers`, `findings`."""
    def to_json(self) -> str:
        """Everything as one JSON document. The same metrics and rows give the same text."""

@final
class Table:
    """A table of an outcome, for whatever reads Arrow; `to_pylist()` needs nothing else."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __arrow_c_schema__(self) -> object: ...
    def __len__(self) -> int: ...
    @property
    def column_names(self) -> tuple[str, ...]:
        """The names of the columns."""
    def to_pylist(self) -> list[dict[str, Any]]:
        """The rows as dicts."""
    def _repr_html_(self) -> str: ...

@final
class Explanation:
    """One statement and the statements it rests on. `print(it)` gives the whole in lines."""

    @property
    def code(self) -> str:
        """What kind of statement this is, such as `pair`, `comparison`, `rule`."""
    @property
    def data(self) -> dict[str, Any]:
        """What is said, as a dict; its names are stable."""
    @property
    def text(self) -> str:
        """The statement in words and numbers, one line."""
    @property
    def parts(self) -> tuple[Explanation, ...]:
        """What it rests on."""
    def in_language(self, language: str) -> Explanation:
        """The same, told in `"en"` or `"zh"`."""
    def to_dict(self) -> dict[str, Any]:
        """The whole as a dict: `code`, `data`, `text`, and `parts` where there are any."""

@final
class ReferenceTables:
    """The reference tables that values are read by: the embedded ones with packs (texts) of your own on top."""

    def __new__(cls, *packs: str) -> ReferenceTables: ...
    @property
    def info(self) -> list[dict[str, Any]]:
        """What every table is: name, date, version, rows, columns, and whether a pack replaced it."""
    def __reduce__(self) -> tuple[Any, ...]: ...

def compile(spec: Mapping[str, Any] | str, tables: ReferenceTables | None = None) -> Plan:
    """Compiles a spec, a dict or its JSON text, to a plan that reads values by reference tables. Everything that is
    wrong with it is reported at once."""

def metrics(metrics: str, tables: Tables, as_of: str | date | None = None) -> Facts:
    """Computes metrics (JSON) over tables of events, each of which names its customer."""

def metric_catalogue() -> list[dict[str, Any]]:
    """The catalogue of ready-made metrics."""

def layer_migration(before: str, after: str) -> list[dict[str, Any]]: ...
def layer_catalogue() -> list[dict[str, Any]]: ...
def propose(tables: Tables, id: str | None, ignore: list[str], unique: list[str]) -> str: ...
def normalize(kind: str, value: str, tables: ReferenceTables | None) -> dict[str, Any]: ...
def template(business: str) -> dict[str, Any]: ...
def check_rules(spec: str) -> dict[str, Any]: ...
def draft(business: str, headers: str) -> dict[str, Any]: ...
def evaluate(tables: Tables, options: str) -> dict[str, Any]: ...
def from_splink(settings: str, spec: str | None) -> dict[str, Any]: ...
def to_splink(spec: str) -> dict[str, Any]: ...
def normalize_column(kind: str, column: Tables, tables: ReferenceTables | None) -> Table: ...
def normalize_record(fields: str, record: str, tables: ReferenceTables | None) -> dict[str, Any]: ...
def profile_tables(inputs: Tables, profiles: str | None, tables: ReferenceTables | None) -> dict[str, Any]: ...
