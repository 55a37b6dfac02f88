// Asks a Kairoute server about one contact over gRPC, and prints the decision.
//
// It needs gRPC for Go, and the classes that protoc makes of the project's .proto files; docs/PLATFORM.md has the commands.
package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protojson"

	"kairoute/routing"
)

func route(target, intent string) (*routing.RouteResponse, error) {
	connection, err := grpc.Dial(target, grpc.WithInsecure())
	if err != nil {
		return nil, err
	}
	defer connection.Close()
	deadline, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	return routing.NewRoutingServiceClient(connection).Route(deadline, &routing.RouteRequest{
		ContactId: "go-2",
		Channel:   "VOICE",
		Direction: "INBOUND",
		Intent:    intent,
	})
}

// reason gives the stable word of a refusal, which programs go by.
func reason(err error) string {
	for _, detail := range status.Convert(err).Details() {
		if info, ok := detail.(*errdetails.ErrorInfo); ok {
			return info.Reason
		}
	}
	return status.Code(err).String()
}

func main() {
	decision, err := route(os.Args[1], os.Args[2])
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s gives no decision: %s: %s\n", os.Args[1], reason(err), status.Convert(err).Message())
		os.Exit(1)
	}
	fmt.Println(protojson.MarshalOptions{Multiline: true, UseProtoNames: true}.Format(decision))
}
