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

const definition = protoLoader.loadSync("kairoute/routing/v1/routing.proto", {
  includeDirs: [`${root}/proto/src/main/proto`, `${root}/proto/include`],
  keepCase: true,
  longs: Number,
  defaults: true,
});
const { RoutingService } = grpc.loadPackageDefinition(definition).kairoute.routing.v1;

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
    console.error(`${values.target} gives no decision: ${grpc.status[error.code]}: ${error.details}`);
    process.exitCode = 1;
  } else {
    console.log(JSON.stringify(decision, null, 2));
  }
});
