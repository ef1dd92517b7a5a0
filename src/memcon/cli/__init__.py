"""The command line: a door onto the views.

In:    arguments and options, standard input.
Out:   `main`, the command `memcon`: records on standard output, problems on standard error, an exit code.
Never: computes what a view could say; lets an article's text command the terminal or the page that shows it.
Terms: sink (where records go: JSON, terminal, page), problem (an input that could not be read), exit code (0 when
       something was read, 2 when nothing was, 130 after Ctrl-C, 141 when the reader of a pipe has gone).
"""

from memcon.cli.door import main

__all__ = ["main"]
