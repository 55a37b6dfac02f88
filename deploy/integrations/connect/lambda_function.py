"""Asks Kairoute where an Amazon Connect contact goes; answers the flow with a flat map of strings."""
import json
import os
import ssl
import urllib.request

CHANNELS = {"VOICE": "VOICE", "CHAT": "CHAT", "TASK": "TASK", "EMAIL": "EMAIL"}


def request_of(event):
    """The RouteRequest of a Connect event: the flow's own parameters win over what the contact says."""
    # Connect sends what it does not know as null, and not left out.
    details = event.get("Details") or {}
    contact = details.get("ContactData") or {}
    customer = (contact.get("CustomerEndpoint") or {}).get("Address") or ""
    system = (contact.get("SystemEndpoint") or {}).get("Address") or ""
    request = {
        "contact_id": contact.get("ContactId") or "",
        "channel": CHANNELS.get(contact.get("Channel"), ""),
        "direction": "OUTBOUND" if contact.get("InitiationMethod") == "OUTBOUND" else "INBOUND",
        "entry_point": system,
        "customer_key": "tel:" + customer if customer.startswith("+") else "",
        "language": contact.get("LanguageCode") or "",
        "platform": "connect",
    }
    told = details.get("Parameters") or {}
    request.update({name: value for name, value in told.items() if value is not None})
    return request


def lambda_handler(event, context):
    headers = {"content-type": "application/json"}
    if os.environ.get("KAIROUTE_KEY"):
        headers["x-api-key"] = os.environ["KAIROUTE_KEY"]
    call = urllib.request.Request(
        os.environ["KAIROUTE_URL"], json.dumps(request_of(event)).encode(), headers, method="POST"
    )
    # A refusal or a time-out is raised: Connect repeats the call, and then takes the flow's Error branch.
    with urllib.request.urlopen(call, timeout=1, context=trust()) as answer:
        return json.load(answer)


def trust():
    """Whom to trust: the authorities in the file that KAIROUTE_CA names, or else the public ones."""
    return ssl.create_default_context(cafile=os.environ.get("KAIROUTE_CA"))
