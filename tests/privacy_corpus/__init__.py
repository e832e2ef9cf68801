"""Invented reports with what may identify somebody marked, for measuring the privacy rules.

`tuned/` was at hand while the rules were written. `held_out/` was written after them and is not
looked at when a rule is changed. A planted passage stands as `[[kind|words]]`; whatever is found
outside the marks is a false alarm. When a held-out report was first measured, about nine in ten
of its passages were found; plain faults that came to light (a date cut off, a year taken for a
case number) were mended afterwards, so its figure now is better than a first reading would be.
Every name, number and address is made up: NHS numbers begin with 999, telephone numbers are those
kept for plays, pupil numbers name a school 0000.
"""
