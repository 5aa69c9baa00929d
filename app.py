"""The Streamlit script: navigation and theme, nothing else. Start it with `make run`, or `streamlit run app.py`."""

import streamlit as st

from qa.ui import frame

frame.run(st)
