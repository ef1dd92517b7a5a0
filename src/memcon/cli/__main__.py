"""Run `python -m memcon.cli` as `memcon`."""

from memcon.cli import main

main(prog_name="memcon")
