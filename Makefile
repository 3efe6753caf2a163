# Two commands: `make demo` (the main job) and `make test` (everything, with its own set-up).
# Needs Rust 1.95, python3 with venv, gcc, g++ and make; nothing else has to be installed by hand.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo test bench bench-accuracy bench-facts bench-hostile bench-tags data tools rust-tools python-tools rust docs c python examples real-sets clean

VENV := .venv
PY := $(VENV)/bin/python

# Every command here compiles from the start more often than again.
export CARGO_INCREMENTAL ?= 0

help:
	@echo "make demo    five channels' customer lists become one (examples/data -> out/)"
	@echo "make test    format, lints, docs, all tests in Rust, C and Python, examples"
	@echo "make bench   the tables of benches/README.md"
	@echo "make bench-facts  ten metrics out of ten million events beside Polars and DuckDB"
	@echo "make bench-tags   the speed of tag rules beside a loop by hand, Polars, DuckDB and rule engines"
	@echo "make bench-accuracy   accuracy and speed beside Splink and other matchers, on generated and given sets"
	@echo "make bench-hostile    lists that run customers together, up to a million rows, within bounds"
	@echo "make data    write examples/data again from its seed"

## The main job.
DEMO := --spec examples/specs/shop.json \
	--source 官网=examples/data/官网.csv --source 电商=examples/data/电商.csv \
	--source 抖音=examples/data/抖音.csv --source 门店=examples/data/门店.csv \
	--source 展会=examples/data/展会.csv \
	--interactions examples/data/interactions.csv --orders examples/data/orders.csv \
	--as-of 2024-06-30 --truth examples/data/truth.csv

# 客户A (R38), R63, R64, then 客户B (R42) and 客户C (R66) at two dates, and the walks of 客户C
# and of a sleeper who buys again (R65).
NAMED := --explain 官网/GW00939 --explain 抖音/DY000437 --explain 门店/MD00630 \
	--explain 抖音/DY001071 --explain 电商/DS2024032001553 --earlier 2024-06-01 \
	--timeline 电商/DS2024032001553 --timeline 官网/GW00290

demo: rust-tools
	cargo build --quiet --release --example unify
	target/release/examples/unify $(DEMO) $(NAMED) --out out

data: rust-tools
	cargo run --quiet --release --example generate -- --out examples/data

## Everything.
test: tools rust docs python examples real-sets
	@echo "make test: all passed"

tools: rust-tools python-tools

define need
@command -v $(1) >/dev/null 2>&1 || { echo "missing: $(1) ($(2))" >&2; exit 1; }
endef

rust-tools:
	$(call need,cargo,Rust 1.95 or newer)
	$(call need,cc,a C compiler such as gcc)
	@cargo --version | awk '{ split($$2, v, "."); if (v[1] < 1 || (v[1] == 1 && v[2] < 95)) { print "missing: Rust 1.95 or newer (this is " $$2 ")" > "/dev/stderr"; exit 1 } }'

python-tools:
	$(call need,python3,Python 3.10 or newer with the venv module)
	$(call need,g++,the C++ compiler that the header is tested with)
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' || { echo "missing: Python 3.10 or newer" >&2; exit 1; }
	@test -x $(PY) || python3 -m venv $(VENV) || { echo "missing: the venv module of python3 (package python3-venv)" >&2; exit 1; }

rust: rust-tools
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --all-features -- -D warnings
	# Without features: what they change, phones abroad and threads.
	cargo test -p guiyi --lib -- phone columns plan identity
	cargo test -p guiyi -p guiyi-ffi -p guiyi-tests --features guiyi/parallel,guiyi/arrow,guiyi/testing,guiyi/phone-intl

docs: rust-tools
	RUSTDOCFLAGS="-D warnings" cargo doc --quiet --workspace --no-deps --all-features

python: python-tools
	$(PY) -m pip install --quiet --upgrade pip
	$(PY) -m pip install --quiet pytest mypy pyarrow polars pandas openpyxl xlwt
	# A wheel of the dev profile: checked arithmetic, and compiled in a fifth of the time.
	$(PY) -m pip install --quiet --force-reinstall --no-deps --config-settings=build-args="--profile dev" ./python
	$(PY) -m pytest -q python/tests

# What `c` and `examples` build, in one command, so that the crate is compiled once for both.
BUILT := cargo build --quiet --release --lib --examples -p guiyi-examples -p guiyi-ffi

examples: rust-tools python-tools
	$(BUILT)
	target/release/examples/generate --out target/data-again >/dev/null
	diff -r -x README.md examples/data target/data-again
	$(PY) -m pytest -q tests/cli
	$(PY) examples/python/quickstart.py
	$(MAKE) --no-print-directory c

c: rust-tools
	$(BUILT)
	cc -std=c11 -Wall -Wextra -Werror -pedantic -I ffi/include examples/c/quickstart.c target/release/libguiyi_ffi.a -lpthread -ldl -lm -o target/quickstart
	target/quickstart

# Sets with known truth, where GUIYI_DATA names a folder of them; skipped with a reason where it does not.
real-sets: rust-tools
	cargo bench --quiet --profile release -p guiyi-benches --bench real_sets -- --check

## Tables.
bench: rust-tools python-tools
	cargo bench --quiet -p guiyi-benches --bench normalize -- --write $(CURDIR)/target/values
	$(PY) benches/normalize_peers.py target/values
	cargo bench --quiet -p guiyi-benches --bench kernels -- --write $(CURDIR)/target/pairs
	$(PY) benches/kernels_peers.py target/pairs
	$(PY) benches/size.py
	$(PY) benches/fetch_sets.py target/sets
	GUIYI_DATA="$${GUIYI_DATA:-$(CURDIR)/target/sets}" cargo bench --quiet -p guiyi-benches --bench real_sets
	cargo bench --quiet -p guiyi-benches --bench address
	cargo bench --quiet -p guiyi-benches --bench facts -- --write $(CURDIR)/target/facts
	$(PY) benches/facts_peers.py target/facts
	cargo bench --quiet -p guiyi-benches --bench timeline -- --check
	cargo bench --quiet -p guiyi-benches --bench purchases
	cargo bench --quiet -p guiyi-benches --bench layers

# The bounds come last, so that there is a table where one is broken.
bench-facts: rust-tools python-tools
	cargo bench --quiet -p guiyi-benches --bench facts -- --write $(CURDIR)/target/facts
	$(PY) benches/facts_peers.py target/facts
	@echo
	cargo bench --quiet -p guiyi-benches --bench facts -- --check

bench-tags: rust-tools python-tools
	cargo run --quiet --release --manifest-path benches/peers/Cargo.toml --target-dir $(CURDIR)/target/peers -- target/tags
	$(PY) benches/tags_peers.py target/tags
	@echo
	cargo bench --quiet -p guiyi-benches --bench tags -- --check

# Further arguments in ACCURACY: make bench-accuracy ACCURACY="--peers all --generated 10k --rounds 1"; with --check it fails below what is promised.
bench-accuracy: rust-tools python-tools
	$(PY) benches/accuracy.py $(ACCURACY)

# Fails where a bound is broken. One of them: make bench-hostile HOSTILE="--only chain".
bench-hostile: rust-tools
	cargo bench --quiet --profile release -p guiyi-benches --bench hostile -- $(HOSTILE)

clean:
	rm -rf target $(VENV) out
