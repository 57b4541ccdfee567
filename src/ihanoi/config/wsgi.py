"""The web application that granian serves."""

import os
import signal
from contextlib import suppress

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError

from ihanoi.operation.doors import refuse
from ihanoi.operation.parent import die_with_parent

# A worker must not outlive its server: it would go on with old code and hold connections. It could answer nobody any
# more, so it need not be asked politely.
die_with_parent(signal.SIGKILL)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ihanoi.config.settings")
refuse(settings)  # whichever server loads this, also one that `operation.web` did not start
application = get_wsgi_application()

from ihanoi.routing.queries import warm  # noqa: E402 - needs Django set up

with suppress(DatabaseError):  # a database that is not there yet is said by the pages
    warm()  # no request waits for the reader of texts to be loaded
