"""A round on Android Enterprise: create, list, page, partial responses, delete, errors."""
from client import arguments, client, equal, no_result, refused

ENTERPRISE = {"enterpriseId": "LC00lwk1yg"}

settings = arguments()
api = client(settings["document"], settings["rootUrl"], settings["key"], "androidenterprise")

token = api.enrollmentTokens().create(
    **ENTERPRISE, body={"enrollmentTokenType": "userlessDevice", "duration": "3600s"}
).execute()
equal("enrollmentTokens.create", (token["enrollmentTokenType"], token["duration"]), ("userlessDevice", "3600s"))
equal("its token is issued", bool(token["token"]), True)

user = api.users().insert(
    **ENTERPRISE,
    body={"accountIdentifier": "interop", "accountType": "userAccount", "managementType": "emmManaged"},
).execute()
equal("users.insert", user["accountIdentifier"], "interop")
found = api.users().get(**ENTERPRISE, userId=user["id"], fields="id,accountType").execute()
equal("users.get with fields", found, {"id": user["id"], "accountType": "userAccount"})
listed = api.users().list(**ENTERPRISE, email="ada@example.com", fields="user(id)").execute()
equal("users.list with fields", listed, {"user": [{"id": "220002"}]})

products, page_token = [], None
while True:
    page = api.products().list(
        **ENTERPRISE, maxResults=1, token=page_token, fields="product/productId,tokenPagination"
    ).execute()
    products += page.get("product", [])
    page_token = page.get("tokenPagination", {}).get("nextPageToken")
    if not page_token:
        break
whole = api.products().list(**ENTERPRISE, fields="product(productId)").execute()
equal("products.list by pages of one", products, whole["product"])
equal("has several pages", len(products) > 1, True)

no_result("users.delete", api.users().delete(**ENTERPRISE, userId=user["id"]))
refused("users.get of the deleted user", api.users().get(**ENTERPRISE, userId=user["id"]), 404)
refused("a field that the message lacks", api.users().get(**ENTERPRISE, userId="110001", fields="phone"), 400, "phone")
refused("a body that the message lacks", api.users().insert(**ENTERPRISE, body={"surname": "x"}), 400, "surname")
refused(
    "a value that the enum lacks",
    api.enrollmentTokens().create(**ENTERPRISE, body={"enrollmentTokenType": "other"}),
    400,
)
other = client(settings["document"], settings["rootUrl"], settings["key"], "drive")
refused("another scope", other.users().get(**ENTERPRISE, userId="110001"), 403)
