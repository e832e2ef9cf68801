"""Figures to judge from a file on the command line: CSV with a line a date, or JSON."""

import csv
import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO
from itertools import islice
from pathlib import Path

from visits_app.domain.errors import Fault, FiguresRefused
from visits_app.domain.figures import month_end
from visits_app.domain.indicators import Direction, Target
from visits_app.domain.xmr import LARGEST as TOO_LARGE
from visits_app.domain.xmr import XmrInput
from visits_app.imports.judge_json import read_record
from visits_app.imports.text_files import read_text
from visits_app.imports.toml_tables import shown
