"""goldenmatch on one set, with nothing given but the table. `accuracy.py` calls it as accuracy_peer.py says.

    python benches/accuracy_goldenmatch.py … --mode zero|fs

`zero` is `dedupe_df(table)`, of two lists without duplicates `match_df(one, other)`. `fs` is its path after Fellegi and Sunter:
`auto_configure_probabilistic_df(table)`, then `dedupe_df` with that; two lists go in as one table. It sees all text columns but id,
source and truth, as they are, because normalising is one of its own features; of the generated lists the prepared fields, as
the other peers, with which it does better. What it learned in earlier runs is off. `--sweep` tries every rule that its configuration
knows for placing the threshold, in mode fs.
"""

import os

os.environ.setdefault("GOLDENMATCH_AUTOCONFIG_MEMORY", "0")
os.environ.setdefault("GOLDENMATCH_TELEMETRY", "0")
import contextlib  # noqa: E402
import functools  # noqa: E402
import io  # noqa: E402
import logging  # noqa: E402
import typing  # noqa: E402
from typing import Any  # noqa: E402

import goldenmatch  # noqa: E402
import polars as pl  # noqa: E402
import splink_fields  # noqa: E402
from accuracy_peer import Run, arguments  # noqa: E402


class GoldenMatch(Run):
    def table(self) -> None:
        hidden = (self.key, "source")
        columns = [name for name in self.frame.columns if name not in hidden and self.frame[name].null_count() < self.frame.height]
        self.texts = self.frame.select(pl.col(columns).cast(pl.String))

    def match(self) -> pl.DataFrame:
        """Between two lists: its rows of the second list are numbered on after those of the first."""
        parts = [self.frame["source"] == name for name in self.lists]
        order = pl.concat([self.frame.filter(part)[self.key] for part in parts])
        first = int(parts[0].sum())
        made = goldenmatch.match_df(*(self.texts.filter(part) for part in parts))
        self.done("match")
        cluster = list(range(len(order)))
        links = pl.DataFrame(made.matched)
        columns = (links[name].cast(pl.Int64).to_list() for name in ("__target_row_id__", "__ref_row_id__")) if links.height else ([], [])
        target, reference = columns
        on = 0 if not reference or min(reference) >= first else first
        # Every row of the first list has one match at most: the smaller number is the cluster of both.
        for one, other in zip(target, reference):
            cluster[other + on] = cluster[one] = min(cluster[one], cluster[other + on])
        return pl.DataFrame({"id": order, "cluster": cluster})

    @functools.cached_property
    def configuration(self) -> Any:
        made = goldenmatch.auto_configure_probabilistic_df(self.texts)
        self.done("configure")
        return made

    def deduplicate(self, configuration: Any = None) -> pl.DataFrame:
        made = goldenmatch.dedupe_df(self.texts, config=configuration)
        cluster = [f"alone {row}" for row in range(self.texts.height)]
        for name, found in made.clusters.items():
            for row in found["members"]:
                cluster[row] = str(name)
        return pl.DataFrame({"id": self.frame[self.key], "cluster": cluster})

    def clusters(self, rule: str | None = None) -> pl.DataFrame:
        for key in self.configuration.get_matchkeys():
            key.link_cut_rule = rule
        return self.deduplicate(self.configuration)

    def rules(self) -> list[str]:
        """The rules for the threshold that its configuration names."""
        allowed = goldenmatch.MatchkeyConfig.model_fields["link_cut_rule"].annotation
        return [rule for part in typing.get_args(allowed) for rule in typing.get_args(part)]


def main() -> None:
    ask = arguments()
    ask.add_argument("--mode", choices=["zero", "fs"], required=True)
    run = GoldenMatch(ask.parse_args())
    logging.disable(logging.WARNING)
    run.read(splink_fields.generated if run.asked.set == "generated" else splink_fields.as_it_is)
    run.table()
    best = {}
    with contextlib.redirect_stdout(io.StringIO()):
        if run.asked.mode == "fs":
            made = run.clusters()
            run.done("deduplicate")
        elif run.lists:
            made = run.match()
        else:
            made = run.deduplicate()
            run.done("deduplicate")
        run.write(made)
        run.done("cluster")
        if run.asked.sweep and run.asked.mode == "fs":
            best = {"best": run.best(run.rules(), run.clusters)}
    run.report(**best)


if __name__ == "__main__":
    main()
