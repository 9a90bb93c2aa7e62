"""What the rounds share: a client of Google's that a discovery document drives, signed in as a service account."""
import json
import sys
from pathlib import Path

import google_auth_httplib2
import httplib2
from google.oauth2 import service_account
from googleapiclient.discovery import build_from_document
from googleapiclient.errors import HttpError

AUTH = "https://www.googleapis.com/auth/"


def arguments():
    """Returns the settings that run.mjs passes."""
    return json.loads(sys.argv[1])


def client(document, root_url, key, *scopes):
    """Returns the client of an API, at another address than the document's own."""
    description = json.loads(Path(document).read_text())
    description["rootUrl"] = root_url
    credentials = service_account.Credentials.from_service_account_info(
        key, scopes=[AUTH + scope for scope in scopes], subject="admin@example.com"
    )
    # Without this, the environment's proxy would be asked for loopback.
    http = google_auth_httplib2.AuthorizedHttp(credentials, http=httplib2.Http(proxy_info=None))
    return build_from_document(description, http=http)


def equal(what, actual, expected):
    """Ends the round if two values differ."""
    if actual != expected:
        sys.exit(f"{what}: {actual!r} in place of {expected!r}")
    print(f"  {what}")


def no_result(what, request):
    """Ends the round if a response has a body."""
    equal(f"{what} has no result", len(request.execute()), 0)


def refused(what, request, status, text=""):
    """Ends the round unless the service refuses a request with this status, and a message that has this text."""
    try:
        request.execute()
    except HttpError as error:
        equal(what, (error.resp.status, text in error._get_reason()), (status, True))
    else:
        sys.exit(f"{what}: not refused")
