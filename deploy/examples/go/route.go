// Asks a Kairoute server about one contact over HTTP/JSON, and prints the decision.
//
//	GO111MODULE=off go run deploy/examples/go/route.go localhost:7400 no_internet
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"
)

// Decision holds what this example needs of an answer; docs/PLATFORM.md has all fields.
type Decision struct {
	DecisionID    string `json:"decision_id"`
	Queue         string `json:"queue"`
	QueueRef      string `json:"queue_ref"`
	Script        string `json:"script"`
	Priority      int    `json:"priority"`
	Band          string `json:"band"`
	Fallback      bool   `json:"fallback"`
	FallbackCause string `json:"fallback_cause"`
}

// Problem is how a call is refused.
type Problem struct {
	Reason string `json:"reason"`
	Detail string `json:"detail"`
}

func route(target, intent string) (*Decision, error) {
	question, err := json.Marshal(map[string]any{"contact_id": "go-1", "channel": "VOICE", "direction": "INBOUND", "intent": intent})
	if err != nil {
		return nil, err
	}
	client := http.Client{Timeout: 5 * time.Second}
	answer, err := client.Post("http://"+target+"/v1/route", "application/json", bytes.NewReader(question))
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, err
	}
	if answer.StatusCode != http.StatusOK {
		var problem Problem
		if json.Unmarshal(body, &problem) != nil {
			return nil, fmt.Errorf("%s", answer.Status)
		}
		return nil, fmt.Errorf("%s: %s", problem.Reason, problem.Detail)
	}
	var decision Decision
	return &decision, json.Unmarshal(body, &decision)
}

func main() {
	decision, err := route(os.Args[1], os.Args[2])
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s gives no decision: %v\n", os.Args[1], err)
		os.Exit(1)
	}
	fmt.Printf("%+v\n", *decision)
}
