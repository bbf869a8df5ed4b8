package text

// A Document is an article read into paragraphs, sentences and tokens.
// One worker at a time may ask it for tags, which are guessed then; all else does
// not change once made.
type Document struct {
	Article
	Paragraphs []Paragraph
	Sentences  []Sentence
	Tokens     []Token
	Labels     []string // of the tokens: prose's entity labels, such as "B-PERSON", or "O"; nil if they were not asked for
	guesses    guesses
}

// A Paragraph is a line of the body that is not blank, without the white space
// at its ends. News text ends every paragraph with a line break, so a heading,
// a caption or a share bar is a paragraph of its own.
type Paragraph struct {
	Span
	First, Last int // its sentences are Sentences[First:Last]
}

// A Sentence lies inside one paragraph; a quotation may begin in one and end
// in another, which is why quotes are found on the document and not here.
type Sentence struct {
	Span
	Paragraph   int // index into Paragraphs
	First, Last int // its tokens are Tokens[First:Last]
}

// A Token is a word, a number, a clitic (’s, n’t) or one mark of punctuation.
// It holds no pointer and is small, because a day's news has millions.
type Token struct {
	Span
	Sentence int32  // index into Sentences
	lexeme   uint32 // what the tagger knows it as
}

// Text returns the token's bytes as they stand in the body.
func (d *Document) Text(s Span) string { return d.Body[s.Start:s.End] }
