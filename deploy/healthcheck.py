"""Ends well when this container's web server says that it is healthy. It asks under a name that the site has."""

import os
import urllib.request

host = os.environ["ALLOWED_HOSTS"].split(",")[0].strip().removeprefix(".")
request = urllib.request.Request("http://127.0.0.1:8000/health/", headers={"Host": host})
with urllib.request.urlopen(request, timeout=9):  # noqa: S310  # the address is the one above
    pass
