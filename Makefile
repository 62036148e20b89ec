# The commands of the house; `make run` and `make test` are all a newcomer needs.
SHELL := /bin/bash
JOBS ?= $(shell nproc)
export CCACHE_DIR ?= $(CURDIR)/build/ccache

.PHONY: run test test-all bench lint format setup clean

run: setup
	tools/build release tsunagi
	tools/build-web
	build/release/src/main/tsunagi demo

test: setup
	tools/test

test-all:
	@tools/setup all
	tools/test-all

bench: setup
	tools/build release tsunagi benches
	tools/bench

lint: setup
	tools/lint

format:
	tools/format

setup:
	@tools/setup

clean:
	rm -rf build web/node_modules web/dist
