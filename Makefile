# Every target is one script of Scripts/; each says more with --help.

.DEFAULT_GOAL := help
.PHONY: help demo test bench build lint format strict tsan asan requirements install clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

demo: ## install what is missing, build the desk, start it on ./data and print where to look
	@Scripts/demo

test: install ## install what is missing, build, run every test
	@Scripts/test

bench: install ## run the benchmarks on this machine (see docs/performance.md)
	@Scripts/bench

build: ## debug build of everything, tests included
	@swift build --build-tests

lint: ## check the form of every file, change none
	@Scripts/lint

format: ## rewrite the Swift files as .swift-format says
	@Scripts/format

strict: ## build with warnings as errors
	@Scripts/strict

tsan: ## Swift tests under Thread Sanitizer
	@Scripts/sanitize thread

asan: ## Swift tests under Address Sanitizer
	@Scripts/sanitize address

requirements: ## which rules of the requirements the tests prove
	@Scripts/requirements

install: ## install what building and testing need (Debian; root or sudo)
	@Scripts/install-dependencies

clean: ## remove everything that was built; keeps ./data
	@rm -rf .build .build-tsan .build-asan .build-strict .venv .pytest_cache
