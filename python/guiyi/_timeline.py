"""A timeline that stays open."""

from __future__ import annotations

import json as _json
from collections.abc import Mapping, Sequence
from datetime import date
from types import TracebackType
from typing import Any

from . import _guiyi


class Timeline:
    """The customers of an outcome, kept going from day to day.

        with guiyi.Timeline(out, "2024-01-01") as timeline:
            timeline.tell("orders", "SO-17", "C20240501001", time="2024-07-20", values={"amount": "99.00"})
            timeline.advance("2024-07-31")                     # what changed, when, and why
            timeline.next_change("C20240501001")               # when each value changes if nothing happens

    It opens as of a day and is then as of the outcome's; without one, as of the outcome's. Threads may share it: steps are taken one after
    another. After an error it is what it was. Raises :class:`ConfigError` for an outcome without a date or a day that
    cannot be read, :class:`DataError` for a day after that of the outcome.
    """

    def __init__(self, outcome: _guiyi.Outcome, from_day: str | date | None = None) -> None:
        self._open = outcome.open_timeline(None if from_day is None else str(from_day))

    def __enter__(self) -> Timeline:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of what it holds; further steps raise :class:`DataError`."""
        self._open.close()

    @property
    def as_of(self) -> str | None:
        """The date that values are true on, as ``YYYY-MM-DD``; ``None`` once it is closed."""
        return self._open.as_of

    def step(self, name: str, /, **parameters: Any) -> Any:
        """Takes one step of a script (:meth:`Outcome.timeline`) by its name; parameters that are ``None`` are left out."""
        given = {key: str(value) if isinstance(value, date) else value for key, value in parameters.items() if value is not None}
        return self._open.step(_json.dumps({name: given}, ensure_ascii=False))

    def advance(self, to: str | date) -> list[dict[str, Any]]:
        """Lets the clock go on to a date; the transitions until then. Raises :class:`DataError` for a date before."""
        return self.step("advance", to=to)["transitions"]

    def tell(
        self,
        stream: str,
        id: str,
        customer: str,
        *,
        time: str | date | None = None,
        values: Mapping[str, str] | None = None,
        recorded: str | date | None = None,
    ) -> list[dict[str, Any]]:
        """Tells an event, or corrects the one that was told under its id; the transitions that come of it. One that its stream drops as
        late changes nothing."""
        values = None if values is None else dict(values)
        return self.step("tell", stream=stream, id=id, customer=customer, time=time, values=values, recorded=recorded)["transitions"]

    def withdraw(
        self, stream: str, id: str, customer: str, *, time: str | date | None = None, values: Mapping[str, str] | None = None
    ) -> list[dict[str, Any]]:
        """Takes back the event that was told under an id, or one that the run had, which is named by its customer, time and values; the
        transitions that come of it."""
        values = None if values is None else dict(values)
        return self.step("withdraw", stream=stream, id=id, customer=customer, time=time, values=values)["transitions"]

    def values(self, customer: str, *, dimension: str | None = None, on: str | date | None = None, revision: int | None = None) -> dict[str, list[str]]:
        """What a customer has in every dimension and layering, or in one; ``on`` a day, as it was known with a ``revision``."""
        return self.step("values", customer=customer, dimension=dimension, on=on, revision=revision)

    def next_change(self, customer: str, *, dimension: str | None = None) -> dict[str, str | None]:
        """The day on which a customer's value changes if nothing happens, by dimension and layering; ``None``: never, or where it
        rests on forecasts or distances by recency not within ten years."""
        return self.step("next_change", customer=customer, dimension=dimension)

    def transitions(self, *, customer: str | None = None, evidence: bool = False) -> list[dict[str, Any]]:
        """All transitions, or those of a customer, in the order in which they became known; with the facts that made each."""
        return self.step("transitions", customer=customer, evidence=evidence)["transitions"]

    def choices(self, customer: str) -> list[dict[str, Any]]:
        """The choices by hand that count for a customer now."""
        return self.step("choices", customer=customer)["choices"]

    def due(self) -> list[dict[str, Any]]:
        """What is due for customers, by date; what is overdue comes first."""
        return self.step("due")["due"]

    def preview(self, spec: Mapping[str, Any]) -> dict[str, Any]:
        """Who would change under the rules of another spec, and from what to what."""
        return self.step("preview", spec=dict(spec))

    def publish(self, spec: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Publishes the rules of another spec as of now; the transitions that come of it."""
        return self.step("publish", spec=dict(spec))["transitions"]

    def follow(self, tables: Mapping[str, Sequence[Mapping[str, Any]]], as_of: str | date, *, spec: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Goes on with the customers of another run, on tables as lists of dicts; the transitions that come of it. An event that was told and
        stands in the tables as well counts twice where its stream keeps repeats."""
        return self.step("follow", tables=dict(tables), as_of=as_of, spec=None if spec is None else dict(spec))["transitions"]
