#!/usr/bin/env python3
"""Writes the data directory of an older version: make.py CHECKOUT OUT

CHECKOUT is a built checkout of the version that shall write it, OUT a new directory. See README.md.
"""
import hashlib
import json
import os
import pathlib
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile

checkout, out = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
kairoute = str(checkout / "deploy" / "kairoute")
telecom = checkout / "deploy" / "examples" / "telecom"
os.umask(0o022)
out.mkdir(parents=True)
work = out / "work"
work.mkdir()
data = work / "data"
# No secret: these keys open nothing but this fixture.
keys = {name: "fixture-key-of-" + name + "-0123456789abcdef0123456789abcdef" for name in ("ann", "ben", "other")}


def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


route_port, admin_port = port(), port()
(work / "credentials.yaml").write_text("keys:\n" + "".join(
    "  - {name: %s, sha256: %s, tenant: %s, roles: [admin, route]}\n"
    % (name, hashlib.sha256(key.encode()).hexdigest(), "bank" if name == "other" else "default")
    for name, key in keys.items()))
(work / "kairoute.yaml").write_text(
    "data_dir: %s\ntenants: [default, bank]\ntables: {default: %s, bank: %s}\nroute: {port: %d}\nadmin: {port: %d}\n"
    "identity: {credentials: %s}\ndecisions: {retention_days: 3650}\n"
    % (data, telecom / "table.yaml", telecom / "table.yaml", route_port, admin_port, work / "credentials.yaml"))
table = (telecom / "table.yaml").read_text()


def ask(path, body=None, key="ann", at=None, method=None):
    request = urllib.request.Request(
        "http://127.0.0.1:%d%s" % (at or admin_port, path), method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"content-type": "application/json", "x-api-key": keys[key]})
    try:
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read() or "{}")
    except urllib.error.HTTPError as error:
        sys.exit("%s: %s %s" % (path, error.code, error.read().decode()))


def serve():
    node = subprocess.Popen([kairoute, "serve", "--config", str(work / "kairoute.yaml")], cwd=work)
    for _ in range(600):
        try:
            urllib.request.urlopen("http://127.0.0.1:%d/readyz" % admin_port)
            return node
        except OSError:
            time.sleep(0.1)
    sys.exit("the node is not ready")


def run(*command):
    subprocess.run([kairoute, *command], check=True, cwd=work)


def customers(version, count):
    tiers = ["platinum", "gold", "silver", "standard"]
    lines = ["customer,tier"] + ["c-%04d,%s" % (i, tiers[(i + version) % 4]) for i in range(count)]
    file = work / ("customers-%d.csv" % version)
    file.write_text("\n".join(lines) + "\n")
    run("segments", "import", str(file), "--mapping", str(work / "mapping.yaml"), "--data-dir", str(data),
        "--set-version", "week-%d" % version, "--source-time", "2026-11-%02dT04:00:00Z" % (20 + version))


(work / "mapping.yaml").write_text("format: 1\ncsv: {charset: UTF-8, delimiter: \",\"}\n"
                                   "set: {version: file, source_time: file}\nmax_bad_share: 1%\nduplicates: reject\n"
                                   "key: {column: customer, type: crm, normalize: trim}\n"
                                   "tiers:\n" + "".join("  - {tier: %s, when: {tier: %s}}\n" % (t, t) for t in
                                                        ("platinum", "gold", "silver")) + "  - tier: standard\n")
t = "/v1/tenants/default"
far = "2096-05-06T07:08:09Z"

node = serve()
for i in (2, 3):
    ask(t + "/revisions", {"document": table + "\n# revision %d\n" % i, "base_revision": str(i - 1), "accept_warnings": True,
                           "request_id": "publish-%d" % i, "reason": "revision %d" % i})
ask(t + "/revisions:rollback", {"revision": "2", "base_revision": "3", "reason": "back to two"}, key="ben")
for name in ("spring", "autumn", "thrown-away"):
    ask(t + "/drafts", {"draft": name, "title": "The " + name, "document": table + "\n# " + name + "\n"})
drafts = {d["draft"]: d for d in ask(t + "/drafts")["drafts"]}
ask(t + "/drafts/autumn:update", {"etag": drafts["autumn"]["etag"], "document": table + "\n# autumn, again\n"})
drafts = {d["draft"]: d for d in ask(t + "/drafts")["drafts"]}
for name in ("autumn", "spring"):
    ask(t + "/drafts/%s:approve" % name, {"etag": drafts[name]["etag"], "reason": "read it"}, key="ben")
ask(t + "/drafts/thrown-away", method="DELETE")
ask(t + "/drafts/spring:schedule", {"publish_time": far, "base_revision": "4", "accept_warnings": True,
                                    "reason": "when the clocks go forward"})
ask(t + "/liveOccasions", {"live_occasion": {"id": "florida", "occasion": "outage", "regions": ["US-FL"],
                                             "expire_time": far, "reason": "a cable is cut"}})
ask(t + "/liveOccasions", {"live_occasion": {"id": "accounts", "occasion": "billing-dispute",
                                             "accounts": ["acct:jane-doe-4711", "acct:0815"],
                                             "expire_time": far, "reason": "wrong bills"}})
ask(t + "/liveOccasions", {"live_occasion": {"id": "over", "occasion": "outage", "expire_time": far, "reason": "none"}})
ask(t + "/liveOccasions/over:resolve", {"reason": "it was none"})
ask(t + "/liveOccasions/florida:extend", {"expire_time": "2096-06-01T00:00:00Z", "reason": "it takes longer"})
ask(t + "/queues/billing:override", {"kind": "REDIRECT", "redirect_to": "triage", "expire_time": far, "reason": "a meeting"})
ask(t + "/switches/experiments:set", {"off": True, "expire_time": far, "reason": "quiet"})
ask("/v1/tenants/bank/liveOccasions", {"live_occasion": {"id": "vault", "occasion": "outage", "expire_time": far,
                                                         "reason": "closed"}}, key="other")
node.terminate()
node.wait()
customers(1, 400)
customers(2, 420)
node = serve()
time.sleep(2)
ask(t + "/customers:upsert", {"customer_key": "crm:c-0007", "account_key": "acct:0815", "source_version": "1",
                              "profile": {"tier": "platinum", "risks": ["vulnerable"]}})
ask(t + "/customers:upsert", {"customer_key": "crm:new-1", "source_version": "2", "profile": {"tier": "gold"}})
ask(t + "/customers:delete", {"customer_key": "crm:c-0009", "source_version": "3"})
intents = ["no_internet", "billing_error", "cancel", "slow_internet", "modem", "data_cap"]
for i in range(300):
    question = {"contact_id": "call-%d" % i, "customer_key": "crm:c-%04d" % i, "channel": ["VOICE", "CHAT", "EMAIL"][i % 3],
                "intent": intents[i % 6], "intent_confidence": 0.4 + i % 7 / 10}
    if i % 4 == 0:
        question["region"] = "US-FL"
    if i % 5 == 0:
        question["account_key"] = "acct:jane-doe-4711"
    ask("/v1/route", question, at=route_port)
    if i == 150:
        ask(t + "/queueStates:report", {"states": [{"queue": "billing", "depth": 400}]})
for i in range(20):
    ask("/v1/route", {"contact_id": "bank-%d" % i, "customer_key": "crm:b-%d" % i, "channel": "VOICE",
                      "intent": intents[i % 6], "intent_confidence": 0.9}, key="other", at=route_port)
run("backup", str(work / "backup.zip"), "--data-dir", str(data), "--decisions")
answers = {}
for path in ("/v1/tenants/%s/revisions", "/v1/tenants/%s/drafts", "/v1/tenants/%s/liveOccasions?include_ended=true",
             "/v1/tenants/%s/switches", "/v1/tenants/%s/segmentSets", "/v1/tenants/%s/auditHead"):
    for tenant, key in (("default", "ann"), ("bank", "other")):
        answers[path % tenant] = ask(path % tenant, key=key)
queues = ask(t + "/queues")
answers["overrides"] = [queue for queue in queues["queues"] if "override" in json.dumps(queue)]
for customer in ("crm:c-0007", "crm:c-0008", "crm:new-1"):
    answers["customer " + customer] = ask(t + "/customers:get", {"customer_key": customer})
time.sleep(1)
node.terminate()
node.wait()
replay = subprocess.run([kairoute, "decisions", "replay", "--data-dir", str(data)], check=True, cwd=work,
                        capture_output=True, text=True).stdout
answers["replay"] = replay.strip()
export = subprocess.run([kairoute, "decisions", "export", "--data-dir", str(data)], check=True, cwd=work,
                        capture_output=True, text=True).stdout
answers["exported decisions, SHA-256"] = hashlib.sha256(export.encode()).hexdigest()
(out / "answers.json").write_text(json.dumps(answers, indent=2, sort_keys=True) + "\n")
with zipfile.ZipFile(out / "data.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
    for file in sorted(p for p in data.rglob("*") if p.is_file() and p.name != "LOCK"):
        archive.write(file, file.relative_to(data))
(out / "backup.zip").write_bytes((work / "backup.zip").read_bytes())
(out / "credentials.yaml").write_text((work / "credentials.yaml").read_text())
print(sorted((p.name, p.stat().st_size) for p in out.iterdir() if p.is_file()))
