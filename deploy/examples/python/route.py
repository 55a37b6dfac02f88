#!/usr/bin/env python3
"""Asks a Kairoute server about one contact over gRPC, and prints the decision as JSON.

Needs grpcio, protobuf and protoc. On Debian:

    apt-get install python3-grpcio python3-protobuf protobuf-compiler libprotobuf-dev

Then:

    /usr/bin/python3 deploy/examples/python/route.py --customer crm:7590-VHVEG --intent no_internet

The messages are generated from the project's .proto files when the script starts, so there is nothing to keep in step.
"""

import argparse
import importlib
import os
import pathlib
import subprocess
import sys
import tempfile

import google
import grpc
from google.protobuf import json_format

ROOT = pathlib.Path(__file__).resolve().parents[3]
INCLUDES = [ROOT / "proto/src/main/proto", ROOT / "proto/include"]
SOURCES = [
    "kairoute/routing/v1/routing.proto",
    "kairoute/api/v1/method.proto",
    "google/api/annotations.proto",
    "google/api/http.proto",
    "google/rpc/status.proto",
    "google/rpc/error_details.proto",
]
METHOD = "/kairoute.routing.v1.RoutingService/Route"


def routing_messages(directory):
    """Generates the message classes into a directory, and imports them."""
    includes = [f"-I{path}" for path in INCLUDES]
    generated = subprocess.run(["protoc", *includes, f"--python_out={directory}", *SOURCES], check=False)
    if generated.returncode != 0:
        sys.exit("protoc could not generate the messages; on Debian install protobuf-compiler and libprotobuf-dev.")
    sys.path.insert(0, directory)
    # google.api is generated beside the installed google.protobuf; both are parts of the one package "google".
    google.__path__.append(f"{directory}/google")
    return importlib.import_module("kairoute.routing.v1.routing_pb2")


def reason(error):
    """The stable word of a refusal, which programs go by; the name of its code where there is none, as when nobody answers."""
    status = importlib.import_module("google.rpc.status_pb2").Status()
    info = importlib.import_module("google.rpc.error_details_pb2").ErrorInfo()
    status.ParseFromString(dict(error.trailing_metadata() or ()).get("grpc-status-details-bin", b""))
    return info.reason if any(detail.Unpack(info) for detail in status.details) else error.code().name


def question(messages, arguments):
    """The request that the arguments describe; what is not given stays absent."""
    request = messages.RouteRequest(contact_id=arguments.contact, direction="INBOUND")
    for field in ("customer_key", "channel", "occasion", "intent", "region", "language"):
        value = getattr(arguments, field)
        if value:
            setattr(request, field, value)
    if arguments.intent_confidence is not None:
        request.intent_confidence = arguments.intent_confidence
    return request


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--target", default="localhost:7400", help="the server's route listener")
    parser.add_argument("--contact", default="python-1", help="the contact's id")
    parser.add_argument("--customer", dest="customer_key", help="the customer's typed key, such as crm:7590-VHVEG")
    parser.add_argument("--channel", help="VOICE, CHAT, MESSAGE, EMAIL, TASK or CALLBACK")
    parser.add_argument("--occasion", help="what the platform believes the occasion to be")
    parser.add_argument("--intent", help="what was heard")
    parser.add_argument("--intent-confidence", type=float, help="how surely, 0 to 1")
    parser.add_argument("--region", help="such as US-FL")
    parser.add_argument("--language", help="such as en-AU")
    arguments = parser.parse_args()

    with tempfile.TemporaryDirectory() as directory:
        messages = routing_messages(directory)
        with grpc.insecure_channel(arguments.target) as channel:
            route = channel.unary_unary(
                METHOD,
                request_serializer=messages.RouteRequest.SerializeToString,
                response_deserializer=messages.RouteResponse.FromString,
            )
            try:
                decision = route(question(messages, arguments), timeout=5)
            except grpc.RpcError as error:
                sys.exit(f"{arguments.target} gives no decision: {reason(error)}: {error.details()}")
    try:
        print(json_format.MessageToJson(decision, preserving_proto_field_name=True), flush=True)
    except BrokenPipeError:
        # Whoever reads only the first lines, as head does, has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
