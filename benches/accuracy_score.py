"""Agreement of clusters with the truth, in one pass over the records."""

from collections import Counter
from collections.abc import Iterable, Sequence


def score(truth: Sequence[str], predicted: Sequence[str], sources: Sequence[str] | None = None) -> dict[str, float]:
    """Pairwise and B-cubed figures (Bagga and Baldwin 1998). With `sources`, only pairs across them count as pairs."""
    both = Counter(zip(truth, predicted))
    true, found = Counter(truth), Counter(predicted)
    right, wanted, claimed = pairs(both.values()), pairs(true.values()), pairs(found.values())
    if sources is not None:
        right -= pairs(Counter(zip(truth, predicted, sources)).values())
        wanted -= pairs(Counter(zip(truth, sources)).values())
        claimed -= pairs(Counter(zip(predicted, sources)).values())
    precision = right / claimed if claimed else 1.0
    recall = right / wanted if wanted else 1.0
    b3_precision = sum(count * count / found[cluster] for (_, cluster), count in both.items()) / max(len(truth), 1)
    b3_recall = sum(count * count / true[cluster] for (cluster, _), count in both.items()) / max(len(truth), 1)
    return {
        "precision": precision,
        "recall": recall,
        "f1": mean(precision, recall),
        "b3_f1": mean(b3_precision, b3_recall),
        "largest": max(found.values(), default=0),
    }


def pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def mean(one: float, other: float) -> float:
    """The harmonic mean."""
    return 2 * one * other / (one + other) if one + other else 0.0
