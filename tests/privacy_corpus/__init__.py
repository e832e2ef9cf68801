"""Invented reports with what may identify somebody marked, for measuring the privacy rules.

`tuned/` was at hand while the rules were written. `held_out/` was written after them and is not
looked at when a rule is changed. A planted passage stands as `[[kind|words]]`; whatever is found
outside the marks is a false alarm. Every name, number and address is made up: NHS numbers begin
with 999, telephone numbers are those kept for plays, pupil numbers name a school 0000.
"""
