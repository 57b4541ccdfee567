"""The web application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from ihanoi.operation.parent import die_with_parent

die_with_parent()  # a worker of the server must not outlive it: it would go on with old code and hold connections
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ihanoi.config.settings")
application = get_wsgi_application()
