"""The dashboard's entry: what `streamlit run app.py` serves, with a guard before every page, route and websocket."""

from pathlib import Path

from starlette.middleware import Middleware
from streamlit.starlette import App

from views import frame
from views.web.guard import Guard

app = App(Path(frame.__path__[0]) / "script.py", middleware=[Middleware(Guard)])
