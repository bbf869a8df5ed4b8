package speaker

// An Entry is one line of the directory: a person or body that articles name,
// with what is needed to know them by a surname, a nickname or an office.
//
//	{"id":"claudia-sheinbaum","name":"Claudia Sheinbaum","gender":"f","aliases":["Claudia Sheinbaum Pardo"],
//	 "offices":[{"title":"president","of":["Mexico","Mexican"],"from":"2024-10-01"}]}
type Entry struct {
	ID       string   `json:"id"`                 // slug of the name; unique in the directory
	Name     string   `json:"name"`               // the fullest name that the press uses
	Type     string   `json:"type,omitempty"`     // "person" if empty; or "organisation"
	Gender   string   `json:"gender,omitempty"`   // "f", "m", or "" if not known or not a person
	Wikidata string   `json:"wikidata,omitempty"` // such as "Q22686"; "" rather than a guess
	Aliases  []string `json:"aliases,omitempty"`  // other full names, nicknames, acronyms; never a bare surname
	Offices  []Office `json:"offices,omitempty"`
}

// An Office is a post held from one day to another.
type Office struct {
	Title string   `json:"title"`           // lower case: "president", "senator", "secretary of state"
	Of    []string `json:"of,omitempty"`    // the place or body, noun and adjective: ["Mexico","Mexican"]
	From  string   `json:"from,omitempty"`  // first day, YYYY-MM-DD, or ""
	Until string   `json:"until,omitempty"` // last day, or "" if still held when the directory was made
}
