"""The settings of the project, with two JSON addresses more: the API that will have them is not built yet."""

from ihanoi.config.settings import *  # noqa: F403 - all of them, some changed below

ROOT_URLCONF = "bench.urls"
ACCESS = "bench.urls.ACCESS"
LIMITED = False  # all clients come from one address
