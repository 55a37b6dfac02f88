"""Tells Kairoute what became of contacts, from the contact records that Amazon Connect sends to a Kinesis stream."""
import base64
import datetime
import json
import os
import urllib.request

from lambda_function import trust

# As many as one call takes.
MOST_IN_ONE = 1000


def outcome_of(record):
    """The outcome of a contact record; None where it says nothing of the contact yet, or not when it was changed last."""
    # Connect sends what it does not know as null, and not left out.
    queue = record.get("Queue") or {}
    agent = record.get("Agent") or {}
    changed = record.get("LastUpdateTimestamp")
    spans = {
        "hold_ms": seconds(agent, "CustomerHoldDuration"),
        "wrap_ms": seconds(agent, "AfterContactWorkDuration"),
    }
    talk = seconds(agent, "AgentInteractionDuration")
    said = {
        "queued_time": queue.get("EnqueueTimestamp"),
        "answered_time": agent.get("ConnectedToAgentTimestamp"),
        "ended_time": record.get("DisconnectTimestamp"),
        "abandoned_time": record.get("DisconnectTimestamp") if is_abandoned(record, queue, agent) else None,
        **spans,
        "handle_ms": None if talk is None else talk + sum(span or 0 for span in spans.values()),
        "transfers": 1 if record.get("TransferCompletedTimestamp") else 0 if agent and record.get("DisconnectTimestamp") else None,
    }
    said = {name: value for name, value in said.items() if value is not None}
    if not said or not changed or not record.get("ContactId"):
        return None
    # The same record comes again for months; what is newer in it has a later change, so that is the version.
    return {
        "contact_id": record["ContactId"],
        "source": "connect",
        "version": round(datetime.datetime.fromisoformat(changed.replace("Z", "+00:00")).timestamp() * 1000),
        "observed_time": changed,
        **said,
    }


def is_abandoned(record, queue, agent):
    """Whether the customer gave up in the queue; who gets a callback has a next contact."""
    return (
        bool(queue.get("EnqueueTimestamp"))
        and not agent.get("ConnectedToAgentTimestamp")
        and record.get("DisconnectReason") == "CUSTOMER_DISCONNECT"
        and not record.get("NextContactId")
    )


def seconds(agent, name):
    """Whole seconds of the agent's part as milliseconds; None where they are not known."""
    return None if agent.get(name) is None else agent[name] * 1000


def lambda_handler(event, context):
    outcomes = [outcome for outcome in map(outcome_of, records(event)) if outcome]
    refused = {}
    for begin in range(0, len(outcomes), MOST_IN_ONE):
        for result in tell(outcomes[begin : begin + MOST_IN_ONE]):
            if result["status"] == "REFUSED":
                refused[result["reason"]] = refused.get(result["reason"], 0) + 1
    # A record that is refused will be so again: it is counted, and holds up no other.
    print(json.dumps({"outcomes": len(outcomes), "refused": refused}))


def records(event):
    for entry in event["Records"]:
        try:
            record = json.loads(base64.b64decode(entry["kinesis"]["data"]))
        except ValueError:
            print("a record is no JSON")
            continue
        if isinstance(record, dict):
            yield record


def tell(outcomes):
    headers = {"content-type": "application/json"}
    if os.environ.get("KAIROUTE_KEY"):
        headers["x-api-key"] = os.environ["KAIROUTE_KEY"]
    call = urllib.request.Request(
        os.environ["KAIROUTE_URL"], json.dumps({"outcomes": outcomes}).encode(), headers, method="POST"
    )
    # A refusal of the call or a time-out is raised: Kinesis brings the batch again, and what was kept already counts once.
    with urllib.request.urlopen(call, timeout=10, context=trust()) as answer:
        return json.load(answer)["results"]
