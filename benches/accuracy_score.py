"""Agreement of clusters with the truth, in one pass over the records; the measures of `guiyi::identity::evaluate`."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any


def score(truth: Sequence[str], predicted: Sequence[str], sources: Sequence[str] | None = None) -> dict[str, Any]:
    """Pairs, B-cubed (Bagga and Baldwin 1998), whole clusters, and the merge distance (Menestrina et al. 2010): splits and merges from
    the clusters to the true ones. With `sources`, only pairs across them count as pairs; what is not of pairs is of all records."""
    both = Counter(zip(truth, predicted))
    true, found = Counter(truth), Counter(predicted)
    right, wanted, claimed = pairs(both.values()), pairs(true.values()), pairs(found.values())
    if sources is not None:
        right -= pairs(Counter(zip(truth, predicted, sources)).values())
        wanted -= pairs(Counter(zip(truth, sources)).values())
        claimed -= pairs(Counter(zip(predicted, sources)).values())
    precision = right / claimed if claimed else 1.0
    recall = right / wanted if wanted else 1.0
    # A cluster in n parts of true ones takes n - 1 splits, a true one of n parts n - 1 merges.
    merge_distance = 2 * len(both) - len(true) - len(found)
    exact = sum(count == true[one] == found[other] for (one, other), count in both.items())
    cluster_precision, cluster_recall = exact / max(len(found), 1), exact / max(len(true), 1)
    b3_precision = sum(count * count / found[cluster] for (_, cluster), count in both.items()) / max(len(truth), 1)
    b3_recall = sum(count * count / true[cluster] for (cluster, _), count in both.items()) / max(len(truth), 1)
    return {
        "true_pairs": wanted,
        "precision": precision,
        "recall": recall,
        "f1": mean(precision, recall),
        "b3_f1": mean(b3_precision, b3_recall),
        "cluster_precision": cluster_precision,
        "cluster_recall": cluster_recall,
        "cluster_f1": mean(cluster_precision, cluster_recall),
        "merge_distance": merge_distance,
        "largest": max(found.values(), default=0),
        "largest_true": max(true.values(), default=0),
    }


def pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def mean(one: float, other: float) -> float:
    """The harmonic mean."""
    return 2 * one * other / (one + other) if one + other else 0.0
