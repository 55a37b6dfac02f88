// Asks a Kairoute server about one contact over gRPC, and prints the decision as JSON.
//
//   npm ci --prefix deploy/examples/node
//   node deploy/examples/node/route.js --customer crm:7590-VHVEG --intent no_internet
//
// The messages are read from the project's .proto files when the script starts, so there is nothing to keep in step.
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import grpc from "@grpc/grpc-js";
import protoLoader from "@grpc/proto-loader";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
const options = {
  target: { type: "string", default: "localhost:7400" },
  contact: { type: "string", default: "node-1" },
  customer: { type: "string" },
  channel: { type: "string" },
  occasion: { type: "string" },
  intent: { type: "string" },
  "intent-confidence": { type: "string" },
  region: { type: "string" },
  language: { type: "string" },
};
const { values } = parseArgs({ options });

const files = ["kairoute/routing/v1/routing.proto", "google/rpc/status.proto", "google/rpc/error_details.proto"];
const definition = protoLoader.loadSync(files, {
  includeDirs: [`${root}/proto/src/main/proto`, `${root}/proto/include`],
  keepCase: true,
  longs: Number,
  defaults: true,
});
const { RoutingService } = grpc.loadPackageDefinition(definition).kairoute.routing.v1;

// The stable word of a refusal, which programs go by; the name of its code where there is none, as when nobody answers.
function reason(error) {
  const [bytes] = error.metadata.get("grpc-status-details-bin");
  const details = bytes ? definition["google.rpc.Status"].deserialize(bytes).details : [];
  const info = details.find((detail) => detail.type_url.endsWith("/google.rpc.ErrorInfo"));
  return info ? definition["google.rpc.ErrorInfo"].deserialize(info.value).reason : grpc.status[error.code];
}

// What is not given stays absent.
const request = { contact_id: values.contact, direction: "INBOUND" };
for (const [option, field] of Object.entries({
  customer: "customer_key",
  channel: "channel",
  occasion: "occasion",
  intent: "intent",
  region: "region",
  language: "language",
})) {
  if (values[option]) {
    request[field] = values[option];
  }
}
if (values["intent-confidence"]) {
  request.intent_confidence = Number(values["intent-confidence"]);
}

const client = new RoutingService(values.target, grpc.credentials.createInsecure());
client.route(request, { deadline: Date.now() + 5000 }, (error, decision) => {
  client.close();
  if (error) {
    console.error(`${values.target} gives no decision: ${reason(error)}: ${error.details}`);
    process.exitCode = 1;
  } else {
    console.log(JSON.stringify(decision, null, 2));
  }
});
