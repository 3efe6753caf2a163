"""Clusters of pairs, for peers that end with pairs."""

from typing import Any

import numpy as np
import polars as pl
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components


def components(records: pl.Series, one: Any, other: Any) -> pl.DataFrame:
    """Connected components of the links between the places of records."""
    size = len(records)
    links = coo_matrix((np.ones(len(one), dtype=np.int8), (one, other)), shape=(size, size))
    _, labels = connected_components(links, directed=False)
    return pl.DataFrame({"id": records, "cluster": labels})
