package page

import (
	"regexp"
	"strings"
)

// idle reports whether a block says nothing of the story, whatever stands
// around it: links to other stories, “Read more: …”, a credit, a bare address.
func idle(b *block) bool {
	text, n := b.text, len(b.text)
	switch {
	case b.links*5 >= n*4:
		return true
	case b.links > 0 && !b.prose && (strings.HasSuffix(text, "...") || strings.HasSuffix(text, "…")) && b.links*5 > n: // a teaser that breaks off
		return true
	case n <= 400 && prompt.MatchString(text):
		return true
	case strings.HasPrefix(text, "http://") || strings.HasPrefix(text, "https://"): // addresses for machines
		return true
	case n <= 160 && (creditLine.MatchString(text) || bareAddress.MatchString(text)):
		return true
	case n <= 60 && (label.MatchString(text) || clockTime.MatchString(text) && !ended(text)):
		return true
	}
	return strings.ContainsAny(text, "<[") && markup.MatchString(text)
}

var (
	// prompt is what asks the reader to do something: “Read more: …”, “Sign up
	// for our newsletter”, “Follow us on Twitter”, “Subscribe to continue”.
	prompt = regexp.MustCompile(`(?i)^[^\w"“”‘’']*(?:` + strings.Join([]string{
		`(?:read|see|learn|click|watch|view)(?: it)? (?:more|also|next|full|here|now)\b.{0,8}[:|>»-]`,
		`(?:also |must[- ]|now )(?:read|watch|see)\b`, `(?:related|recommended|more on this|more from [\w ]+|read next|watch|listen|see also|in pictures)(?: stor\w+| articles?| coverage| content| news| links?| video)?\s*[:|>»]`,
		`(?:related|recommended) (?:stor\w+|articles?|content|links?|coverage|roundup|posts?|video|reading)\b`,
		`sign up (?:for|to|here|now|below)\b`, `subscribe (?:to|now|here|for|today)\b`, `(?:already a|become a|not a) (?:subscriber|member|registered)`, `(?:log|sign) in (?:to|or|here|now)\b`,
		`(?:please )?(?:follow|like|find|join) (?:us|me|him|her|them|@\w+|[\w. ]{2,40}) on\b.{0,40}\b(?:twitter|facebook|instagram|linkedin|youtube|telegram|whatsapp|x)\b`,
		`follow @\w+`, `(?:like|enjoyed?|love) (?:this|what you)\b.{0,40}[!?:]`, `share (?:this|your|on|via|it|with)\b`, `get (?:the|our|your)\b.{0,60}\b(?:newsletter|inbox|email|e-mail|on the go|app)\b`,
		`(?:this|your) (?:web)?site uses cookies`, `(?:we|this website) uses? cookies`, `continue reading`, `story continues`, `article continues`, `scroll (?:down|to)`, `(?:you'?ve|you have) (?:reached|read|used)\b.{0,40}(?:articles?|limit|free)`,
		`(?:to )?(?:read|continue reading) (?:the|this) (?:full|whole|entire|rest|article|story)\b`, `this (?:article|story|content|copy) is (?:for|only|reserved|available|exclusive)\b.{0,40}\b(?:subscribers?|members?|personal|premium)`,
		`(?:e-?mail|write to|contact|reach)\b.{0,60}\bat\b.{0,20}\S+@\S+`, `(?:copyright )?(?:©|\(c\)) ?(?:copyright )?\d{4}`, `copyright\b.{0,60}\d{4}`, `all rights reserved`,
		`have (?:a|any) (?:tip|story|question|news tip)s?\b.{0,40}\?`, `click here\b`, `tap here\b`, `download (?:the|our)\b.{0,30}\bapp\b`, `(?:listen|subscribe|download)\b.{0,30}\b(?:podcast|itunes|spotify)`,
		`support (?:our|us|independent|quality)\b`, `if you (?:like|enjoy)(?:ed)? this (?:article|story|post)`, `post a comment`, `leave a (?:comment|reply)`, `(?:view|show|read|see)(?: all)?(?: \d+)? comments`,
		`before you go`, `don'?t miss\b`, `this (?:slideshow|video|site|feature) requires javascript`, `an error has occurred`, `please enable (?:javascript|cookies)`, `your browser does not`,
		`we(?:'d| would) (?:like|love) to hear\b`, `(?:topics|tags|filed under|tag|categories|keywords|places|organizations|people)(?: in this story)?\s*(?::|$)`, `buyer'?s guide:`,
	}, "|") + `)`)
	// creditLine is the line under a picture: “Photo: David Zalubowski, STF /
	// Associated Press”, “Getty Images”, “Image Source: …”, “(Photo by …)”.
	creditLine = regexp.MustCompile(`(?i)^\W*(?:(?:photos?|photograph|image|picture|pic|video|illustration|credit|source|graphic|screenshot|file photo)s?(?: (?:source|credit|by|courtesy|via|copyright)(?: of)?)?\s*[:|©/(]|(?:photo|image|picture|illustration|video)s? (?:by|courtesy|credit|via)\b|[\w .'/-]{0,40}(?:getty(?: images)?|ap photo|ap images|afp|reuters|shutterstock|istock(?:photo)?|alamy|associated press|rex features|epa|pa wire|pa media|unsplash|pixabay)(?:\W+(?:getty images|afp|ap|file|via getty images|images|staff|file photo))*\W*$)`)
	// bareAddress is a web or mail address alone, or an account’s name.
	bareAddress = regexp.MustCompile(`^\W*(?:[\w ]{0,20}:\s*)?(?:https?://\S+|www\.\S+|\S+@\S+\.\w+|(?:twitter|facebook|instagram)\.com/\S+|@\w+)\W*$`)
	// label is a word or two that pages print over something else.
	label = regexp.MustCompile(`(?i)^\W*(?:advert(?:isement|s|ising)?|sponsored(?: content)?|promoted|ad|comments?(?: \(?\d+\)?)?|\d+ comments?|share|shares|tweet|pin|print|e-?mail|close|caption|text size|like this|like loading|loading|more|next|previous|hide caption|toggle caption|enlarge this image|play video|media playback is unsupported on your device|image caption|image copyright|media caption|video|live|topics?|tags?|facebook|twitter|whatsapp|linkedin|reddit|flipboard|breaking news|exclusive|opinion|slideshow|gallery|\d+ of \d+|view gallery|replay|skip|back to top|save|copy link|link copied|follow|following|published|updated|thank you|this article has been sent to|\d+ (?:min(?:ute)?s?|hours?|days?|months?) (?:read|ago))\W*$`)
	// clockTime begins the line over a post of a live page: “09:12 Lena Ott”.
	clockTime = regexp.MustCompile(`^\d{1,2}[:.]\d\d(?:\D|$)`)
	// markup is what a template forgot to read: “[button link=…]”, “<img src=…”.
	markup = regexp.MustCompile(`^\s*(?:<\w+ [^>]*=|\[/?\w+ [^\]]*=)`)
)

// maxLooked bounds the bytes looked through for what pull quotes repeat, since a
// page may hold 10^5 of them.
const maxLooked = 64 << 20

// once leaves out what stands apart and repeats the text around it: a pull
// quote. Of a paragraph that stands there twice, as pages for two sizes of
// screen have it, the first stays.
func once(blocks []block) []block {
	folded := make([]string, len(blocks))
	seen := map[string]bool{}
	var all strings.Builder
	for i := range blocks {
		folded[i] = fold(blocks[i].text[:len(blocks[i].text)-blocks[i].signed])
		if !blocks[i].in.apart {
			all.WriteString(folded[i])
			all.WriteByte(' ')
		}
	}
	text, budget := all.String(), maxLooked
	kept := blocks[:0:0]
	for i := range blocks {
		b := &blocks[i]
		long := len(folded[i]) >= 40
		if long && seen[folded[i]] {
			continue
		}
		if b.in.apart && len(folded[i]) >= 20 && budget > 0 {
			if budget -= len(text); strings.Contains(text, folded[i]) {
				continue
			}
		}
		seen[folded[i]] = long
		kept = append(kept, *b)
	}
	return kept
}

// endings are headings after which no more of the story comes.
var endings = regexp.MustCompile(`(?i)^\W*(?:more (?:great|from|on|stor|news|in|about|to)\b.*|related.*|read (?:more|next|also).*|recommended.*|most (?:read|popular|viewed|recent).*|you (?:may|might|should).*|trending.*|comments?|latest.*|what to read next|also (?:on|in|read)\b.*|about the (?:author|writer).*|something to consider|sponsored.*|around the web|popular.*|up next|share (?:this|your).*|tell us what.*|leave a.*|sign up.*|subscribe.*|newsletter.*|contact.*|privacy overview|like this.*|follow us.*|see also.*|further reading|join the conversation.*|how to listen.*|editor'?s picks?.*|top stories.*|don'?t miss.*)$`)

// trim cuts off what stands before the first sentence and after the last: bylines,
// dates, headings over nothing, and all that follows a heading such as “More
// from …” if little prose does.
func trim(blocks []block) []block {
	total, sum := 0, 0
	for i := range blocks {
		if blocks[i].prose {
			total += len(blocks[i].text)
		}
	}
	for i := range blocks {
		b := &blocks[i]
		if len(b.text) <= 60 && !b.prose && !ended(b.text) && sum*2 > total && endings.MatchString(b.text) {
			blocks = blocks[:i]
			break
		}
		if b.prose {
			sum += len(b.text)
		}
	}
	for len(blocks) > 0 && opening(&blocks[0]) {
		blocks = blocks[1:]
	}
	for len(blocks) > 0 && closing(&blocks[len(blocks)-1]) {
		blocks = blocks[:len(blocks)-1]
	}
	return blocks
}

// opening reports whether a block before the story is none of it.
func opening(b *block) bool {
	return b.in.heading || !b.prose && !b.in.quote && (!ended(b.text) && strings.Count(b.text, " ") < 9 || len(b.text) < 25 || bylineLike.MatchString(b.text))
}

// closing reports whether a block after the story is none of it.
func closing(b *block) bool {
	return b.in.heading || !b.prose && !b.in.quote && !ended(b.text) && len(b.text) < 80 && !b.in.item && !b.in.cell
}

var bylineLike = regexp.MustCompile(`(?i)^\W*(?:by|from|posted|published|updated|last updated|written by|story by)\b`)
