"""What goes in, for type checkers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeAlias


class ArrowStream(Protocol):
    """Anything that hands out Arrow: pyarrow, pandas, Polars, DuckDB …"""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


class ArrowArray(Protocol):
    """A single record batch."""

    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...


TableLike: TypeAlias = ArrowStream | ArrowArray | Sequence[Mapping[str, Any]] | Mapping[str, Sequence[Any]]
"""One table: Arrow's, a list of dicts, or a dict of lists."""

Tables: TypeAlias = Mapping[str, TableLike]
"""Tables by name."""
