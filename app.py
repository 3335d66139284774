"""The one name that a web server knows: `gunicorn app:app`. Settings come from the environment.

`python app.py` only tries whether the line would start, and says why it would not.
"""

import gc
import os
import sys

gc.disable()  # until House.start: what is built before it stays, and going through it again and again is slow
sys.modules["rich"] = None  # type: ignore[assignment]  # structlog would load it, for tracebacks that ours replace

from ivr.factory import create_app
from ivr.logs import configure_logs
from ivr.refused import Refused
from ivr.settings import read_settings

try:
    settings = read_settings(os.environ)
    configure_logs(settings.log_format)
    app = create_app(settings)
    if __name__ != "__main__":
        app.extensions["ivr"].start()
except Refused as error:
    sys.exit(str(error))  # a sentence, not a traceback
