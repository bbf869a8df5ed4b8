package pipeline_test

import (
	"context"
	"fmt"
	"log"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline"
)

// Two outlets print one utterance, and one of them loses a word.
func Example() {
	articles := strings.NewReader(`
{"id":"dam", "outlet":"north", "text":"“We will not open the gates before the last family is safe,” said Ana Ruiz, the mayor."}
{"id":"flood", "outlet":"south", "text":"Mayor Ana Ruiz was defiant. “We will open the gates before the last family is safe,” she told reporters."}
`)
	stages, err := pipeline.Default()
	if err != nil {
		log.Fatal(err)
	}
	report, err := stages.Run(context.Background(),
		pipeline.Input{Paths: []string{"-"}, Stdin: articles},
		pipeline.Options{Workers: 2, MinConfidence: pipeline.OperatingPoint})
	if err != nil {
		log.Fatal(err)
	}
	for _, q := range report.Quotes {
		fmt.Printf("%s (%s): %s\n", q.ID, q.Speaker.Name, q.Text)
	}
	for _, c := range report.Clusters {
		fmt.Printf("%s, %d outlets\n", c.Verdict, c.Outlets)
		for _, d := range c.Differences {
			fmt.Printf("%s of severity %d: %q for %q\n", d.Type, d.Severity, d.Other.Text, d.Base.Text)
		}
	}
	// Output:
	// dam#1 (Ana Ruiz): We will not open the gates before the last family is safe,
	// flood#1 (Ana Ruiz): We will open the gates before the last family is safe,
	// divergent, 2 outlets
	// negation of severity 4: "" for "not"
}
