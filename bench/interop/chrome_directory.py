"""A round on the Directory API v1.1beta1: tokens and browsers, pages, partial responses, errors."""
from client import arguments, client, equal, no_result, refused

CUSTOMER = {"customer": "my_customer"}
SCOPE = "admin.directory.device.chromebrowsers"
UNITS = ["/Sales", "/Sales/Laptops", "/Support"]

settings = arguments()
api = client(settings["document"], settings["rootUrl"], settings["key"], SCOPE)
tokens, browsers = api.enrollmentTokens(), api.chromebrowsers()


def body(unit):
    return {"token_type": "CHROME_BROWSER", "org_unit_path": unit}


def walk(collection, **parameters):
    """All pages of a list, by the client's own list_next."""
    request = collection.list(**CUSTOMER, **parameters)
    while request is not None:
        page = request.execute()
        yield page
        request = collection.list_next(request, page)


created = [tokens.create(**CUSTOMER, body=body(unit)).execute() for unit in UNITS]
equal("enrollmentTokens.create", [each["orgUnitPath"] for each in created], UNITS)
equal("in the form that was captured", [created[0][name] for name in ("kind", "state", "tokenType", "customerId")], [
    "admin#directory#chromeEnrollmentToken", "active", "chromeBrowser", "03az79cb",
])
refused("a second token of a unit", tokens.create(**CUSTOMER, body=body("/sales")), 400, "Invalid Input")
refused("a unit that is not there", tokens.create(**CUSTOMER, body=body("/Nowhere")), 400, "INVALID_OU_ID")
refused("a key that the message lacks", tokens.create(**CUSTOMER, body={**body("/"), "expires": "x"}), 400, "expires")
refused("both expiries", tokens.create(
    **CUSTOMER, body={**body("/"), "ttl": "60s", "expire_time": "2099-01-01T00:00:00Z"},
), 400)

pages = list(walk(tokens, pageSize=1, query="token_state:ACTIVE"))
equal("enrollmentTokens.list by pages of one", [page["chromeEnrollmentTokens"][0] for page in pages], created)
mask = "nextPageToken,chromeEnrollmentTokens(tokenPermanentId,state)"
equal("and with fields", [page["chromeEnrollmentTokens"] for page in walk(tokens, pageSize=2, fields=mask)], [
    [{"tokenPermanentId": each["tokenPermanentId"], "state": "active"} for each in some]
    for some in (created[:2], created[2:])
])
equal("without the token of the next page", len(list(walk(tokens, pageSize=1, fields="kind"))), 1)
first = tokens.list(**CUSTOMER, pageSize=1).execute()["nextPageToken"]
refused("its page token with another query", tokens.list(
    **CUSTOMER, pageSize=1, pageToken=first, query="token_state:REVOKED",
), 400, "request parameters do not match page token")

for each in created:
    no_result("enrollmentTokens.revoke", tokens.revoke(**CUSTOMER, tokenPermanentId=each["tokenPermanentId"]))
equal("an empty list has no key", tokens.list(**CUSTOMER, query="token_state:ACTIVE").execute(), {
    "kind": "admin#directory#chromeEnrollmentTokens",
})
refused("revocation by the token itself", tokens.revoke(**CUSTOMER, tokenPermanentId=created[0]["token"]), 404)
refused("a customer with its collection", tokens.list(customer="customers/my_customer"), 400, "Invalid Customer ID")

device = browsers.list(**CUSTOMER, query="machine_name:PC2").execute()["browsers"][0]
equal("chromebrowsers.list with a query", device["machineName"], "PC2")
equal("BASIC by default", "machinePolicies" in device, False)
wanted = {"machineName", "browsers"}
full = browsers.get(**CUSTOMER, deviceId=device["deviceId"], projection="FULL", fields=",".join(wanted)).execute()
equal("chromebrowsers.get with projection and fields", set(full), wanted)
named = [page["browsers"][0]["machineName"] for page in walk(browsers, maxResults=1, orderBy="machine_name")]
equal("chromebrowsers.list by pages of one", named, [f"PC{i}" for i in range(1, 6)])
notes = {"deviceId": device["deviceId"], "annotatedNotes": "interop"}
updated = browsers.update(**CUSTOMER, deviceId=device["deviceId"], projection="BASIC", body=notes).execute()
equal("chromebrowsers.update", updated["annotatedNotes"], "interop")
move = {"org_unit_path": "/Support", "resource_ids": [device["deviceId"]]}
no_result("moveChromeBrowsersToOu", browsers.moveChromeBrowsersToOu(**CUSTOMER, body=move))
moved = browsers.list(**CUSTOMER, orgUnitPath="/Support", fields="browsers/deviceId").execute()
equal("it moved", moved, {"browsers": [{"deviceId": device["deviceId"]}]})
move["resource_ids"].append("unknown")
refused("a move of an unknown browser", browsers.moveChromeBrowsersToOu(**CUSTOMER, body=move), 400)
no_result("chromebrowsers.delete", browsers.delete(**CUSTOMER, deviceId=device["deviceId"]))
refused("chromebrowsers.get of the deleted browser", browsers.get(**CUSTOMER, deviceId=device["deviceId"]), 404)

reader = client(settings["document"], settings["rootUrl"], settings["key"], SCOPE + ".readonly")
equal("the read-only scope lists", "kind" in reader.enrollmentTokens().list(**CUSTOMER).execute(), True)
refused("and does not create", reader.enrollmentTokens().create(**CUSTOMER, body=body("/")), 403)
